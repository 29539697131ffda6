//! The facts behind a violation where a condition is not of the usual form.

use std::collections::BTreeMap;

use order_core::{OrderRequest, OrderValue, Valid, json, schema};
use serde_json::Value;

/// The answer of both the generated check and the interpreter.
#[track_caller]
fn said<T: OrderRequest<Context = ()>>(request: &T) -> Vec<String> {
    let lines = |outcome: Result<(), order_core::Violations>| -> Vec<String> {
        let violations = outcome.err().map(|all| all.to_string()).unwrap_or_default();
        violations.lines().map(str::to_owned).collect()
    };
    let found = lines(request.validate());
    assert_eq!(found, lines(schema::interpret(request)));
    found
}

/// The messages about a document that does not fit its type.
#[track_caller]
fn unread<T: for<'de> order_core::wire::FromWire<'de> + std::fmt::Debug>(
    text: &str,
) -> Vec<String> {
    let error = json::from_str::<T>(text).unwrap_err();
    error.problems().iter().map(|problem| problem.message().to_string()).collect()
}

#[derive(Debug, Clone, Default, OrderRequest)]
#[order(allow(dead_rule, dead_value, undeclared_dead_end))]
struct Compared {
    low: Option<u8>,
    high: Option<u8>,
    null: Option<Option<u8>>,
    text: Option<String>,
    other: Option<String>,
    tags: Option<Vec<String>>,
    names: Option<Vec<String>>,

    #[required_if(low == 1 => high == 2)]
    if_implied: Option<u8>,
    #[required_if(null != high)]
    if_null_differs: Option<u8>,
    #[forbidden_unless(len(tags) != len(names))]
    unless_lengths_differ: Option<u8>,
    #[forbidden_unless(len(text) == len(other))]
    unless_lengths_equal: Option<u8>,
    #[forbidden_unless(low != high)]
    unless_differ: Option<u8>,
    #[forbidden_unless(low < high)]
    unless_in_order: Option<u8>,
    #[forbidden_unless(len(tags) > len(names))]
    unless_more: Option<u8>,
}

#[test]
fn a_comparison_is_told_from_its_first_value() {
    let tags = |count: usize| Some(vec!["x".to_owned(); count]);
    let text = |text: &str| Some(text.to_owned());
    let nothing = said(&Compared::default());
    assert_eq!(
        nothing,
        [
            "`if_implied` is required because `low` is absent; give it a value",
            "`if_null_differs` is required because `null` is absent and `high` is absent; give it a value"
        ]
    );
    let order = Compared { low: Some(6), tags: tags(2), ..Compared::default() };
    assert_eq!(
        said(&order),
        [
            "`if_implied` is required because `low` is not 1; give it a value",
            "`if_null_differs` is required because `null` is absent and `high` is absent; give it a value"
        ]
    );
    let order = Compared { low: Some(3), high: Some(3), null: Some(None), ..Compared::default() };
    assert_eq!(
        said(&order),
        [
            "`if_implied` is required because `low` is not 1; give it a value",
            "`if_null_differs` is required because `null` is not `high`; give it a value"
        ]
    );
    let order = Compared { low: Some(1), null: Some(None), ..Compared::default() };
    assert_eq!(
        said(&order),
        ["`if_null_differs` is required because `high` is absent; give it a value"]
    );
    let order = Compared {
        low: Some(3),
        high: Some(3),
        text: text("ab"),
        other: text("abc"),
        tags: tags(2),
        names: tags(2),
        unless_lengths_differ: Some(1),
        unless_lengths_equal: Some(1),
        unless_differ: Some(1),
        unless_in_order: Some(1),
        unless_more: Some(1),
        if_implied: Some(1),
        ..Compared::default()
    };
    assert_eq!(
        said(&order),
        [
            "`if_null_differs` is required because `null` is absent; give it a value",
            "`unless_lengths_differ` is not allowed because the number of items of `tags` is the number of items of `names`; remove it",
            "`unless_lengths_equal` is not allowed unless the number of characters of `text` is the number of characters of `other`; remove it",
            "`unless_differ` is not allowed because `low` is `high`; remove it",
            "`unless_in_order` is not allowed unless `low` is less than `high`; remove it",
            "`unless_more` is not allowed unless the number of items of `tags` is greater than the number of items of `names`; remove it"
        ]
    );
}

fn is_small(number: &u8) -> bool {
    *number < 5
}

#[derive(Debug, Clone, Default, OrderRequest)]
struct Parcel {
    name: Option<String>,
    tags: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, OrderRequest)]
