use std::{fmt, str::FromStr};

/// The number of an order, as the text that the API gave. `00222307` keeps its zeros.
///
/// Two numbers are equal if their texts are equal, so `00222307` is not `222307`.
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
    /// The largest number of digits.
    const LONGEST: usize = 64;

    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OrderId {
    type Err = OrderIdError;

    fn from_str(text: &str) -> Result<Self, OrderIdError> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        if digits && (1..=Self::LONGEST).contains(&text.len()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(OrderIdError(()))
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
#[error("an order number has 1 to {} digits and nothing else", OrderId::LONGEST)]
pub struct OrderIdError(());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_is_digits_only() {
        for text in ["", " 1", "-1", "1.0", "1e3", "A1", "٣", "1/2", &"1".repeat(65)] {
            assert!(text.parse::<OrderId>().is_err(), "{text}");
        }
    }

    #[test]
    fn zeros_are_part_of_the_number() {
        let order_id = |text: &str| text.parse::<OrderId>().expect("digits");
        assert_eq!(order_id("00222307").as_str(), "00222307");
        assert_ne!(order_id("00222307"), order_id("222307"));
    }
}
