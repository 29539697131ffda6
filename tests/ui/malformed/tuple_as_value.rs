use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
struct Method(String, u8);

#[derive(OrderRequest)]
struct Order {
    method: Option<Method>,
}

fn main() {
    let order = Order { method: Some(Method(String::new(), 1)) };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
