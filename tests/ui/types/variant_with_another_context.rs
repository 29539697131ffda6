use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderRequest)]
#[order(context = Account)]
struct Card {
    #[forbidden_unless(ctx.allows_cards)]
    number: Option<String>,
}

struct Account {
    allows_cards: bool,
}

#[derive(OrderValue)]
enum Payment {
    Card(Card),
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
