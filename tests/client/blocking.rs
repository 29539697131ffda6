//! The calls without an async runtime.

use order_client::{
    Client, Error,
    retail::{self, CertificateState, Reissue, SslOrder},
    sandbox::Sandbox,
};
use order_core::{OrderRequest as _, Valid, json};

use crate::support::{builder, certificate_of, nobody, sample, view};
#[cfg(unix)]
use {
    crate::{
        journal::Folder,
        support::{reply, server::Server},
    },
    order_client::{
        OrderId, OrderState, blocking,
        journal::{JournalError, JournaledError, Settlement, SqliteJournal},
    },
    std::{sync::Mutex, time::Duration},
};

#[tokio::test]
async fn client_may_be_dropped_where_it_may_not_be_used() {
    let client = tokio::task::spawn_blocking(|| {
        let client = builder(&nobody()).build_blocking().expect("usable");
        client.send(&view(&"1".parse().expect("digits"))).expect_err("nobody listens");
        client
    });
    drop(client.await.expect("no panic"));
}

#[test]
fn all_calls_wait_for_their_replies() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let sandbox = runtime.block_on(Sandbox::start()).expect("a free port");
    let url = sandbox.url().to_owned();
    let client =
        Client::builder(retail::SERVICE, sandbox.credentials()).base_url(url).build_blocking();
    let client = client.expect("usable");
    let calls = std::thread::spawn(move || {
        client.place(&sample()).expect("placed");
        let ssl = include_str!("fixtures/order-ssl.request.json");
        let ssl: Valid<SslOrder> = json::from_str(ssl).expect("the sample keeps all rules");
        assert_eq!(client.methods(&ssl).expect("read").to_string(), "OPTIONS, POST");
        let order_id = client.send(&ssl).expect("placed").order_id;
        let details = client.send(&view(&order_id)).expect("read");
        assert_eq!(
            client
                .send_if_changed(
                    &view(&details.order_id),
                    details.etag.as_ref().expect("a version")
                )
                .expect("read"),
            None
        );
        let state = client.clone().send(&certificate_of(&order_id)).expect("read");
        let CertificateState::Issued(certificate) = state else { panic!("{state:?}") };
        assert_eq!(
            client
                .send_if_changed(
                    &certificate_of(&certificate.order_id),
                    certificate.etag.as_ref().expect("a version")
                )
                .expect("read"),
            None
        );
        let order_id = order_id.to_string();
        let sans = Some(vec!["a.example.com".to_owned()]);
        let (comments, common_name, csr) = (None, None, None);
        let (server_type, signature_hash) = (None, None);
        let reissue =
            Reissue { order_id, comments, common_name, sans, csr, server_type, signature_hash };
        let reissued = client.send(&reissue.into_valid().expect("valid")).expect("taken");
        assert!(reissued.pending_name_changes.is_some(), "{reissued:?}");
        assert!(!format!("{client:?}").contains("skyfall"), "{client:?}");
    });
    runtime.block_on(async {
        while !calls.is_finished() {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    });
    calls.join().expect("no panic");
    assert_eq!(sandbox.placed(), 2);
}

#[test]
fn outcomes_are_the_same() {
    let client = builder(&nobody()).build_blocking().expect("usable");
    let error = client.place(&sample()).expect_err("nobody listens");
    assert!(matches!(error, Error::NotSent { .. }), "{error:?}");
    assert!(builder("http://api.digicert.com").build_blocking().is_err());
}

