use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[length(..=2)]
    #[length(9.., bytes)]
    csr: Option<String>,
}

fn main() {
    let order = Order { ev: true, csr: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
