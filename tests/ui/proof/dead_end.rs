//! A field is required and forbidden in the same request.

use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue)]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    method: Option<Method>,
    #[required_if(ev)]
    #[forbidden_if(method == ShipToken)]
    platform: Option<u8>,
}

fn main() {}
