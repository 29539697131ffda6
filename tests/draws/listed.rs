//! Drawn requests, and the steps to a small one, word for word.
//!
//! `DRAWN=overwrite` renews the files, so that a review sees each draw that changes.

use std::{env, fmt::Write, fs, path::Path};

use order_client::retail::WifiOrder;
use order_core::{
    OrderRequest, OrderValue, ReadRequest, Report, Valid,
    cases::{
        Case, Draws, cases,
        proptest::{barely_invalid, valid},
    },
    json,
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

const SEEDS: u64 = 12;

#[derive(Debug, OrderValue)]
#[length(2..=3)]
struct Code(String);

#[derive(Debug, OrderRequest)]
struct Place {
    #[length(..=3)]
    city: Option<String>,
    #[required_if(present(city))]
    zip: Option<u16>,
}

#[derive(Debug, OrderRequest)]
#[rule(in_order, first <= last, "the first comes first")]
struct Small {
    #[range(1..=90)]
    years: u8,
    first: Option<i32>,
    last: Option<i32>,
    #[required_unless(present(first))]
    code: Option<Code>,
    #[order(flatten)]
    #[nested]
    place: Place,
    #[nested]
    more: Option<Vec<Place>>,
}

#[derive(Debug, OrderRequest)]
struct Pair {
    first: Option<u8>,
    last: u8,
}

#[derive(Debug, OrderValue)]
#[order(rename_all = "snake_case", ignore_case)]
enum Method {
    Token,
    App,
    #[order(other)]
    Other(String),
}

#[derive(Debug, OrderRequest)]
struct One {
    #[group_exactly_one("one")]
    first: Option<u8>,
    #[group_exactly_one("one")]
    second: Option<String>,
    #[group_exactly_one("one")]
    third: Option<bool>,
}

#[derive(Debug, OrderRequest)]
struct Level {
    #[range(..=3)]
    size: u8,
    #[forbidden_if(size == 0)]
    note: Option<String>,
    #[required_if(size == 2)]
    #[nested]
    inner: Option<Box<Level>>,
}

#[derive(Debug, Default, OrderRequest)]
struct Hidden {
    code: Option<Code>,
}

#[derive(Debug, OrderRequest)]
#[order(strict)]
struct Amount {
    #[range(0..=9)]
    amount: rust_decimal::Decimal,
    count: u8,
}

/// Things that few requests have: blanks that are refused, an alternative of all members, a part that holds itself.
#[derive(Debug, OrderRequest)]
#[check(whole, is_whole)]
struct Rare {
    #[order(path)]
    account: u32,
    #[order(query, alias = "page")]
    start: Option<u8>,
    #[blank(reject)]
    name: String,
    #[blank(reject)]
    note: Option<String>,
    #[blank(reject)]
    tags: Option<Vec<String>>,
    #[order(skip_blank)]
    remark: Option<String>,
    method: Option<Method>,
    #[order(separator = ",")]
    codes: Option<Vec<String>>,
    #[order(text)]
    size: Option<u8>,
    #[order(skip)]
    #[allow(dead_code, reason = "it is in no document")]
    internal: Option<u8>,
    #[order(skip)]
    #[allow(dead_code, reason = "it is in no document")]
    hidden: Hidden,
    #[order(skip_blank)]
    #[blank(value)]
    label: String,
    #[blank(value)]
    title: String,
    #[required_if(len(title) == 0)]
    reason: Option<u8>,
    #[required_if(len(title, bytes) == 0)]
    cause: Option<u8>,
    #[nested]
    one: One,
    #[nested]
    level: Option<Level>,
}

#[derive(Debug)]
struct Account {
    least: u8,
    most: u8,
}

#[derive(Debug, OrderRequest)]
#[order(context = Account)]
#[rule(in_stock, amount <= ctx.most, "there are no more", at = amount)]
#[rule(enough, ctx.least <= amount, "it is too little", at = amount)]
struct Ordered {
    amount: u8,
    note: Option<bool>,
}

fn said(case: &Case) -> String {
    let broken: Vec<String> =
        case.broken().iter().map(|it| format!("{} at {}", it.rule, it.path)).collect();
    format!("{} {}; {}", case.context(), case.document(), broken.join(", "))
}

fn drawn(name: &str, draws: &Draws<'_>) -> String {
    let mut text = format!("{name}: {}\n", draws.breakable().join(", "));
    for seed in 0..SEEDS {
        writeln!(text, "{}", said(&draws.valid(seed).unwrap())).unwrap();
        writeln!(text, "{}", said(&draws.barely_invalid(seed).unwrap())).unwrap();
    }
    text
}

fn is_whole(rare: &Rare, report: &mut Report<'_, '_>) {
    if rare.start == Some(0) {
        report.fail("one.first", "is too much");
    }
}

/// The cases of a type, some of them in another spelling.
fn made<T>() -> String
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    let mut all = cases::<T>(1);
    let unreached: Vec<String> = all.unreached().iter().map(ToString::to_string).collect();
    let systematic: Vec<String> = all.by_ref().take(30).map(|case| said(&case)).collect();
    let spelled: Vec<String> =
        all.spelled().take(120).map(|case| format!("{} {}", said(&case), case.body())).collect();
    [unreached, systematic, spelled, vec![String::new()]].concat().join("\n")
}

