//! Forms (`application/x-www-form-urlencoded`, as the [URL Standard](https://url.spec.whatwg.org/#application/x-www-form-urlencoded)
//! has it), under the names of `serde_json`.
//!
//! | in Rust | in a form | read as well |
//! | --- | --- | --- |
//! | a scalar | `a=1` | |
//! | empty text, null, an empty list, map or part | `a=` | `a` |
//! | a nested request, a map | `a[b]=1` | |
//! | a list of scalars | `a=1&a=2` | `a[]=1&a[]=2`, `a[0]=1&a[1]=2` |
//! | a list with a `separator` | `a=1%2C2` | `a[]=1&a[]=2`, `a[0]=1&a[1]=2` |
//! | an item that is empty text | `a[]=` | `a[0]=` |
//! | a list of anything else | `a[0][b]=1` | |
//!
//! Brackets are written as `%5B` and `%5D`, as browsers do, and read either way. Numbered items count
//! from 0 without gaps, in any order. A key that holds brackets itself has no place in a form.
//!
//! Reading follows the request's schema and reports every problem at once, each with its path and
//! column. It is stricter than a browser where text would be guessed at: a `%` without two hexadecimal
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
    wire::{
        Document, FromWire,
        read::{too_long, utf8},
        write::{all_or_nothing, into_text},
    },
};

pub(super) use self::parse::{DEEPEST, Holds, number, steps};
pub use crate::wire::WriteError;

/// Reads a request, or a [`Valid`](crate::Valid) one, from a form.
///
/// # Errors
///
/// Every problem of the form at once.
pub fn from_str<'de, T: FromWire<'de>>(text: &'de str) -> Result<T, ReadError> {
    if text.len() > Document::LONGEST {
        return Err(ReadError::one(text, too_long()));
    }
    parse::parse(text, T::__schema()).into_request()
}

/// Reads a request, or a [`Valid`](crate::Valid) one, from a form in UTF-8.
///
/// # Errors
///
/// Every problem of the form at once.
pub fn from_slice<'de, T: FromWire<'de>>(bytes: &'de [u8]) -> Result<T, ReadError> {
    from_str(utf8(bytes)?)
}

/// Writes a request as a form.
///
/// # Errors
///
/// A name or the key of a map holds brackets.
pub fn to_vec<T: OrderRequest>(request: &T) -> Result<Vec<u8>, WriteError> {
    let mut out = Vec::with_capacity(write::ROOM);
    write_into(request, &mut out)?;
    Ok(out)
}

/// Writes a request as the text of a form.
///
/// # Errors
///
/// A name or the key of a map holds brackets.
pub fn to_string<T: OrderRequest>(request: &T) -> Result<String, WriteError> {
    to_vec(request).map(into_text)
}

/// Appends a request as a form to `out`.
///
/// # Errors
///
/// A name or the key of a map holds brackets; then `out` is as it was.
pub fn write_into<T: OrderRequest>(request: &T, out: &mut Vec<u8>) -> Result<(), WriteError> {
    all_or_nothing(out, |out| write::write(request, out))
}
