//! The static description of a request as JSON, for programs in other languages and for purposes that no export covers.
//!
//! The document contains everything in the [`Schema`]. Members that would be `null`, `false`, empty text or an empty
//! list are omitted:
//!
//! <div style="overflow-x:auto"><div style="min-width:42rem">
//!
//! | object | members |
//! | --- | --- |
//! | document | `format` (1), `request` (the key of the outermost one), `types` (a request for each key) |
//! | request | `name`, `doc`, `endpoint`, `root`, `scalars` (`native`, `text`, `number`), `strict` (JSON is read only in that form), `fields`, `conditions`, `groups`, `rules` |
//! | endpoint | `method`, `path`, `response` (a type of Rust) |
//! | field | `name`, `rust`, `aliases`, `doc`, `label`, `type`, `optional`, `nullable`, `blank` (`absent`, `reject`, `value`), `default` (a literal), `defaults_if` (conditional defaults), `secret`, `place` (`body`, `body_unless_blank`, `flattened`, `path`, `query`, `header`, `nowhere`), `text` (scalars are text in any case), `number` (decimals are numbers), `separator`, `item` (the name of an item's element in XML), `types` (its newtypes) |
//! | conditional default | `if` (a condition), `value` (a literal) |
//! | newtype | `name`, `doc`, `depth` (of lists and maps around it), `rules` |
//! | type | `is`: `bool`, `text`, `any`, `flag`; `integer` with `min`, `max`, `is_nonzero`; `form` with `name`, `expects`, and for a moment `epoch` (`seconds`, `milliseconds`) or `notation`; `choice` with `name`, `doc`, `ignore_case`, `values`, and `other` if it keeps further texts; `list` or `map` with `of`; `nullable` with `of`; `request` with `name`, the key of another request |
//! | value of a choice | `rust`, `wire`, `aliases`, `doc`, `deprecated` (what to use in its place) |
//! | other value of a choice | `rust`, `doc` |
//! | named condition | `name`, `source`, `cond` (a condition) |
//! | group | `name`, `kind` (`all_or_none`, `at_least_one`, `at_most_one`, `exactly_one`, or `count` with `min`, `max`), `members` (names) |
//! | rule | `id`, `at` (a path in wire names, absent for the request), `source`, `message` (with names in braces for what is put in), `warns` (does not refuse), `deprecated` (what to use in place of the field), `if` or `unless` (a condition), `demand` |
//! | demand | `is`: `required`, `required_by_type`, `forbidden`, `not_blank`, `nested`; `separator` with `separator`; `group` with `name`; `holds` with `cond`, `text`; `checked` with `function`, `text`, `reads`; `key` with `passes`, a test of each key; or a test |
//! | test | `is`: `true`; `allowed` with `values` (literals or limits); `compare` with `op` (`==`, `!=`, `<`, `<=`, `>`, `>=`), `right`; `range` with limits; `length` with `min`, `max`, `unit` (`bytes`, `utf16`; else characters or items); `multiple_of` with `number`; `starts_with` and `ends_with` with `text`; `pattern` with `pattern`; `format` with `format`, `expects`; `satisfies` with `function` |
//! | condition | `is`: `given`, `present` with `of`; `named` with `name`; `compare` with `left`, `op`, `right`; `in` with `of`, `values`; `matches` with `of`, `pattern`; another test with `of`; `any_item`, `all_items` with `list`, `cond`; `unique` with `list`, `key`; `not` with `cond`; `all`, `any` with `conds`; `implies` with `left`, `right` |
//! | term | a reference, a literal, `length` (a reference) with `unit` (`bytes`, `utf16`), `count` (references), or `count_items` (a reference) with `cond` |
//! | reference | `field`, `item` (its depth), `fact`, `old` (the field before an update) or `changed` (a field that an update touches), then `members` (names in Rust) |
//! | limits | `min` or `exclusive_min`, `max` or `exclusive_max`: numbers, or literals for moments |
//! | literal | `null`, `bool`, `integer`, `fraction`, `text`, `variant`, `constant` (its source) with `value`, or `fact` |
//! | secret | `is`: `redacted`, in place of a condition, a demand or a literal that tells what a secret value is |
//!
//! </div></div>
//!
//! Numbers beyond 64 bits and numbers with a fraction are text. Everything is in declared order, so the document changes only if the
//! declaration does.