struct Line {
    sku: Option<String>,
    size: Option<u8>,
    part: Option<Parcel>,
    boxes: Option<Vec<Parcel>>,
}

#[derive(Debug, Clone, Default, OrderRequest)]
#[order(allow(dead_rule, dead_value, undeclared_dead_end))]
struct Listed {
    lines: Option<Vec<Line>>,
    #[order(secret)]
    pins: Option<Vec<u8>>,

    #[required_if(present(pins) && all(pin in pins, pin < 5))]
    if_pins: Option<u8>,
    #[required_if(present(pins) && all(pin in pins, satisfies(pin, is_small)))]
    if_small_pins: Option<u8>,
    #[required_if(any(pin in pins, pin == 7))]
    if_seven: Option<u8>,
    #[required_if(count(line in lines, line.size > 5) >= 1)]
    if_large: Option<u8>,
    #[required_if(present(lines) && all(line in lines, !(len(line.sku) > 3)))]
    if_short: Option<u8>,
    #[required_if(any(line in lines, line.part.name == "a"))]
    if_part: Option<u8>,
    #[forbidden_unless(any(line in lines, line.part.name == "a"))]
    unless_part: Option<u8>,
    #[forbidden_unless(any(line in lines, any(it in line.boxes, any(tag in it.tags, tag == it.name && tag == line.sku))))]
    unless_deep: Option<u8>,
    #[forbidden_unless(any(line in lines, !(present(line.sku) && (line.size == 1 || line.size == 2))))]
    unless_grouped: Option<u8>,
}

#[test]
fn items_of_lists_are_told_one_by_one_or_together() {
    let line = |size: u8| Line { size: Some(size), ..Line::default() };
    let lines = |sizes: &[u8]| Some(sizes.iter().copied().map(line).collect::<Vec<_>>());
    let large =
        |sizes: &[u8]| Listed { lines: lines(sizes), if_short: Some(1), ..Listed::default() };
    assert_eq!(said(&large(&[1, 2])), [""; 0]);
    assert_eq!(
        said(&large(&[1, 6])),
        ["`if_large` is required because `lines[1].size` is greater than 5; give it a value"]
    );
    assert_eq!(
        said(&large(&[6, 1, 7, 8])),
        [
            "`if_large` is required because `lines[0].size` is greater than 5 and `lines[2].size` is greater than 5 and `lines[3].size` is greater than 5; give it a value"
        ]
    );
    assert_eq!(
        said(&large(&[6, 7, 8, 9])),
        [
            "`if_large` is required because for at least 1 item of `lines`, its `size` is greater than 5; give it a value"
        ]
    );
    let pins = Listed { pins: Some(vec![1, 2]), ..Listed::default() };
    assert_eq!(
        said(&pins),
        [
            "`if_pins` is required because for every item of `pins`, it is [redacted]; give it a value",
            "`if_small_pins` is required because every item of `pins` satisfies `is_small`; give it a value"
        ]
    );
    let pins = Listed { pins: Some(vec![9, 7]), ..Listed::default() };
    assert_eq!(
        said(&pins),
        ["`if_seven` is required because `pins[1]` is [redacted]; give it a value"]
    );
    let skus = Listed {
        lines: Some(vec![Line { sku: Some("a".to_owned()), ..Line::default() }]),
        ..Listed::default()
    };
    assert_eq!(
        said(&skus),
        [
            "`if_short` is required because for every item of `lines`, its `sku` has at most 3 characters; give it a value"
        ]
    );
    let part = |name: &str| {
        let part = Some(Parcel { name: Some(name.to_owned()), tags: None });
        Some(vec![line(1), Line { part, ..line(2) }])
    };
    let first = Listed { lines: part("a"), if_short: Some(1), ..Listed::default() };
    assert_eq!(
        said(&first),
        ["`if_part` is required because `lines[1].part.name` is `a`; give it a value"]
    );
    let other = Listed {
        lines: part("b"),
        if_short: Some(1),
        unless_part: Some(1),
        unless_deep: Some(1),
        ..Listed::default()
    };
    assert_eq!(
        said(&other),
        [
            "`unless_part` is not allowed because for no item of `lines`, its `part.name` is `a`; remove it",
            "`unless_deep` is not allowed because for no item of `lines`, for at least one item of its `boxes`, for at least one item of its `tags`, it is `lines[].boxes[].name` and it is `lines[].sku`; remove it"
        ]
    );
    let sku = Some("a".to_owned());
    let grouped = Listed {
        lines: Some(vec![Line { sku, ..line(1) }]),
        if_short: Some(1),
        unless_grouped: Some(1),
        ..Listed::default()
    };
    assert_eq!(
        said(&grouped),
        [
            "`unless_grouped` is not allowed because for no item of `lines`, its `sku` is absent or (its `size` is not 1 and its `size` is not 2); remove it"
        ]
    );
}

