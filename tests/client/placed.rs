//! The service says that the order was placed.

use std::time::Duration;

use order_client::{BodyEnd, Error, OrderPlaced, OrderState, Unreadable};

use crate::support::{
    answered, builder, place, place_impatiently, place_with, reply, reply_with, server::Server,
};

fn assert_unreadable(outcome: Result<OrderPlaced, Error>, expected: &Unreadable) -> Error {
    let error = outcome.expect_err("no number can be taken");
    assert!(
        matches!(&error, Error::PlacedUnreadable { problem, .. } if problem == expected),
        "{error:?}"
    );
    assert_eq!(error.order_state(), OrderState::Placed);
    assert!(error.to_string().contains("do not send it again"), "{error}");
    error
}

#[tokio::test]
async fn number_keeps_its_zeros_however_it_is_written() {
    for (body, number) in [
        ("{\n  \"order_id\":00222307\n}", "00222307"),
        (r#"{"order_id":"00222307"}"#, "00222307"),
        (r#"{"order_id":222307}"#, "222307"),
        (r#"{"order_id":"00222307","note":{"order_id":[1.50,null]},"errors":[]}"#, "00222307"),
        (r#"{"order_id":0}"#, "0"),
    ] {
        let placed = answered(reply("201 Created", body)).await.expect(body);
        assert_eq!(placed.order_id.as_str(), number);
    }
}

#[tokio::test]
async fn mark_before_a_reply_does_not_hide_the_number() {
    let marked = |text: &str| reply("201 Created", format!("\u{feff}{text}"));
    let placed = answered(marked(r#"{"order_id":00222307}"#)).await.expect("placed");
    assert_eq!(placed.order_id.as_str(), "00222307");
    assert_unreadable(answered(marked(" ")).await, &Unreadable::Empty);
    assert_unreadable(answered(marked("{]")).await, &Unreadable::NotJson { offset: 4 });
    let twice = answered(marked("\u{feff}{}")).await;
    assert_unreadable(twice, &Unreadable::NotJson { offset: 3 });
    let refused = marked(r#"{"errors":[{"code":"a","description":"b"}]}"#);
    let refused = String::from_utf8(refused).expect("text").replace("201 Created", "400 Bad");
    let error = answered(refused).await.expect_err("refused");
    assert!(error.to_string().contains(": b (a); "), "{error}");
}

#[tokio::test]
async fn any_success_with_a_number_is_one() {
    for status in ["200 OK", "201 Created", "202 Accepted"] {
        let placed = answered(reply(status, r#"{"order_id":1}"#)).await.expect(status);
        assert_eq!(placed.order_id.as_str(), "1");
    }
}

#[tokio::test]
async fn number_is_taken_from_chunks_and_up_to_the_close() {
    let chunked = "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n\
                   a\r\n{\"order_id\r\nb\r\n\":00222307}\r\n0\r\n\r\n";
    let to_the_close = "HTTP/1.1 201 Created\r\n\r\n{\"order_id\":00222307}";
    let after_interim = "HTTP/1.1 100 Continue\r\n\r\n\
                         HTTP/1.1 201 Created\r\nContent-Length: 21\r\n\r\n{\"order_id\":00222307}";
    for reply in [chunked, to_the_close, after_interim] {
        let placed = answered(reply).await.expect(reply);
        assert_eq!(placed.order_id.as_str(), "00222307");
    }
}

#[tokio::test]
async fn half_a_body_is_kept() {
    let half = "HTTP/1.1 201 Created\r\nContent-Length: 25\r\n\r\n{\n  \"order_id\":0022";
    let error = assert_unreadable(answered(half).await, &Unreadable::Cut);
    let reply = error.reply().expect("a head was read");
    assert_eq!((reply.status(), reply.body()), (201, &b"{\n  \"order_id\":0022"[..]));
    assert!(matches!(reply.body_end(), BodyEnd::Cut(_)));
    assert_eq!(
        error.to_string(),
        "the order was placed, as status 201 says, but the reply was cut off: { \"order_id\":0022; \
         take its number from the account and do not send it again",
    );
}

#[tokio::test]
async fn body_that_reads_well_but_was_cut_off_yields_no_number() {
    let longer = "HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{\"order_id\":1}";
    assert_unreadable(answered(longer).await, &Unreadable::Cut);
    let unfinished =
        "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\ne\r\n{\"order_id\":1}\r\n";
    assert_unreadable(answered(unfinished).await, &Unreadable::Cut);
    let part =
        reply_with("206 Partial Content", "Content-Range: bytes 0-13/14\r\n", r#"{"order_id":1}"#);
    assert_unreadable(answered(part).await, &Unreadable::Cut);
}

#[tokio::test]
async fn body_that_never_ends_is_kept_so_far() {
    let server = Server::start(|connection| {
        connection.read_request();
        connection.write(b"HTTP/1.1 201 Created\r\nContent-Length: 25\r\n\r\n{\n  \"order_id\"");
        connection.stay_silent();
    });
    let (outcome, seen) = place_impatiently(server).await;
    seen.assert_one_request();
    let error = assert_unreadable(outcome, &Unreadable::Cut);
    let reply = error.reply().expect("a head was read");
    assert_eq!(reply.body(), b"{\n  \"order_id\"");
    assert!(matches!(reply.body_end(), BodyEnd::Cut(cause) if cause.is_timeout()));
}

#[tokio::test]
async fn long_body_keeps_its_start() {
    let body = format!("{{\"order_id\":1,\"note\":\"{}\"}}", "x".repeat(1024 * 1024));
    let error =
        assert_unreadable(answered(reply("201 Created", &body)).await, &Unreadable::TooLong);
    let reply = error.reply().expect("a head was read");
    assert_eq!(reply.body(), &body.as_bytes()[..64 * 1024]);
    assert!(matches!(reply.body_end(), BodyEnd::Limit));
    assert!(error.to_string().len() < 8 * 1024);
}

#[tokio::test]
async fn limit_of_the_body_can_be_set() {
    let exact = reply("201 Created", r#"{"order_id":1}"#);
    let server = Server::answering(exact.clone());
    let outcome = place(builder(&server.url()).reply_limit(14)).await;
    assert_eq!(outcome.expect("just short enough").order_id.as_str(), "1");
    let server = Server::answering(exact);
    let outcome = place(builder(&server.url()).reply_limit(13)).await;
    assert_unreadable(outcome, &Unreadable::TooLong);
}

#[tokio::test]
async fn endless_body_ends_the_call() {
    let server = Server::start(|connection| {
        connection.read_request();
        connection.write(b"HTTP/1.1 201 Created\r\n\r\n");
        let block = [b' '; 64 * 1024];
        while std::io::Write::write_all(&mut connection.stream, &block).is_ok() {}
    });
    let builder = builder(&server.url()).timeout(Duration::from_secs(50));
    assert_unreadable(place(builder).await, &Unreadable::TooLong);
    server.seen().await.assert_one_request();
}

#[tokio::test]
async fn success_without_a_body_is_unreadable() {
    let no_content = "HTTP/1.1 204 No Content\r\n\r\n";
    assert_unreadable(answered(no_content).await, &Unreadable::Empty);
    assert_unreadable(answered(reply("201 Created", "")).await, &Unreadable::Empty);
    assert_unreadable(answered(reply("201 Created", " \r\n")).await, &Unreadable::Empty);
}

#[tokio::test]
async fn page_of_a_gateway_with_200_is_unreadable() {
    let page = "<html><body><h1>Welcome to the proxy</h1></body></html>";
    let page = reply_with("200 OK", "Content-Type: text/html\r\n", page);
    let error = assert_unreadable(answered(page).await, &Unreadable::NotJson { offset: 0 });
    assert!(error.to_string().contains("<h1>Welcome to the proxy</h1>"), "{error}");
    let reply = error.reply().expect("a head was read");
    assert_eq!(reply.header("content-type"), Some(&b"text/html"[..]));
}

#[tokio::test]
async fn success_that_reports_errors_is_unreadable() {
    for errors in [
        r#"{"errors":[{"code":"required_param:org_name","description":"Org name is required"}]}"#,
        r#"{"order_id":00222307,"errors":[{"code":"x","description":"y"}]}"#,
        r#"{"order_id":00222307,"errors":"no"}"#,
    ] {
        let error =
            assert_unreadable(answered(reply("201 Created", errors)).await, &Unreadable::Errors);
        assert!(error.to_string().contains(errors), "{error}");
    }
}

#[tokio::test]
async fn two_numbers_are_unreadable() {
    let two = [r#"{"order_id":1,"order_id":2}"#, r#"{"order_id":1,"order_id":1}"#];
    for body in two {
        assert_unreadable(
            answered(reply("201 Created", body)).await,
            &Unreadable::Ambiguous { name: "order_id" },
        );
    }
    let two = r#"{"order_id":1}{"order_id":2}"#;
    let outcome = answered(reply("201 Created", two)).await;
    assert_unreadable(outcome, &Unreadable::NotJson { offset: 14 });
}

#[tokio::test]
async fn what_is_no_number_is_unreadable() {
    for value in ["null", "true", "-1", "1.0", "1e3", "\"\"", "\"pending\"", "\" 1\"", "[1]", "{}"]
    {
        let body = format!("{{\"order_id\":{value}}}");
        assert_unreadable(
            answered(reply("201 Created", body)).await,
            &Unreadable::NotANumber { name: "order_id" },
        );
    }
    for body in ["{}", "[]", "null", "222307", r#"{"OrderId":1}"#, r#"{"reply":{"order_id":1}}"#] {
        assert_unreadable(
            answered(reply("201 Created", body)).await,
            &Unreadable::Member { name: "order_id" },
        );
    }
}

#[tokio::test]
async fn body_that_is_not_json_is_unreadable() {
    for (body, offset) in [
        ("<response>\n  <order_id>00222307</order_id>\n</response>", 0),
        ("{'order_id':1}", 1),
        ("{\"order_id\":1,}", 14),
        ("order 00222307 placed", 0),
    ] {
        let outcome = answered(reply("201 Created", body)).await;
        let error = assert_unreadable(outcome, &Unreadable::NotJson { offset });
        assert_eq!(error.reply().expect("a head was read").body(), body.as_bytes());
    }
}

#[tokio::test]
async fn encoding_that_was_not_asked_for_is_unreadable() {
    let body = r#"{"order_id":1}"#;
    let gzip = reply_with("201 Created", "Content-Encoding: gzip\r\n", body);
    assert_unreadable(answered(gzip).await, &Unreadable::Encoded);
    let twice = "Content-Encoding: identity\r\nContent-Encoding: br\r\n";
    assert_unreadable(answered(reply_with("201 Created", twice, body)).await, &Unreadable::Encoded);
    for plain in [
        "Content-Encoding: Identity\r\n",
        "Content-Encoding:\r\n",
        "Content-Encoding: identity, IDENTITY\r\n",
        "Content-Encoding: identity\r\nContent-Encoding: ,\r\n",
    ] {
        let placed = answered(reply_with("201 Created", plain, body)).await.expect("plain");
        assert_eq!(placed.order_id.as_str(), "1", "{plain}");
    }
    let after_identity = "Content-Encoding: identity, gzip\r\n";
    let after_identity = answered(reply_with("201 Created", after_identity, body)).await;
    assert_unreadable(after_identity, &Unreadable::Encoded);
}

#[tokio::test]
async fn each_call_has_a_connection_of_its_own() {
    let server = Server::start(|connection| {
        // As long as the client leaves the connection open, it could be used again.
        while connection.read_request() {
            connection.write(&reply("201 Created", r#"{"order_id":1}"#));
        }
    });
    let client = builder(&server.url()).build().expect("a usable configuration");
    for _ in 0..3 {
        client.place(&crate::support::sample()).await.expect("placed");
    }
    let seen = server.seen().await;
    assert_eq!((seen.connections, seen.requests.len()), (3, 3));
}

#[tokio::test]
async fn request_is_the_documented_one() {
    let (outcome, seen) =
        place_with(Server::answering(reply("201 Created", r#"{"order_id":1}"#))).await;
    outcome.expect("placed");
    let [request] = &seen.requests[..] else { panic!("{seen:?}") };
    let (head, body) = request.split_once("\r\n\r\n").expect("a whole request");
    let mut lines: Vec<_> = head.lines().filter(|line| !line.starts_with("Host: ")).collect();
    assert_eq!(lines.remove(0), "POST /order/code HTTP/1.1");
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "Accept: application/vnd.digicert.rest-v1+json",
            "Authorization: Basic MDAxMDA3OnNreWZhbGw=",
            "Content-Length: 488",
            "Content-Type: application/vnd.digicert.rest-v1+json",
            "User-Agent: order-client/0.1.0",
        ]
    );
    assert_eq!(body, crate::support::SAMPLE);
    assert_eq!(body.len(), 488);
}
