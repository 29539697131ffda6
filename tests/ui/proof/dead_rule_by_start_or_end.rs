//! Conditions on how a known text begins or ends that contradict themselves. Those on `fine` do not.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    iban: Option<String>,
    host: Option<String>,
    #[required_if(iban == "FR76" && starts_with(iban, "DE"))]
    foreign: Option<String>,
    #[required_if(host == "example.com" && !ends_with(host, ".com"))]
    other: Option<String>,
    #[required_if(iban == "DE89" && starts_with(iban, "DE"))]
    #[forbidden_if(host == "example.org" && !ends_with(host, ".com") && !present(iban))]
    fine: Option<String>,
}

fn main() {}
