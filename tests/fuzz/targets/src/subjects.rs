//! The types that documents are read into, and what must hold for each of them.

use std::sync::LazyLock;

use jiff::civil::date;
use order_core::{
    Code, OrderRequest, ProblemDetails, ReadError, ReadRequest, Violation, Violations, cases, form,
    json,
    schema::{Checked, Demand, FieldPlace, Kind, Schema, interpret_in, interpret_warnings_in},
    table::Columns,
    update::{Updatable, Update},
    xml,
};
use serde_core::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    generated,
    random::{Random, members, object},
    shipment::{self, Carrier, Service},
    types::{self, Account, Hash},
    update,
};

/// A format of documents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Format {
    Json,
    Xml,
    Form,
}

/// A type with what is tried with it. The number makes the context.
#[derive(Clone, Copy)]
pub(crate) struct Subject {
    pub(crate) schema: &'static Schema,
    /// Reads a document, whose problems must stand where they say.
    pub(crate) read: fn(Format, &[u8]),
    /// Reads the cells of a row under these names.
    pub(crate) row: fn(&[&str], &[&str]),
    pub(crate) round_trip: fn(&[u8], u8),
    pub(crate) check: fn(&[u8], u8),
    pub(crate) what_if: fn(&[u8], u8),
    pub(crate) draw: fn(u64, u8),
    /// A valid request in all formats, empty where one cannot write it.
    pub(crate) sample: fn() -> Option<[Vec<u8>; 3]>,
}

macro_rules! subjects {
    ($($type:ty, $context:ident;)*) => {
        &[$(Subject {
            schema: <$type>::SCHEMA,
            read: read::<$type>,
            row: row::<$type>,
            round_trip: |document, number| round_trip::<$type>(document, &$context(number)),
            check: |document, number| check::<$type>(document, &$context(number)),
            what_if: |document, number| what_if::<$type>(document, &$context(number)),
            draw: |seed, number| draw::<$type>(seed, &$context(number)),
            sample: || sample::<$type>(&$context(0)),
        }),*]
    };
}

/// The types that are written by hand.
pub(crate) const WRITTEN: &[Subject] = subjects! {
    types::Presence, nothing;
    types::Blanks, nothing;
    types::Values, nothing;
    types::Groups, nothing;
    types::GroupsIf, nothing;
    types::Conditions, nothing;
    types::Terms, nothing;
    types::Nested, nothing;
    types::Lists, nothing;
    types::Items, nothing;
    types::Defaults, nothing;
    types::Context, account;
    types::Places, nothing;
    types::Namespaced, nothing;
    types::Free, nothing;
    types::Newtypes, nothing;
    types::RuledTypes, nothing;
    types::Keyed, nothing;
    types::Strict, nothing;
    types::Wide, nothing;
    types::Logic, nothing;
    types::Hashed, nothing;
    types::Exact, nothing;
    types::Joined, nothing;
    types::JoinedParts, nothing;
    types::Formed, nothing;
    types::Moments, nothing;
    types::Notations, nothing;
    types::Facts, account;
    types::Variants, nothing;
    types::Tree, nothing;
    types::Floats, nothing;
    types::Open, nothing;
    types::Warns, nothing;
    shipment::Shipment, carrier;
    shipment::Voucher, nothing;
};

impl Subject {
    /// A type without a context.
    pub(crate) fn of<T>() -> Self
    where
        T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
    {
        let [subject] = subjects! { T, nothing; };
        *subject
    }
}

/// The types, those that are written by hand first.
pub(crate) fn subjects() -> &'static [Subject] {
    static SUBJECTS: LazyLock<Vec<Subject>> = LazyLock::new(|| {
        let mut subjects = WRITTEN.to_vec();
        generated::add(&mut subjects);
        // A byte chooses one also where a part of its values has another meaning.
        assert!(subjects.len() <= 128);
        subjects
    });
    &SUBJECTS
}

/// The type that a byte chooses.
pub(crate) fn subject(number: u8) -> &'static Subject {
    let subjects = subjects();
    &subjects[usize::from(number) % subjects.len()]
}

