//! The service refuses the order, in its own words or without.

use std::time::Duration;

use order_client::{ApiError, Error, OrderPlaced, OrderState};

use crate::support::{answered, reply, reply_with};

const ERROR_JSON: &str = "Content-Type: application/vnd.digicert.error+json\r\n";

/// The status, errors and `Retry-After` of a refusal.
fn rejected(outcome: Result<OrderPlaced, Error>) -> (u16, Vec<ApiError>, Option<Duration>) {
    let error = outcome.expect_err("refused");
    assert_eq!(error.order_state(), OrderState::NotPlaced, "{error:?}");
    match error {
        Error::Rejected { status, errors, retry_after, .. } => (status, errors, retry_after),
        other => panic!("not rejected: {other:?}"),
    }
}

#[tokio::test]
async fn all_errors_are_kept_in_the_words_of_the_service() {
    let body = r#"{"errors":[
        {"code":"required_param:org_name","description":"Org name is \u00abrequired\u00bb"},
        {"code":"invalid_param:note","description":"No such parameter"},
        {"code":"quota","description":"Too many orders today"},
        {"code":"bare"}, {"description":"without a code"}, "text", null
    ]}"#;
    let outcome = answered(reply_with("400 Bad Request", ERROR_JSON, body)).await;
    let shown = outcome.as_ref().expect_err("refused").to_string();
    let (status, errors, _) = rejected(outcome);
    assert_eq!(status, 400);
    let facts: Vec<_> = errors
        .iter()
        .map(|error| {
            let field = error.field.as_ref().map(ToString::to_string);
            (error.code.as_str(), error.description.as_str(), field)
        })
        .collect();
    assert_eq!(
        facts,
        [
            ("required_param:org_name", "Org name is «required»", Some("org_name".to_owned())),
            ("invalid_param:note", "No such parameter", None),
            ("quota", "Too many orders today", None),
            ("bare", "", None),
            ("", "without a code", None),
        ]
    );
    assert_eq!(
        shown,
        "refused with status 400, nothing was ordered: Org name is «required» \
         (required_param:org_name), No such parameter (invalid_param:note), Too many orders today \
         (quota), bare, without a code; correct the order and send it again",
    );
}

#[tokio::test]
async fn long_echo_is_not_searched_for_secrets_but_left_out() {
    let long = "x".repeat(16 * 1024);
    let body = format!(
        "{{\"errors\":[{{\"code\":\"first\",\"description\":\"{long}\"}},{{\"code\":\"last\"}}]}}"
    );
    let (_, errors, _) = rejected(answered(reply_with("400 Bad Request", ERROR_JSON, body)).await);
    let shown: Vec<_> =
        errors.iter().map(|error| (error.code.as_str(), error.description.as_str())).collect();
    assert_eq!(shown, [("first", "[not shown]"), ("[not shown]", "[not shown]")]);
}

#[tokio::test]
async fn refusal_without_errors_shows_the_body() {
    let page = reply_with("403 Forbidden", "Content-Type: text/html\r\n", "<h1>Blocked</h1>");
    let outcome = answered(page).await;
    assert_eq!(
        outcome.as_ref().expect_err("refused").to_string(),
        "refused with status 403, nothing was ordered: <h1>Blocked</h1>; ask for the permission to \
         place such orders",
    );
    let (status, errors, _) = rejected(outcome);
    assert_eq!((status, errors), (403, vec![]));
}

#[tokio::test]
async fn refusal_without_a_body_says_what_to_do() {
    let outcome = answered(reply("401 Unauthorized", "")).await;
    assert_eq!(
        outcome.expect_err("refused").to_string(),
        "refused with status 401, nothing was ordered; check the credentials",
    );
}

#[tokio::test]
async fn refusal_stands_even_if_its_body_was_cut_off() {
    let cut = "HTTP/1.1 400 Bad Request\r\nContent-Length: 99\r\n\r\n{\"errors\":[{\"co";
    let outcome = answered(cut).await;
    let reply = outcome.as_ref().expect_err("refused").reply().expect("a head was read");
    assert_eq!(reply.body(), b"{\"errors\":[{\"co");
    let (status, errors, _) = rejected(outcome);
    assert_eq!((status, errors), (400, vec![]));
}

#[tokio::test]
async fn time_to_wait_is_passed_on() {
    let date = "Date: Wed, 29 Oct 2014 12:00:00 GMT\r\n";
    for (headers, expected) in [
        ("Retry-After: 120\r\n".to_owned(), Some(Duration::from_secs(120))),
        (
            format!("{date}Retry-After: Wed, 29 Oct 2014 13:00:00 GMT\r\n"),
            Some(Duration::from_secs(3600)),
        ),
        (format!("{date}Retry-After: Wed, 29 Oct 2014 11:00:00 GMT\r\n"), Some(Duration::ZERO)),
        ("Retry-After: Wed, 29 Oct 2014 11:00:00 GMT\r\n".to_owned(), Some(Duration::ZERO)),
        ("Retry-After: soon\r\n".to_owned(), None),
        ("Retry-After: -1\r\n".to_owned(), None),
        (String::new(), None),
    ] {
        let outcome = answered(reply_with("429 Too Many Requests", &headers, "")).await;
        assert_eq!(rejected(outcome), (429, vec![], expected), "{headers}");
    }
    let outcome = answered(reply_with("429 Too Many Requests", "Retry-After: 120\r\n", "")).await;
    assert_eq!(
        outcome.expect_err("refused").to_string(),
        "refused with status 429, nothing was ordered; wait before the next call, at least 120 \
         seconds",
    );
}

#[tokio::test]
async fn message_stays_short_and_on_one_line() {
    let long = "\\u001b[2J\\n".repeat(4000);
    let item = format!("{{\"code\":\"{long}\",\"description\":\"{long}\"}}");
    let body = format!("{{\"errors\":[{}]}}", [item.as_str(); 1].join(","));
    let message = answered(reply("400 Bad Request", &body)).await.expect_err("refused").to_string();
    assert!(message.len() < 8 * 1024, "{}", message.len());

    let many: Vec<_> = (0..500).map(|number| format!("{{\"code\":\"c{number}\\n\"}}")).collect();
    let body = format!("{{\"errors\":[{}]}}", many.join(","));
    let error = answered(reply("400 Bad Request", &body)).await.expect_err("refused");
    let message = error.to_string();
    assert!(message.len() < 8 * 1024 && !message.contains('\n'), "{message}");
    assert!(message.contains(" and 492 more"), "{message}");

    let page = format!("<p>\x1b[2J\r\n{}", "ä\n".repeat(30_000));
    let message = answered(reply("403 Forbidden", page)).await.expect_err("refused").to_string();
    assert!(message.len() < 8 * 1024 && !message.contains(char::is_control), "{message}");
}
