//! A finding is allowed or denied, once.

use order_core::OrderRequest;

#[derive(OrderRequest)]
#[order(allow(dead_rule, dead_rule), deny(dead_rule))]
struct Order {
    ev: bool,
}

fn main() {}
