//! The condition of a group can never hold.

use order_core::OrderRequest;

#[derive(OrderRequest)]
#[group_exactly_one("trail", if validity == 9)]
struct Order {
    #[range(1..=3)]
    validity: u8,
    #[group_exactly_one("trail")]
    price: Option<u32>,
    #[group_exactly_one("trail")]
    percent: Option<u8>,
}

fn main() {}
