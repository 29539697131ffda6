//! A part with rules that is not `nested`: rustc knows whether its type has rules.

use std::collections::BTreeMap;

use order_core::{OrderRequest, OrderValue};

#[derive(OrderRequest)]
struct Address {
    #[length(2)]
    country: String,
}

#[derive(OrderRequest)]
struct Plain {
    note: String,
}

#[derive(OrderValue)]
enum Place {
    Known(Address),
    Other(Plain),
}

type Several = Vec<Address>;

#[derive(OrderRequest)]
struct Order {
    address: Address,
    others: Option<Vec<Address>>,
    by_name: BTreeMap<String, Box<Address>>,
    several: Several,
    place: Place,
    #[order(unchecked)]
    meant: Address,
    #[nested]
    checked: Address,
    plain: Plain,
}

fn main() {}
