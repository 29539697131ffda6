//! Rules as pure logic, from which the findings are derived.

use crate::proof::formula::{Formula, Var};

#[derive(Debug, Default)]
pub(crate) struct Theory {
    /// Number of propositions.
    pub(crate) vars: Var,
    /// Facts about every request, regardless of its rules.
    pub(crate) facts: Vec<Formula>,
    /// Further facts about requests that certainly exist.
    pub(crate) sure: Vec<Formula>,
    /// For each proposition, `true` if its possible values are not known. Propositions beyond the end are known.
    pub(crate) opaque: Vec<bool>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) fields: Vec<Field>,
    /// The values that rules name.
    pub(crate) values: Vec<Value>,
    /// Changes that turn a request into a similar one, which is then checked.
    pub(crate) steps: Vec<Vec<(Var, bool)>>,
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
    /// `true` if the rule holds for any possible type of the fields.
    pub(crate) is_certain: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Demand {
    Required,
    Forbidden,
    /// The value of the field belongs to none of these classes.
    Value(Vec<usize>),
    /// `#[rule]`
    Declared,
    Other,
}

impl Demand {
    /// The classes of values that the rule excludes.
    pub(crate) fn excluded(&self) -> &[usize] {
        match self {
            Self::Value(excluded) => excluded,
            Self::Required | Self::Forbidden | Self::Declared | Self::Other => &[],
        }
    }
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
            self.opaque.resize(self.opaque.len().max(var + 1), false);
            self.opaque[*var] = true;
        }
    }
}
