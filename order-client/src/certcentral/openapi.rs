use order_core::{
    Endpoint,
    export::{
        Export,
        openapi::{Document, Operation, Reply},
    },
};
use serde_json::{Value, json};

use crate::{
    certcentral::{
        ChangedOrders, CodeSigningOrder, DownloadCertificate, EvCodeSigningOrder, FoundOrders,
        KEY_HEADER, OrderDetails, OrderInfo, OrderPlaced, OrderRequested, OrdersByReference,
        OrganizationValidation, Reissue, Reissued, RevokeCertificate, RevokeOrder, SERVICE,
        SERVICE_EU, StatusChanges, UpdateContacts, Validations,
    },
    reply::declare::Part,
};

/// Exports the code-signing calls of CertCentral as an OpenAPI 3.1 document, with the list of what it cannot express.
///
/// Requests and replies come from the declarations. What they leave open, as the facts are unsure, is open here too.
///
/// # Example
///
/// ```
/// let export = order_client::certcentral::openapi();
/// assert!(export.text.contains("\"/order/certificate/code_signing\""));
/// ```
pub fn openapi() -> Export {
    Document::new("DigiCert CertCentral Services API, code signing", "2")
        .server(SERVICE.live_url().unwrap_or_default())
        .server(SERVICE_EU.live_url().unwrap_or_default())
        .header_auth(KEY_HEADER)
        .operation(order::<CodeSigningOrder>())
        .operation(order::<EvCodeSigningOrder>())
        .operation(read::<OrderInfo, OrderDetails>("What is known of the order."))
        .operation(read::<OrdersByReference, FoundOrders>("The orders that have the reference."))
        .operation(read::<StatusChanges, ChangedOrders>("The orders whose status has changed."))
        .operation(
            call::<Reissue>()
                .reply(201, ok("It will be reissued.").schema(schema_of::<Reissued>())),
        )
        .operation(revocation::<RevokeOrder>())
        .operation(revocation::<RevokeCertificate>())
        .operation(
            call::<DownloadCertificate>().reply(
                200,
                Reply::new("The certificate and those that signed it, in PEM.")
                    .media_type("application/x-pem-file")
                    .schema(json!({ "type": "string" })),
            ),
        )
        .operation(call::<UpdateContacts>().reply(204, Reply::new("The contacts are changed.")))
        .operation(read::<OrganizationValidation, Validations>(
            "What the organization is validated for.",
        ))
        .export()
}

/// An order of a certificate.
fn order<T: Endpoint<Response = OrderPlaced>>() -> Operation {
    let mut schema = schema_of::<OrderPlaced>();
    schema["required"] = json!(["id"]);
    call::<T>().reply(201, ok("The order was placed.").schema(schema))
}

/// A call that changes nothing.
fn read<T: Endpoint<Response = R>, R: Part>(description: &str) -> Operation {
    call::<T>().reply(200, ok(description).schema(schema_of::<R>()))
}

fn revocation<T: Endpoint>() -> Operation {
    call::<T>()
        .reply(201, ok("An administrator must approve it.").schema(schema_of::<OrderRequested>()))
        .reply(204, Reply::new("It is revoked."))
}

/// A call with the replies that all calls have in common.
fn call<T: Endpoint>() -> Operation {
    Operation::of::<T>()
        .reply(400, errors("Something is missing or wrong, or the order does not allow the call."))
        .reply(401, errors("The key is wrong."))
        .reply(403, errors("The key may not do this."))
        .reply(404, errors("There is no such thing, or the key may not see it."))
        .reply(429, errors("There were too many calls."))
}

/// The schema of a reply, in which the numbers of things are integers, as they are on the wire.
fn schema_of<R: Part>() -> Value {
    let mut schema = R::schema();
    set_numbers(&mut schema);
    schema
}

fn set_numbers(schema: &mut Value) {
    let Some(members) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        // The items of a list are objects with members, or texts.
        return schema.get_mut("items").into_iter().for_each(set_numbers);
    };
    for (name, member) in members {
        match name.as_str() {
            "id" | "order_id" => *member = json!({ "type": "integer" }),
            "certificate_id" => *member = json!({ "type": ["integer", "null"] }),
            _ => set_numbers(member),
        }
    }
}

fn ok(description: &str) -> Reply {
    Reply::new(description).media_type("application/json")
}

fn errors(description: &str) -> Reply {
    let text = || json!({ "type": "string" });
    let error: Value = json!({
        "type": "object",
        "properties": { "code": text(), "message": text() },
        "required": ["code", "message"],
    });
    let errors = json!({
        "type": "object",
        "properties": { "errors": { "type": "array", "items": error } },
        "required": ["errors"],
    });
    let message = "The number of requests has exceeded the limit";
    let example = json!({ "errors": [{ "code": "request_limit_exceeded", "message": message }] });
    ok(description).schema(errors).example(example)
}
