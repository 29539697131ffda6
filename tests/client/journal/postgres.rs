//! The journal in a PostgreSQL that is started for these tests, if it is installed.

#[path = "../../../order-client/tests/support/postgres.rs"]
mod server;

use std::{
    future::poll_fn,
    pin::pin,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Waker},
    time::SystemTime,
};

use order_client::{
    OrderId,
    journal::{
        Begun, EntryId, Intent, Journal as _, JournalError, JournaledError, Outcome,
        PostgresJournal, SentReference,
    },
    retail::CodeSigningOrder,
    sandbox::Sandbox,
};
use order_core::{Valid, json};
use tokio_postgres::{Client, NoTls};

use self::server::Server;
pub(super) use self::server::is_root;
use crate::{
    journal::{Folder, suite},
    support::{SAMPLE, builder, nobody, sample, with_causes},
};

suite::tests!(fresh);

/// The number of tests that use the server, and the server; the last test stops it.
static RUNNING: Mutex<(usize, Option<(Server, Folder)>)> = Mutex::new((0, None));

/// Keeps the server running.
pub(super) struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        running.0 -= 1;
        if running.0 == 0 {
            running.1 = None;
        }
    }
}

/// A new database, or `None` if there is no server.
pub(super) async fn database() -> Option<(String, Guard)> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let (socket, guard) = {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        if running.1.is_none() {
            let folder = Folder::new();
            match Server::start(folder.path(), None, "") {
                Ok(server) => running.1 = Some((server, folder)),
                Err(error) => {
                    order_tests::missing(format_args!("no PostgreSQL can be had ({error})"));
                    return None;
                }
            }
        }
        running.0 += 1;
        let (_, folder) = running.1.as_ref().expect("it was started");
        (folder.path().display().to_string(), Guard)
    };
    let name = format!("test{}", COUNT.fetch_add(1, Ordering::SeqCst));
    let config = |name: &str| format!("host={socket} user=order dbname={name}");
    let client = connect(&config("postgres")).await;
    client.batch_execute(&format!("CREATE DATABASE {name}")).await.expect("a new database");
    Some((config(&name), guard))
}

pub(super) async fn connect(config: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(config, NoTls).await.expect("it runs");
    tokio::spawn(connection);
    client
}

pub(super) async fn journal(config: &str) -> PostgresJournal {
    PostgresJournal::new(connect(config).await).await.expect("a table")
}

async fn fresh() -> Option<(PostgresJournal, Guard)> {
    let (config, guard) = database().await?;
    Some((journal(&config).await, guard))
}

#[tokio::test]
async fn connections_that_order_the_same_at_once_place_it_once() {
    let Some((config, _guard)) = database().await else { return };
    // As a server may be set up; equal orders would then not see each other.
    let isolate = "DO $$ BEGIN EXECUTE format(
        'ALTER DATABASE %I SET default_transaction_isolation = ''serializable''', current_database());
        END $$";
    connect(&config).await.batch_execute(isolate).await.expect("the user may do so");
    let sandbox = Sandbox::start().await.expect("a free port");
    let client = builder(sandbox.url()).build().expect("a usable configuration");
    // The table is created at once, too.
    let place = || async {
        let journal = journal(&config).await;
        client.with_journal(&journal).place(&sample()).await
    };
    let results = tokio::join!(place(), place(), place(), place(), place(), place());
    let results: [Result<_, JournaledError>; 6] = results.into();
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
    let refused = |result: &&Result<_, JournaledError>| {
        use JournaledError::{AlreadyPlaced, Unfinished};
        matches!(result, Err(AlreadyPlaced { .. } | Unfinished { .. }))
    };
    assert_eq!(results.iter().filter(refused).count(), 5, "{results:?}");
    assert_eq!((sandbox.placed(), sandbox.requests().len()), (1, 1));
    assert_eq!(journal(&config).await.unfinished().await.expect("readable"), []);
}

