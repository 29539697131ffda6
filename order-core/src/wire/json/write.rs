use std::convert::Infallible;

use crate::{
    OrderRequest,
    json_text::{copy_plain, write_text},
    schema::{Field, FieldPlace, Key, Scalars, key},
    value::{Formed, List, Map, Node, Object, Visitor},
    wire::{Output, write::each_member_or_null},
};

/// Initial room; enough for a usual request.
pub(super) const ROOM: usize = 1024;

/// Appends a request to `out`.
pub(super) fn write<T: OrderRequest>(request: &T, out: Output<'_>, pretty: bool) {
    if pretty {
        write_layout::<T, true>(request, out);
    } else {
        write_layout::<T, false>(request, out);
    }
}

fn write_layout<T: OrderRequest, const PRETTY: bool>(request: &T, out: Output<'_>) {
    let object = Object { schema: T::SCHEMA, fields: request };
    let scalars = const { T::SCHEMA.scalars.plain() };
    Writer::<PRETTY>::new(scalars, out).object(object, scalars, 0);
}

#[cfg(feature = "cases")]
pub(super) fn write_fields(
    schema: &'static crate::schema::Schema,
    fields: &dyn crate::value::Fields,
    out: Output<'_>,
) {
    let scalars = schema.scalars.plain();
    Writer::<false>::new(scalars, out).object(Object { schema, fields }, scalars, 0);
}

pub(super) fn write_value(node: Node<'_>, scalars: Scalars, out: Output<'_>) {
    let scalars = scalars.plain();
    Writer::<false>::new(scalars, out).value(&node, scalars, 0);
}

struct Writer<'v, const PRETTY: bool> {
    out: Output<'v>,
    /// The fields of the object that is visited.
    fields: &'static [Field],
    /// The setting for this object and everything inside it.
    scalars: Scalars,
    depth: usize,
}

impl<'a, const PRETTY: bool> Visitor<'a> for Writer<'_, PRETTY> {
    fn field(&mut self, index: usize, node: Node<'a>) {
        self.member(&self.fields[index], &node);
    }

    fn fields(&mut self, nodes: &[Node<'a>]) {
        for (field, node) in self.fields.iter().zip(nodes) {
            self.member(field, node);
        }
    }
}

impl<'v, const PRETTY: bool> Writer<'v, PRETTY> {
    fn new(scalars: Scalars, out: Output<'v>) -> Self {
        Self { out, fields: &[], scalars, depth: 0 }
    }

    /// Writes a member. A text, which most members hold, is tried first.
    #[inline(always)]
    fn member(&mut self, field: &'static Field, node: &Node<'_>) {
        match node {
            Node::Text(text) if !PRETTY && self.short_text(field, text) => {}
            _ => self.other(field, node),
        }
    }

    /// Writes a member that holds text with a few moves. Returns `false` if the text or its key is long, an escape is
    /// needed, or there is no room.
    #[inline(always)]
    fn short_text(&mut self, field: &'static Field, text: &str) -> bool {
        /// The length of the longest text.
        const LONGEST: usize = 16;
        const KEY: usize = size_of::<Key>();

        let text = text.as_bytes();
        let Some(length) = key::length_in_body(field.key) else { return false };
        if text.len() > LONGEST {
            return false;
        }
        let Some(room) = self.out.room::<{ KEY + LONGEST }>() else { return false };
        room[..KEY].copy_from_slice(field.key);
        let end = length + text.len();
        let is_plain = copy_plain(text, &mut room[length..end]);
        room[end] = b'"';
        if is_plain {
            self.out.advance(end + 1);
        }
        is_plain
    }

    /// Writes any other member. Apart from [`given`](Self::given), so that an absent one costs almost nothing.
    #[inline(never)]
    fn other(&mut self, field: &'static Field, node: &Node<'_>) {
        if !matches!(node, Node::Absent) {
            self.given(field, node);
        }
    }

    #[inline(never)]
    fn given(&mut self, field: &'static Field, node: &Node<'_>) {
        if field.place != FieldPlace::Body && !self.is_of_body(field, node) {
            return;
        }
        self.key(field);
        if let Node::Text(text) = node {
            return self.quoted(text);
        }
        let scalars = field.scalars(self.scalars);
        match node {
            Node::Bool(_) | Node::Integer(_) => self.value(node, scalars, self.depth + 1),
            _ => self.part(field, node, scalars),
        }
    }

