//! `present_iff` requires and forbids.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    rush: bool,
    #[present_iff(ev)]
    #[required_if(rush)]
    platform: Option<u8>,
}

fn main() {}