#[tokio::test]
async fn read_only_database_is_an_error_before_sending() {
    let Some((config, _guard)) = database().await else { return };
    drop(journal(&config).await);
    let reading = connect(&config).await;
    reading.batch_execute("SET default_transaction_read_only = on").await.expect("a setting");
    let journal = PostgresJournal::new(reading).await.expect("the table is there");
    let sandbox = Sandbox::start().await.expect("a free port");
    let client = builder(sandbox.url()).build().expect("a usable configuration");
    let error = client.with_journal(&journal).place(&sample()).await.expect_err("read-only");
    let JournaledError::NotBegun { source: JournalError::ReadOnly { .. } } = error else {
        panic!("{error:?}")
    };
    assert_eq!(sandbox.requests().len(), 0);
}

#[tokio::test]
async fn full_disk_is_an_error_before_sending() {
    let Some((config, _guard)) = database().await else { return };
    let journal = journal(&config).await;
    // The server says the same of a disk that is full.
    let full = "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
        CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON order_journal_1
            EXECUTE FUNCTION full_disk()";
    connect(&config).await.batch_execute(full).await.expect("the user may do so");
    let sandbox = Sandbox::start().await.expect("a free port");
    let client = builder(sandbox.url()).build().expect("a usable configuration");
    let error = client.with_journal(&journal).place(&sample()).await.expect_err("no room");
    let JournaledError::NotBegun { source: source @ JournalError::Full { .. } } = error else {
        panic!("{error:?}")
    };
    assert!(source.to_string().contains("disk is full"), "{source}");
    assert_eq!(sandbox.requests().len(), 0);
}

#[tokio::test]
async fn table_that_is_locked_is_an_error_before_sending() {
    let Some((config, _guard)) = database().await else { return };
    let ours = connect(&config).await;
    let journal = PostgresJournal::new(ours).await.expect("a table");
    let mut other = connect(&config).await;
    let transaction = other.transaction().await.expect("it runs");
    let lock = "LOCK TABLE order_journal_1 IN ACCESS EXCLUSIVE MODE";
    transaction.batch_execute(lock).await.expect("nobody else has it");
    let sandbox = Sandbox::start().await.expect("a free port");
    let client = builder(sandbox.url()).build().expect("a usable configuration");
    let error = client.with_journal(&journal).place(&sample()).await.expect_err("locked");
    let JournaledError::NotBegun { source: source @ JournalError::Locked { .. } } = error else {
        panic!("{error:?}")
    };
    assert!(source.to_string().contains("locked by another program"), "{source}");
    assert_eq!(sandbox.requests().len(), 0);
    transaction.rollback().await.expect("it runs");
    client.with_journal(&journal).place(&sample()).await.expect("placed");
}

#[tokio::test]
async fn tables_of_the_versions_before_are_carried_on() {
    let versions =
        ["DROP COLUMN note, DROP COLUMN reference, DROP COLUMN arrives_by", "DROP COLUMN note"];
    for version in versions {
        let Some((config, _guard)) = database().await else { return };
        let sandbox = Sandbox::start().await.expect("a free port");
        let client = builder(sandbox.url()).build().expect("a usable configuration");
        client.with_journal(&journal(&config).await).place(&sample()).await.expect("placed");
        let before = format!("ALTER TABLE order_journal_1 {version}");
        connect(&config).await.batch_execute(&before).await.expect("it runs");
        let reading = connect(&config).await;
        reading.batch_execute("SET default_transaction_read_only = on").await.expect("a setting");
        let error = PostgresJournal::new(reading).await.expect_err("an earlier version");
        assert!(matches!(error, JournalError::Older), "{error:?}");
        let journal = journal(&config).await;
        let result = client.with_journal(&journal).place(&sample()).await;
        assert!(matches!(result, Err(JournaledError::AlreadyPlaced { .. })), "{result:?}");
        assert_eq!(sandbox.placed(), 1);
    }
}

