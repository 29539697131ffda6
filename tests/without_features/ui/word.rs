use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
#[order(rename_all = "snake_case", serde)]
enum Method {
    ShipToken,
}

#[derive(OrderValue)]
#[order(serde)]
struct Csr<T>(T);

#[derive(OrderRequest)]
#[order(serde)]
struct Order<'a> {
    method: Method,
    csr: Csr<&'a str>,
}

#[derive(OrderRequest)]
#[order(schemars, schemars08, schemars09, utoipa)]
struct Described {
    ev: bool,
}

#[derive(OrderRequest)]
#[order(serde)]
struct Broken {
    #[required_if(evv)]
    name: Option<String>,
    ev: bool,
}

fn main() {
    let order = Order { method: Method::ShipToken, csr: Csr("x") };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = Described { ev: true }.validate();
    let _ = Broken { name: None, ev: true }.validate();
}
