use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
enum Order {
    Code,
}

fn main() {
    let order = Order::Code;
    let _ = order.validate();
    let _ = json::to_string(&order);
}
