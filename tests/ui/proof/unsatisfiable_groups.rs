//! Two groups of the same fields that exclude each other.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[group_count("most", 2..=3)]
    #[group_at_most_one("one")]
    email: Option<String>,
    #[group_count("most", 2..=3)]
    #[group_at_most_one("one")]
    telephone: Option<String>,
    #[group_count("most", 2..=3)]
    #[group_at_most_one("one")]
    fax: Option<String>,
}

fn main() {}
