//! References of the caller, by which an order is found again.

use std::{
    hash::{BuildHasher as _, RandomState},
    time::SystemTime,
};

use order_core::Valid;

use crate::{endpoint::Order, failure::Failure, service};

/// Gives an order a reference of its own, if the API finds orders by one and it has none.
pub(super) fn given<T: Order>(order: Valid<T>) -> Result<Valid<T>, Failure> {
    let mut order = order.into_inner();
    if let Some(reference) = order.reference_mut()
        && reference.as_deref().is_none_or(|text| text.trim().is_empty())
    {
        *reference = Some(new());
    }
    service::valid(order.into_valid())
}

/// A reference that no other order has: the second, and 64 random bits.
fn new() -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    // Each state has a key of its own, which is random.
    let random = RandomState::new().hash_one((now, std::process::id()));
    format!("order-{}-{random:016x}", now.as_secs())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_references_are_equal() {
        let references: HashSet<_> = (0..1000).map(|_| new()).collect();
        assert_eq!(references.len(), 1000);
    }
}
