//! No answer comes, or none that can be read.

use order_client::Error;

use crate::support::{
    answered, assert_not_sent, assert_unknown, builder, nobody, place, place_impatiently,
    place_with, server::Server, with_causes,
};

#[tokio::test]
async fn refused_connection_is_not_sent() {
    let outcome = place(builder(&nobody())).await;
    assert_not_sent(&outcome);
    let error = outcome.expect_err("nobody listens");
    assert_eq!(
        error.to_string(),
        "not sent, as no connection to the service could be made; it is safe to send the order again",
    );
    assert!(with_causes(&error).to_lowercase().contains("refused"), "{}", with_causes(&error));
}

#[tokio::test]
async fn mute_server_leaves_the_order_unknown() {
    let server = Server::start(|connection| {
        connection.read_request();
        connection.stay_silent();
    });
    let (outcome, seen) = place_impatiently(server).await;
    seen.assert_one_request();
    assert_unknown(&outcome, None);
    let Err(Error::Unknown { source: Some(source), .. }) = &outcome else { unreachable!() };
    assert!(source.is_timeout());
    assert_eq!(
        outcome.expect_err("no answer").to_string(),
        "the order may have been placed: no answer came in time; look for it in the account before \
         you send it again",
    );
}

#[tokio::test]
async fn close_after_accept_leaves_the_order_unknown() {
    let (outcome, seen) = place_with(Server::start(|_| {})).await;
    assert_eq!(seen.connections, 1);
    assert_unknown(&outcome, None);
}

#[tokio::test]
async fn reset_before_the_request_was_read_leaves_the_order_unknown() {
    let server = Server::start(|connection| {
        connection.await_request();
        connection.reset();
    });
    let (outcome, seen) = place_with(server).await;
    assert_eq!((seen.connections, seen.requests.len()), (1, 0));
    assert_unknown(&outcome, None);
}

#[tokio::test]
async fn reset_after_the_request_was_read_leaves_the_order_unknown() {
    let server = Server::start(|connection| {
        connection.read_request();
        connection.reset();
    });
    let (outcome, seen) = place_with(server).await;
    seen.assert_one_request();
    assert_unknown(&outcome, None);
}

#[tokio::test]
async fn close_after_the_request_was_read_leaves_the_order_unknown() {
    let (outcome, seen) = place_with(Server::answering("")).await;
    seen.assert_one_request();
    assert_unknown(&outcome, None);
    assert_eq!(
        outcome.expect_err("no answer").to_string(),
        "the order may have been placed: the connection failed before an answer was read; look for \
         it in the account before you send it again",
    );
}

#[tokio::test]
async fn half_a_head_leaves_the_order_unknown() {
    assert_unknown(&answered("HTTP/1.1 201 Created\r\nContent-Le").await, None);
    assert_unknown(&answered("HTTP/1.1 2").await, None);
}

#[tokio::test]
async fn what_is_not_http_leaves_the_order_unknown() {
    assert_unknown(&answered("{\"order_id\":00222307}").await, None);
    assert_unknown(&answered("SSH-2.0-OpenSSH_9.2\r\n").await, None);
    assert_unknown(&answered("HTTP/1.1 201 Created\r\nno colon\r\n\r\n").await, None);
    assert_unknown(&answered([0; 64]).await, None);
}

#[tokio::test]
async fn interim_status_alone_leaves_the_order_unknown() {
    for interim in ["100 Continue", "102 Processing", "103 Early Hints"] {
        assert_unknown(&answered(format!("HTTP/1.1 {interim}\r\n\r\n")).await, None);
    }
    let switching = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n";
    assert_unknown(&answered(switching).await, Some(101));
}

#[tokio::test]
async fn conflicting_lengths_leave_the_order_unknown() {
    let body = "{\"order_id\":00222307}";
    let lengths = format!("Content-Length: 3\r\nContent-Length: {}\r\n", body.len());
    let reply = format!("HTTP/1.1 201 Created\r\n{lengths}\r\n{body}");
    assert_unknown(&answered(reply).await, None);

    let chunks = "e\r\n{\"order_id\":1}\r\n0\r\n\r\n";
    let lengths = "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n";
    for status in [201, 400] {
        let reply = format!("HTTP/1.1 {status} Whatever\r\n{lengths}\r\n{chunks}");
        assert_unknown(&answered(reply).await, Some(status));
    }
}

#[tokio::test]
async fn length_that_is_no_number_leaves_the_order_unknown() {
    for length in ["-1", "25x", "99999999999999999999999"] {
        let reply = format!("HTTP/1.1 201 Created\r\nContent-Length: {length}\r\n\r\n{{}}");
        assert_unknown(&answered(reply).await, None);
    }
}

#[tokio::test]
async fn bomb_of_headers_leaves_the_order_unknown() {
    let many: String = (0..100_000).map(|number| format!("X-{number}: x\r\n")).collect();
    assert_unknown(&answered(format!("HTTP/1.1 201 Created\r\n{many}\r\n")).await, None);
    let long = "x".repeat(4 * 1024 * 1024);
    assert_unknown(&answered(format!("HTTP/1.1 201 Created\r\nX: {long}\r\n\r\n")).await, None);
}
