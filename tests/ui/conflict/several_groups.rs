use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    #[group_all_or_none("ship")]
    name: Option<String>,
    #[group_exactly_one("ship")]
    city: Option<String>,
    #[group_all_or_none("shp")]
    zip: Option<String>,
    #[group_at_least_one("contact")]
    email: Option<String>,
}

fn main() {
    let order = Order { name: None, city: None, zip: None, email: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
