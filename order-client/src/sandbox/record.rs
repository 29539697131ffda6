use std::fmt;

use hyper::{Request, body::Bytes};

use crate::{order_id::OrderId, sandbox::retail::AnyOrder};

/// An order that was placed with a sandbox.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PlacedOrder<T = AnyOrder> {
    /// The number of the order.
    pub order_id: OrderId,
    /// The order.
    pub order: T,
}

/// A request as the sandbox received it. `Debug` shows everything except the credentials.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The method.
    pub method: String,
    /// The path with the query.
    pub path: String,
    /// Names in lower case, with their values, in the order of arrival unless a name occurs twice.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body; empty if the answer did not need it.
    pub body: Vec<u8>,
    /// The names of the headers that may hold credentials.
    pub(super) hidden: Vec<String>,
}

impl RecordedRequest {
    /// Records a request, of which the headers for which `is_secret` holds are not shown.
    pub(super) fn new(head: &Request<()>, body: &Bytes, is_secret: impl Fn(&str) -> bool) -> Self {
        let uri = head.uri();
        let headers = head.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.as_bytes().to_owned()));
        let names = head.headers().keys().map(|name| name.as_str());
        Self {
            method: head.method().to_string(),
            path: uri.path_and_query().map_or_else(|| uri.to_string(), ToString::to_string),
            headers: headers.collect(),
            body: body.to_vec(),
            hidden: names.filter(|name| is_secret(name)).map(str::to_owned).collect(),
        }
    }

    /// The first value of a header. `name` must be in lower case.
    pub fn header(&self, name: &str) -> Option<&[u8]> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_slice())
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |(name, value): &(String, Vec<u8>)| match self.hidden.contains(name) {
            true => (name.clone(), "[redacted]".to_owned()),
            false => (name.clone(), String::from_utf8_lossy(value).into_owned()),
        };
        f.debug_struct("RecordedRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("headers", &self.headers.iter().map(shown).collect::<Vec<_>>())
            .field("body", &String::from_utf8_lossy(&self.body))
            .finish()
    }
}
