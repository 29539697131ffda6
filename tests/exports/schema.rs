//! The static description as JSON: its shape, every part once, and the same on every run.

use std::collections::BTreeSet;

use order_client::retail::CodeSigningOrder;
use order_core::{OrderRequest, OrderValue, export::schema};
use serde_json::{Value, json};

use crate::{every::every_type, types};

fn exported(schema: &'static order_core::schema::Schema) -> Value {
    serde_json::from_str(&schema::export(schema)).unwrap()
}

/// Method of shipping a token.
#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum Method {
    /// By mail.
    Mail,
    #[order(alias = "van")]
    Courier,
}

/// A person.
#[derive(OrderRequest)]
struct Person {
    /// Address for mail.
    #[format(email)]
    mail: Option<String>,
    #[nested]
    deputy: Option<Box<Person>>,
}

/// An order.
#[derive(OrderRequest)]
#[order(endpoint = "POST /order", response = (), root = "order", scalars = "text")]
#[condition(shipped, method == Mail || present(people))]
#[rule(few, count(person in people, given(person.mail)) <= 3, "three mails at most")]
struct Order {
    /// Years.
    #[allowed(1, 2..=4)]
    #[default_value(2)]
    years: u8,
    #[default_value(Mail)]
    method: Option<Method>,
    #[required_if(shipped)]
    #[length(..=64)]
    #[group_at_most_one("name")]
    #[order(alias = "other")]
    name: Option<String>,
    #[nested]
    people: Option<Vec<Person>>,
    #[group_at_most_one("name")]
    #[order(secret)]
    code: Option<u64>,
}

