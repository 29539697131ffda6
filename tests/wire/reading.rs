use std::borrow::Cow;

use order_core::{Code, OrderRequest, OrderValue, ReadError, Valid, json};

#[derive(Debug, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Method {
    ShipToken,
    #[order(alias = "app")]
    ClientApp,
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(scalars = "text")]
struct Order {
    #[allowed(1, 2, 3)]
    validity: u8,
    #[required_if(ev)]
    method: Option<Method>,
    #[order(alias = "organisation")]
    org_name: String,
    note: Option<String>,
    #[default_value(false)]
    ev: bool,
}

fn problems<'de, T: order_core::wire::FromWire<'de> + std::fmt::Debug>(
    document: &'de str,
) -> Vec<String> {
    json::from_str::<T>(document).unwrap_err().to_string().lines().map(str::to_owned).collect()
}

#[test]
fn the_carrier_of_a_value_does_not_matter() {
    let expected =
        Order { validity: 1, method: None, org_name: "5".to_owned(), note: None, ev: true };
    for document in [
        r#"{"validity":1,"org_name":"5","ev":true}"#,
        r#"{"validity":"1","org_name":5,"ev":"true"}"#,
        r#"{ "ev" : "true" , "method" : null, "org_name":"\u0035", "validity" : 1 , "note":null}"#,
        r#"{"validity":"1","organisation":"5","ev":"true","method":""}"#,
    ] {
        assert_eq!(json::from_str::<Order>(document).unwrap(), expected, "{document}");
    }
}

