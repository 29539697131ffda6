//! A condition as written. The submodules hold its grammar and its spelling.

mod display;
mod grammar;

use std::cmp::Ordering;

use syn::Ident;

pub(crate) use self::{display::shown_path, grammar::condition};
use crate::parse::{Reference, Test, Unit, Value};

/// A condition. Each of its names is known to be a field, a bound item, a variant or a condition.
#[derive(Clone)]
pub(crate) enum Cond {
    /// A named condition, or an unknown name.
    Named(Ident),
    Given(Reference),
    Present(Reference),
    /// A test of a single value. A comparison with a literal is always a test.
    Passes(Reference, Test),
    /// A comparison of two terms, the left of which is not a literal.
    Compare(Term, Comparison, Term),
    AnyItem(Quantified),
    AllItems(Quantified),
    /// No two items of the list have the same value at the reference.
    Unique(Ident, Reference, Reference),
    Not(Box<Cond>),
    /// Two or more conditions that must all hold.
    All(Vec<Cond>),
    /// Two or more conditions, one of which must hold.
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
    /// The length of a text in another unit than characters.
    Size(Unit, Reference),
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

    /// Returns `true` if values in this order compare so.
    pub(crate) fn accepts(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterEqual => order.is_ge(),
        }
    }
}

/// A direct part of a condition or a term.
#[derive(Clone, Copy)]
pub(crate) enum Part<'c> {
    Cond(&'c Cond),
    /// A reference, and the fact that is needed.
    Reference(&'c Reference, Fact),
    /// A list, and a condition on its items.
    Items(&'c Quantified),
    /// A literal.
    Value(&'c Value),
}

/// A fact about a field or member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fact {
    Given,
    Present,
    Value,
    Length,
}

impl Cond {
    /// Returns the direct parts of the condition, in written order.
    pub(crate) fn parts(&self) -> Vec<Part<'_>> {
        match self {
            Self::Named(_) => Vec::new(),
            Self::Given(reference) => vec![Part::Reference(reference, Fact::Given)],
            Self::Present(reference) => vec![Part::Reference(reference, Fact::Present)],
            Self::Passes(reference, test) => {
                let values = test.values().into_iter().map(Part::Value);
                [Part::Reference(reference, Fact::Value)].into_iter().chain(values).collect()
            }
            Self::Compare(left, _, right) => [left.parts(), right.parts()].concat(),
            Self::AnyItem(quantified) | Self::AllItems(quantified) => vec![Part::Items(quantified)],
            // The key belongs to the bound item.
            Self::Unique(_, list, _) => vec![Part::Reference(list, Fact::Value)],
            Self::Not(cond) => vec![Part::Cond(cond)],
            Self::All(conds) | Self::Any(conds) => conds.iter().map(Part::Cond).collect(),
            Self::Implies(left, right) => vec![Part::Cond(left), Part::Cond(right)],
        }
    }

    /// Visits every leaf of the condition, with the items that are bound there.
    pub(crate) fn each_leaf(&self, visit: &mut impl FnMut(&Cond, &[&Ident])) {
        self.each_leaf_in(&mut Vec::new(), visit);
    }

    fn each_leaf_in<'c>(
        &'c self,
        bound: &mut Vec<&'c Ident>,
        visit: &mut impl FnMut(&Cond, &[&Ident]),
    ) {
        let parts = self.parts();
        if !parts.iter().any(|part| matches!(part, Part::Cond(_))) {
            visit(self, bound);
        }
        for part in parts {
            match part {
                Part::Reference(..) | Part::Value(_) => {}
                Part::Cond(cond) => cond.each_leaf_in(bound, visit),
                Part::Items(quantified) => {
                    bound.push(&quantified.item);
                    quantified.cond.each_leaf_in(bound, visit);
                    bound.pop();
                }
            }
        }
    }

    /// Returns the references of a leaf, without those inside its quantifiers.
    pub(crate) fn references(&self) -> Vec<&Reference> {
        references(&self.parts())
    }

    /// Returns the literals of a leaf, without those inside its quantifiers.
    pub(crate) fn values(&self) -> Vec<&Value> {
        let parts = self.parts().into_iter();
        parts
            .filter_map(|part| match part {
                Part::Value(value) => Some(value),
                Part::Cond(_) | Part::Reference(..) | Part::Items(_) => None,
            })
            .collect()
    }

    /// Returns both sides of a comparison of two values of the request. A rule with such a condition is judged only if
    /// both are present.
    pub(crate) fn both_sides(&self) -> Option<[&Reference; 2]> {
        let Self::Compare(Term::Reference(left), _, Term::Reference(right)) = self else {
            return None;
        };
        Some([left, right])
    }
}

fn references<'c>(parts: &[Part<'c>]) -> Vec<&'c Reference> {
    let reference = |part: &Part<'c>| match *part {
        Part::Reference(reference, _) => Some(reference),
        Part::Items(quantified) => Some(&quantified.list),
        Part::Cond(_) | Part::Value(_) => None,
    };
    parts.iter().filter_map(reference).collect()
}

impl Term {
    fn parts(&self) -> Vec<Part<'_>> {
        match self {
            Self::Reference(reference) => vec![Part::Reference(reference, Fact::Value)],
            Self::Value(value) => vec![Part::Value(value)],
            Self::Length(reference) => vec![Part::Reference(reference, Fact::Length)],
            Self::Size(_, reference) => vec![Part::Reference(reference, Fact::Value)],
            Self::CountPresent(references) => {
                references.iter().map(|one| Part::Reference(one, Fact::Present)).collect()
            }
            Self::CountItems(quantified) => vec![Part::Items(quantified)],
        }
    }

    pub(crate) fn references(&self) -> Vec<&Reference> {
        references(&self.parts())
    }

    /// Returns `true` if the term is a number regardless of the types of the fields.
    pub(crate) fn is_number(&self) -> bool {
        match self {
            Self::Length(_) | Self::Size(..) | Self::CountPresent(_) | Self::CountItems(_) => true,
            Self::Reference(_) | Self::Value(_) => false,
        }
    }
}
