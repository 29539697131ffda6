//! JSON Schema 2020-12 of a request: the types of its document, and its rules.
//!
//! A schema never rejects a valid request. Rules that it cannot express, such as a comparison of two fields or a
//! function, are omitted. [`Export::gaps`] and the member `x-gaps` of the schema list them with the reasons.
//!
//! Two kinds of documents can be described. In a document that is [read](Form::Read), a number may be `1` or `"1"`,
//! and a member may have any of its names. A document that is [written](Form::Written) has one form, which is the one
//! to publish.
//!
//! # Example
//!
//! ```
//! use order_core::{OrderRequest, export::json_schema::{self, Form}};
//!
//! #[derive(OrderRequest)]
//! struct Order {
//!     /// Length of validity, in years.
//!     #[allowed(1, 2)]
//!     validity: u8,
//!     ev: bool,
//!     #[required_if(ev)]
//!     #[length(..=64)]
//!     job_title: Option<String>,
//! }
//!
//! let export = json_schema::export(Order::SCHEMA, Form::Written);
//! let schema: serde_json::Value = serde_json::from_str(&export.text)?;
//! assert_eq!(export.gaps, []);
//! assert_eq!(schema["properties"]["validity"]["enum"], serde_json::json!([1, 2]));
//! assert_eq!(schema["allOf"][0]["$comment"], "job_title.required_if: required_if(ev)");
//! # Ok::<(), serde_json::Error>(())
//! ```

mod condition;
mod regex;
mod request;
mod slot;
mod test;
mod truth;

use serde_json::{Map, Value as Json, json};

use crate::{
    export::{
        Export, Gap,
        docs::speaker::Language,
        json_schema::{condition::property, slot::Slot, truth::any_of},
    },
    language::{Catalogue, English, Text},
    schema::{Choices, Field, FieldPlace, Kind, Scalars, Schema},
    words::Words,
};

/// The documents that a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// All documents that are read: with `1` or `"1"`, with `null` for an absent field, and with every name of a field.
    Read,
    /// The documents that are written.
    Written,
}

/// Returns the JSON Schema of a request as indented text, with the gaps.
///
/// Fields in the path and the query of the URL are members of documents that are [read](Form::Read), but not of those
/// that are [written](Form::Written).
pub fn export(schema: &'static Schema, form: Form) -> Export {
    export_in_language(schema, form, &English)
}

/// Returns the JSON Schema of a request with labels, and with what the library says in descriptions, in the language of
/// `catalogue`.
///
/// Doc comments are those of the source. What no user of an API reads, such as comments and gaps, is English.
pub fn export_in_language(
    schema: &'static Schema,
    form: Form,
    catalogue: &dyn Catalogue,
) -> Export {
    let (document, gaps) = document(schema, form, Language(catalogue));
    let text = serde_json::to_string_pretty(&document).expect("a JSON value has names for keys");
    Export { text: text + "\n", gaps }
}

