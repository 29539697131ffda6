//! Rows of tables, and the names of their columns.

use std::collections::BTreeMap;

use order_core::{Code, Flag, OrderRequest, Valid, json, table::Columns, wire::Warned};
use serde_json::Value;

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Contact {
    name: String,
    telephone: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Organization {
    org_name: String,
    #[order(alias = "zip")]
    org_zip: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Order {
    #[allowed(1, 2, 3)]
    validity: u8,
    #[order(flatten)]
    organization: Organization,
    sans: Option<Vec<String>>,
    #[order(separator = ",")]
    ips: Option<Vec<String>>,
    #[nested]
    contacts: Option<Vec<Contact>>,
    #[nested]
    owner: Option<Box<Contact>>,
    labels: Option<BTreeMap<String, u8>>,
    #[order(secret)]
    pin: Option<u16>,
    #[required_if(ev)]
    title: Option<String>,
    #[default_value(false)]
    ev: bool,
}

fn header_problems(names: &[&str]) -> Vec<String> {
    let all = ["validity", "org_name"].iter().chain(names).copied();
    let error = Columns::<Order>::new(all).unwrap_err();
    error.to_string().lines().map(|line| line.replacen("line 1, column ", "", 1)).collect()
}

fn row_problems(names: &[&str], cells: &[&str]) -> Vec<String> {
    let columns = Columns::<Valid<Order>>::new(names.iter().copied()).unwrap();
    let error = columns.read(cells.iter().copied()).unwrap_err();
    error.to_string().lines().map(|line| line.replacen("line 1, column ", "", 1)).collect()
}

#[test]
fn a_row_reads_as_the_same_document_in_json() {
    let columns = Columns::<Valid<Order>>::new([
        "ev",
        "validity",
        "sans",
        "sans",
        "zip",
        "org_name",
        "contacts[1][name]",
        "contacts[0][name]",
        "contacts[0][telephone]",
        "owner[name]",
        "labels[a b]",
        "ips",
        "title",
    ])
    .unwrap();
    let row = [
        "true",
        "2",
        "a.example",
        "b \"é\"",
        "33615",
        "Acme",
        "Joe",
        "Gary",
        "5",
        "Ann",
        "7",
        "::1,::2",
        "CTO",
    ];
    let document = r#"{
        "ev": true, "validity": 2, "sans": ["a.example", "b \"é\""], "org_zip": "33615", "org_name": "Acme",
        "contacts": [{"name": "Gary", "telephone": "5"}, {"name": "Joe"}], "owner": {"name": "Ann"},
        "labels": {"a b": 7}, "ips": "::1,::2", "title": "CTO"
    }"#;
    let order: Valid<Order> = json::from_str(document).unwrap();
    assert_eq!(columns.read(row).unwrap(), order);
}

#[test]
fn an_empty_cell_is_absent_and_so_is_what_holds_only_such() {
    let names = [
        "validity",
        "org_name",
        "sans[0]",
        "sans[1]",
        "contacts[0][name]",
        "contacts[1][name]",
        "owner[name]",
    ];
    let columns = Columns::<Order>::new(names).unwrap();
    let order = columns.read(["1", "Acme", "", "b.example", "", "Joe", ""]).unwrap();
    assert_eq!(order.sans, Some(vec!["b.example".to_owned()]));
    assert_eq!(order.contacts, Some(vec![Contact { name: "Joe".to_owned(), telephone: None }]));
    assert_eq!(order.owner, None);

    let order = columns.read(["1", "Acme", "", "", "", "", ""]).unwrap();
    assert_eq!((order.sans, order.contacts), (None, None));
}

#[test]
fn items_without_a_number_are_those_of_one_list() {
    let columns =
        Columns::<Order>::new(["validity", "org_name", "sans[]", "sans", "sans[]"]).unwrap();
    let order = columns.read(["1", "Acme", "a", "b", "c"]).unwrap();
    assert_eq!(order.sans, Some(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]));
}

#[test]
fn every_problem_of_the_names_is_told_at_once() {
    assert_eq!(
        header_problems(&[
            "tilte",
            "nothing_like_it",
            "",
            "validity",
            "zip",
            "org_zip",
            "contacts",
            "contacts[a][name]",
            "contacts[0][nme]",
            "owner",
            "ev[x]",
            "title\u{7}",
        ]),
        [
            "3: unknown column `tilte`; did you mean `title`?",
            "4: unknown column `nothing_like_it`; remove it",
            "5: a column without a name; name it, or remove it",
            "6: `validity` has two columns, the first is column 1; remove one",
            "8: `org_zip` has two columns, the first is column 7; remove one",
            "9: `contacts` does not fit into a cell; name columns for each item: `contacts[0][…]`",
            "10: items of `contacts` are numbered from 0; write `[0]`, `[1]`, …",
            "11: unknown column `contacts[0].nme`; did you mean `name`?",
            "12: `owner` does not fit into a cell; name a column for each member: `owner[…]`",
            "13: `ev` holds one value; remove what follows its name",
            "14: unknown column `title\\u{7}`; did you mean `title`?",
        ],
    );
}

