use std::num::{NonZero, NonZeroI8, NonZeroU8};

use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    #[allowed(0, 1)]
    count: NonZeroU8,
    #[required_if(count == 0)]
    shift: Option<NonZeroI8>,
    #[forbidden_if(shift == 0)]
    other: Option<NonZero<i64>>,
    #[required_if(other < 1 && count < 1)]
    name: Option<String>,
}

fn main() {
    let order =
        Order { count: NonZeroU8::MIN, shift: None, other: NonZero::new(1), name: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
