//! Calls whose cost is measured for inputs of growing size.

use std::{
    any::Any,
    cell::Cell,
    collections::{BTreeMap, HashMap},
    fmt,
    hash::Hasher,
};

use order_core::{
    OrderRequest, OrderValue, ProblemDetails, ReadError, Valid, form, json, schema,
    table::Columns,
    value::{EqualTo, Formed, Node, ReadValue, ScalarValue, TextForm},
    xml,
};
use rust_decimal::Decimal;

/// One kind of input. `prepare` makes an input of a size, and returns the call to be measured.
pub(crate) struct Series {
    pub(crate) name: &'static str,
    /// The smallest size of the table.
    pub(crate) start: usize,
    pub(crate) prepare: fn(usize) -> Call,
}

/// A call that is to be measured. It returns its result, so that dropping that is not measured.
pub(crate) type Call = Box<dyn FnOnce() -> Box<dyn Any>>;

fn call<R: 'static>(run: impl FnOnce() -> R + 'static) -> Call {
    Box::new(move || Box::new(run()))
}

thread_local! {
    static LOOKED_AT: Cell<u64> = const { Cell::new(0) };
}

/// The number of times that a [`Counted`] value was looked at.
#[allow(dead_code, reason = "the table of times does not count")]
pub(crate) fn looked_at() -> u64 {
    LOOKED_AT.get()
}

/// A number that counts how often it is looked at.
#[derive(Debug, Clone)]
struct Counted(u32);

impl Counted {
    fn look(&self) -> u32 {
        LOOKED_AT.set(LOOKED_AT.get() + 1);
        self.0
    }
}

impl OrderValue for Counted {
    type Value = Self;

    fn kind() -> &'static schema::Kind {
        u32::kind()
    }

    fn value(&self) -> Option<&Self> {
        Some(self)
    }

    fn node(&self) -> Node<'_> {
        Node::Integer(self.look().into())
    }
}

impl ReadValue<'_> for Counted {
    fn read(place: order_core::wire::Place<'_, '_>) -> Option<Self> {
        u32::read(place).map(Self)
    }

    fn from_literal(literal: schema::Literal) -> Option<Self> {
        u32::from_literal(literal).map(Self)
    }
}

impl ScalarValue for Counted {}

impl EqualTo<Self> for Counted {
    fn equal_to(value: &Self, literal: &Self) -> bool {
        value.look() == literal.look()
    }

    fn add_hash(value: &Self, hasher: &mut dyn Hasher) -> bool {
        hasher.write_u32(value.look());
        true
    }
}

impl EqualTo<Counted> for i64 {
    fn equal_to(value: &Counted, literal: &Self) -> bool {
        i64::from(value.look()) == *literal
    }
}

/// A number of minutes, whose text form and equality are its own.
#[derive(Debug, Clone, PartialEq)]
struct Minutes(u32);

static MINUTES: TextForm = TextForm {
    name: "minutes",
    expects: "minutes",
    accepts: |text| text.parse::<u32>().is_ok(),
    order: |left, right| Some(left.parse::<u32>().ok()?.cmp(&right.parse().ok()?)),
    is_number: false,
    is_bare: false,
    notation: None,
};

impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        LOOKED_AT.set(LOOKED_AT.get() + 1);
        write!(f, "{:05}", self.0)
    }
}

impl OrderValue for Minutes {
    type Value = Self;

    fn kind() -> &'static schema::Kind {
        const { &schema::Kind::Formed(&MINUTES) }
    }

    fn value(&self) -> Option<&Self> {
        Some(self)
    }

    fn node(&self) -> Node<'_> {
        Node::Formed(Formed::new(&MINUTES, self))
    }
}

impl ReadValue<'_> for Minutes {
    fn read(place: order_core::wire::Place<'_, '_>) -> Option<Self> {
        place.scalar()?.text()?.parse().ok().map(Self)
    }
}

impl EqualTo<Self> for Minutes {
    fn equal_to(value: &Self, literal: &Self) -> bool {
        LOOKED_AT.set(LOOKED_AT.get() + 1);
        value == literal
    }
}

/// Text on the wire, with an equality of its own that is the same.
#[derive(Debug, Clone)]
struct Name(String);

impl OrderValue for Name {
    type Value = Self;

