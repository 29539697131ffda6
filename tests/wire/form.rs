//! Forms both ways.

use std::{borrow::Cow, collections::BTreeMap};

use order_core::{Code, OrderRequest, OrderValue, Valid, form};
use serde_json::{Value, json};

#[derive(Debug, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(Debug, Default, PartialEq, OrderRequest)]
struct Contact {
    name: Option<String>,
    telephones: Option<Vec<u32>>,
}

#[derive(Debug, Default, PartialEq, OrderRequest)]
struct Order<'a> {
    #[allowed(1, 2, 3)]
    validity: Option<u8>,
    method: Option<Method>,
    org_unit: Option<Cow<'a, str>>,
    sans: Option<Vec<String>>,
    contacts: Option<Vec<Contact>>,
    owner: Option<Box<Contact>>,
    labels: Option<BTreeMap<String, Vec<u8>>>,
    rows: Option<Vec<Vec<u8>>>,
    ev: Option<bool>,
    note: Option<Option<u8>>,
}

fn order() -> Order<'static> {
    Order {
        validity: Some(1),
        method: Some(Method::ClientApp),
        org_unit: Some("".into()),
        sans: Some(vec!["a.example".to_owned(), String::new(), "a+b &=%[é]\n".to_owned()]),
        contacts: Some(vec![
            Contact { name: Some("Gary McCoy".to_owned()), telephones: None },
            Contact { name: None, telephones: Some(vec![5, 6]) },
            Contact::default(),
        ]),
        owner: Some(Box::new(Contact { name: None, telephones: Some(vec![]) })),
        labels: Some(BTreeMap::from([
            (String::new(), vec![1, 2]),
            ("k=".to_owned(), vec![3]),
            ("none".to_owned(), vec![]),
        ])),
        rows: Some(vec![vec![1, 2], vec![], vec![3]]),
        ev: Some(true),
        note: Some(None),
    }
}

fn problems(text: &str) -> Vec<String> {
    let error = form::from_str::<Order<'_>>(text).unwrap_err();
    error.to_string().lines().map(|line| line.replacen("line 1, column ", "", 1)).collect()
}

fn read(text: &str) -> Order<'_> {
    form::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn a_request_is_written_as_a_browser_would() {
    assert_eq!(
        form::to_string(&order())
            .unwrap()
            .replace('&', "\n")
            .replace("%5B", "[")
            .replace("%5D", "]"),
        "validity=1
method=client_app
org_unit=
sans=a.example
sans[]=
sans=a%2Bb+%26%3D%25[%C3%A9]%0A
contacts[0][name]=Gary+McCoy
contacts[1][telephones]=5
contacts[1][telephones]=6
contacts[2]=
owner[telephones]=
labels[]=1
labels[]=2
labels[k%3D]=3
labels[none]=
rows[0]=1
rows[0]=2
rows[1]=
rows[2]=3
ev=true
note=",
    );
    assert!(form::to_string(&order()).unwrap().contains("&contacts%5B0%5D%5Bname%5D="));
    assert_eq!(form::to_string(&Order::default()).unwrap(), "");
}

