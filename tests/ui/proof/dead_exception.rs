//! The condition of `_unless` can never hold, so that nothing is exempt.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[range(1..=3)]
    validity: u8,
    #[required_unless(validity == 0)]
    reason: Option<String>,
}

fn main() {}
