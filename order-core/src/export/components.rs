//! The schema of a request as a part of a document that another library makes.

use serde_json::{Map, Value as Json};

use crate::{
    OrderRequest,
    export::{
        docs::speaker::Language,
        json_schema::{Component, Form, gaps_as_json},
    },
    language::English,
};

/// The prefix of references, until the names of the definitions are known.
const PREFIX: &str = "#/$defs/";

/// The schema of a request and the definitions to which it refers, still under their own names.
pub(super) struct Components {
    /// Name of the request in references.
    own: String,
    #[cfg(any(feature = "schemars", feature = "schemars08", feature = "schemars09"))]
    is_recursive: bool,
    root: Json,
    definitions: Vec<(String, Json)>,
}

impl Components {
    /// The schema of the documents that are written, which is the one to publish, with its gaps.
    pub(super) fn of<T: OrderRequest>() -> Self {
        let component = Component::of(T::SCHEMA, Form::Written, PREFIX, Language(&English));
        let mut root = component.root;
        if !component.gaps.is_empty() {
            root.insert("x-gaps".to_owned(), gaps_as_json(&component.gaps));
        }
        Self {
            own: component.name,
            #[cfg(any(feature = "schemars", feature = "schemars08", feature = "schemars09"))]
            is_recursive: component.is_recursive,
            root: Json::Object(root),
            definitions: component.definitions,
        }
    }

    #[cfg(any(feature = "schemars", feature = "schemars08", feature = "schemars09"))]
    /// Returns `true` if the schema or a definition refers to the schema.
    pub(super) fn is_recursive(&self) -> bool {
        self.is_recursive
    }

    /// Returns the schema and its definitions under new names.
    ///
    /// `own` is the reference to the schema itself. The name of a definition follows `before`, and a reference to it
    /// `path` and its name.
    pub(super) fn named(&self, own: &str, path: &str, before: &str) -> (Json, Vec<(String, Json)>) {
        let rename = |name: &str| match name == self.own {
            true => own.to_owned(),
            false => format!("{path}{before}{name}"),
        };
        let definitions = self.definitions.iter();
        let definitions = definitions
            .map(|(name, schema)| (format!("{before}{name}"), renamed(schema, &rename)))
            .collect();
        (renamed(&self.root, &rename), definitions)
    }

    #[cfg(any(feature = "schemars", feature = "schemars08", feature = "schemars09"))]
    /// Puts the definitions in place of the references to them, except for those that contain themselves.
    pub(super) fn inlined(self) -> Self {
        let is_kept = |name: &str| name == self.own || self.reaches(name, name, &mut Vec::new());
        let kept: Vec<&str> = self
            .definitions
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|it| is_kept(it))
            .collect();
        let root = self.inline(&self.root, &kept);
        let definitions = self.definitions.iter().filter(|(name, _)| kept.contains(&name.as_str()));
        let definitions =
            definitions.map(|(name, schema)| (name.clone(), self.inline(schema, &kept))).collect();
        Self { root, definitions, own: self.own, is_recursive: self.is_recursive }
    }

    #[cfg(any(feature = "schemars", feature = "schemars08", feature = "schemars09"))]
    fn inline(&self, schema: &Json, kept: &[&str]) -> Json {
        match schema {
            Json::Object(members) => {
                let name = reference(members).filter(|name| !kept.contains(name));
                let Some(definition) = name.and_then(|name| self.definition(name)) else {
                    let members = members.iter();
                    let inlined = members.map(|(key, it)| (key.clone(), self.inline(it, kept)));
                    return Json::Object(inlined.collect());
                };
                let mut inlined = self.inline(definition, kept);
                let beside = members.iter().filter(|(key, _)| *key != "$ref");
                // Beside a reference stand annotations only, of which the nearest counts.
                if let Json::Object(inlined) = &mut inlined {
                    inlined.extend(beside.map(|(key, it)| (key.clone(), it.clone())));
                }
                inlined
            }
            Json::Array(items) => items.iter().map(|item| self.inline(item, kept)).collect(),
            other => other.clone(),
        }
    }

    #[cfg(any(feature = "schemars", feature = "schemars08", feature = "schemars09"))]
    /// Returns whether the definition `from` refers to `to`, also by others.
    fn reaches(&self, from: &str, to: &str, seen: &mut Vec<String>) -> bool {
        let mut names = Vec::new();
        if let Some(definition) = self.definition(from) {
            references(definition, &mut names);
        }
        names.into_iter().any(|name| {
            let is_new = !seen.contains(&name);
            name == to
                || is_new && {
                    seen.push(name.clone());
                    self.reaches(&name, to, seen)
                }
        })
    }

    #[cfg(any(feature = "schemars", feature = "schemars08", feature = "schemars09"))]
    fn definition(&self, name: &str) -> Option<&Json> {
        self.definitions.iter().find(|(other, _)| other == name).map(|(_, schema)| schema)
    }
}

/// The name of a request among the schemas of others: that of its type, followed by those of the type's arguments.
pub(super) fn type_name<T: ?Sized>() -> String {
    let mut names: Vec<String> = Vec::new();
    let mut name = String::new();
    let mut characters = std::any::type_name::<T>().chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            ':' => name.clear(),
            '_' | 'a'..='z' | 'A'..='Z' | '0'..='9' => name.push(character),
            // A lifetime says nothing of the schema.
            '\'' => while characters.next_if(|it| it.is_alphanumeric() || *it == '_').is_some() {},
            other if other.is_alphanumeric() => name.push('_'),
            _ => names.extend(Some(std::mem::take(&mut name)).filter(|name| !name.is_empty())),
        }
    }
    names.extend(Some(name).filter(|name| !name.is_empty()));
    names.join("_")
}

/// The name of the definition to which a schema refers.
fn reference(members: &Map<String, Json>) -> Option<&str> {
    members.get("$ref")?.as_str()?.strip_prefix(PREFIX)
}

#[cfg(any(feature = "schemars", feature = "schemars08", feature = "schemars09"))]
fn references(schema: &Json, names: &mut Vec<String>) {
    match schema {
        Json::Object(members) => {
            names.extend(reference(members).map(str::to_owned));
            members.values().for_each(|member| references(member, names));
        }
        Json::Array(items) => items.iter().for_each(|item| references(item, names)),
        _ => {}
    }
}

fn renamed(schema: &Json, rename: &dyn Fn(&str) -> String) -> Json {
    match schema {
        Json::Object(members) => {
            let mut members: Map<String, Json> =
                members.iter().map(|(key, it)| (key.clone(), renamed(it, rename))).collect();
            if let Some(name) = reference(&members) {
                let renamed = rename(name);
                members["$ref"] = renamed.into();
            }
            Json::Object(members)
        }
        Json::Array(items) => items.iter().map(|item| renamed(item, rename)).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Page<'a, T>(&'a T);
    struct Größe;

    #[test]
    fn a_name_has_those_of_the_arguments_and_no_path() {
        fn name_of<T>(_: &T) -> String {
            type_name::<T>()
        }
        let text = String::new();
        assert_eq!(name_of(&Größe), "Gr__e");
        assert_eq!(name_of(&Page(&text)), "Page_String");
        assert_eq!(name_of(&Page(&Page(&3_u8))), "Page_Page_u8");
        assert_eq!(name_of(&Page(&(text.as_str(), [1_u8; 2]))), "Page_str_u8_2");
        let _ = Page(&3).0;
    }
}
