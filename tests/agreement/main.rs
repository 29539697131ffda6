//! The generated checks and the interpreter over the schema say the same of random requests.
//!
//! Each case reads a random document that fits its type in most places, compares both verdicts in every detail, writes
//! the request and reads it back, and then reads the document with random damage. Serde writes and reads the same. The seed is fixed;
//! `AGREEMENT_SEED` sets another one and `AGREEMENT_CASES` the number of cases of each type.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod defects;
mod every;
mod outcomes;
mod random;
mod repairs;
mod types;

use std::{
    env, fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Mutex,
    thread,
    time::Instant,
};

use order_client::{
    certcentral,
    retail::{CodeSigningOrder, Reissue, SslOrder, WifiOrder},
};
use order_core::{
    OrderRequest, OrderValue, ReadRequest, Violation, Violations, json,
    schema::{Checked, Demand, Schema, interpret_in, interpret_warnings_in},
};
use serde_core::{Deserialize, Serialize};

use crate::{
    every::{account, every_type, nothing},
    random::{Random, damaged, members, object},
};

const SEED: u64 = 20_141_029;
const CASES: usize = 4_500;

/// A type to be judged.
struct Subject {
    name: &'static str,
    schema: &'static Schema,
    judge: fn(&[u8], Beside<'_>, u64) -> Result<Outcome, String>,
}

/// The members that are not written into the body, in JSON with a comma behind each; if they are not known, the request
/// is not written.
type Beside<'a> = Option<&'a str>;

/// The result of reading a document.
#[derive(Debug, Clone, Copy)]
enum Outcome {
    Refused,
    Read { violations: usize },
}

/// The observations on a request.
#[derive(Debug)]
struct Verdict {
    shown: String,
    violations: usize,
    written: String,
}

/// Reads and writes a document by serde too, as the type itself, as one that holds it, or not at all.
macro_rules! agrees_with_serde {
    ($document:expr, $type:ty) => {
        agrees_with_serde::<$type, $type>($document)
    };
    ($document:expr, $type:ty, apart) => {
        Ok::<(), String>(())
    };
    ($document:expr, $type:ty, $held:ident) => {
        agrees_with_serde::<$type, $held<$type>>($document)
    };
}

macro_rules! subjects {
    ($($type:ty, $context:ident $(, $serde:ident)?;)*) => {
        &[$(Subject {
            name: stringify!($type),
            schema: <$type>::SCHEMA,
            judge: |document, beside, seed| {
                let context = $context(&mut Random::new(seed));
                agrees_with_serde!(document, $type $(, $serde)?)?;
                let Some(first) = verdict::<$type>(document, &context)? else {
                    return Ok(Outcome::Refused);
                };
                // An item that holds its separator, or is blank, is refused because it cannot be read back.
                let is_separable = !first.shown.contains("code: Separator");
                if let Some(beside) = beside.filter(|_| is_separable) {
                    let again = first.written.replacen('{', &format!("{{{beside}"), 1).replace(",}", "}");
                    agrees_with_serde!(again.as_bytes(), $type $(, $serde)?)?;
                    let second = verdict::<$type>(again.as_bytes(), &context)?
                        .ok_or_else(|| format!("cannot be read back: {again}"))?;
                    if (&second.shown, &second.written) != (&first.shown, &first.written) {
                        return Err(format!("before: {first:#?}\nread back: {second:#?}"));
                    }
                }
                Ok(Outcome::Read { violations: first.violations })
            },
        }),*]
    };
}

const SUBJECTS: &[Subject] = every_type!(subjects! {
    types::Borrowed<'_>, nothing;
    CodeSigningOrder, nothing, Held;
    Reissue, nothing, Held;
    SslOrder, nothing, Held;
    WifiOrder, nothing, Held;
    certcentral::EvCodeSigningOrder, nothing, Held;
    certcentral::Reissue, nothing, Held;
    certcentral::UpdateContacts, nothing, Held;
});

/// Reads a document and compares both verdicts; nothing if it is refused.
fn verdict<'de, T: ReadRequest<'de> + OrderRequest>(
    document: &'de [u8],
    context: &T::Context,
) -> Result<Option<Verdict>, String> {
    let request: T = match json::from_slice(document) {
        Ok(request) => request,
        Err(error) => {
            let is_said = !error.problems().is_empty() && !error.to_string().is_empty();
            return if is_said { Ok(None) } else { Err("refused without a problem".to_owned()) };
        }
    };
    let generated = all(request.validate_in(context));
    let interpreted = all(interpret_in(&request, context));
    if generated != interpreted {
        return Err(format!("generated: {generated:#?}\ninterpreted: {interpreted:#?}"));
    }
    let warned = told(request.warnings_in(context));
    let interpreted = told(interpret_warnings_in(&request, context));
    if warned != interpreted {
        return Err(format!("generated: {warned:#?}\ninterpreted: {interpreted:#?}"));
    }
    let written = json::to_string(&request);
    let shown = generated.iter().chain(&warned).cloned().collect::<Vec<_>>().join("\n");
    Ok(Some(Verdict { shown, violations: generated.len(), written }))
}

/// A request whose own type does not ask for serde.
#[derive(OrderValue)]
#[order(serde)]
struct Held<T>(T);

impl<T> From<T> for Held<T> {
    fn from(request: T) -> Self {
        Self(request)
    }
}

/// Reads a document by serde too, and writes what it holds, byte for byte.
fn agrees_with_serde<'de, T, S>(document: &'de [u8]) -> Result<(), String>
where
    T: ReadRequest<'de> + OrderRequest,
    S: From<T> + Serialize + Deserialize<'de>,
{
    let written = match json::from_slice::<T>(document) {
        Ok(request) => {
            let (ours, pretty) = (json::to_string(&request), json::to_string_pretty(&request));
            let request = S::from(request);
            let theirs = serde_json::to_string(&request).unwrap();
            if theirs != ours || serde_json::to_string_pretty(&request).unwrap() != pretty {
                return Err(format!("we write {ours}, serde writes {theirs}"));
            }
            Some(ours)
        }
        Err(_) => None,
    };
    let read = serde_json::from_slice::<S>(document);
    match (written, read.map(|request| serde_json::to_string(&request).unwrap())) {
        (None, Err(_)) => Ok(()),
        (Some(ours), Ok(theirs)) if ours == theirs => Ok(()),
        // The digits of a float are not those of the document, and serde_json has none that is so large.
        (Some(_), Err(error))
            if ["not a float", "number out of range"]
                .iter()
                .any(|reason| error.to_string().contains(reason)) =>
        {
            Ok(())
        }
        (ours, theirs) => Err(format!("we read {ours:?}, serde reads {theirs:?}")),
    }
}

