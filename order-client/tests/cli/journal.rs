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

/// The cells of each line of a list, without the time.
fn cells(list: &str) -> Vec<Vec<&str>> {
    list.lines()
        .map(|line| {
            let mut cells: Vec<_> = line.split('\t').collect();
            let time = cells.remove(1);
            assert!(time.starts_with("20") && time.ends_with('Z'), "{line}");
            cells
        })
        .collect()
}

#[test]
fn journal_is_a_file_whatever_its_name_means_to_sqlite() {
    let sample = format!("{}/../{SAMPLE}", env!("CARGO_MANIFEST_DIR"));
    for name in [":memory:", "file:orders.db", "file:orders.db?mode=memory"] {
        let folder = Folder::new();
        let server = Server::start(|_| placed());
        let url = server.url();
        let place = || {
            let mut command = command(&["place", "--url", &url, "--journal", name, &sample]);
            run(command.current_dir(folder.path("")))
        };
        let run = place();
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(0), "order 00222307 placed\n"),
            "{run:?}"
        );
        let run = place();
        assert_eq!((run.code, run.stdout.as_str()), (Some(6), ""), "{run:?}");
        assert_eq!(server.requests().len(), 1);
        let files = fs::read_dir(folder.path("")).expect("it is ours");
        let files: Vec<_> = files.map(|file| file.expect("readable").file_name()).collect();
        assert_eq!(files, [name]);
    }
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
    let call = format!("POST {url}/order/code");
    let first = ["1", "may be placed (502)", "", "", "", &call, "001007"];
    assert_eq!(cells(&list.stdout), [first]);

    let settled = order(&["journal", "settle", "1", "--journal", &journal, "--not-placed"]);
    assert_eq!((settled.code, settled.stderr.as_str()), (Some(0), ""), "{settled:?}");
    let line = "entry 1, POST URL/order/code of account 001007, begun TIME: may have been placed, answered \
        with status 502";
    assert_eq!(stable(&settled.stdout, &url), format!("{line}; settled as not placed\n"));
    order(&["journal", "list", "--unfinished", "--journal", &journal]).assert(
        0,
        "",
        "note: the end of each order is known\n",
    );

    assert_eq!(order(&place).stdout, "order 00222307 placed\n");
    let list = order(&["journal", "list", "--journal", &journal]);
    let first = ["1", "settled: not placed", "", "", "", &call, "001007"];
    let second = ["2", "placed", "00222307", "", "", &call, "001007"];
    assert_eq!(cells(&list.stdout), [second, first], "the newest is first");
    assert_eq!(list.stderr, "");
    let list = order(&["journal", "list", "--latest", "1", "--journal", &journal]);
    assert_eq!(cells(&list.stdout), [second]);
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
        return crate::support::skipped("whoever runs this may write everything");
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

/// A journal with an order that was answered with 502, its path and the URL of the service.
fn with_unknown_order(folder: &Folder, label: &str) -> (String, String) {
    let journal = folder.path("journal.db");
    let server = Server::start(|_| reply("502 Bad Gateway", "<p>later</p>"));
    let url = server.url();
    let run = order(&["place", "--url", &url, "--journal", &journal, "--label", label, SAMPLE]);
    assert_eq!(run.code, Some(8), "{run:?}");
    (journal, url)
}

#[test]
fn settlement_has_a_note_that_everybody_sees() {
    let folder = Folder::new();
    let (journal, url) = with_unknown_order(&folder, "invoice 4711");
    let settle = |note: &str, more: &[&str]| {
        let settle = ["journal", "settle", "1", "--not-placed", "--journal", &journal];
        order(&[&settle[..], &["--note", note], more].concat())
    };
    for (note, problem) in [
        ("", "the note is blank; leave out `--note`"),
        (" \t", "the note is blank; leave out `--note`"),
        (&"x".repeat(301), "the note has 301 bytes; shorten it to 300"),
    ] {
        let run = settle(note, &[]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.stderr.contains(problem), "{run:?}");
    }
    let run = settle("  Ann looked\n\u{1b}[31mtwice\u{202e} \u{e4}\u{5fc5} ", &[]);
    let note = "Ann looked \\u{1b}[31mtwice\\u{202e} \u{e4}\u{5fc5}";
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.ends_with(&format!("; settled as not placed ({note})\n")), "{run:?}");

    let list = order(&["journal", "list", "--journal", &journal]);
    let call = format!("POST {url}/order/code");
    let cell = ["1", "settled: not placed", "", "invoice 4711", note, &call, "001007"];
    assert_eq!(cells(&list.stdout), [cell]);
    let json = format!(",\"note\":\"{}\",", note.replace('\\', "\\\\"));
    for command in [&["list"][..], &["show", "1"]] {
        let run = order(&[&["journal"], command, &["-o", "json", "--journal", &journal]].concat());
        assert!(run.stdout.contains(&json), "{run:?}");
    }
    let show = order(&["journal", "show", "1", "--journal", &journal]);
    assert!(show.stdout.contains(&format!("\n  note         {note}\n")), "{show:?}");
    // It is final.
    assert_eq!(settle("no", &[]).code, Some(2));
}

