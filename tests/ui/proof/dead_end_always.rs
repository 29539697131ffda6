//! A field is required in every request, and forbidden in one.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[required]
    #[forbidden_if(ev)]
    platform: Option<u8>,
}

fn main() {}
