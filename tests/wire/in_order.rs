//! The members of an object are read as they come where they can be, and else from the whole document. A request with a
//! flattened part is always read from the document, so the two are compared.

use order_core::{OrderRequest, ReadError, Valid, json};

#[derive(Debug, PartialEq, OrderRequest)]
struct Contact {
    name: String,
    #[length(..=3)]
    title: Option<String>,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Order {
    amount: u8,
    note: Option<String>,
    #[order(alias = "surname")]
    name: String,
    #[default_value(3)]
    count: i64,
    #[nested]
    contact: Option<Contact>,
    title: Option<String>,
    city: String,
    zip: String,
    lines: Vec<String>,
    #[default_value(false)]
    ev: bool,
    #[order(skip)]
    hidden: u8,
    last: Option<bool>,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Outer {
    #[order(flatten)]
    #[nested]
    order: Order,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct OfTexts {
    a: Option<String>,
    b: String,
    c: String,
    d: Option<String>,
    e: String,
    f: String,
    g: String,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct AroundTexts {
    #[order(flatten)]
    texts: OfTexts,
}

#[track_caller]
fn compare(document: &str) {
    let read = json::from_str::<Order>(document).map_err(|error| error.to_string());
    // Only the name of the type is another one.
    let named = |error: ReadError| error.to_string().replace("`Outer`", "`Order`");
    let expected = json::from_str::<Outer>(document).map_err(named);
    assert_eq!(read, expected.map(|outer| outer.order), "{document}");
    let read = json::from_str::<Valid<Order>>(document).map_err(|error| error.to_string());
    let expected = json::from_str::<Valid<Outer>>(document).map_err(named);
    let read = read.map(Valid::into_inner);
    assert_eq!(read, expected.map(|outer| outer.into_inner().order), "{document}");
}

/// The members of an order, each of which is also written in another way.
const MEMBERS: [(&str, &[&str]); 11] = [
    ("amount", &["1", "\"1\"", "256", "null", "[1]"]),
    ("note", &["\"x\"", "null", "\"\"", "5", "\"a\\nb\"", "\"\\ud83d\\ude00\"", "\"\\x\""]),
    ("name", &["\"Ann\"", "\"\\u0041\"", "true", "{}"]),
    ("count", &["-4", "\"4\"", "\"\"", "1.5", "01"]),
    ("contact", &["{\"name\":\"Bo\"}", "null", "{}", "{\"title\":\"long\",\"name\":\"Bo\"}"]),
    ("title", &["\"Dr\"", "\"é\"", "\"tab\t\""]),
    ("city", &["\"Rome\"", "12", "\"\\\"\""]),
    ("zip", &["\"1\"", "null"]),
    ("lines", &["[\"a\",\"b\"]", "[]", "[null]", "\"a\""]),
    ("ev", &["true", "\"false\"", "tru", "null"]),
    ("last", &["false", "\"\"", "0"]),
];

/// Writes members with the space before names and after them.
fn object(members: &[(String, &str)], space: &str, colon: &str) -> String {
    let members: Vec<_> =
        members.iter().map(|(name, value)| format!("{space}\"{name}\"{colon}{value}")).collect();
    format!("{{{}{space}}}", members.join(","))
}

fn members() -> Vec<(String, &'static str)> {
    MEMBERS.iter().map(|(name, values)| ((*name).to_owned(), values[0])).collect()
}

#[test]
fn each_value_is_read_alike_in_its_place() {
    for (index, (_, values)) in MEMBERS.iter().enumerate() {
        for value in *values {
            let mut members = members();
            members[index].1 = value;
            for (space, colon) in [("", ":"), (" ", ": "), ("\n  ", " : "), ("", "")] {
                compare(&object(&members, space, colon));
            }
        }
    }
}

#[test]
fn members_are_read_alike_wherever_they_stand() {
    for from in 0..MEMBERS.len() {
        for to in 0..MEMBERS.len() {
            for value in 0..2 {
                let mut members = members();
                members[from].1 = MEMBERS[from].1[value];
                let moved = members.remove(from);
                members.insert(to, moved.clone());
                compare(&object(&members, "", ":"));
                // The same with a member twice, and with one that nobody knows.
                members.insert(from, moved);
                compare(&object(&members, "", ":"));
                members[from].0 = "unknown".to_owned();
                compare(&object(&members, "", ":"));
            }
        }
    }
}

#[test]
fn members_may_be_left_out_renamed_and_escaped() {
    for left_out in 0..1_u32 << MEMBERS.len() {
        let given = |(index, _): &(usize, _)| left_out & 1 << index == 0;
        let members: Vec<_> =
            members().into_iter().enumerate().filter(given).map(|it| it.1).collect();
        compare(&object(&members, "", ":"));
    }
    for name in ["surname", "n\\u0061me", "hidden", "Name", "name ", ""] {
        for index in 0..MEMBERS.len() {
            let mut members = members();
            members[index].0 = name.to_owned();
            compare(&object(&members, "", ":"));
        }
    }
}

#[test]
fn members_in_every_order_are_read_alike() {
    let names = ["a", "b", "c", "d", "e", "f", "g"];
    let mut order: Vec<usize> = (0..names.len()).collect();
    // Every permutation, by Heap's algorithm.
    let mut counts = vec![0; order.len()];
    let mut at = 0;
    while at < order.len() {
        if counts[at] < at {
            order.swap(if at % 2 == 0 { 0 } else { counts[at] }, at);
            counts[at] += 1;
            at = 0;
        } else {
            counts[at] = 0;
            at += 1;
            continue;
        }
        let values: Vec<_> = order
            .iter()
            .map(|index| (names[*index].to_owned(), ["\"0\"", "\"1\"", "\"2\""][index % 3]))
            .collect();
        let given = object(&values, "", ":");
        let twice = given.replace('}', ",\"b\":\"again\"}");
        let without = given.replace("\"c\":\"2\"", "\"a\":\"again\"");
        for document in [given, twice, without] {
            let read = json::from_str::<OfTexts>(&document).map_err(|error| error.to_string());
            let expected = json::from_str::<AroundTexts>(&document);
            let expected = expected.map(|outer| outer.texts).map_err(|error| error.to_string());
            assert_eq!(read, expected, "{document}");
        }
    }
}

#[test]
fn every_beginning_and_every_changed_byte_is_read_alike() {
    for (space, colon) in [("", ":"), (" ", " : ")] {
        let document = object(&members(), space, colon);
        for end in 0..document.len() {
            compare(&document[..end]);
            for byte in ["\"", "\\", ",", ":", "{", "}", " ", "x", "\u{1}", ""] {
                compare(&format!("{}{byte}{}", &document[..end], &document[end + 1..]));
            }
        }
        compare(&format!(" \t\r\n{document}\n "));
        compare(&format!("{document}x"));
        compare(&format!("{document},"));
        compare(&format!("\u{feff}{document}"));
    }
    for document in ["", " ", "{", "{}", "[]", "[{}]", "null", "{,}", "{\"\":1}", "\"a\""] {
        compare(document);
    }
}
