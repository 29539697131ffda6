//! Functions of the user, called with what is known of a request that no value of its type may hold.

use std::{any::Any, fmt};

use crate::{
    schema::{Checked, Evaluator, Rule, Scalars, Schema, State},
    value::ReadValue,
    wire::json,
};

/// Values of a request that a function of the user reads, as JSON. The types of the fields read them from there, so a function
/// gets the same values as from a request.
pub struct Arguments<'k> {
    schema: &'static Schema,
    /// The fields that the function reads, each with its text; `None` if the field is absent.
    texts: Vec<(usize, Option<String>)>,
    context: &'k dyn Any,
}

/// Returns the complaint of the function of a rule: none if the value is accepted. `None` if the function is not called, because it
/// takes the whole request, or a value that it reads is not known.
pub(super) fn complaint(
    evaluator: &Evaluator<'_, '_>,
    rule: &Rule,
    checked: &Checked,
) -> Option<Option<String>> {
    let call = checked.call?;
    let own = rule.at.field().filter(|field| !checked.reads.contains(field));
    let reads = own.into_iter().chain(checked.reads.iter().copied());
    let texts: Option<Vec<_>> =
        reads.map(|field| Some((field, text(evaluator.state(field))?))).collect();
    let arguments =
        Arguments { schema: evaluator.schema(), texts: texts?, context: evaluator.context() };
    call(&arguments)
}

/// Returns the text of a value, if it is there; `None` if something in it is not known.
fn text(state: &State<'_>) -> Option<Option<String>> {
    if !state.is_given() {
        return Some(None);
    }
    if !is_whole(state) {
        return None;
    }
    let mut text = Vec::new();
    json::write_value(state.seen(), Scalars::Native, &mut text);
    Some(Some(String::from_utf8(text).ok()?))
}

/// Returns `true` if all of a value is known and stands in a document.
fn is_whole(state: &State<'_>) -> bool {
    match state {
        State::Known(_) => true,
        State::Unreadable => false,
        State::List(_) | State::Map(_) => state.items().all(is_whole),
        State::Object(schema, fields) => schema.fields.iter().zip(fields.iter()).all(|it| {
            let (field, state) = it;
            let is_written = field.has_name() && !field.place.is_beside_body();
            if is_written || field.attributes.part.is_some() {
                is_whole(state)
            } else {
                !state.is_given()
            }
        }),
    }
}

impl Arguments<'_> {
    /// Returns the value of a field; `None` if it does not fit the type.
    pub fn get<'s, T: ReadValue<'s>>(&'s self, field: usize) -> Option<T> {
        let (_, text) = self.texts.iter().find(|(index, _)| *index == field)?;
        let declared = &self.schema.fields[field];
        match text {
            Some(text) => {
                let document = json::parsed(text).document;
                let root = document.root()?;
                T::read(root.in_field(declared))
            }
            None => match declared.attributes.default {
                Some(default) => T::from_literal(default.resolved()).or_else(T::absent),
                None => T::absent(),
            },
        }
    }

    /// Returns the facts that are not on the wire; `None` if they are not known.
    pub fn context<C: 'static>(&self) -> Option<&C> {
        self.context.downcast_ref()
    }
}

/// Shows no value, as one may be secret.
impl fmt::Debug for Arguments<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Arguments").field("schema", &self.schema.name).finish_non_exhaustive()
    }
}
