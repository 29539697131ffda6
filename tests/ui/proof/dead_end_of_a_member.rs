//! The struct requires and forbids a member of a part.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Certificate {
    csr: Option<String>,
}

#[derive(OrderRequest)]
#[required(certificate.csr, if ev)]
#[forbidden(certificate.csr, if rush)]
struct Order {
    ev: bool,
    rush: bool,
    #[nested]
    certificate: Option<Certificate>,
}

fn main() {}
