//! Decimals, dates, flags and free-form values in every format.

use std::collections::HashMap;

use jiff::civil::{Date, date};
use order_core::{Code, Flag, OrderRequest, OrderValue, Valid, form, json, xml};
use rust_decimal::Decimal;
use serde_json::{Value, json};

macro_rules! order {
    ($(#[$attribute:meta])* $name:ident) => {
        #[derive(Debug, PartialEq, OrderRequest)]
        $(#[$attribute])*
        #[rule(span, start <= end, "the end is not before the start")]
        struct $name {
            #[required_if(limit > 100)]
            reason: Option<String>,
            limit: Option<Decimal>,
            price: Decimal,
            start: Date,
            end: Option<Date>,
            rush: Flag,
            extra: Option<Value>,
        }
    };
}

order! { #[order(serde)] Native }
order! { #[order(scalars = "text", serde)] Text }

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

fn native() -> Native {
    Native {
        reason: None,
        limit: Some(decimal("0.00")),
        price: decimal("100.10"),
        start: date(2031, 5, 8),
        end: None,
        rush: Flag::ON,
        extra: Some(json!({"a": [1, "2", null, {"b": true}], "c": 1.5, "d": ""})),
    }
}

fn text() -> Text {
    let Native { reason, limit, price, start, end, rush, extra } = native();
    Text { reason, limit, price, start, end, rush, extra }
}

#[test]
fn values_are_written_as_they_are_and_read_back() {
    let written = json::to_string(&native());
    assert_eq!(
        written,
        r#"{"limit":"0.00","price":"100.10","start":"2031-05-08","rush":true,"extra":{"a":[1,"2",null,{"b":true}],"c":1.5,"d":""}}"#,
    );
    assert_eq!(serde_json::to_string(&native()).unwrap(), written);
    for read in
        [json::from_str::<Native>(&written).unwrap(), serde_json::from_str(&written).unwrap()]
    {
        assert_eq!(read, native());
        assert_eq!(read.price.to_string(), "100.10");
    }

    let written = json::to_string(&text());
    assert_eq!(
        written,
        r#"{"limit":"0.00","price":"100.10","start":"2031-05-08","rush":"true","extra":{"a":[1,"2",null,{"b":true}],"c":1.5,"d":""}}"#,
    );
    let read: Text = json::from_str(&written).unwrap();
    assert_eq!((read.price.to_string(), read.rush), ("100.10".to_owned(), Flag::ON));
    assert_eq!(serde_json::to_string(&text()).unwrap(), written);
}

#[test]
fn a_decimal_is_read_from_a_number_too() {
    let document = r#"{"price":100.10,"start":"2031-05-08"}"#;
    let order: Native = json::from_str(document).unwrap();
    assert_eq!(order.price.to_string(), "100.10");
    // Serde hands over a float, whose digits are not those of the document.
    let error = serde_json::from_str::<Native>(document).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`price` must be a decimal number of at most 28 digits, such as `100.10`, not a float; write it as text",
    );
    let whole: Native =
        serde_json::from_str(r#"{"price":100,"start":"2031-05-08","extra":1.5}"#).unwrap();
    assert_eq!((whole.price, whole.extra), (decimal("100"), Some(json!(1.5))));
}

#[test]
fn xml_and_forms_hold_them_as_text() {
    let order = Native {
        extra: Some(json!({"a": ["1", {"b": "x"}, ["y"]], "d": ""})),
        end: Some(date(2031, 5, 9)),
        ..native()
    };
    let written = xml::to_string(&order).unwrap();
    assert_eq!(
        written,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><request><limit>0.00</limit><price>100.10</price>\
         <start>2031-05-08</start><end>2031-05-09</end><rush></rush><extra><a><item>1</item>\
         <item><b>x</b></item><item><item>y</item></item></a><d></d></extra></request>",
    );
    assert_eq!(xml::from_str::<Native>(&written).unwrap(), order);
    let written = form::to_string(&order).unwrap();
    assert_eq!(
        written.replace("%5B", "[").replace("%5D", "]"),
        "limit=0.00&price=100.10&start=2031-05-08&end=2031-05-09&rush=&extra[a][0]=1\
         &extra[a][1][b]=x&extra[a][2][0]=y&extra[d]=",
    );
    assert_eq!(form::from_str::<Native>(&written).unwrap(), order);
}

#[test]
fn a_flag_is_on_or_absent() {
    let flag = |member: &str| {
        json::from_str::<Native>(&format!(r#"{{"price":1,"start":"2031-05-08"{member}}}"#))
            .map(|order| order.rush.is_on())
            .map_err(|error| error.problems()[0].message().to_string())
    };
    for member in [r#","rush":true"#, r#","rush":"true""#, r#","rush":"""#, r#","rush":" ""#] {
        assert_eq!(flag(member), Ok(true), "{member}");
    }
    for member in ["", r#","rush":false"#, r#","rush":"false""#, r#","rush":null"#] {
        assert_eq!(flag(member), Ok(false), "{member}");
    }
    for member in [r#","rush":1"#, r#","rush":"on""#] {
        assert_eq!(flag(member), Err("`rush` must be `true`, or left out".to_owned()), "{member}");
    }
    assert!(
        xml::from_str::<Native>(
            "<request><price>1</price><start>2031-05-08</start><rush/></request>"
        )
        .unwrap()
        .rush
        .is_on()
    );
    assert!(form::from_str::<Native>("price=1&start=2031-05-08&rush").unwrap().rush.is_on());
    assert!(!form::from_str::<Native>("price=1&start=2031-05-08").unwrap().rush.is_on());
}

#[test]
fn nearly_a_value_is_refused() {
    for price in [
        "1e2",
        "\"1e2\"",
        "\"1.\"",
        "\".5\"",
        "\"+1\"",
        "\"01\"",
        "\" 1\"",
        "\"1 \"",
        "\"1_0\"",
        "\"١\"",
        "\"\"",
        "true",
        "[]",
        "\"NaN\"",
        "79228162514264337593543950336",
        "0.00000000000000000000000000001",
        "\"1,5\"",
    ] {
        let document = format!(r#"{{"price":{price},"start":"2031-05-08"}}"#);
        let error = json::from_str::<Native>(&document).unwrap_err();
        assert!(
            matches!(error.problems()[0].code(), Code::Type | Code::Required),
            "{document}: {error}"
        );
    }
    for start in [
        "20310508",
        "\"20310508\"",
        "\"2031-5-8\"",
        "\"2031-02-30\"",
        "\"2031-05-08T00:00\"",
        "\"+2031-05-08\"",
        "\"2031-05-08 \"",
        "\"2031/05/08\"",
        "null",
        "\"２031-05-8\"",
    ] {
        let document = format!(r#"{{"price":1,"start":{start}}}"#);
        let error = json::from_str::<Native>(&document).unwrap_err();
        assert_eq!(
            error.problems()[0].message().to_string().split(", not").next(),
            Some("`start` must be a date such as `2031-05-08`"),
            "{document}",
        );
    }
}

#[test]
fn decimals_and_dates_are_ordered() {
    let judge = |limit: &str, start: &str, end: &str| {
        let document = format!(r#"{{"limit":{limit},"price":1,"start":"{start}","end":"{end}"}}"#);
        match json::from_str::<Valid<Native>>(&document) {
            Ok(_) => Vec::new(),
            Err(error) => error.problems().iter().map(|problem| problem.code()).collect(),
        }
    };
    assert_eq!(judge("100.00", "2031-05-08", "2031-05-08"), []);
    assert_eq!(judge("100.01", "2031-05-08", "2031-05-09"), [Code::Required]);
    assert_eq!(judge("99.99", "2031-05-08", "2031-05-07"), [Code::Rule]);
    assert_eq!(judge("9.5", "0999-05-08", "2031-05-07"), []);
}

#[test]
fn the_interpreter_orders_them_alike() {
    let broken = json::from_str::<Native>(
        r#"{"limit":100.01,"price":"x","start":"2031-05-08","end":"2031-05-07"}"#,
    )
    .unwrap_err();
    let codes: Vec<Code> = broken.problems().iter().map(|problem| problem.code()).collect();
    assert_eq!(codes, [Code::Type, Code::Required, Code::Rule], "{broken}");
}

/// Fields that are not optional, with constants of the user's crate as defaults.
#[derive(Debug, OrderRequest)]
struct Defaults {
    #[default_value(defaults::NAME)]
    name: String,
    #[default_value({ defaults::MOST - 1 })]
    count: u8,
    #[default_value(defaults::IS_FAST)]
    is_fast: bool,
    #[default_value({ Speed::Slow })]
    speed: Speed,
    #[default_value(defaults::LEVEL)]
    level: Level,
    #[default_value(defaults::FEE)]
    fee: Decimal,
    #[default_value({ date(2031, 5, 8) })]
    day: Date,
}

#[derive(Debug, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Speed {
    VerySlow,
    Slow,
}

#[derive(Debug, PartialEq, OrderValue)]
enum Level {
    #[order(value = 3)]
    Third,
}

mod defaults {
    pub(super) const NAME: &str = "n";
    pub(super) const MOST: u8 = 3;
    pub(super) const IS_FAST: bool = true;
    pub(super) const LEVEL: super::Level = super::Level::Third;
    pub(super) const FEE: rust_decimal::Decimal =
        rust_decimal::Decimal::from_parts(1050, 0, 0, false, 2);
}

#[test]
fn a_default_that_is_a_constant_is_written_into_its_field() {
    let Defaults { name, count, is_fast, speed, level, fee, day } = json::from_str("{}").unwrap();
    assert_eq!((name.as_str(), count, is_fast), ("n", 2, true));
    assert_eq!((speed, level), (Speed::Slow, Level::Third));
    assert_eq!((fee, day), (decimal("10.50"), date(2031, 5, 8)));
}

#[test]
fn free_form_values_are_compared_with_literals_of_any_type() {
    #[derive(Debug, OrderRequest)]
    struct Order {
        extra: Value,
        #[required_if(extra == "text" || extra == 5 || extra == true || extra == null)]
        note: Option<String>,
    }
    for (extra, is_required) in [
        ("\"text\"", true),
        ("5", true),
        ("true", true),
        ("null", true),
        ("\"5\"", false),
        ("false", false),
        ("5.5", false),
        ("[5]", false),
        ("{\"a\":null}", false),
    ] {
        let document = format!("{{\"extra\":{extra}}}");
        let order: Order = json::from_str(&document).unwrap();
        assert_eq!(order.validate().is_err(), is_required, "{document}");
        assert_eq!(order_core::schema::interpret(&order).is_err(), is_required, "{document}");
        assert_eq!(json::to_string(&order), document);
    }
    let error =
        json::from_str::<Order>(r#"{"extra":{"a":[{"b":1,"b":2}],"c":1e999}}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column 23: `extra.a[0].b` is given twice; remove one\n\
         line 1, column 35: `extra.c` must be a value that can be held",
    );
}

#[test]
fn a_hash_map_is_written_and_reported_in_the_order_of_its_keys() {
    #[derive(Debug, PartialEq, OrderRequest)]
    #[order(serde)]
    struct Part {
        #[range(..=3)]
        size: u8,
    }
    #[derive(Debug, PartialEq, OrderRequest)]
    #[order(serde)]
    struct Order {
        #[length(..=4)]
        #[each(range(..=3))]
        sizes: HashMap<String, u8>,
        #[nested]
        parts: Option<HashMap<String, Part>>,
    }
    let document =
        r#"{"sizes":{"e":7,"c":1,"a":9,"d":8,"b":2},"parts":{"z":{"size":4},"x":{"size":5}}}"#;
    let written =
        r#"{"sizes":{"a":9,"b":2,"c":1,"d":8,"e":7},"parts":{"x":{"size":5},"z":{"size":4}}}"#;
    let order: Order = json::from_str(document).unwrap();
    assert_eq!(json::to_string(&order), written);
    assert_eq!(serde_json::to_string(&order).unwrap(), written);
    assert_eq!(xml::from_str::<Order>(&xml::to_string(&order).unwrap()).unwrap(), order);
    assert_eq!(form::from_str::<Order>(&form::to_string(&order).unwrap()).unwrap(), order);
    let violations = order.validate().unwrap_err();
    let paths: Vec<_> = violations.iter().map(|it| it.path().to_string()).collect();
    assert_eq!(paths, ["sizes", "sizes.a", "sizes.d", "sizes.e", "parts.x.size", "parts.z.size"]);
    assert_eq!(
        json::from_str::<Order>(r#"{"sizes":{"a":1,"a":2}}"#).unwrap_err().to_string(),
        "line 1, column 17: `sizes.a` is given twice; remove one",
    );
}

#[test]
fn free_form_values_that_are_no_text_are_written_only_in_json() {
    #[derive(Debug, PartialEq, OrderRequest)]
    #[order(scalars = "text")]
    struct Order {
        extra: Value,
        #[required_if(extra == 1)]
        note: Option<String>,
        #[order(text)]
        more: Option<Vec<Value>>,
    }
    let text = "a number or bool, which in a free-form value only JSON tells from text; use JSON or give it as text";
    let empty = "an empty list or object, which in a free-form value only JSON tells from empty text; use JSON or leave it out";
    let null = "null, which only JSON tells from what is empty; use JSON or leave it out";
    for (extra, more, path, reason) in [
        ("1", "null", "extra", text),
        ("1.5", "null", "extra", text),
        ("true", "null", "extra", text),
        ("null", "null", "extra", null),
        ("[]", "null", "extra", empty),
        (r#"{"a":["b",{}]}"#, "null", "extra.a[1]", empty),
        ("\"a\"", "[\"b\",2]", "more[1]", text),
    ] {
        let mut order: Order =
            json::from_str(&format!(r#"{{"extra":{extra},"more":{more}}}"#)).unwrap();
        order.note = Some("n".to_owned());
        // The types of a free-form value stay, although other scalars are text.
        assert_eq!(json::from_str::<Order>(&json::to_string(&order)).unwrap(), order);
        let shown = format!("`{path}`: {reason}");
        assert_eq!(form::to_string(&order).unwrap_err().to_string(), shown);
        assert_eq!(xml::to_string(&order).unwrap_err().to_string(), shown);
    }
    for (extra, form, xml) in [
        (r#"{"0":"a"}"#, false, false),
        (r#"{"item":"a"}"#, true, false),
        (r#"{"item":"a","b":["c"]}"#, true, true),
        (r#"[["a"],""]"#, true, true),
    ] {
        let order: Order = json::from_str(&format!(r#"{{"extra":{extra}}}"#)).unwrap();
        let (by_form, by_xml) = (form::to_string(&order), xml::to_string(&order));
        assert_eq!((by_form.is_ok(), by_xml.is_ok()), (form, xml), "{extra}");
        for again in by_form
            .iter()
            .map(|it| form::from_str::<Order>(it))
            .chain(by_xml.iter().map(|it| xml::from_str::<Order>(it)))
        {
            assert_eq!(again.unwrap(), order);
        }
    }
    // Text that reads like a number is a text for every judge.
    let order: Order = xml::from_str("<request><extra>1</extra></request>").unwrap();
    assert_eq!((order.extra.as_str(), order.validate().is_ok()), (Some("1"), true));
}

#[test]
fn the_null_of_an_optional_free_form_value_is_absent() {
    #[derive(Debug, PartialEq, OrderRequest)]
    struct Order {
        extra: Option<Value>,
        #[required_if(given(extra))]
        note: Option<String>,
        #[default_value("d")]
        filled: Value,
    }
    let order = |extra| Order { extra, note: None, filled: Value::Null };
    let null = order(Some(Value::Null));
    assert!(null.validate().is_ok() && order_core::schema::interpret(&null).is_ok());
    assert_eq!(json::to_string(&null), r#"{"filled":null}"#);
    assert_eq!(json::from_str::<Order>(r#"{"extra":null,"filled":null}"#).unwrap(), order(None));
    assert!(order(Some(Value::from(1))).validate().is_err());
}

#[derive(Debug, PartialEq, OrderRequest)]
struct FreeDefaults {
    #[default_value(7)]
    number: Value,
    #[default_value(2.50)]
    share: Value,
    #[default_value(true)]
    flag: Value,
    #[default_value("a")]
    text: Value,
}

#[test]
fn default_of_a_free_value_is_a_value_of_its_kind() {
    let read: FreeDefaults = json::from_str(r#"{"text": null}"#).unwrap();
    let expected = json!([7, 2.5, true, null]);
    assert_eq!(json!([read.number, read.share, read.flag, read.text]), expected);
    let read: FreeDefaults = json::from_str("{}").unwrap();
    assert_eq!(read.text, "a");
}
