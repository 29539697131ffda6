//! `Serialize` and `Deserialize` of [serde](https://serde.rs), for what derives `OrderRequest` or `OrderValue`.
//!
//! The impls that the derive emits call these functions. With `serde_json` they write the same bytes
//! as [`json`](crate::json). They read what any self-describing format hands over, and their error
//! lists every problem of the document, one a line, without lines and columns, which serde does not
//! tell.

mod read;
mod write;

pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{OrderRequest, Valid, request::ReadRequest};

pub use self::{
    read::{deserialize_request, deserialize_value},
    write::{serialize_request, serialize_value},
};

/// Written like the request itself.
impl<T: OrderRequest> Serialize for Valid<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_request::<T, S>(self, serializer)
    }
}

/// Read only if all rules are kept.
impl<'de, T: ReadRequest<'de> + OrderRequest<Context = ()>> Deserialize<'de> for Valid<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_request(deserializer)
    }
}
