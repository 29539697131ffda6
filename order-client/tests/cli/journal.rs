//! The journal: what it keeps an order from, and how it is read and settled.

use std::fs;

use crate::support::{
    Folder, SAMPLE, command, ended, new_journal, order, run,
    server::{Server, placed, reply},
    spawn,
};

/// `text` without what differs from run to run: times and the URL.
fn stable(text: &str, url: &str) -> String {
    let text = text.replace(url, "URL");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once(", begun ") {
        let (_, after) = after.split_once(" GMT").expect("a time of HTTP ends with GMT");
        out += before;
        out += ", begun TIME";
        rest = after;
    }
    out + rest
}

#[test]
fn equal_order_is_placed_once() {
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    let server = Server::start(|_| placed());
    let url = server.url();
    let place = ["place", "--url", &url, "--journal", &journal, "--label", "invoice 4711", SAMPLE];
    assert_eq!(order(&place).code, Some(0));
    let run = order(&place);
    assert_eq!((run.code, run.stdout.as_str()), (Some(6), ""), "{run:?}");
    assert_eq!(
        stable(&run.stderr, &url),
        "error: examples/orders/ev-client-app.json: not sent, as an equal order was placed: entry 1 \
         (invoice 4711), POST URL/order/code of account 001007, begun TIME: placed as order 00222307\n\
         hint: `--again 1` places it once more, on purpose\n"
    );
    assert_eq!(server.requests().len(), 1);
    let run = order(&[&place[..], &["--output", "json"]].concat());
    assert!(
        run.stdout.starts_with(
            "{\"source\":\"examples/orders/ev-client-app.json\",\"result\":\"equal\",\
             \"order_id\":\"00222307\",\"service\":\"this_machine\",\"entry\":1,\"error\":"
        ),
        "{run:?}"
    );

    let again = order(&[&place[..], &["--again", "1", "--output", "json"]].concat());
    assert_eq!(
        (again.code, again.stdout.as_str()),
        (
            Some(0),
            "{\"source\":\"examples/orders/ev-client-app.json\",\"result\":\"placed\",\
             \"order_id\":\"00222307\",\"service\":\"this_machine\",\"entry\":2,\"exit\":0}\n"
        )
    );
    // Whoever starts it twice still orders once.
    assert_eq!(order(&[&place[..], &["--again", "1"]].concat()).code, Some(6));
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn unfinished_order_is_listed_settled_and_then_free() {
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    let mut answers = [reply("502 Bad Gateway", ""), placed()].into_iter();
    let server = Server::start(move |_| answers.next().unwrap_or_default());
    let url = server.url();
    let place = ["place", "--url", &url, "--journal", &journal, SAMPLE];
    assert_eq!(order(&place).code, Some(8));

    let run = order(&place);
    assert_eq!((run.code, run.stdout.as_str()), (Some(6), ""), "{run:?}");
    assert_eq!(
        stable(&run.stderr, &url),
        format!(
            "note: the journal has an order without a known end; `order journal list --unfinished \
             --journal {journal}` shows more\n\
             error: examples/orders/ev-client-app.json: not sent, as an equal order is unfinished: entry 1, \
             POST URL/order/code of account 001007, begun TIME: may have been placed, answered with status \
             502\n\
             hint: look for it in the account, then run `order journal settle 1 --journal {journal} \
             --placed NUMBER`, or with `--not-placed`\n"
        )
    );
    assert_eq!(server.requests().len(), 1);

    let list = order(&["journal", "list", "--unfinished", "--journal", &journal]);
    assert_eq!(list.code, Some(0), "{list:?}");
    let line = "entry 1, POST URL/order/code of account 001007, begun TIME: may have been placed, answered \
        with status 502";
    assert_eq!(stable(&list.stdout, &url), format!("{line}\n"));

    let settled = order(&["journal", "settle", "1", "--journal", &journal, "--not-placed"]);
    assert_eq!((settled.code, settled.stderr.as_str()), (Some(0), ""), "{settled:?}");
    assert_eq!(stable(&settled.stdout, &url), format!("{line}; settled as not placed\n"));
    order(&["journal", "list", "--unfinished", "--journal", &journal]).assert(
        0,
        "",
        "note: the end of each order is known\n",
    );

    assert_eq!(order(&place).stdout, "order 00222307 placed\n");
    let list = order(&["journal", "list", "--journal", &journal]);
    let placed =
        "entry 2, POST URL/order/code of account 001007, begun TIME: placed as order 00222307";
    assert_eq!(
        stable(&list.stdout, &url),
        format!("{placed}\n{line}; settled as not placed\n"),
        "the newest is first"
    );
    assert_eq!(list.stderr, "");
    let list = order(&["journal", "list", "--latest", "1", "--journal", &journal]);
    assert_eq!(stable(&list.stdout, &url), format!("{placed}\n"));
    assert_eq!(list.stderr, "note: there are older ones; `--all` lists them too\n");
}

#[test]
fn entries_are_objects_for_programs() {
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    let server = Server::start(|_| reply("502 Bad Gateway", ""));
    let url = server.url();
    order(&["place", "--url", &url, "--journal", &journal, "--label", "a \"b\"", SAMPLE]);
    let run = order(&["journal", "list", "--all", "--output", "json", "--journal", &journal]);
    let start = format!(
        "{{\"entry\":1,\"unfinished\":true,\"label\":\"a \\\"b\\\"\",\
         \"endpoint\":\"POST {url}/order/code\",\"account_id\":\"001007\",\"begun\":\"20"
    );
    assert!(run.stdout.starts_with(&start), "{run:?}");
    assert!(
        run.stdout.contains("\"outcome\":\"unknown\",\"status\":502,\"finished\":\"20"),
        "{run:?}"
    );
    let settle = ["journal", "settle", "1", "--placed", "00222307", "-o", "json"];
    let run = order(&[&settle[..], &["--journal", &journal]].concat());
    let start = "{\"entry\":1,\"unfinished\":false,\"order_id\":\"00222307\",";
    assert!(run.stdout.starts_with(start), "{run:?}");
    assert!(run.stdout.contains("\"settlement\":\"placed\",\"settled\":\"20"), "{run:?}");
}

#[test]
fn only_what_is_unfinished_is_settled() {
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    let server = Server::start(|_| placed());
    order(&["place", "--url", &server.url(), "--journal", &journal, SAMPLE]);
    let settle =
        |entry| order(&["journal", "settle", entry, "--not-placed", "--journal", &journal]);
    let hint = "\nhint: `order journal list --unfinished` shows what can be settled\n";
    let run = settle("1");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.stderr.starts_with("error: nothing to settle or finish: entry 1, "), "{run:?}");
    assert!(run.stderr.ends_with(hint), "{run:?}");
    settle("7").assert(2, "", &format!("error: there is no entry 7 in the journal{hint}"));
}

