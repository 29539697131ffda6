use std::fmt;

use crate::{
    language::{Message, Text, Value},
    schema::{Bounds, Kind},
    value::{Fraction, Node},
};

/// The limits of a number, each included or excluded, and exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The lower limit.
    pub min: Limit,
    /// The upper limit.
    pub max: Limit,
}

/// One limit of a number: its digits as a whole number, and how many of them stand after the point. `Included(315, 1)` is
/// 31.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// No limit.
    Open,
    /// The number itself is allowed.
    Included(i128, u8),
    /// Only numbers beyond this one are allowed.
    Excluded(i128, u8),
}

impl Limit {
    /// Returns the number; `None` if there is no limit.
    pub fn number(self) -> Option<Fraction> {
        match self {
            Self::Open => None,
            Self::Included(digits, scale) | Self::Excluded(digits, scale) => {
                Some(Fraction(digits, scale))
            }
        }
    }

    /// Returns `true` if numbers beyond this one are allowed, but not the number itself.
    pub fn is_excluded(self) -> bool {
        matches!(self, Self::Excluded(..))
    }
}

impl Limits {
    /// Creates the limits of a single number.
    pub(crate) const fn exactly(Fraction(digits, scale): Fraction) -> Self {
        let limit = Limit::Included(digits, scale);
        Self { min: limit, max: limit }
    }

    /// Returns the numbers of the limits.
    pub(crate) fn numbers(self) -> impl Iterator<Item = Fraction> {
        [self.min, self.max].into_iter().filter_map(Limit::number)
    }

    /// Returns the whole numbers within the limits.
    pub fn whole(self) -> Bounds {
        let of = |limit: Limit| limit.number().map(|number| (number.floor(), number.whole()));
        Bounds {
            min: of(self.min).map(|(floor, whole)| match whole {
                Some(whole) if !self.min.is_excluded() => whole,
                _ => floor.saturating_add(1),
            }),
            max: of(self.max).map(|(floor, whole)| match whole {
                Some(whole) if self.max.is_excluded() => whole.saturating_sub(1),
                _ => floor,
            }),
        }
    }

    /// Returns whether a number, with or without a fraction, lies within the limits; `None` if the value is not a number.
    pub(crate) fn contain_node(self, node: &Node<'_>) -> Option<bool> {
        let Node::Formed(formed) = node else {
            return node.integer().map(|number| self.contain(number));
        };
        let order = |limit: Limit| limit.number().map(|number| node.compare(&number.node()));
        let is_above = order(self.min).is_none_or(|order| {
            order.is_some_and(|order| order.is_gt() || order.is_eq() && !self.min.is_excluded())
        });
        let is_below = order(self.max).is_none_or(|order| {
            order.is_some_and(|order| order.is_lt() || order.is_eq() && !self.max.is_excluded())
        });
        formed.form().is_number.then_some(is_above && is_below)
    }

    /// Returns `true` if a whole number lies within the limits.
    fn contain(self, number: i128) -> bool {
        let is_above = match self.min {
            Limit::Open => true,
            Limit::Included(min, 0) => min <= number,
            Limit::Excluded(min, 0) => min < number,
            Limit::Included(..) | Limit::Excluded(..) => {
                self.whole().min.is_none_or(|min| min <= number)
            }
        };
        let is_below = match self.max {
            Limit::Open => true,
            Limit::Included(max, 0) => number <= max,
            Limit::Excluded(max, 0) => number < max,
            Limit::Included(..) | Limit::Excluded(..) => {
                self.whole().max.is_none_or(|max| number <= max)
            }
        };
        is_above && is_below
    }

    /// Returns the limits as the end of "must be …", worded for whole numbers if the kind has no others.
    pub(crate) fn of_kind(self, kind: Option<&Kind>) -> Message {
        match kind {
            Some(Kind::Formed(_)) => self.message(),
            _ => self.whole().message(),
        }
    }

    /// Adds the ends to a message, those of whole numbers if the kind has no others.
    pub(crate) fn add_to(self, mut message: Message, kind: Option<&Kind>) -> Message {
        let Some(Kind::Formed(_)) = kind else { return self.whole().add_to(message) };
        for (name, end) in [("min", self.min.number()), ("max", self.max.number())] {
            if let Some(end) = end {
                message = message.with(name, Value::fraction(end));
            }
        }
        message
    }

