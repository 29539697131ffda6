//! Names that generated code uses. They are not public API and may change at any time.

pub use core::{
    assert,
    cmp::Ordering,
    ops::Bound,
    option::Option::{self, None, Some},
    panic,
    primitive::str,
};

pub use crate::{
    check::{Check, Parent},
    nested::Nested,
    path::ItemKey,
    report::{CheckResult, Report},
    request::{Endpoint, OrderRequest, ReadRequest},
    rules,
    rules::Pattern,
    schema::{
        Allowed, Arguments, At, Blank, Bounds, Checked, Choice, Choices, Comparison, Cond,
        Condition, Constant, ContextFact, Demand, EndpointSchema, Field, FieldAttributes,
        FieldPlace, FlatMistake, Format, Group, GroupKind, InPlace, Kind,
        Limit::{Excluded, Included, Open},
        Limits, Literal, Named, Needed, OtherChoice, Predicate, Reference, Root, Rule,
        RuleAttributes, Scalars, Schema, Severity, SeverityBy, Term, Test, True, Unit, When,
        WireValue, request_of, utf16,
    },
    seen::{Member, Seen, Variant, are_unique, context_fact, fact_kind},
    type_rule::{
        TypeRules,
        assert::{
            assert_between, assert_length, assert_literal, assert_range, assert_size, assert_value,
        },
    },
    update::{
        Change, ChecksPart, CloneInPart, Edit, Entries, EqualInPart, Flattens, InBox, InPart,
        Known, Updatable, Update, Whole, change_apply, change_between, change_fits, edit_apply,
        edit_between, edit_fits, show,
    },
    value::{
        Bounded, By, Decimals, DefaultIn, DefaultOf, Divisible, EqualTo, Fields, Fraction, Items,
        Keyed, Lengthy, Listed, NamedValue, Node, Number, Object, OrderValue, OrderedTo, Own,
        ParseValueError, PredicateValue, Ranged, ReadValue, Separated, Skipped, Text, Truth,
        Variants, Visitor,
        moment::{
            Notation,
            written::{Milliseconds, Notated, Seconds, Written, WrittenIn, assert_written},
        },
    },
    wire::{Members, Place},
};

#[cfg(feature = "serde")]
pub use crate::wire::serde;

/// The named formats: a constant for the schema and a function for the check, by name.
pub use crate::rules::formats as format;

/// The names of the impl by which the state of axum's router gives the context of a request.
#[cfg(feature = "axum")]
pub mod axum {
    pub use axum_core::extract::FromRef;

    pub use crate::http::InState;
}

/// The names of the impls by which a request describes itself to schemars 1.
#[cfg(feature = "schemars")]
pub mod schemars {
    pub use std::borrow::Cow;

    pub use ::schemars::{JsonSchema, Schema, SchemaGenerator};

    pub use crate::export::schemars::{Name, json_schema, schema_id, schema_name};
}

/// The same of schemars 0.9.
#[cfg(feature = "schemars09")]
pub mod schemars09 {
    pub use std::borrow::Cow;

    pub use ::schemars09::{JsonSchema, Schema, SchemaGenerator};

    pub use crate::export::schemars09::{Name, json_schema, schema_id, schema_name};
}

/// The same of schemars 0.8.
#[cfg(feature = "schemars08")]
pub mod schemars08 {
    pub use std::borrow::Cow;

    pub use ::schemars08::{JsonSchema, r#gen::SchemaGenerator, schema::Schema};

    pub use crate::export::schemars08::{Name, json_schema, schema_id, schema_name};
}

/// The names of the impls by which a request describes itself to utoipa.
#[cfg(feature = "utoipa")]
pub mod utoipa {
    pub use std::borrow::Cow;

    pub use ::utoipa::{
        PartialSchema, ToSchema,
        openapi::{RefOr, Schema},
    };

