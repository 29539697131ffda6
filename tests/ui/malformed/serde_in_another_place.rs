use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
enum Method {
    #[order(serde)]
    ShipToken,
}

#[derive(OrderValue)]
struct Csr(#[order(serde)] String);

#[derive(OrderRequest)]
struct Order {
    #[order(serde, rename = "how")]
    method: Option<Method>,
    csr: Csr,
}

fn main() {
    let order = Order { method: Some(Method::ShipToken), csr: Csr(String::new()) };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
