use std::collections::{BTreeMap, HashMap};

use order_core::{
    Code, OrderRequest, OrderValue, json, schema,
    update::{Change, Edit, Rejected, Update},
    violation::FactState,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, OrderValue)]
#[order(rename_all = "snake_case")]
enum State {
    Draft,
    Sent,
    Closed,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = PartUpdate)]
struct Part {
    #[immutable]
    sku: String,
    #[required_if(changed(count))]
    reason: Option<String>,
    count: u8,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = OrderUpdate, rename_all = "camelCase")]
#[rule(only_forward, old.state == State::Closed => state == Closed, "what is closed stays closed", at = state)]
#[rule(no_less, old.total <= total, "the total does not shrink", at = total)]
#[rule(note_of_change, changed(lines) => present(note), "a change of the lines has a note")]
struct Order {
    #[immutable]
    account: Option<String>,
    #[set_once]
    approved_by: Option<String>,
    #[set_once]
    #[order(secret)]
    pin: Option<String>,
    state: State,
    total: u32,
    #[required_if(changed(total) && old.state == State::Sent)]
    #[forbidden_unless(changed(total))]
    reason: Option<String>,
    note: Option<String>,
    #[nested]
    lines: BTreeMap<String, Part>,
    #[nested]
    main: Option<Box<Part>>,
    #[nested]
    #[length(2.., if old.total == 0)]
    list: Option<Vec<Part>>,
}

fn part() -> Part {
    Part { sku: "a".to_owned(), reason: None, count: 1 }
}

fn order() -> Order {
    Order {
        account: None,
        approved_by: None,
        pin: None,
        state: State::Draft,
        total: 10,
        reason: None,
        note: None,
        lines: [("a".to_owned(), part())].into(),
        main: Some(Box::new(part())),
        list: None,
    }
}

fn apply(text: &str, old: &Order) -> Result<Order, Rejected<Order>> {
    let update: OrderUpdate = json::from_str(text).unwrap();
    update.apply(old).map(order_core::Valid::into_inner)
}

fn refused(text: &str, old: &Order) -> String {
    apply(text, old).unwrap_err().to_string()
}

