//! Mistakes of every kind. The words of the author have no letters, so that letters are words of the catalogue.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time, date},
};
use order_core::{
    OrderRequest, OrderValue, ProblemDetails, Report, Valid, form,
    http::{Incoming, RequestError},
    json,
    language::Catalogue,
    table,
    update::Update,
    xml,
};
use std::collections::BTreeMap;

const MANY: usize = 25;

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
enum Few {
    Red,
    Green,
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
enum Aged {
    #[order(deprecated = "§ 2")]
    Red,
    Green,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
enum Open {
    Red,
    #[order(other)]
    Other(String),
}

macro_rules! many {
    ($($name:ident)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
        enum Many {
            $($name,)*
        }

        #[derive(Debug, Clone, PartialEq, OrderValue)]
        enum ManyOpen {
            $($name,)*
            #[order(other)]
            Other(String),
        }

        const NAMES: [&str; MANY] = [$(stringify!($name)),*];
    };
}

many!(A B C D E F G H I J K L M N O P Q R S T U V W X Y);

fn refuses(_: &u8) -> bool {
    false
}

fn accepts_none(_: &str) -> bool {
    false
}

fn speaks(_: &u8) -> Result<(), &'static str> {
    Err("§ 9")
}

fn judge(order: &Values, report: &mut Report<'_, '_>) {
    if order.number > 0 {
        report.fail("", "§ 8");
        report.fail("", "");
    }
}

fn is_odd(number: &u8) -> bool {
    number % 2 == 1
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Numbered {
    number: u8,
}

/// Reasons, and what an update changes.
#[derive(Debug, Clone, Default, PartialEq, OrderRequest)]
#[order(update = ReasonsUpdate)]
#[rule(once, unique(x in items, x), "§ 1")]
#[rule(keys, unique(x in parts, x.number), "§ 2")]
struct Reasons {
    text: Option<String>,
    number: Option<u8>,
    #[default_value(3)]
    size: Option<u8>,
    items: Option<Vec<u8>>,
    #[nested]
    parts: Option<Vec<Numbered>>,
    #[required_if(starts_with(text, "A"))]
    starts: Option<u8>,
    #[required_unless(starts_with(text, "B"))]
    starts_not: Option<u8>,
    #[required_if(ends_with(text, "A"))]
    ends: Option<u8>,
    #[required_unless(ends_with(text, "B"))]
    ends_not: Option<u8>,
    #[required_if(matches(text, "A+"))]
    matches: Option<u8>,
    #[required_unless(matches(text, "B+"))]
    matches_not: Option<u8>,
    #[required_if(satisfies(number, is_odd))]
    satisfies: Option<u8>,
    #[required_unless(satisfies(number, is_odd))]
    satisfies_not: Option<u8>,
    #[required_if(len(text) < 9)]
    fewer: Option<u8>,
    #[required_if(all(x in items, x > 0))]
    all: Option<u8>,
    #[required_unless(any(x in items, x == 200))]
    none: Option<u8>,
    #[required_unless(number in [8, 9])]
    one_of: Option<u8>,
    #[required_if(size > 2)]
    default: Option<u8>,
    #[immutable]
    fixed: Option<u8>,
    #[set_once]
    set: Option<u8>,
    #[required_if(changed(number))]
    changed: Option<u8>,
    #[required_unless(changed(number))]
    unchanged: Option<u8>,
}

#[derive(Debug, Clone, Default, PartialEq, OrderRequest)]
struct Line {
    number: Option<u8>,
    numbers: Option<Vec<u8>>,
    text: Option<String>,
}

/// Reasons that no single value states.
#[derive(Debug, Clone, Default, PartialEq, OrderRequest)]
#[order(allow(dead_rule, undeclared_dead_end))]
#[condition(has_number, present(number))]
#[condition(both, has_number && present(text))]
#[condition(neither, !has_number && !present(text))]
#[condition(alike, !unique(x in items, x))]
#[condition(alike_lines, !unique(x in lines, x.number))]
struct Counts {
    text: Option<String>,
    number: Option<u8>,
    items: Option<Vec<u8>>,
    by_key: Option<BTreeMap<String, u8>>,
    lines: Option<Vec<Line>>,
    others: Option<Vec<u8>>,
    other_lines: Option<Vec<Line>>,
    #[required_if(len(text) < number)]
    characters: Option<u8>,
    #[required_if(len(text, bytes) < number)]
    bytes: Option<u8>,
    #[required_if(len(text, utf16) < number)]
    utf16: Option<u8>,
    #[required_if(len(items) < number)]
    of_items: Option<u8>,
    #[required_if(len(by_key) < number)]
    entries: Option<u8>,
    #[required_if(count(text, items) < number)]
    present: Option<u8>,
    #[required_if(count(x in lines, x.number > 0) < number)]
    counted: Option<u8>,
    #[required_if(count(x in items, x > 100) <= 1)]
    at_most: Option<u8>,
    #[required_unless(any(x in lines, x.number > 100))]
    none: Option<u8>,
    #[required_if(present(lines) && all(x in lines, x.number > 50 || (present(x.number) && both)))]
    every: Option<u8>,
    #[required_if(present(lines) && all(x in lines, any(y in x.numbers, y < 100)))]
    some: Option<u8>,
    #[required_if(present(lines) && all(x in lines, !neither && present(x.number)))]
    not_named: Option<u8>,
    #[required_if(present(lines) && all(x in lines, alike && alike_lines && present(x.number)))]
    equal: Option<u8>,
    #[required_if(present(others) && unique(x in others, x))]
    unique: Option<u8>,
    #[required_if(present(other_lines) && unique(x in other_lines, x.number))]
    unique_lines: Option<u8>,
}

/// Demands on values.
#[derive(Debug, OrderRequest)]
#[order(context = Facts, allow(dead_rule))]
#[check(judged, judge, reads(number), "§ 4")]
#[rule(root, number == 0, "§ 7")]
#[rule(placed, number == 0, "§ 6", at = number)]
struct Values {
    number: u8,
    #[allowed(0, 1..=3)]
    allowed: Option<u8>,
    #[allowed("1", "2")]
    #[order(secret)]
    pin: Option<String>,
    #[range(1..=3)]
    between: Option<u8>,
    #[range(1..)]
    least: Option<u8>,
    #[range(..=1)]
    most: Option<u8>,
    #[range(2)]
    exact: Option<u8>,
    #[range(1..5)]
    open: Option<rust_decimal::Decimal>,
    #[range(..5)]
    infinite: Option<f64>,
    #[range(0.5..)]
    fraction: Option<rust_decimal::Decimal>,
    #[range(..5)]
    below: Option<rust_decimal::Decimal>,
    #[multiple_of(5)]
    steps: Option<u8>,
    #[length(..=1)]
    text: Option<String>,
    #[length(..=1, bytes)]
    bytes: Option<String>,
    #[length(..=2, utf16)]
    utf16: Option<String>,
    #[length(2..)]
    items: Option<Vec<u8>>,
    #[length(2)]
    #[keys(length(3))]
    entries: Option<BTreeMap<String, u8>>,
    #[pattern("[0-9]+")]
    pattern: Option<String>,
    #[format(self::accepts_none)]
    function: Option<String>,
    #[format(email)]
    email: Option<String>,
    #[format(credit_card)]
    card: Option<String>,
    #[format(digits)]
    digits: Option<String>,
    #[format(e164)]
    e164: Option<String>,
    #[format(hostname)]
    host: Option<String>,
    #[format(ip)]
    ip: Option<String>,
    #[format(ipv4)]
    ipv4: Option<String>,
    #[format(ipv6)]
    ipv6: Option<String>,
    #[format(telephone)]
    phone: Option<String>,
    #[format(url)]
    url: Option<String>,
    #[format(uuid)]
    uuid: Option<String>,
    #[check(refuses)]
    refused: Option<u8>,
    #[check(speaks)]
    spoken: Option<u8>,
    #[blank(reject)]
    blank: Option<String>,
    #[order(separator = ",")]
    list: Option<Vec<String>>,
    #[order(separator = "::")]
    long: Option<Vec<String>>,
    #[allowed(A)]
    many: Option<Many>,
    #[default_value(2)]
    #[forbidden_if(number == 1)]
    default: Option<u8>,
}

/// A demand on a date, and on what only a context knows.
#[derive(Debug)]
struct Facts {
    most: u8,
}

fn values() -> Values {
    let text = |text: &str| Some(text.to_owned());
    Values {
        number: 1,
        allowed: Some(9),
        pin: text("3"),
        between: Some(9),
        least: Some(0),
        most: Some(9),
        exact: Some(9),
        open: Some(9.into()),
        infinite: Some(f64::INFINITY),
        fraction: Some(0.into()),
        below: Some(9.into()),
        steps: Some(9),
        text: text("99"),
        bytes: text("99"),
        utf16: text("999"),
        items: Some(vec![9]),
        entries: Some(BTreeMap::from([("9999".to_owned(), 9)])),
        pattern: text("-"),
        function: text("-"),
        email: text("-"),
        card: text("-"),
        digits: text("-"),
        e164: text("-"),
        host: text("-"),
        ip: text("-"),
        ipv4: text("-"),
        ipv6: text("-"),
        phone: text("-"),
        url: text("-"),
        uuid: text("-"),
        refused: Some(9),
        spoken: Some(9),
        blank: text(" "),
        list: Some(vec!["9,9".to_owned(), " ".to_owned()]),
        long: Some(vec!["9:".to_owned()]),
        many: Some(Many::B),
        default: Some(9),
    }
}

/// Demands on presence, and the facts behind them.
#[derive(Debug, Default, OrderRequest)]
#[order(context = Facts, allow(dead_rule, dead_value, false_optional, dead_field, undeclared_dead_end))]
#[rule(unnamed, ctx.most < 1, "§ 5", at = on)]
struct Presence {
    on: Option<bool>,
    number: Option<u8>,
    #[default_value(3)]
    defaulted: Option<u8>,
    #[order(secret)]
    pin: Option<String>,
    list: Option<Vec<String>>,
    color: Option<String>,
    #[range("2025-01-01"..="2031-12-31")]
    day: Option<Date>,
    free: Option<Option<String>>,
    #[required_if(on)]
    text: Option<String>,
    #[required_if(on)]
    #[blank(value)]
    any_text: Option<String>,
    #[required_if(on == false)]
    several: Option<Vec<String>>,
    #[required_if(!present(color))]
    entries: Option<BTreeMap<String, u8>>,
    #[required_if(present(list))]
    few: Option<Few>,
    #[required_if(len(list) > 0)]
    many: Option<Many>,
    #[required_if(color != "red")]
    open: Option<Open>,
    #[required_if(defaulted == 3)]
    open_many: Option<ManyOpen>,
    #[required_if(pin == "1")]
    of_pin: Option<u8>,
    #[required_if(day > "2031-01-01")]
    of_day: Option<u8>,
    #[required_if(number == 1 && on)]
    of_number: Option<u8>,
    #[required_if(free == null)]
    of_null: Option<u8>,
    #[order(deprecated = "§ 3")]
    old: Option<u8>,
    #[length(..=1, warn)]
    long: Option<String>,
    #[length(..=1, warn if ctx.most < 2)]
    later: Option<String>,
    aged: Option<Aged>,
    #[order(secret)]
    aged_pin: Option<Aged>,
    #[forbidden_if(on)]
    forbidden: Option<u8>,
    #[required_if(number == 1)]
    #[required_if(number == 2)]
    twice: Option<u8>,
    #[required_if(on)]
    #[forbidden_if(number == 1)]
    both: Option<u8>,
    #[group_all_or_none("all", if on)]
    all_a: Option<u8>,
    #[group_all_or_none("all")]
    all_b: Option<u8>,
    #[group_all_or_none("all")]
    all_c: Option<u8>,
    #[group_at_least_one("least")]
    least_a: Option<u8>,
    #[group_at_least_one("least")]
    least_b: Option<u8>,
    #[group_at_most_one("most")]
    most_a: Option<u8>,
    #[group_at_most_one("most")]
    most_b: Option<u8>,
    #[group_exactly_one("one")]
    one_a: Option<u8>,
    #[group_exactly_one("one")]
    one_b: Option<u8>,
    #[group_count("two", 2)]
    two_a: Option<u8>,
    #[group_count("two", 2)]
    two_b: Option<u8>,
    #[group_count("two", 2)]
    two_c: Option<u8>,
    #[group_count("few", ..=1)]
    few_a: Option<u8>,
    #[group_count("few", ..=1)]
    few_b: Option<u8>,
}

fn presence() -> Presence {
    Presence {
        on: Some(true),
        number: Some(1),
        pin: Some("1".to_owned()),
        list: Some(vec!["1".to_owned()]),
        day: Some(date(2032, 1, 1)),
        forbidden: Some(1),
        old: Some(1),
        long: Some("11".to_owned()),
        aged: Some(Aged::Red),
        aged_pin: Some(Aged::Red),
        all_a: Some(1),
        most_a: Some(1),
        most_b: Some(1),
        two_a: Some(1),
        few_a: Some(1),
        few_b: Some(1),
        ..Presence::default()
    }
}

/// Types of values that are read.
#[derive(Debug, OrderRequest)]
#[order(root = "order", endpoint = "PUT /orders/{id}", response = ())]
struct Read {
    #[order(path)]
    id: u8,
    #[order(query)]
    page: Option<u8>,
    #[order(header)]
    key: Option<String>,
    on: Option<bool>,
    small: Option<i8>,
    other: Option<std::num::NonZeroI8>,
    text: Option<String>,
    few: Option<Few>,
    many: Option<Many>,
    list: Option<Vec<u8>>,
    map: Option<BTreeMap<String, u8>>,
    flag: Option<order_core::Flag>,
    amount: Option<rust_decimal::Decimal>,
    float: Option<f64>,
    wide: Option<u128>,
    wide_other: Option<std::num::NonZeroI128>,
    day: Option<Date>,
    time: Option<DateTime>,
    #[order(epoch)]
    seconds: Option<Timestamp>,
    #[order(epoch = "milliseconds")]
    milliseconds: Option<Timestamp>,
    #[order(notation = "%d.%m.%Y")]
    day_as: Option<Date>,
    #[order(notation = "%H:%M")]
    time_as: Option<Time>,
    #[order(notation = "%d.%m.%Y %H:%M")]
    both_as: Option<DateTime>,
    #[order(notation = "%Y%m%d%H%M")]
    moment_as: Option<Timestamp>,
    free: Option<serde_json::Value>,
    #[nested]
    part: Option<Part>,
    #[nested]
    parts: Option<Vec<Part>>,
    #[nested]
    payment: Option<Payment>,
    #[nested]
    only: Option<Only>,
}

#[derive(Debug, OrderRequest)]
struct Part {
    number: u8,
}

#[derive(Debug, OrderValue)]
enum Payment {
    Card(Part),
    Cash(Part),
}

#[derive(Debug, OrderValue)]
enum Only {
    Card(Part),
}

#[derive(Debug, OrderRequest)]
struct Borrowed<'a> {
    text: &'a str,
}

#[derive(Debug, OrderRequest)]
#[order(serde)]
struct Table {
    number: u8,
    word: Option<String>,
    list: Option<Vec<u8>>,
    #[nested]
    part: Option<Part>,
    #[nested]
    parts: Option<Vec<Part>>,
}

const JSON: &[&str] = &[
    "\u{feff}{}",
    "",
    "[]",
    "{} 1",
    r#"{"on" 1}"#,
    "{on: 1}",
    r#"{"on": true,}"#,
    r#"{"on": true 1}"#,
    r#"{"list": [1 2]}"#,
    r#"{"on": tru}"#,
    r#"{"on": yes}"#,
    r#"{"small": 01}"#,
    r#"{"small": 1.}"#,
    r#"{"small": -}"#,
    "{\"text\": \"\n\"}",
    r#"{"text": "a"#,
    r#"{"text": "\q"}"#,
    r#"{"text": "\u12"}"#,
    r#"{"text": "\ud800"}"#,
    r#"{"text":"#,
    r#"{"id": 1, "on": "yes", "small": 300, "other": 0, "text": [], "few": "Rde", "many": "?", "list": 1, "map": null,
        "flag": 7, "amount": "x", "float": "x", "wide": "x", "wide_other": 0, "day": "x", "time": "x", "seconds": "x", "milliseconds": "x", "day_as": "x", "time_as": "x", "both_as": "x",
        "moment_as": "x", "part": [], "parts": {}, "free": 1, "only": {}}"#,
    r#"{"on": {}, "small": true, "other": null, "few": 1, "list": {}, "map": 1, "day": [], "ob": 1, "part": "x",
        "on": true, "map2": 1, "nothing like it": 1, "payment": {"Card": {"number": 1}, "Cash": {"number": 1}}}"#,
    r#"{"map": {"a": 1, "a": 2}, "on": 1.5, "part": {"number": null}, "payment": {}, "many": []}"#,
];

