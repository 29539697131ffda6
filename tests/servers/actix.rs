//! Extractors of actix-web.

use actix_web::{
    App, HttpResponse, Resource, ResponseError as _,
    body::to_bytes,
    http::Method,
    rt::System,
    test::{TestRequest, call_service, init_service},
    web::{self, Data, PayloadConfig},
};
use order_core::{
    Endpoint, Valid,
    http::{Received, RequestError},
    language::English,
    wire::Warned,
};

use crate::{Large, Limited, Order, Shop, Stocked};

async fn place(order: Valid<Order>) -> String {
    let Order { shop, number, lang, key, amount } = &*order;
    format!("{shop} {number} {lang:?} {key} {amount}")
}

async fn warned(order: Warned<Large>) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    for header in order.warning_headers(&English) {
        response.append_header(header);
    }
    response.content_type("application/json").body(order.warnings_to_json(&English))
}

async fn limited(received: Received) -> Result<String, RequestError> {
    let order: Valid<Limited> = received.read_in(&Shop { most: 7 })?;
    Ok(order.amount.to_string())
}

async fn stocked(order: Valid<Stocked>) -> String {
    order.amount.to_string()
}

async fn stocked_and_warned(order: Warned<Stocked>) -> String {
    order.warnings_to_json(&English)
}

/// A service that takes an order in a context.
fn stock(before: &str) -> Resource {
    let resource = web::resource(format!("{before}{}", Stocked::PATH));
    let is_warned = before.starts_with("/warned");
    resource.route(if is_warned {
        web::post().to(stocked_and_warned)
    } else {
        web::post().to(stocked)
    })
}

/// Calls the service and returns the status, the header `Content-Type`, those that the status or a warning asks for, and the
/// body.
fn exchange(method: Method, target: &str, kind: &str, body: &str) -> (u16, String, String, String) {
    System::new().block_on(async {
        let scope = web::scope("/api/v1").route(Order::PATH, web::put().to(place));
        let small = web::scope("/small").app_data(PayloadConfig::new(8));
        let app = App::new()
            .route(Order::PATH, web::put().to(place))
            .route("/elsewhere", web::put().to(place))
            .service(scope)
            .service(small.route(Order::PATH, web::put().to(place)))
            .service(web::resource("/any/shops/{a}/orders/{b}").to(place))
            .route(Limited::PATH, web::post().to(limited))
            .route(Large::PATH, web::post().to(warned))
            .service(stock("/data").app_data(Data::new(Shop { most: 7 })))
            .service(stock("/bare").app_data(Shop { most: 8 }))
            .service(stock("/warned/data").app_data(Data::new(Shop { most: 7 })))
            .service(stock("/none"));
        let service = init_service(app).await;
        let request = TestRequest::with_uri(target)
            .method(method)
            .insert_header(("idempotency-key", "k"))
            .insert_header(("content-type", kind))
            .set_payload(body.to_owned());
        let response = call_service(&service, request.to_request()).await;
        let header = |name| {
            let values = response.headers().get_all(name).filter_map(|value| value.to_str().ok());
            values.collect::<Vec<_>>().join("; ")
        };
        let (kind, allow, accept) = (header("content-type"), header("allow"), header("accept"));
        let accept = accept + &header("warning");
        let status = response.status().as_u16();
        let Ok(body) = to_bytes(response.into_body()).await else { panic!("a body in memory") };
        (status, kind, allow + &accept, String::from_utf8_lossy(&body).into_owned())
    })
}

