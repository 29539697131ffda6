use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[length(..=64, bytes)]
    csrs: Option<Vec<String>>,
}

fn main() {
    let order = Order { ev: true, csrs: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
