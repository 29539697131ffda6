use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
#[order(serde(both))]
enum Method {
    ShipToken,
}

#[derive(OrderValue)]
#[order(serde = true)]
struct Csr(String);

#[derive(OrderRequest)]
#[order(serde = "both")]
struct Order {
    method: Option<Method>,
    csr: Csr,
}

#[derive(OrderRequest)]
#[order(serde())]
struct Renewal<'a> {
    word: &'a str,
}

fn main() {
    let order = Order { method: Some(Method::ShipToken), csr: Csr(String::new()) };
    let _ = order.validate();
    let _ = json::to_string(&order);
    is_serde::<Method>();
    is_serde::<Csr>();
    is_serde::<Order>();
    is_serde::<Renewal<'_>>();
}

fn is_serde<'de, T: serde_core::Serialize + serde_core::Deserialize<'de>>() {}
