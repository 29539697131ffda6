//! Code that the tests of the client share.

pub(crate) mod logs;
pub(crate) mod server;

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::LazyLock,
    time::Duration,
};

use order_client::{
    Client, ClientBuilder, Credentials, Error, OrderId, OrderPlaced, OrderState,
    retail::{self, CodeSigningOrder, RetrieveCertificate, ViewOrder},
};
use order_core::{Valid, json};
use socket2::{Domain, SockAddr, Socket, Type};

use self::server::{Seen, Server};

pub(crate) const SAMPLE: &str = r#"{
  "validity": "1",
  "platform": "2",
  "cs_provisioning_method": "client_app",
  "org_name": "My Company",
  "org_addr1": "19 Windsor Court",
  "org_addr2": "",
  "org_city": "Tampa",
  "org_state": "FL",
  "org_zip": "33615",
  "org_country": "us",
  "telephone": "555-555-1234",
  "org_contact_firstname": "Gary",
  "org_contact_lastname": "McCoy",
  "org_contact_job_title": "CTO",
  "org_contact_email": "gm@example.com",
  "org_contact_telephone": "555-555-1234",
  "ev": "true"
}"#;

/// The order of the documentation's sample.
pub(crate) fn sample() -> Valid<CodeSigningOrder> {
    json::from_str(SAMPLE).expect("the sample keeps all rules")
}

/// The request for the details of an order.
pub(crate) fn view(order_id: &OrderId) -> Valid<ViewOrder> {
    ViewOrder::of(order_id).expect("digits")
}

/// The request for the certificate of an order.
pub(crate) fn certificate_of(order_id: &OrderId) -> Valid<RetrieveCertificate> {
    RetrieveCertificate::of(order_id).expect("digits")
}

/// The URL of a port where nobody listens, which no other test can take.
pub(crate) fn nobody() -> String {
    static NOBODY: LazyLock<(Socket, String)> = LazyLock::new(closed);
    NOBODY.1.clone()
}

/// A port that does not listen yet, and its URL.
pub(crate) fn closed() -> (Socket, String) {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    socket.bind(&SockAddr::from(any)).expect("a free port");
    let address = socket.local_addr().expect("it is bound").as_socket().expect("an IP address");
    (socket, format!("http://{address}"))
}

pub(crate) fn builder(url: &str) -> ClientBuilder {
    let credentials = Credentials::new("001007", "skyfall").expect("plain letters");
    Client::builder(retail::SERVICE, credentials).base_url(url)
}

/// Places the sample order.
pub(crate) async fn place(builder: ClientBuilder) -> Result<OrderPlaced, Error> {
    builder.build().expect("a usable configuration").place(&sample()).await
}

/// Places the sample order with `server`, and returns what it saw after the call has ended.
pub(crate) async fn place_with(server: Server) -> (Result<OrderPlaced, Error>, Seen) {
    let outcome = place(builder(&server.url())).await;
    (outcome, server.seen().await)
}

/// As [`place_with`], with a client that does not wait long.
pub(crate) async fn place_impatiently(server: Server) -> (Result<OrderPlaced, Error>, Seen) {
    let limits = (Duration::from_millis(1000), Duration::from_millis(1500));
    let builder = builder(&server.url()).connect_timeout(limits.0).timeout(limits.1);
    (place(builder).await, server.seen().await)
}

/// Places the sample order with a server that reads it and answers with `reply`; it must see one
/// request.
pub(crate) async fn answered(reply: impl Into<Vec<u8>>) -> Result<OrderPlaced, Error> {
    let (outcome, seen) = place_with(Server::answering(reply)).await;
    seen.assert_one_request();
    outcome
}

/// A whole message with a JSON body.
pub(crate) fn reply(status: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    reply_with(status, "Content-Type: application/vnd.digicert.rest-v1+json\r\n", body)
}

/// A whole message with `headers`, each of which ends with a line break.
pub(crate) fn reply_with(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// An error with all its causes, as a program would print it.
pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

pub(crate) fn assert_not_sent(outcome: &Result<OrderPlaced, Error>) {
    let error = outcome.as_ref().expect_err("no connection");
    assert!(matches!(error, Error::NotSent { .. }), "{error:?}");
    assert_eq!(error.order_state(), OrderState::NotPlaced);
}

pub(crate) fn assert_unknown(outcome: &Result<OrderPlaced, Error>, expected: Option<u16>) {
    match outcome {
        Err(error @ Error::Unknown { status, .. }) => {
            assert_eq!(*status, expected, "{error:?}");
            assert_eq!(error.order_state(), OrderState::Unknown);
            assert!(error.to_string().contains("may have been placed"), "{error}");
        }
        other => panic!("not unknown: {other:?}"),
    }
}
