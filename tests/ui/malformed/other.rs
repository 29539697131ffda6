use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
enum Empty {
    Known,
    #[order(other)]
    Other,
}

#[derive(OrderValue)]
enum Named {
    Known,
    #[order(other)]
    Other { text: String },
}

#[derive(OrderValue)]
enum Two {
    Known,
    #[order(other)]
    Other(String, String),
}

#[derive(OrderValue)]
enum Number {
    Known,
    #[order(other)]
    Other(u8),
}

#[derive(OrderValue)]
enum Alone {
    #[order(other)]
    Other(String),
}

#[derive(OrderValue)]
enum Argument {
    Known,
    #[order(other = "unknown")]
    Other(String),
}

#[derive(OrderValue)]
enum Unmarked {
    Known,
    Other(String),
}

#[derive(OrderRequest)]
struct Order {
    empty: Option<Empty>,
    named: Option<Named>,
    two: Option<Two>,
    number: Option<Number>,
    alone: Option<Alone>,
    argument: Option<Argument>,
    unmarked: Option<Unmarked>,
}

fn main() {
    let order = Order {
        empty: Some(Empty::Other),
        named: Some(Named::Other { text: String::new() }),
        two: Some(Two::Other(String::new(), String::new())),
        number: Some(Number::Other(1)),
        alone: Some(Alone::Other(String::new())),
        argument: Some(Argument::Other(String::new())),
        unmarked: Some(Unmarked::Other(String::new())),
    };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
