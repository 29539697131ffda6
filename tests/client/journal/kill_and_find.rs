//! Programs that are killed at any moment, at a service that finds orders by their reference: nothing is placed twice,
//! nothing is lost, and nothing is left to a person.
//!
//! `ORDER_TEST_KILLS=500 cargo test -p order-tests --test client kill_and_find -- --nocapture` kills more often.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, SystemTime},
};

use order_client::{
    Client, Credentials, OrderId, Reference, Retry, Service,
    certcentral::{self, CodeSigningOrder},
    journal::{Entry, Journal as _, JournalError, JournaledError, Recovered, SqliteJournal},
    sandbox::{Fault, Sandbox, SandboxOptions, When},
};
use order_core::{Valid, json};

use crate::{
    certcentral::SAMPLE,
    journal::{Folder, kill::Random},
};

const PROGRAM: &str = "journal::kill_and_find::program";
const FOLDER: &str = "ORDER_TEST_FOLDER";
const URL: &str = "ORDER_TEST_URL";
const FIRST: &str = "ORDER_TEST_FIRST";

/// CertCentral, which here finds an order at once, or never will, and takes any number of calls.
const SERVICE: Service = certcentral::SERVICE.rates(&[]).reference(
    Reference::field("alternative_order_id")
        .lookup("/order/alternate/{reference}")
        .orders("orders", "order_id")
        .arrives_within(Duration::from_millis(100)),
);

