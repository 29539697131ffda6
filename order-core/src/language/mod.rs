//! The language of messages: all texts that a user of an API may see come from one [`Catalogue`].
//!
//! [`English`] is built in, and every `Display` uses it. A text is said in another language where it is shown:
//! [`Violations::in_language`], [`ReadError::in_language`], [`ProblemDetails::in_language`] and their like take a
//! catalogue. Codes, ids of rules, paths and names on the wire are the same in every language.
//!
//! Three things are words of the author of an API: the `message = "…"` of a rule, the text of a `#[rule]` or `#[check]`,
//! and the `label = "…"` of a field. A catalogue may replace them as well, by the id of the rule
//! ([`Message::rule`]) or by the field ([`Catalogue::label`]).
//!
//! Documents are exported in a language by `export::markdown::export_in_language` and its like in the other modules of
//! `export`. Their doc comments are those of the source.
//!
//! Not part of the catalogue: errors of the compiler, which only programmers see; what [`Debug`] shows; gaps and comments in SQL
//! and JSON Schema, which programs and programmers read.
//!
//! # Example
//!
//! ```
//! use order_core::{OrderRequest, ProblemDetails, language::{Catalogue, English, Message, Text}};
//!
//! /// Says a few texts shortly, and the others in English.
//! struct Short;
//!
//! impl Catalogue for Short {
//!     fn words(&self, message: &Message) -> String {
//!         match message.text() {
//!             Text::Required => message.fill("{field}: missing{reason}", self),
//!             Text::Reason => message.fill(" ({facts})", self),
//!             _ => English.words(message),
//!         }
//!     }
//! }
//!
//! #[derive(OrderRequest)]
//! struct Order {
//!     ev: bool,
//!     #[required_if(ev)]
//!     job_title: Option<String>,
//! }
//!
//! let violations = Order { ev: true, job_title: None }.validate().unwrap_err();
//! assert_eq!(violations.in_language(&Short), "`job_title`: missing (`ev` is true)");
//! let problem = ProblemDetails::from(&violations).in_language(&Short);
//! assert!(problem.to_json().contains("`job_title`: missing (`ev` is true)"));
//! ```
//!
//! [`ProblemDetails::in_language`]: crate::ProblemDetails::in_language
//! [`ReadError::in_language`]: crate::ReadError::in_language
//! [`Violations::in_language`]: crate::Violations::in_language

#[cfg(feature = "fluent")]
mod fluent;
mod message;
mod text;

use std::fmt;

#[cfg(feature = "fluent")]
pub use self::fluent::{Fluent, FluentMistakes};
pub(crate) use self::message::Value;
#[cfg(feature = "export")]
pub(crate) use self::message::in_pieces;
pub use self::{
    message::{Label, Message},
    text::Text,
};

/// The words of all messages in one language.
pub trait Catalogue {
    /// Returns the words of a message.
    ///
    /// [`Message::text`] says which one it is, and [`Message::fill`] puts what stands at its places into words. A message
    /// with words of its author ([`Message::own`]) is said by them, unless the catalogue has others for its
    /// [`rule`](Message::rule).
    fn words(&self, message: &Message) -> String;

    /// Returns the label of a field; `None` for that in the source.
    fn label(&self, label: Label) -> Option<String> {
        let _ = label;
        None
    }

    /// Returns the tag of the language, such as `pt-BR`, for documents that name theirs; `None` if it has none.
    fn tag(&self) -> Option<String> {
        None
    }
}

/// The catalogue of the English words, which are built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct English;

impl Catalogue for English {
    fn words(&self, message: &Message) -> String {
        let mut words = String::new();
        message.say_english(&mut words);
        words
    }

    fn tag(&self) -> Option<String> {
        Some("en".to_owned())
    }
}

/// Formats the English words.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&English.words(self))
    }
}

/// Says one message a line.
pub(crate) fn lines(
    messages: impl IntoIterator<Item = Message>,
    catalogue: &dyn Catalogue,
) -> String {
    let lines: Vec<String> = messages.into_iter().map(|it| catalogue.words(&it)).collect();
    lines.join("\n")
}
