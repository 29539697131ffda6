use std::collections::BTreeMap;

use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    #[keys(range(1..=3))]
    #[keys(lenght(1..=3))]
    #[keys(required)]
    #[keys(length(5..=3))]
    #[keys(pattern("["))]
    by_key: Option<BTreeMap<String, u8>>,
    #[keys]
    none: Option<BTreeMap<String, u8>>,
    #[keys(length(1..=3))]
    #[keys(length(..=9))]
    twice: Option<BTreeMap<String, u8>>,
    #[keys(length(1..=3))]
    text: Option<String>,
}

fn main() {
    let _ = json::from_str::<Order>("{}").map(|order| (json::to_string(&order), order.validate()));
}
