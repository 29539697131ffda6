//! Repairs that depend on functions, on other names of entries, and on how much may be tried.

use std::{cell::Cell, collections::BTreeMap};

use super::*;
use crate::{
    OrderRequest, OrderValue, Report,
    request::ReadRequest,
    what_if::repair::{Repairs, find_in},
};

/// The repairs of a document, each of which makes the request valid.
#[track_caller]
fn repairs<T>(document: &str) -> String
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    let order: T = crate::json::from_str(document).unwrap();
    let repairs = order.validate().unwrap_err().repairs(&order);
    for repair in repairs.iter() {
        let repaired = repair.apply(&order).unwrap_or_else(|| panic!("{repair} cannot be applied"));
        if let Err(violations) = repaired.validate() {
            panic!("{repair}: {violations}");
        }
    }
    repairs.to_string()
}

#[derive(OrderRequest)]
#[check(even, is_even, reads(number))]
struct Part {
    #[range(..=9)]
    number: u8,
    #[order(flatten)]
    #[nested]
    inner: Inner,
}

#[derive(OrderRequest)]
#[check(small, is_small, reads(size))]
struct Inner {
    size: Option<u8>,
}

fn is_even(part: &Part, report: &mut Report<'_, '_>) {
    if part.number % 2 == 1 {
        report.fail("number", "is odd");
    }
}

fn is_small(inner: &Inner, report: &mut Report<'_, '_>) {
    if inner.size.is_some_and(|size| size > 3) {
        report.fail("size", "is large");
    }
}

#[derive(OrderRequest)]
#[check(total, is_total, reads(left, right))]
struct Whole {
    #[nested]
    left: Part,
    #[nested]
    right: Part,
    #[nested]
    parts: Option<Vec<Part>>,
    #[nested]
    more: Option<Box<Whole>>,
}

fn is_total(whole: &Whole, report: &mut Report<'_, '_>) {
    if whole.left.number + whole.right.number > 12 {
        report.fail("right.number", "is too much");
    }
}

