//! A service of aide over axum.

use ::aide::{
    OperationInput, UseApi,
    axum::{ApiRouter, routing::post},
    generate::GenContext,
    openapi::{OpenApi, Operation, Parameter},
    operation::add_parameters,
};
use axum::Json;
use order_core::{Endpoint, Valid, export::openapi};
use tokio::net::TcpListener;

use crate::{Order, assert_answers, assert_described};

/// The documentation of the parameters of a request, beside the body.
struct Parameters<T>(std::marker::PhantomData<T>);

impl<T: Endpoint> OperationInput for Parameters<T> {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let parameters = openapi::Operation::of::<T>().standalone_parameters().into_iter();
        let parameters: Result<Vec<Parameter>, _> =
            parameters.map(serde_json::from_value).collect();
        add_parameters(context, operation, parameters.unwrap());
    }
}

async fn place(UseApi(order, _): UseApi<Valid<Order>, (Json<Order>, Parameters<Order>)>) -> String {
    format!("{} for {}", order.price, order.contact.name)
}

fn service() -> (ApiRouter, OpenApi) {
    (ApiRouter::new().api_route(Order::PATH, post(place)), OpenApi::default())
}

#[test]
fn the_document_describes_the_order() {
    let (router, mut document) = service();
    let _ = router.finish_api(&mut document);
    let document = serde_json::to_value(&document).unwrap();
    assert_described(&document);
    // The conditions are said as the export says them.
    let order = &document["components"]["schemas"]["Order"];
    assert!(order["allOf"].to_string().contains(r#""then""#), "{order}");
    let parameters = &document["paths"]["/orders"]["post"]["parameters"];
    assert_eq!((&parameters[0]["name"], &parameters[0]["in"]), (&"lang".into(), &"query".into()));
    assert!(parameters[0]["schema"].to_string().contains(r#""minLength":2"#), "{parameters}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_answers() {
    let (router, mut document) = service();
    let app: axum::Router = router.finish_api(&mut document);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    assert_answers(address).await;
}
