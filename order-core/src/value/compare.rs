use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap},
    hash::Hasher,
};

use crate::value::{Fraction, Node, OrderValue};

/// A literal that rules can compare with a value of type `V`.
#[diagnostic::on_unimplemented(
    message = "a field that holds `{V}` cannot be compared with `{Self}`",
    label = "not a value of `{V}`",
    note = "a variant of an enum is written without quotes, a text in quotes, a number without either",
    note = "of a part a member is compared, as in `part.member == 1`; whether an enum with data is a variant is asked by \
            `present(field.Variant)`"
)]
pub trait EqualTo<V: ?Sized> {
    /// Returns `true` if both are the same value.
    fn equal_to(value: &V, literal: &Self) -> bool;

    /// Adds to `hasher` what equal values have in common, and returns `true`.
    ///
    /// `unique` finds equal values among many by it. Without it, equal values are those that are the same on the wire, as
    /// exports have it, too: the same text, the same number, or texts of a form that [`TextForm::order`] calls equal. Only
    /// a type that calls values equal which are not the same on the wire has to implement it. It is asked only of a
    /// type that is compared with itself.
    ///
    /// [`TextForm::order`]: crate::value::TextForm::order
    #[expect(unused_variables, reason = "the names are part of the documentation")]
    fn add_hash(value: &V, hasher: &mut dyn Hasher) -> bool {
        false
    }
}

/// A literal or a value beside which a `V` is ordered, for `<`, `<=`, `>` and `>=`.
#[diagnostic::on_unimplemented(
    message = "a field that holds `{V}` cannot be ordered beside `{Self}`",
    label = "not ordered beside `{V}`"
)]
pub trait OrderedTo<V: ?Sized> {
    /// Compares `value` with `other`; `None` if they have no order, as a time has none beside a text that is no time. Then
    /// neither is less than the other, nor equal to it.
    fn ordered_to(value: &V, other: &Self) -> Option<Ordering>;
}

impl OrderedTo<str> for str {
    #[inline]
    fn ordered_to(value: &str, other: &str) -> Option<Ordering> {
        Some(value.cmp(other))
    }
}

impl OrderedTo<str> for &str {
    #[inline]
    fn ordered_to(value: &str, literal: &Self) -> Option<Ordering> {
        Some(value.cmp(literal))
    }
}

/// A whole number, for comparisons with a length or a count.
#[diagnostic::on_unimplemented(
    message = "a length or a count is compared with a whole number, not with `{Self}`",
    label = "not a whole number"
)]
pub trait Number {
    /// The number.
    fn number(&self) -> i128;
}

/// A value of an enum, whose variants rules can name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no enum of wire names, so this is no variant of it",
    label = "not a variant that is a value",
    note = "a text stands in quotes",
    note = "whether an enum with data is a variant is asked by `present(field.Variant)`",
    note = "a variant with `#[order(other)]` keeps any text; ask for it by the known values, as in `!(field in [A, B])`"
)]
pub trait Variants: Sized {
    /// The type itself. Where there is none, rustc compares nothing with it, and reports one error.
    #[doc(hidden)]
    type Own;
}

/// The type of a constant that rules can name: any that a field can hold.
#[diagnostic::on_unimplemented(
    message = "a rule names a value that a field can hold, and this is `{Self}`",
    label = "no value of a field; write `present(field.Variant)` to ask for a variant that holds data",
    note = "put `#[derive(OrderValue)]` on an enum of wire names or on a newtype"
)]
pub trait NamedValue: OrderValue {
    /// The type itself. Where there is none, rustc compares nothing with it, and reports one error.
    type Own;

    /// Returns the value.
    fn own(&self) -> &Self::Own;
}

#[diagnostic::do_not_recommend]
impl<T: OrderValue> NamedValue for T {
    type Own = <T::Value as Beside<T>>::Own;

    #[inline]
    fn own(&self) -> &Self::Own {
        self
    }
}

/// A detour to a type `T` that leads nowhere if there is no `V`.
pub trait Beside<T> {
    type Own;
}

impl<V: ?Sized, T> Beside<T> for V {
    type Own = T;
}

/// The type of a field that is skipped, for generated code.
#[diagnostic::on_unimplemented(
    message = "a skipped field gets its default when the request is read, and `{Self}` has no `Default`",
    label = "without `Default`",
    note = "put `#[derive(Default)]` on it, or make the field an `Option`"
)]
pub trait Skipped: Sized {
    /// Returns the value of the field.
    fn default() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Default> Skipped for T {
    #[inline]
    fn default() -> T {
        T::default()
    }
}

/// A value that can be a condition on its own.
#[diagnostic::on_unimplemented(
    message = "a condition needs a bool field, and this one holds `{Self}`",
    label = "not a bool; write `present(…)`, or compare it with a value"
)]
pub trait Truth {
    /// Returns `true` if the value counts as true.
    fn is_true(&self) -> bool;
}

