//! An `Option` is required in every request, without saying so.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[required_if(ev)]
    #[required_unless(ev)]
    platform: Option<u8>,
    csr: String,
    #[required_if(present(csr))]
    validity: Option<u8>,
}

fn main() {}
