//! Rules that no request could keep cannot be allowed.

use order_core::OrderRequest;

#[derive(OrderRequest)]
#[order(allow(unsatisfiable), allow(empty_bounds))]
struct Order {
    ev: bool,
}

fn main() {}
