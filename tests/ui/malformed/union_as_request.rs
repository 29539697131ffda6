use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
union Order {
    validity: u8,
    lifetime: u8,
}

fn main() {
    let order = Order { validity: 1 };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
