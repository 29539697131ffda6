//! Whole numbers of more than 64 bits, numbers that are not 0, and decimals that are numbers of JSON.

use std::collections::BTreeMap;
use std::num::{NonZero, NonZeroI8, NonZeroI128, NonZeroU8, NonZeroU64, NonZeroU128};

use order_core::{
    OrderRequest,
    export::json_schema::{Form, export},
    form, json,
    schema::interpret,
    xml,
};
use rust_decimal::Decimal;

#[derive(Debug, PartialEq, OrderRequest)]
struct Big {
    #[range(1..=1000000000000000000000)]
    supply: u128,
    #[multiple_of(3)]
    balance: Option<i128>,
    positive: Option<NonZeroU128>,
    signed: Option<NonZeroI128>,
    #[order(text)]
    #[allowed(1, 36893488147419103232)]
    text: Option<u128>,
}

fn read(text: &str) -> Result<Big, String> {
    json::from_str(text).map_err(|error| error.to_string())
}

#[test]
fn wide_numbers_keep_every_digit() {
    for number in ["0", "18446744073709551616", "340282366920938463463374607431768211455"] {
        let text = format!(r#"{{"supply":{number},"text":"{number}"}}"#);
        let big = read(&text).unwrap();
        assert_eq!(big.supply.to_string(), number);
        assert_eq!(json::to_string(&big), text);
        assert_eq!(
            read(
                &text.replace('"', "").replace("supply", "\"supply\"").replace("text", "\"text\"")
            ),
            Ok(big)
        );
    }
    let text = r#"{"supply":1,"balance":-170141183460469231731687303715884105728}"#;
    assert_eq!(json::to_string(&read(text).unwrap()), text);
    let big: Big = form::from_str("supply=340282366920938463463374607431768211455").unwrap();
    assert_eq!(form::to_string(&big).unwrap(), "supply=340282366920938463463374607431768211455");
}

#[test]
fn what_is_no_wide_number_is_refused() {
    for wrong in ["-1", "1.0", "1e3", "340282366920938463463374607431768211456", "true", "\"01\""] {
        assert_eq!(
            read(&format!(r#"{{"supply":{wrong}}}"#)).unwrap_err(),
            "line 1, column 11: `supply` must be a whole number from 0 to 340282366920938463463374607431768211455",
            "{wrong}"
        );
    }
    assert_eq!(
        read(r#"{"supply":1,"positive":0,"signed":"0"}"#).unwrap_err(),
        "line 1, column 24: `positive` must be a whole number from 1 to 340282366920938463463374607431768211455\n\
         line 1, column 35: `signed` must be a whole number from -170141183460469231731687303715884105728 to \
         170141183460469231731687303715884105727 other than 0"
    );
}

#[test]
fn rules_count_wide_numbers_exactly() {
    let verdict = |supply: u128, balance: i128, text: u128| {
        let big =
            Big { supply, balance: Some(balance), positive: None, signed: None, text: Some(text) };
        let generated = big.validate().map_err(|violations| violations.to_string());
        assert_eq!(generated, interpret(&big).map_err(|violations| violations.to_string()));
        generated.err().unwrap_or_default()
    };
    assert_eq!(verdict(10_u128.pow(21), i128::MAX - 1, 1 << 65), "");
    assert_eq!(
        verdict(10_u128.pow(21) + 1, i128::MAX, (1 << 65) + 1),
        "`supply` must be from 1 to 1000000000000000000000\n\
         `balance` must be a multiple of 3\n\
         `text` must be `1` or `36893488147419103232`"
    );
    assert_eq!(verdict(u128::MAX, 0, 1), "`supply` must be from 1 to 1000000000000000000000");
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Counts {
    #[range(..=50)]
    quantity: NonZeroU8,
    shift: Option<NonZero<i8>>,
    #[default_value(7)]
    count: NonZeroU64,
    #[required_if(quantity >= 10 && shift != -3 && count == 7)]
    reason: Option<String>,
    items: Option<Vec<NonZeroI8>>,
}

#[test]
fn zero_is_no_number_other_than_zero() {
    let counts: Counts = json::from_str(r#"{"quantity":1,"shift":"-3","items":[-1,1]}"#).unwrap();
    assert_eq!(counts.count, NonZeroU64::new(7).unwrap());
    assert!(counts.validate().is_ok());
    assert_eq!(json::to_string(&counts), r#"{"quantity":1,"shift":-3,"count":7,"items":[-1,1]}"#);
    assert_eq!(
        json::from_str::<Counts>(r#"{"quantity":0,"shift":0,"count":"0","items":[1,0]}"#)
            .unwrap_err()
            .to_string(),
        "line 1, column 13: `quantity` must be a whole number from 1 to 255\n\
         line 1, column 23: `shift` must be a whole number from -128 to 127 other than 0\n\
         line 1, column 33: `count` must be a whole number from 1 to 18446744073709551615\n\
         line 1, column 48: `items[1]` must be a whole number from -128 to 127 other than 0"
    );
    let counts: Counts = json::from_str(r#"{"quantity":51}"#).unwrap();
    let violations = counts.validate().unwrap_err().to_string();
    assert_eq!(
        violations,
        "`quantity` must be at most 50\n\
         `reason` is required because `quantity` is at least 10 and `shift` is absent and `count` is 7; \
         give it a value that is not blank"
    );
    assert_eq!(interpret(&counts).unwrap_err().to_string(), violations);
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Amounts {
    #[order(number)]
    #[range(0..=1000)]
    price: Decimal,
    weight: Option<Decimal>,
    #[order(number)]
    by_name: Option<BTreeMap<String, Vec<Option<Decimal>>>>,
    #[order(text)]
    #[default_value(2)]
    count: u8,
}

#[test]
fn a_decimal_is_a_number_with_every_digit() {
    for price in
        ["100.10", "0", "0.00", "-1.50", "9999999999999999.10", "0.1234567890123456789012345678"]
    {
        let text = format!(r#"{{"price":{price},"weight":"{price}","count":"2"}}"#);
        let amounts: Amounts = json::from_str(&text).unwrap();
        assert_eq!(amounts.price.to_string(), price);
        assert_eq!(json::to_string(&amounts), text);
        let other = format!(r#"{{"price":"{price}","weight":{price},"count":2}}"#);
        assert_eq!(json::from_str::<Amounts>(&other).unwrap(), amounts);
    }
    let text = r#"{"price":1,"by_name":{"a":[1.10,null,-0.5]},"count":"2"}"#;
    let amounts: Amounts = json::from_str(text).unwrap();
    assert_eq!(json::to_string(&amounts), text);
}

#[test]
fn what_is_no_decimal_is_no_number_either() {
    for wrong in ["1e3", "01", "1.", "-", "true", "\"1e3\"", "99999999999999999999999999999.9"] {
        assert!(json::from_str::<Amounts>(&format!(r#"{{"price":{wrong}}}"#)).is_err(), "{wrong}");
    }
    assert_eq!(
        json::from_str::<Amounts>(r#"{"price":1e3}"#).unwrap_err().to_string(),
        "line 1, column 10: `price` must be a decimal number of at most 28 digits, such as `100.10`"
    );
}

#[test]
fn forms_and_xml_have_no_numbers() {
    let amounts: Amounts = form::from_str("price=100.10&weight=1.20").unwrap();
    assert_eq!(form::to_string(&amounts).unwrap(), "price=100.10&weight=1.20&count=2");
    let text = xml::to_string(&amounts).unwrap();
    assert!(text.contains("<price>100.10</price><weight>1.20</weight>"), "{text}");
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(scalars = "number")]
struct AllAmounts {
    #[nested]
    parts: Vec<Amounts>,
    total: Decimal,
    #[order(text)]
    text: Decimal,
    ev: bool,
    #[order(separator = ",")]
    joined: Vec<Decimal>,
    free: serde_json::Value,
}

#[test]
fn one_word_makes_all_decimals_numbers() {
    let text = r#"{"parts":[{"price":1.0,"weight":2.50,"count":"2"}],"total":3.00,"text":"3.00","ev":true,"joined":"1.0,2","free":{"a":"1.0"}}"#;
    let amounts: AllAmounts = json::from_str(text).unwrap();
    assert_eq!(json::to_string(&amounts), text);
}

#[test]
fn a_schema_has_a_number_where_one_is_written() {
    let schema = |schema| -> serde_json::Value {
        serde_json::from_str(&export(schema, Form::Written).text).unwrap()
    };
    let amounts = schema(Amounts::SCHEMA);
    let price = &amounts["properties"]["price"];
    assert!(price.to_string().contains(r#""type":"number""#), "{price}");
    assert!(!price.to_string().contains("string"), "{price}");
    let schema = schema(AllAmounts::SCHEMA);
    assert_eq!(schema["properties"]["total"]["type"], "number", "{schema}");
    assert_eq!(schema["properties"]["text"]["type"], "string", "{schema}");
}

#[derive(Debug, OrderRequest)]
struct Wide {
    #[multiple_of(3)]
    unsigned: u128,
    #[multiple_of(3)]
    signed: i128,
}

#[test]
fn multiples_of_wide_numbers_are_exact() {
    for (unsigned, signed, expected) in [
        (u128::MAX, -3, ""),
        (u128::MAX - 1, -3, "`unsigned` must be a multiple of 3"),
        (0, i128::MAX, "`signed` must be a multiple of 3"),
        (3, i128::MIN + 2, ""),
    ] {
        let wide = Wide { unsigned, signed };
        let told = wide.validate().map_or_else(|all| all.to_string(), |_| String::new());
        assert_eq!(told, expected, "{wide:?}");
        let told = interpret(&wide).map_or_else(|all| all.to_string(), |()| String::new());
        assert_eq!(told, expected, "{wide:?}");
    }
}
