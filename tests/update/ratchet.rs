use std::collections::BTreeMap;

use order_core::{
    OrderRequest, Report, json,
    update::{Accepted, Edit, Rejected, Update},
};

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = PartUpdate)]
struct Part {
    #[length(..=3)]
    name: Option<String>,
    #[required_if(present(name))]
    note: Option<String>,
}

fn is_even(order: &Order, report: &mut Report<'_, '_>) {
    if order.a.unwrap_or_default() % 2 == 1 {
        report.fail("a", "is odd");
    }
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = OrderUpdate)]
#[rule(sum, a < b, "a is less", at = a)]
#[check(even, is_even, reads(a))]
struct Order {
    a: Option<u8>,
    b: Option<u8>,
    #[required_if(c == 1)]
    d: Option<String>,
    c: u8,
    #[group_all_or_none("g")]
    e: Option<String>,
    #[group_all_or_none("g")]
    f: Option<String>,
    #[nested]
    part: Part,
    #[immutable]
    g: Option<String>,
}

fn old() -> Order {
    Order {
        a: Some(3),
        b: Some(2),
        d: None,
        c: 1,
        e: Some("e".to_owned()),
        f: None,
        part: Part { name: Some("long name".to_owned()), note: None },
        g: None,
    }
}

fn apply(text: &str) -> Result<Accepted<Order>, Rejected<Order>> {
    let update: OrderUpdate = json::from_str(text).unwrap();
    update.apply_ratcheting(&old())
}

#[test]
fn what_was_broken_before_and_is_untouched_is_let_pass() {
    let accepted = apply("{}").unwrap();
    let paths: Vec<_> = accepted.let_pass().iter().map(|it| it.path().to_string()).collect();
    assert_eq!(paths, ["a", "d", "f", "part.name", "part.note", "a"]);
    assert_eq!(accepted.request(), &old());
    assert_eq!(accepted.into_valid().unwrap_err().violations.len(), 6);
}

#[test]
fn what_is_touched_is_judged_with_all_that_its_rules_read() {
    for text in [
        r#"{"a": 5}"#,
        r#"{"b": 1}"#,
        r#"{"c": 1}"#,
        r#"{"d": ""}"#,
        r#"{"e": "x"}"#,
        r#"{"part": {"name": "another"}}"#,
        r#"{"part": {"note": ""}}"#,
        r#"{"g": "x"}"#,
    ] {
        assert!(apply(text).is_err(), "{text}");
    }
}

#[test]
fn a_valid_request_is_valid() {
    let text = r#"{"a": 0, "c": 0, "f": "f", "part": {"name": null}}"#;
    let accepted = apply(text).unwrap();
    assert!(accepted.let_pass().is_empty());
    assert_eq!(accepted.into_valid().unwrap().c, 0);
}

#[test]
fn a_mistake_of_another_rule_is_none_that_was_there() {
    let old = Order { c: 0, ..old() };
    let update: OrderUpdate = json::from_str(r#"{"c": 1}"#).unwrap();
    let rejected = update.apply_ratcheting(&old).unwrap_err();
    assert!(rejected.iter().any(|(it, _)| it.path().to_string() == "d"));
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = SeatUpdate)]
struct Seat {
    row: Option<String>,
    number: Option<u8>,
}

fn is_booked(trip: &Trip, report: &mut Report<'_, '_>) {
    if trip.days > 9 && trip.code.is_none() {
        report.fail("code", "is needed for many days");
    }
}

fn is_short(stay: &Stay, report: &mut Report<'_, '_>) {
    if stay.nights > 9 {
        report.fail("nights", "are too many");
    }
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = TripUpdate)]
#[check(booked, is_booked, reads(days, code))]
#[required(seat.row, if class == 1)]
#[required(meal.row, if class == 1)]
struct Trip {
    days: u8,
    code: Option<String>,
    #[nested]
    #[order(flatten)]
    seat: Seat,
    #[nested]
    meal: Seat,
    class: u8,
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = StayUpdate)]
#[check(short, is_short)]
struct Stay {
    nights: u8,
    note: Option<String>,
}

fn trip() -> Trip {
    let seat = || Seat { row: None, number: None };
    Trip { days: 10, code: None, seat: seat(), meal: seat(), class: 1, note: None }
}

/// Each rule lets pass what it found before, until the update touches what it reads, be it what it read before.
#[test]
fn only_what_a_rule_reads_calls_it_up() {
    let apply = |text: &str| {
        let update: TripUpdate = json::from_str(text).unwrap();
        update.apply_ratcheting(&trip())
    };
    for text in ["{}", r#"{"note": "x"}"#] {
        let accepted = apply(text).unwrap();
        let paths: Vec<_> = accepted.let_pass().iter().map(|it| it.path().to_string()).collect();
        assert_eq!(paths, ["row", "meal.row", "code"], "{text}");
    }
    for text in [
        r#"{"days": 10}"#,
        r#"{"class": 1}"#,
        r#"{"number": 2}"#,
        r#"{"row": ""}"#,
        r#"{"meal": {"number": 2}}"#,
        r#"{"meal": {"row": ""}}"#,
    ] {
        assert!(apply(text).is_err(), "{text}");
    }
}

