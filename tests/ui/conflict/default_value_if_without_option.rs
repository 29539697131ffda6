use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[default_value_if(ev, 2)]
    validity: u8,
}

fn main() {
    let order = Order { ev: true, validity: 1 };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
