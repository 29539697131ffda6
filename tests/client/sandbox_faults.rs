//! Each fault of the sandbox: what the client says, and how many orders the sandbox has.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, TcpStream},
    num::NonZeroUsize,
    time::{Duration, Instant},
};

use order_client::{
    Client, Error, OrderPlaced, Retry, Unreadable, retail,
    sandbox::{Fault, HEAD_LIMIT, Sandbox, SandboxOptions},
};

use crate::support::{SAMPLE, assert_unknown, sample, view};

/// A client that does not wait long.
fn client(sandbox: &Sandbox) -> Client {
    let builder = Client::builder(retail::SERVICE, sandbox.credentials()).base_url(sandbox.url());
    let builder = builder.connect_timeout(Duration::from_millis(900));
    builder.timeout(Duration::from_millis(1000)).build().expect("usable")
}

/// Places the sample order while `fault` happens, and says how many orders the sandbox has then.
async fn place_with(fault: &str) -> (Result<OrderPlaced, Error>, usize) {
    let sandbox = Sandbox::start().await.expect("a free port");
    sandbox.fail_next(fault.parse().expect(fault));
    let outcome = client(&sandbox).place(&sample()).await;
    // It is sent once, whatever happens.
    assert_eq!(sandbox.requests().len(), 1, "{fault}");
    let placed = sandbox.placed();
    client(&sandbox).place(&sample()).await.expect("the fault is over");
    (outcome, placed)
}

fn unreadable((outcome, placed): (Result<OrderPlaced, Error>, usize)) -> (Unreadable, Vec<u8>) {
    assert_eq!(placed, 1);
    match outcome {
        Err(Error::PlacedUnreadable { status: 201, problem, reply, .. }) => {
            (problem, reply.body().to_vec())
        }
        other => panic!("{other:?}"),
    }
}

fn placed((outcome, placed): (Result<OrderPlaced, Error>, usize)) {
    assert_eq!(outcome.expect("placed").order_id.as_str(), "00222307");
    assert_eq!(placed, 1);
}

#[tokio::test]
async fn connection_cut_before_the_request_is_taken_is_unknown_and_orders_nothing() {
    for fault in ["close=before", "reset=before"] {
        let (outcome, placed) = place_with(fault).await;
        assert_unknown(&outcome, None);
        assert_eq!(placed, 0, "{fault}");
    }
}

#[tokio::test]
async fn connection_cut_after_the_order_is_taken_is_unknown_and_orders_once() {
    for fault in ["close=after", "reset=after"] {
        let (outcome, placed) = place_with(fault).await;
        assert_unknown(&outcome, None);
        assert_eq!(placed, 1, "{fault}");
    }
}

#[tokio::test]
async fn half_a_head_is_unknown_and_orders_once() {
    let (outcome, placed) = place_with("half_head").await;
    assert_unknown(&outcome, None);
    assert_eq!(placed, 1);
}

#[tokio::test]
async fn half_a_body_is_placed_and_unreadable() {
    let (problem, body) = unreadable(place_with("half_body").await);
    assert_eq!((problem, body.as_slice()), (Unreadable::Cut, &b"{\n  \"order_i"[..]));
}

#[tokio::test]
async fn slow_body_is_read_if_it_ends_in_time() {
    placed(place_with("slow_body=1").await);
    let (problem, body) = unreadable(place_with("slow_body=100").await);
    assert_eq!(problem, Unreadable::Cut);
    assert!(!body.is_empty() && b"{\n  \"order_id\":00222307\n}".starts_with(&body), "{body:?}");
}

#[tokio::test]
async fn oversized_body_is_placed_and_unreadable_with_its_start() {
    let (problem, body) = unreadable(place_with("oversized=3000000").await);
    assert_eq!((problem, body.len()), (Unreadable::TooLong, 64 * 1024));
    assert!(body.starts_with(b"{\n  \"order_id\":00222307\n}   "));
    placed(place_with("oversized=60000").await);
    placed(place_with("oversized=1").await);
}

#[tokio::test]
async fn wrong_content_type_matters_only_if_it_is_another_format() {
    placed(place_with("content_type=text/html").await);
    let (problem, _) = unreadable(place_with("content_type=application/xml").await);
    assert_eq!(problem, Unreadable::NotXml { offset: 0 });
}

