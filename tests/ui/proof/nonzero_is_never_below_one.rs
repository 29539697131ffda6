use std::num::{NonZeroI32, NonZeroU64};

use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    quantity: NonZeroU64,
    shift: NonZeroI32,
    #[forbidden_if(quantity >= 1)]
    reason: Option<String>,
    #[required_if(shift >= 0 && shift < 1)]
    note: Option<String>,
}

fn main() {
    let order = Order {
        quantity: NonZeroU64::MIN,
        shift: NonZeroI32::MIN,
        reason: None,
        note: None,
    };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
