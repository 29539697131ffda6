use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
#[group_at_most_one("key", if ev)]
struct Order {
    ev: bool,
    #[group_exactly_one("key")]
    csr: Option<String>,
    #[group_exactly_one("key")]
    token: Option<String>,
}

fn main() {
    let order = Order { ev: true, csr: None, token: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
