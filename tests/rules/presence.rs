//! The table of the documentation: what is given, present, and the value, case by case.

use std::collections::{BTreeMap, HashMap};

use order_core::{Flag, OrderRequest, json, schema};

/// The facts that hold of the field `f` of a document, of `given`, `present` and the condition that is named
/// `value`, after `f` itself if it breaks a rule; the generated check and the interpreter must agree.
macro_rules! facts {
    ($document:literal, { $(#[$attribute:meta])* $ty:ty }, $($value:tt)+) => {{
        #[derive(Debug, OrderRequest)]
        #[order(allow(false_optional))]
        struct Probe {
            $(#[$attribute])*
            f: $ty,
            #[required_if(given(f))]
            given: Option<u8>,
            #[required_if(present(f))]
            present: Option<u8>,
            #[required_if($($value)+)]
            value: Option<u8>,
        }

        let probe: Probe = json::from_str($document).unwrap();
        let found = probe.validate().err();
        assert_eq!(
            format!("{found:?}"),
            format!("{:?}", schema::interpret(&probe).err()),
            "the interpreter disagrees",
        );
        let found: Vec<String> =
            found.into_iter().flatten().map(|violation| violation.path().to_string()).collect();
        found.join(" ")
    }};
}

/// The rows of the table in the documentation of the derive whose head starts so.
fn documented(head: &str) -> Vec<&'static str> {
    include_str!("../../order-derive/src/lib.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("/// "))
        .skip_while(|line| !line.starts_with(head))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect()
}

/// The facts in a row, in the form of `facts!`.
fn said(row: &str) -> String {
    let columns: Vec<&str> = row.split(" | ").collect();
    let [_, _, given, present, value] = columns[..] else { panic!("{row}: five columns") };
    let mut facts = Vec::new();
    for (is_said, fact) in [
        (present == "yes, which is a violation", "f"),
        (given == "yes", "given"),
        (present.starts_with("yes"), "present"),
        (!value.starts_with("none"), "value"),
    ] {
        if is_said {
            facts.push(fact);
        }
    }
    facts.join(" ")
}

/// Asserts rows of the table, each with the documents that it speaks of. The condition of a row whose value is none holds
/// for every value.
macro_rules! table {
    ($($row:literal: $([$document:literal, $field:tt, $($value:tt)+])+;)+) => {{
        let rows = [$($row),+];
        $($(assert_eq!(facts!($document, $field, $($value)+), said($row), "{}: {}", $row, $document);)+)+
        rows
    }};
}

#[derive(Debug, OrderRequest)]
struct Part {
    note: Option<String>,
}

type Map = BTreeMap<String, u8>;
type Hashed = HashMap<String, u8>;

#[test]
#[rustfmt::skip]
fn every_row_of_the_table_is_as_documented() {
    let rows = table! {
        "| `Option<String>` | nothing, or `null` | no | no | none |":
            ["{}", { Option<String> }, len(f) > 0]
            [r#"{"f": null}"#, { Option<String> }, len(f) > 0];
        r#"| | `"x"` | yes | yes | `"x"` |"#:
            [r#"{"f": "x"}"#, { Option<String> }, f == "x"];
        r#"| | `""` or white space | yes | no | none |"#:
            [r#"{"f": ""}"#, { Option<String> }, len(f) > 0]
            [r#"{"f": " \t"}"#, { Option<String> }, len(f) > 0]
            [r#"{"f": ""}"#, { #[blank(absent)] Option<String> }, len(f) > 0];
        r#"| … with `#[blank(reject)]` | `""` | yes | yes, which is a violation | none |"#:
            [r#"{"f": ""}"#, { #[blank(reject)] Option<String> }, len(f) > 0];
        r#"| … with `#[blank(value)]` | `""` | yes | yes | `""` |"#:
            [r#"{"f": ""}"#, { #[blank(value)] Option<String> }, f == ""];
        r#"| … with `#[default_value("x")]` | nothing | no | no | `"x"` |"#:
            ["{}", { #[default_value("x")] Option<String> }, f == "x"];
        r#"| | `""` | yes | no | `"x"` |"#:
            [r#"{"f": ""}"#, { #[default_value("x")] Option<String> }, f == "x"];
        r#"| | `"y"` | yes | yes | `"y"` |"#:
            [r#"{"f": "y"}"#, { #[default_value("x")] Option<String> }, f == "y"];
        "| `u8` with `#[default_value(1)]` | nothing: 1 is written into it | yes | yes | `1` |":
            ["{}", { #[default_value(1)] u8 }, f == 1];
        "| `Option<u8>`, `Option<bool>` | `0`, `false` | yes | yes | `0`, `false` |":
            [r#"{"f": 0}"#, { Option<u8> }, f == 0]
            [r#"{"f": false}"#, { Option<bool> }, f == false];
        r#"| | `""` | no | no | none |"#:
            [r#"{"f": ""}"#, { Option<u8> }, f >= 0]
            [r#"{"f": " "}"#, { Option<bool> }, f == false || f == true];
        "| `Option<Vec<u8>>`, `BTreeMap` or `HashMap` | `[]`, or `{}` | yes | no | none |":
            [r#"{"f": []}"#, { Option<Vec<u8>> }, len(f) > 0]
            [r#"{"f": {}}"#, { Option<Map> }, len(f) > 0]
            [r#"{"f": {}}"#, { Option<Hashed> }, len(f) > 0];
        r#"| | `[0]`, or `{"k": 0}` | yes | yes | the list or map |"#:
            [r#"{"f": [0]}"#, { Option<Vec<u8>> }, any(it in f, it == 0)]
            [r#"{"f": {"k": 0}}"#, { Option<Map> }, any(it in f, it == 0)]
            [r#"{"f": {"k": 0}}"#, { Option<Hashed> }, any(it in f, it == 0)];
        "| … with `#[blank(reject)]` | `[]`, or `{}` | yes | yes, which is a violation | none |":
            [r#"{"f": []}"#, { #[blank(reject)] Option<Vec<u8>> }, len(f) > 0]
            [r#"{"f": {}}"#, { #[blank(reject)] Option<Map> }, len(f) > 0]
            [r#"{"f": {}}"#, { #[blank(reject)] Option<Hashed> }, len(f) > 0];
        "| … with `#[blank(value)]` | `[]`, or `{}` | yes | yes | the empty list or map |":
            [r#"{"f": []}"#, { #[blank(value)] Option<Vec<u8>> }, len(f) == 0]
            [r#"{"f": {}}"#, { #[blank(value)] Option<Map> }, len(f) == 0]
            [r#"{"f": {}}"#, { #[blank(value)] Option<Hashed> }, len(f) == 0];
        r#"| … a list with `#[order(separator = ",")]` | `""` | yes | no | none |"#:
            [r#"{"f": ""}"#, { #[order(separator = ",")] Option<Vec<u8>> }, len(f) > 0]
            [r#"{"f": " "}"#, { #[order(separator = ",")] Option<Vec<String>> }, len(f) > 0];
        r#"| | `"0,1"` | yes | yes | the list of `0` and `1` |"#:
            [r#"{"f": "0,1"}"#, { #[order(separator = ",")] Option<Vec<u8>> },
             len(f) == 2 && any(it in f, it == 1)];
        "| `Flag` | nothing, `null` or `false` | no | no | none |":
            ["{}", { Flag }, f]
            [r#"{"f": null}"#, { Flag }, f]
            [r#"{"f": false}"#, { Flag }, f];
        r#"| | `true` or `""` | yes | yes | `true` |"#:
            [r#"{"f": true}"#, { Flag }, f]
            [r#"{"f": ""}"#, { Flag }, f];
        "| `Option<Part>` with `#[nested]` | `{}` | yes | yes | the part |":
            [r#"{"f": {}}"#, { #[nested] Option<Part> }, !present(f.note)];
        "| `Option<Option<u8>>` | nothing | no | no | none |":
            ["{}", { Option<Option<u8>> }, f >= 0 || f == null];
        "| | `null` | yes | yes | none, and `f == null` holds |":
            [r#"{"f": null}"#, { Option<Option<u8>> }, f >= 0 || f != null];
        "| | `0` | yes | yes | `0` |":
            [r#"{"f": 0}"#, { Option<Option<u8>> }, f == 0];
    };
    assert_eq!(rows.as_slice(), documented("| type of `f` |"));
}

/// Asserts rows of the table about missing values: what each condition is of a field that is absent.
macro_rules! missing {
    ($($row:literal: $outcome:literal $([$field:tt, $($cond:tt)+])+;)+) => {{
        $($(
            let holds = facts!("{}", $field, $($cond)+) == "value";
            assert_eq!(holds, $outcome, "{}: {}", $row, stringify!($($cond)+));
        )+)+
        [$($row),+]
    }};
}

fn is_any(_: &u8) -> bool {
    true
}

#[test]
#[rustfmt::skip]
fn every_row_about_missing_values_is_as_documented() {
    let rows = missing! {
        "| `f`, `f == V`, `f < V`, `f in […]`, `is`, `matches`, `satisfies` | false |": false
            [{ Option<bool> }, f]
            [{ Option<u8> }, f == 0]
            [{ Option<u8> }, f < 1 || f <= 1 || f > 1 || f >= 1]
            [{ Option<u8> }, f in [0, 1]]
            [{ Option<String> }, is(f, digits)]
            [{ Option<String> }, matches(f, ".*")]
            [{ Option<u8> }, satisfies(f, is_any)];
        "| `f != V` | true: it is always `!(f == V)` |": true
            [{ Option<u8> }, f != 0]
            [{ Option<u8> }, !(f == 0)];
        "| `f == g` | false if either is missing, and if both are: two absent values are not equal |": false
            [{ Option<u8> }, f == given];
        "| `f != g` | true if either is missing, or both |": true
            [{ Option<u8> }, f != given];
        "| `f < g` and likewise | false if either is missing |": false
            [{ Option<u8> }, f < given || f <= given || f > given || f >= given];
        "| `len(f)`, `len(f, bytes)` | 0 |": true
            [{ Option<String> }, len(f) == 0 && len(f, bytes) == 0 && len(f, utf16) == 0]
            [{ Option<Vec<u8>> }, len(f) == 0];
        "| `f.g` | missing too, if `f` is |": false
            [{ Option<Part> }, f.note == "x" || present(f.note) || given(f.note) || len(f.note) > 0];
        "| `any(x in f, …)` | false, as over an empty list |": false
            [{ Option<Vec<u8>> }, any(x in f, x >= 0)];
        "| `all(x in f, …)`, `unique(x in f, …)` | true, as over an empty list |": true
            [{ Option<Vec<u8>> }, all(x in f, x > 5)]
            [{ Option<Vec<u8>> }, unique(x in f, x)];
        "| `count(x in f, …)` | 0, as over an empty list |": true
            [{ Option<Vec<u8>> }, count(x in f, x >= 0) == 0];
        "| `f == null` | false; it asks whether null was given, which an `Option<Option<…>>` can tell and other types refuse |": false
            [{ Option<Option<u8>> }, f == null];
    };
    assert_eq!(rows.as_slice(), documented("| condition | if the value is missing |"));
}
