//! Rules as pure logic, from which the findings are derived.

use std::rc::Rc;

use crate::proof::formula::{Formula, Unknown, Var};

#[derive(Debug, std::default::Default)]
pub(crate) struct Theory {
    /// Number of propositions.
    pub(crate) vars: Var,
    /// Propositions that stand for a formula, which refers only to earlier ones. So a condition that is used often is
    /// encoded once.
    pub(crate) named: Vec<(Var, Formula)>,
    /// The same, only for requests that certainly exist.
    pub(crate) sure_named: Vec<(Var, Formula)>,
    /// Facts about every request, regardless of its rules.
    pub(crate) facts: Vec<Formula>,
    /// Further facts about requests that certainly exist.
    pub(crate) sure: Vec<Formula>,
    /// The propositions whose possible values are not known.
    pub(crate) opaque: Unknown,
    pub(crate) rules: Vec<Rule>,
    pub(crate) fields: Vec<Field>,
    pub(crate) defaults: Vec<Default>,
    /// The values that rules name.
    pub(crate) values: Vec<Value>,
    /// Changes that turn a request into a similar one, which is then checked.
    pub(crate) steps: Vec<Step>,
}

/// A change of a request. First, all propositions of `off` become false, then those of `set` get their values.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// Steps of the same field share the list.
    pub(crate) off: Rc<[Var]>,
    pub(crate) set: Vec<(Var, bool)>,
}

#[derive(Debug)]
pub(crate) struct Rule {
    /// The field on which the rule makes a demand.
    pub(crate) field: Option<usize>,
    pub(crate) applies: Formula,
    /// True if the rule has a condition.
    pub(crate) is_conditional: bool,
    /// Holds for a request that keeps the rule or to which the rule does not apply.
    pub(crate) kept: Formula,
    pub(crate) demand: Demand,
    /// Possibilities without which the rule is useless.
    pub(crate) uses: Vec<Use>,
    /// `true` if the rule is written in an attribute.
    pub(crate) is_written: bool,
    pub(crate) certainty: Certainty,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Demand {
    Required,
    Forbidden,
    /// The value of the field belongs to none of these classes, which are in order.
    Value(Vec<usize>),
    /// `#[rule]`
    Declared,
    /// No demand: a default is in force, or blank is a value or refused, as conditions see it.
    Policy,
    Other,
}

impl Demand {
    /// The classes of values that the rule excludes.
    pub(crate) fn excluded(&self) -> &[usize] {
        match self {
            Self::Value(excluded) => excluded,
            Self::Required | Self::Forbidden | Self::Declared | Self::Policy | Self::Other => &[],
        }
    }

    /// Returns `true` if the rule excludes a class of values.
    pub(crate) fn excludes(&self, class: usize) -> bool {
        self.excluded().binary_search(&class).is_ok()
    }
}

impl Rule {
    /// A rule that warns. Only whether it can apply is of interest.
    pub(crate) fn demanding_nothing(uses: Vec<Use>) -> Self {
        Self {
            field: None,
            applies: Formula::FALSE,
            is_conditional: true,
            kept: Formula::TRUE,
            demand: Demand::Other,
            uses,
            is_written: false,
            certainty: Certainty::Certain,
        }
    }
}

/// The types for which a rule holds, the most first. A macro does not see the types, so rustc decides about the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Certainty {
    /// Any possible types.
    Certain,
    /// Types that are no aliases of an `Option`.
    IfNoAlias,
    /// Enums with data that have no more variants than the rules name.
    IfNoOtherVariant,
}

/// A use of a rule.
#[derive(Debug, Clone)]
pub(crate) struct Use {
    pub(crate) kind: UseKind,
    pub(crate) possible: Formula,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UseKind {
    /// The rule applies to some request.
    Applies,
    /// The `_unless` of the rule exempts some request.
    Exempts,
    /// The left side of the rule's `=>` holds for some request.
    Premise,
}

/// A field, or a member of a nested part on which the struct makes a demand.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) present: Formula,
    /// `true` for a field of the request itself.
    pub(crate) is_own: bool,
    /// `true` if the type is an `Option`, so that the field may be absent.
    pub(crate) is_option: bool,
    /// Number of classes of its values.
    pub(crate) classes: usize,
    /// `true` if a user's function reads a field that the rules of this one depend on, so that no request is certain.
    pub(crate) is_checked: bool,
    /// `true` for the subject that stands for any key of a map.
    pub(crate) is_key: bool,
}

/// A default whose value is known.
#[derive(Debug)]
pub(crate) struct Default {
    /// The rule that the default is in force.
    pub(crate) rule: usize,
    pub(crate) field: usize,
    /// The class of the default.
    pub(crate) class: usize,
    /// The default is the value, because the field is absent.
    pub(crate) applies: Formula,
    /// Conditions see the value of the default, if it is the only one of its field and in force.
    pub(crate) is_value: Formula,
}

/// A value that a rule names.
#[derive(Debug)]
pub(crate) struct Value {
    /// Holds for a request with the value.
    pub(crate) is_used: Formula,
}

impl Theory {
    /// Creates a new proposition.
    pub(crate) fn fresh(&mut self) -> Formula {
        self.vars += 1;
        Formula::Var(self.vars - 1)
    }

    /// Creates a new proposition about which nothing is known.
    pub(crate) fn fresh_opaque(&mut self) -> Formula {
        let fresh = self.fresh();
        self.set_opaque(&fresh);
        fresh
    }

    /// Records that nothing is known about a proposition.
    pub(crate) fn set_opaque(&mut self, formula: &Formula) {
        if let Formula::Var(var) = formula {
            self.opaque.insert(*var);
        }
    }

    /// Returns a proposition that stands for the formula, or the formula itself if it is short.
    pub(crate) fn name(&mut self, formula: Formula) -> Formula {
        if formula.size() < 3 {
            return formula;
        }
        let name = self.fresh();
        if let Formula::Var(var) = name {
            self.named.push((var, formula));
        }
        name
    }

    /// Finds what makes the named formulas surely true or false, after all opaque propositions are recorded.
    pub(crate) fn name_sides(&mut self) {
        for index in 0..self.named.len() {
            let (var, formula) = &self.named[index];
            if !formula.speaks_of(&self.opaque) {
                continue;
            }
            let var = *var;
            let sides = [false, true].map(|value| formula.surely_being(value, &self.opaque));
            let sides = sides.map(|side| {
                if side.size() < 3 {
                    return side;
                }
                let name = self.fresh();
                if let Formula::Var(var) = name {
                    self.sure_named.push((var, side));
                }
                name
            });
            self.opaque.insert_sides(var, sides);
        }
    }

    /// Returns the number of constants and propositions in all formulas.
    pub(crate) fn size(&self) -> usize {
        let named = self.named.iter().chain(&self.sure_named).map(|(_, formula)| formula);
        let rules = self.rules.iter().flat_map(|rule| {
            let uses = rule.uses.iter().map(|one| &one.possible);
            [&rule.applies, &rule.kept].into_iter().chain(uses)
        });
        let all = named.chain(&self.facts).chain(&self.sure).chain(rules);
        all.map(Formula::size).sum()
    }
}
