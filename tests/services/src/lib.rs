//! One order in services of three frameworks, and what their documents say of it.
#![cfg(test)]
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod aide;
mod dropshot;
mod utoipa;

use std::{
    collections::BTreeMap,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
};

use order_core::{OrderRequest, OrderValue};
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// How a certificate gets to its owner.
#[derive(Debug, OrderValue)]
#[order(rename_all = "snake_case")]
enum Method {
    ShipToken,
    ClientApp,
}

/// Whom to ask.
#[derive(Debug, OrderRequest)]
struct Contact {
    #[length(1..=64)]
    name: String,
    #[format(email)]
    mail: Option<String>,
}

/// An order of certificates.
#[derive(Debug, OrderRequest)]
#[order(endpoint = "POST /orders", response = (), schemars08, schemars09, serde, utoipa)]
struct Order {
    #[order(query)]
    #[length(2)]
    lang: Option<String>,
    /// Length of validity, in years.
    #[allowed(1, 2, 3)]
    validity: u8,
    #[default_value(false)]
    ev: bool,
    #[required_if(ev)]
    #[forbidden_unless(ev)]
    method: Option<Method>,
    #[range(..=1000)]
    price: Decimal,
    #[nested]
    contact: Contact,
    #[length(..=3)]
    names: Option<Vec<String>>,
}

const VALID: &str = r#"{"validity": 2, "ev": true, "method": "ship_token", "price": "99.90", "contact": {"name": "Gary"}}"#;
const INVALID: &str =
    r#"{"validity": 2, "ev": true, "price": "99.90", "contact": {"name": "", "mail": "x"}}"#;

/// Sends a body to `/orders` and returns the head of the reply and its body.
async fn post(address: SocketAddr, target: &str, body: &str) -> (String, String) {
    let length = body.len();
    let request = format!(
        "POST {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    let reply = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        reply
    });
    let reply = reply.await.unwrap();
    let (head, body) = reply.split_once("\r\n\r\n").unwrap();
    (head.to_ascii_lowercase(), body.to_owned())
}

/// Checks that the service takes an order, and answers another one by problem details.
async fn assert_answers(address: SocketAddr) {
    let (head, body) = post(address, "/orders?lang=de", VALID).await;
    assert!(head.starts_with("http/1.1 200"), "{head} {body}");
    assert!(body.contains("99.90 for Gary"), "{body}");

    let (head, body) = post(address, "/orders?lang=deu", INVALID).await;
    assert!(head.starts_with("http/1.1 422"), "{head} {body}");
    assert!(head.contains("content-type: application/problem+json"), "{head}");
    let details: Value = serde_json::from_str(&body).unwrap();
    let errors = details["errors"].as_array().unwrap().iter();
    let found: Vec<_> = errors.map(|it| [&it["in"], &it["pointer"], &it["code"]]).collect();
    assert_eq!(
        found,
        [
            ["query", "/lang", "length"],
            ["body", "/contact/name", "required"],
            ["body", "/contact/mail", "format"],
            ["body", "/method", "required"],
        ],
    );

    let (head, body) = post(address, "/orders", r#"{"validity": "x"}"#).await;
    assert!(head.starts_with("http/1.1 400"), "{head}");
    assert!(body.contains(r#""pointer":"/validity","code":"type""#), "{body}");
}

/// Checks what a document says of the order: the body of its operation, the words and the enum, and that every reference
/// leads somewhere.
fn assert_described(document: &Value) {
    let body = &document["paths"]["/orders"]["post"]["requestBody"];
    let body = &body["content"]["application/json"]["schema"];
    assert_eq!(body["$ref"], "#/components/schemas/Order", "{document:#}");
    let order = &document["components"]["schemas"]["Order"];
    assert_eq!(order["description"], "An order of certificates.");
    assert_eq!(order["type"], "object");
    let mut required: Vec<&str> =
        order["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    required.sort_unstable();
    assert_eq!(required, ["contact", "price", "validity"]);
    // What stands in the URL is no member of the body.
    let names: Vec<&String> = order["properties"].as_object().unwrap().keys().collect();
    assert_eq!(names.len(), 6, "{names:?}");
    let validity = resolved(document, &order["properties"]["validity"]);
    assert_eq!(validity["enum"], json!([1, 2, 3]), "{validity}");
    let method = resolved(document, &order["properties"]["method"]);
    assert_eq!(method["enum"], json!(["ship_token", "client_app"]), "{method}");
    let contact = resolved(document, &order["properties"]["contact"]);
    assert_eq!(contact["properties"]["name"]["maxLength"], 64, "{contact}");
    let mut references = BTreeMap::new();
    collect(document, &mut references);
    assert!(references.len() >= 3, "{references:?}");
    for reference in references.keys() {
        let target = document.pointer(reference.trim_start_matches('#'));
        assert!(target.is_some(), "{reference} leads nowhere");
    }
}

/// The schema to which another one refers, if it does, alone or as the one of `allOf`.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let schema = match &schema["allOf"] {
        Value::Array(all) if all.len() == 1 && schema.get("type").is_none() => &all[0],
        _ => schema,
    };
    match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    }
}

fn collect<'a>(value: &'a Value, references: &mut BTreeMap<&'a str, ()>) {
    match value {
        Value::Object(members) => {
            references.extend(members.get("$ref").and_then(Value::as_str).map(|it| (it, ())));
            members.values().for_each(|it| collect(it, references));
        }
        Value::Array(items) => items.iter().for_each(|it| collect(it, references)),
        _ => {}
    }
}
