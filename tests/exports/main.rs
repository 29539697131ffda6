//! What the exports say is what the validator says.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../agreement/random.rs"]
mod random;
mod sql;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../agreement/types.rs"]
mod types;