    fn kind() -> &'static schema::Kind {
        &schema::Kind::Text
    }

    fn value(&self) -> Option<&Self> {
        Some(self)
    }

    fn node(&self) -> Node<'_> {
        Node::Text(&self.0)
    }
}

impl ReadValue<'_> for Name {
    fn read(place: order_core::wire::Place<'_, '_>) -> Option<Self> {
        String::read(place).map(Self)
    }
}

impl EqualTo<Self> for Name {
    fn equal_to(value: &Self, literal: &Self) -> bool {
        LOOKED_AT.set(LOOKED_AT.get() + 1);
        value.0 == literal.0
    }
}

fn list<T>(size: usize, item: impl Fn(usize) -> T) -> Vec<T> {
    (0..size).map(item).collect()
}

fn joined(size: usize, item: impl Fn(usize) -> String, separator: &str) -> String {
    list(size, item).join(separator)
}

#[derive(Debug, Clone, OrderRequest)]
#[rule(once, unique(x in values, x), "once")]
struct UniqueNumbers {
    values: Vec<Counted>,
}

#[derive(Debug, Clone, OrderRequest)]
#[rule(once, unique(x in values, x), "once")]
struct UniqueTexts {
    values: Vec<String>,
}

#[derive(Debug, Clone, OrderRequest)]
#[rule(once, unique(x in values, x), "once")]
struct UniqueDecimals {
    values: Vec<Decimal>,
}

#[derive(Debug, Clone, OrderRequest)]
#[rule(once, unique(x in values, x), "once")]
struct UniqueMinutes {
    values: Vec<Minutes>,
}

#[derive(Debug, Clone, OrderRequest)]
#[rule(once, unique(x in values, x), "once")]
struct UniqueNames {
    values: Vec<Name>,
}

#[derive(Debug, Clone, OrderRequest)]
struct Part {
    #[range(..=9)]
    id: u32,
    ev: bool,
    #[required_if(ev)]
    title: Option<String>,
}

fn part(id: u32) -> Part {
    Part { id, ev: true, title: None }
}

#[derive(Debug, Clone, OrderRequest)]
#[rule(once, unique(x in parts, x.id), "once")]
struct UniqueMembers {
    #[order(unchecked)]
    parts: Vec<Part>,
}

#[derive(Debug, Clone, OrderRequest)]
#[rule(small, all(x in values, x == { 0 }), "small")]
struct All {
    values: Vec<Counted>,
}

#[derive(Debug, Clone, OrderRequest)]
#[rule(small, all(x in values, x <= limit), "small")]
#[rule(none, !any(x in values, x == 7), "none")]
#[rule(few, count(x in values, x > 3) <= 2, "few")]
struct Lists {
    limit: u32,
    #[length(..=10)]
    values: Vec<u32>,
}

#[derive(Debug, Clone, OrderRequest)]
struct Each {
    #[each(range(..=9))]
    numbers: Vec<u32>,
    #[each(length(2..=3))]
    texts: Vec<String>,
    #[each(pattern("[a-z]+"))]
    #[each(format(email))]
    #[each(allowed("a", "b"))]
    words: Vec<String>,
}

#[derive(Debug, Clone, OrderRequest)]
#[rule(small, all(x in map, x <= limit), "small")]
struct Maps {
    limit: u32,
    map: BTreeMap<String, u32>,
}

#[derive(Debug, Clone, OrderRequest)]
#[rule(small, all(x in map, x <= limit), "small")]
struct HashMaps {
    limit: u32,
    map: HashMap<String, u32>,
}

#[derive(Debug, Clone, OrderRequest)]
struct Separated {
    #[order(separator = ",")]
    names: Vec<String>,
}

#[derive(Debug, Clone, OrderRequest)]
struct Nested {
    #[nested]
    parts: Vec<Part>,
}

/// A part with rules of the request around it.
#[derive(Debug, Clone, OrderRequest)]
#[required(inner.title, if ev)]
#[forbidden(inner.note, if ev)]
struct Holder {
    ev: bool,
    #[nested]
    inner: Inner,
}

#[derive(Debug, Clone, OrderRequest)]
struct Inner {
    title: Option<String>,
    #[length(..=2)]
    name: String,
    note: Option<u8>,
}

#[derive(Debug, Clone, OrderRequest)]
struct Holders {
    #[nested]
    holders: Vec<Holder>,
}

