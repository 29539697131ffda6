//! Helpers for generated conditions: access to members of nested requests, and comparison of values.

use std::{any::Any, fmt, hash::DefaultHasher};

use crate::{
    request::OrderRequest,
    schema::{Blank, Comparison, Field, Kind, Literal},
    unique,
    value::{EqualTo, Node, OrderValue},
};

/// A member as conditions see it: its value, and the field that holds it.
#[derive(Debug)]
pub struct Seen<'a, V: ?Sized> {
    value: Option<&'a V>,
    is_given: bool,
    is_present: bool,
    is_null: bool,
    field: Option<&'static Field>,
    holder: Option<&'a dyn Written>,
}

/// The holder of a value, as writers see it.
trait Written {
    fn written(&self) -> Node<'_>;
}

impl<T: OrderValue> Written for T {
    #[inline]
    fn written(&self) -> Node<'_> {
        self.node()
    }
}

impl fmt::Debug for dyn Written + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl<'a, V: ?Sized> Seen<'a, V> {
    /// The state of a member of an absent nested request.
    pub const ABSENT: Self = Self {
        value: None,
        is_given: false,
        is_present: false,
        is_null: false,
        field: None,
        holder: None,
    };

    /// Returns the state of the member `rust` of a request.
    #[inline]
    pub fn member<P: OrderRequest, M: Member<'a, Value = V>>(
        _part: &P,
        member: M,
        rust: &str,
    ) -> Self {
        let field = P::SCHEMA.member(rust).map(|(_, field)| field);
        member.seen(field)
    }

    /// Returns the state of a value that is not in a field.
    #[inline]
    pub fn of<T: OrderValue<Value = V>>(value: &'a T) -> Self {
        Self::new(value, None)
    }

    #[inline]
    fn new<T: OrderValue<Value = V>>(value: &'a T, field: Option<&'static Field>) -> Self {
        let blank = field.map_or(Blank::Absent, |field| field.attributes.blank);
        let is_blank = value.is_blank();
        let is_left_out = is_blank && field.is_some_and(Field::leaves_out_blank);
        let is_given = !is_left_out && value.is_given();
        Self {
            value: if blank != Blank::Value && is_blank { None } else { value.value() },
            is_given,
            is_present: is_given && (blank != Blank::Absent || !is_blank),
            is_null: T::NULLABLE && matches!(value.node(), Node::Null),
            field,
            holder: Some(value),
        }
    }

    /// Returns the value for rules to judge.
    #[inline]
    pub fn value(self) -> Option<&'a V> {
        self.value
    }

    /// Returns the nested request that the member holds.
    #[inline]
    pub fn part(self) -> Option<&'a V> {
        self.value
    }

    /// Returns `true` if the caller gave the value.
    #[inline]
    pub fn is_given(self) -> bool {
        self.is_given
    }

    /// Returns `true` if the value is given and, where blank counts as absent, is not blank.
    #[inline]
    pub fn is_present(self) -> bool {
        self.is_present
    }

    /// Returns `true` if the value is null.
    #[inline]
    pub fn is_null(self) -> bool {
        self.is_null
    }

    /// Applies `test` to the value or, if there is none, compares the default of the field with `literal`.
    #[inline]
    pub fn test(
        self,
        test: impl FnOnce(&V) -> bool,
        comparison: Comparison,
        literal: &Literal,
    ) -> bool {
        match self.value {
            // Such a literal of a member is not checked where the rule is compiled, as the macro does not know the type.
            Some(_) if comparison.is_order() && !self.has_order_beside(literal) => false,
            Some(value) => test(value),
            None => self.field.is_some_and(|field| field.default_compares(comparison, literal)),
        }
    }

    /// Returns `false` for a text that is none of the field's form, and so neither less nor greater than a value.
    fn has_order_beside(&self, literal: &Literal) -> bool {
        match (self.field.map(|field| field.kind().required()), literal) {
            (Some(Kind::Formed(form)), Literal::Text(text)) => form.has_literal(text),
            _ => true,
        }
    }
}

/// A member, as the view of a request shows it.
pub trait Member<'a> {
    /// The type that conditions compare.
    type Value: ?Sized + 'a;

    /// Returns the nested request that the member holds, if it is present.
    fn part(self) -> Option<&'a Self::Value>;

    /// Returns the state of the member, which is held by `field`.
    fn seen(self, field: Option<&'static Field>) -> Seen<'a, Self::Value>;
}

impl<'a, T: OrderValue> Member<'a> for &'a T {
    type Value = T::Value;

    #[inline]
    fn part(self) -> Option<&'a T::Value> {
        self.value()
    }

    #[inline]
    fn seen(self, field: Option<&'static Field>) -> Seen<'a, T::Value> {
        Seen::new(self, field)
    }
}

/// The content of an enum's variant, if the value is that variant.
#[derive(Debug)]
pub struct Variant<'a, T>(Option<&'a T>);

impl<'a, T> Variant<'a, T> {
    /// The state of a variant other than the value's.
    pub const ABSENT: Self = Self(None);

    /// Creates the state of the value's own variant.
    #[inline]
    pub fn new(held: &'a T) -> Self {
        Self(Some(held))
    }
}

impl<'a, T: OrderValue> Member<'a> for &Variant<'a, T> {
    type Value = T::Value;

    #[inline]
    fn part(self) -> Option<&'a T::Value> {
        self.0.and_then(T::value)
    }

    #[inline]
    fn seen(self, field: Option<&'static Field>) -> Seen<'a, T::Value> {
        self.0.map_or(Seen::ABSENT, |held| Seen::new(held, field))
    }
}

/// Returns `true` if no two keys are equal. A missing key equals no other.
pub fn are_unique<'a, I, V>(items: I, key: impl Fn(I::Item) -> Seen<'a, V>) -> bool
where
    I: Iterator + Clone,
    V: EqualTo<V> + ?Sized + 'a,
{
    let keys = items.filter_map(|item| {
        let seen = key(item);
        Some(Key { value: seen.value?, holder: seen.holder? })
    });
    unique::are_unique(
        keys,
        |left, right| V::equal_to(left.value, right.value),
        |key, hasher| {
            if !V::add_hash(key.value, hasher) {
                key.holder.written().add_hash(hasher);
            }
        },
        |key| match key.holder.written() {
            // Values with a hash of their own need not be equal where their texts are.
            Node::Formed(formed) if !V::add_hash(key.value, &mut DefaultHasher::new()) => {
                Some(formed)
            }
            _ => None,
        },
    )
}

/// A value that `unique` compares, and what holds it.
struct Key<'a, V: ?Sized> {
    value: &'a V,
    holder: &'a dyn Written,
}

impl<V: ?Sized> Copy for Key<'_, V> {}

impl<V: ?Sized> Clone for Key<'_, V> {
    fn clone(&self) -> Self {
        *self
    }
}

/// Returns the type of a fact of the context.
pub fn fact_kind<C, T: OrderValue>(_: impl for<'c> Fn(&'c C) -> &'c T) -> &'static Kind {
    T::kind()
}

/// Reads a fact of the context.
pub fn context_fact<'a, C: 'static, T: OrderValue + 'a>(
    context: &'a dyn Any,
    get: impl for<'c> Fn(&'c C) -> &'c T,
) -> Node<'a> {
    context.downcast_ref::<C>().map_or(Node::Absent, |context| get(context).node())
}
