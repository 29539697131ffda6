//! OpenAPI documents: where a request stands in them, and what the caller says of replies.

use order_client::retail::{self, CodeSigningOrder};
use order_core::{
    OrderRequest, OrderValue,
    export::{
        Gap,
        json_schema::{self, Form},
        openapi::{Document, Operation, Reply},
    },
    json,
    schema::Schema,
};
use serde_json::{Value, json};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[derive(Debug, OrderValue)]
#[order(rename_all = "snake_case")]
enum View {
    Short,
    Long,
}

/// Change a shipment.
///
/// Only before it is sent.
#[derive(Debug, OrderRequest)]
#[order(endpoint = "PUT /shipments/{id}", response = (), root = "shipment")]
#[rule(one, weight != 7 || view != Short, "seven is long")]
struct Change {
    /// Number of the shipment.
    #[order(path)]
    #[format(digits)]
    id: String,
    #[order(query)]
    view: Option<View>,
    #[order(query)]
    #[range(1..=3)]
    page: u8,
    weight: Option<u32>,
    names: Option<Vec<String>>,
}

fn change() -> Operation {
    Operation::of::<Change>()
}

#[test]
fn members_of_the_url_are_parameters() {
    let export = Document::new("Shipments", "2").operation(change()).export();
    let document = parsed(&export.text);
    let put = &document["paths"]["/shipments/{id}"]["put"];
    assert_eq!(
        put["parameters"],
        json!([
            {
                "name": "id",
                "in": "path",
                "description": "Number of the shipment.",
                "required": true,
                "schema": { "type": "string", "$ref": "#/components/schemas/present", "pattern": "^[0-9]+$" },
            },
            { "name": "view", "in": "query", "schema": { "$ref": "#/components/schemas/View" } },
            {
                "name": "page",
                "in": "query",
                "required": true,
                "schema": { "allOf": [
                    { "type": "integer", "minimum": 0, "maximum": 255 },
                    { "type": "integer", "minimum": 1, "maximum": 3 },
                ] },
            },
        ])
    );
    let body = &document["components"]["schemas"]["Change"];
    let members: Vec<_> = body["properties"].as_object().unwrap().keys().collect();
    assert_eq!(members, ["weight", "names"]);
    assert_eq!(
        (&put["operationId"], &put["summary"], &put["description"]),
        (&json!("Change"), &json!("Change a shipment."), &json!("Only before it is sent."))
    );
    // A rule over both the body and the URL is all that is missing.
    assert_eq!(export.gaps, [Gap::new("PUT /shipments/{id}: one", "`view` stands in the URL")]);
    assert_eq!(put["x-gaps"], json!([{ "reason": "`view` stands in the URL", "rules": ["one"] }]));
}

#[test]
fn xml_names_are_said_where_the_body_may_be_xml() {
    let operation = change().media_type("application/json").media_type("application/xml");
    let document = parsed(&Document::new("Shipments", "2").operation(operation).export().text);
    let body = &document["components"]["schemas"]["Change"];
    assert_eq!(body["xml"], json!({ "name": "shipment" }));
    assert_eq!(body["properties"]["names"]["xml"], json!({ "wrapped": true }));
    assert_eq!(body["properties"]["names"]["items"]["xml"], json!({ "name": "name" }));
    let plain = parsed(&Document::new("Shipments", "2").operation(change()).export().text);
    assert_eq!(plain["components"]["schemas"]["Change"]["xml"], Value::Null);
}

