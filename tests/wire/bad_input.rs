//! Bad input in each of the formats: a clear error with its place, and no panic.

use order_core::{OrderRequest, ReadError, Valid, form, json, xml};

#[derive(Debug, PartialEq, OrderRequest)]
#[order(serde)]
struct Order {
    small: Option<u8>,
    signed: Option<i64>,
    large: Option<u64>,
    text: Option<String>,
    list: Option<Vec<i8>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Format {
    Json,
    Xml,
    Form,
}
use Format::{Form, Json, Xml};

fn read(format: Format, bytes: &[u8]) -> Result<Order, ReadError> {
    match format {
        Json => json::from_slice(bytes),
        Xml => xml::from_slice(bytes),
        Form => form::from_slice(bytes),
    }
}

/// A document whose field `name` has the value as it is written.
fn document(format: Format, name: &str, value: &str) -> String {
    match format {
        Json => format!("{{\"{name}\":{value}}}"),
        Xml => format!("<request><{name}>{value}</{name}></request>"),
        Form => format!("{name}={value}"),
    }
}

/// The problems in a document, one per line.
#[track_caller]
fn found(format: Format, bytes: impl AsRef<[u8]>) -> Vec<String> {
    let bytes = bytes.as_ref();
    match read(format, bytes) {
        Ok(order) => panic!("{:?} was read as {order:?}", String::from_utf8_lossy(bytes)),
        Err(error) => error.to_string().lines().map(str::to_owned).collect(),
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_refused_at_the_first() {
    let refused = "not UTF-8 from here on; encode the document as UTF-8";
    for (format, bytes, place) in [
        (Json, &b"{\"text\":\"\xc3\xa9\n\xff\"}"[..], "line 2, column 1"),
        (Xml, b"<request><text>\xc3\xa9\n\xff</text></request>", "line 2, column 1"),
        (Form, b"text=\xc3\xa9\n\xff", "line 2, column 1"),
        (Json, b"{\"\xff\":1}", "line 1, column 3"),
        (Xml, b"<\xff/>", "line 1, column 2"),
        (Form, b"\xff=1", "line 1, column 1"),
        // Half of a surrogate pair, an overlong NUL, and a character that is cut.
        (Json, b"{\"text\":\"\xed\xa0\x80\"}", "line 1, column 10"),
        (Xml, b"<request><text>\xc0\x80</text></request>", "line 1, column 16"),
        (Form, b"text=\xf0\x9f\x98", "line 1, column 6"),
        // UTF-16.
        (Json, b"\xff\xfe{\0}\0", "line 1, column 1"),
        (Xml, b"\xff\xfe<\0", "line 1, column 1"),
    ] {
        assert_eq!(found(format, bytes), [format!("{place}: {refused}")], "{format:?}");
    }
    assert_eq!(
        found(Form, "text=%C3%A9%FF"),
        ["line 1, column 6: not UTF-8 once it is decoded; encode the text as UTF-8"],
    );
}

#[test]
fn deep_nesting_is_refused_where_it_is_too_deep() {
    for depth in [128, 129, 100_000] {
        for (format, deep, expected) in [
            (
                Json,
                format!("{{\"list\":{}", "[".repeat(depth)),
                "line 1, column 136: lists and objects nest too deep; at most 128 levels are read",
            ),
            (
                Xml,
                format!("<request>{}", "<list>".repeat(depth)),
                "line 1, column 772: elements nest too deep; at most 128 levels are read",
            ),
            (
                Form,
                format!("list{}=1", "[0]".repeat(depth)),
                "line 1, column 1: brackets nest too deep; at most 128 levels are read",
            ),
        ] {
            assert_eq!(found(format, deep).last().unwrap(), expected, "{format:?} {depth}");
        }
    }
}

/// A closed bracket no longer counts.
#[test]
fn many_lists_beside_each_other_are_not_deep() {
    #[derive(OrderRequest)]
    struct Part {
        sizes: Vec<u8>,
    }

    #[derive(OrderRequest)]
    struct Whole {
        #[nested]
        parts: Vec<Part>,
    }

    let count = |read: Result<Whole, ReadError>| read.map(|it| it.parts.len()).unwrap();
    let parts = vec![r#"{"sizes":[1]}"#; 200].join(",");
    assert_eq!(count(json::from_str(&format!("{{\"parts\":[{parts}]}}"))), 200);
    let parts = "<part><sizes><size>1</size></sizes></part>".repeat(200);
    assert_eq!(count(xml::from_str(&format!("<request><parts>{parts}</parts></request>"))), 200);
    let parts: Vec<_> = (0..200).map(|index| format!("parts[{index}][sizes][0]=1")).collect();
    assert_eq!(count(form::from_str(&parts.join("&"))), 200);
}

#[test]
fn a_field_that_is_given_again_is_reported_each_time() {
    let again = "`small` is given twice, first on line 1; remove one";
    for (format, document, places) in [
        (
            Json,
            "{\"small\":1,\n\"text\":\"a\",\"small\":2,\"small\":3}",
            ["line 2, column 12", "line 2, column 22"],
        ),
        (
            Xml,
            "<request><small>1</small>\n<text>a</text><small>2</small><small>3</small></request>",
            ["line 2, column 15", "line 2, column 31"],
        ),
        // The first value begins with a line break, which belongs to the line that it ends.
        (
            Xml,
            "<request><small>\n1</small>\n<text>a</text><small>2</small><small>3</small></request>",
            ["line 3, column 15", "line 3, column 31"],
        ),
        (Form, "small=1&text=a&small=2&small=3", ["line 1, column 16", "line 1, column 24"]),
    ] {
        let expected = places.map(|place| format!("{place}: {again}"));
        assert_eq!(found(format, document), expected, "{format:?}");
    }
}

#[test]
fn a_number_beyond_range_is_refused_at_its_place() {
    let endless = "9".repeat(10_000);
    for (name, bounds, values) in [
        ("small", "0 to 255", &["256", "-1", "1.0", "1e2", "-0", &endless][..]),
        (
            "signed",
            "-9223372036854775808 to 9223372036854775807",
            &["9223372036854775808", "-9223372036854775809"],
        ),
        ("large", "0 to 18446744073709551615", &["18446744073709551616", "-1"]),
    ] {
        for value in values {
            for format in [Json, Xml, Form] {
                let document = document(format, name, value);
                let column = document.find(value).unwrap() + 1;
                let expected = format!(
                    "line 1, column {column}: `{name}` must be a whole number from {bounds}"
                );
                assert_eq!(found(format, &document), [expected], "{document:.80}");
            }
        }
    }
    for format in [Json, Xml, Form] {
        for (name, value) in
            [("signed", "-9223372036854775808"), ("large", "18446744073709551615"), ("small", "0")]
        {
            assert!(read(format, document(format, name, value).as_bytes()).is_ok(), "{value}");
        }
    }
    // JSON has a grammar of its own for numbers.
    for (value, expected) in [
        ("0x10", "line 1, column 11: expected `,` or `}`"),
        ("+1", "line 1, column 10: expected a value; text stands in double quotes"),
        ("01", "line 1, column 10: a number cannot start with zeros; write it as text"),
    ] {
        assert_eq!(found(Json, document(Json, "small", value)), [expected]);
        // In a form, `+` is a space, and white space around a number does not count.
        for format in [Xml, Form].into_iter().filter(|format| (*format, value) != (Form, "+1")) {
            assert!(found(format, document(format, "small", value))[0].contains("`small` must be"));
        }
    }
}

#[test]
fn nul_is_refused_where_it_stands() {
    let control = "a control character in text; write it as `\\u00XX`";
    let no_character = "U+0000 is no character that XML can hold; remove it";
    for (format, document, expected) in [
        (Json, "{\"text\":\"a\0b\"}", format!("line 1, column 11: {control}")),
        (Json, "{\"sm\0all\":1}", format!("line 1, column 5: {control}")),
        (
            Json,
            "\0{}",
            "line 1, column 1: expected a value; text stands in double quotes".to_owned(),
        ),
        (
            Json,
            "{}\0",
            "line 1, column 3: nothing may follow the value; remove the rest".to_owned(),
        ),
        (Xml, "<request><text>a\0b</text></request>", format!("line 1, column 17: {no_character}")),
        (Xml, "<request><sm\0all/></request>", format!("line 1, column 13: {no_character}")),
        (Xml, "\0<request/>", format!("line 1, column 1: {no_character}")),
        (Xml, "<request/>\0", format!("line 1, column 11: {no_character}")),
        (
            Form,
            "sm\0all=1",
            "line 1, column 1: unknown field `sm\\0all`; did you mean `small`?".to_owned(),
        ),
        (
            Form,
            "small=1\0",
            "line 1, column 7: `small` must be a whole number from 0 to 255".to_owned(),
        ),
    ] {
        assert_eq!(found(format, document), [expected], "{document:?}");
    }
    // As text of its own it is a character like any other where the format has a way to write it.
    for (format, document) in [(Json, "{\"text\":\"a\\u0000b\"}"), (Form, "text=a%00b")] {
        assert_eq!(read(format, document.as_bytes()).unwrap().text.as_deref(), Some("a\0b"));
    }
}

#[test]
fn nothing_may_follow_the_end() {
    for format in [Json, Xml] {
        let whole = document(format, "small", "1");
        let column = whole.len() + 1;
        let what = if matches!(format, Json) { "value" } else { "root element" };
        let refused = format!("nothing may follow the {what}; remove the rest");
        for junk in ["x", "0", "\"", "}", "&amp;", &whole] {
            assert_eq!(
                found(format, format!("{whole}{junk}")),
                [format!("line 1, column {column}: {refused}")],
                "{junk}",
            );
            assert_eq!(
                found(format, format!("{whole}\n {junk}")),
                [format!("line 2, column 2: {refused}")],
                "{junk}",
            );
        }
        assert!(read(format, format!(" \t\r\n{whole} \t\r\n").as_bytes()).is_ok());
    }
    // A form has no end but that of the text: what follows is a value or a field.
    for (junk, expected) in [
        ("x", "line 1, column 7: `small` must be a whole number from 0 to 255"),
        ("&x", "line 1, column 9: unknown field `x`; remove it"),
        ("\n1", "line 1, column 7: `small` must be a whole number from 0 to 255"),
    ] {
        assert_eq!(found(Form, format!("small=1{junk}")), [expected]);
    }
    assert!(read(Form, b"small=1\n").is_ok());
}

#[test]
fn control_characters_are_refused_everywhere_in_xml() {
    for control in (0..0x20_u8).map(char::from).filter(|control| !"\t\n\r".contains(*control)) {
        let refused =
            format!("U+{:04X} is no character that XML can hold; remove it", u32::from(control));
        for (before, after) in [
            ("<request><text>a", "b</text></request>"),
            ("<request><te", "xt/></request>"),
            ("<request><text a='", "'>x</text></request>"),
            ("<request><!-- ", " --></request>"),
            ("<request><text><![CDATA[", "]]></text></request>"),
            ("<?xml version=\"1.0\" ", "?><request/>"),
            ("<request/>", ""),
            ("", "<request/>"),
        ] {
            let expected = format!("line 1, column {}: {refused}", before.len() + 1);
            assert_eq!(found(Xml, format!("{before}{control}{after}")), [expected]);
        }
    }
    for noncharacter in ["\u{fffe}", "\u{ffff}"] {
        let document = format!("<request><text>{noncharacter}</text></request>");
        assert!(found(Xml, document)[0].starts_with("line 1, column 16: U+FFF"));
    }
    for reference in ["&#0;", "&#1;", "&#x1f;", "&#xfffe;", "&#xd800;", "&#x110000;", "&#;", "&#x;"]
    {
        assert_eq!(
            found(Xml, document(Xml, "text", reference)),
            ["line 1, column 16: a reference to no character that XML can hold; remove it"],
            "{reference}",
        );
    }
    for (text, expected) in
        [("\t", "\t"), ("\n", "\n"), ("\r", "\n"), ("\u{7f}\u{85}", "\u{7f}\u{85}")]
    {
        let order = read(Xml, document(Xml, "text", text).as_bytes()).unwrap();
        assert_eq!(order.text.as_deref(), Some(expected));
    }
}

#[test]
fn a_document_that_is_cut_is_refused_where_it_ends() {
    let order = Order {
        small: Some(1),
        signed: Some(-1),
        large: Some(u64::MAX),
        text: Some("é😀 <&>\"".to_owned()),
        list: Some(vec![1, -2]),
    };
    for (format, whole) in [
        (Json, json::to_vec_pretty(&order)),
        (Xml, xml::to_vec_pretty(&order).unwrap()),
        (Form, form::to_vec(&order).unwrap()),
    ] {
        assert_eq!(read(format, &whole).unwrap(), order);
        for end in 0..whole.len() {
            match read(format, &whole[..end]) {
                // A form has no end of its own, so that what was read may be whole.
                Ok(_) => assert!(matches!(format, Form), "{end}"),
                Err(error) => {
                    let last = error.problems().last().unwrap().position();
                    assert!(last.offset <= end && last.line >= 1, "{end}: {error}");
                    assert!(!error.problems().is_empty());
                }
            }
        }
    }
}

/// Values of which an unknown one may equal any other, and none alone.
#[derive(Debug, OrderRequest)]
#[rule(once, unique(number in numbers, number), "every number stands once")]
struct Numbers {
    numbers: Vec<u8>,
    codes: Option<Vec<u8>>,
    #[required_if(present(codes) && unique(code in codes, code))]
    if_unique: Option<u8>,
    #[required_if(any(number in numbers, number > 2))]
    if_any: Option<u8>,
}

#[test]
fn what_a_broken_item_does_not_decide_is_reported_beside_it() {
    let any = "`if_any` is required because `numbers[1]` is greater than 2; give it a value";
    let once = "every number stands once because items 2 and 3 of `numbers` are equal";
    let unique =
        "`if_unique` is required because no two items of `codes` are equal; give it a value";
    for (members, also) in [
        (r#""numbers": ["x"]"#, None),
        (r#""numbers": ["x", 1]"#, None),
        (r#""numbers": ["x", 1, 1]"#, Some(once)),
        (r#""numbers": ["x", 3]"#, Some(any)),
        (r#""numbers": [1], "codes": ["x"]"#, Some(unique)),
        (r#""numbers": [1], "codes": ["x", 1]"#, None),
        (r#""numbers": [1], "codes": ["x", "y"]"#, None),
        (r#""numbers": [1], "codes": [1, "x", 1]"#, None),
    ] {
        let document = format!("{{{members}}}");
        let error = json::from_str::<Valid<Numbers>>(&document).unwrap_err();
        let told = error.problems().iter().map(|it| it.message().to_string());
        let beside = told.filter(|it| !it.ends_with("must be a whole number from 0 to 255"));
        assert_eq!(beside.collect::<Vec<_>>(), also.as_slice(), "{members}");
    }
}

#[derive(Debug, OrderRequest)]
struct Counted {
    amounts: Vec<u8>,
    #[required_if(count(amount in amounts, amount > 9) >= 2)]
    at_least: Option<String>,
    #[required_if(count(amount in amounts, amount > 9) < 2)]
    fewer: Option<String>,
    #[required_if(count(amount in amounts, amount > 9) == 2)]
    exactly: Option<String>,
    #[required_if(count(amount in amounts, amount > 9) != 2)]
    other: Option<String>,
}

#[test]
fn count_beside_an_item_that_cannot_be_read_is_judged_where_the_others_decide_it() {
    for (amounts, expected) in [
        (r#"10, 11, "x""#, &["amounts[2]", "at_least"][..]),
        (r#"10, 11, 12, "x""#, &["amounts[3]", "at_least", "other"]),
        (r#"1, "x""#, &["amounts[1]", "fewer", "other"]),
        (r#"10, "x""#, &["amounts[1]"]),
        (r#""x", "y", 10"#, &["amounts[0]", "amounts[1]"]),
    ] {
        let document = format!(r#"{{"amounts": [{amounts}]}}"#);
        let error = json::from_str::<Counted>(&document).expect_err(amounts);
        let paths: Vec<_> =
            error.problems().iter().map(|problem| problem.path().to_string()).collect();
        assert_eq!(paths, expected, "{amounts}");
    }
}
