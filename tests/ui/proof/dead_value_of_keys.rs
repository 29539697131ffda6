use std::collections::BTreeMap;

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[keys(allowed("de", "english"), length(..=2))]
    names: Option<BTreeMap<String, String>>,
}

fn main() {}
