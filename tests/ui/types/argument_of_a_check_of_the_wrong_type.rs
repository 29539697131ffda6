use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
#[check(pair, are_close(left, right))]
struct Order {
    #[check(is_close(right))]
    left: u8,
    right: Option<String>,
}

fn are_close(_left: &u8, _right: &u8) -> bool {
    true
}

fn is_close(_left: &u8, _right: &u8) -> bool {
    true
}

fn main() {
    let order = Order { left: 1, right: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
