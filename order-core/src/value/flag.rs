use crate::{
    schema::{Kind, Literal},
    value::{Node, OrderValue, ReadValue},
    wire::Place,
};

/// An empty tag, which is on or absent.
///
/// If it is on, JSON has `true`, XML an empty element, and a form a key without a value. If it is off, nothing is
/// written. On reading, empty text, an empty element and `true` mean on, and `false` means off.
///
/// # Example
///
/// ```
/// use order_core::{Flag, OrderRequest, json};
///
/// #[derive(Debug, OrderRequest)]
/// struct Order {
///     rush: Flag,
///     #[required_if(rush)]
///     reason: Option<String>,
/// }
///
/// let order = Order { rush: Flag::ON, reason: None };
/// assert_eq!(json::to_string(&order), r#"{"rush":true}"#);
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`reason` is required because `rush` is true; give it a value that is not blank",
/// );
/// assert_eq!(json::from_str::<Order>("{}")?.rush, Flag::OFF);
/// # Ok::<(), order_core::ReadError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Flag {
    is_on: bool,
}

impl Flag {
    /// The flag is on.
    pub const ON: Self = Self { is_on: true };
    /// The flag is off, and its field absent.
    pub const OFF: Self = Self { is_on: false };

    /// Returns `true` if the flag is on.
    pub const fn is_on(self) -> bool {
        self.is_on
    }
}

impl From<bool> for Flag {
    fn from(is_on: bool) -> Self {
        Self { is_on }
    }
}

impl From<Flag> for bool {
    fn from(flag: Flag) -> Self {
        flag.is_on
    }
}

// Hidden from rustc's suggestions, which are meant for those who look for a scalar.
#[diagnostic::do_not_recommend]
impl OrderValue for Flag {
    type Value = bool;

    const OPTIONAL: bool = true;

    fn kind() -> &'static Kind {
        &Kind::Flag
    }

    #[inline]
    fn value(&self) -> Option<&bool> {
        self.is_on.then_some(&self.is_on)
    }

    #[inline]
    fn node(&self) -> Node<'_> {
        if self.is_on { Node::Bool(true) } else { Node::Absent }
    }

    #[inline]
    fn is_given(&self) -> bool {
        self.is_on
    }

    #[inline]
    fn absent() -> Option<Self> {
        Some(Self::OFF)
    }
}

#[diagnostic::do_not_recommend]
impl ReadValue<'_> for Flag {
    fn read(place: Place<'_, '_>) -> Option<Self> {
        if place.stands_for_absent(&Kind::Flag) {
            return Some(Self::OFF);
        }
        match Kind::Flag.read(place.bare_scalar()?) {
            Some(Node::Bool(true)) => Some(Self::ON),
            Some(_) => Some(Self::OFF),
            None => None,
        }
    }

    /// Ignores the default: it is the value of an absent field and does not make the field present.
    fn from_literal(_: Literal) -> Option<Self> {
        Some(Self::OFF)
    }
}
