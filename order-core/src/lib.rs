//! One annotated struct states everything that an order endpoint asks for.
//!
//! `#[derive(OrderRequest)]` turns the struct and its field attributes into a validator that reports
//! every violation at once, the JSON wire format both ways, and a static [`schema`]. [The guide](guide) begins with a first
//! order in five minutes and has a chapter for each task.
//!
//! # Example
//!
//! ```
//! use order_core::{Code, OrderRequest, OrderValue, json};
//!
//! #[derive(Debug, OrderValue)]
//! #[order(rename_all = "snake_case")]
//! enum Method {
//!     ShipToken,
//!     ClientApp,
//! }
//!
//! #[derive(Debug, OrderRequest)]
//! struct Order {
//!     #[required_if(ev)]
//!     #[forbidden_unless(ev)]
//!     method: Option<Method>,
//!     #[group_all_or_none("ship")]
//!     #[forbidden_unless(method == ShipToken)]
//!     ship_name: Option<String>,
//!     #[group_all_or_none("ship")]
//!     #[forbidden_unless(method == ShipToken)]
//!     ship_city: Option<String>,
//!     #[default_value(false)]
//!     ev: bool,
//! }
//!
//! let document = r#"{"method": "client_app", "ship_name": "Gary McCoy", "ev": true}"#;
//! let order: Order = json::from_str(document)?;
//! let violations = order.validate().unwrap_err();
//! assert_eq!(violations.at("ship_name").next().unwrap().code(), Code::Forbidden);
//! assert_eq!(violations.at("ship_city").next().unwrap().code(), Code::GroupAllOrNone);
//! assert_eq!(
//!     violations.iter().next().unwrap().to_string(),
//!     "`ship_name` is not allowed unless `method` is `ship_token`; remove it",
//! );
//! # Ok::<(), order_core::ReadError>(())
//! ```
//!
//! # Where to go
//!
//! - To begin: [a first order in five minutes](guide::first_order)
//! - To do one thing, such as a price, a date, a list, a PATCH or a handler: [the guide](guide), with a chapter for each task
//! - To look up a word: the tables of [`OrderRequest`](derive@OrderRequest#attributes-of-a-field) and
//!   [`OrderValue`](derive@OrderValue)
//! - To know what an error means: [findings of the compiler](guide::findings), [codes of a check](guide::codes)
//! - To find your words of garde, validator, zod, Laravel and others here: [`guide::migration`]
//! - To send orders: [`order-client`](https://docs.rs/order-client)
//!
//! # Where things are
//!
//! The names that every program needs stand on this page; a module has the rest of its matter.
//!
//! To check:
//!
//! - [`OrderRequest`] has [`validate`](OrderRequest::validate) and [`into_valid`](OrderRequest::into_valid); a [`Valid`]
//!   request keeps its rules, and an [`Invalid`] one has [`Violations`].
//! - [`Violation`], [`Code`] and [`Path`] say what is wrong and where, and [`ProblemDetails`] says it in an answer of HTTP. The
//!   modules [`violation`] and [`path`] have the facts behind it.
//! - [`why`]: what a request asks of one field right now; [`repair`]: the smallest changes that make it valid.
//!
//! To read and write:
//!
//! - [`json`], [`form`], [`table`] and `xml` (feature `xml`): one format each. [`ReadError`] and [`WriteError`] are what may go
//!   wrong.
//! - [`http`]: a whole request, read by a server from its path, query, headers and body at once; [`Endpoint`] is the call that
//!   takes a request.
//! - [`update`]: partial updates, as JSON Merge Patch.
//! - [`wire`]: what the formats share, such as [`FromWire`](wire::FromWire), the bound of a function that reads any request.
//!
//! To declare:
//!
//! - [`value`]: what a field can hold, among it [`Flag`], and [how a type of your own becomes a
//!   field](value#a-type-of-your-own).
//! - [`rules`]: the named formats as functions, such as [`is_email`](rules::is_email); [`Report`] is what a function of yours
//!   writes its violations to.
//! - [`language`]: the messages in another language than English.
//!
//! To make something of the rules:
//!
//! - [`schema`]: the static description of a request, and [`interpret`](schema::interpret), which judges by it alone.
//! - `export` (feature `export`): documentation, JSON Schema, OpenAPI, SQL and graphs; with the features `schemars`,
//!   `schemars08`, `schemars09` and `utoipa`, the modules of those names in `export` describe requests to these libraries.
//! - `cases` (feature `cases`): test cases, and with the features `arbitrary` and `proptest` random values of tests.

#![cfg_attr(docsrs, feature(doc_cfg))]

// The derives of the tests name the library as their users do.
#[cfg(test)]
extern crate self as order_core;

#[macro_use]
mod address;
mod check;
#[cfg(feature = "export")]
pub mod export;
#[cfg(doc)]
pub mod guide;
pub mod http;
mod json_text;
pub mod language;
mod nested;
pub mod path;
mod percent;
mod problem;
mod report;
mod request;
pub mod rules;
pub mod schema;
mod seen;
mod suggest;
mod type_rule;
mod unique;
pub mod update;
pub mod value;
pub mod violation;
mod what_if;
pub mod wire;
mod words;

#[doc(hidden)]
pub mod private;

pub use order_derive::{OrderRequest, OrderValue};

#[cfg(feature = "cases")]
pub use self::what_if::cases;
#[cfg(feature = "xml")]
#[doc(inline)]
pub use self::wire::xml;
#[doc(inline)]
pub use self::{
    path::Path,
    problem::ProblemDetails,
    report::Report,
    request::{Endpoint, Invalid, OrderRequest, ReadRequest, Valid},
    value::{Flag, OrderValue},
    violation::{Code, Violation, Violations},
    what_if::{repair, why},
    wire::{ReadError, WriteError, form, json, table},
};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
