//! A text that a condition names does not match the pattern of its field.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[pattern("[A-Z]{2}")]
    country: String,
    #[required_if(country == "us")]
    state: Option<String>,
    #[required_if(country in ["US", "usa"])]
    zip: Option<String>,
}

fn main() {}
