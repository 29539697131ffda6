//! The messages about single requests: those that the derive reports, and those that it leaves to rustc.

use syn::DeriveInput;

use crate::{check, errors::Errors, model::Request, plan::Plan, proof};

/// Returns the errors about a request, and the checks by rustc without spaces.
pub(super) fn said(text: &str) -> (Vec<String>, String) {
    let input: DeriveInput = syn::parse_str(text).unwrap();
    let mut errors = Errors::default();
    let request = Request::from_input(&input, &mut errors);
    check::check(&request, &mut errors);
    let checks = proof::prove(&request, &Plan::new(&request), &mut errors);
    let errors = errors.finish().err().into_iter().flatten();
    let checks: String = checks.to_string().split_whitespace().collect();
    // A part without `nested` is a check of its own.
    let checks = checks.replace("[forgotten_nested]", "");
    (errors.map(|error| error.to_string()).collect(), checks)
}

pub(super) fn errors(text: &str) -> Vec<String> {
    said(text).0
}

/// Returns `true` if rustc decides about a finding of this kind.
fn is_left_to_rustc(text: &str, finding: &str) -> bool {
    let (errors, checks) = said(text);
    assert_eq!(errors, Vec::<String>::new(), "{text}");
    checks.contains(&format!("[{finding}]"))
}

const TWO_VARIANTS: &str = "struct Order {
    #[nested]
    payment: Payment,
    #[required_if(present(payment.Card))]
    #[required_if(present(payment.Transfer))]
    reference: Option<String>,
}";

#[test]
fn rustc_decides_whether_an_enum_has_other_variants() {
    let (errors, checks) = said(TWO_VARIANTS);
    assert_eq!(errors, Vec::<String>::new());
    assert!(checks.contains("[false_optional]"), "{checks}");
    assert!(checks.contains("Schema::has_others("), "{checks}");
    assert!(checks.contains("&[\"Card\",\"Transfer\"]"), "{checks}");
    assert!(checks.contains("thetypeof`payment`(noothervariant)"), "{checks}");
}

#[test]
fn an_enum_that_may_be_absent_may_be_none_of_its_variants() {
    let text = TWO_VARIANTS.replace("payment: Payment", "payment: Option<Payment>");
    assert!(!is_left_to_rustc(&text, "false_optional"));
}

#[test]
fn an_enum_by_a_type_parameter_may_have_any_variants() {
    let text = TWO_VARIANTS.replace("Order", "Order<P>").replace("payment: Payment", "payment: P");
    assert!(!is_left_to_rustc(&text, "false_optional"));
}

#[test]
fn two_variants_exclude_each_other_for_any_enum() {
    let text = "struct Order {
        #[nested]
        payment: Payment,
        #[required_if(present(payment.Card) && present(payment.Transfer))]
        reference: Option<String>,
    }";
    assert_eq!(errors(text).len(), 1);
    assert!(errors(text)[0].contains("never applies"), "{:?}", errors(text));
}

#[test]
fn what_depends_on_variants_hides_no_other_finding() {
    // The first two are one finding that depends on the variants, the others one that depends on the alias.
    let text = "struct Order {
        #[nested]
        payment: Payment,
        unit: Unit,
        #[required_if(present(payment.Card))]
        #[required_if(present(payment.Transfer))]
        reference: Option<String>,
        #[required_if(present(unit))]
        reason: Option<String>,
    }";
    let (errors, checks) = said(text);
    assert_eq!(errors, Vec::<String>::new());
    assert!(checks.contains("`reference`canneverbeabsent"), "{checks}");
    assert!(checks.contains("`reason`canneverbeabsent"), "{checks}");
}

#[test]
fn a_member_that_its_parent_forbids_is_left_to_rustc() {
    for (rule, words) in [
        ("forbidden(contact.email, if ev)", "if`ev`istrue,"),
        ("forbidden(contact.email)", "ineveryrequestwith`contact`,"),
        ("present_iff(contact.email, !ev)", "if`ev`istrue,"),
    ] {
        let text =
            format!("#[{rule}] struct Order {{ ev: bool, #[nested] contact: Option<Contact> }}");
        let (errors, checks) = said(&text);
        assert_eq!(errors, Vec::<String>::new(), "{text}");
        assert!(checks.contains("Schema::requires("), "{text}: {checks}");
        assert!(checks.contains("&[\"email\"]"), "{text}: {checks}");
        assert!(checks.contains(words), "{text}: {checks}");
        assert!(checks.contains("changeoneofthetwo"), "{text}: {checks}");
        assert!(
            checks.contains("`contact.email`isbothrequiredbythetypeof`contact`andforbidden"),
            "{checks}"
        );
    }
}

