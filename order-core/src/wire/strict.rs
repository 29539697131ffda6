//! The form in which a strict request reads scalars: that in which they are written.

use crate::{
    schema::{Choice, Choices, Field, Kind, Scalars, Schema, WireValue, canonical_integer},
    wire::{
        Document, Place,
        document::{Carrier, Shape},
        members::{Finder, member},
    },
};

/// The form of a scalar in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Number,
    Bool,
}

/// Returns `true` if every scalar of a document has the form in which it is written. Formats that have only texts have
/// no other form.
#[cold]
pub(super) fn is_kept(schema: &'static Schema, document: &Document<'_>) -> bool {
    match document.root() {
        Some(root) if document.carrier() == Carrier::Typed => {
            is_kept_in(schema, schema.scalars, root)
        }
        Some(_) | None => true,
    }
}

fn is_kept_in(schema: &'static Schema, scalars: Scalars, object: Place<'_, '_>) -> bool {
    let mut finder = Finder::new(schema);
    object.children().all(|child| match member(&mut finder, child.key) {
        Some(field) => {
            is_joined(field, child.place)
                || is_kept_by(field.kind(), field.scalars(scalars), child.place)
        }
        // Reported as unknown.
        None => true,
    })
}

fn is_kept_by(kind: &'static Kind, scalars: Scalars, place: Place<'_, '_>) -> bool {
    let kind = kind.required();
    if !has_form(kind, scalars, place) {
        return false;
    }
    match (kind, place.shape()) {
        (Kind::Object(schema), Shape::Object) => is_kept_in(schema, scalars, place),
        (Kind::List(item), Shape::List) | (Kind::Map(item), Shape::Object) => {
            place.children().all(|child| is_kept_by(item(), scalars, child.place))
        }
        _ => true,
    }
}

/// Returns `true` if the value is a list in one text, as the field writes it.
pub(super) fn is_joined(field: &Field, place: Place<'_, '_>) -> bool {
    field.attributes.separator.is_some() && place.shape() == Shape::Text
}

/// Returns `true` if the value at `place` has a form in which values of the kind are written. Null has, and so have lists
/// and objects: they are told apart from scalars elsewhere.
pub(super) fn has_form(kind: &'static Kind, scalars: Scalars, place: Place<'_, '_>) -> bool {
    let form = match place.shape() {
        // Items of a text, and what stands in the URL or a header, are texts always.
        Shape::Null | Shape::List | Shape::Object | Shape::Part | Shape::Beside => return true,
        Shape::Text => Form::Text,
        Shape::Number | Shape::Float => Form::Number,
        Shape::True | Shape::False => Form::Bool,
    };
    let native = |native| if scalars.plain() == Scalars::Text { Form::Text } else { native };
    match kind.required() {
        Kind::Any => true,
        Kind::Bool | Kind::Flag => form == native(Form::Bool),
        Kind::Integer { .. } => form == native(Form::Number),
        Kind::Formed(of_value) if scalars.are_bare(of_value) => form == Form::Number,
        Kind::Text | Kind::Formed(_) => form == Form::Text,
        Kind::Choice(choices) => match form {
            Form::Bool => false,
            Form::Text | Form::Number if scalars.plain() == Scalars::Text => form == Form::Text,
            Form::Text | Form::Number => {
                let text = place.scalar().and_then(|scalar| scalar.text());
                let text = text.or_else(|| place.float()).unwrap_or_default();
                has_form_of_choice(choices, text, form == Form::Number)
            }
        },
        Kind::List(_) | Kind::Map(_) | Kind::Object(_) | Kind::Optional(_) => false,
    }
}

/// Returns `true` if a spelling of a choice is a number, where `is_number`, or a text. What is no choice has any form.
fn has_form_of_choice(choices: &Choices, spelling: &str, is_number: bool) -> bool {
    let found = choices.find(spelling).map(|index| &choices.list[index]);
    found.map_or(!is_number, |choice| is_number_of(choice, spelling) == is_number)
}

/// Returns `true` if a spelling of a choice is a number where numbers are no texts: that of a code.
pub(crate) fn is_number_of(choice: &Choice, spelling: &str) -> bool {
    match choice.wire {
        WireValue::Text(_) => false,
        WireValue::Integer(_) => canonical_integer::<i128>(spelling).is_some(),
    }
}
