use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    method: Option<String>,
    #[required_if(present(metod))]
    csr: Option<String>,
}

fn main() {
    let order = Order { ev: true, method: None, csr: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