    pub use crate::export::utoipa::{Schemas, name, schema, schemas};
}

#[cfg(feature = "axum")]
pub use crate::__with_feature as if_axum;
#[cfg(not(feature = "axum"))]
pub use crate::__without_feature as if_axum;

#[cfg(feature = "schemars")]
pub use crate::__with_feature as if_schemars;
#[cfg(not(feature = "schemars"))]
pub use crate::__without_feature as if_schemars;

#[cfg(feature = "schemars08")]
pub use crate::__with_feature as if_schemars08;
#[cfg(not(feature = "schemars08"))]
pub use crate::__without_feature as if_schemars08;

#[cfg(feature = "schemars09")]
pub use crate::__with_feature as if_schemars09;
#[cfg(not(feature = "schemars09"))]
pub use crate::__without_feature as if_schemars09;

#[cfg(feature = "serde")]
pub use crate::__with_feature as if_serde;
#[cfg(not(feature = "serde"))]
pub use crate::__without_feature as if_serde;

#[cfg(feature = "utoipa")]
pub use crate::__with_feature as if_utoipa;
#[cfg(not(feature = "utoipa"))]
pub use crate::__without_feature as if_utoipa;

use core::fmt::Display as _;

/// Expands to the first items: those for a library with a feature.
#[doc(hidden)]
#[macro_export]
macro_rules! __with_feature {
    ({ $($items:tt)* } else { $($others:tt)* }) => { $($items)* };
}

/// Expands to the last items: those for a library without a feature.
#[doc(hidden)]
#[macro_export]
macro_rules! __without_feature {
    ({ $($others:tt)* } else { $($items:tt)* }) => { $($items)* };
}

/// Fails to compile if the type of the field `name` has rules, which nobody would check.
///
/// The message is made here, so that the code of a request does not repeat it for each field.
#[track_caller]
pub const fn assert_no_rules(has_rules: bool, name: &str) {
    if has_rules {
        forgotten_nested(name);
    }
}

#[track_caller]
const fn forgotten_nested(name: &str) -> ! {
    const AFTER: &str = concat!(
        "` are not checked here; write `#[nested]`, or `#[order(unchecked)]` if that is meant ",
        finding!("forgotten_nested"),
    );
    let mut message = ConstText::new();
    message.push("the rules of `");
    message.push(name);
    message.push(AFTER);
    panic!("{}", message.as_str())
}

/// A text that is put together at compile time. What finds no room is left out.
pub(crate) struct ConstText {
    bytes: [u8; Self::ROOM],
    length: usize,
}

impl ConstText {
    const ROOM: usize = 1024;

    pub(crate) const fn new() -> Self {
        Self { bytes: [0; Self::ROOM], length: 0 }
    }

    pub(crate) const fn push(&mut self, text: &str) {
        let text = text.as_bytes();
        if self.length + text.len() > Self::ROOM {
            return;
        }
        let mut index = 0;
        while index < text.len() {
            self.bytes[self.length] = text[index];
            self.length += 1;
            index += 1;
        }
    }

    pub(crate) const fn push_byte(&mut self, byte: u8) {
        if self.length < Self::ROOM {
            self.bytes[self.length] = byte;
            self.length += 1;
        }
    }

    pub(crate) const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

/// Returns the value of a field for rules to judge.
#[inline]
pub fn value<T: OrderValue>(field: &T, blank: Blank) -> Option<&T::Value> {
    field.present_value(blank)
}

/// Returns `true` if a number lies within bounds.
#[inline]
pub fn is_within<N: Bounded>(number: N, range: impl core::ops::RangeBounds<N::Bound>) -> bool {
    range.contains(&number)
}

/// Returns `true` if a group has the wrong number of members.
#[inline]
pub fn is_group_broken(kind: GroupKind, present: &[bool]) -> bool {
    !kind.allows(present.iter().filter(|present| **present).count(), present.len())
}

/// Returns `true` if a broken group is reported at the member at `position`.
#[inline]
pub fn is_blamed(kind: GroupKind, present: &[bool], position: usize) -> bool {
    kind.blames(present, position)
}

/// Returns `true` if a field is null.
#[inline]
pub fn is_null<T: OrderValue>(field: &T) -> bool {
    T::NULLABLE && matches!(field.node(), Node::Null)
}

/// Returns both values, if both are present.
#[inline]
pub fn both<'a, V: ?Sized, W: ?Sized>(
    left: Option<&'a V>,
    right: Option<&'a W>,
) -> Option<(&'a V, &'a W)> {
    Some((left?, right?))
}

/// Compares two numbers. If one is missing, only `!=` holds.
#[inline]
pub fn compare_numbers(left: Option<i128>, comparison: Comparison, right: Option<i128>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => comparison.accepts(left.cmp(&right)),
        _ => comparison == Comparison::NotEqual,
    }
}

