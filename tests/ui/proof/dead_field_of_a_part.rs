//! A member that the parent forbids in every state. One that it always forbids is meant so.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Certificate {
    years: Option<u8>,
    note: Option<String>,
}

#[derive(OrderRequest)]
#[forbidden(certificate.years, if ev)]
#[forbidden(certificate.years, if !ev)]
#[forbidden(certificate.note)]
struct Order {
    ev: bool,
    #[nested]
    certificate: Certificate,
}

fn main() {}
