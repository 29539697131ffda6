//! The schema of a request in a document of utoipa says what the exported JSON Schema says.

use order_core::{
    OrderRequest, ReadRequest, Valid,
    cases::cases,
    export::json_schema::{Form, export},
};
use serde_json::{Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ComponentsBuilder, OpenApi, OpenApiBuilder, RefOr, Schema},
};

use crate::types::{Borrowed, Method, Order, OrderUpdate, Page, Payment, Tree, other};

/// A document with the components of a type.
fn document<T: ToSchema>() -> OpenApi {
    let mut schemas = Vec::new();
    T::schemas(&mut schemas);
    let components = ComponentsBuilder::new().schema_from::<T>().schemas_from_iter(schemas);
    OpenApiBuilder::new().components(Some(components.build())).build()
}

/// The schema of a type as a validator reads it.
fn schema<T: ToSchema>() -> Value {
    let mut document = serde_json::to_value(document::<T>()).unwrap();
    document["$ref"] = format!("#/components/schemas/{}", T::name()).into();
    document
}

/// Compares the verdicts of a stock validator on test cases with those of the exported schema.
fn assert_agrees<T>()
where
    T: OrderRequest<Context = ()> + ToSchema + for<'de> ReadRequest<'de>,
{
    let exported = serde_json::from_str(&export(T::SCHEMA, Form::Written).text).unwrap();
    let exported = jsonschema::draft202012::options().build(&exported).unwrap();
    let described = jsonschema::draft202012::options().build(&schema::<T>()).unwrap();
    let mut accepted = 0;
    for case in cases::<T>(20_141_029).take(600) {
        let body: Value = serde_json::from_str(case.body()).unwrap();
        let expected = exported.is_valid(&body);
        assert_eq!(described.is_valid(&body), expected, "{}", case.body());
        assert!(expected || !case.is_valid());
        accepted += usize::from(expected);
    }
    assert!((100..=550).contains(&accepted), "{}: {accepted} accepted", T::name());
}

#[test]
fn a_stock_validator_gives_the_verdict_of_the_exported_schema() {
    assert_agrees::<Order>();
    assert_agrees::<Payment>();
    assert_agrees::<Tree>();
    assert_agrees::<other::Order>();
}

#[test]
fn an_update_is_described_as_well() {
    let validator = jsonschema::draft202012::options().build(&schema::<OrderUpdate>()).unwrap();
    for (document, is_valid) in [
        (json!({}), true),
        (json!({ "years": 3, "method": null }), true),
        (json!({ "years": 4 }), false),
        (json!({ "years": null }), false),
    ] {
        assert_eq!(validator.is_valid(&document), is_valid, "{document}");
    }
}

#[test]
fn every_reference_leads_somewhere_and_names_do_not_meet() {
    fn assert_closed(value: &Value, document: &Value) {
        match value {
            Value::Object(members) => {
                if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                    let found = document.pointer(&reference[1..]);
                    assert!(found.is_some(), "{reference} leads nowhere");
                }
                members.values().for_each(|it| assert_closed(it, document));
            }
            Value::Array(items) => items.iter().for_each(|it| assert_closed(it, document)),
            _ => {}
        }
    }
    for document in [
        schema::<Order>(),
        schema::<Tree>(),
        schema::<Page<u8>>(),
        schema::<Page<Method>>(),
        schema::<Borrowed<'_>>(),
    ] {
        assert_closed(&document, &document);
        let names = document["components"]["schemas"].as_object().unwrap().keys();
        let mut own: Vec<&str> = names.map(|name| name.split('.').next().unwrap()).collect();
        own.dedup();
        assert_eq!(own.len(), 1, "{own:?}");
    }
    assert_eq!(Page::<Method>::name(), "Page_Method");
}

#[test]
fn the_model_has_what_it_can_hold() {
    let RefOr::T(Schema::Object(order)) = Order::schema() else { panic!("it is an object") };
    assert_eq!(order.title.as_deref(), Some("Order"));
    assert_eq!(order.description.as_deref(), Some("An order of everything."));
    assert!(order.required.contains(&"years".to_owned()));
    let RefOr::Ref(method) = &order.properties["method"] else { panic!("it is a reference") };
    assert_eq!(method.ref_location, "#/components/schemas/Order.Method");
    let RefOr::T(Schema::Object(tree)) = Tree::schema() else { panic!("it is an object") };
    let branches = serde_json::to_string(&tree.properties["branches"]).unwrap();
    assert!(matches!(tree.properties["branches"], RefOr::T(Schema::Array(_))), "{branches}");
    let RefOr::T(Schema::Object(years)) = &order.properties["years"] else { panic!("a number") };
    assert_eq!(years.enum_values, Some(vec![json!(1), json!(2), json!(3)]));
    // The rules and the gaps are beside it, in one member.
    let extensions = order.extensions.unwrap();
    assert_eq!(extensions.keys().collect::<Vec<_>>(), ["allOf"]);
    let all = extensions["allOf"].to_string();
    assert!(all.contains("method.required_if") && all.contains("x-gaps"), "{all}");
}

#[test]
fn a_document_is_the_same_in_every_run() {
    let text = document::<Order>().to_json().unwrap();
    for _ in 0..20 {
        assert_eq!(document::<Order>().to_json().unwrap(), text);
    }
}

#[test]
fn a_valid_request_has_the_schema_of_the_request() {
    assert_eq!(schema::<Valid<Order>>(), schema::<Order>());
}
