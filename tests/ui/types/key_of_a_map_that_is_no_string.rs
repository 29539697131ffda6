use std::collections::BTreeMap;

use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue, PartialEq, Eq, PartialOrd, Ord)]
struct Title(String);

#[derive(OrderRequest)]
struct Order {
    limits: BTreeMap<Title, u8>,
}

fn main() {
    let order = Order { limits: BTreeMap::new() };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
