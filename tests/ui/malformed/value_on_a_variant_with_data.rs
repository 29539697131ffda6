use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderRequest)]
struct Card {
    number: Option<String>,
}

#[derive(OrderValue)]
enum Payment {
    #[order(value = 1)]
    Card(Card),
    #[order(value)]
    Other(Box<Card>),
}

#[derive(OrderRequest)]
struct Order {
    #[nested]
    payment: Option<Payment>,
    #[required_if(present(payment.Card.number))]
    reason: Option<String>,
}

fn main() {
    let order = Order { payment: Some(Payment::Card(Card { number: None })), reason: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
