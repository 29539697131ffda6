//! Calls that only read are repeated; an order only if it was not sent.

use std::{
    net::TcpListener,
    num::NonZeroUsize,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use order_client::{Client, Error, OrderId, OrderState, Retry, retail::OrderDetails};

use crate::support::{
    assert_unknown, builder, closed, nobody, place, reply, reply_with,
    server::{Connection, Seen, Server},
    view,
};

const DETAILS: &str = r#"{"certificate_details":{"order_id":"00222307"}}"#;

fn quick(repeats: u32) -> Retry {
    Retry::new(repeats).first_wait(Duration::from_millis(5)).budget(Duration::from_secs(20))
}

/// Shows an order with a server that does `fail` to the first `failures` requests.
async fn viewed(
    retry: Retry,
    failures: usize,
    fail: impl Fn(&mut Connection) + Send + 'static,
) -> (Result<OrderDetails, Error>, Seen) {
    let count = AtomicUsize::new(0);
    let server = Server::start(move |connection| {
        if count.fetch_add(1, Ordering::SeqCst) < failures {
            fail(connection);
        } else {
            connection.read_request();
            connection.write(&reply("200 OK", DETAILS));
        }
    });
    let limits = (Duration::from_millis(400), Duration::from_millis(800));
    let builder = builder(&server.url()).retry(retry).connect_timeout(limits.0).timeout(limits.1);
    let client = builder.build().expect("usable");
    let order_id: OrderId = "00222307".parse().expect("digits");
    let outcome = client.send(&view(&order_id)).await;
    (outcome, server.seen().await)
}

#[tokio::test]
async fn read_is_repeated_until_it_is_answered() {
    type Fault = fn(&mut Connection);
    let faults: [Fault; 8] = [
        |_| {},
        |connection| {
            connection.await_request();
            connection.reset();
        },
        |connection| {
            connection.read_request();
            connection.reset();
        },
        |connection| {
            connection.read_request();
            connection.stay_silent();
        },
        |connection| {
            connection.read_request();
            connection.write(b"HTTP/1.1 200 OK\r\nContent-Le");
        },
        |connection| {
            connection.read_request();
            connection.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"certi");
        },
        |connection| {
            connection.read_request();
            connection.write(&reply("503 Service Unavailable", ""));
        },
        |connection| {
            connection.read_request();
            connection.write(&reply("429 Too Many Requests", ""));
        },
    ];
    for (index, fault) in faults.into_iter().enumerate() {
        let (outcome, seen) = viewed(quick(2), 2, fault).await;
        assert!(outcome.is_ok(), "{index}: {outcome:?}");
        assert_eq!(seen.connections, 3, "{index}");
    }
}

#[tokio::test]
async fn read_ends_with_the_last_error() {
    let unavailable = |connection: &mut Connection| {
        connection.read_request();
        connection.write(&reply("502 Bad Gateway", "<h1>"));
    };
    let (outcome, seen) = viewed(quick(2), 99, unavailable).await;
    assert_eq!(seen.connections, 3);
    let error = outcome.expect_err("never answered");
    assert_eq!(error.order_state(), OrderState::NotPlaced);
    assert_eq!(
        error.to_string(),
        "nothing was read: the service answered with status 502: <h1>; it is safe to ask again",
    );
    let (_, seen) = viewed(Retry::none(), 99, unavailable).await;
    assert_eq!(seen.connections, 1);
}

#[tokio::test]
async fn refused_read_is_not_repeated() {
    for status in ["301 Moved", "304 Not Modified", "400 Bad Request", "401 Unauthorized"]
        .into_iter()
        .chain(["404 Not Found", "501 Not Implemented", "303 See Other"])
    {
        let (outcome, seen) = viewed(quick(2), 99, move |connection| {
            connection.read_request();
            connection.write(&reply(status, ""));
        })
        .await;
        assert!(outcome.is_err(), "{status}");
        assert_eq!(seen.connections, 1, "{status}");
    }
}

