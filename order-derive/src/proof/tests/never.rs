//! Conditions that no request meets, beside near ones that some request meets.

use super::said::errors;

/// Whether the derive says of a rule under the condition that it applies to no request, or to no valid one. All else is as
/// it should be.
fn never(fields: &str, cond: &str) -> bool {
    let text = format!("struct Order {{ {fields}, #[required_if({cond})] note: Option<String> }}");
    let said = errors(&text);
    let is_never = said.iter().any(|error| {
        error.contains("` on `note` never applies")
            || error.contains("` on `note` applies to no valid request")
    });
    assert!(is_never || said.is_empty(), "{text}: {said:?}");
    is_never
}

/// Asserts which conditions hold in no request with these fields.
fn assert_never(fields: &str, cases: &[(&str, bool)]) {
    for (cond, is_never) in cases {
        assert_eq!(never(fields, cond), *is_never, "{fields}: {cond}");
    }
}

#[test]
fn order_of_three_values_is_transitive_in_any_order_of_the_fields() {
    for [x, y, z] in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        for (cond, is_never) in [
            ("x < y && y < z && !(x < z)", true),
            ("x == y && y < z && !(x < z)", true),
            ("x < y && y == z && !(x < z)", true),
            ("x == y && y == z && !(x == z)", true),
            ("x < y && y < z && !(x == z)", false),
            ("x < y && z < y && !(x < z)", false),
            ("x <= y && y <= z && !(x < z)", false),
            ("x == y && y < z && !(x == z)", false),
            ("!(x < y) && !(x == y) && !(x > y) && z == z", false),
        ] {
            let cond = cond
                .replace('x', &format!("f{x}"))
                .replace('y', &format!("f{y}"))
                .replace("&& z == z", "")
                .replace('z', &format!("f{z}"));
            assert_never("f0: Option<Day>, f1: Option<Day>, f2: Option<Day>", &[(&cond, is_never)]);
        }
    }
}

#[test]
fn texts_of_patterns_and_lengths_are_compared() {
    let cases = [
        ("matches(t, \"a+\") && matches(t, \"b+\")", true),
        ("matches(t, \"a+\") && matches(t, \"a{2}\")", false),
        ("matches(t, \"a{2}\") && !matches(t, \"a+\")", true),
        ("!matches(t, \"a+\") && matches(t, \"a{2}\")", true),
        ("matches(t, \"a+\") && !matches(t, \"a{2}\")", false),
        ("!matches(t, \"a{2}\") && matches(t, \"a+\")", false),
        ("matches(t, \"a\") && matches(t, \"b\") && matches(t, \"c\")", true),
        ("matches(t, \"a{3}\") && len(t) == 2", true),
        ("matches(t, \"a{3}\") && len(t) == 3", false),
        ("matches(t, \"a{3}\") && len(t) == 4", true),
        ("matches(t, \"a{3,}\") && len(t) < 3", true),
        ("matches(t, \"a{3,}\") && len(t) <= 3", false),
        ("matches(t, \"a{1,3}\") && len(t) > 3", true),
        ("matches(t, \"a{1,3}\") && len(t) >= 3", false),
        ("len(t) > 3 && matches(t, \"a{1,3}\")", true),
        ("matches(t, \"a{3}\") && !(len(t) == 3)", true),
        // The pattern of a format says what it refuses, and not all that it accepts.
        ("matches(t, \"[a-z]+\") && is(t, email)", true),
        ("matches(t, \"a@b\\\\.example\") && !is(t, email)", false),
        ("!is(t, email) && matches(t, \"a@b\\\\.example\")", false),
    ];
    assert_never("t: String", &cases);
    assert_never("t: Option<String>", &cases);
}

