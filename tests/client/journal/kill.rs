//! Programs that are killed at any moment while they place orders.
//!
//! A round starts this test program again, once or twice, which places orders through the journal,
//! kills it, and compares the journal with what the server has seen. `ORDER_TEST_KILLS` sets how often
//! one is killed; a few seconds' worth if it is not set.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    io::{Read as _, Write as _},
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant, SystemTime},
};

use order_client::{
    OrderId,
    journal::{
        Entry, EntryId, Journal, JournalError, JournaledError, PostgresJournal, Settlement,
        SqliteJournal,
    },
    retail::CodeSigningOrder,
};
use order_core::{Valid, json};

use crate::{
    journal::{Folder, postgres},
    support::{SAMPLE, builder, server::read_request},
};

const PROGRAM: &str = "journal::kill::program";
const SQLITE: &str = "ORDER_TEST_FOLDER";
const POSTGRES: &str = "ORDER_TEST_POSTGRES";
const URL: &str = "ORDER_TEST_URL";
const FIRST: &str = "ORDER_TEST_FIRST";

/// Number of orders that a program places at once.
const AT_ONCE: usize = 4;

/// The order with this number in the name of its organization.
fn order(number: usize) -> Valid<CodeSigningOrder> {
    let document = SAMPLE.replace("My Company", &format!("Company {number}"));
    json::from_str(&document).expect("the sample keeps all rules")
}

/// The place of the journal, for this program and those that it starts.
trait Place {
    type Journal: Journal;

    /// Tells a program.
    fn tell(&self, program: &mut Command);

    async fn open(&self) -> Self::Journal;

    /// Waits until nothing is done any more of what a program that was killed has asked for.
    async fn wait_until_quiet(&self);
}

struct File(Folder);

impl Place for File {
    type Journal = SqliteJournal;

    fn tell(&self, program: &mut Command) {
        program.env(SQLITE, self.0.path());
    }

    async fn open(&self) -> SqliteJournal {
        SqliteJournal::open(self.0.file()).expect("a journal, however the last program ended")
    }

    async fn wait_until_quiet(&self) {}
}

struct Database {
    config: String,
    _guard: postgres::Guard,
}

impl Place for Database {
    type Journal = PostgresJournal;

    fn tell(&self, program: &mut Command) {
        program.env(POSTGRES, &self.config);
    }

    async fn open(&self) -> PostgresJournal {
        postgres::with_connections(&self.config, AT_ONCE).await.0
    }

