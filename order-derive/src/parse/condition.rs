//! A condition as written; its grammar and its spelling stand below.

mod display;
mod grammar;

use std::rc::Rc;

use syn::{Ident, Path, ext::IdentExt};

pub(crate) use self::{display::shown_path, grammar::condition};
use crate::{
    parse::{Reference, Value},
    pattern::CompiledPattern,
};

/// A condition as written; names are not yet looked up.
#[derive(Clone)]
pub(crate) enum Cond {
    /// A bool field, or a named condition.
    Name(Reference),
    Given(Reference),
    Present(Reference),
    Compare(Term, Comparison, Term),
    In(Reference, Vec<Value>),
    Is(Reference, Ident),
    Matches(Reference, Rc<CompiledPattern>),
    Satisfies(Reference, Path),
    AnyItem(Quantified),
    AllItems(Quantified),
    /// No two items of the list have the same value at the reference.
    Unique(Ident, Reference, Reference),
    Not(Box<Cond>),
    /// Two or more that must all hold.
    All(Vec<Cond>),
    /// Two or more of which one must hold.
    Any(Vec<Cond>),
    Implies(Box<Cond>, Box<Cond>),
}

/// A condition over the items of a list: `x in list, C`.
#[derive(Clone)]
pub(crate) struct Quantified {
    pub(crate) item: Ident,
    pub(crate) list: Reference,
    pub(crate) cond: Box<Cond>,
}

/// One side of a comparison.
#[derive(Clone)]
pub(crate) enum Term {
    Reference(Reference),
    Value(Value),
    Length(Reference),
    CountPresent(Vec<Reference>),
    CountItems(Quantified),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Comparison {
    const ALL: [(Self, &str); 6] = [
        (Self::Equal, "=="),
        (Self::NotEqual, "!="),
        (Self::LessEqual, "<="),
        (Self::GreaterEqual, ">="),
        (Self::Less, "<"),
        (Self::Greater, ">"),
    ];
}

impl Cond {
    /// Visits every term that is no combination of others, with the items that are bound there.
    pub(crate) fn each_leaf(&self, visit: &mut impl FnMut(&Cond, &[&Ident])) {
        self.each_leaf_in(&mut Vec::new(), visit);
    }

    fn each_leaf_in<'c>(
        &'c self,
        bound: &mut Vec<&'c Ident>,
        visit: &mut impl FnMut(&Cond, &[&Ident]),
    ) {
        match self {
            Self::Not(cond) => cond.each_leaf_in(bound, visit),
            Self::All(conds) | Self::Any(conds) => {
                conds.iter().for_each(|cond| cond.each_leaf_in(bound, visit));
            }
            Self::Implies(left, right) => {
                left.each_leaf_in(bound, visit);
                right.each_leaf_in(bound, visit);
            }
            leaf => {
                visit(leaf, bound);
                for quantified in leaf.quantified() {
                    bound.push(&quantified.item);
                    quantified.cond.each_leaf_in(bound, visit);
                    bound.pop();
                }
            }
        }
    }

    /// The quantifiers that stand in a leaf.
    fn quantified(&self) -> Vec<&Quantified> {
        fn of_term(term: &Term) -> Option<&Quantified> {
            match term {
                Term::CountItems(quantified) => Some(quantified),
                _ => None,
            }
        }

        match self {
            Self::AnyItem(quantified) | Self::AllItems(quantified) => vec![quantified],
            Self::Compare(left, _, right) => {
                [left, right].into_iter().filter_map(of_term).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The references of a leaf, without those inside of its quantifiers.
    pub(crate) fn references(&self) -> Vec<&Reference> {
        match self {
            Self::Name(reference)
            | Self::Given(reference)
            | Self::Present(reference)
            | Self::In(reference, _)
            | Self::Is(reference, _)
            | Self::Matches(reference, _)
            | Self::Satisfies(reference, _) => vec![reference],
            Self::Compare(left, _, right) => {
                let mut references = left.references();
                references.extend(right.references());
                references
            }
            Self::AnyItem(quantified) | Self::AllItems(quantified) => vec![&quantified.list],
            Self::Unique(_, list, _) => vec![list],
            Self::Not(_) | Self::All(_) | Self::Any(_) | Self::Implies(..) => Vec::new(),
        }
    }

    /// Turns every single name on a side of a comparison that `is_value` into a variant.
    pub(crate) fn resolve(&mut self, is_value: &dyn Fn(&Ident) -> bool) {
        match self {
            Self::Not(cond) => cond.resolve(is_value),
            Self::All(conds) | Self::Any(conds) => {
                conds.iter_mut().for_each(|cond| cond.resolve(is_value));
            }
            Self::Implies(left, right) => {
                left.resolve(is_value);
                right.resolve(is_value);
            }
            Self::Compare(left, _, right) => {
                // No field is compared with itself, so its own name is a variant's.
                let own = match &left {
                    Term::Reference(reference) => reference.single().map(IdentExt::unraw),
                    _ => None,
                };
                if let Term::CountItems(quantified) = left {
                    quantified.resolve(is_value);
                }
                right.resolve(&|name| own.as_ref() == Some(&name.unraw()) || is_value(name));
            }
            Self::AnyItem(quantified) | Self::AllItems(quantified) => quantified.resolve(is_value),
            _ => {}
        }
    }
}

impl Quantified {
    fn resolve(&mut self, is_value: &dyn Fn(&Ident) -> bool) {
        let item = self.item.clone();
        self.cond.resolve(&|name| *name != item && is_value(name));
    }
}

impl Term {
    pub(crate) fn references(&self) -> Vec<&Reference> {
        match self {
            Self::Reference(reference) | Self::Length(reference) => vec![reference],
            Self::Value(_) => Vec::new(),
            Self::CountPresent(references) => references.iter().collect(),
            Self::CountItems(quantified) => vec![&quantified.list],
        }
    }

    /// Whether it is a number whatever the fields are.
    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Self::Length(_) | Self::CountPresent(_) | Self::CountItems(_))
    }

    fn resolve(&mut self, is_value: &dyn Fn(&Ident) -> bool) {
        match self {
            Self::CountItems(quantified) => quantified.resolve(is_value),
            Self::Reference(reference) => {
                if let Some(name) = reference.single()
                    && is_value(name)
                {
                    *self = Self::Value(Value::variant(name));
                }
            }
            _ => {}
        }
    }
}
