use std::{cmp::Ordering, fmt};

use crate::value::{Formed, Node, form::compare_numbers};

/// A number with a fraction that a rule names, such as 31.5: all its digits as a whole number, and how many of them stand
/// after the point.
///
/// It is compared exactly, never as a float. The derive writes it for a literal with a point, so a number type of your own
/// that implements [`EqualTo`](super::EqualTo), [`OrderedTo`](super::OrderedTo) or [`Divisible`](super::Divisible) for it
/// takes such literals.
///
/// ```
/// use order_core::value::Fraction;
///
/// assert_eq!(Fraction(3150, 2).to_string(), "31.50");
/// assert_eq!(Fraction(3150, 2), Fraction(315, 1));
/// assert!(Fraction(-5, 1) < Fraction(0, 0));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Fraction(
    /// All digits as a whole number.
    pub i128,
    /// The number of digits after the point.
    pub u8,
);

impl Fraction {
    /// Returns the greatest whole number that is not greater.
    pub(crate) fn floor(self) -> i128 {
        match self.parts() {
            Some(parts) => self.0.div_euclid(parts),
            None => {
                if self.0 < 0 {
                    -1
                } else {
                    0
                }
            }
        }
    }

    /// Returns the number if it is whole.
    pub(crate) fn whole(self) -> Option<i128> {
        match self.parts() {
            Some(parts) => (self.0 % parts == 0).then_some(self.0 / parts),
            None => (self.0 == 0).then_some(0),
        }
    }

    /// Returns the number as a value.
    pub(crate) fn node<'a>(self) -> Node<'a> {
        match self {
            Self(number, 0) => Node::from_integer(number).unwrap_or(Node::Absent),
            number => Node::Formed(Formed::fraction(number)),
        }
    }

    /// Returns the parts of 1 of which it has a whole number. More of them than an `i128` has are more than the number has.
    fn parts(self) -> Option<i128> {
        10_i128.checked_pow(self.1.into())
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.1 == other.1 {
            return self.0.cmp(&other.0);
        }
        compare_numbers(&self.to_string(), &other.to_string())
            .expect("both are digits with a point between them")
    }
}

/// Writes the digits as they are, also zeros at the end.
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(coefficient, scale) = *self;
        let scale = usize::from(scale);
        if scale == 0 {
            return coefficient.fmt(f);
        }
        let sign = if coefficient < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", coefficient.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        write!(f, "{sign}{whole}.{fraction}")
    }
}

/// Returns `true` if the number with these digits and this many of them after the point is a multiple of a number greater
/// than 0, likewise.
#[cfg(feature = "decimal")]
pub(crate) fn is_multiple(digits: u128, scale: u32, divisor: u128, of_divisor: u32) -> bool {
    // Both in the smaller parts.
    if let Some(more) = scale.checked_sub(of_divisor) {
        return match 10_u128.checked_pow(more) {
            Some(parts) => digits.is_multiple_of(parts) && (digits / parts).is_multiple_of(divisor),
            None => digits == 0,
        };
    }
    (scale..of_divisor).fold(digits % divisor, |rest, _| ten_times(rest, divisor)) == 0
}

/// Returns what is left of ten times a number below `divisor`. The product itself may not fit into 128 bits.
pub(super) fn ten_times(rest: u128, divisor: u128) -> u128 {
    let plus = |left: u128, right: u128| match left >= divisor - right {
        true => left - (divisor - right),
        false => left + right,
    };
    let twice = |rest: u128| plus(rest, rest);
    plus(twice(twice(twice(rest))), twice(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_compared_by_value() {
        let ascending = [
            Fraction(i128::MIN, 0),
            Fraction(-15, 1),
            Fraction(-1, 60),
            Fraction(0, 3),
            Fraction(1, 60),
            Fraction(5, 2),
            Fraction(1, 1),
            Fraction(1, 0),
            Fraction(i128::MAX, 0),
        ];
        for (index, left) in ascending.iter().enumerate() {
            for (other, right) in ascending.iter().enumerate() {
                assert_eq!(left.cmp(right), index.cmp(&other), "{left} {right}");
            }
        }
        assert_eq!(Fraction(50, 2), Fraction(5, 1));
        assert_eq!(Fraction(50, 2).to_string(), "0.50");
        assert_eq!(Fraction(-5, 3).to_string(), "-0.005");
    }

    #[test]
    fn whole_numbers_around_a_fraction() {
        for (fraction, floor, whole) in [
            (Fraction(15, 1), 1, None),
            (Fraction(-15, 1), -2, None),
            (Fraction(20, 1), 2, Some(2)),
            (Fraction(-20, 1), -2, Some(-2)),
            (Fraction(1, 60), 0, None),
            (Fraction(-1, 60), -1, None),
            (Fraction(0, 60), 0, Some(0)),
        ] {
            assert_eq!((fraction.floor(), fraction.whole()), (floor, whole), "{fraction}");
        }
    }

    #[cfg(feature = "decimal")]
    #[test]
    fn multiples_are_exact() {
        for (digits, scale, divisor, of_divisor, is_a_multiple) in [
            (3, 1, 1, 1, true),
            (35, 2, 1, 1, false),
            (35, 2, 5, 2, true),
            (7, 0, 35, 1, true),
            (8, 0, 35, 1, false),
            (70, 1, 35, 1, true),
            (0, 28, 5, 2, true),
            (1, 28, 5, 2, false),
            (u128::MAX, 0, u128::MAX - 1, 28, false),
            (u128::MAX - 1, 0, u128::MAX - 1, 0, true),
            (40, 1, 2, 0, true),
            (30, 1, 2, 0, false),
            // The parts of 1 are more than fit into 128 bits.
            (0, 39, 1, 0, true),
            (1, 39, 1, 0, false),
        ] {
            let is = is_multiple(digits, scale, divisor, of_divisor);
            assert_eq!(is, is_a_multiple, "{digits} {scale} {divisor} {of_divisor}");
        }
    }
}
