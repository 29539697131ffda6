use crate::schema::{Format, Grammar, Shape};

/// `#[format(digits)]`
pub(super) const DIGITS: Format = Format {
    name: "digits",
    expects: "digits only, such as `1234`",
    accepts: is_digits,
    grammar: Grammar::Shapes(&[Shape::of("[0-9]+")]),
    samples: &["1", "12"],
};

/// Returns `true` if `text` is one or more ASCII digits and nothing else: `#[format(digits)]`.
///
/// Digits of other scripts (`٣`, `３`), signs and white space are refused. To limit the number of digits, add
/// `#[length(…)]`. In the API's tables, `[numeric string]` has this meaning for an extension; for a telephone number it
/// is [`is_telephone`](crate::rules::is_telephone).
///
/// # Example
///
/// ```
/// use order_core::rules::is_digits;
///
/// assert!(is_digits("0042"));
/// assert!(!is_digits("x12"));
/// assert!(!is_digits(""));
/// ```
#[must_use]
pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().fold(true, |all, byte| all & byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_digits_are_accepted() {
        for text in ["0", "7", "12", "00222307", "0123456789"] {
            assert!(is_digits(text), "{text:?}");
        }
        assert!(is_digits(&"9".repeat(10_000)));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "", " ", "1 2", " 12", "12 ", "12\n", "-1", "+1", "1.0", "1e3", "0x1f", "x12", "12x",
            "/", ":", "٣", "３", "²", "1\0", "½",
        ] {
            assert!(!is_digits(text), "{text:?}");
        }
    }

    #[test]
    fn every_byte_beside_a_digit_is_judged() {
        for byte in 0..=127_u8 {
            let text = format!("1{}2", char::from(byte));
            assert_eq!(is_digits(&text), byte.is_ascii_digit(), "{text:?}");
        }
    }
}
