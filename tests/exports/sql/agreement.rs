//! Test cases and random requests of every type: the rules that a row breaks are those that the validator reports, by their ids.
//!
//! The seed is fixed; `EXPORTS_SEED` sets another one, `EXPORTS_CASES` the number of rows of each type, and `EXPORTS_MADE` how many of
//! them are test cases from the rules; the rest is random.

use std::{collections::BTreeSet, env, fmt, sync::Mutex, thread, time::Instant};

use order_client::{
    certcentral,
    retail::{CodeSigningOrder, Reissue, SslOrder, WifiOrder},
};
use order_core::{
    Code, OrderRequest, ReadRequest, Violation,
    cases::{self, cases_with},
    export::sql::{Dialect, Table},
    json,
    schema::{FieldPlace, Kind, Schema},
};

use crate::{
    every::{account, every_type, nothing},
    random::{Random, members, object},
    sql::{
        engine::in_postgres,
        postgres,
        sqlite::{Row, id, in_sqlite, is_gap},
    },
    types,
};

const SEED: u64 = 20_141_029;
const CASES: usize = 10_000;
const MADE: usize = 1_000;

/// A type to be judged.
struct Subject {
    name: &'static str,
    schema: &'static Schema,
    judge: fn(&[u8], &Table, u64) -> Option<Case>,
    /// Test cases, in the context of the seed.
    cases: fn(u64, usize) -> Vec<String>,
}

/// A document, and the rules that its request breaks.
#[derive(Debug, Clone)]
struct Case {
    document: String,
    row: Row,
    broken: BTreeSet<String>,
}

macro_rules! subjects {
    ($($type:ty, $context:ident $(, $serde:ident)?;)*) => {
        &[$(Subject {
            name: stringify!($type),
            schema: <$type>::SCHEMA,
            judge: |document, table, seed| case::<$type>(document, table, &$context(&mut Random::new(seed))),
            cases: |seed, count| {
                let contexts = [$context(&mut Random::new(seed))];
                let judge = |document: &str, context: &_| cases::judge::<$type>(document, context);
                let cases = cases_with(seed, <$type>::SCHEMA, &contexts, judge);
                cases.take(count).map(|case| case.document().to_owned()).collect()
            },
        }),*]
    };
}

const SUBJECTS: &[Subject] = every_type!(subjects! {
    types::Borrowed<'_>, nothing;
    CodeSigningOrder, nothing;
    Reissue, nothing;
    SslOrder, nothing;
    WifiOrder, nothing;
    certcentral::EvCodeSigningOrder, nothing;
    certcentral::Reissue, nothing;
    certcentral::UpdateContacts, nothing;
});

/// Reads a document and asks the validator; nothing if it is refused.
fn case<'de, T: ReadRequest<'de> + OrderRequest>(
    document: &'de [u8],
    table: &Table,
    context: &T::Context,
) -> Option<Case> {
    let request: T = json::from_slice(document).ok()?;
    let violations = request.validate_in(context).err();
    let broken = violations.iter().flatten().filter(|violation| violation.code() != Code::Check);
    // A rule that refuses or warns as a condition says has two predicates.
    let warned = |violation: &Violation| {
        let (id, half) = (id(violation), format!("{}-warning", id(violation)));
        if table.rules().iter().any(|rule| rule.id == half) { half } else { id }
    };
    let warnings = request.warnings_in(context);
    let warnings = warnings.iter().filter(|violation| violation.code() != Code::Check);
    Some(Case {
        document: String::from_utf8_lossy(document).into_owned(),
        row: table.row(&request),
        broken: broken.map(id).chain(warnings.map(warned)).collect(),
    })
}

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    rows: usize,
    valid: usize,
    broken: usize,
    rules: usize,
    gaps: usize,
    /// Rows that the engine cannot hold.
    left_out: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:6} rows, {:5} without a violation, {:6} broken rules; {:3} rules, {:2} gaps; {:4} rows with NUL left out",
            self.rows, self.valid, self.broken, self.rules, self.gaps, self.left_out
        )
    }
}

/// Test cases and random requests that fit their type and that every engine can hold, and how many documents have NUL.
fn rows(subject: &Subject, table: &Table) -> (Vec<Case>, usize) {
    let seed = setting("EXPORTS_SEED").unwrap_or(SEED);
    let wanted = setting("EXPORTS_CASES").map_or(CASES, |cases| cases as usize);
    let made = setting("EXPORTS_MADE").map_or(MADE, |made| made as usize).min(wanted);
    let mut cases = Vec::with_capacity(wanted);
    let mut left_out = 0;
    let made = (subject.cases)(seed, made).into_iter().map(|document| (seed, document));
    let random =
        (seed..).map(|seed| (seed, object(&members(subject.schema, &mut Random::new(seed), 0))));
    for (seed, document) in made.chain(random) {
        if cases.len() == wanted {
            break;
        }
        // Neither engine has a text with NUL that its functions see whole.
        if document.contains("\\u0000") {
            left_out += 1;
        } else {
            cases.extend((subject.judge)(document.as_bytes(), table, seed));
        }
    }
    (cases, left_out)
}

/// An engine, and which rules each row breaks in it.
type Engine<'a> = (Dialect, &'a (dyn Fn(&Table, &[Row]) -> Vec<BTreeSet<String>> + Sync));