    async fn wait_until_quiet(&self) {
        // The server ends a statement before it sees that nobody waits for it.
        let client = postgres::connect(&self.config).await;
        let others = "SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        while client.query_one(others, &[]).await.expect("it runs").get::<_, i64>(0) > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

/// The program that is killed: prints what is unfinished, then places one order after the other.
#[tokio::test]
#[ignore = "is started by the others here"]
async fn program() {
    let variable = |name| std::env::var(name).ok();
    let Some(url) = variable(URL) else { return };
    let first: usize = variable(FIRST).expect("a number").parse().expect("a number");
    if let Some(config) = variable(POSTGRES) {
        let (journal, _) = postgres::with_connections(&config, AT_ONCE).await;
        place_for_ever(&journal, &url, first).await;
    } else if let Some(folder) = variable(SQLITE) {
        let journal = SqliteJournal::open(format!("{folder}/orders.db")).expect("a journal");
        place_for_ever(&journal, &url, first).await;
    }
}

async fn place_for_ever(journal: &impl Journal, url: &str, first: usize) {
    let mut line = String::from("\nunfinished:");
    for entry in journal.unfinished().await.expect("readable") {
        write!(line, " {}", entry.id).expect("writing to a string never fails");
    }
    println!("{line}");
    if first == usize::MAX {
        return;
    }

    let client = &builder(url).build().expect("a usable configuration");
    let next = &AtomicUsize::new(first);
    let worker = || async move {
        loop {
            let number = next.fetch_add(1, Ordering::SeqCst);
            let journaled = client.with_journal(journal).label(number.to_string());
            match journaled.place(&order(number)).await {
                Err(JournaledError::NotBegun { source: JournalError::Locked { .. } }) => {}
                Err(error @ JournaledError::NotBegun { .. }) => panic!("{error:?}"),
                _ => {}
            }
        }
    };
    tokio::join!(worker(), worker(), worker(), worker());
}

/// Starts [`program`] with `first` as its first order.
fn start(place: &impl Place, url: &str, first: usize) -> Child {
    let mut program = Command::new(std::env::current_exe().expect("this program"));
    place.tell(&mut program);
    program
        .args(["--exact", "--ignored", "--nocapture", PROGRAM])
        .env(URL, url)
        .env(FIRST, first.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this program can be started")
}

/// A server that counts what it has placed, and now and then behaves badly.
#[derive(Default)]
struct Counting {
    /// The numbers of the orders that were placed, by the number in the name of the organization.
    placed: Mutex<BTreeMap<usize, Vec<OrderId>>>,
    requests: AtomicUsize,
    open: AtomicUsize,
}

impl Counting {
    fn start() -> (Arc<Self>, String) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("the listener is bound"));
        let counting = Arc::new(Self::default());
        let server = Arc::clone(&counting);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                server.open.fetch_add(1, Ordering::SeqCst);
                let server = Arc::clone(&server);
                thread::spawn(move || {
                    server.answer(stream);
                    server.open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        (counting, url)
    }

    fn answer(&self, mut stream: TcpStream) {
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("not zero");
        let Ok(request) = read_request(&mut stream) else { return };
        let count = self.requests.fetch_add(1, Ordering::SeqCst);
        let Some((_, number)) = request.split_once("\"Company ") else {
            // The probe of `wait_until_quiet`.
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            return;
        };
        let number = number.split('"').next().and_then(|number| number.parse().ok());
        let number = number.expect("the name of the organization has a number");
        thread::sleep(Duration::from_millis(count as u64 * 7 % 5));
        if count.is_multiple_of(13) {
            // Refused, for certain.
            let _ = stream.write_all(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        let order_id = format!("{:08}", 222_307 + count);
        let placed = order_id.parse().expect("digits");
        self.placed.lock().expect("not poisoned").entry(number).or_default().push(placed);
        thread::sleep(Duration::from_millis(count as u64 * 5 % 7));
        let body = match count % 17 {
            0 => return,
            1 => String::from("<p>thank you</p>"),
            _ => format!(r#"{{"order_id":"{order_id}"}}"#),
        };
        let status = if count.is_multiple_of(19) { "502 Bad Gateway" } else { "201 Created" };
        let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", body.len());
        let _ = stream.write_all((head + &body).as_bytes());
    }

    /// Waits until so many more have come, or a while if none does.
    fn wait_for_orders(&self, count: usize) {
        let until = self.requests.load(Ordering::SeqCst) + count;
        let started = Instant::now();
        while self.requests.load(Ordering::SeqCst) < until
            && started.elapsed() < Duration::from_secs(20)
        {
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Waits until every request that was sent is done with, so that none arrives later.
    fn wait_until_quiet(&self, url: &str) {
        let address = url.strip_prefix("http://").expect("no TLS here");
        // Connections are accepted in their order, so those before this one are counted.
        let mut probe = TcpStream::connect(address).expect("the server listens");
        probe.write_all(b"GET / HTTP/1.1\r\n\r\n").expect("the server reads");
        probe.read_to_end(&mut Vec::new()).expect("the server answers");
        while self.open.load(Ordering::SeqCst) > 0 {
            thread::sleep(Duration::from_millis(1));
        }
    }

    fn placed(&self) -> BTreeMap<usize, Vec<OrderId>> {
        self.placed.lock().expect("not poisoned").clone()
    }
}

fn number(entry: &Entry) -> usize {
    entry.intent.label.as_ref().expect("every order has one").parse().expect("a number")
}

/// The ids that a program has printed, if it got that far.
fn listed(output: &str) -> Option<BTreeSet<EntryId>> {
    // A line that was cut off by the kill has no end.
    let (_, line) = output.split_once("unfinished:")?;
    let (line, _) = line.split_once('\n')?;
    Some(line.split_whitespace().map(|id| id.parse().expect("a number")).collect())
}

/// A pseudo-random sequence (xorshift).
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

#[derive(Debug, Default)]
struct Figures {
    kills: usize,
    kills_of_two_at_once: usize,
    rounds_with_an_order_under_way: usize,
    listings_compared: usize,
    placed: usize,
    settled_as_placed: usize,
    settled_as_not_placed: usize,
    without_outcome: usize,
}

#[tokio::test]
async fn no_order_is_lost_or_placed_twice_over_kills() {
    kill(&File(Folder::new()), 60).await;
}

#[tokio::test]
async fn no_order_is_lost_or_placed_twice_over_kills_with_postgres() {
    if let Some((config, guard)) = postgres::database().await {
        kill(&Database { config, _guard: guard }, 40).await;
    }
}

/// Kills at least so many programs, or as many as the environment says.
async fn kill(place: &impl Place, kills: usize) {
    let kills = std::env::var("ORDER_TEST_KILLS")
        .map_or(kills, |kills| kills.parse().expect("ORDER_TEST_KILLS is a number"));
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    let seed = since.as_nanos() as u64 | 1;
    println!("seed {seed}");
    let mut random = Random(seed);
    let (server, url) = Counting::start();
    let mut figures = Figures::default();
    let mut unfinished = BTreeSet::new();

    while figures.kills < kills {
        // From a few before the latest, so that every program meets orders of those before it.
        let first = server.placed().keys().next_back().map_or(0, |last| last.saturating_sub(8));
        let programs = 1 + figures.kills % 3 / 2;
        let children: Vec<_> = (0..programs).map(|_| start(place, &url, first)).collect();
        let mut outputs = Vec::new();
        for mut child in children {
            // Now and then while it starts, else after it has sent some orders.
            if random.below(4) == 0 {
                thread::sleep(Duration::from_millis(random.below(60)));
            } else {
                server.wait_for_orders(1 + random.below(6) as usize);
                thread::sleep(Duration::from_micros(random.below(8000)));
            }
            child.kill().expect("it runs for ever");
            let output = child.wait_with_output().expect("it was started");
            assert_eq!(output.status.code(), None, "it ended before it was killed");
            outputs.push(String::from_utf8_lossy(&output.stdout).into_owned());
            figures.kills += 1;
        }
        figures.kills_of_two_at_once += if programs == 2 { 2 } else { 0 };
        server.wait_until_quiet(&url);
        place.wait_until_quiet().await;

        for listed in outputs.iter().filter_map(|output| listed(output)) {
            // What the other program has under way is listed, too.
            assert!(listed.is_superset(&unfinished), "{listed:?}, not {unfinished:?}");
            assert!(programs == 2 || listed == unfinished, "{listed:?}, not {unfinished:?}");
            figures.listings_compared += 1;
        }
        // Not open before, so that the program was alone with the file.
        let journal = place.open().await;
        let entries = journal.unfinished().await.expect("readable");
        let new = entries.iter().filter(|entry| !unfinished.contains(&entry.id));
        let without_outcome = new.filter(|entry| entry.outcome.is_none()).count();
        assert!(without_outcome <= AT_ONCE * programs, "{entries:?}");
        figures.without_outcome += without_outcome;
        figures.rounds_with_an_order_under_way += usize::from(without_outcome > 0);
        compare(&journal, &server).await;

        // Now and then a person looks into the account.
        if random.below(4) == 0 {
            let placed = server.placed();
            for entry in &entries {
                let settlement = match placed.get(&number(entry)) {
                    Some(order_ids) => {
                        figures.settled_as_placed += 1;
                        Settlement::Placed(order_ids[0].clone())
                    }
                    None => {
                        figures.settled_as_not_placed += 1;
                        Settlement::NotPlaced
                    }
                };
                journal.settle(entry.id, &settlement).await.expect("unfinished");
            }
        }
        unfinished = journal.unfinished().await.expect("readable").iter().map(|e| e.id).collect();
    }

    // The last start, which is not killed.
    let output = start(place, &url, usize::MAX).wait_with_output().expect("it was started");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(listed(&text).expect("it has listed them"), unfinished);
    figures.placed = server.placed().len();
    println!("{figures:#?}");
    assert!(figures.placed > kills, "{figures:?}");
    assert!(figures.rounds_with_an_order_under_way > kills / 10, "{figures:?}");
}

/// Compares everything that the server has placed with the journal.
async fn compare(journal: &impl Journal, server: &Counting) {
    let mut entries: BTreeMap<usize, Vec<Entry>> = BTreeMap::new();
    for entry in journal.latest(u32::MAX).await.expect("readable") {
        entries.entry(number(&entry)).or_default().push(entry);
    }
    let all_placed = server.placed();
    for (number, order_ids) in &all_placed {
        assert_eq!(order_ids.len(), 1, "order {number} was placed twice");
        let known = entries.get(number).map(Vec::as_slice).unwrap_or_default();
        let recorded = known.iter().filter(|entry| entry.order_id() == Some(&order_ids[0])).count();
        let unfinished = known.iter().filter(|entry| entry.is_unfinished()).count();
        assert_eq!((recorded + unfinished), 1, "order {number} was lost: {known:?}");
    }
    for (number, entries) in &entries {
        let numbers: Vec<_> = entries.iter().filter_map(Entry::order_id).collect();
        let placed = all_placed.get(number).map(Vec::as_slice).unwrap_or_default();
        assert!(numbers.iter().all(|order_id| placed.contains(order_id)), "{entries:?}");
    }
}
