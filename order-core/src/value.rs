use std::{borrow::Cow, fmt};

use crate::{rules::is_blank, schema::Kind, wire::Place};

/// What a field can hold: how it is seen by rules and writers.
///
/// Derive it on an enum of wire names or codes, or on a newtype. The standard types are provided.
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

    /// The value of a field that is not there, if the type has one.
    #[inline]
    fn absent() -> Option<Self> {
        None
    }
}

/// A value that can be read from a document that lives for `'de`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a document",
    note = "put `#[derive(OrderValue)]` on an enum of wire names or on a newtype"
)]
pub trait ReadValue<'de>: OrderValue {
    /// The value at `place`, or `None` if it does not fit.
    ///
    /// Only whether it fits counts here: the words about it come from [`OrderValue::kind`].
    fn read(place: Place<'_, 'de>) -> Option<Self>;
}

/// A value as writers, rules and exports see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Node<'a> {
    /// Nothing was given.
    Absent,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A whole number above `i64::MAX`.
    Unsigned(u64),
    /// Text, or the wire name of an enum's value.
    Text(&'a str),
}

impl Node<'_> {
    /// The node of a number, if it fits into 64 bits.
    pub(crate) fn from_integer(number: i128) -> Option<Self> {
        i64::try_from(number)
            .map(Node::Integer)
            .or_else(|_| u64::try_from(number).map(Node::Unsigned))
            .ok()
    }

    /// The number, if this is one.
    pub(crate) fn integer(&self) -> Option<i128> {
        match *self {
            Self::Integer(number) => Some(number.into()),
            Self::Unsigned(number) => Some(number.into()),
            _ => None,
        }
    }
}

/// Sees the fields of a request one by one, in declared order.
pub trait Visitor<'a> {
    /// Sees the field with this index.
    fn field(&mut self, index: usize, node: Node<'a>);
}

/// A request whose fields can be visited. Implemented by the derive.
pub trait Fields {
    /// Shows every field to `visitor`, in declared order, absent ones too.
    fn visit<'a>(&'a self, visitor: &mut dyn Visitor<'a>);
}

/// A value that rules can compare with a `V`.
#[diagnostic::on_unimplemented(
    message = "a field that holds `{Self}` cannot be compared with `{V}`",
    label = "not a value of `{Self}`"
)]
pub trait EqualTo<V: ?Sized> {
    /// Whether both are the same value.
    fn equal_to(&self, other: &V) -> bool;
}

/// A value that is true or false by itself, so that its name alone is a condition.
#[diagnostic::on_unimplemented(
    message = "a condition needs a bool field, and this one holds `{Self}`",
    label = "not a bool; write `present(…)`, or compare it with a value"
)]
pub trait Truth {
    /// Whether it is true.
    fn is_true(&self) -> bool;
}

impl Truth for bool {
    #[inline]
    fn is_true(&self) -> bool {
        *self
    }
}

/// A value with an order and bounds, for `range`.
#[diagnostic::on_unimplemented(
    message = "`range` needs a number, and this field holds `{Self}`",
    label = "not a number",
    note = "the length of a text is bounded by `length`"
)]
pub trait Ranged: PartialOrd {}

/// A value with a length, for `length`.
#[diagnostic::on_unimplemented(
    message = "`length` needs text, and this field holds `{Self}`",
    label = "has no length",
    note = "a number is bounded by `range`"
)]
pub trait Lengthy {
    /// Number of characters.
    fn length(&self) -> usize;
}

impl Lengthy for str {
    #[inline]
    fn length(&self) -> usize {
        self.chars().count()
    }
}

/// A value that is text, for `pattern` and `format`.
#[diagnostic::on_unimplemented(
    message = "`pattern` and `format` need text, and this field holds `{Self}`",
    label = "not text"
)]
pub trait Text {
    /// The text.
    fn text(&self) -> &str;
}

impl Text for str {
    #[inline]
    fn text(&self) -> &str {
        self
    }
}

macro_rules! integers {
    ($($integer:ty => $node:expr;)*) => {$(
        impl OrderValue for $integer {
            type Value = Self;

            fn kind() -> &'static Kind {
                &Kind::Integer { min: <$integer>::MIN as i128, max: <$integer>::MAX as i128 }
            }

            #[inline]
            fn value(&self) -> Option<&Self> {
                Some(self)
            }

            #[inline]
            fn node(&self) -> Node<'_> {
                let node: fn($integer) -> Node<'static> = $node;
                node(*self)
            }
        }

        impl ReadValue<'_> for $integer {
            fn read(place: Place<'_, '_>) -> Option<Self> {
                Self::try_from(place.scalar()?.integer()?).ok()
            }
        }

        impl EqualTo<$integer> for $integer {
            #[inline]
            fn equal_to(&self, other: &$integer) -> bool {
                self == other
            }
        }

        impl Ranged for $integer {}
    )*};
}