#[tokio::test]
async fn garbage_is_placed_and_unreadable() {
    let (problem, body) = unreadable(place_with("garbage").await);
    assert_eq!(problem, Unreadable::NotJson { offset: 0 });
    assert_eq!(body, b"<html><h1>201</h1></html>");
}

#[tokio::test]
async fn connection_closed_while_idle_does_not_matter() {
    for fault in ["idle_close=0", "idle_close=50"] {
        placed(place_with(fault).await);
    }
}

#[tokio::test]
async fn late_reply_is_read_if_it_comes_in_time() {
    placed(place_with("delay=50").await);
    for fault in ["delay=5000", "mute"] {
        let (outcome, placed) = place_with(fault).await;
        assert_unknown(&outcome, None);
        assert_eq!(placed, 1, "{fault}");
    }
}

#[tokio::test]
async fn lost_reply_is_unknown_and_says_how_long_to_wait() {
    for (fault, status, wait) in [
        ("lost=500", 500, None),
        ("lost=502", 502, None),
        ("lost=503;retry_after=2", 503, Some(Duration::from_secs(2))),
    ] {
        let (outcome, placed) = place_with(fault).await;
        assert_unknown(&outcome, Some(status));
        assert_eq!(outcome.expect_err("unknown").retry_after(), wait);
        assert_eq!(placed, 1, "{fault}");
    }
}

#[tokio::test]
async fn refusal_of_a_gateway_is_what_its_status_says_and_orders_nothing() {
    for (fault, status, wait) in [
        ("refused=500", 500, None),
        ("refused=503;retry_after=2", 503, Some(Duration::from_secs(2))),
    ] {
        let (outcome, placed) = place_with(fault).await;
        assert_unknown(&outcome, Some(status));
        assert_eq!(outcome.expect_err("unknown").retry_after(), wait);
        assert_eq!(placed, 0, "{fault}");
    }
    let wait = Some(Duration::from_secs(2));
    for status in [400, 401, 403, 404, 405, 406, 429] {
        let (outcome, placed) = place_with(&format!("refused={status};retry_after=2")).await;
        let Err(Error::Rejected { status: read, retry_after, .. }) = outcome else {
            panic!("{outcome:?}")
        };
        assert_eq!((read, retry_after, placed), (status, wait, 0));
    }
}

/// The outcome of a call and its status, whether or not the order was accepted before.
fn says(outcome: &Result<OrderPlaced, Error>) -> (&'static str, u16) {
    match outcome {
        Err(Error::PlacedUnreadable { status, .. }) => ("placed", *status),
        Err(Error::Rejected { status, .. }) => ("refused", *status),
        Err(Error::Unknown { status: Some(status), .. }) => ("unknown", *status),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn page_with_any_status_orders_once_or_not_at_all() {
    for (expected, statuses) in [
        ("placed", &[200, 201, 204][..]),
        ("refused", &[301, 302, 307, 308, 400, 401, 403, 404, 405, 406, 429]),
        ("unknown", &[303, 304, 402, 409, 500, 502, 503, 504]),
    ] {
        for status in statuses {
            // Before the service learns of the order, and after it has placed it.
            let (outcome, placed) = place_with(&format!("refused={status}")).await;
            assert_eq!((says(&outcome), placed), ((expected, *status), 0));
            let (outcome, placed) = place_with(&format!("lost={status}")).await;
            assert_eq!((says(&outcome), placed), ((expected, *status), 1));
        }
    }
}

#[tokio::test]
async fn dropped_call_orders_once_at_most() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let (client, order) = (client(&sandbox), sample());
    sandbox.fail_next(Fault::Mute);
    let limit = Duration::from_millis(500);
    assert!(tokio::time::timeout(limit, client.place(&order)).await.is_err());
    assert_eq!((sandbox.placed(), sandbox.requests().len()), (1, 1));
    drop(client.place(&order));
    assert_eq!((sandbox.placed(), sandbox.requests().len()), (1, 1));
}

#[tokio::test]
async fn redirect_is_named_and_orders_nothing() {
    let elsewhere = Sandbox::start().await.expect("a free port");
    let target = format!("{}/order/code", elsewhere.url());
    for status in [301, 302, 307, 308] {
        for (fault, expected) in [
            (format!("redirect={status}"), "/moved/order/code"),
            (format!("redirect={status};location={target}"), target.as_str()),
        ] {
            let (outcome, placed) = place_with(&fault).await;
            let Err(Error::Rejected { status: read, location, .. }) = outcome else {
                panic!("{outcome:?}")
            };
            assert_eq!((read, location.as_deref(), placed), (status, Some(expected), 0));
        }
    }
    let (outcome, placed) = place_with("redirect=303").await;
    assert_unknown(&outcome, Some(303));
    assert_eq!(placed, 0);
    assert_eq!(elsewhere.requests().len(), 0);
}

#[tokio::test]
async fn reads_get_over_every_fault_that_passes() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let builder = Client::builder(retail::SERVICE, sandbox.credentials()).base_url(sandbox.url());
    let retry = Retry::new(1).first_wait(Duration::from_millis(1));
    let limits = (Duration::from_millis(300), Duration::from_millis(400));
    let builder = builder.connect_timeout(limits.0).timeout(limits.1).retry(retry);
    let client = builder.build().expect("usable");
    let order_id = client.place(&sample()).await.expect("placed").order_id;
    for fault in [
        "close=before",
        "close=after",
        "reset=before",
        "reset=after",
        "half_head",
        "half_body",
        "mute",
        "lost=502",
        "refused=503;retry_after=0",
        "slow_body=50",
    ] {
        sandbox.fail_next(fault.parse().expect(fault));
        client.send(&view(&order_id)).await.expect(fault);
    }
}

