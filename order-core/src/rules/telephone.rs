use crate::schema::{Format, Grammar, Shape};

/// `#[format(telephone)]`
pub(super) const TELEPHONE: Format = Format {
    name: "telephone",
    expects: "a telephone number such as `555-555-1234`",
    accepts: is_telephone,
    grammar: Grammar::Shapes(&[Shape::of("\\+?[ \\-.\\/()]*[0-9][0-9 \\-.\\/()]*")]),
    samples: &["555-555-0100", "1"],
};

/// Returns `true` if `text` is a telephone number as people write it: `#[format(telephone)]`.
///
/// The text has at least one ASCII digit, with the usual separators between, before or after the digits: space, `-`,
/// `.`, `/`, `(` and `)`. It may start with a `+`. Letters are refused, so an extension such as `x12` needs its own
/// field.
///
/// This is the `[numeric string]` of the API as its own samples use it (`555-555-1234`). No standard describes this
/// notation, so the rule only requires what is needed to dial. Separators are not counted, parentheses need not match,
/// and neither the number of digits nor the country code is checked. For stricter rules, add `#[length(…)]` or
/// `#[pattern("…")]`. Other white space and digits of other scripts are refused.
///
/// # Example
///
/// ```
/// use order_core::rules::is_telephone;
///
/// assert!(is_telephone("555-555-1234"));
/// assert!(is_telephone("+49 (0)30 / 1234.567"));
/// assert!(!is_telephone("call me"));
/// assert!(!is_telephone("--"));
/// ```
#[must_use]
pub fn is_telephone(text: &str) -> bool {
    let number = text.strip_prefix('+').unwrap_or(text);
    // The result depends only on the kinds of bytes that occur, so the loop needs no branch.
    let seen = number.bytes().fold(0, |seen, byte| seen | KIND[usize::from(byte)]);
    seen & (DIGIT | OTHER) == DIGIT
}

const DIGIT: u8 = 1;
const SEPARATOR: u8 = 2;
const OTHER: u8 = 4;

static KIND: [u8; 256] = kinds();

const fn kinds() -> [u8; 256] {
    let mut kinds = [OTHER; 256];
    let mut byte = b'0';
    while byte <= b'9' {
        kinds[byte as usize] = DIGIT;
        byte += 1;
    }
    let separators = b" -./()";
    let mut i = 0;
    while i < separators.len() {
        kinds[separators[i] as usize] = SEPARATOR;
        i += 1;
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them_are_accepted() {
        for text in [
            "555-555-1234",
            "2345556789",
            "+44 20 7946 0958",
            "+1 (801) 701-9600",
            "(0)30/1234567",
            "030.123.456",
            "1",
            "+1",
            " 1 ",
            "-1-",
            "911",
        ] {
            assert!(is_telephone(text), "{text:?}");
        }
    }

    #[test]
    fn parentheses_need_not_match() {
        for text in ["(555 1234", "555) 1234", ")1(", "((1))"] {
            assert!(is_telephone(text), "{text:?}");
        }
    }

    #[test]
    fn at_least_one_digit_is_asked_for() {
        for text in ["", "+", "-", "--", " ", "()", "+ - ."] {
            assert!(!is_telephone(text), "{text:?}");
        }
    }

    #[test]
    fn letters_and_other_signs_are_refused() {
        for text in [
            "call me",
            "555-CALL",
            "555-1234 x12",
            "555-1234 ext. 7",
            "tel:5551234",
            "555_1234",
            "555,1234",
            "#31#",
            "*100",
            "1\t2",
            "1\n",
            "1\0",
            "555\u{a0}1234",
            "555–1234",
            "٣٣٣",
            "５５５",
            "é1",
        ] {
            assert!(!is_telephone(text), "{text:?}");
        }
    }

    #[test]
    fn a_plus_stands_only_at_the_front() {
        for text in ["++1", "1+", "1+2", " +1", "(+1) 2"] {
            assert!(!is_telephone(text), "{text:?}");
        }
    }

    #[test]
    fn every_byte_beside_a_digit_is_judged() {
        for byte in 0..=127_u8 {
            let text = format!("1{}2", char::from(byte));
            let usual = byte.is_ascii_digit() || b" -./()".contains(&byte);
            assert_eq!(is_telephone(&text), usual, "{text:?}");
        }
    }
}
