//! Numbers in attributes, with or without a fraction, without passing through a float.

use std::{fmt, rc::Rc};

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::{
    LitFloat, LitInt, Token,
    parse::{Parse, ParseStream},
};

/// Most digits after the point, and most digits of a number that has a point: as many as each decimal can have.
const MOST_DIGITS: usize = 28;

/// Parts of 1 in which fractions are counted.
const ONE: u128 = 10_u128.pow(MOST_DIGITS as u32);

/// An exact number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Exact {
    /// The greatest whole number that is not greater.
    floor: i128,
    /// How much greater it is, in parts of [`ONE`].
    above: u128,
}

impl Exact {
    pub(crate) const ZERO: Self = Self::whole(0);

    /// Creates a whole number.
    pub(crate) const fn whole(number: i128) -> Self {
        Self { floor: number, above: 0 }
    }

    /// Returns the number if it is whole.
    pub(crate) fn as_whole(self) -> Option<i128> {
        (self.above == 0).then_some(self.floor)
    }

    /// Returns the least whole number that is greater.
    pub(crate) fn next_whole(self) -> Option<i128> {
        self.floor.checked_add(1)
    }

    /// Returns the greatest whole number that is less.
    pub(crate) fn previous_whole(self) -> Option<i128> {
        if self.above > 0 { Some(self.floor) } else { self.floor.checked_sub(1) }
    }

    /// Returns `true` if a whole number lies between the two.
    pub(crate) fn has_whole_until(self, other: Self) -> bool {
        matches!((self.next_whole(), other.previous_whole()), (Some(low), Some(high)) if low <= high)
    }

    /// Returns how often `divisor`, which is greater than 0, goes into the number, and `true` if nothing is left. The
    /// count is rounded down, and `None` if it is too great.
    fn divided(self, divisor: &Number) -> (Option<i128>, bool) {
        // In parts of which the divisor is a whole number.
        let parts = 10_u128.pow(u32::from(divisor.scale));
        let size = divisor.coefficient.unsigned_abs();
        let part = ONE / parts;
        let (above, is_rounded) = (self.above / part, !self.above.is_multiple_of(part));
        let rest = {
            let floor = self.floor.rem_euclid(divisor.coefficient).unsigned_abs();
            let mut rest = floor;
            for _ in 0..divisor.scale {
                rest = rest * 10 % size;
            }
            (rest + above % size) % size
        };
        let all = i128::try_from(parts).ok().and_then(|parts| self.floor.checked_mul(parts));
        let all = all.and_then(|all| all.checked_add(i128::try_from(above).ok()?));
        let count = all.map(|all| all.div_euclid(divisor.coefficient));
        (count, rest == 0 && !is_rounded)
    }

    /// Returns `true` for a multiple of a number that is greater than 0.
    pub(crate) fn is_multiple_of(self, divisor: &Number) -> bool {
        self.divided(divisor).1
    }

    /// Returns the least multiple of a number greater than 0 that is greater; `None` if it is too great to tell.
    pub(crate) fn next_multiple_of(self, divisor: &Number) -> Option<Self> {
        let coefficient =
            self.divided(divisor).0?.checked_add(1)?.checked_mul(divisor.coefficient)?;
        Some(Self::of(coefficient, divisor.scale))
    }

    /// Creates the number with these digits, as many of which stand after the point as `scale` says.
    fn of(coefficient: i128, scale: u8) -> Self {
        let parts = 10_i128.pow(u32::from(scale));
        let above = coefficient.rem_euclid(parts).unsigned_abs();
        Self { floor: coefficient.div_euclid(parts), above: above * (ONE / parts.unsigned_abs()) }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} + {}/{ONE}", self.floor, self.above)
    }
}

/// A number with its tokens, so that rustc can check its type.
#[derive(Clone)]
pub(crate) struct Number {
    /// All digits as a whole number.
    pub(crate) coefficient: i128,
    /// The number of digits after the point. It is 0 only for a number without a point.
    pub(crate) scale: u8,
    written: Rc<Written>,
}

