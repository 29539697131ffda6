//! An enum with data is one of its variants.

use order_core::{OrderRequest, OrderValue};

#[derive(OrderRequest)]
struct Card {
    number: String,
}

#[derive(OrderRequest)]
struct Transfer {
    iban: String,
}

#[derive(OrderValue)]
enum Payment {
    Card(Card),
    Transfer(Transfer),
}

#[derive(OrderRequest)]
struct Order {
    #[nested]
    payment: Payment,
    #[required_if(present(payment.Card) && present(payment.Transfer))]
    reason: Option<String>,
}

fn main() {}
