//! Paths to members of parts that are absent, and paths that only begin like a name.

use std::collections::BTreeMap;

use crate::{OrderRequest, OrderValue, json};

#[derive(OrderRequest)]
struct Place {
    #[length(..=3)]
    city: String,
    #[required_if(city == "a")]
    zip: Option<u8>,
}

#[derive(OrderRequest)]
struct Small {
    #[range(..=9)]
    size: u8,
}

#[derive(OrderValue)]
enum Either {
    Place(Place),
    Small(Small),
}

#[derive(OrderRequest)]
struct Order {
    years: u8,
    #[order(skip)]
    #[allow(dead_code, reason = "it is in no document")]
    internal: u8,
    #[order(flatten)]
    #[nested]
    place: Option<Place>,
    #[nested]
    either: Option<Either>,
    limits: Option<BTreeMap<String, u8>>,
}

#[test]
fn a_path_leads_into_absent_parts_and_not_beside_a_name() {
    let order: Order = json::from_str(
        r#"{"years": 1, "either": {"Place": {"city": "a"}}, "limits": {"": 1, "k": 2}}"#,
    )
    .unwrap();
    let table = [
        ("city", "`city` is required\n`city` must have at most 3 characters", "place"),
        (
            "zip",
            "`zip` is optional because `city` is absent\n`zip` must be a whole number from 0 to 255",
            "place",
        ),
        (
            "either.Small.size",
            "`either.Small.size` is required\n`either.Small.size` must be at most 9",
            "either.Small",
        ),
    ];
    for (path, expected, absent) in table {
        let why = order.why(path).unwrap();
        assert_eq!(why.absent_part().map(ToString::to_string).as_deref(), Some(absent), "{path}");
        assert_eq!(why.to_string(), format!("`{absent}` is absent; once it is given:\n{expected}"));
    }
    let table = [
        (
            "either.Small",
            "`either.Small` is not allowed because exactly one variant is given and `either.Place` is present",
        ),
        (
            "either.Place.zip",
            "`either.Place.zip` is required because `either.Place.city` is `a`\n\
             `either.Place.zip` must be a whole number from 0 to 255",
        ),
        ("limits.k", "`limits.k` is optional\n`limits.k` must be a whole number from 0 to 255"),
    ];
    for (path, expected) in table {
        assert_eq!(order.why(path).unwrap().to_string(), expected);
    }
    let table = [
        ("yearsx", "no field `yearsx` in `Order`; did you mean `years`?", Some("years")),
        ("internl", "no field `internl` in `Order`", None),
        ("limits[0]", "no entry `[0]` in `limits`", None),
    ];
    for (path, expected, suggestion) in table {
        let error = order.why(path).unwrap_err();
        assert_eq!((error.to_string().as_str(), error.suggestion()), (expected, suggestion));
    }
}