const XML: &[&str] = &[
    "",
    " ",
    "x",
    "<other/>",
    "<order><?x y?></order>",
    "<order>< </order>",
    "<order/><more/>",
    "<order/>x",
    "<order></order></order>",
    "</order>",
    "<order><a:on>true</a:on></order>",
    "<order on='1'/>",
    "<order><list><other>1</other></list></order>",
    "<order><on></order>",
    "<order><on></ 1></order>",
    "<order><part>x<number>1</number></part></order>",
    "<order><text>]]></text></order>",
    "<order><text>&#0;</text></order>",
    "<order><text>&nbsp;</text></order>",
    "<order><text>& </text></order>",
    "<order/><?xml version='1.0'?>",
    "<!DOCTYPE x><order/>",
    "<order>",
    "<order><text>\u{1}</text></order>",
    "<order><!-- a -- b --></order>",
    "<order><!-- a",
    "<order><![CDATA[ a",
    "<order><!x",
    "<order",
    "<?xml version='1.0' what='1'?><order/>",
    "<?xml version='1.1'?><order/>",
    "<?xml version='1.0' encoding='latin1'?><order/>",
];

const FORMS: &[&str] = &[
    "parts[][number]=1",
    "list[x]=1",
    "parts[1][number]=1",
    "on=true&on=true",
    "list[0]=1&list[0]=2",
    "text=%zz",
    "text=%ff",
];

