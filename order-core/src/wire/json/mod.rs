//! JSON ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)), with functions named as in `serde_json`.
//!
//! Reading reports all problems of a document at once, each with its path, line and column.
//! Writing omits absent fields and keeps the declared order.
//!
//! # Example
//!
//! ```
//! use order_core::{OrderRequest, json};
//!
//! #[derive(Debug, OrderRequest)]
//! #[order(scalars = "text")]
//! struct Order {
//!     validity: u8,
//!     org_unit: Option<String>,
//!     #[default_value(false)]
//!     ev: bool,
//! }
//!
//! let order: Order = json::from_str(r#"{"validity": 1}"#)?;
//! assert_eq!(json::to_string(&order), r#"{"validity":"1","ev":"false"}"#);
//!
//! let error = json::from_str::<Order>("{\n  \"validty\": 1,\n  \"ev\": \"maybe\"\n}").unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "line 2, column 3: unknown field `validty`; did you mean `validity`?\n\
//!      line 3, column 9: `ev` must be `true` or `false`\n\
//!      line 4, column 1: `validity` is required; give it a value",
//! );
//! # Ok::<(), order_core::ReadError>(())
//! ```

mod parse;
mod write;

use crate::{
    OrderRequest,
    wire::{
        FromWire, ReadError,
        error::Problems,
        read::{diagnose_broken, utf8},
        write::into_text,
    },
};

/// Reads a request or a [`Valid`](crate::Valid) request from JSON text.
///
/// # Errors
///
/// All problems of the document.
pub fn from_str<'de, T: FromWire<'de>>(text: &'de str) -> Result<T, ReadError> {
    match parse::parse(text) {
        Ok(document) => T::__from_document(&document),
        Err(broken) => Err(match broken.document {
            Some(document) => {
                let mut problems = Problems::default();
                problems.add_always(*broken.problem);
                diagnose_broken(T::__schema(), &document, problems)
            }
            None => ReadError::one(text, *broken.problem),
        }),
    }
}

/// Reads a request or a [`Valid`](crate::Valid) request from JSON in UTF-8.
///
/// # Errors
///
/// All problems of the document.
pub fn from_slice<'de, T: FromWire<'de>>(bytes: &'de [u8]) -> Result<T, ReadError> {
    from_str(utf8(bytes)?)
}

/// Writes a request as compact JSON.
pub fn to_vec<T: OrderRequest>(request: &T) -> Vec<u8> {
    let mut out = Vec::with_capacity(write::ROOM);
    write_into(request, &mut out);
    out
}

/// Writes a request as compact JSON text.
pub fn to_string<T: OrderRequest>(request: &T) -> String {
    into_text(to_vec(request))
}

/// Writes a request as JSON with two spaces of indentation and no final newline.
pub fn to_vec_pretty<T: OrderRequest>(request: &T) -> Vec<u8> {
    let mut out = Vec::with_capacity(write::ROOM);
    write::write(request, &mut out, true);
    out
}

/// Writes a request as JSON text with two spaces of indentation and no final newline.
pub fn to_string_pretty<T: OrderRequest>(request: &T) -> String {
    into_text(to_vec_pretty(request))
}

/// Appends a request as compact JSON to `out`; allocates nothing if `out` has enough capacity.
pub fn write_into<T: OrderRequest>(request: &T, out: &mut Vec<u8>) {
    write::write(request, out, false);
}

/// Appends `fields` of the type with this schema, like a request.
#[cfg(feature = "cases")]
pub(crate) fn write_fields(
    schema: &'static crate::schema::Schema,
    fields: &dyn crate::value::Fields,
    out: &mut Vec<u8>,
) {
    write::write_fields(schema, fields, out);
}

/// Appends one value.
#[cfg(feature = "cases")]
pub(crate) fn write_value(
    node: crate::value::Node<'_>,
    scalars: crate::schema::Scalars,
    out: &mut Vec<u8>,
) {
    write::write_value(node, scalars, out);
}
