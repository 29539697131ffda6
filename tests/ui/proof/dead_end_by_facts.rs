//! Facts of the context and members of parts are told in the example.

use order_core::OrderRequest;

struct Account {
    allows_ev: bool,
}

#[derive(OrderRequest)]
#[order(context = Account)]
struct Order {
    rush: bool,
    #[required_if(rush)]
    #[forbidden_unless(ctx.allows_ev)]
    reason: Option<String>,
}

#[derive(OrderRequest)]
struct Certificate {
    years: Option<u8>,
}

#[derive(OrderRequest)]
struct Other {
    #[nested]
    certificate: Option<Certificate>,
    rush: bool,
    #[required_if(certificate.years >= 3)]
    #[forbidden_unless(rush)]
    reason: Option<String>,
}

fn main() {}
