//! Texts beside values of types that rustc knows.

use super::said::said;

/// The assertions that rustc evaluates, each without its path, in their order.
fn asserted(text: &str) -> Vec<String> {
    let (errors, checks) = said(text);
    assert_eq!(errors, Vec::<String>::new(), "{text}");
    let calls = checks.split("::order_core::private::assert_").skip(1);
    let calls = calls.map(|call| call.split_once(");").map_or(call, |(call, _)| call));
    let calls = calls.filter(|call| !call.starts_with("no_rules"));
    calls
        .map(|call| format!("{call})").replace("::order_core::private::", "").replace("__p::", ""))
        .collect()
}

/// Asserts what rustc evaluates for each request.
fn assert_asserted(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(asserted(text), *expected, "{text}");
    }
}

const VALUE: &[&str] = &["value::<By<Date,Date>>(\"2026-01-01\")"];
const LITERAL: &[&str] = &["literal::<By<Date,Date>>(\"2026-01-01\")"];
const ITEM: &[&str] = &["value::<By<Vec<Date>,Date>>(\"2026-01-01\")"];

#[test]
fn text_in_a_rule_or_a_default_is_asserted_to_be_a_value() {
    let optional: &[&str] = &["value::<By<Option<Date>,Option<Date>>>(\"2026-01-01\")"];
    assert_asserted(&[
        ("struct Order { #[allowed(\"2026-01-01\")] d: Date }", VALUE),
        ("struct Order { ev: bool, #[allowed(\"2026-01-01\", warn if ev)] d: Date }", VALUE),
        ("struct Order { #[default_value(\"2026-01-01\")] d: Option<Date> }", optional),
        (
            "struct Order { ev: bool, #[default_value_if(ev, \"2026-01-01\")] d: Option<Date> }",
            optional,
        ),
        (
            "struct Order { #[default_value_if(e == \"2026-01-01\", 1)] n: Option<u8>, e: Date }",
            VALUE,
        ),
        ("struct Order { #[each(allowed(\"2026-01-01\"))] d: Vec<Date> }", ITEM),
        // What a key or a plain text is, the derive knows.
        ("struct Order { #[keys(allowed(\"a\"))] d: BTreeMap<Key, u8> }", &[]),
        ("struct Order { #[allowed(\"a\")] s: String }", &[]),
        ("struct Order { #[each(allowed(\"a\"))] s: Vec<String> }", &[]),
        // What a type parameter is, rustc knows where the request is used.
        ("struct Order<D> { #[allowed(\"2026-01-01\")] d: D }", &[]),
    ]);
}

#[test]
fn text_in_a_condition_is_asserted_to_be_a_value() {
    let code: &[&str] =
        &["value::<By<Vec<Date>,Date>>(\"2026-01-01\")", "value::<By<Code,Code>>(\"b\")"];
    assert_asserted(&[
        ("#[condition(c, d == \"2026-01-01\")] struct Order { d: Date }", VALUE),
        ("#[condition(c, d != \"2026-01-01\")] struct Order { d: Date }", VALUE),
        ("#[condition(c, !(d == \"2026-01-01\"))] struct Order { d: Date }", VALUE),
        // A value that is compared by its order need not be written in the one way that values are.
        ("#[condition(c, d > \"2026-01-01\")] struct Order { d: Date }", LITERAL),
        ("#[rule(r, d in [\"2026-01-01\"], \"t\")] struct Order { d: Date }", VALUE),
        (
            "#[rule(r, ev, \"t\", warn if d == \"2026-01-01\")] struct Order { ev: bool, d: Date }",
            VALUE,
        ),
        ("struct Order { #[required_if(d == \"2026-01-01\")] n: Option<u8>, d: Date }", VALUE),
        ("#[rule(r, any(x in l, x == \"2026-01-01\"), \"t\")] struct Order { l: Vec<Date> }", ITEM),
        // Within `any`, `x` is an item, and behind it the field of this name.
        (
            "#[rule(r, any(x in l, x == \"2026-01-01\") && x == \"b\", \"t\")] \
             struct Order { l: Vec<Date>, x: Code }",
            code,
        ),
        (
            "#[rule(r, any(y in l, d == \"2026-01-01\"), \"t\")] \
             struct Order { #[nested] l: Vec<Line>, d: Date }",
            VALUE,
        ),
        (
            "struct Order { #[keys(length(..=3, if d == \"2026-01-01\"))] m: BTreeMap<String, u8>, d: Date }",
            VALUE,
        ),
        ("#[condition(c, p.d == \"2026-01-01\")] struct Order { #[nested] p: Part }", &[]),
    ]);
}

#[test]
fn bounds_are_asserted_to_leave_something_of_those_of_the_type() {
    let between = "between::<By<Date,Date>>(&[(Comparison::GreaterEqual,\"2026-01-01\"),\
                   (Comparison::LessEqual,\"2026-12-31\")],\
                   \"range(\\\"2026-01-01\\\"..=\\\"2026-12-31\\\")\")";
    assert_asserted(&[
        (
            "struct Order { #[range(\"2026-01-01\"..=\"2026-12-31\")] d: Date }",
            &[LITERAL[0], "literal::<By<Date,Date>>(\"2026-12-31\")", between],
        ),
        // Under a condition, an empty range may be meant.
        ("struct Order { ev: bool, #[range(\"2026-01-01\".., if ev)] d: Date }", LITERAL),
        (
            "struct Order { #[length(..=3)] d: Code }",
            &["length::<By<Code,Code>>(Bounds{min:None,max:Some(3)},\"length(..=3)\")"],
        ),
        (
            "struct Order { #[length(..=3, bytes)] d: Code }",
            &[
                "size::<By<Code,Code>>(Unit::Bytes,Bounds{min:None,max:Some(3)},\"length(..=3,bytes)\")",
            ],
        ),
        (
            "struct Order { #[range(1..=3)] d: Amount }",
            &[
                "range::<By<Amount,Amount>>(Limits{min:Included(1,0),max:Included(3,0)},\"range(1..=3)\")",
            ],
        ),
        ("struct Order { #[range(1..=3)] d: u8 }", &[]),
        ("struct Order { #[length(..=3)] d: Vec<u8> }", &[]),
    ]);
}
