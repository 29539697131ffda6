//! A whole request of HTTP, read by a server from its method, path, query, headers and body at once.
//!
//! The type states where each member stands: `#[order(path)]`, `#[order(query)]`, `#[order(header)]`, all others in the
//! body. What a client writes by it, a server reads by it. Every problem of all parts is reported at once, each
//! with its place ([`Problem::part`]).
//!
//! - The path is matched with that of the [`Endpoint`]. Another path, another method and a media type that is not read
//!   are errors of their own ([`RequestError`]), with their status.
//! - A member that stands in another part than its own is a problem, and so is a parameter of the query that nothing
//!   declares. Other headers are not looked at; their names have no case.
//! - The body is read by its `Content-Type`: JSON, a form or (feature `xml`) XML. A body without any byte is none, whatever
//!   its type: every member of the body is absent.
//! - Values beside the body are texts, as in a form: white space around a number does not count, `on` is true. A
//!   list is given by one parameter, or one header, for each item, or as one text if it has a `separator`. A header is not
//!   taken apart at commas, which an item may hold.
//!
//! The features `axum` and `actix-web` make [`Valid`] an extractor, in the context that the application has, and [`Received`]
//! one for a context that the handler makes. Limits of size and time are those of the framework.
//!
//! [`Warned`], which is an extractor too, tells the warnings of a request: as headers of the reply
//! ([`warning_headers`](Warned::warning_headers)) or as a member of its body ([`warnings_to_json`](Warned::warnings_to_json)).
//! A call that is refused carries its warnings too ([`ReadError::warnings`]), and so do its problem details, as the
//! member `warnings`.
//!
//! # Example
//!
//! ```
//! use order_core::{Endpoint, OrderRequest, ProblemDetails, Valid, http::{Incoming, RequestError}};
//!
//! #[derive(Debug, OrderRequest)]
//! #[order(endpoint = "PUT /shops/{shop}/orders/{number}", response = ())]
//! struct Order {
//!     #[order(path)]
//!     shop: String,
//!     #[order(path)]
//!     number: u32,
//!     #[order(query)]
//!     tags: Option<Vec<String>>,
//!     #[order(header, rename = "Idempotency-Key")]
//!     key: String,
//!     #[range(1..=9)]
//!     amount: u8,
//! }
//!
//! let order: Valid<Order> = Incoming::new("PUT", "/shops/caf%C3%A9/orders/7?tags=a&tags=b+c")
//!     .header("idempotency-key", b"k1")
//!     .header("content-type", b"application/json")
//!     .body(br#"{"amount": 3}"#)
//!     .read()?;
//! assert_eq!((order.shop.as_str(), order.number, order.amount), ("café", 7, 3));
//!
//! let error = Incoming::new("PUT", "/shops/a/orders/seven?amount=3")
//!     .header("content-type", b"application/json")
//!     .body(br#"{"amount": 10, "shop": "b"}"#)
//!     .read::<Valid<Order>>()
//!     .unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "in the path, column 17: `number` must be a whole number from 0 to 4294967295\n\
//!      in the query, column 1: `amount` belongs in the body; remove it from the query\n\
//!      in the header `Idempotency-Key`: `Idempotency-Key` is required; give it a value that is not blank\n\
//!      in the body, line 1, column 12: `amount` must be from 1 to 9\n\
//!      in the body, line 1, column 16: `shop` belongs in the path; remove it from the body",
//! );
//! assert_eq!((error.status(), ProblemDetails::MEDIA_TYPE), (400, "application/problem+json"));
//!
//! let error = Incoming::new("POST", "/shops/a/orders/7").read::<Order>().unwrap_err();
//! assert!(matches!(error, RequestError::Method { allowed: "PUT" }));
//! # Ok::<(), RequestError>(())
//! ```
//!
//! # Any other framework
//!
//! Collect the body, within a limit, and pass the parts of the call as they came, undecoded, to [`Incoming`], or to [`Received`] if
//! they must be owned. Answer a [`RequestError`] by its [`status`](RequestError::status), its
//! [`header`](RequestError::header) if there is one, and its [`problem_details`](RequestError::problem_details). If a
//! router has chosen the endpoint, say [`routed`](Incoming::routed), so that the API may stand below a path of its own.
//!
//! ```
//! use order_core::{OrderRequest, ProblemDetails, Valid, http::Incoming};
//!
//! /// A reply, in the types of the framework.
//! struct Reply {
//!     status: u16,
//!     headers: Vec<(&'static str, String)>,
//!     body: String,
//! }
//!
//! #[derive(OrderRequest)]
//! #[order(endpoint = "POST /orders", response = ())]
//! struct Order {
//!     #[range(1..=9)]
//!     amount: u8,
//! }
//!
//! fn place(method: &str, target: &str, headers: &[(String, Vec<u8>)], body: &[u8]) -> Reply {
//!     let headers = headers.iter().map(|(name, value)| (name.as_str(), value.as_slice()));
//!     match Incoming::new(method, target).headers(headers).body(body).routed().read::<Valid<Order>>() {
//!         Ok(order) => Reply { status: 201, headers: Vec::new(), body: order.amount.to_string() },
//!         Err(error) => {
//!             let mut headers = vec![("Content-Type", ProblemDetails::MEDIA_TYPE.to_owned())];
//!             headers.extend(error.header());
//!             Reply { status: error.status(), headers, body: error.problem_details().to_json() }
//!         }
//!     }
//! }
//!
//! let json = [("Content-Type".to_owned(), b"application/json".to_vec())];
//! assert_eq!(place("POST", "/api/orders", &json, br#"{"amount": 3}"#).body, "3");
//! let reply = place("POST", "/api/orders", &json, br#"{"amount": 10}"#);
//! assert_eq!((reply.status, reply.headers[0].1.as_str()), (422, "application/problem+json"));
//! assert!(reply.body.contains(r#""rule_id":"amount.range","in":"body""#));
//! ```

