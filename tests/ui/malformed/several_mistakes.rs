use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(OrderRequest)]
#[order(scalars = "txt", rename_all = "camel", root = "re quest")]
#[condition(hardware, metod == ShipToken)]
struct Order {
    ev: bool,
    #[required_if(ev = true)]
    #[forbidden_unless(hardware && evv)]
    method: Option<Method>,
    #[allowed(1, 2, 1)]
    #[range(3..=1)]
    validity: u8,
    #[format(emial)]
    #[length(1..=64)]
    #[length(2)]
    email: Option<String>,
    #[order(renam = "csr", secret, alias = "a b")]
    csr: Option<String>,
}

fn main() {
    let order =
        Order { ev: true, method: Some(Method::ClientApp), validity: 1, email: None, csr: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