#[test]
fn a_value_that_is_only_nearly_one_is_refused() {
    for validity in
        ["\"01\"", "\"+1\"", "\" 1\"", "1.0", "1e0", "256", "-1", "\"one\"", "true", "[1]", "{}"]
    {
        let document = format!(r#"{{"validity":{validity},"org_name":"x"}}"#);
        let error = json::from_str::<Order>(&document).unwrap_err();
        assert_eq!(error.problems().len(), 1, "{document}: {error}");
        assert_eq!(error.problems()[0].code(), Code::Type, "{document}");
    }
    for ev in ["1", "\"True\"", "\"yes\"", "{}"] {
        let document = format!(r#"{{"validity":1,"org_name":"x","ev":{ev}}}"#);
        assert_eq!(
            json::from_str::<Order>(&document).unwrap_err().problems()[0].code(),
            Code::Type,
            "{document}"
        );
    }
}

#[test]
fn every_problem_of_a_document_is_reported_with_its_place() {
    let document = "{\n  \"validty\": \"7\",\n  \"method\": \"ship_tokn\",\n  \"org_name\": \"x\",\n  \"org_name\": \"y\",\n  \"ev\": \"maybe\", \"é\": [{}]\n}";
    assert_eq!(
        problems::<Order>(document),
        [
            "line 2, column 3: unknown field `validty`; did you mean `validity`?",
            "line 3, column 13: `method` must be `ship_token` or `client_app`; did you mean `ship_token`?",
            "line 5, column 3: `org_name` is given twice, first on line 4; remove one",
            "line 6, column 9: `ev` must be `true` or `false`",
            "line 6, column 18: unknown field `é`; remove it",
            "line 7, column 1: `validity` is required; give it a value",
        ],
    );
    let error = json::from_str::<Order>(document).unwrap_err();
    let found: Vec<(String, Code)> = error
        .problems()
        .iter()
        .map(|problem| (problem.path().to_string(), problem.code()))
        .collect();
    assert_eq!(found[0], ("validty".to_owned(), Code::UnknownField));
    assert_eq!(found[2], ("org_name".to_owned(), Code::Duplicate));
    assert_eq!(found[5], ("validity".to_owned(), Code::Required));
}

#[test]
fn rules_are_judged_beside_problems_unless_they_need_what_could_not_be_read() {
    // `ev` cannot be read, so nothing is said of `method`.
    assert_eq!(
        problems::<Order>(r#"{"validity":7,"org_name":"","ev":"maybe"}"#),
        [
            "line 1, column 13: `validity` must be `1`, `2` or `3`",
            "line 1, column 26: `org_name` is required; give it a value that is not blank",
            "line 1, column 34: `ev` must be `true` or `false`",
        ],
    );
    // `method` cannot be read, yet it is there: it is not reported as missing.
    assert_eq!(
        problems::<Order>(r#"{"validity":1,"org_name":"x","method":"drone","ev":true}"#),
        ["line 1, column 39: `method` must be `ship_token` or `client_app`"],
    );
}

#[test]
fn a_request_is_read_whatever_its_rules_say_and_a_valid_one_is_not() {
    let document = "{\"validity\":7,\n\"org_name\":\"x\",\"ev\":true}";
    let order: Order = json::from_str(document).unwrap();
    assert_eq!(order.validity, 7);
    let error: ReadError = json::from_str::<Valid<Order>>(document).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column 13: `validity` must be `1`, `2` or `3`\n\
         line 2, column 25: `method` is required because `ev` is true; set it to `ship_token` or `client_app`",
    );
    assert!(error.problems().iter().all(|problem| problem.violation().is_some()));
    let valid: Valid<Order> = json::from_str(r#"{"validity":3,"org_name":"x"}"#).unwrap();
    assert_eq!(valid.validity, 3);
}

#[test]
fn a_default_is_written_into_a_field_that_is_no_option() {
    let order: Order = json::from_str(r#"{"validity":1,"org_name":"x"}"#).unwrap();
    assert!(!order.ev);
    let order: Order = json::from_str(r#"{"validity":1,"org_name":"x","ev":" "}"#).unwrap();
    assert!(!order.ev);
}

#[test]
fn text_is_borrowed_where_it_can_be() {
    #[derive(Debug, OrderRequest)]
    struct Borrowed<'a> {
        plain: &'a str,
        cow: Cow<'a, str>,
    }
    let borrowed: Borrowed<'_> = json::from_str(r#"{"plain":"x","cow":"y"}"#).unwrap();
    assert!(matches!(borrowed.cow, Cow::Borrowed("y")));
    let owned: Borrowed<'_> = json::from_str(r#"{"plain":"x","cow":"\n"}"#).unwrap();
    assert!(matches!(&owned.cow, Cow::Owned(text) if text == "\n"));
    assert_eq!(
        problems::<Borrowed<'_>>(r#"{"plain":"a\n","cow":"y"}"#),
        [
            "line 1, column 1: a value does not fit into `Borrowed` as it stands; a borrowed text needs `Cow<str>` if it may hold escapes"
        ],
    );
}

#[test]
fn escapes_are_decoded() {
    let document = r#"{"validity":1,"org_name":"\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00"}"#;
    let order: Order = json::from_str(document).unwrap();
    assert_eq!(order.org_name, "\"\\/\u{8}\u{c}\n\r\té😀");
    let keyed: Order = json::from_str(r#"{"v\u0061lidity":1,"org_name":"x"}"#).unwrap();
    assert_eq!(keyed.validity, 1);
}

#[test]
fn broken_syntax_is_reported_with_its_place_beside_what_was_read_before() {
    for (document, expected) in [
        ("", "line 1, column 1: the document is empty"),
        (" \n ", "line 2, column 2: the document is empty"),
        (
            r#"{"validity":1"#,
            "line 1, column 14: the document ends in the middle; the rest is missing",
        ),
        (r#"{"validity":1,}"#, "line 1, column 14: a comma that nothing follows; remove it"),
        (r#"{"validity" 1}"#, "line 1, column 13: expected `:` after the name"),
        (r#"{validity:1}"#, "line 1, column 2: expected a name in double quotes"),
        (r#"{"validity":1 "ev":1}"#, "line 1, column 15: expected `,` or `}`"),
        (
            r#"{"validity":01}"#,
            "line 1, column 13: a number cannot start with zeros; write it as text",
        ),
        (r#"{"validity":1.}"#, "line 1, column 15: expected a digit"),
        (r#"{"validity":-}"#, "line 1, column 14: expected a digit"),
        (
            r#"{"validity":tru}"#,
            "line 1, column 13: expected a value; text stands in double quotes",
        ),
        (r#"{"validity":1} x"#, "line 1, column 16: nothing may follow the value; remove the rest"),
        (r#"{"note":"a"#, "line 1, column 11: the document ends in the middle of a text"),
        (
            "{\"note\":\"a\nb\"}",
            "line 1, column 11: a control character in text; write it as `\\u00XX`",
        ),
        (r#"{"note":"\q"}"#, "line 1, column 10: unknown escape; write `\\\\` for one backslash"),
        (r#"{"note":"\u12"}"#, "line 1, column 10: expected four hexadecimal digits after `\\u`"),
        (r#"{"note":"\ud800"}"#, "line 1, column 10: half a surrogate pair is no character"),
        (r#"{"note":"\ud800\u0041"}"#, "line 1, column 10: half a surrogate pair is no character"),
        (
            "\u{feff}{}",
            "line 1, column 1: a byte order mark is not JSON; save the document without it",
        ),
        ("{\"validity\":1]", "line 1, column 14: expected `,` or `}`"),
    ] {
        let found = problems::<Order>(document);
        assert_eq!(found, [expected], "{document:?}");
    }
    assert_eq!(
        problems::<Order>("["),
        [
            "line 1, column 1: expected an object with the fields of `Order`",
            "line 1, column 2: the document ends in the middle; the rest is missing",
        ],
    );
    assert_eq!(
        problems::<Order>(r#"{"validity":"x","nte":1,"org_name":"#),
        [
            "line 1, column 13: `validity` must be a whole number from 0 to 255",
            "line 1, column 17: unknown field `nte`; did you mean `note`?",
            "line 1, column 36: the document ends in the middle; the rest is missing",
        ],
    );
}

#[test]
fn the_debug_text_of_a_problem_has_its_message_and_no_value_of_the_document() {
    let document = r#"{"validity": 1, "method": "ship_tokem", "org_name": "x"}"#;
    let error = json::from_str::<Order>(document).unwrap_err();
    let said = format!("{:?}", error.problems());
    assert!(said.contains(r#"("near", "`ship_token`")"#), "{said}");
    assert!(!said.contains("tokem"), "{said}");
}

#[test]
fn a_document_that_is_no_object_is_refused() {
    for document in ["1", "\"x\"", "null", "[]", "true"] {
        assert_eq!(
            problems::<Order>(document),
            ["line 1, column 1: expected an object with the fields of `Order`"],
            "{document}",
        );
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_refused_at_the_first() {
    let error = json::from_slice::<Order>(b"{\"org_name\":\"\xc3\xa9\n\xff\"}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2, column 1: not UTF-8 from here on; encode the document as UTF-8",
    );
}

#[test]
fn deep_nesting_is_refused_without_recursion() {
    for open in ["[", "{\"a\":"] {
        let document = format!("{{\"note\":{}", open.repeat(1_000_000));
        let error = json::from_str::<Order>(&document).unwrap_err();
        let last = error.problems().last().unwrap();
        assert_eq!(last.code(), Code::Syntax);
        assert!(
            last.message().to_string().starts_with("lists and objects nest too deep"),
            "{error}"
        );
    }
}

#[test]
fn a_message_shows_no_value_and_no_long_key() {
    let document = format!(r#"{{"validity":"canary","{}":"canary"}}"#, "k".repeat(100_000));
    let error = json::from_str::<Order>(&document).unwrap_err();
    assert!(!error.to_string().contains("canary"));
    assert!(error.to_string().len() < 400, "{error}");
}

#[test]
fn every_truncation_and_every_changed_byte_is_read_or_refused_without_a_panic() {
    let document = r#"{"validity":"1","method":"client_app","org_name":"M\u00fcller \"x\"","note":"é😀","ev":"true"}"#;
    assert!(json::from_str::<Order>(document).is_ok());
    for end in 0..document.len() {
        let error = json::from_slice::<Order>(&document.as_bytes()[..end]).unwrap_err();
        assert!(!error.problems().is_empty());
    }
    for position in 0..document.len() {
        for byte in 0..=255 {
            let mut changed = document.as_bytes().to_vec();
            changed[position] = byte;
            if let Err(error) = json::from_slice::<Order>(&changed) {
                assert!(!error.problems().is_empty(), "{changed:?}");
            }
        }
    }
}

#[test]
fn requests_with_more_than_64_fields_are_read() {
    macro_rules! wide {
        ($($field:ident)*) => {
            #[derive(Debug, OrderRequest)]
            struct Wide { $($field: Option<u8>,)* }
            const NAMES: &[&str] = &[$(stringify!($field)),*];
        };
    }
    wide!(a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9
          d0 d1 d2 d3 d4 d5 d6 d7 d8 d9 e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9
          g0 g1 g2 g3 g4 g5 g6 g7 g8 g9);
    let members: Vec<String> =
        NAMES.iter().rev().enumerate().map(|(index, name)| format!("\"{name}\":{index}")).collect();
    let wide: Wide = json::from_str(&format!("{{{}}}", members.join(","))).unwrap();
    assert_eq!((wide.a0, wide.g9), (Some(69), Some(0)));
}

#[test]
fn positions_parts_and_kinds_are_shown_in_words() {
    use order_core::http::Part;

    let error = json::from_str::<Order>("{\"validity\": 1,\n \"org_name\": []}").unwrap_err();
    assert_eq!(error.problems()[0].position().to_string(), "line 2, column 14");
    let parts = [Part::Path, Part::Query, Part::Header("X-Key"), Part::Body, Part::Request];
    let shown = parts.map(|part| part.to_string());
    assert_eq!(shown, ["the path", "the query", "the header `X-Key`", "the body", "the request"]);
    let kinds = Order::SCHEMA.fields.iter().map(|field| field.kind().required().to_string());
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        [
            "a whole number from 0 to 255",
            "`ship_token` or `client_app`",
            "text",
            "text",
            "`true` or `false`"
        ],
    );
}

/// Where each broken rule of a document that can be read is found.
fn found(document: &str) -> Vec<(String, usize, usize)> {
    #[derive(Debug, OrderRequest)]
    struct Outer {
        #[required]
        absent: Option<String>,
        #[length(2..)]
        list: Option<Vec<Option<u8>>>,
        #[nested]
        part: Option<Inner>,
        #[nested]
        by_name: Option<std::collections::BTreeMap<String, Inner>>,
        #[default_value(5)]
        #[range(..=5)]
        number: u8,
        #[required]
        set: Option<Option<String>>,
    }

    #[derive(Debug, OrderRequest)]
    struct Inner {
        #[range(1..=3)]
        size: u8,
    }

    let error = json::from_str::<Valid<Outer>>(document).unwrap_err();
    let place = |it: &order_core::wire::Problem| {
        (it.path().to_string(), it.position().line, it.position().column)
    };
    error.problems().iter().map(place).collect()
}

#[test]
fn a_broken_rule_is_found_where_its_value_stands() {
    let expected = |places: &[(&str, usize, usize)]| -> Vec<(String, usize, usize)> {
        places.iter().map(|(path, line, column)| ((*path).to_owned(), *line, *column)).collect()
    };
    let document = "{\"absent\": null,\n \"list\": [1],\n \"part\": {\"size\": 9},\n \"by_name\": {\"a\": {\"size\": 1}, \"b\": {\"size\": 8}},\n \"number\": 6,\n \"set\": \"x\"}";
    assert_eq!(
        found(document),
        expected(&[
            ("list", 2, 10),
            ("part.size", 3, 19),
            ("by_name.b.size", 4, 46),
            ("number", 5, 12),
            // Null is as good as nothing, which is looked for at the end.
            ("absent", 6, 12),
        ])
    );
    // What is left out is looked for at the end of what could hold it.
    assert_eq!(found("{\"number\": null}"), expected(&[("absent", 1, 16), ("set", 1, 16)]));
}

#[derive(Debug, OrderRequest)]
#[order(allow(dead_rule, dead_value, undeclared_dead_end))]
#[rule(few, years < a, "there are few", at = years)]
#[rule(sum, a < b, "a comes first", at = b)]
struct Placed {
    rush: bool,
    #[forbidden_if(rush)]
    note: Option<Option<u8>>,
    #[default_value(5)]
    years: u8,
    a: u8,
    #[default_value(1)]
    b: u8,
}

#[test]
fn a_value_that_null_stands_for_has_the_place_of_null() {
    let said = |text: &str| json::from_str::<Valid<Placed>>(text).unwrap_err().to_string();
    assert_eq!(
        said(r#"{"rush": true, "note": null, "years": 1, "a": 0}"#),
        "line 1, column 24: `note` is not allowed because `rush` is true; remove it\nline 1, column 39: `years`: there are few because `years` is at least `a`"
    );
    assert_eq!(
        said(r#"{"years": null, "rush": false, "a": 0}"#),
        "line 1, column 38: `years`: there are few because `years` is at least `a`"
    );
    assert_eq!(
        said(r#"{"b": null, "rush": false, "years": 1, "a": 2}"#),
        "line 1, column 46: `b`: a comes first because `a` is at least `b`"
    );
}

#[derive(Debug, OrderRequest)]
struct Needs {
    a: u8,
    b: u8,
    c: u8,
    d: u8,
    e: u8,
    f: u8,
    g: u8,
    h: u8,
    i: u8,
    #[nested]
    parts: Vec<Need>,
}

#[derive(Debug, OrderRequest)]
struct Need {
    x: u8,
    y: Option<u8>,
}

#[test]
fn what_is_missing_in_many_places_is_missed_once_in_each() {
    let text = r#"{"a": [], "parts": [{}, {"y": 1}, {"y": "x"}]}"#;
    let error = json::from_str::<Valid<Needs>>(text).unwrap_err();
    let paths: Vec<_> = error.problems().iter().map(|it| it.path().to_string()).collect();
    assert_eq!(
        paths,
        [
            "a",
            "parts[0].x",
            "parts[1].x",
            "parts[2].y",
            "parts[2].x",
            "b",
            "c",
            "d",
            "e",
            "f",
            "g",
            "h",
            "i"
        ]
    );
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Worded {
    word: String,
}

#[test]
fn an_escape_has_four_hexadecimal_digits() {
    let read = |text: &str| json::from_str::<Worded>(text).map(|it| it.word).ok();
    assert_eq!(read(r#"{"word": "\u0041\u00e9"}"#).as_deref(), Some("Aé"));
    for escape in [r"\u+041", r"\u-041", r"\u 041", r"\u041", r"\u004g"] {
        assert_eq!(read(&format!("{{\"word\": \"{escape}\"}}")), None, "{escape}");
    }
}
