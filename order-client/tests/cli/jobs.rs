//! Several orders at a time (`place --jobs`).

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Read as _},
    net::TcpListener,
    process::Child,
    sync::{Arc, Condvar, Mutex, mpsc},
    thread,
    time::{Duration, Instant},
};

use order_client::{
    Rate,
    sandbox::{AnyOrder, Fault, Sandbox, When},
};
use tokio::runtime::Runtime;

use crate::support::{
    Folder, Run, command, ended, order, sample_of,
    server::{exchange, placed},
    signal, spawn,
};

/// A sandbox of this process, which answers while tests wait for the program.
struct Service {
    sandbox: Sandbox,
    url: String,
    _runtime: Runtime,
}

impl Service {
    fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("threads can be had");
        let sandbox = runtime.block_on(Sandbox::start()).expect("a free port");
        let url = sandbox.url().to_owned();
        Self { sandbox, url, _runtime: runtime }
    }

    /// Waits until so many requests have been read.
    fn wait_for_requests(&self, count: usize) {
        let started = Instant::now();
        while self.sandbox.requests().len() < count {
            assert!(started.elapsed() < Duration::from_secs(60), "no request comes");
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// The organizations whose orders were placed, with the number of their orders.
    fn placed(&self) -> BTreeMap<String, usize> {
        let mut placed = BTreeMap::new();
        for order in self.sandbox.orders() {
            let AnyOrder::CodeSigning(order) = order.order else { panic!("{order:?}") };
            *placed.entry(order.org_name.clone()).or_default() += 1;
        }
        placed
    }
}

/// Files with different orders, whose organizations have the names of the files.
fn files(folder: &Folder, count: usize) -> Vec<String> {
    let names = (0..count).map(|index| format!("order-{index:02}"));
    names.map(|name| folder.file(&name, sample_of(&name))).collect()
}

fn place<'a>(service: &'a Service, options: &[&'a str], files: &'a [String]) -> Vec<&'a str> {
    let mut place = vec!["place", "--url", &service.url];
    place.extend(options);
    place.extend(files.iter().map(String::as_str));
    place
}

/// The value of a member of a line of JSON, as it is written there.
fn member<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!("\"{name}\":"))?;
    Some(rest.split([',', '}']).next().unwrap_or_default().trim_matches('"'))
}

/// The results of all orders, after a check that each file has one, in their order.
fn results<'a>(run: &'a Run, files: &[String]) -> Vec<&'a str> {
    let lines: Vec<_> = run.stdout.lines().collect();
    let sources: Vec<_> = lines.iter().filter_map(|line| member(line, "source")).collect();
    assert_eq!(sources, files, "{run:?}");
    lines.iter().map(|line| member(line, "result").expect("each line has one")).collect()
}

/// Sends a signal, and waits until the program says that it has seen it.
fn interrupt(child: &mut Child, name: &str) -> String {
    signal(name, child.id());
    let mut stderr = BufReader::new(child.stderr.as_mut().expect("it is piped"));
    let mut line = String::new();
    while !line.contains("under way") {
        line.clear();
        assert_ne!(stderr.read_line(&mut line).expect("the program writes UTF-8"), 0);
    }
    line
}

