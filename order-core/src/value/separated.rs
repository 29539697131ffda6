use std::fmt::{self, Write};

use crate::{
    language::Text,
    path::ItemKey,
    rules::is_blank,
    value::{Node, OrderValue, ScalarValue},
};

/// A list of scalars, for `separator`.
#[diagnostic::on_unimplemented(
    message = "`separator` joins the items of a list, and this field holds `{Self}`",
    label = "not a list of scalars"
)]
pub trait Separated {
    /// Calls `found` with the index of every item that cannot be written between separators.
    #[doc(hidden)]
    fn each_inseparable(&self, separator: &str, found: &mut dyn FnMut(ItemKey<'_>));
}

impl<T: OrderValue> Separated for [T]
where
    T::Value: ScalarValue,
{
    fn each_inseparable(&self, separator: &str, found: &mut dyn FnMut(ItemKey<'_>)) {
        for (index, item) in self.iter().enumerate() {
            if inseparable(item.node(), separator).is_some() {
                found(ItemKey::Index(index));
            }
        }
    }
}

/// The reason why an item, once the list is one text, could be read as two items, as none, or otherwise than it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inseparable {
    Blank,
    Holds,
    /// The end of the item and the separator form an earlier separator, such as `a:` before `::`.
    EndsIn,
}

impl Inseparable {
    /// Returns the text: what is wrong and what to do.
    pub(crate) fn text(self) -> Text {
        match self {
            Self::Blank => Text::SeparatedBlank,
            Self::Holds => Text::SeparatedHolds,
            Self::EndsIn => Text::SeparatedEnds,
        }
    }
}

/// Returns the reason why an item cannot be written between separators, if there is one.
pub(crate) fn inseparable(item: Node<'_>, separator: &str) -> Option<Inseparable> {
    match item {
        Node::Text(text) => inseparable_text(text, separator),
        // The sign is its only character that is neither a letter nor a digit.
        Node::Integer(number) => (separator == "-" && number < 0).then_some(Inseparable::Holds),
        Node::Bool(_) | Node::Unsigned(_) => None,
        Node::Formed(formed) => {
            let mut search = Search { first: separator.chars().next(), is_near: true };
            // The text is allocated only if it may be wrong.
            let is_plain = write!(search, "{formed}").is_ok() && !search.is_near;
            if is_plain { None } else { inseparable_text(&formed.to_string(), separator) }
        }
        Node::Absent | Node::Null => Some(Inseparable::Blank),
        Node::List(_) | Node::Map(_) | Node::Object(_) => None,
    }
}

fn inseparable_text(text: &str, separator: &str) -> Option<Inseparable> {
    if is_blank(text) {
        return Some(Inseparable::Blank);
    }
    if text.contains(separator) {
        return Some(Inseparable::Holds);
    }
    let runs_on = separator.char_indices().skip(1).any(|(at, _)| {
        let (part, rest) = separator.split_at(at);
        text.ends_with(part) && separator.starts_with(rest)
    });
    runs_on.then_some(Inseparable::EndsIn)
}

/// A search for the first character of a separator in a value that is only formatted, not stored.
struct Search {
    first: Option<char>,
    /// `true` if all text so far was blank. Finding the character ends the search with an error.
    is_near: bool,
}

impl Write for Search {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.first.is_none_or(|first| text.contains(first)) {
            return Err(fmt::Error);
        }
        self.is_near &= is_blank(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_found_again_between_separators() {
        let items =
            ["a", "a,", ",a", ":", "a:", ":a", "a::b", "::", "-", "a-", "a--", " ", "", "a b", "é"];
        for separator in [",", "::", ":,:", ", ", "-->", "--", " ", "|"] {
            for item in items {
                for next in items {
                    let joined = [item, next].join(separator);
                    let is_found = joined.split(separator).next() == Some(item)
                        && item.trim() != ""
                        && !item.contains(separator);
                    let found = inseparable(Node::Text(item), separator);
                    assert!(found.is_some() || is_found, "{item:?} {separator:?} {next:?}");
                }
                let alone = format!("{item}{separator}x");
                let is_found = alone.split(separator).eq([item, "x"]) && item.trim() != "";
                let found = inseparable(Node::Text(item), separator);
                assert_eq!(found.is_none(), is_found, "{item:?} {separator:?}");
            }
        }
        for (item, separator, expected) in [
            ("a,b", ",", Inseparable::Holds),
            ("a:", "::", Inseparable::EndsIn),
            (" ", ",", Inseparable::Blank),
        ] {
            assert_eq!(inseparable(Node::Text(item), separator), Some(expected));
        }
    }

    #[test]
    fn numbers_hold_no_separator_but_their_sign() {
        assert_eq!(inseparable(Node::Integer(-1), "-"), Some(Inseparable::Holds));
        for (node, separator) in [
            (Node::Integer(-1), ","),
            (Node::Integer(-1), "--"),
            (Node::Integer(1), "-"),
            (Node::Unsigned(u64::MAX), "-"),
            (Node::Bool(true), ","),
        ] {
            assert_eq!(inseparable(node, separator), None, "{node:?}");
        }
        for node in [Node::Absent, Node::Null] {
            assert_eq!(inseparable(node, ","), Some(Inseparable::Blank));
        }
    }
}
