//! A pattern and a format, and a pattern and a length, that no text has in common.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[pattern("[0-9]{5}")]
    #[format(uuid)]
    zip: Option<String>,
    #[pattern("[A-Z]{2,3}")]
    #[length(4..)]
    country: Option<String>,
    #[pattern("[a-z]+")]
    #[format(email)]
    email: Option<String>,
}

fn main() {}
