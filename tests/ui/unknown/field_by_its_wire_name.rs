use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[order(rename = "commonName")]
    common_name: Option<String>,
    #[required_if(present(commonName))]
    csr: Option<String>,
}

fn main() {
    let order = Order { ev: true, common_name: None, csr: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
