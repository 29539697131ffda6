//! Tests that every journal must pass, regardless of its storage.

use std::{
    future::poll_fn,
    task::Poll,
    time::{Duration, UNIX_EPOCH},
};

use order_client::{
    Client, Credentials, Error, OrderId, OrderPlaced, OrderState,
    journal::{
        BODY_KEPT, Begun, Entry, EntryId, Intent, Journal, JournalError, JournaledError, Outcome,
        SentReference, Settlement,
    },
    retail::{self, CodeSigningOrder},
    sandbox::Sandbox,
};
use order_core::{Valid, json};
use tokio::sync::mpsc;

use crate::support::{
    SAMPLE, builder, nobody, reply, reply_with, sample,
    server::{Seen, Server},
};

/// Makes a test of each function here, with the journal that `$fresh` makes, if it can be had.
macro_rules! tests {
    ($fresh:path) => {
        $crate::journal::suite::tests! { $fresh =>
            number_is_kept
            equal_order_is_placed_once
            order_is_placed_again_once_for_an_entry
            one_of_many_at_once_is_placed
            many_different_at_once_are_placed
            intent_is_there_while_the_order_is_sent
            unknown_order_is_refused_until_it_is_settled
            order_that_was_settled_as_placed_is_refused
            refused_order_may_be_placed
            order_that_was_not_sent_may_be_placed
            unreadable_number_is_unfinished_with_what_was_read
            number_that_comes_after_a_settlement_is_kept
            entry_ends_once
            other_account_endpoint_or_field_is_another_order
            entries_come_in_order
            nothing_personal_or_secret_is_kept
            reference_is_kept_and_of_one_order
            note_of_a_settlement_is_kept
        }
    };
    ($fresh:path => $($name:ident)*) => {
        $(
            #[tokio::test]
            async fn $name() {
                if let Some((journal, _guard)) = $fresh().await {
                    $crate::journal::suite::$name(&journal).await;
                }
            }
        )*
    };
}
pub(super) use tests;

type Result = std::result::Result<OrderPlaced, JournaledError>;

fn client(url: &str) -> Client {
    builder(url).build().expect("a usable configuration")
}

fn order_id(text: &str) -> OrderId {
    text.parse().expect("digits")
}

async fn sandbox() -> (Sandbox, Client) {
    let sandbox = Sandbox::start().await.expect("a free port");
    let client = client(sandbox.url());
    (sandbox, client)
}

/// Places the sample order once with a server that answers with `reply`.
async fn answered(journal: &impl Journal, reply: Vec<u8>) -> (Result, Seen) {
    let server = Server::answering(reply);
    // Each server has its own port; what is equal must not depend on it here.
    let result = client(&server.url()).with_journal(journal).label("4711").place(&sample()).await;
    (result, server.seen().await)
}

async fn only_unfinished(journal: &impl Journal) -> Entry {
    let mut entries = journal.unfinished().await.expect("readable");
    assert_eq!(entries.len(), 1, "{entries:?}");
    let entry = entries.remove(0);
    assert!(entry.is_unfinished(), "{entry:?}");
    entry
}

async fn assert_nothing_unfinished(journal: &impl Journal) {
    assert_eq!(journal.unfinished().await.expect("readable"), []);
}

fn assert_unfinished(result: Result, id: EntryId) {
    match result {
        Err(JournaledError::Unfinished { entry }) => assert_eq!(entry.id, id),
        other => panic!("not refused: {other:?}"),
    }
}

fn already_placed(result: Result) -> Entry {
    match result {
        Err(JournaledError::AlreadyPlaced { entry }) => *entry,
        other => panic!("not refused: {other:?}"),
    }
}

pub(crate) async fn number_is_kept(journal: &impl Journal) {
    let (sandbox, client) = sandbox().await;
    let journaled = client.with_journal(journal).label(" invoice\n4711 ");
    let placed = journaled.place(&sample()).await.expect("placed");
    assert_eq!(placed.order_id.as_str(), "00222307");

    let entries = journaled.entries(&sample()).await.expect("readable");
    let [entry] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!(entry.order_id(), Some(&order_id("00222307")));
    assert_eq!(entry.intent.label.as_deref(), Some("invoice 4711"));
    assert_eq!(entry.intent.account_id, "001007");
    assert_eq!(entry.intent.endpoint, format!("POST {}/order/code", sandbox.url()));
    let (finished, outcome) = entry.outcome.as_ref().expect("finished");
    assert_eq!(outcome, &Outcome::Placed { order_id: order_id("00222307") });
    assert!(*finished >= entry.begun && entry.begun.elapsed().expect("past").as_secs() < 60);
    assert_nothing_unfinished(journal).await;
}