use serde_json::{Map, Value as Json, json};

use crate::{
    schema::{
        Allowed, Blank, Bounds, Comparison, Cond, Demand, Field, FieldPlace, GroupKind, Kind,
        Limits, Literal, Reference, Root, Rule, Scalars, Schema, Severity, Term, Test, Unit, When,
        WireValue,
    },
    value::{Fraction, Node, moment::written::Written},
};

/// Returns the description of a request as indented JSON, in [format 1](self).
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, export::schema};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     ev: bool,
///     #[required_if(ev)]
///     job_title: Option<String>,
/// }
///
/// let document: serde_json::Value = serde_json::from_str(&schema::export(Order::SCHEMA))?;
/// let order = &document["types"]["Order"];
/// assert_eq!(order["fields"][1]["name"], "job_title");
/// assert_eq!(order["rules"][1]["id"], "job_title.required_if");
/// assert_eq!(order["rules"][1]["if"], serde_json::json!({ "is": "true", "of": { "field": "ev" } }));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn export(schema: &'static Schema) -> String {
    let parts = schema.parts();
    let names = names(&parts);
    let writer = Writer { parts, names };
    let types: Map<String, Json> = (writer.names.iter().cloned())
        .zip(writer.parts.iter().map(|part| writer.request(part)))
        .collect();
    let document = json!({ "format": 1, "request": writer.names[0], "types": types });
    serde_json::to_string_pretty(&document).expect("a JSON value has names for keys") + "\n"
}

/// Returns a unique name for each request, because two types may have the same name.
fn names(parts: &[&'static Schema]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in parts {
        let mut name = part.name.to_owned();
        let mut number = 1;
        while names.contains(&name) {
            number += 1;
            name = format!("{}-{number}", part.name);
        }
        names.push(name);
    }
    names
}

struct Writer {
    parts: Vec<&'static Schema>,
    names: Vec<String>,
}

impl Writer {
    fn request(&self, schema: &'static Schema) -> Json {
        let endpoint = schema
            .endpoint
            .map(|endpoint| json!({ "method": endpoint.method, "path": endpoint.path, "response": endpoint.response }));
        let scalars = match schema.scalars {
            Scalars::Native | Scalars::StrictNative => "native",
            Scalars::Text | Scalars::StrictText => "text",
            Scalars::Number | Scalars::StrictNumber => "number",
        };
        let conditions: Vec<Json> = (schema.conditions.iter())
            .map(|condition| {
                let source = schema.source_of_condition(condition);
                let shown = open_cond(schema, &condition.cond);
                json!({ "name": condition.name, "source": source, "cond": shown })
            })
            .collect();
        let groups: Vec<Json> = (schema.groups.iter())
            .map(|group| {
                let members: Vec<_> =
                    group.members.iter().map(|member| place(&schema.fields[*member])).collect();
                let (kind, bounds) = group_kind(group.kind);
                let mut shown = entries([("name", group.name.into()), ("kind", kind.into())]);
                shown.extend(bounds);
                shown.insert("members".to_owned(), members.into());
                Json::Object(shown)
            })
            .collect();
        object([
            ("name", schema.name.into()),
            ("doc", schema.doc.into()),
            ("endpoint", endpoint.unwrap_or_default()),
            ("root", schema.root.into()),
            ("scalars", scalars.into()),
            ("strict", schema.scalars.is_strict().into()),
            ("fields", schema.fields.iter().map(|field| self.field(schema, field)).collect()),
            ("conditions", conditions.into()),
            ("groups", groups.into()),
            ("rules", schema.rules.iter().map(|it| rule(schema, it)).collect()),
        ])
    }

    /// The newtypes with rules that a field holds, each with the number of lists and maps around it.
    fn types(field: &'static Field) -> Vec<Json> {
        let shown = |(depth, of_type): (usize, &'static Schema)| {
            let rules: Vec<Json> = of_type.rules.iter().map(|it| rule(of_type, it)).collect();
            json!({ "name": of_type.name, "doc": of_type.doc, "depth": depth, "rules": rules })
        };
        field.ty.type_rules.types().map(shown).collect()
    }