/// The schema of a request as a value, and its gaps.
fn document(schema: &'static Schema, form: Form, language: Language<'_>) -> (Json, Vec<Gap>) {
    let Component { name, root, index, is_recursive, mut definitions, gaps } =
        Component::of(schema, form, "#/$defs/", language);
    let mut document = Map::new();
    document.insert("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into());
    if is_recursive {
        // A recursive request is referred to by its name in the definitions.
        document.insert("$ref".to_owned(), format!("#/$defs/{name}").into());
        definitions.insert(index, (name, Json::Object(root)));
    } else {
        document.extend(root);
    }
    if !definitions.is_empty() {
        document.insert("$defs".to_owned(), Json::Object(definitions.into_iter().collect()));
    }
    if !gaps.is_empty() {
        document.insert("x-gaps".to_owned(), gaps_as_json(&gaps));
    }
    (Json::Object(document), gaps)
}

/// The schema of a request beside the definitions to which it refers, to be part of a document.
pub(super) struct Component {
    /// Name of the schema in references.
    pub(super) name: String,
    /// The schema of the request.
    pub(super) root: Map<String, Json>,
    /// The place of the schema among the definitions.
    index: usize,
    /// `true` if the schema or a definition refers to the schema.
    pub(super) is_recursive: bool,
    /// The other definitions.
    pub(super) definitions: Vec<(String, Json)>,
    pub(super) gaps: Vec<Gap>,
}

impl Component {
    /// The schema of a request, with references that begin with `prefix`.
    pub(super) fn of(
        schema: &'static Schema,
        form: Form,
        prefix: &'static str,
        language: Language<'_>,
    ) -> Self {
        let mut writer = Writer::new(form, prefix, form == Form::Read, language);
        writer.writes_null = schema.replaces_part();
        let root = writer.part(schema, true, schema.scalars);
        let name = name_in(&root).unwrap_or_default().to_owned();
        let gaps = writer.gaps(schema);
        let is_recursive = writer.is_used_again(&name);
        let mut definitions = writer.into_definitions();
        let index = definitions.iter().position(|(other, _)| *other == name);
        let index = index.expect("a part has a definition of its name");
        let root = match definitions.remove(index) {
            (_, Json::Object(root)) => root,
            // A schema that accepts everything has no members.
            _ => Map::new(),
        };
        Self { name, root, index, is_recursive, definitions, gaps }
    }
}

/// The gaps, as a member of the document.
pub(super) fn gaps_as_json(gaps: &[Gap]) -> Json {
    let mut by_reason: Vec<(&str, Vec<&str>)> = Vec::new();
    for gap in gaps {
        match by_reason.iter_mut().find(|(reason, _)| *reason == gap.reason) {
            Some((_, rules)) => rules.push(&gap.rule),
            None => by_reason.push((&gap.reason, vec![&gap.rule])),
        }
    }
    by_reason
        .into_iter()
        .map(|(reason, rules)| json!({ "reason": reason, "rules": rules }))
        .collect()
}

/// The name of the definition that a schema refers to.
fn name_in(reference: &Json) -> Option<&str> {
    reference.get("$ref")?.as_str()?.rsplit('/').next()
}

/// Collects definitions and gaps.
#[derive(Debug)]
pub(super) struct Writer<'c> {
    form: Form,
    /// The language of descriptions.
    pub(super) language: Language<'c>,
    /// The prefix of references to definitions.
    prefix: &'static str,
    /// `true` if fields in the URL are members of the document.
    has_url_fields: bool,
    /// `true` if the rules about values in the URL are written at the parameters.
    pub(super) has_parameters: bool,
    /// `true` if an update replaces a part, which is then written with null for what it lacks.
    pub(super) writes_null: bool,
    /// `true` if the names for XML are written.
    pub(super) has_xml: bool,
    definitions: Vec<(String, Json)>,
    parts: Vec<Part>,
    choices: Vec<(&'static Choices, bool, String)>,
    /// The definitions that do not depend on a type, each with its written name.
    shared: Vec<(String, String)>,
    /// The reasons why the current schema is not exact.
    reasons: Vec<String>,
}

/// A request with a definition.
#[derive(Debug)]
struct Part {
    schema: &'static Schema,
    has_rules: bool,
    scalars: Scalars,
    name: String,
    /// The gaps of its own rules and fields, with their paths.
    gaps: Vec<Gap>,
}

impl<'c> Writer<'c> {
    pub(super) fn new(
        form: Form,
        prefix: &'static str,
        has_url_fields: bool,
        language: Language<'c>,
    ) -> Self {
        Self {
            form,
            language,
            prefix,
            has_url_fields,
            has_parameters: false,
            writes_null: false,
            has_xml: false,
            definitions: Vec::new(),
            parts: Vec::new(),
            choices: Vec::new(),
            shared: Vec::new(),
            reasons: Vec::new(),
        }
    }

    pub(super) fn into_definitions(self) -> Vec<(String, Json)> {
        self.definitions
    }

    /// Returns whether any definition, including this one, refers to this one.
    fn is_used_again(&self, name: &str) -> bool {
        let reference = json!(format!("{}{name}", self.prefix));
        self.definitions.iter().any(|(_, schema)| refers_to(schema, &reference))
    }

    fn reason(&mut self, reason: String) {
        if !self.reasons.contains(&reason) {
            self.reasons.push(reason);
        }
    }

    fn reference(&self, name: &str) -> Json {
        json!({ "$ref": format!("{}{name}", self.prefix) })
    }

    /// An unused name for a definition, with characters that need no escape.
    fn free_name(&self, name: &str) -> String {
        let name: String = name
            .chars()
            .map(|character| match character {
                '.' | '-' | '_' => character,
                character if character.is_ascii_alphanumeric() => character,
                _ => '_',
            })
            .collect();
        let is_taken = |name: &str| self.definitions.iter().any(|(other, _)| other == name);
        if !is_taken(&name) {
            return name;
        }
        let mut number = 2;
        while is_taken(&format!("{name}-{number}")) {
            number += 1;
        }
        format!("{name}-{number}")
    }

    /// A reference to a definition that is the same for all uses.
    fn shared(&mut self, name: &str, schema: impl FnOnce() -> Json) -> Json {
        if let Some((_, written)) = self.shared.iter().find(|(known, _)| known == name) {
            return self.reference(written);
        }
        // A type may have the same name.
        let written = self.free_name(name);
        self.shared.push((name.to_owned(), written.clone()));
        self.definitions.push((written.clone(), schema()));
        self.reference(&written)
    }

    fn define(&mut self, name: &str, comment: &str, schema: Json) -> Json {
        let mut commented = json!({ "$comment": comment });
        if let (Json::Object(commented), Json::Object(schema)) = (&mut commented, schema) {
            commented.extend(schema);
        }
        let same = self.definitions.iter().find(|(_, other)| *other == commented);
        if let Some((name, _)) = same {
            return self.reference(name);
        }
        let name = self.free_name(name);
        self.definitions.push((name.clone(), commented));
        self.reference(&name)
    }

    /// A reference to the definition of a newtype with rules. There is one for each way in which its values are written.
    fn of_type(&mut self, of_type: &'static Schema, rules: Json) -> Json {
        let mut schema = described(of_type.name, of_type.doc, []);
        if let Json::Object(rules) = rules {
            schema.extend(rules);
        }
        let schema = Json::Object(schema);
        let same = self.definitions.iter().find(|(_, other)| *other == schema);
        if let Some((name, _)) = same {
            return self.reference(name);
        }
        let name = self.free_name(of_type.name);
        self.definitions.push((name.clone(), schema));
        self.reference(&name)
    }

    fn blank(&mut self) -> Json {
        self.shared("blank", || {
            json!({
                "$comment": "empty, or only white space",
                "type": "string",
                "pattern": format!("^[{}]*$", regex::WHITE_SPACE),
            })
        })
    }

    fn absent(&mut self) -> Json {
        let blank = self.blank();
        self.shared("absent", || json!({ "$comment": "what counts as nothing", "anyOf": [{ "type": "null" }, blank] }))
    }

    fn present(&mut self) -> Json {
        self.shared("present", || {
            json!({
                "$comment": "neither null, nor a text of white space, nor an empty list or object",
                "not": { "type": "null" },
                "pattern": format!("[^{}]", regex::WHITE_SPACE),
                "minItems": 1,
                "minProperties": 1,
            })
        })
    }

    fn integer(&mut self, slot: Slot, min: i128, max: i128) -> Json {
        if slot.has_native() && !slot.has_text() {
            return slot.integers(Some(min), Some(max));
        }
        let bits = (1..=128).find(|bits| max < 1 << (bits - 1)).unwrap_or(128);
        let name = match (min, max) {
            (0, max) => {
                format!("u{}", (1..=128).find(|bits| *bits > 126 || max < 1 << bits).unwrap_or(128))
            }
            (1, max) => {
                format!("positive_u{}", (1..=64).find(|bits| max < 1 << bits).unwrap_or(64))
            }
            _ if !slot.kind.has_number(0) => format!("nonzero_i{bits}"),
            _ => format!("i{bits}"),
        };
        self.shared(&name, || slot.integers(Some(min), Some(max)))
    }

    fn choices(&mut self, slot: Slot, choices: &'static Choices) -> Json {
        let known = self.choices.iter().find(|(other, is_text, _)| {
            *is_text == slot.is_text()
                && (std::ptr::eq(*other, choices) || format!("{other:?}") == format!("{choices:?}"))
        });
        if let Some((_, _, name)) = known {
            return self.reference(name);
        }
        let all: Vec<usize> = (0..choices.list.len()).collect();
        let mut schema = described(choices.name, choices.doc, []);
        let mut values = slot.choices(choices, &all);
        if choices.other.is_some() {
            // Listed for the reader, although the texts contain them.
            values = json!({ "anyOf": [values, slot.all_texts()] });
        }
        if let Json::Object(values) = values {
            schema.extend(values);
        }
        let docs: Map<String, Json> = (choices.list.iter().enumerate())
            .filter_map(|(index, choice)| {
                let instead = choices.deprecation(index);
                let instead = instead.map(|instead| deprecated(instead, self.language));
                let doc = with_remarks(choice.doc, instead);
                Some((choice.wire.to_string(), doc?.into()))
            })
            .collect();
        if !docs.is_empty() {
            schema.insert("x-enum-descriptions".to_owned(), Json::Object(docs));
        }
        let name = self.free_name(choices.name);
        self.definitions.push((name.clone(), Json::Object(schema)));
        self.choices.push((choices, slot.is_text(), name.clone()));
        self.reference(&name)
    }

    /// Returns a reference to the definition of a request, with or without its rules, and adds the definition if it
    /// is new.
    pub(super) fn part(
        &mut self,
        schema: &'static Schema,
        has_rules: bool,
        scalars: Scalars,
    ) -> Json {
        let known = self.parts.iter().find(|part| {
            part.has_rules == has_rules && part.scalars == scalars && part.schema.is_same(schema)
        });
        if let Some(part) = known {
            return self.reference(&part.name);
        }
        let name = self.free_name(schema.name);
        // The name is reserved first, because a recursive type refers to itself.
        self.definitions.push((name.clone(), Json::Null));
        let index = self.parts.len();
        self.parts.push(Part { schema, has_rules, scalars, name: name.clone(), gaps: Vec::new() });
        let (definition, gaps) = self.request(schema, has_rules, scalars);
        self.parts[index].gaps = gaps;
        if let Some((_, slot)) = self.definitions.iter_mut().find(|(other, _)| *other == name) {
            *slot = definition;
        }
        self.reference(&name)
    }

    /// A schema for objects with a member of a flattened part.
    fn has_member(&mut self, part: &'static Schema, scalars: Scalars) -> Json {
        let mut schemas = Vec::new();
        for field in part.fields {
            match (field.place, field.kind()) {
                (FieldPlace::Flattened, Kind::Object(inner)) => {
                    schemas.push(self.has_member(inner, scalars))
                }
                (FieldPlace::Skipped, _) => {}
                _ => {
                    let slot = Slot::of(field, self.form, scalars);
                    let given = match field.leaves_out_blank() {
                        true => slot.present(self),
                        false => slot.given(self),
                    };
                    schemas.push(property(field, given, false));
                }
            }
        }
        any_of(schemas)
    }

    /// The gaps of `schema` and of its parts, at all their places.
    pub(super) fn gaps(&self, schema: &'static Schema) -> Vec<Gap> {
        let mut gaps: Vec<Gap> = Vec::new();
        let mut add = |prefix: &str, schema: &'static Schema| {
            for part in self.parts.iter().filter(|part| part.schema.is_same(schema)) {
                for gap in &part.gaps {
                    let gap = Gap::new(format!("{prefix}{}", gap.rule), gap.reason.clone());
                    if !gaps.contains(&gap) {
                        gaps.push(gap);
                    }
                }
            }
        };
        add("", schema);
        for walked in schema.walk() {
            if let Some(part) =
                walked.part().filter(|_| walked.field.place != FieldPlace::Flattened)
            {
                add(&format!("{}.", walked.place_of_part()), part);
            }
        }
        gaps
    }
}

