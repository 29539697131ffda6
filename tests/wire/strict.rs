//! Requests that read scalars of JSON only in the form in which they are written.

use std::collections::BTreeMap;

use order_core::{Flag, OrderRequest, OrderValue, Valid, form, json, xml};
use rust_decimal::Decimal;

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
enum Level {
    #[order(value = 1, alias = "low")]
    Low,
    #[order(value = 7)]
    High,
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
enum Method {
    #[order(rename = "7")]
    Seven,
    Eight,
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(strict)]
struct Order {
    #[order(path)]
    id: Option<u32>,
    validity: Option<u8>,
    ev: Option<bool>,
    unit: Option<String>,
    level: Option<Level>,
    method: Option<Method>,
    price: Option<Decimal>,
    #[order(number)]
    rate: Option<Decimal>,
    weight: Option<f64>,
    #[order(text)]
    code: Option<u8>,
    #[order(separator = ",")]
    ports: Option<Vec<u16>>,
    names: Option<Vec<String>>,
    by_key: Option<BTreeMap<String, u8>>,
    any: Option<serde_json::Value>,
    rush: Flag,
    part: Option<Part>,
    #[order(flatten)]
    rest: Option<Rest>,
}

/// Not strict by itself.
#[derive(Debug, PartialEq, OrderRequest)]
struct Part {
    seats: u8,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Rest {
    copies: Option<u8>,
}

const WRITTEN: &str = r#"{"id":9,"validity":1,"ev":true,"unit":"3","level":7,"method":"7","price":"1.50","rate":2.50,"weight":1.5,"code":"4","ports":"80,443","names":["1","true"],"by_key":{"a":1},"any":["1",1,true],"rush":true,"part":{"seats":5},"copies":2}"#;

fn refused(members: &str) -> Vec<String> {
    let error = json::from_str::<Order>(&format!("{{{members}}}")).unwrap_err();
    error.problems().iter().map(|problem| problem.message().to_string()).collect()
}

#[test]
fn what_is_written_is_read() {
    let order: Order = json::from_str(WRITTEN).unwrap();
    let body = WRITTEN.replace(r#""id":9,"#, "");
    assert_eq!(json::to_string(&order), body);
    assert!(json::from_str::<Valid<Order>>(&body).is_ok());
    let nothing: Order =
        json::from_str(r#"{"validity": null, "ev": null, "rush": false}"#).unwrap();
    assert_eq!((nothing.validity, nothing.ev, nothing.rush), (None, None, Flag::OFF));
    let list: Order = json::from_str(r#"{"ports": [80, 443]}"#).unwrap();
    assert_eq!(list.ports.as_deref(), Some(&[80, 443][..]));
    let blank: Order = json::from_str(r#"{"ports": " ", "price": "", "level": ""}"#).unwrap();
    assert_eq!((blank.ports, blank.price, blank.level), (Some(Vec::new()), None, None));
    let said = refused(r#""ports": "80,,443", "names": "a""#);
    assert_eq!(said.len(), 2, "{said:?}");
    let alias: Order = json::from_str(r#"{"level": "low"}"#).unwrap();
    assert_eq!(alias.level, Some(Level::Low));
}

#[test]
fn another_form_is_refused_at_its_place() {
    assert_eq!(
        refused(r#""validity": "1""#),
        ["`validity` must be a whole number from 0 to 255, not text"]
    );
    assert_eq!(refused(r#""ev": "true""#), ["`ev` must be `true` or `false`, not text"]);
    assert_eq!(refused(r#""unit": 3"#), ["`unit` must be text, not a number"]);
    assert_eq!(refused(r#""unit": true"#), ["`unit` must be text, not a bool"]);
    for (member, path) in [
        (r#""level": "7""#, "level"),
        (r#""method": 7"#, "method"),
        (r#""price": 1.50"#, "price"),
        (r#""rate": "2.50""#, "rate"),
        (r#""weight": "1.5""#, "weight"),
        (r#""code": 4"#, "code"),
        (r#""ports": 80"#, "ports"),
        (r#""ports": ["80"]"#, "ports[0]"),
        (r#""names": ["1", 2]"#, "names[1]"),
        (r#""by_key": {"a": "1"}"#, "by_key.a"),
        (r#""rush": "true""#, "rush"),
        (r#""rush": """#, "rush"),
        (r#""part": {"seats": "5"}"#, "part.seats"),
        (r#""copies": "2""#, "copies"),
        // Nor is blank text nothing.
        (r#""validity": "  ""#, "validity"),
        (r#""copies": """#, "copies"),
        (r#""names": " ""#, "names"),
        (r#""by_key": """#, "by_key"),
        (r#""part": """#, "part"),
        (r#""rate": """#, "rate"),
        (r#""weight": """#, "weight"),
    ] {
        let said = refused(member);
        assert_eq!(said.len(), 1, "{member}: {said:?}");
        assert!(said[0].starts_with(&format!("`{path}` must be ")), "{member}: {said:?}");
    }
}

#[test]
fn all_problems_of_a_document_are_told() {
    let said = refused(r#""validity": "1", "unit": 3, "copies": "2", "part": {"seats": "5"}"#);
    assert_eq!(said.len(), 4, "{said:?}");
    let error = json::from_str::<Order>("{\n  \"ev\": \"true\"\n}").unwrap_err();
    let problem = error.problems().first().unwrap();
    assert_eq!((problem.position().line, problem.position().column), (2, 9));
}

#[test]
fn formats_of_texts_have_no_other_form() {
    let order: Order = form::from_str("validity=1&ev=true&unit=3&level=7&rush=on").unwrap();
    assert_eq!((order.validity, order.ev, order.unit.as_deref()), (Some(1), Some(true), Some("3")));
    assert_eq!((order.level, order.rush), (Some(Level::High), Flag::ON));
    let order: Order =
        xml::from_str("<request><validity>1</validity><ev>true</ev></request>").unwrap();
    assert_eq!((order.validity, order.ev), (Some(1), Some(true)));
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(strict, scalars = "text")]
struct Texts {
    validity: u8,
    ev: bool,
    level: Option<Level>,
}

#[test]
fn scalars_that_are_written_as_text_are_read_as_text() {
    let texts = r#"{"validity":"1","ev":"true","level":"7"}"#;
    assert_eq!(json::to_string(&json::from_str::<Texts>(texts).unwrap()), texts);
    for native in [
        r#"{"validity":1,"ev":"true"}"#,
        r#"{"validity":"1","ev":true}"#,
        r#"{"validity":"1","ev":"true","level":7}"#,
    ] {
        assert!(json::from_str::<Texts>(native).is_err(), "{native}");
    }
}

/// The word of the outermost request counts, as that of `scalars` does.
#[derive(Debug, OrderRequest)]
struct Lenient {
    #[nested]
    texts: Texts,
}

#[test]
fn a_part_is_read_as_its_request_is() {
    assert!(json::from_str::<Lenient>(r#"{"texts": {"validity": 1, "ev": "true"}}"#).is_ok());
}

#[test]
fn texts_of_other_formats_are_the_form_that_they_have() {
    let document = "<request><validity>2</validity><ev>true</ev><ports>1,2</ports><any>x</any><nme>1</nme></request>";
    let error = xml::from_str::<Order>(document).unwrap_err();
    assert_eq!(error.to_string(), "line 1, column 75: unknown field `nme`; did you mean `names`?");
    let error = form::from_str::<Order>("validity=2&ev=true&ports=1,2&copies=3&nme=1").unwrap_err();
    assert_eq!(error.to_string(), "line 1, column 39: unknown field `nme`; did you mean `names`?");
    let error =
        json::from_str::<Order>(r#"{"ports": "1,2", "copies": "3", "nme": 1}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column 28: `copies` must be a whole number from 0 to 255, not text\nline 1, column 33: unknown field `nme`; did you mean `names`?"
    );
}
