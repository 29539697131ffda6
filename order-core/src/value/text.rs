use std::{borrow::Cow, hash::Hasher};

use crate::{
    rules::is_blank,
    schema::{Kind, Literal},
    value::{EqualTo, Node, OrderValue, ReadValue},
    wire::Place,
};

impl EqualTo<str> for str {
    #[inline]
    fn equal_to(value: &str, literal: &str) -> bool {
        value == literal
    }

    fn add_hash(value: &str, hasher: &mut dyn Hasher) -> bool {
        hasher.write(value.as_bytes());
        true
    }
}

/// For a constant of the user's crate.
impl EqualTo<str> for &str {
    #[inline]
    fn equal_to(value: &str, literal: &Self) -> bool {
        value == *literal
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
        // Most texts have no escapes and can be taken from the document directly.
        match place.borrowed_text() {
            Some(text) => Some(text.to_owned()),
            None => Some(place.scalar()?.text()?.to_owned()),
        }
    }

    const TAKES_TEXT: bool = true;

    #[inline]
    fn __of_text(text: &'_ str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn from_literal(literal: Literal) -> Option<Self> {
        literal.text().map(str::to_owned)
    }
}

impl ReadValue<'_> for Box<str> {
    fn read(place: Place<'_, '_>) -> Option<Self> {
        Some(place.scalar()?.text()?.into())
    }

    const TAKES_TEXT: bool = true;

    #[inline]
    fn __of_text(text: &'_ str) -> Option<Self> {
        Some(text.into())
    }

    fn from_literal(literal: Literal) -> Option<Self> {
        literal.text().map(Self::from)
    }
}

impl<'de: 'a, 'a> ReadValue<'de> for Cow<'a, str> {
    fn read(place: Place<'_, 'de>) -> Option<Self> {
        Some(match place.borrowed_text() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(place.scalar()?.text()?.to_owned()),
        })
    }

    const TAKES_TEXT: bool = true;

    #[inline]
    fn __of_text(text: &'de str) -> Option<Self> {
        Some(Cow::Borrowed(text))
    }

    fn from_literal(literal: Literal) -> Option<Self> {
        literal.text().map(Cow::Borrowed)
    }
}

/// Reads only text without escapes, which can be borrowed. Use `Cow<str>` if the text may have escapes.
impl<'de: 'a, 'a> ReadValue<'de> for &'a str {
    fn read(place: Place<'_, 'de>) -> Option<Self> {
        place.borrowed_text()
    }

    const TAKES_TEXT: bool = true;

    #[inline]
    fn __of_text(text: &'de str) -> Option<Self> {
        Some(text)
    }

    fn from_literal(literal: Literal) -> Option<Self> {
        literal.text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_a_rule_is_a_value_of_every_type_of_text() {
        let literal = Literal::Text("a");
        assert_eq!(String::from_literal(literal).as_deref(), Some("a"));
        assert_eq!(Box::<str>::from_literal(literal).as_deref(), Some("a"));
        assert_eq!(Cow::<str>::from_literal(literal).as_deref(), Some("a"));
        assert_eq!(<&str>::from_literal(literal), Some("a"));
        assert_eq!(<&str>::from_literal(Literal::Integer(1)), None);
    }
}
