//! Two mistakes that have nothing to do with each other are two reports.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[required]
    #[forbidden_if(ev)]
    platform: Option<u8>,
    #[allowed(1, 2, 3)]
    validity: u8,
    #[required_if(validity == 4)]
    reason: Option<String>,
}

fn main() {}
