use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[default_value(String::new())]
    csr: String,
}

fn main() {
    let order = Order { ev: true, csr: String::new() };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
