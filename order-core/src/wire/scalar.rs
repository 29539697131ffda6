use crate::schema::canonical_integer;

/// A scalar as it stands in a document, whatever carries it.
///
/// Reading is lenient about the carrier (`1` and `"1"` are the same number) and never about the
/// value (`01`, `1.0` and `+1` are no numbers).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar<'a> {
    /// `true` or `false` as the format writes it.
    Bool(bool),
    /// A number as it was written.
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