pub(crate) async fn equal_order_is_placed_once(journal: &impl Journal) {
    let (sandbox, client) = sandbox().await;
    let journaled = client.with_journal(journal);
    journaled.place(&sample()).await.expect("placed");
    let error = journaled.place(&sample()).await.expect_err("placed before");
    assert_eq!(error.order_state(), OrderState::NotPlaced);
    assert!(error.to_string().contains("placed as order 00222307"), "{error}");
    already_placed(Err(error));
    assert_eq!(sandbox.placed(), 1);
}

pub(crate) async fn order_is_placed_again_once_for_an_entry(journal: &impl Journal) {
    let (sandbox, client) = sandbox().await;
    let journaled = client.with_journal(journal);
    journaled.place(&sample()).await.expect("placed");
    let first = already_placed(journaled.place(&sample()).await);

    let again = journaled.place_again(&sample(), first.id).await.expect("placed again");
    assert_eq!(again.order_id.as_str(), "00222308");
    let second = already_placed(journaled.place_again(&sample(), first.id).await);
    assert_eq!(second.order_id(), Some(&order_id("00222308")));
    assert_eq!(second.intent.after, Some(first.id));
    assert_eq!(sandbox.placed(), 2);

    journaled.place_again(&sample(), second.id).await.expect("placed again");
    assert_eq!(sandbox.placed(), 3);
}

pub(crate) async fn one_of_many_at_once_is_placed(journal: &impl Journal) {
    let (sandbox, client) = sandbox().await;
    let journaled = client.with_journal(journal);
    let order = sample();
    let place = || journaled.place(&order);
    let results =
        tokio::join!(place(), place(), place(), place(), place(), place(), place(), place(),);
    let results: [Result; 8] = results.into();
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
    assert_eq!(sandbox.placed(), 1);
    assert_eq!(sandbox.requests().len(), 1);
    assert_nothing_unfinished(journal).await;
}

/// Orders that differ, some of them twice, and an entry that cannot end again among those that end.
pub(crate) async fn many_different_at_once_are_placed(journal: &impl Journal) {
    let (sandbox, client) = sandbox().await;
    let journaled = &client.with_journal(journal);
    let place = async |number: usize| {
        let document = SAMPLE.replace("My Company", &format!("Company {}", number % 24));
        let order: Valid<CodeSigningOrder> = json::from_str(&document).expect("a valid order");
        (number % 24, order.clone(), journaled.place(&order).await)
    };
    let results = futures_of((0..32).map(place)).await;
    let mut entries = Vec::new();
    for (number, order, result) in &results {
        let of_order = journaled.entries(order).await.expect("readable");
        let [entry] = of_order.as_slice() else { panic!("{number}: {of_order:?}") };
        match result {
            Ok(placed) => {
                assert_eq!(entry.order_id(), Some(&placed.order_id), "{number}");
                entries.push(entry.id);
            }
            Err(JournaledError::AlreadyPlaced { .. } | JournaledError::Unfinished { .. }) => {}
            Err(error) => panic!("{number}: {error:?}"),
        }
    }
    entries.sort_unstable();
    entries.dedup();
    assert_eq!((entries.len(), sandbox.placed()), (24, 24));
    let ends = entries.iter().map(async |entry| {
        let placed = Outcome::Placed { order_id: order_id("7") };
        journal.finish(*entry, &placed).await
    });
    for end in futures_of(ends).await {
        assert!(matches!(end, Err(JournalError::Finished { .. })), "{end:?}");
    }
    assert_nothing_unfinished(journal).await;
}

