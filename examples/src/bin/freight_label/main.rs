//! Orders labels for freight at an invented carrier, whose server runs in the same program, on a port of this machine.
//! [`order`] has all that the carrier demands, [`server`] its two handlers, and `german.ftl` the German of its own words.
//!
//! ```text
//! cargo run -p order-examples --bin freight_label
//! ```

mod order;
mod server;

use std::{error::Error, net::SocketAddr};

use order_core::json;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use crate::order::Label;

const GOOD: &str = r#"{
  "account": "DE004711",
  "service": "express",
  "pickup_day": "2031-05-08",
  "pickup_time": "09:30",
  "sender": {"name": "Kiln & Co", "street": "Hafenstr. 1", "city": "Kiel", "postal_code": "24103", "country": "DE"},
  "recipient": {"name": "Ann Lee", "street": "Rue Haute 7", "city": "Bern", "postal_code": "3011", "country": "CH"},
  "parcels": [
    {"mark": "A1", "weight": 31.50, "contents": "vases"},
    {"mark": "A2", "weight": 0.05, "contents": "invoice"}
  ],
  "price": 100.10,
  "declared_value": 750,
  "insurance": {"amount": 600.00, "beneficiary": "Ann Lee"},
  "customs": {"invoice": "R-17", "purpose": "sale", "tariff_number": "691110"},
  "references": {"invoice": "R-17", "shop": "web"},
  "notice_email": "ann@example.com",
  "delivery_code": "4711",
  "note": "Fragile"
}"#;

const TEN_MISTAKES: &str = r#"{
  "account": "4711",
  "service": "express",
  "pickup_day": "2031-05-08",
  "pickup_time": "19:00",
  "sender": {"name": "Kiln & Co", "street": "Hafenstr. 1", "city": "Kiel", "postal_code": "2410", "country": "DE"},
  "recipient": {"name": "Ann Lee", "street": "Rue Haute 7", "city": "Bern", "postal_code": "3011", "country": "CH"},
  "parcels": [
    {"mark": "A1", "weight": 31.55, "contents": "vases"},
    {"mark": "A1", "weight": 0.05, "contents": "invoice"}
  ],
  "price": 100.1,
  "declared_value": 400,
  "insurance": {"amount": 400},
  "references": {"Invoice": "R-17"},
  "notice_email": "ann@example.com",
  "notice_mobile": "+41791234567",
  "delivery_code": "secret"
}"#;

const WARNED: &str = r#"{
  "account": "DE004711",
  "service": "overnight",
  "pickup_day": "2031-06-30",
  "sender": {"name": "Kiln & Co", "street": "Hafenstr. 1", "city": "Kiel", "postal_code": "24103", "country": "DE"},
  "recipient": {"name": "Ann Lee", "street": "Rue Haute 7", "city": "Bern", "postal_code": "3011", "country": "CH"},
  "parcels": [{"mark": "A1", "weight": 2, "contents": "vases"}],
  "price": 19.90,
  "declared_value": 80,
  "customs": {"invoice": "R-18", "purpose": "exhibition"},
  "notice_mobile": "+41791234567",
  "remark": "Fragile"
}"#;

/// An update in the form of RFC 7396: null removes, and what is not named stays as it is.
const CHANGE: &str = r#"{
  "price": 120.50,
  "approved_by": "M. Kiln",
  "recipient": {"street": "Rue Haute 9"},
  "references": {"shop": null},
  "note": null
}"#;

const FORBIDDEN_CHANGE: &str =
    r#"{"account": "DE000001", "declared_value": 550, "approved_by": null}"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let carrier = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, server::routes()).await });

    let (post, patch) = ("POST /labels", "PATCH /labels/1");
    show("A good order", &call(carrier, post, "en", GOOD).await?)?;
    show("An order with ten mistakes", &call(carrier, post, "en", TEN_MISTAKES).await?)?;
    show("The same order, in German", &call(carrier, post, "de", TEN_MISTAKES).await?)?;
    show("An order that is warned", &call(carrier, post, "en", WARNED).await?)?;
    show("The same order, in German", &call(carrier, post, "de-CH, fr", WARNED).await?)?;
    let later = WARNED.replace("2031-06-30", "2031-07-01");
    show("The same order for a day later", &call(carrier, post, "en", &later).await?)?;
    show("A change of the first order", &call(carrier, patch, "en", CHANGE).await?)?;
    show("A change that is not allowed", &call(carrier, patch, "en", FORBIDDEN_CHANGE).await?)?;
    show("The same change, in German", &call(carrier, patch, "de", FORBIDDEN_CHANGE).await?)
}

/// Sends one call to the server and returns the reply as it came.
async fn call(
    carrier: SocketAddr,
    target: &str,
    language: &str,
    body: &str,
) -> Result<String, Box<dyn Error>> {
    let length = body.len();
    let call = format!(
        "{target} HTTP/1.1\r\nHost: {carrier}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Idempotency-Key: 5f1c\r\nAccept-Language: {language}\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    let mut stream = TcpStream::connect(carrier).await?;
    stream.write_all(call.as_bytes()).await?;
    let mut reply = String::new();
    stream.read_to_string(&mut reply).await?;
    Ok(reply)
}

/// Prints a reply: its status, its warnings, and either the label or every mistake with its place.
fn show(heading: &str, reply: &str) -> Result<(), Box<dyn Error>> {
    let (head, body) = reply.split_once("\r\n\r\n").ok_or("the reply has no body")?;
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.strip_prefix("HTTP/1.1 "));
    let status = status.ok_or("the reply has no status")?;
    println!("{heading}: {status}");
    for warning in lines.filter_map(|line| line.strip_prefix("warning: 299 - ")) {
        println!("- warning {warning}");
    }
    if status.starts_with('2') {
        let Label { number, address, weight, price } = json::from_str(body)?;
        println!("- label {number}: {weight} kg to {address}, for {price}\n");
        return Ok(());
    }
    let problem: Value = serde_json::from_str(body)?;
    println!("{}", said(&problem["detail"]));
    for mistake in problem["errors"].as_array().into_iter().flatten() {
        // What comes out of a change stands in no document.
        let place = match &mistake["line"] {
            Value::Null => String::new(),
            line => format!("line {line}, column {}: ", mistake["column"]),
        };
        println!("- {place}{} [{}]", said(&mistake["detail"]), said(&mistake["rule_id"]));
    }
    println!();
    Ok(())
}

fn said(text: &Value) -> &str {
    text.as_str().unwrap_or_default()
}