#[test]
fn number_of_jobs_has_bounds() {
    let folder = Folder::new();
    let service = Service::start();
    let files = files(&folder, 1);
    for jobs in ["0", "33", "-1", "many", ""] {
        let run = order(&place(&service, &["--jobs", jobs], &files));
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    }
    assert_eq!(service.sandbox.requests().len(), 0);
    let run = order(&place(&service, &["--jobs", "32"], &files));
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn output_has_the_order_of_the_files() {
    let folder = Folder::new();
    let service = Service::start();
    let files = files(&folder, 9);
    // Each is answered later than the one after it.
    for delay in [400, 300, 200, 100] {
        service.sandbox.fail_next(Fault::Delay(Duration::from_millis(delay)));
    }
    let run = order(&place(&service, &["--jobs", "4"], &files));
    assert_eq!(run.code, Some(0), "{run:?}");
    let sources: Vec<_> = run.stdout.lines().map(|line| line.split(": ").next()).collect();
    assert_eq!(sources, files.iter().map(|file| Some(file.as_str())).collect::<Vec<_>>());
    assert!(run.stdout.lines().all(|line| line.ends_with(" placed")), "{run:?}");
    assert!(run.stderr.starts_with("note: 9 of 9 orders placed\n"), "{run:?}");

    service.sandbox.fail_next(Fault::Delay(Duration::from_millis(300)));
    let run = order(&place(&service, &["--jobs", "4", "-o", "json"], &files));
    assert_eq!(results(&run, &files), ["placed"; 9]);
    assert_eq!(service.sandbox.placed(), 18);
    // The numbers are those of the orders beside them.
    for order in &service.sandbox.orders()[9..] {
        let AnyOrder::CodeSigning(placed) = &order.order else { panic!("{order:?}") };
        let number = format!("\"order_id\":\"{}\"", order.order_id);
        let line = run.stdout.lines().find(|line| line.contains(&number));
        let source = line.and_then(|line| member(line, "source")).unwrap_or_default();
        assert!(source.ends_with(&placed.org_name), "{run:?}");
    }
}

#[test]
fn as_many_are_under_way_as_are_wanted() {
    let folder = Folder::new();
    let service = Service::start();
    let files = files(&folder, 5);
    service.sandbox.fail_every(1, Fault::Mute);
    let mut child = spawn(&mut command(&place(&service, &["--jobs", "3", "-o", "json"], &files)));
    service.wait_for_requests(3);
    let said = interrupt(&mut child, "INT");
    assert_eq!(
        said,
        "note: 3 requests are under way, so their replies are waited for; press Ctrl-C again to give them up\n"
    );
    signal("INT", child.id());
    let run = ended(child);
    assert_eq!(run.code, Some(8), "{run:?}");
    assert_eq!(results(&run, &files), ["unknown", "unknown", "unknown", "not_tried", "not_tried"]);
    assert_eq!(service.sandbox.requests().len(), 3);
    assert_eq!(run.stderr.matches("given up while it was under way").count(), 3, "{run:?}");
}

/// A door that is opened once.
#[derive(Default)]
struct Gate {
    is_open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn open(&self) {
        *self.is_open.lock().expect("no test panics with it") = true;
        self.opened.notify_all();
    }

    fn wait(&self) {
        let is_open = self.is_open.lock().expect("no test panics with it");
        let is_open = self.opened.wait_while(is_open, |is_open| !*is_open);
        drop(is_open.expect("no test panics with it"));
    }
}

/// Takes any number of requests at once, and answers all of them as placed once the gate is open. Returns its URL and the
/// arrivals.
fn gated(gate: &Arc<Gate>) -> (String, mpsc::Receiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    let (arrived, arrivals) = mpsc::channel();
    let shared = Arc::clone(gate);
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let (arrived, gate) = (arrived.clone(), Arc::clone(&shared));
            thread::spawn(move || {
                let mut answer = |_: &str| {
                    let _ = arrived.send(());
                    gate.wait();
                    placed()
                };
                // A client that goes away is no failure of the server.
                let _ = exchange(stream, &mut answer);
            });
        }
    });
    (url, arrivals)
}

#[test]
fn first_signal_waits_for_all_that_is_under_way() {
    for name in ["INT", "TERM", "HUP"] {
        if name == "HUP" && crate::interrupts::is_hangup_ignored() {
            println!("HUP is ignored here, so it is not tried");
            continue;
        }
        let folder = Folder::new();
        let files = files(&folder, 6);
        let gate = Arc::new(Gate::default());
        let (url, arrivals) = gated(&gate);
        let journal = folder.path("journal.db");
        let mut place = vec!["place", "--url", &url, "--jobs", "3", "-o", "json"];
        place.extend(["--journal", &journal]);
        place.extend(files.iter().map(String::as_str));
        let mut child = spawn(&mut command(&place));
        for _ in 0..3 {
            arrivals.recv_timeout(Duration::from_secs(60)).expect("a request comes");
        }
        interrupt(&mut child, name);
        gate.open();
        let run = ended(child);
        assert_eq!(run.code, Some(3), "{run:?}");
        assert_eq!(
            results(&run, &files),
            ["placed", "placed", "placed", "not_tried", "not_tried", "not_tried"]
        );
        assert!(arrivals.try_recv().is_err(), "no other was sent");
        let list = order(&["journal", "list", "--unfinished", "--journal", &journal]);
        assert_eq!(list.stdout, "", "{list:?}");
    }
}

#[test]
fn what_concerns_the_account_ends_the_run_and_loses_nothing() {
    let folder = Folder::new();
    let service = Service::start();
    let files = files(&folder, 12);
    service.sandbox.limit(&[Rate::new(4, Duration::from_secs(3600))]);
    let run = order(&place(&service, &["--jobs", "3", "-o", "json"], &files));
    assert_eq!(run.code, Some(5), "{run:?}");
    let results = results(&run, &files);
    let count = |name| results.iter().filter(|result| **result == name).count();
    assert_eq!((count("placed"), service.sandbox.placed()), (4, 4), "{run:?}");
    assert!((1..=3).contains(&count("refused")), "{run:?}");
    assert_eq!(count("placed") + count("refused") + count("not_tried"), 12, "{run:?}");
    assert_eq!(service.sandbox.requests().len(), 4 + count("refused"));
    let left = results.iter().skip_while(|result| **result != "not_tried");
    assert!(left.clone().all(|result| *result == "not_tried"), "{run:?}");
}

#[test]
fn orders_beside_a_refused_one_are_waited_for() {
    for status in [401, 403, 429] {
        let folder = Folder::new();
        let service = Service::start();
        let files = files(&folder, 6);
        service.sandbox.fail_next(Fault::Refused { status, retry_after: None });
        for _ in 0..2 {
            service.sandbox.fail_next(Fault::Delay(Duration::from_millis(600)));
        }
        let run = order(&place(&service, &["--jobs", "3", "-o", "json"], &files));
        assert_eq!(run.code, Some(5), "{run:?}");
        let results = results(&run, &files);
        let count = |name| results.iter().filter(|result| **result == name).count();
        assert_eq!((count("refused"), count("placed"), count("not_tried")), (1, 2, 3), "{run:?}");
        assert_eq!((service.sandbox.placed(), service.sandbox.requests().len()), (2, 3));
    }
}