#[tokio::test]
async fn wait_is_at_least_that_of_the_service() {
    let begun = Instant::now();
    let (outcome, seen) = viewed(quick(1), 1, |connection| {
        connection.read_request();
        connection.write(&reply_with("503 Service Unavailable", "Retry-After: 1\r\n", ""));
    })
    .await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(seen.connections, 2);
    assert!(begun.elapsed() >= Duration::from_secs(1), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn nobody_waits_beyond_the_budget() {
    let begun = Instant::now();
    let (outcome, seen) = viewed(quick(5), 99, |connection| {
        connection.read_request();
        connection.write(&reply_with("429 Too Many Requests", "Retry-After: 3600\r\n", ""));
    })
    .await;
    let error = outcome.expect_err("refused");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert_eq!(seen.connections, 1);
    assert!(begun.elapsed() < Duration::from_secs(60));
}

#[tokio::test]
async fn order_that_was_not_sent_is_repeated_by_choice() {
    let (socket, url) = closed();
    let retry = Retry::new(40)
        .first_wait(Duration::from_millis(50))
        .longest_wait(Duration::from_millis(50));
    let client = builder(&url).retry_unsent(retry).build().expect("usable");
    let call = tokio::spawn(async move { client.place(&crate::support::sample()).await });
    tokio::time::sleep(Duration::from_millis(120)).await;
    socket.listen(1).expect("bound");
    let listener = TcpListener::from(socket);
    let serve = tokio::task::spawn_blocking(move || {
        let (mut stream, _) = listener.accept().expect("the client comes back");
        crate::support::server::read_request(&mut stream).expect("a request");
        let answer = reply("201 Created", "{\"order_id\":1}");
        std::io::Write::write_all(&mut stream, &answer).expect("the client reads");
    });
    let placed = call.await.expect("no panic").expect("placed");
    assert_eq!(placed.order_id.as_str(), "1");
    serve.await.expect("no panic");
}

#[tokio::test]
async fn order_that_may_have_been_sent_is_never_repeated() {
    type Fault = fn(&mut Connection);
    let faults: [Fault; 5] = [
        |_| {},
        |connection| {
            connection.read_request();
            connection.reset();
        },
        |connection| {
            connection.read_request();
        },
        |connection| {
            connection.read_request();
            connection.write(&reply_with("503 Service Unavailable", "Retry-After: 0\r\n", ""));
        },
        |connection| {
            connection.read_request();
            connection.write(b"HTTP/1.1 201 Created\r\nContent-Length: 25\r\n\r\n{");
        },
    ];
    for fault in faults {
        let server = Server::start(fault);
        let outcome = place(builder(&server.url()).retry(quick(5)).retry_unsent(quick(5))).await;
        assert!(outcome.is_err());
        assert_eq!(server.seen().await.connections, 1);
    }
    let server = Server::answering(reply_with("429 Too Many Requests", "Retry-After: 0\r\n", ""));
    place(builder(&server.url()).retry_unsent(quick(5))).await.expect_err("refused");
    server.seen().await.assert_one_request();
}

#[tokio::test]
async fn order_is_not_repeated_unless_it_was_chosen() {
    let begun = Instant::now();
    let outcome = place(builder(&nobody()).retry(quick(5))).await;
    assert!(matches!(outcome, Err(Error::NotSent { .. })), "{outcome:?}");
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn calls_wait_for_their_turn() {
    let server = Server::answering(reply("200 OK", DETAILS));
    let calls = NonZeroUsize::new(2).expect("not zero");
    let period = Duration::from_millis(400);
    let client: Client = builder(&server.url()).rate_limit(calls, period).build().expect("usable");
    let order_id: OrderId = "00222307".parse().expect("digits");
    let begun = Instant::now();
    for _ in 0..5 {
        client.clone().send(&view(&order_id)).await.expect("answered");
    }
    // The fifth call begins two periods after the first.
    assert!(begun.elapsed() >= 2 * period, "{:?}", begun.elapsed());
    assert_eq!(server.seen().await.requests.len(), 5);
}

#[tokio::test]
async fn unanswered_order_is_still_unknown() {
    let server = Server::answering("");
    let outcome = place(builder(&server.url()).retry_unsent(quick(3))).await;
    server.seen().await.assert_one_request();
    assert_unknown(&outcome, None);
}
