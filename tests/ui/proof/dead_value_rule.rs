//! The condition of a rule about a value can never hold.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[range(1..=3)]
    validity: u8,
    #[length(..=64, if validity >= 8)]
    unit: Option<String>,
}

fn main() {}