    fn field(&self, schema: &'static Schema, field: &'static Field) -> Json {
        let blank = match field.attributes.blank {
            Blank::Absent => "absent",
            Blank::Reject => "reject",
            Blank::Value => "value",
        };
        let place = match field.place {
            FieldPlace::Body => "body",
            FieldPlace::BodyUnlessBlank => "body_unless_blank",
            FieldPlace::Flattened => "flattened",
            FieldPlace::UrlPath => "path",
            FieldPlace::UrlQuery => "query",
            FieldPlace::Header => "header",
            FieldPlace::Skipped => "nowhere",
        };
        let defaults: Vec<Json> = (field.attributes.default_ifs.iter())
            .map(|(when, value)| {
                let value = if field.attributes.secret { redacted() } else { literal(value) };
                json!({ "if": open_cond(schema, when), "value": value })
            })
            .collect();
        object([
            ("name", field.name.into()),
            ("rust", field.rust.into()),
            ("aliases", field.attributes.aliases.into()),
            ("doc", field.doc.into()),
            ("label", field.attributes.label.into()),
            ("type", self.kind(field.kind())),
            ("optional", field.ty.optional.into()),
            ("nullable", field.ty.nullable.into()),
            ("blank", blank.into()),
            (
                "default",
                match &field.attributes.default {
                    Some(_) if field.attributes.secret => redacted(),
                    default => default.as_ref().map(literal).unwrap_or_default(),
                },
            ),
            ("defaults_if", defaults.into()),
            ("secret", field.attributes.secret.into()),
            ("place", place.into()),
            ("text", field.attributes.text.into()),
            ("number", field.attributes.number.into()),
            ("separator", field.attributes.separator.into()),
            ("item", field.attributes.item.into()),
            ("types", Self::types(field).into()),
        ])
    }

    fn kind(&self, kind: &'static Kind) -> Json {
        match kind {
            Kind::Bool => json!({ "is": "bool" }),
            Kind::Integer { min, max, is_nonzero } => object([
                ("is", "integer".into()),
                ("min", number(*min)),
                ("max", number(*max)),
                ("is_nonzero", (*is_nonzero && *min < 0).into()),
            ]),
            Kind::Text => json!({ "is": "text" }),
            Kind::Any => json!({ "is": "any" }),
            Kind::Flag => json!({ "is": "flag" }),
            Kind::Formed(form) => {
                let (unit, pattern) = match form.wire().map(|wire| wire.written) {
                    Some(Written::Seconds) => (Some("seconds"), None),
                    Some(Written::Milliseconds) => (Some("milliseconds"), None),
                    Some(Written::Pattern(pattern)) => (None, Some(pattern)),
                    None => (None, None),
                };
                object([
                    ("is", "form".into()),
                    ("name", form.name.into()),
                    ("expects", form.expects.into()),
                    ("epoch", unit.into()),
                    ("notation", pattern.into()),
                ])
            }
            Kind::Choice(choices) => {
                let values: Vec<Json> = (choices.list.iter().enumerate())
                    .map(|(index, choice)| {
                        let wire = match choice.wire {
                            WireValue::Text(text) => Json::from(text),
                            WireValue::Integer(number) => number.into(),
                        };
                        let mut value = entries([("rust", choice.rust.into())]);
                        // Inserted directly, because `entries` would drop an empty name.
                        value.insert("wire".to_owned(), wire);
                        value.extend(entries([
                            ("aliases", choice.aliases.into()),
                            ("doc", choice.doc.into()),
                            ("deprecated", choices.deprecation(index).into()),
                        ]));
                        Json::Object(value)
                    })
                    .collect();
                object([
                    ("is", "choice".into()),
                    ("name", choices.name.into()),
                    ("doc", choices.doc.into()),
                    ("ignore_case", choices.ignore_case.into()),
                    ("values", values.into()),
                    (
                        "other",
                        choices.other.as_ref().map_or(Json::Null, |other| {
                            object([("rust", other.rust.into()), ("doc", other.doc.into())])
                        }),
                    ),
                ])
            }
            Kind::List(item) => json!({ "is": "list", "of": self.kind(item()) }),
            Kind::Map(value) => json!({ "is": "map", "of": self.kind(value()) }),
            Kind::Optional(kind) => json!({ "is": "nullable", "of": self.kind(kind()) }),
            Kind::Object(schema) => json!({ "is": "request", "name": self.name(schema) }),
        }
    }