#[cfg(feature = "actix-web")]
mod actix;
#[cfg(feature = "axum")]
mod axum;
mod error;
mod parts;
mod template;

use std::{any::Any, fmt};

#[cfg(feature = "axum")]
pub use self::axum::InState;
pub use self::error::RequestError;
use self::parts::Parts;
pub use crate::wire::Part;
#[cfg(feature = "xml")]
use crate::wire::xml;
use crate::{
    Code, Endpoint, Path, ReadError, Valid, percent,
    schema::Schema,
    wire::{
        Document, FromWire, FromWireIn, Parsed, Problem, Problems, Warned, diagnose_call, form,
        in_call, json, no_object, utf8,
    },
};

/// A request that has an endpoint, or such a request as valid.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no endpoint",
    note = "say `#[order(endpoint = \"POST /orders\", response = …)]` on the request"
)]
pub trait OfEndpoint {
    /// The request.
    type Endpoint: Endpoint;
}

impl<T: Endpoint> OfEndpoint for T {
    type Endpoint = T;
}

impl<T: Endpoint> OfEndpoint for Valid<T> {
    type Endpoint = T;
}

impl<T: Endpoint> OfEndpoint for Warned<T> {
    type Endpoint = T;
}

/// Returns the values of a path at the placeholders of a template such as `/orders/{id}`, decoded; `None` if the path does not fit,
/// or is not encoded as it should be. [`Incoming`] finds the members of a path in this way.
///
/// ```
/// use order_core::http::path_values;
///
/// assert_eq!(path_values("/orders/{id}", "/orders/a%20b"), Some(vec![("id", "a b".to_owned())]));
/// assert_eq!(path_values("/orders/{id}", "/orders"), None);
/// ```
pub fn path_values<'t>(template: &'t str, path: &str) -> Option<Vec<(&'t str, String)>> {
    let values = template::values(template, path, false)?.into_iter();
    values.map(|(name, range)| Some((name, decoded(&path[range], false)?))).collect()
}

/// Returns the names and values of a query, decoded like a form; `None` if it is not encoded as it should be.
///
/// ```
/// use order_core::http::query_values;
///
/// let expected = [("a b", "+"), ("c", "")].map(|(name, value)| (name.to_owned(), value.to_owned()));
/// assert_eq!(query_values("a+b=%2B&&c"), Some(expected.to_vec()));
/// assert_eq!(query_values("a=%2"), None);
/// ```
pub fn query_values(query: &str) -> Option<Vec<(String, String)>> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Some((decoded(name, true)?, decoded(value, true)?))
    };
    pairs.map(pair).collect()
}

