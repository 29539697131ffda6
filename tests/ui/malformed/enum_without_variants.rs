use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
enum Method {}

#[derive(OrderRequest)]
struct Order {
    method: Option<Method>,
}

fn main() {
    let order = Order { method: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
