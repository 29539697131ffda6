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
#[order(update = OrderUpdate)]
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
#[order(update = OfValuesUpdate)]
struct OfValues {
    #[nested]
    kind: Kind,
    #[order(flatten)]
    flat: Kind,
}

#[derive(OrderRequest)]
#[order(update = GenericUpdate)]
struct Generic<T> {
    value: T,
    #[nested]
    address: Option<Address>,
}

#[derive(OrderRequest)]
#[order(update = ManyUpdate)]
struct Many {
    #[nested]
    many: Option<Vec<Address>>,
}

#[derive(OrderRequest)]
#[order(update = MoreUpdate)]
struct More {
    #[nested]
    more: Option<Box<Address>>,
}

fn main() {}
