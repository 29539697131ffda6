use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
enum State {
    Pending,
    #[order(other, rename = "other", alias = "unknown", value = 7)]
    Other(#[order(rename = "text")] String),
}

#[derive(OrderRequest)]
struct Order {
    state: Option<State>,
}

fn main() {
    let order = Order { state: Some(State::Other(String::new())) };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
