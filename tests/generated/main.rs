//! Round trips of random types: a request that keeps its rules is written in every format, read again
//! as the same request with the same verdict, and read alike by other readers of the format.
//!
//! The types stand in `types.rs`, which `source.rs` writes from a seed. `OVERWRITE=1 cargo test -p order-tests --test
//! generated` renews it.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod random;
mod source;
#[path = "../exports/sql/sqlite.rs"]
mod sqlite;
mod stock;
#[rustfmt::skip]
#[allow(clippy::box_collection, reason = "every type is tried in a box")]
mod types;

use std::{
    collections::BTreeSet,
    fmt::Debug,
    fs,
    panic::{self, AssertUnwindSafe},
    path::Path,
};

use jsonschema::Validator;
use order_core::{
    OrderRequest, ReadRequest, Valid, Violation, Violations,
    export::{
        json_schema::{self, Form},
        sql::{Dialect, Table},
    },
    form, json, schema,
    table::Columns,
    xml,
};

use crate::random::{Random, Rng};

/// The number of random values of each type.
const VALUES: usize = 300;

#[test]
fn the_types_are_those_of_their_generator() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/types.rs");
    let source = source::source(17);
    if std::env::var_os("OVERWRITE").is_some() {
        fs::write(path, source).unwrap();
        return;
    }
    assert!(fs::read_to_string(path).unwrap() == source, "renew the types with `OVERWRITE=1`");
}

#[test]
fn what_is_valid_is_what_goes_out() {
    let mut rng = Rng::new(5);
    let mut told = Told::default();
    types::each(&mut rng, &mut told);
    println!("{told:?}");
    assert_eq!(told.wrong, 0, "types whose values do not survive");
    assert!(told.valid > 2000, "too few values are valid to say much: {told:?}");
    assert!(told.written > 4000, "too few documents are written: {told:?}");
}

/// The number of values and documents that were tried.
#[derive(Debug, Default)]
pub(crate) struct Told {
    types: usize,
    valid: usize,
    invalid: usize,
    written: usize,
    unwritable: usize,
    /// The number of types with a wrong value.
    wrong: usize,
}

/// Tries random values of one type.
pub(crate) fn try_type<T>(rng: &mut Rng, told: &mut Told)
where
    T: OrderRequest<Context = ()>
        + for<'de> ReadRequest<'de>
        + for<'de> serde_core::Deserialize<'de>
        + serde_core::Serialize
        + Random
        + Debug,
{
    told.types += 1;
    let schemas = [Form::Read, Form::Written].map(|form| {
        let export = json_schema::export(T::SCHEMA, form);
        let document = serde_json::from_str(&export.text).unwrap();
        (jsonschema::draft202012::new(&document).unwrap(), export.gaps.is_empty())
    });
    let table = Table::new(T::SCHEMA, Dialect::Sqlite, "requests");
    let mut rows = Vec::new();
    // The first value of each type that is wrong is shown, so that one run tells of all types.
    let tried = panic::catch_unwind(AssertUnwindSafe(|| {
        for _ in 0..VALUES {
            let value = T::random(rng);
            let verdict = value.validate();
            assert_eq!(shown(&verdict), shown(&schema::interpret(&value)), "{value:?}");
            judge(&value, verdict.is_ok(), &schemas, told);
            rows.push((format!("{value:?}"), table.row(&value), verdict));
        }
        judge_rows(&table, rows);
    }));
    told.wrong += usize::from(tried.is_err());
}

