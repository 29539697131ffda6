//! One annotated struct states everything that an order endpoint asks for.
//!
//! `#[derive(OrderRequest)]` turns the struct and its field attributes into a validator that reports
//! every violation at once, the JSON wire format both ways, and a static [`schema`].
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
//! let order: Order = json::from_str(r#"{"method": "client_app", "ship_name": "Gary McCoy", "ev": true}"#)?;
//! let violations = order.validate().unwrap_err();
//! let found: Vec<_> = violations.iter().map(|violation| (violation.path().to_string(), violation.code())).collect();
//! assert_eq!(found, [
//!     ("ship_name".to_owned(), Code::Forbidden),
//!     ("ship_city".to_owned(), Code::GroupAllOrNone),
//! ]);
//! assert_eq!(
//!     violations.iter().next().unwrap().to_string(),
//!     "`ship_name` is not allowed unless `method` is `ship_token`; remove it",
//! );
//! # Ok::<(), order_core::ReadError>(())
//! ```
//!
//! # Where things are
//!
//! The names that every program needs stand on this page; a module has the rest of its matter.
//!
//! - [`json`], [`form`], [`table`] and `xml` (feature `xml`): one format each, read and written.
//! - [`wire`]: what the formats share, such as [`FromWire`](wire::FromWire), the bound of a function that reads any request,
//!   and the [`Problem`](wire::Problem)s of a [`ReadError`] with their lines and columns.
//! - [`http`]: a whole request of HTTP, read by a server from its path, query, headers and body at once.
//! - [`value`]: what a field can hold, and [how a type of your own becomes a field](value#a-type-of-your-own).
//! - [`rules`]: the named formats as functions, such as [`is_email`](rules::is_email).
//! - [`violation`] and [`path`]: the facts behind a [`Violation`], and the steps of a [`Path`].
//! - [`language`]: the messages in another language than English; German and Fluent files behind the feature `fluent`.
//! - [`why`]: what a request asks of one field right now, by [`OrderRequest::why`].
//! - [`repair`]: the smallest changes that make a request valid, by [`Violations::repairs`].
//! - [`update`]: partial updates of a request, as JSON Merge Patch.
//! - [`schema`]: the static description of a request, and [`interpret`](schema::interpret), which judges by it alone.
//! - `cases` (feature `cases`): test cases from the rules; with the features `arbitrary` and `proptest`, as random values of
//!   their tests.
//! - `export` (feature `export`): documentation, JSON Schema, OpenAPI, SQL and graphs from the schema; with the features
//!   `schemars`, `schemars08`, `schemars09` and `utoipa`, the modules of those names in `export` describe requests to these libraries.
//!
//! The attributes are documented with the derives [`OrderRequest`](derive@OrderRequest) and [`OrderValue`](derive@OrderValue).

mod check;
#[cfg(feature = "export")]
pub mod export;
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