/// A type that serde reads and writes too.
pub(crate) const BY_SERDE: &[fn(&[u8])] = &[
    by_serde::<types::Values>,
    by_serde::<types::Nested>,
    by_serde::<types::Lists>,
    by_serde::<types::Free>,
    by_serde::<types::Exact>,
    by_serde::<types::JoinedParts>,
    by_serde::<types::Variants>,
    by_serde::<types::Tree>,
    by_serde::<types::Open>,
];

fn nothing(_: u8) {}

fn account(number: u8) -> Account {
    let mut random = Random::new(number.into());
    Account {
        allows_ev: random.chance(50),
        product: (*random.one_of(&["", " ", "a", "aa", "b"])).to_owned(),
        today: *random.one_of(&[0, 1, 3, 4, 9]),
        hash: *random.one_of(&[None, Some(Hash::Sha1), Some(Hash::Other)]),
    }
}

fn carrier(number: u8) -> Carrier {
    let mut random = Random::new(number.into());
    Carrier {
        account_is_open: random.chance(50),
        today: *random.one_of(&[0, 1, 3, 9]),
        date: *random.one_of(&[date(2031, 5, 8), date(2031, 5, 9)]),
        region: (*random.one_of(&["", "eu", "a"])).to_owned(),
        usual: *random.one_of(&[Service::Standard, Service::Pallet]),
    }
}

/// A document for a type, made of a number.
pub(crate) fn random_document(schema: &Schema, seed: u64) -> Vec<u8> {
    object(&members(schema, &mut Random::new(seed), 0)).into_bytes()
}

fn read_as<'de, T: ReadRequest<'de>>(format: Format, document: &'de [u8]) -> Result<T, ReadError> {
    match format {
        Format::Json => json::from_slice(document),
        Format::Xml => xml::from_slice(document),
        Format::Form => form::from_slice(document),
    }
}

fn read<T: OrderRequest + for<'de> ReadRequest<'de>>(format: Format, document: &[u8]) {
    let read = read_as::<T>(format, document);
    if let Err(error) = &read {
        assert_error(document, error);
    }
    let Some(escaped) = Some(document).filter(|_| format == Format::Json).and_then(escaped) else {
        return;
    };
    let seen = |read: &Result<T, ReadError>| match read {
        Ok(request) => Ok(json::to_string(request)),
        Err(error) => {
            let problems = error.problems().iter();
            Err(problems.map(|it| (it.path().to_string(), it.code())).collect::<Vec<_>>())
        }
    };
    let whole = read_as::<T>(Format::Json, &escaped);
    assert_eq!(seen(&read), seen(&whole), "{}", document.escape_ascii());
}

/// The same JSON with an escape in its first name: an object whose names are written plainly is read in one pass, and
/// this one from a list of its members.
fn escaped(document: &[u8]) -> Option<Vec<u8>> {
    let space = |byte: &u8| byte.is_ascii_whitespace();
    let brace = document.iter().position(|byte| !space(byte))?;
    let inside = document.get(brace..)?.strip_prefix(b"{")?;
    let quote = brace + 1 + inside.iter().position(|byte| !space(byte))?;
    match document.get(quote..)? {
        [b'"', first, ..] if first.is_ascii_alphanumeric() => {
            let escape = format!("\\u{first:04x}");
            Some([&document[..=quote], escape.as_bytes(), &document[quote + 2..]].concat())
        }
        _ => None,
    }
}

/// Asserts that an error says something, and that its positions are places of the document.
pub(crate) fn assert_error(document: &[u8], error: &ReadError) {
    assert!(!error.problems().is_empty() && !error.to_string().is_empty(), "{error:?}");
    assert_json(&ProblemDetails::from(error).to_json());
    for problem in error.problems().iter().chain(error.warnings()) {
        assert!(!problem.message().to_string().is_empty(), "{problem:?}");
        let position = problem.position();
        let before = document.get(..position.offset);
        let before = before.unwrap_or_else(|| panic!("{problem:?} is behind the end"));
        let text = String::from_utf8_lossy(before);
        let line = text.split('\n').count();
        assert_eq!(line, position.line, "{problem:?}");
        if str::from_utf8(before).is_ok() {
            let column = text.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            assert_eq!(column, position.column, "{problem:?}");
        }
    }
}

