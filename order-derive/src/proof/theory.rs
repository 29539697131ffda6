//! Rules as logic without words, from which the findings are decided.

use crate::proof::formula::{Formula, Var};

#[derive(Debug, Default)]
pub(crate) struct Theory {
    /// Number of propositions.
    pub(crate) vars: Var,
    /// Facts about every request, whatever its rules say.
    pub(crate) facts: Vec<Formula>,
    /// Further facts about requests that surely exist.
    pub(crate) sure: Vec<Formula>,
    /// By proposition, true if it is not known which of the two values occur. Later ones are false.
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
    /// True of a request that keeps the rule, or to which the rule does not apply.
    pub(crate) kept: Formula,
    pub(crate) demand: Demand,
    /// Possibilities without which the rule has no use.
    pub(crate) uses: Vec<Use>,
    /// True if the rule stands in an attribute.
    pub(crate) is_written: bool,
    /// True if the rule holds whatever the types turn out to be.
    pub(crate) is_certain: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Demand {
    Required,
    Forbidden,
    /// The value of the field is of none of these classes.
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
    /// It applies to a request.
    Applies,
    /// Its `_unless` exempts a request.
    Exempts,
    /// The left side of its `=>` holds.
    Premise,
}

/// A field, or a member of a nested part of which the struct asks something.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) present: Formula,
    /// True for a field of the request itself.
    pub(crate) is_own: bool,
    /// True if the type is an `Option`, so that the field may be absent.
    pub(crate) is_option: bool,
    /// Into how many classes its values fall.
    pub(crate) classes: usize,
    /// True if a function of the user reads a field that the rules of this one depend on, so that no request is sure.
    pub(crate) is_checked: bool,
}

/// A value that a rule names.
#[derive(Debug)]
pub(crate) struct Value {
    /// True of a request with the value.
    pub(crate) is_used: Formula,
}

impl Theory {
    /// A new proposition.
    pub(crate) fn fresh(&mut self) -> Formula {
        self.vars += 1;
        Formula::Var(self.vars - 1)
    }

    /// A new proposition about which nothing is known.
    pub(crate) fn fresh_opaque(&mut self) -> Formula {
        let fresh = self.fresh();
        self.set_opaque(&fresh);
        fresh
    }

    /// Notes that nothing is known about a proposition.
    pub(crate) fn set_opaque(&mut self, formula: &Formula) {
        if let Formula::Var(var) = formula {
            self.opaque.resize(self.opaque.len().max(var + 1), false);
            self.opaque[*var] = true;
        }
    }
}
