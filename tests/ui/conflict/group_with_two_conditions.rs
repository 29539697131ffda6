use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
#[group_exactly_one("reply", if !ev)]
struct Order {
    ev: bool,
    free: bool,
    #[group_exactly_one("key", if ev)]
    csr: Option<String>,
    #[group_exactly_one("key", if free)]
    token: Option<String>,
    #[group_exactly_one("reply", if ev)]
    email: Option<String>,
    #[group_exactly_one("reply")]
    telephone: Option<String>,
}

fn main() {
    let order = Order { ev: true, free: true, csr: None, token: None, email: None, telephone: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