/// A parameter of the URL.
pub(super) struct Parameter {
    pub(super) field: &'static Field,
    pub(super) description: Option<String>,
    pub(super) schema: Json,
    pub(super) is_required: bool,
    pub(super) is_deprecated: bool,
}

/// The title and description of a definition.
fn described(
    name: &str,
    doc: &str,
    remarks: impl IntoIterator<Item = String>,
) -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("title".to_owned(), name.into());
    if let Some(description) = with_remarks(doc, remarks) {
        schema.insert("description".to_owned(), description.into());
    }
    schema
}

/// The description of what a doc comment describes, with remarks of the library behind it; `None` if nothing is said.
pub(super) fn with_remarks(doc: &str, remarks: impl IntoIterator<Item = String>) -> Option<String> {
    let mut shown = description(doc);
    for remark in remarks {
        let before = if shown.is_empty() { "" } else { "\n\n" };
        shown = format!("{shown}{before}{remark}");
    }
    (!shown.is_empty()).then_some(shown)
}

/// Says what to use in place of something deprecated.
pub(super) fn deprecated(instead: &str, language: Language<'_>) -> String {
    let instead = Words::plain(description(instead));
    language.say(Text::DocDeprecated.with("instead", instead)).sentence().to_string()
}

/// A doc comment without the content that is only for Rust: sections such as examples, and link targets.
pub(super) fn description(doc: &str) -> String {
    let mut shown = String::new();
    for line in doc.lines().take_while(|line| !line.starts_with("# ")) {
        shown.push_str(&without_links(line));
        shown.push('\n');
    }
    shown.trim().to_owned()
}