#[test]
fn a_column_that_every_request_needs_is_missed_once() {
    let error = Columns::<Order>::new(["zip", "title"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column 3: no column is named `validity`, which is required; add it\n\
         line 1, column 3: no column is named `org_name`, which is required; add it",
    );
    assert!(error.problems().iter().all(|problem| problem.code() == Code::Required));
}

#[test]
fn rows_can_be_read_beside_unknown_names() {
    let (columns, error) =
        Columns::<Order>::with_problems(["validity", "org_nam", "org_name", "validity"]);
    assert_eq!(error.unwrap().problems().len(), 2);
    let order = columns.read(["1", "x", "Acme", "9"]).unwrap();
    assert_eq!((order.validity, order.organization.org_name.as_str()), (1, "Acme"));
}

#[test]
fn a_problem_of_a_row_is_at_its_cell() {
    assert_eq!(
        row_problems(
            &[
                "org_name",
                "validity",
                "title",
                "ev",
                "contacts[0][name]",
                "contacts[0][telephone]",
                "sans"
            ],
            &["", "9", "", "maybe", "", "5", ""],
        ),
        [
            "1: `org_name` is required; give it a value that is not blank",
            "2: `validity` must be `1`, `2` or `3`",
            "4: `ev` must be `true` or `false`",
            "5: `contacts[0].name` is required; give it a value that is not blank",
        ],
    );
    assert_eq!(
        row_problems(&["ev", "org_name", "validity"], &["true", " ", "1"]),
        [
            "2: `org_name` is required; give it a value that is not blank",
            // No column is named so.
            "4: `title` is required because `ev` is true; give it a value that is not blank",
        ],
    );
}

#[test]
fn the_place_of_an_item_is_its_cell_after_the_empty_ones_before_it() {
    let names = [
        "validity",
        "org_name",
        "contacts[0][name]",
        "contacts[1][name]",
        "contacts[1][telephone]",
    ];
    assert_eq!(
        row_problems(&names, &["1", "Acme", "", "", "5"]),
        ["4: `contacts[0].name` is required; give it a value that is not blank"],
    );
}

#[test]
fn the_place_of_a_further_item_is_its_cell_too() {
    let names = [
        "validity",
        "org_name",
        "contacts[0][name]",
        "contacts[1][name]",
        "contacts[1][telephone]",
    ];
    assert_eq!(
        row_problems(&names, &["1", "Acme", "Joe", "", "5"]),
        ["4: `contacts[1].name` is required; give it a value that is not blank"],
    );
}

#[test]
fn a_row_has_one_cell_for_each_column() {
    let names = ["validity", "org_name"];
    assert_eq!(row_problems(&names, &["1"]), ["2: 1 cell for 2 columns; give each column one"]);
    assert_eq!(row_problems(&names, &[]), ["1: 0 cells for 2 columns; give each column one"]);
    assert_eq!(
        row_problems(&names, &["1", "a", "b", "c"]),
        ["3: 4 cells for 2 columns; give each column one"],
    );
}

#[test]
fn a_secret_is_not_shown() {
    let problems = row_problems(&["validity", "org_name", "pin"], &["1", "Acme", "hunter2"]);
    assert_eq!(problems, ["3: `pin` must be a whole number from 0 to 65535"]);
}

#[test]
fn deep_and_long_names_are_refused() {
    let deep = format!("labels{}", "[a]".repeat(128));
    assert_eq!(
        header_problems(&[&deep]),
        ["3: brackets nest too deep; at most 128 levels are read"]
    );
    let long = "x".repeat(1000);
    assert_eq!(
        header_problems(&[&long]),
        [format!("3: unknown column `{}…`; remove it", &long[..64])],
    );
}

#[test]
fn a_table_of_no_columns_has_rows_of_no_cells() {
    #[derive(Debug, PartialEq, OrderRequest)]
    struct Anything {
        title: Option<String>,
    }
    let columns = Columns::<Anything>::new([]).unwrap();
    assert_eq!(columns.read([]).unwrap(), Anything { title: None });
}

#[test]
fn no_names_and_no_cells_make_it_panic() {
    let pieces = [
        "validity", "org_name", "zip", "sans", "ips", "contacts", "owner", "labels", "name", "[",
        "]", "[]", "[0]", "[1]", "[name]", "é", "",
    ];
    let values = ["", " ", "1", "a,b", "é", "true"];
    let mut seed: u64 = 3;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let (mut read, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let mut names = vec!["validity".to_owned(), "org_name".to_owned()];
        for _ in 0..next(5) {
            names.push((0..=next(4)).map(|_| pieces[next(pieces.len())]).collect());
        }
        let (columns, _) = Columns::<Valid<Order>>::with_problems(names.iter().map(String::as_str));
        let cells: Vec<_> = (0..names.len()).map(|_| values[next(values.len())]).collect();
        match columns.read(cells) {
            Ok(_) => read += 1,
            Err(error) => {
                refused += 1;
                let last = error.problems().iter().map(|problem| problem.position().column).max();
                assert!(
                    last.is_some_and(|column| (1..=names.len() + 1).contains(&column)),
                    "{names:?}: {error}"
                );
            }
        }
    }
    assert!(read > 1000 && refused > 1000, "{read} {refused}");
}

#[test]
fn a_table_of_too_many_columns_is_refused_at_once() {
    let names = vec!["sans[]"; 200_000];
    let (_, error) = Columns::<Order>::with_problems(names);
    let error = error.unwrap().to_string();
    assert!(error.contains("column 10001: too many columns; at most 10000 are read"), "{error}");
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Marked {
    name: String,
    rush: Flag,
    #[default_value(1)]
    #[range(1..=3, warn)]
    count: u8,
}

#[test]
fn a_flag_and_a_field_with_a_default_need_no_column() {
    let columns = Columns::<Marked>::new(["name"]).unwrap();
    let marked = Marked { name: "x".to_owned(), rush: Flag::OFF, count: 1 };
    assert_eq!(columns.read(["x"]).unwrap(), marked);
}

#[test]
fn a_warning_of_a_row_is_at_its_cell() {
    let columns = Columns::<Warned<Marked>>::new(["name", "rush", "count"]).unwrap();
    let warned = columns.read(["x", "", "9"]).unwrap();
    let told: Vec<_> = warned.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(told, ["line 1, column 3: `count` must be from 1 to 3"]);
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Loose {
    title: Option<String>,
    count: Option<u8>,
    note: Option<String>,
}

#[test]
fn each_cell_is_the_value_of_its_field_though_all_may_be_absent() {
    let columns = Columns::<Loose>::new(["note", "count", "title"]).unwrap();
    let text = |text: &str| Some(text.to_owned());
    let read = |row: [&'static str; 3]| {
        let Loose { title, count, note } = columns.read(row).unwrap();
        (title, count, note)
    };
    assert_eq!(read(["n", "7", "t"]), (text("t"), Some(7), text("n")));
    assert_eq!(read(["", "7", ""]), (None, Some(7), None));
    assert_eq!(read(["n", "", ""]), (None, None, text("n")));
    assert_eq!(read(["", "", ""]), (None, None, None));
    let columns = Columns::<Loose>::new(["count"]).unwrap();
    assert_eq!(columns.read(["7"]).unwrap(), Loose { title: None, count: Some(7), note: None });
}

#[test]
fn a_part_that_is_always_there_is_so_before_all_other_fields() {
    #[derive(Debug, PartialEq, OrderRequest)]
    struct Part {
        city: Option<String>,
    }
    #[derive(Debug, PartialEq, OrderRequest)]
    struct Whole {
        #[order(flatten)]
        part: Part,
        title: Option<String>,
    }
    let columns = Columns::<Whole>::new(["title", "city"]).unwrap();
    let whole = |title: Option<&str>, city: Option<&str>| Whole {
        part: Part { city: city.map(str::to_owned) },
        title: title.map(str::to_owned),
    };
    assert_eq!(columns.read(["t", ""]).unwrap(), whole(Some("t"), None));
    assert_eq!(columns.read(["", ""]).unwrap(), whole(None, None));
    assert_eq!(columns.read(["", "c"]).unwrap(), whole(None, Some("c")));
}

#[test]
fn items_with_a_number_stand_beside_those_without() {
    assert_eq!(
        header_problems(&["sans", "sans", "sans[1]", "sans[0]", "sans[2]"]),
        [
            "5: `sans[1]` has two columns, the first is column 4; remove one",
            "6: `sans[0]` has two columns, the first is column 3; remove one",
        ],
    );
    assert_eq!(
        header_problems(&["contacts[][name]"]),
        ["3: items of `contacts` are numbered from 0; write `[0]`, `[1]`, …"],
    );
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Free {
    extra: Option<Value>,
}

#[test]
fn columns_of_a_free_value_are_items_or_members() {
    let read = |names: &[&'static str]| {
        let columns = Columns::<Free>::new(names.iter().copied()).unwrap();
        let cells: Vec<_> = ["a", "b"].into_iter().take(names.len()).collect();
        json::to_string(&columns.read(cells).unwrap())
    };
    assert_eq!(read(&["extra"]), r#"{"extra":"a"}"#);
    assert_eq!(read(&["extra[]", "extra[]"]), r#"{"extra":["a","b"]}"#);
    assert_eq!(read(&["extra[1]", "extra[0]"]), r#"{"extra":["b","a"]}"#);
    assert_eq!(read(&["extra[x]", "extra[y]"]), r#"{"extra":{"x":"a","y":"b"}}"#);
    assert_eq!(read(&["extra[x][0]", "extra[x][1]"]), r#"{"extra":{"x":["a","b"]}}"#);
    assert_eq!(read(&["extra[0][x]", "extra[1]"]), r#"{"extra":[{"x":"a"},"b"]}"#);
}

#[test]
fn a_value_has_no_column_beside_those_of_what_it_holds() {
    let problems = |names: [&'static str; 2]| {
        Columns::<Free>::new(names).unwrap_err().to_string().replacen("line 1, column ", "", 1)
    };
    let twice = "2: `extra` has two columns, the first is column 1; remove one";
    assert_eq!(problems(["extra[x]", "extra"]), twice);
    assert_eq!(problems(["extra", "extra[x]"]), twice);
    assert_eq!(problems(["extra", "extra[0]"]), twice);
    assert_eq!(problems(["extra[0]", "extra"]), twice);
}

#[test]
fn as_many_brackets_are_read_as_are_promised() {
    let deep = format!("extra{}", "[a]".repeat(127));
    let columns = Columns::<Free>::new([deep.as_str()]).unwrap();
    let read = json::to_string(&columns.read(["x"]).unwrap());
    let expected = format!("{{\"extra\":{}\"x\"{}}}", "{\"a\":".repeat(127), "}".repeat(127));
    assert_eq!(read, expected);
}

#[test]
fn a_member_without_a_column_is_missed_after_the_last_column_of_its_part() {
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
        counts: Option<Vec<u8>>,
        #[order(separator = ",")]
        codes: Option<Vec<u8>>,
    }
    let problems = |names: &[&'static str], cells: &[&'static str]| {
        let columns = Columns::<Valid<Parcel>>::new(names.iter().copied()).unwrap();
        let error = columns.read(cells.iter().copied()).unwrap_err();
        error.to_string().replace("line 1, column ", "")
    };
    let required = "`items[0].name` is required; give it a value that is not blank";
    let names = ["items[0][size]", "items[0][weight]", "counts", "codes"];
    assert_eq!(problems(&names, &["1", "2", "", ""]), format!("3: {required}"));
    let names = ["counts", "items[0][size]", "codes", "items[0][weight]", "counts"];
    assert_eq!(problems(&names, &["", "1", "", "2", ""]), format!("5: {required}"));

    // The items after an empty one move up, but each keeps the place of its cell.
    let names = ["items[0][name]", "counts", "counts", "counts", "codes"];
    assert_eq!(
        problems(&names, &["a", "", "x", "y", "1,z"]),
        "3: `counts[0]` must be a whole number from 0 to 255\n\
         4: `counts[1]` must be a whole number from 0 to 255\n\
         5: `codes[1]` must be a whole number from 0 to 255",
    );
}

#[test]
fn what_a_row_says_of_the_whole_request_is_behind_its_last_cell() {
    fn is_reached(mail: &Option<String>, phone: &Option<String>) -> bool {
        mail.is_some() || phone.is_some()
    }
    #[derive(Debug, PartialEq, OrderRequest)]
    #[check(reached, is_reached(mail, phone), "mail or phone is given")]
    struct Reach {
        note: Option<String>,
        mail: Option<String>,
        phone: Option<String>,
    }
    let columns = Columns::<Valid<Reach>>::new(["note", "phone"]).unwrap();
    let error = columns.read(["n", ""]).unwrap_err();
    assert_eq!(error.to_string(), "line 1, column 3: mail or phone is given");
}
