//! A condition that is the same for every request, where what it makes of its field is allowed.

use order_core::OrderRequest;

#[derive(OrderRequest)]
#[order(allow(false_optional, dead_field))]
struct Alone {
    low: Option<u8>,
    #[present_iff(low > 3 || !(low > 3))]
    always: Option<String>,
    #[present_iff(low > 3 && !(low > 3))]
    never: Option<String>,
    #[required_unless(low > 3 && !(low > 3))]
    unless: Option<String>,
}

#[derive(OrderRequest)]
#[order(allow(false_optional, dead_field))]
struct ByAnother {
    #[range(1..=3)]
    validity: u8,
    #[present_iff(validity < 9)]
    always: Option<String>,
    #[present_iff(validity > 8)]
    never: Option<String>,
    #[required_unless(validity == 0)]
    unless: Option<String>,
}

#[derive(OrderRequest)]
#[rule(both, low > 3 && !(low > 3) => present(note), "a high number has a note")]
struct Premise {
    low: Option<u8>,
    note: Option<String>,
}

fn main() {}