impl Truth for bool {
    #[inline]
    fn is_true(&self) -> bool {
        *self
    }
}

/// A number, for rules on numbers such as `range`.
#[diagnostic::on_unimplemented(
    message = "a number is needed here, and this field holds `{Self}`",
    label = "not a number",
    note = "the length of a text is bounded by `length`"
)]
pub trait Ranged {
    /// The type of the number.
    type Number: Bounded;

    /// Returns the value as a number.
    fn number(&self) -> Self::Number;
}

/// A number that can be compared with whole numbers as bounds.
pub trait Bounded: PartialOrd<Self::Bound> {
    /// The type of the bounds.
    type Bound: PartialOrd<Self>;

    /// Returns the number if it has no fraction.
    fn whole(&self) -> Option<i128>;

    /// Returns `true` if the number is whole and a multiple of `divisor`, which is greater than 0.
    #[inline]
    fn is_multiple_of(&self, divisor: i128) -> bool {
        self.whole().is_some_and(|number| number % divisor == 0)
    }
}

/// A number that may have a fraction, for `multiple_of` with a number that has one.
#[diagnostic::on_unimplemented(
    message = "a number with a fraction divides a decimal or a float, and this field holds `{Self}`",
    label = "not a number with a fraction"
)]
pub trait Divisible {
    /// Returns `true` if the value is exactly a multiple of `divisor`, which is greater than 0.
    fn is_multiple_of(&self, divisor: &Fraction) -> bool;
}

/// A length as a number.
impl Bounded for usize {
    type Bound = Self;

    fn whole(&self) -> Option<i128> {
        i128::try_from(*self).ok()
    }
}

/// A list, for `item`.
#[diagnostic::on_unimplemented(
    message = "`item` names the items of a list, and this field holds `{Self}`",
    label = "not a list"
)]
pub trait Listed {
    /// Does nothing; it compiles only for a list.
    #[doc(hidden)]
    #[inline]
    fn is_list(&self) {}
}

impl<T> Listed for [T] {}

/// A value that is a decimal, or holds decimals, for `number`.
///
/// A type of your own whose form is a number ([`TextForm::is_number`](crate::value::TextForm::is_number)) may implement it.
#[diagnostic::on_unimplemented(
    message = "`number` writes decimals as numbers of JSON, and this field holds `{Self}`",
    label = "not a decimal",
    note = "a whole number is a number already, unless `text` or `scalars = \"text\"` says otherwise; remove `number`"
)]
pub trait Decimals {
    /// Does nothing; it compiles only for decimals.
    #[doc(hidden)]
    #[inline]
    fn are_decimals(&self) {}
}

#[diagnostic::do_not_recommend]
impl<T: OrderValue> Decimals for [T] where T::Value: Decimals {}
#[diagnostic::do_not_recommend]
impl<T: OrderValue> Decimals for BTreeMap<String, T> where T::Value: Decimals {}
#[diagnostic::do_not_recommend]
impl<T: OrderValue, S> Decimals for HashMap<String, T, S> where T::Value: Decimals {}

/// A value that is a scalar: text, a number, a bool, a decimal, a date, or a variant of an enum.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no scalar",
    label = "neither text, a number, a bool nor an enum of wire names"
)]
pub trait ScalarValue {}

impl ScalarValue for bool {}
impl ScalarValue for str {}
#[diagnostic::do_not_recommend]
impl<T: Variants> ScalarValue for T {}

/// A fact of the context that can be the default of a field of type `V`: a scalar of the same type.
#[diagnostic::on_unimplemented(
    message = "a fact that holds `{Self}` is no default of a field that holds `{V}`",
    label = "not a scalar of the field's type"
)]
pub trait DefaultOf<V: ?Sized> {
    /// Returns the value.
    fn get(&self) -> &V;
}

impl<V: ScalarValue + ?Sized> DefaultOf<V> for V {
    #[inline]
    fn get(&self) -> &V {
        self
    }
}

/// A written default of a field of type `V` that conditions read: a value of the type itself, or a literal that stands
/// for one.
#[diagnostic::on_unimplemented(
    message = "a default of type `{Self}` is no default of a field that holds `{V}` and that a condition reads",
    label = "not a value of the field's type",
    note = "write the default as a value of the type, such as `{{ Type::new(1) }}`"
)]
pub trait DefaultIn<V: ?Sized> {
    /// The value that the literal stands for, if it is not one already.
    #[doc(hidden)]
    type Made;

