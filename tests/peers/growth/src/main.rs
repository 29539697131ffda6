//! `growth [WORD …]` counts the instructions of calls with inputs of some size and of four times that size, the series of
//! `tests/growth`. It fails if those of one grow too fast. With words, only the series whose names contain one are counted.
//! Needs valgrind; without it, nothing is counted.

#![recursion_limit = "512"]

#[path = "../../../growth/series.rs"]
mod series;

use std::{
    any::Any,
    env, fs,
    hint::black_box,
    path::Path,
    process::{Command, ExitCode},
};

use series::{ALL, Call, Series};

/// The greatest exponent: instructions grow with its power of the size.
const STEEPEST: f64 = 1.15;

/// Series that are steeper for a reason, with their greatest exponents.
const STEEPER: &[(&str, f64)] = &[
    // Each key is compared with each name, until 20,000 were compared.
    ("fields: keys misspelt", 1.45),
    // The first four violations look at the request again, and all fields are kept from the fifth on.
    ("fields: check, each field broken", 1.2),
    // The name of the member is looked up among those of its part, once a violation.
    ("fields: check, rules on each member broken", 1.45),
];

/// Instructions that a call may take whatever its input, such as those of a table that is made once.
const AT_ONCE: u64 = 20_000;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    if words.first().is_some_and(|word| word == "run") {
        for series in chosen(&words[1..]) {
            for size in sizes(series) {
                drop(counted_call((series.prepare)(size)));
            }
        }
        return ExitCode::SUCCESS;
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("skipped: valgrind is not installed");
        return ExitCode::SUCCESS;
    }
    let counts = counts(&words);
    assert_eq!(counts.len(), 2 * chosen(&words).count(), "a file for each call");
    let mut is_slow = false;
    for (series, counts) in chosen(&words).zip(counts.chunks(2)) {
        let &[small, large] = counts else { panic!("two counts of `{}`", series.name) };
        let exponent = (large as f64 / small as f64).log(4.0);
        let known = STEEPER.iter().find(|(name, _)| *name == series.name);
        let most = known.map_or(STEEPEST, |(_, most)| *most);
        let is_steep = large > small + AT_ONCE && exponent >= most;
        let mark = if is_steep { "  <-- grows too fast" } else { "" };
        println!("{small:>10}, {large:>11} instructions, {exponent:.2}: {}{mark}", series.name);
        is_slow |= is_steep;
    }
    if is_slow {
        eprintln!(
            "the instructions of a call grow faster than the power {STEEPEST} of the size of its input"
        );
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn sizes(series: &Series) -> [usize; 2] {
    [series.start, 4 * series.start]
}

/// The series that are counted. Repairs are not, as they are bounded by work and not by the size of the request.
fn chosen(words: &[String]) -> impl Iterator<Item = &'static Series> {
    ALL.iter().filter(|series| {
        let is_named = words.iter().any(|word| series.name.contains(word));
        !series.name.contains("repairs") && (words.is_empty() || is_named)
    })
}

/// The call whose instructions are counted, without what prepares it and what drops its result.
#[inline(never)]
fn counted_call(call: Call) -> Box<dyn Any> {
    black_box(call())
}

/// The instructions of each call, in one run: a file for each is written when the call returns.
fn counts(words: &[String]) -> Vec<u64> {
    let folder = env::temp_dir().join(format!("growth-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the counts");
    let out = folder.join("counts");
    let status = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--toggle-collect=growth::counted_call",
            "--dump-after=growth::counted_call",
        ])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(env::current_exe().expect("this program"))
        .arg("run")
        .args(words)
        .output()
        .expect("valgrind is installed");
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
    let files = (1..).map(|number| out.with_extension(number.to_string()));
    let counts = files.map_while(|file| count(&file)).collect();
    fs::remove_dir_all(&folder).expect("it was made above");
    counts
}

/// The number of instructions in a file, if it is there.
fn count(file: &Path) -> Option<u64> {
    let text = fs::read_to_string(file).ok()?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
    Some(total.and_then(|total| total.trim().parse().ok()).expect("callgrind writes a total"))
}
