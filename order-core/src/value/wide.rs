use std::{
    cmp::Ordering,
    num::{NonZeroI128, NonZeroU128},
};

use crate::{
    language::{Message, Text, Value},
    schema::{Kind, Literal, canonical_integer},
    value::{
        Bounded, EqualTo, Formed, Node, Number, OrderValue, OrderedTo, PredicateValue, Ranged,
        ReadValue, ScalarValue, TextForm,
        form::{compare_numbers, formed_scalar},
    },
    wire::{Place, Scalar},
};

/// Whole numbers of more than 64 bits. They are numbers in JSON like the others.
pub(crate) static FORMS: [&TextForm; 4] = [&I128, &U128, &NONZERO_I128, &NONZERO_U128];

macro_rules! form {
    ($form:ident, $number:ty, $expects:literal) => {
        pub(crate) static $form: TextForm = TextForm {
            name: "whole number",
            expects: $expects,
            accepts: |text| canonical_integer::<$number>(text).is_some(),
            order: compare_numbers,
            is_number: true,
            is_bare: true,
            notation: None,
        };
    };
}

form!(
    I128,
    i128,
    "a whole number from -170141183460469231731687303715884105728 to 170141183460469231731687303715884105727"
);
form!(U128, u128, "a whole number from 0 to 340282366920938463463374607431768211455");
form!(
    NONZERO_I128,
    NonZeroI128,
    "a whole number from -170141183460469231731687303715884105728 to 170141183460469231731687303715884105727 other than 0"
);
form!(
    NONZERO_U128,
    NonZeroU128,
    "a whole number from 1 to 340282366920938463463374607431768211455"
);

/// Returns the numbers of a form as the end of "must be …"; `None` of another form.
pub(crate) fn words(form: &'static TextForm) -> Option<Message> {
    let is = |wide: &'static TextForm| std::ptr::eq(form, wide);
    let text = if is(&NONZERO_I128) { Text::KindIntegerNotZero } else { Text::KindInteger };
    let (min, max) = if is(&I128) || is(&NONZERO_I128) {
        (i128::MIN, Value::Number(i128::MAX))
    } else if is(&U128) || is(&NONZERO_U128) {
        (i128::from(is(&NONZERO_U128)), Value::plain(u128::MAX.to_string()))
    } else {
        return None;
    };
    Some(text.with("min", min).with("max", max))
}

/// Implements what all of these numbers share. It takes the type, its form, the type of its literals, and a function from
/// the value to that.
macro_rules! wide {
    ($number:ty, $form:ident, $literal:ty, $plain:expr) => {
        formed_scalar!($number, $form, canonical_integer);

        #[diagnostic::do_not_recommend]
        impl ReadValue<'_> for $number {
            fn read(place: Place<'_, '_>) -> Option<Self> {
                match place.bare_scalar()? {
                    Scalar::Number(text) | Scalar::Text(text) => canonical_integer(text),
                    Scalar::Bool(_) => None,
                }
            }

            fn from_literal(literal: Literal) -> Option<Self> {
                match literal {
                    Literal::Integer(number) => canonical_integer(&number.to_string()),
                    _ => None,
                }
            }
        }

        #[diagnostic::do_not_recommend]
        impl Ranged for $number {
            type Number = $literal;

            #[inline]
            fn number(&self) -> $literal {
                let plain: fn($number) -> $literal = $plain;
                plain(*self)
            }
        }
    };
}

/// Implements the comparisons of a number that is not 0 with the literals of its type.
macro_rules! nonzero {
    ($number:ty, $literal:ty) => {
        $crate::value::compare::default_in!($number, $literal, |number| <$number>::new(*number));

        #[diagnostic::do_not_recommend]
        impl EqualTo<$number> for $literal {
            #[inline]
            fn equal_to(value: &$number, literal: &Self) -> bool {
                value.get() == *literal
            }
        }

        #[diagnostic::do_not_recommend]
        impl OrderedTo<$number> for $literal {
            #[inline]
            fn ordered_to(value: &$number, literal: &Self) -> Option<Ordering> {
                Some(value.get().cmp(literal))
            }
        }
    };
}

wide!(i128, I128, i128, |number| number);
wide!(u128, U128, u128, |number| number);
wide!(NonZeroI128, NONZERO_I128, i128, NonZeroI128::get);
wide!(NonZeroU128, NONZERO_U128, u128, NonZeroU128::get);
nonzero!(NonZeroI128, i128);
nonzero!(NonZeroU128, u128);

pub(super) use nonzero;

#[diagnostic::do_not_recommend]
impl Number for i128 {
    #[inline]
    fn number(&self) -> i128 {
        *self
    }
}

impl Bounded for i128 {
    type Bound = Self;

    #[inline]
    fn whole(&self) -> Option<i128> {
        Some(*self)
    }
}

impl Bounded for u128 {
    type Bound = Self;

    fn whole(&self) -> Option<i128> {
        i128::try_from(*self).ok()
    }

    fn is_multiple_of(&self, divisor: i128) -> bool {
        Self::is_multiple_of(*self, divisor.unsigned_abs())
    }
}
