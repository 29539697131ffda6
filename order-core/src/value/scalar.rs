use std::{
    cmp::Ordering,
    hash::Hasher,
    num::{
        NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroU8, NonZeroU16, NonZeroU32,
        NonZeroU64,
    },
};

use crate::{
    schema::{Kind, Literal},
    value::{
        Bounded, EqualTo, Node, Number, OrderValue, OrderedTo, PredicateValue, Ranged, ReadValue,
        ScalarValue, wide::nonzero,
    },
    wire::Place,
};

macro_rules! integers {
    ($($integer:ty => $node:expr;)*) => {$(
        impl OrderValue for $integer {
            type Value = Self;

            fn kind() -> &'static Kind {
                &Kind::Integer {
                    min: <$integer>::MIN as i128,
                    max: <$integer>::MAX as i128,
                    is_nonzero: false,
                }
            }

            #[inline]
            fn value(&self) -> Option<&Self> {
                Some(self)
            }

            #[inline]
            fn node(&self) -> Node<'_> {
                let node: fn($integer) -> Node<'static> = $node;
                node(*self)
            }
        }

        impl ReadValue<'_> for $integer {
            fn read(place: Place<'_, '_>) -> Option<Self> {
                Self::try_from(place.bare_scalar()?.integer()?).ok()
            }

            fn from_literal(literal: Literal) -> Option<Self> {
                match literal {
                    Literal::Integer(number) => Self::try_from(number).ok(),
                    _ => None,
                }
            }
        }

        impl EqualTo<$integer> for $integer {
            #[inline]
            fn equal_to(value: &$integer, literal: &$integer) -> bool {
                value == literal
            }

            fn add_hash(value: &$integer, hasher: &mut dyn Hasher) -> bool {
                hasher.write_i128(i128::from(*value));
                true
            }
        }

        impl ScalarValue for $integer {}

        impl Bounded for $integer {
            type Bound = Self;

            #[inline]
            fn whole(&self) -> Option<i128> {
                Some(i128::from(*self))
            }
        }

        impl Ranged for $integer {
            type Number = Self;

            #[inline]
            fn number(&self) -> Self {
                *self
            }
        }
    )*};
}

integers! {
    i8 => |number| Node::Integer(number.into());
    i16 => |number| Node::Integer(number.into());
    i32 => |number| Node::Integer(number.into());
    i64 => Node::Integer;
    u8 => |number| Node::Integer(number.into());
    u16 => |number| Node::Integer(number.into());
    u32 => |number| Node::Integer(number.into());
    u64 => |number| match i64::try_from(number) {
        Ok(number) => Node::Integer(number),
        Err(_) => Node::Unsigned(number),
    };
}

macro_rules! numbers {
    ($($integer:ty)*) => {$(
        impl OrderedTo<$integer> for $integer {
            #[inline]
            fn ordered_to(value: &$integer, other: &$integer) -> Option<Ordering> {
                Some(value.cmp(other))
            }
        }

        impl Number for $integer {
            #[inline]
            fn number(&self) -> i128 {
                *self as i128
            }
        }

        impl PredicateValue for $integer {
            fn judge(node: Node<'_>, accepts: impl Fn(&Self) -> bool) -> Option<bool> {
                Some(accepts(&Self::try_from(node.integer()?).ok()?))
            }
        }
    )*};
}

numbers! { i8 i16 i32 i64 u8 u16 u32 u64 }

/// Implements the traits for a number that is not 0. It takes the type and the one without that.
macro_rules! nonzero_integers {
    ($($number:ident $integer:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl OrderValue for $number {
            type Value = Self;

            fn kind() -> &'static Kind {
                const {
                    &Kind::Integer {
                        min: <$number>::MIN.get() as i128,
                        max: <$number>::MAX.get() as i128,
                        is_nonzero: true,
                    }
                }
            }

            #[inline]
            fn value(&self) -> Option<&Self> {
                Some(self)
            }

            #[inline]
            fn node(&self) -> Node<'_> {
                Node::from_short_integer(self.get().into())
                    .expect("a number of at most 64 bits has a node")
            }
        }

        #[diagnostic::do_not_recommend]
        impl ReadValue<'_> for $number {
            fn read(place: Place<'_, '_>) -> Option<Self> {
                Self::new(<$integer>::read(place)?)
            }

            fn from_literal(literal: Literal) -> Option<Self> {
                Self::new(<$integer>::from_literal(literal)?)
            }
        }

        #[diagnostic::do_not_recommend]
        impl EqualTo<$number> for $number {
            #[inline]
            fn equal_to(value: &$number, other: &$number) -> bool {
                value == other
            }

            fn add_hash(value: &$number, hasher: &mut dyn Hasher) -> bool {
                hasher.write_i128(value.get().into());
                true
            }
        }

        #[diagnostic::do_not_recommend]
        impl OrderedTo<$number> for $number {
            #[inline]
            fn ordered_to(value: &$number, other: &$number) -> Option<Ordering> {
                Some(value.cmp(other))
            }
        }

        #[diagnostic::do_not_recommend]
        impl ScalarValue for $number {}

        #[diagnostic::do_not_recommend]
        impl Number for $number {
            #[inline]
            fn number(&self) -> i128 {
                self.get().into()
            }
        }

        #[diagnostic::do_not_recommend]
        impl Ranged for $number {
            type Number = $integer;

            #[inline]
            fn number(&self) -> $integer {
                self.get()
            }
        }

        #[diagnostic::do_not_recommend]
        impl PredicateValue for $number {
            fn judge(node: Node<'_>, accepts: impl Fn(&Self) -> bool) -> Option<bool> {
                let number = <$integer>::try_from(node.integer()?).ok()?;
                Some(accepts(&Self::new(number)?))
            }
        }

        nonzero!($number, $integer);
    )*};
}

nonzero_integers! {
    NonZeroI8 i8;
    NonZeroI16 i16;
    NonZeroI32 i32;
    NonZeroI64 i64;
    NonZeroU8 u8;
    NonZeroU16 u16;
    NonZeroU32 u32;
    NonZeroU64 u64;
}

impl OrderValue for bool {
    type Value = Self;

    fn kind() -> &'static Kind {
        &Kind::Bool
    }

    #[inline]
    fn value(&self) -> Option<&Self> {
        Some(self)
    }

    #[inline]
    fn node(&self) -> Node<'_> {
        Node::Bool(*self)
    }
}

impl ReadValue<'_> for bool {
    fn read(place: Place<'_, '_>) -> Option<Self> {
        place.bare_scalar()?.bool()
    }

    fn from_literal(literal: Literal) -> Option<Self> {
        match literal {
            Literal::Bool(value) => Some(value),
            _ => None,
        }
    }
}

impl EqualTo<bool> for bool {
    #[inline]
    fn equal_to(value: &bool, literal: &bool) -> bool {
        value == literal
    }

    fn add_hash(value: &bool, hasher: &mut dyn Hasher) -> bool {
        hasher.write_u8(u8::from(*value));
        true
    }
}
