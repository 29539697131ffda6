//! Rules of the keys of maps.

use std::collections::{BTreeMap, HashMap};

use order_core::{
    Code, OrderRequest, OrderValue,
    export::json_schema::{self, Form},
    json,
    repair::Action,
    schema,
};
use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[keys(length(..=3))]
struct Labels(BTreeMap<String, String>);

#[derive(Debug, Clone, OrderRequest)]
struct Order {
    ev: Option<bool>,
    #[keys(length(2..=4), pattern("[a-z]+"))]
    #[each(range(..=9))]
    limits: Option<BTreeMap<String, u8>>,
    #[keys(allowed("de", "en", message = "{field}: {allowed}"), length(..=1, warn))]
    names: Option<HashMap<String, String>>,
    #[keys(format(digits, if ev == true))]
    codes: Option<BTreeMap<String, u8>>,
    labels: Option<Labels>,
}

fn order(document: &str) -> Order {
    json::from_str(document).unwrap()
}

fn broken(document: &str) -> Vec<(String, String, Code, String)> {
    let order = order(document);
    let violations = order.validate().unwrap_err();
    assert_eq!(schema::interpret(&order).unwrap_err().to_string(), violations.to_string());
    violations
        .iter()
        .map(|it| (it.path().to_string(), it.rule_id(), it.code(), it.message().to_string()))
        .collect()
}