const HEADERS: &str = "Host: sandbox\r\nAuthorization: Basic MDAxMDA3OnNreWZhbGw=\r\nUser-Agent: test\r\n\
    Content-Type: application/vnd.digicert.rest-v1+json\r\n";

fn connect(sandbox: &Sandbox) -> TcpStream {
    let address = sandbox.url().trim_start_matches("http://");
    let stream = TcpStream::connect(address).expect("the sandbox listens");
    // Far longer than anything here takes; a test that hangs helps nobody.
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("not zero");
    stream
}

fn order(headers: &str) -> String {
    let length = SAMPLE.len();
    format!(
        "POST /order/code HTTP/1.1\r\n{HEADERS}{headers}Content-Length: {length}\r\n\r\n{SAMPLE}"
    )
}

/// All that comes back until the connection ends, and whether that was a close and no reset.
async fn exchange(mut stream: TcpStream, sent: String) -> (String, bool) {
    let exchange = move || {
        let _ = stream.write_all(sent.as_bytes());
        let mut received = Vec::new();
        let is_closed = stream.read_to_end(&mut received).is_ok();
        (String::from_utf8_lossy(&received).into_owned(), is_closed)
    };
    tokio::task::spawn_blocking(exchange).await.expect("no panic")
}

#[tokio::test]
async fn every_fault_can_be_asked_for_by_the_header() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let mut expected = 0;
    // (fault, start of what comes back, its end, whether the connection is closed, orders placed)
    for (fault, start, end, is_closed, orders) in [
        ("close=before", "", "", true, 0),
        ("close=after", "", "", true, 1),
        ("reset=before", "", "", false, 0),
        ("reset=after", "", "", false, 1),
        ("half_head", "HTTP/1.1 201 Created\r\n", "vnd.", true, 1),
        (
            "half_body",
            "HTTP/1.1 201 Created\r\n",
            "content-length: 25\r\n\r\n{\n  \"order_i",
            true,
            1,
        ),
        ("idle_close=10", "HTTP/1.1 201 Created\r\n", "00222311\n}", true, 1),
        ("slow_body=1", "HTTP/1.1 201 Created\r\n", "00222312\n}", true, 1),
        ("oversized=100000", "HTTP/1.1 201 Created\r\n", "    ", true, 1),
    ] {
        let request = order(&format!("X-Sandbox-Fault: {fault}\r\n"));
        let (reply, closed) = exchange(connect(&sandbox), request).await;
        expected += orders;
        assert!(reply.starts_with(start), "{fault}: {reply}");
        let ends = reply.ends_with(end) || fault == "half_head";
        assert!(ends && reply.is_empty() == start.is_empty(), "{fault}: {reply}");
        assert_eq!((closed, sandbox.placed()), (is_closed, expected), "{fault}");
    }
    for (fault, status, header, orders) in [
        ("content_type=text/plain", 201, "content-type: text/plain\r\n", 1),
        ("delay=1", 201, "content-type: application/vnd.digicert.rest-v1+json\r\n", 1),
        ("garbage", 201, "content-type: text/html\r\n", 1),
        ("lost=503;retry_after=2", 503, "retry-after: 2\r\n", 1),
        ("refused=429;retry_after=3", 429, "retry-after: 3\r\n", 0),
        ("redirect=301", 301, "location: /moved/order/code\r\n", 0),
        ("redirect=302;location=http://127.0.0.1:1/", 302, "location: http://127.0.0.1:1/\r\n", 0),
        ("explode", 400, "content-type: application/vnd.digicert.error+json\r\n", 0),
    ] {
        let request = order(&format!("Connection: close\r\nX-Sandbox-Fault: {fault}\r\n"));
        let (reply, _) = exchange(connect(&sandbox), request).await;
        expected += orders;
        assert!(reply.starts_with(&format!("HTTP/1.1 {status} ")), "{fault}: {reply}");
        assert!(reply.contains(header), "{fault}: {reply}");
        assert_eq!(sandbox.placed(), expected, "{fault}");
    }
}

