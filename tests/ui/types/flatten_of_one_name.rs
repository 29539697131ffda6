use order_core::{OrderRequest, OrderValue};

#[derive(OrderRequest)]
struct Address {
    city: Option<String>,
    #[order(alias = "postcode")]
    zip: Option<String>,
}

#[derive(OrderRequest)]
struct Contact {
    #[order(rename = "city")]
    town: Option<String>,
    #[order(flatten)]
    inner: Inner,
}

#[derive(OrderRequest)]
struct Inner {
    #[order(rename = "postcode")]
    code: Option<String>,
}

#[derive(OrderValue)]
enum Payment {
    Card(Inner),
}

#[derive(OrderRequest)]
struct PartAndPart {
    #[order(flatten)]
    address: Address,
    #[order(flatten)]
    contact: Option<Box<Contact>>,
}

#[derive(OrderRequest)]
struct PartAndField {
    zip: Option<String>,
    #[order(flatten)]
    address: Address,
}

#[derive(OrderRequest)]
struct AliasInAPartOfAPart {
    #[order(flatten)]
    contact: Contact,
    #[order(alias = "postcode")]
    number: Option<u8>,
}

#[derive(OrderRequest)]
struct Variant {
    #[order(flatten)]
    payment: Payment,
    #[order(rename = "Card")]
    card: Option<u8>,
}

fn main() {}
