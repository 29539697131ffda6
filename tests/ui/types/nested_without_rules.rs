use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(OrderRequest)]
struct Order {
    #[nested]
    method: Option<Method>,
}

fn main() {
    let order = Order { method: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
