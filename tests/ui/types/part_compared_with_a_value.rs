use order_core::{OrderRequest, OrderValue};

#[derive(OrderRequest)]
struct Card {
    number: u8,
}

#[derive(OrderValue)]
enum Payment {
    Card(Card),
}

#[derive(OrderRequest)]
struct Order {
    #[nested]
    payment: Option<Payment>,
    #[nested]
    part: Option<Card>,
    #[required_if(payment == Card)]
    a: Option<u8>,
    #[required_if(payment in [Payment::Card])]
    b: Option<u8>,
    #[required_if(payment == "card")]
    c: Option<u8>,
    #[required_if(part == 1)]
    d: Option<u8>,
}

fn main() {}
