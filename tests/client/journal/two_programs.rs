//! Several programs that order the same at once.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Command, Stdio},
};

use order_client::{
    journal::{Journal as _, JournaledError, SqliteJournal},
    retail::CodeSigningOrder,
    sandbox::Sandbox,
};
use order_core::{Valid, json};

use crate::{
    journal::Folder,
    support::{SAMPLE, builder},
};

const PROGRAM: &str = "journal::two_programs::program";
const FOLDER: &str = "ORDER_TEST_FOLDER";
const URL: &str = "ORDER_TEST_URL";

const PROGRAMS: usize = 3;
const ORDERS: usize = 40;

fn order(number: usize) -> Valid<CodeSigningOrder> {
    let document = SAMPLE.replace("My Company", &format!("Company {number}"));
    json::from_str(&document).expect("the sample keeps all rules")
}

/// Places all orders after a line of input, and prints how many it has placed.
#[tokio::test]
#[ignore = "is started by the others here"]
async fn program() {
    let variable = |name| std::env::var(name).ok();
    let (Some(folder), Some(url)) = (variable(FOLDER), variable(URL)) else { return };
    println!("\nready");
    std::io::stdin().read_line(&mut String::new()).expect("a line");
    // Opened only now: creating the journal is done at once by all, too.
    let journal = SqliteJournal::open(format!("{folder}/orders.db")).expect("a journal");
    let client = builder(&url).build().expect("a usable configuration");
    let journaled = client.with_journal(&journal);
    let mut placed = 0;
    for number in 0..ORDERS {
        match journaled.place(&order(number)).await {
            Ok(_) => placed += 1,
            Err(JournaledError::AlreadyPlaced { .. } | JournaledError::Unfinished { .. }) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    println!("\nplaced {placed}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn programs_that_order_the_same_at_once_place_it_once() {
    let folder = Folder::new();
    let sandbox = Sandbox::start().await.expect("a free port");
    let mut programs = Vec::new();
    for _ in 0..PROGRAMS {
        let mut program = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "--ignored", "--nocapture", PROGRAM])
            .env(FOLDER, folder.path())
            .env(URL, sandbox.url())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program can be started");
        let mut output = BufReader::new(program.stdout.take().expect("it is piped")).lines();
        assert!(output.by_ref().map_while(Result::ok).any(|line| line == "ready"));
        programs.push((program, output));
    }
    for (program, _) in &mut programs {
        let mut input = program.stdin.take().expect("it is piped");
        input.write_all(b"go\n").expect("it waits");
    }
    let mut placed = Vec::new();
    for (mut program, output) in programs {
        let mut counts = output.map_while(Result::ok);
        let count = counts.find_map(|line| line.strip_prefix("placed ")?.parse::<usize>().ok());
        placed.push(count.expect("it has printed how many"));
        assert!(program.wait().expect("it was started").success());
    }
    println!("placed by each: {placed:?}");
    assert_eq!(placed.iter().sum::<usize>(), ORDERS);
    assert_eq!(sandbox.placed(), ORDERS);
    assert_eq!(sandbox.requests().len(), ORDERS);
    let journal = SqliteJournal::open(folder.file()).expect("a journal");
    assert_eq!(journal.unfinished().await.expect("readable"), []);
    let entries = journal.latest(u32::MAX).await.expect("readable");
    assert_eq!(entries.iter().filter(|entry| entry.order_id().is_some()).count(), ORDERS);
}
