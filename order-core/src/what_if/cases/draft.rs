//! A draft of a request: a [`Tree`] that the wire formats can write, and the places in it.

use std::sync::Arc;

use crate::{
    schema::{Field, FieldPlace, Kind, Literal, Schema, literal_node},
    value::{Fields, Formed, List, Map, Node, Object, TextForm, Visitor},
    what_if::{
        spot::{Slot, Spot, Step},
        tree::{Item, Tree},
    },
};

impl Tree {
    /// The value at `slot`, if it is present.
    pub(super) fn get(&self, slot: &[Step]) -> Option<&Self> {
        self.at(slot).filter(|tree| tree.is_given())
    }

    /// Returns whether the value at `slot` is a request.
    pub(super) fn is_request_at(&self, slot: &[Step]) -> bool {
        matches!(self.at(slot), Some(Self::Object(..)))
    }

    /// Removes the value at `slot`. The items after a removed item move up.
    pub(super) fn remove(&mut self, slot: &[Step]) {
        self.replace(slot, Self::Absent);
        if let Some((Step::Item(_), list)) = slot.split_last()
            && let Some(Self::List(items)) = self.at_mut(list)
        {
            for (index, item) in items.iter_mut().enumerate() {
                item.origin = index;
            }
        }
    }

    /// The number of items or entries.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::List(items) => items.len(),
            Self::Map(entries) => entries.len(),
            _ => 0,
        }
    }

    /// The tree as the writers of the wire formats read it.
    pub(super) fn node(&self) -> Node<'_> {
        match self {
            Self::Absent | Self::Unknown => Node::Absent,
            Self::Null => Node::Null,
            Self::Bool(value) => Node::Bool(*value),
            Self::Number(number) => Node::from_integer(*number).unwrap_or(Node::Absent),
            Self::Text(text) => Node::Text(text),
            Self::Formed(form, text) => Node::Formed(Formed::new(form, text)),
            Self::List(items) => Node::List(items),
            Self::Map(entries) => Node::Map(entries),
            Self::Object(schema, _) => Node::Object(Object { schema, fields: self }),
        }
    }

    /// Returns whether the value is blank text, an empty list or an empty map.
    pub(super) fn is_blank(&self) -> bool {
        self.node().is_blank()
    }

    /// The value of a literal in a rule, as one of `kind`.
    pub(super) fn of_literal(kind: &'static Kind, literal: &Literal) -> Option<Self> {
        Self::of_scalar(kind, literal_node(Some(kind.required()), literal)?)
    }

    /// A scalar as a value of `kind`, if it is one.
    pub(super) fn of_scalar(kind: &'static Kind, node: Node<'_>) -> Option<Self> {
        match (kind.required(), Self::of_node(node)) {
            (_, Self::Null) => Some(Self::Null),
            (Kind::Formed(form), Self::Number(number)) => Self::formed(form, &number.to_string()),
            (Kind::Formed(form), Self::Text(text) | Self::Formed(_, text)) => {
                Self::formed(form, &text)
            }
            (kind @ Kind::Integer { .. }, Self::Number(number)) => {
                kind.has_number(number).then_some(Self::Number(number))
            }
            (Kind::Bool | Kind::Flag, value @ Self::Bool(_))
            | (Kind::Text | Kind::Choice(_), value @ Self::Text(_))
            | (Kind::Choice(_), value @ Self::Number(_))
            | (
                Kind::Any,
                value @ (Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Formed(..)),
            ) => Some(value),
            _ => None,
        }
    }

    /// A value in a text form, if the form accepts the text.
    pub(super) fn formed(form: &'static TextForm, text: &str) -> Option<Self> {
        (form.accepts)(text).then(|| Self::Formed(form, text.into()))
    }
}

impl Fields for Tree {
    fn visit<'a>(&'a self, visitor: &mut dyn Visitor<'a>) {
        for (index, (_, member)) in self.members().enumerate() {
            visitor.field(index, member.node());
        }
    }
}

impl List for Vec<Item> {
    fn len(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> Node<'_> {
        self[index].tree.node()
    }
}

impl Map for Vec<(Arc<str>, Tree)> {
    fn len(&self) -> usize {
        self.len()
    }

    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, Node<'a>)) {
        for (key, tree) in self {
            visit(key, tree.node());
        }
    }
}

/// A place in a request, and its spot in the schema.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) slot: Slot,
    pub(super) spot: Spot,
}

impl Place {
    /// The place at the end of `slot` in a request with this schema.
    pub(super) fn at(schema: &'static Schema, slot: &[Step]) -> Option<Self> {
        Some(Self { slot: slot.to_vec(), spot: Spot::at(schema, slot)? })
    }

    /// The number of parts around the place.
    pub(super) fn depth(&self) -> usize {
        let fields = self.slot.iter().filter(|step| matches!(step, Step::Field(_)));
        fields.count().saturating_sub(1)
    }

    /// The place of the member at the end of these Rust names.
    pub(super) fn member(self, members: &[&str]) -> Option<Self> {
        members.iter().try_fold(self, |place, rust| {
            let schema = place.spot.object()?;
            let (field, _) = schema.member(rust)?;
            let slot = [&place.slot[..], &[Step::Field(field)]].concat();
            Some(Self { slot, spot: Spot::of(schema, field)? })
        })
    }

    /// The place of the item with this index.
    pub(super) fn item(&self, index: usize) -> Option<Self> {
        let slot = [&self.slot[..], &[Step::Item(index)]].concat();
        Some(Self { slot, spot: self.spot.item()? })
    }
}

/// Returns whether a request must have this field.
pub(super) fn is_needed(field: &Field) -> bool {
    !field.ty.optional && field.attributes.default.is_none() && field.place != FieldPlace::Skipped
}
