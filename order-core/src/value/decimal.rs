use std::{cmp::Ordering, str::FromStr};

use rust_decimal::Decimal;

use crate::{
    schema::{Kind, Literal},
    value::{
        Bounded, Decimals, Divisible, EqualTo, Formed, Fraction, Node, OrderValue, OrderedTo,
        PredicateValue, Ranged, ReadValue, ScalarValue, TextForm,
        compare::default_in,
        form::{compare_numbers, formed_scalar},
        fraction::is_multiple,
    },
    wire::{Place, Scalar},
};

/// Decimals, which keep the digits that were written: `100.10` stays `100.10`. They are written as text, because most
/// receivers turn a JSON number into a float. A number is accepted on reading.
pub(crate) static DECIMAL: TextForm = TextForm {
    name: "decimal",
    expects: "a decimal number of at most 28 digits, such as `100.10`",
    accepts: |text| parse(text).is_some(),
    order: compare_numbers,
    is_number: true,
    is_bare: false,
    notation: None,
};

/// Parses a decimal in plain notation: digits, optionally with a point and more digits.
fn parse(text: &str) -> Option<Decimal> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let are_digits =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|d| d.is_ascii_digit());
    let is_canonical = whole == "0" || !whole.starts_with('0');
    if !are_digits(whole) || !are_digits(fraction) || !is_canonical {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

formed_scalar!(Decimal, DECIMAL, parse);

#[diagnostic::do_not_recommend]
impl ReadValue<'_> for Decimal {
    fn read(place: Place<'_, '_>) -> Option<Self> {
        match place.bare_scalar()? {
            Scalar::Number(text) | Scalar::Text(text) => parse(text),
            Scalar::Bool(_) => None,
        }
    }

    fn from_literal(literal: Literal) -> Option<Self> {
        parse(&literal.to_text()?)
    }
}

#[diagnostic::do_not_recommend]
impl Decimals for Decimal {}

default_in!(Decimal, i64, |number| Some(Decimal::from(*number)));
default_in!(Decimal, Fraction, |number| exact(number));
default_in!(Decimal, str, |text| parse(text));

#[diagnostic::do_not_recommend]
impl EqualTo<Decimal> for i64 {
    #[inline]
    fn equal_to(value: &Decimal, literal: &Self) -> bool {
        *value == Decimal::from(*literal)
    }
}

/// Returns a number of a rule as a decimal; `None` if it has too many digits.
#[inline]
fn exact(Fraction(digits, scale): &Fraction) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(*digits, (*scale).into()).ok()
}

#[diagnostic::do_not_recommend]
impl EqualTo<Decimal> for Fraction {
    #[inline]
    fn equal_to(value: &Decimal, literal: &Self) -> bool {
        exact(literal) == Some(*value)
    }
}

#[diagnostic::do_not_recommend]
impl OrderedTo<Decimal> for Fraction {
    #[inline]
    fn ordered_to(value: &Decimal, other: &Self) -> Option<Ordering> {
        match exact(other) {
            Some(other) => Some(value.cmp(&other)),
            None => compare_numbers(&value.to_string(), &other.to_string()),
        }
    }
}

#[diagnostic::do_not_recommend]
impl Divisible for Decimal {
    fn is_multiple_of(&self, Fraction(divisor, of_divisor): &Fraction) -> bool {
        let (digits, divisor) = (self.mantissa().unsigned_abs(), divisor.unsigned_abs());
        is_multiple(digits, self.scale(), divisor, (*of_divisor).into())
    }
}

#[diagnostic::do_not_recommend]
impl EqualTo<Decimal> for str {
    fn equal_to(value: &Decimal, literal: &Self) -> bool {
        Decimal::from_str(literal).is_ok_and(|literal| *value == literal)
    }
}

#[diagnostic::do_not_recommend]
impl OrderedTo<Decimal> for i64 {
    #[inline]
    fn ordered_to(value: &Decimal, other: &Self) -> Option<Ordering> {
        Some(value.cmp(&Decimal::from(*other)))
    }
}

/// A decimal that can be compared with whole numbers.
#[derive(Debug, Clone, Copy)]
pub struct DecimalNumber(Decimal);

impl PartialEq<i64> for DecimalNumber {
    fn eq(&self, other: &i64) -> bool {
        self.0 == Decimal::from(*other)
    }
}

impl PartialOrd<i64> for DecimalNumber {
    fn partial_cmp(&self, other: &i64) -> Option<Ordering> {
        Some(self.0.cmp(&Decimal::from(*other)))
    }
}

impl PartialEq<DecimalNumber> for i64 {
    fn eq(&self, other: &DecimalNumber) -> bool {
        Decimal::from(*self) == other.0
    }
}

impl PartialOrd<DecimalNumber> for i64 {
    fn partial_cmp(&self, other: &DecimalNumber) -> Option<Ordering> {
        Some(Decimal::from(*self).cmp(&other.0))
    }
}

impl Bounded for DecimalNumber {
    type Bound = i64;

    fn whole(&self) -> Option<i128> {
        self.0.is_integer().then(|| self.0.trunc().mantissa())
    }
}

#[diagnostic::do_not_recommend]
impl Ranged for Decimal {
    type Number = DecimalNumber;

    #[inline]
    fn number(&self) -> DecimalNumber {
        DecimalNumber(*self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        parse(text).expect("the text is a decimal")
    }

    #[test]
    fn a_decimal_equals_a_text_of_the_same_value() {
        let half = decimal("0.50");
        for (text, is_equal) in [("0.5", true), ("0.500", true), ("0.05", false), ("half", false)] {
            assert_eq!(<str as EqualTo<Decimal>>::equal_to(&half, text), is_equal, "{text}");
        }
    }

    #[test]
    fn the_number_of_a_decimal_is_compared_with_whole_ones() {
        let (twelve, more) = (decimal("12.0").number(), decimal("12.1").number());
        for (number, order) in [(twelve, Ordering::Equal), (more, Ordering::Greater)] {
            assert_eq!(number.partial_cmp(&12), Some(order));
            assert_eq!(12.partial_cmp(&number), Some(order.reverse()));
            assert_eq!(number == 12, order.is_eq());
            assert_eq!(12 == number, order.is_eq());
        }
        assert_eq!(twelve.whole(), Some(12));
        assert_eq!(more.whole(), None);
    }
}
