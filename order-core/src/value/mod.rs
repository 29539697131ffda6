//! The values of fields, and the traits that make a type of your own a field.
//!
//! Text, whole numbers, floats, bools, lists, maps, [`Flag`] and, behind features, decimals, dates, times and free JSON are values as they
//! are.
//!
//! <div style="overflow-x:auto"><div style="min-width:42rem">
//!
//! | in Rust | on the wire |
//! | --- | --- |
//! | `f64`, `f32` | the shortest number that is read back: `0.1`, `1e+300`; NaN and the infinities are violations |
//! | `jiff::civil::Date`, `chrono::NaiveDate`, `time::Date` | `2031-05-08` |
//! | `jiff::civil::Time`, `chrono::NaiveTime`, `time::Time` | `08:30:00`, with a fraction of up to 9 digits if there is one |
//! | `jiff::civil::DateTime`, `chrono::NaiveDateTime`, `time::PrimitiveDateTime` | `2031-05-08T08:30:00`, likewise |
//! | `jiff::Timestamp`, `chrono::DateTime<Utc>` | `2031-05-08T08:30:00Z`, likewise; read with any offset, and the letters in either case |
//! | `chrono::DateTime<FixedOffset>`, `time::OffsetDateTime` | the same, with the offset that was read |
//! | `uuid::Uuid` | `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`; read in either case |
//! | `url::Url` | `https://www.example.com/`, as the URL standard normalizes it; read if it has nothing that must be escaped |
//!
//! </div></div>
//!
//! The notation is that of RFC 3339, unless `#[order(epoch)]` or `#[order(notation = "…")]` asks for another, with years from 0000 to 9999. The leap second `:60`, the hour 24, a blank and any other
//! notation are refused, alike by every type and export. A value that no such text stands for, which a program may hold, is a
//! violation: a date of the year -5, or an offset of 30 seconds. A `jiff::Zoned` is no value: which offset its zone has at a time is
//! known to a database of zones alone. Take a `Timestamp`, or a `civil::DateTime` and the name of the zone as a text.
//!
//! # A type of your own
//!
//! The smallest way is a newtype. It has the wire form and the rules of what it wraps, and may have
//! [rules of its own](derive@crate::OrderValue):
//!
//! ```
//! use order_core::{OrderRequest, OrderValue, json};
//!
//! #[derive(OrderValue)]
//! struct Zip(String);
//!
//! #[derive(OrderRequest)]
//! struct Address {
//!     #[length(5..=10)]
//!     zip: Zip,
//! }
//!
//! let address: Address = json::from_str(r#"{"zip": "336"}"#)?;
//! assert_eq!(address.validate().unwrap_err().to_string(), "`zip` must have from 5 to 10 characters");
//! # Ok::<(), order_core::ReadError>(())
//! ```
//!
//! [`OrderValue`](derive@crate::OrderValue) can be derived on an enum too. A type with a form of its own implements
//! [`OrderValue`] and [`ReadValue`] by hand, and one trait more for each attribute that it is used with. A missing trait is
//! an error of the compiler at that attribute.
//!
//! <div style="overflow-x:auto"><div style="min-width:50rem">
//!
//! | in a request | trait, for a type `T` | what it needs |
//! | --- | --- | --- |
//! | a field | [`OrderValue`] | a [`Kind`] for the schema, and a [`Node`] for writers and exports |
//! | a field of a request that is read | [`ReadValue`] | |
//! | `default_value(V)`, V a constant of the type | [`ReadValue::from_literal`], and [`EqualTo<T>`](EqualTo) for `T` | |
//! | the same, and a condition reads the field | [`DefaultIn<T>`](DefaultIn) for the type of `V`, as every `T` is for `T` | |
//! | `default_value(ctx.f)` | [`ScalarValue`]: with it, every `T` is a [`DefaultOf`] a `T` | |
//! | `allowed(V, …)`, `f == V`, `f in [V, …]` | [`EqualTo<T>`](EqualTo) for the type of `V`, such as `str` or `i64` | |
//! | `f == g`, `unique(x in f, x)` | [`EqualTo<T>`](EqualTo) for `T` | |
//! | `f < V`, and likewise `<=`, `>`, `>=`; `range` with such an end | [`OrderedTo<T>`](OrderedTo) for the type of `V` | [`TextForm::order`] for a form of its own |
//! | `f < g`, and likewise | [`OrderedTo<T>`](OrderedTo) for `T` | the same |
//! | `range`, `multiple_of`, ranges in `allowed` | [`Ranged`], whose number is [`Bounded`] | a number: [`TextForm::is_number`] for a form of its own |
//! | the same with a fraction, and `f == 0.5`, `f < 0.5` | [`OrderedTo<T>`](OrderedTo), [`EqualTo<T>`](EqualTo) for [`Fraction`]; [`Divisible`] | the same |
//! | `satisfies(f, function)` | [`PredicateValue`] | |
//! | `pattern`, `format`, `starts_with`, `ends_with`, `matches`, `is` | [`Text`] | [`Node::Text`] |
//! | `length`, `len(f)` | [`Lengthy`] | [`Node::Text`], [`Node::List`] or [`Node::Map`] |
//! | `length(…, bytes)`, `length(…, utf16)` | [`Text`] | [`Node::Text`] |
//! | `number` | [`Decimals`] | a number: [`TextForm::is_number`] for a form of its own |
//! | `separator` on a list of them | [`ScalarValue`]: with it, a list is [`Separated`] | |
//! | `f` alone as a condition | [`Truth`] | [`Node::Bool`] |
//! | `each`, `any`, `all`, `count`, `item` | [`Items`] and [`Listed`], which `[T]` has for every value | [`Node::List`] or [`Node::Map`] |
//! | `len(f) < V`, `count(f, g) == h` | [`Number`] for the type of `V` or `h` | |
//! | `check(function)` | [`CheckResult`] for what the function returns | |
//! | names of variants, `nested` | [`Variants`] and [`Nested`], by the derives alone | |
//!
//! </div></div>
//!
//! The last column is for whoever knows the schema and not the type, such as an export: without it the attribute is checked by
//! [`validate`](crate::OrderRequest::validate) alone.
//!
//! A type whose value *is* text says so by `type Value = str;` and needs no trait but [`OrderValue`] and [`ReadValue`]; one whose
//! value is a `u16` likewise.
//!
//! # Example
//!
//! A time of day is text of a form of its own. It has an order, beside another time and beside a literal, a default, a message
//! for what is no time, and functions that judge it:
//!
//! ```
//! use std::{cmp::Ordering, fmt, str::FromStr};
//!
//! use order_core::{
//!     OrderRequest, OrderValue, json,
//!     schema::{self, Kind, Literal},
//!     value::{
//!         EqualTo, Formed, Node, OrderedTo, PredicateValue, ReadValue, ScalarValue, TextForm,
//!     },
//!     wire::Place,
//! };
//!
//! /// A time of day, in minutes since midnight.
//! #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
//! struct TimeOfDay(u16);
//!
//! /// Takes the one spelling of a time: two digits, a colon, two digits.
//! impl FromStr for TimeOfDay {
//!     type Err = ();
//!
//!     fn from_str(text: &str) -> Result<Self, ()> {
//!         let number = |digits: &str, below| {
//!             let is_pair = digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_digit());
//!             digits.parse::<u16>().ok().filter(|number| is_pair && *number < below).ok_or(())
//!         };
//!         let (hour, minute) = text.split_once(':').ok_or(())?;
//!         Ok(Self(number(hour, 24)? * 60 + number(minute, 60)?))
//!     }
//! }
//!
//! impl fmt::Display for TimeOfDay {
//!     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
//!         write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
//!     }
//! }
//!
//! // The form, for whoever knows the schema and not the type. `expects` ends the message "must be …".
//! static TIME_OF_DAY: TextForm = TextForm {
//!     name: "time of day",
//!     expects: "a time of day such as `08:30`",
//!     accepts: |text| text.parse::<TimeOfDay>().is_ok(),
//!     order: |left, right| {
//!         Some(left.parse::<TimeOfDay>().ok()?.cmp(&right.parse().ok()?))
//!     },
//!     is_number: false,
//!     is_bare: false,
//!     notation: None,
//! };
//!
//! impl OrderValue for TimeOfDay {
//!     type Value = Self;
//!
//!     fn kind() -> &'static Kind {
//!         const { &Kind::Formed(&TIME_OF_DAY) }
//!     }
//!
//!     fn value(&self) -> Option<&Self> {
//!         Some(self)
//!     }
//!
//!     fn node(&self) -> Node<'_> {
//!         Node::Formed(Formed::new(&TIME_OF_DAY, self))
//!     }
//! }
//!
//! impl ReadValue<'_> for TimeOfDay {
//!     fn read(place: Place<'_, '_>) -> Option<Self> {
//!         place.scalar()?.text()?.parse().ok()
//!     }
//!
//!     fn from_literal(literal: Literal) -> Option<Self> {
//!         literal.to_text()?.parse().ok()
//!     }
//! }
//!
//! impl EqualTo<TimeOfDay> for TimeOfDay {
//!     fn equal_to(value: &TimeOfDay, other: &Self) -> bool {
//!         value == other
//!     }
//! }
//!
//! impl EqualTo<TimeOfDay> for str {
//!     fn equal_to(value: &TimeOfDay, literal: &Self) -> bool {
//!         literal.parse() == Ok(*value)
//!     }
//! }
//!
//! impl OrderedTo<TimeOfDay> for TimeOfDay {
//!     fn ordered_to(value: &TimeOfDay, other: &Self) -> Option<Ordering> {
//!         Some(value.cmp(other))
//!     }
//! }
//!
//! impl OrderedTo<TimeOfDay> for str {
//!     fn ordered_to(value: &TimeOfDay, literal: &Self) -> Option<Ordering> {
//!         Some(value.cmp(&literal.parse().ok()?))
//!     }
//! }
//!
//! impl PredicateValue for TimeOfDay {
//!     fn judge(node: Node<'_>, accepts: impl Fn(&Self) -> bool) -> Option<bool> {
//!         match node {
//!             Node::Formed(formed) => Some(accepts(&formed.to_string().parse().ok()?)),
//!             Node::Text(text) => Some(accepts(&text.parse().ok()?)),
//!             _ => None,
//!         }
//!     }
//! }
//!
//! impl ScalarValue for TimeOfDay {}
//!
//! fn is_odd(time: &TimeOfDay) -> bool {
//!     time.0 % 60 != 0
//! }
//!
//! #[derive(Debug, OrderRequest)]
//! #[rule(not_at_night, opens >= "06:00" && closes <= "22:00", "a counter is closed at night", at = closes)]
//! #[rule(in_order, opens < closes, "a counter opens before it closes", at = closes)]
//! struct Counter {
//!     #[default_value({ TimeOfDay(8 * 60) })]
//!     opens: TimeOfDay,
//!     closes: TimeOfDay,
//!     #[allowed("12:00", "12:30")]
//!     lunch: Option<TimeOfDay>,
//!     #[range("08:00".."18:00")]
//!     delivery: Option<TimeOfDay>,
//!     #[required_if(closes == "21:30" || satisfies(opens, is_odd))]
//!     reason: Option<String>,
//!     #[order(separator = ",")]
//!     pickups: Option<Vec<TimeOfDay>>,
//! }
//!
//! // Read, with the default, and written.
//! let text = r#"{"opens":"08:00","closes":"21:30","lunch":"12:30","reason":"fair","pickups":"09:00,15:30"}"#;
//! let counter: Counter = json::from_str(&text.replace(r#""opens":"08:00","#, ""))?;
//! assert_eq!(counter.opens, TimeOfDay(8 * 60));
//! assert_eq!(counter.pickups, Some(vec![TimeOfDay(9 * 60), TimeOfDay(15 * 60 + 30)]));
//! assert_eq!(json::to_string(&counter), text);
//! assert!(counter.validate().is_ok());
//!
//! // What is no time.
//! assert_eq!(
//!     json::from_str::<Counter>(r#"{"closes": "25:00"}"#).unwrap_err().to_string(),
//!     "line 1, column 12: `closes` must be a time of day such as `08:30`",
//! );
//!
//! // Times that break the rules.
//! let counter: Counter = json::from_str(r#"{"opens": "22:45", "closes": "22:30", "lunch": "11:45", "delivery": "18:00"}"#)?;
//! let violations = counter.validate().unwrap_err();
//! assert_eq!(
//!     violations.to_string(),
//!     "`closes`: a counter is closed at night because `closes` is greater than `22:00`\n\
//!      `closes`: a counter opens before it closes because `opens` is at least `closes`\n\
//!      `lunch` must be `12:00` or `12:30`\n\
//!      `delivery` must be at least `08:00` and less than `18:00`\n\
//!      `reason` is required because `opens` satisfies `is_odd`; give it a value that is not blank",
//! );
//!
//! // Whoever knows only the schema comes to the same verdict.
//! assert_eq!(schema::interpret(&counter).unwrap_err().to_string(), violations.to_string());
//! # Ok::<(), order_core::ReadError>(())
//! ```

