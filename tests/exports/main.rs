//! The exports, compared with the validator.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod cases;
mod docs;
#[path = "../agreement/every.rs"]
mod every;
mod graph;
mod json_schema;
mod named_conditions;
mod names;
mod openapi;
mod oracle;
#[path = "../agreement/random.rs"]
mod random;
mod schema;
#[path = "../rules/invented/shipment.rs"]
#[allow(dead_code, reason = "another test looks at all of it")]
mod shipment;
mod sql;
mod texts;
#[path = "../agreement/types.rs"]
#[allow(dead_code, reason = "another test looks at all of it")]
mod types;
mod warnings;
