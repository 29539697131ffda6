//! UUIDs and URLs, as the types of the crates `uuid` and `url`.

use crate::{
    rules::is_uuid,
    value::{TextForm, moment::Notation},
};

/// UUIDs with hyphens, in either case. They are written in lower case.
pub(crate) static UUID: TextForm = TextForm {
    name: "uuid",
    expects: Notation::Uuid.expects(),
    accepts: is_uuid,
    order: |left, right| {
        let is_both = is_uuid(left) && is_uuid(right);
        is_both.then(|| left.to_ascii_lowercase().cmp(&right.to_ascii_lowercase()))
    },
    is_number: false,
    is_bare: false,
    notation: Some(Notation::Uuid),
};

/// Absolute URLs. They are written as the URL standard normalizes them.
#[cfg(feature = "url")]
pub(crate) static URL: TextForm = TextForm {
    name: "url",
    expects: Notation::Url.expects(),
    accepts: |text| parse_url(text).is_some(),
    order: |left, right| Some(parse_url(left)?.cmp(&parse_url(right)?)),
    is_number: false,
    is_bare: false,
    notation: Some(Notation::Url),
};

/// Parses a URL without the repairs of a browser, which drops blanks and takes `\\` for `/`.
#[cfg(feature = "url")]
fn parse_url(text: &str) -> Option<url::Url> {
    if is_like_a_url(text.as_bytes()) { url::Url::parse(text).ok() } else { None }
}

/// Returns `true` if a text begins with a scheme and has only characters that a URL may hold.
#[cfg(feature = "url")]
pub(crate) const fn is_like_a_url(text: &[u8]) -> bool {
    let (mut at, mut has_scheme) = (0, false);
    while at < text.len() {
        let byte = text[at];
        let is_right = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => true,
            b'0'..=b'9' | b'+' | b'-' | b'.' => at > 0,
            b':' if at > 0 => {
                has_scheme = true;
                true
            }
            b'_' | b'~' | b'/' | b'?' | b'#' | b'[' | b']' | b'@' | b'!' | b'$' | b'&' | b'\''
            | b'(' | b')' | b'*' | b',' | b';' | b'=' | b'%' => has_scheme,
            _ => false,
        };
        if !is_right {
            return false;
        }
        at += 1;
    }
    has_scheme
}

/// Implements a type as a value: its form, its notation, and how it is made of a text.
#[cfg(any(feature = "url", feature = "uuid"))]
macro_rules! identifier {
    ($ty:ty, $form:ident, $notation:ident, $parse:expr) => {
        const _: () = {
            use std::cmp::Ordering;

            use crate::{
                schema::{Kind, Literal},
                value::{
                    EqualTo, Formed, Node, OrderValue, OrderedTo, PredicateValue, ReadValue,
                    ScalarValue,
                    compare::default_in,
                    form::{Spelled, formed_scalar, text_scalar},
                },
                wire::Place,
            };

            fn parse(text: &str) -> Option<$ty> {
                let parse: fn(&str) -> Option<$ty> = $parse;
                parse(text)
            }

            text_scalar!(
                $ty,
                $form,
                Notation::$notation,
                parse,
                |value, f| write!(f, "{value}"),
                |_value| None
            );
        };
    };
}

#[cfg(feature = "uuid")]
identifier!(uuid::Uuid, UUID, Uuid, |text| {
    if is_uuid(text) { text.parse().ok() } else { None }
});

#[cfg(feature = "url")]
identifier!(url::Url, URL, Url, parse_url);

#[cfg(all(test, feature = "url", feature = "uuid"))]
mod tests {
    use url::Url;
    use uuid::Uuid;

    use super::*;
    use crate::{
        schema::Literal,
        value::{EqualTo, OrderValue, ReadValue},
    };

    fn written<T: for<'de> ReadValue<'de>>(text: &'static str) -> Option<String> {
        let value = T::from_literal(Literal::Text(text));
        let is_accepted = T::kind().read(crate::wire::Scalar::Text(text)).is_some();
        assert_eq!(value.is_some(), is_accepted, "{text}");
        value.map(|value| value.node().to_text())
    }

    #[test]
    fn a_uuid_has_hyphens_and_either_case() {
        let text = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
        assert_eq!(written::<Uuid>(text).as_deref(), Some(text));
        assert_eq!(written::<Uuid>("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6").as_deref(), Some(text));
        for text in [
            "",
            "f81d4fae7dec11d0a76500a0c91e6bf6",
            "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
            "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6 ",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
        ] {
            assert_eq!(written::<Uuid>(text), None, "{text}");
            assert!(!Notation::Uuid.accepts(text));
        }
        let value: Uuid = text.parse().expect("the text is a UUID");
        let upper = text.to_ascii_uppercase();
        assert!(<str as EqualTo<Uuid>>::equal_to(&value, &upper));
        assert_eq!((UUID.order)(text, &upper), Some(std::cmp::Ordering::Equal));
        assert_eq!((UUID.order)(text, "x"), None);
    }

    #[test]
    fn a_url_is_absolute_and_not_repaired() {
        for (text, normal) in [
            ("https://www.example.com/a?b=c#d", "https://www.example.com/a?b=c#d"),
            ("HTTPS://EXAMPLE.com", "https://example.com/"),
            ("http://[::1]:8080/", "http://[::1]:8080/"),
            ("mailto:gm@example.com", "mailto:gm@example.com"),
        ] {
            assert_eq!(written::<Url>(text).as_deref(), Some(normal), "{text}");
        }
        for text in [
            "",
            "www.example.com",
            "/path",
            "https:",
            "https://",
            "https://a b",
            " https://example.com/",
            "https://example.com/\n",
            "https:\\\\example.com",
            "https://b\u{fc}cher.example/",
            "https://example.com:99999/",
            "1http://a",
        ] {
            assert_eq!(written::<Url>(text), None, "{text:?}");
        }
        let value: Url = "https://example.com".parse().expect("the text is a URL");
        assert!(<str as EqualTo<Url>>::equal_to(&value, "HTTPS://example.com/"));
        assert_eq!((URL.order)("https://a", "https://a/"), Some(std::cmp::Ordering::Equal));
    }

    #[test]
    fn every_url_is_read_again() {
        for text in [
            "mailto:name@example.com",
            "data:text/plain,hi",
            "file:///etc/hosts",
            "http://[::1]:8080/",
            "urn:isbn:9780141036144",
            "http://ex\u{e4}mple.com/\u{fc}?q=a b#f",
            "x:",
            "web+x://a",
        ] {
            let url: Url = text.parse().unwrap();
            let shown: &'static str = Box::leak(url.node().to_text().into_boxed_str());
            assert_eq!(Url::from_literal(Literal::Text(shown)), Some(url), "{text}");
            assert!(Url::kind().read(crate::wire::Scalar::Text(shown)).is_some(), "{shown}");
        }
    }
}
