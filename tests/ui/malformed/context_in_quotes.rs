use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
#[order(context = "Account")]
struct Order {
    trail: Option<u8>,
    price: Option<u8>,
}

fn main() {
    let order = Order { trail: None, price: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
