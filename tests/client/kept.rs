//! Connections are kept for calls that only read, and never used for an order.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use order_client::{Client, Error, OrderId, Retry};

use crate::support::{builder, sample, server::read_request, view};

const DETAILS: &str = r#"{"certificate_details":{"order_id":"00222307"}}"#;
const PLACED: &str = r#"{"order_id":"00222307"}"#;

/// A server that keeps its connections open, each in a thread of its own.
struct Server {
    address: SocketAddr,
    /// The connection of each request, and its method.
    seen: Arc<Mutex<Vec<(usize, String)>>>,
}

impl Server {
    /// Closes a connection without a reply where `closes` says so of the number of a request, counted from all connections.
    fn start(closes: impl Fn(usize) -> Close + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("the listener is bound");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (all, closes, count) =
            (Arc::clone(&seen), Arc::new(closes), Arc::new(AtomicUsize::new(0)));
        thread::spawn(move || {
            for (number, stream) in listener.incoming().map_while(Result::ok).enumerate() {
                let (all, closes, count) =
                    (Arc::clone(&all), Arc::clone(&closes), Arc::clone(&count));
                thread::spawn(move || serve(stream, number, &all, &*closes, &count));
            }
        });
        Self { address, seen }
    }

    fn client(&self, kept: usize) -> Client {
        let builder = builder(&format!("http://{}", self.address));
        builder.kept_connections(kept).retry(Retry::none()).build().expect("usable")
    }

    fn seen(&self) -> Vec<(usize, String)> {
        self.seen.lock().expect("no panic").clone()
    }
}

#[derive(PartialEq)]
enum Close {
    Never,
    BeforeTheReply,
    AfterTheReply,
}

fn serve(
    mut stream: TcpStream,
    number: usize,
    seen: &Mutex<Vec<(usize, String)>>,
    closes: &dyn Fn(usize) -> Close,
    count: &AtomicUsize,
) {
    use std::io::Write as _;
    while let Ok(request) = read_request(&mut stream) {
        let method = request.split(' ').next().unwrap_or_default().to_owned();
        let body = if method == "POST" { PLACED } else { DETAILS };
        seen.lock().expect("no panic").push((number, method));
        let close = closes(count.fetch_add(1, Ordering::SeqCst));
        if close == Close::BeforeTheReply {
            return;
        }
        let length = body.len();
        let reply = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(reply.as_bytes()).expect("the client waits");
        if close == Close::AfterTheReply {
            return;
        }
    }
}

fn order_id() -> OrderId {
    "00222307".parse().expect("digits")
}

fn told(seen: &[(usize, &str)]) -> Vec<(usize, String)> {
    seen.iter().map(|(number, method)| (*number, (*method).to_owned())).collect()
}

#[tokio::test]
async fn reads_share_a_connection_that_no_order_uses() {
    let server = Server::start(|_| Close::Never);
    let client = server.client(1);
    for _ in 0..3 {
        client.send(&view(&order_id())).await.expect("a reply");
    }
    client.place(&sample()).await.expect("a number");
    client.send(&view(&order_id())).await.expect("a reply");
    client.place(&sample()).await.expect("a number");
    let expected = [(0, "GET"), (0, "GET"), (0, "GET"), (1, "POST"), (0, "GET"), (2, "POST")];
    assert_eq!(server.seen(), told(&expected));
}

#[tokio::test]
async fn none_is_kept_unless_it_is_asked_for() {
    let server = Server::start(|_| Close::Never);
    let client = server.client(0);
    for _ in 0..3 {
        client.send(&view(&order_id())).await.expect("a reply");
    }
    assert_eq!(server.seen(), told(&[(0, "GET"), (1, "GET"), (2, "GET")]));
}

#[tokio::test]
async fn connection_that_the_server_has_closed_costs_no_read() {
    let server = Server::start(|request| match request {
        0 => Close::AfterTheReply,
        _ => Close::Never,
    });
    let client = server.client(1);
    for _ in 0..3 {
        client.send(&view(&order_id())).await.expect("a reply");
    }
    let seen = server.seen();
    let connections: Vec<_> = seen.iter().map(|(connection, _)| *connection).collect();
    // The client may have seen the end of the first connection in time, or not.
    assert!(matches!(connections[..], [0, 1, 1 | 2]), "{seen:?}");
}

#[tokio::test]
async fn read_that_a_kept_connection_loses_is_sent_on_a_new_one() {
    let server = Server::start(|request| match request {
        1 => Close::BeforeTheReply,
        _ => Close::Never,
    });
    let client = server.client(1);
    for _ in 0..3 {
        client.send(&view(&order_id())).await.expect("a reply");
    }
    // The new one is not kept.
    assert_eq!(server.seen(), told(&[(0, "GET"), (0, "GET"), (1, "GET"), (2, "GET")]));
}

#[tokio::test]
async fn read_that_is_never_answered_is_sent_once_more_only() {
    let server = Server::start(|_| Close::BeforeTheReply);
    let error = server.client(4).send(&view(&order_id())).await.expect_err("no reply");
    assert!(matches!(error, Error::Unknown { status: None, .. }), "{error:?}");
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn order_is_never_sent_again() {
    let server = Server::start(|_| Close::BeforeTheReply);
    server.client(4).place(&sample()).await.expect_err("no reply");
    assert_eq!(server.seen(), told(&[(0, "POST")]));
}
