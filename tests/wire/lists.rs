//! Lists as one text, scalars as text, and the names of items in XML.

use std::{borrow::Cow, collections::BTreeMap};

use jiff::civil::{Date, date};
use order_core::{Code, OrderRequest, OrderValue, ReadError, Valid, form, json, xml};
use rust_decimal::Decimal;

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Hash {
    Sha1,
    Sha256,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
struct Name(String);

#[derive(Debug, Default, PartialEq, OrderRequest)]
#[order(serde)]
struct Order {
    #[order(separator = ",")]
    sans: Option<Vec<String>>,
    #[order(separator = ", ")]
    codes: Option<Vec<i16>>,
    #[order(separator = "|", secret)]
    hashes: Option<Vec<Hash>>,
    #[order(separator = ";", skip_blank)]
    flags: Option<Vec<bool>>,
    #[order(separator = "/")]
    days: Option<Vec<Date>>,
    #[order(separator = "::", item = "price")]
    prices: Option<Vec<Decimal>>,
    #[nested]
    parts: Option<Vec<Part>>,
    #[order(flatten)]
    place: Place,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Part {
    #[order(separator = "\n")]
    names: Vec<Name>,
}

#[derive(Debug, Default, PartialEq, OrderRequest)]
struct Place {
    #[order(separator = ",", rename = "zip-codes", alias = "zips")]
    zips: Option<Vec<Option<String>>>,
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn order() -> Order {
    let decimal = |text| Decimal::from_str_exact(text).unwrap();
    Order {
        sans: Some(texts(&["a.example", "b \"&\".example"])),
        codes: Some(vec![-1, 0, 300]),
        hashes: Some(vec![Hash::Sha1, Hash::Sha256]),
        flags: Some(vec![true, false]),
        days: Some(vec![date(2031, 5, 8), date(2031, 5, 9)]),
        prices: Some(vec![decimal("1.10"), decimal("-2")]),
        parts: Some(vec![Part { names: vec![Name("ä".to_owned()), Name("b".to_owned())] }]),
        place: Place { zips: Some(vec![Some("33615".to_owned())]) },
    }
}

const JSON: &str = r#"{"sans":"a.example,b \"&\".example","codes":"-1, 0, 300","hashes":"sha1|sha256","flags":"true;false","days":"2031-05-08/2031-05-09","prices":"1.10::-2","parts":[{"names":"ä\nb"}],"zip-codes":"33615"}"#;

#[test]
fn a_separated_list_is_one_text_in_every_format() {
    assert!(order().validate().is_ok());

    assert_eq!(json::to_string(&order()), JSON);
    assert_eq!(json::from_str::<Order>(JSON).unwrap(), order());
    assert_eq!(json::from_str::<Valid<Order>>(JSON).unwrap().into_inner(), order());
    let pretty = json::to_string_pretty(&order());
    assert!(pretty.contains("\n  \"codes\": \"-1, 0, 300\",\n"), "{pretty}");
    assert_eq!(json::from_str::<Order>(&pretty).unwrap(), order());

    assert_eq!(serde_json::to_string(&order()).unwrap(), JSON);
    assert_eq!(serde_json::from_str::<Order>(JSON).unwrap(), order());
    assert_eq!(
        serde_json::from_value::<Order>(serde_json::from_str(JSON).unwrap()).unwrap(),
        order()
    );

    let written = xml::to_string(&order()).unwrap();
    assert!(
        written.contains(
            "<request><sans>a.example,b \"&amp;\".example</sans><codes>-1, 0, 300</codes>"
        ),
        "{written}"
    );
    assert!(written.contains("<parts><part><names>ä\nb</names></part></parts>"), "{written}");
    assert_eq!(xml::from_str::<Order>(&written).unwrap(), order());
    let pretty = xml::to_string_pretty(&order()).unwrap();
    assert!(pretty.contains("\n  <hashes>sha1|sha256</hashes>\n"), "{pretty}");
    assert_eq!(xml::from_str::<Order>(&pretty).unwrap(), order());

    let written = form::to_string(&order()).unwrap();
    assert!(written.starts_with("sans=a.example%2Cb+%22%26%22.example&codes=-1%2C+0%2C+300&"));
    assert_eq!(form::from_str::<Order>(&written).unwrap(), order());
}

#[test]
fn a_list_is_read_as_it_stands_too() {
    let document = r#"{"sans": ["a.example", "b"], "codes": [1, "-2"], "flags": true, "parts": [{"names": ["x"]}], "zips": ["1", null]}"#;
    let read = json::from_str::<Order>(document).unwrap();
    assert_eq!(read.sans, Some(texts(&["a.example", "b"])));
    assert_eq!((read.codes, read.flags), (Some(vec![1, -2]), Some(vec![true])));
    assert_eq!(read.parts, Some(vec![Part { names: vec![Name("x".to_owned())] }]));
    assert_eq!(read.place.zips, Some(vec![Some("1".to_owned()), None]));

    assert_eq!(json::from_str::<Order>(r#"{"codes": -7}"#).unwrap().codes, Some(vec![-7]));

    let document =
        "<request><sans><san>a</san><san>b</san></sans><prices><price>1</price></prices></request>";
    let read = xml::from_str::<Order>(document).unwrap();
    assert_eq!(read.sans, Some(texts(&["a", "b"])));
    assert_eq!(read.prices, Some(vec![Decimal::ONE]));

    for form in ["sans[]=a&sans[]=b", "sans[0]=a&sans[1]=b", "sans=a,b", "sans=a%2cb"] {
        assert_eq!(form::from_str::<Order>(form).unwrap().sans, Some(texts(&["a", "b"])), "{form}");
    }
    let error = form::from_str::<Order>("sans=a&sans=b").unwrap_err();
    assert!(error.to_string().contains("`sans` is given twice"), "{error}");
}

#[test]
fn the_text_is_split_at_the_separator_alone() {
    let sans = |text: &str| {
        let document = format!("{{\"sans\": {text:?}}}");
        json::from_str::<Order>(&document).unwrap().sans.unwrap()
    };
    assert_eq!(sans("a"), ["a"]);
    assert_eq!(sans(" a , b "), [" a ", " b "]);
    assert_eq!(sans("a,,b,"), ["a", "", "b", ""]);
    assert_eq!(sans(","), ["", ""]);
    assert_eq!(sans("ä,\u{1F600}"), ["ä", "\u{1F600}"]);
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Blanks {
    #[order(separator = ",")]
    absent: Option<Vec<String>>,
    #[order(separator = ",")]
    #[blank(reject)]
    reject: Option<Vec<String>>,
    #[order(separator = ",")]
    #[blank(value)]
    value: Option<Vec<String>>,
    #[order(separator = ",")]
    nullable: Option<Option<Vec<u8>>>,
    #[order(separator = ",")]
    needed: Vec<u8>,
}

#[test]
fn an_empty_text_is_an_empty_list() {
    let document = r#"{"absent":"","reject":"","value":"","nullable":"","needed":""}"#;
    let read: Blanks = json::from_str(document).unwrap();
    let empty = Some(Vec::new());
    let expected = Blanks {
        absent: empty.clone(),
        reject: empty.clone(),
        value: empty,
        nullable: Some(Some(Vec::new())),
        needed: Vec::new(),
    };
    assert_eq!(read, expected);
    assert_eq!(json::to_string(&read), document);
    assert_eq!(
        read.validate().unwrap_err().to_string(),
        "`reject` must not be blank; give it a value or leave it out\n\
         `needed` is required; it needs at least one item",
    );
    for (text, format) in [
        ("<request><absent></absent><reject/><value/><nullable/><needed/></request>", "xml"),
        ("absent=&reject=&value=&nullable=&needed", "form"),
    ] {
        let read = match format {
            "xml" => xml::from_str::<Blanks>(text),
            _ => form::from_str::<Blanks>(text),
        };
        assert_eq!(read.unwrap(), expected, "{text}");
    }

    // White space is blank too, unless blank is a value: then it is an item, which cannot be.
    let read: Blanks =
        json::from_str(r#"{"absent":" ","reject":"\t","value":" ","needed":" "}"#).unwrap();
    assert_eq!(read.absent, Some(Vec::new()));
    assert_eq!(read.value, Some(texts(&[" "])));
    let codes: Vec<_> = read.validate().unwrap_err().into_iter().map(|it| it.code()).collect();
    assert_eq!(codes, [Code::Blank, Code::Separator, Code::Required]);

    let read: Blanks = json::from_str(r#"{"absent":null,"nullable":null,"needed":"1"}"#).unwrap();
    assert_eq!((read.absent, read.nullable), (None, Some(None)));
}

fn problems(error: &ReadError) -> Vec<String> {
    error.problems().iter().map(ToString::to_string).collect()
}

#[test]
fn every_item_is_reported_at_its_place() {
    let document = "{\n  \"codes\": \"1, x, 70000\",\n  \"hashes\": \"sha1|sha257\",\n  \"parts\": [\n    {\"names\": 5, \"nmes\": 1}],\n  \"zips\": {},\n  \"sans\": \"ä,,\"\n}";
    assert_eq!(
        problems(&json::from_str::<Order>(document).unwrap_err()),
        [
            "line 2, column 16: `codes[1]` must be a whole number from -32768 to 32767",
            "line 2, column 19: `codes[2]` must be a whole number from -32768 to 32767",
            "line 3, column 19: `hashes[1]` must be `sha1` or `sha256`",
            "line 5, column 18: unknown field `parts[0].nmes`; did you mean `names`?",
            "line 6, column 11: `zip-codes` must be a list, not an object",
            "line 7, column 14: `sans[1]` is blank, and nothing stands between two `,`; remove it",
            "line 7, column 15: `sans[2]` is blank, and nothing stands between two `,`; remove it",
        ],
    );

    // The items of a text with escapes have the place of the text.
    let error = json::from_str::<Order>(r#"{"codes": "1\u002C x, y"}"#).unwrap_err();
    assert_eq!(
        problems(&error),
        [
            "line 1, column 11: `codes[1]` must be a whole number from -32768 to 32767",
            "line 1, column 11: `codes[2]` must be a whole number from -32768 to 32767",
        ],
    );

    let error = xml::from_str::<Order>("<request>\n<codes>1, x</codes></request>").unwrap_err();
    assert_eq!(
        problems(&error),
        ["line 2, column 11: `codes[1]` must be a whole number from -32768 to 32767"],
    );
    let error = form::from_str::<Order>("a=1&flags=true;maybe").unwrap_err();
    assert!(problems(&error)[1].starts_with("line 1, column 16: `flags[1]` must be"), "{error}");
    let error = serde_json::from_str::<Order>(r#"{"codes": "1, x"}"#).unwrap_err();
    assert!(error.to_string().starts_with("`codes[1]` must be"), "{error}");
}

#[test]
fn broken_rules_of_items_have_their_place_too() {
    let error = json::from_str::<Valid<Order>>("{\n\"sans\": \"a, ,b\"}").unwrap_err();
    assert_eq!(
        problems(&error),
        ["line 2, column 12: `sans[1]` is blank, and nothing stands between two `,`; remove it"],
    );
    // A broken document is judged as far as it goes.
    let error = json::from_str::<Order>("{\"codes\": \"x, 1\",").unwrap_err();
    assert!(problems(&error)[0].starts_with("line 1, column 12: `codes[0]` must be"), "{error}");
}

#[test]
fn what_could_not_be_read_back_is_not_valid() {
    let order = Order {
        sans: Some(texts(&["a,b", "", "c"])),
        prices: Some(vec![Decimal::ONE]),
        parts: Some(vec![Part { names: vec![Name("a\n".to_owned())] }]),
        place: Place { zips: Some(vec![None]) },
        ..Order::default()
    };
    assert_eq!(
        order.validate().unwrap_err().to_string(),
        "`sans[0]` holds `,`, which stands between the items; make its parts items of their own\n\
         `sans[1]` is blank, and nothing stands between two `,`; remove it\n\
         `parts[0].names[0]` holds `\\n`, which stands between the items; make its parts items of their own\n\
         `zip-codes[0]` is blank, and nothing stands between two `,`; remove it",
    );
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Borrowed<'a> {
    #[order(separator = ",")]
    plain: Vec<&'a str>,
    #[order(separator = ",")]
    cows: Vec<Cow<'a, str>>,
}

#[test]
fn items_are_borrowed_from_the_text() {
    let document = r#"{"plain": "a,b", "cows": "c\t,d"}"#.to_owned();
    let read: Borrowed<'_> = json::from_str(&document).unwrap();
    assert_eq!(read.plain, ["a", "b"]);
    assert_eq!(read.cows, ["c\t", "d"]);
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(serde)]
struct Texts {
    #[order(text)]
    years: u8,
    #[order(text)]
    ev: Option<bool>,
    #[order(text)]
    codes: Vec<u16>,
    #[order(text)]
    by_name: BTreeMap<String, i8>,
    #[order(text)]
    price: Option<Decimal>,
    #[order(text, separator = ",")]
    joined: Option<Vec<u8>>,
    plain: Option<u8>,
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(scalars = "text")]
struct AllTexts {
    #[order(text)]
    years: u8,
}

#[test]
fn the_scalars_of_one_field_are_text() {
    let texts = Texts {
        years: 1,
        ev: Some(true),
        codes: vec![1, 2],
        by_name: [("a".to_owned(), -1)].into(),
        price: Some(Decimal::new(110, 2)),
        joined: Some(vec![1, 2]),
        plain: Some(3),
    };
    let written = r#"{"years":"1","ev":"true","codes":["1","2"],"by_name":{"a":"-1"},"price":"1.10","joined":"1,2","plain":3}"#;
    assert_eq!(json::to_string(&texts), written);
    assert_eq!(json::from_str::<Texts>(written).unwrap(), texts);
    assert_eq!(serde_json::to_string(&texts).unwrap(), written);
    assert_eq!(json::to_string(&AllTexts { years: 1 }), r#"{"years":"1"}"#);
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Named {
    #[order(item = "name")]
    sans: Vec<String>,
    #[order(item = "line.1", alias = "rows")]
    data: Option<Vec<Vec<u8>>>,
}

#[test]
fn the_items_of_a_list_have_the_declared_name_in_xml() {
    let named = Named { sans: texts(&["a", "b"]), data: Some(vec![vec![1], vec![]]) };
    let written = xml::to_string(&named).unwrap();
    assert!(
        written.ends_with(
            "<request><sans><name>a</name><name>b</name></sans>\
             <data><line.1><item>1</item></line.1><line.1></line.1></data></request>"
        ),
        "{written}"
    );
    assert_eq!(xml::from_str::<Named>(&written).unwrap(), named);
    assert_eq!(xml::from_str::<Named>(&written.replace("data>", "rows>")).unwrap(), named);
    assert_eq!(json::to_string(&named), r#"{"sans":["a","b"],"data":[[1],[]]}"#);
    let error = xml::from_str::<Named>("<request><sans><san>a</san></sans></request>").unwrap_err();
    assert_eq!(
        problems(&error)[1],
        "line 1, column 16: unknown element `san`; an item of `sans` is named `name`",
    );
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(serde)]
struct Joined {
    #[order(separator = ",")]
    comma: Option<Vec<String>>,
    #[order(separator = "::")]
    #[blank(value)]
    colons: Vec<String>,
    #[order(separator = " ")]
    #[blank(reject)]
    space: Option<Vec<String>>,
}

/// Whatever is valid is read back as it was, from every format.
#[test]
fn nothing_ambiguous_is_valid() {
    let items =
        ["a", "", " ", ",", "a,", " a", "b ", ":", "a:", ":b", "::", "é\"\n", "<&>\r", "%2C"];
    let mut lists: Vec<Vec<String>> = vec![Vec::new()];
    for first in items {
        lists.push(texts(&[first]));
        for second in items {
            lists.push(texts(&[first, second]));
            for third in ["a", ":", " ", "x,y"] {
                lists.push(texts(&[first, second, third]));
            }
        }
    }
    let mut valid = 0;
    for list in &lists {
        let other = || vec!["x".to_owned()];
        for joined in [
            Joined { comma: Some(list.clone()), colons: other(), space: None },
            Joined { comma: None, colons: list.clone(), space: Some(other()) },
            Joined { comma: None, colons: other(), space: Some(list.clone()) },
        ] {
            if joined.validate().is_err() {
                continue;
            }
            valid += 1;
            let written = json::to_string(&joined);
            assert_eq!(json::from_str::<Joined>(&written).unwrap(), joined);
            assert_eq!(serde_json::to_string(&joined).unwrap(), written);
            assert_eq!(serde_json::from_str::<Joined>(&written).unwrap(), joined);
            let written = xml::to_string_pretty(&joined).unwrap();
            assert_eq!(xml::from_str::<Joined>(&written).unwrap(), joined, "{written}");
            let written = form::to_string(&joined).unwrap();
            assert_eq!(form::from_str::<Joined>(&written).unwrap(), joined, "{written}");
        }
    }
    assert_eq!((lists.len(), valid), (995, 974));
}