/// All steps of some requests, of which a test keeps those for which `is_kept` holds.
fn steps<V>(
    name: &str,
    requests: usize,
    strategy: impl Strategy<Value = V>,
    show: impl Fn(&V) -> String,
    is_kept: impl Fn(&V) -> bool,
) -> String {
    let mut runner = TestRunner::deterministic();
    let mut text = String::new();
    for _ in 0..requests {
        let mut tree = strategy.new_tree(&mut runner).unwrap();
        writeln!(text, "{name}: {}", show(&tree.current())).unwrap();
        while tree.simplify() {
            let now = tree.current();
            let mark = if is_kept(&now) { "is kept" } else { "is not" };
            writeln!(text, "  {} {mark}", show(&now)).unwrap();
            if !is_kept(&now) {
                assert!(tree.complicate());
            }
        }
        writeln!(text, "  {} is left", show(&tree.current())).unwrap();
    }
    text
}

fn as_json<T: OrderRequest>(request: &Valid<T>) -> String {
    json::to_string(request.as_ref())
}

/// Compares the text with a file, a line at a time.
fn compare(name: &str, now: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("draws/listed/{name}.txt"));
    if env::var_os("DRAWN").is_some_and(|wanted| wanted == "overwrite") {
        fs::write(&file, now).unwrap();
        return;
    }
    let listed = fs::read_to_string(&file).unwrap_or_default();
    for (number, (listed, now)) in listed.lines().zip(now.lines()).enumerate() {
        assert_eq!(now, listed, "{name}, line {}", number + 1);
    }
    assert_eq!(now.lines().count(), listed.lines().count(), "lines of {name}");
}

#[test]
fn draws_are_as_listed() {
    compare("small", &drawn("Small", &Draws::of::<Small>()));
}

#[test]
fn draws_of_an_order_are_as_listed() {
    compare("wifi", &drawn("WifiOrder", &Draws::of::<WifiOrder>()));
}

#[test]
fn draws_in_contexts_are_as_listed() {
    let accounts = [Account { least: 0, most: u8::MAX }, Account { least: 1, most: 3 }];
    compare("contexts", &drawn("Ordered", &Draws::in_contexts::<Ordered>(&accounts)));
}

#[test]
fn cases_are_as_listed() {
    compare("rare", &made::<Rare>());
    compare("strict", &made::<Amount>());
}

#[test]
fn steps_are_as_listed() {
    let falls = |small: &Valid<Small>| small.place.zip.is_none() || small.years >= 5;
    let goes = |pair: &Valid<Pair>| pair.first.is_some() || pair.last == 0;
    let all = [
        steps("no step is kept", 3, valid::<Small>(), as_json, |_| false),
        steps("all steps are kept", 3, valid::<Small>(), as_json, |_| true),
        steps("the years fall after the zip", 3, valid::<Small>(), as_json, falls),
        steps("the first goes once the last is 0", 5, valid::<Pair>(), as_json, goes),
        steps("a breaker", 3, barely_invalid::<Small>(), |it| said(it), |_| true),
    ];
    compare("steps", &all.concat());
}
