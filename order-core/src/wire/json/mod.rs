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
mod stream;
mod write;

use crate::{
    OrderRequest, Path,
    schema::Schema,
    wire::{
        Document, FromWire, FromWireIn, Output, ReadError,
        error::Problems,
        locate::{Found, found},
        read::{Parsed, diagnose_broken, utf8},
        write::into_text,
    },
};

pub(super) use self::stream::Stream;

/// Reads a request or a [`Valid`](crate::Valid) request from JSON text.
///
/// # Errors
///
/// All problems of the document.
#[doc(alias("deserialize", "parse"))]
pub fn from_str<'de, T: FromWire<'de>>(text: &'de str) -> Result<T, ReadError> {
    T::__from_stream(&mut Stream::new(text, T::__schema()))
}

/// Reads a request or a [`Valid`](crate::Valid) request from JSON text, given facts that are not on the wire.
///
/// # Errors
///
/// All problems of the document, the broken rules that read facts among them.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, Valid, json};
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
/// let error = json::from_str_in::<Valid<Order>>("{\n  \"amount\": 8\n}", &Shop { most: 7 }).unwrap_err();
/// let position = error.problems()[0].position();
/// assert_eq!((position.line, position.column), (2, 13));
/// // What does not fit is reported together with the rules of facts.
/// let error = json::from_str_in::<Order>(r#"{"amount": 8, "amuont": 8}"#, &Shop { most: 7 }).unwrap_err();
/// assert_eq!(error.problems().len(), 2);
/// ```
pub fn from_str_in<'de, T: FromWireIn<'de>>(
    text: &'de str,
    context: &T::Context,
) -> Result<T, ReadError> {
    T::__from_stream_in(&mut Stream::new(text, T::__schema()), context)
}

/// Reads what does not fit as it comes, from the whole document.
#[cold]
#[inline(never)]
pub(super) fn from_document<'de, T>(
    stream: &mut Stream<'de>,
    schema: &'static Schema,
    read: impl FnOnce(&Document<'de>) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    stream.forget();
    match parse::parse(stream.text()) {
        Ok(document) => read(&document),
        Err(broken) => Err(broken_syntax(stream.text(), schema, broken)),
    }
}

/// The problems of a text that is not well-formed.
#[cold]
fn broken_syntax(text: &str, schema: &'static Schema, broken: parse::Broken<'_>) -> ReadError {
    match broken.document {
        Some(document) => {
            let mut problems = Problems::default();
            problems.add_always(*broken.problem);
            diagnose_broken(schema, &document, problems)
        }
        None => ReadError::one(text, *broken.problem),
    }
}

/// Parses JSON text into a document with its problems.
pub(crate) fn parsed(text: &str) -> Parsed<'_> {
    match parse::parse(text) {
        Ok(document) => Parsed { document, problems: Problems::default(), is_whole: true },
        Err(parse::Broken { problem, document }) => {
            let mut problems = Problems::default();
            problems.add_always(*problem);
            let document = document.unwrap_or_else(|| Document::empty_object(""));
            Parsed { document, problems, is_whole: false }
        }
    }
}

/// Returns the position of each path in a JSON text, or else in the text before what is not well-formed.
#[cold]
pub(crate) fn positions(text: &[u8], schema: &'static Schema, paths: &[&Path]) -> Vec<Found> {
    let text = utf8(text).unwrap_or_default();
    found(&parsed(text).document, schema, paths)
}

/// Reads a request or a [`Valid`](crate::Valid) request from JSON in UTF-8.
///
/// # Errors
///
/// All problems of the document.
pub fn from_slice<'de, T: FromWire<'de>>(bytes: &'de [u8]) -> Result<T, ReadError> {
    from_str(utf8(bytes)?)
}

/// Reads a request or a [`Valid`](crate::Valid) request from JSON in UTF-8, given facts that are not on the wire.
///
/// # Errors
///
/// All problems of the document, the broken rules that read facts among them.
pub fn from_slice_in<'de, T: FromWireIn<'de>>(
    bytes: &'de [u8],
    context: &T::Context,
) -> Result<T, ReadError> {
    from_str_in(utf8(bytes)?, context)
}

/// Writes a request as compact JSON.
pub fn to_vec<T: OrderRequest>(request: &T) -> Vec<u8> {
    let mut out = Vec::with_capacity(write::ROOM);
    write_into(request, &mut out);
    out
}

/// Writes a request as compact JSON text.
#[doc(alias("serialize"))]
pub fn to_string<T: OrderRequest>(request: &T) -> String {
    into_text(to_vec(request))
}

/// Writes a request as JSON with two spaces of indentation and no final newline.
pub fn to_vec_pretty<T: OrderRequest>(request: &T) -> Vec<u8> {
    let mut out = Vec::with_capacity(write::ROOM);
    write::write(request, Output::new(&mut out), true);
    out
}

/// Writes a request as JSON text with two spaces of indentation and no final newline.
pub fn to_string_pretty<T: OrderRequest>(request: &T) -> String {
    into_text(to_vec_pretty(request))
}

/// Appends a request as compact JSON to `out`; allocates nothing if `out` has enough capacity.
pub fn write_into<T: OrderRequest>(request: &T, out: &mut Vec<u8>) {
    write::write(request, Output::new(out), false);
}

/// Appends `fields` of the type with this schema, like a request.
#[cfg(feature = "cases")]
pub(crate) fn write_fields(
    schema: &'static crate::schema::Schema,
    fields: &dyn crate::value::Fields,
    out: &mut Vec<u8>,
) {
    write::write_fields(schema, fields, Output::new(out));
}

/// Appends one value.
pub(crate) fn write_value(
    node: crate::value::Node<'_>,
    scalars: crate::schema::Scalars,
    out: &mut Vec<u8>,
) {
    write::write_value(node, scalars, Output::new(out));
}