#[test]
fn settling_needs_what_was_found() {
    let run = order(&["journal", "settle", "1"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.stderr.contains("<--placed <ORDER_ID>|--not-placed>"), "{run:?}");
    let run = order(&["journal", "settle", "1", "--placed", "1", "--not-placed"]);
    assert_eq!(run.code, Some(2), "{run:?}");
}

#[test]
fn journal_without_an_order_is_announced() {
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    let server = Server::start(|_| placed());
    let url = server.url();
    let place = ["place", "--url", &url, "--journal", &journal, SAMPLE];
    assert!(order(&place).stderr.starts_with(&new_journal(&journal)));
    let run = order(&place);
    assert_eq!((run.code, run.stderr.contains("is a new journal")), (Some(6), false), "{run:?}");
    fs::write(&journal, "").expect("it is ours");
    let run = order(&place);
    assert!(run.stderr.starts_with(&new_journal(&journal)), "it was emptied: {run:?}");
}

#[test]
fn list_that_nobody_reads_ends_silently() {
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    let server = Server::start(|_| placed());
    order(&["place", "--url", &server.url(), "--journal", &journal, SAMPLE]);
    let list = ["journal", "list", "--journal", &journal];
    let mut child = spawn(&mut command(&list));
    drop(child.stdout.take());
    ended(child).assert(0, "", "");
    let full = fs::File::options().write(true).open("/dev/full").expect("Linux has it");
    run(command(&list).stdout(full)).assert(
        2,
        "",
        "error: standard output cannot be written\n  \
         because: No space left on device (os error 28)\n\
         hint: what was written is incomplete\n",
    );
}

#[test]
fn journal_that_cannot_be_opened_says_why() {
    let folder = Folder::new();
    let link = folder.path("loop.db");
    std::os::unix::fs::symlink(&link, &link).expect("the folder is ours");
    let deep = folder.path(&["d"; 300].join("/"));
    fs::create_dir_all(&deep).expect("the folder is ours");
    for (journal, reason) in [
        (link, "Too many levels of symbolic links (os error 40)"),
        (format!("{deep}/journal.db"), "SQLite takes paths of at most 512 bytes"),
    ] {
        let run = order(&["place", "--journal", &journal, SAMPLE]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(7), ""), "{run:?}");
        assert!(run.stderr.contains(&format!("\n  because: {reason}\n")), "{run:?}");
    }
}

#[test]
fn list_creates_no_journal() {
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    order(&["journal", "list", "--journal", &journal]).assert(
        7,
        "",
        &format!(
            "error: there is no journal at {journal}\n\
             hint: give the path that the orders were placed with, as `--journal FILE`\n"
        ),
    );
    assert!(!fs::exists(&journal).expect("the folder can be read"));
    let home = folder.path("");
    let run = run(command(&["journal", "list"]).env("HOME", &home));
    assert_eq!(run.code, Some(7));
    assert!(run.stderr.contains("/.local/state/order/journal.db\n"), "{run:?}");
}

#[test]
fn locked_journal_keeps_orders_from_being_sent() {
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    let server = Server::start(|_| placed());
    let url = server.url();
    assert_eq!(order(&["place", "--url", &url, "--journal", &journal, SAMPLE]).code, Some(0));
    let connection = rusqlite::Connection::open(&journal).expect("the journal is there");
    connection.execute_batch("BEGIN EXCLUSIVE").expect("nobody uses it");
    let other = "examples/orders/ev-ship-token.json";
    order(&["place", "--url", &url, "--journal", &journal, other]).assert(
        7,
        "",
        "error: examples/orders/ev-ship-token.json: not sent, as the order could not be written to the \
         journal\n  \
         because: the journal is locked by another program; wait for it or end it\n  \
         because: database is locked\n",
    );
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn read_only_journal_keeps_orders_from_being_sent() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    let server = Server::start(|_| placed());
    let url = server.url();
    assert_eq!(order(&["place", "--url", &url, "--journal", &journal, SAMPLE]).code, Some(0));
    fs::set_permissions(&journal, fs::Permissions::from_mode(0o400)).expect("it is ours");
    if fs::File::options().append(true).open(&journal).is_ok() {
        return eprintln!("skipped, as whoever runs this may write everything");
    }
    let run = order(&["place", "--url", &url, "--journal", &journal, SAMPLE]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(7), ""), "{run:?}");
    assert!(
        run.stderr
            .contains("the journal is read-only; check the permissions of its file and folder"),
        "{run:?}"
    );
    assert_eq!(server.requests().len(), 1);
}
