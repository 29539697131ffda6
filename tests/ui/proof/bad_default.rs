//! A default breaks the rules of its own field, a conditional one too; where that is allowed, nothing is said.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[allowed(1, 2, 3)]
    #[default_value_if(ev, 4)]
    #[default_value(5)]
    validity: Option<u8>,
}

#[derive(OrderRequest)]
#[order(allow(bad_default))]
struct Other {
    #[allowed(1, 2, 3)]
    #[default_value(5)]
    validity: u8,
}

fn main() {}
