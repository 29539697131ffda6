//! Faults of the way to the service and of waiting for it.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::atomic::{AtomicUsize, Ordering},
    thread::sleep,
    time::Duration,
};

use order_client::{Error, Unreadable};
use socket2::{Domain, SockAddr, Socket, Type};

use crate::support::{
    assert_not_sent, builder, place, place_impatiently, reply, reply_with, sample,
    server::{Seen, Server},
    with_causes,
};

/// Some certificate to trust, for machines without any.
fn root() -> String {
    let certified = rcgen::generate_simple_self_signed(["root.example".to_owned()]);
    certified.expect("a key can be made").cert.pem()
}

#[tokio::test]
async fn name_that_is_not_found_is_not_sent() {
    // Whoever took another machine for it would come here.
    let server = Server::answering("");
    let builder = builder(&format!("https://api.orders.example:{}", server.address().port()))
        .tls_certs_only(root())
        .resolver(|name| Err(io::Error::other(format!("no such name: {name}"))));
    let outcome = place(builder).await;
    assert_not_sent(&outcome);
    assert_eq!(server.seen().await.connections, 0);
    let error = outcome.expect_err("no address");
    assert!(with_causes(&error).contains("no such name: api.orders.example"), "{error:?}");
}

#[tokio::test]
async fn name_is_looked_up_where_the_program_says() {
    let server = Server::start(|_| {});
    let url = format!("https://api.orders.example:{}", server.address().port());
    let builder = builder(&url)
        .tls_certs_only(root())
        .resolver(|_| Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]));
    assert_not_sent(&place(builder).await);
    let seen = server.seen().await;
    assert_eq!((seen.connections, seen.requests.len()), (1, 0));
}

#[tokio::test]
async fn connection_that_does_not_come_about_in_time_is_not_sent() {
    let listener = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    listener.bind(&SockAddr::from(any)).expect("a free port");
    listener.listen(0).expect("bound");
    let address = listener.local_addr().expect("bound");
    // Whoever comes after those who wait already gets no answer at all.
    let waiting: Vec<_> = (0..4)
        .map(|_| {
            let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
            socket.set_nonblocking(true).expect("a socket");
            let _ = socket.connect(&address);
            socket
        })
        .collect();
    let port = address.as_socket().expect("an IP address").port();
    let limits = (Duration::from_millis(300), Duration::from_secs(20));
    let builder = builder(&format!("http://127.0.0.1:{port}"));
    let outcome = place(builder.connect_timeout(limits.0).timeout(limits.1)).await;
    assert_not_sent(&outcome);
    let Err(Error::NotSent { source, .. }) = &outcome else { unreachable!() };
    assert!(source.is_timeout(), "{source:?}");
    drop(waiting);
}

#[tokio::test]
async fn call_that_is_dropped_may_have_sent_the_order_once() {
    let server = Server::start(|connection| {
        connection.read_request();
        connection.stay_silent();
    });
    let client = builder(&server.url()).build().expect("usable");
    let (order, limit) = (sample(), Duration::from_millis(500));
    assert!(tokio::time::timeout(limit, client.place(&order)).await.is_err());
    server.seen().await.assert_one_request();
}

#[tokio::test]
async fn call_that_was_never_polled_sends_nothing() {
    let server = Server::answering("");
    let client = builder(&server.url()).build().expect("usable");
    drop(client.place(&sample()));
    assert_eq!(server.seen().await.connections, 0);
}

#[tokio::test]
async fn connection_closed_while_idle_costs_no_order() {
    let count = AtomicUsize::new(0);
    let server = Server::start(move |connection| {
        connection.read_request();
        let number = count.fetch_add(1, Ordering::SeqCst);
        connection.write(&reply("201 Created", format!("{{\"order_id\":{number}}}")));
    });
    let client = builder(&server.url()).build().expect("usable");
    for number in ["0", "1"] {
        let placed = client.place(&sample()).await.expect("placed");
        assert_eq!(placed.order_id.as_str(), number);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let Seen { connections, requests } = server.seen().await;
    assert_eq!((connections, requests.len()), (2, 2));
}

#[tokio::test]
async fn body_that_drips_is_cut_at_the_end_of_the_time() {
    let server = Server::start(|connection| {
        connection.read_request();
        connection.write(b"HTTP/1.1 201 Created\r\nContent-Length: 25\r\n\r\n");
        for byte in b"{\n  \"order_id\":00222307\n}" {
            connection.write(&[*byte]);
            sleep(Duration::from_millis(100));
        }
    });
    let (outcome, seen) = place_impatiently(server).await;
    seen.assert_one_request();
    let error = outcome.expect_err("too slow");
    assert!(
        matches!(&error, Error::PlacedUnreadable { problem: Unreadable::Cut, .. }),
        "{error:?}"
    );
    assert!(error.reply().expect("a head was read").body().starts_with(b"{\n  \"ord"));
}

#[tokio::test]
async fn number_is_read_whatever_json_is_called() {
    for content_type in ["", "Content-Type: text/html\r\n", "Content-Type: application/json\r\n"] {
        let server =
            Server::answering(reply_with("201 Created", content_type, r#"{"order_id":007}"#));
        let placed = place(builder(&server.url())).await.expect("placed");
        server.seen().await.assert_one_request();
        assert_eq!(placed.order_id.as_str(), "007");
    }
    let xml = "Content-Type: application/xml\r\n";
    let server = Server::answering(reply_with("201 Created", xml, r#"{"order_id":007}"#));
    let error = place(builder(&server.url())).await.expect_err("no XML");
    server.seen().await.assert_one_request();
    assert!(
        matches!(&error, Error::PlacedUnreadable { problem: Unreadable::NotXml { .. }, .. }),
        "{error:?}"
    );
}
