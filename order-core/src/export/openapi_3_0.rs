//! A schema in the words of OpenAPI 3.0, as far as these say it.

use serde_json::{Map, Value as Json, json};

/// A schema that says no more than another one: it accepts all that the other accepts.
///
/// OpenAPI 3.0 has no `if`, `const`, `contains` or list of types, which other words can say. What they cannot say is left
/// out. Within `not` that would refuse more, so there the schema around such a word accepts nothing instead.
///
/// The reader, dropshot, wants one of two forms: a type with everything beside it, or a single combination of schemas.
pub(super) fn weakened(schema: &Json, definitions: &[(String, Json)]) -> Json {
    Writer { definitions, met: Vec::new() }.schema(schema, Side::More, None)
}

/// The direction in which a schema may differ if it cannot be said as it is.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    /// It may accept more.
    More,
    /// It may accept less, as within `not`.
    Less,
}

impl Side {
    fn turned(self) -> Self {
        match self {
            Self::More => Self::Less,
            Self::Less => Self::More,
        }
    }
}

/// The words that describe a value and refuse none, which stand beside any schema.
const ANNOTATIONS: &[&str] =
    &["title", "description", "default", "deprecated", "readOnly", "writeOnly", "x-gaps"];

/// The words about values of one type.
const WORDS: &[(&str, &[&str])] = &[
    (
        "object",
        &["properties", "required", "additionalProperties", "minProperties", "maxProperties"],
    ),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    ("string", &["minLength", "maxLength", "pattern", "format"]),
    ("number", &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
];

struct Writer<'a> {
    definitions: &'a [(String, Json)],
    /// The definitions that are being compared.
    met: Vec<&'a str>,
}

impl<'a> Writer<'a> {
    /// Writes the schema of a value. `known` is a schema that the value has to keep anyway.
    fn schema(&mut self, schema: &'a Json, side: Side, known: Option<&'a Json>) -> Json {
        let members = match schema {
            Json::Object(members) => members,
            Json::Bool(true) => return json!({}),
            // Nothing else is a schema.
            _ => return nothing(),
        };
        let types = types_of(schema);
        let outer = if types.is_empty() { known } else { Some(schema) };
        let mut all = Vec::new();
        let mut is_said = true;
        for (word, value) in members {
            match word.as_str() {
                "$ref" => match value.as_str() {
                    Some(reference) if side == Side::More || self.is_exact(reference) => {
                        all.push(json!({ "$ref": reference }));
                    }
                    _ => is_said = false,
                },
                "const" => all.push(one_of(std::slice::from_ref(value))),
                "enum" => all.push(one_of(value.as_array().map_or(&[][..], Vec::as_slice))),
                "allOf" => all.extend(each(value).map(|it| self.schema(it, side, outer))),
                "anyOf" => {
                    let any = each(value).map(|it| self.schema(it, side, outer)).collect();
                    all.push(any_of(any));
                }
                "oneOf" => match self.one_of(value, side, outer) {
                    Some(one) => all.push(one),
                    None => is_said = false,
                },
                "not" => all.push(not(self.schema(value, side.turned(), outer))),
                "if" => {
                    for (word, is_negated) in [("then", true), ("else", false)] {
                        let Some(then) = members.get(word) else { continue };
                        let condition = match is_negated {
                            true => not(self.schema(value, side.turned(), outer)),
                            false => self.schema(value, side, outer),
                        };
                        all.push(any_of(vec![condition, self.schema(then, side, outer)]));
                    }
                }
                "contains" if !members.contains_key("minContains") => {
                    let items = not(self.schema(value, side, None));
                    all.push(not(json!({ "type": "array", "items": items })));
                }
                "dependentRequired" => {
                    for (name, others) in value.as_object().into_iter().flatten() {
                        let has = |names: &Json| json!({ "type": "object", "required": names });
                        all.push(any_of(vec![not(has(&json!([name]))), has(others)]));
                    }
                }
                "type" | "then" | "else" | "$comment" | "$defs" | "examples" => {}
                word if ANNOTATIONS.contains(&word) || group_of(word).is_some() => {}
                _ => is_said = false,
            }
        }
        let base = self.base(members, &types, side, outer, &mut is_said);
        if !is_said && side == Side::Less {
            return nothing();
        }
        let annotations = members.iter().filter(|(word, _)| ANNOTATIONS.contains(&word.as_str()));
        let annotations: Map<String, Json> =
            annotations.map(|(word, value)| (word.clone(), value.clone())).collect();
        let mut written = match base {
            Base::Typed(base) => {
                // The values of a type need no combination.
                if let [Json::Object(values)] = all.as_slice()
                    && values.get("type") == base.get("type")
                    && values.len() == 2
                    && values.contains_key("enum")
                {
                    let values = values["enum"].clone();
                    all.clear();
                    let mut base = base;
                    base.insert("enum".to_owned(), values);
                    base
                } else {
                    base
                }
            }
            Base::Parts(parts) => {
                all.extend(parts);
                if annotations.is_empty()
                    && let [_] = all.as_slice()
                {
                    return all.remove(0);
                }
                if let [Json::Object(values)] = all.as_slice()
                    && values.contains_key("type")
                {
                    let values = values.clone();
                    all.clear();
                    values
                } else {
                    Map::new()
                }
            }
        };
        written.extend(annotations);
        if !all.is_empty() {
            let before = written.remove("allOf");
            let all = each_of(before).chain(all);
            written.insert("allOf".to_owned(), all.collect());
        }
        Json::Object(written)
    }