pub(crate) mod collection;
mod compare;
#[cfg(feature = "decimal")]
pub(crate) mod decimal;
mod flag;
pub(crate) mod float;
mod form;
mod fraction;
#[cfg(feature = "serde_json")]
pub(crate) mod free;
pub(crate) mod identifier;
pub(crate) mod moment;
mod node;
mod scalar;
pub(crate) mod separated;
mod text;
pub(crate) mod wide;
mod wrapper;

use std::fmt;

use crate::{
    schema::{Arguments, Blank, Field, FieldType, Kind, Literal, Schema},
    type_rule::TypeRules,
    update::is_same,
    wire::{Members, Place},
};

use self::moment::Notation;
pub(crate) use self::separated::Inseparable;
pub use self::{
    collection::{Items, Keyed},
    compare::{
        Bounded, Decimals, DefaultIn, DefaultOf, Divisible, EqualTo, Lengthy, Listed, NamedValue,
        Number, OrderedTo, PredicateValue, Ranged, ScalarValue, Skipped, Text, Truth, Variants,
    },
    flag::Flag,
    form::{Formed, TextForm},
    fraction::Fraction,
    node::{Fields, List, Map, Node, Object, Visitor},
    separated::Separated,
};
pub use crate::{nested::Nested, report::CheckResult};

