//! Code that the writers of all formats share.

use std::fmt;

use crate::{
    Path,
    language::{Catalogue, English, Message, Text, Value},
    path::Segment,
    schema::{Field, FieldPlace, Kind, Schema},
    value::{List, Node, Object, Visitor},
};

/// An error for a request that a format cannot represent.
///
/// JSON can represent every request, so writing it never fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteError {
    path: Path,
    reason: Reason,
}

/// The reason why a value cannot be written: a text, and the character that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reason {
    text: Text,
    character: Option<char>,
}

#[cfg(feature = "xml")]
impl Reason {
    /// The reason that a text holds a character that the format cannot hold.
    pub(crate) fn of_character(text: Text, character: char) -> Self {
        Self { text, character: Some(character) }
    }
}

impl From<Text> for Reason {
    fn from(text: Text) -> Self {
        Self { text, character: None }
    }
}

impl WriteError {
    /// The path of the value, in wire names.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the message: the reason and a remedy, but no value.
    pub fn message(&self) -> Message {
        let Reason { text, character } = self.reason;
        let reason = match character {
            Some(it) => text.with("character", Value::plain(format!("U+{:04X}", u32::from(it)))),
            None => text.alone(),
        };
        match self.path == Path::ROOT {
            true => reason,
            false => Text::WriteAt.with("field", &self.path).with("reason", reason),
        }
    }

    /// Returns the message in the language of `catalogue`.
    pub fn in_language(&self, catalogue: &dyn Catalogue) -> String {
        catalogue.words(&self.message())
    }
}

/// Formats the English message.
impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(&English))
    }
}

impl std::error::Error for WriteError {}

/// A [`WriteError`] under construction, whose path grows from the inside out.
#[derive(Debug)]
pub(crate) struct Unwritable {
    steps: Vec<Segment>,
    reason: Reason,
}

impl Unwritable {
    #[cold]
    pub(crate) fn new(reason: impl Into<Reason>) -> Self {
        Self { steps: Vec::new(), reason: reason.into() }
    }

    /// Prepends a step to the path.
    pub(crate) fn below(mut self, step: Segment) -> Self {
        self.steps.push(step);
        self
    }
}

impl From<Unwritable> for WriteError {
    fn from(unwritable: Unwritable) -> Self {
        let Unwritable { steps, reason } = unwritable;
        Self { path: steps.into_iter().rev().collect(), reason }
    }
}

/// Passes each member of the body, including those of flattened parts, to `see` until it fails.
///
/// A list with a separator is passed as one text.
pub(crate) fn each_member<E>(
    object: Object<'_>,
    see: &mut dyn FnMut(&'static Field, Node<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut members = Members { schema: object.schema, see, outcome: Ok(()) };
    object.fields.visit(&mut members);
    members.outcome
}

/// Passes each member like [`each_member`], and null for each that is absent: a part that an update puts in the place of
/// another one, which the receiver merges.
pub(crate) fn each_member_or_null<E>(
    object: Object<'_>,
    see: &mut dyn FnMut(&'static Field, Node<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut members = MembersOrNull { schema: object.schema, see, outcome: Ok(()) };
    object.fields.visit(&mut members);
    members.outcome
}

struct MembersOrNull<'s, E> {
    schema: &'static Schema,
    see: &'s mut dyn FnMut(&'static Field, Node<'_>) -> Result<(), E>,
    outcome: Result<(), E>,
}

impl<'a, E> Visitor<'a> for MembersOrNull<'_, E> {
    fn field(&mut self, index: usize, node: Node<'a>) {
        let field = &self.schema.fields[index];
        if self.outcome.is_err() {
            return;
        }
        self.outcome = match (field.place, node) {
            (FieldPlace::Flattened, Node::Object(part)) => each_member_or_null(part, self.see),
            _ if field.is_written(&node) => {
                Members { schema: self.schema, see: self.see, outcome: Ok(()) }.shown(index, node)
            }
            _ => each_null(field, self.see),
        };
    }
}

