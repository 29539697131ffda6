//! SQLite as a judge of rows, and the ids by which a row's broken rules are compared with violations.

use std::collections::BTreeSet;

use order_core::{Violation, export::sql::Table, path::Segment, schema::At};

/// A request as [`Table::row`] gives it.
pub(crate) type Row = Vec<Option<String>>;

/// The rules that each row breaks, by SQLite.
pub(crate) fn in_sqlite(table: &Table, rows: &[Row]) -> Vec<BTreeSet<String>> {
    let connection = filled(table, rows);
    let query = table.violations(&["no"]).text;
    let mut query = connection.prepare(&query).unwrap_or_else(|e| panic!("{e}\n{query}"));
    let found = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    by_row(rows.len(), found.map(Result::unwrap))
}

/// A database with these rows.
pub(crate) fn filled(table: &Table, rows: &[Row]) -> rusqlite::Connection {
    let mut connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.execute_batch(&table.create(&[("no", "INTEGER")])).unwrap();
    let transaction = connection.transaction().unwrap();
    {
        let places = ", ?".repeat(table.columns().len());
        let insert = format!("INSERT INTO requests VALUES (?{places})");
        let mut insert = transaction.prepare(&insert).unwrap();
        for (no, row) in rows.iter().enumerate() {
            let no = Some(no.to_string());
            let cells = [&no].into_iter().chain(row);
            insert.execute(rusqlite::params_from_iter(cells)).unwrap();
        }
    }
    transaction.commit().unwrap();
    connection
}

/// The rules that each row breaks, from rows of a number and a rule's id.
pub(crate) fn by_row(
    count: usize,
    rows: impl IntoIterator<Item = (i64, String)>,
) -> Vec<BTreeSet<String>> {
    let mut found = vec![BTreeSet::new(); count];
    for (row, rule) in rows {
        assert!(found[usize::try_from(row).unwrap()].insert(rule), "one row for each rule");
    }
    found
}

/// The id of the broken rule behind the place of the part that has it, without numbers of items and keys.
pub(crate) fn id(violation: &Violation) -> String {
    let own = match violation.rule().at {
        // The rule of a newtype stands at its value.
        At::Field(_) if violation.newtype().is_some() => 0,
        At::Items(_) if violation.newtype().is_some() => 1,
        At::Root => 0,
        At::Field(_) => 1,
        At::Items(_) => 2,
        At::Member(..) => 0,
        at => panic!("a new kind of place: {at:?}"),
    };
    let mut place = String::new();
    let segments: Vec<&Segment> = violation.path().segments().collect();
    let own = match violation.rule().at {
        // A part on the way may stand in place, and then has no step of its own.
        At::Member(_, members) => match violation.rule().attributes.id {
            Some(_) => segments.len().min(members.len() + 1),
            None => violation.rule_id().matches('.').count(),
        },
        // The id of a deprecated value has the name of its field, though the rule is one for all.
        At::Root if violation.rule_id().ends_with(".deprecated_value") => {
            let is_below = |segment: &&&Segment| !matches!(segment, Segment::Name(_));
            1 + segments.iter().rev().take_while(is_below).count()
        }
        _ => own,
    };
    for segment in &segments[..segments.len() - own] {
        match segment {
            Segment::Name(name) => {
                place += if place.is_empty() { "" } else { "." };
                place += name;
            }
            _ => place += "[]",
        }
    }
    let id = violation.rule_id();
    if place.is_empty() { id } else { format!("{place}.{id}") }
}

/// Returns `true` if an engine with these gaps does not judge the rule.
pub(crate) fn is_gap(table: &Table, id: &str) -> bool {
    // A rule that the engine claims to judge is never excused.
    let is_judged = table.rules().iter().any(|rule| rule.id == id);
    !is_judged
        && table.gaps().iter().any(|gap| {
            gap.rule == id
            // A gap at a whole part covers all of its rules.
            || gap.rule.strip_suffix(".nested").is_some_and(|part| {
                id.strip_prefix(part).is_some_and(|rest| rest.starts_with(['.', '[']))
            })
        })
}
