use order_core::OrderRequest;
use rust_decimal::Decimal;

#[derive(OrderRequest)]
struct Order {
    #[range(0.5..=1)]
    #[allowed(0.25, 1.01..)]
    price: Option<Decimal>,
    #[range(> 0, < 1)]
    count: Option<u8>,
    #[range(> 0, < 1)]
    share: Option<Decimal>,
    #[required_if(share > 0.99 && share < 0.5)]
    note: Option<String>,
}

fn main() {}
