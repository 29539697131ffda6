//! A sentence in pieces, which each export escapes in its own way.

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

    /// Joins items as in "`a`, `b` or `c`", with `last` before the last item.
    pub(crate) fn list(items: impl IntoIterator<Item = Self>, last: &str) -> Self {
        let items: Vec<Self> = items.into_iter().collect();
        let count = items.len();
        items.into_iter().enumerate().fold(Self::default(), |words, (index, item)| {
            let before = match index {
                0 => "",
                _ if index + 1 == count => last,
                _ => ", ",
            };
            words.and(before).and(item)
        })
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
impl std::fmt::Display for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for piece in &self.0 {
            match piece {
                Piece::Plain(text) => f.write_str(text)?,
                Piece::Code(text) | Piece::Parameter(text) | Piece::Link(text) => {
                    write!(f, "`{text}`")?
                }
                Piece::Condition(name) => write!(f, "*{}*", spoken(name))?,
            }
        }
        Ok(())
    }
}

/// The name of a condition as words, such as `hardware token`.
pub(crate) fn spoken(name: &str) -> String {
    name.replace('_', " ")
}