#[test]
fn one_document_is_never_under_way_twice() {
    let folder = Folder::new();
    let service = Service::start();
    // The same in two ways of writing.
    let spaced = sample_of("order-00").replace(": ", " :  ");
    let mut files = files(&folder, 2);
    files.insert(1, folder.file("again", spaced));
    files.insert(1, files[0].clone());
    let journal = folder.path("journal.db");
    service.sandbox.fail_every(1, Fault::Delay(Duration::from_millis(200)));
    let options = ["--jobs", "4", "-o", "json", "--journal", &journal];
    let run = order(&place(&service, &options, &files));
    assert_eq!(results(&run, &files), ["placed", "equal", "equal", "placed"]);
    assert_eq!(run.stderr.matches("not sent, as an equal order was placed").count(), 2, "{run:?}");
    let once = BTreeMap::from([("order-00".to_owned(), 1), ("order-01".to_owned(), 1)]);
    assert_eq!(service.placed(), once);

    // Without a journal they are placed one after the other.
    service.sandbox.end_faults();
    service.sandbox.fail_every(1, Fault::Mute);
    let before = service.sandbox.requests().len();
    let child = spawn(&mut command(&place(&service, &["--jobs", "4"], &files)));
    service.wait_for_requests(before + 1);
    thread::sleep(Duration::from_millis(300));
    assert_eq!(service.sandbox.requests().len(), before + 1);
    signal("KILL", child.id());
    ended(child);
}

#[test]
fn faults_lose_and_double_nothing() {
    let folder = Folder::new();
    let service = Service::start();
    let files = files(&folder, 40);
    let journal = folder.path("journal.db");
    let faults = [
        Fault::Close(When::After),
        Fault::Close(When::Before),
        Fault::Delay(Duration::from_millis(50)),
        Fault::HalfBody,
        Fault::Lost { status: 502, retry_after: None },
        Fault::Refused { status: 503, retry_after: None },
    ];
    service.sandbox.fail_at_random(0.3, 4711, faults);
    // A run ends where a person has to look; the next goes on.
    for _ in 0..8 {
        let options = ["--jobs", "4", "-o", "json", "--journal", &journal];
        let run = order(&place(&service, &options, &files));
        results(&run, &files);
        compare(&service, &journal);
    }
}

#[test]
fn kills_lose_and_double_nothing() {
    let folder = Folder::new();
    let service = Service::start();
    let files = files(&folder, 60);
    let journal = folder.path("journal.db");
    service.sandbox.fail_every(3, Fault::Delay(Duration::from_millis(20)));
    let options = ["--jobs", "4", "-o", "json", "--journal", &journal];
    for round in 0..10 {
        let mut child = spawn(&mut command(&place(&service, &options, &files)));
        let before = service.sandbox.requests().len();
        let started = Instant::now();
        while service.sandbox.requests().len() < before + 1 + round % 5
            && child.try_wait().expect("it was started").is_none()
            && started.elapsed() < Duration::from_secs(20)
        {
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_millis(round as u64 * 3 % 7));
        // It may have ended by itself.
        let _ = child.kill();
        let mut said = String::new();
        child.stdout.take().expect("it is piped").read_to_string(&mut said).expect("UTF-8");
        child.wait().expect("it was started");
        compare(&service, &journal);
    }
    // What a person has settled is placed by a last run.
    let list = order(&["journal", "list", "--unfinished", "-o", "json", "--journal", &journal]);
    for line in list.stdout.lines() {
        let entry = member(line, "entry").expect("each has one");
        let settle = ["journal", "settle", entry, "--placed", "1", "--journal", &journal];
        assert_eq!(order(&settle).code, Some(0));
    }
    let run = order(&place(&service, &options, &files));
    let results = results(&run, &files);
    assert!(results.iter().all(|result| ["placed", "equal"].contains(result)), "{run:?}");
    assert!(service.placed().values().all(|count| *count == 1), "{:?}", service.placed());
}

/// Checks that no order was placed twice, and that the journal has each number, or that its end is unknown.
fn compare(service: &Service, journal: &str) {
    let placed = service.placed();
    assert!(placed.values().all(|count| *count == 1), "{placed:?}");
    let list = order(&["journal", "list", "--all", "-o", "json", "--journal", journal]);
    let mut lost: Vec<_> =
        service.sandbox.orders().iter().map(|order| order.order_id.to_string()).collect();
    let mut unfinished = 0;
    for line in list.stdout.lines() {
        unfinished += usize::from(member(line, "unfinished") == Some("true"));
        if let Some(number) = member(line, "order_id") {
            let place = lost.iter().position(|placed| placed == number);
            lost.remove(place.unwrap_or_else(|| panic!("{number} was not placed: {list:?}")));
        }
    }
    assert!(lost.len() <= unfinished, "{lost:?} of {list:?}");
}
