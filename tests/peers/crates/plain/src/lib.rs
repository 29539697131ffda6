//! The struct with serde's derives only: what every peer's compile cost is compared with.
mod order;
pub use common::json;
pub use order::Order;
