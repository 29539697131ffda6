use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
#[order(strict = "true")]
struct Order {
    #[order(strict)]
    ev: bool,
}

fn main() {
    let order = Order { ev: true };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