#[test]
fn lengths_in_two_units_limit_each_other() {
    let cases = [
        // A character has one to four bytes, and one or two units of UTF-16.
        ("len(t, bytes) <= 3 && !(len(t, utf16) <= 3)", true),
        ("!(len(t, utf16) <= 3) && len(t, bytes) <= 3", true),
        ("len(t, utf16) <= 3 && !(len(t, bytes) <= 9)", true),
        ("!(len(t, bytes) <= 9) && len(t, utf16) <= 3", true),
        ("len(t, utf16) <= 3 && !(len(t, bytes) <= 8)", false),
        ("!(len(t, bytes) <= 8) && len(t, utf16) <= 3", false),
        ("len(t, bytes) <= 3 && !(len(t, utf16) <= 2)", false),
        ("len(t, utf16) <= 3 && !(len(t, bytes) >= 2)", false),
        ("matches(t, \"a?\") && !(len(t, bytes) <= 4)", true),
        ("matches(t, \"a?\") && len(t, bytes) <= 3", false),
        ("len(t, bytes) >= 4 && len(t, utf16) == 1", true),
        ("len(t, utf16) == 1 && len(t, bytes) >= 4", true),
        ("len(t, bytes) >= 3 && len(t, utf16) == 1", false),
        ("len(t) == 2 && len(t, bytes) == 8", false),
        ("len(t) == 2 && len(t, bytes) > 8", true),
        ("len(t) == 2 && len(t, bytes) < 2", true),
        ("len(t) == 2 && len(t, utf16) > 4", true),
        ("len(t) == 2 && len(t, utf16) == 4", false),
        ("matches(t, \"a{3}\") && len(t, bytes) == 2", true),
        ("matches(t, \"a{3}\") && len(t, bytes) == 12", false),
        ("len(t, bytes) == 13 && matches(t, \"a{3}\")", true),
    ];
    assert_never("t: String", &cases);
}

#[test]
fn what_holds_of_no_list_holds_of_none_that_is_absent() {
    let cases = [
        ("!present(l) && !unique(x in l, x.n)", true),
        ("!present(l) && unique(x in l, x.n)", false),
        ("!present(l) && !all(x in l, x.n == 1)", true),
        ("!present(l) && all(x in l, x.n == 1)", false),
        ("!present(l) && any(x in l, x.n == 1)", true),
        ("!present(l) && !any(x in l, x.n == 1)", false),
        ("!present(l) && count(x in l, x.n == 1) > 0", true),
        ("!present(l) && count(x in l, x.n == 1) >= 0", false),
        ("!present(l) && count(x in l, x.n == 1) != 0", true),
        ("!present(l) && count(x in l, x.n == 1) == 0", false),
        ("any(x in l, x.n == 1) && !any(x in l, x.n == 1)", true),
        ("any(x in l, x.n == 1) && !any(x in l, x.n == 2)", false),
        ("all(x in l, x.n == 1) && !all(x in l, x.n == 1)", true),
        ("unique(x in l, x.n) && !unique(x in l, x.n)", true),
        ("unique(x in l, x.n) && !unique(x in l, x.m)", false),
        ("count(x in l, x.n == 1) == 1 && count(x in l, x.n == 1) != 1", true),
    ];
    assert_never("#[nested] l: Option<Vec<Line>>", &cases);
}

#[test]
fn what_a_function_says_is_the_same_each_time() {
    let cases = [
        ("satisfies(t, f) && !satisfies(t, f)", true),
        ("satisfies(t, f) && !satisfies(t, g)", false),
        ("!present(t) && satisfies(t, f)", true),
        ("!present(t) && !satisfies(t, f)", false),
    ];
    assert_never("t: Option<Code>", &cases);
}

#[test]
fn a_length_of_an_absent_text_is_zero() {
    let cases = [
        ("!present(t) && len(t, bytes) == 0", false),
        ("!present(t) && len(t, bytes) > 0", true),
        ("!present(t) && len(t, bytes) < 1", false),
        ("!present(t) && len(t, bytes) >= 1", true),
        ("!present(t) && len(t, bytes) != 0", true),
        ("!present(t) && len(t, bytes) <= 0", false),
        ("present(t) && len(t, bytes) == 0", true),
        ("present(t) && len(t, bytes) < 2 && len(t, bytes) >= 2", true),
        ("!present(t) && len(t) == 0", false),
        ("!present(t) && len(t) > 0", true),
        ("present(t) && len(t) == 0", true),
    ];
    assert_never("t: Option<String>", &cases);
}

