//! The condition of `_unless` always holds, so that the rule asks nothing.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[range(1..=3)]
    validity: u8,
    #[required_unless(validity < 9)]
    reason: Option<String>,
}

fn main() {}
