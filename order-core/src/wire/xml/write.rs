use std::{borrow::Cow, fmt, io::Write};

use crate::{
    OrderRequest,
    language::Text,
    path::Segment,
    schema::Kind,
    value::{Node, Object},
    wire::{
        write::{Reason, Unwritable, each_member, free, null_of},
        xml::{
            name::{ITEM, is_name, item_of},
            parse::forbidden,
            root,
        },
    },
};

/// Initial capacity; enough for a usual request.
pub(super) const ROOM: usize = 1024;

type Result<T, E = Unwritable> = std::result::Result<T, E>;

/// Appends a request to `out`.
pub(super) fn write<T: OrderRequest>(request: &T, out: &mut Vec<u8>, pretty: bool) -> Result<()> {
    out.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    let mut writer = Writer { out, pretty };
    writer.new_line(0);
    let object = Object { schema: T::SCHEMA, fields: request };
    writer.element(root(T::SCHEMA), &Kind::Any, None, Node::Object(object), 0)
}

struct Writer<'w> {
    out: &'w mut Vec<u8>,
    pretty: bool,
}

impl Writer<'_> {
    fn element(
        &mut self,
        name: &str,
        kind: &'static Kind,
        item: Option<&'static str>,
        node: Node<'_>,
        depth: usize,
    ) -> Result<()> {
        if !is_name(name) {
            return Err(Unwritable::new(Text::WriteName));
        }
        self.tag("<", name);
        let before = self.out.len();
        self.content(name, kind.required(), item, node, depth)?;
        let holds_elements = matches!(node, Node::Object(_) | Node::Map(_) | Node::List(_));
        if holds_elements && self.out.len() > before {
            self.new_line(depth);
        }
        self.tag("</", name);
        Ok(())
    }

    fn content(
        &mut self,
        name: &str,
        kind: &'static Kind,
        item: Option<&'static str>,
        node: Node<'_>,
        depth: usize,
    ) -> Result<()> {
        if let Kind::Any = kind {
            free(node)?;
        }
        match node {
            Node::Absent | Node::Null => null_of(kind),
            // A flag is an empty element.
            Node::Bool(_) if matches!(kind, Kind::Flag) => Ok(()),
            Node::Text(text) => self.text(text),
            Node::Formed(formed) => self.text(&formed.to_string()),
            Node::Bool(value) => self.shown(value),
            Node::Integer(number) => self.shown(number),
            Node::Unsigned(number) => self.shown(number),
            Node::Object(object) => each_member(object, &mut |field, node| {
                self.new_line(depth + 1);
                self.element(field.name, field.kind(), field.attributes.item, node, depth + 1)
                    .map_err(|unwritable| unwritable.below(Segment::Name(field.name)))
            }),
            Node::List(list) => {
                let (item, kind) = match kind {
                    Kind::List(kind) => (item_of(name, item), kind()),
                    _ => (Cow::Borrowed(ITEM), kind),
                };
                for index in 0..list.len() {
                    self.new_line(depth + 1);
                    self.element(&item, kind, None, list.item(index), depth + 1)
                        .map_err(|unwritable| unwritable.below(Segment::Index(index)))?;
                }
                Ok(())
            }
            Node::Map(map) => {
                let (kind, is_free) = match kind {
                    Kind::Map(value) => (value(), false),
                    _ => (kind, true),
                };
                let mut outcome = Ok(());
                map.each(&mut |key, node| {
                    if is_free && key == ITEM && map.len() == 1 {
                        outcome = Err(Unwritable::new(Text::WriteOnlyItem));
                    }
                    if outcome.is_ok() {
                        self.new_line(depth + 1);
                        outcome = self
                            .element(key, kind, None, node, depth + 1)
                            .map_err(|unwritable| unwritable.below(Segment::Key(key.into())));
                    }
                });
                outcome
            }
        }
    }

    fn tag(&mut self, open: &str, name: &str) {
        for part in [open, name, ">"] {
            self.out.extend_from_slice(part.as_bytes());
        }
    }

    fn shown(&mut self, shown: impl std::fmt::Display) -> Result<()> {
        push_shown(self.out, shown);
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<()> {
        if let Some(at) = forbidden(text) {
            let character = text[at..].chars().next().unwrap_or_default();
            return Err(Unwritable::new(Reason::of_character(Text::WriteCharacter, character)));
        }
        let mut plain = 0;
        for (index, byte) in text.bytes().enumerate() {
            let escaped = match byte {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                // A parser would turn a bare carriage return into a newline.
                b'\r' => "&#13;",
                _ => continue,
            };
            self.out.extend_from_slice(&text.as_bytes()[plain..index]);
            self.out.extend_from_slice(escaped.as_bytes());
            plain = index + 1;
        }
        self.out.extend_from_slice(&text.as_bytes()[plain..]);
        Ok(())
    }

    fn new_line(&mut self, depth: usize) {
        if self.pretty {
            self.out.push(b'\n');
            self.out.resize(self.out.len() + 2 * depth, b' ');
        }
    }
}

/// Appends a displayed value, such as a number.
fn push_shown(out: &mut Vec<u8>, shown: impl fmt::Display) {
    write!(out, "{shown}").expect("a Vec takes all");
}
