//! A program that is suspended (SIGSTOP) for longer than its time limit, while the reply arrives.

use std::{fs, process::Child, sync::mpsc, thread, time::Duration};

use crate::support::{
    Folder, SAMPLE, command, ended, order,
    server::{Server, placed, reply},
    signal, spawn,
};

/// A time limit, and a longer time.
const LIMIT: &str = "3s";
const LONGER: Duration = Duration::from_secs(4);

/// Suspends `child`, and returns once no thread of it runs.
fn suspend(child: &Child) {
    signal("STOP", child.id());
    let state = format!("/proc/{}/stat", child.id());
    loop {
        let state = fs::read_to_string(&state).expect("it has not ended");
        // The name of the program stands in parentheses before it.
        if state.rsplit(") ").next().is_some_and(|rest| rest.starts_with('T')) {
            return;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// Suspends `child` for longer than its time limit, and lets the reply come meanwhile, if there is one.
fn outlast(child: &Child, go: Option<&mpsc::Sender<()>>) {
    suspend(child);
    if let Some(go) = go {
        go.send(()).expect("the server waits");
    }
    thread::sleep(LONGER);
    signal("CONT", child.id());
}

/// Servers that answer an order with `reply` once they are told to: over HTTP, and over TLS with its certificate.
fn servers(reply: &[u8]) -> [(Server, mpsc::Sender<()>, Option<String>); 2] {
    let answer = |reply: &[u8]| {
        let (go, wait) = mpsc::channel();
        let reply = reply.to_vec();
        let answer = move |_: &str| {
            let _ = wait.recv_timeout(Duration::from_secs(60));
            reply.clone()
        };
        (go, answer)
    };
    let (go, plain) = answer(reply);
    let plain = (Server::start(plain), go, None);
    let (go, secure) = answer(reply);
    let (server, pem) = Server::start_secure(secure);
    [plain, (server, go, Some(pem))]
}

#[test]
fn reply_that_has_arrived_is_read_before_the_clock() {
    let long = format!("{{\"order_id\":00222307,\"pad\":\"{}\"}}", "x".repeat(60_000));
    for message in [placed(), reply("201 Created", &long)] {
        for (server, go, pem) in servers(&message) {
            let folder = Folder::new();
            let journal = folder.path("journal.db");
            let key = folder.file("key", "DIGICERT_ACCOUNT_ID=001007\nDIGICERT_API_KEY=skyfall\n");
            private(&key);
            let pem = pem.map(|pem| folder.file("ca.pem", pem));
            let url = if pem.is_some() { server.secure_url() } else { server.url() };
            let mut place = vec!["place", "--yes", "--url", &url, "--timeout", LIMIT, SAMPLE];
            place.extend(["--journal", &journal, "--credentials", &key]);
            place.extend(pem.iter().flat_map(|pem| ["--trust", pem]));
            let child = spawn(&mut command(&place));
            server.wait_for_request();
            outlast(&child, Some(&go));
            let run = ended(child);
            assert_eq!(
                (run.code, run.stdout.as_str()),
                (Some(0), "order 00222307 placed\n"),
                "{run:?}"
            );
            let list = order(&["journal", "list", "--unfinished", "--journal", &journal]);
            assert_eq!((list.code, list.stdout.as_str()), (Some(0), ""), "{list:?}");
        }
    }
}

#[test]
fn call_that_reads_gets_the_reply_that_has_arrived() {
    let (go, wait) = mpsc::channel();
    let server = Server::start(move |_| {
        let _ = wait.recv_timeout(Duration::from_secs(60));
        reply("200 OK", r#"{"order_id":"00222307","status":"issued"}"#)
    });
    let url = server.url();
    let child = spawn(&mut command(&["view", "222307", "--url", &url, "--timeout", LIMIT]));
    server.wait_for_request();
    outlast(&child, Some(&go));
    let run = ended(child);
    assert_eq!(server.requests().len(), 1, "{run:?}");
    assert!(!run.stderr.contains("in time"), "{run:?}");
}

#[test]
fn without_a_reply_the_time_is_over() {
    let (server, _go, _) = {
        let [plain, _] = servers(&placed());
        plain
    };
    let url = server.url();
    let child = spawn(&mut command(&["place", "--url", &url, "--timeout", LIMIT, SAMPLE]));
    server.wait_for_request();
    outlast(&child, None);
    let run = ended(child);
    assert_eq!((run.code, run.stdout.as_str()), (Some(8), ""), "{run:?}");
    assert!(run.stderr.contains("no answer came in time"), "{run:?}");
    assert!(run.stderr.contains("\n  because: the time to wait is over\n"), "{run:?}");
}

fn private(path: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("it is ours");
}