/// Decodes `%` and two hexadecimal digits and, in a query, `+`; `None` if the text is not encoded as it should be.
pub fn decoded(encoded: &str, plus_is_blank: bool) -> Option<String> {
    percent::decode(encoded, plus_is_blank).ok()
}

/// A format of a body, known by its media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// `application/json`, or a type that ends in `+json`.
    Json,
    /// `application/x-www-form-urlencoded`. A page of any other site can send it without asking, so a server that knows its
    /// users by a cookie does better without it; see [`Incoming::formats`].
    Form,
    /// `application/xml`, `text/xml`, or a type that ends in `+xml`.
    #[cfg(feature = "xml")]
    Xml,
}

impl Format {
    /// All formats.
    pub const ALL: &'static [Self] = &[
        Self::Json,
        Self::Form,
        #[cfg(feature = "xml")]
        Self::Xml,
    ];

    /// Returns the media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
            #[cfg(feature = "xml")]
            Self::Xml => "application/xml",
        }
    }

    /// Returns the format that a `Content-Type` names; `None` if it names none, or another encoding than UTF-8.
    pub fn of(content_type: &str) -> Option<Self> {
        let mut pieces = content_type.split(';').map(str::trim);
        let kind = pieces.next()?.to_ascii_lowercase();
        for parameter in pieces {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let is_utf8 = value.trim_matches('"').eq_ignore_ascii_case("utf-8");
            if name.eq_ignore_ascii_case("charset") && !is_utf8 {
                return None;
            }
        }
        match kind.as_str() {
            "application/json" => Some(Self::Json),
            "application/x-www-form-urlencoded" => Some(Self::Form),
            #[cfg(feature = "xml")]
            "application/xml" | "text/xml" => Some(Self::Xml),
            kind if kind.ends_with("+json") => Some(Self::Json),
            #[cfg(feature = "xml")]
            kind if kind.ends_with("+xml") => Some(Self::Xml),
            _ => None,
        }
    }
}

/// A call as it comes to a server, in parts that are borrowed.
///
/// The [module](self) has an example.
#[derive(Clone)]
pub struct Incoming<'a> {
    method: &'a str,
    path: &'a str,
    query: &'a str,
    headers: Vec<(&'a str, &'a [u8])>,
    body: &'a [u8],
    formats: &'a [Format],
    is_routed: bool,
}

impl<'a> Incoming<'a> {
    /// Creates a call without headers and body. `target` is the path below the base URL of the API as it came, with its
    /// percent-encoding and its query: `/orders/7?lang=de`.
    pub fn new(method: &'a str, target: &'a str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self {
            method,
            path,
            query,
            headers: Vec::new(),
            body: &[],
            formats: Format::ALL,
            is_routed: false,
        }
    }

    /// Sets the query, without `?` and as it came.
    #[must_use]
    pub fn query(self, query: &'a str) -> Self {
        Self { query, ..self }
    }

