use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    name: String,
    #[order(skip)]
    #[default_value(3)]
    tries: u8,
    #[default_value_if(name == "a", 3)]
    #[order(skip)]
    again: Option<u8>,
}

fn main() {
    let order = Order { name: String::new(), tries: 0, again: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
