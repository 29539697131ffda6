//! Names of findings are spelt out.

use order_core::OrderRequest;

#[derive(OrderRequest)]
#[order(allow(dead_rules), deny(redundant))]
struct Order {
    ev: bool,
}

#[derive(OrderRequest)]
#[order(allow(warnings))]
struct Other {
    ev: bool,
}

fn main() {}