#[test]
fn all_that_was_declared_is_there() {
    let document = exported(Order::SCHEMA);
    assert_same(
        &document,
        &json!({
            "format": 1,
            "request": "Order",
            "types": {
                "Order": {
                    "name": "Order",
                    "doc": "An order.",
                    "endpoint": { "method": "POST", "path": "/order", "response": "()" },
                    "root": "order",
                    "scalars": "text",
                    "fields": [
                        {
                            "name": "years",
                            "rust": "years",
                            "doc": "Years.",
                            "type": { "is": "integer", "min": 0, "max": 255 },
                            "blank": "absent",
                            "default": { "integer": 2 },
                            "place": "body",
                        },
                        {
                            "name": "method",
                            "rust": "method",
                            "type": {
                                "is": "choice",
                                "name": "Method",
                                "doc": "Method of shipping a token.",
                                "values": [
                                    { "rust": "Mail", "wire": "mail", "doc": "By mail." },
                                    { "rust": "Courier", "wire": "courier", "aliases": ["van"] },
                                ],
                            },
                            "optional": true,
                            "blank": "absent",
                            "default": { "variant": "Mail" },
                            "place": "body",
                        },
                        {
                            "name": "name",
                            "rust": "name",
                            "aliases": ["other"],
                            "type": { "is": "text" },
                            "optional": true,
                            "blank": "absent",
                            "place": "body",
                        },
                        {
                            "name": "people",
                            "rust": "people",
                            "type": { "is": "list", "of": { "is": "request", "name": "Person" } },
                            "optional": true,
                            "blank": "absent",
                            "place": "body",
                        },
                        {
                            "name": "code",
                            "rust": "code",
                            "type": { "is": "integer", "min": 0, "max": u64::MAX },
                            "optional": true,
                            "blank": "absent",
                            "secret": true,
                            "place": "body",
                        },
                    ],
                    "conditions": [{
                        "name": "shipped",
                        "source": "method == Mail || present(people)",
                        "cond": {
                            "is": "any",
                            "conds": [
                                {
                                    "is": "compare",
                                    "left": { "field": "method" },
                                    "op": "==",
                                    "right": { "variant": "Mail" },
                                },
                                { "is": "present", "of": { "field": "people" } },
                            ],
                        },
                    }],
                    "groups": [{ "name": "name", "kind": "at_most_one", "members": ["name", "code"] }],
                    "rules": [
                        {
                            "id": "years.allowed",
                            "at": "years",
                            "source": "allowed(1, 2..=4)",
                            "demand": {
                                "is": "allowed",
                                "values": [{ "integer": 1 }, { "min": 2, "max": 4 }],
                            },
                        },
                        {
                            "id": "name.required_if",
                            "at": "name",
                            "source": "required_if(shipped)",
                            "if": { "is": "named", "name": "shipped" },
                            "demand": { "is": "required" },
                        },
                        {
                            "id": "name.length",
                            "at": "name",
                            "source": "length(..=64)",
                            "demand": { "is": "length", "max": 64 },
                        },
                        {
                            "id": "name.group_at_most_one",
                            "at": "name",
                            "source": "group_at_most_one(\"name\")",
                            "demand": { "is": "group", "name": "name" },
                        },
                        { "id": "people.nested", "at": "people", "source": "nested", "demand": { "is": "nested" } },
                        {
                            "id": "name.group_at_most_one",
                            "at": "code",
                            "source": "group_at_most_one(\"name\")",
                            "demand": { "is": "group", "name": "name" },
                        },
                        {
                            "id": "few",
                            "source": "rule(few, count(person in people, given(person.mail)) <= 3, \"three mails at most\")",
                            "demand": {
                                "is": "holds",
                                "cond": {
                                    "is": "compare",
                                    "left": {
                                        "count_items": { "field": "people" },
                                        "cond": {
                                            "is": "given",
                                            "of": { "item": 0, "members": ["mail"] },
                                        },
                                    },
                                    "op": "<=",
                                    "right": { "integer": 3 },
                                },
                                "text": "three mails at most",
                            },
                        },
                    ],
                },
                "Person": {
                    "name": "Person",
                    "doc": "A person.",
                    "scalars": "native",
                    "fields": [
                        {
                            "name": "mail",
                            "rust": "mail",
                            "doc": "Address for mail.",
                            "type": { "is": "text" },
                            "optional": true,
                            "blank": "absent",
                            "place": "body",
                        },
                        {
                            "name": "deputy",
                            "rust": "deputy",
                            "type": { "is": "request", "name": "Person" },
                            "optional": true,
                            "blank": "absent",
                            "place": "body",
                        },
                    ],
                    "rules": [
                        {
                            "id": "mail.format",
                            "at": "mail",
                            "source": "format(email)",
                            "demand": {
                                "is": "format",
                                "format": "email",
                                "expects": "an e-mail address such as `name@example.com`",
                            },
                        },
                        {
                            "id": "deputy.nested",
                            "at": "deputy",
                            "source": "nested",
                            "demand": { "is": "nested" },
                        },
                    ],
                },
            },
        }),
    );
}

/// Shows the first difference only.
#[track_caller]
fn assert_same(left: &Value, right: &Value) {
    let (left, right) = (format!("{left:#}"), format!("{right:#}"));
    for (line, (left, right)) in left.lines().zip(right.lines()).enumerate() {
        assert_eq!(left, right, "line {line}");
    }
    assert_eq!(left.lines().count(), right.lines().count());
}

/// A key that a call has in its header.
#[derive(OrderRequest)]
#[order(endpoint = "POST /order", response = ())]
struct Headed {
    #[order(header, rename = "Idempotency-Key")]
    key: Option<String>,
}

