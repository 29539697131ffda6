//! Sentences about requests, and the words of these sentences.

use order_core::{OrderRequest, OrderValue, ProblemDetails, json, schema::Bounds};

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(rename_all = "UPPERCASE")]
enum Class {
    Dv,
    Ov,
}

#[derive(Debug)]
struct Account {
    class: Class,
    name: String,
}

fn is_even(number: &u8) -> bool {
    number.is_multiple_of(2)
}

fn is_short(text: &str) -> bool {
    text.len() < 4
}

/// An order.
#[derive(Debug, OrderRequest)]
#[order(context = Account, allow(dead_rule))]
struct Order {
    class: Option<Class>,
    #[required_if(ctx.class == Class::Ov)]
    org: Option<String>,
    #[required_if(ctx.class != Class::Ov)]
    person: Option<String>,
    #[required_if(class == ctx.class)]
    city: Option<String>,
    #[required_if(ctx.name == "a")]
    named: Option<u8>,
    #[required_if(ctx.name != "b")]
    unnamed: Option<u8>,
}

#[test]
fn an_enum_of_the_context_is_shown_by_its_name() {
    let order = Order {
        class: Some(Class::Dv),
        org: None,
        person: None,
        city: None,
        named: None,
        unnamed: None,
    };
    let said = |class: Class| {
        let account = Account { class, name: "a".to_owned() };
        order.validate_in(&account).unwrap_err().to_string()
    };
    assert_eq!(
        said(Class::Ov),
        "`org` is required because `ctx.class` is `OV`; give it a value that is not blank\n\
         `named` is required because `ctx.name` is `a`; give it a value\n\
         `unnamed` is required because `ctx.name` is not `b`; give it a value",
    );
    assert_eq!(
        said(Class::Dv),
        "`person` is required because `ctx.class` is not `OV`; give it a value that is not blank\n\
         `city` is required because `class` is `ctx.class`; give it a value that is not blank\n\
         `named` is required because `ctx.name` is `a`; give it a value\n\
         `unnamed` is required because `ctx.name` is not `b`; give it a value",
    );
}

#[derive(Debug, OrderRequest)]
struct Lists {
    tags: Vec<String>,
    #[required_if(ev)]
    sizes: Option<std::collections::BTreeMap<String, u8>>,
    ev: Option<bool>,
    #[check(self::is_even)]
    even: Option<u8>,
    #[format(self::is_short)]
    short: Option<String>,
}

#[test]
fn a_list_that_is_empty_needs_an_item() {
    let error =
        json::from_str::<order_core::Valid<Lists>>(r#"{"tags": [], "ev": true}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column 10: `tags` is required; it needs at least one item\n\
         line 1, column 24: `sizes` is required because `ev` is true; it needs at least one entry",
    );
}

#[test]
fn problem_details_show_no_rust() {
    let lists = Lists {
        tags: Vec::new(),
        sizes: None,
        ev: None,
        even: Some(3),
        short: Some("long".to_owned()),
    };
    let problem = ProblemDetails::from(&lists.validate().unwrap_err());
    let shown = problem.with_rule_sources().to_json();
    for (rule, detail) in [
        ("required", "`tags` is required; it needs at least one item"),
        ("check(is_even)", "`even` does not pass `is_even`"),
        ("format(is_short)", "`short` must be what `is_short` accepts"),
    ] {
        assert!(shown.contains(&format!("\"rule\":\"{rule}\"")), "{shown}");
        assert!(shown.contains(&format!("\"detail\":\"{detail}\"")), "{shown}");
    }
    assert!(!shown.contains("::") && !shown.contains("Option"), "{shown}");
}

#[derive(Debug, OrderRequest)]
struct Years {
    years: u8,
}

#[test]
fn a_broken_document_whose_root_is_no_object_is_said_once() {
    for (document, expected) in [
        (
            r#"[{"years":1},{"years":2},]"#,
            "line 1, column 1: expected an object with the fields of `Years`\n\
             line 1, column 25: a comma that nothing follows; remove it",
        ),
        (
            "[1 2]",
            "line 1, column 1: expected an object with the fields of `Years`\n\
             line 1, column 4: expected `,` or `]`",
        ),
        ("[1]", "line 1, column 1: expected an object with the fields of `Years`"),
    ] {
        let error = json::from_str::<Years>(document).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
        assert_eq!(error.lines().count(), expected.lines().count(), "{error}");
    }
    let error = json::from_str::<Years>(&"[".repeat(10_000)).unwrap_err().to_string();
    assert_eq!(
        error,
        "line 1, column 1: expected an object with the fields of `Years`\n\
         line 1, column 129: lists and objects nest too deep; at most 128 levels are read",
    );
}

#[doc = concat!("Documented ", "by a macro.")]
#[derive(Debug, OrderRequest)]
struct Documented {
    #[doc = concat!("Length of ", "validity.")]
    years: u8,
    /// A note.
    ///
    #[doc = include_str!("told.txt")]
    /// And more.
    note: Option<u8>,
    level: Option<Level>,
}

#[doc = concat!("A ", "level.")]
#[derive(Debug, OrderValue)]
enum Level {
    #[doc = concat!("The ", "only one.")]
    Only,
}

