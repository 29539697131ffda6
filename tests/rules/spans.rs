//! `range` on dates and times.

use std::collections::BTreeMap;

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time, date, time},
};
use order_core::{OrderRequest, OrderValue, language::Fluent, schema};

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Contract {
    #[range("2025-01-01"..="2027-12-31")]
    start: Date,
    #[range("08:00:00".."17:30:00")]
    opens: Option<Time>,
    #[range(> "2025-01-01T08:00:00", <= "2025-01-02T00:00:00")]
    local: Option<DateTime>,
    #[range("2025-01-01T02:00:00+02:00"..)]
    sent: Option<Timestamp>,
    #[range(..{ date(2025, 1, 1) }, if present(sent))]
    born: Option<Date>,
    #[each(range(.."2026-01-01"))]
    holidays: Vec<Date>,
    #[each(range("2025-06-01"..="2025-08-31"))]
    by_name: BTreeMap<String, Date>,
    term: Option<Term>,
    #[range("2026-01-01"..)]
    renewed: Option<Term>,
    #[range(< "2025-01-01T00:00:00Z", warn)]
    seen: Option<Timestamp>,
}

/// A date of a term.
#[derive(Debug, Clone, PartialEq, OrderValue)]
#[range("2025-01-01"..="2027-12-31")]
struct Term(Date);

fn contract() -> Contract {
    Contract {
        start: date(2025, 1, 1),
        opens: Some(time(8, 0, 0, 0)),
        local: Some(date(2025, 1, 1).at(8, 0, 0, 1)),
        sent: Some("2025-01-01T00:00:00Z".parse().unwrap()),
        born: Some(date(2024, 12, 31)),
        holidays: vec![date(2025, 12, 31)],
        by_name: BTreeMap::from([("summer".to_owned(), date(2025, 8, 31))]),
        term: Some(Term(date(2027, 12, 31))),
        renewed: Some(Term(date(2026, 1, 1))),
        seen: None,
    }
}

/// Returns what the generated check says, which the interpreter says as well.
fn said(contract: &Contract) -> Vec<String> {
    let told = |result: Result<(), order_core::Violations>| match result {
        Ok(()) => Vec::new(),
        Err(violations) => violations.iter().map(|it| it.message().to_string()).collect(),
    };
    let generated = told(contract.validate());
    assert_eq!(generated, told(schema::interpret(contract)));
    generated
}

#[test]
fn ends_are_included_or_excluded_as_those_of_numbers() {
    assert_eq!(said(&contract()), [""; 0]);
    let outside = Contract {
        start: date(2028, 1, 1),
        opens: Some(time(17, 30, 0, 0)),
        local: Some(date(2025, 1, 1).at(8, 0, 0, 0)),
        sent: Some("2024-12-31T23:59:59.999999999Z".parse().unwrap()),
        born: Some(date(2025, 1, 1)),
        holidays: vec![date(2025, 12, 31), date(2026, 1, 1)],
        by_name: BTreeMap::from([("winter".to_owned(), date(2025, 12, 31))]),
        term: Some(Term(date(2024, 12, 31))),
        renewed: Some(Term(date(2025, 1, 1))),
        seen: None,
    };
    assert_eq!(
        said(&outside),
        [
            "`start` must be from `2025-01-01` to `2027-12-31`",
            "`opens` must be at or after `08:00:00` and before `17:30:00`",
            "`local` must be after `2025-01-01T08:00:00` and at or before `2025-01-02T00:00:00`",
            "`sent` must be at or after `2025-01-01T02:00:00+02:00`",
            "`born` must be before 2025-01-01 because `sent` is present",
            "`holidays[1]` must be before `2026-01-01`",
            "`by_name.winter` must be from `2025-06-01` to `2025-08-31`",
            "`term` must be from `2025-01-01` to `2027-12-31`",
            "`renewed` must be on or after `2026-01-01`",
        ]
    );
    let violations = outside.validate().unwrap_err();
    let german: Vec<String> =
        violations.iter().map(|it| it.in_language(&Fluent::german())).collect();
    assert_eq!(german[0], "`start` muss frühestens `2025-01-01` und spätestens `2027-12-31` sein");
    assert_eq!(german[1], "`opens` muss um oder nach `08:00:00` und vor `17:30:00` sein");
    let ids: Vec<String> = violations.iter().map(|it| it.rule_id()).collect();
    assert_eq!(ids[0], "start.range");
}

#[test]
fn a_range_may_warn() {
    let seen = Contract { seen: Some("2025-01-01T00:00:00Z".parse().unwrap()), ..contract() };
    assert_eq!(said(&seen), [""; 0]);
    let warnings: Vec<String> = seen.warnings().iter().map(|it| it.message().to_string()).collect();
    assert_eq!(warnings, ["`seen` must be before `2025-01-01T00:00:00Z`"]);
}