#[test]
fn what_is_written_is_read_back() {
    let order = order();
    let written = form::to_vec(&order).unwrap();
    assert_eq!(form::from_slice::<Order<'_>>(&written).unwrap(), order);
    assert_eq!(read(""), Order::default());
}

#[test]
fn the_values_are_those_of_another_implementation() {
    // The pairs as the `url` crate, an implementation of the standard, sees them.
    let written = form::to_string(&order()).unwrap();
    let pairs: Vec<(String, String)> =
        url::form_urlencoded::parse(written.as_bytes()).into_owned().collect();
    let again: String =
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
    assert_eq!(again, written);
    assert_eq!(pairs[5], ("sans".to_owned(), "a+b &=%[é]\n".to_owned()));
}

#[test]
fn lists_are_read_in_each_usual_spelling() {
    for text in [
        "sans=a&sans=b",
        "sans[]=a&sans[]=b",
        "sans[0]=a&sans[1]=b",
        "sans[1]=b&sans[0]=a",
        "sans%5B%5D=a&sans%5b%5d=b",
        "sans=a&ev=true&sans[]=b",
        "&&sans=&sans=a&sans[1]=b&",
    ] {
        let sans = read(text).sans.unwrap();
        assert_eq!(sans, ["a", "b"], "{text}");
    }
    assert_eq!(read("sans").sans, Some(vec![]));
    assert_eq!(read("sans=").sans, Some(vec![]));
    assert_eq!(read("sans[]").sans, Some(vec![String::new()]));
    assert_eq!(read("sans[]=&sans[]=").sans, Some(vec![String::new(), String::new()]));
}

#[test]
fn members_of_a_part_need_not_stand_together() {
    let order = read(
        "contacts[1][name]=b&validity=2&contacts[0][telephones]=5&contacts[1][telephones][]=6&contacts[0][telephones]=7",
    );
    assert_eq!(
        order.contacts,
        Some(vec![
            Contact { name: None, telephones: Some(vec![5, 7]) },
            Contact { name: Some("b".to_owned()), telephones: Some(vec![6]) },
        ]),
    );
}

#[test]
fn text_is_decoded_and_borrowed_where_it_can_be() {
    assert_eq!(read("org_unit=a+b%20c%2B%00").org_unit.as_deref(), Some("a b c+\0"));
    assert_eq!(read("org%5Funit=a=b").org_unit.as_deref(), Some("a=b"));
    assert!(matches!(read("org_unit=é").org_unit, Some(Cow::Borrowed("é"))));
    assert!(matches!(read("org_unit=a+b").org_unit, Some(Cow::Owned(_))));
}

#[test]
fn every_problem_of_a_form_is_reported_with_its_column() {
    assert_eq!(
        problems(
            "validity=7&method=ship_tokn&method=client_app&contacts[0][telephones]=x&contacts[0][nme]=b&ev=maybe&note[a]=1&rows=5&labels[a]=1&labels[a]=300&evv[a]=1&evv[b]=2&owner=x&sans[a]=1",
        ),
        [
            "10: `validity` must be `1`, `2` or `3`",
            "19: `method` must be `ship_token` or `client_app`; did you mean `ship_token`?",
            "29: `method` is given twice, first on line 1; remove one",
            "71: `contacts[0].telephones[0]` must be a whole number from 0 to 4294967295",
            "85: unknown field `contacts[0].nme`; did you mean `name`?",
            "95: `ev` must be `true` or `false`",
            "101: `note` must be a whole number from 0 to 255, not an object",
            "116: `rows[0]` must be a list, not text",
            "140: `labels.a[1]` must be a whole number from 0 to 255",
            "144: unknown field `evv`; did you mean `ev`?",
            "168: `owner` must be an object with the fields of `Contact`, not text",
            "170: items are numbered from 0; write `[0]`, `[1]`, … or `[]`",
        ],
    );
}

#[test]
fn what_cannot_be_meant_is_refused_at_its_place() {
    for (text, expected) in [
        (
            "org_unit=100%",
            "13: expected two hexadecimal digits after `%`; a `%` alone is written `%25`",
        ),
        (
            "org_unit=%4",
            "10: expected two hexadecimal digits after `%`; a `%` alone is written `%25`",
        ),
        (
            "org_unit=é%zz",
            "11: expected two hexadecimal digits after `%`; a `%` alone is written `%25`",
        ),
        ("org_unit=a%ff", "10: not UTF-8 once it is decoded; encode the text as UTF-8"),
        ("%ff=a", "1: not UTF-8 once it is decoded; encode the text as UTF-8"),
        ("ev=true&sans[1]=b", "9: `sans[1]` follows no item 0; number the items from 0"),
        ("sans[4294967294]=b", "1: `sans[4294967294]` follows no item 0; number the items from 0"),
        ("sans[99999999999]=b", "1: items are numbered from 0; write `[0]`, `[1]`, … or `[]`"),
        ("sans[01]=b", "1: items are numbered from 0; write `[0]`, `[1]`, … or `[]`"),
        ("sans[0]=a&sans[0]=b", "11: `sans[0]` is given twice; remove one"),
        ("sans=a&sans[0]=b", "8: `sans[0]` is given twice; remove one"),
        ("contacts[][name]=b", "1: items that hold something are numbered; write `[0]`, `[1]`, …"),
        ("owner[name=b", "1: unknown field `owner[name`; remove it"),
        ("owner[name]x=b", "1: unknown field `owner[name]x`; remove it"),
        ("=b", "1: unknown field ``; remove it"),
        ("ev=1", "4: `ev` must be `true` or `false`"),
        ("ev[]=true", "1: `ev` must be `true` or `false`, not a list"),
    ] {
        assert_eq!(problems(text), [expected], "{text}");
    }
    let deep = |steps: usize| format!("evv{}=1", "[a]".repeat(steps - 1));
    let message = problems(&deep(128))[0].clone();
    assert!(message.starts_with("1: unknown field `evv"), "{message}");
    assert_eq!(problems(&deep(129)), ["1: brackets nest too deep; at most 128 levels are read"]);
}

#[test]
fn what_is_empty_is_written_as_a_key_alone() {
    let order = Order {
        sans: Some(Vec::new()),
        owner: Some(Box::default()),
        labels: Some(BTreeMap::new()),
        ..Order::default()
    };
    assert_eq!(form::to_string(&order).unwrap(), "sans=&owner=&labels=");
    assert_eq!(form::from_str::<Order<'_>>("sans=&owner=&labels=").unwrap(), order);
}

#[test]
fn a_key_with_brackets_is_not_written() {
    let labels = BTreeMap::from([("a]".to_owned(), vec![])]);
    let order = Order { labels: Some(labels), ..Order::default() };
    let mut out = b"head".to_vec();
    let error = form::write_into(&order, &mut out).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`labels.a]`: a key with brackets, which a form takes for nesting; use JSON or another key",
    );
    assert_eq!(out, b"head");
    form::write_into(&Order { ev: Some(false), ..Order::default() }, &mut out).unwrap();
    assert_eq!(out, b"headev=false");
}

#[test]
fn bytes_that_are_not_utf_8_are_refused_at_the_first() {
    let error = form::from_slice::<Order<'_>>(b"org_unit=\xc3\xa9\xff").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column 11: not UTF-8 from here on; encode the document as UTF-8",
    );
}

