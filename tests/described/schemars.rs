//! The schema of a request in a generator of schemars says what the exported JSON Schema says.

use order_core::{
    OrderRequest, ReadRequest, Valid,
    cases::cases,
    export::json_schema::{Form, export},
    schema::Schema,
};
use schemars::{
    JsonSchema, SchemaGenerator,
    generate::{Contract, SchemaSettings},
    schema_for,
};
use serde_json::{Value, json};

use crate::{
    resolve::resolved,
    types::{Borrowed, Order, OrderUpdate, Page, Payment, Tree, other},
};

/// The exported schema, with what it refers to in its places.
fn exported(schema: &'static Schema) -> Value {
    let text = export(schema, Form::Written).text;
    let document: Value = serde_json::from_str(&text).unwrap();
    let document = match document["$ref"].as_str() {
        // A recursive request is one of its definitions.
        Some(reference) => {
            let mut root = document[&"$defs"][reference.rsplit('/').next().unwrap()].clone();
            root["$defs"] = document["$defs"].clone();
            if let Some(gaps) = document.get("x-gaps") {
                root["x-gaps"] = gaps.clone();
            }
            root
        }
        None => document,
    };
    resolved(&document, "/$defs")
}

fn settings() -> [(SchemaSettings, &'static str); 3] {
    let mut components = SchemaSettings::draft2020_12();
    components.definitions_path = "#/components/schemas/".into();
    let mut written = SchemaSettings::draft2020_12();
    written.contract = Contract::Serialize;
    [
        (SchemaSettings::draft2020_12(), "/$defs"),
        (components, "/components/schemas"),
        (written, "/$defs"),
    ]
}

/// Without what is told once, at the root.
fn without_gaps(mut schema: Value) -> Value {
    if let Some(members) = schema.as_object_mut() {
        members.remove("x-gaps");
        members.values_mut().for_each(|it| *it = without_gaps(it.take()));
    }
    if let Some(items) = schema.as_array_mut() {
        items.iter_mut().for_each(|it| *it = without_gaps(it.take()));
    }
    schema
}

fn assert_same<T: OrderRequest + JsonSchema>() {
    let expected = exported(T::SCHEMA);
    for (settings, path) in settings() {
        let as_root = settings.clone().into_generator().into_root_schema_for::<T>();
        assert_eq!(resolved(as_root.as_value(), path), expected, "{}", T::schema_name());
        // The request stands in a schema of something else.
        let as_part = settings.into_generator().into_root_schema_for::<Vec<T>>();
        let items = resolved(as_part.as_value(), path)["items"].clone();
        // Deeper by one reference.
        if T::SCHEMA.name != "Tree" {
            assert_eq!(items, expected, "{}", T::schema_name());
        }
        assert_eq!(
            without_gaps(items)["properties"]["name"],
            without_gaps(expected.clone())["properties"]["name"]
        );
    }
}

#[test]
fn a_generator_has_the_exported_schema_under_each_path() {
    assert_same::<Order>();
    assert_same::<OrderUpdate>();
    assert_same::<Payment>();
    assert_same::<Tree>();
    assert_same::<Page<u8>>();
    assert_same::<Page<crate::types::Method>>();
    assert_same::<Borrowed<'_>>();
    assert_same::<other::Order>();
}

/// A generator that inlines has no definitions, but for parts that hold themselves.
fn inlined<T: JsonSchema>() -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.inline_subschemas = true;
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

#[test]
fn a_generator_that_inlines_gets_definitions_of_recursive_parts_alone() {
    for schema in [inlined::<Order>(), inlined::<Payment>(), inlined::<Page<u8>>()] {
        assert_eq!(schema.get("$defs"), None);
        assert!(!schema.to_string().contains("$ref"), "{schema}");
    }
    let schema = inlined::<Tree>();
    let names: Vec<&String> = schema["$defs"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["Tree.Leaf"]);
    assert_eq!(schema["properties"]["branches"]["items"], json!({ "$ref": "#" }));
}

/// Compares the verdicts of a stock validator on test cases with that of the rules.
fn assert_agrees<T>(schema: &Value)
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    let validator = jsonschema::draft202012::options().build(schema).unwrap();
    let has_gaps = !export(T::SCHEMA, Form::Written).gaps.is_empty();
    let (mut valid, mut invalid) = (0, 0);
    for case in cases::<T>(20_141_029).take(600) {
        let body: Value = serde_json::from_str(case.body()).unwrap();
        let is_valid = validator.is_valid(&body);
        if case.is_valid() {
            assert!(is_valid, "{}", case.body());
            valid += 1;
        } else if !is_valid {
            invalid += 1;
        } else {
            let is_of_url = case.broken().iter().all(|it| it.path.to_string() == "account");
            assert!(has_gaps || is_of_url, "{}: {:?}", case.body(), case.broken());
        }
    }
    assert!(valid > 100 && invalid > 50, "{valid} valid, {invalid} refused");
}

#[test]
fn a_stock_validator_gives_the_verdict_of_the_rules() {
    assert_agrees::<Order>(schema_for!(Order).as_value());
    assert_agrees::<Order>(&inlined::<Order>());
    assert_agrees::<Payment>(schema_for!(Payment).as_value());
    assert_agrees::<Payment>(&inlined::<Payment>());
    assert_agrees::<Tree>(schema_for!(Tree).as_value());
    assert_agrees::<Tree>(&inlined::<Tree>());
}

#[test]
fn definitions_of_two_types_of_one_name_do_not_meet() {
    let mut generator = SchemaGenerator::default();
    let first = generator.subschema_for::<Order>();
    let second = generator.subschema_for::<other::Order>();
    assert_eq!(first.as_value(), &json!({ "$ref": "#/$defs/Order" }));
    assert_eq!(second.as_value(), &json!({ "$ref": "#/$defs/Order2" }));
    let definitions = generator.definitions();
    assert_eq!(definitions["Order"]["properties"]["method"]["$ref"], "#/$defs/Order.Method");
    assert_eq!(definitions["Order2"]["properties"]["method"]["$ref"], "#/$defs/Order2.Method");
    assert_eq!(definitions["Order2.Method"]["const"], "Mail");
    // Asked again, nothing is added.
    let count = definitions.len();
    generator.subschema_for::<Order>();
    Order::json_schema(&mut generator);
    assert_eq!(generator.definitions().len(), count);
}

#[test]
fn names_are_those_of_the_types() {
    assert_eq!(Page::<Option<u8>>::schema_name(), "Page_Option_u8");
    assert_eq!(Borrowed::schema_name(), "Borrowed");
    assert_eq!(OrderUpdate::schema_name(), "OrderUpdate");
    assert_ne!(Order::schema_id(), other::Order::schema_id());
}

#[test]
fn a_valid_request_has_the_schema_of_the_request() {
    assert_eq!(schema_for!(Valid<Order>), schema_for!(Order));
    let mut generator = SchemaGenerator::default();
    assert_eq!(generator.subschema_for::<Valid<Order>>(), generator.subschema_for::<Order>());
}

#[test]
fn rules_that_have_no_schema_are_listed_with_the_reasons() {
    let schema = schema_for!(Order);
    let gaps = schema.as_value()["x-gaps"].to_string();
    assert!(gaps.contains("in_order") && gaps.contains("last.required_if"), "{gaps}");
}
