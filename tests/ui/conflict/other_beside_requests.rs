use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderRequest)]
struct Card {
    number: String,
}

#[derive(OrderValue)]
enum Payment {
    Card(Card),
    #[order(other)]
    Other(String),
}

#[derive(OrderRequest)]
struct Order {
    #[nested]
    payment: Option<Payment>,
}

fn main() {
    let payment = Payment::Card(Card { number: String::new() });
    let order = Order { payment: Some(payment) };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
