use crate::schema::{Format, Grammar, Shape};

/// `#[format(hostname)]`
pub(super) const HOSTNAME: Format = Format {
    name: "hostname",
    expects: "a host name such as `www.example.com`",
    accepts: is_hostname,
    grammar: Grammar::Shapes(&[Shape {
        pattern: concat!(label!(), "(?:\\.", label!(), ")*"),
        never: Some("(?:^|\\.)[0-9]+$"),
        longest: Some(253),
    }]),
    samples: &["www.example.com", "a.example"],
};

/// Returns `true` if `text` is a host name according to RFC 1123 (section 2.1) and RFC 1034 (section 3.5):
/// `#[format(hostname)]`.
///
/// A host name is a list of labels separated by dots, with at most 253 characters in all. Each label has 1 to 63 ASCII
/// letters, digits and hyphens, and neither starts nor ends with a hyphen. One label is enough (`localhost`). The last
/// label is not all digits, so a name is never mistaken for an IPv4 address.
///
/// Only a bare name is accepted: no trailing dot, no wildcard (`*.example.com`), no port, no underscore. Write a name
/// in another script in its ASCII form (`xn--bcher-kva.example`), which is not decoded.
///
/// # Example
///
/// ```
/// use order_core::rules::is_hostname;
///
/// assert!(is_hostname("www.example.com"));
/// assert!(is_hostname("localhost"));
/// assert!(!is_hostname("-example.com"));
/// assert!(!is_hostname("192.0.2.1"));
/// ```
#[must_use]
pub fn is_hostname(text: &str) -> bool {
    let mut all_digits = false;
    let are_labels = text.as_bytes().split(|&byte| byte == b'.').all(|label| {
        all_digits = label.iter().all(u8::is_ascii_digit);
        is_label(label)
    });
    are_labels && !all_digits && text.len() <= MAX_LENGTH
}

/// Greatest length that fits the 255 octets of RFC 1035 (section 2.3.4), which include a length octet for each label
/// and one for the root.
const MAX_LENGTH: usize = 253;

fn is_label(label: &[u8]) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with(b"-")
        && !label.ends_with(b"-")
        && label.iter().all(|&byte| IN_LABEL[usize::from(byte)])
}

static IN_LABEL: [bool; 256] = in_label();

const fn in_label() -> [bool; 256] {
    let mut class = [false; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        class[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'-';
        byte += 1;
    }
    class
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_accepted() {
        for text in [
            "localhost",
            "a",
            "example.com",
            "WWW.Example.COM",
            "3com.com",
            "0.1.2.3a",
            "a-b.c--d.e",
            "xn--bcher-kva.example",
            "1.2.3.4.5.example",
        ] {
            assert!(is_hostname(text), "{text:?}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            ".",
            "..",
            "a.",
            ".a",
            "a..b",
            "-a",
            "a-",
            "a-.b",
            "a.-b",
            "-",
            "a b",
            " a",
            "a ",
            "a_b",
            "*.example.com",
            "a:80",
            "a/b",
            "a@b",
            "bücher.example",
            "a\n",
            "a\0",
            "例え.jp",
        ] {
            assert!(!is_hostname(text), "{text:?}");
        }
    }

    #[test]
    fn the_last_label_is_not_all_digits() {
        for text in ["1", "192.0.2.1", "example.123", "a.0"] {
            assert!(!is_hostname(text), "{text:?}");
        }
        assert!(is_hostname("123.example"));
        assert!(is_hostname("a.1b"));
    }

    #[test]
    fn a_label_has_at_most_63_characters() {
        assert!(is_hostname(&format!("{}.com", "x".repeat(63))));
        assert!(!is_hostname(&format!("{}.com", "x".repeat(64))));
        assert!(!is_hostname(&"x".repeat(64)));
    }

    #[test]
    fn a_name_has_at_most_253_characters() {
        let long = format!("{0}.{0}.{0}.{1}", "x".repeat(63), "y".repeat(61));
        assert_eq!(long.len(), 253);
        assert!(is_hostname(&long));
        assert!(!is_hostname(&format!("{long}y")));
    }

    #[test]
    fn every_byte_inside_a_label_is_judged() {
        for byte in 0..=127_u8 {
            let text = format!("a{}b", char::from(byte));
            let legal = byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
            assert_eq!(is_hostname(&text), legal, "{text:?}");
        }
    }
}
