//! The words of findings.

use super::said::errors;

/// The first line of the first error about a request.
fn first(text: &str) -> String {
    let errors = errors(text);
    errors.first().and_then(|error| error.lines().next()).unwrap_or_default().to_owned()
}

#[test]
fn request_of_a_dead_end_is_told_by_what_conditions_ask() {
    for (fields, cond, expected) in [
        ("t: Option<String>", "present(t)", "if `t` is present"),
        ("t: Option<String>", "given(t) && !present(t)", "if `t` is blank"),
        ("t: Option<String>", "!given(t)", "if `t` is absent"),
        ("t: Option<String>", "len(t) > 3", "if `len(t)` is 4"),
        ("t: Option<String>", "is(t, email)", "if `is(t, email)` holds"),
        ("t: String", "!is(t, email)", "if `is(t, email)` does not hold"),
        ("t: String", "t == \"a\"", "if `t` is `\"a\"`"),
        ("t: String", "t != \"a\"", "if `t` has another value"),
        ("n: u8", "n > 5", "if `n` is 6"),
        ("n: u8", "n < 5", "if `n` is 0"),
        ("n: u8", "n == 5", "if `n` is 5"),
        ("n: u8", "n > 5 && n < 7", "if `n` is 6"),
        ("n: i8", "n < -5", "if `n` is -128"),
        ("n: Amount", "n > 0.5 && n < 1.5", "if `n` is 1"),
        ("k: Kind", "k == A", "if `k` is `A`"),
        ("k: Kind", "k != A", "if `k` is not `A`"),
        ("ev: bool", "ev", "if `ev` is true"),
        ("ev: bool", "!ev", "if `ev` is false"),
        ("ev: Option<bool>", "ev != true", "if `ev` is absent"),
        ("d: Date", "d > \"2026-01-01\"", "if `d` is after `\"2026-01-01\"`"),
        ("d: Date, e: Date", "d < e", "if `d < e` holds"),
        ("a: Option<u8>, b: Option<u8>", "count(a, b) == 1", "if `a` is absent and `b` is present"),
    ] {
        let text = format!(
            "struct Order {{ {fields}, #[required_if({cond})] #[forbidden_if({cond})] note: Option<u8> }}"
        );
        let said = first(&text);
        let (state, rest) = said.split_once(", `note` is both").unwrap_or((&said, ""));
        assert_eq!(state, expected, "{text}");
        assert!(rest.starts_with(" required and forbidden because of "), "{said}");
    }
}

