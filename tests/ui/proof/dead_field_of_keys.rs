//! A map without a possible key can be empty alone, and so is absent.

use std::collections::BTreeMap;

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[required]
    kind: Option<String>,
    #[keys(length(5.., if present(kind)))]
    #[keys(pattern("[a-z]{1,3}", if len(kind) > 0))]
    limits: Option<BTreeMap<String, u8>>,
}

#[derive(OrderRequest)]
struct Required {
    ev: bool,
    #[required_if(ev)]
    #[keys(length(..=2, if ev))]
    #[keys(allowed("one", "two"))]
    limits: Option<BTreeMap<String, u8>>,
}

fn main() {}
