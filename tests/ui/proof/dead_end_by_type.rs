//! A field that is no `Option` is required.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[forbidden_if(ev)]
    platform: u8,
}

fn main() {}