#[test]
fn finding_is_told_with_its_causes_and_what_to_do() {
    for (text, expected) in [
        (
            "struct Order { ev: bool, #[required] #[forbidden_if(ev)] note: Option<u8> }",
            "if `ev` is true, `note` is both required and forbidden because of `required` and `forbidden_if(ev)`; change one of them, or exclude such requests by a `#[rule]` (one more finding has the same cause) [undeclared_dead_end]",
        ),
        (
            "struct Order { #[required] #[forbidden_unless(present(x))] note: Option<u8>, x: Option<u8> }",
            "if `x` is absent, `note` is both required and forbidden because of `required` and `forbidden_unless(present(x))`; change one of them, or exclude such requests by a `#[rule]` (2 more findings have the same cause) [undeclared_dead_end]",
        ),
        (
            "struct Order { ev: bool, #[required_if(ev && !ev)] note: Option<u8> }",
            "`required_if(ev && !ev)` on `note` never applies: its condition contradicts itself; change it [dead_rule]",
        ),
        (
            "struct Order { ev: bool, #[required_unless(ev && !ev)] note: Option<u8> }",
            "`note` can never be absent because of `required_unless(ev && !ev)`; change it, or say `#[required]` (one more finding has the same cause) [false_optional]",
        ),
        (
            "struct Order { ev: bool, #[present_iff(ev && !ev)] note: Option<u8> }",
            "`note` can never be present because of `present_iff(ev && !ev)`; change it, or remove the field [dead_field]",
        ),
        (
            "struct Order { ev: bool, #[present_iff(ev || !ev)] note: Option<u8> }",
            "`note` can never be absent because of `present_iff(ev || !ev)`; change it, or say `#[required]` [false_optional]",
        ),
        (
            "#[rule(r, ev && !ev => present(note), \"t\")] struct Order { ev: bool, note: Option<u8> }",
            "the left side of the rule `r` never holds: its condition contradicts itself; change it [dead_rule]",
        ),
        (
            "#[rule(r, ev, \"t\")] struct Order { ev: bool, #[required_if(!ev)] note: Option<u8> }",
            "`required_if(!ev)` on `note` applies to no valid request because of the rule `r`; change one of them [dead_rule]",
        ),
        (
            "#[rule(r, ev, \"t\")] struct Order { ev: bool, #[required_unless(ev)] note: Option<u8> }",
            "`required_unless(ev)` on `note` applies to no valid request because of the rule `r`; change one of them [dead_rule]",
        ),
        (
            "#[rule(r, ev, \"t\")] struct Order { ev: bool, #[present_iff(ev)] note: Option<u8> }",
            "`note` can never be absent because of `present_iff(ev)` and the rule `r`; change one of them, or say `#[required]` (one more finding has the same cause) [false_optional]",
        ),
        (
            "#[rule(r, ev, \"t\")] #[rule(s, !ev, \"t\")] struct Order { ev: bool }",
            "no request can keep all rules: the rule `r` and the rule `s` exclude each other; change one of them [unsatisfiable]",
        ),
        (
            "#[rule(r, ev && !ev, \"t\")] struct Order { ev: bool }",
            "no request can keep all rules: the rule `r` contradicts itself; change it [unsatisfiable]",
        ),
        (
            "#[rule(r, !present(note), \"t\")] struct Order { note: Option<u8> }",
            "`note` can never be present because of the rule `r`; change it, or remove the field [dead_field]",
        ),
        (
            "#[rule(r, present(note), \"t\")] struct Order { note: Option<u8> }",
            "`note` can never be absent because of the rule `r`; change it to `present(note) => …`, or say `#[required]` [false_optional]",
        ),
        (
            "struct Order { #[allowed(1, 2)] #[range(2..)] a: u8 }",
            "`1` can never be the value of `a` because of `range(2..)` on `a`; remove the value, or change the rule [dead_value]",
        ),
        (
            "struct Order { #[allowed(1, 2)] #[range(3..)] a: u8 }",
            "`a` can never have a value because of `allowed(1, 2)` and `range(3..)`; change one of them (2 more findings have the same cause) [empty_bounds]",
        ),
        (
            "#[order(deny(redundant_rule))] struct Order { ev: bool, #[required_if(ev)] #[required_if(ev && ev)] note: Option<u8> }",
            "`required_if(ev && ev)` on `note` is redundant: it follows from `required_if(ev)` on `note`; remove it [redundant_rule]",
        ),
        (
            "struct Order { #[allowed(1)] #[default_value(2)] a: u8 }",
            "the default `2` of `a` breaks its own `allowed(1)`; change one of them [bad_default]",
        ),
    ] {
        assert_eq!(first(text), expected, "{text}");
    }
}

