//! Scalars in formats that have only texts: white space around a number does not count, and `on` is true in a form.

use jiff::civil::{Date, date};
use order_core::{OrderRequest, OrderValue, form, json, xml};
use rust_decimal::Decimal;

#[derive(Debug, PartialEq, OrderValue)]
enum Platform {
    #[order(value = 51)]
    Exchange,
    #[order(rename = "other")]
    Other,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Order {
    years: u8,
    offset: Option<i64>,
    price: Option<Decimal>,
    day: Option<Date>,
    ev: Option<bool>,
    platform: Option<Platform>,
    numbers: Option<Vec<u16>>,
    note: Option<String>,
}

fn order() -> Order {
    Order {
        years: 2,
        offset: Some(-1),
        price: Some(Decimal::new(10010, 2)),
        day: Some(date(2031, 5, 8)),
        ev: Some(true),
        platform: Some(Platform::Exchange),
        numbers: Some(vec![1, 2]),
        note: Some(" a ".to_owned()),
    }
}

#[test]
fn xml_may_be_indented() {
    let document = "<request>
        <years>
            2
        </years>
        <offset>\t-1\t</offset>
        <price> 100.10 </price>
        <day>
            2031-05-08
        </day>
        <ev> true </ev>
        <platform> 51 </platform>
        <numbers><number> 1</number><number>2 </number></numbers>
        <note> a </note>
    </request>";
    assert_eq!(xml::from_str::<Order>(document).unwrap(), order());
}

#[test]
fn a_form_may_have_spaces_and_checkboxes() {
    let document = "years=+2+&offset=%09-1&price=+100.10&day=2031-05-08%0A&ev=on&platform=51+&numbers=+1&numbers=2&note=+a+";
    assert_eq!(form::from_str::<Order>(document).unwrap(), order());
    for (text, ev) in [("on", true), (" on ", true), ("true", true), ("false", false)] {
        let order: Order =
            form::from_str(&format!("years=1&ev={}", text.replace(' ', "+"))).unwrap();
        assert_eq!(order.ev, Some(ev), "{text}");
    }
    assert_eq!(form::from_str::<Order>("years=1&note=on").unwrap().note.as_deref(), Some("on"));
}

#[test]
fn the_value_itself_is_strict() {
    for value in ["1 2", "+1", "01", "1.0", "on", "\u{a0}1"] {
        let error = xml::from_str::<Order>(&format!("<request><years>{value}</years></request>"))
            .unwrap_err();
        assert_eq!(
            error.problems()[0].message().to_string(),
            "`years` must be a whole number from 0 to 255",
            "{value}"
        );
    }
    for value in ["On", "off", "yes", "1"] {
        let error = form::from_str::<Order>(&format!("years=1&ev={value}")).unwrap_err();
        assert_eq!(
            error.problems()[0].message().to_string(),
            "`ev` must be `true` or `false`",
            "{value}"
        );
    }
    let error =
        xml::from_str::<Order>("<request><years>1</years><ev>on</ev></request>").unwrap_err();
    assert_eq!(error.problems()[0].message().to_string(), "`ev` must be `true` or `false`");
    let error =
        xml::from_str::<Order>("<request><years>1</years><platform> other </platform></request>")
            .unwrap_err();
    assert_eq!(
        error.problems()[0].message().to_string(),
        "`platform` must be `51` or `other`; did you mean `other`?"
    );
}

/// A text of JSON is what the caller wrote; a number has its own syntax there.
#[test]
fn a_text_of_json_is_taken_as_it_stands() {
    for document in
        [r#"{"years": " 2"}"#, r#"{"years": 2, "ev": "on"}"#, r#"{"years": 2, "ev": " true"}"#]
    {
        assert!(json::from_str::<Order>(document).is_err(), "{document}");
    }
}
