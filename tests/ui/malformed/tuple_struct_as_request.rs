use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order(bool);

fn main() {
    let order = Order(true);
    let _ = order.validate();
    let _ = json::to_string(&order);
}
