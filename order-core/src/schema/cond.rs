use std::{any::Any, fmt};

use crate::{
    language::{Message, Text},
    schema::{Kind, Schema, Test, Unit},
    value::{Fraction, Node, moment::Notation},
};

/// A condition, as a tree.
#[derive(Debug)]
#[non_exhaustive]
pub enum Cond {
    /// The named condition with this index holds.
    Named(usize),
    /// The caller wrote the value.
    Given(Reference),
    /// The value is present.
    Present(Reference),
    /// The value passes a test. A missing value only passes `!=`.
    Passes(Reference, Test),
    /// A comparison of two terms. A value and a literal are compared by a [`Test`] instead.
    Compare(Term, Comparison, Term),
    /// The condition holds for at least one item of the list. It never holds for an absent or empty list.
    AnyItem(Reference, &'static Cond),
    /// The condition holds for all items of the list. It always holds for an absent or empty list.
    AllItems(Reference, &'static Cond),
    /// No two items of the list (the first reference) have the same key (the second).
    Unique(Reference, Reference),
    /// The condition does not hold.
    Not(&'static Cond),
    /// All conditions hold.
    All(&'static [Cond]),
    /// At least one condition holds.
    Any(&'static [Cond]),
    /// If the first condition holds, the second one does too.
    Implies(&'static Cond, &'static Cond),
}

/// One part of a condition, as [`Cond::each_part`] visits it.
#[derive(Clone, Copy)]
pub(crate) enum Part<'c> {
    /// The named condition with this index.
    Named(usize),
    /// A condition on the same items.
    Cond(&'static Cond),
    /// A value whose presence is tested.
    Presence(&'c Reference),
    /// A value to which a test applies.
    Tested(&'c Reference, &'c Test),
    /// A value that is compared with another term.
    Compared(&'c Reference),
    /// A value whose length is compared with another term.
    Measured(&'c Reference, Option<Unit>, &'c Term),
    /// A list and a condition about each of its items.
    Items(&'c Reference, &'static Cond),
    /// A list and the key, relative to an item, that must differ between its items.
    Keys(&'c Reference, &'c Reference),
}

impl Cond {
    /// Returns `true` if the words of the condition must stand in parentheses beside others.
    pub(crate) fn is_compound(&self) -> bool {
        match self {
            Self::All(conds) | Self::Any(conds) => conds.len() > 1,
            Self::Not(cond) => cond.is_compound(),
            Self::Implies(..)
            | Self::AnyItem(..)
            | Self::AllItems(..)
            | Self::Compare(Term::CountItems(..), ..) => true,
            Self::Named(_)
            | Self::Given(_)
            | Self::Present(_)
            | Self::Passes(..)
            | Self::Compare(..)
            | Self::Unique(..) => false,
        }
    }

    /// Visits every part of the condition in the order in which it is written.
    pub(crate) fn each_part<'c>(&'c self, visit: &mut dyn FnMut(Part<'c>)) {
        match self {
            Self::Named(index) => visit(Part::Named(*index)),
            Self::Given(reference) | Self::Present(reference) => visit(Part::Presence(reference)),
            Self::Passes(reference, test) => visit(Part::Tested(reference, test)),
            Self::Compare(left, _, right) => {
                left.each_part(right, visit);
                right.each_part(left, visit);
            }
            Self::AnyItem(list, cond) | Self::AllItems(list, cond) => {
                visit(Part::Items(list, cond));
            }
            Self::Unique(list, key) => visit(Part::Keys(list, key)),
            Self::Not(cond) => visit(Part::Cond(cond)),
            Self::All(conds) | Self::Any(conds) => {
                conds.iter().for_each(|cond| visit(Part::Cond(cond)));
            }
            Self::Implies(left, right) => {
                visit(Part::Cond(left));
                visit(Part::Cond(right));
            }
        }
    }

    /// Returns `true` if the condition refers to a named condition.
    pub(crate) fn names_condition(&self) -> bool {
        let mut is_found = false;
        self.each_part(&mut |part| {
            is_found |= match part {
                Part::Named(_) => true,
                Part::Cond(cond) | Part::Items(_, cond) => cond.names_condition(),
                Part::Presence(_)
                | Part::Tested(..)
                | Part::Compared(_)
                | Part::Measured(..)
                | Part::Keys(..) => false,
            };
        });
        is_found
    }

    /// Visits every reference of the condition, and those of each named condition that it uses once.
    pub(crate) fn each_reference(&self, schema: &Schema, visit: &mut dyn FnMut(&Reference)) {
        self.each_reference_of(schema, &mut Vec::new(), visit);
    }

    fn each_reference_of(
        &self,
        schema: &Schema,
        visited: &mut Vec<bool>,
        visit: &mut dyn FnMut(&Reference),
    ) {
        self.each_part(&mut |part| {
            // Only what refers to others can be met more often than it is written.
            if let Part::Named(index) = part
                && schema.conditions[index].cond.names_condition()
            {
                visited.resize(schema.conditions.len(), false);
                if std::mem::replace(&mut visited[index], true) {
                    return;
                }
            }
            if let Some(reference) = part.reference() {
                visit(reference);
            }
            if let Part::Keys(_, key) = part {
                visit(key);
            }
            if let Some(cond) = part.cond(schema) {
                cond.each_reference_of(schema, visited, visit);
            }
        });
    }

    /// Returns the two values of the request that the condition compares, if it is nothing but such a comparison.
    ///
    /// A rule with such a condition is judged only if both values are present.
    pub(crate) fn both_values(&self) -> Option<(&Reference, &Reference)> {
        match self {
            Self::Compare(Term::Value(left), _, Term::Value(right)) => Some((left, right)),
            Self::Named(_)
            | Self::Given(_)
            | Self::Present(_)
            | Self::Passes(..)
            | Self::Compare(..)
            | Self::AnyItem(..)
            | Self::AllItems(..)
            | Self::Unique(..)
            | Self::Not(_)
            | Self::All(_)
            | Self::Any(_)
            | Self::Implies(..) => None,
        }
    }
}

impl<'c> Part<'c> {
    /// Returns the value or the list that the part refers to.
    pub(crate) fn reference(self) -> Option<&'c Reference> {
        match self {
            Self::Named(_) | Self::Cond(_) => None,
            Self::Presence(reference)
            | Self::Tested(reference, _)
            | Self::Compared(reference)
            | Self::Measured(reference, ..)
            | Self::Items(reference, _)
            | Self::Keys(reference, _) => Some(reference),
        }
    }

    /// Returns the condition that the part holds or names.
    pub(crate) fn cond(self, schema: &Schema) -> Option<&'c Cond>
    where
        'static: 'c,
    {
        match self {
            Self::Named(index) => Some(&schema.conditions[index].cond),
            Self::Cond(cond) | Self::Items(_, cond) => Some(cond),
            Self::Presence(_)
            | Self::Tested(..)
            | Self::Compared(_)
            | Self::Measured(..)
            | Self::Keys(..) => None,
        }
    }
}

impl Term {
    fn each_part<'c>(&'c self, other: &'c Term, visit: &mut dyn FnMut(Part<'c>)) {
        match self {
            Self::Value(reference) => visit(Part::Compared(reference)),
            Self::Length(reference) => visit(Part::Measured(reference, None, other)),
            Self::Size(unit, reference) => visit(Part::Measured(reference, Some(*unit), other)),
            Self::Literal(_) => {}
            Self::CountPresent(references) => {
                references.iter().for_each(|reference| visit(Part::Presence(reference)));
            }
            Self::CountItems(list, cond) => visit(Part::Items(list, cond)),
        }
    }
}

/// One side of a comparison.
#[derive(Debug)]
#[non_exhaustive]
pub enum Term {
    /// The value of a field.
    Value(Reference),
    /// A literal in the rule.
    Literal(Literal),
    /// The number of characters of a text, items of a list, or entries of a map; 0 if absent.
    Length(Reference),
    /// The length of a text in this unit; 0 if absent.
    Size(Unit, Reference),
    /// The number of fields that are present.
    CountPresent(&'static [Reference]),
    /// The number of items of the list for which the condition holds.
    CountItems(Reference, &'static Cond),
}

/// A comparison of two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`, always the negation of [`Equal`](Self::Equal).
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
    /// Returns `true` if the comparison holds for two values with this ordering.
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

    /// Returns `true` if the comparison depends on the order of the values, not only on their equality.
    pub(crate) fn is_order(self) -> bool {
        match self {
            Self::Equal | Self::NotEqual => false,
            Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual => true,
        }
    }

    /// Returns `true` if the literal after the comparison is an upper end.
    pub(crate) fn is_upper(self) -> bool {
        match self {
            Self::Less | Self::LessEqual => true,
            Self::Equal | Self::NotEqual | Self::Greater | Self::GreaterEqual => false,
        }
    }

    /// Returns the same comparison with its sides swapped.
    #[cfg(feature = "cases")]
    pub(crate) fn flipped(self) -> Self {
        match self {
            Self::Equal | Self::NotEqual => self,
            Self::Less => Self::Greater,
            Self::LessEqual => Self::GreaterEqual,
            Self::Greater => Self::Less,
            Self::GreaterEqual => Self::LessEqual,
        }
    }

    /// Returns the negation of the comparison.
    pub(crate) fn opposite(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterEqual,
            Self::LessEqual => Self::Greater,
            Self::Greater => Self::LessEqual,
            Self::GreaterEqual => Self::Less,
        }
    }

    /// Returns a phrase such as "at least 2", for a number that always exists.
    pub(crate) fn how_many(self, number: i128) -> Message {
        match self {
            Self::Equal => Text::BoundsExactly.with("min", number),
            Self::NotEqual => Text::Not.with("value", Text::BoundsExactly.with("min", number)),
            Self::Less => Text::Fewer.with("value", number),
            Self::LessEqual => Text::BoundsAtMost.with("max", number),
            Self::Greater => Text::More.with("value", number),
            Self::GreaterEqual => Text::BoundsAtLeast.with("min", number),
        }
    }

    /// Returns the text of the comparison with a value, such as "less than 3", or "before …" for dates and times; `None`
    /// for equality, which the value alone says.
    pub(crate) fn text(self, kind: Option<&Kind>) -> Option<Text> {
        Some(match (self, kind.and_then(Kind::moment)) {
            (Self::Equal, _) => return None,
            (Self::NotEqual, _) => Text::Not,
            (Self::Less, Some(_)) => Text::Before,
            (Self::LessEqual, Some(Notation::Date)) => Text::OnOrBefore,
            (Self::LessEqual, Some(_)) => Text::AtOrBefore,
            (Self::Greater, Some(_)) => Text::After,
            (Self::GreaterEqual, Some(Notation::Date)) => Text::OnOrAfter,
            (Self::GreaterEqual, Some(_)) => Text::AtOrAfter,
            (Self::Less, None) => Text::Less,
            (Self::LessEqual, None) => Text::AtMost,
            (Self::Greater, None) => Text::Greater,
            (Self::GreaterEqual, None) => Text::AtLeast,
        })
    }
}

/// A literal in an attribute.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i128),
    /// A number with a point: all its digits, and how many of them stand after the point.
    Fraction(i128, u8),
    /// A text.
    Text(&'static str),
    /// A variant of the enum that the field holds, by its Rust name.
    Variant(&'static str),
    /// A constant or an expression of the user's crate.
    Constant(Constant),
    /// A fact of the context that is used as a default.
    Fact(&'static ContextFact),
}

impl Literal {
    /// The text, if it is one.
    pub fn text(self) -> Option<&'static str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a scalar, also of a constant; `None` of null, a variant and a fact.
    pub fn to_text(self) -> Option<String> {
        match self {
            Self::Bool(value) => Some(value.to_string()),
            Self::Integer(number) => Some(number.to_string()),
            Self::Fraction(digits, scale) => Some(Fraction(digits, scale).to_string()),
            Self::Text(text) => Some(text.to_owned()),
            Self::Constant(constant) => Some((constant.value)().to_text()),
            Self::Null | Self::Variant(_) | Self::Fact(_) => None,
        }
    }

    /// The literal that a constant stands for, so that no type has to know of constants but one with a form of its own.
    pub(crate) fn resolved(self) -> Self {
        let Self::Constant(constant) = self else { return self };
        match (constant.value)() {
            Node::Null => Self::Null,
            Node::Bool(value) => Self::Bool(value),
            Node::Integer(number) => Self::Integer(number.into()),
            Node::Unsigned(number) => Self::Integer(number.into()),
            Node::Text(text) => Self::Text(text),
            Node::Absent | Node::Formed(_) | Node::List(_) | Node::Map(_) | Node::Object(_) => self,
        }
    }

    /// Returns the whole number, also that of a constant.
    pub(crate) fn integer(self) -> Option<i128> {
        match self {
            Self::Integer(number) => Some(number),
            Self::Constant(constant) => (constant.value)().integer(),
            Self::Null
            | Self::Bool(_)
            | Self::Fraction(..)
            | Self::Text(_)
            | Self::Variant(_)
            | Self::Fact(_) => None,
        }
    }

    /// Returns the number, also that of a constant that is whole.
    pub(crate) fn number(self) -> Option<Fraction> {
        match self {
            Self::Fraction(digits, scale) => Some(Fraction(digits, scale)),
            literal => literal.integer().map(|number| Fraction(number, 0)),
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

/// The value that a condition looks at: a root and a path of members from there, by their Rust names.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    /// The start of the path.
    pub root: Root,
    /// The members along the path, outermost first.
    pub members: &'static [&'static str],
}

impl Reference {
    /// Refers to the field with this index.
    pub const fn field(index: usize) -> Self {
        Self { root: Root::Field(index), members: &[] }
    }
}

/// The start of a [`Reference`].
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Root {
    /// The field with this index.
    Field(usize),
    /// The item bound by the quantifier at this depth, counted from the outermost one.
    Item(usize),
    /// A fact of the context.
    Context(&'static ContextFact),
    /// The field with this index in the request before an update. It is not known of any other request.
    Old(usize),
    /// The fact that an update changes the field with this index, or does not. It is not known of any other request.
    Changed(usize),
}

/// A fact that is not on the wire.
#[derive(Clone, Copy)]
pub struct ContextFact {
    /// Name of the fact.
    pub name: &'static str,
    /// The type of the fact.
    pub kind: fn() -> &'static Kind,
    /// Reads the fact; returns [`Node::Absent`] if the context has another type.
    pub read: for<'a> fn(&'a dyn Any) -> Node<'a>,
}

impl fmt::Debug for ContextFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ContextFact").field(&self.name).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scalar_of_a_rule_has_a_text_and_a_number_if_it_is_one() {
        for (literal, text, number) in [
            (Literal::Bool(true), Some("true"), None),
            (Literal::Integer(-5), Some("-5"), Some(Fraction(-5, 0))),
            (Literal::Fraction(50, 2), Some("0.50"), Some(Fraction(5, 1))),
            (Literal::Text("a"), Some("a"), None),
            (Literal::Null, None, None),
            (Literal::Variant("Mail"), None, None),
        ] {
            assert_eq!(literal.to_text().as_deref(), text, "{literal:?}");
            assert_eq!(literal.number(), number, "{literal:?}");
        }
    }
}