#[tokio::test]
async fn half_a_head_ends_within_the_head() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let (reply, _) = exchange(connect(&sandbox), order("X-Sandbox-Fault: half_head\r\n")).await;
    assert!(reply.len() > 20 && !reply.contains("\r\n\r\n"), "{reply}");
}

#[tokio::test]
async fn connection_that_closes_when_idle_does_not_read_the_next_request() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let mut stream = connect(&sandbox);
    stream.write_all(order("X-Sandbox-Fault: idle_close=30000\r\n").as_bytes()).expect("sent");
    let mut other = stream.try_clone().expect("a socket");
    let read = tokio::task::spawn_blocking(move || {
        let mut reply = String::new();
        while !reply.ends_with("00222307\n}") {
            let mut byte = [0];
            other.read_exact(&mut byte).expect("a whole reply");
            reply.push(char::from(byte[0]));
        }
        reply
    });
    let reply = read.await.expect("no panic");
    assert!(!reply.to_ascii_lowercase().contains("connection: close"), "{reply}");
    let started = Instant::now();
    let (reply, _) = exchange(stream, order("")).await;
    assert_eq!((reply.as_str(), sandbox.placed()), ("", 1));
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[tokio::test]
async fn fault_that_http_cannot_have_panics() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let fault = Fault::Redirect { status: 200, location: String::new() };
    let fail = std::panic::AssertUnwindSafe(|| sandbox.fail_next(fault));
    assert!(std::panic::catch_unwind(fail).is_err());
    client(&sandbox).place(&sample()).await.expect("nothing else happens");
}

fn patience(milliseconds: u64) -> SandboxOptions {
    SandboxOptions::default().patience(Duration::from_millis(milliseconds))
}

#[tokio::test]
async fn client_that_does_not_go_on_is_not_waited_for() {
    let sandbox = Sandbox::start_with(patience(200)).await.expect("a free port");
    let whole = order("");
    for (sent, status) in [
        // Nothing, half a head, half a body, and no second request.
        (String::new(), None),
        (whole[..60].to_owned(), None),
        (whole[..whole.len() - 10].to_owned(), Some(400)),
        (whole.clone(), Some(201)),
    ] {
        let (reply, _) = exchange(connect(&sandbox), sent).await;
        match status {
            None => assert!(!reply.contains("201"), "{reply}"),
            Some(status) => {
                assert!(reply.starts_with(&format!("HTTP/1.1 {status} ")), "{reply}");
                assert_eq!(reply.matches("HTTP/1.1").count(), 1, "{reply}");
            }
        }
    }
    assert_eq!(sandbox.placed(), 1);
}

#[tokio::test]
async fn head_that_drips_is_not_waited_for() {
    let sandbox = Sandbox::start_with(patience(300)).await.expect("a free port");
    let mut stream = connect(&sandbox);
    let dripping = move || {
        // A byte each time, so that the connection never idles.
        let started = Instant::now();
        for byte in order("").bytes() {
            std::thread::sleep(Duration::from_millis(20));
            if stream.write_all(&[byte]).is_err() || started.elapsed() > Duration::from_secs(30) {
                break;
            }
        }
        started.elapsed()
    };
    let lasted = tokio::task::spawn_blocking(dripping).await.expect("no panic");
    assert!(lasted < Duration::from_secs(12), "{lasted:?}");
    assert_eq!(sandbox.placed(), 0);
}

