//! The border between the service that a sandbox stands for, and the server that all sandboxes share.

use std::time::Duration;

use hyper::{Method, Request, Response, body::Bytes};

use crate::{client::METHOD_OVERRIDE, sandbox::fault::FaultError};

/// The largest size of a body, in bytes.
pub const BODY_LIMIT: usize = 64 * 1024;

/// The service behind a sandbox. Connections, faults, limits and the record of requests are not its matter.
pub(super) trait Backend: Send + Sync {
    /// Judges a request by its head.
    fn judge<'a>(&'a self, head: &'a Request<()>) -> Judged<'a>;

    /// Refuses a request for a reason that concerns the server.
    fn refuse(&self, head: &Request<()>, refusal: &Refusal) -> Response<Bytes>;

    /// The number of orders that were placed.
    fn placed(&self) -> usize;

    /// Returns whether a header of this name may hold credentials. The name is in lower case.
    fn is_secret(&self, header: &str) -> bool {
        header == "authorization"
    }

    /// The largest size of a body, in bytes.
    fn body_limit(&self) -> usize {
        BODY_LIMIT
    }
}

/// The judgement about the head of a request.
pub(super) enum Judged<'a> {
    /// The reply, which needs no body.
    Answered(Response<Bytes>),
    /// The body decides.
    ByBody(ByBody<'a>),
}

/// Answers a request whose body was read.
pub(super) type ByBody<'a> = Box<dyn FnOnce(&Bytes) -> Response<Bytes> + Send + 'a>;

/// A reason of the server to refuse a request.
pub(super) enum Refusal {
    /// The body was cut off, or did not come in time.
    BodyCut,
    /// The body is longer than the limit.
    BodyTooLong,
    /// The fault that the request asks for is none.
    NoFault(FaultError),
    /// There were too many requests. There is room for another one after this time.
    TooMany(Duration),
}

/// The method of the request, or the one that a `POST` stands for.
pub(super) fn effective_method(head: &Request<()>) -> &str {
    match head.headers().get(METHOD_OVERRIDE).and_then(|value| value.to_str().ok()) {
        Some(method) if head.method() == Method::POST => method.trim(),
        _ => head.method().as_str(),
    }
}
