//! The table of the documentation: what is given, present, and the value, case by case.

use std::collections::BTreeMap;

use order_core::{OrderRequest, json, schema};

/// The facts that hold of the field `f` of a document, of `given`, `present` and the condition that is named
/// `value`; the generated check and the interpreter must agree.
macro_rules! facts {
    ($document:literal, { $(#[$attribute:meta])* $ty:ty }, $($value:tt)+) => {{
        #[derive(Debug, OrderRequest)]
        #[order(allow(false_optional))]
        struct Probe {
            $(#[$attribute])*
            f: $ty,
            #[required_if(given(f))]
            given: Option<u8>,
            #[required_if(present(f))]
            present: Option<u8>,
            #[required_if($($value)+)]
            value: Option<u8>,
        }

        let probe: Probe = json::from_str($document).unwrap();
        let found = probe.validate().err();
        assert_eq!(
            format!("{found:?}"),
            format!("{:?}", schema::interpret(&probe).err()),
            "the interpreter disagrees",
        );
        let found: Vec<String> =
            found.into_iter().flatten().map(|violation| violation.path().to_string()).collect();
        found.join(" ")
    }};
}

#[test]
fn text_is_present_unless_it_is_blank() {
    assert_eq!(facts!("{}", { Option<String> }, f == "x"), "");
    assert_eq!(facts!(r#"{"f": null}"#, { Option<String> }, f == "x"), "");
    assert_eq!(facts!(r#"{"f": "x"}"#, { Option<String> }, f == "x"), "given present value");
    assert_eq!(facts!(r#"{"f": ""}"#, { Option<String> }, f == ""), "given");
    assert_eq!(facts!(r#"{"f": " \t"}"#, { Option<String> }, len(f) > 0), "given");
}

#[test]
fn the_blank_policy_says_what_blank_text_is() {
    assert_eq!(facts!(r#"{"f": ""}"#, { #[blank(absent)] Option<String> }, f == ""), "given");
    assert_eq!(
        facts!(r#"{"f": ""}"#, { #[blank(reject)] Option<String> }, f == ""),
        "f given present",
        "the field itself is reported",
    );
    assert_eq!(
        facts!(r#"{"f": ""}"#, { #[blank(value)] Option<String> }, f == ""),
        "given present value"
    );
}

#[test]
fn a_default_is_a_value_and_makes_nothing_present() {
    assert_eq!(facts!("{}", { #[default_value("x")] Option<String> }, f == "x"), "value");
    assert_eq!(
        facts!(r#"{"f": ""}"#, { #[default_value("x")] Option<String> }, f == "x"),
        "given value"
    );
    assert_eq!(
        facts!(r#"{"f": "y"}"#, { #[default_value("x")] Option<String> }, f == "x"),
        "given present"
    );
}

#[test]
fn a_default_is_written_into_a_field_that_is_no_option() {
    assert_eq!(
        facts!(
            "{}",
            {
                #[default_value(1)]
                u8
            },
            f == 1
        ),
        "given present value"
    );
}

#[test]
fn zero_and_false_are_values() {
    assert_eq!(facts!(r#"{"f": 0}"#, { Option<u8> }, f == 0), "given present value");
    assert_eq!(facts!(r#"{"f": false}"#, { Option<bool> }, f == false), "given present value");
}

#[test]
fn blank_text_for_what_is_no_text_is_absent() {
    assert_eq!(facts!(r#"{"f": ""}"#, { Option<u8> }, f == 0), "");
    assert_eq!(facts!(r#"{"f": " "}"#, { Option<bool> }, f == false), "");
}

#[test]
fn an_empty_list_or_map_is_blank() {
    assert_eq!(facts!(r#"{"f": []}"#, { Option<Vec<u8>> }, any(it in f, it == 0)), "given");
    assert_eq!(
        facts!(r#"{"f": [0]}"#, { Option<Vec<u8>> }, any(it in f, it == 0)),
        "given present value"
    );
    assert_eq!(facts!(r#"{"f": {}}"#, { Option<BTreeMap<String, u8>> }, len(f) > 0), "given");
    assert_eq!(
        facts!(r#"{"f": []}"#, { #[blank(value)] Option<Vec<u8>> }, len(f) == 0),
        "given present value"
    );
}

#[test]
fn an_object_is_never_blank() {
    #[derive(Debug, OrderRequest)]
    struct Part {
        note: Option<String>,
    }

    assert_eq!(facts!("{}", { #[nested] Option<Part> }, !present(f.note)), "value");
    assert_eq!(
        facts!(r#"{"f": {}}"#, { #[nested] Option<Part> }, !present(f.note)),
        "given present value"
    );
}

#[test]
fn null_is_given_and_no_value() {
    assert_eq!(facts!("{}", { Option<Option<u8>> }, f == null), "");
    assert_eq!(facts!(r#"{"f": null}"#, { Option<Option<u8>> }, f == null), "given present value");
    assert_eq!(facts!(r#"{"f": null}"#, { Option<Option<u8>> }, f == 0), "given present");
    assert_eq!(facts!(r#"{"f": 0}"#, { Option<Option<u8>> }, f == 0), "given present value");
}

#[test]
fn what_is_absent_has_no_length_and_equals_nothing() {
    assert_eq!(facts!("{}", { Option<String> }, len(f) == 0), "value");
    assert_eq!(facts!("{}", { Option<String> }, f != "x"), "value");
    assert_eq!(facts!("{}", { Option<u8> }, f < 1 || f >= 1), "");
    assert_eq!(facts!("{}", { Option<u8> }, f == given), "", "two absent values are not equal");
    assert_eq!(facts!("{}", { Option<u8> }, f != given), "value");
}