/// The order with this number in its comments. Each program gives it another reference.
fn order(number: usize) -> Valid<CodeSigningOrder> {
    let reference = format!("order {number} of program {}", std::process::id());
    let document = SAMPLE.replacen('{', &format!(r#"{{"alternative_order_id": "{reference}","#), 1);
    let document = document.replace("Message for the approver", &format!("order {number}"));
    json::from_str(&document).expect("the sample keeps all rules")
}

fn client(url: &str) -> Client {
    let key = Credentials::key("skyfall").expect("plain letters").account("us").expect("a word");
    Client::builder(SERVICE, key)
        .base_url(url)
        .connect_timeout(Duration::from_millis(300))
        .timeout(Duration::from_millis(600))
        .retry(Retry::new(2).first_wait(Duration::from_millis(5)))
        .build()
        .expect("usable")
}

fn open(folder: &str) -> SqliteJournal {
    SqliteJournal::open(format!("{folder}/orders.db")).expect("a journal, however it was left")
}

/// The program that is killed: asks for what was left unfinished, then places one order after the other.
#[tokio::test]
#[ignore = "is started by the other one here"]
async fn program() {
    let variable = |name| std::env::var(name).ok();
    let (Some(folder), Some(url)) = (variable(FOLDER), variable(URL)) else { return };
    let first: usize = variable(FIRST).expect("a number").parse().expect("a number");
    let (journal, client) = (&open(&folder), &client(&url));
    client.with_journal(journal).recover().await.expect("the journal is there");
    let next = &AtomicUsize::new(first);
    let worker = || async move {
        loop {
            let number = next.fetch_add(1, Ordering::SeqCst);
            let journaled = client.with_journal(journal).label(number.to_string());
            match journaled.place(&order(number)).await {
                Err(JournaledError::NotBegun { source: JournalError::Locked { .. } }) => {}
                Err(
                    error @ (JournaledError::NotBegun { .. }
                    | JournaledError::Several { .. }
                    | JournaledError::ReferenceUsed { .. }),
                ) => panic!("{error:?}"),
                _ => {}
            }
        }
    };
    tokio::join!(worker(), worker(), worker());
}

fn start(folder: &Folder, url: &str, first: usize) -> Child {
    Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "--ignored", "--nocapture", PROGRAM])
        .env(FOLDER, folder.path())
        .env(URL, url)
        .env(FIRST, first.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .expect("this program can be started")
}

/// The number in the comments of an order.
fn number(order: &CodeSigningOrder) -> usize {
    let comments = order.parameters.comments.as_deref().expect("each order has some");
    comments.strip_prefix("order ").and_then(|number| number.parse().ok()).expect("a number")
}

#[derive(Debug, Default)]
struct Figures {
    kills: usize,
    kills_of_two_at_once: usize,
    placed: usize,
    unfinished_after_a_kill: usize,
    found_placed: usize,
    found_not_placed: usize,
}

/// Asks for everything that is unfinished until nothing is, and counts what was found.
async fn recover(journal: &SqliteJournal, client: &Client, figures: &mut Figures) {
    let journaled = client.with_journal(journal);
    loop {
        let mut is_pending = false;
        for recovered in journaled.recover().await.expect("the journal is there") {
            match recovered {
                Recovered::Settled(entry) if entry.order_id().is_some() => {
                    figures.found_placed += 1
                }
                Recovered::Settled(_) => figures.found_not_placed += 1,
                // A fault may have hit the question itself.
                Recovered::Pending(_) | Recovered::Failed(..) => is_pending = true,
                other => panic!("left to a person: {other:?}"),
            }
        }
        if !is_pending {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_left_to_a_person_over_kills() {
    let kills = std::env::var("ORDER_TEST_KILLS")
        .map_or(40, |kills| kills.parse().expect("ORDER_TEST_KILLS is a number"));
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    let seed = since.as_nanos() as u64 | 1;
    println!("seed {seed}");
    let mut random = Random(seed);
    let folder = Folder::new();
    let options = SandboxOptions::default().keep(1_000_000.try_into().expect("not zero"));
    let sandbox = Sandbox::of_certcentral(Duration::ZERO)
        .credentials(Credentials::key("skyfall").expect("plain letters"))
        .options(options)
        .start()
        .await
        .expect("a free port");
    let faults = [
        Fault::Close(When::After),
        Fault::Close(When::Before),
        Fault::Reset(When::After),
        "lost=502".parse().expect("a fault"),
        "garbage".parse().expect("a fault"),
    ];
    sandbox.fail_at_random(0.15, seed, faults);
    let client = client(sandbox.url());
    let mut figures = Figures::default();

    while figures.kills < kills {
        // From a few before the latest, so that every program meets orders of those before it.
        let placed = sandbox.orders::<CodeSigningOrder>();
        let last = placed.iter().map(|placed| number(&placed.order)).max().unwrap_or_default();
        let programs = 1 + figures.kills % 3 / 2;
        let count = sandbox.placed();
        let mut children: Vec<_> =
            (0..programs).map(|_| start(&folder, sandbox.url(), last.saturating_sub(8))).collect();
        for child in &mut children {
            // Now and then while it starts, else after it has placed some orders.
            let wanted = if random.below(4) == 0 { 0 } else { 1 + random.below(6) as usize };
            for _ in 0..2000 {
                if sandbox.placed() >= count + wanted {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            tokio::time::sleep(Duration::from_micros(random.below(8000))).await;
            child.kill().expect("it runs for ever");
            let status = child.wait().expect("it was started");
            assert_eq!(status.code(), None, "it ended before it was killed");
            figures.kills += 1;
        }
        figures.kills_of_two_at_once += if programs == 2 { 2 } else { 0 };
        let journal = open(folder.path().to_str().expect("a plain name"));
        figures.unfinished_after_a_kill += journal.unfinished().await.expect("readable").len();
        // Every other time, the next program itself has to ask.
        if random.below(2) == 0 {
            recover(&journal, &client, &mut figures).await;
        }
    }

    sandbox.end_faults();
    let journal = open(folder.path().to_str().expect("a plain name"));
    recover(&journal, &client, &mut figures).await;
    assert_eq!(journal.unfinished().await.expect("readable"), []);

    let mut placed: BTreeMap<usize, Vec<OrderId>> = BTreeMap::new();
    for order in sandbox.orders::<CodeSigningOrder>() {
        placed.entry(number(&order.order)).or_default().push(order.order_id);
    }
    let entries = journal.latest(u32::MAX).await.expect("readable");
    let known: BTreeSet<_> = entries.iter().filter_map(Entry::order_id).collect();
    for (number, order_ids) in &placed {
        assert_eq!(order_ids.len(), 1, "order {number} was placed twice");
        assert!(known.contains(&order_ids[0]), "the number of order {number} was lost");
    }
    assert_eq!(known.len(), placed.len(), "the journal has orders that were not placed");
    figures.placed = placed.len();
    println!("{figures:#?}");
    assert!(figures.placed > kills, "{figures:?}");
    assert!(figures.unfinished_after_a_kill > kills / 10, "{figures:?}");
}
