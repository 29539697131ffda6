use jiff::civil::{Date, date};
use order_core::{
    Code, Flag, OrderRequest, OrderValue, ProblemDetails, json,
    schema::Literal,
    update::{Change, Edit, Update},
    value::ReadValue,
};
use rust_decimal::Decimal;

use crate::types::{AddressUpdate, Method, Order, OrderUpdate, address, order};

fn update(text: &str) -> OrderUpdate {
    json::from_str(text).unwrap()
}

/// The order after an update, which is valid.
fn after(text: &str) -> Order {
    update(text).apply(&order()).unwrap().into_inner()
}

#[test]
fn an_empty_update_changes_nothing() {
    assert!(update("{}").is_empty());
    assert_eq!(after("{}"), order());
    assert!(OrderUpdate::default().is_empty());
}

#[test]
fn what_is_absent_is_untouched_and_null_clears() {
    let new = after(r#"{"count": 3, "note": null, "price": "2.10"}"#);
    let expected = Order { count: 3, note: None, price: Some("2.10".parse().unwrap()), ..order() };
    assert_eq!(new, expected);
}

#[test]
fn what_is_not_in_the_body_stays() {
    let new = after(r#"{"count": 3}"#);
    assert_eq!((new.order_id.as_str(), new.seen), ("7", 3));
}

#[test]
fn a_list_is_replaced() {
    let new = after(r#"{"items": [{"count": 5}], "sans": "b.example,c.example"}"#);
    assert_eq!(new.items.len(), 1);
    assert_eq!(new.items[0].count, 5);
    assert_eq!(new.sans.unwrap(), ["b.example", "c.example"]);
}

#[test]
fn a_part_is_merged() {
    let new = after(r#"{"address": {"street": "Side St", "zip": null}}"#);
    let mut expected = address("Side St");
    expected.postal_code = None;
    assert_eq!(new.address, expected);
}

#[test]
fn a_part_is_made_of_an_update_alone() {
    let new = after(r#"{"billing": {"street": "Side St", "city": "Provo"}}"#);
    let billing = new.billing.unwrap();
    assert_eq!((billing.city.as_str(), billing.country.as_str()), ("Provo", "US"));
    assert_eq!(billing.postal_code, None);
}

#[test]
fn a_part_that_would_lack_a_member_is_refused() {
    let rejected = update(r#"{"billing": {"street": "Side St"}, "note": "much too long"}"#)
        .apply(&order())
        .unwrap_err();
    assert!(rejected.request().is_none());
    let found: Vec<_> = rejected
        .iter()
        .map(|(violation, is_in_update)| {
            (violation.path().to_string(), violation.code(), is_in_update)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("note".to_owned(), Code::Length, true),
            ("billing.city".to_owned(), Code::Required, false),
        ],
    );
}

#[test]
fn entries_of_a_map_are_set_and_removed() {
    let new = after(
        r#"{"labels": {"a": null, "c": "3"}, "offices": {"hq": {"city": "Provo"}, "lab": {"street": "B", "city": "C"}}}"#,
    );
    let labels: Vec<_> = new.labels.as_ref().unwrap().iter().collect();
    assert_eq!(labels, [(&"b".to_owned(), &"2".to_owned()), (&"c".to_owned(), &"3".to_owned())]);
    assert_eq!(
        (new.offices["hq"].street.as_str(), new.offices["hq"].city.as_str()),
        ("First St", "Provo")
    );
    assert_eq!(new.offices["lab"].street, "B");
    assert_eq!(after(r#"{"labels": null}"#).labels, None);
}

#[test]
fn an_entry_that_would_lack_a_member_is_refused() {
    let rejected = update(r#"{"offices": {"hq": {"zip": null}, "lab": {"street": "B"}}}"#);
    let rejected = rejected.apply(&order()).unwrap_err();
    let found: Vec<_> = rejected.iter().map(|(it, _)| it.path().to_string()).collect();
    assert_eq!(found, ["offices.lab.city"]);
}

#[test]
fn a_part_that_is_replaced_is_no_longer_what_it_was() {
    let new = after(r#"{"payment": {"card": {"number": "43", "holder": null}, "transfer": null}}"#);
    assert_eq!(json::to_string(&new).matches(r#""payment":{"card":{"number":"43"}}"#).count(), 1,);
    let new = after(r#"{"payment": {"transfer": {"account": "1"}}}"#);
    assert!(json::to_string(&new).contains(r#""payment":{"transfer":{"account":"1"}}"#));
}

/// The cases in appendix A of RFC 7396, within a free-form member.
#[test]
fn a_free_form_value_is_merged_as_the_rfc_says() {
    for (old, change, expected) in [
        (r#"{"a":"b"}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
        (r#"{"a":"b"}"#, r#"{"b":"c"}"#, r#"{"a":"b","b":"c"}"#),
        (r#"{"a":"b"}"#, r#"{"a":null}"#, "{}"),
        (r#"{"a":"b","b":"c"}"#, r#"{"a":null}"#, r#"{"b":"c"}"#),
        (r#"{"a":["b"]}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
        (r#"{"a":"c"}"#, r#"{"a":["b"]}"#, r#"{"a":["b"]}"#),
        (r#"{"a":{"b":"c"}}"#, r#"{"a":{"b":"d","c":null}}"#, r#"{"a":{"b":"d"}}"#),
        (r#"{"a":[{"b":"c"}]}"#, r#"{"a":[1]}"#, r#"{"a":[1]}"#),
        (r#"["a","b"]"#, r#"["c","d"]"#, r#"["c","d"]"#),
        (r#"{"a":"b"}"#, r#"["c"]"#, r#"["c"]"#),
        (r#"{"a":"foo"}"#, r#""bar""#, r#""bar""#),
        (r#"{"e":null}"#, r#"{"a":1}"#, r#"{"a":1,"e":null}"#),
        ("[1,2]", r#"{"a":"b","c":null}"#, r#"{"a":"b"}"#),
        ("{}", r#"{"a":{"bb":{"ccc":null}}}"#, r#"{"a":{"bb":{}}}"#),
    ] {
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let old = Order { metadata: Some(value(old)), ..order() };
        let new = update(&format!(r#"{{"metadata": {change}}}"#)).apply(&old).unwrap();
        assert_eq!(new.metadata, Some(value(expected)), "{change}");
    }
    assert_eq!(after(r#"{"metadata": null}"#).metadata, None);
}

#[test]
fn members_of_a_flattened_part_are_changed_one_by_one() {
    let new = after(r#"{"contact_email": null}"#);
    assert_eq!(new.contact.contact_name.as_deref(), Some("Gary"));
    assert_eq!(new.contact.contact_email, None);
}

#[test]
fn the_whole_request_is_judged_and_places_are_told_apart() {
    let changes = OrderUpdate { ev: Edit::Set(true), ..OrderUpdate::default() };
    let rejected = changes.apply(&order()).unwrap_err();
    assert_eq!(
        rejected.to_string(),
        "`method` is required because `ev` is true; set it to `ship_token` or `client_app` \
         (not in the update)",
    );
    let changes = OrderUpdate {
        ev: Edit::Set(true),
        method: Change::Set(Method::ClientApp),
        ..OrderUpdate::default()
    };
    assert!(changes.apply(&order()).is_ok());
    let rejected = update(r#"{"count": 101, "note": null}"#).apply(&order()).unwrap_err();
    let found: Vec<_> =
        rejected.iter().map(|(it, is_in_update)| (it.to_string(), is_in_update)).collect();
    assert_eq!(
        found,
        [(
            "an order of more than 100 has a note because `count` is greater than 100 and `note` is absent"
                .to_owned(),
            true
        )]
    );
    assert_eq!(rejected.request().unwrap().count, 101);
    let problem = ProblemDetails::from(&rejected).to_json();
    assert!(problem.contains(r#""detail":"1 mistake in the request""#), "{problem}");
}

#[test]
fn violations_that_were_there_before_are_told_from_those_of_the_update() {
    let old = Order { note: Some("much too long".to_owned()), ..order() };
    let rejected = update(r#"{"address": {"street": ""}, "labels": {"x": "1", "y": "2"}}"#);
    let rejected = rejected.apply(&old).unwrap_err();
    let found: Vec<_> = rejected.iter().map(|(it, is_in)| (it.path().to_string(), is_in)).collect();
    assert_eq!(
        found,
        [
            ("note".to_owned(), false),
            ("address.street".to_owned(), true),
            ("labels".to_owned(), true),
        ],
    );
}

#[test]
fn a_default_that_is_untouched_is_no_value() {
    assert!(update("{}").ev.is_untouched());
    assert_eq!(after(r#"{"ev": false}"#), order());
}

#[test]
fn an_update_judges_its_own_values() {
    let violations = update(
        r#"{"count": 0, "address": {"postalCode": "x"}, "items": [{"count": 0}], "offices": {"hq": {"street": "A street with a name that is much too long"}}, "contact_email": "x"}"#,
    )
    .validate()
    .unwrap_err();
    let found: Vec<_> = violations.iter().map(|it| it.path().to_string()).collect();
    assert_eq!(
        found,
        ["count", "address.postalCode", "items[0].count", "offices.hq.street", "contact_email"],
    );
    // Nothing is asked of the request as a whole, nor of the number of entries that change.
    let update = update(r#"{"ev": true, "labels": {"1": "", "2": "", "3": "", "4": ""}}"#);
    assert!(update.validate().is_ok());
}

#[test]
fn an_update_of_a_part_is_an_update_of_its_own() {
    let changes = AddressUpdate { city: "Provo".to_owned().into(), ..AddressUpdate::default() };
    assert_eq!(changes.apply(&address("Main St")).unwrap().city, "Provo");
}

#[test]
fn a_secret_is_not_shown() {
    let changes = update(r#"{"pin": "1234", "note": null, "count": 5, "contact_name": "A"}"#);
    assert_eq!(
        format!("{changes:?}"),
        r#"OrderUpdate { count: 5, note: Clear, pin: [redacted], contact_name: "A" }"#,
    );
    assert_eq!(changes.clone(), changes);
}

#[test]
fn violations_have_positions_in_the_text_of_the_update() {
    let patch = r#"{
  "note": "much too long",
  "sans": "a.example,b",
  "billing": { "street": "Side St" },
  "offices": { "hq": { "city": null } },
  "labels": { "x": "1", "y": "2" }
}"#;
    // What cannot be cleared is refused when the update is read.
    let patch = patch.replace("null", "\"\"");
    let rejected = update(&patch).apply(&order()).unwrap_err();
    assert!(rejected.positions().all(|(_, position)| position.is_none()));
    let rejected = rejected.with_positions(&patch);
    let found: Vec<_> = rejected
        .positions()
        .map(|(violation, position)| {
            (violation.path().to_string(), position.map(|it| (it.line, it.column)))
        })
        .collect();
    assert_eq!(
        found,
        [
            ("note".to_owned(), Some((2, 11))),
            // It is missing, so it has the end of what would hold it.
            ("billing.city".to_owned(), Some((4, 36))),
            ("labels".to_owned(), Some((6, 13))),
            ("offices.hq.city".to_owned(), Some((5, 32))),
        ],
    );
    assert!(rejected.to_string().starts_with("line 2, column 11: `note` "), "{rejected}");
    assert!(
        rejected.to_string().contains(" (not in the update)\nline 6, column 13: "),
        "{rejected}"
    );
    let details = ProblemDetails::from(&rejected).to_json();
    assert!(
        details.contains(
            r#""pointer":"/labels","code":"length","rule_id":"labels.length","line":6,"column":13"#
        ),
        "{details}"
    );
}

#[test]
fn what_the_update_does_not_touch_has_no_position() {
    let old = Order { note: Some("much too long".to_owned()), ..order() };
    let patch = r#"{"address": {"street": ""}}"#;
    let rejected = update(patch).apply(&old).unwrap_err().with_positions(patch);
    assert_eq!(
        rejected.positions().map(|(_, it)| it.map(|it| it.column)).collect::<Vec<_>>(),
        [None, Some(24)],
    );
    assert!(rejected.to_string().starts_with("`note` must"), "{rejected}");
    // A text that is no JSON, or another one, has no such places.
    for text in ["", "{", "[]", "{}", r#"{"other": 1}"#, "\u{feff}", r#"{"address": {"#] {
        let rejected = update(patch).apply(&old).unwrap_err().with_positions(text);
        let found: Vec<_> = rejected.positions().map(|(_, it)| it.is_some()).collect();
        assert!(!found[0], "{text}");
    }
    let rejected = update(patch).apply(&old).unwrap_err().with_positions(b"\xff");
    assert!(rejected.positions().all(|(_, it)| it.is_none_or(|it| it.offset == 0)));
}

#[test]
fn a_violation_of_the_whole_request_has_the_end_of_the_update() {
    let patch = "{\n  \"count\": 101,\n  \"note\": null\n}";
    let rejected = update(patch).apply(&order()).unwrap_err().with_positions(patch);
    assert!(
        rejected.to_string().starts_with("line 4, column 1: an order of more than 100"),
        "{rejected}"
    );
    let details = ProblemDetails::from(&rejected).to_json();
    assert!(details.contains(r#""line":4,"column":1"#), "{details}");
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(notation = "%d.%m.%Y")]
struct Day(Date);

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Lane {
    Slow,
    #[order(other)]
    Other(String),
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = MadeUpdate)]
struct Made {
    name: String,
    #[default_value(true)]
    flag: bool,
    #[default_value(7)]
    small: u8,
    #[default_value(7)]
    boxed: Box<u16>,
    #[default_value(18446744073709551615)]
    large: u64,
    #[default_value(-7)]
    wide: i128,
    #[default_value(0.50)]
    price: Decimal,
    #[default_value(2.5)]
    ratio: f64,
    #[default_value("2031-05-08")]
    day: Day,
    #[default_value("2031-05-08")]
    date: Date,
    #[default_value(Slow)]
    lane: Lane,
    #[default_value(Lane::Slow)]
    method: Lane,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = MakerUpdate)]
struct Maker {
    #[nested]
    made: Option<Made>,
}

#[test]
fn a_part_that_is_made_has_the_defaults_of_its_fields() {
    let update: MakerUpdate = json::from_str(r#"{"made": {"name": "x"}}"#).unwrap();
    let made = update.apply(&Maker { made: None }).unwrap().into_inner().made;
    let expected = Made {
        name: "x".to_owned(),
        flag: true,
        small: 7,
        boxed: Box::new(7),
        large: u64::MAX,
        wide: -7,
        price: "0.50".parse().unwrap(),
        ratio: 2.5,
        day: Day(date(2031, 5, 8)),
        date: date(2031, 5, 8),
        lane: Lane::Slow,
        method: Lane::Slow,
    };
    assert_eq!(made, Some(expected));
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = SpotUpdate)]
struct Spot {
    city: String,
    zip: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = PlaceUpdate)]
struct Place {
    #[order(flatten)]
    spot: Spot,
    floor: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Pair {
    a: Option<u8>,
    #[required]
    b: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = MoveUpdate)]
struct Move {
    #[nested]
    from: Option<Place>,
    #[nested]
    #[order(replace)]
    pair: Pair,
    #[each(length(..=2))]
    labels: std::collections::BTreeMap<String, String>,
}

#[test]
fn a_part_that_lacks_a_member_of_a_part_in_place_is_refused_with_all_else() {
    let old = Move {
        from: None,
        pair: Pair { a: Some(1), b: Some(2) },
        labels: [("b".to_owned(), "long".to_owned()), ("d".to_owned(), "long".to_owned())].into(),
    };
    let apply = |text: &str| {
        let update: MoveUpdate = json::from_str(text).unwrap();
        let found = update.apply(&old).unwrap_err();
        found.iter().map(|(it, in_update)| (it.path().to_string(), in_update)).collect::<Vec<_>>()
    };
    let own = |path: &str| (path.to_owned(), true);
    let other = |path: &str| (path.to_owned(), false);
    assert_eq!(
        apply(r#"{"from": {"floor": 1}, "pair": {"a": 2}, "labels": {"c": "long", "a": "long"}}"#),
        [
            other("from.city"),
            own("pair.b"),
            own("labels.a"),
            other("labels.b"),
            own("labels.c"),
            other("labels.d"),
        ],
    );
    // A part that is there keeps its members.
    assert_eq!(
        apply(r#"{"from": {"city": "Lehi", "floor": 1}, "pair": {"a": 2}}"#),
        [own("pair.b"), other("labels.b"), other("labels.d")],
    );
}

#[test]
fn a_default_is_no_change() {
    let one = Literal::Integer(1);
    assert_eq!(Change::<u8>::from_literal(one), Some(Change::Untouched));
    assert_eq!(Edit::<u8>::from_literal(one), Some(Edit::Untouched));
    assert_eq!(Flag::from_literal(Literal::Bool(true)), Some(Flag::OFF));
    assert_eq!(u8::from_literal(one), Some(1));
    let free = serde_json::Value::from_literal;
    assert_eq!(free(Literal::Null), Some(serde_json::Value::Null));
    assert_eq!(free(Literal::Bool(true)), Some(true.into()));
    assert_eq!(free(one), Some(1.into()));
    assert_eq!(free(Literal::Fraction(15, 1)), Some(1.5.into()));
    assert_eq!(free(Literal::Text("a")), Some("a".into()));
    assert_eq!(free(Literal::Variant("A")), None);
}

#[derive(Debug, OrderRequest)]
struct Nothing {}

#[test]
fn a_request_without_fields_is_no_update() {
    assert!(OrderUpdate::SCHEMA.is_update() && !Order::SCHEMA.is_update());
    assert!(!Nothing::SCHEMA.is_update());
}
