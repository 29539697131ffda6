//! Three rules leave no value, and no two of them alone.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[allowed("a", "12", "bc")]
    #[length(2)]
    #[pattern("[a-z]|[A-Z]{2}")]
    unit: Option<String>,
}

fn main() {}
