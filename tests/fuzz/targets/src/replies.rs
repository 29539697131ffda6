//! Replies that no service should send: the client says what became of the order.

use std::cell::OnceCell;

use http::Response;
use order_client::{
    Error, FromReply, OrderPlaced, OrderState, Reply, Unreadable, Value, certcentral, retail,
};
use order_core::{OrderRequest, Valid};

use crate::{
    client::{Called, shown},
    input::Input,
};

#[derive(OrderRequest)]
#[order(endpoint = "POST /orders", response = OrderPlaced)]
struct Books {
    isbn: String,
}

#[derive(OrderRequest)]
#[order(endpoint = "GET /stock/{isbn}", response = Whole)]
struct AskStock {
    #[order(path)]
    isbn: String,
}

/// A whole reply as serde_json would read it.
struct Whole(serde_json::Value);

impl FromReply for Whole {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        let _ = (reply.order_id(), reply.etag(), format!("{reply:?}"));
        reply.value().map(|value| Self(plain(&value)))
    }
}

fn plain(value: &Value<'_>) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        // Numbers may start with zeros.
        Value::Number(number) => {
            let (sign, digits) =
                number.strip_prefix('-').map_or(("", *number), |digits| ("-", digits));
            let significant = digits.trim_start_matches('0');
            let zero =
                if significant.starts_with(|it: char| it.is_ascii_digit()) { "" } else { "0" };
            let number = format!("{sign}{zero}{significant}");
            serde_json::from_str(&number).unwrap_or(serde_json::Value::String(number))
        }
        Value::Text(text) => text.to_string().into(),
        Value::List(items) => items.iter().map(plain).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.to_string(), plain(value))).collect()
        }
        other => panic!("{other:?}"),
    }
}

const TYPES: &[&str] = &[
    "application/json",
    "application/xml; charset=utf-8",
    "application/vnd.digicert.error+json",
    "application/vnd.digicert.error+xml",
    "text/html",
    "",
];

const STATUSES: &[u16] =
    &[200, 201, 202, 204, 206, 302, 304, 400, 401, 404, 409, 418, 422, 429, 500, 502, 503];

const HEADERS: &[(&str, &str)] = &[
    ("x-none", ""),
    ("content-encoding", "gzip"),
    ("content-encoding", "identity"),
    ("retry-after", "120"),
    ("retry-after", "18446744073709551615"),
    ("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"),
    ("location", "https://elsewhere.example/orders/7"),
    ("etag", "\"7\""),
    ("transfer-encoding", "chunked"),
];

thread_local! {
    static RETAIL: OnceCell<Called> = const { OnceCell::new() };
    static CERTCENTRAL: OnceCell<Called> = const { OnceCell::new() };
}

fn valid<T: OrderRequest<Context = ()>>(request: T) -> Valid<T> {
    request.into_valid().unwrap_or_else(|_| unreachable!("it has no rules"))
}

/// Answers one call. The first bytes choose the service, the call and the head of the reply.
pub(crate) fn target(data: &[u8]) {
    let Some((head, body)) = data.split_at_checked(4) else { return };
    let mut input = Input::new(head);
    let choice = input.byte();
    let (status, kind) = (*input.one_of(STATUSES), *input.one_of(TYPES));
    let (name, value) = *input.one_of(HEADERS);
    let mut reply = Response::builder().status(status).header(name, value);
    if !kind.is_empty() {
        reply = reply.header("content-type", kind);
    }
    let reply = reply.body(body.to_vec()).expect("a reply");
    let (called, service) = match choice & 1 {
        0 => (&RETAIL, retail::SERVICE),
        // Its limits of calls would make the fuzzer wait.
        _ => (&CERTCENTRAL, certcentral::SERVICE.rates(&[])),
    };
    called.with(|called| {
        let called = called.get_or_init(|| Called::new(service));
        match choice & 2 {
            0 => {
                let order = valid(Books { isbn: "9783161484100".to_owned() });
                let outcome = called.wait(reply, called.client.place(&order));
                judge_order(status, body, outcome);
            }
            _ => {
                let question = valid(AskStock { isbn: "9783161484100".to_owned() });
                let outcome = called.wait(reply, called.client.send(&question));
                judge_answer(status, kind, body, outcome);
            }
        }
    });
}

fn judge_order(status: u16, body: &[u8], outcome: Result<OrderPlaced, Error>) {
    let is_success = (200..300).contains(&status);
    match outcome {
        Ok(placed) => {
            assert!(is_success, "status {status}");
            let number = placed.order_id.as_str().trim_start_matches('0');
            assert!(!placed.order_id.as_str().is_empty());
            let text = String::from_utf8_lossy(body);
            let is_escaped = text.contains(['\\', '&']);
            assert!(is_escaped || text.contains(number), "{number} of {text}");
        }
        Err(error) => {
            assert!(!shown(&error).is_empty());
            let state = error.order_state();
            assert!(!is_success || state != OrderState::NotPlaced, "{status}: {error}");
            assert!(status < 500 || state == OrderState::Unknown, "{status}: {error}");
            assert!(is_success || state != OrderState::Placed, "{status}: {error}");
            assert!(error.reply().is_some_and(|reply| reply.body() == body));
            let _ = error.retry_after();
        }
    }
}

fn judge_answer(status: u16, kind: &str, body: &[u8], outcome: Result<Whole, Error>) {
    let theirs =
        str::from_utf8(body).ok().map(|text| text.strip_prefix('\u{feff}').unwrap_or(text));
    let theirs = theirs.and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
    match outcome {
        Ok(Whole(ours)) => {
            assert!((200..300).contains(&status), "status {status}");
            if let Some(theirs) = theirs.filter(|_| !kind.contains("xml")) {
                assert_eq!(ours, theirs, "{}", String::from_utf8_lossy(body));
            }
        }
        Err(error) => {
            let said = shown(&error);
            // What serde_json reads is JSON.
            let is_read = status == 200 && !kind.contains("xml") && theirs.is_some();
            let is_refused =
                matches!(&error, Error::Unreadable { problem: Unreadable::NotJson { .. }, .. });
            assert!(!(is_read && is_refused), "{said}\n{}", String::from_utf8_lossy(body));
        }
    }
}
