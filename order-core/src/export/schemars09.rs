//! `JsonSchema` of [schemars 0.9](https://docs.rs/schemars/0.9) for requests, by which aide 0.15 describes a service.
//!
//! The word `schemars09` of a request asks for the impl. The schema is that of [`json_schema`](super::json_schema)
//! for documents that are written, and the definitions to which it refers begin with the name of the request.
//!
//! # Example
//!
//! A handler of aide names its extractor and what documents it: `UseApi` takes both. The body of the operation has the
//! schema of the request.
//!
//! ```ignore
//! use aide::{UseApi, axum::{ApiRouter, routing::post}};
//! use axum::Json;
//! use order_core::{Endpoint, OrderRequest, Valid};
//!
//! #[derive(OrderRequest)]
//! #[order(endpoint = "POST /orders", response = (), schemars09)]
//! struct Order {
//!     #[range(1..=9)]
//!     amount: u8,
//! }
//!
//! async fn place(UseApi(order, _): UseApi<Valid<Order>, Json<Order>>) -> String {
//!     format!("{} ordered", order.amount)
//! }
//!
//! let app = ApiRouter::new().api_route(Order::PATH, post(place));
//! ```
//!
//! Members in the path, the query and headers are parameters of the operation, which a type of the service's own tells by
//! [`standalone_parameters`](super::openapi::Operation::standalone_parameters), beside the body: `UseApi<Valid<Order>,
//! (Json<Order>, Parameters<Order>)>`.
//!
//! ```ignore
//! struct Parameters<T>(std::marker::PhantomData<T>);
//!
//! impl<T: Endpoint> aide::OperationInput for Parameters<T> {
//!     fn operation_input(context: &mut GenContext, operation: &mut Operation) {
//!         let parameters = openapi::Operation::of::<T>().standalone_parameters().into_iter();
//!         let parameters = parameters.filter_map(|it| serde_json::from_value(it).ok());
//!         aide::operation::add_parameters(context, operation, parameters.collect::<Vec<_>>());
//!     }
//! }
//! ```

describe_to!(::schemars09);
