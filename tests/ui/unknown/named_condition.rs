use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
#[condition(hardware, ev)]
struct Order {
    ev: bool,
    #[required_if(hardwar)]
    csr: Option<String>,
}

fn main() {
    let order = Order { ev: true, csr: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
