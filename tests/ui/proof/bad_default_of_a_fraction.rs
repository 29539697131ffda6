use order_core::OrderRequest;
use rust_decimal::Decimal;

#[derive(OrderRequest)]
struct Order {
    #[range(..=10.5)]
    #[default_value(10.51)]
    most: Decimal,
    #[multiple_of(0.05)]
    #[default_value(0.12)]
    step: f64,
    #[range(> 0)]
    #[default_value(0.0)]
    least: f32,
}

fn main() {}