/// All that the types of the other tests do not have.
#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = SecretsUpdate)]
#[rule(kept, old.amount != amount || !changed(amount), "the amount is kept")]
#[condition(known, starts_with(pin, "1"))]
struct Secrets {
    #[order(secret)]
    pin: Option<String>,
    #[required_if(known, message = "`{field}` is needed")]
    #[order(label = "Amount of cases")]
    amount: Option<u8>,
    kind: Option<Hash>,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
enum Hash {
    Sha256,
    /// A later one.
    #[order(other)]
    Other(String),
}

#[test]
fn a_request_that_holds_itself_stands_there_once() {
    let document = exported(types::Tree::SCHEMA);
    let names: Vec<_> = document["types"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["Tree", "Leaf", "Node"]);
    assert_eq!(
        document["types"]["Node"]["fields"][0]["type"],
        json!({ "is": "request", "name": "Tree" })
    );
}

#[test]
fn two_types_of_one_name_are_told_apart() {
    mod other {
        #[derive(order_core::OrderRequest)]
        pub(super) struct Person {
            pub(super) name: String,
        }
    }

    #[derive(OrderRequest)]
    struct Pair {
        #[nested]
        one: Person,
        #[nested]
        other: other::Person,
    }

    let document = exported(Pair::SCHEMA);
    let names: Vec<_> = document["types"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["Pair", "Person", "Person-2"]);
    let kind = |field: usize| &document["types"]["Pair"]["fields"][field]["type"]["name"];
    assert_eq!((kind(0), kind(1)), (&json!("Person"), &json!("Person-2")));
    let pair = Pair {
        one: Person { mail: None, deputy: None },
        other: other::Person { name: "a".to_owned() },
    };
    assert!(pair.validate().is_ok());
    assert_eq!(pair.other.name, "a");
}

#[test]
fn the_document_is_the_same_on_every_run() {
    let first = schema::export(CodeSigningOrder::SCHEMA);
    assert_eq!(first, schema::export(CodeSigningOrder::SCHEMA));
    assert!(
        first.starts_with("{\n  \"format\": 1,\n  \"request\": \"CodeSigningOrder\",\n"),
        "{first}"
    );
}

#[test]
fn every_field_is_walked_with_its_place() {
    let paths = |schema: &'static order_core::schema::Schema| -> Vec<String> {
        schema.walk().map(|walked| format!("{} {}", walked.depth, walked.path)).collect()
    };
    assert_eq!(
        paths(types::Tree::SCHEMA),
        [
            "0 Leaf",
            "1 Leaf.size",
            "1 Leaf.word",
            "1 Leaf.why",
            "0 Node",
            "1 Node.left",
            "1 Node.rest",
            "2 Node.rest[].size",
            "2 Node.rest[].word",
            "2 Node.rest[].why",
            "1 Node.why",
        ]
    );
    // What stands in place has no step of its own.
    let places = paths(types::Places::SCHEMA);
    assert_eq!(places[2..5], ["0 contact", "1 org_name", "1 email"]);
    let parts: Vec<_> = types::Tree::SCHEMA.parts().iter().map(|part| part.name).collect();
    assert_eq!(parts, ["Tree", "Leaf", "Node"]);
}

/// The objects in an object of the description: its row in the table of `export::schema`, a member, and their row.
const INSIDE: &[(&str, &str, &str)] = &[
    ("document", "types", "request"),
    ("request", "endpoint", "endpoint"),
    ("request", "fields", "field"),
    ("request", "conditions", "named condition"),
    ("request", "groups", "group"),
    ("request", "rules", "rule"),
    ("field", "type", "type"),
    ("field", "default", "literal"),
    ("field", "defaults_if", "conditional default"),
    ("field", "types", "newtype"),
    ("conditional default", "if", "condition"),
    ("conditional default", "value", "literal"),
    ("newtype", "rules", "rule"),
    ("type", "of", "type"),
    ("type", "values", "value of a choice"),
    ("type", "other", "other value of a choice"),
    ("named condition", "cond", "condition"),
    ("rule", "if", "condition"),
    ("rule", "unless", "condition"),
    ("rule", "demand", "demand"),
    ("demand", "passes", "demand"),
    ("demand", "cond", "condition"),
    ("demand", "values", "literal"),
    ("demand", "right", "literal"),
    ("demand", "min", "literal"),
    ("demand", "exclusive_min", "literal"),
    ("demand", "max", "literal"),
    ("demand", "exclusive_max", "literal"),
    ("condition", "of", "reference"),
    ("condition", "list", "reference"),
    ("condition", "key", "reference"),
    ("condition", "cond", "condition"),
    ("condition", "conds", "condition"),
    ("condition", "left", "term"),
    ("condition", "right", "term"),
    ("condition", "values", "literal"),
    ("condition", "min", "literal"),
    ("condition", "exclusive_min", "literal"),
    ("condition", "max", "literal"),
    ("condition", "exclusive_max", "literal"),
    ("term", "length", "reference"),
    ("term", "count", "reference"),
    ("term", "count_items", "reference"),
    ("term", "cond", "condition"),
];