/// Judges random rows of one type in each engine.
fn run(subject: &Subject, engines: &[Engine<'_>]) -> Result<Vec<Counts>, String> {
    let table = Table::new(subject.schema, Dialect::Sqlite, "requests");
    let (mut cases, left_out) = rows(subject, &table);
    let rows: Vec<Row> = cases.iter_mut().map(|case| std::mem::take(&mut case.row)).collect();
    let judge = |engine: &Engine<'_>| judge(subject, *engine, &cases, &rows, left_out);
    engines.iter().map(judge).collect()
}

fn judge(
    subject: &Subject,
    (dialect, find): Engine<'_>,
    cases: &[Case],
    rows: &[Row],
    left_out: usize,
) -> Result<Counts, String> {
    let table = Table::new(subject.schema, dialect, "requests");
    let (rules, gaps) = (table.rules().len(), table.gaps().len());
    let mut counts = Counts { rows: cases.len(), rules, gaps, left_out, ..Counts::default() };
    let found = find(&table, rows);
    assert_eq!(found.len(), cases.len());
    for ((case, row), found) in cases.iter().zip(rows).zip(found) {
        let mut broken = case.broken.clone();
        broken.retain(|id| !is_gap(&table, id));
        counts.valid += usize::from(broken.is_empty());
        counts.broken += broken.len();
        if broken != found {
            let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
                a.difference(b)
                    .map(|id| {
                        let rule = table.rules().iter().find(|rule| rule.id == *id);
                        format!("\n  {id}: {}", rule.map_or("not there", |rule| &rule.predicate))
                    })
                    .collect::<String>()
            };
            return Err(format!(
                "{} in {}\n{}\n{:?}\nonly the validator: {}\nonly SQL: {}",
                subject.name,
                dialect.name(),
                case.document,
                row,
                only(&broken, &found),
                only(&found, &broken)
            ));
        }
    }
    Ok(counts)
}

fn setting(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

#[test]
fn sql_finds_the_rules_that_the_validator_reports() {
    let start = Instant::now();
    let server = postgres::start();
    let in_postgres =
        |table: &Table, rows: &[Row]| in_postgres(server.as_ref().expect("it runs"), table, rows);
    let mut engines: Vec<Engine<'_>> = vec![(Dialect::Sqlite, &in_sqlite)];
    if server.is_some() {
        engines.push((Dialect::PostgreSql, &in_postgres));
    }
    let next = Mutex::new(SUBJECTS.iter());
    let outcomes = Mutex::new(Vec::new());
    let take = || next.lock().unwrap().next();
    let workers = thread::available_parallelism().map_or(1, usize::from).min(SUBJECTS.len());
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(subject) = take() {
                    let outcome = run(subject, &engines);
                    outcomes.lock().unwrap().push((subject.name, outcome));
                }
            });
        }
    });
    let mut failures = Vec::new();
    let mut rows = 0;
    for (name, outcome) in outcomes.into_inner().unwrap() {
        match outcome {
            Ok(counts) => {
                for ((dialect, _), counts) in engines.iter().zip(counts) {
                    println!("{name:39} {:10} {counts}", dialect.name());
                    rows += counts.rows;
                }
            }
            Err(failure) => failures.push(failure),
        }
    }
    println!("{} types, {rows} rows, in {:.1?}", SUBJECTS.len(), start.elapsed());
    assert!(failures.is_empty(), "{} types:\n{}", failures.len(), failures.join("\n\n"));
}

/// For engines that have no crate here: `tests/engines/agree` runs what this writes into the folder `EXPORTS_FOLDER`.
#[test]
#[ignore = "writes files for `tests/engines/agree`"]
fn rows_for_other_engines_are_written() {
    let folder = env::var_os("EXPORTS_FOLDER").expect("a folder");
    for (no, subject) in SUBJECTS.iter().enumerate() {
        let (cases, _) = rows(subject, &Table::new(subject.schema, Dialect::Sqlite, "requests"));
        for dialect in [Dialect::DataFusion, Dialect::DuckDb, Dialect::Spark] {
            let table = Table::new(subject.schema, dialect, "requests");
            let broken = |case: &Case| {
                let mut broken = case.broken.clone();
                broken.retain(|id| !is_gap(&table, id));
                broken.into_iter().collect::<Vec<_>>()
            };
            let predicates =
                table.rules().iter().map(|rule| (rule.id.clone(), rule.predicate.clone().into()));
            let file = serde_json::json!({
                "type": subject.name,
                "create": table.create(&[("no", "BIGINT")]),
                "violations": table.violations(&["no"]).text,
                "columns": table.columns().iter().map(|column| &column.name).collect::<Vec<_>>(),
                "types": table.columns().iter().map(|column| column.sql_type).collect::<Vec<_>>(),
                "rows": cases.iter().map(|case| &case.row).collect::<Vec<_>>(),
                "broken": cases.iter().map(broken).collect::<Vec<_>>(),
                "predicates": serde_json::Map::from_iter(predicates),
                "gaps": table.gaps().iter().map(ToString::to_string).collect::<Vec<_>>(),
            });
            let path =
                std::path::Path::new(&folder).join(format!("{}-{no:02}.json", dialect.name()));
            std::fs::write(path, file.to_string()).unwrap();
        }
    }
}

/// Members that stand in place, or in the URL, are columns like all others.
#[test]
fn every_field_on_a_wire_has_a_column() {
    for subject in SUBJECTS {
        let table = Table::new(subject.schema, Dialect::DuckDb, "requests");
        for field in subject.schema.fields {
            let is_named = !matches!(field.place, FieldPlace::Flattened | FieldPlace::Skipped);
            let is_part = matches!(field.kind(), Kind::Object(_));
            let has_column = table.columns().iter().any(|column| column.name == field.name);
            if is_named && !is_part {
                assert!(has_column, "{}: {}", subject.name, field.name);
            }
        }
    }
}
