use order_core::{
    OrderRequest, Report, json,
    update::{Accepted, Rejected, Update},
};

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = PartUpdate)]
struct Part {
    #[length(..=3)]
    name: Option<String>,
    #[required_if(present(name))]
    note: Option<String>,
}

fn is_even(order: &Order, report: &mut Report<'_, '_>) {
    if order.a.unwrap_or_default() % 2 == 1 {
        report.fail("a", "is odd");
    }
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = OrderUpdate)]
#[rule(sum, a < b, "a is less", at = a)]
#[check(even, is_even, reads(a))]
struct Order {
    a: Option<u8>,
    b: Option<u8>,
    #[required_if(c == 1)]
    d: Option<String>,
    c: u8,
    #[group_all_or_none("g")]
    e: Option<String>,
    #[group_all_or_none("g")]
    f: Option<String>,
    #[nested]
    part: Part,
    #[immutable]
    g: Option<String>,
}

fn old() -> Order {
    Order {
        a: Some(3),
        b: Some(2),
        d: None,
        c: 1,
        e: Some("e".to_owned()),
        f: None,
        part: Part { name: Some("long name".to_owned()), note: None },
        g: None,
    }
}

fn apply(text: &str) -> Result<Accepted<Order>, Rejected<Order>> {
    let update: OrderUpdate = json::from_str(text).unwrap();
    update.apply_ratcheting(&old())
}

#[test]
fn what_was_broken_before_and_is_untouched_is_let_pass() {
    let accepted = apply("{}").unwrap();
    let paths: Vec<_> = accepted.let_pass().iter().map(|it| it.path().to_string()).collect();
    assert_eq!(paths, ["a", "d", "f", "part.name", "part.note", "a"]);
    assert_eq!(accepted.request(), &old());
    assert_eq!(accepted.into_valid().unwrap_err().violations.len(), 6);
}

#[test]
fn what_is_touched_is_judged_with_all_that_its_rules_read() {
    for text in [
        r#"{"a": 5}"#,
        r#"{"b": 1}"#,
        r#"{"c": 1}"#,
        r#"{"d": ""}"#,
        r#"{"e": "x"}"#,
        r#"{"part": {"name": "another"}}"#,
        r#"{"part": {"note": ""}}"#,
        r#"{"g": "x"}"#,
    ] {
        assert!(apply(text).is_err(), "{text}");
    }
}

#[test]
fn a_valid_request_is_valid() {
    let text = r#"{"a": 0, "c": 0, "f": "f", "part": {"name": null}}"#;
    let accepted = apply(text).unwrap();
    assert!(accepted.let_pass().is_empty());
    assert_eq!(accepted.into_valid().unwrap().c, 0);
}

#[test]
fn a_mistake_of_another_rule_is_none_that_was_there() {
    let old = Order { c: 0, ..old() };
    let update: OrderUpdate = json::from_str(r#"{"c": 1}"#).unwrap();
    let rejected = update.apply_ratcheting(&old).unwrap_err();
    assert!(rejected.iter().any(|(it, _)| it.path().to_string() == "d"));
}
