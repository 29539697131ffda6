//! Three rules leave no value, and no two of them alone.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[allowed("a", "12", "bc")]
    #[length(2)]
    #[pattern("[0-9]|[a-z]")]
    unit: Option<String>,
}

fn main() {}
