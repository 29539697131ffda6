//! What the programs here share.

/// The order of the documentation's sample.
pub const ORDER: &str = include_str!("../../../../examples/orders/ev-client-app.json");
