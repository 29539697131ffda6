use std::fmt::{self, Debug as _};

use crate::{
    request::OrderRequest,
    schema::{FieldPlace, REDACTED, Schema},
    update::same::{entries, nodes},
    value::{Fields, Node},
};

/// Writes an update for `Debug`: the fields that it sets or clears. The value of a secret field is not shown.
pub fn show<U: OrderRequest>(update: &U, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    Members { schema: U::SCHEMA, fields: update }.fmt(f)
}

struct Members<'a> {
    schema: &'static Schema,
    fields: &'a dyn Fields,
}

impl Members<'_> {
    fn add(&self, shown: &mut fmt::DebugStruct<'_, '_>) {
        for (field, node) in self.schema.fields.iter().zip(nodes(self.fields)) {
            match node {
                Node::Absent => {}
                Node::Null => {
                    shown.field(field.rust, &format_args!("Clear"));
                }
                _ if field.attributes.secret => {
                    shown.field(field.rust, &format_args!("{REDACTED}"));
                }
                Node::Object(part) if field.place == FieldPlace::Flattened => {
                    Members { schema: part.schema, fields: part.fields }.add(shown);
                }
                node => {
                    shown.field(field.rust, &Shown(node));
                }
            }
        }
    }
}

impl fmt::Debug for Members<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct(self.schema.name);
        self.add(&mut shown);
        shown.finish()
    }
}

struct Shown<'a>(Node<'a>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Node::Absent => f.write_str("Untouched"),
            Node::Null => f.write_str("Clear"),
            Node::Bool(value) => value.fmt(f),
            Node::Integer(number) => number.fmt(f),
            Node::Unsigned(number) => number.fmt(f),
            Node::Text(text) => text.fmt(f),
            Node::Formed(formed) => fmt::Display::fmt(&formed, f),
            Node::List(list) => {
                f.debug_list().entries((0..list.len()).map(|it| Shown(list.item(it)))).finish()
            }
            Node::Map(map) => {
                let entries = entries(map).into_iter();
                f.debug_map().entries(entries.map(|(key, node)| (key, Shown(node)))).finish()
            }
            Node::Object(part) => Members { schema: part.schema, fields: part.fields }.fmt(f),
        }
    }
}
