//! Services that are declared: what differs between them is done as the declaration says.

use std::{num::NonZeroUsize, time::Duration};

use order_client::{
    Authentication, Client, ConfigError, Credentials, Error, ErrorShape, FromReply, Meaning,
    OrderId, OrderNumber, OrderPlaced, Reference, Reply, Retry, Service, SignError, Unreadable,
    Unsigned,
};
use order_core::{OrderRequest, Valid};
use rcgen::{CertifiedKey, generate_simple_self_signed};

use crate::support::{
    reply, reply_with,
    server::{Seen, Server},
    with_causes,
};

#[derive(OrderRequest)]
#[order(endpoint = "POST /orders", response = OrderPlaced)]
struct Books {
    #[nested]
    lines: Vec<Line>,
}

#[derive(OrderRequest)]
struct Line {
    isbn: String,
}

fn books() -> Valid<Books> {
    let lines = vec![Line { isbn: "9783161484100".to_owned() }];
    Books { lines }.into_valid().unwrap_or_else(|_| panic!("it keeps all rules"))
}

fn key() -> Credentials {
    Credentials::key("skyfall-4711").expect("plain letters")
}

async fn place(service: Service, server: Server) -> (Result<OrderPlaced, Error>, Seen) {
    place_as(key(), service, server).await
}

async fn place_as(
    credentials: Credentials,
    service: Service,
    server: Server,
) -> (Result<OrderPlaced, Error>, Seen) {
    let client = Client::builder(service, credentials).base_url(server.url());
    let outcome = client.build().expect("usable").place(&books()).await;
    (outcome, server.seen().await)
}

/// The headers of the only request, in the order in which they came.
fn header(seen: &Seen, name: &str) -> Option<String> {
    seen.assert_one_request();
    let lines = seen.requests[0].lines().filter_map(|line| line.split_once(": "));
    let mut lines = lines.filter(|(found, _)| found.eq_ignore_ascii_case(name));
    lines.next().map(|(_, value)| value.to_owned())
}

const PLACED: &str = r#"{"id": 42}"#;

#[tokio::test]
async fn service_that_declares_nothing_is_what_most_apis_are() {
    let server = Server::answering(reply("201 Created", PLACED));
    let (outcome, seen) = place(Service::new("shop"), server).await;
    assert_eq!(outcome.expect("placed").order_id.as_str(), "42");
    assert_eq!(header(&seen, "Authorization").as_deref(), Some("Bearer skyfall-4711"));
    assert_eq!(header(&seen, "Content-Type").as_deref(), Some("application/json"));
    assert_eq!(header(&seen, "Accept").as_deref(), Some("application/json"));
}

#[tokio::test]
async fn key_goes_where_the_service_wants_it() {
    fn sign(request: &mut Unsigned<'_>, credentials: &Credentials) -> Result<(), SignError> {
        let text = format!("{}:{}", request.body().len(), credentials.secret());
        request.set_header("X-Signature", &text.chars().rev().collect::<String>())
    }
    for (authentication, name, value) in [
        (Authentication::bearer(), "authorization", "Bearer skyfall-4711"),
        (Authentication::header("X-Api-Key"), "x-api-key", "skyfall-4711"),
        (Authentication::signed(sign), "x-signature", "1174-llafyks:26"),
    ] {
        let service = Service::new("shop").authentication(authentication);
        let server = Server::answering(reply("201 Created", PLACED));
        let (outcome, seen) = place(service, server).await;
        outcome.expect("placed");
        assert_eq!(header(&seen, name).as_deref(), Some(value));
    }
}

