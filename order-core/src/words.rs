//! Words and phrases that messages and exports share.

use std::fmt;

use crate::{
    schema::{Kind, Literal},
    value::{Fraction, Node},
};

/// A sentence under construction: prose, and code that each target marks in its own way.
///
/// A message puts code in backticks. An export escapes each piece for its format.
pub(crate) trait Sentence {
    /// Adds prose.
    fn plain(&mut self, text: &str);

    /// Adds a value, a pattern or a name.
    fn code(&mut self, text: &str);
}

/// Builds the sentence as plain text, with code in backticks.
impl Sentence for String {
    fn plain(&mut self, text: &str) {
        self.push_str(text);
    }

    fn code(&mut self, text: &str) {
        self.push('`');
        self.push_str(text);
        self.push('`');
    }
}

/// Returns the text that `write` writes.
pub(crate) fn text(write: impl FnOnce(&mut String)) -> String {
    let mut text = String::new();
    write(&mut text);
    text
}

/// Adds a text in which backticks mark code, such as ``an e-mail address such as `name@example.com` ``.
pub(crate) fn marked(text: &str, sentence: &mut dyn Sentence) {
    for (index, piece) in text.split('`').enumerate().filter(|(_, piece)| !piece.is_empty()) {
        match index % 2 {
            0 => sentence.plain(piece),
            _ => sentence.code(piece),
        }
    }
}

/// Adds a list such as "`a`, `b` or `c`".
pub(crate) fn alternatives<T>(
    items: impl ExactSizeIterator<Item = T>,
    sentence: &mut dyn Sentence,
    mut add: impl FnMut(T, &mut dyn Sentence),
) {
    let count = items.len();
    for (index, item) in items.enumerate() {
        match index {
            0 => {}
            _ if index + 1 == count => sentence.plain(" or "),
            _ => sentence.plain(", "),
        }
        add(item, sentence);
    }
}

/// Writes a list such as "`a`, `b` or `c`".
pub(crate) fn write_alternatives<T: fmt::Display>(
    f: &mut impl fmt::Write,
    values: impl ExactSizeIterator<Item = T>,
) -> fmt::Result {
    f.write_str(&text(|text| {
        alternatives(values, text, |value, text| text.code(&value.to_string()));
    }))
}

/// Returns the unit in which the length of a value is counted: characters, items or entries.
pub(crate) fn noun(kind: Option<&Kind>) -> &'static str {
    match kind {
        Some(Kind::List(_)) => "items",
        Some(Kind::Map(_)) => "entries",
        _ => "characters",
    }
}

/// Returns the noun in the singular or plural that `number` needs: one item, two items.
pub(crate) fn plural(noun: &'static str, number: i128) -> &'static str {
    match (noun, number) {
        ("items", 1) => "item",
        ("entries", 1) => "entry",
        ("characters", 1) => "character",
        _ => noun,
    }
}

/// Returns the wire name of an enum's variant.
pub(crate) fn variant(kind: Option<&Kind>, rust: &str) -> String {
    let choices = match kind {
        Some(Kind::Choice(choices)) => {
            choices.find_rust(rust).map(|index| choices.list[index].wire.to_string())
        }
        _ => None,
    };
    choices.unwrap_or_else(|| rust.to_owned())
}

/// Adds a literal of a rule in its wire form. Null, bools and numbers are marked as code only if `is_code`.
pub(crate) fn literal(
    kind: Option<&Kind>,
    literal: &Literal,
    is_code: bool,
    sentence: &mut dyn Sentence,
) {
    let text = literal_text(kind, literal);
    match literal {
        Literal::Null | Literal::Bool(_) | Literal::Integer(_) | Literal::Fraction(..)
            if !is_code =>
        {
            sentence.plain(&text);
        }
        Literal::Constant(constant) if !is_code && is_bare((constant.value)()) => {
            sentence.plain(&text);
        }
        Literal::Fact(fact) => {
            sentence.plain("the fact ");
            sentence.code(fact.name);
        }
        Literal::Null
        | Literal::Bool(_)
        | Literal::Integer(_)
        | Literal::Fraction(..)
        | Literal::Text(_)
        | Literal::Variant(_)
        | Literal::Constant(_) => sentence.code(&text),
    }
}

/// Returns `true` if a value reads well in prose without a mark.
fn is_bare(node: Node<'_>) -> bool {
    match node {
        Node::Null | Node::Bool(_) | Node::Integer(_) | Node::Unsigned(_) | Node::Formed(_) => true,
        Node::Absent | Node::Text(_) | Node::List(_) | Node::Map(_) | Node::Object(_) => false,
    }
}

/// Returns the wire form of a literal of a rule, or the source of a constant that is not a scalar.
pub(crate) fn literal_text(kind: Option<&Kind>, literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(number) => number.to_string(),
        Literal::Fraction(digits, scale) => Fraction(*digits, *scale).to_string(),
        Literal::Text(text) => (*text).to_owned(),
        Literal::Variant(rust) => variant(kind, rust),
        Literal::Constant(constant) => match (constant.value)() {
            Node::Absent | Node::List(_) | Node::Map(_) | Node::Object(_) => {
                constant.source.to_owned()
            }
            Node::Null => "null".to_owned(),
            node @ (Node::Bool(_)
            | Node::Integer(_)
            | Node::Unsigned(_)
            | Node::Text(_)
            | Node::Formed(_)) => node.to_text(),
        },
        Literal::Fact(fact) => format!("ctx.{}", fact.name),
    }
}
