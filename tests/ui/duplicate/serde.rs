use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
#[order(serde, rename_all = "snake_case", serde)]
enum Method {
    ShipToken,
}

#[derive(OrderRequest)]
#[order(serde)]
#[order(serde)]
struct Order {
    method: Option<Method>,
}

fn main() {
    let order = Order { method: Some(Method::ShipToken) };
    let _ = order.validate();
    let _ = json::to_string(&order);
    is_serde::<Method>();
    is_serde::<Order>();
}

fn is_serde<'de, T: serde_core::Serialize + serde_core::Deserialize<'de>>() {}
