//! A stock implementation of JSON Schema gives the verdict of the validator on every document.
//!
//! A schema that cannot express a rule may accept documents that break it, but nothing else. `AGREEMENT_SEED` sets
//! another seed, and `AGREEMENT_CASES` the number of documents of each type. `AGREEMENT_MADE` sets how many of them are
//! test cases made from the rules; the rest is random.

use std::{env, fmt, sync::Mutex, thread};

use jiff::civil::date;
use order_client::{
    certcentral,
    retail::{CodeSigningOrder, Reissue, SslOrder, WifiOrder},
};
use order_core::{
    Code, OrderRequest, ReadRequest, Report,
    cases::{self, cases_with},
    export::{
        Gap,
        json_schema::{Form, export},
    },
    json,
    schema::Schema,
};
use serde_json::{Value, json};

use crate::{
    every::{account, every_type, nothing},
    oracle::{Broken, Oracle, place},
    random::{self, Random, damaged, members, object},
    shipment::{Carrier, Service, Shipment},
    types::{self, Account},
};

const SEED: u64 = 20_141_029;
const CASES: usize = 10_000;
const MADE: usize = 1_000;

/// A type whose schema is judged.
struct Subject {
    name: &'static str,
    schema: &'static Schema,
    judge: fn(&[u8], u64) -> Judged,
    /// Test cases, in the context of the seed.
    cases: fn(u64, usize) -> Vec<String>,
}

/// The verdict of the validator on a document.
#[derive(Debug)]
struct Judged {
    /// The rules that the document breaks.
    broken: Vec<Broken>,
    /// The request as it is written, if it could be read.
    written: Option<String>,
}

macro_rules! subjects {
    ($($type:ty, $context:ident $(, $serde:ident)?;)*) => {
        &[$(Subject {
            name: stringify!($type),
            schema: <$type>::SCHEMA,
            judge: |document, seed| judge::<$type>(document, &$context(&mut Random::new(seed))),
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
    Shipment, carrier;
});

fn carrier(random: &mut Random) -> Carrier {
    Carrier {
        account_is_open: random.chance(50),
        today: *random.one_of(&[0, 3, 10, 15]),
        date: *random.one_of(&[date(2031, 5, 8), date(2031, 5, 9)]),
        region: (*random.one_of(&["us", "eu", "a"])).to_owned(),
        usual: *random.one_of(&[Service::Standard, Service::Express, Service::Pallet]),
    }
}

fn judge<'de, T: ReadRequest<'de> + OrderRequest>(
    document: &'de [u8],
    context: &T::Context,
) -> Judged {
    match json::from_slice::<T>(document) {
        Ok(request) => Judged {
            broken: Broken::of_violations(request.validate_in(context)),
            written: Some(json::to_string(&request)),
        },
        Err(error) => {
            let broken = error.problems().iter().map(|problem| Broken {
                place: place(problem.path()),
                code: problem.code(),
                rule: problem.violation().map(|violation| violation.rule_id()),
            });
            Judged { broken: broken.collect(), written: None }
        }
    }
}

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    documents: usize,
    valid: usize,
    over: usize,
    written: usize,
    written_valid: usize,
    written_over: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "read: {:6} documents, {:6} valid, {:6} invalid, {:5} accepted by gaps; written: {:6}, {:6} valid, {:6} invalid, {:5} accepted by gaps",
            self.documents,
            self.valid,
            self.documents - self.valid,
            self.over,
            self.written,
            self.written_valid,
            self.written - self.written_valid,
            self.written_over,
        )
    }
}

fn run(subject: &Subject, seed: u64, cases: usize) -> Result<Counts, String> {
    let read = Oracle::new(subject.schema, Form::Read);
    let written = Oracle::new(subject.schema, Form::Written);
    let mut counts = Counts::default();
    let made = setting("AGREEMENT_MADE").map_or(MADE, |made| made as usize).min(cases);
    for document in (subject.cases)(seed, made) {
        compare(subject, &read, &written, document.as_bytes(), seed, &mut counts)?;
    }
    let mut first = 0;
    while counts.documents < cases && first < 4 * cases {
        // Every row of documents has a seed of its own, so that one alone can be tried again.
        let seed = seed.wrapping_add(first as u64);
        first += 1;
        let mut random = Random::new(seed);
        let mut members = members(subject.schema, &mut random, 0);
        // Each document of a row is nearer to a valid one.
        for _ in 0..=random.below(12) {
            let document = object(&members).into_bytes();
            let broken = compare(subject, &read, &written, &document, seed, &mut counts)?;
            if random.chance(10) {
                let document = damaged(&document, &mut random);
                compare(subject, &read, &written, &document, seed, &mut counts)?;
            }
            if broken.is_empty() {
                break;
            }
            mend(subject, &mut members, &broken, &mut random);
        }
    }
    Ok(counts)
}

