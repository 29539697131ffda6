use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[default_value("1")]
    validity: Option<u8>,
}

fn main() {
    let order = Order { ev: true, validity: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
