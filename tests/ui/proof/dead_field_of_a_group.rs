//! A member of a group can never be present beside one that always is.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[group_at_most_one("key")]
    csr: String,
    #[group_at_most_one("key")]
    token: Option<String>,
}

fn main() {}
