use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    csr: Option<String>,
    csr: Option<String>,
}

fn main() {
    let order = Order { csr: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
