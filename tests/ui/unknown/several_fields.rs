use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
#[condition(hardware, present(tokn))]
struct Order {
    ev: bool,
    #[required_if(eb && presnt)]
    token: Option<String>,
    #[forbidden_unless(hardwear || !(tokem == "a"))]
    csr: Option<String>,
}

fn main() {
    let order = Order { ev: true, token: None, csr: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
