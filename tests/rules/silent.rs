//! Rules that look as if they could not work together and can: the proof says nothing of them.
//!
//! All structs in this file compile, which is most of the test. Where the proof must not assume too much, a request
//! shows a possible case.

#![allow(dead_code, non_camel_case_types, reason = "most of these types are here to be compiled")]

use std::collections::BTreeMap;

use jiff::{Timestamp, civil};
use order_core::{Flag, OrderRequest, OrderValue, Valid, json};
use rust_decimal::Decimal;
use serde_json::Value;

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
enum Side {
    Buy,
    Sell,
}

#[derive(OrderValue)]
struct Years(u8);

#[derive(OrderValue)]
struct Code(String);

impl Side {
    const FAST: Self = Self::Buy;
}

type Unit = Option<String>;
type Meta = Value;
type Small = u8;
type Yes = bool;
type Tri = Option<Option<u8>>;

mod limits {
    pub(super) const LEAST: u32 = 5;
    pub(super) const MOST: u32 = 10;
    pub(super) const CODE: &str = "x";
}

mod constants {
    #![allow(non_upper_case_globals, reason = "a constant may have any name")]

    pub(super) const Quick: super::Side = super::Side::Buy;
}

/// A type of the user with the name of one of ours.
mod own {
    pub(super) type Flag = bool;
}

#[derive(OrderRequest)]
struct Named {
    flag: own::Flag,
    #[required_if(flag == false)]
    a: Option<String>,
    #[required_unless(flag)]
    b: Option<String>,
}

fn is_short(text: &str) -> bool {
    text.len() < 3
}

fn is_long(text: &str) -> bool {
    text.len() > 9
}

fn is_even(number: &u8) -> bool {
    number.is_multiple_of(2)
}

/// Two functions, or two patterns, may never agree.
#[derive(OrderRequest)]
struct Functions {
    #[check(is_even)]
    #[allowed(1, 3)]
    odd: Option<u8>,
    name: Option<String>,
    #[required_if(satisfies(name, is_short))]
    #[forbidden_if(satisfies(name, is_long))]
    by_function: Option<String>,
    #[required_if(matches(name, "a+"))]
    #[forbidden_if(matches(name, "b+"))]
    by_pattern: Option<String>,
    #[required_if(is(name, email))]
    #[forbidden_if(is(name, digits))]
    by_format: Option<String>,
    #[required_if(name == "abc")]
    #[forbidden_if(satisfies(name, is_long))]
    by_value: Option<String>,
    #[required_if(len(name) == 1)]
    #[forbidden_if(satisfies(name, is_long))]
    by_length: Option<String>,
}

/// Two comparisons with constants, or of fields, may exclude each other.
#[derive(OrderRequest)]
struct Compared {
    a: Option<u32>,
    b: Option<u32>,
    c: Option<u32>,
    #[required_if(a > limits::MOST)]
    #[forbidden_if(a < limits::LEAST)]
    by_constants: Option<String>,
    #[required_if(a == limits::MOST)]
    #[forbidden_if(a < 6)]
    by_constant_and_literal: Option<String>,
    #[required_if(a < b && b < c)]
    #[forbidden_if(c < a)]
    by_order: Option<String>,
    #[required_if(a < b)]
    #[forbidden_if(a == b)]
    #[forbidden_if(b < a)]
    by_fields: Option<String>,
    #[required_if(a == 1 && a == b)]
    #[forbidden_if(b == 2)]
    by_value: Option<String>,
}

/// An enum may have no other values than those that are named.
#[derive(OrderRequest)]
struct Variants {
    side: Side,
    #[required_unless(side == Buy)]
    #[forbidden_unless(side == Sell)]
    limit: Option<u32>,
    #[required_if(side != Buy)]
    #[forbidden_if(side != Sell)]
    stop: Option<u32>,
    other: Option<Side>,
    #[required_if(present(other) && other != Buy)]
    #[forbidden_if(present(other) && other != Sell)]
    reason: Option<String>,
    #[allowed(Buy)]
    fast: Side,
    #[required_if(fast == Side::FAST)]
    by_constant: Option<String>,
    #[required_if(fast == constants::Quick)]
    by_path: Option<String>,
    third: Side,
    #[required_if(!(third in [Buy, Sell]))]
    unknown: Option<String>,
}

/// The names of types reveal little.
#[derive(OrderRequest)]
struct Aliases {
    unit: Unit,
    #[required_unless(present(unit))]
    name: Option<String>,
    #[allowed("a", "b")]
    meta: Meta,
    #[required_if(meta == "a")]
    #[forbidden_unless(meta == "a")]
    detail: Option<String>,
    years: Years,
    #[required_if(years > 1)]
    #[forbidden_if(years < 2)]
    note: Option<String>,
    small: Small,
    #[required_if(small < 1)]
    #[forbidden_unless(small == 0)]
    none: Option<String>,
    yes: Yes,
    #[required_unless(yes)]
    #[forbidden_unless(yes == false)]
    no: Option<String>,
    tri: Tri,
    #[required_if(tri == null)]
    #[forbidden_if(!present(tri))]
    why: Option<String>,
    code: Code,
    #[required_if(code == "x")]
    #[forbidden_unless(code == "x" || code == limits::CODE)]
    x: Option<String>,
}

