//! The condition of a rule can never hold: it contradicts itself, or other rules.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[allowed(1, 2, 3)]
    validity: u8,
    ev: bool,
    #[required_if(validity > 3)]
    reason: Option<String>,
    #[required_if(ev && !ev)]
    platform: Option<u8>,
}

fn main() {}
