//! The condition of `present_iff` always holds, or never.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[range(1..=3)]
    validity: u8,
    #[present_iff(validity < 9)]
    unit: Option<String>,
}

#[derive(OrderRequest)]
struct Other {
    #[range(1..=3)]
    validity: u8,
    #[present_iff(validity > 8)]
    unit: Option<String>,
}

fn main() {}
