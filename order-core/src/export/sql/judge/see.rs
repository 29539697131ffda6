//! Values of a request that rules and conditions refer to: where a row has them, and their defaults.

use crate::{
    export::sql::{
        Claim,
        json::Json,
        judge::{Judge, Said, Source, cond::Scope},
        layout::Slot,
    },
    schema::{Blank, Field, FieldPlace, Kind, Literal, Reference, Root, literal_node},
    value::Node,
};

/// The location of one value.
#[derive(Clone)]
pub(super) enum Place<'s> {
    Slot(&'s Slot),
    Json(String),
    /// The text of a key.
    Key(String),
    /// The object whose members include those of a flattened part.
    Flattened(String),
    /// No location, because there is no such value.
    Nowhere,
}

/// A value that a condition refers to.
#[derive(Clone)]
pub(super) struct Seen<'s> {
    pub(super) place: Place<'s>,
    pub(super) kind: &'static Kind,
    pub(super) field: Option<&'static Field>,
    /// The defaults, each with the claim that it applies.
    pub(super) defaults: Vec<(Claim, Node<'static>)>,
    pub(super) is_member: bool,
    /// `true` for an item that a value rule judges.
    pub(super) is_judged: bool,
}

impl<'s> Judge<'s> {
    pub(super) fn field(&self, index: usize) -> Said<Seen<'s>> {
        let field = &self.schema.fields[index];
        let place = match &self.source {
            Source::Slots(slots) => match &slots[index] {
                Slot::Nowhere => {
                    return Err(format!("`{}` is on no wire, so no row has it", field.rust));
                }
                slot => Place::Slot(slot),
            },
            Source::Json(json) => self.json_member(json, field)?,
        };
        let kind = field.kind();
        Ok(Seen {
            place,
            kind,
            field: Some(field),
            defaults: Vec::new(),
            is_member: false,
            is_judged: false,
        })
    }

    pub(super) fn json_member(&self, json: &str, field: &Field) -> Said<Place<'s>> {
        match field.place {
            FieldPlace::Skipped => Err(format!("`{}` is on no wire, so no row has it", field.rust)),
            FieldPlace::Flattened => Ok(Place::Flattened(json.to_owned())),
            _ => Ok(Place::Json(Json::of(self.dialect)?.member(json, field.name)?)),
        }
    }

    pub(super) fn member(&self, seen: &Seen<'s>, rust: &str) -> Said<Seen<'s>> {
        let Kind::Object(schema) = seen.kind.required() else { return Ok(nowhere()) };
        let Some((index, field)) = schema.member(rust) else { return Ok(nowhere()) };
        let place = self.place_of(seen, index, field)?;
        if let Place::Nowhere = place {
            return Ok(nowhere());
        }
        let kind = field.kind();
        // The default applies if the part that contains the field is given.
        let default =
            field.attributes.default.as_ref().and_then(|default| literal_node(Some(kind), default));
        let defaults = match default {
            Some(node) => vec![(self.is_given(seen)?, node)],
            None => Vec::new(),
        };
        Ok(Seen { defaults, ..Seen::of_member(field, place) })
    }

    /// The location of the member `field` of a part, which has this index there.
    pub(super) fn place_of(&self, seen: &Seen<'s>, index: usize, field: &Field) -> Said<Place<'s>> {
        match &seen.place {
            Place::Slot(Slot::Part { members, .. }) => match &members[index] {
                Slot::Nowhere => Err(format!("`{}` is on no wire, so no row has it", field.rust)),
                slot => Ok(Place::Slot(slot)),
            },
            Place::Slot(Slot::Json { column, .. }) => self.json_member(column, field),
            Place::Json(json) | Place::Flattened(json) => self.json_member(json, field),
            Place::Slot(_) | Place::Key(_) | Place::Nowhere => Ok(Place::Nowhere),
        }
    }

    pub(super) fn see(&self, reference: &Reference, scope: Scope<'_>) -> Said<Seen<'s>> {
        let mut seen = match reference.root {
            Root::Field(index) => self.field(index)?,
            Root::Item(depth) => match scope.get(depth) {
                Some(item) => Seen {
                    place: Place::Json(item.json.clone()),
                    kind: item.kind,
                    field: None,
                    defaults: Vec::new(),
                    is_member: false,
                    is_judged: false,
                },
                None => nowhere(),
            },
            Root::Context(fact) => {
                return Err(format!("`ctx.{}` is a fact that no row has", fact.name));
            }
            Root::Old(_) | Root::Changed(_) => {
                return Err("a row does not tell what it was before an update".to_owned());
            }
        };
        for member in reference.members {
            seen = self.member(&seen, member)?;
        }
        Ok(seen)
    }

    /// Adds the defaults, also if the value is a field of the request itself.
    pub(super) fn with_defaults(&self, mut seen: Seen<'s>) -> Said<Seen<'s>> {
        if let (Some(field), false) = (seen.field, seen.is_member) {
            seen.defaults = self.own_defaults(field)?;
        }
        Ok(seen)
    }

    /// The defaults of a field of the request itself, each with the claim that it applies.
    pub(super) fn own_defaults(&self, field: &'static Field) -> Said<Vec<(Claim, Node<'static>)>> {
        let mut defaults = Vec::new();
        let mut is_left = Claim::True;
        let literals =
            field.attributes.default_ifs.iter().map(|(cond, literal)| (Some(cond), literal));
        for (cond, literal) in
            literals.chain(field.attributes.default.iter().map(|literal| (None, literal)))
        {
            let when = match cond {
                Some(cond) => self.holds(cond, &[])?,
                None => Claim::True,
            };
            if let Literal::Fact(fact) = literal {
                return Err(format!("`ctx.{}` is a fact that no row has", fact.name));
            }
            match literal_node(Some(field.kind()), literal) {
                None | Some(Node::Absent | Node::Null) => {}
                Some(node) => defaults.push((is_left.clone().and(when.clone()), node)),
            }
            is_left = is_left.and(!when);
        }
        Ok(defaults)
    }
}

impl<'s> Seen<'s> {
    /// A member of a part, without its default.
    pub(super) fn of_member(field: &'static Field, place: Place<'s>) -> Self {
        let kind = field.kind();
        Self {
            place,
            kind,
            field: Some(field),
            defaults: Vec::new(),
            is_member: true,
            is_judged: false,
        }
    }

    pub(super) fn blank(&self) -> Blank {
        // A blank item is an item like any other.
        let of_item = if self.is_judged { Blank::Value } else { Blank::Absent };
        self.field.map_or(of_item, |field| field.attributes.blank)
    }

    /// Returns whether an absent value is replaced by its default on reading.
    pub(super) fn is_filled(&self) -> bool {
        self.field.is_some_and(|field| !field.ty.optional && field.attributes.default.is_some())
    }
}

pub(super) fn nowhere() -> Seen<'static> {
    Seen {
        place: Place::Nowhere,
        kind: &Kind::Text,
        field: None,
        defaults: Vec::new(),
        is_member: true,
        is_judged: false,
    }
}
