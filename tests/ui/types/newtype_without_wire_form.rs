use order_core::{OrderRequest, OrderValue, json};

struct Request;

#[derive(OrderValue)]
struct Csr(Request);

#[derive(OrderRequest)]
struct Order {
    csr: Option<Csr>,
}

fn main() {
    let order = Order { csr: Some(Csr(Request)) };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
