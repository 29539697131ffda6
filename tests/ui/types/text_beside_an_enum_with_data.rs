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
struct Holder {
    #[order(unchecked)]
    payment: Option<Payment>,
}

#[derive(OrderRequest)]
struct Order {
    #[order(unchecked)]
    payment: Option<Payment>,
    #[nested]
    holder: Holder,
    #[order(unchecked)]
    payments: Vec<Payment>,
    #[required_if(holder.payment == "Card")]
    a: Option<u8>,
    #[required_if(payment in ["Card"])]
    b: Option<u8>,
    #[required_if(any(one in payments, one == true))]
    c: Option<u8>,
}

#[derive(OrderRequest)]
struct Checked {
    #[nested]
    payment: Option<Payment>,
    #[required_if(payment == "Card")]
    a: Option<u8>,
    #[required_if(payment == "card number")]
    b: Option<u8>,
}

fn main() {}
