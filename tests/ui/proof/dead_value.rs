//! A value that is allowed can never be used.

use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue)]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[allowed("basic", "code", "ev")]
    #[length(..=4)]
    product: String,
    #[allowed(1, 2, 9)]
    #[range(..=3)]
    validity: u8,
    #[allowed_if(ev, ClientApp)]
    #[forbidden_unless(ev)]
    method: Option<Method>,
    #[allowed(ShipToken, ClientApp)]
    #[allowed_if(present(method), ShipToken)]
    #[forbidden_unless(method == ShipToken)]
    again: Option<Method>,
}

fn main() {}
