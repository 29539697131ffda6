use order_core::{
    Endpoint, OrderRequest,
    export::{
        json_schema::{self, Form},
        openapi::{Document, Operation},
    },
    json,
    update::Update,
};
use serde_json::Value;

use crate::types::{Order, OrderUpdate};

/// The new state of an order.
struct Changed;

/// Changes an order.
#[derive(Debug, OrderRequest)]
#[order(endpoint = "PATCH /order/{order_id}", response = Changed)]
struct ChangeOrder {
    #[order(path)]
    order_id: String,
    #[order(flatten)]
    changes: OrderUpdate,
}

fn schema(form: Form) -> Value {
    let export = json_schema::export(OrderUpdate::SCHEMA, form);
    serde_json::from_str(&export.text).unwrap()
}

/// Documents that fit the type, and documents that do not.
const DOCUMENTS: [(&str, bool); 21] = [
    ("{}", true),
    (r#"{"count": 3}"#, true),
    (r#"{"count": null}"#, false),
    (r#"{"count": 0}"#, false),
    (r#"{"note": null}"#, true),
    (r#"{"note": "much too long"}"#, false),
    (r#"{"method": null}"#, true),
    (r#"{"method": "client_app"}"#, true),
    (r#"{"method": "app"}"#, false),
    (r#"{"address": {"city": "a"}}"#, true),
    (r#"{"address": {"city": null}}"#, false),
    (r#"{"address": {"postalCode": null}}"#, true),
    (r#"{"address": null}"#, false),
    (r#"{"billing": null}"#, true),
    (r#"{"labels": {"a": null, "b": "c"}}"#, true),
    (r#"{"labels": {"a": 1, "b": {}}}"#, false),
    (r#"{"offices": {"a": null, "b": {"city": "x"}}}"#, true),
    (r#"{"payment": {"card": {"number": "1", "holder": null}, "transfer": null}}"#, true),
    (r#"{"payment": {"card": {"holder": null}}}"#, false),
    (r#"{"unknown": 1}"#, false),
    (r#"[]"#, false),
];

#[test]
fn the_json_schema_of_an_update_says_what_is_read() {
    let schema = schema(Form::Read);
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (text, is_valid) in DOCUMENTS {
        let document: Value = serde_json::from_str(text).unwrap();
        let read =
            json::from_str::<OrderUpdate>(text).is_ok_and(|update| update.validate().is_ok());
        assert_eq!(read, is_valid, "{text}");
        assert_eq!(validator.is_valid(&document), is_valid, "{text}");
    }
}

#[test]
fn the_json_schema_of_what_is_written_takes_null_where_a_value_is_cleared() {
    let schema = schema(Form::Written);
    let validator = jsonschema::validator_for(&schema).unwrap();
    for text in [
        "{}",
        r#"{"count": 3, "note": null, "labels": {"a": null}, "address": {"postalCode": null}}"#,
        r#"{"payment": {"card": {"number": "1", "holder": null}, "transfer": null}}"#,
    ] {
        let update: OrderUpdate = json::from_str(text).unwrap();
        let written: Value = serde_json::from_str(&json::to_string(&update)).unwrap();
        assert!(validator.is_valid(&written), "{written}");
    }
    let null: Value = serde_json::from_str(r#"{"count": null}"#).unwrap();
    assert!(!validator.is_valid(&null));
    assert!(schema.get("required").is_none());
}

#[test]
fn the_operation_takes_a_merge_patch() {
    let update: OrderUpdate = json::from_str(r#"{"note": null}"#).unwrap();
    assert!(!update.is_empty());
    let example = ChangeOrder { order_id: "7".to_owned(), changes: update };
    let operation = Operation::of::<ChangeOrder>().example("no note", &example);
    let export = Document::new("Orders", "1").operation(operation).export();
    let document: Value = serde_json::from_str(&export.text).unwrap();
    let patch = &document["paths"]["/order/{order_id}"]["patch"];
    let content = patch["requestBody"]["content"].as_object().unwrap();
    assert_eq!(content.keys().collect::<Vec<_>>(), ["application/merge-patch+json"]);
    assert_eq!(
        content["application/merge-patch+json"]["example"],
        serde_json::json!({ "note": null }),
    );
    assert_eq!(
        (ChangeOrder::METHOD, patch["parameters"][0]["name"].as_str()),
        ("PATCH", Some("order_id"))
    );
}

#[test]
fn a_body_is_an_update_if_each_of_its_members_is() {
    #[derive(OrderRequest)]
    struct Mixed {
        #[order(path)]
        id: String,
        #[order(flatten)]
        changes: OrderUpdate,
        reason: String,
    }

    #[derive(OrderRequest)]
    struct Nothing {
        #[order(path)]
        id: String,
    }

    assert!(OrderUpdate::SCHEMA.has_update_body() && ChangeOrder::SCHEMA.has_update_body());
    assert!(!Order::SCHEMA.has_update_body());
    assert!(!Mixed::SCHEMA.has_update_body() && !Nothing::SCHEMA.has_update_body());
}
