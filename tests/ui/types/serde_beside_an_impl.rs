use order_core::{OrderRequest, OrderValue};
use serde_core::{Serialize, Serializer};

#[derive(OrderValue)]
#[order(serde)]
enum Method {
    ShipToken,
}

impl Serialize for Method {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

#[derive(OrderRequest)]
#[order(root = "order", serde)]
struct Order {
    method: Option<Method>,
}

impl Serialize for Order {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

fn main() {
    let _ = Order { method: Some(Method::ShipToken) }.validate();
}