/// A type that a field can hold: how rules see its values and how they are written.
///
/// Derive it for an enum of wire names or codes, for an enum whose variants hold requests, or for a newtype. It is
/// implemented for the standard types.
///
/// # Example
///
/// ```
/// use order_core::OrderValue;
///
/// #[derive(Debug, PartialEq, OrderValue)]
/// #[order(rename_all = "snake_case")]
/// enum ProvisioningMethod {
///     ShipToken,
///     ClientApp,
/// }
///
/// assert_eq!(ProvisioningMethod::ShipToken.to_string(), "ship_token");
/// assert_eq!("client_app".parse(), Ok(ProvisioningMethod::ClientApp));
/// assert_eq!(
///     "ship_tokn".parse::<ProvisioningMethod>().unwrap_err().to_string(),
///     "must be `ship_token` or `client_app`; did you mean `ship_token`?",
/// );
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of an order",
    label = "has no wire form",
    note = "put `#[derive(OrderValue)]` on an enum of wire names or on a newtype, and `#[derive(OrderRequest)]` on a struct of \
            parameters, which is a part of the request",
    note = "the keys of a map are `String`s; `#[keys(…)]` has rules for them",
    note = "a type of `chrono`, `jiff`, `serde_json`, `time`, `url` or `uuid` needs the feature of `order-core` with the name of \
            that crate, and `rust_decimal::Decimal` needs `decimal`; add it in Cargo.toml. For any other type see \
            `order_core::value`"
)]
pub trait OrderValue: Sized {
    /// The type that conditions and value rules compare: the type itself, or the one that it wraps.
    type Value: ?Sized;