/// Converts a length to a number.
#[inline]
pub fn length(length: usize) -> i128 {
    length as i128
}

/// Returns how many are `true`.
#[inline]
pub fn count(present: &[bool]) -> i128 {
    present.iter().filter(|present| **present).count() as i128
}

/// Returns the number of items for which the condition holds.
#[inline]
pub fn count_items<I: Iterator>(items: I, holds: impl FnMut(I::Item) -> bool) -> i128 {
    items.map(holds).filter(|holds| *holds).count() as i128
}

/// Returns the value of an item for rules to judge. A blank item is an item like any other, but between separators, where
/// it is a violation of its own.
#[inline]
pub fn item_value<T: OrderValue>(item: &T, is_separated: bool) -> Option<&T::Value> {
    value(item, if is_separated { Blank::Absent } else { Blank::Value })
}

/// Returns the nested request that a member holds, if it is present.
#[inline]
pub fn part<'a, M: Member<'a>>(member: M) -> Option<&'a M::Value> {
    member.part()
}

/// Shows the variants of an enum to `visitor`. All but one are absent.
pub fn visit_variants<'a>(
    visitor: &mut dyn Visitor<'a>,
    count: usize,
    variant: usize,
    node: Node<'a>,
) {
    for index in 0..count {
        visitor.field(index, if index == variant { node } else { Node::Absent });
    }
}

/// Reports the complaint of a user's function, if there is one.
pub fn complain(check: &mut Check<'_>, rule: usize, complaint: Option<String>) {
    if let Some(complaint) = complaint {
        check.fail_with(rule, None, complaint);
    }
}

/// Gives a value to a user's predicate.
pub fn satisfies<V: PredicateValue + ?Sized>(
    node: Node<'_>,
    accepts: fn(&V) -> bool,
) -> Option<bool> {
    V::judge(node, accepts)
}

/// Passes an enum's value to a user's predicate.
pub fn judge_choice<T>(
    choices: &'static Choices,
    node: Node<'_>,
    at: fn(usize) -> Option<T>,
    accepts: impl Fn(&T) -> bool,
) -> Option<bool> {
    let index = match node {
        Node::Text(text) => choices.find(text)?,
        node => choices.find(
            &i128::from(match node {
                Node::Integer(number) => number,
                _ => return None,
            })
            .to_string(),
        )?,
    };
    at(index).map(|value| accepts(&value))
}

/// The same for an enum that keeps unknown values.
pub fn judge_open_choice<T>(
    choices: &'static Choices,
    node: Node<'_>,
    at: fn(usize) -> Option<T>,
    keep: fn(String) -> T,
    accepts: impl Fn(&T) -> bool,
) -> Option<bool> {
    match node {
        Node::Text(text) => Some(accepts(&parse_open(choices, text, at, keep))),
        _ => None,
    }
}

/// Returns the value of a text that an enum keeps. A text that spells a known value is that value.
pub fn kept<'a>(choices: &'static Choices, text: &'a str) -> Node<'a> {
    choices.read(text).unwrap_or(Node::Text(text))
}

/// Returns `true` if two values of an enum are the same on the wire.
pub fn is_same(value: Node<'_>, other: Node<'_>) -> bool {
    value.is_same(&other)
}

/// Adds to a hash what equal values of an enum have in common.
pub fn add_hash(value: Node<'_>, hasher: &mut dyn core::hash::Hasher) {
    value.add_hash(hasher);
}

