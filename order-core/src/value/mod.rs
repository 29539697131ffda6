//! What a field can hold.

pub(crate) mod collection;
mod compare;
#[cfg(feature = "jiff")]
mod date;
#[cfg(feature = "decimal")]
mod decimal;
mod flag;
mod form;
#[cfg(feature = "serde_json")]
pub(crate) mod free;
mod node;
mod scalar;
pub(crate) mod separated;
mod text;
mod wrapper;

use std::fmt;

use crate::{
    schema::{Blank, Field, Kind, Literal},
    wire::Place,
};

#[cfg(feature = "export")]
pub(crate) use self::form::KnownForm;
pub use self::{
    collection::Items,
    compare::{
        Bounded, DefaultOf, EqualTo, PredicateValue, Lengthy, Listed, Number, OrderedTo, Ranged,
        ScalarValue, Text, Truth, Variants,
    },
    flag::Flag,
    form::{Formed, TextForm},
    node::{Fields, List, Map, Node, Object, Visitor},
    separated::Separated,
};
pub use crate::{nested::Nested, report::CheckResult};

/// What a field can hold: how it is seen by rules and writers.
///
/// Derive it on an enum of wire names or codes, on one whose variants hold requests, or on a newtype. The standard
/// types are provided.
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
    note = "put `#[derive(OrderValue)]` on an enum of wire names or on a newtype"
)]
pub trait OrderValue: Sized {
    /// What conditions and value rules compare: the type itself, or what it wraps.
    type Value: ?Sized;

    /// Whether the type has a way to say "absent".
    const OPTIONAL: bool = false;

    /// Whether the type tells null from "absent".
    const NULLABLE: bool = false;

    /// A field of the type about which nothing was said.
    #[doc(hidden)]
    const FIELD: Field = Field::of::<Self>();

    /// What the type can hold.
    fn kind() -> &'static Kind;

    /// The value, if one is given.
    fn value(&self) -> Option<&Self::Value>;

    /// The value as a writer sees it.
    fn node(&self) -> Node<'_>;

    /// Whether the caller wrote a value.
    #[inline]
    fn is_given(&self) -> bool {
        true
    }

    /// Whether a given value is blank text or an empty collection.
    #[inline]
    fn is_blank(&self) -> bool {
        false
    }

    /// Whether the value is given, and not blank if blank counts as absent.
    #[inline]
    fn is_present(&self, blank: Blank) -> bool {
        self.is_given() && (blank != Blank::Absent || !self.is_blank())
    }

    /// Whether the type has no way to say "absent", and yet the value is not present.
    #[doc(hidden)]
    #[inline]
    fn is_missing(&self, blank: Blank) -> bool {
        !Self::OPTIONAL && !self.is_present(blank)
    }

    /// The value, if it is present; blank text is none that a rule could look at.
    #[inline]
    fn present_value(&self, blank: Blank) -> Option<&Self::Value> {
        if blank != Blank::Value && self.is_blank() { None } else { self.value() }
    }

    /// The value, of which is known already whether it is present.
    #[doc(hidden)]
    #[inline]
    fn value_if(&self, is_present: bool) -> Option<&Self::Value> {
        if is_present { self.value() } else { None }
    }

    /// The value of a field that is not there, if the type has one.
    #[inline]
    fn absent() -> Option<Self> {
        None
    }
}

/// A value that can be read from a document that lives for `'de`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a document",
    label = "has no wire form",
    note = "put `#[derive(OrderValue)]` on an enum of wire names or on a newtype"
)]
pub trait ReadValue<'de>: OrderValue {
    /// The value at `place`, or `None` if it does not fit.
    ///
    /// Only whether it fits counts here: the words about it come from [`OrderValue::kind`].
    fn read(place: Place<'_, 'de>) -> Option<Self>;

    /// The value that `literal` stands for, or `None` if it does not fit.
    #[doc(hidden)]
    fn from_literal(literal: Literal) -> Option<Self> {
        let _ = literal;
        None
    }
}

/// Text that is not one of an enum's values, as returned by `parse`.
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
