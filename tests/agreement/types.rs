//! Request types that together use every attribute and every term of a condition.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    num::{NonZero, NonZeroI16, NonZeroU8, NonZeroU64},
};

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time, date, time},
};
use order_core::{Flag, OrderRequest, OrderValue, Report};
use rust_decimal::Decimal;
use serde_json::Value;

pub(crate) mod limits {
    use super::Hash;

    pub(crate) const MOST: u8 = 5;
    pub(crate) const LEAST: u8 = 1;
    pub(crate) const HASH: Hash = Hash::Sha256;
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(serde)]
#[order(rename_all = "snake_case", ignore_case)]
pub(crate) enum Hash {
    Sha1,
    #[order(alias = "sha-2")]
    Sha256,
    #[order(rename = "SHA3")]
    Other,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(serde, rename_all = "snake_case")]
pub(crate) enum State {
    Pending,
    Issued,
    #[order(other)]
    Other(String),
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(serde, rename_all = "snake_case", ignore_case)]
pub(crate) enum Device {
    #[order(alias = "t")]
    Token,
    Hsm,
    #[order(other)]
    Unknown(String),
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(serde)]
pub(crate) enum Level {
    #[order(value = -1)]
    None,
    #[order(value = 1)]
    Low,
    #[order(value = 7)]
    High,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(serde)]
pub(crate) struct Code(String);

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(serde)]
pub(crate) struct Amount(i32);

fn is_even(number: &u8) -> bool {
    number.is_multiple_of(2)
}

fn is_long(text: &str) -> bool {
    text.len() > 2
}

fn is_short(text: &str) -> bool {
    text.len() < 4
}

