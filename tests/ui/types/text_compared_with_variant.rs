use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    name: Option<String>,
    #[required_if(name == ShipToken)]
    csr: Option<String>,
}

fn main() {
    let order = Order { ev: true, name: None, csr: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