/// A function may have read anything, unless it says what.
#[test]
fn every_change_calls_up_a_function_that_says_nothing_of_what_it_reads() {
    let old = Stay { nights: 10, note: None };
    let apply = |text: &str| {
        let update: StayUpdate = json::from_str(text).unwrap();
        update.apply_ratcheting(&old)
    };
    assert_eq!(apply("{}").unwrap().let_pass().len(), 1);
    assert!(apply(r#"{"note": "x"}"#).is_err());
}

/// An entry of a map is touched alone, and an item of a list with its list.
#[test]
fn what_stands_beside_a_touched_entry_is_let_pass() {
    #[derive(Debug, Clone, PartialEq, OrderRequest)]
    #[order(update = BoxUpdate)]
    struct Box {
        #[nested]
        parts: BTreeMap<String, Part>,
        #[each(length(..=2))]
        tags: Vec<String>,
    }

    let part = || Part { name: Some("long name".to_owned()), note: Some("n".to_owned()) };
    let old = Box {
        parts: [("a".to_owned(), part()), ("b".to_owned(), part())].into(),
        tags: vec!["long".to_owned()],
    };
    let let_pass = |text: &str| {
        let update: BoxUpdate = json::from_str(text).unwrap();
        let accepted = update.apply_ratcheting(&old).ok()?;
        Some(accepted.let_pass().iter().map(|it| it.path().to_string()).collect::<Vec<_>>())
    };
    let paths = |paths: &[&str]| Some(paths.iter().map(|it| (*it).to_owned()).collect());
    assert_eq!(let_pass("{}"), paths(&["parts.a.name", "parts.b.name", "tags[0]"]));
    let mended = r#"{"parts": {"a": {"name": "x"}}}"#;
    assert_eq!(let_pass(mended), paths(&["parts.b.name", "tags[0]"]));
    assert_eq!(let_pass(r#"{"parts": {"b": null}}"#), paths(&["parts.a.name", "tags[0]"]));
    assert_eq!(let_pass(r#"{"parts": {"a": {"name": "also long"}}}"#), None);
    assert_eq!(let_pass(r#"{"tags": ["long"]}"#), None);
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = RangeUpdate)]
#[rule(in_order, from < to, "the start comes first")]
struct Range {
    from: u8,
    to: u8,
    kind: Option<u8>,
    #[required_if(kind == 1)]
    code: Option<String>,
    note: Option<String>,
}

/// Its fields have the names of those of the part.
#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = TourUpdate)]
struct Tour {
    #[nested]
    range: Range,
    from: Option<u8>,
    kind: Option<u8>,
}

#[test]
fn a_rule_of_a_part_reads_the_fields_of_the_part() {
    let range = Range { from: 5, to: 2, kind: Some(1), code: None, note: None };
    let old = Tour { range, from: None, kind: None };
    for (text, is_accepted) in [
        ("{}", true),
        (r#"{"from": 7}"#, true),
        (r#"{"kind": 7}"#, true),
        (r#"{"range": {"note": "x"}}"#, true),
        (r#"{"range": {"to": 1}}"#, false),
        (r#"{"range": {"from": 6}}"#, false),
        (r#"{"range": {"kind": 1}}"#, false),
        (r#"{"range": {"to": 9}}"#, true),
        (r#"{"range": {"kind": 2}}"#, true),
    ] {
        let update: TourUpdate = json::from_str(text).unwrap();
        assert_eq!(update.apply_ratcheting(&old).is_ok(), is_accepted, "{text}");
    }
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = ReadingUpdate)]
struct Reading {
    value: f64,
    note: Option<String>,
}

#[test]
fn a_value_that_its_type_refuses_is_let_pass_only_untouched() {
    let old = Reading { value: f64::NAN, note: None };
    let update: ReadingUpdate = json::from_str(r#"{"note": "x"}"#).unwrap();
    assert_eq!(update.apply_ratcheting(&old).unwrap().let_pass().len(), 1);
    let update = ReadingUpdate { value: Edit::Set(f64::NAN), ..ReadingUpdate::default() };
    let rejected = update.apply_ratcheting(&old).unwrap_err();
    assert_eq!(rejected.to_string(), "`value` must be a finite number");
}

fn is_even_number(number: &u8) -> bool {
    number.is_multiple_of(2)
}

#[derive(Debug, Clone, PartialEq, order_core::OrderValue)]
#[length(..=3)]
struct Code(String);

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Pair {
    a: Option<u8>,
    #[required]
    b: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = GroupUpdate)]
struct Group {
    kind: Option<u8>,
    #[each(length(..=2, if kind == 1))]
    tags: Option<Vec<String>>,
    code: Option<Code>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = WholeUpdate)]
struct Whole {
    #[nested]
    group: Group,
    #[check(is_even_number)]
    number: u8,
    #[nested]
    #[order(replace)]
    pair: Pair,
    note: Option<String>,
}

#[test]
fn each_kind_of_rule_is_called_up_by_what_it_reads() {
    let group = Group {
        kind: Some(1),
        tags: Some(vec!["long".to_owned()]),
        code: Some(Code("long".to_owned())),
    };
    let pair = Pair { a: Some(1), b: None };
    let old = Whole { group, number: 1, pair, note: None };
    for (text, is_accepted) in [
        ("{}", true),
        (r#"{"note": "x"}"#, true),
        (r#"{"number": 1}"#, false),
        (r#"{"group": {"kind": 1}}"#, false),
        (r#"{"group": {"kind": 2}}"#, true),
        (r#"{"group": {"tags": ["long"]}}"#, false),
        (r#"{"group": {"code": "long"}}"#, false),
        (r#"{"group": {"code": "x"}}"#, true),
        (r#"{"pair": {"a": 1}}"#, false),
        (r#"{"pair": {"a": 1, "b": 2}}"#, true),
    ] {
        let update: WholeUpdate = json::from_str(text).unwrap();
        assert_eq!(update.apply_ratcheting(&old).is_ok(), is_accepted, "{text}");
    }
}
