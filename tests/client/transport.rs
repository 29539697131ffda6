//! Requests that travel on a way of the user's own, and what a program sees of them.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use order_client::{
    Client, Credentials, Deserialized, Error, OrderPlaced, PlacedWith, Retry, Service, Unreadable,
    transport::{Request, Response, Sending, Transport, TransportError},
};
use order_core::{OrderRequest, Valid};
use serde::Deserialize;

use crate::support::logs;

#[derive(OrderRequest)]
#[order(endpoint = "POST /shops/{shop}/orders", response = OrderPlaced)]
struct Books {
    #[order(path)]
    shop: String,
    isbn: String,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Price {
    total: String,
}

#[derive(OrderRequest)]
#[order(endpoint = "POST /orders", response = PlacedWith<Price>)]
struct Priced {
    isbn: String,
}

#[derive(OrderRequest)]
#[order(endpoint = "GET /stock/{isbn}", response = Deserialized<Stock>)]
struct AskStock {
    #[order(path)]
    isbn: String,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Stock {
    copies: u32,
}

/// Answers each request with the same outcome, and counts them.
struct Fixed {
    outcome: fn() -> Result<Response, TransportError>,
    count: Arc<AtomicUsize>,
}

impl Transport for Fixed {
    fn send(&self, request: Request) -> Sending<'_> {
        assert!(request.headers()["authorization"].is_sensitive());
        self.count.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { (self.outcome)() })
    }
}

fn client(outcome: fn() -> Result<Response, TransportError>) -> (Client, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let transport = Fixed { outcome, count: Arc::clone(&count) };
    let key = Credentials::key("skyfall-4711").expect("plain letters");
    let client = Client::builder(Service::new("shop"), key)
        .base_url("https://api.shop.example/v2")
        .tls_certs_only(certificate())
        .retry(Retry::new(1).first_wait(std::time::Duration::from_millis(1)))
        .transport(transport);
    (client.build().expect("usable"), count)
}

fn certificate() -> String {
    let key = rcgen::generate_simple_self_signed(["shop.example".to_owned()]).expect("a name");
    key.cert.pem()
}

fn replied(status: u16, body: &'static str) -> Result<Response, TransportError> {
    let response = http::Response::builder().status(status).body(body);
    Ok(response.expect("a status").into())
}

fn valid<T: OrderRequest<Context = ()>>(request: T) -> Valid<T> {
    request.into_valid().unwrap_or_else(|_| panic!("it keeps all rules"))
}

fn books() -> Valid<Books> {
    valid(Books { shop: "Gary's".to_owned(), isbn: "9783161484100".to_owned() })
}

#[tokio::test]
async fn answer_may_come_from_memory() {
    let (client, count) = client(|| replied(201, r#"{"id": 7}"#));
    assert_eq!(client.place(&books()).await.expect("placed").order_id.as_str(), "7");
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn transport_tells_whether_an_order_may_have_been_sent() {
    let (client, _) = self::client(|| Err(TransportError::not_sent("no room in the queue")));
    let error = client.place(&books()).await.expect_err("not sent");
    assert!(
        matches!(&error, Error::NotSent { source, .. } if source.to_string() == "no room in the queue")
    );
    let (client, count) = self::client(|| Err(TransportError::unknown("the queue is gone")));
    let error = client.place(&books()).await.expect_err("unknown");
    assert!(matches!(error, Error::Unknown { .. }), "{error:?}");
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn replies_are_read_by_serde() {
    let (client, _) = self::client(|| replied(201, r#"{"id": 7, "total": "9.90"}"#));
    let placed = client.place(&valid(Priced { isbn: "1".to_owned() })).await.expect("placed");
    assert_eq!(
        (placed.order_id.as_str(), placed.reply),
        ("7", Some(Price { total: "9.90".to_owned() }))
    );

    // What else the reply has never hides the number.
    let (client, _) = self::client(|| replied(201, r#"{"id": 7, "total": []}"#));
    let placed = client.place(&valid(Priced { isbn: "1".to_owned() })).await.expect("placed");
    assert_eq!((placed.order_id.as_str(), placed.reply), ("7", None));

    let (client, _) = self::client(|| replied(200, r#"{"copies": "12"}"#));
    let stock = client.send(&valid(AskStock { isbn: "1".to_owned() })).await.expect("read");
    assert_eq!(stock.0, Stock { copies: 12 });
}

#[tokio::test]
async fn reply_of_another_shape_is_not_echoed() {
    let (client, _) = self::client(|| replied(200, r#"{"copies": "skyfall-4711"}"#));
    let error = client.send(&valid(AskStock { isbn: "1".to_owned() })).await.expect_err("text");
    let Error::Unreadable { problem: Unreadable::Shape { problem }, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(problem, "[not shown]");
    assert!(!format!("{error:?}{error}").contains("4711"), "{error:?}");
    let (client, _) = self::client(|| replied(200, "{}"));
    let error = client.send(&valid(AskStock { isbn: "1".to_owned() })).await.expect_err("empty");
    assert!(error.to_string().contains("has another shape: missing field `copies`"), "{error}");
}

#[tokio::test]
async fn span_has_the_endpoint_and_nothing_of_the_request() {
    logs::collect();
    let (client, _) = self::client(|| replied(503, "no, skyfall-4711"));
    client.place(&books()).await.expect_err("unknown");
    let (client, _) = self::client(|| replied(429, ""));
    client.send(&valid(AskStock { isbn: "the-isbn".to_owned() })).await.expect_err("refused");
    let logged = logs::collected();
    for part in [
        "HTTP call",
        "otel.name=POST /shops/{shop}/orders",
        "http.request.method=\"POST\"",
        "url.template=\"/shops/{shop}/orders\"",
        "server.address=\"api.shop.example\"",
        "server.port=443",
        "http.response.status_code=503",
        "error.type=\"unknown\"",
        "http.request.resend_count=1",
        "error.type=\"rejected\"",
    ] {
        assert!(logged.contains(part), "{part} is not in {logged}");
    }
    for secret in ["skyfall-4711", "Gary", "978316", "the-isbn"] {
        assert!(!logged.contains(secret), "{secret} is in {logged}");
    }
}

#[test]
fn types_and_futures_may_be_shared_among_threads() {
    fn shared<T: Send + Sync>() {}
    fn sent<T: Send>(_: T) {}
    shared::<(Client, Credentials, Service, Error, TransportError, OrderPlaced)>();
    shared::<order_client::journal::SqliteJournal>();
    shared::<order_client::journal::Journaled<'_, order_client::journal::SqliteJournal>>();
    shared::<order_client::sandbox::Sandbox>();
    shared::<order_client::Reply>();
    let (client, _) = self::client(|| replied(201, r#"{"id": 7}"#));
    let books = books();
    sent(client.place(&books));
    sent(client.send(&books));
    sent(client.methods(&books));
    sent(client.orders_with("x"));
}
