use order_core::{OrderRequest, json};
use rust_decimal::Decimal;

#[derive(OrderRequest)]
struct Part {
    price: Decimal,
}

#[derive(OrderRequest)]
#[order(scalars = "numbers")]
struct Order {
    #[order(number, text)]
    price: Decimal,
    #[order(number, separator = ",")]
    prices: Vec<Decimal>,
    #[nested]
    #[order(number)]
    part: Part,
    #[order(number = true)]
    rate: Decimal,
}

fn main() {
    let part = Part { price: Decimal::ONE };
    let order = Order { price: Decimal::ONE, prices: Vec::new(), part, rate: Decimal::ONE };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
