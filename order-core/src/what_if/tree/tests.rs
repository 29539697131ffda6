//! The tree of a request, and its changes.

use std::collections::BTreeMap;

use super::*;
use crate::{OrderValue, request::ReadRequest};

fn tree<T: OrderRequest + for<'de> ReadRequest<'de>>(document: &str) -> Tree {
    Tree::of_request(&crate::json::from_str::<T>(document).unwrap())
}

fn map(entries: &[(&str, i128)]) -> Tree {
    Tree::Map(entries.iter().map(|(key, number)| ((*key).into(), Tree::Number(*number))).collect())
}

#[test]
fn entries_stay_in_the_order_of_their_keys() {
    let mut tree = map(&[("b", 1), ("k", 2)]);
    tree.replace(&[Step::Entry("b".into()), Step::Key], Tree::Text("z".into()));
    assert_eq!(tree.to_json(), r#"{"k":2,"z":1}"#);
}

#[test]
fn an_entry_that_is_not_there_is_not_removed() {
    for (index, expected) in [(0, r#"{"k":2}"#), (1, r#"{"b":1}"#), (2, r#"{"b":1,"k":2}"#)] {
        let mut tree = map(&[("b", 1), ("k", 2)]);
        tree.replace(&[Step::Item(index)], Tree::Absent);
        assert_eq!(tree.to_json(), expected, "{index}");
    }
}

#[derive(OrderRequest)]
struct Small {
    size: Option<u8>,
}

#[derive(OrderRequest)]
struct Inner {
    note: Option<u8>,
}

#[derive(OrderRequest)]
#[order(skip_blank)]
struct Part {
    text: Option<String>,
    #[order(skip)]
    #[allow(dead_code, reason = "it is in no document")]
    internal: Option<u8>,
    #[order(flatten)]
    #[nested]
    inner: Inner,
}

#[test]
fn lists_and_requests_of_other_lengths_differ_in_one_place() {
    let list = |numbers: &[i128]| Tree::list(numbers.iter().copied().map(Tree::Number));
    assert_eq!(list(&[1, 2]).distance(&list(&[1, 3])), 1);
    assert_eq!(list(&[1, 2, 3]).distance(&list(&[4, 5, 6])), 3);
    assert_eq!(list(&[1, 2, 3]).distance(&list(&[1])), 1);
    let small = Tree::Object(Small::SCHEMA, vec![Tree::Number(1)]);
    let part = Tree::Object(Part::SCHEMA, vec![Tree::Number(1), Tree::Absent, Tree::Absent]);
    assert_eq!(small.distance(&part), 1);
    assert_eq!(small.distance(&Tree::empty(Small::SCHEMA)), 1);
}

#[test]
fn a_part_in_place_is_given_by_a_member_on_the_wire() {
    let inner = |note: Tree| Tree::Object(Inner::SCHEMA, vec![note]);
    let text = |text: &str| Tree::Text(text.into());
    let table = [
        (Tree::Absent, Tree::Absent, Tree::Absent, false),
        (text("a"), Tree::Absent, Tree::Absent, true),
        // What is blank is left out, and what is skipped is in no document.
        (text(" "), Tree::Absent, Tree::Absent, false),
        (Tree::Absent, Tree::Number(1), Tree::Absent, false),
        (Tree::Absent, Tree::Absent, Tree::Number(1), true),
    ];
    for (text, internal, note, expected) in table {
        let part = Tree::Object(Part::SCHEMA, vec![text, internal, inner(note)]);
        assert_eq!(part.is_any_given(), expected, "{}", part.to_json());
    }
}

#[derive(OrderRequest)]
struct Plain {
    text: Option<String>,
}

#[test]
fn a_blank_that_is_written_is_given() {
    let plain = Tree::Object(Plain::SCHEMA, vec![Tree::Text(" ".into())]);
    assert!(plain.is_any_given());
}

#[derive(OrderRequest)]
struct Whole {
    #[nested]
    a: Holder,
    #[order(unchecked)]
    d: Holder,
    #[order(secret)]
    #[nested]
    e: Holder,
}

#[derive(OrderRequest)]
struct Holder {
    #[nested]
    b: Small,
    c: Small,
    #[order(secret)]
    #[nested]
    s: Small,
}

#[test]
fn a_request_is_nested_and_secret_as_those_around_it() {
    let small = r#"{"size": 1}"#;
    let holder = format!("{{\"b\": {small}, \"c\": {small}, \"s\": {small}}}");
    let tree = tree::<Whole>(&format!("{{\"a\": {holder}, \"d\": {holder}, \"e\": {holder}}}"));
    let said = |level: &Level| {
        let nested = if level.is_nested { " nested" } else { "" };
        let secret = if level.is_secret { " secret" } else { "" };
        format!("{}{nested}{secret}", tree.path(&level.slot))
    };
    let levels: Vec<String> = tree.levels().iter().map(said).collect();
    assert_eq!(
        levels,
        [
            " nested",
            "a nested",
            "a.b nested",
            "a.c",
            "a.s nested secret",
            "d",
            "d.b",
            "d.c",
            "d.s secret",
            "e nested secret",
            "e.b nested secret",
            "e.c secret",
            "e.s nested secret",
        ],
    );
}

#[derive(OrderRequest)]
#[order(allow(dead_rule, dead_value))]
struct Near {
    items: Option<Vec<u8>>,
    named: Option<BTreeMap<String, u8>>,
    #[each(range(..=9))]
    ranged: Option<Vec<u8>>,
    read: Option<Vec<u8>>,
    #[default_value_if(len(read) == 3, 4)]
    size: Option<u8>,
}

#[test]
fn only_what_a_path_and_the_rules_name_is_copied() {
    let near: Near = crate::json::from_str(
        r#"{"items": [1, 2, 3], "named": {"a": 1, "b/c": 2, "d\n": 3, "zz": 4}, "ranged": [1, 2, 3], "read": [1, 2, 3]}"#,
    )
    .unwrap();
    // An index keeps that item of each list.
    for (path, items, named) in [
        ("size", "[1]", r#"{"a":1}"#),
        ("items[2]", "[1,3]", r#"{"a":1}"#),
        ("/items/1", "[1,2]", r#"{"a":1}"#),
        ("items[3]", "[1]", r#"{"a":1}"#),
        ("/named/b~1c", "[1]", r#"{"a":1,"b/c":2}"#),
        ("named.d\\n", "[1]", r#"{"a":1,"d\n":3}"#),
    ] {
        let tree = Tree::of_request_near(&near, path);
        let expected =
            format!("{{\"items\":{items},\"named\":{named},\"ranged\":{items},\"read\":[1,2,3]}}");
        assert_eq!(tree.to_json(), expected, "{path}");
    }
}

#[derive(OrderValue)]
#[length(..=2)]
struct Code(String);

#[derive(OrderRequest)]
struct Typed {
    #[order(skip)]
    #[allow(dead_code, reason = "it is in no document")]
    hidden: Option<Code>,
    code: Option<Code>,
    codes: Option<Vec<Code>>,
}

#[test]
fn values_that_break_their_type_are_found_in_documents_only() {
    let typed = Typed {
        hidden: Some(Code("abc".to_owned())),
        code: Some(Code("abc".to_owned())),
        codes: Some(vec![Code("a".to_owned()), Code("abc".to_owned())]),
    };
    let tree = Tree::of_request(&typed);
    let found: Vec<String> =
        tree.broken_types().iter().map(|slot| tree.path(slot).to_string()).collect();
    assert_eq!(found, ["code", "codes[1]"]);
}