#[test]
fn a_member_that_is_forbidden_in_no_valid_request_is_no_dead_end() {
    for text in [
        // The part may have rules on both members.
        "#[forbidden(contact.email, if present(contact.phone))]
        struct Order { #[nested] contact: Option<Contact> }",
        // The type is not known here.
        "#[forbidden(contact.email, if ev)]
        struct Order<T> { ev: bool, #[nested] contact: Option<T> }",
        "#[order(allow(undeclared_dead_end))] #[forbidden(contact.email, if ev)]
        struct Order { ev: bool, #[nested] contact: Option<Contact> }",
        // A function decides which requests are valid.
        "#[forbidden(contact.email, if ev)] #[check(ours, self::ours, reads(ev), \"text\")]
        struct Order { ev: bool, #[nested] contact: Option<Contact> }",
    ] {
        assert!(!is_left_to_rustc(text, "undeclared_dead_end"), "{text}");
    }
}

#[test]
fn a_dead_end_names_each_rule_that_it_needs_and_no_other() {
    // `four` excludes what others do already.
    let text = "struct Order {
        one: bool, two: bool, three: bool, four: bool,
        #[required]
        #[allowed(1, 2, 3)]
        #[allowed_if(four, 1, 2)]
        #[allowed_if(one, 1, 2)]
        #[allowed_if(two, 2, 3)]
        #[allowed_if(three, 1, 3)]
        a: Option<u8>,
    }";
    let errors = errors(text);
    // The finding, and a note at each further rule.
    assert_eq!(errors.len(), 4, "{errors:?}");
    for rule in ["required", "allowed_if(two", "allowed_if(three"] {
        assert!(errors[0].contains(rule), "{rule}: {errors:?}");
    }
    // Either of the two that exclude 3 will do.
    let last = ["allowed_if(one", "allowed_if(four"].map(|rule| errors[0].contains(rule));
    assert!(last[0] != last[1], "{errors:?}");
}

#[test]
fn a_function_hides_the_dead_ends_of_the_fields_that_it_reads() {
    let dead_end = |check: &str| {
        let text = format!(
            "{check} struct Order {{
                ev: bool, method: bool, other: bool,
                #[required_if(ev)] #[forbidden_if(method)] a: Option<u8>,
            }}"
        );
        errors(&text).iter().any(|error| error.contains("[undeclared_dead_end]"))
    };
    assert!(dead_end(""));
    // It may refuse each such request.
    for reads in ["", ", reads(ev)", ", reads(method)", ", reads(a)", ", reads(other, method)"] {
        assert!(!dead_end(&format!("#[check(ours, self::ours{reads}, \"text\")]")), "{reads}");
    }
    assert!(dead_end("#[check(ours, self::ours, reads(other), \"text\")]"));
}

#[test]
fn a_default_counts_wherever_the_field_that_it_reads_is_declared() {
    const FIRST: &str = "#[allowed(1)] #[default_value(1)] a: Option<u8>";
    const SECOND: &str = "#[allowed(2)] #[default_value_if(a == 1, 2)] b: Option<u8>";
    const THIRD: &str = "#[allowed(3)] #[default_value_if(b == 2, 3)] c: Option<u8>";
    const LAST: &str = "#[required_if(c != 3)] d: Option<u8>";
    for fields in [
        [FIRST, SECOND, THIRD, LAST],
        [LAST, THIRD, SECOND, FIRST],
        [SECOND, THIRD, FIRST, LAST],
        [THIRD, FIRST, LAST, SECOND],
    ] {
        let errors = errors(&format!("struct Order {{ {} }}", fields.join(", ")));
        let is_found =
            |error: &String| error.contains("on `d` applies to no valid request because");
        assert!(errors.iter().any(is_found), "{fields:?}: {errors:?}");
    }
}

#[test]
fn a_blank_policy_is_named_where_a_finding_needs_it() {
    for policy in ["blank(value)", "blank(reject)", "order(skip_blank)"] {
        let text = format!(
            "struct Order {{
                #[{policy}] note: Option<String>,
                #[required_if(given(note) && !present(note))] reason: Option<String>,
            }}"
        );
        let errors = errors(&text);
        assert_eq!(errors.len(), 2, "{errors:?}");
        let word = policy.replace("order(skip_blank)", "skip_blank");
        assert!(errors[0].contains(&format!("because of `{word}` on `note`")), "{errors:?}");
    }
    let plain = "struct Order {
        note: Option<String>,
        #[required_if(given(note) && !present(note))] reason: Option<String>,
    }";
    assert_eq!(errors(plain), Vec::<String>::new());
}