    /// `true` if the type can be absent.
    const OPTIONAL: bool = false;

    /// `true` if the type distinguishes null from absent.
    const NULLABLE: bool = false;

    /// `true` if the type is a request with rules of its own, other than that its fields are not optional.
    #[doc(hidden)]
    const HAS_OWN_RULES: bool = false;

    /// `true` if the type has such rules, or is an enum that holds a request with such rules. They are checked only where
    /// the type is `nested`.
    #[doc(hidden)]
    const HAS_RULES: bool = Self::HAS_OWN_RULES;

    /// The notation that a text in a rule must have to stand for a value, if that is checked where the rule is compiled.
    #[doc(hidden)]
    const NOTATION: Option<Notation> = None;

    /// `true` if the type is a change of a value, in an update.
    #[doc(hidden)]
    const IS_CHANGE: bool = false;

    /// Whether a value may break a rule that comes with its type.
    #[doc(hidden)]
    const TYPE_RULES: TypeRules = TypeRules::None;

    /// The kind of the request that `flatten` takes: the type itself, or the one in an `Option` or `Box`.
    ///
    /// The derive writes the description of a request here and nowhere else: the compiler checks the whole of it again in
    /// each constant that refers to it.
    #[doc(hidden)]
    const PART: Option<&'static Kind> = None;

