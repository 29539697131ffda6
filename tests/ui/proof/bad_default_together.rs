//! Defaults that no valid request has together, and a conditional default outside of a conditional list.

use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue)]
enum Method {
    Courier,
    Post,
}

#[derive(OrderRequest)]
#[rule(bulk, method == Post => count > 1, "only several items are sent by post")]
struct Order {
    #[default_value(Post)]
    method: Option<Method>,
    #[default_value(1)]
    count: u8,
    ev: bool,
    #[default_value_if(ev && count < 9, 3)]
    #[allowed_if(ev, 1, 2)]
    years: Option<u8>,
}

fn main() {}