/// The tokens of a number.
struct Written {
    minus: Option<Token![-]>,
    literal: TokenStream,
    span: Span,
}

impl Number {
    pub(crate) fn span(&self) -> Span {
        self.written.span
    }

    pub(crate) fn exact(&self) -> Exact {
        Exact::of(self.coefficient, self.scale)
    }

    /// Returns the number if it is written without a point.
    pub(crate) fn whole(&self) -> Option<i128> {
        (self.scale == 0).then_some(self.coefficient)
    }

    /// Returns `true` if a number comes next.
    pub(crate) fn is_next(input: ParseStream<'_>) -> bool {
        input.peek(LitInt) || input.peek(LitFloat) || input.peek(Token![-])
    }

    /// Parses a number that is written without a point. `what` says what it counts.
    pub(crate) fn parse_whole(input: ParseStream<'_>, what: &str) -> syn::Result<Self> {
        let number: Self = input.parse()?;
        match number.whole() {
            Some(_) => Ok(number),
            None => Err(syn::Error::new(
                number.span(),
                format!("{what} is a whole number, never {number}; write it without a point"),
            )),
        }
    }
}

impl Parse for Number {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let minus = input.parse::<Option<Token![-]>>()?;
        let (digits, suffix, literal, span) = if input.peek(LitInt) {
            let literal: LitInt = input.parse()?;
            (
                literal.base10_digits().to_owned(),
                literal.suffix().to_owned(),
                literal.to_token_stream(),
                literal.span(),
            )
        } else if input.peek(LitFloat) {
            let literal: LitFloat = input.parse()?;
            (
                literal.base10_digits().to_owned(),
                literal.suffix().to_owned(),
                literal.to_token_stream(),
                literal.span(),
            )
        } else {
            let place = if minus.is_some() { " after `-`" } else { "" };
            return Err(input.error(format!("expected a number{place}")));
        };
        let wrong = |message: String| Err(syn::Error::new(span, message));
        if !suffix.is_empty() {
            return wrong(format!("a number has the type of its field; write `{digits}`"));
        }
        if digits.contains(['e', 'E']) {
            return wrong(format!("`{digits}` has an exponent; write out its digits"));
        }
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        if digits.ends_with('.') {
            return wrong(format!("a digit follows the point; write `{whole}` or `{whole}.0`"));
        }
        let most = if fraction.is_empty() { 38 } else { MOST_DIGITS };
        let all = [whole, fraction].concat();
        let significant = all.trim_start_matches('0').len();
        let coefficient = all.parse::<i128>().ok().filter(|_| significant <= most);
        match (coefficient, u8::try_from(fraction.len())) {
            (Some(number), Ok(scale)) if usize::from(scale) <= MOST_DIGITS => {
                let coefficient = if minus.is_some() { -number } else { number };
                Ok(Self { coefficient, scale, written: Rc::new(Written { minus, literal, span }) })
            }
            _ if fraction.is_empty() => {
                wrong("no rule can hold this number; use one of at most 38 digits".to_owned())
            }
            _ => wrong(format!(
                "no decimal can hold this number; use one of at most {MOST_DIGITS} digits"
            )),
        }
    }
}

impl ToTokens for Number {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.written.minus.to_tokens(tokens);
        self.written.literal.to_tokens(tokens);
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return self.coefficient.fmt(f);
        }
        let sign = if self.written.minus.is_some() { "-" } else { "" };
        let scale = usize::from(self.scale);
        let digits = format!("{:0>width$}", self.coefficient.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        write!(f, "{sign}{whole}.{fraction}")
    }
}