#[derive(Debug, Clone, Default, OrderRequest)]
#[order(allow(dead_rule, dead_value, undeclared_dead_end))]
#[rule(each_once, unique(line in lines, line.name), "every name stands once")]
struct Doubtful {
    number: Option<u8>,
    text: Option<String>,
    tags: Option<Vec<String>>,
    lines: Option<Vec<Parcel>>,
    #[required_unless(len(text) > 0)]
    unless_text: Option<u8>,
    #[required_if(count(tag in tags, tag == "x") == 0)]
    if_none: Option<u8>,
    #[required_if(number == 1 || number == 2)]
    if_number: Option<u8>,
}

#[test]
fn what_cannot_be_read_decides_no_rule() {
    assert_eq!(
        unread::<Valid<Doubtful>>(r#"{"number": "x", "tags": ["x"], "text": "a"}"#),
        ["`number` must be a whole number from 0 to 255"]
    );
    assert_eq!(
        unread::<Valid<Doubtful>>(r#"{"tags": [{}], "text": 1}"#),
        ["`tags[0]` must be text, not an object"]
    );
    assert_eq!(
        unread::<Valid<Doubtful>>(r#"{"tags": "x", "text": []}"#),
        ["`tags` must be a list, not text", "`text` must be text, not a list"]
    );
    assert_eq!(
        unread::<Valid<Doubtful>>(
            r#"{"tags": ["x"], "text": "a", "lines": [{"name": "a"}, {"name": []}]}"#
        ),
        ["`lines[1].name` must be text, not a list"]
    );
    assert_eq!(
        unread::<Valid<Doubtful>>(
            r#"{"tags": ["x"], "text": "a", "number": [], "lines": [{"name": "a"}, {"name": []}, {"name": "a"}]}"#
        ),
        [
            "`number` must be a whole number from 0 to 255, not a list",
            "`lines[1].name` must be text, not a list",
            "every name stands once because items 1 and 3 of `lines` have the same `name`"
        ]
    );
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
enum Class {
    Dv,
    Ov,
}

#[derive(Debug, Clone, Default, OrderRequest)]
#[order(allow(dead_rule, dead_value, undeclared_dead_end))]
struct Defaults {
    kind: Option<u8>,
    #[default_value_if(kind == 3, 2)]
    #[default_value(1)]
    years: Option<u8>,
    class: Option<Class>,
    #[required_if(years == 2)]
    if_two: Option<u8>,
    #[required_if(class != Class::Dv)]
    unless_dv: Option<u8>,
}

#[test]
fn a_default_with_a_condition_is_told_by_its_value() {
    let order = Defaults { kind: Some(3), class: Some(Class::Dv), ..Defaults::default() };
    assert_eq!(
        said(&order),
        ["`if_two` is required because `years` is 2 by default; give it a value"]
    );
    let order = Defaults { kind: Some(3), class: Some(Class::Ov), ..Defaults::default() };
    assert_eq!(
        said(&order),
        [
            "`if_two` is required because `years` is 2 by default; give it a value",
            "`unless_dv` is required because `class` is not `Dv`; give it a value"
        ]
    );
    let order = Defaults { kind: Some(4), class: Some(Class::Dv), ..Defaults::default() };
    assert_eq!(said(&order), [""; 0]);
}

#[derive(Debug, Clone, Default, OrderRequest)]
#[order(allow(dead_rule, dead_value, undeclared_dead_end))]
struct Free {
    left: Option<Value>,
    right: Option<Value>,
    #[required_if(left == right)]
    if_equal: Option<u8>,
    by_key: Option<BTreeMap<String, u8>>,
}

#[test]
fn free_values_are_compared_as_they_are() {
    let order = Free {
        left: Some(serde_json::json!([1])),
        right: Some(serde_json::json!([1])),
        ..Free::default()
    };
    assert_eq!(said(&order), ["`if_equal` is required because `left` is `right`; give it a value"]);
}

#[derive(Debug, Clone, Default, OrderRequest)]
struct Kept {
    flag: Option<bool>,
    #[required_if(flag)]
    reason: Option<u8>,
}

#[derive(Debug, Clone, Default, OrderRequest)]
struct Holder {
    #[order(flatten, secret)]
    kept: Kept,
}

#[test]
fn a_secret_part_in_place_tells_no_reason() {
    let order = Holder { kept: Kept { flag: Some(true), reason: None } };
    assert_eq!(
        said(&order),
        ["`reason` is required because `flag` is [redacted]; give it a value"]
    );
}

#[derive(Debug, Clone, Default, OrderRequest)]
#[order(allow(dead_rule, dead_value, undeclared_dead_end))]
struct Member {
    null: Option<Option<u8>>,
    day: Option<jiff::civil::Date>,
    #[order(skip_blank)]
    note: Option<String>,
    #[order(skip_blank)]
    name: String,
}

#[derive(Debug, Clone, Default, OrderRequest)]
#[order(allow(dead_rule, dead_value, undeclared_dead_end))]
struct Members {
    member: Option<Member>,
    items: Option<Vec<Member>>,
    #[required_if(member.null == null)]
    if_null: Option<u8>,
    #[required_if(any(item in items, item.null == null))]
    if_null_item: Option<u8>,
    #[required_if(member.day < "soon" || member.day >= "soon" || member.day > "soon")]
    if_before_no_day: Option<u8>,
    #[required_if(member.day < "2031-01-01")]
    if_before: Option<u8>,
    #[required_if(given(member.note))]
    if_note: Option<u8>,
    #[required_if(given(member.name))]
    if_name: Option<u8>,
}

#[test]
fn a_member_is_asked_as_its_type_is() {
    let with = |member: Member| said(&Members { member: Some(member), ..Members::default() });
    assert_eq!(said(&Members::default()), [""; 0]);
    assert_eq!(
        with(Member { null: Some(None), ..Member::default() }),
        [
            "`if_null` is required because `member.null` is null; give it a value",
            "`if_name` is required because `member.name` is present; give it a value"
        ]
    );
    assert_eq!(
        with(Member { null: Some(Some(1)), ..Member::default() }),
        ["`if_name` is required because `member.name` is present; give it a value"]
    );
    let day = Some(jiff::civil::date(2030, 1, 1));
    assert_eq!(
        with(Member { day, ..Member::default() }),
        [
            "`if_before` is required because `member.day` is before `2031-01-01`; give it a value",
            "`if_name` is required because `member.name` is present; give it a value"
        ]
    );
    let note = Some(String::new());
    assert_eq!(
        with(Member { note, ..Member::default() }),
        ["`if_name` is required because `member.name` is present; give it a value"]
    );
    let note = Some("x".to_owned());
    assert_eq!(
        with(Member { note, ..Member::default() }),
        [
            "`if_note` is required because `member.note` is present; give it a value",
            "`if_name` is required because `member.name` is present; give it a value"
        ]
    );
    let items = Some(vec![Member::default(), Member { null: Some(None), ..Member::default() }]);
    assert_eq!(
        said(&Members { items, ..Members::default() }),
        ["`if_null_item` is required because `items[1].null` is null; give it a value"]
    );
}

#[test]
fn facts_of_the_same_kind_are_compared_and_hashed() {
    use std::collections::HashSet;

    use order_core::violation::{Fact, FactState};

    let facts = |low: Option<u8>, tags: usize| -> Vec<Fact> {
        let order = Compared {
            low,
            high: Some(3),
            tags: Some(vec!["x".to_owned(); tags]),
            names: Some(vec!["y".to_owned(); 2]),
            unless_lengths_differ: Some(1),
            unless_in_order: Some(1),
            unless_more: Some(1),
            if_implied: Some(1),
            ..Compared::default()
        };
        let violations = order.validate().unwrap_err();
        violations.iter().flat_map(|violation| violation.because()).collect()
    };
    let (two, again) = (facts(Some(3), 2), facts(Some(3), 2));
    assert_eq!(two, again);
    let is_condition = |fact: &&Fact| matches!(fact.state, FactState::Condition(_));
    let conditions: Vec<&Fact> = two.iter().filter(is_condition).collect();
    assert_eq!(conditions.len(), 2);
    assert_ne!(conditions[0].state, conditions[1].state);
    let all: HashSet<&Fact> = two.iter().chain(&again).collect();
    assert_eq!(all.len(), two.len());
}

#[test]
fn a_fact_of_a_test_says_whether_it_passed() {
    use order_core::violation::FactState;

    #[derive(Debug, Clone, Default, OrderRequest)]
    #[order(allow(dead_rule, dead_value, undeclared_dead_end))]
    struct Tested {
        low: Option<u8>,
        #[required_if(low > 3)]
        if_more: Option<u8>,
        #[forbidden_unless(low > 3)]
        unless_more: Option<u8>,
    }
    let tested = |low: u8, unless_more: Option<u8>| {
        let tested = Tested { low: Some(low), unless_more, if_more: None };
        let violations = tested.validate().unwrap_err();
        let because = violations.iter().next().unwrap().because();
        match because[0].state {
            FactState::Tested(tested) => tested,
            ref state => panic!("{state:?}"),
        }
    };
    let (more, less) = (tested(4, Some(1)), tested(2, Some(1)));
    assert_eq!((more.passes(), less.passes()), (true, false));
    assert_eq!(
        (more.to_string(), less.to_string()),
        ("is greater than 3".into(), "is at most 3".into())
    );
    assert_eq!(more, tested(5, Some(1)));
    assert_ne!(more, less);
    let hashed: std::collections::HashSet<_> = [more, less, more, tested(5, Some(1))].into();
    assert_eq!(hashed.len(), 2);
}

#[derive(Debug, Clone, Default, OrderRequest)]
struct Sorted {
    #[range(..=3)]
    first: Option<u8>,
    a: Option<u8>,
    #[range(..=3)]
    b: Option<u8>,
    c: Option<u8>,
    #[range(..=3)]
    last: Option<u8>,
}

#[derive(Debug, Clone, Default, OrderRequest)]
#[required(part.a)]
struct One {
    #[range(..=3)]
    early: Option<u8>,
    #[nested]
    part: Option<Sorted>,
    #[range(..=3)]
    late: Option<u8>,
}

#[derive(Debug, Clone, Default, OrderRequest)]
#[required(part.c)]
#[required(place.c)]
#[required(part.a)]
struct Several {
    #[range(..=3)]
    early: Option<u8>,
    #[nested]
    part: Option<Sorted>,
    #[order(flatten)]
    place: Place,
    #[range(..=3)]
    late: Option<u8>,
}

#[derive(Debug, Clone, Default, OrderRequest)]
struct Place {
    #[order(rename = "x")]
    #[range(..=3)]
    b: Option<u8>,
    #[order(rename = "y")]
    c: Option<u8>,
}

#[derive(Debug, Clone, Default, OrderRequest)]
struct Outermost {
    #[range(..=3)]
    number: Option<u8>,
    #[nested]
    ones: Vec<One>,
    #[nested]
    several: Vec<Several>,
    #[range(..=3)]
    end: Option<u8>,
}

#[test]
fn violations_of_rules_on_members_stand_in_the_order_of_the_fields() {
    let four = Some(4);
    let part = || Some(Sorted { first: four, b: four, last: four, ..Sorted::default() });
    let one = || One { early: four, part: part(), late: four };
    let several =
        || Several { early: four, part: part(), place: Place { b: four, c: None }, late: four };
    #[track_caller]
    fn paths<T: OrderRequest<Context = ()>>(request: &T) -> String {
        let violations = request.validate().unwrap_err();
        let interpreted = schema::interpret(request).unwrap_err();
        assert!(violations.to_string() == interpreted.to_string());
        let paths: Vec<String> = violations.iter().map(|it| it.path().to_string()).collect();
        paths.join(" ")
    }
    let of_one = "early part.first part.a part.b part.last late";
    assert_eq!(paths(&one()), of_one);
    assert_eq!(
        paths(&One { early: None, late: None, ..one() }),
        "part.first part.a part.b part.last"
    );
    let of_several = "early part.first part.a part.b part.c part.last x y late";
    assert_eq!(paths(&several()), of_several);
    let outermost = Outermost {
        number: four,
        ones: vec![one(), one()],
        several: vec![several(), several()],
        end: four,
    };
    let below = |list: &str, index: usize, paths: &str| {
        let paths: Vec<String> =
            paths.split(' ').map(|path| format!("{list}[{index}].{path}")).collect();
        paths.join(" ")
    };
    let expected = [
        "number".to_owned(),
        below("ones", 0, of_one),
        below("ones", 1, of_one),
        below("several", 0, of_several),
        below("several", 1, of_several),
        "end".to_owned(),
    ];
    assert_eq!(paths(&outermost), expected.join(" "));
}

#[derive(Debug, Clone, Default, OrderRequest)]
struct ByDefault {
    k: bool,
    #[default_value_if(k, true)]
    ev: Option<bool>,
    #[required_if(ev)]
    note: Option<u8>,
}

#[test]
fn value_of_a_conditional_default_is_told_as_one() {
    let said = |ev: Option<bool>| {
        let order = ByDefault { k: true, ev, note: None };
        order.validate().map_err(|violations| violations.to_string())
    };
    let because =
        |what: &str| Err(format!("`note` is required because `ev` is {what}; give it a value"));
    assert_eq!(said(Some(true)), because("true"));
    assert_eq!(said(None), because("true by default"));
    assert_eq!(said(Some(false)), Ok(()));
}
