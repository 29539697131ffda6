use crate::schema::{Format, Grammar, Shape};

/// `#[format(credit_card)]`
pub(super) const CREDIT_CARD: Format = Format {
    name: "credit_card",
    expects: "the number of a payment card such as `4111111111111111`",
    accepts: is_credit_card,
    grammar: Grammar::Within(Shape::of("[0-9]{12,19}"), "the last digit is a check digit"),
    samples: &["4111111111111111", "378282246310005"],
};

/// Returns `true` if `text` is the number of a payment card: `#[format(credit_card)]`.
///
/// The number has 12 to 19 digits, and the last is the check digit of [ISO/IEC
/// 7812](https://www.iso.org/standard/70484.html).
///
/// The check digit detects any single wrong digit and most swapped ones. It does not prove that the card exists. Spaces
/// and hyphens are refused. Mark a field that holds such a number `#[order(secret)]`.
///
/// # Example
///
/// ```
/// use order_core::rules::is_credit_card;
///
/// assert!(is_credit_card("4111111111111111"));
/// assert!(!is_credit_card("4111111111111112"));
/// ```
#[must_use]
pub fn is_credit_card(text: &str) -> bool {
    (12..=19).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && has_check_digit(text.as_bytes())
}

/// Returns `true` if the digits pass the Luhn check: every second digit from the right is doubled and replaced by the
/// sum of its digits, and the total ends in 0.
fn has_check_digit(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, digit)| {
            let digit = u32::from(digit - b'0');
            match index % 2 {
                0 => digit,
                _ => digit * 2 / 10 + digit * 2 % 10,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_card_schemes_are_accepted() {
        for text in [
            "4111111111111111",
            "378282246310005",
            "5555555555554444",
            "6011111111111117",
            "30569309025904",
            "4222222222222",
        ] {
            assert!(is_credit_card(text), "{text:?}");
        }
    }

    #[test]
    fn one_wrong_digit_is_found_at_every_place() {
        let card = "4111111111111111";
        for place in 0..card.len() {
            for digit in '0'..='9' {
                let mut wrong = card.to_owned();
                wrong.replace_range(place..=place, &digit.to_string());
                assert_eq!(is_credit_card(&wrong), wrong == card, "{wrong:?}");
            }
        }
    }

    #[test]
    fn a_number_has_from_12_to_19_digits() {
        for length in 0..=24 {
            let text = "0".repeat(length);
            assert_eq!(is_credit_card(&text), (12..=19).contains(&length), "{length}");
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "",
            "0",
            "00000000000",
            "4111 1111 1111 1111",
            "4111-1111-1111-1111",
            "41111111111111111111",
            "411111111111111١",
            " 4111111111111111",
            "4111111111111111\n",
        ] {
            assert!(!is_credit_card(text), "{text:?}");
        }
    }
}
