use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
enum State {
    Pending,
    #[order(other)]
    Other(String),
}

#[derive(OrderRequest)]
struct Order {
    state: State,
    #[required_if(state == Other)]
    reason: Option<String>,
    #[required_if(state == "waiting")]
    note: Option<String>,
}

fn main() {
    let order = Order { state: State::Pending, reason: None, note: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
