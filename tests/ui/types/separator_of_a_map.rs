use std::collections::BTreeMap;

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[order(separator = ",")]
    sans: BTreeMap<String, u8>,
}

fn main() {}
