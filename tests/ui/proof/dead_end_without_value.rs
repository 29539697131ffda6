//! A field is required, and the values that are allowed under two conditions have none in common.

use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue)]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    rush: bool,
    #[required_if(ev)]
    #[allowed_if(ev, ClientApp)]
    #[allowed_if(rush, ShipToken)]
    method: Option<Method>,
}

#[derive(OrderRequest)]
struct Numbers {
    ev: bool,
    rush: bool,
    #[allowed_if(ev, 1, 2)]
    #[range(3.., if rush)]
    validity: u8,
}

fn main() {}
