use std::collections::BTreeMap;

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Line {
    sku: Option<u8>,
}

#[derive(OrderRequest)]
struct Order {
    #[order(flatten)]
    lines: Vec<Line>,
    #[order(flatten)]
    maybe: Option<Box<Vec<Line>>>,
    #[order(flatten)]
    by_name: BTreeMap<String, Line>,
}

fn main() {
    let order = Order { lines: Vec::new(), maybe: None, by_name: BTreeMap::new() };
    let _ = order.validate();
}