#[test]
fn a_function_is_asked_of_the_request_that_declares_it() {
    let whole = |left: &str, right: &str, more: &str| {
        format!("{{\"left\": {{{left}}}, \"right\": {{{right}}}{more}}}")
    };
    let two = r#""number": 2"#;
    let table = [
        (whole(two, r#""number": 3"#, ""), "set `right.number`"),
        (whole(r#""number": 3"#, two, ""), "set `left.number`"),
        (whole(two, r#""number": 2, "size": 4"#, ""), "set `right.size`, or remove `right.size`"),
        (whole(r#""number": 8"#, r#""number": 6"#, ""), "set `left.number`, or set `right.number`"),
        (
            whole(two, two, &format!(", \"more\": {}", whole(r#""number": 3"#, two, ""))),
            "remove `more`, or set `more.left.number`",
        ),
        (
            whole(two, two, r#", "parts": [{"number": 2}, {"number": 3}]"#),
            "remove `parts`, or remove `parts[1]`, or set `parts[1].number`",
        ),
        // The other item has another index once the first is removed.
        (
            whole(two, two, r#", "parts": [{"number": 10}, {"number": 3}]"#),
            "remove `parts`, or remove `parts[0]` and `parts[1]`, or remove `parts[0]` and set `parts[1].number`, or set \
             `parts[0].number` and remove `parts[1]`, or set `parts[0].number` and `parts[1].number`",
        ),
    ];
    for (document, expected) in table {
        assert_eq!(repairs::<Whole>(&document), expected, "{document}");
    }
}

#[derive(OrderRequest)]
#[check(sum, is_sum, reads(a, b))]
struct Counted {
    #[range(..=3)]
    a: u8,
    #[range(..=3)]
    b: u8,
}

fn is_sum(_: &Counted, _: &mut Report<'_, '_>) {}

#[test]
fn a_function_is_asked_only_if_no_other_rule_is_broken() {
    let order = Counted { a: 4, b: 5 };
    let tree = Tree::of_request(&order);
    let calls = Cell::new(0);
    let ask = |tree: &Tree| {
        let order: Counted = crate::json::from_str(&tree.to_json()).unwrap();
        assert!(order.a <= 3 && order.b <= 3, "the other rules are kept");
        calls.set(calls.get() + 1);
        Some(Vec::new())
    };
    let repairs = find_in(&tree, Counted::SCHEMA, &(), Some(&ask), 1_000);
    assert_eq!(repairs.to_string(), "set `a` and `b`");
    assert!(calls.get() > 0 && repairs.are_functions_asked());
}

#[test]
fn a_function_that_only_warns_need_not_be_asked() {
    #[derive(OrderRequest)]
    struct Order {
        #[check(is_odd, warn)]
        #[range(..=3)]
        number: u8,
    }
    fn is_odd(number: &u8) -> bool {
        number % 2 == 1
    }
    let tree = Tree::of_request(&Order { number: 4 });
    let repairs = find_in(&tree, Order::SCHEMA, &(), None, 1_000);
    assert_eq!(repairs.to_string(), "set `number`");
    assert!(repairs.are_functions_asked());
}

#[derive(OrderRequest)]
struct Keyed {
    #[keys(pattern("[a-z]+"))]
    #[each(range(..=3))]
    limits: Option<BTreeMap<String, u8>>,
}

#[test]
fn an_entry_gets_another_key_and_another_value() {
    assert_eq!(
        repairs::<Keyed>(r#"{"limits": {"AB": 9, "c": 1}}"#),
        "remove `limits`, or remove `limits.AB`, or set `limits.AB` and rename `limits.AB` to `ab`",
    );
}

#[derive(OrderRequest)]
#[rule(below, all(limit in limits, limit <= most), "no limit is above the most")]
struct Bounded {
    #[keys(pattern("[a-z]+"))]
    limits: Option<BTreeMap<String, u8>>,
    most: u8,
}

#[test]
fn a_value_is_changed_behind_the_key_that_it_gets() {
    assert_eq!(
        repairs::<Bounded>(r#"{"limits": {"AB": 9, "C": 1}, "most": 3}"#),
        "remove `limits`; or remove `limits.AB` and `limits.C`; or remove `limits.AB` and rename `limits.C` to `c`; or set \
         `limits.AB`, rename `limits.AB` to `ab` and remove `limits.C`; or set `limits.AB`, rename `limits.AB` to `ab` and \
         rename `limits.C` to `c`; or rename `limits.AB` to `ab`, remove `limits.C` and set `most`; or rename `limits.AB` to \
         `ab`, rename `limits.C` to `c` and set `most`",
    );
}

#[test]
fn keys_are_changed_from_the_inside() {
    let entry = |key: &str, tree: Tree| Tree::Map(vec![(key.into(), tree)]);
    let tree = entry("A", entry("B", Tree::Number(1)));
    let renamed = |slot: Slot, key: &str| {
        let class = Class { tree: Tree::Text(key.into()), named: Vec::new() };
        let (changes, _) = changes_of(&slot, vec![class]);
        changes.into_iter().next().unwrap()
    };
    let [outer, inner] = ["A", "B"].map(|key| Step::Entry(key.into()));
    let changes =
        [renamed(vec![outer.clone(), Step::Key], "a"), renamed(vec![outer, inner, Step::Key], "b")];
    let changed = applied(&tree, &changes).unwrap();
    assert_eq!(changed.to_json(), r#"{"a":{"b":1}}"#);
}

#[test]
fn a_field_that_is_in_no_document_is_not_changed() {
    #[derive(OrderRequest)]
    struct Order {
        #[order(skip)]
        internal: u8,
        #[required_if(internal == 0)]
        note: Option<u8>,
    }
    assert_eq!(repairs::<Order>("{}"), "set `note`");
}

/// The name of a text.
#[derive(OrderValue)]
#[length(2..=3)]
struct Code(String);

#[test]
fn a_value_that_is_given_keeps_the_rules_of_its_type() {
    #[derive(OrderRequest)]
    struct Order {
        ev: bool,
        #[required_if(ev)]
        code: Option<Code>,
    }
    assert_eq!(repairs::<Order>(r#"{"ev": true}"#), "set `ev` to `false`, or set `code`");
}

#[test]
fn what_is_known_of_the_search_is_said() {
    let said = |is_complete: bool, are_functions_asked: bool| {
        let repairs = Repairs { parts: vec![Vec::new()], is_complete, are_functions_asked };
        (repairs.to_json(), repairs.to_string())
    };
    let (none, stopped, unasked) = (
        "no repair was found",
        "the search was stopped, so there may be more",
        "functions of the request were not asked, and may refuse it",
    );
    for (is_complete, are_functions_asked, lines) in [
        (true, true, vec![none]),
        (false, true, vec![none, stopped]),
        (true, false, vec![none, unasked]),
        (false, false, vec![none, stopped, unasked]),
    ] {
        let json = format!(
            "{{\"complete\":{is_complete},\"functions_asked\":{are_functions_asked},\"parts\":[[]]}}"
        );
        assert_eq!(said(is_complete, are_functions_asked), (json, lines.join("\n")));
    }
}
