//! The rules of a value leave none: an empty range is reported elsewhere, two rules that exclude each other here.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[allowed(1, 2, 3)]
    #[range(4..)]
    validity: u8,
    #[allowed("a", "bc")]
    #[length(3..)]
    unit: Option<String>,
    #[allowed("ab")]
    #[pattern("[0-9]+")]
    zip: Option<String>,
}

fn main() {}