    /// Adds a header. Its name may be written in any case.
    #[must_use]
    pub fn header(mut self, name: &'a str, value: &'a [u8]) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Adds headers.
    #[must_use]
    pub fn headers(mut self, headers: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        self.headers.extend(headers);
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(self, body: &'a [u8]) -> Self {
        Self { body, ..self }
    }

    /// Sets the formats in which a body is read, by default all.
    #[must_use]
    pub fn formats(self, formats: &'a [Format]) -> Self {
        Self { formats, ..self }
    }

    /// Says that a router has chosen the endpoint, so the path may have steps of the router before those of the endpoint:
    /// `/api/v1/orders/7` for `/orders/{id}`.
    #[must_use]
    pub fn routed(self) -> Self {
        Self { is_routed: true, ..self }
    }

    /// Reads a request, or a [`Valid`] request.
    ///
    /// # Errors
    ///
    /// [`RequestError`], with all problems of all parts.
    pub fn read<T>(&'a self) -> Result<T, RequestError>
    where
        T: FromWire<'a> + OfEndpoint,
    {
        self.read_by::<T, T::Endpoint>(&(), T::__from_document, T::__moved)
    }

    /// Reads a request, or a [`Valid`] request, given facts that are not on the wire.
    ///
    /// # Errors
    ///
    /// [`RequestError`], with all problems of all parts, the broken rules that read facts among them.
    pub fn read_in<T>(&'a self, context: &T::Context) -> Result<T, RequestError>
    where
        T: FromWireIn<'a> + OfEndpoint,
    {
        let read = |document: &Document<'a>| T::__from_document_in(document, context);
        self.read_by::<T, T::Endpoint>(context, read, T::__moved)
    }

    fn read_by<T, R: Endpoint>(
        &'a self,
        context: &dyn Any,
        read: impl FnOnce(&Document<'a>) -> Result<T, ReadError>,
        moved: impl FnOnce(T, &dyn Fn(Vec<Problem>) -> Vec<Problem>) -> T,
    ) -> Result<T, RequestError> {
        let schema = R::SCHEMA;
        let path = template::values(R::PATH, self.path, self.is_routed);
        let path = path.ok_or(RequestError::Path)?;
        if self.method != R::METHOD && !(self.method == "HEAD" && R::METHOD == "GET") {
            let allowed = if R::METHOD == "GET" { "GET, HEAD" } else { R::METHOD };
            return Err(RequestError::Method { allowed });
        }
        let mut parsed = self.parsed(schema)?;
        let mut parts = Parts::of(self, schema, path);
        let mut misplaced = Vec::new();
        if let Some(root) = parsed.document.root() {
            for child in root.children() {
                let problems = &mut parsed.problems;
                if parts.is_misplaced(child.key, child.key_start, problems) {
                    misplaced.push(child.place.entry());
                }
            }
        }
        if !misplaced.is_empty() {
            parsed.document = parsed.document.without(&misplaced);
        }
        parts.add_to(&mut parsed.document);
        let is_alone = parts.problems.is_empty() && parts.unreadable.is_empty();
        let outcome = if is_alone {
            parsed.into_request(schema, context, read)
        } else {
            Err(diagnose_call(schema, parsed, context, &parts.unreadable))
        };
        let beside = std::mem::take(&mut parts.problems);
        let place = |problem: &Problem| parts.place(problem);
        let text = |part| parts.text(part);
        match outcome {
            Ok(read) => Ok(moved(read, &|warnings| in_call(warnings, Vec::new(), place, text))),
            Err(error) => Err(RequestError::Unreadable(error.of_call(beside, place, text))),
        }
    }

    /// Parses the body into a document whose root is an object.
    fn parsed(&self, schema: &'static Schema) -> Result<Parsed<'a>, RequestError> {
        let Some(format) = self.format(schema)? else {
            let (document, problems) = (Document::empty_object(""), Problems::default());
            return Ok(Parsed { document, problems, is_whole: true });
        };
        let text = match utf8(self.body) {
            Ok(text) => text,
            Err(error) => {
                let valid = error.problems().first().map_or(0, |it| it.position().offset);
                let before = str::from_utf8(&self.body[..valid]).unwrap_or_default();
                let mut problems = Problems::default();
                error.into_problems().for_each(|problem| problems.add_always(problem));
                let document = Document::empty_object(before);
                return Ok(Parsed { document, problems, is_whole: false });
            }
        };
        let mut parsed = match format {
            Format::Json => json::parsed(text),
            Format::Form => form::parsed(text, schema),
            #[cfg(feature = "xml")]
            Format::Xml => xml::parsed(text, schema),
        };
        let Some(root) = parsed.document.root() else {
            parsed.document = Document::empty_object(parsed.document.source());
            return Ok(parsed);
        };
        if !root.is_object() {
            let (start, message) = (root.start(), no_object(schema));
            let problem = || Problem::new(Path::ROOT, Code::Type, start, message);
            parsed.problems.add(problem);
            parsed.document = Document::empty_object(parsed.document.source());
            parsed.is_whole = false;
        }
        Ok(parsed)
    }

    /// The format of the body; `None` if there is no body.
    fn format(&self, schema: &Schema) -> Result<Option<Format>, RequestError> {
        if self.body.is_empty() {
            return Ok(None);
        }
        let refused = || RequestError::media_type(self.formats, self.method, schema);
        let is_content_type = |name: &str| name.eq_ignore_ascii_case("content-type");
        let mut types = self.headers.iter().filter(|(name, _)| is_content_type(name));
        let (_, first) = types.next().ok_or_else(refused)?;
        // Of two types, a proxy may have looked at the other one.
        if types.any(|(_, other)| other != first) {
            return Err(refused());
        }
        let format = str::from_utf8(first).ok().and_then(Format::of);
        let format = format.filter(|format| self.formats.contains(format));
        format.map(Some).ok_or_else(refused)
    }
}

/// Shows nothing of the call but its method and the lengths of its parts, because they may hold secrets.
impl fmt::Debug for Incoming<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("method", &self.method)
            .field("headers", &self.headers.len())
            .field("body", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A call that has come to a server, whose parts are owned. The extractors keep one; it can be read in a context that is made
/// for this call.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, Valid, http::{Received, RequestError}};
///
/// struct Shop {
///     most: u32,
/// }
///
/// #[derive(Debug, OrderRequest)]
/// #[order(endpoint = "POST /orders", response = (), context = Shop)]
/// #[rule(in_stock, amount <= ctx.most, "there are no more than that", at = amount)]
/// struct Order {
///     amount: u32,
/// }
///
/// fn place(received: &Received) -> Result<u32, RequestError> {
///     let order: Valid<Order> = received.read_in(&Shop { most: 7 })?;
///     Ok(order.amount)
/// }
///
/// let received = Received {
///     method: "POST".to_owned(),
///     path: "/orders".to_owned(),
///     headers: vec![("content-type".to_owned(), b"application/json".to_vec())],
///     body: br#"{"amount": 8}"#.to_vec(),
///     ..Received::default()
/// };
/// assert_eq!(
///     place(&received).unwrap_err().to_string(),
///     "in the body, line 1, column 12: `amount`: there are no more than that because `amount` is greater than `ctx.most`",
/// );
/// ```
#[derive(Clone, Default)]
pub struct Received {
    /// The method, such as `POST`.
    pub method: String,
    /// The path as it came. It may have steps of a router before those of the endpoint.
    pub path: String,
    /// The query as it came, without `?`.
    pub query: String,
    /// The headers.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Received {
    /// Borrows the parts, as of a call that was [`routed`](Incoming::routed).
    pub fn incoming(&self) -> Incoming<'_> {
        let headers = self.headers.iter();
        Incoming::new(&self.method, &self.path)
            .query(&self.query)
            .headers(headers.map(|(name, value)| (name.as_str(), value.as_slice())))
            .body(&self.body)
            .routed()
    }

    /// Reads a request, or a [`Valid`] request, that borrows nothing.
    ///
    /// # Errors
    ///
    /// [`RequestError`], with all problems of all parts.
    pub fn read<T>(&self) -> Result<T, RequestError>
    where
        T: for<'a> FromWire<'a> + OfEndpoint,
    {
        self.incoming().read()
    }

    /// Reads a request, or a [`Valid`] request, that borrows nothing, given facts that are not on the wire.
    ///
    /// # Errors
    ///
    /// [`RequestError`], with all problems of all parts, the broken rules that read facts among them.
    pub fn read_in<T, C>(&self, context: &C) -> Result<T, RequestError>
    where
        T: for<'a> FromWireIn<'a, Context = C> + OfEndpoint,
    {
        self.incoming().read_in(context)
    }
}

/// Shows nothing of the call but its method and the lengths of its parts, because they may hold secrets.
impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.incoming().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_mark_divides() {
        let call = Incoming::new("GET", "/orders?q=a?b=c");
        assert_eq!((call.path, call.query), ("/orders", "q=a?b=c"));
        assert_eq!(query_values("q=a?b=c"), Some(vec![("q".to_owned(), "a?b=c".to_owned())]));
        assert_eq!(query_values("&"), Some(Vec::new()));
    }

    #[test]
    fn of_the_parameters_of_a_media_type_only_the_charset_is_read() {
        assert_eq!(Format::of("application/json; profile=strict"), Some(Format::Json));
        assert_eq!(
            Format::of("application/json; profile=a; charset=\"UTF-8\""),
            Some(Format::Json)
        );
        assert_eq!(Format::of("application/json; charset=latin1"), None);
    }
}
