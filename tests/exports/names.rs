//! Names and texts that mean something to JSON, to regular expressions or to references change nothing.

use order_core::{
    Code, Endpoint, OrderRequest, OrderValue,
    export::{
        json_schema::{self, Form},
        openapi::{Document, Operation},
        schema,
    },
    json,
};
use serde_json::{Value, json};

use crate::oracle::{Broken, Oracle};

#[derive(Debug, OrderValue)]
enum Größe {
    #[order(rename = "a/b~c")]
    Slash,
    #[order(rename = "^$.*+?()[]{}|\\")]
    Signs,
    #[order(rename = "\u{202e}gnp.exe\u{0}\n\"'")]
    Hidden,
}

#[derive(Debug, OrderValue)]
#[order(ignore_case)]
enum Either {
    #[order(rename = "a.b[c]")]
    Dots,
    #[order(rename = "Ä-é")]
    Letters,
}

/// "Quotes" \back\slashes </script> ``code`` ${name}
#[derive(Debug, OrderRequest)]
#[order(endpoint = "POST /a-b/{$ref}", response = ())]
struct Teil {
    #[order(rename = "$ref", path)]
    reference: String,
    #[order(rename = "a/b~1c%25", alias = "$id", alias = "\"\\")]
    #[allowed("a\"b", "\\", "\u{1f600}", "$")]
    text: Option<String>,
    #[order(rename = "<&>")]
    size: Option<Größe>,
    #[order(rename = "properties")]
    #[required_if(size == Slash || size == Hidden)]
    either: Option<Either>,
    #[order(rename = "allOf")]
    #[pattern("[\\^\\]\\-a/\\u{1f600}-\\u{1f64f}]+|\\$\\{x\\}|é\\.|\u{202e}")]
    matched: Option<String>,
    #[order(separator = "|")]
    list: Option<Vec<String>>,
    #[nested]
    #[order(rename = "__proto__")]
    inner: Option<Box<Teil2>>,
}

#[derive(Debug, OrderRequest)]
struct Teil2 {
    #[order(rename = "$defs")]
    #[required_if(word < "b\u{fffd}")]
    definitions: Option<u8>,
    #[order(rename = "ключ")]
    word: Option<String>,
}

fn verdicts(documents: &[(Value, bool)]) {
    let (read, written) =
        (Oracle::new(Teil::SCHEMA, Form::Read), Oracle::new(Teil::SCHEMA, Form::Written));
    for (document, is_valid) in documents {
        let text = document.to_string();
        let request: Teil = json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let broken = Broken::of_violations(request.validate());
        assert_eq!(broken.is_empty(), *is_valid, "{text}: {broken:?}");
        // What cannot be told apart again is written as something else.
        let is_told = broken.iter().all(|broken| broken.code != Code::Separator);
        let written = is_told.then(|| (&written, json::to_string(&request)));
        for (oracle, text) in std::iter::once((&read, text)).chain(written) {
            let over = oracle.compare(text.as_bytes(), &broken);
            assert_eq!(over, Ok(false), "{text}");
        }
    }
}

#[test]
fn members_and_values_of_any_name_are_judged() {
    let with = |name: &str, value: Value| json!({ "$ref": "x", name: value });
    verdicts(&[
        (with("a/b~1c%25", json!("a\"b")), true),
        (with("$id", json!("\\")), true),
        (with("\"\\", json!("\u{1f600}")), true),
        (with("a/b~1c%25", json!("b")), false),
        (with("$id", json!("$$")), false),
        (with("<&>", json!("^$.*+?()[]{}|\\")), true),
        (with("<&>", json!("a/b~c")), false),
        (json!({ "$ref": "x", "<&>": "a/b~c", "properties": "A.B[C]" }), true),
        (json!({ "$ref": "x", "<&>": "\u{202e}gnp.exe\u{0}\n\"'", "properties": "Ä-é" }), true),
        (with("<&>", json!("\u{202e}gnp.exe\u{0}\n\"'")), false),
        (with("allOf", json!("^]-a/\u{1f601}")), true),
        (with("allOf", json!("${x}")), true),
        (with("allOf", json!("é.")), true),
        (with("allOf", json!("\u{202e}")), true),
        (with("allOf", json!("éx")), false),
        (with("allOf", json!("b")), false),
        (with("list", json!("a|b^|$")), true),
        (with("list", json!("a||b")), false),
        (with("list", json!(["a", "b|c"])), false),
        (with("__proto__", json!({ "ключ": "c" })), true),
        (with("__proto__", json!({ "ключ": "b\u{fffd}" })), true),
        (with("__proto__", json!({ "ключ": "b\u{1f600}" })), true),
        (with("__proto__", json!({ "ключ": "b\u{fffc}z" })), false),
        (with("__proto__", json!({ "ключ": "b\u{fffc}z", "$defs": 1 })), true),
    ]);
}

#[test]
fn a_name_that_is_not_ascii_has_a_plain_reference() {
    let export = json_schema::export(Teil::SCHEMA, Form::Written);
    let document: Value = serde_json::from_str(&export.text).unwrap();
    assert_eq!(document["properties"]["<&>"]["$ref"], "#/$defs/Gr__e");
    assert_eq!(document["$defs"]["Gr__e"]["title"], "Größe");
    assert_eq!(document["description"], "\"Quotes\" \\back\\slashes </script> ``code`` ${name}");
}

#[test]
fn the_other_documents_hold_them_too() {
    let described: Value = serde_json::from_str(&schema::export(Teil::SCHEMA)).unwrap();
    let names: Vec<_> = described["types"]["Teil"]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| &field["name"])
        .collect();
    assert_eq!(names[..2], [&json!("$ref"), &json!("a/b~1c%25")]);
    let export = Document::new("\"", "\\").operation(Operation::of::<Teil>()).export();
    let document: Value = serde_json::from_str(&export.text).unwrap();
    assert_eq!(Teil::PATH, "/a-b/{$ref}");
    let post = &document["paths"]["/a-b/{$ref}"]["post"];
    assert_eq!(post["parameters"][0]["name"], "$ref");
    assert_eq!(document["components"]["schemas"]["Teil"]["properties"]["ключ"], Value::Null);
    assert_eq!(
        document["components"]["schemas"]["Teil2"]["properties"]["ключ"],
        json!({ "type": "string" })
    );
}