    #[doc(hidden)]
    fn make(&self) -> Self::Made;

    #[doc(hidden)]
    fn get<'a>(&'a self, made: &'a Self::Made) -> Option<&'a V>;
}

impl<V: ?Sized> DefaultIn<V> for V {
    type Made = ();

    #[inline]
    fn make(&self) {}

    #[inline]
    fn get<'a>(&'a self, (): &'a ()) -> Option<&'a V> {
        Some(self)
    }
}

/// Implements [`DefaultIn`] for a type of literals that stand for values of another type.
macro_rules! default_in {
    ($value:ty, $literal:ty, |$one:ident| $made:expr) => {
        #[diagnostic::do_not_recommend]
        impl $crate::value::DefaultIn<$value> for $literal {
            type Made = Option<$value>;

            fn make(&self) -> Option<$value> {
                let $one = self;
                $made
            }

            fn get<'a>(&'a self, made: &'a Option<$value>) -> Option<&'a $value> {
                made.as_ref()
            }
        }
    };
}

pub(crate) use default_in;

/// A value with a length, for `length`.
#[diagnostic::on_unimplemented(
    message = "`length` needs text, a list or a map, and this field holds `{Self}`",
    label = "has no length",
    note = "a number is bounded by `range`"
)]
pub trait Lengthy {
    /// Returns the number of characters, items or entries.
    fn length(&self) -> usize;
}

impl Lengthy for str {
    #[inline]
    fn length(&self) -> usize {
        self.chars().count()
    }
}

/// A value that is text, for `pattern`, `format` and a `length` in bytes or in UTF-16.
#[diagnostic::on_unimplemented(
    message = "`pattern`, `format` and a `length` in bytes or UTF-16 need text, and this field holds `{Self}`",
    label = "not text"
)]
pub trait Text {
    /// Returns the text.
    fn text(&self) -> &str;
}

impl Text for str {
    #[inline]
    fn text(&self) -> &str {
        self
    }
}

/// A value that can be given to a function of the user, for `satisfies`.
///
/// The validator has the value itself. The schema alone, and a repair, have a [`Node`], from which the value is made.
#[diagnostic::on_unimplemented(
    message = "`satisfies` cannot give a `{Self}` to a function",
    label = "takes neither text, a number, a bool nor an enum of wire names"
)]
pub trait PredicateValue {
    /// The answer of `accepts` to the value in the node, or `None` if that is of another type.
    fn judge(node: Node<'_>, accepts: impl Fn(&Self) -> bool) -> Option<bool>;
}

impl PredicateValue for str {
    fn judge(node: Node<'_>, accepts: impl Fn(&Self) -> bool) -> Option<bool> {
        match node {
            Node::Text(text) => Some(accepts(text)),
            _ => None,
        }
    }
}

impl PredicateValue for bool {
    fn judge(node: Node<'_>, accepts: impl Fn(&Self) -> bool) -> Option<bool> {
        match node {
            Node::Bool(value) => Some(accepts(&value)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_ordered_by_their_characters() {
        assert_eq!(OrderedTo::ordered_to("b", "a"), Some(Ordering::Greater));
        assert_eq!(OrderedTo::ordered_to("a", &"b"), Some(Ordering::Less));
        assert_eq!(OrderedTo::ordered_to("a", &"a"), Some(Ordering::Equal));
    }

    #[test]
    fn a_function_of_the_user_judges_values_of_its_type() {
        let is_short = |text: &str| text.len() < 3;
        assert_eq!(<str>::judge(Node::Text("ab"), is_short), Some(true));
        assert_eq!(<str>::judge(Node::Text("abc"), is_short), Some(false));
        assert_eq!(<str>::judge(Node::Integer(1), is_short), None);
        assert_eq!(bool::judge(Node::Bool(true), |value| *value), Some(true));
        assert_eq!(bool::judge(Node::Bool(false), |value| *value), Some(false));
        assert_eq!(bool::judge(Node::Text("true"), |value| *value), None);
    }

    #[test]
    fn a_length_is_a_whole_number_and_a_wide_one_if_it_fits() {
        assert_eq!(Bounded::whole(&12_usize), Some(12));
        assert_eq!(Bounded::whole(&12_u128), Some(12));
        assert_eq!(Bounded::whole(&u128::MAX), None);
    }
}
