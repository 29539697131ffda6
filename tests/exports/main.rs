//! What the exports say, held to the validator.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod json_schema;
#[path = "../agreement/random.rs"]
mod random;
#[path = "../agreement/types.rs"]
#[allow(dead_code, reason = "another test looks at all of it")]
mod types;
