//! The spots of a schema: each field of a request and of its parts, and the items of each list.

use std::sync::Arc;

use crate::schema::{At, Field, Kind, Reference, Root, Schema};

/// One step from a request to a value in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Step {
    Field(usize),
    /// The item of a list with this original index, or the entry of a map with this current index.
    Item(usize),
    /// The entry of a map with this key.
    Entry(Arc<str>),
    /// The key of an entry, behind the step to it. The value there is that of the entry, but another text put there is
    /// another key.
    Key,
}

/// The steps from a request to a value in it.
pub(crate) type Slot = Vec<Step>;

/// A field, or the items of one, with the kind of its values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot {
    /// The request that declares the field.
    pub(crate) schema: &'static Schema,
    /// The index of the field.
    pub(crate) field: usize,
    /// `true` for the items of a list, or the values of a map, in the field.
    pub(crate) is_item: bool,
    /// The kind of the values.
    pub(crate) kind: &'static Kind,
}

/// A [`Spot`] as the key of a table.
///
/// A schema is identified by its name and its number of fields, since a constant may have several addresses. If two
/// schemas share both, more values than needed are tried for either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    schema: (&'static str, usize),
    field: usize,
    is_item: bool,
}

impl Spot {
    /// The field with this index.
    pub(crate) fn of(schema: &'static Schema, field: usize) -> Option<Self> {
        let kind = schema.fields.get(field)?.kind();
        Some(Self { schema, field, is_item: false, kind })
    }

    /// The spot at the end of `slot`; `None` for the request itself and for a slot that leads nowhere.
    pub(crate) fn at(schema: &'static Schema, slot: &[Step]) -> Option<Self> {
        let (Step::Field(first), rest) = slot.split_first()? else { return None };
        rest.iter().try_fold(Self::of(schema, *first)?, |spot, step| match step {
            Step::Field(field) => Self::of(spot.object()?, *field),
            Step::Item(_) | Step::Entry(_) => spot.item(),
            Step::Key => None,
        })
    }

    /// The spot of a rule's place; for a rule about items, the spot of the items.
    pub(crate) fn of_rule(schema: &'static Schema, at: At) -> Option<Self> {
        match at {
            At::Root => None,
            At::Field(field) => Self::of(schema, field),
            At::Items(field) => Self::of(schema, field)?.item(),
            At::Member(field, members) => Self::of(schema, field)?.member(members),
        }
    }

    /// The spot that a condition reads; `None` for a fact of the context. `items` holds the spots of the items that
    /// quantifiers bind, the outermost first.
    pub(crate) fn of_reference(
        schema: &'static Schema,
        reference: &Reference,
        items: &[Option<Self>],
    ) -> Option<Self> {
        let spot = match reference.root {
            Root::Field(field) => Self::of(schema, field)?,
            Root::Item(depth) => (*items.get(depth)?)?,
            Root::Context(_) | Root::Old(_) | Root::Changed(_) => return None,
        };
        spot.member(reference.members)
    }

    /// The spot of the items. The items of a value of any kind are of any kind too.
    pub(crate) fn item(self) -> Option<Self> {
        let kind = match self.kind.required() {
            Kind::Any => self.kind,
            kind => kind.item()?,
        };
        Some(Self { kind, is_item: true, ..self })
    }

    /// The member of this spot at the end of these Rust names.
    pub(crate) fn member(self, members: &[&str]) -> Option<Self> {
        members.iter().try_fold(self, |spot, rust| {
            let schema = spot.object()?;
            Self::of(schema, schema.member(rust)?.0)
        })
    }

    /// The schema of the requests at this spot; `None` for other values.
    pub(crate) fn object(self) -> Option<&'static Schema> {
        object_schema(self.kind)
    }

    /// The field of the spot, or the field that holds the items.
    pub(crate) fn field(self) -> &'static Field {
        &self.schema.fields[self.field]
    }

    /// The field of the spot; `None` for items.
    pub(crate) fn own_field(self) -> Option<&'static Field> {
        (!self.is_item).then(|| self.field())
    }

    pub(crate) fn key(self) -> Key {
        let schema = (self.schema.name, self.schema.fields.len());
        Key { schema, field: self.field, is_item: self.is_item }
    }
}

/// The schema of the requests of this kind; `None` for other kinds.
pub(crate) fn object_schema(kind: &'static Kind) -> Option<&'static Schema> {
    match kind.required() {
        Kind::Object(schema) => Some(schema),
        _ => None,
    }
}

/// The slot of a rule's place, relative to its request; for a rule about items, the slot of the list.
pub(crate) fn slot_of(schema: &'static Schema, at: At) -> Option<Slot> {
    match at {
        At::Root => Some(Vec::new()),
        At::Field(field) | At::Items(field) => Some(vec![Step::Field(field)]),
        At::Member(field, members) => member_slot(schema, field, members),
    }
}

/// The slot of the member with these Rust names, relative to its request.
pub(crate) fn member_slot(
    schema: &'static Schema,
    field: usize,
    members: &[&'static str],
) -> Option<Slot> {
    let mut slot = vec![Step::Field(field)];
    let mut kind = schema.fields.get(field)?.kind();
    for member in members {
        let inner = object_schema(kind)?;
        let (index, field) = inner.member(member)?;
        slot.push(Step::Field(index));
        kind = field.kind();
    }
    Some(slot)
}
