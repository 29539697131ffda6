use std::convert::Infallible;

use crate::{
    OrderRequest,
    json_text::write_text,
    schema::{Field, FieldPlace, Scalars, Schema},
    value::{Formed, List, Map, Node, Object, Visitor},
    wire::write::each_member_or_null,
};

/// Initial capacity; enough for a usual request.
pub(super) const ROOM: usize = 1024;

/// Appends a request to `out`.
pub(super) fn write<T: OrderRequest>(request: &T, out: &mut Vec<u8>, pretty: bool) {
    if pretty {
        write_layout::<T, true>(request, out);
    } else {
        write_layout::<T, false>(request, out);
    }
}

fn write_layout<T: OrderRequest, const PRETTY: bool>(request: &T, out: &mut Vec<u8>) {
    let object = Object { schema: T::SCHEMA, fields: request };
    write_object::<PRETTY>(out, object, const { T::SCHEMA.scalars.plain() }, 0);
}

#[cfg(feature = "cases")]
pub(super) fn write_fields(
    schema: &'static Schema,
    fields: &dyn crate::value::Fields,
    out: &mut Vec<u8>,
) {
    write_object::<false>(out, Object { schema, fields }, schema.scalars.plain(), 0);
}

pub(super) fn write_value(node: Node<'_>, scalars: Scalars, out: &mut Vec<u8>) {
    write_node::<false>(out, node, scalars.plain(), 0);
}

fn write_object<const PRETTY: bool>(
    out: &mut Vec<u8>,
    object: Object<'_>,
    scalars: Scalars,
    depth: usize,
) {
    out.push(b'{');
    let mut writer =
        Writer::<PRETTY> { schema: object.schema, out, scalars, depth, is_empty: true };
    object.fields.visit(&mut writer);
    let is_empty = writer.is_empty;
    if PRETTY && !is_empty {
        new_line(out, depth);
    }
    out.push(b'}');
}

struct Writer<'w, const PRETTY: bool> {
    schema: &'static Schema,
    out: &'w mut Vec<u8>,
    /// The setting of the outermost request, which applies to everything inside it.
    scalars: Scalars,
    depth: usize,
    is_empty: bool,
}

impl<'a, const PRETTY: bool> Visitor<'a> for Writer<'_, PRETTY> {
    /// Only dispatches, so that an absent field costs almost nothing.
    fn field(&mut self, index: usize, node: Node<'a>) {
        match node {
            Node::Absent => {}
            Node::Text(text) => self.text(index, text),
            node => self.other(index, node),
        }
    }
}

impl<const PRETTY: bool> Writer<'_, PRETTY> {
    #[inline(never)]
    fn text(&mut self, index: usize, text: &str) {
        let field = &self.schema.fields[index];
        if field.place != FieldPlace::Body {
            return self.other(index, Node::Text(text));
        }
        self.key(field, true);
        write_text(self.out, text);
        self.out.push(b'"');
    }

    #[inline(never)]
    fn other(&mut self, index: usize, node: Node<'_>) {
        let field = &self.schema.fields[index];
        match field.place {
            FieldPlace::UrlPath
            | FieldPlace::UrlQuery
            | FieldPlace::Header
            | FieldPlace::Skipped => return,
            FieldPlace::BodyUnlessBlank if field.ty.optional && node.is_blank() => return,
            FieldPlace::Flattened => {
                if let Node::Object(object) = node {
                    let schema = std::mem::replace(&mut self.schema, object.schema);
                    object.fields.visit(self);
                    self.schema = schema;
                }
                return;
            }
            FieldPlace::Body | FieldPlace::BodyUnlessBlank => {}
        }
        self.key(field, false);
        let scalars = field.scalars(self.scalars);
        match (field.attributes.separator, node) {
            (Some(separator), Node::List(list)) => write_joined(self.out, list, separator),
            (_, Node::Object(_) | Node::Map(_)) if field.ty.is_change => {
                write_set::<PRETTY>(self.out, node, scalars, self.depth + 1);
            }
            _ => write_node::<PRETTY>(self.out, node, scalars, self.depth + 1),
        }
    }

    /// Writes the comma before a member, the name of the member and, for a text, the opening quote.
    #[inline]
    fn key(&mut self, field: &'static Field, quoted: bool) {
        let from = usize::from(std::mem::replace(&mut self.is_empty, false));
        let to = field.key.len() - usize::from(!quoted);
        if PRETTY {
            self.pretty_key(&field.key[from..to]);
        } else {
            self.out.extend_from_slice(&field.key.as_bytes()[from..to]);
        }
    }

    /// Writes the same on a line of its own, with a space after the colon.
    fn pretty_key(&mut self, key: &str) {
        let (comma, key) =
            if let Some(rest) = key.strip_prefix(',') { (",", rest) } else { ("", key) };
        let (name, quote) =
            if key.ends_with('"') { key.split_at(key.len() - 1) } else { (key, "") };
        self.out.extend_from_slice(comma.as_bytes());
        new_line(self.out, self.depth + 1);
        for part in [name, " ", quote] {
            self.out.extend_from_slice(part.as_bytes());
        }
    }
}

