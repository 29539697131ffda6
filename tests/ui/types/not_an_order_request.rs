use order_core::json;

struct Order {
    ev: bool,
}

fn main() {
    let order = Order { ev: true };
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