#[test]
fn members_of_a_count_are_present_or_absent() {
    let cases = [
        ("count(a, b) == 2 && !present(a)", true),
        ("count(a, b) == 1 && !present(a) && !present(b)", true),
        ("count(a, b) >= 1 && !present(a) && present(b)", false),
        ("count(a, b) != 0 && !present(a) && !present(b)", true),
        ("count(a, b) < 2 && present(a) && present(b)", true),
        ("count(a, b) < 2 && present(a)", false),
    ];
    assert_never("a: Option<String>, b: Option<String>", &cases);
}

#[test]
fn what_some_item_passes_and_every_item_passes_is_compared() {
    let cases = [
        ("any(x in l, x.n == 1) && all(x in l, x.n == 2)", true),
        ("any(x in l, x.n == 1) && all(x in l, x.n == 1)", false),
        ("any(x in l, x.n == 1) && all(x in l, x.m == 2)", false),
        ("any(x in l, x.n.a == 1) && all(x in l, x.n.b == 2)", false),
        ("any(x in l, x.n == 1) && all(x in l, x.n != 1)", true),
        ("any(x in l, !(x.n == 1)) && all(x in l, x.n == 1)", true),
        ("any(x in l, x.n == 1) && all(x in l, !(x.n == 1))", true),
        ("any(x in l, x.n == 1) && all(x in l, !(x.n == 2))", false),
        ("any(x in l, !(x.n == 1)) && all(x in l, !(x.n == 1))", false),
        ("any(x in l, x.n == 1 && x.m == 1) && all(x in l, x.m == 2)", true),
        ("any(x in l, x.n == 1 || x.m == 1) && all(x in l, x.m == 2)", false),
        ("any(x in l, !(x.n == 1 || x.m == 1)) && all(x in l, x.m == 1)", true),
        ("any(x in l, !(x.n == 1 && x.m == 1)) && all(x in l, x.m == 1)", false),
        ("any(x in l, x.n == 1 && x.m == y) && all(x in l, x.n == 2)", true),
        // A value that is null is not 1.
        ("any(x in l, x.n == null) && all(x in l, x.n != 1)", false),
        ("any(x in l, x.n > 2) && all(x in l, x.n < 2)", true),
        ("any(x in l, x.n >= 2) && all(x in l, x.n <= 2)", false),
    ];
    assert_never("y: u8, #[nested] l: Vec<Line>", &cases);
    let cases = [
        ("any(x in l, x < \"2026-01-01\") && all(x in l, x >= \"2026-01-01\")", true),
        ("any(x in l, x <= \"2026-01-01\") && all(x in l, x >= \"2026-01-01\")", false),
    ];
    assert_never("l: Vec<Date>", &cases);
}

#[test]
fn rule_of_each_item_lets_blank_items_pass() {
    let cases = [
        ("any(x in l, x == \"c\")", true),
        ("any(x in l, x == \"a\")", false),
        ("any(x in l, !(x == \"a\"))", false),
        ("any(x in l, x == \"\")", false),
        ("any(x in l, x in [\"\", \"c\"])", false),
        ("any(x in l, x in [\"c\", \"d\"])", true),
    ];
    assert_never("#[each(allowed(\"a\", \"b\"))] l: Vec<String>", &cases);
}

#[test]
fn map_has_keys_unless_it_is_empty() {
    let cases = [
        ("len(m) > 0", false),
        ("len(m) == 0", false),
        ("!present(m)", false),
        ("present(m) && len(m) == 0", true),
    ];
    assert_never("#[keys(length(1..=2))] m: Option<BTreeMap<String, u8>>", &cases);
    let cases = [
        ("all && len(m) > 0", true),
        ("all && present(m)", true),
        ("all && len(m) == 0", false),
        ("all && !present(m)", false),
        ("!all && len(m) > 0", false),
    ];
    let fields = "all: bool, #[keys(length(1..=2, if all))] #[keys(pattern(\"a{3}\", if all))] \
                  m: Option<BTreeMap<String, u8>>";
    assert_never(fields, &cases);
}

