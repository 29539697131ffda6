//! The slot that a path leads to, in a request that may lack some of its parts.

#[cfg(test)]
mod tests;

use std::{collections::HashMap, fmt};

use crate::{
    Code, Path,
    language::{Catalogue, Message, Text, Value},
    schema::{FieldPlace, Kind, Schema},
    suggest,
    what_if::{
        spot::{Slot, Step, object_schema},
        tree::{Item, Tree, is_enum, item_position},
    },
    wire::shortened,
};

/// The error for a path that leads to no field, item or entry of a request.
#[derive(Debug, Clone)]
pub struct UnknownPath {
    message: Message,
    suggestion: Option<String>,
}

impl UnknownPath {
    /// The path that was probably meant, in wire names.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    /// Returns the message in the language of `catalogue`.
    pub fn in_language(&self, catalogue: &dyn Catalogue) -> String {
        catalogue.words(&self.message)
    }

    /// Always [`Code::UnknownField`], as in a document.
    pub fn code(&self) -> Code {
        Code::UnknownField
    }
}

impl fmt::Display for UnknownPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.fmt(f)
    }
}

impl std::error::Error for UnknownPath {}

/// The rest of a path.
enum Rest<'p> {
    /// `contacts[1].email`
    Dotted(&'p str),
    /// The steps of `/contacts/1/email`, the next one last.
    Pointer(Vec<String>),
}

impl<'p> Rest<'p> {
    fn new(path: &'p str) -> Self {
        match path.strip_prefix('/') {
            Some(pointer) => {
                let steps = pointer.split('/').rev();
                Self::Pointer(
                    steps.map(|step| step.replace("~1", "/").replace("~0", "~")).collect(),
                )
            }
            None => Self::Dotted(path),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Dotted(path) => path.is_empty(),
            Self::Pointer(steps) => steps.is_empty(),
        }
    }

    /// Takes the next name, the longest of `names` that fits, and returns its index.
    fn take_name<'n>(&mut self, names: impl Iterator<Item = &'n str>) -> Option<usize> {
        match self {
            Self::Pointer(steps) => {
                let next = steps.last()?;
                let found = names.enumerate().find(|(_, name)| name == next)?.0;
                steps.pop();
                Some(found)
            }
            Self::Dotted(path) => {
                let is_end = |rest: &str| rest.is_empty() || rest.starts_with(['.', '[']);
                let after = |(index, name): (usize, &str)| {
                    let rest = path.strip_prefix(name)?;
                    (!name.is_empty() && is_end(rest)).then_some((index, rest))
                };
                let (found, rest) =
                    names.enumerate().filter_map(after).min_by_key(|(_, rest)| rest.len())?;
                *path = rest.strip_prefix('.').unwrap_or(rest);
                Some(found)
            }
        }
    }

    /// Takes the next index.
    fn take_index(&mut self) -> Option<usize> {
        match self {
            Self::Pointer(steps) => {
                let index = steps.last()?.parse().ok()?;
                steps.pop();
                Some(index)
            }
            Self::Dotted(path) => {
                let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
                let index = index.parse().ok()?;
                *path = rest.strip_prefix('.').unwrap_or(rest);
                Some(index)
            }
        }
    }

    /// The next word, and for a dotted path the text after it.
    fn word(&self) -> (String, String) {
        match self {
            Self::Dotted(path) => {
                let end = path.find(['.', '[']).unwrap_or(path.len());
                let (word, rest) = if end == 0 { (*path, "") } else { path.split_at(end) };
                (word.to_owned(), rest.to_owned())
            }
            Self::Pointer(steps) => (steps.last().cloned().unwrap_or_default(), String::new()),
        }
    }
}

/// The slot at the end of a path.
pub(super) struct Found {
    pub(super) slot: Slot,
    /// The outermost part on the way that was absent, if there was one.
    pub(super) absent_part: Option<Path>,
}

/// Finds the slot of a path. Absent parts on the way are created without fields.
pub(super) fn find(tree: &mut Tree, path: &str) -> Result<Found, UnknownPath> {
    let mut finder = Finder { tree, slot: Slot::new(), absent_part: None };
    finder.find(Rest::new(path))?;
    let Finder { slot, absent_part, .. } = finder;
    Ok(Found { slot, absent_part })
}

/// The walk along a path.
struct Finder<'t> {
    tree: &'t mut Tree,
    slot: Slot,
    absent_part: Option<Path>,
}

/// A name of a member, and the steps to the member. There are several steps to a member of a flattened part.
struct Name {
    name: &'static str,
    slot: Slot,
}

