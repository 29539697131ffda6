use crate::{
    check::{Check, Parent},
    nested::Nested,
    schema::{Kind, Literal},
    type_rule::TypeRules,
    value::{Node, OrderValue, ReadValue, moment::Notation},
    wire::Place,
};

/// A change of a field that may be absent: it is untouched, set or cleared.
///
/// On the wire, an untouched field is left out, and a cleared one is null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Change<T> {
    /// The field stays as it is.
    #[default]
    Untouched,
    /// The field gets this value. An update of a part, and the changes of a map, are merged with what is there.
    Set(T),
    /// The field becomes absent.
    Clear,
}

/// A change of a field that is never absent: it is untouched or set.
///
/// On the wire, an untouched field is left out. Null is refused, since nothing can stand in place of the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Edit<T> {
    /// The field stays as it is.
    #[default]
    Untouched,
    /// The field gets this value. An update of a part, and the changes of a map, are merged with what is there.
    Set(T),
}

impl<T> Change<T> {
    /// Returns `true` if the field stays as it is.
    pub fn is_untouched(&self) -> bool {
        matches!(self, Self::Untouched)
    }

    /// Returns the value that the field gets, if it gets one.
    pub fn value(&self) -> Option<&T> {
        if let Self::Set(value) = self { Some(value) } else { None }
    }
}

impl<T> Edit<T> {
    /// Returns `true` if the field stays as it is.
    pub fn is_untouched(&self) -> bool {
        matches!(self, Self::Untouched)
    }

    /// Returns the value that the field gets, if it gets one.
    pub fn value(&self) -> Option<&T> {
        if let Self::Set(value) = self { Some(value) } else { None }
    }
}

/// Sets the field to the value.
impl<T> From<T> for Change<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

/// Sets the field to the value.
impl<T> From<T> for Edit<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

// The impls are hidden from rustc's suggestions, which are about fields of a request.
/// The constants of a change that are those of the type `T` in it.
macro_rules! of_what_it_holds {
    () => {
        const HAS_OWN_RULES: bool = T::HAS_OWN_RULES;
        const HAS_RULES: bool = T::HAS_RULES;
        const NOTATION: Option<Notation> = T::NOTATION;
        const TYPE_RULES: TypeRules = T::TYPE_RULES;
        const PART: Option<&'static Kind> = T::PART;
        const IS_CHANGE: bool = true;
    };
}

/// Returns the node of a value that a field is set to. A value that is absent clears the field.
fn set<T: OrderValue>(value: &T) -> Node<'_> {
    match value.node() {
        Node::Absent if T::OPTIONAL => Node::Null,
        node => node,
    }
}

#[diagnostic::do_not_recommend]
impl<T: OrderValue> OrderValue for Change<T> {
    type Value = T::Value;

    const OPTIONAL: bool = true;
    const NULLABLE: bool = true;
    of_what_it_holds!();

    fn kind() -> &'static Kind {
        T::kind()
    }

    fn value(&self) -> Option<&T::Value> {
        Self::value(self).and_then(T::value)
    }

    fn node(&self) -> Node<'_> {
        match self {
            Self::Untouched => Node::Absent,
            Self::Set(value) => set(value),
            Self::Clear => Node::Null,
        }
    }

    fn is_given(&self) -> bool {
        !self.is_untouched()
    }

    fn is_blank(&self) -> bool {
        Self::value(self).is_some_and(T::is_blank)
    }

    fn absent() -> Option<Self> {
        Some(Self::Untouched)
    }
}

#[diagnostic::do_not_recommend]
impl<T: OrderValue> OrderValue for Edit<T> {
    type Value = T::Value;

    const OPTIONAL: bool = true;
    // The type may be an `Option` by another name.
    const NULLABLE: bool = T::OPTIONAL;
    of_what_it_holds!();

    fn kind() -> &'static Kind {
        T::kind()
    }

    fn value(&self) -> Option<&T::Value> {
        Self::value(self).and_then(T::value)
    }

    fn node(&self) -> Node<'_> {
        match self {
            Self::Untouched => Node::Absent,
            Self::Set(value) => set(value),
        }
    }

    fn is_given(&self) -> bool {
        !self.is_untouched()
    }

    fn is_blank(&self) -> bool {
        Self::value(self).is_some_and(T::is_blank)
    }

    fn absent() -> Option<Self> {
        Some(Self::Untouched)
    }
}

#[diagnostic::do_not_recommend]
impl<'de, T: ReadValue<'de>> ReadValue<'de> for Change<T> {
    fn read(place: Place<'_, 'de>) -> Option<Self> {
        match place.stands_for_absent(T::kind()) {
            true => Some(Self::Clear),
            false => T::read(place).map(Self::Set),
        }
    }

    /// Ignores the default, which is a value of a field that is absent.
    fn from_literal(_: Literal) -> Option<Self> {
        Some(Self::Untouched)
    }
}

#[diagnostic::do_not_recommend]
impl<'de, T: ReadValue<'de>> ReadValue<'de> for Edit<T> {
    fn read(place: Place<'_, 'de>) -> Option<Self> {
        match !T::OPTIONAL && place.stands_for_absent(T::kind()) {
            true => None,
            false => T::read(place).map(Self::Set),
        }
    }

    /// Ignores the default, which is a value of a field that is absent.
    fn from_literal(_: Literal) -> Option<Self> {
        Some(Self::Untouched)
    }
}

#[diagnostic::do_not_recommend]
impl<C: ?Sized, T: Nested<C>> Nested<C> for Change<T> {
    const IS_OPTIONAL: bool = true;

    fn __check_nested(&self, check: &mut Check<'_>, parent: Option<&Parent<'_>>, context: &C) {
        if let Self::Set(value) = self {
            value.__check_nested(check, parent, context);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<C: ?Sized, T: Nested<C>> Nested<C> for Edit<T> {
    const IS_OPTIONAL: bool = true;

    fn __check_nested(&self, check: &mut Check<'_>, parent: Option<&Parent<'_>>, context: &C) {
        if let Self::Set(value) = self {
            value.__check_nested(check, parent, context);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_blank_if_it_sets_a_blank_value() {
        assert!(Change::Set(String::new()).is_blank());
        assert!(!Change::Set("a".to_owned()).is_blank());
        assert!(!Change::<String>::Clear.is_blank());
        assert!(!Change::<String>::Untouched.is_blank());
    }
}
