//! Whole numbers whose limits depend on the machine.

use std::collections::BTreeMap;

use order_core::{OrderRequest, OrderValue};

#[derive(OrderRequest)]
struct Order {
    a: usize,
    #[range(1..=3)]
    b: Option<isize>,
    c: Vec<Option<usize>>,
    d: BTreeMap<String, std::primitive::usize>,
    e: Count,
    #[order(skip)]
    f: usize,
    #[required_if(f > 1)]
    g: Option<u8>,
}

#[derive(OrderValue)]
#[range(1..)]
struct Count(usize);

fn main() {}
