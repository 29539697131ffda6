use order_core::{OrderRequest, OrderValue};

#[derive(OrderRequest)]
struct Card {
    number: String,
}

#[derive(OrderValue)]
enum Payment {
    Card(Card),
    Transfer(Card),
}

#[derive(OrderValue)]
enum Delivery {
    Mail(Card),
    Courier(Card),
    Pickup(Card),
}

#[derive(OrderRequest)]
struct Order {
    #[nested]
    payment: Payment,
    #[nested]
    delivery: Delivery,
    #[nested]
    refund: Option<Payment>,
    #[required_if(present(payment.Card))]
    #[required_if(present(payment.Transfer))]
    reference: Option<String>,
    // A third variant is left.
    #[required_if(present(delivery.Mail))]
    #[required_if(present(delivery.Courier))]
    address: Option<String>,
    // There may be none.
    #[required_if(present(refund.Card))]
    #[required_if(present(refund.Transfer))]
    reason: Option<String>,
}

fn main() {}