    fn name(&self, schema: &'static Schema) -> &str {
        let index = self.parts.iter().position(|part| part.is_same(schema));
        &self.names[index.expect("every request that is held is a part")]
    }
}

/// The members without those that are `null`, `false`, empty text or an empty list.
fn entries<const N: usize>(members: [(&str, Json); N]) -> Map<String, Json> {
    let says_something = |value: &Json| match value {
        Json::Null | Json::Bool(false) => false,
        Json::String(text) => !text.is_empty(),
        Json::Array(items) => !items.is_empty(),
        _ => true,
    };
    let members = members.into_iter().filter(|(_, value)| says_something(value));
    members.map(|(name, value)| (name.to_owned(), value)).collect()
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(entries(members))
}

/// The wire name of a field, or its Rust name if it has none.
fn place(field: &Field) -> &'static str {
    if field.name.is_empty() { field.rust } else { field.name }
}

fn number(number: i128) -> Json {
    match (i64::try_from(number), u64::try_from(number)) {
        (Ok(number), _) => number.into(),
        (_, Ok(number)) => number.into(),
        _ => number.to_string().into(),
    }
}

fn bounds(bounds: &Bounds) -> Map<String, Json> {
    let mut shown = Map::new();
    shown.extend(bounds.min.map(|min| ("min".to_owned(), number(min))));
    shown.extend(bounds.max.map(|max| ("max".to_owned(), number(max))));
    shown
}

/// A number with a fraction is written as text, so that no reader rounds it.
fn fraction(Fraction(digits, scale): Fraction) -> Json {
    match scale {
        0 => number(digits),
        _ => Fraction(digits, scale).to_string().into(),
    }
}

fn limits(limits: &Limits) -> Map<String, Json> {
    let mut shown = Map::new();
    for (limit, included, excluded) in
        [(limits.min, "min", "exclusive_min"), (limits.max, "max", "exclusive_max")]
    {
        let name = if limit.is_excluded() { excluded } else { included };
        shown.extend(limit.number().map(|number| (name.to_owned(), fraction(number))));
    }
    shown
}

/// Returns the name of the end of a range that is compared in this way.
fn end(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::GreaterEqual => "min",
        Comparison::Greater => "exclusive_min",
        Comparison::LessEqual => "max",
        Comparison::Less => "exclusive_max",
        // No range has these.
        Comparison::Equal | Comparison::NotEqual => "value",
    }
}

fn group_kind(kind: GroupKind) -> (&'static str, Map<String, Json>) {
    match kind {
        GroupKind::AllOrNone => ("all_or_none", Map::new()),
        GroupKind::AtLeastOne => ("at_least_one", Map::new()),
        GroupKind::AtMostOne => ("at_most_one", Map::new()),
        GroupKind::ExactlyOne => ("exactly_one", Map::new()),
        GroupKind::Count(count) => ("count", bounds(&count)),
    }
}

fn rule(schema: &'static Schema, rule: &'static Rule) -> Json {
    let tells = schema.rule_tells_secret(rule);
    let cond = |schema, tree| if tells { redacted() } else { cond(schema, tree) };
    let (when, unless) = match &rule.when {
        When::Always => (Json::Null, Json::Null),
        When::If(when) => (cond(schema, when), Json::Null),
        When::Unless(when) => (Json::Null, cond(schema, when)),
    };
    object([
        ("id", schema.rule_id(rule).into()),
        ("at", schema.judged_place(rule).into()),
        ("source", schema.source_of(rule).into()),
        ("message", rule.attributes.message.into()),
        ("warns", rule.attributes.severity.is_warning().into()),
        ("deprecated", deprecated(rule.attributes.severity).into()),
        ("if", when),
        ("unless", unless),
        (
            "demand",
            match tells
                && matches!(
                    rule.demand,
                    Demand::Passes(_) | Demand::KeyPasses(_) | Demand::Holds(..)
                ) {
                true => redacted(),
                false => demand(schema, &rule.demand),
            },
        ),
    ])
}

