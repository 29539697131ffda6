use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order;

fn main() {
    let order = Order;
    let _ = order.validate();
    let _ = json::to_string(&order);
}
