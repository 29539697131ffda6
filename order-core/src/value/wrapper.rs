use crate::{
    schema::{Kind, Literal},
    type_rule::TypeRules,
    value::{Node, OrderValue, ReadValue, moment::Notation},
    wire::Place,
};

/// The constants of a wrapper that are those of the type `T` in it.
macro_rules! of_what_it_holds {
    () => {
        const HAS_OWN_RULES: bool = T::HAS_OWN_RULES;
        const HAS_RULES: bool = T::HAS_RULES;
        const NOTATION: Option<Notation> = T::NOTATION;
        const TYPE_RULES: TypeRules = T::TYPE_RULES;
        const PART: Option<&'static Kind> = T::PART;
        const FLAT_WITHIN_0: bool = T::FLAT_WITHIN_0;
        const FLAT_WITHIN_1: bool = T::FLAT_WITHIN_1;
        const FLAT_WITHIN_2: bool = T::FLAT_WITHIN_2;
        const FLAT_WITHIN_3: bool = T::FLAT_WITHIN_3;
        const FLAT_WITHIN_4: bool = T::FLAT_WITHIN_4;
        const FLAT_WITHIN_5: bool = T::FLAT_WITHIN_5;
        const FLAT_WITHIN_6: bool = T::FLAT_WITHIN_6;
        const FLAT_WITHIN_7: bool = T::FLAT_WITHIN_7;
    };
}

impl<T: OrderValue> OrderValue for Option<T> {
    type Value = T::Value;

    const OPTIONAL: bool = true;
    const NULLABLE: bool = T::OPTIONAL;
    of_what_it_holds!();

    fn kind() -> &'static Kind {
        T::kind()
    }

    #[inline]
    fn value(&self) -> Option<&T::Value> {
        held(self).and_then(T::value)
    }

    #[inline]
    fn node(&self) -> Node<'_> {
        match held(self) {
            None => Node::Absent,
            // The inner one of two options stands for null.
            Some(value) => match value.node() {
                Node::Absent if T::OPTIONAL => Node::Null,
                node => node,
            },
        }
    }

    #[inline]
    fn is_given(&self) -> bool {
        held(self).is_some_and(|value| T::OPTIONAL || value.is_given())
    }

    #[inline]
    fn is_blank(&self) -> bool {
        self.as_ref().is_some_and(T::is_blank)
    }

    #[inline]
    fn absent() -> Option<Self> {
        Some(None)
    }
}

/// Returns the value in an `Option`. A null that the value holds itself, as free-form values do, is absent, as it is when it
/// is read.
#[inline]
fn held<T: OrderValue>(option: &Option<T>) -> Option<&T> {
    let value = option.as_ref()?;
    let is_null = T::NULLABLE && !T::OPTIONAL && matches!(value.node(), Node::Null);
    if is_null { None } else { Some(value) }
}

impl<'de, T: ReadValue<'de>> ReadValue<'de> for Option<T> {
    fn read(place: Place<'_, 'de>) -> Option<Self> {
        if !T::OPTIONAL && place.stands_for_absent(T::kind()) {
            return Some(None);
        }
        T::read(place).map(Some)
    }

    const TAKES_TEXT: bool = T::TAKES_TEXT;

    #[inline]
    fn __of_text(text: &'de str) -> Option<Self> {
        T::__of_text(text).map(Some)
    }

    /// Ignores the default: it is the value of an absent field and does not make the field present.
    fn from_literal(_: Literal) -> Option<Self> {
        Some(None)
    }
}

impl<T: OrderValue> OrderValue for Box<T> {
    type Value = T::Value;

    const OPTIONAL: bool = T::OPTIONAL;
    const NULLABLE: bool = T::NULLABLE;
    of_what_it_holds!();

    fn kind() -> &'static Kind {
        T::kind()
    }

    #[inline]
    fn value(&self) -> Option<&T::Value> {
        T::value(self)
    }

    #[inline]
    fn node(&self) -> Node<'_> {
        T::node(self)
    }

    #[inline]
    fn is_given(&self) -> bool {
        T::is_given(self)
    }

    #[inline]
    fn is_blank(&self) -> bool {
        T::is_blank(self)
    }

    #[inline]
    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }

    fn __merge(old: Option<Self>, change: Self) -> Self {
        Self::new(T::__merge(old.map(|old| *old), *change))
    }

    fn __difference(old: Option<&Self>, new: Self) -> Self {
        Self::new(T::__difference(old.map(Self::as_ref), *new))
    }
}

impl<'de, T: ReadValue<'de>> ReadValue<'de> for Box<T> {
    fn read(place: Place<'_, 'de>) -> Option<Self> {
        T::read(place).map(Self::new)
    }

    fn from_literal(literal: Literal) -> Option<Self> {
        T::from_literal(literal).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_given_blank_and_absent_as_what_it_holds() {
        type Optional = Box<Option<String>>;
        let text = |text: &str| Box::new(Some(text.to_owned()));
        assert_eq!(Optional::absent(), Some(Box::new(None)));
        assert_eq!(Box::<String>::absent(), None);
        assert!(text("").is_given() && !Optional::default().is_given());
        assert!(text("").is_blank() && !text("a").is_blank());
        assert_eq!(Box::<u8>::from_literal(Literal::Integer(7)), Some(Box::new(7)));
        assert_eq!(Box::<u8>::from_literal(Literal::Integer(300)), None);
    }

    #[test]
    fn the_inner_one_of_two_options_is_null() {
        type Twice = Option<Option<u8>>;
        let nodes = [None, Some(None), Some(Some(1))].map(|it: Twice| format!("{:?}", it.node()));
        assert_eq!(nodes, ["Absent", "Null", "Integer(1)"]);
        assert_eq!([None, Some(None)].map(|it: Twice| it.is_given()), [false, true]);
    }
}
