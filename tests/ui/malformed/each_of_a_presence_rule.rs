use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    name: String,
    names: Vec<String>,
    #[each(length(1..=64), required)]
    csr: Option<Vec<String>>,
}

fn main() {
    let order = Order { ev: true, name: String::new(), names: Vec::new(), csr: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
