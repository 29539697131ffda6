//! Ctrl-C and SIGTERM while an order is under way.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    process::{Child, ChildStderr},
    sync::mpsc,
    time::Duration,
};

use crate::support::{
    Folder, Run, SAMPLE, command, ended, order, sample_of,
    server::{Server, placed, reply},
    signal, spawn,
};

const WAITS: &str =
    "note: a request is under way, so its reply is waited for; press Ctrl-C again to give it up\n";

/// A server that answers once it is told to, and by what it is told.
fn slow_server() -> (Server, mpsc::Sender<()>) {
    let (go, wait) = mpsc::channel();
    let server = Server::start(move |_| {
        let _ = wait.recv_timeout(Duration::from_secs(30));
        placed()
    });
    (server, go)
}

/// Returns `true` if these tests were started with SIGHUP ignored, as far as the system says so.
pub(crate) fn is_hangup_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .is_some_and(|mask| mask & 1 == 1)
}

/// Sends the first signal, and waits until the program says that it has seen it.
fn interrupt(mut child: Child, name: &str) -> Interrupted {
    let stderr = BufReader::new(child.stderr.take().expect("it is piped"));
    signal(name, child.id());
    let mut interrupted = Interrupted { child, stderr };
    let mut said = String::new();
    while said.is_empty() || said.ends_with("is a new journal; it knows no order placed before\n") {
        said.clear();
        interrupted.stderr.read_line(&mut said).expect("the program writes UTF-8");
    }
    assert_eq!(said, WAITS);
    interrupted
}

struct Interrupted {
    child: Child,
    stderr: BufReader<ChildStderr>,
}

impl Interrupted {
    /// The result of the run, without the first line of its output.
    fn ended(mut self) -> Run {
        let mut stderr = String::new();
        self.stderr.read_to_string(&mut stderr).expect("the program writes UTF-8");
        Run { stderr, ..ended(self.child) }
    }
}

#[test]
fn first_signal_waits_for_the_reply_and_sends_no_other_order() {
    for name in ["INT", "TERM", "HUP"] {
        // A signal that the tests themselves were started without, as under `nohup`, is ignored by the program, too.
        if name == "HUP" && is_hangup_ignored() {
            println!("HUP is ignored here, so it is not tried");
            continue;
        }
        let folder = Folder::new();
        let (server, go) = slow_server();
        let url = server.url();
        let files = ["a", "b"].map(|name| folder.file(name, sample_of(name)));
        let child = spawn(&mut command(&["place", "--url", &url, &files[0], &files[1]]));
        server.wait_for_request();
        let interrupted = interrupt(child, name);
        go.send(()).expect("the server waits");
        interrupted.ended().assert(
            3,
            &format!("{}: order 00222307 placed\n", files[0]),
            &format!(
                "note: 1 of 2 orders placed, 1 not tried: from {} on\n\
                 note: that was {url} on this machine, not the live service\n",
                files[1]
            ),
        );
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn closed_terminal_ends_nothing_that_ignores_it() {
    let (server, go) = slow_server();
    let program = env!("CARGO_BIN_EXE_order");
    let mut command = std::process::Command::new("sh");
    let script = "trap '' HUP; exec \"$0\" place --url \"$1\" - <\"$2\"";
    let workspace = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("it is in it");
    let url = server.url();
    let child = spawn(command.current_dir(workspace).args(["-c", script, program, &url, SAMPLE]));
    server.wait_for_request();
    signal("HUP", child.id());
    go.send(()).expect("the server waits");
    let note = format!("note: that was {url} on this machine, not the live service\n");
    ended(child).assert(0, "order 00222307 placed\n", &note);
}

#[test]
fn second_signal_gives_up_and_says_where_to_look() {
    let (server, _go) = slow_server();
    let child = spawn(&mut command(&["place", "--url", &server.url(), SAMPLE]));
    server.wait_for_request();
    let interrupted = interrupt(child, "INT");
    signal("INT", interrupted.child.id());
    interrupted.ended().assert(
        8,
        "",
        "error: examples/orders/ev-client-app.json: given up while it was under way: the order may \
         have been placed\n\
         hint: look for it in the account before you send it again\n",
    );
}

#[test]
fn change_is_given_up_after_a_second_signal_only() {
    let revoke = |server: &Server| {
        let url = server.url();
        let arguments =
            ["revoke", "7", "--comments", "lost", "--api", "certcentral", "--url", &url];
        let child = spawn(&mut command(&arguments));
        server.wait_for_request();
        interrupt(child, "INT")
    };
    let (go, wait) = mpsc::channel::<()>();
    let server = Server::start(move |_| {
        let _ = wait.recv_timeout(Duration::from_secs(30));
        reply("204 No Content", "")
    });
    let interrupted = revoke(&server);
    go.send(()).expect("the server waits");
    interrupted.ended().assert(0, "order 7 revoked\n", "");

    let (server, _go) = slow_server();
    let interrupted = revoke(&server);
    signal("INT", interrupted.child.id());
    interrupted.ended().assert(
        8,
        "",
        "error: given up while it was under way: the request may have taken effect\n\
         hint: look at the order before you send it again\n",
    );
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn order_that_was_given_up_is_unfinished_in_the_journal() {
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    let (server, _go) = slow_server();
    let place = ["place", "--url", &server.url(), "--journal", &journal, SAMPLE];
    let child = spawn(&mut command(&place));
    server.wait_for_request();
    let interrupted = interrupt(child, "INT");
    signal("INT", interrupted.child.id());
    interrupted.ended().assert(
        8,
        "",
        &format!(
            "error: examples/orders/ev-client-app.json: given up while it was under way: the order \
             may have been placed\n\
             hint: look for it in the account, then run `order journal settle 1 --journal {journal} \
             --placed NUMBER`, or with `--not-placed`\n"
        ),
    );
    let list = order(&["journal", "list", "--unfinished", "--journal", &journal]);
    assert!(list.stdout.contains("\tno outcome\t"), "{list:?}");
    assert_eq!(order(&place).code, Some(6));
}

#[test]
fn order_that_is_under_way_is_not_placed_by_another_program() {
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    let (server, go) = slow_server();
    let place = ["place", "--url", &server.url(), "--journal", &journal, SAMPLE];
    let child = spawn(&mut command(&place));
    server.wait_for_request();
    let run = order(&place);
    assert_eq!((run.code, run.stdout.as_str()), (Some(6), ""), "{run:?}");
    assert!(run.stderr.contains("not sent, as an equal order is unfinished: entry 1, "), "{run:?}");
    go.send(()).expect("the server waits");
    assert_eq!(ended(child).stdout, "order 00222307 placed\n");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn killed_program_leaves_an_entry_behind() {
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    let (server, _go) = slow_server();
    let place = ["place", "--url", &server.url(), "--journal", &journal, SAMPLE];
    let child = spawn(&mut command(&place));
    server.wait_for_request();
    signal("KILL", child.id());
    assert_eq!(ended(child).code, None);
    let run = order(&place);
    assert_eq!((run.code, run.stdout.as_str()), (Some(6), ""), "{run:?}");
    assert!(
        run.stderr.starts_with("note: the journal has an order without a known end; "),
        "{run:?}"
    );
}
