//! `allow` and `deny` list findings.

use order_core::OrderRequest;

#[derive(OrderRequest)]
#[order(allow, deny())]
struct Order {
    ev: bool,
}

#[derive(OrderRequest)]
#[order(allow = "dead_rule")]
struct Other {
    ev: bool,
}

#[derive(OrderRequest)]
struct Third {
    #[order(allow(dead_field))]
    ev: bool,
}

fn main() {}