#[test]
fn a_default_is_a_value_that_allowed_names() {
    // Nobody can write `1`, but it is the value of every request.
    let text = "struct Order {
        ev: bool,
        #[allowed(1, 2)] #[allowed_if(ev, 2)] #[allowed_if(!ev, 2)] validity: Option<u8>,
    }";
    assert_eq!(errors(text).len(), 3, "{:?}", errors(text));
    let text = "struct Order {
        ev: bool,
        #[allowed(1)] #[default_value(1)]
        #[forbidden_if(ev)] #[forbidden_if(!ev)] validity: Option<u8>,
    }";
    let errors = errors(text);
    assert!(errors.iter().all(|error| !error.contains("dead_value")), "{errors:?}");
}

#[test]
fn demands_on_other_members_hide_no_dead_end() {
    let text = "#[forbidden(contact.email, if ev)] #[forbidden(contact.phone, if ev)] #[forbidden(backup.email)]
        struct Order { ev: bool, #[nested] contact: Contact, #[nested] backup: Option<Contact> }";
    let (errors, checks) = said(text);
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(checks.matches("Schema::requires(").count(), 3, "{checks}");
}

#[test]
fn a_default_that_no_request_needs_is_reported() {
    for (text, cause) in [
        ("struct Order { #[required] #[default_value(1)] a: Option<u8> }", "`required` on `a`"),
        (
            "struct Order { ev: bool, #[required_if(ev)] #[default_value_if(ev, 1)] a: Option<u8> }",
            "`required_if(ev)` on `a`",
        ),
        (
            "struct Order { ev: bool, #[default_value_if(ev, 1)] #[default_value_if(!ev, 2)]
                #[default_value(3)] a: Option<u8> }",
            "`default_value_if(ev, 1)` on `a` and `default_value_if(!ev, 2)` on `a`",
        ),
    ] {
        let errors = errors(text);
        assert!(
            errors[0].contains(&format!("applies to no valid request because of {cause};")),
            "{errors:?}"
        );
    }
    for text in [
        // A field that is no `Option` is given its default on reading.
        "struct Order { #[default_value(1)] a: u8 }",
        "struct Order { ev: bool, #[required_if(ev)] #[default_value(1)] a: Option<u8> }",
        "struct Order { #[required] #[default_value(\"x\")] unit: Unit }",
    ] {
        assert_eq!(errors(text), Vec::<String>::new());
    }
}

#[test]
fn texts_are_ordered_beside_literals() {
    let text = "struct Order {
        #[allowed(\"b\", \"c\")] unit: String,
        #[required_if(unit < \"b\")] a: Option<u8>,
        #[required_if(unit <= \"b\")] b: Option<u8>,
        #[required_if(unit == \"b\" && unit >= \"c\")] c: Option<u8>,
    }";
    let errors = errors(text);
    let first: Vec<&String> = errors.iter().filter(|error| error.contains("[dead_rule]")).collect();
    assert_eq!(first.len(), 2, "{errors:?}");
    assert!(first[0].contains("`required_if(unit < \"b\")` on `a`"), "{errors:?}");
    assert!(first[1].contains("on `c` never applies"), "{errors:?}");
    // A type of one's own may have another order.
    assert_eq!(self::errors(&text.replace("unit: String", "unit: Unit")).len(), 0);
}

#[test]
fn a_gap_without_a_multiple_has_no_value() {
    for (rules, is_empty) in [
        ("multiple_of(5), range(1..=4)", true),
        ("multiple_of(5), range(1..=5)", false),
        ("multiple_of(4), allowed(1..=3, 5..8)", true),
        ("multiple_of(4), allowed(1..=3, 5..=8)", false),
        ("multiple_of(5), range(-4..=-1)", true),
        ("multiple_of(5), range(-4..=0)", false),
        ("multiple_of(1), range(1..=4)", false),
    ] {
        let errors = errors(&format!("struct Order {{ #[order({rules})] a: i16 }}"));
        let is_reported = errors.iter().any(|error| error.contains("[empty_bounds]"));
        assert_eq!(is_reported, is_empty, "{rules}: {errors:?}");
    }
}

