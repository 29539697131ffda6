//! Code that the programs of this crate share.

/// The order of the documentation's sample.
pub const ORDER: &str = include_str!("../../../../examples/orders/ev-client-app.json");