/// Returns what to use in place of a deprecated field.
fn deprecated(severity: Severity) -> Option<&'static str> {
    match severity {
        Severity::Deprecated(instead) => Some(instead),
        Severity::Error | Severity::Warning => None,
    }
}

fn demand(schema: &'static Schema, demand: &'static Demand) -> Json {
    match demand {
        Demand::Required => json!({ "is": "required" }),
        Demand::RequiredByType => json!({ "is": "required_by_type" }),
        Demand::Forbidden => json!({ "is": "forbidden" }),
        Demand::NotBlank => json!({ "is": "not_blank" }),
        Demand::Nested => json!({ "is": "nested" }),
        Demand::Passes(test) => tested(test),
        Demand::KeyPasses(test) => json!({ "is": "key", "passes": tested(test) }),
        Demand::Separator(separator) => json!({ "is": "separator", "separator": separator }),
        Demand::Group(group) => json!({ "is": "group", "name": schema.groups[*group].name }),
        Demand::Holds(holds, text) => {
            json!({ "is": "holds", "cond": cond(schema, holds), "text": text })
        }
        Demand::Checked(checked) => object([
            ("is", "checked".into()),
            ("function", checked.function.into()),
            ("text", checked.text.into()),
            ("reads", checked.reads.iter().map(|field| place(&schema.fields[*field])).collect()),
        ]),
    }
}

/// Stands for what tells a secret. A tool that judges by the export leaves a rule out whose condition it does not know.
fn redacted() -> Json {
    json!({ "is": "redacted" })
}

/// Writes a condition that may tell a secret.
fn open_cond(schema: &'static Schema, tree: &'static Cond) -> Json {
    if schema.tells_secret(tree) { redacted() } else { cond(schema, tree) }
}

fn cond(schema: &'static Schema, tree: &'static Cond) -> Json {
    let inner = |tree: &'static Cond| cond(schema, tree);
    let of = |is: &str, of: &Reference| json!({ "is": is, "of": reference(schema, of) });
    let items = |is: &str, list: &Reference, tree: &'static Cond| json!({ "is": is, "list": reference(schema, list), "cond": cond(schema, tree) });
    match tree {
        Cond::Named(index) => json!({ "is": "named", "name": schema.conditions[*index].name }),
        Cond::Given(value) => of("given", value),
        Cond::Present(value) => of("present", value),
        Cond::Compare(left, comparison, right) => json!({
            "is": "compare",
            "left": term(schema, left),
            "op": operator(*comparison),
            "right": term(schema, right),
        }),
        Cond::Passes(value, test) => asked(reference(schema, value), test),
        Cond::AnyItem(list, tree) => items("any_item", list, tree),
        Cond::AllItems(list, tree) => items("all_items", list, tree),
        Cond::Unique(list, key) => {
            json!({ "is": "unique", "list": reference(schema, list), "key": reference(schema, key) })
        }
        Cond::Not(tree) => json!({ "is": "not", "cond": inner(tree) }),
        Cond::All(trees) => {
            json!({ "is": "all", "conds": trees.iter().map(inner).collect::<Vec<_>>() })
        }
        Cond::Any(trees) => {
            json!({ "is": "any", "conds": trees.iter().map(inner).collect::<Vec<_>>() })
        }
        Cond::Implies(left, right) => {
            json!({ "is": "implies", "left": inner(left), "right": inner(right) })
        }
    }
}

/// Writes a test as the demand of a rule.
fn tested(test: &Test) -> Json {
    let within = |ends: Map<String, Json>| {
        let mut shown = entries([("is", test.name().into())]);
        shown.extend(ends);
        Json::Object(shown)
    };
    match test {
        Test::True => json!({ "is": test.name() }),
        Test::OneOf(allowed) => json!({ "is": test.name(), "values": values(allowed) }),
        Test::Compares(comparison, value) => {
            json!({ "is": test.name(), "op": operator(*comparison), "right": literal(value) })
        }
        Test::Range(range) => within(limits(range)),
        Test::Between(ends) => within(
            ends.iter()
                .map(|(comparison, value)| (end(*comparison).to_owned(), literal(value)))
                .collect(),
        ),
        Test::Length(length) => within(bounds(length)),
        Test::Size(unit, length) => {
            let unit = unit_name(*unit).into();
            let mut shown = entries([("is", "length".into()), ("unit", unit)]);
            shown.extend(bounds(length));
            Json::Object(shown)
        }
        Test::MultipleOf(digits, scale) => {
            json!({ "is": test.name(), "number": fraction(Fraction(*digits, *scale)) })
        }
        Test::StartsWith(text) | Test::EndsWith(text) => {
            json!({ "is": test.name(), "text": text })
        }
        Test::Pattern(pattern) => json!({ "is": test.name(), "pattern": pattern.source() }),
        Test::Format(format) => object([
            ("is", test.name().into()),
            ("format", format.name.into()),
            ("expects", format.expects.into()),
        ]),
        Test::Predicate(predicate) => json!({ "is": test.name(), "function": predicate.name }),
    }
}

