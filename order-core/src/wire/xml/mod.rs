//! XML ([XML 1.0](https://www.w3.org/TR/xml/)), with functions named as in `serde_json`.
//!
//! <div style="overflow-x:auto"><div style="min-width:42rem">
//!
//! | in Rust | in XML |
//! | --- | --- |
//! | the request | the root element, named by `#[order(root = "…")]`, by default `request` |
//! | a field | an element with its wire name; none if the field is absent |
//! | a scalar | its text, whatever its type, because XML has no types; on reading, white space around a number, a bool, a decimal or a date does not count |
//! | empty text | an empty element: `<org_unit></org_unit>` |
//! | null | an empty element, if the type holds no empty text, list or part; otherwise only JSON can write it |
//! | a nested request | an element with child elements |
//! | a list | an element with one child per item, named by the singular: `<sans><san>a.example</san></sans>` |
//! | a list with a `separator` | an element with one text; child elements are read as well |
//! | a map | an element with one child per entry, named by its key |
//! | a free-form value | text; a list as children named `item`; an object as children named by its keys |
//!
//! </div></div>
//!
//! XML has no types, so a free-form value is read as text. Writing another scalar, or an empty list or object in a
//! free-form value, is an error.
//!
//! The singular is derived from the spelling: `countries` becomes `country`, `addresses` becomes
//! `address`, `sans` becomes `san`. If the name is not a plural, such as `data`, its items are named `item`.
//! `#[order(item = "…")]` sets another name.
//!
//! Reading follows the schema of the request and reports all problems at once, each with its path, line
//! and column. It accepts elements, text, CDATA, comments, the five predefined entities and
//! character references. Attributes, namespaces and processing instructions are problems. A DOCTYPE ends
//! the reading, so no entity can be declared. White space between elements is ignored; text
//! in an element is kept as it is. Elements may nest at most 128 levels deep.
//!
//! The memory for reading depends only on the size of the document.
//!
//! # Example
//!
//! ```
//! use order_core::{OrderRequest, xml};
//!
//! #[derive(Debug, OrderRequest)]
//! struct Order {
//!     validity: u8,
//!     sans: Vec<String>,
//!     org_unit: Option<String>,
//! }
//!
//! let order: Order = xml::from_str("<request><validity>1</validity><sans><san>a.example</san></sans></request>")?;
//! assert_eq!(
//!     xml::to_string(&order)?,
//!     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
//!      <request><validity>1</validity><sans><san>a.example</san></sans></request>",
//! );
//!
//! let error = xml::from_str::<Order>("<request>\n  <validty>1</validty>\n  <sans><name>a</name><san>b</san></sans>\n</request>").unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "line 2, column 3: unknown field `validty`; did you mean `validity`?\n\
//!      line 3, column 9: unknown element `name`; an item of `sans` is named `san`\n\
//!      line 4, column 1: `validity` is required; give it a value",
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod name;
mod parse;
mod write;

use std::borrow::Cow;

use crate::{
    OrderRequest, ReadError,
    schema::{Field, Schema},
    wire::{
        Document, FromWire, FromWireIn,
        error::Problems,
        read::{Parsed, too_long, utf8},
        write::{all_or_nothing, into_text},
    },
};

#[cfg(feature = "export")]
pub(crate) use self::name::item_of;
pub use crate::wire::WriteError;

/// Reads a request or a [`Valid`](crate::Valid) request from XML text.
///
/// # Errors
///
/// All problems of the document.
pub fn from_str<'de, T: FromWire<'de>>(text: &'de str) -> Result<T, ReadError> {
    if text.len() > Document::LONGEST {
        return Err(ReadError::one(text, too_long()));
    }
    let schema = T::__schema();
    parse::parse(text, schema).into_request(schema, &(), T::__from_document)
}

/// Reads a request or a [`Valid`](crate::Valid) request from XML text, given facts that are not on the wire.
///
/// # Errors
///
/// All problems of the document, the broken rules that read facts among them.
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

/// Parses XML text into a document with its problems.
pub(crate) fn parsed<'de>(text: &'de str, schema: &'static Schema) -> Parsed<'de> {
    if text.len() > Document::LONGEST {
        let mut problems = Problems::default();
        problems.add_always(too_long());
        return Parsed { document: Document::empty_object(""), problems, is_whole: false };
    }
    parse::parse(text, schema)
}

/// Reads a request or a [`Valid`](crate::Valid) request from XML in UTF-8.
///
/// # Errors
///
/// All problems of the document.
pub fn from_slice<'de, T: FromWire<'de>>(bytes: &'de [u8]) -> Result<T, ReadError> {
    from_str(utf8(bytes)?)
}

/// Reads a request or a [`Valid`](crate::Valid) request from XML in UTF-8, given facts that are not on the wire.
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

/// Writes a request as compact XML.
///
/// # Errors
///
/// A text contains a character that XML cannot represent, such as U+0000, a name or a map key is not an XML name, or
/// null cannot be told from what is empty.
pub fn to_vec<T: OrderRequest>(request: &T) -> Result<Vec<u8>, WriteError> {
    let mut out = Vec::with_capacity(write::ROOM);
    write_into(request, &mut out)?;
    Ok(out)
}

/// Writes a request as compact XML text.
///
/// # Errors
///
/// A text contains a character that XML cannot represent, such as U+0000, a name or a map key is not an XML name, or
/// null cannot be told from what is empty.
pub fn to_string<T: OrderRequest>(request: &T) -> Result<String, WriteError> {
    to_vec(request).map(into_text)
}

/// Writes a request as XML with two spaces of indentation and no final newline.
///
/// # Errors
///
/// A text contains a character that XML cannot represent, such as U+0000, a name or a map key is not an XML name, or
/// null cannot be told from what is empty.
pub fn to_vec_pretty<T: OrderRequest>(request: &T) -> Result<Vec<u8>, WriteError> {
    let mut out = Vec::with_capacity(write::ROOM);
    all_or_nothing(&mut out, |out| write::write(request, out, true))?;
    Ok(out)
}

/// Writes a request as XML text with two spaces of indentation and no final newline.
///
/// # Errors
///
/// A text contains a character that XML cannot represent, such as U+0000, a name or a map key is not an XML name, or
/// null cannot be told from what is empty.
pub fn to_string_pretty<T: OrderRequest>(request: &T) -> Result<String, WriteError> {
    to_vec_pretty(request).map(into_text)
}

/// Appends a request as compact XML to `out`.
///
/// # Errors
///
/// A text contains a character that XML cannot represent, such as U+0000, a name or a map key is not an XML name, or
/// null cannot be told from what is empty. In that case `out` is unchanged.
pub fn write_into<T: OrderRequest>(request: &T, out: &mut Vec<u8>) -> Result<(), WriteError> {
    all_or_nothing(out, |out| write::write(request, out, false))
}

/// The name of the elements that hold the items of this list.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, xml};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     sans: Vec<String>,
/// }
///
/// assert_eq!(xml::item_name(&Order::SCHEMA.fields[0]), "san");
/// ```
pub fn item_name(list: &Field) -> Cow<'static, str> {
    name::item_of(list.name, list.attributes.item)
}

/// The name of the root element.
fn root(schema: &Schema) -> &'static str {
    schema.root.unwrap_or("request")
}
