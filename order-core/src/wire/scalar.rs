use crate::schema::canonical_integer;

/// A scalar value of a document.
///
/// Reading accepts numbers and bools as text too (`1` and `"1"` are the same number), but only in their
/// canonical spelling (`01`, `1.0` and `+1` are not numbers).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar<'a> {
    /// `true` or `false`, in the syntax of the format.
    Bool(bool),
    /// A number in its original spelling.
    Number(&'a str),
    /// Text.
    Text(&'a str),
}

impl<'a> Scalar<'a> {
    /// The scalar as text.
    #[inline]
    pub fn text(self) -> Option<&'a str> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text),
            Self::Bool(true) => Some("true"),
            Self::Bool(false) => Some("false"),
        }
    }

    /// The scalar as a bool, if it is one.
    #[inline]
    pub fn bool(self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(value),
            Self::Text("true") => Some(true),
            Self::Text("false") => Some(false),
            Self::Text(_) | Self::Number(_) => None,
        }
    }

    /// The scalar as a whole number, if it is one.
    #[inline]
    pub fn integer(self) -> Option<i128> {
        match self {
            Self::Number(text) | Self::Text(text) => canonical_integer(text),
            Self::Bool(_) => None,
        }
    }
}
