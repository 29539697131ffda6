//! The values that are tried for each field, in the order in which they are tried.

use std::collections::BTreeMap;

use super::Domain;
use crate::{
    Flag, OrderRequest, OrderValue, json,
    request::ReadRequest,
    what_if::{
        spot::{Slot, Step},
        tree::Tree,
    },
};

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Method {
    Token,
    App,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Device {
    Hsm,
    #[order(other)]
    Other(String),
}

/// The values for the field at the path of names, each with the names of all values that are as good.
fn tried<T: OrderRequest>(request: &T, slot: &[Step]) -> Vec<String> {
    let classes = Domain::new(T::SCHEMA).classes(&Tree::of_request(request), slot);
    let said = classes.iter().map(|class| {
        let value = if class.tree.is_given() { class.tree.to_json() } else { "-".to_owned() };
        let named: Vec<String> = class.named.iter().map(ToString::to_string).collect();
        if named.is_empty() { value } else { format!("{value} of {}", named.join(" ")) }
    });
    said.collect()
}

fn field<T: OrderRequest>(name: &str) -> Slot {
    let at = T::SCHEMA.fields.iter().position(|field| field.rust == name);
    vec![Step::Field(at.expect("a field has the name"))]
}

/// The values for each field of the table, in a request without it and in one with it, with `; ` between them.
fn assert_tried<T>(without: &str, with: &str, table: &[(&str, &str, &str)])
where
    T: OrderRequest + for<'de> ReadRequest<'de>,
{
    let (without, with): (T, T) = (json::from_str(without).unwrap(), json::from_str(with).unwrap());
    for (name, to_give, to_change) in table {
        let slot = field::<T>(name);
        assert_eq!(tried(&without, &slot).join("; "), *to_give, "{name}, without it");
        assert_eq!(tried(&with, &slot).join("; "), *to_change, "{name}, with it");
    }
}

#[derive(Debug, OrderRequest)]
#[order(allow(dead_rule, dead_value))]
struct Texts {
    #[allowed("a", "b", "c")]
    code: Option<String>,
    #[length(2..=3)]
    short: Option<String>,
    #[pattern("[A-Z]{2}[0-9]*")]
    #[length(4..)]
    number: Option<String>,
    #[format(email)]
    email: Option<String>,
    plain: Option<String>,
    #[forbidden_if(plain == "x" || plain == "y")]
    other: Option<String>,
    method: Option<Method>,
    device: Option<Device>,
    flag: Option<Flag>,
    ev: Option<bool>,
    needed: bool,
    #[check(self::is_fine)]
    checked: Option<String>,
}

fn is_fine(_: &str) -> bool {
    true
}

#[test]
fn texts_that_the_rules_tell_apart_are_tried() {
    let without = r#"{"needed": true}"#;
    let with = r#"{"needed": true, "code": "z", "short": "abcd", "number": "AB", "email": "x", "plain": "x", "other": "o", "method": "app", "device": "b", "ev": true}"#;
    let table = [
        ("code", r#""a" of `a` `b` `c`; "text""#, r#"-; "a" of `a` `b` `c`"#),
        ("short", r#""text"; "A1""#, r#"-; "A1""#),
        ("number", r#""AA"; "AA00"; "text"; "x""#, r#"-; "AA00"; "text"; "x""#),
        ("email", r#""name@example.com"; "text""#, r#"-; "name@example.com""#),
        ("plain", r#""x" of `x`; "y" of `y`; "text""#, r#"-; "y" of `y`; "text""#),
        ("other", r#""text""#, "-"),
        ("method", r#""token" of `token` `app`"#, "-"),
        ("device", r#""hsm" of `hsm`; "text""#, "-"),
        ("flag", "null of null; true of true", "null of null; true of true"),
        ("ev", "false of false true", "-"),
        ("needed", "", ""),
    ];
    assert_tried::<Texts>(without, with, &table);
}

#[derive(Debug, OrderRequest)]
#[order(allow(dead_rule, dead_value))]
#[rule(less, least < most, "least is less than most")]
struct Numbers {
    #[range(1..=3)]
    years: Option<u8>,
    #[range(10..)]
    #[forbidden_if(count == 20)]
    other: Option<i32>,
    count: Option<u8>,
    #[allowed(1, 2, 5..=7, 100..=200)]
    level: Option<u8>,
    #[multiple_of(5)]
    #[range(-3..=12)]
    by_five: Option<i8>,
    least: Option<u8>,
    most: Option<u8>,
    needed: u16,
}

#[test]
fn numbers_at_the_ends_of_rules_and_of_other_fields_are_tried() {
    let without = r#"{"needed": 1}"#;
    let with = r#"{"needed": 7, "years": 9, "other": 9, "count": 20, "level": 3, "by_five": 4, "least": 9, "most": 9}"#;
    let table = [
        ("years", "1; 0", "-; 1"),
        ("other", "10; 9", "-; 10"),
        ("count", "20 of 20; 1", "-; 1"),
        ("level", "1 of 1 2 5 6 7; 4; 100", "-; 1 of 1 2 5 6 7; 100"),
        ("by_five", "0; -1; -4", "-; 0; -4"),
        ("least", "1; 2; 0; 3; 255", "-; 1; 2; 0; 3; 255; 8; 10; 20; 19; 21; 4; 5; 7; 6"),
        ("most", "1; 2; 0; 3; 255", "-; 1; 2; 0; 3; 255; 8; 10; 20; 19; 21; 4; 5; 7; 6"),
        ("needed", "", ""),
    ];
    assert_tried::<Numbers>(without, with, &table);
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Part {
    name: String,
    #[range(1..=3)]
    years: u8,
    notes: Vec<String>,
    #[blank(value)]
    empty: Vec<String>,
    more: BTreeMap<String, u8>,
    #[blank(value)]
    none: BTreeMap<String, u8>,
    text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
enum Either {
    Part(Part),
    Text(Small),
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Small {
    size: u8,
}

#[derive(Debug, OrderRequest)]
#[order(allow(dead_rule, dead_value))]
struct Lists {
    #[length(2..=4)]
    tags: Option<Vec<String>>,
    #[length(..=2)]
    #[each(range(3..))]
    sizes: Option<Vec<u8>>,
    #[keys(length(2..=3), pattern("[a-z]+"))]
    #[length(2..)]
    limits: Option<BTreeMap<String, u8>>,
    #[length(..=1)]
    names: Option<BTreeMap<String, String>>,
    #[nested]
    part: Option<Part>,
    #[nested]
    parts: Option<Vec<Part>>,
    #[nested]
    either: Option<Either>,
    #[nested]
    needed: Small,
    #[required_if(any(size in sizes, size > 5))]
    of_sizes: Option<u8>,
    #[required_if(len(tags) > len(sizes))]
    longer: Option<u8>,
}

#[test]
fn lists_are_extended_and_cut_to_lengths_that_rules_tell_apart() {
    let without = r#"{"needed": {"size": 1}}"#;
    let with = r#"{"needed": {"size": 7}, "tags": ["a", "b", "c", "d", "e", "f"], "sizes": [1, 2, 3, 4], "limits": {"A": 1, "abcd": 2}, "names": {"a": "b", "c": "d", "e": "f"}, "parts": [], "either": {"Text": {"size": 1}}}"#;
    let table = [
        (
            "tags",
            r#"["text"]; ["text","x"]; ["text","x","1"]; ["text","x","1","A1"]; ["text","x","1","A1","other"]"#,
            r#"-; ["a"]; ["a","b"]; ["a","b","c"]; ["a","b","c","d"]"#,
        ),
        ("sizes", "[3]; [3,4]; [3,4,5]; [3,4,5,4]; [3,4,5,4,6]", "-; [1]; [1,2]; [1,2,3,4,3]"),
        (
            "limits",
            r#"{"aa":1}; {"aa":1,"aaa":2}; {"aa":1,"aaa":2,"te":0}"#,
            r#"-; {"A":1,"aa":0,"abcd":2}"#,
        ),
        ("names", r#"{"key1":"text"}; {"key1":"text","key2":"x"}"#, r#"-; {"a":"b"}"#),
        (
            "part",
            r#"{"name":"text","years":1,"notes":["text"],"empty":[],"more":{"key1":1},"none":{}}"#,
            r#"{"name":"text","years":1,"notes":["text"],"empty":[],"more":{"key1":1},"none":{}}"#,
        ),
        (
            "parts",
            r#"[{"name":"text","years":1,"notes":["text"],"empty":[],"more":{"key1":1},"none":{}}]"#,
            r#"-; [{"name":"text","years":1,"notes":["text"],"empty":[],"more":{"key1":1},"none":{}}]"#,
        ),
        (
            "either",
            r#"{"Part":{"name":"text","years":1,"notes":["text"],"empty":[],"more":{"key1":1},"none":{}}}; {"Text":{"size":1}}"#,
            r#"-; {"Part":{"name":"text","years":1,"notes":["text"],"empty":[],"more":{"key1":1},"none":{}}}"#,
        ),
        ("needed", "", ""),
        ("longer", "1", "1"),
    ];
    assert_tried::<Lists>(without, with, &table);
}

#[test]
fn an_item_is_removed_and_an_entry_gets_the_nearest_key() {
    let lists: Lists = json::from_str(
        r#"{"needed": {"size": 7}, "tags": ["a"], "limits": {" AB ": 1, "abcd": 2}}"#,
    )
    .unwrap();
    let item = [field::<Lists>("tags"), vec![Step::Item(0)]].concat();
    assert_eq!(tried(&lists, &item), ["-"]);
    let entry = |key: &str| [field::<Lists>("limits"), vec![Step::Entry(key.into())]].concat();
    assert_eq!(tried(&lists, &entry("abcd")), ["-"]);
    let key = |key: &str| [entry(key), vec![Step::Key]].concat();
    assert_eq!(tried(&lists, &key("abcd")), [r#""abc""#]);
    assert_eq!(tried(&lists, &key(" AB ")), [r#""ab""#]);
}

#[test]
fn null_is_not_tried_in_place_of_null() {
    let texts: Texts = json::from_str(r#"{"needed": true, "flag": null}"#).unwrap();
    assert_eq!(tried(&texts, &field::<Texts>("flag")), ["-"]);
}

#[derive(Debug, OrderRequest)]
#[order(allow(dead_rule, dead_value))]
#[rule(other, one != another, "one is not another")]
#[rule(less, least < most, "least is less than most")]
struct Compared {
    one: Option<String>,
    another: Option<String>,
    least: Option<u8>,
    most: Option<u8>,
    texts: Option<Vec<String>>,
    by_name: Option<BTreeMap<String, String>>,
    none: Option<Vec<u8>>,
    #[required_if(len(none) == 0)]
    of_none: Option<u8>,
    #[nested]
    part: Option<Valued>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Valued {
    #[blank(value)]
    text: String,
}

#[test]
fn values_of_other_fields_are_tried_and_one_that_no_field_has() {
    let compared: Compared = json::from_str(
        r#"{"one": "a", "another": "b", "least": 2, "most": 2, "texts": ["c"], "by_name": {"k": "d"}, "none": [1, 2, 3]}"#,
    )
    .unwrap();
    let of = |name: &str| tried(&compared, &field::<Compared>(name)).join("; ");
    let texts = of("one");
    assert!(texts.ends_with(r#"; "b"; "c"; "d"; "text1""#), "{texts}");
    assert_eq!(of("least"), "-; 1; 0; 3; 255; 4; 5");
    assert_eq!(of("none"), "-");
    assert_eq!(of("part"), r#"{"text":"text"}"#);
}

#[cfg(all(feature = "jiff", feature = "decimal"))]
#[test]
fn a_date_of_another_field_is_tried() {
    use jiff::civil::Date;

    #[derive(Debug, OrderRequest)]
    #[rule(in_order, start <= end, "the end comes after the start")]
    struct Span {
        start: Option<Date>,
        end: Option<Date>,
        amount: Option<rust_decimal::Decimal>,
        count: Option<u8>,
    }

    let span: Span = json::from_str(
        r#"{"start": "2040-02-03", "end": "2030-01-02", "amount": "2029", "count": 7}"#,
    )
    .unwrap();
    assert_eq!(
        tried(&span, &field::<Span>("start")).join("; "),
        r#"-; "2031-05-08"; "2031-12-31"; "2000-01-01"; "2031-05-09"; "2026-02-28"; "1999-12-31"; "2030-01-02""#
    );
}

/// A request that holds itself is made to a depth that has an end.
#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Endless {
    #[nested]
    inner: BTreeMap<String, Endless>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Named {
    #[nested]
    parts: BTreeMap<String, Endless>,
}

#[test]
fn a_map_whose_values_cannot_be_made_is_not_made() {
    let slot = field::<Named>("parts");
    let named = Named { parts: BTreeMap::new() };
    let deepest = tried(&named, &slot);
    assert_eq!(deepest.len(), 1, "{deepest:?}");
}

fn is_large(number: &u8) -> bool {
    *number > 7
}

#[derive(Debug, OrderRequest)]
#[order(allow(dead_rule, dead_value))]
struct Asked {
    #[check(self::is_large)]
    checked: Option<u8>,
    asked: Option<u8>,
    #[required_if(satisfies(asked, is_large))]
    of_asked: Option<u8>,
    #[allowed(0..=15)]
    few: Option<u8>,
    #[allowed(0..=16)]
    many: Option<u8>,
    #[keys(length(..=4, bytes))]
    limits: Option<BTreeMap<String, u8>>,
}

#[test]
fn values_that_functions_may_tell_apart_are_tried_one_by_one() {
    let asked: Asked = json::from_str(r#"{"limits": {"ÜÜÜ": 1}}"#).unwrap();
    for (name, expected) in [
        ("checked", "1; 2; 0; 3; 255"),
        ("asked", "1; 2; 0; 3; 255"),
        ("few", "0 of 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; 16"),
        ("many", "0; 17"),
    ] {
        assert_eq!(tried(&asked, &field::<Asked>(name)).join("; "), expected, "{name}");
    }
    let slot = [field::<Asked>("limits"), vec![Step::Entry("ÜÜÜ".into()), Step::Key]].concat();
    assert_eq!(tried(&asked, &slot), [r#""ÜÜ""#]);
}

#[test]
fn a_text_and_a_number_are_tried_for_a_value_of_any_kind() {
    let values = super::values(&crate::schema::Kind::Any, &[]);
    let values: Vec<String> = values.iter().map(|(tree, _)| tree.to_json()).collect();
    assert_eq!(values, [r#""text""#, "1"]);
}