    /// Writes the words about values of single types.
    fn base(
        &mut self,
        members: &'a Map<String, Json>,
        types: &[&'a str],
        side: Side,
        known: Option<&'a Json>,
        is_said: &mut bool,
    ) -> Base {
        let known_types = known.map(types_of).unwrap_or_default();
        match (types, known_types.as_slice()) {
            ([one], _) | ([], [one]) => {
                let is_asked = !types.is_empty()
                    || members.keys().any(|word| group_of(word) == Some(group(one)));
                match is_asked {
                    true => Base::Typed(self.typed(one, members, side, known, is_said)),
                    false => Base::Parts(Vec::new()),
                }
            }
            ([], _) => {
                let asked = WORDS.iter().map(|(of, _)| *of);
                let asked = asked.filter(|of| members.keys().any(|it| group_of(it) == Some(of)));
                let parts = asked.map(|of| {
                    let typed = self.typed(of, members, side, known, is_said);
                    any_of(vec![not(any_of_type(of)), Json::Object(typed)])
                });
                Base::Parts(parts.collect())
            }
            (types, _) => {
                let typed = types
                    .iter()
                    .map(|one| Json::Object(self.typed(one, members, side, known, is_said)))
                    .collect();
                Base::Parts(vec![any_of(typed)])
            }
        }
    }

    /// Writes a type with the words about its values.
    fn typed(
        &mut self,
        of: &str,
        members: &'a Map<String, Json>,
        side: Side,
        known: Option<&'a Json>,
        is_said: &mut bool,
    ) -> Map<String, Json> {
        let mut typed = Map::new();
        typed.insert("type".to_owned(), of.into());
        for (word, value) in members.iter().filter(|(word, _)| group_of(word) == Some(group(of))) {
            let written = match word.as_str() {
                "properties" => {
                    let known = known.and_then(|known| known.get("properties"));
                    let inner = value.as_object().into_iter().flatten().map(|(name, inner)| {
                        let known = known.and_then(|known| known.get(name));
                        let known = known.filter(|known| !std::ptr::eq(*known, inner));
                        (name.clone(), self.schema(inner, side, known))
                    });
                    Some(Json::Object(inner.collect()))
                }
                "additionalProperties" if value.is_boolean() => Some(value.clone()),
                "additionalProperties" | "items" => Some(self.schema(value, side, None)),
                "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
                    is_kept(of, value).then(|| value.clone())
                }
                _ => Some(value.clone()),
            };
            match written {
                Some(written) => drop(typed.insert(word.clone(), written)),
                None => *is_said = false,
            }
        }
        // Of a bound that is said in both ways, the one that includes it is the weaker.
        for (word, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")]
        {
            if typed.contains_key(word) && typed.remove(exclusive).is_some() {
                *is_said = false;
            }
        }
        if let (1, Json::Object(alone)) = (typed.len(), any_of_type(of)) {
            typed = alone;
        }
        typed
    }

    /// Writes that exactly one of several schemas is kept; `None` if that cannot be said.
    fn one_of(&mut self, schemas: &'a Json, side: Side, known: Option<&'a Json>) -> Option<Json> {
        let all: Vec<&Json> = each(schemas).collect();
        let mut written =
            |side| all.iter().map(|it| self.schema(it, side, known)).collect::<Vec<_>>();
        let (more, less) = (written(Side::More), written(Side::Less));
        match side {
            _ if more == less => Some(json!({ "oneOf": more })),
            Side::More => Some(any_of(more)),
            Side::Less => None,
        }
    }

    /// Returns whether a definition can be said as it is.
    fn is_exact(&mut self, reference: &str) -> bool {
        let name = reference.rsplit('/').next().unwrap_or_default();
        let Some((name, schema)) = self.definitions.iter().find(|(it, _)| it == name) else {
            return false;
        };
        if self.met.contains(&name.as_str()) {
            return true;
        }
        self.met.push(name);
        let more = self.schema(schema, Side::More, None);
        let is_exact = more == self.schema(schema, Side::Less, None);
        self.met.pop();
        is_exact
    }
}

/// The words about single types of a schema.
enum Base {
    /// A schema of one type.
    Typed(Map<String, Json>),
    /// Schemas that are all kept.
    Parts(Vec<Json>),
}

/// The types that a schema names.
fn types_of(schema: &Json) -> Vec<&str> {
    match schema.get("type") {
        Some(Json::String(one)) => vec![one],
        Some(Json::Array(types)) => types.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The type whose values a word is about.
fn group_of(word: &str) -> Option<&'static str> {
    WORDS.iter().find(|(_, words)| words.contains(&word)).map(|(of, _)| *of)
}

/// The type under which the words about a type are found.
fn group(of: &str) -> &str {
    if of == "integer" { "number" } else { of }
}

/// Returns `true` if a bound of a type is a number that keeps its value in a float, and as `i64` if the type is whole.
fn is_kept(of: &str, bound: &Json) -> bool {
    const EXACT: i64 = 1 << 53;
    let whole = bound.as_i64().is_some_and(|it| (-EXACT..=EXACT).contains(&it));
    whole || of != "integer" && bound.is_f64()
}

/// A schema of all values of a type. dropshot reads none of a list without a word about lists.
fn any_of_type(of: &str) -> Json {
    match of {
        "array" => json!({ "type": of, "items": {} }),
        of => json!({ "type": of }),
    }
}

fn each(schemas: &Json) -> impl Iterator<Item = &Json> {
    schemas.as_array().into_iter().flatten()
}

fn each_of(schemas: Option<Json>) -> impl Iterator<Item = Json> {
    let schemas = if let Some(Json::Array(schemas)) = schemas { schemas } else { Vec::new() };
    schemas.into_iter()
}

fn nothing() -> Json {
    not(json!({}))
}

fn not(schema: Json) -> Json {
    match schema.as_object() {
        Some(members) if members.len() == 1 && members.contains_key("not") => schema["not"].clone(),
        _ => json!({ "not": schema }),
    }
}

fn any_of(mut schemas: Vec<Json>) -> Json {
    schemas.retain(|schema| *schema != nothing());
    match schemas.as_slice() {
        [] => nothing(),
        [_] => schemas.remove(0),
        _ if schemas.contains(&json!({})) => json!({}),
        _ => json!({ "anyOf": schemas }),
    }
}

/// A schema of these values, by type.
fn one_of(values: &[Json]) -> Json {
    let of = |value: &Json| match value {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(number) if number.is_i64() => "integer",
        Json::Number(_) => "number",
        Json::String(_) => "string",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
    };
    let types = ["null", "boolean", "integer", "number", "string", "array", "object"];
    let of_type = types.iter().filter_map(|name| {
        let values: Vec<&Json> = values.iter().filter(|value| of(value) == *name).collect();
        match *name {
            _ if values.is_empty() => None,
            "null" => Some(any_of_type("null")),
            name => {
                let mut schema = any_of_type(name);
                schema["enum"] = json!(values);
                Some(schema)
            }
        }
    });
    any_of(of_type.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_written(schema: Json, expected: Json) {
        let definitions = [
            ("exact".to_owned(), json!({ "type": "string", "minLength": 1 })),
            ("vague".to_owned(), json!({ "type": "object", "propertyNames": { "maxLength": 3 } })),
        ];
        assert_eq!(weakened(&schema, &definitions), expected);
    }

    #[test]
    fn a_condition_is_one_of_two() {
        assert_written(
            json!({
                "type": "object",
                "properties": { "ev": { "type": "boolean" } },
                "if": { "properties": { "ev": { "const": true } }, "required": ["ev"] },
                "then": { "required": ["title"] },
            }),
            json!({
                "type": "object",
                "properties": { "ev": { "type": "boolean" } },
                "allOf": [{ "anyOf": [
                    { "not": {
                        "type": "object",
                        "properties": { "ev": { "type": "boolean", "enum": [true] } },
                        "required": ["ev"],
                    } },
                    { "type": "object", "required": ["title"] },
                ] }],
            }),
        );
    }

    #[test]
    fn words_about_a_type_stand_beside_it() {
        assert_written(
            json!({ "minLength": 2, "description": "A text." }),
            json!({ "description": "A text.", "allOf": [{ "anyOf": [
                { "not": { "type": "string" } },
                { "type": "string", "minLength": 2 },
            ] }] }),
        );
        assert_written(
            json!({ "type": ["string", "null"], "maxLength": 2 }),
            json!({ "anyOf": [{ "type": "string", "maxLength": 2 }, { "type": "null" }] }),
        );
        assert_written(
            json!({ "enum": ["a", 1, [2]] }),
            json!({ "anyOf": [
                { "type": "integer", "enum": [1] },
                { "type": "string", "enum": ["a"] },
                { "type": "array", "items": {}, "enum": [[2]] },
            ] }),
        );
        assert_written(json!({ "type": "array" }), json!({ "type": "array", "items": {} }));
        assert_written(json!(false), json!({ "not": {} }));
    }

    #[test]
    fn what_cannot_be_said_is_left_out_and_refuses_nothing() {
        let vague = json!({ "type": "object", "propertyNames": { "maxLength": 3 } });
        assert_written(vague.clone(), json!({ "type": "object" }));
        assert_written(json!({ "not": vague }), json!({}));
        assert_written(json!({ "not": { "not": vague } }), json!({ "type": "object" }));
        assert_written(json!({ "if": vague, "then": { "type": "string" } }), json!({}));
        assert_written(
            json!({ "not": { "$ref": "#/exact" } }),
            json!({ "not": { "$ref": "#/exact" } }),
        );
        assert_written(json!({ "not": { "$ref": "#/vague" } }), json!({}));
        assert_written(json!({ "not": { "$ref": "#/unknown" } }), json!({}));
        assert_written(
            json!({ "oneOf": [vague, { "type": "string" }] }),
            json!({ "anyOf": [{ "type": "object" }, { "type": "string" }] }),
        );
        // No float and no `i64` holds the bound as it is.
        assert_written(
            json!({ "type": "integer", "minimum": 0, "maximum": u64::MAX }),
            json!({ "type": "integer", "minimum": 0 }),
        );
    }

    #[test]
    fn a_list_that_holds_something_is_not_one_of_others_alone() {
        let held = json!({ "type": "string", "enum": ["a"] });
        let others = json!({ "not": { "type": "array", "items": { "not": held } } });
        assert_written(json!({ "contains": { "const": "a" } }), others);
        let vague = json!({ "contains": { "type": "object", "propertyNames": false } });
        let objects = json!({ "type": "array", "items": { "not": { "type": "object" } } });
        assert_written(vague, json!({ "not": objects }));
    }
}