/// A decimal has values between any two others, and a text may spell the same number as another.
#[derive(OrderRequest)]
struct Decimals {
    price: Decimal,
    #[required_if(price > 1 && price < 2)]
    between: Option<String>,
    #[range(0..1)]
    share: Decimal,
    free: Value,
    #[required_if(free == "1.0")]
    #[forbidden_if(free == "1")]
    text: Option<String>,
    #[required_if(free == 1)]
    #[forbidden_if(free == true || free == null)]
    number: Option<String>,
}

/// A type parameter may stand for anything that is a value.
#[derive(OrderRequest)]
struct Generic<'a, T: OrderValue> {
    value: T,
    #[required_unless(present(value))]
    name: Option<&'a str>,
    #[forbidden_if(present(value))]
    #[required_unless(given(value))]
    other: Option<String>,
}

#[derive(OrderRequest)]
struct Part {
    kind: Side,
    #[default_value(1)]
    years: Option<u8>,
    #[default_value("x")]
    text: Option<String>,
    note: Option<String>,
    flag: bool,
}

#[derive(OrderRequest)]
struct Card {
    number: String,
}

#[derive(OrderRequest)]
struct Transfer {
    iban: String,
}

#[derive(OrderValue)]
enum Payment {
    Card(Card),
    Transfer(Transfer),
}

/// The rules and the types of parts are not seen.
#[derive(OrderRequest)]
struct Nested {
    #[nested]
    part: Part,
    #[required_unless(part.kind == Side::Buy)]
    #[forbidden_unless(part.kind == Side::Sell)]
    limit: Option<u32>,
    #[required_if(!present(part.years))]
    #[forbidden_if(part.years == 3)]
    by_default: Option<String>,
    #[required_if(present(part.note))]
    #[forbidden_if(len(part.note) == 0)]
    by_length: Option<String>,
    #[required_unless(part.flag)]
    #[forbidden_unless(part.flag == false)]
    by_bool: Option<String>,
    #[nested]
    payment: Payment,
    #[required_if(present(payment.Card))]
    #[forbidden_if(present(payment.Transfer))]
    cvv: Option<String>,
    #[required_unless(present(payment.Card))]
    #[forbidden_unless(present(payment.Transfer))]
    reference: Option<String>,
    #[required_if(payment.Card.number == "1")]
    #[forbidden_if(payment.Transfer.iban == "2")]
    reason: Option<String>,
    #[forbidden_if(part.years == 1 && !present(part.years))]
    hint: Option<String>,
    #[required_if(part.text == "x" && len(part.text) == 1)]
    text: Option<String>,
}

struct Account {
    kind: Side,
    allows_ev: bool,
    limit: Option<u32>,
}

/// Facts are as unknown as members.
#[derive(OrderRequest)]
#[order(context = Account)]
struct Facts {
    #[required_unless(ctx.kind == Side::Buy)]
    #[forbidden_unless(ctx.kind == Side::Sell)]
    limit: Option<u32>,
    #[required_unless(ctx.allows_ev)]
    #[forbidden_unless(ctx.allows_ev == false)]
    reason: Option<String>,
    #[default_value(ctx.limit)]
    most: Option<u32>,
    #[required_if(most == 3)]
    three: Option<String>,
    #[required_if(!present(most) && most > 5)]
    large: Option<String>,
}

/// Conditions on items may exclude each other.
#[derive(OrderRequest)]
struct Items {
    sizes: Option<Vec<u8>>,
    #[required_if(any(size in sizes, size > 5))]
    #[forbidden_if(all(size in sizes, size <= 5))]
    large: Option<String>,
    #[required_if(count(size in sizes, size > 5) >= 2)]
    #[forbidden_if(count(size in sizes, size > 5) < 2)]
    many: Option<String>,
    #[required_if(len(sizes) == 0)]
    #[forbidden_unless(all(size in sizes, size > 9) && count(size in sizes, size > 9) == 0)]
    none: Option<String>,
}

/// Null is present and has no value, and its length is 0.
#[derive(OrderRequest)]
struct Nulls {
    #[length(1..=9)]
    name: Option<Option<String>>,
    #[required_if(present(name) && len(name) == 0)]
    by_length: Option<String>,
    #[required_if(name == null)]
    by_null: Option<String>,
    #[allowed(1, 2)]
    years: Option<Option<u8>>,
    #[required_if(present(years) && !(years in [1, 2]))]
    by_value: Option<String>,
    #[default_value(1)]
    most: Option<Option<u8>>,
    #[required_if(most == null && most == 1)]
    by_default: Option<String>,
    left: Value,
    right: Value,
    #[required_if(left == null && left == right)]
    by_pair: Option<String>,
}

