//! Sentences of the reference that are about more than one attribute.

use std::collections::BTreeMap;

use order_core::{
    Code, OrderRequest, OrderValue, json,
    schema::{self, Schema},
};

/// The rules that a request breaks, as `path: code`, from the generated check; the interpreter must agree.
fn found<T: OrderRequest<Context = ()>>(request: &T) -> Vec<String> {
    let (generated, interpreted) = (request.validate(), schema::interpret(request));
    assert_eq!(format!("{generated:?}"), format!("{interpreted:?}"), "the interpreter disagrees");
    let violations = generated.err().into_iter().flatten();
    violations.map(|violation| format!("{}: {}", violation.path(), violation.code())).collect()
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

const NONE: [&str; 0] = [];

#[test]
fn operators_bind_as_documented() {
    #[derive(OrderRequest)]
    struct Order {
        a: bool,
        b: bool,
        c: bool,
        d: bool,
        #[required_if(!a && b)]
        not_before_and: Option<u8>,
        #[required_if(a || b && c)]
        and_before_or: Option<u8>,
        #[required_if(a && b => c || d)]
        or_before_implies: Option<u8>,
        #[required_if(a => b => c)]
        implies_to_the_right: Option<u8>,
        #[required_if((a => b) => c)]
        in_parentheses: Option<u8>,
        #[required_if(!(a == b) && a != c || d)]
        compared_first: Option<u8>,
    }
    for bits in 0..16_u8 {
        let [a, b, c, d] = [0, 1, 2, 3].map(|bit| bits >> bit & 1 == 1);
        let order = Order {
            a,
            b,
            c,
            d,
            not_before_and: None,
            and_before_or: None,
            or_before_implies: None,
            implies_to_the_right: None,
            in_parentheses: None,
            compared_first: None,
        };
        let expected: Vec<&str> = [
            ("not_before_and: required", !a && b),
            ("and_before_or: required", a || (b && c)),
            ("or_before_implies: required", !(a && b) || (c || d)),
            ("implies_to_the_right: required", !a || (!b || c)),
            ("in_parentheses: required", (a && !b) || c),
            ("compared_first: required", ((a != b) && (a != c)) || d),
        ]
        .into_iter()
        .filter_map(|(found, holds)| holds.then_some(found))
        .collect();
        assert_eq!(found(&order), expected, "{bits:04b}");
    }
}

#[test]
fn a_conflict_lifts_no_requirement() {
    #[derive(OrderRequest)]
    #[order(allow(undeclared_dead_end))]
    struct Order {
        ev: bool,
        rush: bool,
        #[required_if(ev)]
        #[forbidden_if(rush)]
        method: Option<u8>,
    }
    let order = |method| Order { ev: true, rush: true, method };
    assert_eq!(found(&order(None)), ["method: required"]);
    assert_eq!(found(&order(Some(1))), ["method: forbidden"]);
}

#[test]
fn value_rules_of_every_kind_may_have_a_condition() {
    #[derive(OrderRequest)]
    struct Order {
        strict: bool,
        #[allowed(1, 2..=3, if strict)]
        allowed: Option<u8>,
        #[range(..=9, if strict)]
        range: Option<u8>,
        #[length(2, if strict)]
        length: Option<String>,
        #[pattern("[a-z]+", if strict)]
        pattern: Option<String>,
        #[format(digits, if strict)]
        format: Option<String>,
        #[format(self::is_short, if !strict)]
        other: Option<String>,
        #[each(allowed(10, if !strict), range(..=9, if strict))]
        items: Option<Vec<u8>>,
    }
    let order = |strict| Order {
        strict,
        allowed: Some(4),
        range: Some(10),
        length: text("a"),
        pattern: text("A"),
        format: text("x"),
        other: text("long"),
        items: Some(vec![10]),
    };
    assert_eq!(found(&order(false)), ["other: format"]);
    assert_eq!(
        found(&order(true)),
        [
            "allowed: allowed",
            "range: range",
            "length: length",
            "pattern: pattern",
            "format: format",
            "items[0]: range",
        ],
    );
}

fn is_short(text: &str) -> bool {
    text.len() < 3
}

#[test]
fn groups_of_every_kind_may_have_a_condition_and_say_it() {
    #[derive(Default, OrderRequest)]
    #[group_all_or_none("all", if strict)]
    struct Order {
        strict: bool,
        #[group_all_or_none("all")]
        a: Option<u8>,
        #[group_all_or_none("all")]
        b: Option<u8>,
        #[group_at_least_one("least", if strict)]
        c: Option<u8>,
        #[group_at_least_one("least")]
        d: Option<u8>,
        #[group_at_most_one("most", if strict)]
        e: Option<u8>,
        #[group_at_most_one("most")]
        f: Option<u8>,
        #[group_exactly_one("one", if strict)]
        g: Option<u8>,
        #[group_exactly_one("one")]
        h: Option<u8>,
        #[group_count("count", 2, if strict)]
        i: Option<u8>,
        #[group_count("count", 2)]
        j: Option<u8>,
        #[group_count("count", 2)]
        k: Option<u8>,
    }
    let order = |strict| Order { strict, a: Some(1), e: Some(1), f: Some(1), ..Order::default() };
    assert_eq!(found(&order(false)), NONE);
    assert_eq!(
        order(true).validate().unwrap_err().to_string().lines().collect::<Vec<_>>(),
        [
            "`b` is missing: the group `all` is given as a whole or not at all because `strict` is true, and `a` is \
             present; give `b` too, or remove `a`",
            "`c` is missing: at least one of `c`, `d` is required because `strict` is true; give one of them",
            "`f` is one too many: only one of the group `most` is allowed because `strict` is true; keep one of `e`, `f`",
            "`g` is missing: exactly one of `g`, `h` is required because `strict` is true; give one of them",
            "exactly 2 of `i`, `j`, `k` must be present because `strict` is true, and `i` is missing; give it a value",
        ],
    );
    assert_eq!(found(&order(true)).len(), 5);
}

#[test]
fn a_flattened_option_is_present_if_a_member_is_given() {
    #[derive(Debug, OrderRequest)]
    struct Contact {
        name: String,
        mail: Option<String>,
    }
    #[derive(Debug, OrderRequest)]
    struct Order {
        #[order(flatten)]
        contact: Option<Contact>,
        #[required_if(present(contact) && given(contact))]
        reason: Option<u8>,
    }
    let read = |document| json::from_str::<Order>(document).unwrap();
    assert_eq!(found(&read("{}")), NONE);
    assert!(read("{}").contact.is_none());
    assert_eq!(found(&read(r#"{"name": "a"}"#)), ["reason: required"]);
    assert_eq!(found(&read(r#"{"name": ""}"#)), ["name: required", "reason: required"]);
    assert_eq!(
        json::from_str::<Order>(r#"{"mail": "a"}"#).unwrap_err().to_string(),
        "line 1, column 13: `name` is required; give it a value that is not blank\n\
         line 1, column 13: `reason` is required because `contact` is present; give it a value",
    );
}

#[test]
fn skip_blank_leaves_out_what_is_blank_and_optional() {
    #[derive(Debug, PartialEq, OrderRequest)]
    #[order(skip_blank)]
    struct Order {
        name: String,
        note: Option<String>,
        tags: Option<Vec<u8>>,
        map: Option<BTreeMap<String, u8>>,
        number: Option<u8>,
        #[order(query)]
        page: Option<String>,
    }
    let blank = || Order {
        name: String::new(),
        note: text(" "),
        tags: Some(Vec::new()),
        map: Some(BTreeMap::new()),
        number: Some(0),
        page: text("x"),
    };
    assert_eq!(json::to_string(&blank()), r#"{"name":"","number":0}"#);
    let full = Order { name: "a".to_owned(), note: text("b"), tags: Some(vec![0]), ..blank() };
    assert_eq!(json::to_string(&full), r#"{"name":"a","note":"b","tags":[0],"number":0}"#);
}

/// The name of the order.
///
/// More of it.
#[derive(Debug, OrderRequest)]
struct Documented {
    /// The name.
    name: Option<String>,
    silent: Option<Level>,
}

/// The level.
#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(rename_all = "SCREAMING_SNAKE_CASE", ignore_case)]
enum Level {
    /// Not high.
    VeryLow,
    #[order(rename = "top", alias = "Best")]
    High,
    #[order(value = -7)]
    Code,
}

#[test]
fn doc_comments_are_the_descriptions() {
    let schema: &Schema = Documented::SCHEMA;
    assert_eq!(schema.doc, "The name of the order.\n\nMore of it.");
    assert_eq!(schema.fields.iter().map(|field| field.doc).collect::<Vec<_>>(), ["The name.", ""]);
    let schema::Kind::Choice(choices) = schema.fields[1].kind() else { panic!("a choice") };
    assert_eq!((choices.name, choices.doc, choices.ignore_case), ("Level", "The level.", true));
    let listed: Vec<String> =
        choices.list.iter().map(|it| format!("{} {}", it.wire, it.doc)).collect();
    assert_eq!(listed, ["VERY_LOW Not high.", "top ", "-7 "]);
}

#[test]
fn an_enum_is_parsed_and_shown_by_its_wire_names() {
    for (spelling, level) in [
        ("VERY_LOW", Level::VeryLow),
        ("very_low", Level::VeryLow),
        ("top", Level::High),
        ("TOP", Level::High),
        ("best", Level::High),
        ("-7", Level::Code),
    ] {
        assert_eq!(spelling.parse(), Ok(level), "{spelling}");
        let document = format!(r#"{{"silent": "{spelling}"}}"#);
        assert_eq!(json::from_str::<Documented>(&document).unwrap().silent, Some(level));
    }
    assert_eq!(
        json::from_str::<Documented>(r#"{"silent": -7}"#).unwrap().silent,
        Some(Level::Code)
    );
    assert_eq!(
        [Level::VeryLow, Level::High, Level::Code].map(|it| it.to_string()),
        ["VERY_LOW", "top", "-7"]
    );
    for spelling in ["VeryLow", "high", "", " top", "7", "-07"] {
        assert!(spelling.parse::<Level>().is_err(), "{spelling}");
    }
    assert_eq!(
        "tpo".parse::<Level>().unwrap_err().to_string(),
        "must be `VERY_LOW`, `top` or `-7`; did you mean `top`?",
    );
}

#[test]
fn one_function_reports_any_number_of_violations_at_paths_of_its_own() {
    #[derive(OrderRequest)]
    #[check(all, check_all)]
    struct Order {
        #[nested]
        part: Part,
        a: u8,
    }
    #[derive(OrderRequest)]
    struct Part {
        b: u8,
    }
    fn check_all(order: &Order, report: &mut order_core::Report<'_, '_>) {
        for _ in 0..order.a {
            report.fail("part.b", "is wrong; mend it");
        }
        report.fail("", "the request is wrong; mend it");
    }
    let violations = Order { part: Part { b: 0 }, a: 2 }.validate().unwrap_err();
    let found: Vec<_> = violations
        .iter()
        .map(|it| (it.path().to_json_pointer(), it.code(), it.to_string()))
        .collect();
    let part = || ("/part/b".to_owned(), Code::Check, "`part.b` is wrong; mend it".to_owned());
    let root = (String::new(), Code::Check, "the request is wrong; mend it".to_owned());
    assert_eq!(found, [part(), part(), root]);
}

#[test]
fn rules_on_members_come_in_the_order_of_the_fields() {
    #[derive(OrderRequest)]
    struct Inner {
        #[range(..=3)]
        first: u8,
        second: Option<u8>,
        #[range(..=3)]
        third: u8,
    }
    #[derive(OrderRequest)]
    #[required(inner.second, if ev)]
    struct Part {
        ev: bool,
        #[nested]
        inner: Inner,
        #[range(..=3)]
        number: u8,
        note: Option<u8>,
    }
    #[derive(OrderRequest)]
    #[required(parts.note, if ev)]
    #[required(flat.inner.second, if ev)]
    #[rule(small, flat.number < 3, "a small number", at = flat.inner.first)]
    struct Order {
        ev: bool,
        #[nested]
        parts: Option<Part>,
        #[nested]
        list: Vec<Part>,
        #[order(flatten)]
        flat: Part2,
    }
    #[derive(OrderRequest)]
    struct Part2 {
        #[nested]
        inner: Inner,
        #[range(..=3)]
        number: u8,
    }
    let inner = || Inner { first: 9, second: None, third: 9 };
    let part = || Part { ev: true, inner: inner(), number: 9, note: None };
    let order = Order {
        ev: true,
        parts: Some(part()),
        list: vec![part()],
        flat: Part2 { inner: inner(), number: 9 },
    };
    assert_eq!(
        found(&order),
        [
            "parts.inner.first: range",
            "parts.inner.second: required",
            "parts.inner.third: range",
            "parts.number: range",
            "parts.note: required",
            "list[0].inner.first: range",
            "list[0].inner.second: required",
            "list[0].inner.third: range",
            "list[0].number: range",
            "inner.first: range",
            "inner.first: rule",
            "inner.second: required",
            "inner.third: range",
            "number: range",
        ],
    );
}