fn assert_json(text: &str) {
    if let Err(error) = serde_json::from_str::<Value>(text) {
        panic!("{error}: {text}");
    }
}

fn row<T: OrderRequest + for<'de> ReadRequest<'de>>(names: &[&str], cells: &[&str]) {
    let (columns, error) = Columns::<T>::with_problems(names.iter().copied());
    let is_whole = error.is_none();
    if let Some(error) = error {
        assert_cells(names.len(), &error);
    }
    let read = columns.read(cells.iter().copied());
    if let Err(error) = &read {
        assert_cells(names.len().max(cells.len()), error);
    }
    // Names without brackets are those of the members in JSON, and texts hold the values of all scalars.
    let is_flat =
        |name: &&str| T::SCHEMA.field_index(name).is_some_and(|it| is_scalar(T::SCHEMA, it));
    if !is_whole || names.len() != cells.len() || !names.iter().all(is_flat) {
        return;
    }
    // White space around a number counts in JSON alone, and so does the word of a checkbox.
    if cells.iter().any(|cell| cell.trim() != *cell || cell.trim().is_empty() || *cell == "on") {
        return;
    }
    let given = names.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
    let document = given.map(|(name, cell)| ((*name).to_owned(), Value::from(*cell)));
    let document = Value::Object(document.collect()).to_string();
    let by_json = json::from_str::<T>(&document);
    match (&read, &by_json) {
        (Ok(of_row), Ok(of_json)) => {
            assert_eq!(json::to_string(of_row), json::to_string(of_json), "{document}");
        }
        (Err(of_row), Err(of_json)) => {
            let codes = |error: &ReadError| {
                let mut codes: Vec<_> =
                    error.problems().iter().map(|it| (it.path().to_string(), it.code())).collect();
                codes.sort_unstable_by_key(|(path, code)| (path.clone(), code.as_str()));
                codes
            };
            assert_eq!(codes(of_row), codes(of_json), "{document}");
        }
        (of_row, of_json) => {
            let told = |error: Option<&ReadError>| error.map(ToString::to_string);
            panic!(
                "row: {:?}, JSON: {:?}\n{document}",
                told(of_row.as_ref().err()),
                told(of_json.as_ref().err())
            );
        }
    }
}

/// Returns whether a field is a scalar, which a cell and a text in JSON hold alike.
fn is_scalar(schema: &Schema, field: usize) -> bool {
    let field = &schema.fields[field];
    field.place == FieldPlace::Body
        && !field.ty.nullable
        && matches!(
            field.kind(),
            Kind::Text | Kind::Bool | Kind::Choice(_) | Kind::Integer { .. } | Kind::Formed(_)
        )
}

fn assert_cells(count: usize, error: &ReadError) {
    assert!(!error.problems().is_empty() && !error.to_string().is_empty(), "{error:?}");
    for problem in error.problems() {
        let position = problem.position();
        assert!(position.line == 1 && (1..=count + 1).contains(&position.column), "{problem:?}");
    }
}

/// All that violations hold, but those of functions of the whole request, which the interpreter does not call.
fn told(violations: impl IntoIterator<Item = Violation>) -> Vec<String> {
    let is_called =
        |it: &Violation| matches!(it.rule().demand, Demand::Checked(Checked { call: None, .. }));
    violations.into_iter().filter(|it| !is_called(it)).map(|it| format!("{it:?} {it}")).collect()
}

fn check<T: OrderRequest + for<'de> ReadRequest<'de>>(document: &[u8], context: &T::Context) {
    let Ok(request) = json::from_slice::<T>(document) else { return };
    let violations = |result: Result<(), Violations>| told(result.err().into_iter().flatten());
    let verdict = request.validate_in(context);
    if let Err(violations) = &verdict {
        assert_json(&ProblemDetails::from(violations).to_json());
    }
    assert_eq!(violations(verdict), violations(interpret_in(&request, context)));
    let (ours, interpreted) =
        (request.warnings_in(context), interpret_warnings_in(&request, context));
    assert_eq!(told(ours), told(interpreted));
}