/// Writes the number with as few digits as possible.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, whole, above) = match (self.floor < 0, self.above) {
            (true, 1..) => ("-", (self.floor + 1).unsigned_abs(), ONE - self.above),
            (is_negative, above) => {
                (if is_negative { "-" } else { "" }, self.floor.unsigned_abs(), above)
            }
        };
        write!(f, "{sign}{whole}")?;
        if above > 0 {
            let digits = format!("{above:0>MOST_DIGITS$}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;

    fn number(text: &str) -> Number {
        syn::parse_str(text).unwrap()
    }

    fn exact(text: &str) -> Exact {
        number(text).exact()
    }

    #[test]
    fn numbers_are_ordered_exactly() {
        let ascending = [
            "-99999999999999999999999999999999999999",
            "-2",
            "-1.5",
            "-1",
            "-0.0000000000000000000000000001",
            "0",
            "0.0000000000000000000000000001",
            "0.05",
            "0.1",
            "1",
            "1.000000000000000000000000001",
            "31.5",
            "999999999999999999999999999.9",
            "99999999999999999999999999999999999999",
        ];
        for (index, left) in ascending.iter().enumerate() {
            for (other, right) in ascending.iter().enumerate() {
                assert_eq!(exact(left).cmp(&exact(right)), index.cmp(&other), "{left} {right}");
            }
        }
        for (left, right) in [("1", "1.0"), ("0.50", "0.5"), ("-1.50", "-1.5"), ("0", "-0.0")] {
            assert_eq!(exact(left).cmp(&exact(right)), Ordering::Equal, "{left} {right}");
        }
    }

    #[test]
    fn digits_stay_as_they_are_written() {
        for text in ["0", "-1", "0.50", "1.0", "-0.05", "-0.0", "31.5"] {
            assert_eq!(number(text).to_string(), text);
        }
        assert_eq!(number("1_000.5_0").to_string(), "1000.50");
        assert_eq!(number("0x10").to_string(), "16");
    }

    #[test]
    fn multiples_are_exact() {
        for (value, divisor, is_multiple) in [
            ("0.3", "0.1", true),
            ("0.35", "0.1", false),
            ("-0.35", "0.05", true),
            ("7", "0.5", true),
            ("7", "3.5", true),
            ("8", "3.5", false),
            ("0.5", "1", false),
            ("6", "3", true),
            ("-7", "3", false),
            ("0", "0.05", true),
            ("99999999999999999999999999999999999999", "0.0000000000000000000000000003", true),
            ("99999999999999999999999999999999999998", "0.0000000000000000000000000003", false),
        ] {
            assert_eq!(
                exact(value).is_multiple_of(&number(divisor)),
                is_multiple,
                "{value} {divisor}"
            );
        }
        for (value, divisor, next) in [
            ("0.3", "0.1", "0.4"),
            ("0.31", "0.1", "0.4"),
            ("-0.31", "0.1", "-0.3"),
            ("7", "3.5", "10.5"),
        ] {
            assert_eq!(exact(value).next_multiple_of(&number(divisor)), Some(exact(next)));
        }
    }

    #[test]
    fn what_no_rule_can_hold_is_refused() {
        for (text, message) in [
            ("1e3", "`1e3` has an exponent; write out its digits"),
            ("1.", "a digit follows the point; write `1` or `1.0`"),
            ("0.5f64", "a number has the type of its field; write `0.5`"),
            ("5u8", "a number has the type of its field; write `5`"),
            ("- x", "expected a number after `-`"),
            ("x", "expected a number"),
            (
                "0.00000000000000000000000000001",
                "no decimal can hold this number; use one of at most 28 digits",
            ),
            (
                "99999999999999999999999999999.5",
                "no decimal can hold this number; use one of at most 28 digits",
            ),
            (
                "100000000000000000000000000000000000000",
                "no rule can hold this number; use one of at most 38 digits",
            ),
        ] {
            let error = syn::parse_str::<Number>(text).err().map(|error| error.to_string());
            let expected = message.to_owned();
            assert!(
                error.as_ref().is_some_and(|error| error.starts_with(&expected)),
                "{text}: {error:?}"
            );
        }
    }
}
