use crate::{
    schema::Kind,
    value::{EqualTo, Node, OrderValue, Ranged, ReadValue},
    wire::Place,
};

macro_rules! integers {
    ($($integer:ty => $node:expr;)*) => {$(
        impl OrderValue for $integer {
            type Value = Self;

            fn kind() -> &'static Kind {
                &Kind::Integer { min: <$integer>::MIN as i128, max: <$integer>::MAX as i128 }
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
                Self::try_from(place.scalar()?.integer()?).ok()
            }
        }

        impl EqualTo<$integer> for $integer {
            #[inline]
            fn equal_to(&self, other: &$integer) -> bool {
                self == other
            }
        }

        impl Ranged for $integer {}
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
        place.scalar()?.bool()
    }
}

impl EqualTo<bool> for bool {
    #[inline]
    fn equal_to(&self, other: &bool) -> bool {
        self == other
    }
}