#[cfg(unix)]
#[test]
fn orders_go_through_a_journal() {
    let folder = Folder::new();
    let journal = SqliteJournal::open(folder.file()).expect("a new file");
    let answers = [
        reply("201 Created", r#"{"order_id":"00222307"}"#),
        reply("502 Bad Gateway", ""),
        reply("201 Created", r#"{"order_id":"00222308"}"#),
    ];
    let left = Mutex::new(answers.into_iter());
    let server = Server::start(move |connection| {
        // The last connection only wakes the server.
        if connection.read_request() {
            connection
                .write(&left.lock().expect("not poisoned").next().expect("three are asked for"));
        }
    });
    let client = builder(&server.url()).build_blocking().expect("usable");
    let journaled = client.with_journal(&journal).label("invoice 4711");

    let placed = journaled.place(&sample()).expect("placed");
    assert_eq!(placed.order_id.as_str(), "00222307");
    let error = journaled.place(&sample()).expect_err("placed before");
    assert_eq!(error.order_state(), OrderState::NotPlaced);
    let JournaledError::AlreadyPlaced { entry: first } = error else { panic!("{error:?}") };
    assert_eq!(first.intent.label.as_deref(), Some("invoice 4711"));

    let error = journaled.place_again(&sample(), first.id).expect_err("no answer");
    let JournaledError::Order { entry, source } = &error else { panic!("{error:?}") };
    assert_eq!(source.order_state(), OrderState::Unknown);
    let error = journaled.place_again(&sample(), first.id).expect_err("unfinished");
    assert!(matches!(error, JournaledError::Unfinished { .. }), "{error:?}");

    // Another program of the same machine, which only looks at the journal.
    let opened = SqliteJournal::open(folder.file()).expect("a journal");
    let view = blocking::Journal::new(&opened).expect("a runtime");
    let unfinished = view.unfinished().expect("readable");
    assert_eq!(unfinished.iter().map(|entry| entry.id).collect::<Vec<_>>(), [*entry]);
    let settled = view.settle(*entry, &Settlement::NotPlaced).expect("unfinished");
    assert!(!settled.is_unfinished(), "{settled:?}");
    let again = view.settle(*entry, &Settlement::NotPlaced).expect_err("settled");
    assert!(matches!(again, JournalError::Finished { .. }), "{again:?}");
    let none = view.entry("999".parse().expect("a number")).expect_err("not there");
    assert!(matches!(none, JournalError::NoSuchEntry { .. }), "{none:?}");

    let placed = journaled.place_again(&sample(), first.id).expect("placed");
    assert_eq!(placed.order_id.as_str(), "00222308");
    let journal = journaled.journal();
    assert_eq!(journal.unfinished().expect("readable"), []);
    let entries = journaled.entries(&sample()).expect("readable");
    let numbers: Vec<_> = entries.iter().map(|it| it.order_id().map(OrderId::as_str)).collect();
    assert_eq!(numbers, [Some("00222307"), None, Some("00222308")]);
    assert_eq!(journal.equal_to(&first.intent.fingerprint).expect("readable"), entries);
    assert_eq!(journal.entry(first.id).expect("there"), *first);
    assert_eq!(journal.latest(1).expect("readable"), entries[2..]);
    assert!(!format!("{journaled:?}").contains("skyfall"), "{journaled:?}");

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let seen = runtime.expect("a runtime").block_on(server.seen());
    assert_eq!(seen.requests.len(), 3);
}

#[cfg(unix)]
#[test]
fn nothing_is_sent_if_the_journal_cannot_be_written() {
    let folder = Folder::new();
    let wait = Duration::from_millis(50);
    let journal = SqliteJournal::open_with_wait(folder.file(), wait).expect("a new file");
    let other = rusqlite::Connection::open(folder.file()).expect("the file can be opened");
    other.execute_batch("BEGIN IMMEDIATE").expect("not locked yet");
    let server = Server::answering(reply("201 Created", r#"{"order_id":7}"#));
    let client = builder(&server.url()).build_blocking().expect("usable");
    let error = client.with_journal(&journal).place(&sample()).expect_err("locked");
    let JournaledError::NotBegun { source: JournalError::Locked { .. } } = error else {
        panic!("{error:?}")
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let seen = runtime.expect("a runtime").block_on(server.seen());
    assert_eq!(seen.requests.len(), 0);
}