#[test]
fn lifetimes_of_a_type_are_static() {
    let text = |ty: &str| {
        let ty: syn::Type = syn::parse_str(ty).unwrap();
        crate::proof::report::for_static(quote::quote!(#ty)).to_string().replace(' ', "")
    };
    assert_eq!(text("Cow<'a, str>"), "Cow<'static,str>");
    assert_eq!(text("Pair<'a, 'b, A, B>"), "Pair<'static,'static,A,B>");
    assert_eq!(text("(Cow<'a, A>, [Part<'b, B>; 2])"), "(Cow<'static,A>,[Part<'static,B>;2])");
    assert_eq!(text("Option<A>"), "Option<A>");
}

#[test]
fn finding_that_is_allowed_is_not_told() {
    for (id, text) in [
        (
            "undeclared_dead_end",
            "struct Order { ev: bool, #[required] #[forbidden_if(ev)] note: Option<u8> }",
        ),
        ("dead_rule", "struct Order { ev: bool, #[required_if(ev && !ev)] note: Option<u8> }"),
        ("dead_value", "struct Order { #[allowed(1, 2)] #[range(2..)] a: u8 }"),
        ("dead_field", "#[rule(r, !present(a), \"t\")] struct Order { a: Option<u8> }"),
        ("false_optional", "#[rule(r, present(a), \"t\")] struct Order { a: Option<u8> }"),
        ("bad_default", "struct Order { #[allowed(1)] #[default_value(2)] a: u8 }"),
    ] {
        let told = |text: &str| errors(text).iter().any(|error| error.contains(&format!("[{id}]")));
        assert!(told(text), "{text}");
        assert!(!told(&format!("#[order(allow({id}))] {text}")), "{text}");
    }
}

#[test]
fn one_variant_that_rules_name_is_not_taken_for_all() {
    let (_, checks) = super::said::said(
        "struct Order {
            #[nested] payment: Payment,
            #[required_if(present(payment.Card))] reference: Option<String>,
        }",
    );
    assert!(!checks.contains("has_others("), "{checks}");
}

#[test]
fn lengths_that_no_text_has_leave_no_value() {
    for (attributes, ty, expected) in [
        ("#[length(..=0)]", "String", true),
        ("#[length(..=0, bytes)]", "String", true),
        ("#[length(..=1)]", "String", false),
        ("#[length(..=1, bytes)]", "String", false),
        ("#[length(..=0)]", "Vec<u8>", true),
        // A value of another type may be empty.
        ("#[length(..=0)]", "Code", false),
        ("#[length(..=0, bytes)]", "Code", false),
        ("#[blank(value)] #[length(..=0)]", "String", false),
        // The empty text may be a key.
        ("#[keys(length(..=0))]", "BTreeMap<String, u8>", false),
    ] {
        let text = format!("struct Order {{ {attributes} t: Option<{ty}> }}");
        let said = errors(&text);
        let is_told = said.iter().any(|error| error.contains("`t` can never "));
        assert_eq!(is_told, expected, "{text}: {said:?}");
        assert!(is_told || said.is_empty(), "{text}: {said:?}");
    }
}

#[test]
fn type_that_may_be_an_option_by_another_name_is_left_to_rustc() {
    let left = |text: &str| {
        let (errors, checks) = super::said::said(text);
        assert_eq!(errors, Vec::<String>::new(), "{text}");
        checks.contains("[dead_rule]")
    };
    assert!(left("struct Order { t: Code, #[required_if(!present(t))] note: Option<u8> }"));
    assert!(!left("struct Order<T> { t: T, #[required_if(!present(t))] note: Option<u8> }"));
    assert!(!left(
        "struct Order { t: Option<Code>, #[required_if(!present(t))] note: Option<u8> }"
    ));
}

#[test]
fn rule_of_a_part_that_is_never_there_applies_to_nothing() {
    let text = "#[rule(r, !present(p), \"t\")] #[required(p.a)]
        struct Order { #[nested] p: Option<Part> }";
    assert_eq!(
        first(text),
        "`p` can never be present because of the rule `r`; change it, or remove the field (2 more \
         findings have the same cause) [dead_field]",
    );
    assert_eq!(
        first(&format!("#[order(allow(dead_field))] {text}")),
        "`required(p.a)` applies to no valid request because of the rule `r`; change one of them [dead_rule]",
    );
}

#[test]
fn forbidden_member_that_is_told_already_is_not_asked_about() {
    let (errors, checks) = super::said::said(
        "#[forbidden(contact.email)] #[required(contact.email)]
        struct Order { #[nested] contact: Option<Contact> }",
    );
    assert!(!errors.is_empty());
    assert!(!checks.contains("Schema::requires("), "{checks}");
}

#[test]
fn value_that_cannot_be_is_told_with_its_causes() {
    for (text, expected) in [
        (
            "#[rule(r, a != 1 || b, \"t\")] #[rule(s, a != 1 || !b, \"t\")]
            struct Order { #[allowed(1, 2)] a: u8, b: bool }",
            "`1` can never be the value of `a` because of the rule `r` and the rule `s`; remove the value, or \
             change one of them [dead_value]",
        ),
        (
            "struct Order { #[allowed(\"\", \"a\")] t: String }",
            "`\"\"` can never be the value of `t`: blank text is none; remove the value [dead_value]",
        ),
        (
            "#[order(context = F, allow(dead_rule))] struct Order { #[required_if(ctx.t == \"\")] c: Option<u8> }",
            "`\"\"` can never be the value of `ctx.t`: blank text is none; remove the value [dead_value]",
        ),
        ("struct Order { #[blank(value)] #[allowed(\"\", \"a\")] t: String }", ""),
    ] {
        assert_eq!(first(text), expected, "{text}");
    }
    // Both are told of one member.
    let said = first(
        "#[forbidden(contact.email)] #[required(contact.email)]
        struct Order { #[nested] contact: Option<Contact> }",
    );
    let start = "in every request with `contact`, `contact.email` is both required and forbidden because of ";
    assert!(said.starts_with(start) && said.contains("; remove one of them "), "{said}");
}