#[test]
fn entry_is_shown_with_all_that_is_known() {
    let folder = Folder::new();
    let (journal, url) = with_unknown_order(&folder, "a\tb");
    let run = order(&["journal", "show", "1", "--journal", &journal]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    let lines: Vec<_> = run.stdout.lines().collect();
    let expected = [
        "entry 1".to_owned(),
        "  state        may be placed (502)".to_owned(),
        "  label        a b".to_owned(),
        format!("  call         POST {url}/order/code"),
        "  account_id   001007".to_owned(),
    ];
    assert_eq!(lines[..5], expected);
    for (line, start) in
        lines[5..].iter().zip(["  begun        20", "  finished     20", "  fingerprint  "])
    {
        assert!(line.starts_with(start), "{run:?}");
    }
    assert_eq!(lines[8..], ["  reply        <p>later</p>"]);
    order(&["journal", "show", "7", "--journal", &journal]).assert(
        2,
        "",
        "error: there is no entry 7 in the journal\n\
         hint: `order journal list --all` shows which there are\n",
    );
}

/// Runs the program as a user who may not write everything; `None` if there is none.
fn as_nobody(arguments: &[&str]) -> Option<crate::support::Run> {
    use std::os::unix::fs::MetadataExt as _;
    if fs::metadata("/proc/self").expect("Linux has it").uid() != 0 {
        return Some(order(arguments));
    }
    let plain = command(arguments);
    let mut command = std::process::Command::new("setpriv");
    command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"]);
    command.arg(plain.get_program()).args(plain.get_args());
    command.current_dir(plain.get_current_dir().expect("it was set"));
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let run = match command.output() {
        Ok(_) => run(&mut command),
        Err(error) => {
            crate::support::skipped(format_args!("setpriv cannot be run ({error})"));
            return None;
        }
    };
    if run.stderr.contains("setpriv:") {
        crate::support::skipped("nobody cannot run this program");
        return None;
    }
    Some(run)
}

fn allow(path: &str, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
}

/// The files of a folder, with what is in them.
fn content(folder: &Folder) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let files = fs::read_dir(folder.path("")).expect("it is there");
    let files = files.map(|file| file.expect("it can be read").path());
    let mut files: Vec<_> =
        files.map(|path| (path.clone(), fs::read(path).expect("it can be read"))).collect();
    files.sort();
    files
}

#[test]
fn journal_that_may_only_be_read_is_listed_and_left_as_it_is() {
    // The folder can be written to, or not; a name with all that a URI could take for something else.
    for (folder_mode, file_mode, name) in [
        (0o777, 0o444, "a b%20?c#d.db"),
        (0o555, 0o444, "journal.db"),
        (0o555, 0o666, "journal.db"),
    ] {
        let folder = Folder::new();
        let (journal, _) = with_unknown_order(&folder, "4711");
        let moved = folder.path(name);
        fs::rename(&journal, &moved).expect("nobody uses it");
        let (folder_path, journal) = (folder.path(""), moved);
        allow(&journal, file_mode);
        allow(&folder_path, folder_mode);
        let before = content(&folder);
        assert_eq!(before.len(), 1, "it was closed");
        for command in [&["list"][..], &["list", "--unfinished"], &["show", "1"]] {
            let Some(run) = as_nobody(&[&["journal"], command, &["--journal", &journal]].concat())
            else {
                return allow(&folder_path, 0o755);
            };
            assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
            assert!(run.stdout.contains("may be placed (502)"), "{run:?}");
        }
        let settle = ["journal", "settle", "1", "--not-placed", "--journal", &journal];
        let place = ["place", "--journal", &journal, SAMPLE];
        for command in [&settle[..], &place] {
            let run = as_nobody(command).expect("it could be run before");
            assert_eq!((run.code, run.stdout.as_str()), (Some(7), ""), "{run:?}");
            assert!(
                run.stderr.contains("the journal is read-only; check the permissions"),
                "{run:?}"
            );
            assert!(
                run.stderr.contains("\nhint: run this with the permission to write"),
                "{run:?}"
            );
        }
        assert!(content(&folder) == before, "something was written");
        allow(&folder_path, 0o755);
    }
}

