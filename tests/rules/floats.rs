//! Floats: finite ones as numbers of JSON, compared by their shortest text, and those that no document has.

use order_core::{OrderRequest, OrderValue, Violations, form, json, schema::interpret, xml};

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(serde)]
struct Reading {
    value: f64,
    #[range(> 0.1, <= 36.6)]
    celsius: Option<f64>,
    #[range(0..=100)]
    #[multiple_of(0.05)]
    share: Option<f32>,
    #[default_value(0.5)]
    #[allowed(0.5, 1, 2.5..3)]
    scale: f64,
    #[required_if(value == 0.1 || value > 1000)]
    note: Option<String>,
    #[each(range(..=1.5))]
    many: Option<Vec<f32>>,
    #[order(text)]
    text: Option<f64>,
}

fn of(value: f64) -> Reading {
    Reading {
        value,
        celsius: None,
        share: None,
        scale: 0.5,
        note: Some("n".to_owned()),
        many: None,
        text: None,
    }
}

/// Returns what the generated check says, which the interpreter says as well.
fn violations(request: &Reading) -> String {
    let text = |result: Result<(), Violations>| {
        result.map_or_else(|all| all.to_string(), |()| String::new())
    };
    let generated = text(request.validate().map(|_| ()));
    assert_eq!(text(interpret(request)), generated);
    generated
}