#[test]
fn what_is_immutable_is_neither_set_nor_changed_nor_cleared() {
    let message = "`account` cannot be changed; leave it out of the update";
    assert_eq!(refused(r#"{"account": "1"}"#, &order()), message);
    let old = Order { account: Some("1".to_owned()), ..order() };
    assert_eq!(refused(r#"{"account": "2"}"#, &old), message);
    assert_eq!(refused(r#"{"account": null}"#, &old), message);
    // The same value once more is no change.
    assert_eq!(apply(r#"{"account": "1"}"#, &old).unwrap(), old);
    let rejected = apply(r#"{"account": "2"}"#, &old).unwrap_err();
    let violation = rejected.violations().iter().next().unwrap();
    assert_eq!(
        (violation.code(), violation.rule_id()),
        (Code::Immutable, "account.immutable".to_owned())
    );
}

#[test]
fn what_is_set_once_is_set_but_not_changed_again() {
    let set = apply(r#"{"approvedBy": "Ann", "pin": "1"}"#, &order()).unwrap();
    let message =
        "`approvedBy` is set once and cannot be changed again; leave it out of the update";
    assert_eq!(refused(r#"{"approvedBy": "Bob"}"#, &set), message);
    assert_eq!(refused(r#"{"approvedBy": null}"#, &set), message);
    assert_eq!(
        refused(r#"{"pin": "2"}"#, &set),
        "`pin` is set once and cannot be changed again; leave it out of the update",
    );
}

#[test]
fn a_condition_asks_what_was_there_and_what_is_changed() {
    assert!(apply(r#"{"total": 11}"#, &order()).is_ok());
    let sent = Order { state: State::Sent, ..order() };
    assert_eq!(
        refused(r#"{"total": 11}"#, &sent),
        "`reason` is required because `total` is changed and `old.state` is `sent`; \
         give it a value that is not blank (not in the update)",
    );
    assert!(apply(r#"{"total": 11, "reason": "more"}"#, &sent).is_ok());
    assert_eq!(
        refused(r#"{"reason": "more"}"#, &sent),
        "`reason` is not allowed unless `total` is changed; remove it",
    );
    let closed = Order { state: State::Closed, ..order() };
    assert_eq!(
        refused(r#"{"state": "draft", "total": 9}"#, &closed),
        "`state`: what is closed stays closed because `old.state` is `closed` and `state` is not `closed`\n\
         `total`: the total does not shrink because `old.total` is greater than `total`",
    );
    let zero = Order { total: 0, ..order() };
    assert_eq!(
        refused(r#"{"list": [{"sku": "a", "count": 1}]}"#, &zero),
        "`list` must have at least 2 items because `old.total` is 0",
    );
}

#[test]
fn parts_are_compared_with_what_they_were() {
    assert_eq!(
        refused(
            r#"{"lines": {"a": {"sku": "b"}}, "main": {"count": 2, "sku": "c"}, "note": "n"}"#,
            &order()
        ),
        "`lines.a.sku` cannot be changed; leave it out of the update\n\
         `main.sku` cannot be changed; leave it out of the update\n\
         `main.reason` is required because `main.count` is changed; give it a value that is not blank (not in the update)",
    );
    // A new part has no old one.
    assert!(apply(r#"{"lines": {"b": {"sku": "b", "count": 1}}, "note": "n"}"#, &order()).is_ok());
    assert_eq!(
        refused(r#"{"lines": {"b": {"sku": "b", "count": 1}}}"#, &order()),
        "a change of the lines has a note because `lines` is changed and `note` is absent",
    );
}

#[test]
fn a_new_request_knows_no_change() {
    let new = Order { account: Some("1".to_owned()), reason: Some("r".to_owned()), ..order() };
    assert!(new.validate().is_ok());
    assert!(schema::interpret(&new).is_ok());
    assert!(new.why("reason").unwrap().to_string().contains("optional"));
}

#[test]
fn an_update_that_lacks_a_member_is_judged_by_its_changes_too() {
    let old = Order { account: Some("1".to_owned()), main: None, ..order() };
    assert_eq!(
        refused(r#"{"account": "2", "main": {"count": 1}}"#, &old),
        "`account` cannot be changed; leave it out of the update\n\
         `main.sku` is required; give it a value that is not blank (not in the update)",
    );
}

#[test]
fn facts_name_the_old_value() {
    let sent = Order { state: State::Sent, ..order() };
    let rejected = apply(r#"{"total": 11}"#, &sent).unwrap_err();
    let violation = rejected.violations().iter().next().unwrap().clone();
    let facts: Vec<_> =
        violation.because().into_iter().map(|fact| (fact.path.to_string(), fact.state)).collect();
    assert_eq!(facts[0], ("total".to_owned(), FactState::Changed(true)));
    assert_eq!(facts[1].0, "old.state");
}

/// The generated check and the interpreter come to the same verdict about every pair of requests.
#[test]
fn the_check_and_the_interpreter_agree_on_updates() {
    let mut all = Vec::new();
    for bits in 0..512_u32 {
        let is = |bit: u32| bits >> bit & 1 == 1;
        let text = |bit: u32, text: &str| is(bit).then(|| text.to_owned());
        let count = if is(8) { 2 } else { 1 };
        let changed = Part { count, reason: text(7, "r"), ..part() };
        all.push(Order {
            account: text(0, "1"),
            approved_by: text(1, "Ann"),
            pin: text(6, "1"),
            state: if is(2) { State::Sent } else { State::Closed },
            total: if is(3) { 0 } else { 5 },
            reason: text(4, "r"),
            note: text(5, "n"),
            lines: [("a".to_owned(), changed.clone())].into(),
            main: is(5).then(|| Box::new(changed.clone())),
            list: is(4).then(|| if is(2) { vec![changed] } else { Vec::new() }),
        });
    }
    let mut refused = 0;
    for (index, old) in all.iter().enumerate() {
        for new in all.iter().skip(index % 7).step_by(7) {
            let update = OrderUpdate::between(old, new.clone());
            let by_schema = schema::interpret_update(old, new).map_err(|it| it.to_string());
            let by_check = update.apply(old).map(|valid| assert_eq!(*valid, *new));
            let by_check = by_check.map_err(|it| it.violations().to_string());
            assert_eq!(by_check, by_schema, "{old:?} {new:?}");
            refused += usize::from(by_schema.is_err());
        }
    }
    assert!(refused > 1000, "{refused}");
}

#[test]
fn a_change_that_is_made_in_rust_is_judged_alike() {
    let update = OrderUpdate {
        account: Change::Set("2".to_owned()),
        total: Edit::Set(12),
        ..OrderUpdate::default()
    };
    assert_eq!(update.apply(&order()).unwrap_err().violations().len(), 1);
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = GuardUpdate)]
struct Guard {
    #[order(secret)]
    pin: u16,
    #[required_if(old.pin > 9)]
    reason: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = TriesUpdate)]
struct Tries {
    count: u16,
    #[required_if(old.count > 9)]
    reason: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = SafeUpdate)]
struct Safe {
    #[nested]
    guard: Guard,
    #[order(secret)]
    #[nested]
    tries: Tries,
    #[nested]
    open: Tries,
}

#[test]
fn a_secret_that_was_there_is_not_told() {
    let tries = Tries { count: 4711, reason: None };
    let old = Safe { guard: Guard { pin: 4711, reason: None }, tries: tries.clone(), open: tries };
    let expected = "`guard.reason` is required because `old.pin` is [redacted]; give it a value that is not blank\n\
         `tries.reason` is required because `old.count` is [redacted]; give it a value that is not blank\n\
         `open.reason` is required because `old.count` is greater than 9; give it a value that is not blank";
    let update: SafeUpdate = json::from_str("{}").unwrap();
    let rejected = update.apply(&old).unwrap_err();
    assert_eq!(rejected.violations().to_string(), expected);
    assert_eq!(schema::interpret_update(&old, &old).unwrap_err().to_string(), expected);
}

/// Rules about a change stand among the others, in the order of the fields.
#[test]
fn what_is_found_comes_in_the_order_of_the_fields() {
    #[derive(Debug, Clone, PartialEq, OrderRequest)]
    #[order(update = TicketUpdate)]
    struct Ticket {
        #[immutable]
        first: u8,
        #[range(..=9)]
        second: u8,
        #[immutable]
        third: u8,
        #[range(..=9)]
        fourth: u8,
    }

    let old = Ticket { first: 1, second: 1, third: 1, fourth: 1 };
    let update: TicketUpdate =
        json::from_str(r#"{"fourth": 10, "third": 2, "second": 10, "first": 2}"#).unwrap();
    let rejected = update.apply(&old).unwrap_err();
    let paths: Vec<_> =
        rejected.violations().iter().map(|violation| violation.path().to_string()).collect();
    assert_eq!(paths, ["first", "second", "third", "fourth"]);
}

/// A part in a map is compared with the one that had its key.
#[test]
fn parts_in_maps_of_both_kinds_are_compared() {
    #[derive(Debug, Clone, PartialEq, OrderRequest)]
    #[order(update = RackUpdate)]
    struct Rack {
        #[nested]
        sorted: BTreeMap<String, Part>,
        #[nested]
        hashed: HashMap<String, Part>,
    }

    let old = Rack {
        sorted: [("a".to_owned(), part())].into(),
        hashed: [("b".to_owned(), part())].into(),
    };
    let update: RackUpdate = json::from_str(
        r#"{"sorted": {"a": {"count": 2}}, "hashed": {"b": {"sku": "b"}, "c": {"sku": "c", "count": 1}}}"#,
    )
    .unwrap();
    let expected = "`sorted.a.reason` is required because `sorted.a.count` is changed; \
                    give it a value that is not blank (not in the update)\n\
                    `hashed.b.sku` cannot be changed; leave it out of the update";
    assert_eq!(update.apply(&old).unwrap_err().to_string(), expected);
}

/// A part that lacks a member is judged by its document, with the parts of the old request beside it.
#[test]
fn parts_that_stay_are_no_change_where_another_lacks_a_member() {
    let old = Order { main: None, ..order() };
    let lacks = "`main.sku` is required; give it a value that is not blank (not in the update)";
    assert_eq!(refused(r#"{"lines": {"a": {"count": 1}}, "main": {"count": 1}}"#, &old), lacks,);
    let changed = format!(
        "{lacks}\na change of the lines has a note because `lines` is changed and `note` is absent"
    );
    for lines in [
        r#"{"a": {"count": 2, "reason": "r"}}"#,
        r#"{"a": null, "b": {"sku": "b", "count": 1}}"#,
        r#"{"b": {"sku": "b", "count": 1}}"#,
    ] {
        let text = format!(r#"{{"lines": {lines}, "main": {{"count": 1}}}}"#);
        assert_eq!(refused(&text, &old), changed, "{text}");
    }
}

#[test]
fn a_change_is_a_value_of_its_own() {
    let (set, clear, untouched) = (Change::Set(7_u8), Change::<u8>::Clear, Change::<u8>::Untouched);
    assert!(untouched.is_untouched() && !set.is_untouched() && !clear.is_untouched());
    assert_eq!([set.value(), clear.value(), untouched.value()], [Some(&7), None, None]);
    let is_given = |change: &Change<u8>| OrderValue::is_given(change);
    assert_eq!([&set, &clear, &untouched].map(is_given), [true, true, false]);
    let (set, untouched) = (Edit::Set(" ".to_owned()), Edit::<String>::Untouched);
    assert!(untouched.is_untouched() && !set.is_untouched());
    assert_eq!(
        [set.value().map(String::as_str), untouched.value().map(String::as_str)],
        [Some(" "), None]
    );
    let asked = |edit: &Edit<String>| (OrderValue::is_given(edit), edit.is_blank());
    assert_eq!([&set, &untouched].map(asked), [(true, true), (false, false)]);
}