#[derive(Debug, Clone, OrderRequest)]
struct Chain {
    #[range(..=9)]
    number: u32,
    #[nested]
    next: Option<Box<Self>>,
    #[each(range(..=9))]
    values: Option<Vec<u32>>,
}

fn chain(depth: usize, width: usize, number: u32) -> Chain {
    let end = Chain { number, next: None, values: Some(list(width, |_| number)) };
    (1..depth).fold(end, |next, _| Chain { number, next: Some(Box::new(next)), values: None })
}

#[derive(Debug, Clone, OrderRequest)]
struct Open {
    any: Option<serde_json::Value>,
    labels: Option<BTreeMap<String, Option<u8>>>,
    numbers: Option<Vec<u8>>,
    text: Option<String>,
    #[order(unchecked)]
    parts: Option<Vec<Part>>,
}

fn numbers(size: usize) -> Vec<Counted> {
    list(size, |index| Counted(index as u32 + 1))
}

/// Reads a document that is not valid.
fn wrong<T>(document: String, read: fn(&str) -> Result<T, ReadError>) -> Call
where
    T: 'static,
{
    call(move || read(&document).err().expect("the document is wrong"))
}

fn read_json<T>(text: &str) -> Result<(), ReadError>
where
    T: for<'de> order_core::ReadRequest<'de> + OrderRequest<Context = ()>,
{
    json::from_str::<Valid<T>>(text).map(drop)
}

fn read_xml<T>(text: &str) -> Result<(), ReadError>
where
    T: for<'de> order_core::ReadRequest<'de> + OrderRequest<Context = ()>,
{
    xml::from_str::<Valid<T>>(text).map(drop)
}

fn read_form<T>(text: &str) -> Result<(), ReadError>
where
    T: for<'de> order_core::ReadRequest<'de> + OrderRequest<Context = ()>,
{
    form::from_str::<Valid<T>>(text).map(drop)
}

/// The check of a request that keeps its rules.
fn valid<T: OrderRequest<Context = ()> + 'static>(request: T) -> Call {
    call(move || {
        request.validate().expect("the request is valid");
        request
    })
}

/// The check of a request that breaks rules.
fn broken<T: OrderRequest<Context = ()> + 'static>(request: T) -> Call {
    call(move || (request.validate().expect_err("the request is not valid"), request))
}

/// The same by the schema alone.
fn interpreted<T: OrderRequest<Context = ()> + 'static>(request: T) -> Call {
    call(move || (schema::interpret(&request).err(), request))
}

fn nested(size: usize) -> Nested {
    Nested { parts: list(size, |index| part(index as u32 + 10)) }
}

fn holders(size: usize) -> Holders {
    let holder = |_| Holder {
        ev: true,
        inner: Inner { title: None, name: "long".to_owned(), note: Some(1) },
    };
    Holders { holders: list(size, holder) }
}

fn lists(size: usize) -> Lists {
    Lists { limit: 5, values: list(size, |_| 7) }
}

fn each(size: usize) -> Each {
    Each {
        numbers: list(size, |_| 10),
        texts: list(size, |_| "long".to_owned()),
        words: list(size, |_| "C".to_owned()),
    }
}

fn blank(size: usize) -> Separated {
    Separated { names: list(size, |index| if index % 2 == 0 { " " } else { "a,b" }.to_owned()) }
}

fn keys<T>(size: usize, value: impl Fn(usize) -> T) -> impl Iterator<Item = (String, T)> {
    list(size, |index| (format!("k{index}"), value(index))).into_iter()
}

fn texts(size: usize) -> UniqueTexts {
    UniqueTexts { values: list(size, |index| format!("text {index}")) }
}

fn decimals(size: usize) -> UniqueDecimals {
    UniqueDecimals { values: list(size, |index| Decimal::new(index as i64, 2)) }
}

fn minutes(size: usize) -> UniqueMinutes {
    UniqueMinutes { values: list(size, |index| Minutes(index as u32)) }
}

fn names(size: usize) -> UniqueNames {
    UniqueNames { values: list(size, |index| Name(format!("name {index}"))) }
}

fn members(size: usize) -> UniqueMembers {
    UniqueMembers { parts: list(size, |index| part(index as u32)) }
}