#[test]
fn a_float_is_written_as_the_shortest_number_and_read_back() {
    for (value, text) in [
        (0.1, "0.1"),
        (1.0, "1"),
        (-0.0, "-0.0"),
        (100.10, "100.1"),
        (1e300, "1e+300"),
        (1e16, "1e+16"),
        (1e15, "1000000000000000"),
        (123_456_789_012_345_680.0, "1.2345678901234568e+17"),
        (1234567890123456.7, "1234567890123456.8"),
        (0.00001, "0.00001"),
        (0.000012, "0.000012"),
        (0.000001, "1e-6"),
        (5e-324, "5e-324"),
        (-2.5e-10, "-2.5e-10"),
        (f64::MAX, "1.7976931348623157e+308"),
        (0.1 + 0.2, "0.30000000000000004"),
    ] {
        let request = of(value);
        let written = json::to_string(&request);
        assert_eq!(written, format!(r#"{{"value":{text},"scale":0.5,"note":"n"}}"#));
        assert_eq!(serde_json::to_string(&request).unwrap(), written);
        let read: Reading = json::from_str(&written).unwrap();
        assert_eq!(read.value.to_bits(), value.to_bits());
        let read: Reading = serde_json::from_str(&written).unwrap();
        assert_eq!(read.value.to_bits(), value.to_bits());
        let read: Reading = form::from_str(&form::to_string(&request).unwrap()).unwrap();
        assert_eq!(read.value.to_bits(), value.to_bits());
        let read: Reading = xml::from_str(&xml::to_string(&request).unwrap()).unwrap();
        assert_eq!(read.value.to_bits(), value.to_bits());
    }
    let mut request = of(0.0);
    (request.text, request.many) = (Some(1e300), Some(vec![0.1, 1e20]));
    let written = json::to_string(&request);
    assert_eq!(written, r#"{"value":0,"scale":0.5,"note":"n","many":[0.1,1e+20],"text":"1e+300"}"#);
    assert_eq!(json::from_str::<Reading>(&written).unwrap(), request);
    assert_eq!(json::from_str::<Reading>(r#"{"value":"15E-1"}"#).unwrap().value, 1.5);
}

#[test]
fn what_no_float_holds_is_not_read() {
    for wrong in [
        "1e400", "-1e400", "\"NaN\"", "\"inf\"", "\"+1\"", "\"01\"", "\"1.\"", "\".5\"", "true",
        "\"\"", "[]",
    ] {
        let error = json::from_str::<Reading>(&format!(r#"{{"value":{wrong}}}"#)).unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("line 1, column 10: `value` "), "{wrong}: {text}");
    }
    assert_eq!(
        json::from_str::<Reading>(r#"{"value":1,"share":1e39}"#).unwrap_err().to_string(),
        "line 1, column 20: `share` must be a number such as `2.5`, which a float of 32 bits has room for"
    );
    assert_eq!(
        json::from_str::<Reading>(r#"{"value":"x","scale":7,"celsius":40}"#)
            .unwrap_err()
            .to_string(),
        "line 1, column 10: `value` must be a number such as `2.5`, which a float of 64 bits has room for\n\
         line 1, column 22: `scale` must be `0.5`, `1` or at least 2.5 and less than 3\n\
         line 1, column 34: `celsius` must be greater than 0.1 and at most 36.6"
    );
}

#[test]
fn a_float_that_is_not_finite_is_a_violation() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut request = of(value);
        assert_eq!(violations(&request), "`value` must be a finite number");
        assert!(request.clone().into_valid().is_err());
        // It is no number of JSON, and no reader takes it.
        let written = json::to_string(&request);
        assert!(serde_json::from_str::<serde_json::Value>(&written).is_ok(), "{written}");
        assert!(json::from_str::<Reading>(&written).is_err(), "{written}");
        (request.value, request.many) = (1.0, Some(vec![1.0, value as f32]));
        assert!(violations(&request).contains("`many[1]` must be a finite number"));
    }
    let mut request = of(f64::NAN);
    request.celsius = Some(f64::NAN);
    request.share = Some(f32::INFINITY);
    assert_eq!(
        violations(&request),
        "`value` must be a finite number\n\
         `celsius` must be greater than 0.1 and at most 36.6\n\
         `celsius` must be a finite number\n\
         `share` must be from 0 to 100\n\
         `share` must be a multiple of 0.05\n\
         `share` must be a finite number"
    );
}

#[test]
#[expect(
    clippy::excessive_precision,
    reason = "the digits that a float does not keep are the point"
)]
fn floats_are_compared_as_they_are_written() {
    for (celsius, is_kept) in [
        (36.6, true),
        (36.600000000000001, true),
        (36.60000000000001, false),
        (0.1, false),
        (0.10000000000000002, true),
    ] {
        let mut request = of(0.0);
        request.celsius = Some(celsius);
        assert_eq!(violations(&request).is_empty(), is_kept, "{celsius}");
    }
    for (share, is_kept) in
        [(0.15, true), (0.35, true), (99.95, true), (0.151, false), (100.0, true), (-0.0, true)]
    {
        let mut request = of(0.0);
        request.share = Some(share);
        assert_eq!(violations(&request).is_empty(), is_kept, "{share}");
    }
    for (scale, is_kept) in
        [(0.5, true), (1.0, true), (2.999, true), (3.0, false), (0.50001, false)]
    {
        let mut request = of(0.0);
        request.scale = scale;
        assert_eq!(violations(&request).is_empty(), is_kept, "{scale}");
    }
    for (value, is_required) in
        [(0.1, true), (0.1 + f64::EPSILON, false), (1000.0, false), (1000.1, true)]
    {
        let mut request = of(value);
        request.note = None;
        assert_eq!(!violations(&request).is_empty(), is_required, "{value}");
    }
}

/// A temperature.
#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
struct Kelvin(f64);

#[derive(Debug, OrderRequest)]
struct Wrapped {
    #[range(0..)]
    kelvin: Kelvin,
}

#[test]
fn a_newtype_of_a_float_is_finite_as_well() {
    let text = |kelvin: f64| {
        let request = Wrapped { kelvin: Kelvin(kelvin) };
        request.validate().map_or_else(|all| all.to_string(), |_| String::new())
    };
    assert_eq!(text(0.0), "");
    assert_eq!(text(-0.5), "`kelvin` must be at least 0");
    assert_eq!(text(f64::INFINITY), "`kelvin` must be a finite number");
    assert_eq!(text(f64::NAN), "`kelvin` must be a finite number");
}

#[test]
fn floats_are_judged_beside_other_mistakes() {
    for (value, is_required) in [("0.1", true), ("1e-1", true), ("0.2", false), ("2.5e3", true)] {
        let document = format!(r#"{{"value": {value}, "scale": 0.5, "other": 1}}"#);
        let error = json::from_str::<Reading>(&document).unwrap_err();
        let told = error.to_string();
        assert_eq!(told.contains("`note` is required"), is_required, "{told}");
    }
}