#[test]
fn a_valid_request_keeps_its_rules() {
    let error = form::from_str::<Valid<Order<'_>>>("validity=7").unwrap_err();
    assert_eq!(error.problems()[0].code(), Code::Allowed);
    assert!(form::from_str::<Valid<Order<'_>>>("validity=3").is_ok());
}

#[test]
fn a_huge_form_of_mistakes_is_refused_in_little_time_and_few_words() {
    for pair in ["evv[x]=1&", "a=1&", "sans[7]=1&", "contacts[0][a]=%&", "labels[a]=1&"] {
        let text = pair.repeat(20_000);
        let outcome = form::from_str::<Order<'_>>(&text);
        assert_eq!(outcome.is_ok(), pair.starts_with("labels"), "{pair}");
        if let Err(error) = outcome {
            assert!(error.problems().len() <= 1001);
        }
    }
    let many: String =
        (0..20_000).map(|index| format!("labels[{index}][]=1&x{index}[a]=1&")).collect();
    assert!(form::from_str::<Order<'_>>(&many).unwrap_err().left_out() > 10_000);
}

#[test]
fn every_truncation_and_every_changed_byte_is_read_or_refused_without_a_panic() {
    let text = form::to_string(&order()).unwrap();
    for end in 0..text.len() {
        let _ = form::from_slice::<Order<'_>>(&text.as_bytes()[..end]);
    }
    for position in 0..text.len() {
        for byte in BYTES {
            let mut changed = text.as_bytes().to_vec();
            changed[position] = *byte;
            if let Err(error) = form::from_slice::<Order<'_>>(&changed) {
                assert!(!error.problems().is_empty(), "{changed:?}");
            }
        }
    }
}

#[test]
fn no_item_follows_the_greatest_number() {
    assert_eq!(
        problems("sans[4294967294]=x&sans[]=y"),
        ["1: `sans[4294967294]` follows no item 0; number the items from 0"],
    );
}

/// The tests are built with overflow checks.
#[test]
fn pairs_in_any_order_are_read_or_refused_without_a_panic() {
    let pairs = [
        "sans=a",
        "sans[]=b",
        "sans[0]=c",
        "sans[4294967294]=d",
        "sans[4294967295]=e",
        "rows[0]=1",
        "rows[][]=2",
        "rows[4294967294][]=3",
        "rows[4294967294][4294967294]=4",
        "contacts[4294967294][name]=f",
        "contacts[]=",
        "contacts[4294967294]=",
        "labels[k]=5",
        "labels[k][4294967294]=6",
        "x[4294967294]=7",
        "x[]=8",
        "x=9",
    ];
    for first in pairs {
        for second in pairs {
            for third in pairs {
                let text = format!("{first}&{second}&{third}");
                if let Err(error) = form::from_str::<Order<'_>>(&text) {
                    assert!(!error.problems().is_empty(), "{text}");
                }
            }
        }
    }
}