#[test]
fn texts_that_may_be_the_same_time_are_not_told_apart() {
    let order = |ty: &str, allowed: &str, asked: &str| {
        errors(&format!(
            "struct Order {{
                #[allowed({allowed:?})]
                at: {ty},
                #[required_if(at == {asked:?})]
                note: Option<String>,
            }}"
        ))
    };
    for (allowed, asked) in [
        ("2031-05-08T08:30:00Z", "2031-05-08T10:30:00+02:00"),
        ("2031-05-08T08:30:00-00:00", "2031-05-08T08:30:00Z"),
        ("2031-05-08T08:30:00Z", "2031-05-08t08:30:00.000z"),
        ("08:30:00.5", "08:30:00.50"),
        ("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        ("https://a.example", "https://a.example/"),
    ] {
        assert_eq!(order("Timestamp", allowed, asked), Vec::<String>::new(), "{allowed} {asked}");
        let default = format!(
            "struct Order {{ #[allowed({allowed:?})] #[default_value({asked:?})] at: Timestamp }}"
        );
        assert_eq!(errors(&default), Vec::<String>::new(), "{allowed} {asked}");
        let said = errors(&default.replace("Timestamp", "String"));
        assert!(said[0].contains("breaks its own `allowed("), "{allowed} {asked}: {said:?}");
        assert_eq!(order("String", allowed, asked).len(), 2, "{allowed} {asked}");
    }
    for (allowed, asked) in [
        ("2031-05-08T08:30:00Z", "2031-05-08T08:30:01Z"),
        ("08:30:00", "08:30:00.5"),
        ("2031-05-08", "2031-05-09"),
        ("100", "1000"),
        // A point without a time before it begins no fraction of a second.
        ("v1.0", "v1.00"),
    ] {
        assert_eq!(order("Timestamp", allowed, asked).len(), 2, "{allowed} {asked}");
    }
}

#[test]
fn lengths_in_several_units_are_compared() {
    let refused = |rules: &str| {
        let text = format!("struct Order {{ {rules} code: Option<String> }}");
        errors(&text).iter().any(|error| error.contains("[empty_bounds]"))
    };
    // Four bytes are at most one character of four or four of one.
    assert!(refused("#[length(5..)] #[length(..=4, bytes)]"));
    assert!(refused("#[length(..=1)] #[length(5.., bytes)]"));
    assert!(refused("#[length(..=1)] #[length(3.., utf16)]"));
    assert!(refused("#[length(..=2, utf16)] #[length(7.., bytes)]"));
    assert!(refused("#[length(5.., utf16)] #[length(..=4, bytes)]"));
    assert!(refused("#[pattern(\"[a-z]{5}\")] #[length(..=4, bytes)]"));
    assert!(refused("#[allowed(\"é\")] #[length(..=1, bytes)]"));
    for kept in [
        "#[length(4)] #[length(4, bytes)]",
        "#[length(1)] #[length(4, bytes)]",
        "#[length(1)] #[length(2, utf16)]",
        "#[length(..=2, utf16)] #[length(6.., bytes)]",
        "#[pattern(\"[a-z]{5}\")] #[length(..=5, bytes)]",
        "#[allowed(\"é\")] #[length(2, bytes)] #[length(1, utf16)]",
    ] {
        assert!(!refused(kept), "{kept}");
    }
}

#[test]
fn a_length_that_another_unit_implies_is_redundant() {
    let redundant = |rules: &str| {
        let text = format!(
            "#[order(deny(redundant_rule))] struct Order {{ {rules} code: Option<String> }}"
        );
        errors(&text).iter().any(|error| error.contains("[redundant_rule]"))
    };
    assert!(redundant("#[length(..=4)] #[length(..=16, bytes)]"));
    assert!(redundant("#[length(..=4, bytes)] #[length(..=4, utf16)]"));
    assert!(!redundant("#[length(..=4)] #[length(..=15, bytes)]"));
    assert!(!redundant("#[length(..=3)] #[length(..=4, bytes)]"));
}

#[test]
fn a_default_is_a_value_where_none_is_given() {
    let is_always_required = |default: &str| {
        let text = format!(
            "#[order(context = Account)] struct Order {{
                ev: bool,
                {default} a: Option<u8>,
                #[required_if(a >= 0)] b: Option<u8>,
            }}"
        );
        errors(&text).iter().any(|error| error.contains("[false_optional]"))
    };
    assert!(is_always_required("#[default_value(1)]"));
    assert!(is_always_required("#[default_value_if(ev, 1)] #[default_value(2)]"));
    assert!(!is_always_required(""));
    assert!(!is_always_required("#[default_value_if(ev, 1)]"));
    // The context may not have the fact.
    assert!(!is_always_required("#[default_value(ctx.usual)]"));
}

