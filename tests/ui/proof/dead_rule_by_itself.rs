//! A rule that rules out every request to which it applies. It applies, but to no valid request.

use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue)]
enum Method {
    Courier,
    Post,
}

#[derive(OrderRequest)]
#[rule(no_contact, count(email, phone) == 0, "no contact is given")]
struct Order {
    #[default_value(Post)]
    method: Method,
    email: Option<String>,
    #[required_if(method == Courier)]
    #[group_at_least_one("contact")]
    phone: Option<String>,
    #[group_at_least_one("contact")]
    fax: Option<String>,
}

fn main() {}
