use std::{fmt, str::FromStr};

/// The number of an order, as the text that the API gave: digits, a UUID, or whatever else it calls a number.
/// `00222307` keeps its zeros.
///
/// It has 1 to 128 characters of ASCII that can be seen. Two numbers are equal if their texts are equal, so
/// `00222307` is not `222307`.
///
/// # Example
///
/// ```
/// use order_client::OrderId;
///
/// let order_id: OrderId = "00222307".parse()?;
/// assert_eq!(order_id.to_string(), "00222307");
/// # Ok::<(), order_client::OrderIdError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderId(String);

impl OrderId {
    /// The largest number of characters.
    const LONGEST: usize = 128;

    /// Creates the number of a service whose numbers are of digits alone.
    pub(crate) fn of_digits(text: &str) -> Result<Self, OrderIdError> {
        match text.bytes().all(|byte| byte.is_ascii_digit()) {
            true => text.parse(),
            false => Err(OrderIdError::Digits),
        }
    }

    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OrderId {
    type Err = OrderIdError;

    fn from_str(text: &str) -> Result<Self, OrderIdError> {
        let is_seen = text.bytes().all(|byte| byte.is_ascii_graphic());
        if is_seen && (1..=Self::LONGEST).contains(&text.len()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(OrderIdError::Word)
        }
    }
}

impl AsRef<str> for OrderId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for OrderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OrderId({})", self.0)
    }
}

/// Text that is not the number of an order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OrderIdError {
    /// The service has numbers of digits alone.
    #[error("an order number has digits and nothing else")]
    Digits,
    /// The text is empty, too long, or has characters that no number has.
    #[error(
        "an order number has 1 to {} letters, digits or signs of ASCII, and no blank",
        OrderId::LONGEST
    )]
    Word,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_is_one_word_of_ascii() {
        for text in ["", " 1", "1 2", "1\n", "\u{663}", "\u{e4}", &"1".repeat(129)] {
            assert!(text.parse::<OrderId>().is_err(), "{text}");
        }
        for text in ["7", "00222307", "ord_8Zk-2", "67e55044-10b1-426f-9247-bb680e5fe0c8"] {
            assert_eq!(text.parse::<OrderId>().expect("one word").as_str(), text);
        }
    }

    #[test]
    fn zeros_are_part_of_the_number() {
        let order_id = |text: &str| text.parse::<OrderId>().expect("digits");
        assert_eq!(order_id("00222307").as_str(), "00222307");
        assert_ne!(order_id("00222307"), order_id("222307"));
    }

    #[test]
    fn number_is_taken_wherever_a_text_is() {
        let order_id: OrderId = "00222307".parse().expect("one word");
        assert_eq!(AsRef::<str>::as_ref(&order_id), "00222307");
    }
}
