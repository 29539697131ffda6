//! Words and phrases that messages and exports share.

#[cfg(feature = "export")]
mod pieces;

#[cfg(feature = "export")]
pub(crate) use self::pieces::{Piece, Words, spoken};
use crate::{
    language::{Text, Value},
    schema::{Kind, Literal, literal_node},
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

    /// Adds a piece of documentation.
    #[cfg(feature = "export")]
    fn piece(&mut self, piece: &Piece);
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

    #[cfg(feature = "export")]
    fn piece(&mut self, piece: &Piece) {
        self.push_str(&piece.to_string());
    }
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

/// Returns the text of a length: of a number of items, entries or characters.
pub(crate) fn length_of(kind: Option<&Kind>) -> Text {
    match kind {
        Some(Kind::List(_)) => Text::LengthItems,
        Some(Kind::Map(_)) => Text::LengthEntries,
        _ => Text::LengthCharacters,
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

/// Returns a literal of a rule in its wire form. Null, bools and numbers are marked as code only if `is_code`.
pub(crate) fn literal(kind: Option<&Kind>, literal: &Literal, is_code: bool) -> Value {
    let text = literal_text(kind, literal);
    match literal {
        Literal::Null if !is_code => Text::Null.into(),
        Literal::Bool(true) if !is_code => Text::True.into(),
        Literal::Bool(false) if !is_code => Text::False.into(),
        Literal::Integer(number) if !is_code => Value::Number(*number),
        Literal::Fraction(..) if !is_code => Value::plain(text),
        Literal::Constant(constant) if !is_code && is_bare((constant.value)()) => {
            Value::plain(text)
        }
        Literal::Fact(fact) => Text::ContextFact.with("name", Value::code(fact.name)).into(),
        Literal::Null
        | Literal::Bool(_)
        | Literal::Integer(_)
        | Literal::Fraction(..)
        | Literal::Text(_)
        | Literal::Variant(_)
        | Literal::Constant(_) => Value::code(text),
    }
}

/// Returns `true` if a value reads well in prose without a mark.
fn is_bare(node: Node<'_>) -> bool {
    match node {
        Node::Null | Node::Bool(_) | Node::Integer(_) | Node::Unsigned(_) | Node::Formed(_) => true,
        Node::Absent | Node::Text(_) | Node::List(_) | Node::Map(_) | Node::Object(_) => false,
    }
}

/// Returns a date or time of a rule in a notation that is not that of its type; `None` if there is none, or no text for it.
fn in_notation(kind: &Kind, literal: &Literal) -> Option<String> {
    let Kind::Formed(form) = kind.required() else { return None };
    form.wire()?;
    match literal_node(Some(kind), literal)? {
        Node::Formed(formed) => formed.broken_type().is_none().then(|| formed.to_string()),
        Node::Absent
        | Node::Null
        | Node::Bool(_)
        | Node::Integer(_)
        | Node::Unsigned(_)
        | Node::Text(_)
        | Node::List(_)
        | Node::Map(_)
        | Node::Object(_) => None,
    }
}

/// Returns the wire form of a literal of a rule, or the source of a constant that is not a scalar.
///
/// A date or time is in the notation of its field. If that cannot say it, it stands as in the rule.
pub(crate) fn literal_text(kind: Option<&Kind>, literal: &Literal) -> String {
    if let Some(text) = kind.and_then(|kind| in_notation(kind, literal)) {
        return text;
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::English;

    #[test]
    fn a_literal_is_marked_as_code_where_that_is_asked() {
        for (asked, prose, code) in [
            (Literal::Null, "null", "`null`"),
            (Literal::Bool(true), "true", "`true`"),
            (Literal::Bool(false), "false", "`false`"),
            (Literal::Integer(7), "7", "`7`"),
            (Literal::Fraction(15, 1), "1.5", "`1.5`"),
            (Literal::Text("a"), "`a`", "`a`"),
        ] {
            let said = |is_code| literal(None, &asked, is_code).in_language(&English);
            assert_eq!((said(false).as_str(), said(true).as_str()), (prose, code));
        }
    }

    #[cfg(feature = "export")]
    #[test]
    fn words_of_documentation_are_said_in_a_text() {
        let words =
            Words::plain("see ").and(Words::code("a")).and(" and ").and(Words::condition("b_c"));
        assert_eq!(Value::Words(words).in_language(&English), "see `a` and *b c*");
    }
}
