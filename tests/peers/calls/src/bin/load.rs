//! Requests a second that the sandbox answers, over connections that are kept alive.
//!
//! `load [SECONDS [CONNECTIONS]]`. The sandbox and what asks it share the machine, in two programs.

use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use order_client::sandbox::Sandbox;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const HEADERS: &str = "Host: sandbox\r\nAuthorization: Basic MDAxMDA3OnNreWZhbGw=\r\nUser-Agent: load\r\n\
    Accept: application/vnd.digicert.rest-v1+json\r\nContent-Type: application/vnd.digicert.rest-v1+json\r\n";

fn main() {
    let mut arguments = std::env::args().skip(1);
    let first = arguments.next();
    if first.as_deref() == Some("serve") {
        return serve();
    }
    let seconds = first.map_or(5, |text| text.parse().expect("a number of seconds"));
    let connections = arguments.next().map_or(16, |text| text.parse().expect("a number"));
    let mut server = Command::new(std::env::current_exe().expect("this program"))
        .arg("serve")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this program can be started");
    let mut line = String::new();
    let mut output = std::io::BufReader::new(server.stdout.take().expect("it is piped"));
    std::io::BufRead::read_line(&mut output, &mut line).expect("the address");
    let address = line.trim().trim_start_matches("http://").to_owned();

    let length = calls::ORDER.len();
    let order = calls::ORDER;
    let post =
        format!("POST /order/code HTTP/1.1\r\n{HEADERS}Content-Length: {length}\r\n\r\n{order}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    println!("{connections} connections, {seconds} s each");
    // The latest, as the first are no longer kept.
    let mut order_id = String::new();
    for name in ["POST order", "GET order"] {
        let request = match order_id.as_str() {
            "" => post.clone(),
            order_id => format!("GET /order/{order_id} HTTP/1.1\r\n{HEADERS}\r\n"),
        };
        let end = Instant::now() + Duration::from_secs(seconds);
        let mut times = runtime.block_on(async {
            let tasks: Vec<_> = (0..connections)
                .map(|_| tokio::spawn(ask(address.clone(), request.clone(), end)))
                .collect();
            let mut times = Vec::new();
            for task in tasks {
                let (mut these, reply) = task.await.expect("no panic");
                times.append(&mut these);
                let number = reply.split("\"order_id\":").nth(1).unwrap_or_default();
                order_id = number.chars().filter(char::is_ascii_digit).collect();
            }
            times
        });
        times.sort_unstable();
        let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
        println!(
            "{name}: {:.0} requests/s, p50 {:?}, p99 {:?}",
            times.len() as f64 / seconds as f64,
            at(0.5),
            at(0.99)
        );
    }
    drop(server.stdin.take());
    server.wait().expect("it was started");
}

/// Serves until standard input ends.
#[tokio::main]
async fn serve() {
    let sandbox = Sandbox::start().await.expect("a free port");
    println!("{}", sandbox.url());
    let wait = || std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
    let _ = tokio::task::spawn_blocking(wait).await;
    sandbox.stop().await;
}

/// Sends `request` again and again, and returns how long each took, with the last reply.
async fn ask(address: String, request: String, end: Instant) -> (Vec<Duration>, String) {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    stream.set_nodelay(true).expect("a socket");
    let (mut times, mut buffer) = (Vec::new(), Vec::with_capacity(64 * 1024));
    while Instant::now() < end {
        let begun = Instant::now();
        stream.write_all(request.as_bytes()).await.expect("sent");
        buffer.clear();
        loop {
            assert!(stream.read_buf(&mut buffer).await.expect("answered") > 0, "closed");
            if is_whole(&buffer) {
                break;
            }
        }
        assert!(buffer.starts_with(b"HTTP/1.1 20"), "{}", String::from_utf8_lossy(&buffer));
        times.push(begun.elapsed());
    }
    (times, String::from_utf8_lossy(&buffer).into_owned())
}

fn is_whole(reply: &[u8]) -> bool {
    let text = String::from_utf8_lossy(reply);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.is_some_and(|length| length.parse() == Ok(body.len()))
}
