use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
#[check(trails, check_trails(trail, prise))]
#[check(facts, check_facts(trail, ctx))]
#[check(place, check_place(trail), at = prcie)]
struct Order {
    #[check(check_value(pirce))]
    trail: Option<u8>,
    price: Option<u8>,
}

fn main() {
    let order = Order { trail: None, price: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
