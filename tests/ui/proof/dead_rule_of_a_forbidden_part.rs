//! A demand on a member of a part that is absent whenever the demand would apply.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Certificate {
    years: Option<u8>,
}

#[derive(OrderRequest)]
#[required(certificate.years, if ev)]
struct Order {
    ev: bool,
    #[nested]
    #[forbidden_if(ev)]
    certificate: Option<Certificate>,
}

fn main() {}
