//! Dead ends, which are told only of requests that certainly exist.

use super::said::{errors, said};

/// Whether the derive says that a field is both required and forbidden under these conditions.
fn is_dead_end(fields: &str, required: &str, forbidden: &str) -> bool {
    let text = format!(
        "struct Order {{ {fields}, #[required_if({required})] #[forbidden_if({forbidden})] \
         note: Option<String> }}"
    );
    errors(&text).iter().any(|error| error.contains("both required and forbidden"))
}

/// Asserts which pairs of conditions make a dead end.
fn assert_dead_ends(fields: &str, cases: &[(&str, &str, bool)]) {
    for (required, forbidden, expected) in cases {
        assert_eq!(
            is_dead_end(fields, required, forbidden),
            *expected,
            "{fields}: {required}, {forbidden}"
        );
    }
}

#[test]
fn text_of_one_format_or_length_exists() {
    let cases = [
        ("is(t, email)", "is(t, email)", true),
        ("len(t) > 3", "len(t) > 3", true),
        ("len(t) > 3", "len(t) < 3", false),
        ("t == \"a\"", "t in [\"a\", \"b\"]", true),
        // Whether some text meets both is not known.
        ("is(t, email) && len(t) > 3", "is(t, email)", false),
        ("is(t, email) && is(t, uri)", "is(t, email)", false),
        ("satisfies(t, f)", "satisfies(t, f)", false),
        ("is(t, email) && t != \"a\"", "is(t, email)", false),
        ("is(t, email)", "is(u, email)", true),
    ];
    assert_dead_ends("t: String, u: String", &cases);
    let cases = [("is(t, uri)", "is(t, uri)", false), ("u == \"a\"", "u == \"a\"", true)];
    assert_dead_ends("#[format(email)] t: String, u: String", &cases);
    let cases = [("present(t)", "given(t)", true), ("len(t) > 3", "len(t) > 3", false)];
    assert_dead_ends("#[format(email)] t: String", &cases);
    assert_dead_ends("#[length(..=5)] t: String", &[("len(t) > 3", "len(t) > 3", true)]);
}

#[test]
fn two_values_in_each_order_exist() {
    let cases = [
        ("a < b", "a < b", true),
        ("a < b", "a <= b", true),
        ("a < b", "a > b", false),
        // A value in the middle need not exist.
        ("a < b && b < c", "a < b", false),
        ("a < b", "c < d", true),
        ("a < b && a > \"2026-01-01\"", "a < b", false),
    ];
    assert_dead_ends("a: Day, b: Day, c: Day, d: Day", &cases);
}

#[test]
fn part_may_have_rules_on_two_of_its_members() {
    let cases = [
        ("p.a == 1", "p.a == 1", true),
        ("p.a == 1 && p.b == 1", "p.a == 1", false),
        ("p.a == 1", "p.b == 1", false),
        ("p.a == 1 && q.a == 1", "p.a == 1", true),
        ("p.r.a == 1", "p.r.a == 1", true),
        ("present(p.a)", "present(p.a)", true),
        ("present(p.a)", "present(p.b)", false),
        // Whether a member may be null, the part says.
        ("p.a != 1", "p.a != 1", true),
        ("p.a != A", "p.a != A", true),
        ("p.a == null", "p.a == null", false),
        ("!(p.Card.number == 1)", "!(p.Card.number == 1)", true),
        ("!present(p.a)", "!present(p.a)", true),
    ];
    assert_dead_ends("#[nested] p: Part, #[nested] q: Part", &cases);
}

#[test]
fn fact_of_the_context_may_be_bound_to_a_part() {
    let context = |fields: &str| {
        let text = format!(
            "#[order(context = Facts)] struct Order {{ {fields} #[required_if(ctx.limit == 1)] \
             #[forbidden_if(ctx.limit == 1)] note: Option<String> }}"
        );
        errors(&text).iter().any(|error| error.contains("both required and forbidden"))
    };
    assert!(context(""));
    assert!(!context("#[nested] p: Part,"));
}

#[test]
fn field_of_the_request_is_no_member_of_a_part() {
    let (errors, checks) =
        said("struct Order { ev: bool, #[forbidden_if(ev)] note: Option<String> }");
    assert_eq!(errors, Vec::<String>::new());
    assert!(!checks.contains("Schema::requires("), "{checks}");
}

#[test]
fn dead_end_is_told_beside_what_depends_on_a_type() {
    let said = errors(
        "struct Order {
            ev: bool,
            unit: Unit,
            #[required_if(ev)] #[forbidden_if(ev)] note: Option<String>,
            #[required_if(present(unit))] reason: Option<String>,
        }",
    );
    assert!(
        said.iter().any(|error| error.contains("`note` is both required and forbidden")),
        "{said:?}"
    );
}

