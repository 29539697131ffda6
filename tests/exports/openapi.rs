//! OpenAPI documents: where a request stands in them, and what the caller says of replies.

use order_client::{
    certcentral,
    retail::{self, CodeSigningOrder},
};
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
    /// Name of the call.
    #[order(header, rename = "X-Request-Id")]
    #[length(..=8)]
    request_id: Option<String>,
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
            {
                "name": "X-Request-Id",
                "in": "header",
                "description": "Name of the call.",
                "schema": {
                    "type": "string",
                    "anyOf": [{ "$ref": "#/components/schemas/blank" }, { "maxLength": 8 }],
                },
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
        request_id: None,
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
        put["parameters"][4],
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

/// Each call of a document, with its id and its replies.
fn calls(document: &Value) -> Vec<String> {
    document["paths"]
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
        .collect()
}

#[test]
fn the_retail_calls_are_all_there() {
    let export = retail::openapi();
    let document = parsed(&export.text);
    assert_eq!(
        calls(&document),
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

#[test]
fn the_calls_of_certcentral_are_all_there() {
    let export = certcentral::openapi();
    let document = parsed(&export.text);
    assert_eq!(
        calls(&document),
        [
            "post /order/certificate/code_signing \"CodeSigningOrder\" 201,400,401,403,404,429",
            "post /order/certificate/code_signing_ev \"EvCodeSigningOrder\" 201,400,401,403,404,429",
            "get /order/certificate/{order_id} \"OrderInfo\" 200,400,401,403,404,429",
            "get /order/alternate/{alternative_order_id} \"OrdersByReference\" 200,400,401,403,404,429",
            "get /order/certificate/status-changes \"StatusChanges\" 200,400,401,403,404,429",
            "post /order/certificate/{order_id}/reissue \"Reissue\" 201,400,401,403,404,429",
            "put /order/certificate/{order_id}/revoke \"RevokeOrder\" 201,204,400,401,403,404,429",
            "put /certificate/{certificate_id}/revoke \"RevokeCertificate\" 201,204,400,401,403,404,429",
            "get /certificate/{certificate_id}/download/format/pem_all \"DownloadCertificate\" 200,400,401,403,404,429",
            "put /order/certificate/{order_id}/contact \"UpdateContacts\" 204,400,401,403,404,429",
            "get /organization/{organization_id}/validation \"OrganizationValidation\" 200,400,401,403,404,429",
        ]
    );
    assert_eq!(document["security"], json!([{ "key": [] }]));
    assert_eq!(
        document["components"]["securitySchemes"]["key"],
        json!({ "type": "apiKey", "in": "header", "name": "X-DC-DEVKEY" })
    );
    let placed = &document["paths"]["/order/certificate/code_signing"]["post"]["responses"]["201"];
    let placed = &placed["content"]["application/json"]["schema"];
    assert_eq!(placed["properties"]["id"], json!({ "type": "integer" }));
    assert_eq!(placed["required"], json!(["id"]));
    let gaps: Vec<_> = export.gaps.iter().map(|gap| gap.rule.as_str()).collect();
    assert_eq!(gaps, ["PUT /order/certificate/{order_id}/contact: one_of_each_type"]);
}

mod first {
    use super::*;

    pub(super) const MOST: u8 = 1;

    #[derive(OrderRequest)]
    pub(super) struct Part {
        #[default_value(1)]
        years: u8,
        #[allowed({ MOST })]
        seats: Option<u8>,
    }

    #[derive(OrderRequest)]
    #[order(endpoint = "POST /a/{id}", response = ())]
    pub(super) struct Order {
        #[order(path)]
        id: u8,
        #[nested]
        part: Part,
    }
}

mod second {
    use super::*;

    pub(super) const MOST: u8 = 2;

    #[derive(OrderRequest)]
    pub(super) struct Part {
        #[default_value(2)]
        years: u8,
        #[allowed({ MOST })]
        seats: Option<u8>,
    }

    #[derive(OrderRequest)]
    #[order(endpoint = "POST /b", response = ())]
    pub(super) struct Order {
        #[nested]
        part: Part,
    }

    #[derive(OrderRequest)]
    #[order(endpoint = "POST /b", response = ())]
    pub(super) struct Again {
        years: u8,
    }

    #[derive(OrderRequest)]
    #[order(endpoint = "DELETE /a/{number}", response = ())]
    pub(super) struct Remove {
        #[order(path)]
        number: u8,
    }
}

#[test]
fn two_types_of_one_name_are_two() {
    let export = Document::new("Orders", "1")
        .operation(Operation::of::<first::Order>())
        .operation(Operation::of::<second::Order>())
        .export();
    let document = parsed(&export.text);
    let id = |path: &str| document["paths"][path]["post"]["operationId"].clone();
    assert_eq!((id("/a/{id}"), id("/b")), (json!("Order"), json!("Order_2")));
    let schemas = &document["components"]["schemas"];
    let part = |name: &str| {
        let properties = &schemas[name]["properties"];
        (properties["years"]["default"].clone(), properties["seats"]["const"].clone())
    };
    assert_eq!(part("Part"), (json!(1), json!(1)));
    assert_eq!(part("Part-2"), (json!(2), json!(2)));
}

#[test]
fn an_operation_that_cannot_stand_beside_another_is_a_gap() {
    let export = Document::new("Orders", "1")
        .operation(Operation::of::<first::Order>())
        .operation(Operation::of::<second::Order>())
        .operation(Operation::of::<second::Again>())
        .operation(Operation::of::<second::Remove>())
        .export();
    let document = parsed(&export.text);
    assert_eq!(document["paths"].as_object().unwrap().len(), 2);
    assert_eq!(document["paths"]["/b"]["post"]["operationId"], "Order_2");
    let reasons: Vec<(&str, &str)> =
        export.gaps.iter().map(|gap| (&*gap.rule, &*gap.reason)).collect();
    assert_eq!(
        reasons,
        [
            (
                "POST /b: Again",
                "OpenAPI has one operation for a method and path, and `Order_2` is first"
            ),
            ("DELETE /a/{number}: Remove", "OpenAPI takes its path for the same as `/a/{id}`"),
        ],
    );
    assert_eq!(document["x-gaps"].as_array().unwrap().len(), 2);
}

/// A type that has the name of a definition of our own.
#[test]
fn a_type_may_be_named_present() {
    #[derive(OrderRequest)]
    #[expect(non_camel_case_types, reason = "the name is what is tested")]
    struct present {
        blank: u8,
    }

    #[derive(OrderRequest)]
    #[rule(one, present(part) || present(name) || present(tags), "one is there")]
    struct Order {
        #[nested]
        part: Option<present>,
        name: Option<String>,
        tags: Option<Vec<String>>,
    }

    let export = json_schema::export(Order::SCHEMA, Form::Read);
    let validator = jsonschema::validator_for(&parsed(&export.text)).unwrap();
    for (document, is_valid) in [
        (json!({ "part": { "blank": 1 } }), true),
        (json!({ "part": { "blank": "x" } }), false),
        (json!({ "name": "a" }), true),
        (json!({ "name": " ", "tags": [] }), false),
        (json!({ "tags": ["a"] }), true),
        (json!({}), false),
    ] {
        assert_eq!(validator.is_valid(&document), is_valid, "{document}");
        assert_eq!(
            json::from_str::<order_core::Valid<Order>>(&document.to_string()).is_ok(),
            is_valid
        );
    }
}

/// The text for readers of an API holds no path of Rust.
#[test]
fn no_description_of_the_client_speaks_of_rust() {
    fn descriptions(json: &Value, found: &mut Vec<String>) {
        match json {
            Value::Object(members) => {
                for (key, value) in members {
                    if let ("description" | "summary" | "$comment", Value::String(text)) =
                        (&**key, value)
                    {
                        found.push(text.clone());
                    }
                    descriptions(value, found);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| descriptions(item, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut found = Vec::new();
    descriptions(&parsed(&retail::openapi().text), &mut found);
    descriptions(&parsed(&certcentral::openapi().text), &mut found);
    assert!(found.len() > 50);
    for text in found {
        assert!(!text.contains("::") && !text.contains("Option`"), "{text}");
    }
}
