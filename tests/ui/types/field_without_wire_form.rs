use order_core::{OrderRequest, json};

struct Method;

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[required_if(ev)]
    method: Option<Method>,
}

fn main() {
    let order = Order { ev: true, method: Some(Method) };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
