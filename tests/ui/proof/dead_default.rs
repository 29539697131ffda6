//! The condition of a default can never hold.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[range(1..=3)]
    validity: u8,
    #[default_value_if(validity >= 7, 2)]
    servers: Option<u8>,
}

fn main() {}
