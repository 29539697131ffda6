//! What the tests of the crates with types for dates and times have in common.

use crate::{
    schema::Literal,
    value::{Node, ReadValue},
};

/// Reads the text of a literal.
pub(super) fn read<T: for<'de> ReadValue<'de>>(text: &'static str) -> Option<T> {
    T::from_literal(Literal::Text(text))
}

/// Reads each text and compares what is written with the text beside it.
pub(super) fn reads_and_writes<T: for<'de> ReadValue<'de>>(texts: &[(&'static str, &str)]) {
    for (text, written) in texts {
        let value: T = read(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(value.node().to_text(), *written);
        assert!(T::kind().read(crate::wire::Scalar::Text(text)).is_some());
    }
}

/// Asserts which values keep the rule of their type: those whose text is read as the same value.
#[track_caller]
pub(super) fn keeps_its_rule<T: for<'de> ReadValue<'de> + PartialEq + std::fmt::Debug>(
    values: &[(T, bool)],
) {
    for (value, has_text) in values {
        let Node::Formed(formed) = value.node() else { panic!("{value:?}") };
        assert_eq!(formed.broken_type().is_none(), *has_text, "{value:?}");
        let text = Box::leak(formed.to_string().into_boxed_str());
        assert_eq!(read::<T>(text).as_ref() == Some(value), *has_text, "{text}");
    }
}
