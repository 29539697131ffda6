use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
struct Method(#[order(rename = "name")] String);

#[derive(OrderRequest)]
struct Order {
    method: Option<Method>,
}

fn main() {
    let order = Order { method: Some(Method(String::new())) };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
