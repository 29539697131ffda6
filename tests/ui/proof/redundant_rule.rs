//! A rule follows from others, where that is denied.

use order_core::OrderRequest;

#[derive(OrderRequest)]
#[order(deny(redundant_rule))]
struct Order {
    ev: bool,
    rush: bool,
    #[required_if(ev)]
    #[required_if(ev && rush)]
    platform: Option<u8>,
    #[allowed(1, 2, 3)]
    #[range(..=9)]
    validity: u8,
}

fn main() {}