integers! {
    i8 => |number| Node::Integer(number.into());
    i16 => |number| Node::Integer(number.into());
    i32 => |number| Node::Integer(number.into());
    i64 => Node::Integer;
    u8 => |number| Node::Integer(number.into());
    u16 => |number| Node::Integer(number.into());
    u32 => |number| Node::Integer(number.into());
    u64 => |number| match i64::try_from(number) {
        Ok(number) => Node::Integer(number),
        Err(_) => Node::Unsigned(number),
    };
}

impl OrderValue for bool {
    type Value = Self;

    fn kind() -> &'static Kind {
        &Kind::Bool
    }

    #[inline]
    fn value(&self) -> Option<&Self> {
        Some(self)
    }

    #[inline]
    fn node(&self) -> Node<'_> {
        Node::Bool(*self)
    }
}

impl ReadValue<'_> for bool {
    fn read(place: Place<'_, '_>) -> Option<Self> {
        place.scalar()?.bool()
    }
}

impl EqualTo<bool> for bool {
    #[inline]
    fn equal_to(&self, other: &bool) -> bool {
        self == other
    }
}

impl EqualTo<str> for str {
    #[inline]
    fn equal_to(&self, other: &str) -> bool {
        self == other
    }
}

macro_rules! texts {
    ($($text:ty;)*) => {$(
        impl OrderValue for $text {
            type Value = str;

            fn kind() -> &'static Kind {
                &Kind::Text
            }

            #[inline]
            fn value(&self) -> Option<&str> {
                Some(self)
            }

            #[inline]
            fn node(&self) -> Node<'_> {
                Node::Text(self)
            }

            #[inline]
            fn is_blank(&self) -> bool {
                is_blank(self)
            }
        }
    )*};
}

texts! {
    String;
    Box<str>;
    Cow<'_, str>;
    &str;
}

impl ReadValue<'_> for String {
    fn read(place: Place<'_, '_>) -> Option<Self> {
        Some(place.scalar()?.text()?.to_owned())
    }
}

impl ReadValue<'_> for Box<str> {
    fn read(place: Place<'_, '_>) -> Option<Self> {
        Some(place.scalar()?.text()?.into())
    }
}

impl<'de: 'a, 'a> ReadValue<'de> for Cow<'a, str> {
    fn read(place: Place<'_, 'de>) -> Option<Self> {
        Some(match place.borrowed_text() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(place.scalar()?.text()?.to_owned()),
        })
    }
}

/// Only text without escapes can be borrowed; use `Cow<str>` where escapes may come.
impl<'de: 'a, 'a> ReadValue<'de> for &'a str {
    fn read(place: Place<'_, 'de>) -> Option<Self> {
        place.borrowed_text()
    }
}

impl<T: OrderValue> OrderValue for Option<T> {
    type Value = T::Value;

    const OPTIONAL: bool = true;

    fn kind() -> &'static Kind {
        T::kind()
    }

    #[inline]
    fn value(&self) -> Option<&T::Value> {
        self.as_ref().and_then(T::value)
    }

    #[inline]
    fn node(&self) -> Node<'_> {
        self.as_ref().map_or(Node::Absent, T::node)
    }

    #[inline]
    fn is_given(&self) -> bool {
        self.as_ref().is_some_and(T::is_given)
    }

    #[inline]
    fn is_blank(&self) -> bool {
        self.as_ref().is_some_and(T::is_blank)
    }

    #[inline]
    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<'de, T: ReadValue<'de>> ReadValue<'de> for Option<T> {
    fn read(place: Place<'_, 'de>) -> Option<Self> {
        if place.stands_for_absent(T::kind()) {
            return Some(None);
        }
        T::read(place).map(Some)
    }
}

impl<T: OrderValue> OrderValue for Box<T> {
    type Value = T::Value;

    const OPTIONAL: bool = T::OPTIONAL;

    fn kind() -> &'static Kind {
        T::kind()
    }

    #[inline]
    fn value(&self) -> Option<&T::Value> {
        T::value(self)
    }

    #[inline]
    fn node(&self) -> Node<'_> {
        T::node(self)
    }

    #[inline]
    fn is_given(&self) -> bool {
        T::is_given(self)
    }

    #[inline]
    fn is_blank(&self) -> bool {
        T::is_blank(self)
    }

    #[inline]
    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }
}

impl<'de, T: ReadValue<'de>> ReadValue<'de> for Box<T> {
    fn read(place: Place<'_, 'de>) -> Option<Self> {
        T::read(place).map(Self::new)
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
