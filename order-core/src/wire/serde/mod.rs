//! `Serialize` and `Deserialize` of [serde](https://serde.rs), for types that derive `OrderRequest` or `OrderValue`.
//!
//! The derived impls call these functions. With `serde_json` they write the same bytes
//! as [`json`](crate::json). They read any self-describing format. A read error
//! lists all problems of the document, one per line, without lines and columns, which serde does not
//! provide.

mod read;
mod write;

use std::{fmt, marker::PhantomData};

use serde_core::de::DeserializeSeed;
pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{OrderRequest, Valid, request::ReadRequest, wire::FromWireIn};

pub use self::{
    read::{deserialize_request, deserialize_request_in, deserialize_value},
    write::{serialize_request, serialize_value},
};

/// Writes the same as for the request itself.
impl<T: OrderRequest> Serialize for Valid<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_request::<T, S>(self, serializer)
    }
}

/// Reads the request, and fails if a rule is broken.
impl<'de, T: ReadRequest<'de> + OrderRequest<Context = ()>> Deserialize<'de> for Valid<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_request(deserializer)
    }
}

/// A seed of serde that reads a request or a [`Valid`] request, given facts that are not on the wire.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, Valid, wire::InContext};
/// use serde_core::de::DeserializeSeed;
///
/// struct Shop {
///     most: u32,
/// }
///
/// #[derive(Debug, OrderRequest)]
/// #[order(context = Shop)]
/// #[rule(in_stock, amount <= ctx.most, "there are no more than that", at = amount)]
/// struct Order {
///     amount: u32,
/// }
///
/// let read = |text, shop: &Shop| {
///     let seed: InContext<'_, Valid<Order>, Shop> = InContext::new(shop);
///     seed.deserialize(&mut serde_json::Deserializer::from_str(text))
/// };
/// assert_eq!(read(r#"{"amount": 7}"#, &Shop { most: 7 })?.amount, 7);
/// assert!(read(r#"{"amount": 8}"#, &Shop { most: 7 }).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
pub struct InContext<'c, T, C> {
    context: &'c C,
    request: PhantomData<fn() -> T>,
}

impl<'c, T, C> InContext<'c, T, C> {
    /// Creates the seed.
    pub fn new(context: &'c C) -> Self {
        Self { context, request: PhantomData }
    }
}

/// Shows nothing of the context.
impl<T, C> fmt::Debug for InContext<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InContext").finish_non_exhaustive()
    }
}

impl<'de, T: FromWireIn<'de>> DeserializeSeed<'de> for InContext<'_, T, T::Context> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserialize_request_in(deserializer, self.context)
    }
}
