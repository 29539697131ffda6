use order_core::{
    Endpoint,
    export::{
        Export,
        openapi::{Document, Operation, Reply},
    },
};
use serde_json::{Value, json};

use crate::reply::declare::Part as _;
use crate::retail::{
    CodeSigningOrder, ERROR_JSON, JSON, OrderDetails, Reissue, Reissued, RetrieveCertificate,
    SERVICE, SslOrder, ViewOrder, WifiOrder, XML,
};

/// Exports the calls of the retail API as an OpenAPI 3.1 document, with the list of what it cannot express.
///
/// Requests and their rules come from the declarations. Replies and errors come from the vendor's documentation of
/// 2014. Their schemas describe the JSON form. The documentation shows the number of an order both as text and as
/// `{"order_id":00222307}`, which is not JSON.
///
/// # Example
///
/// ```
/// let export = order_client::retail::openapi();
/// assert!(export.text.contains("\"/order/code\""));
/// assert_eq!(export.gaps, []);
/// ```
pub fn openapi() -> Export {
    Document::new("DigiCert retail REST API", "1")
        .server(SERVICE.live_url().unwrap_or_default())
        .basic_auth()
        .operation(order::<CodeSigningOrder>())
        .operation(order::<SslOrder>())
        .operation(order::<WifiOrder>())
        .operation(
            read::<ViewOrder>().reply(200, ok("What is known of the order.").schema(OrderDetails::schema())),
        )
        .operation(
            read::<RetrieveCertificate>()
                .reply(200, ok("The certificate.").schema(certificate()))
                .reply(400, errors("It is not issued yet, with the code `cert_unavailable_processing`; or something is wrong.")),
        )
        .operation(
            call::<Reissue>()
                .method_in("X-HTTP-Method-Override")
                .media_type(JSON).media_type(XML)
                .reply(201, ok("It will be reissued.").schema(Reissued::schema())),
        )
        .export()
}

/// An order of a certificate.
fn order<T: Endpoint>() -> Operation {
    let number = json!({
        "type": "object",
        "properties": {
            "order_id": { "type": ["string", "integer"], "description": "Number of the order; its zeros in front count." },
        },
        "required": ["order_id"],
    });
    let placed =
        ok("The order was placed.").schema(number).example(json!({ "order_id": "00222307" }));
    call::<T>().media_type(JSON).media_type(XML).reply(201, placed)
}

/// A call that changes nothing.
fn read<T: Endpoint>() -> Operation {
    call::<T>()
        .header(
            "If-None-Match",
            "The ETag of an earlier reply, so that nothing comes if nothing has changed.",
            false,
        )
        .reply(304, Reply::new("Nothing has changed since the ETag in `If-None-Match`."))
}

/// A call with the replies that all calls have in common.
fn call<T: Endpoint>() -> Operation {
    Operation::of::<T>()
        .reply(400, errors("A parameter is missing or wrong, and the code names it."))
        .reply(401, errors("The account or its key is wrong."))
        .reply(403, errors("The account may not do this."))
        .reply(404, errors("There is no such order, or the account may not see it."))
        .reply(
            405,
            errors("The path takes other methods.").header("Allow", "The methods that it takes."),
        )
        .reply(406, errors("No such version or media type."))
        .reply(500, errors("An unexpected failure; an order may have been placed."))
        .reply(503, errors("The service is not available."))
}

fn ok(description: &str) -> Reply {
    Reply::new(description).media_type(JSON).media_type(XML)
}

fn errors(description: &str) -> Reply {
    let text = || json!({ "type": "string" });
    let error = json!({
        "type": "object",
        "properties": { "code": text(), "description": text() },
        "required": ["code", "description"],
    });
    let errors = json!({
        "type": "object",
        "properties": { "errors": { "type": "array", "items": error } },
        "required": ["errors"],
    });
    Reply::new(description).media_type(ERROR_JSON).schema(errors).example(
        json!({ "errors": [{ "code": "required_param:note", "description": "Note is required" }] }),
    )
}

fn object(members: Value) -> Value {
    json!({ "type": "object", "properties": members })
}

fn certificate() -> Value {
    let text = || json!({ "type": "string" });
    object(json!({
        "order_id": text(),
        "serial": text(),
        "certs": object(json!({
            "certificate": text(),
            "intermediate": text(),
            "root": text(),
            "pkcs7": text(),
        })),
    }))
}
