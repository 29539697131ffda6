//! One mistake has many consequences and is one report.

use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue)]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(OrderRequest)]
#[condition(hardware_token, method == ShipToken)]
struct Order {
    ev: bool,
    #[forbidden_if(ev)]
    #[forbidden_unless(ev)]
    method: Option<Method>,
    #[required_if(hardware_token)]
    ship_name: Option<String>,
    #[forbidden_unless(hardware_token)]
    ship_city: Option<String>,
    #[required_unless(hardware_token)]
    platform: Option<u8>,
}

fn main() {}
