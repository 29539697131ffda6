use std::{borrow::Cow, collections::BTreeMap};

use order_core::{OrderRequest, OrderValue, json};

#[derive(Debug, PartialEq, OrderValue)]
#[order(rename_all = "kebab-case")]
enum Speed {
    NextDay,
    #[order(value = 51)]
    Coded,
}

#[derive(Debug, PartialEq, OrderValue)]
struct Zip(String);

#[derive(Debug, PartialEq, OrderRequest)]
struct Native<'a> {
    text: String,
    borrowed: &'a str,
    cow: Cow<'a, str>,
    zip: Zip,
    flag: bool,
    small: i8,
    large: u64,
    speed: Speed,
    code: Option<Speed>,
    absent: Option<String>,
    #[order(rename = "a\"b\\c")]
    named: Option<u8>,
}

fn native() -> Native<'static> {
    Native {
        text: "a\"\\\u{1}\n€😀".to_owned(),
        borrowed: "b",
        cow: Cow::Borrowed(""),
        zip: Zip("33615".to_owned()),
        flag: true,
        small: -128,
        large: u64::MAX,
        speed: Speed::NextDay,
        code: Some(Speed::Coded),
        absent: None,
        named: Some(0),
    }
}

#[test]
fn native_scalars_keep_their_form() {
    assert_eq!(
        json::to_string(&native()),
        r#"{"text":"a\"\\\u0001\n€😀","borrowed":"b","cow":"","zip":"33615","flag":true,"small":-128,"large":18446744073709551615,"speed":"next-day","code":51,"a\"b\\c":0}"#,
    );
}

#[test]
fn pretty_json_has_two_spaces_and_no_newline_at_its_end() {
    #[derive(OrderRequest)]
    struct Order {
        #[order(rename = "a:b\"")]
        a: u8,
        b: Option<String>,
        c: Option<String>,
    }
    let order = Order { a: 1, b: None, c: Some("x".to_owned()) };
    assert_eq!(json::to_string_pretty(&order), "{\n  \"a:b\\\"\": 1,\n  \"c\": \"x\"\n}");
    #[derive(OrderRequest)]
    struct Empty {
        a: Option<u8>,
    }
    assert_eq!(json::to_string_pretty(&Empty { a: None }), "{}");
    assert_eq!(json::to_string(&Empty { a: None }), "{}");
}

#[test]
fn pretty_json_puts_each_item_and_each_entry_on_a_line_of_its_own() {
    #[derive(OrderRequest)]
    struct Part {
        x: Option<u8>,
    }

    #[derive(OrderRequest)]
    struct Order {
        none: Vec<u8>,
        one: Vec<u8>,
        two: Vec<Vec<u8>>,
        no_names: BTreeMap<String, u8>,
        names: BTreeMap<String, Vec<u8>>,
        #[nested]
        parts: Vec<Part>,
        #[nested]
        part: Part,
    }

    let order = Order {
        none: Vec::new(),
        one: vec![1],
        two: vec![vec![2, 3], vec![]],
        no_names: BTreeMap::new(),
        names: [("a".to_owned(), vec![4])].into(),
        parts: vec![Part { x: Some(5) }],
        part: Part { x: None },
    };
    let lines = [
        "{",
        "  \"none\": [],",
        "  \"one\": [",
        "    1",
        "  ],",
        "  \"two\": [",
        "    [",
        "      2,",
        "      3",
        "    ],",
        "    []",
        "  ],",
        "  \"no_names\": {},",
        "  \"names\": {",
        "    \"a\": [",
        "      4",
        "    ]",
        "  },",
        "  \"parts\": [",
        "    {",
        "      \"x\": 5",
        "    }",
        "  ],",
        "  \"part\": {}",
        "}",
    ];
    assert_eq!(json::to_string_pretty(&order), lines.join("\n"));
}

#[test]
fn scalars_as_text_are_all_in_quotes() {
    #[derive(OrderRequest)]
    #[order(scalars = "text", rename_all = "camelCase")]
    struct Order {
        is_ev: bool,
        valid_years: u8,
        code: Speed,
    }
    let order = Order { is_ev: false, valid_years: 3, code: Speed::Coded };
    assert_eq!(json::to_string(&order), r#"{"isEv":"false","validYears":"3","code":"51"}"#);
    assert_eq!(
        json::to_string_pretty(&order),
        "{\n  \"isEv\": \"false\",\n  \"validYears\": \"3\",\n  \"code\": \"51\"\n}",
    );
}

#[test]
fn what_is_written_is_read_back() {
    let order = Native { text: "plain".to_owned(), ..native() };
    assert_eq!(json::from_str::<Native<'_>>(&json::to_string(&order)).unwrap(), order);
    assert_eq!(json::from_slice::<Native<'_>>(&json::to_vec_pretty(&order)).unwrap(), order);
}

#[test]
fn writing_into_a_buffer_appends() {
    let mut out = b"head\n".to_vec();
    #[derive(OrderRequest)]
    struct Order {
        a: u8,
    }
    json::write_into(&Order { a: 1 }, &mut out);
    assert_eq!(out, b"head\n{\"a\":1}");
}
