//! A repair and its actions, as they are applied and shown.

use std::fmt;

use crate::{
    OrderRequest, Path,
    json_text::JsonObject,
    language::{Catalogue, Message, Text, Value},
    request::ReadRequest,
    violation::FactValue,
    what_if::{
        repair::{
            read,
            search::{Change, applied},
        },
        spot::Slot,
        tree::Tree,
    },
};

/// A set of actions that makes a request, or one part of it, valid.
///
/// Its `Display` is an instruction, such as `` set `ev` to `false` and remove `ship_name` ``.
#[derive(Clone)]
pub struct Repair {
    pub(super) actions: Vec<Action>,
    pub(super) slots: Vec<Slot>,
    /// The changes behind the actions, with values that keep the rules.
    pub(super) changes: Vec<Change>,
}

/// One step of a [`Repair`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// Sets an absent value or replaces a present one; any value that keeps the rules will do.
    Set(Path),
    /// Sets one of these values; each keeps the rules.
    SetTo(Path, Vec<FactValue>),
    /// Removes the value.
    Remove(Path),
    /// Gives the entry of a map this key, the nearest one that keeps the rules of the keys and is free.
    Rename(Path, Box<str>),
}

impl Repair {
    /// The actions, in the order of the fields.
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// Returns a copy of `request` with the actions applied; a free value becomes one that keeps the rules.
    ///
    /// Returns `None` if `request` lacks a place that an action changes, or if the changed request cannot be read from
    /// a document. The result is valid only for the request that the repair was made for.
    pub fn apply<T: OrderRequest + for<'de> ReadRequest<'de>>(&self, request: &T) -> Option<T> {
        read(&applied(&Tree::of_request(request), &self.changes)?)
    }

    /// One repair with the actions of all.
    pub(super) fn together<'r>(repairs: impl Iterator<Item = &'r Self>) -> Self {
        let mut all: Vec<(Slot, Action)> = Vec::new();
        let mut changes = Vec::new();
        for repair in repairs {
            all.extend(repair.slots.iter().cloned().zip(repair.actions.iter().cloned()));
            changes.extend(repair.changes.iter().cloned());
        }
        all.sort_by(|a, b| a.0.cmp(&b.0));
        let (slots, actions) = all.into_iter().unzip();
        Self { actions, slots, changes }
    }
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl Repair {
    /// Returns the instruction in the language of `catalogue`.
    pub fn in_language(&self, catalogue: &dyn Catalogue) -> String {
        catalogue.words(&self.message())
    }

    pub(super) fn message(&self) -> Message {
        let mut clauses: Vec<Value> = Vec::new();
        let mut names_several = false;
        let mut rest = &self.actions[..];
        while let Some(first) = rest.first() {
            let like = |action: &&Action| match first {
                Action::SetTo(..) | Action::Rename(..) => false,
                first => std::mem::discriminant(first) == std::mem::discriminant(*action),
            };
            let count = rest.iter().take_while(like).count().max(1);
            names_several |= count > 1;
            let names = Value::both(rest[..count].iter().map(|action| Value::from(action.path())));
            clauses.push(match first {
                Action::SetTo(..) | Action::Rename(..) => first.message().into(),
                Action::Set(_) => Text::RepairSet.with("fields", names).into(),
                Action::Remove(_) => Text::RepairRemove.with("fields", names).into(),
            });
            rest = &rest[count..];
        }
        let last = match clauses.pop() {
            None => return Text::RepairNothing.alone(),
            Some(last) => last,
        };
        // A list of names contains an "and" itself.
        let text = match (clauses.is_empty(), names_several) {
            (true, _) => Text::RepairOne,
            (false, true) => Text::RepairCommaAnd,
            (false, false) => Text::RepairAnd,
        };
        text.with("first", Value::list(clauses)).with("last", last)
    }

    /// Returns `true` if the words have a comma.
    pub(super) fn has_comma(&self) -> bool {
        self.to_string().contains(", ")
    }
}

/// Shows only values that rules and types name.
impl fmt::Debug for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Repair").field("actions", &self.actions).finish_non_exhaustive()
    }
}

impl Action {
    /// The path of the changed value, in wire names.
    pub fn path(&self) -> &Path {
        match self {
            Self::Set(path) | Self::SetTo(path, _) | Self::Remove(path) | Self::Rename(path, _) => {
                path
            }
        }
    }

    pub(super) fn to_json(&self) -> String {
        let mut object = JsonObject::default();
        object.text("path", &self.path().to_string());
        object.text("pointer", &self.path().to_json_pointer());
        object.text(
            "action",
            match self {
                Self::Set(_) | Self::SetTo(..) => "set",
                Self::Remove(_) => "remove",
                Self::Rename(..) => "rename",
            },
        );
        match self {
            Self::SetTo(_, values) => {
                object.list("values", values.iter().map(|value| value.to_json()));
            }
            Self::Rename(_, key) => object.text("key", key),
            Self::Set(_) | Self::Remove(_) => {}
        }
        object.finish()
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl Action {
    /// Returns the instruction in the language of `catalogue`.
    pub fn in_language(&self, catalogue: &dyn Catalogue) -> String {
        catalogue.words(&self.message())
    }

    fn message(&self) -> Message {
        const LISTED: usize = 24;
        let path = self.path();
        match self {
            Self::Set(_) => Text::RepairSet.with("fields", path),
            Self::Remove(_) => Text::RepairRemove.with("fields", path),
            Self::Rename(_, key) => {
                Text::RepairRename.with("field", path).with("key", Value::code(key.to_string()))
            }
            Self::SetTo(_, values) if values.len() > LISTED => {
                Text::RepairSetToMany.with("field", path).with("count", Value::number(values.len()))
            }
            Self::SetTo(_, values) => {
                let values = values.iter().map(|value| match value {
                    FactValue::Text(_) | FactValue::Null => value.words(),
                    FactValue::Bool(_) | FactValue::Integer(_) => Value::code(value.to_string()),
                });
                Text::RepairSetTo.with("field", path).with("values", Value::either(values))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_values_are_counted_and_few_are_listed() {
        let instruction = |count: i128| {
            let values = (1..=count).map(FactValue::Integer).collect();
            Action::SetTo(Path::field("size"), values).to_string()
        };
        assert_eq!(instruction(2), "set `size` to `1` or `2`");
        assert!(instruction(24).ends_with("`23` or `24`"));
        assert_eq!(instruction(25), "set `size` to one of 25 values");
    }
}