#[test]
fn absent_field_has_the_value_of_its_default() {
    let cases = [
        ("!present(a) && a < b", false),
        ("!present(a) && a != 5", true),
        ("!present(a) && a == 5", false),
        ("a == 4 && !present(a)", true),
    ];
    assert_never("#[default_value(5)] a: Option<u8>, b: u8", &cases);
    let cases = [
        ("!present(a) && a == \"x\"", false),
        ("!present(a) && a != \"x\"", false),
        ("!present(a) && len(a) == 3", false),
        ("!present(a) && len(a) > 3", false),
    ];
    assert_never("#[default_value(self::TEXT)] a: Option<String>", &cases);
    let cases = [
        ("a == 1 && k != \"x\" && !given(a)", true),
        ("a == 2 && k == \"x\" && !given(a)", true),
        ("a == 1 && !given(a)", false),
        ("a == 2 && !given(a)", false),
        ("a == 3 && !given(a)", true),
    ];
    let fields = "#[default_value_if(k == \"x\", 1)] #[default_value(2)] a: Option<u8>, k: String";
    assert_never(fields, &cases);
}

#[test]
fn group_with_a_condition_holds_only_under_it() {
    let cases = [
        ("k == \"x\" && present(b) && !present(c)", true),
        ("k == \"y\" && present(b) && !present(c)", false),
        ("present(b) && !present(c)", false),
        ("present(b) && present(c)", false),
    ];
    let fields = "k: String, #[group_all_or_none(\"g\", if k == \"x\")] b: Option<u8>, \
                  #[group_all_or_none(\"g\")] c: Option<u8>";
    assert_never(fields, &cases);
}

#[test]
fn member_may_have_a_default_while_its_part_is_there() {
    let cases = [
        ("present(p) && !present(p.a) && p.a == 1", false),
        ("!present(p) && p.a == 1", true),
        ("present(p) && !present(p.a) && len(p.a) == 3", false),
        ("!present(p) && len(p.a) > 0", true),
        ("!present(p.a) && p.a == 1 && p.a == 2", true),
        ("present(p) && !present(p.a) && p.a < p.b", false),
        ("!present(p) && p.a < p.b", true),
        ("given(p.a) && !present(p.a)", false),
        ("present(p.a) && !given(p.a)", true),
        ("present(p.a) && !present(p)", true),
        ("p.a == \"\"", false),
        // Whether blank text is a value of a member, its part says.
        ("present(p.a) && p.a == \"\"", false),
    ];
    assert_never("#[nested] p: Option<Part>", &cases);
    let cases = [
        ("given(p.Card) && !present(p.Card)", true),
        ("given(p.Card) && given(p.Transfer)", true),
        ("given(p.Card) && present(p.Card)", false),
    ];
    assert_never("#[nested] p: Option<Payment>", &cases);
}

#[test]
fn blank_value_is_present_where_it_is_a_value() {
    let cases = [
        ("given(t) && !present(t)", false),
        ("present(t) && len(t) == 0", true),
        ("present(t) && !given(t)", true),
    ];
    assert_never("t: Option<String>", &cases);
    assert_never("t: Option<Vec<u8>>", &cases);
    let cases = [
        ("given(t) && !present(t)", true),
        ("present(t) && len(t) == 0", false),
        ("t == \"\"", false),
        ("t == \"\" && !present(t)", true),
    ];
    assert_never("#[blank(value)] t: Option<String>", &cases);
    let cases = [("given(t) && !present(t)", true), ("present(t) && len(t) == 0", true)];
    assert_never("#[blank(reject)] t: Option<String>", &cases);
    let cases = [("given(t) && !present(t)", false), ("present(t) && len(t) == 0", false)];
    assert_never("t: Option<Code>", &cases);
    assert_never("t: Option<u8>", &[("given(t) && !present(t)", true)]);
}

