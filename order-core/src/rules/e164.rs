use crate::schema::{Format, Grammar, Shape};

/// `#[format(e164)]`
pub(super) const E164: Format = Format {
    name: "e164",
    expects: "a telephone number in international form such as `+15555551234`",
    accepts: is_e164,
    grammar: Grammar::Shapes(&[Shape::of("\\+[1-9][0-9]{1,14}")]),
    samples: &["+15555550100", "+49301234567"],
};

/// Returns `true` if `text` is a telephone number in international form: `#[format(e164)]`.
///
/// The form is that of [E.164](https://www.itu.int/rec/T-REC-E.164): `+` and 2 to 15 digits, the first not zero.
///
/// Separators are refused; [`is_telephone`](crate::rules::is_telephone) accepts them.
///
/// # Example
///
/// ```
/// use order_core::rules::is_e164;
///
/// assert!(is_e164("+15555551234"));
/// assert!(!is_e164("+1 555 555 1234"));
/// ```
#[must_use]
pub fn is_e164(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('+') else { return false };
    (2..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn international_numbers_are_accepted() {
        for text in ["+15555551234", "+49301234567", "+12", "+123456789012345"] {
            assert!(is_e164(text), "{text:?}");
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "",
            "+",
            "+1",
            "+0123456",
            "15555551234",
            "+1234567890123456",
            "+1 555",
            "+1-555",
            "++155",
            "+٣٣٣",
            "+15\n",
        ] {
            assert!(!is_e164(text), "{text:?}");
        }
    }
}
