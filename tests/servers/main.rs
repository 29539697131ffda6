//! The server's side over real frameworks, and its agreement with what the client writes.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod actix;
mod agreement;
mod axum;

use order_core::OrderRequest;

/// An order with members in every part of a call.
#[derive(Debug, OrderRequest)]
#[order(endpoint = "PUT /shops/{shop}/orders/{number}", response = ())]
struct Order {
    #[order(path)]
    shop: String,
    #[order(path)]
    number: u32,
    #[order(query)]
    lang: Option<String>,
    #[order(header, rename = "Idempotency-Key")]
    key: String,
    #[range(1..=9)]
    amount: u8,
}

/// An order that is warned of something.
#[derive(Debug, OrderRequest)]
#[order(endpoint = "POST /large", response = ())]
struct Large {
    #[range(..=9, warn)]
    amount: u8,
    #[order(deprecated = "use `amount`")]
    count: Option<u8>,
}

/// The facts that [`Limited`] is judged by.
#[derive(Debug, Clone, Copy)]
struct Shop {
    most: u8,
}

#[derive(Debug, OrderRequest)]
#[order(endpoint = "POST /orders", response = (), context = Shop)]
#[rule(in_stock, amount <= ctx.most, "there are no more than that", at = amount)]
struct Limited {
    amount: u8,
}

/// The same order where the framework finds the facts.
#[derive(Debug, OrderRequest)]
#[order(endpoint = "POST /stock", response = (), context = Shop)]
#[rule(in_stock, amount <= ctx.most, "there are no more than that", at = amount)]
struct Stocked {
    amount: u8,
    #[forbidden_if(amount >= ctx.most, warn)]
    note: Option<String>,
}
