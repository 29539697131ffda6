use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
enum State {
    Pending,
    #[order(other)]
    Other(String),
    #[order(other)]
    Unknown(String),
}

#[derive(OrderValue)]
enum Device {
    Token,
    #[order(other, other)]
    Unknown(String),
}

#[derive(OrderRequest)]
struct Order {
    state: Option<State>,
    device: Option<Device>,
}

fn main() {
    let state = Some(State::Unknown(String::new()));
    let order = Order { state, device: Some(Device::Token) };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