#[tokio::test]
async fn lost_connection_is_an_error_before_sending() {
    let Some((config, _guard)) = database().await else { return };
    let journal = journal(&config).await;
    let other = connect(&config).await;
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    other.execute(end, &[]).await.expect("the user may do so");
    let sandbox = Sandbox::start().await.expect("a free port");
    let client = builder(sandbox.url()).build().expect("a usable configuration");
    let error = client.with_journal(&journal).place(&sample()).await.expect_err("no connection");
    let JournaledError::NotBegun { source: JournalError::Storage { .. } } = error else {
        panic!("{error:?}")
    };
    assert_eq!(sandbox.requests().len(), 0);
}

/// A journal with as many connections, and the numbers of their processes in the server.
pub(super) async fn with_connections(config: &str, count: usize) -> (PostgresJournal, Vec<i32>) {
    let (mut clients, mut processes) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let client = connect(config).await;
        let own = client.query_one("SELECT pg_backend_pid()", &[]).await.expect("it runs");
        processes.push(own.get(0));
        clients.push(client);
    }
    let journal = PostgresJournal::with_connections(clients).await.expect("a table");
    (journal, processes)
}

#[tokio::test]
async fn orders_at_once_use_all_connections() {
    let Some((config, _guard)) = database().await else { return };
    let (journal, processes) = with_connections(&config, 3).await;
    suite::many_different_at_once_are_placed(&journal).await;
    suite::one_of_many_at_once_is_placed(&journal).await;
    let other = connect(&config).await;
    // What each has done last; one that was never used has only its settings.
    let used = "SELECT count(*) FROM pg_stat_activity WHERE pid = ANY($1) AND query NOT LIKE '%lock_timeout%'";
    let used: i64 = other.query_one(used, &[&processes]).await.expect("it runs").get(0);
    assert_eq!(used, 3);
}

#[tokio::test]
async fn lost_connections_are_replaced_by_the_others_until_none_is_left() {
    let Some((config, _guard)) = database().await else { return };
    let (journal, processes) = with_connections(&config, 3).await;
    let other = connect(&config).await;
    for process in processes {
        // A call may fail while its connection is being lost.
        while journal.latest(1).await.is_err() {
            tokio::task::yield_now().await;
        }
        other.execute("SELECT pg_terminate_backend($1, 5000)", &[&process]).await.expect("allowed");
    }
    for _ in 0..3 {
        let error = journal.latest(1).await.expect_err("no connection is left");
        assert!(matches!(error, JournalError::Storage { .. }), "{error:?}");
    }
}

/// The intents of `count` orders that were not sent, so each may begin.
async fn intents(journal: &PostgresJournal, count: usize) -> Vec<Intent> {
    let client = builder(&nobody()).build().expect("a usable configuration");
    for number in 0..count {
        let document = SAMPLE.replace("My Company", &format!("Company {number}"));
        let order: Valid<CodeSigningOrder> = json::from_str(&document).expect("a valid order");
        let error = client.with_journal(journal).place(&order).await.expect_err("nobody listens");
        assert!(matches!(error, JournaledError::Order { .. }), "{error:?}");
    }
    let mut entries = journal.latest(count as u32).await.expect("readable");
    entries.reverse();
    entries.into_iter().map(|entry| entry.intent).collect()
}

fn entry(begun: Result<Begun, JournalError>) -> EntryId {
    match begun {
        Ok(Begun::Entry(entry)) => entry,
        other => panic!("not begun: {other:?}"),
    }
}

fn placed(order_id: &str) -> Outcome {
    Outcome::Placed { order_id: order_id.parse().expect("digits") }
}

#[tokio::test]
async fn value_that_the_database_refuses_spoils_no_other_order() {
    let Some((journal, _guard)) = fresh().await else { return };
    let mut intents = intents(&journal, 3).await;
    // No text of PostgreSQL has this character.
    intents[1].endpoint.push('\0');
    let (first, bad, last) = tokio::join!(
        journal.begin(&intents[0]),
        journal.begin(&intents[1]),
        journal.begin(&intents[2]),
    );
    let bad = bad.expect_err("no text of the database");
    assert!(matches!(bad, JournalError::Storage { .. }), "{bad:?}");
    let begun = [entry(first), entry(last)];
    let unfinished = journal.unfinished().await.expect("readable");
    assert_eq!(unfinished.iter().map(|entry| entry.id).collect::<Vec<_>>(), begun);
    // An outcome as well.
    let bad = Outcome::NotSent { problem: "\0".to_owned() };
    let order = placed("7");
    let ends = tokio::join!(journal.finish(begun[0], &bad), journal.finish(begun[1], &order));
    let (Err(JournalError::Storage { .. }), Ok(())) = ends else { panic!("{ends:?}") };
    let unfinished = journal.unfinished().await.expect("readable");
    assert_eq!(unfinished.iter().map(|entry| entry.id).collect::<Vec<_>>(), [begun[0]]);
}

