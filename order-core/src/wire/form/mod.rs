//! Forms (`application/x-www-form-urlencoded`, as in the
//! [URL Standard](https://url.spec.whatwg.org/#application/x-www-form-urlencoded)), with functions named as in
//! `serde_json`.
//!
//! <div style="overflow-x:auto"><div style="min-width:50rem">
//!
//! | in Rust | in a form | also accepted |
//! | --- | --- | --- |
//! | a scalar | `a=1` | white space around a number, a bool, a decimal or a date |
//! | true | `a=true` | `a=on`, which a checkbox of HTML sends |
//! | empty text, an empty list, map or part | `a=` | `a` |
//! | null of a type that holds no empty text, list or part; other nulls only JSON can write | `a=` | `a` |
//! | a nested request, a map | `a[b]=1` | |
//! | a list of scalars | `a=1&a=2` | `a[]=1&a[]=2`, `a[0]=1&a[1]=2` |
//! | a list with a `separator` | `a=1%2C2` | `a[]=1&a[]=2`, `a[0]=1&a[1]=2` |
//! | an item that is empty text | `a[]=` | `a[0]=` |
//! | a list of other values | `a[0][b]=1` | |
//! | a free-form value | text, or a list or object that holds text | |
//!
//! </div></div>
//!
//! A form has no types, so a free-form value is read as text. Writing another scalar, or an empty list or object in a
//! free-form value, is an error.
//!
//! Brackets are written as `%5B` and `%5D`, as browsers do. Both spellings are accepted. Item numbers
//! start at 0 and have no gaps, but may come in any order. A key that contains brackets cannot be written.
//!
//! Reading follows the schema of the request and reports all problems at once, each with its path and
//! column. It is stricter than a browser, which would have to guess the text: a `%` without two hexadecimal
//! digits and bytes that are not UTF-8 are problems.
//!
//! # Example
//!
//! ```
//! use order_core::{OrderRequest, form};
//!
//! #[derive(Debug, OrderRequest)]
//! struct Contact {
//!     name: String,
//!     telephone: Option<String>,
//! }
//!
//! #[derive(Debug, OrderRequest)]
//! struct Order {
//!     validity: u8,
//!     sans: Vec<String>,
//!     contacts: Vec<Contact>,
//! }
//!
//! let order: Order = form::from_str("validity=1&sans=a.example&sans=b.example&contacts[0][name]=Gary+McCoy")?;
//! assert_eq!(order.contacts[0].name, "Gary McCoy");
//! assert_eq!(
//!     form::to_string(&order)?,
//!     "validity=1&sans=a.example&sans=b.example&contacts%5B0%5D%5Bname%5D=Gary+McCoy",
//! );
//!
//! let error = form::from_str::<Order>("validty=1&sans=a&contacts[0][nme]=x").unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "line 1, column 1: unknown field `validty`; did you mean `validity`?\n\
//!      line 1, column 30: unknown field `contacts[0].nme`; did you mean `name`?\n\
//!      line 1, column 36: `validity` is required; give it a value\n\
//!      line 1, column 36: `contacts[0].name` is required; give it a value that is not blank",
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod parse;
mod write;

use crate::{
    OrderRequest, ReadError,
    schema::Schema,
    wire::{
        Document, FromWire, FromWireIn,
        error::Problems,
        read::{Parsed, too_long, utf8},
        write::{all_or_nothing, into_text},
    },
};

pub(super) use self::parse::{DEEPEST, Holds, number, steps};
pub use crate::wire::WriteError;

/// Reads a request or a [`Valid`](crate::Valid) request from a form.
///
/// # Errors
///
/// All problems of the form.
pub fn from_str<'de, T: FromWire<'de>>(text: &'de str) -> Result<T, ReadError> {
    if text.len() > Document::LONGEST {
        return Err(ReadError::one(text, too_long()));
    }
    let schema = T::__schema();
    parse::parse(text, schema).into_request(schema, &(), T::__from_document)
}

/// Reads a request or a [`Valid`](crate::Valid) request from a form, given facts that are not on the wire.
///
/// # Errors
///
/// All problems of the form, the broken rules that read facts among them.
pub fn from_str_in<'de, T: FromWireIn<'de>>(
    text: &'de str,
    context: &T::Context,
) -> Result<T, ReadError> {
    if text.len() > Document::LONGEST {
        return Err(ReadError::one(text, too_long()));
    }
    let schema = T::__schema();
    let read = |document: &Document<'de>| T::__from_document_in(document, context);
    parse::parse(text, schema).into_request(schema, context, read)
}

/// Parses a form into a document with its problems.
pub(crate) fn parsed<'de>(text: &'de str, schema: &'static Schema) -> Parsed<'de> {
    if text.len() > Document::LONGEST {
        let mut problems = Problems::default();
        problems.add_always(too_long());
        return Parsed { document: Document::empty_object(""), problems, is_whole: false };
    }
    parse::parse(text, schema)
}

/// Reads a request or a [`Valid`](crate::Valid) request from a form in UTF-8.
///
/// # Errors
///
/// All problems of the form.
pub fn from_slice<'de, T: FromWire<'de>>(bytes: &'de [u8]) -> Result<T, ReadError> {
    from_str(utf8(bytes)?)
}

/// Reads a request or a [`Valid`](crate::Valid) request from a form in UTF-8, given facts that are not on the wire.
///
/// # Errors
///
/// All problems of the form, the broken rules that read facts among them.
pub fn from_slice_in<'de, T: FromWireIn<'de>>(
    bytes: &'de [u8],
    context: &T::Context,
) -> Result<T, ReadError> {
    from_str_in(utf8(bytes)?, context)
}

/// Writes a request as a form.
///
/// # Errors
///
/// A name or a map key contains brackets, or null cannot be told from what is empty.
pub fn to_vec<T: OrderRequest>(request: &T) -> Result<Vec<u8>, WriteError> {
    let mut out = Vec::with_capacity(write::ROOM);
    write_into(request, &mut out)?;
    Ok(out)
}

/// Writes a request as the text of a form.
///
/// # Errors
///
/// A name or a map key contains brackets, or null cannot be told from what is empty.
pub fn to_string<T: OrderRequest>(request: &T) -> Result<String, WriteError> {
    to_vec(request).map(into_text)
}

/// Appends a request as a form to `out`.
///
/// # Errors
///
/// A name or a map key contains brackets, or null cannot be told from what is empty. In that case `out` is unchanged.
pub fn write_into<T: OrderRequest>(request: &T, out: &mut Vec<u8>) -> Result<(), WriteError> {
    all_or_nothing(out, |out| write::write(request, out))
}