/// One byte of each kind that the format tells apart.
const BYTES: &[u8] = b"\0\t\n\r \"#%&'+-/09:;<=>?A[]_az\x7f\x80\xbf\xc3\xef\xff";

#[test]
fn an_item_has_its_number_whether_it_was_counted_or_written() {
    assert_eq!(problems("sans=a&sans=b&sans[1]=c"), ["15: `sans[1]` is given twice; remove one"]);
    assert_eq!(
        problems("sans=a&sans=b&sans[3]=c"),
        ["1: `sans[3]` follows no item 2; number the items from 0"]
    );
    assert_eq!(read("sans=a&sans=b&sans[2]=c").sans.unwrap(), ["a", "b", "c"]);
    assert_eq!(problems("sans[0]=a&sans[0][x]=b"), ["11: `sans[0]` is given twice; remove one"]);
    assert_eq!(
        problems("sans[0][x]=b&sans[0]=a"),
        ["1: `sans[0]` must be text, not an object", "14: `sans[0]` is given twice; remove one"]
    );
    assert_eq!(
        problems("owner=x&owner[name]=y"),
        [
            "7: `owner` must be an object with the fields of `Contact`, not text",
            "9: `owner` is given twice, first on line 1; remove one"
        ]
    );
    assert_eq!(
        problems("owner[name]=y&owner=x"),
        ["15: `owner` is given twice, first on line 1; remove one"]
    );
    assert_eq!(
        problems("labels=x&labels[a]=1"),
        [
            "8: `labels` must be an object of values by key, not text",
            "10: `labels` is given twice, first on line 1; remove one"
        ]
    );
    assert_eq!(problems("rows[0]=1&rows[0][0]=2"), ["11: `rows[0][0]` is given twice; remove one"]);
    assert_eq!(problems("sans=&sans[0][x]=2"), ["7: `sans[0]` must be text, not an object"]);
    assert_eq!(problems("labels=x"), ["8: `labels` must be an object of values by key, not text"]);
    assert_eq!(
        problems("owner=x"),
        ["7: `owner` must be an object with the fields of `Contact`, not text"]
    );
    assert_eq!(
        problems("contacts[][name]=x"),
        ["1: items that hold something are numbered; write `[0]`, `[1]`, …"]
    );
}