#[test]
fn a_description_may_come_from_a_macro() {
    assert_eq!(Documented::SCHEMA.doc, "Documented by a macro.");
    let docs = Documented::SCHEMA.fields.iter().map(|field| field.doc).collect::<Vec<_>>();
    assert_eq!(docs, ["Length of validity.", "A note.\n\nFrom a file.\n\nAnd more.", ""]);
    let order_core::schema::Kind::Choice(choices) = Documented::SCHEMA.fields[2].kind() else {
        panic!("it is an enum");
    };
    assert_eq!((choices.doc, choices.list[0].doc), ("A level.", "The only one."));
    let _ = (Level::Only, Documented { years: 1, note: None, level: None });
}

#[test]
fn bounds_are_shown_as_the_end_of_a_sentence() {
    let shown = |min, max| Bounds { min, max }.to_string();
    assert_eq!(shown(Some(2), Some(2)), "exactly 2");
    assert_eq!(shown(Some(1), Some(3)), "from 1 to 3");
    assert_eq!(shown(Some(-1), None), "at least -1");
    assert_eq!(shown(None, Some(3)), "at most 3");
}

#[derive(Debug, OrderValue)]
enum Lone {
    Only(Lists),
}

#[derive(Debug, OrderValue)]
enum Two {
    First(Lists),
    Second(Lists),
}

#[derive(Debug, OrderRequest)]
struct Variants {
    #[nested]
    lone: Option<Lone>,
    #[nested]
    two: Option<Two>,
}

#[test]
fn a_variant_that_is_missing_is_told_with_all_that_there_are() {
    let error = json::from_str::<order_core::Valid<Variants>>(r#"{"lone": {}, "two": {}}"#);
    let error = error.unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column 10: `lone`: `Only` is required; give it\nline 1, column 21: `two`: exactly one of `First`, `Second` is required; give one of them"
    );
    let because: Vec<String> = error
        .problems()
        .iter()
        .flat_map(|problem| problem.violation().unwrap().because())
        .map(|fact| fact.path.to_string())
        .collect();
    assert_eq!(because, ["lone.Only", "two.First", "two.Second"]);
    assert_eq!(
        json::from_str::<Lone2>("{}").unwrap_err().to_string(),
        "line 1, column 2: `Only` is required; give it"
    );
}

type Lone2 = order_core::Valid<Holds>;

#[derive(Debug, OrderRequest)]
struct Holds {
    #[order(flatten)]
    lone: Lone,
}

#[derive(Debug, OrderRequest)]
struct Blanks {
    #[blank(value)]
    text: String,
    #[blank(value)]
    list: Vec<u8>,
    #[blank(value)]
    map: std::collections::BTreeMap<String, u8>,
    other: String,
    others: Vec<u8>,
    other_map: std::collections::BTreeMap<String, u8>,
    #[keys(length(..=3))]
    by_key: Option<std::collections::BTreeMap<String, Vec<u8>>>,
}

#[test]
fn what_is_required_is_asked_for_as_it_may_be() {
    let error = json::from_str::<order_core::Valid<Blanks>>(r#"{"by_key": {"long": []}}"#);
    assert_eq!(
        error.unwrap_err().to_string(),
        "line 1, column 21: the key of `by_key.long` must have at most 3 characters\nline 1, column 24: `text` is required; give it a value\nline 1, column 24: `list` is required; give it a value\nline 1, column 24: `map` is required; give it a value\nline 1, column 24: `other` is required; give it a value that is not blank\nline 1, column 24: `others` is required; it needs at least one item\nline 1, column 24: `other_map` is required; it needs at least one entry"
    );
}

#[test]
fn each_code_has_a_page() {
    let page = order_core::Code::Length.page();
    assert!(page.starts_with("https://") && page.ends_with("#length"), "{page}");
}

#[derive(Debug, Default, OrderRequest)]
struct Wide {
    #[multiple_of(5)]
    #[range(..=100)]
    signed: Option<i128>,
    #[multiple_of(5)]
    unsigned: Option<u128>,
    nonzero: Option<std::num::NonZeroU128>,
    nonzero_signed: Option<std::num::NonZeroI128>,
}

#[test]
fn numbers_of_128_bits_are_judged_and_worded() {
    let said = |wide: Wide| {
        let found = wide.validate().err().map(|all| all.to_string());
        assert_eq!(found, order_core::schema::interpret(&wide).err().map(|all| all.to_string()));
        found
    };
    assert_eq!(said(Wide { signed: Some(10), unsigned: Some(10), ..Wide::default() }), None);
    let wide = Wide { signed: Some(105), unsigned: Some(6), ..Wide::default() };
    assert_eq!(
        said(wide).unwrap(),
        "`signed` must be at most 100\n`unsigned` must be a multiple of 5"
    );
    let wide = Wide { signed: Some(-6), ..Wide::default() };
    assert_eq!(said(wide).unwrap(), "`signed` must be a multiple of 5");
    let unread = json::from_str::<Wide>(r#"{"nonzero": 0, "nonzero_signed": 0, "unsigned": -1}"#);
    assert_eq!(
        unread.unwrap_err().to_string(),
        "line 1, column 13: `nonzero` must be a whole number from 1 to 340282366920938463463374607431768211455\nline 1, column 34: `nonzero_signed` must be a whole number from -170141183460469231731687303715884105728 to 170141183460469231731687303715884105727 other than 0\nline 1, column 49: `unsigned` must be a whole number from 0 to 340282366920938463463374607431768211455"
    );
}
