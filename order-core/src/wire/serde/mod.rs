//! `Serialize` and `Deserialize` of [serde](https://serde.rs), for types that derive `OrderRequest` or `OrderValue`.
//!
//! The derived impls call these functions. With `serde_json` they write the same bytes
//! as [`json`](crate::json). They read any self-describing format. A read error
//! lists all problems of the document, one per line, without lines and columns, which serde does not
//! provide.

mod read;
mod write;

pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{OrderRequest, Valid, request::ReadRequest};

pub use self::{
    read::{deserialize_request, deserialize_value},
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
