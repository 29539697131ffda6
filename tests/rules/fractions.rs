//! Numbers with a fraction in rules: limits, literals, defaults and multiples, compared exactly.

use order_core::{
    OrderRequest, OrderValue, Violations,
    export::{
        json_schema::{self, Form},
        markdown, schema,
        sql::{Dialect, Table},
    },
    json,
    schema::interpret,
    value::Fraction,
};
use rust_decimal::Decimal;
use serde_json::Value;

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Parcel {
    /// Price in euros.
    #[range(0.01..=1000)]
    price: Decimal,
    #[range(> 0, <= 31.5)]
    weight: Option<Decimal>,
    #[range(0.0..0.5)]
    discount: Option<Decimal>,
    #[multiple_of(0.05)]
    #[default_value(0.50)]
    tip: Decimal,
    #[allowed(0.5, 1, 2.0..=2.5)]
    size: Option<Decimal>,
    #[required_if(weight > 20.5 || price == 99.90)]
    reason: Option<String>,
    #[required_if(multiple_of(price, 2.5) && tip != 0.5)]
    note: Option<String>,
    #[allowed_if(factor == 1.5, "a")]
    letter: Option<String>,
    #[default_value(-0.25)]
    factor: Value,
    #[range(> -1, < 3)]
    stars: Option<i8>,
    #[order(number)]
    #[each(range(>= -0.5))]
    parts: Option<Vec<Decimal>>,
}