    /// Returns the limits as the end of "must be …", for a number that may have a fraction.
    fn message(self) -> Message {
        let are_included = !self.min.is_excluded() && !self.max.is_excluded();
        let numbers = (self.min.number(), self.max.number());
        if let (true, (Some(min), Some(max))) = (are_included, numbers) {
            let text = if min == max { Text::BoundsExactly } else { Text::BoundsFromTo };
            return text.with("min", Value::fraction(min)).with("max", Value::fraction(max));
        }
        let least = numbers.0.map(|min| match self.min.is_excluded() {
            true => Text::BoundsGreater.with("above", Value::fraction(min)),
            false => Text::BoundsAtLeast.with("min", Value::fraction(min)),
        });
        let most = numbers.1.map(|max| match self.max.is_excluded() {
            true => Text::BoundsLess.with("below", Value::fraction(max)),
            false => Text::BoundsAtMost.with("max", Value::fraction(max)),
        });
        match (least, most) {
            (Some(least), Some(most)) => Text::BoundsBoth.with("least", least).with("most", most),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => Text::BoundsAny.alone(),
        }
    }
}

/// Formats the limits as the end of "must be …", for a number that may have a fraction.
impl fmt::Display for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Limits, their words, and the least and greatest whole number within them.
    type Case = (Limits, &'static str, (Option<i128>, Option<i128>));

    const LIMITS: [Case; 7] = [
        (
            Limits { min: Limit::Included(1, 2), max: Limit::Included(1000, 0) },
            "from 0.01 to 1000",
            (Some(1), Some(1000)),
        ),
        (
            Limits { min: Limit::Excluded(0, 0), max: Limit::Excluded(10, 0) },
            "greater than 0 and less than 10",
            (Some(1), Some(9)),
        ),
        (
            Limits { min: Limit::Included(-15, 1), max: Limit::Excluded(-5, 1) },
            "at least -1.5 and less than -0.5",
            (Some(-1), Some(-1)),
        ),
        (
            Limits { min: Limit::Excluded(-15, 1), max: Limit::Open },
            "greater than -1.5",
            (Some(-1), None),
        ),
        (
            Limits { min: Limit::Open, max: Limit::Included(315, 1) },
            "at most 31.5",
            (None, Some(31)),
        ),
        (
            Limits { min: Limit::Included(5, 1), max: Limit::Included(50, 2) },
            "exactly 0.5",
            (Some(1), Some(0)),
        ),
        (
            Limits { min: Limit::Excluded(10, 1), max: Limit::Excluded(20, 1) },
            "greater than 1.0 and less than 2.0",
            (Some(2), Some(1)),
        ),
    ];

    #[test]
    fn limits_are_worded_with_their_fractions_and_hold_whole_numbers() {
        for (limits, words, (min, max)) in LIMITS {
            assert_eq!(limits.to_string(), words);
            assert_eq!(limits.whole(), Bounds { min, max }, "{words}");
            for number in -3..=1001 {
                let is_within =
                    min.is_none_or(|min| min <= number) && max.is_none_or(|max| number <= max);
                assert_eq!(limits.contain(number), is_within, "{words} {number}");
            }
        }
    }

    #[test]
    fn a_number_lies_within_limits_exactly() {
        let number = |digits, scale| Fraction(digits, scale).node();
        let [cent, open, half_open, ..] = LIMITS.map(|(limits, ..)| limits);
        for (limits, node, is_within) in [
            (cent, number(1, 2), Some(true)),
            (cent, number(9_999, 6), Some(false)),
            (cent, number(1_000_000_001, 6), Some(false)),
            (cent, Node::Integer(1000), Some(true)),
            (cent, Node::Integer(1001), Some(false)),
            (open, Node::Integer(0), Some(false)),
            (open, number(1, 28), Some(true)),
            (open, Node::Unsigned(10), Some(false)),
            (half_open, number(-150, 2), Some(true)),
            (half_open, number(-50, 2), Some(false)),
            (cent, Node::Text("1"), None),
            (cent, Node::Null, None),
        ] {
            assert_eq!(limits.contain_node(&node), is_within, "{limits} {node:?}");
        }
    }
}
