use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
enum Method {
    ShipToken(String),
    ClientApp,
}

#[derive(OrderRequest)]
struct Order {
    method: Option<Method>,
}

fn main() {
    let order = Order { method: Some(Method::ShipToken(String::new())) };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
