//! A program with a blocking client that is suspended (SIGSTOP) for longer than its time limit.
//!
//! The command line has the same test of the async client.

use std::{
    fs,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::support::{builder, reply, sample, server::Server};

const PROGRAM: &str = "suspended::program";
const URL: &str = "ORDER_TEST_URL";

/// A time limit, and a longer time.
const LIMIT: Duration = Duration::from_secs(3);
const LONGER: Duration = Duration::from_secs(4);

/// Places an order and prints what became of it.
#[test]
#[ignore = "is started by the other one here"]
fn program() {
    let Ok(url) = std::env::var(URL) else { return };
    let client = builder(&url).connect_timeout(LIMIT / 2).timeout(LIMIT).build_blocking();
    match client.expect("usable").place(&sample()) {
        Ok(placed) => println!("\nplaced as {}", placed.order_id),
        Err(error) => println!("\n{error}"),
    }
}

fn signal(name: &str, child: &Child) {
    let status = Command::new("kill").arg(name).arg(child.id().to_string()).status();
    assert!(status.expect("there is a `kill`").success());
}

#[tokio::test]
async fn blocking_client_reads_a_reply_that_has_arrived_before_the_clock() {
    let (arrived, arrivals) = mpsc::channel();
    let (go, wait) = mpsc::channel();
    let server = Server::start(move |connection| {
        if connection.read_request() {
            let _ = arrived.send(());
            let _ = wait.recv_timeout(Duration::from_secs(60));
            connection.write(&reply("201 Created", r#"{"order_id":"00222307"}"#));
        }
    });
    let child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "--ignored", "--nocapture", PROGRAM])
        .env(URL, server.url())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this program can be started");
    arrivals.recv_timeout(Duration::from_secs(60)).expect("a request comes");
    signal("-STOP", &child);
    // Where the system says nothing about it, the signal has had its time by then.
    let state = || fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default();
    for _ in 0..1000 {
        // The name of the program stands in parentheses before it.
        if state().rsplit(") ").next().is_some_and(|rest| rest.starts_with('T')) {
            break;
        }
        thread::sleep(Duration::from_millis(1));
    }
    go.send(()).expect("the server waits");
    thread::sleep(LONGER);
    signal("-CONT", &child);
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("\nplaced as 00222307\n"), "{said}");
    server.seen().await.assert_one_request();
}
