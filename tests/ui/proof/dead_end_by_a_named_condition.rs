//! A named condition is told by what it is made of.

use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue)]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(OrderRequest)]
#[condition(hardware_token, ev && method == ShipToken)]
struct Order {
    ev: bool,
    method: Option<Method>,
    rush: bool,
    #[required_if(hardware_token)]
    #[forbidden_unless(rush)]
    address: Option<String>,
}

fn main() {}
