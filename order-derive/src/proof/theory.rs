//! Rules as logic, without any words: what the findings are decided on.

use crate::proof::formula::{Formula, Var};

#[derive(Debug, Default)]
pub(crate) struct Theory {
    /// How many propositions there are.
    pub(crate) vars: Var,
    /// What holds of every request, whatever its rules say.
    pub(crate) facts: Vec<Formula>,
    /// What holds beside that of requests that there surely are.
    pub(crate) sure: Vec<Formula>,
    /// By proposition, as far as they are noted: whether it is not known which of its two values there are.
    pub(crate) opaque: Vec<bool>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) fields: Vec<Field>,
    /// The values that rules name.
    pub(crate) values: Vec<Value>,
    /// What may be changed in a request to come to a similar one, which then has to be checked.
    pub(crate) steps: Vec<Vec<(Var, bool)>>,
}

#[derive(Debug)]
pub(crate) struct Rule {
    /// The field of which it asks something.
    pub(crate) field: Option<usize>,
    pub(crate) applies: Formula,
    /// Whether it says when it applies.
    pub(crate) is_conditional: bool,
    /// Whether a request keeps it; true where it does not apply.
    pub(crate) kept: Formula,
    pub(crate) demand: Demand,
    /// What must be possible if the rule has a use.
    pub(crate) uses: Vec<Use>,
    /// Whether it stands in an attribute.
    pub(crate) is_written: bool,
    /// Whether it holds whatever the types turn out to be.
    pub(crate) is_certain: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Demand {
    Required,
    Forbidden,
    /// The value of the field is none of these classes.
    Value(Vec<usize>),
    /// `#[rule]`
    Declared,
    Other,
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
    /// Whether it is a field of the request itself.
    pub(crate) is_own: bool,
    /// Whether an `Option` says that it may be absent.
    pub(crate) is_option: bool,
    /// Into how many classes its values fall.
    pub(crate) classes: usize,
    /// Whether a function of the user looks at what is asked of it, so that no request is sure.
    pub(crate) is_checked: bool,
}

/// A value that a rule names.
#[derive(Debug)]
pub(crate) struct Value {
    /// Whether a request has it.
    pub(crate) is_used: Formula,
}

impl Theory {
    /// A new proposition.
    pub(crate) fn fresh(&mut self) -> Formula {
        self.vars += 1;
        Formula::Var(self.vars - 1)
    }

    /// A new proposition of which nothing is known.
    pub(crate) fn fresh_opaque(&mut self) -> Formula {
        let fresh = self.fresh();
        self.set_opaque(&fresh);
        fresh
    }

    /// Notes that nothing is known of a proposition.
    pub(crate) fn set_opaque(&mut self, formula: &Formula) {
        if let Formula::Var(var) = formula {
            self.opaque.resize(self.opaque.len().max(var + 1), false);
            self.opaque[*var] = true;
        }
    }
}
