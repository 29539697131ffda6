//! The schema of a request in generators of the older versions of schemars.

use std::collections::BTreeMap;

use order_core::{OrderRequest, ReadRequest, Valid, cases::cases};
use serde_json::{Value, json};

use crate::types::{Order, OrderUpdate, Page, Payment, Tree, other};

/// The schema that schemars 0.8 has of a request, in OpenAPI 3.0.
fn of_openapi<T: schemars08::JsonSchema>() -> Value {
    let settings = schemars08::r#gen::SchemaSettings::openapi3();
    let mut generator =
        settings.with(|it| it.definitions_path = "#/definitions/".to_owned()).into_generator();
    let root = generator.subschema_for::<T>();
    let mut document = serde_json::to_value(root).unwrap();
    document["definitions"] = serde_json::to_value(generator.definitions()).unwrap();
    document
}

#[test]
fn schemars_0_9_has_the_schema_of_schemars_1() {
    fn assert_same<T: schemars::JsonSchema + schemars09::JsonSchema>() {
        let expected = schemars::generate::SchemaSettings::draft2020_12();
        let expected = expected.into_generator().into_root_schema_for::<T>().to_value();
        let found = schemars09::generate::SchemaSettings::draft2020_12();
        let found = found.into_generator().into_root_schema_for::<T>().to_value();
        assert_eq!(found, expected);
    }
    assert_same::<Order>();
    assert_same::<OrderUpdate>();
    assert_same::<Payment>();
    // Version 0.9 refers to a recursive root by its name, and version 1 to the root.
    assert_same::<Vec<Tree>>();
    assert_same::<Page<u8>>();
    assert_same::<Vec<Valid<Order>>>();
}

/// Compares the verdicts of a stock validator with those of the rules: it may accept what breaks one, but refuses no order
/// that is valid.
fn assert_weaker<T>(most_missed: usize)
where
    T: OrderRequest<Context = ()> + schemars08::JsonSchema + for<'de> ReadRequest<'de>,
{
    let schema = of_openapi::<T>();
    assert_words(&schema);
    let validator = jsonschema::draft7::options().build(&schema).unwrap();
    let (mut valid, mut refused, mut missed) = (0, 0, BTreeMap::new());
    for case in cases::<T>(20_141_029).take(600) {
        let body: Value = serde_json::from_str(case.body()).unwrap();
        let is_valid = validator.is_valid(&body);
        if case.is_valid() {
            assert!(is_valid, "{}\n{schema:#}", case.body());
            valid += 1;
        } else if is_valid {
            let rules = case.broken().iter().map(|it| it.path.to_string()).collect::<Vec<_>>();
            *missed.entry(rules).or_insert(0) += 1;
        } else {
            refused += 1;
        }
    }
    assert!(valid > 100 && refused > 50, "{valid} valid, {refused} refused");
    assert!(missed.len() <= most_missed, "{missed:#?}");
}

/// Checks that dropshot knows every word, and finds each in the one of two forms that it reads.
fn assert_words(schema: &Value) {
    match schema {
        Value::Object(members) => {
            for word in [
                "if",
                "then",
                "const",
                "contains",
                "propertyNames",
                "patternProperties",
                "prefixItems",
            ] {
                // A member of a request may have any name.
                let is_named = members.get(word).is_some_and(|it| it.is_object() || it.is_string());
                assert!(!is_named, "{word} in {schema}");
            }
            let has =
                |word: &&str| members.get(*word).is_some_and(|it| it.is_array() || it.is_object());
            let combined =
                ["allOf", "anyOf", "oneOf", "not"].iter().filter(|word| has(word)).count();
            let is_typed = members.get("type").is_some();
            assert!(is_typed || combined <= 1, "{schema}");
            assert!(members.get("type").is_none_or(|it| !it.is_array()), "{schema}");
            members.values().for_each(assert_words);
        }
        Value::Array(items) => items.iter().for_each(assert_words),
        _ => {}
    }
}

#[test]
fn schemars_0_8_has_a_schema_that_every_valid_request_keeps() {
    assert_weaker::<Order>(12);
    assert_weaker::<Payment>(4);
    assert_weaker::<Tree>(4);
}

#[test]
fn conditions_are_said_without_if() {
    let schema = of_openapi::<Order>();
    assert_eq!(schema["$ref"], "#/definitions/Order");
    let order = &schema["definitions"]["Order"];
    assert_eq!(order["type"], "object");
    assert!(order["allOf"].to_string().contains("anyOf"), "{order:#}");
    assert_eq!(of_openapi::<Valid<Order>>(), schema);
}

#[test]
fn definitions_of_two_types_of_one_name_do_not_meet_in_schemars_0_8() {
    let mut generator = schemars08::r#gen::SchemaGenerator::default();
    let first = generator.subschema_for::<Order>();
    let second = generator.subschema_for::<other::Order>();
    assert_ne!(first, second);
    let inlined = schemars08::r#gen::SchemaSettings::draft07();
    let inlined = inlined.with(|it| it.inline_subschemas = true).into_generator();
    let schema = serde_json::to_value(inlined.into_root_schema_for::<Order>()).unwrap();
    assert_eq!(schema.get("definitions"), None);
    assert_ne!(schema, json!({}));
}