/// Compares the verdicts on one document, as it is and as it is written; what is wrong with it.
fn compare(
    subject: &Subject,
    read: &Oracle,
    written: &Oracle,
    document: &[u8],
    seed: u64,
    counts: &mut Counts,
) -> Result<Vec<Broken>, String> {
    let judged = (subject.judge)(document, seed);
    let instance = serde_json::from_slice::<Value>(document);
    let is_unseen = judged.broken.iter().any(|broken| match broken.code {
        Code::Duplicate => true,
        // A text with an escape cannot be borrowed.
        Code::Type => broken.place.is_empty() && instance.as_ref().is_ok_and(Value::is_object),
        _ => false,
    });
    if instance.is_err() || is_unseen {
        return Ok(judged.broken);
    }
    let failed = |form: Form, document: &str, error: String| {
        let name = subject.name;
        format!("{name}, AGREEMENT_SEED={seed} AGREEMENT_CASES=1, {form:?}\n{document}\n{error}")
    };
    let over = read
        .compare(document, &judged.broken)
        .map_err(|error| failed(Form::Read, &String::from_utf8_lossy(document), error))?;
    counts.documents += 1;
    counts.valid += usize::from(judged.broken.is_empty());
    counts.over += usize::from(over);
    // A list with an item that cannot be told from two is written as another one.
    let is_told = judged.broken.iter().all(|it| it.code != Code::Separator);
    if let Some(document) = judged.written.filter(|_| is_told) {
        let over = written
            .compare(document.as_bytes(), &judged.broken)
            .map_err(|error| failed(Form::Written, &document, error))?;
        counts.written += 1;
        counts.written_valid += usize::from(judged.broken.is_empty());
        counts.written_over += usize::from(over);
    }
    Ok(judged.broken)
}

/// Takes other values for members that rules are broken at, so that more documents are nearly valid.
fn mend(
    subject: &Subject,
    members: &mut Vec<(String, String)>,
    broken: &[Broken],
    random: &mut Random,
) {
    let others = random::members(subject.schema, random, 0);
    for Broken { place, code, .. } in broken {
        let name = place.split(['.', '[']).next().unwrap_or_default();
        let is_removed = *code == Code::Forbidden || random.chance(20);
        members.retain(|(member, _)| member != name);
        if !is_removed {
            members.extend(others.iter().find(|(member, _)| member == name).cloned());
        }
    }
}

