//! A field can never be present.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[forbidden_if(ev)]
    #[forbidden_unless(ev)]
    platform: Option<u8>,
}

fn main() {}