#[tokio::test]
async fn order_that_waits_for_a_lock_holds_up_no_other() {
    let Some((config, _guard)) = database().await else { return };
    let (journal, _) = with_connections(&config, 3).await;
    let intents = intents(&journal, 4).await;
    let first = entry(journal.begin(&intents[0]).await);
    let mut other = connect(&config).await;
    let transaction = other.transaction().await.expect("it runs");
    // As another program does that begins an equal order, or changes the entry.
    let lock = "SELECT pg_advisory_xact_lock(('x' || left($1, 16))::bit(64)::bigint)";
    transaction.execute(lock, &[&intents[1].fingerprint.as_str()]).await.expect("it is free");
    let lock = "SELECT id FROM order_journal_1 WHERE unfinished FOR UPDATE";
    assert_eq!(transaction.query(lock, &[]).await.expect("it is free").len(), 1);
    let order = placed("7");
    let mut waiting =
        pin!(async { tokio::join!(journal.begin(&intents[1]), journal.finish(first, &order)) });
    let others = async { tokio::join!(journal.begin(&intents[2]), journal.begin(&intents[3])) };
    // All are asked for before the first is made.
    let (third, fourth) = tokio::select! {
        biased;
        ends = &mut waiting => panic!("not locked: {ends:?}"),
        others = others => others,
    };
    assert_ne!(entry(third), entry(fourth));
    transaction.rollback().await.expect("it runs");
    let (second, finished) = waiting.await;
    finished.expect("the entry had no outcome");
    assert!(entry(second) > first);
    assert_eq!(journal.unfinished().await.expect("readable").len(), 3);
}

#[tokio::test]
async fn equal_changes_at_once_are_made_one_after_the_other() {
    let Some((journal, _guard)) = fresh().await else { return };
    let mut intents = intents(&journal, 3).await;
    let begun = tokio::join!(journal.begin(&intents[0]), journal.begin(&intents[0]));
    let (first, Ok(Begun::Unfinished(equal))) = begun else { panic!("{begun:?}") };
    let first = entry(first);
    assert_eq!(equal.id, first);

    let (seven, eight) = (placed("7"), placed("8"));
    let ends = tokio::join!(journal.finish(first, &seven), journal.finish(first, &eight));
    let (Ok(()), Err(JournalError::Finished { entry: finished })) = ends else {
        panic!("{ends:?}")
    };
    assert_eq!(finished.order_id().map(OrderId::as_str), Some("7"));

    for intent in &mut intents[1..] {
        let text = "4711".to_owned();
        intent.reference = Some(SentReference { text, arrives_by: SystemTime::now() });
    }
    let begun = tokio::join!(journal.begin(&intents[1]), journal.begin(&intents[2]));
    let (second, Ok(Begun::ReferenceUsed(used))) = begun else { panic!("{begun:?}") };
    assert_eq!(used.id, entry(second));
}

#[tokio::test]
async fn orders_at_once_share_transactions_of_a_bounded_size() {
    let Some((config, _guard)) = database().await else { return };
    let (journal, _) = with_connections(&config, 1).await;
    let intents = intents(&journal, 100).await;
    let begun = suite::futures_of(intents.iter().map(|intent| journal.begin(intent))).await;
    let mut begun: Vec<_> = begun.into_iter().map(entry).collect();
    assert!(begun.is_sorted(), "they begin in the order in which they came: {begun:?}");
    begun.dedup();
    assert_eq!(begun.len(), 100);
    // The transaction that has written a row.
    let sizes = "SELECT count(*) FROM order_journal_1 WHERE unfinished GROUP BY xmin ORDER BY 1";
    let sizes = connect(&config).await.query(sizes, &[]).await.expect("it runs");
    let sizes: Vec<i64> = sizes.iter().map(|row| row.get(0)).collect();
    assert_eq!(sizes, [36, 64]);
}

