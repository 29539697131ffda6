use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
#[order(context = Account)]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(OrderValue)]
#[order(context = Account)]
struct Csr(String);

#[derive(OrderRequest)]
struct Order {
    method: Option<Method>,
    csr: Option<Csr>,
}

fn main() {
    let order = Order { method: Some(Method::ShipToken), csr: Some(Csr(String::new())) };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
