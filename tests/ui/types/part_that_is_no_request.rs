use std::collections::BTreeMap;

use order_core::{OrderRequest, OrderValue};

struct Address {
    street: String,
}

#[derive(OrderValue)]
enum Kind {
    Gift,
    Sale,
}

#[derive(OrderRequest)]
struct Order {
    kind: Kind,
    #[nested]
    address: Address,
    #[nested]
    billing: Option<Address>,
    #[nested]
    boxed: Box<Address>,
    #[nested]
    all: Vec<Address>,
    #[nested]
    named: BTreeMap<String, Address>,
    #[order(flatten)]
    flat: Address,
}

#[derive(OrderRequest)]
struct OfValues {
    #[nested]
    kind: Kind,
    #[nested]
    kinds: Vec<Kind>,
    #[order(flatten)]
    flat: Kind,
}

#[derive(OrderRequest)]
struct Flat {
    #[order(flatten)]
    address: Address,
}

#[derive(OrderRequest)]
struct Generic<T> {
    value: T,
    #[nested]
    address: Option<Address>,
}

#[derive(OrderRequest)]
struct Many {
    #[nested]
    many: Option<Vec<Address>>,
}

#[derive(OrderRequest)]
struct More {
    #[nested]
    more: Option<Box<Address>>,
}

fn main() {}
