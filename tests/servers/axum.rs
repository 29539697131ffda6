//! Extractors of axum, over a socket of this machine.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
};

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef, State},
    response::{AppendHeaders, IntoResponse},
    routing::{any, post, put},
};
use order_core::{
    Endpoint, Valid,
    http::{Received, RequestError},
    language::English,
    wire::Warned,
};
use tokio::net::TcpListener;

use crate::{Large, Limited, Order, Shop, Stocked};

/// The state of the router.
#[derive(Debug, Clone)]
struct App {
    shop: Shop,
}

impl FromRef<App> for Shop {
    fn from_ref(app: &App) -> Self {
        app.shop
    }
}

async fn place(order: Valid<Order>) -> String {
    let Order { shop, number, lang, key, amount } = &*order;
    format!("{shop} {number} {lang:?} {key} {amount}")
}

async fn warned(order: Warned<Large>) -> impl IntoResponse {
    let headers: Vec<_> = order.warning_headers(&English).collect();
    (AppendHeaders(headers), order.warnings_to_json(&English))
}

async fn limited(State(shop): State<Shop>, received: Received) -> Result<String, RequestError> {
    let order: Valid<Limited> = received.read_in(&shop)?;
    Ok(order.amount.to_string())
}

async fn stocked(order: Valid<Stocked>) -> String {
    order.amount.to_string()
}

async fn stocked_and_warned(order: Result<Warned<Stocked>, RequestError>) -> String {
    match order {
        Ok(order) => order.warnings_to_json(&English),
        Err(error) => error.to_string(),
    }
}

