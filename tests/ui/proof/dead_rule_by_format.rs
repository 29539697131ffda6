//! Values and patterns that a named format rules out.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[format(email)]
    contact: Option<String>,
    #[required_if(contact == "none")]
    reason: Option<String>,
    #[format(uuid)]
    token: Option<String>,
    #[required_if(matches(token, "[0-9]+"))]
    note: Option<String>,
    #[format(ipv4)]
    #[allowed("192.0.2.1", "192.0.2.256")]
    server: Option<String>,
}

fn main() {}
