use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
enum Method<const N: usize> {
    ShipToken,
    ClientApp,
}

#[derive(OrderRequest)]
struct Order {
    method: Option<Method<1>>,
}

fn main() {
    let order = Order { method: Some(Method::<1>::ShipToken) };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
