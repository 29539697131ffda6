//! The messages about single requests: those that the derive reports, and those that it leaves to rustc.

use syn::DeriveInput;

use crate::{check, errors::Errors, model::Request, plan::Plan, proof};

/// Returns the errors about a request, and the checks by rustc without spaces.
fn said(text: &str) -> (Vec<String>, String) {
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

fn errors(text: &str) -> Vec<String> {
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
