use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    csr: Option<String>,
    #[order(rename = "csr")]
    request: Option<String>,
}

fn main() {
    let order = Order { csr: None, request: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