    // `true` if the flattened parts of the request that `flatten` takes stand at most so many levels deep. Each level is a
    // constant of its own, as types that flatten each other would have no end in one.
    #[doc(hidden)]
    const FLAT_WITHIN_0: bool = true;
    #[doc(hidden)]
    const FLAT_WITHIN_1: bool = true;
    #[doc(hidden)]
    const FLAT_WITHIN_2: bool = true;
    #[doc(hidden)]
    const FLAT_WITHIN_3: bool = true;
    #[doc(hidden)]
    const FLAT_WITHIN_4: bool = true;
    #[doc(hidden)]
    const FLAT_WITHIN_5: bool = true;
    #[doc(hidden)]
    const FLAT_WITHIN_6: bool = true;
    #[doc(hidden)]
    const FLAT_WITHIN_7: bool = true;

    /// A field of this type without a name and without attributes.
    #[doc(hidden)]
    const FIELD: Field = Field::of(&FieldType::of::<Self>());

    /// Returns the kind of the values.
    fn kind() -> &'static Kind;

    /// Returns the value, if one is given.
    fn value(&self) -> Option<&Self::Value>;

    /// Returns the value as writers see it.
    fn node(&self) -> Node<'_>;

    /// Returns `true` if the caller gave a value.
    #[inline]
    fn is_given(&self) -> bool {
        true
    }

    /// Returns `true` if a given value is blank text or an empty collection.
    #[inline]
    fn is_blank(&self) -> bool {
        false
    }

    /// Returns `true` if a value is given and, where blank counts as absent, is not blank.
    #[inline]
    fn is_present(&self, blank: Blank) -> bool {
        self.is_given() && (blank != Blank::Absent || !self.is_blank())
    }

    /// Returns `true` if the type cannot be absent but no value is present.
    #[doc(hidden)]
    #[inline]
    fn is_missing(&self, blank: Blank) -> bool {
        !Self::OPTIONAL && !self.is_present(blank)
    }

    /// Returns the value for rules to judge. A blank value is returned only if blank is a value.
    #[inline]
    fn present_value(&self, blank: Blank) -> Option<&Self::Value> {
        if blank != Blank::Value && self.is_blank() { None } else { self.value() }
    }

    /// Returns the value, when the caller already knows whether it is present.
    #[doc(hidden)]
    #[inline]
    fn value_if(&self, is_present: bool) -> Option<&Self::Value> {
        if is_present { self.value() } else { None }
    }

    /// Returns the value of an absent field, if the type has one.
    #[inline]
    fn absent() -> Option<Self> {
        None
    }

    /// Returns the value of the field with this index.
    ///
    /// Of a type that is no value, rustc says that alone: it does not know the type in the bound.
    #[doc(hidden)]
    #[inline]
    fn __get<'de>(members: &Members<'_, 'de>, field: usize) -> Option<Self>
    where
        Own<Self>: ReadValue<'de>,
    {
        members.get(field)
    }

    /// The same for a field that has a default.
    #[doc(hidden)]
    #[inline]
    fn __get_or_default<'de>(members: &Members<'_, 'de>, field: usize) -> Option<Self>
    where
        Own<Self>: ReadValue<'de>,
    {
        members.get_or_default(field)
    }

    /// Returns the value of the field with this index, as far as it is known while a document is diagnosed.
    #[doc(hidden)]
    fn __known<'s>(known: &'s Arguments<'_>, field: usize) -> Option<Self>
    where
        Own<Self>: ReadValue<'s>,
    {
        known.get(field)
    }

    /// Returns another value, which rustc knows as [`By`] this type.
    #[doc(hidden)]
    #[inline]
    fn __by<T>(value: &T) -> &By<Self, T> {
        value
    }

    /// Returns another value, which rustc knew as [`By`] this type.
    #[doc(hidden)]
    #[inline]
    fn __from_way<T>(value: By<Self, T>) -> T {
        value
    }

    /// Reads a value of this type.
    #[doc(hidden)]
    #[inline]
    fn __read_value<'de>(place: Place<'_, 'de>) -> Option<Self>
    where
        Own<Self>: ReadValue<'de>,
    {
        ReadValue::read(place)
    }

    /// Returns the value of this type that a literal stands for.
    #[doc(hidden)]
    fn __value_of<'de>(literal: Literal) -> Option<Self>
    where
        Own<Self>: ReadValue<'de>,
    {
        ReadValue::from_literal(literal)
    }