impl Finder<'_> {
    fn find(&mut self, mut rest: Rest<'_>) -> Result<(), UnknownPath> {
        if rest.is_empty() {
            return Err(unknown(Text::PathEmpty.alone()));
        }
        while !rest.is_empty() {
            let kind = self.tree.kind(&self.slot).map(Kind::required);
            if let Some(schema) = self.tree.schema_at(&self.slot) {
                self.make_present(schema);
                let steps = self.member(schema, &mut rest)?;
                for (index, step) in steps.iter().enumerate() {
                    self.slot.push(step.clone());
                    if index + 1 < steps.len()
                        && let Some(part) = self.tree.schema_at(&self.slot)
                    {
                        self.make_present(part);
                    }
                }
            } else if let Some(Kind::List(_)) = kind {
                self.item(&mut rest)?;
            } else if let Some(Kind::Map(_)) = kind {
                self.entry(&mut rest)?;
            } else {
                let (path, (word, _)) = (self.tree.path(&self.slot), rest.word());
                let word = shortened(&word);
                let name = Value::code(word.escape_debug().to_string());
                return Err(unknown(Text::PathNoMembers.with("field", &path).with("name", name)));
            }
        }
        Ok(())
    }

    /// Creates the part at the current slot, without fields, if it is absent.
    fn make_present(&mut self, schema: &'static Schema) {
        if self.tree.at(&self.slot).is_some_and(Tree::is_given) {
            return;
        }
        self.absent_part.get_or_insert_with(|| self.tree.path(&self.slot));
        // A variant of an enum excludes the other variants.
        if let Some((_, outer)) = self.slot.split_last()
            && let Some(holder) = self.tree.schema_at(outer).filter(|holder| is_enum(holder))
        {
            self.tree.replace(outer, Tree::empty(holder));
        }
        self.tree.replace(&self.slot, Tree::empty(schema));
    }

    /// Takes the name of a member, and returns the steps to it. Wire names come before aliases, and aliases before Rust
    /// names.
    fn member(&self, schema: &'static Schema, rest: &mut Rest<'_>) -> Result<Slot, UnknownPath> {
        let (mut wire, mut aliases, mut rust) = (Vec::new(), Vec::new(), Vec::new());
        collect_names(schema, &Slot::new(), &mut wire, &mut aliases, &mut rust);
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for one in &rust {
            *counts.entry(one.name).or_default() += 1;
        }
        rust.retain(|one| counts.get(one.name) == Some(&1));
        for names in [&wire, &aliases, &rust] {
            if let Some(found) = rest.take_name(names.iter().map(|one| one.name)) {
                return Ok(names[found].slot.clone());
            }
        }
        let (word, behind) = rest.word();
        let place = match &self.slot[..] {
            [] => Value::code(schema.name),
            slot => Value::from(&self.tree.path(slot)),
        };
        let name = Value::code(shortened(&word).escape_debug().to_string());
        let message = |text: Text| text.with("name", name).with("place", place);
        let near = suggest::nearest(&word, wire.iter().map(|one| one.name));
        Err(match near {
            Some(near) => {
                let base = self.tree.base(&self.slot).join_name(near_name(&wire, near));
                UnknownPath {
                    message: message(Text::PathNoFieldNear)
                        .with("near", Value::code(near.to_owned())),
                    suggestion: Some(format!("{base}{behind}")),
                }
            }
            None => unknown(message(Text::PathNoField)),
        })
    }

    /// Takes the index of an item.
    fn item(&mut self, rest: &mut Rest<'_>) -> Result<(), UnknownPath> {
        let path = self.tree.path(&self.slot);
        let here = self.tree.at(&self.slot);
        let items: &[Item] = if let Some(Tree::List(items)) = here { items } else { &[] };
        let Some(index) = rest.take_index() else {
            let example = Value::code(format!("{path}[0]"));
            return Err(unknown(Text::PathList.with("field", &path).with("example", example)));
        };
        if item_position(items, index).is_none() {
            let text = if items.is_empty() { Text::PathNoItems } else { Text::PathNoItem };
            let item = Value::code(format!("{path}[{index}]"));
            let count = Value::number(items.len());
            return Err(unknown(text.with("field", &path).with("count", count).with("item", item)));
        }
        self.slot.push(Step::Item(index));
        Ok(())
    }

    /// Takes the key of an entry.
    fn entry(&mut self, rest: &mut Rest<'_>) -> Result<(), UnknownPath> {
        let path = self.tree.path(&self.slot);
        let here = self.tree.at(&self.slot);
        let entries: &[_] = if let Some(Tree::Map(entries)) = here { entries } else { &[] };
        // A dotted path shows keys escaped.
        let shown: Vec<String> = match rest {
            Rest::Dotted(_) => {
                entries.iter().map(|(key, _)| key.escape_debug().to_string()).collect()
            }
            Rest::Pointer(_) => entries.iter().map(|(key, _)| key.to_string()).collect(),
        };
        let Some(found) = rest.take_name(shown.iter().map(String::as_str)) else {
            let (word, _) = rest.word();
            let name = Value::code(shortened(&word).escape_debug().to_string());
            return Err(unknown(Text::PathNoEntry.with("name", name).with("field", &path)));
        };
        let step = Step::Entry(entries[found].0.clone());
        self.slot.push(step);
        Ok(())
    }
}

fn unknown(message: Message) -> UnknownPath {
    UnknownPath { message, suggestion: None }
}

/// The one of these names that equals `near`.
fn near_name(names: &[Name], near: &str) -> &'static str {
    names.iter().map(|one| one.name).find(|name| *name == near).unwrap_or_default()
}

/// Collects the names of all members, including those of flattened parts: wire names, aliases and Rust names.
fn collect_names(
    schema: &'static Schema,
    base: &Slot,
    wire: &mut Vec<Name>,
    aliases: &mut Vec<Name>,
    rust: &mut Vec<Name>,
) {
    for (index, field) in schema.fields.iter().enumerate() {
        let slot: Slot = base.iter().cloned().chain([Step::Field(index)]).collect();
        let name = |name| Name { name, slot: slot.clone() };
        rust.push(name(field.rust));
        match (field.place, object_schema(field.kind())) {
            (FieldPlace::Flattened, Some(part)) => collect_names(part, &slot, wire, aliases, rust),
            (FieldPlace::Flattened | FieldPlace::Skipped, _) => {}
            _ => {
                wire.push(name(field.name));
                aliases.extend(field.attributes.aliases.iter().map(|alias| name(alias)));
            }
        }
    }
}