#[test]
fn an_item_without_a_number_may_be_a_list_or_a_part() {
    assert_eq!(read("rows[]=1&rows[]=2").rows, Some(vec![vec![1], vec![2]]));
    assert_eq!(read("rows[]=&rows[]=").rows, Some(vec![vec![], vec![]]));
    assert_eq!(read("rows[]=1&rows[0][]=2&rows[]=3").rows, Some(vec![vec![1, 2], vec![3]]));
    let none = vec![Contact::default(), Contact::default()];
    assert_eq!(read("contacts[]=&contacts[]=").contacts, Some(none));
    let owner = Contact { name: Some("x".to_owned()), telephones: None };
    assert_eq!(
        read("contacts[]=&contacts[0][name]=x").contacts.as_deref(),
        Some(std::slice::from_ref(&owner)),
    );
    assert_eq!(
        problems("contacts[]=x"),
        ["12: `contacts[0]` must be an object with the fields of `Contact`, not text"]
    );
    assert_eq!(
        problems("rows[][]=1"),
        ["1: items that hold something are numbered; write `[0]`, `[1]`, …"]
    );
    assert_eq!(problems("rows=1"), ["6: `rows[0]` must be a list, not text"]);
    let twice = ["10: `sans[0]` is given twice; remove one"];
    assert_eq!(problems("sans[]=a&sans[0]=b"), twice);
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Item {
    name: String,
    size: Option<u8>,
    weight: Option<u8>,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Parcel {
    #[nested]
    items: Vec<Item>,
    ev: Option<bool>,
}

#[test]
fn a_missing_member_is_missed_behind_the_last_one_of_its_part() {
    let column = |text: &str| {
        let error = form::from_str::<Valid<Parcel>>(text).unwrap_err();
        assert_eq!(error.problems().len(), 1, "{error}");
        error.problems()[0].position().column
    };
    assert_eq!(column("items[0][size]=1&ev=true"), 17);
    assert_eq!(column("items[0][size]=1&items[0][weight]=2&ev=true"), 36);
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Inner {
    b: Option<String>,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Short {
    #[order(rename = "a+b")]
    text: Option<String>,
    #[nested]
    a: Option<Inner>,
    null: Option<Option<String>>,
    number: Option<Option<u8>>,
    any: Option<Value>,
}

const SHORT: Short = Short { text: None, a: None, null: None, number: None, any: None };

#[test]
fn names_are_written_as_they_are_read() {
    let both = |short: Short, expected: &str| {
        let written = form::to_string(&short).unwrap();
        assert_eq!(written, expected);
        assert_eq!(form::from_str::<Short>(&written).unwrap(), short);
    };
    both(Short { text: Some("x y".to_owned()), ..SHORT }, "a%2Bb=x+y");
    both(Short { a: Some(Inner { b: Some("x".to_owned()) }), ..SHORT }, "a%5Bb%5D=x");
    both(Short { number: Some(None), ..SHORT }, "number=");
    both(Short { any: Some(json!(["", ["a"]])), ..SHORT }, "any%5B0%5D=&any%5B1%5D%5B0%5D=a");
    let refused = |short: Short| form::to_string(&short).unwrap_err().to_string();
    assert_eq!(
        refused(Short { null: Some(None), ..SHORT }),
        "`null`: null, which only JSON tells from what is empty; use JSON or leave it out"
    );
    assert_eq!(
        refused(Short { any: Some(json!({"": "a"})), ..SHORT }),
        "`any`: an object whose first key a form takes for the number of an item; use JSON or another key"
    );
    assert_eq!(
        refused(Short { any: Some(json!({"0": "a"})), ..SHORT }),
        "`any`: an object whose first key a form takes for the number of an item; use JSON or another key"
    );
}
