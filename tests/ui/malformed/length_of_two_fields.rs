use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    name: String,
    names: Vec<String>,
    #[required_if(len(name, names) > 1)]
    #[forbidden_if(len(name, chars) > 1)]
    csr: Option<String>,
}

fn main() {
    let order = Order { ev: true, name: String::new(), names: Vec::new(), csr: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
