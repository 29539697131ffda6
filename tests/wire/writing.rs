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

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Names {
    x: String,
    #[order(rename = "a_name_of_just_twenty_six_")]
    longest_key: Option<String>,
    #[order(rename = "a_name_of_twenty_seven_char")]
    no_key: String,
    #[order(rename = "with\"quotes\"and\\")]
    escaped: String,
    count: i64,
    #[order(skip_blank)]
    unless_blank: Option<String>,
}

/// The JSON of `names`, put together from what `text` makes of each text.
fn told(names: &Names, text: impl Fn(&str) -> String) -> String {
    let longest = names.longest_key.as_deref();
    let unless_blank = names.unless_blank.as_deref();
    let members = [
        Some(format!(r#""x":{}"#, text(&names.x))),
        longest.map(|it| format!(r#""a_name_of_just_twenty_six_":{}"#, text(it))),
        Some(format!(r#""a_name_of_twenty_seven_char":{}"#, text(&names.no_key))),
        Some(format!(r#""with\"quotes\"and\\":{}"#, text(&names.escaped))),
        Some(format!(r#""count":{}"#, names.count)),
        unless_blank.map(|it| format!(r#""unless_blank":{}"#, text(it))),
    ];
    format!("{{{}}}", members.into_iter().flatten().collect::<Vec<_>>().join(","))
}

fn named(text: &str) -> Names {
    Names {
        x: text.to_owned(),
        longest_key: Some(text.to_owned()),
        no_key: text.to_owned(),
        escaped: text.to_owned(),
        count: -7,
        unless_blank: Some(text.to_owned()),
    }
}

#[test]
fn texts_and_keys_of_all_lengths_are_written_and_read() {
    for length in 1..40 {
        let text = "The quick brown fox jumps over the lazy dog".split_at(length).0;
        let names = named(text);
        let json = json::to_string(&names);
        assert_eq!(json, told(&names, |text| format!("\"{text}\"")));
        assert_eq!(json::from_str::<Names>(&json).unwrap(), names);
    }
    let names = Names { longest_key: None, unless_blank: None, ..named("") };
    assert_eq!(json::to_string(&names), told(&names, |text| format!("\"{text}\"")));
}

#[test]
fn each_character_is_escaped_wherever_it_stands() {
    for character in (0..=0x7f_u8).map(char::from).chain(['\u{80}', 'é', '\u{a2}', '€', '😀'])
    {
        for length in 0..20 {
            for place in 0..=length {
                let mut text: Vec<char> =
                    "abcdefghijklmnopqrstuvwxyz".chars().take(length).collect();
                text.insert(place, character);
                let text: String = text.into_iter().collect();
                let names = Names { unless_blank: None, ..named(&text) };
                let json = json::to_string(&names);
                assert_eq!(json, told(&names, |text| serde_json::to_string(text).unwrap()));
            }
        }
    }
}

#[test]
fn a_buffer_of_any_capacity_is_filled_alike() {
    let names = named("a \"text\"");
    let json = json::to_vec(&names);
    for before in [0, 1, 40] {
        for capacity in 0..json.len() + 60 {
            let mut out = Vec::with_capacity(before + capacity);
            out.resize(before, b'-');
            let (room, place) = (out.capacity() - before, out.as_ptr());
            json::write_into(&names, &mut out);
            assert_eq!(&out[..before], &vec![b'-'; before]);
            assert_eq!(&out[before..], json);
            assert!(room < json.len() || out.as_ptr() == place, "it was moved without need");
        }
    }
}

#[test]
fn a_long_request_is_more_than_the_first_room() {
    #[derive(Debug, PartialEq, OrderRequest)]
    struct Many {
        names: Vec<String>,
        of: Vec<Names>,
        end: String,
    }
    let many = Many {
        names: (0..300).map(|number| number.to_string().repeat(number % 17)).collect(),
        of: vec![named("some text"); 20],
        end: "x".repeat(5000),
    };
    let json = json::to_string(&many);
    assert_eq!(json::from_str::<Many>(&json).unwrap(), many);
    let quoted = |text: &String| format!("\"{text}\"");
    let names: Vec<_> = many.names.iter().map(quoted).collect();
    let of: Vec<_> = many.of.iter().map(|it| told(it, |text| format!("\"{text}\""))).collect();
    let expected = format!(
        r#"{{"names":[{}],"of":[{}],"end":"{}"}}"#,
        names.join(","),
        of.join(","),
        many.end
    );
    assert_eq!(json, expected);
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Blank {
    #[order(skip_blank)]
    name: String,
    #[order(skip_blank)]
    note: Option<String>,
    #[order(skip_blank)]
    list: Vec<u8>,
}

#[test]
fn what_is_required_is_written_though_it_is_blank() {
    let blank = Blank { name: String::new(), note: Some(String::new()), list: Vec::new() };
    assert_eq!(json::to_string(&blank), "{\"name\":\"\",\"list\":[]}");
    assert_eq!(order_core::form::to_string(&blank).unwrap(), "name=&list=");
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Free {
    free: serde_json::Value,
}

#[test]
fn pretty_json_is_indented_however_deep_it_is() {
    let mut value = serde_json::json!(["a", "b"]);
    for _ in 0..40 {
        value = serde_json::json!({ "a": [1, 2], "b": value });
        let free = Free { free: value.clone() };
        let expected = serde_json::to_string_pretty(&serde_json::json!({ "free": value })).unwrap();
        assert_eq!(json::to_string_pretty(&free), expected);
    }
}
