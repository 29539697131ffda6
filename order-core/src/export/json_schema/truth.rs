//! Conditions as schemas, with the limits of what is known.

use serde_json::{Map, Value as Json, json};

/// A condition on an instance as two schemas, which differ if no schema is exact.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Truth {
    /// Accepts all instances for which the condition holds.
    pub(super) may: Json,
    /// Accepts only instances for which the condition holds.
    pub(super) must: Json,
}

impl Truth {
    pub(super) fn exact(schema: Json) -> Self {
        Self { may: schema.clone(), must: schema }
    }

    pub(super) fn of(is_true: bool) -> Self {
        Self::exact(Json::Bool(is_true))
    }

    /// A condition about which nothing is known.
    pub(super) fn unknown() -> Self {
        Self { may: Json::Bool(true), must: Json::Bool(false) }
    }

    pub(super) fn is_exact(&self) -> bool {
        self.may == self.must
    }

    pub(super) fn not(self) -> Self {
        Self { may: not(self.must), must: not(self.may) }
    }

    pub(super) fn all(truths: impl IntoIterator<Item = Self>) -> Self {
        Self::combine(truths, all_of)
    }

    pub(super) fn any(truths: impl IntoIterator<Item = Self>) -> Self {
        Self::combine(truths, any_of)
    }

    /// Applies `into` to both schemas. If its argument accepts more, its result must do so too.
    pub(super) fn map(self, into: impl Fn(Json) -> Json) -> Self {
        Self { may: into(self.may), must: into(self.must) }
    }

    fn combine(
        truths: impl IntoIterator<Item = Self>,
        combine: impl Fn(Vec<Json>) -> Json,
    ) -> Self {
        let (may, must) = truths.into_iter().map(|truth| (truth.may, truth.must)).unzip();
        Self { may: combine(may), must: combine(must) }
    }
}

/// The negation of a schema.
pub(super) fn not(schema: Json) -> Json {
    match schema {
        Json::Bool(is_true) => Json::Bool(!is_true),
        Json::Object(mut schema) if schema.len() == 1 && schema.contains_key("not") => {
            schema.remove("not").unwrap_or_default()
        }
        schema => json!({ "not": schema }),
    }
}

/// A schema for the instances that all schemas accept.
pub(super) fn all_of(schemas: Vec<Json>) -> Json {
    let mut merged = Map::new();
    let mut rest: Vec<Json> = Vec::new();
    for schema in flat(schemas, "allOf") {
        match schema {
            Json::Bool(true) => {}
            Json::Bool(false) => return Json::Bool(false),
            Json::Object(schema) if can_merge(&merged, &schema) => merge(&mut merged, schema),
            schema if rest.contains(&schema) => {}
            schema => rest.push(schema),
        }
    }
    if rest.is_empty() {
        return if merged.is_empty() { Json::Bool(true) } else { Json::Object(merged) };
    }
    if !merged.is_empty() {
        rest.insert(0, Json::Object(merged));
    }
    single(rest, "allOf")
}

/// A schema for the instances that any of the schemas accepts.
pub(super) fn any_of(schemas: Vec<Json>) -> Json {
    let mut kept: Vec<Json> = Vec::new();
    for schema in flat(schemas, "anyOf") {
        match schema {
            Json::Bool(true) => return Json::Bool(true),
            Json::Bool(false) => {}
            schema if kept.contains(&schema) => {}
            schema => match kept.last_mut().and_then(|last| joined(last, &schema)) {
                Some(both) => *kept.last_mut().expect("one was joined with") = both,
                None => kept.push(schema),
            },
        }
    }
    if kept.is_empty() { Json::Bool(false) } else { single(kept, "anyOf") }
}

/// Merges two schemas that only list values or only list types.
fn joined(left: &Json, right: &Json) -> Option<Json> {
    let types = |schema: &Json| {
        let schema = schema.as_object().filter(|schema| schema.len() == 1)?;
        match schema.get("type")? {
            Json::Array(types) => Some(types.clone()),
            one => Some(vec![one.clone()]),
        }
    };
    if let (Some(mut all), Some(more)) = (types(left), types(right)) {
        all.extend(more.into_iter().filter(|ty| !all.contains(ty)).collect::<Vec<_>>());
        return Some(json!({ "type": all }));
    }
    let values = |schema: &Json| {
        let schema = schema.as_object().filter(|schema| schema.len() == 1)?;
        match (schema.get("enum"), schema.get("const")) {
            (Some(Json::Array(values)), _) => Some(values.clone()),
            (_, Some(value)) => Some(vec![value.clone()]),
            _ => None,
        }
    };
    let mut all = values(left)?;
    for value in values(right)? {
        if !all.contains(&value) {
            all.push(value);
        }
    }
    Some(json!({ "enum": all }))
}

/// Replaces each schema that only combines others with `keyword` by those others.
fn flat(schemas: Vec<Json>, keyword: &str) -> Vec<Json> {
    let mut all = Vec::with_capacity(schemas.len());
    for schema in schemas {
        match schema {
            Json::Object(mut schema) if schema.len() == 1 && schema.contains_key(keyword) => {
                match schema.remove(keyword) {
                    Some(Json::Array(inner)) => all.extend(inner),
                    _ => unreachable!("the keyword holds a list wherever it is written"),
                }
            }
            schema => all.push(schema),
        }
    }
    all
}

fn single(mut schemas: Vec<Json>, keyword: &str) -> Json {
    match schemas.len() {
        1 => schemas.remove(0),
        _ => json!({ keyword: schemas }),
    }
}

/// Keywords whose meaning does not depend on the keywords beside them.
const PLAIN: &[&str] = &[
    "$ref",
    "anyOf",
    "const",
    "enum",
    "maximum",
    "exclusiveMaximum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "minimum",
    "exclusiveMinimum",
    "minItems",
    "minLength",
    "minProperties",
    "not",
    "oneOf",
    "pattern",
    "properties",
    "required",
    "type",
    "uniqueItems",
];

fn can_merge(into: &Map<String, Json>, schema: &Map<String, Json>) -> bool {
    schema.iter().all(|(keyword, value)| {
        PLAIN.contains(&keyword.as_str())
            && match (keyword.as_str(), into.get(keyword), value) {
                (_, None, _) => true,
                ("required", Some(_), _) => true,
                ("properties", Some(Json::Object(there)), Json::Object(new)) => {
                    new.keys().all(|name| !there.contains_key(name))
                }
                (_, Some(there), new) => there == new,
            }
    })
}

fn merge(into: &mut Map<String, Json>, schema: Map<String, Json>) {
    for (keyword, value) in schema {
        match (into.get_mut(&keyword), value) {
            (Some(Json::Object(there)), Json::Object(new)) if keyword == "properties" => {
                there.extend(new);
            }
            (Some(Json::Array(there)), Json::Array(new)) if keyword == "required" => {
                for name in new {
                    if !there.contains(&name) {
                        there.push(name);
                    }
                }
            }
            (_, value) => {
                into.insert(keyword, value);
            }
        }
    }
}
