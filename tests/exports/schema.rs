//! The static description as JSON: its shape, every part once, and the same on every run.

use order_client::retail::CodeSigningOrder;
use order_core::{OrderRequest, OrderValue, export::schema};
use serde_json::{Value, json};

use crate::types;

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