#[test]
fn a_key_is_judged_at_its_entry() {
    let found = broken(r#"{"limits": {"a": 1, "abc": 99, "A/b": 2}}"#);
    let found: Vec<_> =
        found.iter().map(|(path, id, code, said)| (&**path, &**id, *code, &**said)).collect();
    assert_eq!(
        found,
        [
            ("limits.abc", "limits[].range", Code::Range, "`limits.abc` must be at most 9"),
            (
                "limits.a",
                "limits[key].length",
                Code::Length,
                "the key of `limits.a` must have from 2 to 4 characters",
            ),
            (
                "limits.A/b",
                "limits[key].pattern",
                Code::Pattern,
                "the key of `limits.A/b` must match `[a-z]+`",
            ),
        ]
    );
    let violations = order(r#"{"limits": {"A/b": 2}}"#).validate().unwrap_err();
    let first = violations.iter().next().unwrap();
    assert_eq!(first.path().to_json_pointer(), "/limits/A~1b");
}

#[test]
fn a_condition_a_message_and_a_newtype_hold_for_keys() {
    assert!(order(r#"{"codes": {"a": 1}}"#).validate().is_ok());
    let found = broken(r#"{"ev": true, "codes": {"a": 1}, "labels": {"abcd": ""}}"#);
    assert_eq!(found[0].1, "codes[key].format");
    assert!(found[0].3.ends_with("because `ev` is true"), "{}", found[0].3);
    assert_eq!((&*found[1].0, found[1].2), ("labels.abcd", Code::Length));
    assert_eq!(found[1].3, "the key of `labels.abcd` must have at most 3 characters");
    let found = broken(r#"{"names": {"fr": "Le nom"}}"#);
    assert_eq!(found[0].3, "the key of `names.fr`: `de` or `en`");
}

/// The repairs of a document, and the document after the first of them that gives an entry another key.
fn repaired(document: &str) -> (String, Option<Value>) {
    let order = order(document);
    let repairs = order.validate().unwrap_err().repairs(&order);
    let renamed = repairs
        .iter()
        .find(|repair| repair.actions().iter().any(|action| matches!(action, Action::Rename(..))));
    let after = renamed.map(|repair| {
        let order = repair.apply(&order).unwrap();
        assert!(order.validate().is_ok(), "{repair}");
        serde_json::from_str(&json::to_string(&order)).unwrap()
    });
    (repairs.to_string(), after)
}

#[test]
fn an_entry_gets_the_nearest_key_that_is_right_and_free() {
    for (document, said, after) in [
        (
            r#"{"limits": {"abcdef": 1}}"#,
            "remove `limits`, or remove `limits.abcdef`, or rename `limits.abcdef` to `abcd`",
            json!({ "limits": { "abcd": 1 } }),
        ),
        (
            r#"{"limits": {" AB ": 1, "cd": 2}}"#,
            "rename `limits. AB ` to `ab`",
            json!({ "limits": { "ab": 1, "cd": 2 } }),
        ),
        (
            r#"{"names": {"dee": "x"}}"#,
            "rename `names.dee` to `de`",
            json!({ "names": { "de": "x" } }),
        ),
        (
            r#"{"labels": {"abcd": "x"}}"#,
            "rename `labels.abcd` to `abc`",
            json!({ "labels": { "abc": "x" } }),
        ),
        // The value is changed beside the key.
        (
            r#"{"limits": {"abcdef": 10}}"#,
            "rename `limits.abcdef` to `abcd`",
            json!({ "limits": { "abcd": 9 } }),
        ),
    ] {
        let (repairs, found) = repaired(document);
        assert!(repairs.contains(said), "{repairs}");
        assert_eq!(found, Some(after), "{repairs}");
    }
}

#[test]
fn entries_without_a_right_key_nearby_are_removed() {
    for document in [
        r#"{"limits": {"a": 1, "abc": 2}}"#,
        r#"{"limits": {"123456": 1}}"#,
        // The nearest key is taken.
        r#"{"limits": {"abcd": 1, "abcde": 2}}"#,
        r#"{"names": {"portuguese": "x"}}"#,
    ] {
        let (repairs, renamed) = repaired(document);
        assert_eq!(renamed, None, "{repairs}");
        assert!(repairs.contains("remove `"), "{repairs}");
    }
    let order = self::order(r#"{"names": {"de": "x"}}"#);
    assert!(order.validate().is_ok());
    assert_eq!(order.warnings().iter().next().unwrap().rule_id(), "names[key].length");
}

#[test]
fn json_schema_names_the_keys() {
    let export = json_schema::export(Order::SCHEMA, Form::Written);
    let schema: Value = serde_json::from_str(&export.text).unwrap();
    let limits = schema["properties"]["limits"].to_string();
    assert!(limits.contains("propertyNames"), "{limits}");
    assert_eq!(export.gaps, []);
    let is_valid = |document: &Value| jsonschema::is_valid(&schema, document);
    assert!(is_valid(&json!({ "limits": { "abc": 1 }, "names": { "de": "x" } })));
    assert!(!is_valid(&json!({ "limits": { "a": 1 } })));
    assert!(!is_valid(&json!({ "limits": { "ABC": 1 } })));
    assert!(!is_valid(&json!({ "names": { "fr": "x" } })));
    assert!(!is_valid(&json!({ "labels": { "abcd": "x" } })));
    assert!(is_valid(&json!({ "ev": false, "codes": { "a": 1 } })));
    assert!(!is_valid(&json!({ "ev": true, "codes": { "a": 1 } })));
}

#[test]
fn a_repair_in_json_has_the_new_key() {
    let order = order(r#"{"labels": {"a/cd": "x"}}"#);
    let repairs = order.validate().unwrap_err().repairs(&order).to_json();
    let renamed =
        r#"{"path":"labels.a/cd","pointer":"/labels/a~1cd","action":"rename","key":"a/c"}"#;
    assert!(repairs.contains(renamed), "{repairs}");
}

#[test]
fn an_entry_may_need_another_key_and_another_value() {
    #[derive(Debug, Clone, OrderRequest)]
    struct Limits {
        #[keys(pattern("[a-z]+"))]
        #[each(range(..=2))]
        limits: BTreeMap<String, u8>,
        ev: Option<bool>,
    }

    let request: Limits = json::from_str(r#"{"limits": {"A": 9, "b": 1}, "ev": true}"#).unwrap();
    let repairs = request.validate().unwrap_err().repairs(&request);
    let shown: Vec<(String, String)> = repairs
        .iter()
        .map(|repair| (repair.to_string(), json::to_string(&repair.apply(&request).unwrap())))
        .collect();
    let expected = [
        ("remove `limits.A`", r#"{"limits":{"b":1},"ev":true}"#),
        ("set `limits.A` and rename `limits.A` to `a`", r#"{"limits":{"a":2,"b":1},"ev":true}"#),
    ];
    assert_eq!(shown, expected.map(|(repair, after)| (repair.to_owned(), after.to_owned())));
}
