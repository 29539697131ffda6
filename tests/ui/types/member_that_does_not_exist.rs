use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(OrderRequest)]
struct Certificate {
    method: Option<Method>,
    csr: Option<String>,
}

#[derive(OrderRequest)]
struct Order {
    #[nested]
    certificate: Option<Certificate>,
    #[required_if(present(certificate.crs))]
    reason: Option<u8>,
}

fn main() {
    let order = Order { certificate: None, reason: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
