//! A value that a condition names beside others can never be that of the field.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[allowed("basic", "code")]
    product: String,
    #[required_if(product in ["code", "ev"])]
    platform: Option<u8>,
}

fn main() {}
