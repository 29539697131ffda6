use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[default_value(ShipTokn)]
    method: Method,
}

fn main() {
    let order = Order { ev: true, method: Method::ClientApp };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
