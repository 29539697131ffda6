use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(OrderRequest)]
struct Order {
    #[allowed("ship_token")]
    method: Option<Method>,
    other: Option<Method>,
    #[required_if(other == "client_app")]
    a: Option<u8>,
}

fn main() {}