/// Writes a request in all formats, and reads it back as the same one.
fn round_trip<T: OrderRequest + for<'de> ReadRequest<'de>>(document: &[u8], context: &T::Context) {
    let Ok(request) = json::from_slice::<T>(document) else { return };
    // An item that holds its separator is refused because it cannot be read back.
    let violations = request.validate_in(context).err();
    let is_separable = violations.into_iter().flatten().all(|it| it.code() != Code::Separator);
    let is_beside_body = T::SCHEMA.fields.iter().any(|field| field.place.is_beside_body());
    let text = json::to_string(&request);
    match serde_json::from_str::<Value>(&text) {
        Ok(_) => {}
        // Larger than any float.
        Err(error) if error.to_string().contains("number out of range") => return,
        Err(error) => panic!("{error}: {text}"),
    };
    if is_beside_body || !is_separable {
        return;
    }
    for document in [text.clone(), json::to_string_pretty(&request)] {
        let again = json::from_str::<T>(&document);
        let again = again.unwrap_or_else(|error| panic!("{error}\n{document}"));
        assert_eq!(json::to_string(&again), text);
    }
    // XML and forms tell no null from what is empty, and have no types of free-form values.
    let same = |again: Result<T, ReadError>, document: &str| match again {
        Ok(again) => assert_eq!(json::to_string(&again), text, "{document}"),
        Err(error) => panic!("{error}\n{document}\n{text}"),
    };
    if let (Ok(plain), Ok(pretty)) = (xml::to_string(&request), xml::to_string_pretty(&request)) {
        same(xml::from_str(&plain), &plain);
        same(xml::from_str(&pretty), &pretty);
    }
    if let Ok(document) = form::to_string(&request) {
        same(form::from_str(&document), &document);
    }
}

fn by_serde<T>(document: &[u8])
where
    T: OrderRequest + for<'de> ReadRequest<'de> + Serialize + for<'de> Deserialize<'de>,
{
    let ours = json::from_slice::<T>(document);
    let theirs = serde_json::from_slice::<T>(document);
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => {
            let text = json::to_string(&ours);
            assert_eq!(text, json::to_string(&theirs));
            assert_eq!(text, serde_json::to_string(&ours).expect("a request has text keys"));
        }
        (Err(_), Err(_)) => {}
        (Ok(ours), Err(error)) => {
            // The digits of a float are not those of the document, and serde_json has none that is so large.
            let known = ["not a float", "number out of range", "recursion limit"];
            let is_known = known.iter().any(|it| error.to_string().contains(it));
            assert!(is_known, "only serde refuses: {error}\n{}", json::to_string(&ours));
        }
        (Err(error), Ok(theirs)) => {
            panic!("only serde reads: {error}\n{}", json::to_string(&theirs))
        }
    }
}

/// Asks why each field is as it is, and tries the repairs.
fn what_if<T: OrderRequest + for<'de> ReadRequest<'de>>(document: &[u8], context: &T::Context) {
    let Ok(request) = json::from_slice::<T>(document) else { return };
    for field in T::SCHEMA.fields {
        let why = request.why_in(field.rust, context);
        let why = why.unwrap_or_else(|error| panic!("{}: {error}", field.rust));
        assert!(!why.to_string().is_empty(), "{why:?}");
        assert_json(&why.to_json());
    }
    let Err(violations) = request.validate_in(context) else { return };
    for violation in violations.iter() {
        let path = violation.path().to_string();
        if let Err(error) = request.why_in(&path, context) {
            // The request itself and the members of free-form values have no reasons.
            assert!(!error.to_string().is_empty(), "{path}");
        }
    }
    // Each part of the search is bounded, but the rules may have many.
    if violations.len() > 8 {
        return;
    }
    let repairs = violations.repairs_in(&request, context);
    assert_json(&repairs.to_json());
    for repair in repairs.iter().take(8) {
        assert!(!repair.to_string().is_empty());
        let mended = repair.apply(&request).unwrap_or_else(|| panic!("cannot apply: {repair}"));
        if let Err(violations) = mended.validate_in(context) {
            panic!("{repair} leaves\n{violations}\nof {}", json::to_string(&request));
        }
    }
}

