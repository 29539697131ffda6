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
    #[forbidden_unless(metod == ShipToken)]
    csr: Option<String>,
}

fn main() {
    let order = Order { ev: true, method: Some(Method::ClientApp), csr: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
