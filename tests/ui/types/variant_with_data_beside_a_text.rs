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
    name: String,
    #[order(unchecked)]
    payment: Option<Payment>,
    #[required_if(name == Payment::Card)]
    a: Option<u8>,
    #[required_if(payment == Payment::Card)]
    b: Option<u8>,
    #[allowed(Payment::Card)]
    c: Option<String>,
    #[required_if(len(name) > Payment::Card)]
    d: Option<u8>,
    #[required_if(name < Payment::Card)]
    e: Option<u8>,
    #[default_value(Payment::Card)]
    f: Option<String>,
    #[required_if(f == "a")]
    g: Option<u8>,
}

fn main() {}
