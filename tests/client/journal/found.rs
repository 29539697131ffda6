//! Orders whose reply was lost, at a service that finds them by the reference of the caller.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use order_client::{
    Client, ClientBuilder, Credentials, Error, OrderId, OrderPlaced, OrderState, Reference, Retry,
    Service,
    certcentral::{
        self, CertificateRequest, CodeSigningOrder, CodeSigningParameters, OrderValidity,
        Organization, SignatureHash,
    },
    journal::{
        Begun, Entry, EntryId, Fingerprint, Intent, Journal, JournalError, JournaledError, Outcome,
        Recovered, Settlement, SqliteJournal,
    },
};
use order_core::{OrderRequest, Valid};

use crate::{
    journal::Folder,
    support::{
        reply,
        server::{Connection, Server},
        with_causes,
    },
};

const SHOP: Service = Service::new("shop").reference(
    Reference::field("reference")
        .lookup("/orders?reference={reference}")
        .orders("data.orders", "id")
        // The client asks for 1.2 s, which leaves a busy machine time for what a test does before an order can no longer arrive.
        .arrives_within(Duration::from_secs(2)),
);

#[derive(OrderRequest)]
#[order(endpoint = "POST /orders", response = OrderPlaced)]
struct Books {
    isbn: String,
    reference: Option<String>,
}

fn books(isbn: &str, reference: &str) -> Valid<Books> {
    let reference = Some(reference.to_owned());
    let books = Books { isbn: isbn.to_owned(), reference }.into_valid();
    books.unwrap_or_else(|_| panic!("it keeps all rules"))
}

/// A shop whose replies are lost, and the references of the orders that it has.
#[derive(Default)]
struct Shop {
    orders: Mutex<Vec<String>>,
    /// Its way with the next order.
    next: Mutex<Next>,
    lookups_fail: Mutex<bool>,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum Next {
    #[default]
    Answer,
    /// Takes it, and closes the connection.
    Lose,
    /// Takes it twice, as a service with a fault of its own may.
    Double,
    /// Closes the connection without taking it.
    Drop,
    /// Says that it was taken, without its number, and forgets it.
    Forget,
}

impl Shop {
    fn start() -> (Arc<Self>, Server) {
        let shop = Arc::new(Self::default());
        let behind = Arc::clone(&shop);
        let server = Server::start(move |connection| behind.answer(connection));
        (shop, server)
    }

