use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
enum Method {
    #[order(value = 50 + 1)]
    ShipToken,
    ClientApp,
}

#[derive(OrderRequest)]
struct Order {
    method: Option<Method>,
}

fn main() {
    let order = Order { method: Some(Method::ShipToken) };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