#[test]
fn replies_are_what_the_caller_says() {
    let request = |weight| Change {
        id: "7".to_owned(),
        view: None,
        page: 1,
        weight: Some(weight),
        names: None,
    };
    let operation = change()
        .summary("Change it")
        .example("light", &request(1))
        .example("heavy", &request(90))
        .header("If-Match", "The version that is changed.", true)
        .reply(404, Reply::new("There is none."))
        .reply(200, Reply::new("a first try"))
        .reply(
            200,
            Reply::new("It was changed.")
                .header("ETag", "Its version.")
                .media_type("application/json")
                .media_type("application/xml")
                .schema(json!({ "type": "object" }))
                .example(json!({ "id": "7" })),
        );
    let document = parsed(&Document::new("Shipments", "2").operation(operation).export().text);
    let put = &document["paths"]["/shipments/{id}"]["put"];
    assert_eq!(put["summary"], "Change it");
    assert_eq!(
        put["requestBody"]["content"]["application/json"]["examples"],
        json!({ "light": { "value": { "weight": 1 } }, "heavy": { "value": { "weight": 90 } } })
    );
    assert_eq!(
        put["parameters"][3],
        json!({
            "name": "If-Match",
            "in": "header",
            "description": "The version that is changed.",
            "required": true,
            "schema": { "type": "string" },
        })
    );
    assert_eq!(
        put["responses"],
        json!({
            "200": {
                "description": "It was changed.",
                "headers": { "ETag": { "description": "Its version.", "schema": { "type": "string" } } },
                "content": {
                    "application/json": { "schema": { "type": "object" }, "example": { "id": "7" } },
                    "application/xml": { "schema": { "type": "object" } },
                },
            },
            "404": { "description": "There is none." },
        })
    );
    let undescribed = parsed(&Document::new("Shipments", "2").operation(change()).export().text);
    assert_eq!(
        undescribed["paths"]["/shipments/{id}"]["put"]["responses"],
        json!({ "default": { "description": "What is replied was not described." } })
    );
}

#[test]
fn a_method_that_openapi_does_not_know_is_an_extension_and_a_gap() {
    #[derive(OrderRequest)]
    #[order(endpoint = "RENEW /order", response = ())]
    struct Renew {
        years: u8,
    }

    let export = Document::new("Orders", "1").operation(Operation::of::<Renew>()).export();
    let document = parsed(&export.text);
    assert_eq!(document["paths"]["/order"]["x-renew"]["operationId"], "Renew");
    let reason = "OpenAPI 3.1 knows no such method; the operation stands in an extension";
    assert_eq!(export.gaps, [Gap::new("RENEW /order", reason)]);

    let carried = Operation::of::<Renew>().method_in("X-Method");
    let export = Document::new("Orders", "1").operation(carried).export();
    let post = &parsed(&export.text)["paths"]["/order"]["post"];
    assert_eq!(
        post["parameters"],
        json!([{ "name": "X-Method", "in": "header", "required": true, "schema": { "const": "RENEW" } }])
    );
    assert_eq!(export.gaps, []);
    assert_eq!(json::to_string(&Renew { years: 1 }), r#"{"years":1}"#);
}

#[test]
fn the_body_is_the_schema_of_what_is_written() {
    let document = parsed(&retail::openapi().text);
    let components = document["components"]["schemas"].as_object().unwrap();
    let written = |schema: &'static Schema| json_schema::export(schema, Form::Written).text;
    let alone =
        parsed(&written(CodeSigningOrder::SCHEMA).replace("#/$defs/", "#/components/schemas/"));
    let mut body = components["CodeSigningOrder"].clone();
    assert_eq!(body.as_object_mut().unwrap().remove("xml"), Some(json!({ "name": "request" })));
    for (keyword, value) in body.as_object().unwrap() {
        assert_eq!(&alone[keyword], value, "{keyword}");
    }
    for (name, definition) in alone["$defs"].as_object().unwrap() {
        assert_eq!(&components[name], definition, "{name}");
    }
}

#[test]
fn the_retail_calls_are_all_there() {
    let export = retail::openapi();
    let document = parsed(&export.text);
    let calls: Vec<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            let operations = item.as_object().unwrap().iter();
            operations.map(move |(method, operation)| {
                let replies: Vec<_> =
                    operation["responses"].as_object().unwrap().keys().cloned().collect();
                format!("{method} {path} {} {}", operation["operationId"], replies.join(","))
            })
        })
        .collect();
    assert_eq!(
        calls,
        [
            "post /order/code \"CodeSigningOrder\" 201,400,401,403,404,405,406,500,503",
            "post /order/ssl \"SslOrder\" 201,400,401,403,404,405,406,500,503",
            "post /order/wfa \"WifiOrder\" 201,400,401,403,404,405,406,500,503",
            "get /order/{order_id} \"ViewOrder\" 200,304,400,401,403,404,405,406,500,503",
            "post /order/{order_id} \"Reissue\" 201,400,401,403,404,405,406,500,503",
            "get /order/{order_id}/certificate \"RetrieveCertificate\" 200,304,400,401,403,404,405,406,500,503",
        ]
    );
    assert_eq!(document["security"], json!([{ "basic": [] }]));
    assert_eq!(document["servers"], json!([{ "url": "https://api.digicert.com" }]));
    assert_eq!(export.gaps, []);
}
