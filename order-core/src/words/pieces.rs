//! A sentence in pieces, which each export escapes in its own way.

use std::fmt;

use crate::words::Sentence;

/// A sentence or a part of one, in pieces that each export escapes in its own way.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Words(Vec<Piece>);

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    /// Prose.
    Plain(String),
    /// A value, a pattern, or a name without a link.
    Code(String),
    /// A parameter, by its wire path within the request being described.
    Parameter(String),
    /// A named condition, by its name.
    Condition(&'static str),
    /// A section or a table, by its label.
    Link(String),
    /// A fact of the context, by its name.
    Fact(String),
}

impl Words {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self(vec![Piece::Plain(text.into())])
    }

    pub(crate) fn code(text: impl Into<String>) -> Self {
        Self(vec![Piece::Code(text.into())])
    }

    pub(crate) fn parameter(path: impl Into<String>) -> Self {
        Self(vec![Piece::Parameter(path.into())])
    }

    pub(crate) fn condition(name: &'static str) -> Self {
        Self(vec![Piece::Condition(name)])
    }

    pub(crate) fn link(label: impl Into<String>) -> Self {
        Self(vec![Piece::Link(label.into())])
    }

    pub(crate) fn fact(name: impl Into<String>) -> Self {
        Self(vec![Piece::Fact(name.into())])
    }

    pub(crate) fn pieces(&self) -> &[Piece] {
        &self.0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Appends `next`, without a space.
    pub(crate) fn and(mut self, next: impl Into<Self>) -> Self {
        for piece in next.into().0 {
            match (self.0.last_mut(), piece) {
                (Some(Piece::Plain(text)), Piece::Plain(next)) => text.push_str(&next),
                (_, piece) => self.0.push(piece),
            }
        }
        self
    }

    /// Leaves out a full stop at the end.
    pub(crate) fn without_stop(mut self) -> Self {
        if let Some(Piece::Plain(text)) = self.0.last_mut() {
            text.truncate(text.trim_end_matches('.').len());
        }
        self
    }

    /// Turns the words into a sentence, with a capital letter and a full stop.
    pub(crate) fn sentence(mut self) -> Self {
        if let Some(Piece::Plain(text)) = self.0.first_mut() {
            let mut chars = text.chars();
            if let Some(first) = chars.next() {
                *text = first.to_uppercase().chain(chars).collect();
            }
        }
        match self.0.last() {
            None => self,
            Some(Piece::Plain(text)) if text.ends_with(['.', '!', '?', ':']) => self,
            Some(_) => self.and("."),
        }
    }
}

impl Sentence for Words {
    fn plain(&mut self, text: &str) {
        *self = std::mem::take(self).and(text);
    }

    fn code(&mut self, text: &str) {
        self.0.push(Piece::Code(text.to_owned()));
    }

    fn piece(&mut self, piece: &Piece) {
        *self = std::mem::take(self).and(Self(vec![piece.clone()]));
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::default() } else { Self::plain(text) }
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

/// Shows names and values in backticks and named conditions in asterisks, for tests and plain text.
impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| piece.fmt(f))
    }
}

impl Piece {
    /// Returns the text or the name.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Plain(text)
            | Self::Code(text)
            | Self::Parameter(text)
            | Self::Link(text)
            | Self::Fact(text) => text,
            Self::Condition(name) => name,
        }
    }
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(text) => f.write_str(text),
            Self::Code(text) | Self::Parameter(text) | Self::Link(text) | Self::Fact(text) => {
                write!(f, "`{text}`")
            }
            Self::Condition(name) => write!(f, "*{}*", spoken(name)),
        }
    }
}

/// The name of a condition as words, such as `hardware token`.
pub(crate) fn spoken(name: &str) -> String {
    name.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::{Piece, Words};

    #[test]
    fn a_sentence_has_a_capital_letter_and_one_mark_at_its_end() {
        let sentence = |words: Words| words.sentence().to_string();
        for (words, expected) in
            [("a", "A."), ("a.", "A."), ("a!", "A!"), ("é?", "É?"), ("a:", "A:"), ("a,", "A,.")]
        {
            assert_eq!(sentence(words.into()), expected);
        }
        assert_eq!(sentence(Words::from("a ").and(Words::code("b"))), "A `b`.");
        assert_eq!(sentence(Words::default()), "");
    }

    #[test]
    fn an_empty_text_is_no_piece() {
        assert!(Words::from("").is_empty() && Words::from(String::new()).is_empty());
        assert!(!Words::from(" ").is_empty());
        assert_eq!(Words::code("a").and("").pieces().len(), 1);
    }

    #[test]
    fn each_piece_has_its_text() {
        let words = Words::plain("a").and(Words::code("b")).and(Words::parameter("c"));
        let words = words.and(Words::condition("d")).and(Words::link("e")).and(Words::fact("f"));
        let texts: Vec<&str> = words.pieces().iter().map(Piece::text).collect();
        assert_eq!(texts, ["a", "b", "c", "d", "e", "f"]);
    }
}
