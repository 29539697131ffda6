//! `JsonSchema` of [schemars 1](https://docs.rs/schemars/1) for requests, by which libraries describe a service.
//!
//! The word `schemars` of a request asks for the impl. The schema is that of [`json_schema`](super::json_schema) for
//! documents that are written, which is the form to publish: for reading and for writing alike, with every rule that
//! JSON Schema can express, and with the others in `x-gaps`. [`Valid<T>`](crate::Valid) has the schema of `T`.
//!
//! Parts, enums and other schemas that it refers to become definitions of the generator that begin with the name of
//! the request, as in `Order.Method`, so that they meet no definition of another type. A generator that inlines
//! schemas gets none, except for parts that contain themselves.
//!
//! # Example
//!
//! ```
//! use order_core::{OrderRequest, OrderValue, export::json_schema::{self, Form}};
//! use serde_json::json;
//!
//! #[derive(OrderValue)]
//! #[order(rename_all = "snake_case")]
//! enum Method {
//!     ShipToken,
//!     ClientApp,
//! }
//!
//! #[derive(OrderRequest)]
//! #[order(schemars)]
//! struct Order {
//!     ev: bool,
//!     #[required_if(ev)]
//!     method: Option<Method>,
//! }
//!
//! let schema = schemars::schema_for!(Vec<Order>);
//! assert_eq!(schema.as_value()["items"], json!({ "$ref": "#/$defs/Order" }));
//! let order = &schema.as_value()["$defs"]["Order"];
//! assert_eq!(order["properties"]["method"]["$ref"], "#/$defs/Order.Method");
//! assert_eq!(order["allOf"][0]["then"]["required"], json!(["method"]));
//! ```

describe_to!(::schemars);
