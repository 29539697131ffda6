//! A default takes part in a finding: without it, the value could be absent.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[allowed(1, 2, 3)]
    #[default_value(1)]
    validity: Option<u8>,
    #[required_unless(validity >= 1)]
    reason: Option<String>,
}

fn main() {}