/// Runs all at once, and returns what they have returned in their order.
pub(super) async fn futures_of<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut running: Vec<_> = futures.map(|future| (Box::pin(future), None)).collect();
    poll_fn(|context| {
        let mut is_pending = false;
        for (future, output) in running.iter_mut().filter(|(_, output)| output.is_none()) {
            match future.as_mut().poll(context) {
                Poll::Ready(ready) => *output = Some(ready),
                Poll::Pending => is_pending = true,
            }
        }
        if is_pending { Poll::Pending } else { Poll::Ready(()) }
    })
    .await;
    running.into_iter().filter_map(|(_, output)| output).collect()
}

pub(crate) async fn intent_is_there_while_the_order_is_sent(journal: &impl Journal) {
    let (send, mut receive) = mpsc::unbounded_channel();
    let server = Server::start(move |connection| {
        connection.read_request();
        send.send(()).expect("the test waits");
        connection.stay_silent();
    });
    let client = client(&server.url());
    let journaled = client.with_journal(journal).label("4711");
    // The future is dropped after the order was sent.
    let order = sample();
    tokio::select! {
        result = journaled.place(&order) => panic!("no answer comes: {result:?}"),
        request = receive.recv() => assert_eq!(request, Some(())),
    }
    let entry = only_unfinished(journal).await;
    assert_eq!(entry.outcome, None);
    assert_eq!(entry.intent.label.as_deref(), Some("4711"));
    assert!(entry.to_string().ends_with(": no outcome was written"), "{entry}");
    assert_unfinished(journaled.place(&sample()).await, entry.id);
    assert_unfinished(journaled.place_again(&sample(), entry.id).await, entry.id);
    server.seen().await.assert_one_request();
}