#[tokio::test]
async fn what_proves_the_caller_is_shown_nowhere_even_if_it_comes_back() {
    fn sign(request: &mut Unsigned<'_>, _: &Credentials) -> Result<(), SignError> {
        request.set_header("X-Signature", "Signature 5ecre7-0f-0ne-ca11")
    }
    for (authentication, secret) in [
        (Authentication::bearer(), "skyfall-4711"),
        (Authentication::header("X-Api-Key"), "skyfall-4711"),
        (Authentication::signed(sign), "5ecre7-0f-0ne-ca11"),
    ] {
        let service = Service::new("shop").authentication(authentication);
        let echo = format!(r#"{{"errors":[{{"code":"{secret}","message":"no {secret} here"}}]}}"#);
        let server = Server::answering(reply("403 Forbidden", echo));
        let shown = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
        let seen = std::sync::Arc::clone(&shown);
        let client =
            Client::builder(service, key()).base_url(server.url()).observer(move |message| {
                let mut seen = seen.lock().expect("no test panics within");
                *seen += &format!("{message}{message:?}");
            });
        let client = client.build().expect("usable");
        let error = client.place(&books()).await.expect_err("refused");
        let shown = shown.lock().expect("no test panics within").clone();
        assert!(shown.contains("[redacted]"), "{shown}");
        for text in [error.to_string(), format!("{error:?}"), format!("{client:?}"), shown] {
            assert!(!text.contains(secret), "{text}");
        }
        server.seen().await.assert_one_request();
    }
}

#[tokio::test]
async fn request_that_cannot_be_signed_is_not_sent() {
    fn sign(_: &mut Unsigned<'_>, credentials: &Credentials) -> Result<(), SignError> {
        Err(format!("the key {} is no PEM", credentials.secret()).into())
    }
    let service = Service::new("shop").authentication(Authentication::signed(sign));
    let server = Server::answering(reply("201 Created", PLACED));
    let client = Client::builder(service, key()).base_url(server.url()).build().expect("usable");
    let error = client.place(&books()).await.expect_err("not signed");
    assert!(matches!(error, Error::Unwritable(_)), "{error:?}");
    let cause = std::error::Error::source(&error).expect("a cause").to_string();
    assert_eq!(cause, "it cannot be signed: the key [redacted] is no PEM");
    assert_eq!(server.seen().await.connections, 0);
}

#[tokio::test]
async fn headers_of_service_and_client_are_sent() {
    let service =
        Service::new("shop").headers(&[("X-Api-Version", "2026-05-01"), ("X-Tenant", "1")]);
    let server = Server::answering(reply("201 Created", PLACED));
    let client = Client::builder(service, key()).base_url(server.url()).header("X-Tenant", "2");
    client.build().expect("usable").place(&books()).await.expect("placed");
    let seen = server.seen().await;
    assert_eq!(header(&seen, "X-Api-Version").as_deref(), Some("2026-05-01"));
    assert_eq!(header(&seen, "X-Tenant").as_deref(), Some("2"));
}

#[test]
fn settings_that_cannot_be_sent_are_refused() {
    let builder = || Client::builder(Service::new("shop"), key()).base_url("http://127.0.0.1:1");
    for (name, value) in [("two words", "1"), ("", "1"), ("X-A", "a\nb"), ("authorization", "me")] {
        let error = builder().header(name, value).build().expect_err("no header");
        assert!(
            matches!(&error, ConfigError::Header { name: found } if found == name),
            "{error:?}"
        );
    }
    let basic = Service::new("shop").authentication(Authentication::basic());
    let error = Client::builder(basic, key()).base_url("http://127.0.0.1:1").build();
    assert!(matches!(error, Err(ConfigError::NoAccountId)));
    let header = Service::new("shop").authentication(Authentication::header("two words"));
    let error = Client::builder(header, key()).base_url("http://127.0.0.1:1").build();
    assert!(matches!(error, Err(ConfigError::Key)));
    let error = Client::builder(Service::new("shop"), key()).live().build();
    assert!(matches!(error, Err(ConfigError::NoBaseUrl)), "none is declared");
    for proxy in ["", "socks5://127.0.0.1:1", "127.0.0.1:1", "http://proxy.example:1"] {
        let error = builder().proxy(proxy).build().expect_err("no proxy for plain HTTP");
        assert!(matches!(error, ConfigError::Proxy { .. }), "{proxy}: {error:?}");
    }
    builder().proxy("http://127.0.0.1:1").build().expect("nothing leaves the machine");
}

#[tokio::test]
async fn calls_go_through_the_proxy() {
    let proxy = Server::answering(reply("201 Created", PLACED));
    let client = Client::builder(Service::new("shop"), key()).base_url("http://127.0.0.1:1/v2");
    let client = client.proxy(proxy.url()).build().expect("usable");
    client.place(&books()).await.expect("placed by way of the proxy");
    let seen = proxy.seen().await;
    seen.assert_one_request();
    assert!(seen.requests[0].starts_with("POST http://127.0.0.1:1/v2/orders HTTP/1.1\r\n"));
}

#[tokio::test]
async fn order_is_not_sent_if_the_proxy_makes_no_tunnel() {
    let proxy = Server::answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    let url = proxy.url().replace("http://", "http://me:pass-4711@");
    let client = Client::builder(Service::new("shop"), key()).base_url("https://127.0.0.1:1");
    let CertifiedKey { cert, .. } =
        generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a name");
    let client = client.tls_certs_only(cert.pem()).proxy(url).build().expect("usable");
    assert!(!format!("{client:?}").contains("pass-4711"));
    let error = client.place(&books()).await.expect_err("no tunnel");
    assert!(matches!(error, Error::NotSent { .. }), "{error:?}");
    assert!(!with_causes(&error).contains("pass-4711"), "{error:?}");
    let seen = proxy.seen().await;
    assert!(seen.requests.iter().all(|request| request.starts_with("CONNECT 127.0.0.1:1 ")));
    assert!(seen.requests.iter().all(|request| !request.contains("skyfall")));
}

#[tokio::test]
async fn errors_are_read_in_the_shape_of_the_service() {
    let nested = ErrorShape::list("error.problems").code("type").words("title").field("at");
    let single = ErrorShape::list("error").field("param");
    for (shape, body, expected) in [
        (
            ErrorShape::list("errors"),
            r#"{"errors":[{"code":"a","message":"b"},{"message":"c"}]}"#,
            vec![("a", "b", None), ("", "c", None)],
        ),
        (
            nested,
            r##"{"error":{"problems":[{"type":"a","title":"b","at":"#/lines/0/isbn"}]}}"##,
            vec![("a", "b", Some("lines[0].isbn"))],
        ),
        (
            single,
            r#"{"error":{"code":"a","message":"b","param":"lines[0].isbn"}}"#,
            vec![("a", "b", Some("lines[0].isbn"))],
        ),
        (
            ErrorShape::problem_details(),
            r#"{"type":"about:blank","title":"Bad","detail":"b"}"#,
            vec![("about:blank", "b", None)],
        ),
        (
            ErrorShape::problem_details(),
            r#"{"type":"t","detail":"2 mistakes","errors":[{"pointer":"/lines/0/isbn","code":"format","type":"u","detail":"b"},{"pointer":"","code":"rule","detail":"c"}]}"#,
            vec![("format", "b", Some("lines[0].isbn")), ("rule", "c", None)],
        ),
        (
            ErrorShape::problem_details(),
            r#"{"type":"t","detail":"b","errors":["c",{"d":1}]}"#,
            vec![("t", "b", None)],
        ),
        (
            ErrorShape::problem_details(),
            r#"{"type":"t","detail":"b","errors":[]}"#,
            vec![("t", "b", None)],
        ),
        (ErrorShape::list("errors"), "<html>", vec![]),
        (ErrorShape::list("errors"), r#"{"errors":"no"}"#, vec![]),
    ] {
        let server = Server::answering(reply("422 Unprocessable", body));
        let (outcome, _) = place(Service::new("shop").errors(shape), server).await;
        let Err(Error::Rejected { status: 422, errors, .. }) = outcome else {
            panic!("{outcome:?}")
        };
        let found: Vec<_> = errors
            .iter()
            .map(|error| {
                let field = error.field.as_ref().map(ToString::to_string);
                (error.code.clone(), error.description.clone(), field)
            })
            .collect();
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(code, words, field): (&str, &str, Option<&str>)| {
                (code.to_owned(), words.to_owned(), field.map(str::to_owned))
            })
            .collect();
        assert_eq!(found, expected, "{body}");
    }
}

#[tokio::test]
async fn statuses_mean_what_the_service_says() {
    let service = Service::new("shop").statuses(&[
        (409, Meaning::Unknown),
        (503, Meaning::Refused),
        (402, Meaning::RefusedIfExplained),
    ]);
    for (status, refused) in
        [(409, false), (503, true), (402, false), (400, true), (410, true), (422, true)]
    {
        let server = Server::answering(reply(&format!("{status} Whatever"), ""));
        let (outcome, _) = place(service, server).await;
        match outcome {
            Err(Error::Rejected { .. }) => assert!(refused, "{status}"),
            Err(Error::Unknown { .. }) => assert!(!refused, "{status}"),
            other => panic!("{status}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn order_that_was_not_taken_is_sent_again_if_the_service_asks_for_it() {
    let service = Service::new("shop").statuses(&[(503, Meaning::Repeat)]);
    for (repeats, expected) in [(0, 1), (2, 2)] {
        let replies = [reply("503 Service Unavailable", ""), reply("201 Created", PLACED)];
        let server = Server::answering_each(replies);
        let retry = Retry::new(repeats).first_wait(Duration::from_millis(1));
        let client = Client::builder(service, key()).base_url(server.url()).retry_unsent(retry);
        let outcome = client.build().expect("usable").place(&books()).await;
        assert_eq!(outcome.is_ok(), repeats > 0, "{outcome:?}");
        assert_eq!(server.seen().await.requests.len(), expected);
    }
}

#[tokio::test]
async fn order_number_is_whatever_the_reply_holds() {
    let uuid = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    let location = format!("Location: /v2/orders/{uuid}?expand=1\r\n");
    for (number, head, body, expected) in [
        (OrderNumber::member("id"), "", r#"{"id":42}"#, Ok("42")),
        (OrderNumber::member("data.order.id"), "", r#"{"data":{"order":{"id":"A-7"}}}"#, Ok("A-7")),
        (OrderNumber::header("location"), location.as_str(), "{}", Ok(uuid)),
        (OrderNumber::header("Location"), "", "{}", Err(Unreadable::Member { name: "Location" })),
        (
            OrderNumber::header("X-Order"),
            "X-Order: 7\r\nX-Order: 8\r\n",
            "{}",
            Err(Unreadable::Ambiguous { name: "X-Order" }),
        ),
        (
            OrderNumber::member("id").digits(),
            "",
            r#"{"id":"A-7"}"#,
            Err(Unreadable::NotANumber { name: "id" }),
        ),
        (
            OrderNumber::member("id"),
            "",
            r#"{"id":"two words"}"#,
            Err(Unreadable::NotANumber { name: "id" }),
        ),
        (
            OrderNumber::member("id"),
            "",
            r#"{"id":null}"#,
            Err(Unreadable::NotANumber { name: "id" }),
        ),
        (OrderNumber::member("a.id"), "", r#"{"id":1}"#, Err(Unreadable::Member { name: "id" })),
        (
            OrderNumber::member("a.id"),
            "",
            r#"{"a":{"id":1},"a":{"id":2}}"#,
            Err(Unreadable::Ambiguous { name: "id" }),
        ),
    ] {
        let server = Server::answering(reply_with("201 Created", head, body));
        let (outcome, _) = place(Service::new("shop").order_number(number), server).await;
        match (outcome, expected) {
            (Ok(placed), Ok(expected)) => assert_eq!(placed.order_id.as_str(), expected),
            (Err(Error::PlacedUnreadable { problem, .. }), Err(expected)) => {
                assert_eq!(problem, expected, "{body}");
            }
            (outcome, expected) => panic!("{body}: {outcome:?} instead of {expected:?}"),
        }
    }
}

struct Ticket {
    number: OrderId,
}

impl FromReply for Ticket {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        Ok(Self { number: reply.order_id()? })
    }

    fn subject(&self) -> Option<(&'static str, &OrderId)> {
        Some(("number", &self.number))
    }
}

#[derive(OrderRequest)]
#[order(endpoint = "GET /orders/{number}", response = Ticket)]
struct Look {
    #[order(path)]
    number: String,
}

#[tokio::test]
async fn reply_about_another_order_is_an_error_whatever_its_number_looks_like() {
    for (asked, found, is_same) in [
        ("a/b?c", "a/b?c", true),
        ("a/b?c", "a/b?d", false),
        ("0042", "42", true),
        ("é", "e", true),
    ] {
        let server = Server::answering(reply("200 OK", format!(r#"{{"id":"{found}"}}"#)));
        let client = Client::builder(Service::new("shop"), key()).base_url(server.url()).build();
        let look = Look { number: asked.to_owned() }.into_valid();
        let look = look.unwrap_or_else(|_| panic!("it keeps all rules"));
        let outcome = client.expect("usable").send(&look).await;
        match outcome {
            Ok(ticket) => assert!(is_same && ticket.number.as_str() == found, "{asked}"),
            Err(Error::Unreadable { problem: Unreadable::OtherOrder { .. }, .. }) => {
                assert!(!is_same, "{asked}");
            }
            Err(error) => panic!("{asked}: {error:?}"),
        }
        server.seen().await.assert_one_request();
    }
}

#[tokio::test]
async fn lookup_by_a_reference_finds_a_list_or_one_order() {
    let service = Service::new("shop").reference(
        Reference::field("reference").lookup("/orders/@{reference}").orders("result", "id"),
    );
    for (status, body, expected) in [
        ("200 OK", r#"{"result": {"id": 7, "lines": [{"id": 1}]}}"#, Ok(&["7"][..])),
        ("200 OK", r#"{"result": [{"id": 7}, {"id": 7}, {"id": 8}]}"#, Ok(&["7", "8"])),
        ("200 OK", r#"{"result": []}"#, Ok(&[])),
        ("404 Not Found", "", Ok(&[])),
        ("200 OK", r#"{"result": [{"number": 7}]}"#, Err(Unreadable::Member { name: "id" })),
        ("200 OK", "{}", Err(Unreadable::Member { name: "result" })),
    ] {
        let server = Server::answering(reply(status, body));
        let client = Client::builder(service, key()).base_url(server.url()).build();
        let found = client.expect("usable").orders_with("a b/c").await;
        match (found, expected) {
            (Ok(found), Ok(expected)) => {
                let found: Vec<_> = found.iter().map(OrderId::as_str).collect();
                assert_eq!(found, expected, "{body}");
            }
            (Err(Error::Unreadable { problem, .. }), Err(expected)) => {
                assert_eq!(problem, expected, "{body}");
            }
            (found, expected) => panic!("{body}: {found:?} instead of {expected:?}"),
        }
        let seen = server.seen().await;
        assert!(seen.requests[0].starts_with("GET /orders/@a%20b%2Fc HTTP/1.1\r\n"));
    }
}

#[tokio::test]
async fn calls_wait_for_the_rates_of_the_client() {
    let server =
        Server::answering_each([reply("201 Created", PLACED), reply("201 Created", PLACED)]);
    let one = NonZeroUsize::new(1).expect("not zero");
    let client = Client::builder(Service::new("shop"), key())
        .base_url(server.url())
        .rate_limit(one, Duration::from_millis(300));
    let client = client.build().expect("usable");
    let started = std::time::Instant::now();
    client.place(&books()).await.expect("placed");
    client.place(&books()).await.expect("placed");
    assert!(started.elapsed() >= Duration::from_millis(300));
    assert_eq!(server.seen().await.requests.len(), 2);
}
