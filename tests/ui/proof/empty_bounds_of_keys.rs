//! No key keeps the rules of a map, on a field and in a newtype.

use std::collections::{BTreeMap, HashMap};

use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
#[keys(length(5..), pattern("[a-z]{1,3}"))]
struct Labels(BTreeMap<String, u8>);

#[derive(OrderRequest)]
struct Order {
    #[keys(length(5..), pattern("[a-z]{1,3}"))]
    limits: Option<BTreeMap<String, u8>>,
    #[keys(format(digits))]
    #[keys(allowed("de", "en"))]
    names: HashMap<String, String>,
}

fn main() {
    let _ = json::from_str::<Order>("{}").map(|order| (json::to_string(&order), order.validate()));
}
