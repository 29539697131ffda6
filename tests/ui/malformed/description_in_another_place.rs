use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
#[order(schemars)]
enum Method {
    #[order(schemars)]
    ShipToken,
}

#[derive(OrderValue)]
#[order(schemars)]
struct Csr(String);

#[derive(OrderRequest)]
#[order(schemars = "both")]
struct Order {
    #[order(schemars, rename = "how")]
    method: Option<Method>,
    csr: Csr,
}

#[derive(OrderRequest)]
#[order(schemars, schemars)]
struct Renewal {
    number: u32,
}

fn main() {
    let order = Order { method: Some(Method::ShipToken), csr: Csr(String::new()) };
    let _ = order.validate();
    let _ = json::to_string(&order);
    is_described::<Order>();
    is_described::<Renewal>();
}

fn is_described<T: schemars::JsonSchema>() {}
