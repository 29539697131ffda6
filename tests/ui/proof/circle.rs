//! Comparisons that go round in a circle.

use order_core::OrderRequest;

#[derive(OrderRequest)]
#[rule(first, placed < paid, "an order is placed before it is paid")]
#[rule(second, paid < shipped, "an order is paid before it is shipped")]
struct Order {
    placed: u32,
    paid: u32,
    shipped: u32,
    #[required_if(shipped <= placed)]
    reason: Option<String>,
}

fn main() {}