fn is_odd(number: &u8) -> Result<(), String> {
    if number % 2 == 1 { Ok(()) } else { Err("is even; add one".to_owned()) }
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[order(endpoint = "POST /presence", response = (), root = "request", allow(dead_rule, dead_value, undeclared_dead_end))]
pub(crate) struct Presence {
    ev: bool,
    #[required]
    always: Option<String>,
    #[required_if(ev)]
    needed: Option<String>,
    #[required_unless(ev)]
    otherwise: Option<u8>,
    #[forbidden_if(ev && present(needed))]
    barred: Option<Hash>,
    #[forbidden_unless(ev || given(otherwise))]
    special: Option<Vec<u8>>,
    #[present_iff(ev)]
    #[required_if(barred == Sha1)]
    #[forbidden_if(barred == Other)]
    exact: Option<Level>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[order(blank = reject, rename_all = "camelCase")]
pub(crate) struct Blanks {
    plain_text: String,
    #[blank(absent)]
    absent_text: Option<String>,
    #[blank(value)]
    value_text: Option<String>,
    reject_list: Option<Vec<String>>,
    #[blank(absent)]
    absent_list: Option<Vec<u8>>,
    #[blank(value)]
    value_map: Option<BTreeMap<String, u8>>,
    #[required_if(present(absent_text) || present(value_text) && !present(reject_list))]
    seen_text: Option<u8>,
    #[required_if(given(absent_list) => present(value_map))]
    seen_list: Option<u8>,
    #[required_if(value_text == "" || len(value_text) == 1)]
    #[blank(value)]
    #[length(..=2)]
    #[pattern("[a-z ]*")]
    of_blank: Option<String>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Values {
    #[allowed(1, 2, 5..=7)]
    #[allowed_if(ev, 1, 2)]
    years: u8,
    #[range(-2..=5)]
    offset: Option<i16>,
    #[range(3..)]
    least: Option<u64>,
    #[range(..4, if ev)]
    below: Option<i64>,
    #[length(2..=3)]
    code: Option<Code>,
    #[length(1, if !ev)]
    tags: Option<Vec<String>>,
    #[pattern("[a-z]+[0-9]?")]
    lower: Option<String>,
    #[format(email)]
    email: Option<String>,
    #[format(telephone)]
    phone: Option<String>,
    #[format(digits, if ev)]
    digits: Option<String>,
    #[format(url)]
    url: Option<Box<str>>,
    #[format(hostname)]
    host: Option<String>,
    #[format(self::is_short)]
    short: Option<String>,
    #[allowed(Sha1, Sha256, if ev)]
    #[allowed_if(years == 5, Other)]
    hash: Option<Hash>,
    #[allowed("a", "b")]
    letter: Option<String>,
    #[allowed(Low, None)]
    level: Option<Level>,
    #[range(-3..=3)]
    amount: Option<Amount>,
    #[default_value(false)]
    ev: bool,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[group_exactly_one("one", if ev)]
#[group_all_or_none("all", if !ev)]
#[group_at_most_one("most", if present(b))]
#[group_at_least_one("least", if present(c))]
#[group_count("count", 1..=2, if present(d))]
pub(crate) struct GroupsIf {
    ev: bool,
    #[group_exactly_one("one")]
    #[group_all_or_none("all")]
    a: Option<String>,
    #[group_exactly_one("one")]
    #[group_at_most_one("most")]
    b: Option<u8>,
    #[group_all_or_none("all")]
    #[group_at_least_one("least")]
    c: Option<Vec<u8>>,
    #[group_at_most_one("most")]
    #[group_count("count", 1..=2)]
    d: Option<Hash>,
    #[group_at_least_one("least")]
    #[group_count("count", 1..=2)]
    e: Option<bool>,
    #[group_count("count", 1..=2)]
    f: Option<String>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[order(allow(dead_field, dead_rule, dead_value, false_optional))]
pub(crate) struct Groups {
    #[group_all_or_none("all")]
    #[group_exactly_one("one")]
    a: Option<String>,
    #[group_all_or_none("all")]
    #[group_at_least_one("least")]
    b: Option<u8>,
    #[group_all_or_none("all")]
    #[group_at_most_one("most")]
    c: Option<String>,
    #[group_exactly_one("one")]
    #[group_at_least_one("least")]
    #[group_count("count", 2)]
    d: Option<String>,
    #[group_exactly_one("one")]
    #[group_at_most_one("most")]
    #[group_count("count", 2)]
    e: Option<Vec<String>>,
    #[group_count("count", 2)]
    #[group_at_most_one("most")]
    #[default_value("a")]
    f: Option<String>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[condition(ship, method == Sha1)]
#[condition(paid, ship && !free)]
#[condition(both, paid || ship && years in [1, 2])]
pub(crate) struct Conditions {
    free: Option<bool>,
    #[default_value(Sha256)]
    method: Option<Hash>,
    years: Option<u8>,
    note: Option<String>,
    r#type: Option<Level>,
    #[required_if(ship)]
    a: Option<u8>,
    #[required_unless(paid)]
    b: Option<u8>,
    #[forbidden_if(both => free)]
    c: Option<u8>,
    #[required_if(method != Sha1 && type == High)]
    d: Option<u8>,
    #[required_if(years in [2, 3] || note in ["rush", "a"] || type in [Low, High])]
    e: Option<u8>,
    #[required_if(!(free || present(years)) && given(note))]
    f: Option<u8>,
    #[present_iff(years >= 2 && years <= 5 && note < "b" => type != None)]
    g: Option<u8>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[rule(in_order, start <= end, "the start comes first", at = end)]
#[rule(not_alike, note != mail, "note and mail differ")]
#[rule(both, present(note) => present(mail), "a note needs an address")]
#[rule(sum, count(start, end, note, mail) >= 1 && len(note) < limits::MOST, "something short")]
pub(crate) struct Terms {
    start: Option<u8>,
    #[default_value(4)]
    end: Option<u8>,
    note: Option<String>,
    #[default_value("a@b.cd")]
    mail: Option<String>,
    nothing: Option<Option<u8>>,
    #[required_if(start > limits::MOST)]
    over: Option<u8>,
    #[required_if(start == { limits::MOST - 1 } || start == limits::LEAST)]
    at: Option<u8>,
    #[required_if(is(note, digits) || is(mail, email) && matches(note, "[a-c]+"))]
    like: Option<u8>,
    #[required_if(satisfies(end, is_even) && !satisfies(note, is_long))]
    even: Option<u8>,
    #[required_if(nothing == null)]
    null: Option<u8>,
    #[required_if(given(nothing) && nothing != null && nothing > 2)]
    some: Option<u8>,
    #[required_if(start < end && end < 3)]
    low: Option<u8>,
    #[required_if(len(note) == len(mail) || len(note) == start)]
    lengths: Option<u8>,
    #[required_if(count(low, null, some) > 1 && start >= count(low, even))]
    counted: Option<u8>,
    #[required_if(start == end || !(note > mail))]
    equal: Option<u8>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Part {
    #[blank(value)]
    csr: Option<String>,
    #[default_value(Sha1)]
    hash: Option<Hash>,
    #[length(..=3)]
    #[forbidden_if(hash == Other)]
    note: Option<String>,
    #[order(rename = "key-size", alias = "size")]
    #[default_value(4)]
    key_size: Option<u8>,
    flag: Option<bool>,
    names: Option<Vec<String>>,
    #[nested]
    inner: Option<Box<Leaf>>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Leaf {
    #[range(..6)]
    size: Option<u8>,
    word: String,
    #[required_if(size == 1)]
    why: Option<String>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[required(part.csr, if ev)]
#[forbidden(part.note, if ev)]
#[allowed(part.key_size, 1..=4, 7, if ev)]
#[present_iff(part.inner, ev)]
#[required(part.inner.size, if present(reason))]
#[forbidden(sure.flag)]
#[rule(large, part.key_size >= 4 || !ev, "EV needs a large key", at = part.key_size)]
#[rule(flagged, part.flag => present(part.inner.why), "a flag needs a reason")]
pub(crate) struct Nested {
    ev: bool,
    #[nested]
    part: Option<Part>,
    #[nested]
    sure: Part,
    #[required_if(part.hash == Hash::Sha1 && present(part))]
    reason: Option<String>,
    #[forbidden_unless(present(part.csr))]
    csr_note: Option<String>,
    #[required_if(part.inner.size > 2 && sure.inner.word != "a")]
    deep: Option<u8>,
    #[required_if(given(part.inner) || sure.flag)]
    given: Option<u8>,
    #[required_if(len(part.note) > 1 && is(sure.note, digits) || matches(part.csr, "a*"))]
    texts: Option<u8>,
    #[required_if(part.note == sure.note || part.inner.size < sure.inner.size || part.key_size == sure.key_size)]
    both: Option<u8>,
    #[required_if(part.key_size in [4, 5] && satisfies(part.inner.size, is_even))]
    size: Option<u8>,
    #[required_if(count(part.csr, part.note, sure.csr) == 2 && any(name in part.names, name == "a"))]
    counted: Option<u8>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[rule(sizes, unique(part in parts, part.key_size), "every size once")]
pub(crate) struct Lists {
    #[nested]
    parts: Vec<Part>,
    #[nested]
    maybe: Option<Vec<Leaf>>,
    #[nested]
    by_name: BTreeMap<String, Leaf>,
    #[nested]
    maybe_map: Option<BTreeMap<String, Part>>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[rule(once, unique(item in items, item.word), "every word once")]
#[rule(small, all(item in items, item.size <= limit), "no item is larger than the limit")]
#[rule(named, all(x in by_name, x.word != "b" || x.size == 1), "b has one")]
#[rule(tags_once, unique(tag in tags, tag) => len(tags) < 3, "few tags")]
#[rule(cross, all(a in items, any(b in tags, b == a.word) || limit == 3), "words are tags")]
pub(crate) struct Items {
    limit: u8,
    #[nested]
    #[length(1..)]
    items: Vec<Leaf>,
    #[each(length(..=3), pattern("[a-z]+"))]
    tags: Option<Vec<String>>,
    #[each(range(1..=9), allowed(1, 2, 7..=8))]
    counts: Option<BTreeMap<String, u8>>,
    #[each(format(email))]
    mails: Option<Vec<String>>,
    #[nested]
    by_name: BTreeMap<String, Leaf>,
    #[required_if(any(item in items, item.word == "en" && item.size > 1))]
    english: Option<u8>,
    #[required_if(count(item in items, item.size == 1) >= 2)]
    several: Option<u8>,
    #[required_if(len(tags) > 2 || count(english, several) == 2)]
    many: Option<u8>,
    #[required_if(any(count in counts, count > limit) || all(tag in tags, present(tag)))]
    over: Option<u8>,
    #[required_if(any(mail in mails, is(mail, email) && matches(mail, "a.*")))]
    mailed: Option<u8>,
    #[required_if(any(item in items, given(item.why) && satisfies(item.size, is_even)))]
    even: Option<u8>,
    #[required_if(count(tag in tags, tag in ["a", "b"]) == limit)]
    letters: Option<u8>,
    #[required_if(any(x in items, count(y in items, y.word == x.word) >= 2))]
    twice: Option<u8>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[order(skip_blank)]
pub(crate) struct Defaults {
    ev: bool,
    #[default_value_if(ev, Sha256)]
    #[default_value_if(note == "a", Other)]
    #[default_value(Sha1)]
    hash: Option<Hash>,
    #[default_value_if(hash == Sha256, 7)]
    size: Option<u8>,
    #[default_value("rush")]
    word: Option<String>,
    #[default_value(Low)]
    level: Level,
    note: Option<String>,
    #[required_if(hash == Sha256)]
    reason: Option<String>,
    #[required_if(size == 7 && hash != Other)]
    large: Option<u8>,
    #[required_if(size > 3 || len(note) == 1)]
    sized: Option<u8>,
    #[required_if(present(hash) || given(size) || word == "rush" && level in [Low])]
    seen: Option<u8>,
}

pub(crate) struct Account {
    pub(crate) allows_ev: bool,
    pub(crate) product: String,
    pub(crate) today: u8,
    pub(crate) hash: Option<Hash>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[order(context = Account)]
pub(crate) struct ContextPart {
    #[forbidden_unless(ctx.allows_ev)]
    ev: Option<u8>,
    #[required_if(present(ctx.hash) && ctx.today > 3)]
    hash: Option<Hash>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[order(context = Account)]
#[check(sum, check_sum, reads(a, b), "a and b are small together")]
#[check(pair, are_far_apart(a, b), "a and b are far apart", at = b)]
#[rule(today, a <= ctx.today, "not after today", at = a)]
pub(crate) struct Context {
    #[required_if(ctx.product == "a" && ctx.today >= 3)]
    a: Option<u8>,
    #[check(is_odd)]
    b: Option<u8>,
    #[nested]
    part: Option<ContextPart>,
    #[nested]
    plain: Option<Leaf>,
    #[nested]
    parts: Option<Vec<ContextPart>>,
    #[required_if(ctx.hash == Hash::Sha1 || len(ctx.product) == 2)]
    hash: Option<Hash>,
    #[required_if(any(part in parts, part.ev == ctx.today || !ctx.allows_ev))]
    some: Option<u8>,
}

fn are_far_apart(a: &Option<u8>, b: &Option<u8>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.abs_diff(*b) > 1,
        _ => true,
    }
}

fn check_sum(request: &Context, report: &mut Report<'_, '_>) {
    if request.a.unwrap_or(0).saturating_add(request.b.unwrap_or(0)) > 10 {
        report.fail("a", "is too much beside `b`; lower one");
        report.fail("b", "is too much beside `a`; lower one");
    }
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Contact {
    org_name: String,
    #[format(email)]
    #[required_if(org_name == "a")]
    email: Option<String>,
    #[group_at_most_one("reach")]
    phone: Option<String>,
    #[group_at_most_one("reach")]
    fax: Option<u8>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[required(contact.email, if urgent)]
#[rule(reached, present(contact.phone) || !urgent, "urgent orders need a phone", at = contact.phone)]
pub(crate) struct Places {
    #[order(path)]
    #[format(digits)]
    order_id: String,
    #[order(query)]
    #[range(1..=5)]
    page: Option<u8>,
    #[order(flatten)]
    contact: Contact,
    urgent: bool,
    #[order(skip_blank)]
    note: Option<String>,
    #[order(skip)]
    internal: u8,
    #[required_if(internal == 0 && contact.org_name == "b")]
    reason: Option<u8>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[order(scalars = "text", crate = order_core)]
pub(crate) struct Namespaced {
    #[order(rename = "first-name", alias = "first", alias = "given", required_if(ev))]
    first: Option<String>,
    #[order(secret, range(1..=9), forbidden_unless(ev))]
    pin: Option<u8>,
    #[order(secret, allowed("a", "b"))]
    key: Option<String>,
    #[order(default_value(true))]
    ev: bool,
    #[required_if(pin == 4 || key == "a")]
    reason: Option<String>,
    #[order(blank = value, length(1..))]
    text: Option<String>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde, blank = value)]
#[rule(tags_once, unique(tag in tags, tag), "every tag once")]
pub(crate) struct Joined {
    #[order(separator = ",", item = "name")]
    #[blank(absent)]
    #[length(..=3)]
    #[each(length(..=7))]
    names: Option<Vec<String>>,
    #[order(separator = "-")]
    #[blank(reject)]
    #[each(range(-1..=3))]
    codes: Option<Vec<i8>>,
    #[order(separator = "//", secret)]
    hashes: Vec<Hash>,
    #[order(separator = " ")]
    tags: Option<Vec<Option<Code>>>,
    #[order(separator = ".")]
    prices: Option<Vec<Decimal>>,
    #[order(text)]
    number: Option<u8>,
    #[order(text)]
    numbers: Option<BTreeMap<String, bool>>,
    #[required_if(any(name in names, name == "a") || len(tags) == 2 || count(code in codes, code > 1) == 1)]
    reason: Option<Option<u8>>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct JoinedParts {
    #[nested]
    parts: Option<Vec<Joined>>,
    #[nested]
    by_name: Option<BTreeMap<String, Joined>>,
    #[order(flatten)]
    joined: Joined,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Formed {
    #[range(-1..=4)]
    #[allowed(0, 1..3, { Decimal::TEN })]
    price: Option<Decimal>,
    #[range(..4, if price > 1)]
    below: Option<Decimal>,
    #[each(range(1..), allowed(1..=2, 4))]
    prices: Option<Vec<Decimal>>,
    #[allowed({ date(2031, 5, 8) }, { date(2031, 5, 9) })]
    #[default_value({ date(2031, 5, 9) })]
    day: Option<Date>,
    until: Date,
    #[required_if(day < until || until == { date(2031, 5, 8) })]
    a: Option<u8>,
    #[required_if(price in [{ Decimal::ONE }, 4] || below >= { Decimal::TWO } && price != below)]
    b: Option<u8>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[rule(in_order, opens <= closes, "a shop opens before it closes")]
#[rule(at_most_one_start, unique(x in starts, x), "the starts differ")]
pub(crate) struct Moments {
    #[allowed("08:30:00", "08:30:00.5", { time(17, 0, 0, 0) })]
    #[default_value("17:00:00")]
    opens: Option<Time>,
    closes: Option<Time>,
    #[required_if(opens < "17:00:00" && closes != "08:30:00.5" || closes > "08:30:00")]
    a: Option<u8>,
    #[allowed("2031-05-08T08:30:00", "2031-05-08T08:30:00.25")]
    at: Option<DateTime>,
    until: DateTime,
    #[required_if(until >= "2031-05-08T08:30:00.25" || at == "2031-05-08T08:30:00")]
    b: Option<u8>,
    sent: Timestamp,
    #[required_if(sent == "2031-05-08T08:30:00Z" || received > "2031-05-08T10:30:00.5+02:00")]
    c: Option<u8>,
    received: Option<Timestamp>,
    #[forbidden_if(received < sent)]
    g: Option<u8>,
    #[each(allowed("2031-05-08T08:30:00Z", "2031-05-09T00:00:00Z", "2000-01-01T00:00:00Z"))]
    starts: Option<Vec<Timestamp>>,
    #[required_if(any(x in starts, x >= "2031-05-09T00:00:00Z"))]
    d: Option<u8>,
    #[required_if(until in ["2031-05-08T08:30:00", "2031-05-09T00:00:00"] && until <= at)]
    e: Option<u8>,
    day: Option<Date>,
    #[required_if(day < "2031-05-08" || day == "2031-05-09")]
    f: Option<u8>,
    #[order(separator = ",")]
    #[each(range("08:00:00".."17:30:00"))]
    times: Option<Vec<Time>>,
}

/// Ranges of dates and times.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Spans {
    #[range("2031-05-08"..="2031-12-31")]
    day: Option<Date>,
    #[range("08:00:00".."17:30:00", if day == "2031-05-08")]
    at: Option<Time>,
    #[range(> "2031-05-08T08:30:00", <= "2031-05-09T00:00:00")]
    local: Option<DateTime>,
    #[range("2031-05-08T10:30:00.5+02:00"..)]
    sent: Timestamp,
    #[each(range({ date(2031, 5, 8) }..={ date(2031, 5, 9) }))]
    days: Option<Vec<Date>>,
    #[order(notation = "%d.%m.%Y")]
    #[range(..="2031-05-08")]
    written: Option<Date>,
    #[order(epoch)]
    #[range(> "2031-05-08T08:30:00Z", < "2031-05-08T12:30:00.5Z")]
    since: Option<Timestamp>,
    term: Option<Term>,
    #[range(0..{ 3 + 4 })]
    number: Option<i64>,
}

/// A date of a term.
#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(serde)]
#[range("2031-05-08".."2032-01-01")]
pub(crate) struct Term(Date);

/// Times in notations of their own.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[rule(in_order, starts < ends, "a booking starts before it ends")]
#[rule(as_announced, announced <= starts, "a booking starts when it was announced")]
pub(crate) struct Notations {
    #[order(epoch)]
    #[allowed("2031-05-08T08:30:00Z", "2031-05-08T10:30:00+02:00", "2000-01-01T00:00:00Z")]
    starts: Option<Timestamp>,
    #[order(epoch = "milliseconds")]
    ends: Option<Timestamp>,
    announced: Option<Timestamp>,
    #[required_if(starts >= "2031-05-08T08:30:00.5Z" || ends < "2031-05-08T08:30:00.25Z")]
    a: Option<u8>,
    #[required_if(starts == "2031-05-08T08:30:00Z" && ends != "2031-05-08T08:30:00.0005Z")]
    b: Option<u8>,
    #[order(notation = "%d.%m.%Y")]
    #[allowed("2031-05-08", "2032-02-29", { date(2031, 5, 9) })]
    #[default_value("2031-05-08")]
    day: Option<Date>,
    #[order(notation = "%H:%M")]
    #[default_value("08:30:00")]
    at: Time,
    #[order(notation = "%Y%m%d")]
    until: Option<Date>,
    #[required_if(day < until || at >= "17:00:00")]
    c: Option<u8>,
    #[order(epoch, text)]
    as_text: Option<Timestamp>,
    #[forbidden_if(as_text > "2031-05-08T08:30:00Z" || satisfies(until, is_in_may))]
    d: Option<u8>,
    days: Option<Vec<Day>>,
    #[required_if(any(x in days, x >= "2031-05-09"))]
    e: Option<u8>,
}

/// Dates and times of chrono.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[rule(in_order, sent <= received, "nothing is received before it is sent")]
#[rule(once, unique(x in starts, x), "the starts differ")]
pub(crate) struct OfChrono {
    #[allowed("2031-05-08", "2031-05-09")]
    day: Option<chrono::NaiveDate>,
    #[default_value("08:30:00")]
    #[range(.."17:30:00")]
    at: chrono::NaiveTime,
    local: Option<chrono::NaiveDateTime>,
    sent: Option<chrono::DateTime<chrono::FixedOffset>>,
    received: Option<chrono::DateTime<chrono::FixedOffset>>,
    #[required_if(received < "2031-05-08T10:30:00.5+02:00" || at >= "17:00:00")]
    a: Option<u8>,
    #[forbidden_if(day > "2031-05-08" || local == "2031-05-08T12:30:00")]
    b: Option<u8>,
    starts: Option<Vec<chrono::DateTime<chrono::Utc>>>,
    #[order(epoch)]
    since: Option<chrono::DateTime<chrono::FixedOffset>>,
    #[order(notation = "%d.%m.%Y %H:%M")]
    until: Option<chrono::NaiveDateTime>,
    #[required_if(since > "2031-05-08T10:30:00+02:00" || until == "2031-05-08T12:30:00")]
    c: Option<u8>,
}

/// Dates and times of time.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[rule(in_order, sent <= received, "nothing is received before it is sent")]
pub(crate) struct OfTime {
    #[allowed("2031-05-08", "2031-05-09")]
    day: Option<::time::Date>,
    #[default_value("08:30:00")]
    at: ::time::Time,
    local: Option<::time::PrimitiveDateTime>,
    sent: Option<::time::OffsetDateTime>,
    #[order(epoch = "milliseconds")]
    #[range(..="2031-05-08T12:30:00Z")]
    received: Option<::time::OffsetDateTime>,
    #[required_if(received < "2031-05-08T10:30:00.5+02:00" || at >= "17:00:00")]
    a: Option<u8>,
    #[forbidden_if(day > "2031-05-08" || local == "2031-05-08T12:30:00")]
    b: Option<u8>,
    #[order(notation = "%H%M")]
    until: Option<::time::Time>,
    #[required_if(until >= "12:30:00" || sent == "2031-05-08T12:30:00Z")]
    c: Option<u8>,
}

/// Values of uuid and url.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[rule(once, unique(x in earlier, x), "every order once")]
pub(crate) struct OfOthers {
    id: Option<uuid::Uuid>,
    earlier: Option<Vec<uuid::Uuid>>,
    #[required_if(id == "f81d4fae-7dec-11d0-a765-00a0c91e6bf6")]
    a: Option<u8>,
    #[default_value("https://www.example.com/")]
    home: Option<url::Url>,
    #[forbidden_if(home == "https://www.example.com/")]
    b: Option<u8>,
    #[order(separator = " ")]
    pages: Option<Vec<url::Url>>,
    #[required_if(any(x in pages, x == home))]
    c: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(serde, notation = "%d/%m/%Y")]
#[allowed("2031-05-08", "2031-05-09", "2000-01-01")]
pub(crate) struct Day(Date);

fn is_in_may(date: &Date) -> bool {
    date.month() == 5
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde, context = Account)]
pub(crate) struct Facts {
    #[default_value_if(ctx.allows_ev, 2)]
    #[default_value(ctx.today)]
    years: Option<u8>,
    #[default_value_if(years == 2, Sha256)]
    #[default_value_if(years > 2, ctx.hash)]
    hash: Option<Hash>,
    #[default_value(ctx.product)]
    product: Option<String>,
    #[default_value_if(product == "a", ctx.allows_ev)]
    ev: Option<bool>,
    #[required_if(years == 3 || hash == Other || years < ctx.today)]
    a: Option<u8>,
    #[required_if(len(product) == 1 && ev || product == ctx.product)]
    b: Option<u8>,
    #[required_if(hash in [Sha1, Sha256] && !present(hash) && satisfies(years, is_even))]
    c: Option<u8>,
    #[nested]
    inner: Option<Box<Facts>>,
    #[required_if(inner.years == 3 || inner.hash != Hash::Other)]
    d: Option<u8>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Borrowed<'a> {
    #[length(..=4)]
    word: &'a str,
    #[pattern("[a-z]*")]
    cow: Option<Cow<'a, str>>,
    #[required_if(word == "a" || cow == "b")]
    both: Option<&'a str>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Generic<T: OrderValue> {
    value: Option<T>,
    #[required_if(present(value))]
    reason: Option<Option<String>>,
    #[required_if(reason == null && given(value))]
    other: Option<T>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[order(allow(undeclared_dead_end))]
pub(crate) struct Newtypes {
    code: Code,
    amount: Option<Amount>,
    #[required_if(code == "abc" || amount == 3)]
    level: Option<Level>,
    #[required_if(level in [Low, None] => len(code) > 2)]
    same: Option<Code>,
    #[required_if(code == same)]
    #[forbidden_if(amount != 3)]
    hash: Option<Hash>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Wide {
    a: Option<i8>,
    b: Option<i64>,
    c: Option<u64>,
    d: Option<u32>,
    #[required_if(a < 0 && b > -2 || c >= 3)]
    e: Option<i32>,
    #[required_if(c == 18446744073709551615 || b == -9223372036854775808)]
    f: Option<i16>,
    #[range(9223372036854775807..)]
    g: Option<u64>,
    #[required_if(d != 7 && e <= 3)]
    h: Option<u16>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[condition(all_of, a && b && (c || d))]
pub(crate) struct Logic {
    a: bool,
    b: Option<bool>,
    #[default_value(true)]
    c: Option<bool>,
    d: Option<Option<bool>>,
    #[required_if(a => b => c)]
    e: Option<bool>,
    #[required_if((a => b) => c)]
    f: Option<bool>,
    #[required_if(!a && !b || !(c && d) && !all_of)]
    g: Option<bool>,
    #[required_if(a == true || b != false && c == b)]
    h: Option<bool>,
    #[required_if(d == null || d == false)]
    i: Option<bool>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Outermost {
    #[nested]
    nested: Option<Nested>,
    #[nested]
    items: Vec<Items>,
    #[nested]
    groups: Option<BTreeMap<String, Groups>>,
    #[order(flatten)]
    values: Option<Contact>,
    #[required_if(any(x in items, any(y in x.items, y.word == "a") && x.limit == 1))]
    a: Option<u8>,
    #[required_if(any(x in groups, present(x.a)) || nested.part.inner.size == 1)]
    b: Option<u8>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[allowed(part.key_size, limits::MOST, 1..=2, if ev)]
#[allowed(part.hash, Hash::Sha256, limits::HASH, if ev)]
pub(crate) struct Constants {
    ev: bool,
    #[nested]
    part: Option<Part>,
    #[allowed(limits::MOST, 1..=2)]
    word: Option<u8>,
    #[default_value(limits::MOST)]
    number: Option<u8>,
    #[default_value({ limits::LEAST + 1 })]
    note: Option<u8>,
    #[default_value(limits::HASH)]
    #[allowed(limits::HASH, Sha1)]
    hash: Option<Hash>,
    #[required_if(number == 5 && note == 2 || number in [limits::MOST, { 1 + 1 }])]
    a: Option<u8>,
    #[required_if(hash == Sha256 && note in [limits::LEAST, 4] || hash == limits::HASH)]
    b: Option<u8>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[rule(small, all(x in by_name, x.size <= limit), "no entry is larger than the limit")]
pub(crate) struct Hashed {
    limit: u8,
    #[each(range(1..=3))]
    #[length(..=2)]
    counts: HashMap<String, u8>,
    #[nested]
    #[blank(reject)]
    by_name: Option<HashMap<String, Leaf>>,
    #[required_if(any(x in counts, x == 2) || count(x in by_name, x.size > 1) > 1)]
    word: Option<String>,
    #[forbidden_unless(unique(x in counts, x) && all(x in by_name, present(x.word)))]
    note: Option<HashMap<String, Vec<Option<u8>>>>,
}

macro_rules! exact {
    ($(#[$attribute:meta])* $name:ident) => {
        #[derive(Debug, Clone, OrderRequest)]
        $(#[$attribute])*
        #[rule(in_order, start <= end, "the start comes first")]
        pub(crate) struct $name {
            price: Decimal,
            #[required_if(price > 2)]
            limit: Option<Decimal>,
            #[forbidden_if(limit < price)]
            start: Option<Date>,
            end: Option<Date>,
            #[required_if(price == "100.1")]
            rush: Flag,
            #[required_if(rush)]
            extra: Option<Value>,
            all: Vec<Value>,
        }
    };
}

exact! { #[order(serde)] Exact }
exact! { #[order(scalars = "text", serde)] ExactAsText }

#[derive(Debug, Clone, OrderValue)]
#[order(serde)]
#[order(rename_all = "snake_case")]
pub(crate) enum Tagged<L: order_core::value::Nested<()>, P> {
    #[order(alias = "a_part")]
    Part(P),
    #[order(rename = "a-leaf")]
    Leaf(Box<L>),
    Leaves(Vec<Leaf>),
    ByName(BTreeMap<String, Part>),
    Other(Inner),
}

#[derive(Debug, Clone, OrderValue)]
#[order(serde)]
pub(crate) enum Inner {
    Leaf(Leaf),
    Contact(Contact),
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[required(one.Part.csr, if ev)]
#[forbidden(one.Part.note, if ev)]
#[forbidden(one.Leaves, if ev)]
#[allowed(maybe.Part.key_size, 1..=4, 7, if ev)]
#[present_iff(one.Part.inner, ev)]
#[required(one.Other.Leaf.size, if present(reason))]
#[required(place.Contact.email, if ev)]
#[rule(large, one.Part.key_size >= 4 || !ev, "EV needs a large key", at = one.Part.key_size)]
#[rule(words, unique(x in many, x.Leaf.word), "every word once")]
#[rule(leaves, all(x in many, present(x.Leaf) || len(x.Leaves) < 3), "few leaves")]
pub(crate) struct Variants {
    ev: bool,
    #[nested]
    one: Tagged<Leaf, Part>,
    #[nested]
    maybe: Option<Tagged<Leaf, Part>>,
    #[nested]
    many: Option<Vec<Tagged<Leaf, Part>>>,
    #[nested]
    by_name: Option<BTreeMap<String, Inner>>,
    #[order(flatten)]
    place: Option<Inner>,
    #[required_if(present(one.Leaf) && given(maybe))]
    reason: Option<String>,
    #[required_if(one.Part.hash == Hash::Sha1 || maybe.Leaf.size > 2)]
    hash: Option<Hash>,
    #[required_if(any(x in many, present(x.Other.Leaf)) || any(x in many, x.Part.csr == "a"))]
    some: Option<u8>,
    #[required_if(any(x in one.Leaves, x.word == "a") || len(maybe.ByName) >= 2)]
    items: Option<u8>,
    #[required_if(one.Leaf.word == maybe.Leaf.word || one.Other.Leaf.size < maybe.Leaf.size)]
    both: Option<u8>,
    #[required_if(count(one.Part, one.Leaf, maybe.Leaf) == 2 || given(place.Contact.phone))]
    counted: Option<u8>,
    #[forbidden_unless(any(x in by_name, matches(x.Leaf.word, "[a-c]+") => present(x.Contact)))]
    named: Option<u8>,
    #[required_if(one.Part.flag && satisfies(one.Part.key_size, is_even))]
    flagged: Option<u8>,
}

#[derive(Debug, Clone, OrderValue)]
#[order(serde)]
#[order(context = Account)]
pub(crate) enum InContext {
    Part(ContextPart),
    Parts(Vec<ContextPart>),
    Plain(Leaf),
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[order(context = Account)]
#[required(one.Part.ev, if ctx.allows_ev)]
pub(crate) struct VariantsIn {
    #[nested]
    one: InContext,
    #[order(flatten)]
    place: Option<InContext>,
    #[required_if(one.Part.ev == ctx.today || any(part in one.Parts, present(part.hash)))]
    some: Option<u8>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Node {
    #[nested]
    left: Option<Box<Tree>>,
    #[nested]
    rest: Vec<Leaf>,
    #[required_if(present(left.Leaf) || left.Node.left.Leaf.word == "a")]
    why: Option<String>,
}

#[derive(Debug, Clone, OrderValue)]
#[order(serde)]
pub(crate) enum Tree {
    Leaf(Leaf),
    Node(Node),
}

/// Identifiers and numbers that have a format.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Identifiers {
    #[format(uuid)]
    order: Option<String>,
    #[each(format(uuid))]
    earlier: Option<Vec<String>>,
    #[format(ip)]
    address: Option<String>,
    #[format(ipv4)]
    old: Option<String>,
    #[format(ipv6, if is(text, ip))]
    new: Option<String>,
    #[format(e164)]
    phone: Option<String>,
    #[format(credit_card)]
    card: Option<String>,
    #[forbidden_if(is(text, credit_card))]
    cash: Option<bool>,
    #[required_if(is(text, uuid) || is(text, e164))]
    note: Option<String>,
    text: Option<String>,
}

/// Numbers that are multiples of others.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Multiples {
    #[multiple_of(5)]
    lot: Option<u16>,
    #[multiple_of(3, if ev)]
    shift: Option<i64>,
    #[multiple_of(10)]
    #[order(text)]
    weight: Option<u32>,
    #[multiple_of(2)]
    price: Option<Decimal>,
    #[each(multiple_of(4))]
    sizes: Option<Vec<u8>>,
    #[required_if(multiple_of(count, 7) || multiple_of(rate, 2))]
    note: Option<String>,
    #[default_value(14)]
    count: Option<u8>,
    rate: Option<Decimal>,
    #[default_value(false)]
    ev: bool,
}

/// Whole numbers of more than 64 bits, and such that are not 0.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[rule(once, unique(x in all, x), "every number once")]
pub(crate) struct Big {
    #[range(..18446744073709551616)]
    supply: Option<u128>,
    #[multiple_of(3)]
    #[allowed(-6..=3, 18446744073709551618)]
    balance: Option<i128>,
    #[range(..=20)]
    quantity: Option<NonZeroU8>,
    #[allowed(-1, 1..=3)]
    shift: Option<NonZero<i32>>,
    #[default_value(7)]
    count: NonZeroU64,
    #[order(text)]
    wide: Option<NonZero<u128>>,
    #[order(separator = "-")]
    all: Option<Vec<i128>>,
    #[each(multiple_of(2), range(-4..))]
    steps: Option<Vec<NonZeroI16>>,
    #[required_if(supply == 18446744073709551615 || supply > balance2 && quantity >= 3)]
    a: Option<u8>,
    #[forbidden_if(count < 7 || shift in [1, 2] || wide != 5)]
    b: Option<u8>,
    #[default_value(18446744073709551616)]
    balance2: Option<u128>,
}

/// Numbers with a fraction in rules.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Fractions {
    #[range(> 0, <= 100.1)]
    price: Option<Decimal>,
    #[range(-1.0..1.5)]
    #[multiple_of(0.05)]
    rate: Option<Decimal>,
    #[allowed(1.50, 2, 2.5..=100)]
    size: Option<Decimal>,
    #[default_value(1.50)]
    #[required_if(price < 1.5 || price == 100.10)]
    limit: Option<Decimal>,
    #[required_if(limit in [1.5, -0.0] && multiple_of(price, 0.5) => rate >= 0.1234567890123456789012345678)]
    note: Option<u8>,
    #[forbidden_if(free == 1.5 || free == 0.0 || any(x in many, x > 1.5))]
    text: Option<String>,
    free: Option<Value>,
    #[each(range(< 100.1))]
    #[each(multiple_of(0.1))]
    many: Option<Vec<Decimal>>,
    #[range(> -2, < 3)]
    whole: Option<i8>,
    #[default_value(0.05)]
    #[forbidden_unless(whole > 0)]
    step: Option<Decimal>,
}

fn is_small(number: &f64) -> bool {
    *number < 1.5
}

/// Floats, compared with whole numbers, fractions and each other.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Floats {
    #[range(> 0, <= 100.1)]
    price: Option<f64>,
    #[range(-1..2)]
    #[multiple_of(0.5)]
    rate: Option<f32>,
    #[allowed(1.50, 2, 2.5..=100, { 0.1 + 0.2 })]
    size: Option<f64>,
    #[default_value(1.50)]
    #[required_if(price < 1.5 || price == 100.10)]
    limit: Option<f64>,
    #[required_if(limit in [1.5, -0.0] && multiple_of(price, 3) && limit <= price => rate >= 0.1)]
    note: Option<u8>,
    #[forbidden_if(any(x in many, x > 1.5) || single == 0.1 || single == 16777217)]
    text: Option<String>,
    #[each(range(< 100.1))]
    #[each(multiple_of(0.1))]
    many: Option<Vec<f64>>,
    single: Option<f32>,
    #[order(text)]
    #[default_value(1)]
    count: f64,
    #[required_if(!unique(x in singles, x) || satisfies(price, is_small))]
    step: Option<bool>,
    singles: Option<Vec<f32>>,
    by_name: Option<BTreeMap<String, Option<f64>>>,
}

/// Decimals that are numbers of JSON. Serde has them as text.
#[derive(Debug, Clone, OrderRequest)]
pub(crate) struct Amounts {
    #[order(number)]
    #[range(-1..4)]
    price: Option<Decimal>,
    #[order(number)]
    #[each(allowed(1..=2, 4))]
    prices: Option<Vec<Decimal>>,
    #[default_value(2)]
    #[order(number)]
    #[range(> -1, < 100.105)]
    rate: Decimal,
    #[required_if(price in [1, { Decimal::ONE_HUNDRED }] || rate > 2 && price != rate)]
    note: Option<u8>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(scalars = "number")]
pub(crate) struct AllAmounts {
    #[nested]
    parts: Option<Vec<Amounts>>,
    #[order(text)]
    #[range(..=3)]
    text: Option<Decimal>,
    by_name: Option<BTreeMap<String, Decimal>>,
    #[forbidden_if(sum >= 3)]
    count: Option<i64>,
    sum: Option<Decimal>,
}

/// Texts that start or end with others.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Ends {
    #[required_if(starts_with(text, "DE-") || ends_with(text, "ß😀"))]
    note: Option<String>,
    #[forbidden_unless(starts_with(code, "a."))]
    other: Option<u8>,
    #[default_value("a.b")]
    code: Option<String>,
    text: Option<String>,
    #[required_if(ends_with(part.word, "x"))]
    end: Option<bool>,
    #[nested]
    part: Option<Leaf>,
}

/// Items that are blank, under every policy.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct BlankItems {
    #[each(length(1..=2))]
    texts: Option<Vec<String>>,
    #[blank(value)]
    #[each(allowed("", "a", " "))]
    listed: Option<Vec<String>>,
    #[blank(reject)]
    #[each(pattern(" |([a-z]+)?"))]
    by_key: Option<BTreeMap<String, String>>,
    #[each(length(1..))]
    lists: Option<Vec<Vec<u8>>>,
    #[each(format(digits))]
    optional: Option<Vec<Option<String>>>,
    #[order(separator = ",")]
    #[each(length(..=2))]
    separated: Option<Vec<String>>,
}

/// Free-form values, which are equal as numbers are.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[rule(once, unique(x in items, x), "every item once")]
pub(crate) struct Free {
    items: Option<Vec<Value>>,
    left: Option<Value>,
    right: Option<Value>,
    #[required_if(left == right)]
    same: Option<u8>,
    #[required_if(left in [1, 5, true, "a"])]
    listed: Option<u8>,
    #[forbidden_if(left == 0 || right != 100)]
    other: Option<u8>,
}

fn is_unknown(state: &State) -> bool {
    matches!(state, State::Other(_))
}

/// Enums that keep values they do not know.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[rule(once, unique(x in devices, x), "every device once")]
pub(crate) struct Open {
    state: State,
    #[allowed(Token, Hsm)]
    device: Option<Device>,
    #[length(2..=7)]
    #[default_value(Pending)]
    before: Option<State>,
    #[default_value(Hsm)]
    #[blank(reject)]
    spare: Option<Device>,
    #[blank(value)]
    #[pattern("[a-z_]*")]
    blank: Option<Device>,
    #[each(length(..=5))]
    devices: Option<Vec<Device>>,
    #[order(separator = ",")]
    states: Option<Vec<State>>,
    by_name: Option<BTreeMap<String, Option<State>>>,
    cleared: Option<Option<State>>,
    #[required_if(state == Issued)]
    #[forbidden_if(before == state)]
    a: Option<u8>,
    #[required_if(device == Token || blank != Hsm && present(blank))]
    b: Option<u8>,
    #[required_if(before != Pending || spare in [Token, Hsm])]
    c: Option<u8>,
    #[required_if(satisfies(state, is_unknown) && len(before) > 6)]
    d: Option<u8>,
    #[required_if(any(x in devices, x == Device::Hsm) || matches(spare, "[a-f]+") || starts_with(blank, "a"))]
    e: Option<u8>,
    #[required_if(cleared == null || cleared == Issued)]
    f: Option<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(serde, rename_all = "snake_case")]
pub(crate) enum Stage {
    First,
    #[order(deprecated = "use `first`")]
    Second,
    Third,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(serde)]
#[length(..=3)]
#[length(..=1, warn)]
pub(crate) struct Short(String);

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct WarnsPart {
    #[length(..=1, warn)]
    name: String,
    #[order(deprecated = "use `name`")]
    old: Option<String>,
    stage: Option<Stage>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde, allow(dead_rule, dead_value))]
#[rule(in_order, low <= high, "low is not above high", at = high, warn)]
#[rule(few, count(low, high, text) <= 2, "few are given", warn if !ev)]
#[rule(no_b, all(tag in tags, tag != "b"), "b is no tag", warn if ev)]
#[group_at_most_one("one", warn if ev)]
#[forbidden(part.old, if ev, warn if low == 3)]
pub(crate) struct Warns {
    ev: bool,
    #[length(..=3)]
    #[length(..=1, warn)]
    text: Option<String>,
    #[required_if(ev, warn)]
    #[range(..=5, warn if ev)]
    low: Option<u8>,
    #[forbidden_unless(ev, warn)]
    #[allowed(1, 2, warn)]
    high: Option<u8>,
    #[present_iff(ev, warn if low == 3)]
    exact: Option<Level>,
    #[each(length(..=2, warn if ev))]
    tags: Option<Vec<String>>,
    #[order(deprecated = "use `text`")]
    old: Option<String>,
    #[required(warn)]
    stage: Option<Stage>,
    short: Option<Short>,
    #[group_at_most_one("one")]
    one: Option<u8>,
    #[group_at_most_one("one")]
    two: Option<u8>,
    #[group_at_least_one("some", warn)]
    three: Option<u8>,
    #[group_at_least_one("some")]
    four: Option<u8>,
    #[nested]
    part: Option<WarnsPart>,
    #[nested]
    parts: Option<Vec<WarnsPart>>,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(serde)]
#[length(2..=5)]
#[pattern("[a-c]*")]
pub(crate) struct Ruled(String);

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(serde)]
#[range(2..=40)]
#[multiple_of(2)]
pub(crate) struct Even(u8);

/// Rules on top of those of another newtype.
#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(serde)]
#[allowed("aa", "bb", "ccccc")]
pub(crate) struct Listed(Ruled);

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(serde)]
#[length(1..=2)]
#[each(length(..=3))]
pub(crate) struct Several(Vec<String>);

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(serde)]
#[length(..=6, bytes)]
pub(crate) struct FewBytes(String);

/// Lengths in every unit.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Units {
    #[length(2..=4, bytes)]
    bytes: Option<String>,
    #[length(2..=2, utf16)]
    utf16: Option<String>,
    #[length(..=3)]
    #[length(3.., bytes)]
    #[length(..=2, utf16, if present(bytes))]
    all: Option<String>,
    #[each(length(..=2, bytes), length(1..))]
    items: Option<Vec<String>>,
    #[length(..=3, utf16)]
    short: Option<FewBytes>,
    #[length(..=6, bytes)]
    other: Option<State>,
    #[blank(value)]
    #[length(1.., bytes)]
    blank: Option<String>,
}

/// Conditions that ask for lengths in units.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
#[rule(as_long, len(bytes, bytes) >= len(utf16, utf16), "the second text is longer")]
pub(crate) struct Sizes {
    #[forbidden_if(len(state, bytes) > 3)]
    bytes: Option<String>,
    #[required_if(len(bytes, bytes) >= 3 && len(bytes, utf16) < 3)]
    utf16: Option<String>,
    #[default_value("é𝄞")]
    given: Option<String>,
    #[required_unless(len(given, bytes) == 6)]
    state: Option<State>,
    #[blank(value)]
    #[forbidden_if(len(bytes, utf16) != 2)]
    blank: Option<String>,
    #[required_if(len(blank, bytes) == 0 && len(given, utf16) <= 1)]
    of_blank: Option<bool>,
    items: Option<Vec<String>>,
    #[forbidden_if(count(x in items, len(x, bytes) == 2) > 1)]
    of_items: Option<bool>,
    #[nested]
    #[required_if(len(blank, utf16) > 1)]
    leaf: Option<Leaf>,
    #[forbidden_if(len(leaf.word, utf16) == 2 || len(leaf.why, bytes) < 1)]
    of_leaf: Option<String>,
}

/// Scalars that are read only in the form in which they are written.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde, strict)]
pub(crate) struct Strict {
    #[range(1..=3)]
    #[default_value(2)]
    number: u8,
    #[required_if(number == 3)]
    ev: Option<bool>,
    #[length(..=3)]
    text: Option<String>,
    level: Option<Level>,
    hash: Option<Hash>,
    state: Option<State>,
    #[order(text)]
    as_text: Option<i16>,
    #[order(separator = ",")]
    joined: Option<Vec<u8>>,
    numbers: Option<Vec<Option<u8>>>,
    by_key: Option<BTreeMap<String, bool>>,
    nullable: Option<Option<u8>>,
    rush: Flag,
    part: Option<StrictPart>,
    #[order(flatten)]
    rest: Option<StrictRest>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct StrictPart {
    deep: Option<u16>,
    #[order(text)]
    deep_text: Option<bool>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct StrictRest {
    flat: Option<u8>,
    #[required_if(flat == 1)]
    flat_text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(serde)]
#[keys(length(..=3, bytes), pattern("[a-z]*"))]
#[length(..=2)]
pub(crate) struct Labels(BTreeMap<String, u8>);

/// Maps whose keys have rules.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Keyed {
    ev: Option<bool>,
    #[keys(length(2..=3), pattern("[a-z]+"))]
    by_key: Option<BTreeMap<String, u8>>,
    #[keys(allowed("a", "b"), length(..=1, if ev == true))]
    #[each(length(1..))]
    texts: Option<BTreeMap<String, String>>,
    #[keys(format(digits), length(..=4, warn))]
    #[length(1..)]
    digits: Option<BTreeMap<String, Option<u8>>>,
    #[keys(length(3..))]
    labels: Option<Labels>,
    lists: Option<Vec<Labels>>,
    #[nested]
    #[keys(length(1, if ev == true))]
    leaves: Option<BTreeMap<String, RuledLeaf>>,
}

/// A part without rules of its own.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct Plain {
    ruled: Option<Ruled>,
    evens: Option<Vec<Even>>,
}

/// Newtypes with rules, in every place that a value may have.
#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct RuledTypes {
    #[length(..=4)]
    own: Ruled,
    #[required_if(own == "aa")]
    even: Option<Even>,
    #[blank(value)]
    blank: Option<Ruled>,
    #[blank(reject)]
    listed: Option<Listed>,
    several: Option<Several>,
    #[each(length(..=4))]
    items: Option<Vec<Ruled>>,
    #[order(separator = ",")]
    joined: Option<Vec<Ruled>>,
    by_key: Option<BTreeMap<String, Even>>,
    cleared: Option<Option<Even>>,
    nulls: Option<Vec<Option<Ruled>>>,
    #[order(text)]
    text: Option<Even>,
    plain: Option<Plain>,
    plains: Option<Vec<Plain>>,
    #[nested]
    nested: Option<RuledLeaf>,
    #[order(flatten)]
    rest: Option<RuledRest>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct RuledLeaf {
    #[length(..=4)]
    deep: Option<Ruled>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(serde)]
pub(crate) struct RuledRest {
    flat: Option<Ruled>,
}
