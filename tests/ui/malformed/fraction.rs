use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue)]
enum Level {
    #[order(value = 1.5)]
    High,
}

#[derive(OrderRequest)]
struct Order {
    #[range(1e3..)]
    a: Option<rust_decimal::Decimal>,
    #[allowed(0.5f64, 1.)]
    b: Option<rust_decimal::Decimal>,
    #[multiple_of(0.00000000000000000000000000001)]
    c: Option<rust_decimal::Decimal>,
    #[multiple_of(0.0)]
    d: Option<rust_decimal::Decimal>,
    #[length(0.5..=2)]
    #[group_count("count", 0.5..)]
    e: Option<String>,
    #[required_if(len(e) > 1.5 || count(a, b) == 1.0)]
    f: Option<String>,
    #[allowed(0.5, 0.50)]
    g: Option<rust_decimal::Decimal>,
    #[range(1.0..=0.5)]
    h: Option<rust_decimal::Decimal>,
    #[range(0.5..0.5)]
    #[default_value(0.5)]
    i: Option<rust_decimal::Decimal>,
}

fn main() {}
