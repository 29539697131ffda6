//! Parts, lists, maps and null in JSON.

use std::collections::BTreeMap;

use order_core::{OrderRequest, OrderValue, json};

#[derive(Debug, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Role {
    Admin,
    Technical,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Contact {
    name: String,
    role: Option<Role>,
    address: Option<Box<Address>>,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Address {
    zip: String,
    floors: Vec<i8>,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Order {
    owner: Contact,
    contacts: Option<Vec<Contact>>,
    by_name: Option<BTreeMap<String, Contact>>,
    sans: Option<Vec<Option<String>>>,
    rows: Option<Vec<Vec<u8>>>,
    note: Option<Option<String>>,
    count: Option<Option<u8>>,
}

fn contact(name: &str) -> Contact {
    Contact { name: name.to_owned(), role: None, address: None }
}

fn order() -> Order {
    let address = Address { zip: "33615".to_owned(), floors: vec![-1, 2] };
    Order {
        owner: Contact {
            role: Some(Role::Technical),
            address: Some(Box::new(address)),
            ..contact("Gary")
        },
        contacts: Some(vec![contact("a"), contact("b")]),
        by_name: Some(BTreeMap::from([("k \"1\"".to_owned(), contact("c"))])),
        sans: Some(vec![Some("x".to_owned()), None]),
        rows: Some(vec![vec![1], vec![]]),
        note: Some(None),
        count: None,
    }
}

fn problems(document: &str) -> Vec<String> {
    let error = json::from_str::<Order>(document).unwrap_err();
    error.to_string().lines().map(str::to_owned).collect()
}

#[test]
fn parts_lists_and_maps_are_written_and_read_back() {
    let written = json::to_string(&order());
    assert_eq!(
        written,
        r#"{"owner":{"name":"Gary","role":"technical","address":{"zip":"33615","floors":[-1,2]}},"contacts":[{"name":"a"},{"name":"b"}],"by_name":{"k \"1\"":{"name":"c"}},"sans":["x",null],"rows":[[1],[]],"note":null}"#,
    );
    assert_eq!(json::from_str::<Order>(&written).unwrap(), order());
    assert_eq!(json::from_slice::<Order>(&json::to_vec_pretty(&order())).unwrap(), order());
}

#[test]
fn null_and_absent_are_told_apart() {
    let read = |document: &str| -> (Option<Option<String>>, Option<Option<u8>>) {
        let order: Order = json::from_str(document).unwrap();
        (order.note, order.count)
    };
    assert_eq!(read(r#"{"owner":{"name":"a"}}"#), (None, None));
    assert_eq!(
        read(r#"{"owner":{"name":"a"},"note":null,"count":null}"#),
        (Some(None), Some(None)),
    );
    assert_eq!(
        read(r#"{"owner":{"name":"a"},"note":"","count":0}"#),
        (Some(Some(String::new())), Some(Some(0))),
    );
}

#[test]
fn problems_are_reported_at_every_depth_with_their_places() {
    let document = r#"{
  "owner": {
    "nme": "Gary",
    "role": "admn",
    "address": {"zip": {}, "floors": [1, 200, "x"], "floors": []}
  },
  "contacts": [
    {"name": "a", "name": "b"},
    {"role": null},
    7,
    null
  ],
  "by_name": {"k": {"name": "c", "extra": [[{}]]}, "k": {}, "l": []},
  "rows": [[1], 2, [300]],
  "note": {},
  "count": -1
}"#;
    assert_eq!(
        problems(document),
        [
            "line 3, column 5: unknown field `owner.nme`; did you mean `name`?",
            "line 4, column 13: `owner.role` must be `admin` or `technical`; did you mean `admin`?",
            "line 5, column 24: `owner.address.zip` must be text, not an object",
            "line 5, column 42: `owner.address.floors[1]` must be a whole number from -128 to 127",
            "line 5, column 47: `owner.address.floors[2]` must be a whole number from -128 to 127",
            "line 5, column 53: `owner.address.floors` is given twice, first on line 5; remove one",
            "line 6, column 3: `owner.name` is required; give it a value that is not blank",
            "line 8, column 19: `contacts[0].name` is given twice, first on line 8; remove one",
            "line 9, column 18: `contacts[1].name` is required; give it a value that is not blank",
            "line 10, column 5: `contacts[2]` must be an object with the fields of `Contact`, not a number",
            "line 11, column 5: `contacts[3]` must be an object with the fields of `Contact`, not null",
            "line 13, column 34: unknown field `by_name.k.extra`; remove it",
            "line 13, column 52: `by_name.k` is given twice; remove one",
            "line 13, column 66: `by_name.l` must be an object with the fields of `Contact`, not a list",
            "line 14, column 17: `rows[1]` must be a list, not a number",
            "line 14, column 21: `rows[2][0]` must be a whole number from 0 to 255",
            "line 15, column 11: `note` must be text, not an object",
            "line 16, column 12: `count` must be a whole number from 0 to 255",
        ],
    );
    let error = json::from_str::<Order>(document).unwrap_err();
    assert_eq!(error.problems()[3].path().to_json_pointer(), "/owner/address/floors/1");
}

#[test]
fn a_part_that_lacks_something_says_what_though_its_rules_are_not_checked() {
    assert_eq!(
        problems(r#"{"owner":{"address":{"floors":[]}}}"#),
        [
            "line 1, column 33: `owner.address.zip` is required; give it a value that is not blank",
            "line 1, column 34: `owner.name` is required; give it a value that is not blank",
        ],
    );
}

#[test]
fn an_item_that_may_be_null_is_no_problem_beside_another() {
    assert_eq!(
        problems(r#"{"owner":{"name":"a"},"sans":[null,"x",7,{}],"rows":[null]}"#),
        [
            "line 1, column 42: `sans[3]` must be text, not an object",
            "line 1, column 54: `rows[0]` must be a list, not null",
        ],
    );
}

#[test]
fn a_huge_document_of_mistakes_is_refused_in_little_time_and_few_words() {
    for (start, item, end) in [
        ("", r#""x":1,"#, r#""y":1"#),
        ("", r#""note":1,"#, r#""y":1"#),
        (r#""rows":["#, "1,", "1]"),
        (r#""by_name":{"#, r#""k":1,"#, r#""k":2}"#),
    ] {
        let document = format!("{{{start}{}{end}}}", item.repeat(20_000));
        let error = json::from_str::<Order>(&document).unwrap_err();
        assert!(error.problems().len() <= 1000 && error.left_out() > 18_000, "{item}");
    }
    let many: String =
        (0..20_000).map(|index| format!("\"{index}\":{{\"name\":\"a\"}},")).collect();
    let document =
        format!("{{\"owner\":{{\"name\":\"a\"}},\"by_name\":{{{many}\"x\":{{\"name\":\"\"}}}}}}");
    assert_eq!(json::from_str::<Order>(&document).unwrap().by_name.unwrap().len(), 20_001);
}

#[test]
fn a_number_beyond_range_or_of_endless_digits_is_refused() {
    for number in ["256", "-1", "1e2", "1.5", &"9".repeat(10_000), "-0"] {
        let document = format!("{{\"owner\":{{\"name\":\"a\"}},\"rows\":[[{number}]]}}");
        assert_eq!(
            problems(&document),
            ["line 1, column 32: `rows[0][0]` must be a whole number from 0 to 255"],
        );
    }
}