    /// Returns the default of a field of a request that an update makes from nothing.
    #[doc(hidden)]
    fn __default_of<'de>(schema: &'static Schema, field: usize) -> Option<Self>
    where
        Own<Self>: ReadValue<'de>,
    {
        ReadValue::from_literal(schema.fields[field].attributes.default?.resolved())
    }

    /// Returns the present value, which rustc knows as [`By`] this type.
    #[doc(hidden)]
    fn __own_value(&self, blank: Blank) -> Option<&By<Self, Self::Value>> {
        self.present_value(blank)
    }

    /// Returns the node of a flattened part; none if the part can be absent and no member of it is given.
    #[doc(hidden)]
    #[inline]
    fn __node_in_place(&self) -> Node<'_> {
        let node = self.node();
        if Self::OPTIONAL && !node.is_any_given() { Node::Absent } else { node }
    }

    /// Returns a flattened part as rules see it: `absent` if the part can be absent and no member of it is given.
    #[doc(hidden)]
    #[inline]
    fn __in_place<'a>(&'a self, absent: &'a Option<Self>) -> &'a Self {
        match absent {
            Some(absent) if Self::OPTIONAL && !self.node().is_any_given() => absent,
            _ => self,
        }
    }

    /// Returns `true` if a field is given that is left out if it is blank.
    #[doc(hidden)]
    #[inline]
    fn __is_given_unless_blank(&self) -> bool {
        if Self::OPTIONAL { self.is_present(Blank::Absent) } else { self.is_given() }
    }

    /// Returns `true` if an update changes a field.
    #[doc(hidden)]
    fn __is_changed(&self, old: &Self) -> bool {
        !is_same(self.node(), old.node())
    }

    /// Returns the value that an update makes of an old one. Only a free-form value is merged.
    #[doc(hidden)]
    fn __merge(old: Option<Self>, change: Self) -> Self {
        let _ = old;
        change
    }

    /// Returns the smallest change from which [`__merge`](Self::__merge) makes `new`.
    #[doc(hidden)]
    fn __difference(old: Option<&Self>, new: Self) -> Self {
        let _ = old;
        new
    }
}

/// The type itself, by way of what only a value has: if `T` is no value, rustc says that, and nothing more about `T`.
#[doc(hidden)]
pub type Own<T> = By<T, T>;

/// Another type by way of that of a field: if the field's type `F` is no value, rustc says that, and nothing about `T`.
#[doc(hidden)]
pub type By<F, T> = <<F as OrderValue>::Value as With<T>>::Own;

/// Names another type by way of this one.
#[doc(hidden)]
pub trait With<T: ?Sized> {
    /// The other type.
    type Own: ?Sized;
}

#[diagnostic::do_not_recommend]
impl<V: ?Sized, T: ?Sized> With<T> for V {
    type Own = T;
}

/// A value that can be read from a document that lives for `'de`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a document",
    label = "has no wire form",
    note = "put `#[derive(OrderValue)]` on an enum of wire names or on a newtype, and `#[derive(OrderRequest)]` on a struct of \
            parameters, which is a part of the request",
    note = "the keys of a map are `String`s; `#[keys(…)]` has rules for them",
    note = "a type of `chrono`, `jiff`, `serde_json`, `time`, `url` or `uuid` needs the feature of `order-core` with the name of \
            that crate, and `rust_decimal::Decimal` needs `decimal`; add it in Cargo.toml. For any other type see \
            `order_core::value`"
)]
pub trait ReadValue<'de>: OrderValue {
    /// Returns the value at `place`, or `None` if it does not fit the type.
    ///
    /// Messages about a value that does not fit come from [`OrderValue::kind`].
    fn read(place: Place<'_, 'de>) -> Option<Self>;

    /// `true` if every text is a value, which `__of_text` reads, whatever the words of the field say of blank text.
    #[doc(hidden)]
    const TAKES_TEXT: bool = false;

    /// The value of a text, for a type that takes every one: the same that [`read`](Self::read) returns where the text stands.
    #[doc(hidden)]
    fn __of_text(text: &'de str) -> Option<Self> {
        let _ = text;
        None
    }

    /// The value that `literal` stands for, or `None` if it does not fit. A default of the type is read by it.
    fn from_literal(literal: Literal) -> Option<Self> {
        let _ = literal;
        None
    }
}

/// The error of parsing a text that is not one of an enum's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseValueError {
    message: String,
}

impl ParseValueError {
    pub(crate) fn new(message: String) -> Self {
        Self { message }
    }
}

impl fmt::Display for ParseValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ParseValueError {}