fn parcel(members: &str) -> Parcel {
    json::from_str(&format!(r#"{{"price":1,"note":"n"{members}}}"#)).unwrap()
}

/// Returns what the generated check says, which the interpreter says as well.
fn violations(request: &Parcel) -> String {
    let text = |result: Result<_, Violations>| {
        result.map_or_else(|all| all.to_string(), |()| String::new())
    };
    let generated = text(request.validate().map(|_| ()));
    assert_eq!(text(interpret(request)), generated);
    generated
}

fn told(members: &str) -> String {
    violations(&parcel(members))
}

#[test]
fn limits_with_fractions_are_exact() {
    for (members, message) in [
        ("", ""),
        (r#","weight":0.0000000000000000000000000001"#, ""),
        (r#","weight":0"#, "`weight` must be greater than 0 and at most 31.5"),
        (r#","weight":"-0.0""#, "`weight` must be greater than 0 and at most 31.5"),
        (r#","weight":"31.50","reason":"r""#, ""),
        (
            r#","weight":"31.500000000000000000000001","reason":"r""#,
            "`weight` must be greater than 0 and at most 31.5",
        ),
        (r#","discount":"0.4999999999999999999999999999""#, ""),
        (r#","discount":0"#, ""),
        (r#","discount":0.50"#, "`discount` must be at least 0.0 and less than 0.5"),
        (r#","discount":-0.01"#, "`discount` must be at least 0.0 and less than 0.5"),
        (r#","stars":0"#, ""),
        (r#","stars":-1"#, "`stars` must be from 0 to 2"),
        (r#","stars":3"#, "`stars` must be from 0 to 2"),
        (r#","parts":[-0.5,1]"#, ""),
        (r#","parts":[1,-0.51]"#, "`parts[1]` must be at least -0.5"),
    ] {
        assert_eq!(told(members), message, "{members}");
    }
    for (price, is_kept) in
        [("0.01", true), ("0.009", false), ("1000.00", true), ("1000.01", false), ("0.0100", true)]
    {
        let mut request = parcel("");
        request.price = price.parse().unwrap();
        let message = if is_kept { "" } else { "`price` must be from 0.01 to 1000" };
        assert_eq!(violations(&request), message, "{price}");
    }
}

#[test]
fn values_with_fractions_are_compared_by_value() {
    for (members, message) in [
        (r#","size":"0.50""#, ""),
        (r#","size":1.000"#, ""),
        (r#","size":2.25"#, ""),
        (r#","size":0.51"#, "`size` must be `0.5`, `1` or from 2.0 to 2.5"),
        (r#","weight":20.50"#, ""),
        (
            r#","weight":20.51"#,
            "`reason` is required because `weight` is greater than 20.5; give it a value that is not blank",
        ),
        (r#","factor":1.50,"letter":"a""#, ""),
        (r#","factor":15e-1,"letter":"b""#, "`letter` must be `a` because `factor` is 1.5"),
        (r#","factor":"1.5","letter":"b""#, ""),
        (r#","factor":1.4,"letter":"b""#, ""),
    ] {
        assert_eq!(told(members), message, "{members}");
    }
}

#[test]
fn multiples_of_fractions_are_exact() {
    for (tip, is_kept) in [
        ("0.05", true),
        ("0.15", true),
        ("-0.35", true),
        ("7", true),
        ("0", true),
        ("0.050", true),
        ("0.06", false),
        ("0.0500000000000000000000000001", false),
        ("79228162514264337593543950335", true),
    ] {
        let message = if is_kept { "" } else { "`tip` must be a multiple of 0.05" };
        assert_eq!(told(&format!(r#","tip":"{tip}""#)), message, "{tip}");
    }
    let mut request = parcel(r#","tip":1"#);
    request.note = None;
    assert_eq!(violations(&request), "");
    request.price = Decimal::from(5);
    assert!(violations(&request).starts_with("`note` is required because"));
}

#[test]
fn a_default_keeps_its_digits() {
    let request = parcel("");
    assert_eq!(request.tip.to_string(), "0.50");
    assert_eq!(request.factor.to_string(), "-0.25");
    let text = json::to_string(&request);
    assert_eq!(text, r#"{"price":"1","tip":"0.50","note":"n","factor":-0.25}"#);
    assert_eq!(json::from_str::<Parcel>(&text).unwrap(), request);
}

#[test]
fn exports_have_the_digits() {
    let text = schema::export(Parcel::SCHEMA);
    for part in [
        r#""min": "0.01""#,
        r#""exclusive_min": 0"#,
        r#""max": "31.5""#,
        r#""exclusive_max": "0.5""#,
        r#""fraction": "0.50""#,
        r#""fraction": "99.90""#,
        r#""number": "0.05""#,
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let text = markdown::export(Parcel::SCHEMA).text;
    for part in ["from 0.01 to 1000", "greater than 0 and at most 31.5", "a multiple of 0.05"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let text = Table::new(Parcel::SCHEMA, Dialect::PostgreSql, "parcels").violations(&[]).text;
    for part in ["CAST('0.01' AS NUMERIC)", "> 0", "% CAST('0.05' AS NUMERIC) = 0"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let schema: Value =
        serde_json::from_str(&json_schema::export(Parcel::SCHEMA, Form::Read).text).unwrap();
    let parts = &schema["properties"]["parts"];
    assert!(parts.to_string().contains("-0.5"), "{parts}");
}

/// A price in quarters.
#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
struct Price(Decimal);

#[derive(Debug, OrderRequest)]
struct Wrapped {
    #[range(0.25..)]
    #[multiple_of(0.25)]
    #[allowed(0.5, 0.75, 1.25..)]
    price: Price,
    #[required_if(price in [0.5, 0.75] && price < 0.6)]
    why: Option<String>,
}

#[test]
fn a_newtype_is_compared_like_what_it_wraps() {
    for (price, messages) in [
        ("1.50", ""),
        (
            "0.5",
            "`why` is required because `price` is `0.5` or `0.75` and `price` is less than 0.6; give it a value that is not blank",
        ),
        ("0.75", ""),
        (
            "0.20",
            "`price` must be at least 0.25\n`price` must be a multiple of 0.25\n`price` must be `0.5`, `0.75` or at least 1.25",
        ),
    ] {
        let request: Wrapped = json::from_str(&format!(r#"{{"price":{price}}}"#)).unwrap();
        let text = request.validate().map_or_else(|all| all.to_string(), |_| String::new());
        assert_eq!(text, messages, "{price}");
        let text = interpret(&request).map_or_else(|all| all.to_string(), |()| String::new());
        assert_eq!(text, messages, "{price}");
    }
}

#[test]
fn a_number_of_a_rule_is_written_as_it_is() {
    assert_eq!(Fraction(50, 2).to_string(), "0.50");
    assert_eq!(Fraction(-5, 3).to_string(), "-0.005");
}

#[test]
fn words_of_ones_own_name_the_ends_with_their_fractions() {
    #[derive(Debug, OrderRequest)]
    struct Order {
        #[range(0.5..=1.75, message = "{field}: {min} to {max}")]
        weight: Decimal,
        #[range(> 0.5, message = "{field}: above {min}")]
        height: Decimal,
    }

    let order: Order = json::from_str(r#"{"weight": "2", "height": "0.5"}"#).unwrap();
    let violations = order.validate().unwrap_err().to_string();
    assert_eq!(violations, "`weight`: 0.5 to 1.75\n`height`: above 0.5");
    assert_eq!(interpret(&order).unwrap_err().to_string(), violations);
}

#[test]
fn an_end_may_have_more_digits_than_a_word_of_the_machine() {
    #[derive(Debug, OrderRequest)]
    struct Order {
        #[range(..=36893488147419103232.5)]
        weight: Decimal,
    }

    let told = |weight: &str| {
        let order: Order = json::from_str(&format!(r#"{{"weight": "{weight}"}}"#)).unwrap();
        let told =
            order.validate().map_or_else(|violations| violations.to_string(), |_| String::new());
        let again =
            interpret(&order).map_or_else(|violations| violations.to_string(), |()| String::new());
        assert_eq!(told, again);
        told
    };
    assert_eq!(told("36893488147419103232.5"), "");
    assert_eq!(told("18446744073709551616"), "");
    assert_eq!(told("36893488147419103232.6"), "`weight` must be at most 36893488147419103232.5");
}
