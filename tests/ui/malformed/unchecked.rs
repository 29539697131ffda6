//! A part that is checked and said not to be.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Address {
    #[length(2)]
    country: String,
}

#[derive(OrderRequest)]
struct Order {
    #[nested]
    #[order(unchecked)]
    address: Address,
}

fn main() {}
