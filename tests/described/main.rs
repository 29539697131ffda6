//! Requests as other libraries describe them, beside the exported JSON Schema.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod resolve;
mod schemars;
mod types;
mod utoipa;
mod versions;
