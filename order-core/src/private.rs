//! The names that generated code calls, and nothing else. No promise is made about any of them.

pub use core::option::Option::{self, None, Some};

pub use crate::{
    check::{Check, Parent},
    nested::Nested,
    request::{Endpoint, OrderRequest, ReadRequest},
    rules,
    rules::Pattern,
    schema::{
        Allowed, At, Blank, Bounds, Checked, Choice, Choices, Comparison, Cond, Condition,
        Constant, ContextFact, Demand, EndpointSchema, Field, FieldPlace, Format, Group, GroupKind,
        Kind, Literal, Predicate, Reference, Root, Rule, Scalars, Schema, Term, When, WireValue,
    },
    value::{EqualTo, Fields, Node, Object, OrderValue, ParseValueError, ReadValue, Visitor},
    wire::{Members, Place},
};

use core::fmt::Display as _;

use crate::value::{Lengthy, Ranged, Text, Truth};

/// Whether a field is present.
#[inline]
pub fn is_present<T: OrderValue>(field: &T, blank: Blank) -> bool {
    field.is_given() && (blank != Blank::Absent || !field.is_blank())
}

/// Whether a field is given.
#[inline]
pub fn is_given<T: OrderValue>(field: &T) -> bool {
    field.is_given()
}

/// Whether a given value is blank.
#[inline]
pub fn is_blank<T: OrderValue>(field: &T) -> bool {
    field.is_blank()
}

/// The present value of a field.
#[inline]
pub fn value<T: OrderValue>(field: &T, blank: Blank) -> Option<&T::Value> {
    if blank != Blank::Value && field.is_blank() { None } else { field.value() }
}

/// The value of a field that is known to be present or not.
#[inline]
pub fn value_if<T: OrderValue>(is_present: bool, field: &T) -> Option<&T::Value> {
    if is_present { field.value() } else { None }
}

/// Whether a value is true.
#[inline]
pub fn is_true<V: Truth + ?Sized>(value: &V) -> bool {
    value.is_true()
}

/// Whether a value is equal to one of a rule.
#[inline]
pub fn is_equal<V: EqualTo<W> + ?Sized, W: ?Sized>(value: &V, other: &W) -> bool {
    value.equal_to(other)
}

/// Whether a number lies within bounds.
#[inline]
pub fn is_in_range<V: Ranged, R: core::ops::RangeBounds<V>>(value: &V, range: R) -> bool {
    range.contains(value)
}

/// Whether a length lies within bounds.
#[inline]
pub fn has_length<V: Lengthy + ?Sized, R: core::ops::RangeBounds<usize>>(
    value: &V,
    range: R,
) -> bool {
    range.contains(&value.length())
}

/// Whether the whole text matches.
#[inline]
pub fn is_match<V: Text + ?Sized>(value: &V, pattern: &Pattern) -> bool {
    pattern.is_match(value.text())
}

/// Whether a text has a format.
#[inline]
pub fn has_format<V: Text + ?Sized>(value: &V, accepts: impl Fn(&str) -> bool) -> bool {
    accepts(value.text())
}

/// Whether a group has the wrong number of members.
#[inline]
pub fn is_group_broken(kind: GroupKind, present: &[bool]) -> bool {
    !kind.allows(present.iter().filter(|present| **present).count(), present.len())
}

/// Whether a broken group is reported at this member.
#[inline]
pub fn is_blamed(kind: GroupKind, present: &[bool], position: usize) -> bool {
    kind.blames(present, position)
}

/// Shows the field with this index to a visitor.
#[inline]
pub fn visit<'a, T: OrderValue>(visitor: &mut dyn Visitor<'a>, index: usize, field: &'a T) {
    visitor.field(index, field.node());
}

/// Reads a request inside of another one.
pub fn read_nested<'de, T: ReadRequest<'de>>(place: Place<'_, 'de>) -> Option<T> {
    T::__read(&Members::of(place, T::SCHEMA)?)
}

/// Checks what the field with this index holds.
pub fn check_field<C: ?Sized, T: Nested<C>>(
    value: &T,
    check: &mut Check<'_>,
    index: usize,
    context: &C,
) {
    crate::nested::field(value, check, index, context);
}

/// Checks a request inside of another one.
pub fn check_nested<T: OrderRequest>(
    request: &T,
    check: &mut Check<'_>,
    parent: Option<&Parent<'_>>,
    context: &T::Context,
) {
    crate::nested::request(request, check, parent, context);
}

/// Reads an enum's value.
pub fn choose(choices: &'static Choices, place: Place<'_, '_>) -> Option<usize> {
    choices.find(place.scalar()?.text()?)
}

/// Parses an enum's value.
pub fn parse<T>(
    choices: &'static Choices,
    text: &str,
    at: fn(usize) -> Option<T>,
) -> Result<T, ParseValueError> {
    let index = choices.parse(text).map_err(ParseValueError::new)?;
    Ok(at(index).expect("the derive lists every variant in both"))
}

/// What parsing a type answers whose attributes do not compile.
pub fn unreadable<T>() -> Result<T, ParseValueError> {
    Err(ParseValueError::new(String::new()))
}

/// Shows an enum's value as it stands on the wire.
pub fn display(node: Node<'_>, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
    match node {
        Node::Bool(value) => value.fmt(f),
        Node::Integer(number) => number.fmt(f),
        Node::Unsigned(number) => number.fmt(f),
        Node::Text(text) => f.pad(text),
        _ => Ok(()),
    }
}

/// The named formats.
pub mod format {
    use super::{Format, rules};

    /// `#[format(digits)]`
    pub const DIGITS: Format = Format {
        name: "digits",
        expects: "digits only, such as `1234`",
        accepts: rules::is_digits,
    };
    /// `#[format(email)]`
    pub const EMAIL: Format = Format {
        name: "email",
        expects: "an e-mail address such as `name@example.com`",
        accepts: rules::is_email,
    };
    /// `#[format(hostname)]`
    pub const HOSTNAME: Format = Format {
        name: "hostname",
        expects: "a host name such as `www.example.com`",
        accepts: rules::is_hostname,
    };
    /// `#[format(telephone)]`
    pub const TELEPHONE: Format = Format {
        name: "telephone",
        expects: "a telephone number such as `555-555-1234`",
        accepts: rules::is_telephone,
    };
    /// `#[format(url)]`
    pub const URL: Format = Format {
        name: "url",
        expects: "a URL such as `https://www.example.com/`",
        accepts: rules::is_url,
    };

    /// The functions of the formats, by name.
    pub use crate::rules::{
        is_digits as digits, is_email as email, is_hostname as hostname, is_telephone as telephone,
        is_url as url,
    };
}
