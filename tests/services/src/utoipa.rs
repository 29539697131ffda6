//! A service of utoipa over axum.

use order_core::Valid;
use tokio::net::TcpListener;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{Order, assert_answers, assert_described};

#[::utoipa::path(post, path = "/orders", params(Valid<Order>), request_body = Order, responses((status = 200)))]
async fn place(order: Valid<Order>) -> String {
    format!("{} for {}", order.price, order.contact.name)
}

#[test]
fn the_document_describes_the_order() {
    let (_, document) = OpenApiRouter::<()>::new().routes(routes!(place)).split_for_parts();
    let document = serde_json::to_value(&document).unwrap();
    assert_described(&document);
    let order = &document["components"]["schemas"]["Order"];
    assert!(order["allOf"].to_string().contains(r#""then""#), "{order}");
    let parameters = &document["paths"]["/orders"]["post"]["parameters"];
    assert_eq!((&parameters[0]["name"], &parameters[0]["in"]), (&"lang".into(), &"query".into()));
    assert_eq!(parameters[0]["required"], false);
    assert!(parameters[0]["schema"].to_string().contains(r#""minLength":2"#), "{parameters}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_answers() {
    let (app, _) = OpenApiRouter::new().routes(routes!(place)).split_for_parts();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    assert_answers(address).await;
}
