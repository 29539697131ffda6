//! The cost of many calls over a line with a delay: `latency [CALLS [MILLISECONDS]]`.
//!
//! Between the client and a sandbox stands a proxy that holds back what it passes on, half of the delay each way. It reads from a
//! new connection after the whole delay, as a TCP handshake takes; over TLS, its handshake would wait once more or twice.

use std::{
    net::Ipv4Addr,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use order_client::{
    Client,
    retail::{self, CodeSigningOrder, ViewOrder},
    sandbox::Sandbox,
};
use order_core::{Valid, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream, tcp},
    sync::mpsc,
    time::sleep_until,
};

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let calls = arguments.next().map_or(1000, |text| text.parse().expect("a number of calls"));
    let delay = arguments.next().map_or(20, |text| text.parse().expect("milliseconds"));
    let sandbox = Sandbox::start().await.expect("a free port");
    let url = delayed(sandbox.url(), Duration::from_millis(delay)).await;
    let client = |kept: usize| {
        let builder = Client::builder(retail::SERVICE, sandbox.credentials()).base_url(&url);
        builder.kept_connections(kept).build().expect("usable")
    };
    let order: Valid<CodeSigningOrder> = json::from_str(calls::ORDER).expect("the sample is valid");
    let placed = client(0).place(&order).await.expect("placed");
    let view = ViewOrder::of(&placed.order_id).expect("digits");

    println!("{calls} reads over a line with a delay of {delay} ms");
    for (kept, at_once) in [(0, 1), (1, 1), (0, 16), (16, 16)] {
        let client = client(kept);
        let (next, start) = (AtomicUsize::new(0), Instant::now());
        let work = || async {
            while next.fetch_add(1, Ordering::Relaxed) < calls {
                let details = client.send(&view).await.expect("read");
                assert_eq!(details.order_id, placed.order_id);
            }
        };
        let tasks: Vec<_> = (0..at_once).map(|_| Box::pin(work())).collect();
        all(tasks).await;
        let seconds = start.elapsed().as_secs_f64();
        println!("{at_once:>3} at once, {kept:>2} connections kept: {seconds:6.2} s");
    }
}

/// Waits for all, in one task.
async fn all(mut tasks: Vec<std::pin::Pin<Box<impl Future<Output = ()>>>>) {
    std::future::poll_fn(|context| {
        tasks.retain_mut(|task| task.as_mut().poll(context).is_pending());
        match tasks.is_empty() {
            true => std::task::Poll::Ready(()),
            false => std::task::Poll::Pending,
        }
    })
    .await;
}

/// Starts a proxy in front of `url`, and returns its URL.
async fn delayed(url: &str, delay: Duration) -> String {
    let target = url.trim_start_matches("http://").to_owned();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    tokio::spawn(async move {
        loop {
            let (client, _) = listener.accept().await.expect("a connection");
            let target = target.clone();
            tokio::spawn(async move {
                tokio::time::sleep(delay).await;
                let server = TcpStream::connect(target).await.expect("the sandbox listens");
                for stream in [&client, &server] {
                    stream.set_nodelay(true).expect("a TCP socket");
                }
                let (from_client, to_client) = client.into_split();
                let (from_server, to_server) = server.into_split();
                tokio::join!(
                    pass(from_client, to_server, delay / 2),
                    pass(from_server, to_client, delay / 2)
                );
            });
        }
    });
    format!("http://{address}")
}

/// Passes on what comes, each piece when its time has come.
async fn pass(mut from: tcp::OwnedReadHalf, mut to: tcp::OwnedWriteHalf, delay: Duration) {
    let (sender, mut receiver) = mpsc::unbounded_channel::<(tokio::time::Instant, Vec<u8>)>();
    let read = async move {
        let mut buffer = [0; 16 * 1024];
        while let Ok(count @ 1..) = from.read(&mut buffer).await {
            let due = tokio::time::Instant::now() + delay;
            if sender.send((due, buffer[..count].to_vec())).is_err() {
                return;
            }
        }
    };
    let write = async move {
        while let Some((due, piece)) = receiver.recv().await {
            sleep_until(due).await;
            if to.write_all(&piece).await.is_err() {
                return;
            }
        }
    };
    tokio::join!(read, write);
}