/// Writes a value whose key has been written.
fn write_node<const PRETTY: bool>(
    out: &mut Vec<u8>,
    node: Node<'_>,
    scalars: Scalars,
    depth: usize,
) {
    match node {
        Node::Absent | Node::Null => out.extend_from_slice(b"null"),
        Node::Bool(true) => write_scalar(out, "true", scalars),
        Node::Bool(false) => write_scalar(out, "false", scalars),
        Node::Integer(number) => write_number(out, number.unsigned_abs(), number < 0, scalars),
        Node::Unsigned(number) => write_number(out, number, false, scalars),
        Node::Text(text) => {
            out.push(b'"');
            write_text(out, text);
            out.push(b'"');
        }
        Node::Formed(formed) if is_bare(&formed, scalars) => {
            out.extend_from_slice(formed.to_string().as_bytes());
        }
        Node::Formed(formed) => {
            out.push(b'"');
            write_text(out, &formed.to_string());
            out.push(b'"');
        }
        Node::Object(object) => write_object::<PRETTY>(out, object, scalars, depth),
        Node::List(list) => {
            out.push(b'[');
            for index in 0..list.len() {
                if index > 0 {
                    out.push(b',');
                }
                if PRETTY {
                    new_line(out, depth + 1);
                }
                write_node::<PRETTY>(out, list.item(index), scalars, depth + 1);
            }
            if PRETTY && list.len() > 0 {
                new_line(out, depth);
            }
            out.push(b']');
        }
        Node::Map(map) => write_map::<PRETTY>(out, map, depth, |out, node| {
            write_node::<PRETTY>(out, node, scalars, depth + 1);
        }),
    }
}

/// Returns `true` if a value has no quotes. Out of line, since most values have no form of their own.
#[inline(never)]
fn is_bare(formed: &Formed<'_>, scalars: Scalars) -> bool {
    scalars.are_bare(formed.form()) && formed.broken_type().is_none()
}

/// Writes a map whose values are written by `write_value`.
fn write_map<const PRETTY: bool>(
    out: &mut Vec<u8>,
    map: &dyn Map,
    depth: usize,
    mut write_value: impl FnMut(&mut Vec<u8>, Node<'_>),
) {
    out.push(b'{');
    let mut is_first = true;
    map.each(&mut |key, node| {
        if !std::mem::replace(&mut is_first, false) {
            out.push(b',');
        }
        if PRETTY {
            new_line(out, depth + 1);
        }
        out.push(b'"');
        write_text(out, key);
        out.extend_from_slice(if PRETTY { b"\": " } else { b"\":" });
        write_value(out, node);
    });
    if PRETTY && !is_first {
        new_line(out, depth);
    }
    out.push(b'}');
}

/// Writes what an update sets a field to, or an entry of one. A receiver merges a part with the old one, so a part that
/// replaces it is written with null for all that it lacks.
fn write_set<const PRETTY: bool>(
    out: &mut Vec<u8>,
    node: Node<'_>,
    scalars: Scalars,
    depth: usize,
) {
    match node {
        Node::Object(object) if !object.schema.is_update() => {
            write_whole::<PRETTY>(out, object, scalars, depth);
        }
        Node::Map(map) => write_map::<PRETTY>(out, map, depth, |out, node| {
            write_set::<PRETTY>(out, node, scalars, depth + 1);
        }),
        node => write_node::<PRETTY>(out, node, scalars, depth),
    }
}

/// Writes a part with null for each member that is absent.
fn write_whole<const PRETTY: bool>(
    out: &mut Vec<u8>,
    object: Object<'_>,
    scalars: Scalars,
    depth: usize,
) {
    out.push(b'{');
    let mut writer =
        Writer::<PRETTY> { schema: object.schema, out, scalars, depth, is_empty: true };
    let written = each_member_or_null(object, &mut |field, node| {
        writer.key(field, false);
        let scalars = field.scalars(scalars);
        match node {
            Node::Object(part) => {
                write_whole::<PRETTY>(writer.out, part, scalars, depth + 1);
            }
            node => write_node::<PRETTY>(writer.out, node, scalars, depth + 1),
        }
        Ok::<(), Infallible>(())
    });
    let is_empty = writer.is_empty;
    match written {
        Ok(()) => {}
    }
    if PRETTY && !is_empty {
        new_line(out, depth);
    }
    out.push(b'}');
}

/// Writes a list as one text with separators.
fn write_joined(out: &mut Vec<u8>, list: &dyn List, separator: &str) {
    out.push(b'"');
    for index in 0..list.len() {
        if index > 0 {
            write_text(out, separator);
        }
        match list.item(index) {
            Node::Absent | Node::Null => {}
            Node::Text(text) => write_text(out, text),
            Node::Formed(formed) => write_text(out, &formed.to_string()),
            // Numbers and bools need no escaping.
            scalar => write_node::<false>(out, scalar, Scalars::Native, 0),
        }
    }
    out.push(b'"');
}

fn new_line(out: &mut Vec<u8>, depth: usize) {
    out.push(b'\n');
    out.resize(out.len() + 2 * depth, b' ');
}

fn write_scalar(out: &mut Vec<u8>, scalar: &str, scalars: Scalars) {
    let quote: &[u8] = if scalars == Scalars::Text { b"\"" } else { b"" };
    out.extend_from_slice(quote);
    out.extend_from_slice(scalar.as_bytes());
    out.extend_from_slice(quote);
}

fn write_number(out: &mut Vec<u8>, magnitude: u64, negative: bool, scalars: Scalars) {
    // Room for 20 digits and a sign.
    let mut digits = [0; 21];
    let mut start = digits.len();
    let mut rest = magnitude;
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if negative {
        start -= 1;
        digits[start] = b'-';
    }
    write_scalar(out, str::from_utf8(&digits[start..]).expect("digits are ASCII"), scalars);
}
