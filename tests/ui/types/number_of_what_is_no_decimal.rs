use order_core::{OrderRequest, json};
use rust_decimal::Decimal;

#[derive(OrderRequest)]
struct Order {
    #[order(number)]
    price: Decimal,
    #[order(number)]
    name: Option<String>,
    #[order(number)]
    count: u8,
    #[order(number)]
    items: Vec<bool>,
}

fn main() {
    let order = Order { price: Decimal::ONE, name: None, count: 1, items: Vec::new() };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