#[test]
fn what_depends_on_an_alias_alone_is_told_before_what_depends_on_variants() {
    let (errors, checks) = said(
        "struct Order {
            #[nested] payment: Payment,
            unit: Unit,
            #[required_if(present(payment.Card))]
            #[required_if(present(payment.Transfer))]
            #[forbidden_if(present(unit))]
            reference: Option<String>,
        }",
    );
    assert_eq!(errors, Vec::<String>::new());
    assert!(checks.contains("`reference`canneverbepresent"), "{checks}");
}

#[test]
fn value_beside_those_that_rules_name_may_be_none() {
    let cases = [
        ("k == A", "k == A", true),
        // An enum has a second variant, but perhaps no third one.
        ("k != A", "k != A", true),
        ("k != A && k != B", "k != A && k != B", false),
        ("k != A && k != B", "k == C", true),
    ];
    assert_dead_ends("k: Kind", &cases);
    let both = "k != A && k != B";
    assert_dead_ends("k: Option<Kind>", &[(both, both, true)]);
    assert_dead_ends("n: Amount", &[("n > 126", "n > 126", true), ("n > 127", "n > 127", false)]);
    assert_dead_ends("n: u8", &[("n > 200", "n > 200", true)]);
    assert_dead_ends("f: Flag", &[("f", "f", true), ("!f", "!f", true)]);
    assert_dead_ends("f: Option<Option<u8>>", &[("f == null", "f == null", true)]);
    // A flag that is given is true.
    assert_dead_ends("f: Flag", &[("given(f) && !f", "given(f) && !f", false)]);
    let absent = [("!present(t)", "!present(t)", true)];
    assert_dead_ends("t: Option<Code>", &absent);
    // Unless it is an option by another name, the value is there.
    let absent = [("!present(t)", "!present(t)", false)];
    assert_dead_ends("t: Code", &absent);
    let blank = [("given(t) && !present(t)", "given(t) && !present(t)", true)];
    assert_dead_ends("t: Option<String>", &blank);
    // A value of another type may never be blank.
    let blank = [("given(t) && !present(t)", "given(t) && !present(t)", false)];
    assert_dead_ends("t: Option<Code>", &blank);
}

#[test]
fn option_of_a_type_parameter_may_be_absent() {
    let is_dead_end = |ty: &str| {
        let text = format!(
            "struct Order<T> {{ t: {ty}, #[required_if(!present(t))] #[forbidden_if(!present(t))] \
             note: Option<String> }}"
        );
        errors(&text).iter().any(|error| error.contains("both required and forbidden"))
    };
    assert!(is_dead_end("Option<T>"));
    assert!(!is_dead_end("T"));
}

#[test]
fn default_of_a_member_may_be_none() {
    let cases = [("!present(p.a) && p.a == 1", "!present(p.a) && p.a == 1", false)];
    assert_dead_ends("#[nested] p: Part", &cases);
}

#[test]
fn named_condition_is_met_where_it_is_met_whatever_is_unknown() {
    let is_dead_end = |condition: &str, cond: &str| {
        let text = format!(
            "#[condition(c, {condition})] struct Order {{ t: String, k: u8, m: u8, n: u8, \
             #[required_if({cond})] #[forbidden_if({cond})] note: Option<String> }}"
        );
        errors(&text).iter().any(|error| error.contains("both required and forbidden"))
    };
    for (condition, cond, expected) in [
        ("(satisfies(t, f) || n == 1) && m == 2 && k == 3", "c", true),
        ("satisfies(t, f) && n == 1 && m == 2", "c", false),
        ("satisfies(t, f) && n == 1 && m == 2", "!c", true),
        ("satisfies(t, f) || n == 1 || m == 2", "c", true),
        ("satisfies(t, f) || n == 1 || m == 2", "!c", false),
        ("n == 1 && m == 2 && k == 3", "c", true),
        ("n == 1 && m == 2 && k == 3", "!c", true),
        ("satisfies(t, f)", "c", false),
        ("satisfies(t, f)", "!c", false),
    ] {
        assert_eq!(is_dead_end(condition, cond), expected, "{condition}: {cond}");
    }
    // No request has `n == 1`, so only a request with a text that the function accepts could meet it.
    let text = "#[order(allow(dead_value, dead_rule))]
        #[condition(c, (satisfies(t, f) || n == 1) && m == 2 && k == 3)]
        struct Order { t: String, k: u8, m: u8, #[range(5..)] n: u8,
            #[required_if(c)] #[forbidden_if(c)] note: Option<String> }";
    assert_eq!(errors(text), Vec::<String>::new());
}
