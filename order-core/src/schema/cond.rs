use std::{any::Any, fmt};

use crate::{
    rules::Pattern,
    schema::{Format, Schema},
    value::Node,
};

/// A condition as a tree.
#[derive(Debug)]
#[non_exhaustive]
pub enum Cond {
    /// The bool is true.
    True(Reference),
    /// The named condition with this index holds.
    Named(usize),
    /// The caller wrote the value.
    Given(Reference),
    /// The value is present.
    Present(Reference),
    /// Two terms compare so.
    Compare(Term, Comparison, Term),
    /// The value is one of these.
    In(Reference, &'static [Literal]),
    /// The text has a named format.
    Is(Reference, Format),
    /// The whole text matches.
    Matches(Reference, &'static Pattern),
    /// A user's predicate accepts the value.
    Satisfies(Reference, Predicate),
    /// The condition holds for an item of the list; none of an absent or empty one.
    AnyItem(Reference, &'static Cond),
    /// The condition holds for all items of the list; for an absent or empty one too.
    AllItems(Reference, &'static Cond),
    /// No two items of the list, the first, have the same value at the second.
    Unique(Reference, Reference),
    /// The condition does not hold.
    Not(&'static Cond),
    /// All conditions hold.
    All(&'static [Cond]),
    /// At least one condition holds.
    Any(&'static [Cond]),
    /// If the first holds, so does the second.
    Implies(&'static Cond, &'static Cond),
}

impl Cond {
    /// Shows everything that it looks at, in the conditions that it names too.
    pub(crate) fn each_reference(&self, schema: &Schema, visit: &mut dyn FnMut(&Reference)) {
        match self {
            Self::True(reference)
            | Self::Given(reference)
            | Self::Present(reference)
            | Self::In(reference, _)
            | Self::Is(reference, _)
            | Self::Matches(reference, _)
            | Self::Satisfies(reference, _) => visit(reference),
            Self::Named(index) => schema.conditions[*index].cond.each_reference(schema, visit),
            Self::Compare(left, _, right) => {
                left.each_reference(schema, visit);
                right.each_reference(schema, visit);
            }
            Self::AnyItem(list, cond) | Self::AllItems(list, cond) => {
                visit(list);
                cond.each_reference(schema, visit);
            }
            Self::Unique(list, key) => {
                visit(list);
                visit(key);
            }
            Self::Not(cond) => cond.each_reference(schema, visit),
            Self::All(conds) | Self::Any(conds) => {
                for cond in *conds {
                    cond.each_reference(schema, visit);
                }
            }
            Self::Implies(left, right) => {
                left.each_reference(schema, visit);
                right.each_reference(schema, visit);
            }
        }
    }
}

impl Term {
    fn each_reference(&self, schema: &Schema, visit: &mut dyn FnMut(&Reference)) {
        match self {
            Self::Value(reference) | Self::Length(reference) => visit(reference),
            Self::Literal(_) => {}
            Self::CountPresent(references) => references.iter().for_each(visit),
            Self::CountItems(list, cond) => {
                visit(list);
                cond.each_reference(schema, visit);
            }
        }
    }
}

/// One side of a comparison.
#[derive(Debug)]
#[non_exhaustive]
pub enum Term {
    /// The value of a field.
    Value(Reference),
    /// A value that is written in the rule.
    Literal(Literal),
    /// The characters of a text, items of a list, or entries of a map; none if absent.
    Length(Reference),
    /// How many of the fields are present.
    CountPresent(&'static [Reference]),
    /// For how many items of the list the condition holds.
    CountItems(Reference, &'static Cond),
}

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`, always the opposite of [`Equal`](Self::Equal).
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

impl Comparison {
    /// Whether two values that are ordered so compare so.
    pub(crate) fn accepts(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::LessEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterEqual => ordering.is_ge(),
        }
    }
}

/// A value as it is written in an attribute.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i128),
    /// A text.
    Text(&'static str),
    /// A variant of the field's own type, by its Rust name.
    Variant(&'static str),
    /// A constant or an expression of the user's crate.
    Constant(Constant),
    /// A fact of the context, as a default.
    Fact(ContextFact),
}

impl Literal {
    pub(crate) fn text(self) -> Option<&'static str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A value that the user's crate computes.
#[derive(Clone, Copy)]
pub struct Constant {
    /// The expression as it was written.
    pub source: &'static str,
    /// The value.
    pub value: fn() -> Node<'static>,
}

impl fmt::Debug for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Constant").field(&self.source).finish()
    }
}

/// A user's function that judges one value.
#[derive(Clone, Copy)]
pub struct Predicate {
    /// Path of the function as it was written.
    pub name: &'static str,
    /// The answer, or `None` where the node is not of the function's type.
    pub accepts: fn(Node<'_>) -> Option<bool>,
}

impl fmt::Debug for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Predicate").field(&self.name).finish()
    }
}

/// Where a condition looks: a root, and members of it by their Rust names.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    /// Where it starts.
    pub root: Root,
    /// The members on the way, each of the one before.
    pub members: &'static [&'static str],
}

impl Reference {
    /// The field with this index.
    pub const fn field(index: usize) -> Self {
        Self { root: Root::Field(index), members: &[] }
    }
}

/// Where a [`Reference`] starts.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Root {
    /// The field with this index.
    Field(usize),
    /// The item that the quantifier at this depth binds, counted from the outermost.
    Item(usize),
    /// A fact of the context.
    Context(ContextFact),
}

/// A fact that is not on the wire.
#[derive(Clone, Copy)]
pub struct ContextFact {
    /// Name of the fact.
    pub name: &'static str,
    /// Reads it; [`Node::Absent`] if the context is of another type.
    pub read: for<'a> fn(&'a dyn Any) -> Node<'a>,
}

impl fmt::Debug for ContextFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ContextFact").field(&self.name).finish()
    }
}