#[tokio::test]
async fn client_that_does_not_read_is_not_waited_for() {
    let one = NonZeroUsize::new(1).expect("not zero");
    let sandbox = Sandbox::start_with(patience(200).connections(one)).await.expect("a free port");
    let mut deaf = connect(&sandbox);
    deaf.write_all(order("X-Sandbox-Fault: oversized=99999999999\r\n").as_bytes()).expect("sent");
    // Answered only if the first is done with, and that one is still open.
    let (reply, _) = exchange(connect(&sandbox), order("Connection: close\r\n")).await;
    assert!(reply.starts_with("HTTP/1.1 201 "), "{reply}");
    drop(deaf);
}

#[tokio::test]
async fn long_head_is_refused() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let long = |bytes| order(&format!("Connection: close\r\nX-Long: {}\r\n", "x".repeat(bytes)));
    let (reply, _) = exchange(connect(&sandbox), long(HEAD_LIMIT / 2)).await;
    assert!(reply.starts_with("HTTP/1.1 201 "), "{reply}");
    let (reply, _) = exchange(connect(&sandbox), long(HEAD_LIMIT * 2)).await;
    assert!(reply.is_empty() || reply.starts_with("HTTP/1.1 431 "), "{reply}");
    let many = format!("Connection: close\r\n{}", "X-Many: x\r\n".repeat(200));
    let (reply, _) = exchange(connect(&sandbox), order(&many)).await;
    assert!(reply.is_empty() || reply.starts_with("HTTP/1.1 431 "), "{reply}");
    assert_eq!(sandbox.placed(), 1);
}

#[tokio::test]
async fn connection_without_a_place_waits_for_one() {
    let one = NonZeroUsize::new(1).expect("not zero");
    let options = SandboxOptions::default().connections(one);
    let sandbox = Sandbox::start_with(options).await.expect("a free port");
    let first = connect(&sandbox);
    // Answered only if the first is done with.
    let waiting = tokio::spawn(exchange(connect(&sandbox), order("Connection: close\r\n")));
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!waiting.is_finished());
    assert_eq!(sandbox.placed(), 0);
    drop(first);
    let (reply, _) = waiting.await.expect("no panic");
    assert!(reply.starts_with("HTTP/1.1 201 "), "{reply}");
}

#[tokio::test]
async fn requests_under_way_end_when_it_stops() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let slow = order("X-Sandbox-Fault: delay=700\r\n");
    let under_way = tokio::spawn(exchange(connect(&sandbox), slow));
    let idle = connect(&sandbox);
    let mut used = connect(&sandbox);
    used.write_all(order("").as_bytes()).expect("sent");
    while sandbox.placed() < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let mute = tokio::spawn(exchange(connect(&sandbox), order("X-Sandbox-Fault: mute\r\n")));
    while sandbox.placed() < 3 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(!under_way.is_finished());
    let started = Instant::now();
    sandbox.stop().await;
    // Idle connections and a mute one do not keep it.
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    let (reply, is_closed) = under_way.await.expect("no panic");
    assert!(reply.starts_with("HTTP/1.1 201 ") && is_closed, "{reply}");
    assert_eq!(mute.await.expect("no panic").0, "");
    assert_eq!(exchange(idle, String::new()).await.0, "");
    used.shutdown(Shutdown::Write).expect("open");
    assert!(exchange(used, String::new()).await.0.starts_with("HTTP/1.1 201 "));
}

#[tokio::test]
async fn port_in_use_is_an_error() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let (_, port) = sandbox.url().rsplit_once(':').expect("it has a port");
    let options = SandboxOptions::default().port(port.parse().expect("a number"));
    let error = Sandbox::start_with(options).await.expect_err("in use");
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
}

#[tokio::test]
async fn options_without_bounds_are_served() {
    let options = SandboxOptions::default()
        .connections(NonZeroUsize::MAX)
        .patience(Duration::MAX)
        .keep(NonZeroUsize::MIN);
    let sandbox = Sandbox::start_with(options).await.unwrap();
    for fault in ["reset=before", "garbage"] {
        sandbox.fail_next(fault.parse().unwrap());
    }
    let client = client(&sandbox);
    assert_unknown(&client.place(&sample()).await, None);
    assert!(matches!(client.place(&sample()).await, Err(Error::PlacedUnreadable { .. })));
    assert_eq!(client.place(&sample()).await.unwrap().order_id.as_str(), "00222308");
}
