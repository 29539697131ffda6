/// A literal that rules can compare with a `V`.
#[diagnostic::on_unimplemented(
    message = "a field that holds `{V}` cannot be compared with `{Self}`",
    label = "not a value of `{V}`"
)]
pub trait EqualTo<V: ?Sized> {
    /// Whether both are the same value.
    fn equal_to(value: &V, literal: &Self) -> bool;
}

/// A value that is one of the variants of an enum, so that they can be named in rules.
#[diagnostic::on_unimplemented(
    message = "a variant is a value of an enum, and this field holds `{Self}`",
    label = "not a value of `{Self}`",
    note = "a text stands in quotes",
    note = "whether an enum with data is a variant is asked by `present(field.Variant)`"
)]
pub trait Variants: Sized {
    /// The variant itself.
    #[doc(hidden)]
    #[inline]
    fn variant(self) -> Self {
        self
    }
}

/// A value that is true or false by itself, so that its name alone is a condition.
#[diagnostic::on_unimplemented(
    message = "a condition needs a bool field, and this one holds `{Self}`",
    label = "not a bool; write `present(…)`, or compare it with a value"
)]
pub trait Truth {
    /// Whether it is true.
    fn is_true(&self) -> bool;
}

impl Truth for bool {
    #[inline]
    fn is_true(&self) -> bool {
        *self
    }
}

/// A value with an order and bounds, for `range`.
#[diagnostic::on_unimplemented(
    message = "`range` needs a number, and this field holds `{Self}`",
    label = "not a number",
    note = "the length of a text is bounded by `length`"
)]
pub trait Ranged {
    /// What bounds it.
    type Number: PartialOrd;

    /// The value as a number.
    fn number(&self) -> Self::Number;
}

/// A value with a length, for `length`.
#[diagnostic::on_unimplemented(
    message = "`length` needs text, a list or a map, and this field holds `{Self}`",
    label = "has no length",
    note = "a number is bounded by `range`"
)]
pub trait Lengthy {
    /// Number of characters, items or entries.
    fn length(&self) -> usize;
}

impl Lengthy for str {
    #[inline]
    fn length(&self) -> usize {
        self.chars().count()
    }
}

/// A value that is text, for `pattern` and `format`.
#[diagnostic::on_unimplemented(
    message = "`pattern` and `format` need text, and this field holds `{Self}`",
    label = "not text"
)]
pub trait Text {
    /// The text.
    fn text(&self) -> &str;
}

impl Text for str {
    #[inline]
    fn text(&self) -> &str {
        self
    }
}