/// Writes a test of `value` as a condition.
fn asked(value: Json, test: &Test) -> Json {
    match test {
        Test::OneOf(allowed) => json!({ "is": "in", "of": value, "values": values(allowed) }),
        Test::Compares(comparison, right) => json!({
            "is": "compare",
            "left": value,
            "op": operator(*comparison),
            "right": literal(right),
        }),
        Test::Format(format) => json!({ "is": "format", "of": value, "format": format.name }),
        Test::Pattern(pattern) => {
            json!({ "is": "matches", "of": value, "pattern": pattern.source() })
        }
        Test::True
        | Test::Range(_)
        | Test::Between(_)
        | Test::MultipleOf(..)
        | Test::Length(_)
        | Test::Size(..)
        | Test::StartsWith(_)
        | Test::EndsWith(_)
        | Test::Predicate(_) => {
            let mut shown = tested(test);
            shown["of"] = value;
            shown
        }
    }
}

fn values(allowed: &[Allowed]) -> Vec<Json> {
    let value = |allowed: &Allowed| match allowed {
        Allowed::One(value) => literal(value),
        Allowed::Range(range) => Json::Object(limits(range)),
    };
    allowed.iter().map(value).collect()
}

fn operator(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "==",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterEqual => ">=",
    }
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Bytes => "bytes",
        Unit::Utf16 => "utf16",
    }
}

fn term(schema: &'static Schema, term: &'static Term) -> Json {
    match term {
        Term::Value(value) => reference(schema, value),
        Term::Literal(value) => literal(value),
        Term::Length(value) => json!({ "length": reference(schema, value) }),
        Term::Size(unit, value) => {
            json!({ "length": reference(schema, value), "unit": unit_name(*unit) })
        }
        Term::CountPresent(fields) => {
            json!({ "count": fields.iter().map(|field| reference(schema, field)).collect::<Vec<_>>() })
        }
        Term::CountItems(list, tree) => {
            json!({ "count_items": reference(schema, list), "cond": cond(schema, tree) })
        }
    }
}

fn reference(schema: &Schema, reference: &Reference) -> Json {
    let mut shown = match reference.root {
        Root::Field(index) => entries([("field", place(&schema.fields[index]).into())]),
        Root::Item(depth) => Map::from_iter([("item".to_owned(), depth.into())]),
        Root::Context(fact) => entries([("fact", fact.name.into())]),
        Root::Old(index) => entries([("old", place(&schema.fields[index]).into())]),
        Root::Changed(index) => entries([("changed", place(&schema.fields[index]).into())]),
    };
    shown.extend(entries([("members", reference.members.into())]));
    Json::Object(shown)
}

fn literal(literal: &Literal) -> Json {
    match literal {
        Literal::Null => json!({ "null": true }),
        Literal::Bool(value) => json!({ "bool": value }),
        Literal::Integer(value) => json!({ "integer": number(*value) }),
        Literal::Fraction(digits, scale) => {
            json!({ "fraction": fraction(Fraction(*digits, *scale)) })
        }
        Literal::Text(text) => json!({ "text": text }),
        Literal::Variant(rust) => json!({ "variant": rust }),
        Literal::Constant(constant) => {
            let value = match (constant.value)() {
                Node::Bool(value) => value.into(),
                Node::Integer(number) => number.into(),
                Node::Unsigned(number) => number.into(),
                node => Json::from(node.to_text()),
            };
            json!({ "constant": constant.source, "value": value })
        }
        Literal::Fact(fact) => json!({ "fact": fact.name }),
    }
}