fn judge<T>(value: &T, is_valid: bool, schemas: &[(Validator, bool); 2], told: &mut Told)
where
    T: OrderRequest<Context = ()>
        + for<'de> ReadRequest<'de>
        + for<'de> serde_core::Deserialize<'de>
        + serde_core::Serialize
        + Debug,
{
    let name = T::SCHEMA.name;
    let text = json::to_string(value);
    let parsed: serde_json::Value = serde_json::from_str(&text).unwrap();
    for (schema, is_whole) in schemas {
        let is_accepted = schema.is_valid(&parsed);
        assert!(is_accepted || !is_valid, "{name}: the JSON Schema refuses the valid {text}");
        // What is wrong with a value may not be in its document, such as a blank value that is left out.
        let is_told = json::from_str::<T>(&text).is_ok_and(|again| again.validate().is_err());
        if *is_whole && is_told {
            assert!(
                !is_accepted || is_valid,
                "{name}: the JSON Schema takes the invalid {text}: {:?}",
                shown(&value.validate())
            );
        }
    }
    if !is_valid {
        told.invalid += 1;
        return;
    }
    told.valid += 1;
    let same = |again: Result<Valid<T>, order_core::ReadError>, written: &str| {
        told_same(value, again.map_err(|error| error.to_string()), &text, written);
    };
    same(json::from_str(&text), &text);
    assert_eq!(
        json::from_str::<T>(&json::to_string_pretty(value)).map(|it| json::to_string(&it)).ok(),
        Some(text.clone())
    );
    assert_eq!(stock::json_of_serde(value), parsed, "{name}: serde_json writes another document");
    let by_serde: T = serde_json::from_str(&text).unwrap();
    assert_eq!(json::to_string(&by_serde), text, "{name}: serde_json reads another request");
    stock::assert_no_key_twice(&text);
    told.written += 1;
    match form::to_string(value) {
        Ok(written) => {
            told.written += 1;
            same(form::from_str(&written), &written);
            stock::assert_form(&written);
            let pairs = stock::pairs(&written);
            // An empty cell is no value, and a cell has no other way to say it.
            if pairs.iter().all(|(_, cell)| !cell.is_empty()) {
                told.written += 1;
                let names = pairs.iter().map(|(name, _)| name.as_str());
                let columns = Columns::<Valid<T>>::with_problems(names).0;
                same(columns.read(pairs.iter().map(|(_, cell)| cell.as_str())), &written);
            }
        }
        Err(_) => told.unwritable += 1,
    }
    match (xml::to_string(value), xml::to_string_pretty(value)) {
        (Ok(written), Ok(pretty)) => {
            told.written += 1;
            same(xml::from_str(&written), &written);
            same(xml::from_str(&pretty), &pretty);
            stock::assert_xml(&written, &parsed);
        }
        (plain, pretty) => {
            assert!(plain.is_err() && pretty.is_err(), "{name}: one layout is written");
            told.unwritable += 1;
        }
    }
}

/// Asserts that SQLite finds the rules that the validator reports, by their ids.
fn judge_rows(table: &Table, rows: Vec<(String, sqlite::Row, Result<(), Violations>)>) {
    let (mut shown, mut cells, mut expected) = (Vec::new(), Vec::new(), Vec::new());
    for (value, row, verdict) in rows {
        let broken = verdict.err().into_iter().flatten();
        let ids = broken.map(|violation| sqlite::id(&violation));
        expected.push(ids.filter(|id| !sqlite::is_gap(table, id)).collect::<BTreeSet<_>>());
        shown.push(value);
        cells.push(row);
    }
    for (index, found) in sqlite::in_sqlite(table, &cells).into_iter().enumerate() {
        assert_eq!(expected[index], found, "{}\nin the row {:?}", shown[index], cells[index]);
    }
}

fn told_same<T: OrderRequest + Debug>(
    value: &T,
    again: Result<Valid<T>, String>,
    text: &str,
    written: &str,
) {
    match again {
        Ok(again) => assert_eq!(json::to_string(&*again), text, "{value:?}\nwritten {written}"),
        Err(error) => panic!("{value:?}\nis valid and written {written}\nbut read again: {error}"),
    }
}

fn shown(verdict: &Result<(), Violations>) -> Vec<String> {
    let violations = verdict.as_ref().err().into_iter().flatten();
    violations.map(|violation: &Violation| violation.to_string()).collect()
}