/// Replaces links to items by their texts; links to pages stay.
fn without_links(line: &str) -> String {
    let mut shown = String::new();
    let mut rest = line;
    while let Some((before, link)) = rest.split_once('[') {
        let Some((text, after)) = link.split_once(']') else { break };
        let (target, behind) =
            match after.strip_prefix('(').and_then(|target| target.split_once(')')) {
                Some((target, behind)) => (target, behind),
                None => ("", after),
            };
        let is_item = match target {
            "" => text.starts_with('`') && text.ends_with('`'),
            target => !target.contains("://"),
        };
        shown.push_str(before);
        match is_item {
            true => shown.push_str(text),
            false => shown.push_str(&rest[before.len()..rest.len() - behind.len()]),
        }
        rest = behind;
    }
    shown + rest
}

fn names_of(field: &'static Field) -> impl Iterator<Item = &'static str> {
    std::iter::once(field.name).chain(field.attributes.aliases.iter().copied())
}

fn refers_to(schema: &Json, reference: &Json) -> bool {
    match schema {
        Json::Object(members) => {
            members.get("$ref") == Some(reference)
                || members.values().any(|member| refers_to(member, reference))
        }
        Json::Array(items) => items.iter().any(|item| refers_to(item, reference)),
        _ => false,
    }
}
