use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
#[order(rename_al = "snake_case")]
enum Method {
    #[order(value = "51")]
    ShipToken,
    #[order(renam = "app")]
    ClientApp,
}

#[derive(OrderRequest)]
struct Order {
    #[required_if(evv)]
    method: Option<Method>,
    ev: bool,
}

#[derive(OrderRequest)]
struct Renewal {
    #[required_unless(method == ClientApp &&)]
    order_id: Option<String>,
    method: Method,
}

fn main() {
    let order = Order { method: Some(Method::ClientApp), ev: true };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let renewal = Renewal { order_id: None, method: Method::ShipToken };
    let _ = renewal.into_valid().map(|renewal| json::to_string(&*renewal));
    let _ = Method::ShipToken.to_string();
    let _ = "client_app".parse::<Method>();
}