#[test]
fn log_of_a_journal_that_may_only_be_read_is_read_too() {
    let folder = Folder::new();
    let (journal, _) = with_unknown_order(&folder, "4711");
    // A program that holds the journal, with an order that is in the log only.
    let connection = rusqlite::Connection::open(&journal).expect("the journal is there");
    connection.execute_batch("UPDATE orders SET label = 'in the log'").expect("right SQL");
    for suffix in ["", "-wal", "-shm"] {
        allow(&format!("{journal}{suffix}"), 0o444);
    }
    allow(&folder.path(""), 0o555);
    let before = content(&folder);
    assert_eq!(before.len(), 3);
    let list = ["journal", "list", "--journal", &journal];
    let Some(run) = as_nobody(&list) else { return allow(&folder.path(""), 0o755) };
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.stdout.contains("\tin the log\t"), "{run:?}");
    assert!(content(&folder) == before, "something was written");

    // Without the index of the log it cannot be read, and the old state must not be shown for the new one.
    allow(&folder.path(""), 0o755);
    let copy = Folder::new();
    for suffix in ["", "-wal"] {
        let target = copy.path(&format!("journal.db{suffix}"));
        fs::copy(format!("{journal}{suffix}"), &target).expect("it can be read");
        allow(&target, 0o444);
    }
    allow(&copy.path(""), 0o555);
    let copied = copy.path("journal.db");
    let run =
        as_nobody(&["journal", "list", "--journal", &copied]).expect("it could be run before");
    assert_eq!((run.code, run.stdout.as_str()), (Some(7), ""), "{run:?}");
    assert!(run.stderr.contains(" was not closed after its last order"), "{run:?}");
    assert!(run.stderr.contains("\nhint: copy "), "{run:?}");
    allow(&copy.path(""), 0o755);
}

#[test]
fn old_or_foreign_journal_that_may_only_be_read_says_what_to_do() {
    let folder = Folder::new();
    let (journal, _) = with_unknown_order(&folder, "4711");
    let connection = rusqlite::Connection::open(&journal).expect("the journal is there");
    connection
        .execute_batch("ALTER TABLE orders DROP COLUMN note; PRAGMA user_version = 2")
        .expect("right SQL");
    drop(connection);
    let list = ["journal", "list", "--journal", &journal];
    allow(&journal, 0o444);
    let Some(run) = as_nobody(&list) else { return };
    assert_eq!((run.code, run.stdout.as_str()), (Some(7), ""), "{run:?}");
    assert!(run.stderr.contains("the journal is of an earlier version"), "{run:?}");
    assert!(run.stderr.contains("list it once with the permissions of its owner"), "{run:?}");
    // That is right: its owner carries it on.
    allow(&journal, 0o644);
    assert_eq!(order(&list).code, Some(0));
    allow(&journal, 0o444);
    let run = as_nobody(&list).expect("it could be run before");
    assert!(run.stdout.contains("\t4711\t"), "{run:?}");

    for content in ["", "no database at all, but some text"] {
        allow(&journal, 0o644);
        fs::write(&journal, content).expect("it is ours");
        allow(&journal, 0o444);
        let run = as_nobody(&list).expect("it could be run before");
        assert_eq!((run.code, run.stdout.as_str()), (Some(7), ""), "{run:?}");
        assert!(run.stderr.contains("not a journal of orders"), "{run:?}");
    }
    allow(&journal, 0);
    let run = as_nobody(&list).expect("it could be run before");
    assert!(run.stderr.contains(" cannot be read\n  because: Permission denied"), "{run:?}");
}

#[cfg(not(feature = "cli-postgres"))]
#[test]
fn database_that_is_not_built_in_is_named_without_its_url() {
    let url = "postgres://order:c4n4ry@127.0.0.1/orders";
    let hint = "hint: build it with the feature `cli-postgres`: `cargo install --locked --path order-client --features cli-postgres`\n";
    for command in
        [&["journal", "list", "--journal", url][..], &["place", "--journal", url, SAMPLE]]
    {
        order(command).assert(
            7,
            "",
            &format!("error: this program is built without journals in PostgreSQL\n{hint}"),
        );
    }
}