#[tokio::test]
async fn order_for_which_nobody_waits_is_not_begun() {
    let Some((journal, _guard)) = fresh().await else { return };
    let intents = intents(&journal, 2).await;
    {
        let mut dropped = pin!(journal.begin(&intents[0]));
        poll_fn(|context| {
            assert!(dropped.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
    }
    let begun = entry(journal.begin(&intents[1]).await);
    let unfinished = journal.unfinished().await.expect("readable");
    assert_eq!(unfinished.iter().map(|entry| entry.id).collect::<Vec<_>>(), [begun]);
}

#[tokio::test]
async fn lost_connection_is_an_error_of_each_order_at_once() {
    let Some((config, _guard)) = database().await else { return };
    let (journal, processes) = with_connections(&config, 1).await;
    let intents = intents(&journal, 3).await;
    let begun = entry(journal.begin(&intents[0]).await);
    let other = connect(&config).await;
    other
        .execute("SELECT pg_terminate_backend($1, 5000)", &[&processes[0]])
        .await
        .expect("allowed");
    let order = placed("7");
    let ends = tokio::join!(
        journal.begin(&intents[1]),
        journal.begin(&intents[2]),
        journal.finish(begun, &order),
    );
    let (Err(one), Err(two), Err(three)) = ends else { panic!("{ends:?}") };
    for error in [one, two, three] {
        assert!(matches!(error, JournalError::Storage { .. }), "{error:?}");
    }
    let unfinished = self::journal(&config).await.unfinished().await.expect("readable");
    assert_eq!(unfinished.iter().map(|entry| entry.id).collect::<Vec<_>>(), [begun]);
}

#[test]
fn order_without_a_runtime_is_an_error() {
    let runtime = tokio::runtime::Runtime::new().expect("threads can be started");
    let prepared = runtime.block_on(async {
        let (journal, guard) = fresh().await?;
        let intents = intents(&journal, 1).await;
        Some((journal, guard, intents))
    });
    let Some((journal, _guard, intents)) = prepared else { return };
    let mut call = pin!(journal.begin(&intents[0]));
    let Poll::Ready(Err(error)) = call.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    else {
        panic!("nobody runs it")
    };
    assert!(with_causes(&error).contains("there is no reactor running"), "{error:?}");
}

#[tokio::test]
async fn table_that_may_not_be_created_is_an_error() {
    let Some((config, _guard)) = database().await else { return };
    let client = connect(&config).await;
    let guest = "CREATE ROLE guest; REVOKE CREATE ON SCHEMA public FROM PUBLIC; SET ROLE guest";
    client.batch_execute(guest).await.expect("the user may do so");
    let error = PostgresJournal::new(client).await.expect_err("a guest may create nothing");
    assert_eq!(
        with_causes(&error),
        "the journal is read-only; check the permissions of its file and folder, or of its table: \
         db error: ERROR: permission denied for schema public",
    );
}

#[tokio::test]
async fn other_table_of_the_same_name_is_no_journal() {
    let Some((config, _guard)) = database().await else { return };
    let client = connect(&config).await;
    let other = "CREATE TABLE order_journal_1 (note TEXT)";
    client.batch_execute(other).await.expect("a new table");
    let journal =
        PostgresJournal::new(client).await.expect("it has the columns that are looked at");
    assert_eq!(format!("{journal:?}"), "PostgresJournal { .. }");
    let error = journal.latest(1).await.expect_err("not a journal");
    assert!(matches!(error, JournalError::NotAJournal), "{error:?}");
}

#[tokio::test]
async fn journal_without_a_connection_is_an_error() {
    let error = PostgresJournal::with_connections([]).await.expect_err("no connection");
    assert_eq!(with_causes(&error), "the journal cannot be used: no connection was given");
}
