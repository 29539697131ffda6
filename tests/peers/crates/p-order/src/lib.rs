//! This project: everything is an attribute.

mod order;

pub use order::Order;

use order_core::{OrderRequest, Violations};

/// JSON by this project's own reader and writer.
pub mod json {
    use super::Order;

    pub fn read(document: &str) -> Order {
        order_core::json::from_str(document).unwrap()
    }

    pub fn write(order: &Order) -> Vec<u8> {
        order_core::json::to_vec(order)
    }

    pub fn write_into(order: &Order, out: &mut Vec<u8>) {
        order_core::json::write_into(order, out);
    }
}

pub fn check(order: &Order) -> usize {
    order.validate().err().as_ref().map_or(0, Violations::len)
}

pub fn fields(order: &Order) -> Vec<String> {
    let violations = order.validate().err().into_iter().flatten();
    violations.map(|violation| violation.path().to_string()).collect()
}
