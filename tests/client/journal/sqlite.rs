//! The journal in a file.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    pin::pin,
    process::{Command, Stdio},
    task::{Context, Poll, Waker},
    time::{Duration, Instant},
};

use order_client::{
    OrderState,
    journal::{Journal, JournalError, JournaledError, Settlement, SqliteJournal},
    sandbox::Sandbox,
};
use order_core::OrderRequest as _;
use rusqlite::Connection;

use crate::{
    journal::{Folder, suite},
    support::{builder, reply, sample, server::Server, with_causes},
};

suite::tests!(fresh);

async fn fresh() -> Option<(SqliteJournal, Folder)> {
    let folder = Folder::new();
    Some((open(&folder), folder))
}

fn open(folder: &Folder) -> SqliteJournal {
    SqliteJournal::open(folder.file()).expect("a new file")
}

fn execute(folder: &Folder, sql: &str) {
    let connection = Connection::open(folder.file()).expect("the file can be opened");
    connection.execute_batch(sql).expect("correct SQL");
}

/// Places the sample order, which must fail before a connection is made.
async fn not_begun(journal: &SqliteJournal) -> JournalError {
    let server = Server::answering(reply("201 Created", r#"{"order_id":7}"#));
    let client = builder(&server.url()).build().expect("a usable configuration");
    let error = client.with_journal(journal).place(&sample()).await.expect_err("not writable");
    // Only the one that wakes the server.
    assert_eq!(server.seen().await.requests.len(), 0);
    match error {
        JournaledError::NotBegun { source } => source,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn unfinished_are_listed_after_a_restart() {
    let folder = Folder::new();
    let server = Server::answering("");
    let client = builder(&server.url()).build().expect("a usable configuration");
    client.with_journal(&open(&folder)).place(&sample()).await.expect_err("no answer");
    let unfinished = open(&folder).unfinished().await.expect("readable");
    assert_eq!(unfinished.len(), 1);
    let result = client.with_journal(&open(&folder)).place(&sample()).await;
    assert!(matches!(result, Err(JournaledError::Unfinished { .. })), "{result:?}");
    server.seen().await.assert_one_request();
}

#[tokio::test]
async fn file_is_for_its_owner_only() {
    let folder = Folder::new();
    let journal = open(&folder);
    assert_eq!(journal.unfinished().await.expect("readable"), []);
    let files: Vec<_> = fs::read_dir(folder.path()).expect("readable").flatten().collect();
    assert!(files.len() >= 2, "{files:?}");
    for file in files {
        let mode = file.metadata().expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file:?}");
    }
}

#[tokio::test]
async fn locked_journal_is_an_error_before_sending() {
    let folder = Folder::new();
    drop(open(&folder));
    let wait = Duration::from_millis(100);
    let journal = SqliteJournal::open_with_wait(folder.file(), wait).expect("not locked yet");
    let other = Connection::open(folder.file()).expect("the file can be opened");
    other.execute_batch("BEGIN IMMEDIATE").expect("not locked yet");
    let started = Instant::now();
    let error = not_begun(&journal).await;
    assert!(matches!(error, JournalError::Locked { .. }), "{error:?}");
    assert!(started.elapsed() >= wait);
    assert!(error.to_string().contains("locked by another program"), "{error}");
    other.execute_batch("ROLLBACK").expect("was begun");
    drop(journal);

    other
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
        .expect("not locked any more");
    let opened = SqliteJournal::open_with_wait(folder.file(), wait);
    assert!(matches!(opened, Err(JournalError::Locked { .. })), "{opened:?}");
}

#[tokio::test]
async fn other_files_are_refused_and_left_alone() {
    let folder = Folder::new();
    fs::write(folder.file(), "not a database, but long enough to look like one".repeat(99))
        .expect("writable");
    let before = fs::read(folder.file()).expect("readable");
    let error = SqliteJournal::open(folder.file()).expect_err("text");
    assert!(matches!(error, JournalError::NotAJournal), "{error:?}");
    assert_eq!(fs::read(folder.file()).expect("readable"), before);

    let folder = Folder::new();
    execute(&folder, "CREATE TABLE orders (id INTEGER)");
    let before = fs::read(folder.file()).expect("readable");
    let error = SqliteJournal::open(folder.file()).expect_err("another database");
    assert!(matches!(error, JournalError::NotAJournal), "{error:?}");
    assert_eq!(fs::read(folder.file()).expect("readable"), before);
}

#[tokio::test]
async fn newer_journal_is_refused() {
    let folder = Folder::new();
    drop(open(&folder));
    execute(&folder, "PRAGMA user_version = 4");
    let error = SqliteJournal::open(folder.file()).expect_err("newer");
    assert_eq!(
        error.to_string(),
        "the journal is of version 4, which this program does not know; update the program",
    );
}

#[tokio::test]
async fn journals_of_the_versions_before_are_carried_on() {
    let versions = [
        "DROP INDEX by_reference; ALTER TABLE orders DROP COLUMN note;
         ALTER TABLE orders DROP COLUMN reference; ALTER TABLE orders DROP COLUMN arrives_by;
         PRAGMA user_version = 1",
        "ALTER TABLE orders DROP COLUMN note; PRAGMA user_version = 2",
    ];
    for version in versions {
        let folder = Folder::new();
        let journal = open(&folder);
        let server = Server::answering(reply("201 Created", r#"{"order_id":7}"#));
        let client = builder(&server.url()).build().expect("a usable configuration");
        client.with_journal(&journal).place(&sample()).await.expect("placed");
        drop(journal);
        execute(&folder, version);
        let before = fs::read(folder.file()).expect("readable");
        let error = SqliteJournal::open_read_only(folder.file()).expect_err("an earlier version");
        assert!(matches!(error, JournalError::Older), "{error:?}");
        assert!(before == fs::read(folder.file()).expect("readable"));
        let journal = open(&folder);
        assert!(!journal.is_new());
        let result = client.with_journal(&journal).place(&sample()).await;
        assert!(matches!(result, Err(JournaledError::AlreadyPlaced { .. })), "{result:?}");
        drop(journal);
        open(&folder).latest(1).await.expect("it is of this version now");
        server.seen().await.assert_one_request();
    }
}

#[tokio::test]
async fn journal_that_is_only_read_never_changes() {
    let folder = Folder::new();
    let journal = open(&folder);
    let server = Server::answering(reply("201 Created", r#"{"order_id":7}"#));
    let client = builder(&server.url()).build().expect("a usable configuration");
    client.with_journal(&journal).place(&sample()).await.expect("placed");
    // While another program has it open, it is read with its log.
    let reading = SqliteJournal::open_read_only(folder.file()).expect("a journal");
    assert_eq!(reading.latest(9).await.expect("readable").len(), 1);
    let error = not_begun(&reading).await;
    assert!(matches!(error, JournalError::ReadOnly { .. }), "{error:?}");
    drop((reading, journal));

    let files = || fs::read_dir(folder.path()).expect("readable").count();
    let reading = SqliteJournal::open_read_only(folder.file()).expect("a journal");
    let entry = reading.latest(9).await.expect("readable").remove(0);
    let settled = reading.settle(entry.id, &Settlement::NotPlaced).await;
    assert!(matches!(settled, Err(JournalError::ReadOnly { .. })), "{settled:?}");
    assert!(!reading.is_new());
    assert_eq!(files(), 1, "nothing was created beside it");
    // A program that writes meanwhile is noticed.
    let journal = open(&folder);
    let again = client.with_journal(&journal).place_again(&sample(), entry.id).await;
    again.expect("placed again");
    let latest = reading.latest(9).await;
    assert!(matches!(latest, Err(JournalError::Locked { .. })), "{latest:?}");
    drop(journal);
    let latest = reading.latest(9).await;
    assert!(matches!(latest, Err(JournalError::Locked { .. })), "{latest:?}");
    let reading = SqliteJournal::open_read_only(folder.file()).expect("a journal");
    assert_eq!(reading.latest(9).await.expect("readable").len(), 2);

    let error = SqliteJournal::open_read_only(folder.path().join("none.db")).expect_err("none");
    assert!(with_causes(&error).contains("No such file"), "{}", with_causes(&error));
    assert_eq!(files(), 1);
}

#[tokio::test]
async fn missing_folder_is_named() {
    let folder = Folder::new();
    let error = SqliteJournal::open(folder.path().join("none/orders.db")).expect_err("no folder");
    assert!(matches!(error, JournalError::Storage { .. }), "{error:?}");
    assert!(with_causes(&error).contains("No such file"), "{}", with_causes(&error));
}

#[test]
fn call_without_a_runtime_is_an_error() {
    let folder = Folder::new();
    let journal = open(&folder);
    let mut call = pin!(journal.latest(1));
    let Poll::Ready(Err(error)) = call.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    else {
        panic!("nobody runs it")
    };
    assert_eq!(
        with_causes(&error),
        "the journal cannot be used: there is no reactor running, must be called from the context of a Tokio 1.x runtime"
    );
}

#[test]
fn folder_is_not_a_journal() {
    let folder = Folder::new();
    let error = SqliteJournal::open(folder.path()).expect_err("a folder");
    assert_eq!(with_causes(&error), "the journal cannot be used: is a directory");
}

#[test]
fn missing_permissions_are_an_error() {
    let folder = Folder::new();
    drop(open(&folder));
    let allow = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
    };
    // A folder that cannot be written, with a file that can.
    allow(&folder.file(), 0o666);
    allow(folder.path(), 0o555);
    as_nobody(&folder, "orders.db other.db");
    // A file that cannot be written, in a folder that can.
    allow(folder.path(), 0o777);
    allow(&folder.file(), 0o444);
    as_nobody(&folder, "orders.db");
    allow(folder.path(), 0o755);
}

/// Runs [`as_somebody_else`] as a user who may not do everything.
fn as_nobody(folder: &Folder, names: &str) {
    if !super::postgres::is_root() {
        return without_permissions(folder.path(), names);
    }
    // A copy, as the folder of the build may be closed to others.
    let open = Folder::new();
    let program = open.path().join("tests");
    fs::copy(std::env::current_exe().expect("this program"), &program).expect("a copy");
    let output = Command::new("setpriv")
        .args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"])
        .arg(&program)
        .args(["--exact", "--ignored", "--nocapture", "journal::sqlite::as_somebody_else"])
        .env("ORDER_TEST_FOLDER", folder.path())
        .env("ORDER_TEST_NAMES", names)
        .output();
    match output {
        Ok(output) if output.stdout.is_empty() => {
            order_tests::skipped("nobody cannot run this program")
        }
        Ok(output) => assert!(output.status.success(), "{output:?}"),
        Err(error) => order_tests::skipped(format_args!("setpriv cannot be run ({error})")),
    }
}

#[test]
#[ignore = "missing_permissions_are_an_error runs it, if it is run by root"]
fn as_somebody_else() {
    let variable = |name| std::env::var(name).ok();
    let Some(folder) = variable("ORDER_TEST_FOLDER") else { return };
    without_permissions(Path::new(&folder), &variable("ORDER_TEST_NAMES").expect("it is set"));
}

/// Opens journals that cannot be written.
fn without_permissions(folder: &Path, names: &str) {
    for name in names.split(' ') {
        let error = SqliteJournal::open(folder.join(name)).expect_err("it cannot be written");
        assert!(matches!(error, JournalError::ReadOnly { .. }), "{}", with_causes(&error));
        assert!(error.to_string().contains("check the permissions"), "{error}");
    }
}

/// Ways in which a journal goes away while a program uses it.
const LOSSES: [fn(&Folder); 7] = [
    |folder| fs::rename(folder.file(), folder.path().join("moved.db")).expect("it is there"),
    |folder| fs::remove_file(folder.file()).expect("it is there"),
    |folder| {
        fs::remove_file(folder.file()).expect("it is there");
        drop(SqliteJournal::open(folder.path().join("other.db")).expect("a new file"));
        fs::rename(folder.path().join("other.db"), folder.file()).expect("it is there");
    },
    |folder| {
        for suffix in ["", "-wal", "-shm"] {
            let name = |name: &str| folder.path().join(format!("{name}{suffix}"));
            fs::rename(name("orders.db"), name("moved.db")).expect("it is there");
        }
    },
    // Other programs would begin new files beside the journal, and this one would not see what they write.
    |folder| fs::remove_file(folder.path().join("orders.db-wal")).expect("it is there"),
    |folder| fs::remove_file(folder.path().join("orders.db-shm")).expect("it is there"),
    |folder| execute(folder, "DELETE FROM orders"),
];

#[tokio::test]
async fn journal_that_goes_away_lets_nothing_be_sent() {
    for (index, lose) in LOSSES.into_iter().enumerate() {
        let folder = Folder::new();
        let journal = open(&folder);
        let server = Server::answering(reply("201 Created", r#"{"order_id":7}"#));
        let client = builder(&server.url()).build().expect("a usable configuration");
        client.with_journal(&journal).place(&sample()).await.expect("placed");
        lose(&folder);
        let error = not_begun(&journal).await;
        assert!(matches!(error, JournalError::Replaced), "{index}: {error:?}");
    }
}

/// A server that removes the journal before it answers.
fn removing(folder: &Folder, answer: Vec<u8>) -> Server {
    let file = folder.file();
    Server::start(move |connection| {
        if connection.read_request() {
            fs::remove_file(&file).expect("it is there");
            connection.write(&answer);
        }
    })
}

#[tokio::test]
async fn journal_that_goes_away_under_an_order_is_told_with_its_number() {
    let folder = Folder::new();
    let journal = open(&folder);
    let server = removing(&folder, reply("201 Created", r#"{"order_id":8}"#));
    let client = builder(&server.url()).build().expect("a usable configuration");
    let error = client.with_journal(&journal).place(&sample()).await.expect_err("no journal");
    let JournaledError::NotFinished { outcome, source: JournalError::Replaced, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(outcome.as_ref().as_ref().expect("placed").as_str(), "8");
}

#[tokio::test]
async fn journal_that_goes_away_under_an_order_of_unknown_end_leaves_it_unknown() {
    let folder = Folder::new();
    let journal = open(&folder);
    let server = removing(&folder, reply("502 Bad Gateway", ""));
    let client = builder(&server.url()).build().expect("a usable configuration");
    let error = client.with_journal(&journal).place(&sample()).await.expect_err("no journal");
    assert_eq!(error.order_state(), OrderState::Unknown);
    assert_eq!(
        error.to_string(),
        "the order may have been placed: the service answered with status 502; look for it in the account before you \
         send it again; this could not be written to the journal: settle its entry 1",
    );
}

#[tokio::test]
async fn change_that_ends_the_transaction_spoils_no_other() {
    let folder = Folder::new();
    let journal = open(&folder);
    execute(
        &folder,
        "CREATE TRIGGER bad BEFORE INSERT ON orders WHEN NEW.label = 'bad'
         BEGIN SELECT RAISE(ROLLBACK, 'no room'); END",
    );
    let sandbox = Sandbox::start().await.expect("a free port");
    let client = builder(sandbox.url()).build().expect("a usable configuration");
    let orders = ["first", "second"].map(|name| {
        let mut order = sample().into_inner();
        order.org_name = name.to_owned();
        order.into_valid().expect("it keeps all rules")
    });
    // At once, so that they may share a transaction.
    let [good, bad] = ["good", "bad"].map(|label| client.with_journal(&journal).label(label));
    let (good, bad) = tokio::join!(good.place(&orders[0]), bad.place(&orders[1]));
    good.expect("placed");
    let Err(JournaledError::NotBegun { source }) = &bad else { panic!("{bad:?}") };
    let said = with_causes(source);
    assert!(said.starts_with("the journal cannot be used: no room"), "{said}");
    assert_eq!(sandbox.placed(), 1);
    let labels = journal.latest(9).await.expect("readable");
    let labels: Vec<_> = labels.into_iter().map(|entry| entry.intent.label).collect();
    assert_eq!(labels, [Some("good".to_owned())]);
}

#[tokio::test]
async fn journal_that_becomes_another_file_lets_nothing_be_sent() {
    for (change, expected) in [
        ("PRAGMA user_version = 1", "Replaced"),
        ("PRAGMA application_id = 0", "NotAJournal"),
        ("PRAGMA user_version = 99", "Version(99)"),
        ("PRAGMA application_id = 1", "NotAJournal"),
    ] {
        let folder = Folder::new();
        let journal = open(&folder);
        execute(&folder, change);
        assert_eq!(format!("{:?}", not_begun(&journal).await), expected, "{change}");
    }
}

#[test]
fn journal_is_opened_once_another_program_has_let_it_go() {
    let folder = Folder::new();
    fs::write(folder.file(), "").expect("writable");
    let other = Connection::open(folder.file()).expect("the file can be opened");
    // SQLite does not wait by itself for those that read, where it changes how the file is written.
    other.execute_batch("BEGIN; SELECT * FROM sqlite_schema").expect("correct SQL");
    let reading = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        other.execute_batch("COMMIT").expect("correct SQL");
    });
    assert!(open(&folder).is_new());
    reading.join().expect("no panic");
}

#[tokio::test]
async fn emptied_or_damaged_file_never_lets_an_order_go_twice() {
    type Damage = fn(&mut Vec<u8>);
    let damages: [Damage; 5] = [
        |bytes| bytes.clear(),
        |bytes| bytes[..16].fill(0),
        |bytes| bytes.truncate(4096),
        |bytes| bytes.truncate(bytes.len() - 1),
        |bytes| bytes[100..].fill(0xff),
    ];
    for (index, damage) in damages.into_iter().enumerate() {
        let folder = Folder::new();
        let journal = open(&folder);
        let server = Server::answering(reply("201 Created", r#"{"order_id":7}"#));
        let client = builder(&server.url()).build().expect("a usable configuration");
        client.with_journal(&journal).place(&sample()).await.expect("placed");
        let mut bytes = fs::read(folder.file()).expect("readable");
        damage(&mut bytes);
        fs::write(folder.file(), &bytes).expect("writable");
        client.with_journal(&journal).place(&sample()).await.expect_err("once is enough");
        assert_eq!(server.seen().await.requests.len(), 1, "{index}");
    }
}

#[tokio::test]
async fn index_that_lacks_an_order_is_noticed() {
    let folder = Folder::new();
    let journal = open(&folder);
    let server = Server::answering(reply("201 Created", r#"{"order_id":7}"#));
    let client = builder(&server.url()).build().expect("a usable configuration");
    client.with_journal(&journal).place(&sample()).await.expect("placed");
    drop(journal);
    execute(
        &folder,
        "PRAGMA writable_schema = ON;
         CREATE INDEX empty ON orders (fingerprint) WHERE id < 0;
         UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'empty')
             WHERE name = 'by_fingerprint';
         DELETE FROM sqlite_schema WHERE name = 'empty';",
    );
    let error = SqliteJournal::open(folder.file()).expect_err("damaged");
    assert!(matches!(error, JournalError::NotAJournal), "{error:?}");
}

#[test]
fn only_a_journal_without_past_is_new() {
    let folder = Folder::new();
    assert!(open(&folder).is_new());
    assert!(!open(&folder).is_new());
    fs::write(folder.file(), "").expect("writable");
    assert!(open(&folder).is_new());
}

#[test]
fn file_that_others_have_prepared_is_for_its_owner_only() {
    let folder = Folder::new();
    let (target, link) = (folder.path().join("target.db"), folder.path().join("link.db"));
    std::os::unix::fs::symlink(&target, &link).expect("the folder is ours");
    fs::write(folder.file(), "").expect("writable");
    let allow = fs::Permissions::from_mode(0o644);
    fs::set_permissions(folder.file(), allow).expect("it is ours");
    for path in [&link, &folder.file()] {
        let journal = SqliteJournal::open(path).expect("a new journal");
        let mode = fs::metadata(path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{path:?}");
        drop(journal);
    }
    assert!(target.is_file());
}

/// Holds the journal until its input ends.
#[test]
#[ignore = "journal_locked_by_another_program_is_an_error_before_sending runs it"]
fn program_that_holds_the_journal() {
    let Some(folder) = std::env::var_os("ORDER_TEST_FOLDER") else { return };
    let other = Connection::open(Path::new(&folder).join("orders.db")).expect("it can be opened");
    other.execute_batch("BEGIN IMMEDIATE").expect("not locked yet");
    println!("\nlocked");
    let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
}

#[tokio::test]
async fn journal_locked_by_another_program_is_an_error_before_sending() {
    let folder = Folder::new();
    let wait = Duration::from_millis(100);
    let journal = SqliteJournal::open_with_wait(folder.file(), wait).expect("not locked yet");
    let mut program = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "--ignored", "--nocapture"])
        .arg("journal::sqlite::program_that_holds_the_journal")
        .env("ORDER_TEST_FOLDER", folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this program can be started");
    let output = BufReader::new(program.stdout.take().expect("it is piped"));
    let mut output = output.lines().map_while(Result::ok);
    assert!(output.any(|line| line == "locked"));
    let error = not_begun(&journal).await;
    assert!(matches!(error, JournalError::Locked { .. }), "{error:?}");
    // One that only reads is not kept from it.
    assert_eq!(journal.unfinished().await.expect("readable"), []);
    // A program that is killed holds nothing.
    program.kill().expect("it waits");
    program.wait().expect("it was started");
    let server = Server::answering(reply("201 Created", r#"{"order_id":7}"#));
    let client = builder(&server.url()).build().expect("a usable configuration");
    client.with_journal(&journal).place(&sample()).await.expect("placed");
}

#[tokio::test]
async fn file_holds_nothing_personal_or_secret() {
    let folder = Folder::new();
    let journal = open(&folder);
    let server = Server::answering(reply("500 Oops", "key skyfall, MDAxMDA3OnNreWZhbGw="));
    let client = builder(&server.url()).build().expect("a usable configuration");
    client.with_journal(&journal).place(&sample()).await.expect_err("unknown");
    let mut bytes = 0;
    for file in fs::read_dir(folder.path()).expect("readable").flatten() {
        let content = fs::read(file.path()).expect("readable");
        let text = String::from_utf8_lossy(&content);
        for word in ["skyfall", "MDAxMDA3", "Gary", "McCoy", "gm@example.com", "My Company"] {
            assert!(!text.contains(word), "{word} is in {file:?}");
        }
        bytes += content.len();
    }
    assert!(bytes > 4096, "{bytes}");
}

#[tokio::test]
async fn damaged_value_is_an_error() {
    let folder = Folder::new();
    let journal = open(&folder);
    let server = Server::answering(reply("201 Created", r#"{"order_id":7}"#));
    let client = builder(&server.url()).build().expect("a usable configuration");
    client.with_journal(&journal).place(&sample()).await.expect("placed");
    for damage in [
        "order_id = 'the seventh'",
        "order_id = NULL",
        "outcome = 'lost'",
        "finished_at = NULL",
        "status = 70000, outcome = 'rejected', order_id = NULL",
        "status = NULL, outcome = 'rejected', order_id = NULL",
        "settlement = 'lost', settled_at = 1",
        "settlement = 'placed', settled_at = 1",
        "settlement = 'not_placed'",
    ] {
        execute(
            &folder,
            &format!(
                "PRAGMA ignore_check_constraints = ON;
                 CREATE TABLE kept AS SELECT * FROM orders; UPDATE orders SET {damage}"
            ),
        );
        let error = journal.latest(1).await.expect_err("damaged");
        assert!(matches!(error, JournalError::NotAJournal), "{damage}: {error:?}");
        let error = not_begun(&journal).await;
        assert!(matches!(error, JournalError::NotAJournal), "{damage}: {error:?}");
        execute(
            &folder,
            "DELETE FROM orders; INSERT INTO orders SELECT * FROM kept; DROP TABLE kept",
        );
    }
    let latest = journal.latest(1).await.expect("as it was");
    assert_eq!(latest[0].order_id().expect("placed").as_str(), "7");
}

#[tokio::test]
async fn database_itself_refuses_two_unfinished() {
    let folder = Folder::new();
    drop(open(&folder));
    let insert = "INSERT INTO orders (fingerprint, endpoint, account_id, begun_at)
        VALUES ('f', 'e', 'a', 0)";
    execute(&folder, insert);
    let connection = Connection::open(folder.file()).expect("the file can be opened");
    let error = connection.execute_batch(insert).expect_err("one is enough");
    assert!(error.to_string().contains("UNIQUE"), "{error}");
}

/// Runs the test `name` of this program in a shell after `prepare`, with a folder to use.
fn run_prepared(name: &str, prepare: &str, folder: &Folder) {
    let program = std::env::current_exe().expect("this program");
    let script = format!(r#"{prepare} && exec "$0" --exact --ignored --nocapture "$1""#);
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", &script])
        .arg(program)
        .arg(format!("journal::sqlite::{name}"))
        .env("ORDER_TEST_FOLDER", folder.path())
        .output();
    let output = match output {
        Ok(output) => output,
        Err(error) => {
            order_tests::skipped(format_args!("unshare cannot be run ({error})"));
            return;
        }
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    if !text.contains("running 1 test") {
        order_tests::skipped(format_args!("no file system of its own can be had ({errors})"));
        return;
    }
    assert!(output.status.success(), "{text}{errors}");
}

const MOUNT: &str = r#"mount -t tmpfs -o size=128k none "$ORDER_TEST_FOLDER""#;

#[test]
fn full_disk_is_an_error_before_sending() {
    run_prepared("on_a_full_disk", MOUNT, &Folder::new());
}

#[tokio::test]
#[ignore = "needs a small file system; full_disk_is_an_error_before_sending runs it in one"]
async fn on_a_full_disk() {
    let Some(folder) = std::env::var_os("ORDER_TEST_FOLDER") else { return };
    let path = Path::new(&folder).join("orders.db");
    let journal = SqliteJournal::open(&path).expect("there is room");
    let file = path.with_file_name("fill");
    fill(&file);
    let error = not_begun(&journal).await;
    assert!(matches!(error, JournalError::Full { .. }), "{}", with_causes(&error));
    assert!(error.to_string().contains("disk is full"), "{error}");
    let opened = SqliteJournal::open(path.with_file_name("other.db"));
    assert!(matches!(opened, Err(JournalError::Full { .. })), "{opened:?}");

    // With room again the journal is as it was, and usable.
    fs::remove_file(&file).expect("it is there");
    assert_eq!(journal.latest(9).await.expect("readable"), []);
    let server = Server::answering(reply("201 Created", r#"{"order_id":7}"#));
    let client = builder(&server.url()).build().expect("a usable configuration");
    client.with_journal(&journal).place(&sample()).await.expect("placed");

    // The disk becomes full while the order is placed: its number is in the error.
    let filled = file.clone();
    let server = Server::start(move |connection| {
        if connection.read_request() {
            fill(&filled);
            connection.write(&reply("201 Created", r#"{"order_id":8}"#));
        }
    });
    let client = builder(&server.url()).build().expect("a usable configuration");
    let error = client.with_journal(&journal).place(&sample()).await.expect_err("no outcome");
    let JournaledError::NotFinished { entry, outcome, source } = &error else {
        panic!("{error:?}")
    };
    assert!(matches!(source, JournalError::Full { .. }), "{source:?}");
    assert_eq!(outcome.as_ref().as_ref().expect("placed").as_str(), "8");
    assert!(error.to_string().contains("placed with the number 8"), "{error}");
    let unfinished = journal.unfinished().await.expect("readable");
    assert_eq!(unfinished.iter().map(|entry| entry.id).collect::<Vec<_>>(), [*entry]);
    let settlement = Settlement::Placed("8".parse().expect("digits"));
    let error = journal.settle(*entry, &settlement).await.expect_err("still full");
    assert!(matches!(error, JournalError::Full { .. }), "{error:?}");
    fs::remove_file(&file).expect("it is there");
    journal.settle(*entry, &settlement).await.expect("there is room");
    assert_eq!(journal.unfinished().await.expect("readable"), []);
}

/// Leaves no room on the disk of `file`.
fn fill(file: &Path) {
    let mut size = 128 * 1024;
    while size > 0 {
        let mut file = fs::OpenOptions::new().append(true).create(true).open(file).expect("a file");
        if std::io::Write::write_all(&mut file, &vec![0; size]).is_err() {
            size /= 2;
        }
    }
}

#[test]
fn read_only_journal_is_an_error_before_sending() {
    run_prepared("on_a_read_only_disk", MOUNT, &Folder::new());
}

#[tokio::test]
#[ignore = "needs a file system of its own; read_only_journal_is_an_error_before_sending runs it"]
async fn on_a_read_only_disk() {
    let Some(folder) = std::env::var_os("ORDER_TEST_FOLDER") else { return };
    let path = Path::new(&folder).join("orders.db");
    drop(SqliteJournal::open(&path).expect("writable"));
    // As root, permissions alone do not keep a file from being written.
    let remounted = Command::new("mount").args(["-o", "remount,ro"]).arg(&folder).status();
    assert!(remounted.expect("mount can be run").success());
    for path in [path.clone(), path.with_file_name("other.db")] {
        let error = SqliteJournal::open(path).expect_err("read-only");
        assert!(matches!(error, JournalError::ReadOnly { .. }), "{}", with_causes(&error));
        assert!(error.to_string().contains("read-only"), "{error}");
    }
    let journal = SqliteJournal::open_read_only(&path).expect("readable");
    assert_eq!(journal.latest(9).await.expect("readable"), []);
    assert!(matches!(not_begun(&journal).await, JournalError::ReadOnly { .. }));
}