/// Judges drawn cases, which keep all rules or break the announced ones.
fn draw<T: OrderRequest + for<'de> ReadRequest<'de>>(seed: u64, context: &T::Context) {
    let contexts = std::slice::from_ref(context);
    for case in cases::cases_in::<T>(seed, contexts).take(8) {
        let Ok(request) = case.request::<T>() else {
            // A member that is never absent is missing.
            assert!(!case.is_valid() && !case.broken().is_empty(), "{}", case.document());
            continue;
        };
        let violations: Vec<Violation> =
            request.validate_in(context).err().into_iter().flatten().collect();
        assert_eq!(case.is_valid(), violations.is_empty(), "{}", case.document());
        assert_eq!(case.broken().len(), violations.len(), "{}", case.document());
        for announced in case.broken() {
            let is_found = violations.iter().any(|it| it.code() == announced.code);
            assert!(is_found, "{announced:?} of {}", case.document());
        }
    }
}

fn sample<T: OrderRequest + for<'de> ReadRequest<'de>>(
    context: &T::Context,
) -> Option<[Vec<u8>; 3]> {
    let mut cases = cases::cases_in::<T>(15, std::slice::from_ref(context));
    let case = cases.find(|case| case.is_valid() && case.document().len() > 2)?;
    let request = case.request::<T>().ok()?;
    let written = [xml::to_vec(&request), form::to_vec(&request)];
    let [xml, form] = written.map(Result::unwrap_or_default);
    Some([json::to_vec(&request), xml, form])
}

/// Applies an update and takes the one between two requests.
pub(crate) fn change<T>(old: &[u8], new: &[u8], update: &[u8])
where
    T: OrderRequest<Context = ()> + Updatable + Clone + for<'de> ReadRequest<'de>,
    T::Update: for<'de> ReadRequest<'de>,
{
    let (Ok(old), Ok(new)) = (json::from_slice::<T>(old), json::from_slice::<T>(new)) else {
        return;
    };
    match json::from_slice::<T::Update>(update) {
        Ok(update) => {
            let again = json::to_string(&update);
            let read = json::from_str::<T::Update>(&again);
            let read = read.unwrap_or_else(|error| panic!("{error}\n{again}"));
            assert_eq!(json::to_string(&read), again);
            let (is_empty, outcome) = (update.is_empty(), update.apply(&old));
            match outcome {
                Ok(changed) => {
                    assert!(changed.validate().is_ok());
                    if is_empty {
                        assert_eq!(json::to_string(&*changed), json::to_string(&old));
                    }
                }
                Err(rejected) => {
                    assert!(
                        rejected.violations().len() > 0
                            && !rejected.violations().to_string().is_empty()
                    );
                    assert_json(&ProblemDetails::from(&rejected).to_json());
                }
            }
            // The ratchet lets pass what the old request had already.
            if read.apply_ratcheting(&old).is_ok() && old.validate().is_ok() {
                let read = json::from_str::<T::Update>(&again).expect("it was read before");
                assert!(read.apply(&old).is_ok(), "the ratchet accepts more\n{again}");
            }
        }
        Err(error) => assert_error(update, &error),
    }
    // Null beside absence cannot be merged.
    if new.validate().is_err() || json::to_string(&new).contains("null") {
        return;
    }
    let between = T::Update::between(&old, new.clone());
    let text = json::to_string(&between);
    let sent = json::from_str::<T::Update>(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    for update in [between, sent] {
        if let Ok(changed) = update.apply(&old) {
            // The members of a free-form value may have another order.
            let value = |request: &T| serde_json::from_str::<Value>(&json::to_string(request));
            let (ours, theirs) = (value(&changed), value(&new));
            assert_eq!(ours.expect("JSON"), theirs.expect("JSON"), "{text}");
        }
    }
    let again = T::Update::between(&new, new.clone());
    assert_eq!(json::to_string(&again), "{}");
}

/// The old request, the new one, and an update.
type Changed = fn(&[u8], &[u8], &[u8]);

pub(crate) const UPDATES: &[Changed] =
    &[change::<update::Order>, change::<update::Address>, change::<update::Contact>];