/// Says every mistake in the language of `catalogue`.
pub(crate) fn said(catalogue: &dyn Catalogue) -> Vec<String> {
    let mut said = Vec::new();
    let facts = Facts { most: 1 };
    let violations = values().validate_in(&facts).unwrap_err();
    said.push(violations.in_language(catalogue));
    said.push(ProblemDetails::from(&violations).in_language(catalogue).to_json());
    said.push(violations.repairs_in(&values(), &facts).in_language(catalogue));
    let violations = presence().validate_in(&facts).unwrap_err();
    said.extend(violations.iter().map(|violation| violation.in_language(catalogue)));
    said.push(presence().warnings_in(&facts).in_language(catalogue));
    reasons(catalogue, &mut said);
    let off = Presence {
        on: Some(false),
        color: Some("blue".to_owned()),
        free: Some(None),
        ..Presence::default()
    };
    said.push(off.validate_in(&facts).unwrap_err().in_language(catalogue));
    said.push(violations.repairs_in(&presence(), &facts).in_language(catalogue));
    for field in Presence::SCHEMA.fields {
        said.push(presence().why_in(field.name, &facts).unwrap().in_language(catalogue));
        said.push(off.why_in(field.name, &facts).unwrap().in_language(catalogue));
    }
    for field in Values::SCHEMA.fields {
        said.push(values().why_in(field.name, &facts).unwrap().in_language(catalogue));
    }
    let read: Read = json::from_str(r#"{"list": [1], "map": {"a": 1}, "parts": []}"#)
        .unwrap_or_else(|_| {
            json::from_str(r#"{"id": 1, "list": [1], "map": {"a": 1}, "parts": []}"#).unwrap()
        });
    for path in [
        "",
        "on.x",
        "ob",
        "nothing like it",
        "list",
        "list.x",
        "list[3]",
        "parts[0]",
        "map.b",
        "part.number",
        "payment.Card.number",
        "payment.Card",
        "few",
        "day",
        "list[0]",
        "flag",
        "amount",
    ] {
        said.push(match read.why(path) {
            Ok(why) => why.in_language(catalogue),
            Err(error) => error.in_language(catalogue),
        });
    }
    for document in JSON {
        if let Err(error) = json::from_str::<Read>(document) {
            said.push(error.in_language(catalogue));
            said.push(ProblemDetails::from(&error).in_language(catalogue).to_json());
        }
    }
    let deep = format!("{{\"free\": {}", "[".repeat(200));
    said.push(json::from_str::<Read>(&deep).unwrap_err().in_language(catalogue));
    said.push(
        json::from_slice::<Read>(b"{\"text\": \"\xff\"}").unwrap_err().in_language(catalogue),
    );
    said.push(
        json::from_str::<Borrowed<'_>>(r#"{"text": "\n"}"#).unwrap_err().in_language(catalogue),
    );
    let many: String = (0..1100).map(|index| format!("\"unknown{index}\": 1,")).collect();
    let many = format!("{{{many}\"id\": 1}}");
    let more = json::from_str::<Read>(&many).unwrap_err().in_language(catalogue);
    said.push(more.lines().last().unwrap().to_owned());
    for document in XML {
        said.push(xml::from_str::<Read>(document).unwrap_err().in_language(catalogue));
    }
    let deep = format!("<order><free>{}", "<a>".repeat(200));
    said.push(xml::from_str::<Read>(&deep).unwrap_err().in_language(catalogue));
    for document in FORMS {
        said.push(form::from_str::<Read>(document).unwrap_err().in_language(catalogue));
    }
    let deep = format!("free{}=1", "[a]".repeat(200));
    said.push(form::from_str::<Read>(&deep).unwrap_err().in_language(catalogue));
    let violations = Both { one: 1, two: 2, three: Some(3) }.validate().unwrap_err();
    said.push(violations.in_language(catalogue));
    unwritable(catalogue, &mut said);
    tables(catalogue, &mut said);
    calls(catalogue, &mut said);
    assert_eq!(NAMES.len(), MANY);
    said
}

/// A request whose function says nothing, as nobody has words for it.
#[derive(OrderRequest)]
#[check(both, refuses_both(one, two))]
struct Both {
    one: u8,
    two: u8,
    #[forbidden_unless(two == 3)]
    three: Option<u8>,
}

fn refuses_both(_: &u8, _: &u8) -> bool {
    false
}

/// A request with values that only JSON holds.
#[derive(OrderRequest)]
struct Unwritable {
    #[order(rename = "1")]
    one: Option<u8>,
    free: Option<serde_json::Value>,
    keys: Option<BTreeMap<String, u8>>,
    items: Option<Vec<Option<String>>>,
}

fn unwritable(catalogue: &dyn Catalogue, said: &mut Vec<String>) {
    let documents = [
        r#"{"1": 1}"#,
        r#"{"free": "\u0001"}"#,
        r#"{"free": {"item": "x"}}"#,
        r#"{"free": {"0": "x"}}"#,
        r#"{"keys": {"[": 1}}"#,
        r#"{"free": []}"#,
        r#"{"free": 1}"#,
        r#"{"items": [null, "x"]}"#,
    ];
    for document in documents {
        let request: Unwritable = json::from_str(document).unwrap();
        let errors = [xml::to_vec(&request).err(), form::to_vec(&request).err()];
        said.extend(errors.into_iter().flatten().map(|error| error.in_language(catalogue)));
    }
}

fn tables(catalogue: &dyn Catalogue, said: &mut Vec<String>) {
    let many: Vec<String> = (0..70_000).map(|column| format!("c{column}")).collect();
    let deep = format!("list{}", "[a]".repeat(200));
    let headers: Vec<Vec<&str>> = vec![
        vec!["numbre", ""],
        vec!["nothing like it", &deep],
        vec!["number", "list[x]", "part", "parts", "number[x]", "number"],
        many.iter().map(String::as_str).collect(),
    ];
    for header in headers {
        let error = table::Columns::<Table>::new(header).unwrap_err();
        said.push(error.in_language(catalogue));
    }
    let columns = table::Columns::<Table>::new(["number", "word"]).unwrap();
    for row in [&["1"][..], &["1", "2", "3"]] {
        said.push(columns.read(row.iter().copied()).unwrap_err().in_language(catalogue));
    }
}

fn calls(catalogue: &dyn Catalogue, said: &mut Vec<String>) {
    let json = ("content-type", &b"application/json"[..]);
    let calls = [
        Incoming::new("POST", "/orders/1"),
        Incoming::new("PUT", "/order/1"),
        Incoming::new("PUT", "/orders/1").header("content-type", b"text/plain").body(b"x"),
        Incoming::new("PUT", "/orders/x?pgae=1&nothing+like+it=1&page=x&page=2&on=1")
            .header("key", b"\xff")
            .header("key", b"2")
            .header(json.0, json.1)
            .body(br#"{"page": 1, "id": 2, "key": "1", "on": "x"}"#),
        Incoming::new("PUT", "/orders/1").header(json.0, json.1).body(b"[]"),
        Incoming::new("PUT", "/orders/%zz?page=%ff"),
    ];
    for call in &calls {
        let error = call.read::<Valid<Read>>().unwrap_err();
        said.push(error.in_language(catalogue));
        said.push(error.problem_details().in_language(catalogue).to_json());
    }
    let of_server = RequestError::NoContext { name: "Shop" };
    for error in [RequestError::Incomplete, of_server, RequestError::TooLarge] {
        said.push(error.in_language(catalogue));
        said.push(error.problem_details().in_language(catalogue).to_json());
    }
}

fn reasons(catalogue: &dyn Catalogue, said: &mut Vec<String>) {
    let odd = Reasons {
        text: Some("AA".to_owned()),
        number: Some(1),
        items: Some(vec![1, 1]),
        parts: Some(vec![Numbered { number: 1 }, Numbered { number: 1 }]),
        fixed: Some(1),
        set: Some(1),
        ..Reasons::default()
    };
    let even = Reasons { number: Some(2), ..odd.clone() };
    for request in [&odd, &even] {
        said.push(request.validate().unwrap_err().in_language(catalogue));
    }
    let line = Line { number: Some(1), numbers: Some(vec![1]), text: None };
    let counts = Counts {
        text: Some("AA".to_owned()),
        number: Some(9),
        items: Some(vec![1, 1]),
        lines: Some(vec![line.clone(), line.clone()]),
        others: Some(vec![1, 2]),
        other_lines: Some(vec![line, Line::default()]),
        ..Counts::default()
    };
    said.push(counts.validate().unwrap_err().in_language(catalogue));
    for update in [r#"{"number": 3, "fixed": 2, "set": 2}"#, r#"{"fixed": 2}"#] {
        let update: ReasonsUpdate = json::from_str(update).unwrap();
        said.push(update.apply(&odd).unwrap_err().in_language(catalogue));
    }
}