    /// Returns `true` for a field that is written as a member; the members of a flattened part are written.
    #[inline(never)]
    fn is_of_body(&mut self, field: &'static Field, node: &Node<'_>) -> bool {
        match field.place {
            FieldPlace::UrlPath
            | FieldPlace::UrlQuery
            | FieldPlace::Header
            | FieldPlace::Skipped => false,
            FieldPlace::BodyUnlessBlank => !(field.ty.optional && node.is_blank()),
            FieldPlace::Flattened => {
                if let Node::Object(object) = node {
                    let fields = std::mem::replace(&mut self.fields, object.schema.fields);
                    object.fields.visit(self);
                    self.fields = fields;
                }
                false
            }
            FieldPlace::Body => true,
        }
    }

    /// Writes a value that is more than a scalar.
    #[inline(never)]
    fn part(&mut self, field: &'static Field, node: &Node<'_>, scalars: Scalars) {
        match (field.attributes.separator, node) {
            (Some(separator), Node::List(list)) => self.joined(*list, separator),
            (_, Node::Object(_) | Node::Map(_)) if field.ty.is_change => {
                self.set(node, scalars, self.depth + 1);
            }
            _ => self.value(node, scalars, self.depth + 1),
        }
    }

    /// Writes a comma and the name of a member. The comma before the first one becomes the brace of the object.
    fn key(&mut self, field: &'static Field) {
        match key::without_quote(field.key) {
            Some(key) if !PRETTY => self.out.add(key),
            Some([_, key @ ..]) => {
                self.next_line(self.depth + 1);
                self.out.add(key);
                self.out.push(b' ');
            }
            _ => self.name(field.name, self.depth + 1),
        }
    }

    /// Writes a comma and a name.
    #[inline(never)]
    fn name(&mut self, name: &str, depth: usize) {
        match PRETTY {
            true => self.next_line(depth),
            false => self.out.push(b','),
        }
        self.quoted(name);
        self.out.add(if PRETTY { b": " } else { b":" });
    }

    /// Writes a value whose key has been written.
    fn value(&mut self, node: &Node<'_>, scalars: Scalars, depth: usize) {
        match node {
            Node::Bool(true) => self.scalar(b"\"true\"", scalars),
            Node::Bool(false) => self.scalar(b"\"false\"", scalars),
            &Node::Integer(number) => self.number(number.unsigned_abs(), number < 0, scalars),
            _ => self.other_value(node, scalars, depth),
        }
    }

    #[inline(never)]
    fn other_value(&mut self, node: &Node<'_>, scalars: Scalars, depth: usize) {
        match *node {
            Node::Absent | Node::Null => self.out.add(b"null"),
            Node::Bool(_) | Node::Integer(_) => self.value(node, scalars, depth),
            Node::Unsigned(number) => self.number(number, false, scalars),
            Node::Text(text) => self.quoted(text),
            Node::Formed(formed) if is_bare(&formed, scalars) => {
                self.out.add(formed.to_string().as_bytes());
            }
            Node::Formed(formed) => self.quoted(&formed.to_string()),
            Node::Object(object) => self.object(object, scalars, depth),
            Node::List(list) => {
                self.out.push(b'[');
                for index in 0..list.len() {
                    if index > 0 {
                        self.out.push(b',');
                    }
                    if PRETTY {
                        self.new_line(depth + 1);
                    }
                    self.value(&list.item(index), scalars, depth + 1);
                }
                if PRETTY && list.len() > 0 {
                    self.new_line(depth);
                }
                self.out.push(b']');
            }
            Node::Map(map) => self.map(map, depth, |writer, node| {
                writer.value(&node, scalars, depth + 1);
            }),
        }
    }

    fn object(&mut self, object: Object<'_>, scalars: Scalars, depth: usize) {
        self.members(object, scalars, depth, |writer| object.fields.visit(writer));
    }

