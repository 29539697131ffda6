//! No request keeps the rules of the groups and of the struct.

use order_core::OrderRequest;

#[derive(OrderRequest)]
#[rule(needs_none, !present(csr) && !present(token), "neither is given")]
struct Order {
    #[group_exactly_one("key")]
    csr: Option<String>,
    #[group_exactly_one("key")]
    token: Option<String>,
}

fn main() {}
