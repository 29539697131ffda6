//! Two patterns without a common text, under conditions that may hold together.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    domestic: bool,
    #[pattern("[0-9]{5}", if domestic)]
    #[pattern("[A-Z]{2}[0-9]+", if !domestic)]
    zip: String,
    #[required_if(domestic && matches(zip, "[A-Z].*"))]
    reason: Option<String>,
}

fn main() {}