    /// Writes an object whose members are written by `write`.
    fn members(
        &mut self,
        object: Object<'_>,
        scalars: Scalars,
        depth: usize,
        write: impl FnOnce(&mut Self),
    ) {
        let start = self.out.end();
        let outer = (self.fields, self.scalars, self.depth);
        (self.fields, self.scalars, self.depth) = (object.schema.fields, scalars, depth);
        write(self);
        (self.fields, self.scalars, self.depth) = outer;
        self.close(start, depth);
    }

    /// Puts the braces around members, each of which begins with a comma.
    fn close(&mut self, start: usize, depth: usize) {
        if self.out.end() == start {
            return self.out.add(b"{}");
        }
        self.out.set(start, b'{');
        if PRETTY {
            self.new_line(depth);
        }
        self.out.push(b'}');
    }

    /// Writes a map whose values are written by `write`.
    fn map(&mut self, map: &dyn Map, depth: usize, mut write: impl FnMut(&mut Self, Node<'_>)) {
        let start = self.out.end();
        map.each(&mut |key, node| {
            self.name(key, depth + 1);
            write(self, node);
        });
        self.close(start, depth);
    }

    /// Writes what an update sets a field to, or an entry of one. A receiver merges a part with the old one, so a part
    /// that replaces it is written with null for all that it lacks.
    fn set(&mut self, node: &Node<'_>, scalars: Scalars, depth: usize) {
        match *node {
            Node::Object(object) if !object.schema.is_update() => {
                self.whole(object, scalars, depth);
            }
            Node::Map(map) => self.map(map, depth, |writer, node| {
                writer.set(&node, scalars, depth + 1);
            }),
            _ => self.value(node, scalars, depth),
        }
    }

    /// Writes a part with null for each member that is absent.
    fn whole(&mut self, object: Object<'_>, scalars: Scalars, depth: usize) {
        self.members(object, scalars, depth, |writer| {
            let written = each_member_or_null(object, &mut |field, node| {
                writer.key(field);
                let scalars = field.scalars(scalars);
                match node {
                    Node::Object(part) => writer.whole(part, scalars, depth + 1),
                    node => writer.value(&node, scalars, depth + 1),
                }
                Ok::<(), Infallible>(())
            });
            match written {
                Ok(()) => {}
            }
        });
    }

    /// Writes a list as one text with separators.
    fn joined(&mut self, list: &dyn List, separator: &str) {
        self.out.push(b'"');
        for index in 0..list.len() {
            if index > 0 {
                write_text(&mut self.out, separator);
            }
            match list.item(index) {
                Node::Absent | Node::Null => {}
                Node::Text(text) => write_text(&mut self.out, text),
                Node::Formed(formed) => write_text(&mut self.out, &formed.to_string()),
                // Numbers and bools need no escaping.
                scalar => self.value(&scalar, Scalars::Native, 0),
            }
        }
        self.out.push(b'"');
    }

    /// Writes a comma and begins a new line.
    fn next_line(&mut self, depth: usize) {
        const LINE: &[u8; 34] = b",\n                                ";
        match LINE.get(..2 + 2 * depth) {
            Some(line) => self.out.add(line),
            None => {
                self.out.push(b',');
                self.new_line(depth);
            }
        }
    }

    fn new_line(&mut self, depth: usize) {
        self.out.push(b'\n');
        (0..depth).for_each(|_| self.out.add(b"  "));
    }

    fn quoted(&mut self, text: &str) {
        self.out.push(b'"');
        write_text(&mut self.out, text);
        self.out.push(b'"');
    }

    fn number(&mut self, magnitude: u64, negative: bool, scalars: Scalars) {
        self.out.number(magnitude, negative, scalars == Scalars::Text);
    }

    /// Writes a scalar, which is given in quotes.
    fn scalar(&mut self, quoted: &[u8], scalars: Scalars) {
        let cut = usize::from(scalars != Scalars::Text);
        self.out.add(&quoted[cut..quoted.len() - cut]);
    }
}

/// Returns `true` if a value has no quotes. Out of line, since most values have no form of their own.
#[inline(never)]
fn is_bare(formed: &Formed<'_>, scalars: Scalars) -> bool {
    scalars.are_bare(formed.form()) && formed.broken_type().is_none()
}