/// All that violations hold, but those of functions of the whole request, which the interpreter does not call.
fn all(result: Result<(), Violations>) -> Vec<String> {
    told(result.err().into_iter().flatten())
}

fn told(violations: impl IntoIterator<Item = Violation>) -> Vec<String> {
    violations
        .into_iter()
        .filter(|violation| {
            !matches!(violation.rule().demand, Demand::Checked(Checked { call: None, .. }))
        })
        .map(|violation| format!("{violation:?}"))
        .collect()
}

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    cases: usize,
    read: usize,
    valid: usize,
    violations: usize,
    damaged: usize,
    damaged_read: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:7} cases, {:6} read, {:6} valid, {:7} violations; {:6} damaged, {:6} of them read",
            self.cases, self.read, self.valid, self.violations, self.damaged, self.damaged_read
        )
    }
}

/// Judges random documents of one type.
fn run(subject: &Subject, seed: u64, cases: usize) -> Result<Counts, String> {
    let mut counts = Counts::default();
    for case in 0..cases {
        // Every case has a seed of its own, so that one alone can be tried again.
        let seed = seed.wrapping_add(case as u64);
        let mut random = Random::new(seed);
        let members = members(subject.schema, &mut random, 0);
        let beside: Vec<(String, String)> = (members.iter())
            .filter(|(name, _)| {
                let field =
                    subject.schema.field_index(name).map(|field| &subject.schema.fields[field]);
                field.is_some_and(|field| field.place.is_beside_body())
            })
            .cloned()
            .collect();
        let beside = match object(&beside) {
            none if none == "{}" => String::new(),
            some => format!("{},", &some[1..some.len() - 1]),
        };
        let document = object(&members).into_bytes();
        let judge = |document: &[u8], beside: Beside<'_>| {
            let judged = catch_unwind(AssertUnwindSafe(|| (subject.judge)(document, beside, seed)));
            let judged = judged.unwrap_or_else(|_| Err("panicked".to_owned()));
            judged.map_err(|error| {
                let document = String::from_utf8_lossy(document);
                format!(
                    "{}, AGREEMENT_SEED={seed} AGREEMENT_CASES=1\n{document}\n{error}",
                    subject.name
                )
            })
        };
        counts.cases += 1;
        if let Outcome::Read { violations } = judge(&document, Some(&beside))? {
            counts.read += 1;
            counts.valid += usize::from(violations == 0);
            counts.violations += violations;
        }
        if case % 2 == 0 {
            counts.damaged += 1;
            let outcome = judge(&damaged(&document, &mut random), None)?;
            counts.damaged_read += usize::from(matches!(outcome, Outcome::Read { .. }));
        }
    }
    Ok(counts)
}