/// Starts a server on a free port, which ends with the test.
async fn server() -> SocketAddr {
    let app = Router::new()
        .route(Order::PATH, put(place))
        .route("/elsewhere", put(place))
        .route("/any/shops/{a}/orders/{b}", any(place))
        .nest("/api/v1", Router::new().route(Order::PATH, put(place)))
        .route("/small/shops/{a}/orders/{b}", put(place).layer(DefaultBodyLimit::max(8)))
        .route(Limited::PATH, post(limited))
        .route(Large::PATH, post(warned))
        .route(Stocked::PATH, post(stocked))
        .route("/warned/stock", post(stocked_and_warned))
        .with_state(App { shop: Shop { most: 7 } });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

/// Sends one request and returns the head of the reply and its body.
async fn exchange(start: &str, headers: &str, body: &str) -> (String, String) {
    let address = server().await;
    let length = body.len();
    let request = format!(
        "{start} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
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

const JSON: &str = "Content-Type: application/json\r\nIdempotency-Key: k\r\n";

#[tokio::test]
async fn a_handler_gets_a_valid_request() {
    let target = "PUT /shops/caf%C3%A9%2F1/orders/7?lang=de+x";
    let (head, body) = exchange(target, JSON, r#"{"amount": 3}"#).await;
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert_eq!(body, r#"café/1 7 Some("de x") k 3"#);
    let (_, body) = exchange("PUT /api/v1/shops/a/orders/7", JSON, r#"{"amount": 3}"#).await;
    assert_eq!(body, "a 7 None k 3");
    let form = "idempotency-key: k\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let (_, body) = exchange("PUT /any/shops/a/orders/7", form, "amount=3").await;
    assert_eq!(body, "a 7 None k 3");
}

#[tokio::test]
async fn mistakes_are_answered_by_problem_details() {
    let json = "Content-Type: application/json\r\n";
    let (head, body) = exchange("PUT /shops/a/orders/x?lnag=de", json, r#"{"amount": 10}"#).await;
    assert!(head.starts_with("http/1.1 400"), "{head}");
    assert!(head.contains("\r\ncontent-type: application/problem+json"), "{head}");
    let details: serde_json::Value = serde_json::from_str(&body).unwrap();
    let errors = details["errors"].as_array().unwrap().iter();
    let found: Vec<_> = errors.map(|it| [&it["in"], &it["pointer"], &it["code"]]).collect();
    assert_eq!(
        found,
        [
            ["path", "/number", "type"],
            ["query", "/lnag", "unknown_field"],
            ["header", "/Idempotency-Key", "required"],
            ["body", "/amount", "range"],
        ],
    );
    let (head, body) = exchange("PUT /shops/a/orders/7", JSON, r#"{"amount": 10}"#).await;
    assert!(head.starts_with("http/1.1 422"), "{head}");
    assert!(body.contains(r#""rule_id":"amount.range""#), "{body}");
}

#[tokio::test]
async fn what_is_no_call_of_the_endpoint_has_its_status() {
    let (head, _) = exchange("POST /any/shops/a/orders/7", JSON, r#"{"amount": 3}"#).await;
    assert!(head.starts_with("http/1.1 405") && head.contains("\r\nallow: put"), "{head}");
    // The route is that of another endpoint.
    let (head, body) = exchange("PUT /elsewhere", JSON, r#"{"amount": 3}"#).await;
    assert!(head.starts_with("http/1.1 404") && body.contains("\"status\":404"), "{head} {body}");
    let text = "Content-Type: text/plain\r\n";
    let (head, _) = exchange("PUT /shops/a/orders/7", text, "amount=3").await;
    assert!(
        head.starts_with("http/1.1 415") && head.contains("\r\naccept: application/json, "),
        "{head}"
    );
    let (head, body) = exchange("PUT /small/shops/a/orders/7", JSON, r#"{"amount": 3}"#).await;
    assert!(head.starts_with("http/1.1 413") && body.contains("too long"), "{head} {body}");
}

#[tokio::test]
async fn a_handler_reads_in_a_context() {
    let (_, body) = exchange("POST /orders", JSON, r#"{"amount": 7}"#).await;
    assert_eq!(body, "7");
    let (head, body) = exchange("POST /orders", JSON, r#"{"amount": 8}"#).await;
    assert!(head.starts_with("http/1.1 422"), "{head}");
    assert!(body.contains(r#""rule_id":"in_stock","in":"body","line":1,"column":12"#), "{body}");
}

#[tokio::test]
async fn a_context_comes_from_the_state() {
    let (_, body) = exchange("POST /stock", JSON, r#"{"amount": 7}"#).await;
    assert_eq!(body, "7");
    let (head, body) = exchange("POST /stock", JSON, r#"{"amount": 8}"#).await;
    assert!(head.starts_with("http/1.1 422"), "{head}");
    assert!(body.contains(r#""rule_id":"in_stock","in":"body","line":1,"column":12"#), "{body}");
    let warned = r#"{"amount": 7, "note": "all of them"}"#;
    let (_, body) = exchange("POST /warned/stock", JSON, warned).await;
    assert!(body.starts_with(r#"[{"pointer":"/note","code":"forbidden""#), "{body}");
    let (_, body) = exchange("POST /warned/stock", JSON, r#"{"amount": 8}"#).await;
    assert!(body.contains("there are no more than that"), "{body}");
}

#[tokio::test]
async fn warnings_are_headers_and_a_member() {
    let (head, body) = exchange("POST /large", JSON, r#"{"amount": 10, "count": 1}"#).await;
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(head.contains("warning: 299 - \"`amount` must be at most 9\"\r\n"), "{head}");
    assert!(head.contains("warning: 299 - \"`count` is deprecated; use `amount`\"\r\n"), "{head}");
    assert!(
        body.starts_with(
            r#"[{"pointer":"/amount","code":"range","rule_id":"amount.range","in":"body""#
        ),
        "{body}"
    );
    let (head, _) = exchange("POST /large", JSON, r#"{"amount": 1}"#).await;
    assert!(!head.contains("warning"), "{head}");
    let (head, body) = exchange("POST /large", JSON, r#"{"amount": "x", "count": 1}"#).await;
    assert!(head.starts_with("http/1.1 400"), "{head}");
    assert!(body.contains(r#""warnings":[{"pointer":"/count","code":"deprecated""#), "{body}");
}
