use std::collections::BTreeMap;

use order_core::{
    OrderRequest, json,
    update::{Change, Edit, Update},
};

use crate::types::{Card, OrderUpdate, Payment, order};

#[test]
fn what_is_untouched_is_left_out_and_what_is_cleared_is_null() {
    let changes = OrderUpdate {
        count: Edit::Set(3),
        note: Change::Clear,
        sans: Change::Set(vec!["a".to_owned(), "b".to_owned()]),
        labels: Change::Set([("a".to_owned(), Change::Clear)].into()),
        ..OrderUpdate::default()
    };
    let text = r#"{"count":3,"note":null,"sans":"a,b","labels":{"a":null}}"#;
    assert_eq!(json::to_string(&changes), text);
    assert_eq!(json::from_str::<OrderUpdate>(text).unwrap(), changes);
    assert_eq!(json::to_string(&OrderUpdate::default()), "{}");
}

#[test]
fn blank_text_is_a_value_that_is_set() {
    let changes: OrderUpdate = json::from_str(r#"{"note": "", "method": ""}"#).unwrap();
    // Blank text is no method, so it stands for an absent one, as in the request itself.
    assert_eq!((&changes.note, &changes.method), (&Change::Set(String::new()), &Change::Clear));
    assert_eq!(json::to_string(&changes), r#"{"method":null,"note":""}"#);
    assert_eq!(changes.apply(&order()).unwrap().note, Some(String::new()));
}

#[test]
fn a_part_that_is_replaced_is_written_with_null_for_what_it_lacks() {
    let payment = Payment::Card(Card { number: "1".to_owned(), holder: None });
    let changes = OrderUpdate { payment: Change::Set(payment), ..OrderUpdate::default() };
    let text = r#"{"payment":{"card":{"number":"1","holder":null},"transfer":null}}"#;
    assert_eq!(json::to_string(&changes), text);
    assert_eq!(json::from_str::<OrderUpdate>(text).unwrap(), changes);
    let pretty = [
        "{",
        "  \"payment\": {",
        "    \"card\": {",
        "      \"number\": \"1\",",
        "      \"holder\": null",
        "    },",
        "    \"transfer\": null",
        "  }",
        "}",
    ];
    assert_eq!(json::to_string_pretty(&changes), pretty.join("\n"));
    // Every other receiver merges to the same.
    let mut old: serde_json::Value = serde_json::from_str(&json::to_string(&order())).unwrap();
    merge(&mut old, &serde_json::from_str(text).unwrap());
    let new = changes.apply(&order()).unwrap();
    let expected: serde_json::Value = serde_json::from_str(&json::to_string(&*new)).unwrap();
    assert_eq!(old, expected);
}

/// The function in section 2 of RFC 7396.
fn merge(target: &mut serde_json::Value, patch: &serde_json::Value) {
    let Some(patch) = patch.as_object() else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = serde_json::json!({});
    }
    let target = target.as_object_mut().unwrap();
    for (name, value) in patch {
        if value.is_null() {
            target.remove(name);
        } else {
            merge(target.entry(name).or_insert(serde_json::Value::Null), value);
        }
    }
}

#[test]
fn what_is_no_update_is_refused_with_its_place() {
    for (text, message) in [
        ("[]", "line 1, column 1: expected an object with the fields of `OrderUpdate`"),
        (
            r#"{"count": null}"#,
            "line 1, column 11: `count` cannot be removed, as it is part of every request; give it a value or leave it out",
        ),
        (
            r#"{"address": {"city": null}}"#,
            "line 1, column 22: `address.city` cannot be removed, as it is part of every request; give it a value or leave it out",
        ),
        (
            r#"{"offices": null}"#,
            "line 1, column 13: `offices` cannot be removed, as it is part of every request; give it a value or leave it out",
        ),
        (r#"{"cuont": 3}"#, "line 1, column 2: unknown field `cuont`; did you mean `count`?"),
        // A member that says where the request goes is none of its changes.
        (r#"{"orderId": "8"}"#, "line 1, column 2: unknown field `orderId`; remove it"),
        (
            r#"{"count": 1, "count": 2}"#,
            "line 1, column 14: `count` is given twice, first on line 1; remove one",
        ),
        (
            r#"{"count": "x"}"#,
            "line 1, column 11: `count` must be a whole number from 0 to 4294967295",
        ),
        (
            r#"{"labels": {"a": 1, "a": null}}"#,
            "line 1, column 21: `labels.a` is given twice; remove one",
        ),
    ] {
        let error = json::from_str::<OrderUpdate>(text).unwrap_err();
        assert_eq!(error.to_string(), message, "{text}");
    }
}

/// A part that is replaced says of each member that it lacks, also of those that stand beside others or in the URL.
#[test]
fn what_replaces_a_part_lacks_nothing_on_the_wire() {
    #[derive(Debug, Clone, PartialEq, OrderRequest)]
    struct Name {
        first: Option<String>,
        last: Option<String>,
    }

    #[derive(Debug, Clone, PartialEq, OrderRequest)]
    struct Place {
        zip: Option<String>,
        #[order(flatten)]
        owner: Option<Name>,
        #[order(flatten)]
        guest: Guest,
        #[order(skip)]
        seen: u8,
        #[order(skip_blank)]
        note: Option<String>,
    }

    #[derive(Debug, Clone, PartialEq, OrderRequest)]
    struct Guest {
        nick: Option<String>,
    }

    #[derive(Debug, Clone, PartialEq, OrderRequest)]
    #[order(serde, update = StayUpdate)]
    struct Stay {
        #[nested]
        #[order(replace)]
        place: Place,
        #[nested]
        #[order(replace)]
        places: Option<std::collections::BTreeMap<String, Place>>,
    }

    let place = || Place {
        zip: None,
        owner: None,
        guest: Guest { nick: None },
        seen: 1,
        note: Some(" ".to_owned()),
    };
    let update = StayUpdate {
        place: Edit::Set(place()),
        places: Change::Set([("a".to_owned(), Change::Set(place()))].into()),
    };
    let lacks = r#"{"zip":null,"first":null,"last":null,"nick":null,"note":null}"#;
    let text = format!(r#"{{"place":{lacks},"places":{{"a":{lacks}}}}}"#);
    assert_eq!(json::to_string(&update), text);
    assert_eq!(serde_json::to_string(&update).unwrap(), text);
}

#[test]
fn an_entry_that_is_set_is_indented_below_its_map() {
    #[derive(OrderRequest)]
    struct Parcel {
        weight: u8,
        note: Option<String>,
        marks: Option<Vec<u8>>,
        #[nested]
        size: Option<Size>,
    }

    #[derive(OrderRequest)]
    struct Size {
        sides: Vec<u8>,
    }

    #[derive(OrderRequest)]
    #[order(update = ShelfUpdate)]
    struct Shelf {
        #[nested]
        #[order(replace)]
        parcels: BTreeMap<String, Parcel>,
    }

    let text = r#"{"parcels": {"a": {"weight": 1, "marks": [1], "size": {"sides": [2, 3]}}}}"#;
    let changes: ShelfUpdate = json::from_str(text).unwrap();
    let pretty = [
        "{",
        "  \"parcels\": {",
        "    \"a\": {",
        "      \"weight\": 1,",
        "      \"note\": null,",
        "      \"marks\": [",
        "        1",
        "      ],",
        "      \"size\": {",
        "        \"sides\": [",
        "          2,",
        "          3",
        "        ]",
        "      }",
        "    }",
        "  }",
        "}",
    ];
    assert_eq!(json::to_string_pretty(&changes), pretty.join("\n"));
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct More {
    b: Option<String>,
    c: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Replaced {
    a: Option<String>,
    #[order(flatten)]
    more: More,
    d: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = ReplacingUpdate)]
struct Replacing {
    #[nested]
    #[order(replace)]
    part: Replaced,
}

#[test]
fn a_part_in_place_of_one_that_is_replaced_lacks_nothing_either() {
    let update = |text: &str| json::from_str::<ReplacingUpdate>(text).unwrap();
    let written = json::to_string(&update(r#"{"part": {"b": "x"}}"#));
    assert_eq!(written, r#"{"part":{"a":null,"b":"x","c":null,"d":null}}"#);
    let update = update(r#"{"part": {"a": "\u0001", "b": "\u0002", "d": "x"}}"#);
    let error = order_core::xml::to_string(&update).unwrap_err();
    assert_eq!(error.path().to_string(), "part.a");
}