/// Passes null for a field of the body, or for each member of a flattened part.
fn each_null<E>(
    field: &'static Field,
    see: &mut dyn FnMut(&'static Field, Node<'_>) -> Result<(), E>,
) -> Result<(), E> {
    match (field.place, field.kind()) {
        (FieldPlace::Flattened, Kind::Object(part)) => {
            part.fields.iter().try_for_each(|member| each_null(member, see))
        }
        (FieldPlace::Body | FieldPlace::BodyUnlessBlank, _) => see(field, Node::Null),
        (
            FieldPlace::Flattened
            | FieldPlace::UrlPath
            | FieldPlace::UrlQuery
            | FieldPlace::Header
            | FieldPlace::Skipped,
            _,
        ) => Ok(()),
    }
}

struct Members<'s, E> {
    schema: &'static Schema,
    see: &'s mut dyn FnMut(&'static Field, Node<'_>) -> Result<(), E>,
    outcome: Result<(), E>,
}

impl<E> Members<'_, E> {
    /// Passes one field and returns the outcome.
    fn shown(mut self, index: usize, node: Node<'_>) -> Result<(), E> {
        self.field(index, node);
        self.outcome
    }
}

impl<'a, E> Visitor<'a> for Members<'_, E> {
    fn field(&mut self, index: usize, node: Node<'a>) {
        let field = &self.schema.fields[index];
        if self.outcome.is_err() || matches!(node, Node::Absent) {
            return;
        }
        match field.place {
            FieldPlace::UrlPath
            | FieldPlace::UrlQuery
            | FieldPlace::Header
            | FieldPlace::Skipped => {}
            FieldPlace::BodyUnlessBlank if field.ty.optional && node.is_blank() => {}
            FieldPlace::Body | FieldPlace::BodyUnlessBlank => {
                self.outcome = match (field.attributes.separator, node) {
                    (Some(separator), Node::List(list)) => {
                        (self.see)(field, Node::Text(&joined(list, separator)))
                    }
                    _ => (self.see)(field, node),
                };
            }
            FieldPlace::Flattened => {
                if let Node::Object(part) = node {
                    self.outcome = each_member(part, self.see);
                }
            }
        }
    }
}

/// Fails for a free-form value that a format without types would make another one of: all that is neither text nor holds
/// any.
pub(crate) fn free(node: Node<'_>) -> Result<(), Unwritable> {
    let reason = match node {
        Node::Text(_) | Node::Object(_) => return Ok(()),
        Node::List(list) if list.len() > 0 => return Ok(()),
        Node::Map(map) if map.len() > 0 => return Ok(()),
        Node::Absent | Node::Null => return null_of(&Kind::Any),
        Node::List(_) | Node::Map(_) => Text::WriteEmpty,
        Node::Bool(_) | Node::Integer(_) | Node::Unsigned(_) | Node::Formed(_) => Text::WriteScalar,
    };
    Err(Unwritable::new(reason))
}

/// Fails for null, or an absent item, of a kind whose empty text is a value: in a format without null, reading would
/// make that value of it.
pub(crate) fn null_of(kind: &Kind) -> Result<(), Unwritable> {
    match kind {
        Kind::Any | Kind::Text | Kind::Flag | Kind::List(_) | Kind::Map(_) | Kind::Object(_) => {
            Err(Unwritable::new(Text::WriteNull))
        }
        Kind::Optional(inner) => null_of(inner()),
        Kind::Choice(_) if kind.is_text() => null_of(&Kind::Text),
        Kind::Bool | Kind::Choice(_) | Kind::Formed(_) | Kind::Integer { .. } => Ok(()),
    }
}

/// Joins a list to one text.
fn joined(list: &dyn List, separator: &str) -> String {
    let items: Vec<String> = (0..list.len()).map(|index| list.item(index).to_text()).collect();
    items.join(separator)
}

/// Appends to `out`, which stays unchanged if `write` fails.
pub(crate) fn all_or_nothing(
    out: &mut Vec<u8>,
    write: impl FnOnce(&mut Vec<u8>) -> Result<(), Unwritable>,
) -> Result<(), WriteError> {
    let before = out.len();
    write(out).map_err(|unwritable| {
        out.truncate(before);
        unwritable.into()
    })
}

/// Converts the output of a writer to text.
pub(crate) fn into_text(out: Vec<u8>) -> String {
    String::from_utf8(out).expect("the writers copy text and add ASCII")
}
