use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    #[keys(length(1..=3))]
    list: Option<Vec<String>>,
}

fn main() {
    let _ = json::from_str::<Order>("{}").map(|order| (json::to_string(&order), order.validate()));
}
