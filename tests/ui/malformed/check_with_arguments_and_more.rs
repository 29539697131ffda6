use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
#[check(twice, check_twice(trail), reads(price))]
#[check(nothing, check_nothing())]
#[check(whole, check_whole, at = trail)]
#[check(unknown, check_unknown(trail), to = trail)]
struct Order {
    #[check(check_value())]
    trail: Option<u8>,
    price: Option<u8>,
}

fn main() {
    let order = Order { trail: None, price: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