#[test]
fn a_condition_on_items_asks_other_fields_too() {
    // What is asked of `n` is not asked of an item.
    let text = "struct Order {
        #[each(range(5..=9))] l: Vec<u8>,
        n: u8,
        #[required_if(any(x in l, n == 3))] a: Option<u8>,
        #[forbidden_if(all(x in l, n != 3))] b: Option<u8>,
    }";
    assert_eq!(errors(text), Vec::<String>::new());
    for item in ["x in", "r#x in"] {
        let errors = errors(&text.replace("n ==", "x ==").replace("x in", item));
        assert!(errors[0].contains("on `a` applies to no valid request"), "{errors:?}");
    }
}

#[test]
fn a_circle_of_comparisons_is_found_whichever_field_comes_first() {
    let never = |order: &[usize], cond: &str| {
        let fields: String = order.iter().map(|field| format!("f{field}: Length, ")).collect();
        let text =
            format!("struct Order {{ {fields} #[required_if({cond})] note: Option<String> }}");
        errors(&text).iter().any(|error| error.contains("never applies"))
    };
    for length in 3..=6 {
        // Each operator from a field to the next one, and the last back to the first.
        let circle = |last: &str, others: &str| {
            let parts = (0..length).map(|one| {
                let operator = if one + 1 == length { last } else { others };
                format!("f{one} {operator} f{}", (one + 1) % length)
            });
            parts.collect::<Vec<_>>().join(" && ")
        };
        for turn in 0..length {
            let mut order: Vec<usize> = (0..length).collect();
            order.rotate_left(turn);
            let mut mixed = order.clone();
            mixed.sort_by_key(|field| field * 5 % 7);
            for order in [order.clone(), order.iter().rev().copied().collect(), mixed] {
                for (last, others, is_never) in [
                    ("<", "<", true),
                    ("<", "==", true),
                    ("!=", "==", true),
                    ("<", "<=", true),
                    ("==", "<", true),
                    ("<=", "<=", false),
                    (">", "<", false),
                    ("!=", "<=", false),
                ] {
                    let cond = circle(last, others);
                    assert_eq!(never(&order, &cond), is_never, "{order:?} {cond}");
                }
            }
        }
    }
}

/// The dead ends of a request whose field is both required and forbidden under a condition.
fn dead_ends(field: &str, cond: &str) -> Vec<String> {
    let text = format!(
        "struct Order {{ {field}, #[required_if({cond})] #[forbidden_if({cond})] a: Option<u8> }}"
    );
    let errors = errors(&text).into_iter();
    errors.filter(|error| error.contains("[undeclared_dead_end]")).collect()
}

#[test]
fn a_dead_end_is_reported_only_where_its_requests_exist_for_every_type() {
    for (field, cond, exists) in [
        ("day: Date", "day < \"0001-01-02\"", true),
        ("day: Date", "day < \"0001-01-01\"", false),
        ("day: Date", "day > \"9999-12-28\"", true),
        ("day: Date", "day > \"9999-12-29\"", false),
        ("unit: Option<Option<Unit>>", "unit == null", true),
        ("unit: Option<Unit>", "unit == null", false),
    ] {
        assert_eq!(dead_ends(field, cond).len(), usize::from(exists), "{field} {cond}");
    }
}

#[test]
fn a_dead_end_says_what_a_value_is_not() {
    for (field, cond, state) in [
        ("unit: Unit", "unit != Gram", "`unit` is not `Gram`"),
        ("unit: Option<Unit>", "unit == Gram", "`unit` is `Gram`"),
        ("unit: bool", "!unit", "`unit` is false"),
    ] {
        let ends = dead_ends(field, cond);
        assert!(ends.len() == 1 && ends[0].contains(state), "{field} {cond}: {ends:?}");
    }
}

#[test]
fn value_that_one_rule_forbids_with_a_default_or_a_blank_is_meant_so() {
    let values = |error: &String| error.contains("[dead_value]");
    // Whatever `m` is, `b` is 2, and an absent `m` is false.
    let by_default = "#[rule(r, (m != true || b == 2) && (m != false || b == 2), \"t\")]
        struct Order { #[default_value(false)] m: bool, #[allowed(1, 2)] b: u8 }";
    assert_eq!(errors(by_default), Vec::<String>::new());
    let by_blank = "#[rule(r, b == 2 || (given(t) && !present(t)), \"t\")]
        struct Order { #[blank(reject)] t: Option<String>, #[allowed(1, 2)] b: u8 }";
    assert_eq!(errors(by_blank), Vec::<String>::new());
    // Two rules together are not.
    let by_two = "#[rule(r, m != true || b == 2, \"t\")] #[rule(s, m != false || b == 2, \"t\")]
        struct Order { #[default_value(false)] m: bool, #[allowed(1, 2)] b: u8 }";
    assert!(errors(by_two).iter().any(values), "{:?}", errors(by_two));
}