#[test]
fn a_handler_gets_a_valid_request() {
    let put = |target| exchange(Method::PUT, target, "application/json", r#"{"amount": 3}"#);
    let (status, _, _, body) = put("/shops/caf%C3%A9%2F1/orders/7?lang=de+x");
    assert_eq!((status, body.as_str()), (200, r#"café/1 7 Some("de x") k 3"#));
    assert_eq!(put("/api/v1/shops/a/orders/7").3, "a 7 None k 3");
}

#[test]
fn mistakes_are_answered_by_problem_details() {
    let target = "/shops/a/orders/x?lnag=de";
    let (status, kind, _, body) =
        exchange(Method::PUT, target, "application/json", r#"{"amount": 10}"#);
    assert_eq!((status, kind.as_str()), (400, "application/problem+json"));
    let details: serde_json::Value = serde_json::from_str(&body).unwrap();
    let errors = details["errors"].as_array().unwrap().iter();
    let found: Vec<_> = errors.map(|it| [&it["in"], &it["pointer"], &it["code"]]).collect();
    assert_eq!(
        found,
        [
            ["path", "/number", "type"],
            ["query", "/lnag", "unknown_field"],
            ["body", "/amount", "range"],
        ],
    );
}

#[test]
fn what_is_no_call_of_the_endpoint_has_its_status() {
    let json = |method, target| exchange(method, target, "application/json", r#"{"amount": 3}"#);
    let (status, _, allow, _) = json(Method::POST, "/any/shops/a/orders/7");
    assert_eq!((status, allow.as_str()), (405, "PUT"));
    assert_eq!(json(Method::PUT, "/elsewhere").0, 404);
    let (status, kind, _, _) = json(Method::PUT, "/small/shops/a/orders/7");
    assert_eq!((status, kind.as_str()), (413, "application/problem+json"));
    let (status, _, accept, _) =
        exchange(Method::PUT, "/shops/a/orders/7", "text/plain", "amount=3");
    assert!(status == 415 && accept.starts_with("application/json, "), "{status} {accept}");
}

#[test]
fn a_handler_reads_in_a_context() {
    let post = |body| exchange(Method::POST, "/orders", "application/json", body);
    assert_eq!(post(r#"{"amount": 7}"#).3, "7");
    let (status, _, _, body) = post(r#"{"amount": 8}"#);
    assert_eq!(status, 422);
    assert!(body.contains(r#""rule_id":"in_stock","in":"body","line":1,"column":12"#), "{body}");
}

#[test]
fn a_context_comes_from_the_data_of_the_application() {
    let post = |target, body| exchange(Method::POST, target, "application/json", body);
    assert_eq!(post("/data/stock", r#"{"amount": 7}"#).3, "7");
    assert_eq!(post("/bare/stock", r#"{"amount": 8}"#).3, "8");
    let (status, _, _, body) = post("/data/stock", r#"{"amount": 8}"#);
    assert_eq!(status, 422);
    assert!(body.contains(r#""rule_id":"in_stock","in":"body","line":1,"column":12"#), "{body}");
    let (_, _, _, body) = post("/warned/data/stock", r#"{"amount": 7, "note": "all of them"}"#);
    assert!(body.starts_with(r#"[{"pointer":"/note","code":"forbidden""#), "{body}");
}

#[test]
fn a_context_that_nobody_registered_is_a_fault_of_the_server() {
    let (status, kind, _, body) =
        exchange(Method::POST, "/none/stock", "application/json", r#"{"amount": 7}"#);
    assert_eq!((status, kind.as_str()), (500, "application/problem+json"));
    assert_eq!(
        body,
        r#"{"type":"about:blank","title":"Internal Server Error","status":500,"detail":"the server cannot judge the request; tell those who run it"}"#,
    );
    // The message for the log names the type.
    let error = RequestError::NoContext { name: std::any::type_name::<Shop>() };
    assert_eq!(
        error.to_string(),
        "no `servers::Shop` is registered, in which the rules of the request are judged; \
         add it with `App::app_data(web::Data::new(…))`",
    );
    assert_eq!(error.status_code(), 500);
}

#[test]
fn warnings_are_headers_and_a_member() {
    let json = "application/json";
    let (status, _, headers, body) =
        exchange(Method::POST, "/large", json, r#"{"amount": 10, "count": 1}"#);
    assert_eq!(status, 200);
    assert_eq!(
        headers,
        "299 - \"`amount` must be at most 9\"; 299 - \"`count` is deprecated; use `amount`\"",
    );
    assert!(
        body.starts_with(
            r#"[{"pointer":"/amount","code":"range","rule_id":"amount.range","in":"body""#
        ),
        "{body}"
    );
    let (status, _, headers, body) =
        exchange(Method::POST, "/large", json, r#"{"amount": "x", "count": 1}"#);
    assert_eq!((status, headers.as_str()), (400, ""));
    assert!(body.contains(r#""warnings":[{"pointer":"/count","code":"deprecated""#), "{body}");
}