/// The rows that an object of a row may be of as well.
fn rows(row: &str) -> Vec<&str> {
    let more: &[&str] = match row {
        "demand" | "condition" => &["test", "limits", "secret"],
        "term" => &["reference", "literal"],
        "literal" => &["limits", "secret"],
        _ => &[],
    };
    [&[row], more].concat()
}

/// Notes the members of an object, and each word of `WORDS`, with the row that they should be in.
fn note(value: &Value, row: &'static str, found: &mut BTreeSet<(&'static str, String)>) {
    /// Members whose value is one of a few words.
    const WORDS: &[&str] = &["is", "op", "unit", "epoch", "kind", "place", "blank", "scalars"];
    let object = match value {
        Value::Array(items) => return items.iter().for_each(|item| note(item, row, found)),
        Value::Object(object) => object,
        _ => return,
    };
    for (name, value) in object {
        found.insert((row, name.clone()));
        if let (true, Some(word)) = (WORDS.contains(&name.as_str()), value.as_str()) {
            found.insert((row, word.to_owned()));
        }
        let inside = INSIDE.iter().find(|(of, member, _)| (*of, *member) == (row, name));
        match (inside, value.as_object()) {
            (Some((.., inner)), Some(by_name)) if row == "document" => {
                by_name.values().for_each(|value| note(value, inner, found));
            }
            // Both sides of an implication are conditions, not terms.
            (Some((.., "term")), Some(side)) if side.contains_key("is") => {
                note(value, "condition", found);
            }
            (Some((.., inner)), _) => note(value, inner, found),
            (None, _) => {}
        }
    }
}

macro_rules! note_every {
    ($found:ident; $($name:ty, $context:ident $(, $apart:ident)?;)*) => {
        $(note(&exported(<$name>::SCHEMA), "document", &mut $found);)*
    };
}

/// A reader in another language knows the description by the table alone.
#[test]
fn the_table_names_all_that_a_description_can_hold() {
    let source = include_str!("../../order-core/src/export/schema.rs");
    let table: Vec<(&str, BTreeSet<&str>)> = source
        .lines()
        .filter_map(|line| line.strip_prefix("//! | ")?.split_once(" | "))
        .map(|(row, members)| (row, members.split('`').skip(1).step_by(2).collect()))
        .collect();
    let mut found = BTreeSet::new();
    every_type! { note_every! { found; } }
    for schema in [
        Order::SCHEMA,
        Headed::SCHEMA,
        Secrets::SCHEMA,
        SecretsUpdate::SCHEMA,
        CodeSigningOrder::SCHEMA,
    ] {
        note(&exported(schema), "document", &mut found);
    }
    let is_told = |row: &str, name: &str| {
        rows(row)
            .iter()
            .any(|row| table.iter().any(|(of, names)| of == row && names.contains(name)))
    };
    let untold: Vec<_> = found.iter().filter(|(row, name)| !is_told(row, name)).collect();
    assert!(untold.is_empty(), "the table of `export::schema` does not name {untold:?}");
    let unseen: Vec<_> = table
        .iter()
        .flat_map(|(row, names)| names.iter().map(move |name| (*row, *name)))
        .filter(|(row, name)| {
            !found.iter().any(|(of, member)| rows(of).contains(row) && member == name)
        })
        .collect();
    assert_eq!(unseen, []);
}
