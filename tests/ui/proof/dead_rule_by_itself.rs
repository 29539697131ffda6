//! A rule that applies, but to no valid request, because of itself.

use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue)]
enum Method {
    Courier,
    Post,
}

#[derive(OrderRequest)]
struct Order {
    #[default_value(Post)]
    method: Method,
    #[required_if(method == Courier)]
    #[group_at_most_one("contact")]
    phone: Option<String>,
    #[required_if(method == Courier)]
    #[group_at_most_one("contact")]
    email: Option<String>,
}

fn main() {}
