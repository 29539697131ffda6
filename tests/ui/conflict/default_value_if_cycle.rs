use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    #[default_value_if(years == 1, 2)]
    days: Option<u8>,
    #[default_value_if(days == 2, 1)]
    years: Option<u8>,
    #[required_if(days == 2)]
    csr: Option<String>,
}

fn main() {
    let order = Order { days: None, years: None, csr: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