fn setting(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

fn is_short(text: &str) -> bool {
    text.len() < 4
}

#[test]
fn what_a_schema_cannot_say_is_listed_with_the_reason() {
    #[derive(OrderRequest)]
    #[order(context = Account)]
    #[rule(in_order, start <= end, "the start comes first")]
    #[check(total, check_total)]
    struct Order {
        start: Option<u8>,
        end: Option<u8>,
        #[required_if(ctx.allows_ev && start == 1)]
        reason: Option<String>,
        #[format(self::is_short)]
        #[pattern(r"(?-u:\b)word.*")]
        note: Option<String>,
        #[required_if(satisfies(end, is_even))]
        #[length(..=9)]
        even: Option<String>,
        #[order(skip)]
        tries: u8,
        #[forbidden_if(tries == 3)]
        again: Option<bool>,
    }

    fn is_even(number: &u8) -> bool {
        number.is_multiple_of(2)
    }

    fn check_total(_: &Order, _: &mut Report<'_, '_>) {}

    let export = export(Order::SCHEMA, Form::Written);
    let gaps: Vec<String> = export.gaps.iter().map(Gap::to_string).collect();
    assert_eq!(
        gaps,
        [
            "`note.format`: `is_short`, a function, cannot be said by a pattern of JSON Schema",
            "`note.pattern`: `(?-u:\\b)word.*` cannot be said by a pattern of JSON Schema",
            "`reason.required_if`: `ctx.allows_ev` is not in the document",
            "`even.required_if`: `is_even` is a function",
            "`again.forbidden_if`: `tries` stands in no document",
            "`in_order`: two values of the request are compared",
            "`total`: `check_total` is a function",
        ]
    );
    let document: Value = serde_json::from_str(&export.text).unwrap();
    assert_eq!(
        document["x-gaps"][5],
        json!({ "reason": "two values of the request are compared", "rules": ["in_order"] })
    );
    // A rule of which nothing can be said leaves nothing behind.
    assert_eq!(document["allOf"], Value::Null);
    let order = Order {
        start: None,
        end: None,
        reason: None,
        note: None,
        even: None,
        tries: 0,
        again: None,
    };
    assert!(order.validate_in(&account(&mut Random::new(1))).is_ok());
}

#[test]
fn a_large_group_does_not_make_a_larger_schema() {
    macro_rules! large {
        ($name:ident, $group:ident $bounds:tt, $($field:ident)*) => {
            #[derive(OrderRequest)]
            struct $name {
                $(#[$group $bounds] $field: Option<u8>,)*
            }
        };
    }
    large!(Count, group_count("g", 5..=10), a b c d e f g h i j k l m n o p q r s t u v w x y z);
    large!(One, group_at_most_one("g"), a b c d e f g h i j k l m n o p q r s t u v w x y z);

    let counted = export(Count::SCHEMA, Form::Written);
    let reason = "there are too many combinations of fields";
    assert_eq!(counted.gaps, [Gap::new("g.group_count", reason)]);
    let one = export(One::SCHEMA, Form::Written);
    assert_eq!(one.gaps, []);
    assert!(counted.text.len() < 10_000 && one.text.len() < 20_000, "{}", one.text.len());
    let oracle = Oracle::new(One::SCHEMA, Form::Written);
    for (document, is_valid) in [("{}", true), (r#"{"k":1}"#, true), (r#"{"k":1,"z":1}"#, false)] {
        let request: One = json::from_str(document).unwrap();
        let broken = Broken::of_violations(request.validate());
        assert_eq!(
            (broken.is_empty(), oracle.compare(document.as_bytes(), &broken)),
            (is_valid, Ok(false))
        );
    }
    assert!(json::from_str::<Count>("{}").unwrap().validate().is_err());
}

/// One condition a field, each on a value that may have any shape.
#[derive(OrderRequest)]
struct Shapes {
    value: Option<Value>,
    #[required_if(value == 5)]
    equal: Option<u8>,
    #[required_if(value != "a")]
    unequal: Option<u8>,
    #[required_if(value == true)]
    yes: Option<u8>,
    #[required_if(value == 2.5)]
    fraction: Option<u8>,
    #[required_if(!(value == 0 || value in ["a", 5]))]
    neither: Option<u8>,
    #[required_if(value in [1, false, "b"])]
    listed: Option<u8>,
    #[required_if(len(value) >= 2)]
    long: Option<u8>,
    #[required_if(len(value) <= 1)]
    short: Option<u8>,
}

#[test]
fn conditions_on_values_of_any_shape_hold_as_in_the_validator() {
    let oracle = Oracle::new(Shapes::SCHEMA, Form::Read);
    let [_, asked @ ..] = Shapes::SCHEMA.fields else { panic!("it has fields") };
    let values = r#"null true false -2 0 1 2.5 5 5.0 6 "" "a" "b" "ab" "ba" "5" [] [1] [1,2] {} {"a":1} {"a":1,"b":2}"#;
    let mut held = 0;
    for value in values.split(' ') {
        for left_out in asked {
            let given = asked.iter().filter(|field| field.name != left_out.name);
            let given: String = given.map(|field| format!(r#","{}":1"#, field.name)).collect();
            let document = format!(r#"{{"value":{value}{given}}}"#);
            let request: Shapes = json::from_str(&document).unwrap();
            let broken = Broken::of_violations(request.validate());
            held += broken.len();
            assert_eq!(oracle.compare(document.as_bytes(), &broken), Ok(false), "{document}");
        }
    }
    assert_eq!(held, 68, "conditions that hold, of {}", 22 * asked.len());
}

#[test]
fn the_schema_is_the_same_on_every_run() {
    for subject in SUBJECTS {
        for form in [Form::Read, Form::Written] {
            assert_eq!(export(subject.schema, form), export(subject.schema, form));
        }
    }
}

#[test]
fn the_schema_gives_the_verdict_of_the_validator() {
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
                    let outcome = run(subject, seed, cases);
                    outcomes.lock().unwrap().push((subject.name, outcome));
                }
            });
        }
    });
    let mut failures = Vec::new();
    for (name, outcome) in outcomes.into_inner().unwrap() {
        match outcome {
            Ok(counts) => {
                println!("{name:40} {counts}");
                assert!(cases < CASES || counts.documents >= CASES, "{name}: {counts}");
            }
            Err(failure) => failures.push(failure),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