/// A default gives a value, never presence; that of a flag is false.
#[derive(OrderRequest)]
struct Defaults {
    #[default_value(1)]
    years: Option<u8>,
    #[required_if(years == 1 && !present(years))]
    a: Option<String>,
    #[required_if(present(years) && years == 1)]
    b: Option<String>,
    #[default_value(false)]
    rush: Flag,
    #[required_unless(rush)]
    c: Option<String>,
    #[required_if(rush)]
    d: Option<String>,
    #[default_value(true)]
    sign: Flag,
    #[required_if(!present(sign) && sign)]
    j: Option<String>,
    gift: Flag,
    #[required_unless(gift)]
    e: Option<String>,
    #[default_value("x")]
    name: String,
    #[required_unless(present(name))]
    f: Option<String>,
    #[default_value({ limits::MOST })]
    most: Option<u32>,
    #[required_if(most == 3)]
    #[forbidden_if(!present(most))]
    g: Option<String>,
    #[default_value("x")]
    text: Option<String>,
    #[required_if(len(text) == 1)]
    h: Option<String>,
    #[default_value_if(rush, 3)]
    #[default_value(4)]
    days: Option<u8>,
    #[required_if(days == 3)]
    i: Option<String>,
}

/// Blank text is given and not present, or present, or a value.
#[derive(OrderRequest)]
#[order(blank = value)]
struct Blanks {
    #[allowed("", "a")]
    name: Option<String>,
    #[required_if(name == "" && len(name) == 0)]
    a: Option<String>,
    #[required_if(present(name) && len(name) == 0)]
    b: Option<String>,
    #[blank(absent)]
    text: Option<String>,
    #[required_if(given(text) && !present(text))]
    c: Option<String>,
    #[blank(reject)]
    unit: Option<String>,
    #[forbidden_if(present(unit))]
    d: Option<String>,
    lines: Vec<String>,
    #[required_if(len(lines) == 0)]
    e: Option<String>,
    #[blank(absent)]
    map: Option<BTreeMap<String, String>>,
    #[required_if(given(map) && len(map) == 0)]
    f: Option<String>,
}

#[test]
fn null_has_a_length_of_zero_and_no_value() {
    let request: Nulls =
        json::from_str(r#"{"name": null, "years": null, "left": null, "right": null}"#).unwrap();
    let paths: Vec<_> =
        request.validate().unwrap_err().iter().map(|it| it.path().to_string()).collect();
    assert_eq!(paths, ["by_length", "by_null", "by_value", "by_pair"]);
}

/// A type of the user with the name of one of dates.
#[derive(Debug, PartialEq, OrderValue)]
struct NaiveTime(String);

/// Dates and times in an order that leaves room.
#[derive(OrderRequest)]
struct Moments {
    #[range("2025-01-01"..)]
    day: civil::Date,
    #[required_if(day <= "2025-01-01")]
    first: Option<u8>,
    #[required_if(day > "2025-01-01" && day < "2025-01-03")]
    between: Option<u8>,
    #[required_if(day > { LAST } && day < "2025-01-02")]
    of_constant: Option<u8>,
    at: Option<civil::Time>,
    #[required_if(at > "08:00:00" && at < "08:00:00.000000002")]
    tick: Option<u8>,
    #[required_if(at > "23:59:59.999999998")]
    last: Option<u8>,
    sent: Option<Timestamp>,
    #[required_if(sent >= "2025-01-01T00:00:00Z" && sent <= "2025-01-01T02:00:00+02:00")]
    same: Option<u8>,
    #[required_if(sent > "2025-01-01T00:00:00Z" && sent < "2025-01-01T00:00:00-02:00")]
    hours: Option<u8>,
    days: Option<Vec<civil::Date>>,
    #[required_if(any(day in days, day < "2025-01-01") && any(day in days, day > "2025-06-01"))]
    of_list: Option<u8>,
    text: NaiveTime,
    #[required_if(text == "noon" || text == "08:00:00")]
    of_text: Option<u8>,
}

const LAST: civil::Date = civil::date(2024, 1, 1);

#[test]
fn dates_and_times_may_lie_where_rules_leave_room() {
    let moments = |day: &str, of: &str| {
        let document = format!(r#"{{"day": "{day}", "text": "x"{of}}}"#);
        json::from_str::<Valid<Moments>>(&document).map(drop).map_err(|error| error.to_string())
    };
    let refused = |day: &str, of: &str, field: &str| {
        let error = moments(day, of).unwrap_err();
        assert!(error.contains(&format!("`{field}` is required")), "{error}");
    };
    assert_eq!(moments("2025-01-03", ""), Ok(()));
    refused("2025-01-01", "", "first");
    refused("2025-01-02", "", "between");
    refused("2025-01-01", "", "of_constant");
    let day = "2025-01-03";
    refused(day, r#", "at": "08:00:00.000000001""#, "tick");
    refused(day, r#", "at": "23:59:59.999999999""#, "last");
    refused(day, r#", "sent": "2025-01-01T01:00:00+01:00""#, "same");
    refused(day, r#", "sent": "2025-01-01T01:00:00Z""#, "hours");
    refused(day, r#", "days": ["2024-01-01", "2025-07-01"]"#, "of_list");
}
