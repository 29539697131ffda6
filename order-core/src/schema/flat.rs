//! Checks of flattened parts while the user's crate is compiled: the derive of a request does not see the names in a part.

use std::marker::PhantomData;

use crate::{
    schema::{Field, FieldPlace, Schema},
    value::OrderValue,
};

/// A part whose members stand among those of the request that holds it.
#[derive(Debug)]
pub struct InPlace<T>(PhantomData<T>);

impl<T: OrderValue> InPlace<T> {
    /// The request that the type holds; `None` if there is none, or if its flattened parts stand too deep in each other.
    /// Of types that flatten each other, rustc could not even make the descriptions.
    pub const PART: Option<&'static Schema> =
        if T::FLAT_WITHIN_7 { request_of::<T>() } else { None };
}

/// Returns the request that the type holds. In a function, it is looked at only where it is asked for.
pub const fn request_of<T: OrderValue>() -> Option<&'static Schema> {
    match T::PART {
        Some(kind) => kind.request(),
        None => None,
    }
}

/// The reason why a flattened field cannot stand among the members of a request.
#[derive(Debug)]
pub struct FlatMistake {
    text: [u8; Self::ROOM],
    length: usize,
}

impl FlatMistake {
    const ROOM: usize = 512;

    /// Returns the mistake of the flattened field with this index, which has the type `T`, if there is one.
    pub const fn of<T: OrderValue>(schema: &'static Schema, index: usize) -> Option<Self> {
        let field = &schema.fields[index];
        if !T::FLAT_WITHIN_7 {
            return Some(Self::text(&[
                "the members of `",
                field.rust,
                "` would stand among each other without end, or more than 8 levels deep; use `nested` in place of `flatten`",
            ]));
        }
        let Some(part) = field.attributes.part else {
            return Some(Self::text(&[
                "`",
                field.rust,
                "` has no members to flatten: `flatten` takes a request, alone or in an `Option` or a `Box`; remove it",
            ]));
        };
        match clash(schema, index, part) {
            Some((name, other)) => Some(Self::text(&[
                "the wire name `",
                name,
                "` of a member of `",
                field.rust,
                "` belongs to `",
                other.rust,
                "` already; rename one",
            ])),
            None => None,
        }
    }

    /// Returns the message.
    pub const fn message(&self) -> &str {
        match str::from_utf8(self.text.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "a flattened field is wrong",
        }
    }

    /// Joins the pieces as far as there is room.
    const fn text(pieces: &[&str]) -> Self {
        let mut text = [0; Self::ROOM];
        let mut length = 0;
        let mut piece = 0;
        while piece < pieces.len() {
            let bytes = pieces[piece].as_bytes();
            let mut at = 0;
            while at < bytes.len() && length < Self::ROOM {
                text[length] = bytes[at];
                at += 1;
                length += 1;
            }
            piece += 1;
        }
        Self { text, length }
    }
}

/// Returns the first name in `part`, which the field with this index holds, that another field has too, and that field.
const fn clash(
    schema: &'static Schema,
    index: usize,
    part: &'static Schema,
) -> Option<(&'static str, &'static Field)> {
    let mut member = 0;
    while member < part.fields.len() {
        let field = &part.fields[member];
        if let Some(inner) = flattened(field) {
            if let Some(found) = clash(schema, index, inner) {
                return Some(found);
            }
        } else if field.has_name() {
            let mut name = field.name;
            let mut alias = 0;
            loop {
                if let Some(other) = holder(schema, index, name) {
                    return Some((name, other));
                }
                if alias == field.attributes.aliases.len() {
                    break;
                }
                name = field.attributes.aliases[alias];
                alias += 1;
            }
        }
        member += 1;
    }
    None
}

/// Returns the field that has a member of this name: a field in the body, or a part that is flattened before the field
/// with this index.
const fn holder(schema: &'static Schema, index: usize, name: &str) -> Option<&'static Field> {
    let mut other = 0;
    while other < schema.fields.len() {
        let field = &schema.fields[other];
        let is_held = match flattened(field) {
            Some(part) => other < index && holder(part, part.fields.len(), name).is_some(),
            None => field.has_name() && is_called(field, name),
        };
        if is_held {
            return Some(field);
        }
        other += 1;
    }
    None
}

const fn flattened(field: &Field) -> Option<&'static Schema> {
    if matches!(field.place, FieldPlace::Flattened) { field.attributes.part } else { None }
}

const fn is_called(field: &Field, name: &str) -> bool {
    let mut alias = 0;
    while alias < field.attributes.aliases.len() {
        if is_same(field.attributes.aliases[alias], name) {
            return true;
        }
        alias += 1;
    }
    is_same(field.name, name)
}

pub(super) const fn is_same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}
