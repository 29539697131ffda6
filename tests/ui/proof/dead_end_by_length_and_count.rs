//! Lengths, counts and bounds of numbers are told in the example.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    sans: Option<Vec<String>>,
    email: Option<String>,
    telephone: Option<String>,
    servers: u8,
    #[required_if(len(sans) > 10 && servers >= 5)]
    #[forbidden_if(count(email, telephone) == 2)]
    reason: Option<String>,
}

fn main() {}
