//! A default without the format of its field.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[format(hostname)]
    #[default_value("localhost:8080")]
    host: Option<String>,
}

fn main() {}
