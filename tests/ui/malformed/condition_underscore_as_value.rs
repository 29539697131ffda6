use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    method: Option<Method>,
    #[required_if(method == _)]
    csr: Option<String>,
}

fn main() {
    let order = Order { ev: true, method: Some(Method::ShipToken), csr: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