/// Returns the text of a value of an enum that keeps unknown values.
pub fn text(value: Node<'_>) -> &str {
    if let Node::Text(text) = value { text } else { "" }
}

/// Returns the variant that a rule names.
#[inline]
pub fn variant<T: Variants<Own = T>>(variant: T) -> T::Own {
    variant
}

/// Returns the constant that a rule names.
#[inline]
pub fn named<T: NamedValue<Own = V>, V>(value: &T) -> &V {
    value.own()
}

/// The check of the rules of a part.
pub type CheckPart<T, C> = fn(&T, &mut Check<'_>, Option<&Parent<'_>>, &C);

/// Returns a constant as a node.
pub fn constant<T: OrderValue>(value: &'static T) -> Node<'static> {
    value.node()
}

/// Reads a request nested in another one.
pub fn read_nested<'de, T: ReadRequest<'de>>(place: Place<'_, 'de>) -> Option<T> {
    T::__read(&Members::of(place, T::SCHEMA)?)
}

/// Checks the value of the field with this index.
pub fn check_field(
    check: &mut Check<'_>,
    index: usize,
    check_value: impl FnOnce(&mut Check<'_>, Option<&Parent<'_>>),
) {
    crate::nested::field(check, index, check_value);
}

/// Checks a request nested in another one.
pub fn check_nested<T: OrderRequest>(
    request: &T,
    check: &mut Check<'_>,
    parent: Option<&Parent<'_>>,
    context: &T::Context,
) {
    crate::nested::request(request, check, parent, context);
}

/// Checks what an update changes of a request nested in another one.
pub fn check_nested_change<T: OrderRequest>(
    request: &T,
    old: &T,
    check: &mut Check<'_>,
    parent: Option<&Parent<'_>>,
    context: &T::Context,
) {
    crate::nested::changed_request(request, old, check, parent, context);
}

/// Reads an enum's value and returns its index.
pub fn choose(choices: &'static Choices, place: Place<'_, '_>) -> Option<usize> {
    choices.find(choices.scalar(place)?.text()?)
}

/// Returns the index of the enum's value that a default names.
pub fn choose_literal(choices: &'static Choices, literal: Literal) -> Option<usize> {
    match literal {
        Literal::Variant(rust) => choices.find_rust(rust),
        // A constant, as it stands on the wire.
        literal => choices.find(&literal.to_text()?),
    }
}

/// Reads a value of an enum that keeps unknown values.
pub fn read_open<T>(
    choices: &'static Choices,
    place: Place<'_, '_>,
    at: fn(usize) -> Option<T>,
    keep: fn(String) -> T,
) -> Option<T> {
    Some(parse_open(choices, choices.scalar(place)?.text()?, at, keep))
}

/// Returns the value that a default of such an enum names.
pub fn open_literal<T>(
    choices: &'static Choices,
    literal: Literal,
    at: fn(usize) -> Option<T>,
    keep: fn(String) -> T,
) -> Option<T> {
    match literal {
        Literal::Variant(rust) => at(choices.find_rust(rust)?),
        // A constant, as it stands on the wire.
        literal => Some(parse_open(choices, &literal.to_text()?, at, keep)),
    }
}

/// Parses a value of such an enum. Every text is one.
pub fn parse_open<T>(
    choices: &'static Choices,
    text: &str,
    at: fn(usize) -> Option<T>,
    keep: fn(String) -> T,
) -> T {
    choices.find(text).and_then(at).unwrap_or_else(|| keep(text.to_owned()))
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

/// Returns the parse error of a type whose attributes do not compile.
pub fn unreadable<T>() -> Result<T, ParseValueError> {
    Err(ParseValueError::new(String::new()))
}

/// Formats an enum's value in its wire form.
pub fn display(node: Node<'_>, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
    match node {
        Node::Integer(number) => number.fmt(f),
        Node::Text(text) => f.pad(text),
        _ => Ok(()),
    }
}
