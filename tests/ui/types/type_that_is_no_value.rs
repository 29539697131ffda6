use std::{collections::BTreeMap, thread::Thread};

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
    address: Address,
    thread: Option<Thread>,
    all: Vec<Address>,
    boxed: Box<Address>,
    named: BTreeMap<String, Address>,
    pair: (u8, u8),
    three: [u8; 3],
    function: fn(u8) -> u8,
    #[order(path)]
    id: Address,
}

#[derive(OrderRequest)]
struct Judged {
    #[length(1..=3)]
    length: Address,
    #[required_if(reason)]
    required: Option<Address>,
    reason: Option<Thread>,
}

#[derive(OrderRequest)]
struct Allowed {
    #[allowed("a", "b")]
    allowed: Option<Address>,
}

#[derive(OrderRequest)]
struct Many {
    many: Option<Vec<Address>>,
}

macro_rules! request {
    ($name:ident, $ty:ty) => {
        #[derive(OrderRequest)]
        struct $name {
            field: $ty,
        }
    };
}

request!(ByMacro, Option<Thread>);

fn main() {}
