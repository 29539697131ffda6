use std::time::{Duration, SystemTime};

use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    at: SystemTime,
    wait: Option<Duration>,
}

fn main() {
    let order = Order { at: SystemTime::now(), wait: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
