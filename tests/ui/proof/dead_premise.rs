//! The left side of `=>` can never hold.

use order_core::OrderRequest;

#[derive(OrderRequest)]
#[rule(long, validity > 5 => present(reason), "a long order has a reason")]
struct Order {
    #[range(1..=3)]
    validity: u8,
    reason: Option<String>,
}

fn main() {}