pub(crate) async fn unknown_order_is_refused_until_it_is_settled(journal: &impl Journal) {
    let page = reply("502 Bad Gateway", "<p>later</p>");
    let replies = [page, reply("201 Created", r#"{"order_id":"00222307"}"#)];
    let left = std::sync::Mutex::new(replies.to_vec());
    let server = Server::start(move |connection| {
        // The last connection only wakes the server.
        if connection.read_request() {
            connection.write(&left.lock().expect("not poisoned").remove(0));
        }
    });
    let client = client(&server.url());
    let journaled = client.with_journal(journal);

    let error = journaled.place(&sample()).await.expect_err("unknown");
    assert_eq!(error.order_state(), OrderState::Unknown);
    let entry = only_unfinished(journal).await;
    assert_eq!(
        entry.outcome.as_ref().expect("finished").1,
        Outcome::Unknown {
            status: Some(502),
            problem: String::new(),
            body: b"<p>later</p>".to_vec(),
        },
    );
    let error = journaled.place(&sample()).await.expect_err("unfinished");
    assert_eq!(error.order_state(), OrderState::NotPlaced);
    let text = error.to_string();
    assert!(text.contains("answered with status 502"), "{text}");
    assert!(text.ends_with("look for it in the account, then settle the entry"), "{text}");
    assert_unfinished(Err(error), entry.id);

    let settled = journal.settle(entry.id, &Settlement::NotPlaced).await.expect("unfinished");
    assert!(!settled.is_unfinished() && settled.order_id().is_none(), "{settled:?}");
    assert_nothing_unfinished(journal).await;
    let placed = journaled.place(&sample()).await.expect("placed");
    assert_eq!(placed.order_id.as_str(), "00222307");
    assert_eq!(server.seen().await.requests.len(), 2);
}

pub(crate) async fn order_that_was_settled_as_placed_is_refused(journal: &impl Journal) {
    let server = Server::answering("");
    let client = client(&server.url());
    let journaled = client.with_journal(journal);
    journaled.place(&sample()).await.expect_err("no answer");
    let entry = only_unfinished(journal).await;
    let Some((_, Outcome::Unknown { status: None, problem, body })) = &entry.outcome else {
        panic!("{entry:?}")
    };
    assert!(!problem.is_empty() && body.is_empty(), "{entry:?}");

    let settlement = Settlement::Placed(order_id("00222399"));
    let settled = journal.settle(entry.id, &settlement).await.expect("unfinished");
    assert!(settled.to_string().ends_with("; settled as order 00222399"), "{settled}");
    let entry = already_placed(journaled.place(&sample()).await);
    assert_eq!(entry, settled);
    assert_eq!(entry.order_id(), Some(&order_id("00222399")));
    server.seen().await.assert_one_request();
}

pub(crate) async fn refused_order_may_be_placed(journal: &impl Journal) {
    let body =
        r#"{"errors":[{"code":"required_param:org_name","description":"Mr. McCoy, name?"}]}"#;
    let type_ = "Content-Type: application/vnd.digicert.error+json\r\n";
    let server = Server::answering(reply_with("400 Bad Request", type_, body));
    let client = client(&server.url());
    let journaled = client.with_journal(journal);
    for _ in 0..2 {
        match journaled.place(&sample()).await {
            Err(JournaledError::Order { source: Error::Rejected { .. }, .. }) => {}
            other => panic!("{other:?}"),
        }
    }
    let entries = journaled.entries(&sample()).await.expect("readable");
    assert_eq!(entries.len(), 2);
    let rejected = Outcome::Rejected { status: 400, problem: "required_param:org_name".into() };
    assert!(entries.iter().all(|entry| entry.outcome.as_ref().expect("finished").1 == rejected));
    assert_nothing_unfinished(journal).await;
    assert_eq!(server.seen().await.requests.len(), 2);
}

pub(crate) async fn order_that_was_not_sent_may_be_placed(journal: &impl Journal) {
    let client = client(&nobody());
    let journaled = client.with_journal(journal);
    for _ in 0..2 {
        let error = journaled.place(&sample()).await.expect_err("nobody listens");
        assert_eq!(error.order_state(), OrderState::NotPlaced);
        assert!(matches!(error, JournaledError::Order { source: Error::NotSent { .. }, .. }));
    }
    for entry in journaled.entries(&sample()).await.expect("readable") {
        let Some((_, Outcome::NotSent { problem })) = entry.outcome else { panic!("{entry:?}") };
        assert!(problem.to_lowercase().contains("refused"), "{problem}");
    }
    assert_nothing_unfinished(journal).await;
}

pub(crate) async fn unreadable_number_is_unfinished_with_what_was_read(journal: &impl Journal) {
    let long = format!("order 222307 for skyfall {}", "x".repeat(2 * BODY_KEPT));
    let (result, seen) = answered(journal, reply("201 Created", long)).await;
    seen.assert_one_request();
    let error = result.expect_err("unreadable");
    assert_eq!(error.order_state(), OrderState::Placed);
    let entry = only_unfinished(journal).await;
    let Some((_, Outcome::PlacedUnreadable { status: 201, problem, body })) = entry.outcome else {
        panic!("{entry:?}")
    };
    assert_eq!(problem, "is not JSON from byte 0 on");
    assert!(body.starts_with(b"order 222307 for [redacted] xxx"));
    assert_eq!(body.len(), BODY_KEPT);
}

pub(crate) async fn number_that_comes_after_a_settlement_is_kept(journal: &impl Journal) {
    let (result, _) = answered(journal, reply("201 Created", r#"{"order_id":7}"#)).await;
    result.expect("placed");
    let mut latest = journal.latest(1).await.expect("readable").remove(0);
    for settlement in [Settlement::NotPlaced, Settlement::Placed(order_id("1"))] {
        latest = begin_and_settle(journal, &latest, &settlement).await;
        let placed = Outcome::Placed { order_id: order_id("00222307") };
        journal.finish(latest.id, &placed).await.expect("no outcome yet");
        latest = journal.entry(latest.id).await.expect("there");
        assert_eq!(latest.order_id(), Some(&order_id("00222307")));
        assert_eq!(latest.settlement.as_ref().map(|(_, kept)| kept), Some(&settlement));
    }

    // An outcome that says less than the person leaves the entry settled.
    latest = begin_and_settle(journal, &latest, &Settlement::NotPlaced).await;
    let unknown = Outcome::Unknown { status: None, problem: String::new(), body: Vec::new() };
    journal.finish(latest.id, &unknown).await.expect("no outcome yet");
    assert!(!journal.entry(latest.id).await.expect("there").is_unfinished());
    assert_nothing_unfinished(journal).await;
}

/// Begins an order equal to that of `placed`, and settles it before it has ended.
async fn begin_and_settle(
    journal: &impl Journal,
    placed: &Entry,
    settlement: &Settlement,
) -> Entry {
    let intent = Intent { after: Some(placed.id), ..placed.intent.clone() };
    match journal.begin(&intent).await.expect("writable") {
        Begun::Entry(id) => journal.settle(id, settlement).await.expect("unfinished"),
        other => panic!("not begun: {other:?}"),
    }
}

pub(crate) async fn note_of_a_settlement_is_kept(journal: &impl Journal) {
    let (result, _) = answered(journal, reply("201 Created", r#"{"order_id":7}"#)).await;
    result.expect("placed");
    let mut latest = journal.latest(1).await.expect("readable").remove(0);
    assert_eq!(latest.note, None);
    let long = "x".repeat(400);
    let cut = format!("{}\u{2026} (100 more bytes)", "x".repeat(300));
    for (note, kept) in [
        (None, None),
        (Some(""), None),
        (Some(" \n"), None),
        (Some(" Ann\tlooked\0 "), Some("Ann looked\\u{0}")),
        (Some(&*long), Some(&*cut)),
    ] {
        let intent = Intent { after: Some(latest.id), ..latest.intent.clone() };
        let Begun::Entry(id) = journal.begin(&intent).await.expect("writable") else {
            panic!("nothing stands against it")
        };
        let settlement = Settlement::Placed(order_id("8"));
        latest = journal.settle_with_note(id, &settlement, note).await.expect("unfinished");
        assert_eq!(latest.note.as_deref(), kept);
        assert_eq!(latest, journal.entry(id).await.expect("there"));
        let again = journal.settle_with_note(id, &settlement, Some("later")).await;
        assert!(matches!(again, Err(JournalError::Finished { .. })), "{again:?}");
        assert_eq!(journal.entry(id).await.expect("there").note.as_deref(), kept);
    }
}

pub(crate) async fn reference_is_kept_and_of_one_order(journal: &impl Journal) {
    let (result, _) = answered(journal, reply("201 Created", r#"{"order_id":7}"#)).await;
    result.expect("placed");
    let placed = journal.latest(9).await.expect("readable").remove(0);
    let begin = |after: &Entry, account: &str, text: &str| {
        let arrives_by = UNIX_EPOCH + Duration::from_millis(1_800_000_000_123);
        let reference = Some(SentReference { text: text.to_owned(), arrives_by });
        let account_id = account.to_owned();
        Intent { after: Some(after.id), account_id, reference, ..placed.intent.clone() }
    };
    let intent = begin(&placed, "001007", "invoice 4711");
    let Begun::Entry(first) = journal.begin(&intent).await.expect("writable") else {
        panic!("nothing stands against it")
    };
    assert_eq!(journal.entry(first).await.expect("there").intent, intent);

    let settled = Settlement::Placed(order_id("8"));
    let first = journal.settle(first, &settled).await.expect("unfinished");
    let Begun::ReferenceUsed(found) =
        journal.begin(&intent_after(&intent, &first)).await.expect("readable")
    else {
        panic!("it is that of order 8")
    };
    assert_eq!(found, first);
    for other in [begin(&first, "001008", "invoice 4711"), begin(&first, "001007", "invoice 4712")]
    {
        let Begun::Entry(id) = journal.begin(&other).await.expect("writable") else {
            panic!("nothing stands against it")
        };
        journal.settle(id, &Settlement::NotPlaced).await.expect("unfinished");
    }
    // An order that was not placed leaves its reference to the next.
    let next = begin(&first, "001007", "invoice 4712");
    assert!(matches!(journal.begin(&next).await.expect("writable"), Begun::Entry(_)));
}

fn intent_after(intent: &Intent, after: &Entry) -> Intent {
    Intent { after: Some(after.id), ..intent.clone() }
}

pub(crate) async fn entry_ends_once(journal: &impl Journal) {
    let (result, _) = answered(journal, reply("201 Created", r#"{"order_id":7}"#)).await;
    result.expect("placed");
    let entry = journal.latest(9).await.expect("readable").remove(0);
    let finish = journal.finish(entry.id, &Outcome::NotSent { problem: String::new() }).await;
    let settle = journal.settle(entry.id, &Settlement::NotPlaced).await;
    for error in [finish.expect_err("placed"), settle.expect_err("placed")] {
        assert!(error.to_string().ends_with("placed as order 7"), "{error}");
        assert!(matches!(error, JournalError::Finished { .. }));
    }
    assert_eq!(journal.entry(entry.id).await.expect("there"), entry);

    let none: EntryId = "424242".parse().expect("a number");
    let errors = [
        journal.entry(none).await.expect_err("not there"),
        journal.settle(none, &Settlement::NotPlaced).await.expect_err("not there"),
        journal
            .finish(none, &Outcome::NotSent { problem: String::new() })
            .await
            .expect_err("not there"),
    ];
    for error in errors {
        assert_eq!(error.to_string(), "there is no entry 424242 in the journal");
    }
}

pub(crate) async fn other_account_endpoint_or_field_is_another_order(journal: &impl Journal) {
    let server = Server::answering(reply("201 Created", r#"{"order_id":7}"#));
    let other = Server::answering(reply("201 Created", r#"{"order_id":8}"#));
    let credentials = Credentials::new("001008", "skyfall").expect("plain letters");
    let changed = SAMPLE.replace("Tampa", "Miami");
    let changed: Valid<CodeSigningOrder> = json::from_str(&changed).expect("valid");
    let first = client(&server.url());
    first.with_journal(journal).place(&sample()).await.expect("placed");
    first.with_journal(journal).place(&changed).await.expect("another order");
    let account = Client::builder(retail::SERVICE, credentials)
        .base_url(server.url())
        .build()
        .expect("usable");
    account.with_journal(journal).place(&sample()).await.expect("another account");
    let second = client(&other.url());
    second.with_journal(journal).place(&sample()).await.expect("another endpoint");
    already_placed(first.with_journal(journal).label("other").place(&sample()).await);
    assert_eq!(server.seen().await.requests.len(), 3);
    assert_eq!(other.seen().await.requests.len(), 1);
}

pub(crate) async fn entries_come_in_order(journal: &impl Journal) {
    for _ in 0..3 {
        let (result, _) = answered(journal, Vec::new()).await;
        result.expect_err("no answer");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let ids = |entries: Vec<Entry>| entries.iter().map(|entry| entry.id).collect::<Vec<_>>();
    let oldest_first = ids(journal.unfinished().await.expect("readable"));
    assert_eq!(oldest_first.len(), 3);
    assert!(oldest_first.is_sorted());
    let newest_first = ids(journal.latest(2).await.expect("readable"));
    assert_eq!(newest_first, [oldest_first[2], oldest_first[1]]);
    for id in oldest_first {
        let entry = journal.entry(id).await.expect("there");
        let equal = journal.equal_to(&entry.intent.fingerprint).await.expect("readable");
        assert_eq!(equal, [entry]);
    }
}

pub(crate) async fn nothing_personal_or_secret_is_kept(journal: &impl Journal) {
    for answer in [
        reply("201 Created", r#"{"order_id":"00222307"}"#),
        reply("500 Oops", "key skyfall, MDAxMDA3OnNreWZhbGw="),
        reply("201 Created", r#"{"order_id":"skyfall"}"#),
        reply(
            "502 Bad Gateway",
            "Gary McCoy of &quot;My Company&quot;, gm@example.com, 555-555-1234",
        ),
        reply("201 Created", r#"{"for":"Mr.\u0020McCoy, 19%20Windsor%20Court, Tampa, FL 33615"}"#),
        reply("401 Unauthorized", "key skyfall of Gary McCoy"),
        reply_with(
            "400 Bad Request",
            "Content-Type: application/vnd.digicert.error+json\r\n",
            r#"{"errors":[{"code":"bad:skyfall","description":"Gary McCoy"}]}"#,
        ),
    ] {
        let (_, seen) = answered(journal, answer).await;
        seen.assert_one_request();
    }
    let entries = journal.latest(99).await.expect("readable");
    assert_eq!(entries.len(), 7);
    for entry in entries {
        let body = match &entry.outcome {
            Some((_, Outcome::Unknown { body, .. } | Outcome::PlacedUnreadable { body, .. })) => {
                String::from_utf8_lossy(body).into_owned()
            }
            _ => String::new(),
        };
        let text = format!("{entry} {entry:?} {body}");
        for word in [
            "skyfall",
            "MDAxMDA3",
            "Gary",
            "McCoy",
            "gm@example.com",
            "My Company",
            "555-555",
            "Windsor",
            "Tampa",
            "FL 3",
        ] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
}