fn setting(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

#[test]
fn generated_checks_and_the_interpreter_agree() {
    let start = Instant::now();
    let seed = setting("AGREEMENT_SEED").unwrap_or(SEED);
    let cases = setting("AGREEMENT_CASES").map_or(CASES, |cases| cases as usize);
    let next = Mutex::new(SUBJECTS.iter());
    let outcomes = Mutex::new(Vec::new());
    let take = || next.lock().unwrap().next();
    let workers = thread::available_parallelism().map_or(1, usize::from).min(SUBJECTS.len());
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(subject) = take() {
                    let counts = run(subject, seed, cases);
                    outcomes.lock().unwrap().push((subject.name, counts));
                }
            });
        }
    });
    let mut total = Counts::default();
    let mut failures = Vec::new();
    for (name, outcome) in outcomes.into_inner().unwrap() {
        match outcome {
            Ok(counts) => {
                println!("{name:24} {counts}");
                total.cases += counts.cases;
                total.read += counts.read;
                total.valid += counts.valid;
                total.violations += counts.violations;
                total.damaged += counts.damaged;
                total.damaged_read += counts.damaged_read;
            }
            Err(failure) => failures.push(failure),
        }
    }
    println!("{:24} {total}, in {:.1?}, seed {seed}", SUBJECTS.len(), start.elapsed());
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    assert!(cases < CASES || total.cases >= 100_000);
}

/// The words of the language stand in the types.
#[test]
fn the_types_use_every_word() {
    let types = include_str!("types.rs");
    for word in [
        "alias =",
        "allowed(",
        "allowed_if(",
        "blank(",
        "check(",
        "default_value(",
        "default_value_if(",
        "each(",
        "flatten",
        "forbidden_if(",
        "forbidden_unless(",
        "format(",
        "format(self::",
        "group_all_or_none(",
        "group_at_least_one(",
        "group_at_most_one(",
        "group_count(",
        "group_exactly_one(",
        "length(",
        "#[nested]",
        "order(path)",
        "pattern(",
        "present_iff(",
        "order(query)",
        "order(text)",
        "separator =",
        "item =",
        "default_value(ctx.",
        "default_value_if(years > 2, ctx.",
        "range(",
        "rename =",
        "#[required]",
        "required_if(",
        "required_unless(",
        "order(secret",
        "order(skip)",
        "order(skip_blank)",
        "blank = reject",
        "#[condition(",
        "context =",
        "crate =",
        "endpoint =",
        "rename_all =",
        "response =",
        "root =",
        "#[rule(",
        "scalars =",
        "serde",
        "#[allowed(part.",
        "#[check(sum",
        "#[forbidden(part.",
        "#[group_all_or_none(\"all\", if",
        "#[group_at_least_one(\"least\", if",
        "#[group_at_most_one(\"most\", if",
        "#[group_count(\"count\", 1..=2, if",
        "#[group_exactly_one(\"one\", if",
        "#[present_iff(part.",
        "#[required(part.",
        "#[required(one.Part.",
        "all(x in",
        "present(one.Leaf)",
        "any(x in",
        "count(item in",
        "count(low,",
        "given(",
        "is(note,",
        "len(",
        "matches(",
        "present(",
        "satisfies(",
        "unique(item in",
        " == ",
        " != ",
        " < ",
        " <= ",
        " > ",
        " >= ",
        " in [",
        " => ",
        " && ",
        " || ",
        "!(",
        "null",
        "ctx.",
        "{ limits::",
        "limits::MOST",
        "rename = ",
        "value = -1",
        "ignore_case",
        "range(..4, if",
        "at = ",
    ] {
        assert!(types.contains(word), "{word}");
    }
}