    fn answer(&self, connection: &mut Connection) {
        if !connection.read_request() {
            return;
        }
        let request = connection.requests.last().expect("it was read").clone();
        let mut orders = self.orders.lock().expect("not poisoned");
        if let Some(query) = request.strip_prefix("GET /orders?reference=") {
            if *self.lookups_fail.lock().expect("not poisoned") {
                return connection.write(&reply("500 Internal Server Error", ""));
            }
            let asked = query.split(' ').next().expect("a first word").replace("%20", " ");
            let found = orders.iter().enumerate().filter(|(_, reference)| **reference == asked);
            let found: Vec<_> =
                found.map(|(index, _)| format!(r#"{{"id":{}}}"#, 7 + index)).collect();
            let body = format!(r#"{{"data":{{"orders":[{}]}}}}"#, found.join(","));
            return connection.write(&reply("200 OK", body));
        }
        let (_, reference) = request.split_once("\"reference\": \"").expect("each has one");
        let reference = reference.split('"').next().expect("a first part").to_owned();
        match std::mem::take(&mut *self.next.lock().expect("not poisoned")) {
            Next::Answer => {
                orders.push(reference);
                let body = format!(r#"{{"id":{}}}"#, 6 + orders.len());
                connection.write(&reply("201 Created", body));
            }
            Next::Lose => orders.push(reference),
            Next::Double => orders.extend([reference.clone(), reference]),
            Next::Drop => {}
            Next::Forget => connection.write(&reply("201 Created", "<p>thank you</p>")),
        }
    }

    fn then(&self, next: Next) {
        *self.next.lock().expect("not poisoned") = next;
    }

    fn let_lookups_fail(&self, fail: bool) {
        *self.lookups_fail.lock().expect("not poisoned") = fail;
    }

    fn count(&self) -> usize {
        self.orders.lock().expect("not poisoned").len()
    }
}

fn builder(server: &Server) -> ClientBuilder {
    let key = Credentials::key("skyfall").expect("plain letters").account("me").expect("a word");
    Client::builder(SHOP, key)
        .base_url(server.url())
        .connect_timeout(Duration::from_millis(100))
        .timeout(Duration::from_millis(500))
        .retry(Retry::none())
}

fn client(server: &Server) -> Client {
    builder(server).build().expect("usable")
}

fn journal(folder: &Folder) -> SqliteJournal {
    SqliteJournal::open(folder.file()).expect("a new journal")
}

async fn only(journal: &SqliteJournal) -> Entry {
    let mut entries = journal.latest(9).await.expect("readable");
    assert_eq!(entries.len(), 1, "{entries:?}");
    entries.remove(0)
}

#[tokio::test]
async fn order_whose_reply_is_lost_is_found_at_once() {
    let (folder, (shop, server)) = (Folder::new(), Shop::start());
    let journal = journal(&folder);
    shop.then(Next::Lose);
    let client = client(&server);
    let placed = client.with_journal(&journal).place(&books("1", "ref 1")).await.expect("found");
    assert_eq!(placed.order_id.as_str(), "7");
    let entry = only(&journal).await;
    assert_eq!((entry.order_id().map(OrderId::as_str), entry.is_unfinished()), (Some("7"), false));
    assert_eq!(entry.intent.reference.expect("it was written").text, "ref 1");
    assert_eq!(shop.count(), 1);
}

#[tokio::test]
async fn order_that_cannot_be_asked_for_yet_is_found_by_the_next_one() {
    let (folder, (shop, server)) = (Folder::new(), Shop::start());
    let journal = journal(&folder);
    let client = client(&server);
    let client = client.with_journal(&journal);
    shop.then(Next::Lose);
    shop.let_lookups_fail(true);
    let error = client.place(&books("1", "ref 1")).await.expect_err("no reply");
    let JournaledError::Order { source: Error::Unknown { .. }, .. } = error else {
        panic!("{error:?}")
    };
    let error = client.place(&books("1", "ref 2")).await.expect_err("it may have been placed");
    assert!(matches!(error, JournaledError::Unfinished { .. }), "{error:?}");

    shop.let_lookups_fail(false);
    // Another reference makes no other order of it.
    let error = client.place(&books("1", "ref 2")).await.expect_err("it was placed");
    let JournaledError::AlreadyPlaced { entry } = error else { panic!("{error:?}") };
    assert_eq!(entry.order_id().map(OrderId::as_str), Some("7"));
    assert_eq!(shop.count(), 1);
}

#[tokio::test]
async fn order_that_is_not_found_was_not_placed_only_when_it_can_no_longer_arrive() {
    let (folder, (shop, server)) = (Folder::new(), Shop::start());
    let journal = journal(&folder);
    let client = client(&server);
    let client = client.with_journal(&journal);
    shop.then(Next::Drop);
    let before = SystemTime::now();
    client.place(&books("1", "ref 1")).await.expect_err("no reply");
    let after = SystemTime::now();
    let [Recovered::Pending(entry)] = &client.recover().await.expect("asked")[..] else {
        panic!("it may still arrive")
    };
    let by = entry.intent.reference.as_ref().expect("it has one").arrives_by;
    let error = client.place(&books("1", "ref 1")).await.expect_err("it may still arrive");
    assert!(matches!(error, JournaledError::Unfinished { .. }), "{error:?}");
    assert_eq!(shop.count(), 0);

    // Twice the time of a call and that of the service, from the intent on. The journal keeps whole milliseconds.
    let time = Duration::from_secs(3);
    assert!((before + time..=after + time).contains(&(by + Duration::from_millis(1))), "{by:?}");
    let left = by.duration_since(SystemTime::now()).unwrap_or_default();
    tokio::time::sleep(left + Duration::from_millis(10)).await;
    let placed = client.place(&books("1", "ref 1")).await.expect("placed now");
    assert_eq!((placed.order_id.as_str(), shop.count()), ("7", 1));
}

#[tokio::test]
async fn order_that_the_service_has_confirmed_is_never_called_not_placed() {
    let (folder, (shop, server)) = (Folder::new(), Shop::start());
    let journal = journal(&folder);
    let client = client(&server);
    let client = client.with_journal(&journal);
    shop.then(Next::Forget);
    client.place(&books("1", "ref 1")).await.expect_err("no number");
    let by = only(&journal).await.intent.reference.expect("it has one").arrives_by;
    tokio::time::sleep(by.duration_since(SystemTime::now()).unwrap_or_default()).await;
    tokio::time::sleep(Duration::from_millis(10)).await;
    let recovered = client.recover().await.expect("asked");
    assert!(matches!(&recovered[..], [Recovered::Pending(_)]), "{recovered:?}");
    let error = client.place(&books("1", "ref 1")).await.expect_err("it may be there");
    assert!(matches!(error, JournaledError::Unfinished { .. }), "{error:?}");
    assert_eq!(shop.count(), 0);
}

#[tokio::test]
async fn several_orders_with_one_reference_are_for_a_person() {
    let (folder, (shop, server)) = (Folder::new(), Shop::start());
    let journal = journal(&folder);
    let client = client(&server);
    let client = client.with_journal(&journal);
    shop.then(Next::Double);
    client.place(&books("1", "ref 1")).await.expect_err("which of the two?");
    let error = client.place(&books("1", "ref 1")).await.expect_err("which of the two?");
    assert!(matches!(&error, JournaledError::Several { order_ids, .. } if order_ids.len() == 2));
    assert!(error.to_string().contains("belongs to the orders 7, 8; look at them"), "{error}");
    let recovered = client.recover().await.expect("asked");
    assert!(matches!(&recovered[..], [Recovered::Several(_, numbers)] if numbers.len() == 2));
    assert_eq!(journal.unfinished().await.expect("readable").len(), 1);
}

#[tokio::test]
async fn start_of_a_program_settles_what_is_certain() {
    let (folder, (shop, server)) = (Folder::new(), Shop::start());
    let journal = journal(&folder);
    let client = client(&server);
    let journaled = client.with_journal(&journal);
    shop.let_lookups_fail(true);
    for (isbn, next) in [("1", Next::Lose), ("2", Next::Drop)] {
        shop.then(next);
        journaled.place(&books(isbn, isbn)).await.expect_err("no reply");
    }
    let failed = journaled.recover().await.expect("the journal is there");
    assert!(matches!(&failed[..], [Recovered::Failed(..), Recovered::Failed(..)]), "{failed:?}");

    shop.let_lookups_fail(false);
    let recovered = journaled.recover().await.expect("asked");
    let [Recovered::Settled(first), Recovered::Pending(_)] = &recovered[..] else {
        panic!("{recovered:?}")
    };
    assert_eq!(first.order_id().map(OrderId::as_str), Some("7"));

    let someone_else =
        Credentials::key("skyfall").expect("letters").account("you").expect("a word");
    let other = Client::builder(SHOP, someone_else).base_url(server.url()).build().expect("usable");
    let none = other.with_journal(&journal).recover().await.expect("nothing to ask");
    assert!(none.is_empty(), "{none:?}");
    let elsewhere = builder(&server).base_url(format!("{}/v", server.url())).build();
    let none = elsewhere.expect("usable").with_journal(&journal).recover().await;
    assert!(none.expect("nothing to ask").is_empty());
}

#[tokio::test]
async fn reference_is_of_one_order_only() {
    let (folder, (shop, server)) = (Folder::new(), Shop::start());
    let journal = journal(&folder);
    let client = client(&server);
    let client = client.with_journal(&journal);
    client.place(&books("1", "ref 1")).await.expect("placed");
    let error = client.place(&books("2", "ref 1")).await.expect_err("it is of the first");
    let JournaledError::ReferenceUsed { entry } = error else { panic!("{error:?}") };
    let again = client.place_again(&books("1", "ref 1"), entry.id).await.expect_err("the same");
    assert!(matches!(again, JournaledError::ReferenceUsed { .. }), "{again:?}");
    client.place_again(&books("1", "ref 2"), entry.id).await.expect("on purpose");
    assert_eq!(shop.count(), 2);
}

#[tokio::test]
async fn order_without_a_reference_is_left_to_a_person() {
    let (folder, (shop, server)) = (Folder::new(), Shop::start());
    let journal = journal(&folder);
    let client = client(&server);
    let client = client.with_journal(&journal);
    shop.then(Next::Lose);
    client.place(&books("1", " ")).await.expect_err("no reply");
    let recovered = client.recover().await.expect("nothing to ask");
    assert!(matches!(&recovered[..], [Recovered::Unasked(_)]), "{recovered:?}");
    assert_eq!(recovered[0].entry(), &only(&journal).await);
}

/// A journal that takes its time to write an intent, or does not settle as it should.
struct Odd {
    journal: SqliteJournal,
    takes: Duration,
    settling: Settling,
}

enum Settling {
    Works,
    /// Entries are called finished which are not.
    IsSaidToBeDone,
    Fails,
    /// It works, and another program begins an equal order before this one does.
    IsOvertaken,
}

impl Journal for Odd {
    async fn begin(&self, intent: &Intent) -> Result<Begun, JournalError> {
        let begun = self.journal.begin(intent).await;
        tokio::time::sleep(self.takes).await;
        begun
    }

    async fn finish(&self, entry: EntryId, outcome: &Outcome) -> Result<(), JournalError> {
        self.journal.finish(entry, outcome).await
    }

    async fn settle_with_note(
        &self,
        entry: EntryId,
        settlement: &Settlement,
        note: Option<&str>,
    ) -> Result<Entry, JournalError> {
        match self.settling {
            Settling::Works => self.journal.settle_with_note(entry, settlement, note).await,
            Settling::IsSaidToBeDone => {
                let entry = self.journal.entry(entry).await?.into();
                Err(JournalError::Finished { entry })
            }
            Settling::Fails => Err(JournalError::Storage { source: "the disk is gone".into() }),
            Settling::IsOvertaken => {
                let settled = self.journal.settle_with_note(entry, settlement, note).await?;
                let begun = self.journal.begin(&settled.intent).await?;
                assert!(matches!(begun, Begun::Entry(_)), "{begun:?}");
                Ok(settled)
            }
        }
    }

    async fn entry(&self, entry: EntryId) -> Result<Entry, JournalError> {
        self.journal.entry(entry).await
    }

    async fn unfinished(&self) -> Result<Vec<Entry>, JournalError> {
        self.journal.unfinished().await
    }

    async fn equal_to(&self, fingerprint: &Fingerprint) -> Result<Vec<Entry>, JournalError> {
        self.journal.equal_to(fingerprint).await
    }

    async fn latest(&self, count: u32) -> Result<Vec<Entry>, JournalError> {
        self.journal.latest(count).await
    }
}

#[tokio::test]
async fn order_that_was_held_up_is_not_sent_as_others_may_count_on_it() {
    let (folder, (shop, server)) = (Folder::new(), Shop::start());
    let journal = Odd {
        journal: journal(&folder),
        takes: Duration::from_millis(600),
        settling: Settling::Works,
    };
    let client = client(&server);
    let error = client.with_journal(&journal).place(&books("1", "ref 1")).await;
    let error = error.expect_err("later than the time of a call");
    let JournaledError::Order { source: source @ Error::NotSent { .. }, .. } = &error else {
        panic!("{error:?}")
    };
    assert!(with_causes(source).contains("held up for longer"), "{source:?}");
    assert_eq!((shop.count(), server.seen().await.connections), (0, 0));
}

#[tokio::test]
async fn order_is_not_sent_again_while_its_entry_is_unfinished_whatever_the_journal_says() {
    let (folder, (shop, server)) = (Folder::new(), Shop::start());
    let client = client(&server);
    let journal = lost(&folder, &client, &shop, Settling::IsSaidToBeDone).await;
    let client = client.with_journal(&journal);
    let error = client.place(&books("1", "ref 1")).await.expect_err("it is not settled");
    assert!(matches!(error, JournaledError::Unfinished { .. }), "{error:?}");
    assert_eq!(shop.count(), 0);
}

/// A journal with an order that the service does not have, and that can no longer arrive.
async fn lost(folder: &Folder, client: &Client, shop: &Shop, settling: Settling) -> Odd {
    let journal = Odd { journal: journal(folder), takes: Duration::ZERO, settling };
    shop.then(Next::Drop);
    client.with_journal(&journal).place(&books("1", "ref 1")).await.expect_err("no reply");
    let by = only(&journal.journal).await.intent.reference.expect("it has one").arrives_by;
    tokio::time::sleep(by.duration_since(SystemTime::now()).unwrap_or_default()).await;
    tokio::time::sleep(Duration::from_millis(10)).await;
    journal
}

#[tokio::test]
async fn order_that_another_program_begins_meanwhile_is_not_sent() {
    let (folder, (shop, server)) = (Folder::new(), Shop::start());
    let client = client(&server);
    let journal = lost(&folder, &client, &shop, Settling::IsOvertaken).await;
    let error = client.with_journal(&journal).place(&books("1", "ref 1")).await;
    let JournaledError::Unfinished { entry } = error.expect_err("begun by another program") else {
        panic!("it is unfinished")
    };
    let unfinished = journal.unfinished().await.expect("readable");
    assert_eq!(unfinished, [*entry]);
    assert_eq!(shop.count(), 0);
}

#[tokio::test]
async fn nothing_is_sent_if_the_end_of_an_equal_order_cannot_be_written() {
    let (folder, (shop, server)) = (Folder::new(), Shop::start());
    let client = client(&server);
    let journal = lost(&folder, &client, &shop, Settling::Fails).await;
    let client = client.with_journal(&journal);
    let expected = "the journal cannot be used: the disk is gone";
    let error = client.place(&books("1", "ref 1")).await.expect_err("the disk is gone");
    assert_eq!(error.order_state(), OrderState::NotPlaced);
    let JournaledError::NotBegun { source } = &error else { panic!("{error:?}") };
    assert_eq!(with_causes(source), expected);
    let error = client.recover().await.expect_err("the disk is gone");
    assert_eq!(with_causes(&error), expected);
    assert_eq!(shop.count(), 0);
}

#[tokio::test]
async fn service_without_a_lookup_cannot_be_asked() {
    let (_, server) = Shop::start();
    let key = Credentials::key("skyfall").expect("plain letters");
    let client = Client::builder(Service::new("shop"), key).base_url(server.url()).build();
    let error = client.expect("usable").orders_with("ref 1").await.expect_err("none declared");
    assert!(matches!(error, Error::Unwritable(_)), "{error:?}");
    let error = self::client(&server).orders_with(" ").await.expect_err("blank");
    assert!(matches!(error, Error::Unwritable(_)), "{error:?}");
    assert_eq!(server.seen().await.connections, 0);
}

#[tokio::test]
async fn lost_order_of_certcentral_is_found_by_its_alternative_order_id() {
    let folder = Folder::new();
    let server = Server::start(|connection| {
        if !connection.read_request() {
            return;
        }
        let request = connection.requests.last().expect("it was read").clone();
        if request.starts_with("GET /order/alternate/build%2F117 ") {
            let found = r#"{"orders": [{"order_id": 112233, "certificate_id": null, "status": "pending"}], "page": {"total": 1}}"#;
            connection.write(&reply("200 OK", found));
        }
    });
    let parameters = CodeSigningParameters::builder()
        .certificate(CertificateRequest::builder().signature_hash(SignatureHash::Sha256).build())
        .order_validity(OrderValidity::one_year())
        .organization(Organization::known(123456))
        .alternative_order_id("build/117")
        .build();
    let order = CodeSigningOrder { parameters }.into_valid().expect("it keeps all rules");
    let journal = journal(&folder);
    let key = Credentials::key("skyfall").expect("plain letters").account("me").expect("a word");
    let client = Client::builder(certcentral::SERVICE, key)
        .base_url(server.url())
        .connect_timeout(Duration::from_millis(100))
        .timeout(Duration::from_millis(500))
        .retry(Retry::none())
        .build()
        .expect("usable");
    let placed = client.with_journal(&journal).place(&order).await.expect("found");
    assert_eq!(placed.id.as_str(), "112233");
    assert_eq!((placed.certificate_id, placed.requests), (None, Vec::new()));
}