#[test]
fn text_that_is_named_has_its_length() {
    let cases = [
        ("t == \"abc\" && len(t) == 3", false),
        ("t == \"abc\" && len(t) != 3", true),
        ("t == \"abc\" && len(t) > 3", true),
        ("t == \"abc\" && len(t) < 3", true),
        ("t == \"abc\" && len(t) > 2", false),
        ("t == \"abc\" && len(t) < 4", false),
    ];
    assert_never("t: Option<String>", &cases);
    let cases = [
        ("!present(t) && len(t) == 3", false),
        ("!present(t) && len(t) != 3", true),
        ("!present(t) && len(t) > 3", true),
        ("!present(t) && len(t) < 3", true),
        ("!present(t) && len(t) > 2", false),
    ];
    assert_never("#[default_value(\"abc\")] t: Option<String>", &cases);
    let cases = [
        ("!present(a) && a == 1 && a == 2", true),
        ("!present(a) && a == 1", false),
        ("!present(a) && a == 2", false),
        ("!present(a) && a > 2", false),
        // It has one of the values.
        ("!present(a) && !(a < 1) && a != 1 && !(a > 1)", true),
    ];
    assert_never("#[default_value(self::N)] a: Option<u8>", &cases);
}

#[test]
fn values_in_conditions_of_defaults_and_groups_are_told_apart() {
    let cases = [
        ("!given(a) && a != 1 && a != 2", true),
        ("!given(a) && a != 1", false),
        ("!given(a) && a != 2", false),
    ];
    let fields =
        "#[default_value_if(n < 5, 1)] #[default_value_if(n >= 5, 2)] a: Option<u8>, n: u8";
    assert_never(fields, &cases);
    let cases = [("present(b) && !present(c)", false), ("present(b) && present(c)", false)];
    let fields = "n: u8, #[group_all_or_none(\"g\", if n < 5)] b: Option<u8>, \
                  #[group_all_or_none(\"g\")] c: Option<u8>";
    assert_never(fields, &cases);
    let fields = "#[each(allowed(\"a\"))] l: Vec<String>";
    assert_never(fields, &[("any(x in l, !(x in [\"a\"]))", false)]);
    let cases =
        [("all && len(m) > 0", true), ("all && len(m) == 0", false), ("all && present(m)", false)];
    let fields = "all: bool, #[blank(value)] #[keys(length(1..=2, if all))] \
                  #[keys(pattern(\"a{3}\", if all))] m: Option<BTreeMap<String, u8>>";
    assert_never(fields, &cases);
}

#[test]
fn null_and_ends_of_a_range_are_compared() {
    let cases = [
        ("f in [null, 1] && f == 2", true),
        ("f in [null, 1] && f == null", false),
        ("f in [null, 1] && f == 1", false),
        ("f == null && f == 1", true),
        ("f == null && f > 3", true),
        ("f == null && f != 1", false),
    ];
    assert_never("f: Option<Option<u8>>", &cases);
    // The null of a free-form value is a value, and no other is.
    assert_never("v: Value, w: Value", &[("v == null && v == w", false)]);
    let fields = "f: Option<Option<u8>>, g: Option<Option<u8>>";
    assert_never(fields, &[("f == null && f == g", true), ("f == g", false)]);
    // Rules do not judge null.
    let cases = [("f == null", false), ("f == 2", true), ("f == 3", false)];
    assert_never("#[range(3..)] f: Option<Option<u8>>", &cases);
    let cases = [
        ("d < \"2026-01-01\"", true),
        ("d < \"2025-12-31\"", true),
        ("d <= \"2026-01-01\"", false),
        ("d > \"2026-01-01\"", false),
    ];
    assert_never("#[range(\"2026-01-01\"..)] d: Date", &cases);
}

#[test]
fn flag_is_false_where_it_is_not_given() {
    let cases =
        [("!given(f)", false), ("!f", false), ("f && !given(f)", true), ("given(f) && !f", false)];
    assert_never("f: Flag", &cases);
    let cases = [("given(t) && !present(t)", true), ("!given(t)", false), ("present(t)", false)];
    assert_never("#[order(skip_blank)] t: Option<String>", &cases);
}
