//! `counts` writes how many instructions each operation takes to `listed`; `counts --check` compares the two instead, and
//! fails if one takes 3 % more than is listed, or less. Needs valgrind; without it, nothing is compared.
//!
//! The numbers are of one release of rustc, which stands in the first line. With another one nothing is compared either.

use std::{
    collections::BTreeMap,
    env, fs,
    hint::black_box,
    process::{Command, ExitCode},
};

use common::{ONE, SHIP, TEN, VALID};
use order_core::{OrderRequest, form, json, xml};
use p_order::Order;

const LISTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/listed");

/// The part by which a number may differ from the listed one, in percent.
const TOLERANCE: u64 = 3;

/// The number of times in the shorter run; the longer one takes ten times as many more.
const TIMES: u64 = 100;

type Operation = (&'static str, fn(u64));

const OPERATIONS: &[Operation] = &[
    ("check a valid order", |times| check(VALID, times)),
    ("check an order with 1 violation", |times| check(ONE, times)),
    ("check an order with 10 violations", |times| check(TEN, times)),
    ("check a shipped order", |times| check(SHIP, times)),
    ("write JSON", |times| each(times, order(), |order| json::to_vec(order))),
    ("write JSON to a String", |times| each(times, order(), |order| json::to_string(order))),
    ("read JSON", |times| each(times, VALID, |text| json::from_str::<Order>(text))),
    ("read JSON with two misspelt keys", |times| {
        each(times, &misspelt(), |text| json::from_str::<Order>(text).expect_err("two keys"));
    }),
    ("write XML", |times| each(times, order(), |order| xml::to_vec(order))),
    ("read XML", |times| each(times, &xml(), |text| xml::from_str::<Order>(text))),
    ("write a form", |times| each(times, order(), |order| form::to_string(order))),
    ("read a form", |times| each(times, &form(), |text| form::from_str::<Order>(text))),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["run", name, times] => {
            let (_, operation) = OPERATIONS.iter().find(|(known, _)| known == name).expect("known");
            operation(times.parse().expect("a number"));
            ExitCode::SUCCESS
        }
        [] => {
            let lines = counted().into_iter().map(|(name, count)| format!("{count:>6} {name}\n"));
            let text = format!("{}\n{}", rustc(), lines.collect::<String>());
            fs::write(LISTED, text).expect("the folder is there");
            ExitCode::SUCCESS
        }
        ["--check"] => check_listed(),
        _ => {
            eprintln!("usage: counts [--check]");
            ExitCode::from(2)
        }
    }
}

fn check_listed() -> ExitCode {
    let text = fs::read_to_string(LISTED).expect("the list is in the repository");
    let (version, lines) = text.split_once('\n').expect("a line with the release");
    if version != rustc() {
        println!("skipped: the list is of {version}, and this is {}", rustc());
        return ExitCode::SUCCESS;
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("skipped: valgrind is not installed");
        return ExitCode::SUCCESS;
    }
    let listed: BTreeMap<_, u64> = lines
        .lines()
        .filter_map(|line| line.trim().split_once(' '))
        .map(|(count, name)| (name, count.parse().expect("a number")))
        .collect();
    let counted = counted();
    assert_eq!(listed.len(), counted.len(), "`listed` has other operations than this program");
    let mut is_same = true;
    for (name, count) in counted {
        let before = listed[name];
        let is_near = count.abs_diff(before) * 100 <= before * TOLERANCE;
        is_same &= is_near;
        let mark = if is_near { "" } else { "  <-- differs" };
        println!("{count:>6} instructions, listed {before:>6}: {name}{mark}");
    }
    if is_same {
        return ExitCode::SUCCESS;
    }
    eprintln!(
        "more than {TOLERANCE} % apart; if that is meant, run `cargo run --release -p counts` in `tests/peers`"
    );
    ExitCode::FAILURE
}

/// The release of the compiler, such as `rustc 1.95.0`.
fn rustc() -> String {
    let output = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .arg("--version")
        .output()
        .expect("rustc has built this program");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.split(' ').take(2).collect::<Vec<_>>().join(" ")
}

/// The instructions of each operation, once.
fn counted() -> Vec<(&'static str, u64)> {
    let once = |name| (total(name, 11 * TIMES) - total(name, TIMES)) / (10 * TIMES);
    OPERATIONS.iter().map(|(name, _)| (*name, once(name))).collect()
}

/// The instructions of this program while it does the operation so many times.
fn total(name: &str, times: u64) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe().expect("this program"))
        .args(["run", name, &times.to_string()])
        .output()
        .expect("valgrind is installed");
    let text = String::from_utf8_lossy(&output.stderr);
    let count = text.lines().find_map(|line| line.split_once("Collected : "));
    count.and_then(|(_, count)| count.trim().parse().ok()).unwrap_or_else(|| panic!("{text}"))
}

fn each<T: ?Sized, R>(times: u64, input: &T, operation: impl Fn(&T) -> R) {
    for _ in 0..times {
        drop(black_box(operation(black_box(input))));
    }
}

fn check(document: &str, times: u64) {
    let order: Order = json::from_str(document).expect("it can be read");
    each(times, &order, |order| order.validate().map_err(drop));
}

fn order() -> &'static Order {
    Box::leak(Box::new(json::from_str(VALID).expect("it can be read")))
}

/// A valid order but for the names of two of its members. What is wrong is not shown.
fn misspelt() -> String {
    VALID.replace("\"org_name\"", "\"org_nmae\"").replace("\"telephone\"", "\"telefone\"")
}

fn xml() -> String {
    xml::to_string(order()).expect("it can be written")
}

fn form() -> String {
    form::to_string(order()).expect("it can be written")
}