/// All series.
pub(crate) const ALL: &[Series] = &[
    // Reading.
    series("JSON: items of a valid list", 1000, |n| {
        let text = format!(r#"{{"numbers":[{}]}}"#, joined(n, |_| "1".into(), ","));
        call(move || json::from_str::<Open>(&text).expect("valid"))
    }),
    series("JSON: members of a valid map", 1000, |n| {
        let text = format!(r#"{{"labels":{{{}}}}}"#, joined(n, |at| format!(r#""k{at}":1"#), ","));
        call(move || json::from_str::<Open>(&text).expect("valid"))
    }),
    series("JSON: a free value", 1000, |n| {
        let text = format!(r#"{{"any":[{}]}}"#, joined(n, |at| format!(r#"{{"k":{at}.5}}"#), ","));
        call(move || json::from_str::<Open>(&text).expect("valid"))
    }),
    series("JSON: items of a wrong type", 1000, |n| {
        wrong(
            format!(r#"{{"numbers":[{}]}}"#, joined(n, |_| "true".into(), ",")),
            read_json::<Open>,
        )
    }),
    series("JSON: parts that lack members", 1000, |n| {
        wrong(format!(r#"{{"parts":[{}]}}"#, joined(n, |_| "{}".into(), ",")), read_json::<Nested>)
    }),
    series("JSON: parts that break rules", 1000, |n| {
        let text = joined(n, |_| r#"{"id":10,"ev":true}"#.into(), ",");
        wrong(format!(r#"{{"parts":[{text}]}}"#), read_json::<Nested>)
    }),
    series("JSON: members that are unknown", 1000, |n| {
        wrong(format!("{{{}}}", joined(n, |at| format!(r#""x{at}":1"#), ",")), read_json::<Open>)
    }),
    series("JSON: members given again", 1000, |n| {
        wrong(format!("{{{}}}", joined(n, |_| r#""text":"a""#.into(), ",")), read_json::<Open>)
    }),
    series("JSON: keys of a map given again", 1000, |n| {
        let keys = joined(n, |_| r#""k":1"#.into(), ",");
        wrong(format!(r#"{{"labels":{{{keys}}}}}"#), read_json::<Open>)
    }),
    series("JSON: escapes in a text", 1000, |n| {
        let text = format!(r#"{{"text":"{}"}}"#, "\\u0041\\n".repeat(n));
        call(move || json::from_str::<Open>(&text).expect("valid"))
    }),
    series("JSON: digits of a number", 1000, |n| {
        wrong(format!(r#"{{"numbers":[{}]}}"#, "9".repeat(n)), read_json::<Open>)
    }),
    series("JSON: brackets that stay open", 1000, |n| {
        wrong(format!(r#"{{"any":{}"#, "[".repeat(n)), read_json::<Open>)
    }),
    series("JSON: items of one text", 1000, |n| {
        let text = format!(r#"{{"names":"{}"}}"#, joined(n, |_| "a".into(), ","));
        call(move || json::from_str::<Valid<Separated>>(&text).expect("valid"))
    }),
    series("JSON: blank items of one text", 1000, |n| {
        wrong(format!(r#"{{"names":"{}"}}"#, " ,".repeat(n)), read_json::<Separated>)
    }),
    series("XML: items", 1000, |n| {
        let items = "<number>1</number>".repeat(n);
        let text = format!("<request><numbers>{items}</numbers></request>");
        call(move || xml::from_str::<Open>(&text).expect("valid"))
    }),
    series("XML: elements that are unknown", 1000, |n| {
        wrong(
            format!("<request>{}</request>", joined(n, |at| format!("<x{at}/>"), "")),
            read_xml::<Open>,
        )
    }),
    series("XML: a text in pieces", 1000, |n| {
        let text =
            format!("<request><text>{}</text></request>", "a&amp;<![CDATA[b]]><!---->".repeat(n));
        call(move || xml::from_str::<Open>(&text).expect("valid"))
    }),
    series("XML: blank items of one text", 1000, |n| {
        wrong(
            format!("<request><names>{}</names></request>", " ,".repeat(n)),
            read_xml::<Separated>,
        )
    }),
    series("form: items without numbers", 1000, |n| {
        let text = joined(n, |_| "numbers[]=1".into(), "&");
        call(move || form::from_str::<Open>(&text).expect("valid"))
    }),
    series("form: items with numbers, the last first", 1000, |n| {
        let text = joined(n, |at| format!("numbers[{}]=1", n - 1 - at), "&");
        call(move || form::from_str::<Open>(&text).expect("valid"))
    }),
    series("form: entries of a map", 1000, |n| {
        let text = joined(n, |at| format!("labels[k{at}]=1"), "&");
        call(move || form::from_str::<Open>(&text).expect("valid"))
    }),
    series("form: keys that are unknown", 1000, |n| {
        wrong(joined(n, |at| format!("x{at}[a]=1"), "&"), read_form::<Open>)
    }),
    series("form: keys given again", 1000, |n| {
        wrong(joined(n, |_| "text=a".into(), "&"), read_form::<Open>)
    }),
    series("form: escapes", 1000, |n| {
        let text = format!("text={}", "%41+".repeat(n));
        call(move || form::from_str::<Open>(&text).expect("valid"))
    }),
    series("table: columns of a list", 500, |n| {
        let names = list(n, |at| format!("numbers[{at}]"));
        call(move || Columns::<Open>::new(names.iter().map(String::as_str)).map(drop).ok())
    }),
    series("table: columns given again", 500, |n| {
        let names = list(n, |_| "numbers".to_owned());
        call(move || Columns::<Open>::new(names.iter().map(String::as_str)).map(drop).ok())
    }),
    series("table: columns that are unknown", 500, |n| {
        let names = list(n, |at| format!("x{at}"));
        call(move || Columns::<Open>::new(names.iter().map(String::as_str)).map(drop).err())
    }),
    series("table: cells of a wrong type", 500, |n| {
        let names = list(n, |at| format!("numbers[{at}]"));
        let columns = Columns::<Open>::new(names.iter().map(String::as_str)).expect("known");
        call(move || (columns.read(vec!["x"; n]).err(), columns))
    }),
    // Writing.
    series("JSON: a list is written", 1000, |n| {
        let request = nested(n);
        call(move || json::to_string(&request))
    }),
    series("XML: a list is written", 1000, |n| {
        let request = nested(n);
        call(move || xml::to_string(&request).expect("it can be written"))
    }),
    series("form: a list is written", 1000, |n| {
        let request = nested(n);
        call(move || form::to_string(&request).expect("it can be written"))
    }),
    // The check.
    series("check: `unique` of numbers", 1000, |n| valid(UniqueNumbers { values: numbers(n) })),
    series("check: `unique` of texts", 1000, |n| valid(texts(n))),
    series("check: `unique` of decimals", 1000, |n| valid(decimals(n))),
    series("check: `unique` of members", 1000, |n| valid(members(n))),
    series("check: `unique` of values of a form of their own", 1000, |n| valid(minutes(n))),
    series("check: `unique` of values with an equality of their own", 1000, |n| valid(names(n))),
    series("check: `all` of numbers", 1000, |n| valid(All { values: list(n, |_| Counted(0)) })),
    series("check: `all` broken by every item", 1000, |n| broken(All { values: numbers(n) })),
    series("check: `all`, `any` and `count` broken", 1000, |n| broken(lists(n))),
    series("check: `each` broken by every item", 1000, |n| broken(each(n))),
    series("check: `all` of a map, broken", 1000, |n| {
        broken(Maps { limit: 5, map: keys(n, |_| 7).collect() })
    }),
    series("check: `all` of a hash map, broken", 1000, |n| {
        broken(HashMaps { limit: 5, map: keys(n, |_| 7).collect() })
    }),
    series("check: blank items of a separated list", 1000, |n| broken(blank(n))),
    series("check: parts of a list, broken", 1000, |n| broken(nested(n))),
    series("check: rules on members in a list, broken", 1000, |n| broken(holders(n))),
    series("check: depth", 100, |n| valid(chain(n, 1, 1))),
    series("check: 100 levels above broken items", 100, |n| broken(chain(100, n, 10))),
    series("messages of violations", 1000, |n| {
        let violations = lists(n).validate().expect_err("broken");
        call(move || violations.to_string())
    }),
    series("problem details of violations", 1000, |n| {
        let violations = holders(n).validate().expect_err("broken");
        call(move || ProblemDetails::from(&violations).to_json())
    }),
    // The interpreter.
    series("interpreter: `unique` of numbers", 1000, |n| {
        interpreted(UniqueNumbers { values: numbers(n) })
    }),
    series("interpreter: `unique` of texts", 1000, |n| interpreted(texts(n))),
    series("interpreter: `unique` of decimals", 1000, |n| interpreted(decimals(n))),
    series("interpreter: `unique` of members", 1000, |n| interpreted(members(n))),
    series("interpreter: `unique` of values of a form of their own", 1000, |n| {
        interpreted(minutes(n))
    }),
    series("interpreter: `unique` of values with an equality of their own", 1000, |n| {
        interpreted(names(n))
    }),
    series("interpreter: `all` broken by every item", 1000, |n| {
        interpreted(All { values: numbers(n) })
    }),
    series("interpreter: `all`, `any` and `count` broken", 1000, |n| interpreted(lists(n))),
    series("interpreter: `each` broken by every item", 1000, |n| interpreted(each(n))),
    series("interpreter: `all` of a map, broken", 1000, |n| {
        interpreted(Maps { limit: 5, map: keys(n, |_| 7).collect() })
    }),
    series("interpreter: blank items of a separated list", 1000, |n| interpreted(blank(n))),
    series("interpreter: parts of a list, broken", 1000, |n| interpreted(nested(n))),
    series("interpreter: rules on members in a list, broken", 1000, |n| interpreted(holders(n))),
    series("interpreter: 100 levels above broken items", 100, |n| interpreted(chain(100, n, 10))),
    // Questions.
    series("`why` of one item", 1000, |n| {
        let request = nested(n);
        call(move || (request.why("parts[7].title").expect("a member"), request))
    }),
    series("`why` of a list with a rule", 1000, |n| {
        let request = UniqueNumbers { values: numbers(n) };
        call(move || (request.why("values").expect("a field"), request))
    }),
    series("repairs: items that are equal", 20, |n| {
        let request = UniqueNumbers { values: list(n, |_| Counted(9)) };
        let violations = request.validate().expect_err("broken");
        call(move || violations.repairs(&request))
    }),
    series("repairs: items that break `all`", 100, |n| {
        let request = lists(n);
        let violations = request.validate().expect_err("broken");
        call(move || violations.repairs(&request))
    }),
    series("repairs: parts that are broken", 100, |n| {
        let request = nested(n);
        let violations = request.validate().expect_err("broken");
        call(move || violations.repairs(&request))
    }),
    // The size of a type.
    series("fields: valid JSON in order", 40, wide::valid_in_order),
    series("fields: valid JSON, the last first", 40, wide::valid_backwards),
    series("fields: keys misspelt", 40, wide::misspelt),
    series("fields: valid form, the last first", 40, wide::form_backwards),
    series("fields: check of a valid request", 40, wide::check_valid),
    series("fields: check, each field broken", 40, wide::check_broken),
    series("fields: check, rules on each member broken", 40, wide::check_members),
    series("fields: interpreter, each field broken", 40, wide::interpret_broken),
    series("fields: JSON, each field broken", 40, wide::read_broken),
    series("fields: columns of a table", 40, wide::columns),
    series("fields: `why` of one", 40, wide::why),
    series("fields: repairs, each field broken", 40, wide::repairs),
    series("values of an enum: 100 right ones read", 40, wide::choices_right),
    series("values of an enum: 100 wrong ones read", 40, wide::choices_wrong),
];

const fn series(name: &'static str, start: usize, prepare: fn(usize) -> Call) -> Series {
    Series { name, start, prepare }
}

/// Types with many fields or values, of one of four sizes.
mod wide {
    use super::*;

    /// The values for the types of each size.
    struct Wide {
        names: &'static [&'static str],
        valid: fn() -> Call,
        broken: fn() -> Call,
        members: fn() -> Call,
        interpreted: fn() -> Call,
        read: fn(&str) -> Result<(), ReadError>,
        read_form: fn(&str) -> Result<(), ReadError>,
        columns: fn() -> Call,
        why: fn() -> Call,
        repairs: fn() -> Call,
        choices: fn(&str) -> Result<(), ReadError>,
    }

    macro_rules! wide {
        ($of:ident $wide:ident $holder:ident $choice:ident $chosen:ident $($field:ident $variant:ident)*) => {
            #[derive(Debug, Clone, Default, OrderRequest)]
            struct $wide {
                broken: bool,
                $(
                    #[required_if(broken)]
                    #[range(..=3)]
                    $field: Option<u8>,
                )*
            }

            #[derive(Debug, Clone, Default, OrderRequest)]
            $(#[forbidden(part.$field, if ev)])*
            struct $holder {
                ev: bool,
                #[order(unchecked)]
                part: $wide,
            }

            #[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
            enum $choice {
                $($variant,)*
            }

            #[derive(Debug, Clone, OrderRequest)]
            struct $chosen {
                values: Vec<$choice>,
            }

            const $of: Wide = Wide {
                names: &[$(stringify!($field),)*],
                valid: || valid($wide::default()),
                broken: || broken($wide { broken: true, ..$wide::default() }),
                members: || {
                    let part = $wide { broken: false, $($field: Some(1),)* };
                    broken($holder { ev: true, part })
                },
                interpreted: || interpreted($wide { broken: true, ..$wide::default() }),
                read: read_json::<$wide>,
                read_form: read_form::<$wide>,
                columns: || call(|| {
                    let names = $of.names.iter().rev().copied().chain(["broken"]);
                    Columns::<$wide>::new(names).map(drop).expect("known")
                }),
                why: || {
                    let request = $wide { broken: true, ..$wide::default() };
                    call(move || request.why($of.names[0]).expect("a field"))
                },
                repairs: || {
                    let request = $wide { broken: true, ..$wide::default() };
                    let violations = request.validate().expect_err("broken");
                    call(move || violations.repairs(&request))
                },
                choices: read_json::<$chosen>,
            };
        };
    }

    #[rustfmt::skip]
    wide! { OF_40 Wide40 Holder40 Choice40 Chosen40
        f000 V000 f001 V001 f002 V002 f003 V003 f004 V004 f005 V005 f006 V006 f007 V007
        f008 V008 f009 V009 f010 V010 f011 V011 f012 V012 f013 V013 f014 V014 f015 V015
        f016 V016 f017 V017 f018 V018 f019 V019 f020 V020 f021 V021 f022 V022 f023 V023
        f024 V024 f025 V025 f026 V026 f027 V027 f028 V028 f029 V029 f030 V030 f031 V031
        f032 V032 f033 V033 f034 V034 f035 V035 f036 V036 f037 V037 f038 V038 f039 V039
    }

    #[rustfmt::skip]
    wide! { OF_80 Wide80 Holder80 Choice80 Chosen80
        f000 V000 f001 V001 f002 V002 f003 V003 f004 V004 f005 V005 f006 V006 f007 V007
        f008 V008 f009 V009 f010 V010 f011 V011 f012 V012 f013 V013 f014 V014 f015 V015
        f016 V016 f017 V017 f018 V018 f019 V019 f020 V020 f021 V021 f022 V022 f023 V023
        f024 V024 f025 V025 f026 V026 f027 V027 f028 V028 f029 V029 f030 V030 f031 V031
        f032 V032 f033 V033 f034 V034 f035 V035 f036 V036 f037 V037 f038 V038 f039 V039
        f040 V040 f041 V041 f042 V042 f043 V043 f044 V044 f045 V045 f046 V046 f047 V047
        f048 V048 f049 V049 f050 V050 f051 V051 f052 V052 f053 V053 f054 V054 f055 V055
        f056 V056 f057 V057 f058 V058 f059 V059 f060 V060 f061 V061 f062 V062 f063 V063
        f064 V064 f065 V065 f066 V066 f067 V067 f068 V068 f069 V069 f070 V070 f071 V071
        f072 V072 f073 V073 f074 V074 f075 V075 f076 V076 f077 V077 f078 V078 f079 V079
    }

    #[rustfmt::skip]
    wide! { OF_160 Wide160 Holder160 Choice160 Chosen160
        f000 V000 f001 V001 f002 V002 f003 V003 f004 V004 f005 V005 f006 V006 f007 V007
        f008 V008 f009 V009 f010 V010 f011 V011 f012 V012 f013 V013 f014 V014 f015 V015
        f016 V016 f017 V017 f018 V018 f019 V019 f020 V020 f021 V021 f022 V022 f023 V023
        f024 V024 f025 V025 f026 V026 f027 V027 f028 V028 f029 V029 f030 V030 f031 V031
        f032 V032 f033 V033 f034 V034 f035 V035 f036 V036 f037 V037 f038 V038 f039 V039
        f040 V040 f041 V041 f042 V042 f043 V043 f044 V044 f045 V045 f046 V046 f047 V047
        f048 V048 f049 V049 f050 V050 f051 V051 f052 V052 f053 V053 f054 V054 f055 V055
        f056 V056 f057 V057 f058 V058 f059 V059 f060 V060 f061 V061 f062 V062 f063 V063
        f064 V064 f065 V065 f066 V066 f067 V067 f068 V068 f069 V069 f070 V070 f071 V071
        f072 V072 f073 V073 f074 V074 f075 V075 f076 V076 f077 V077 f078 V078 f079 V079
        f080 V080 f081 V081 f082 V082 f083 V083 f084 V084 f085 V085 f086 V086 f087 V087
        f088 V088 f089 V089 f090 V090 f091 V091 f092 V092 f093 V093 f094 V094 f095 V095
        f096 V096 f097 V097 f098 V098 f099 V099 f100 V100 f101 V101 f102 V102 f103 V103
        f104 V104 f105 V105 f106 V106 f107 V107 f108 V108 f109 V109 f110 V110 f111 V111
        f112 V112 f113 V113 f114 V114 f115 V115 f116 V116 f117 V117 f118 V118 f119 V119
        f120 V120 f121 V121 f122 V122 f123 V123 f124 V124 f125 V125 f126 V126 f127 V127
        f128 V128 f129 V129 f130 V130 f131 V131 f132 V132 f133 V133 f134 V134 f135 V135
        f136 V136 f137 V137 f138 V138 f139 V139 f140 V140 f141 V141 f142 V142 f143 V143
        f144 V144 f145 V145 f146 V146 f147 V147 f148 V148 f149 V149 f150 V150 f151 V151
        f152 V152 f153 V153 f154 V154 f155 V155 f156 V156 f157 V157 f158 V158 f159 V159
    }

    fn of(size: usize) -> Wide {
        match size {
            ..=40 => OF_40,
            41..=80 => OF_80,
            _ => OF_160,
        }
    }

    /// Members as JSON.
    fn object<'n>(names: impl Iterator<Item = &'n str>, value: &str) -> String {
        let members: Vec<String> = names.map(|name| format!(r#""{name}":{value}"#)).collect();
        format!(r#"{{"broken":false,{}}}"#, members.join(","))
    }

    pub(super) fn valid_in_order(size: usize) -> Call {
        let wide = of(size);
        let text = object(wide.names.iter().copied(), "1");
        call(move || (wide.read)(&text).expect("valid"))
    }

    pub(super) fn valid_backwards(size: usize) -> Call {
        let wide = of(size);
        let text = object(wide.names.iter().rev().copied(), "1");
        call(move || (wide.read)(&text).expect("valid"))
    }

    pub(super) fn misspelt(size: usize) -> Call {
        let wide = of(size);
        let names: Vec<String> = wide.names.iter().map(|name| format!("{name}_x9y8")).collect();
        let text = object(names.iter().map(String::as_str), "1");
        wrong(text, wide.read)
    }

    pub(super) fn form_backwards(size: usize) -> Call {
        let wide = of(size);
        let names = wide.names.iter().rev();
        let pairs: Vec<String> = names.map(|name| format!("{name}=1")).collect();
        let text = format!("broken=false&{}", pairs.join("&"));
        call(move || (wide.read_form)(&text).expect("valid"))
    }

    pub(super) fn check_valid(size: usize) -> Call {
        (of(size).valid)()
    }

    pub(super) fn check_broken(size: usize) -> Call {
        (of(size).broken)()
    }

    pub(super) fn check_members(size: usize) -> Call {
        (of(size).members)()
    }

    pub(super) fn interpret_broken(size: usize) -> Call {
        (of(size).interpreted)()
    }

    pub(super) fn read_broken(size: usize) -> Call {
        let wide = of(size);
        wrong(object(wide.names.iter().rev().copied(), "9"), wide.read)
    }

    pub(super) fn columns(size: usize) -> Call {
        (of(size).columns)()
    }

    pub(super) fn why(size: usize) -> Call {
        (of(size).why)()
    }

    pub(super) fn repairs(size: usize) -> Call {
        (of(size).repairs)()
    }

    pub(super) fn choices_right(size: usize) -> Call {
        let wide = of(size);
        let last = wide.names.len() - 1;
        let text =
            format!(r#"{{"values":[{}]}}"#, joined(100, |_| format!(r#""V{last:03}""#), ","));
        call(move || (wide.choices)(&text).expect("valid"))
    }

    pub(super) fn choices_wrong(size: usize) -> Call {
        let text = format!(r#"{{"values":[{}]}}"#, joined(100, |_| r#""none""#.into(), ","));
        wrong(text, of(size).choices)
    }
}
