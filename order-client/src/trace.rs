//! One span a call, under the names that OpenTelemetry has for HTTP clients (feature `tracing`).

use crate::error::Error;

/// The span of a call. It has no secret, and nothing of the request but its endpoint.
#[cfg(feature = "tracing")]
pub(crate) struct Trace(tracing::Span);

/// No span.
#[cfg(not(feature = "tracing"))]
pub(crate) struct Trace;

#[cfg(feature = "tracing")]
impl Trace {
    pub(crate) fn of(method: &str, template: &str, base_url: &crate::endpoint::BaseUrl) -> Self {
        let (address, port) = base_url.server();
        Self(tracing::info_span!(
            "HTTP call",
            otel.name = format_args!("{method} {template}"),
            otel.kind = "client",
            http.request.method = method,
            url.template = template,
            server.address = address,
            server.port = port,
            http.response.status_code = tracing::field::Empty,
            http.request.resend_count = tracing::field::Empty,
            "error.type" = tracing::field::Empty,
        ))
    }

    pub(crate) fn span(&self) -> tracing::Span {
        self.0.clone()
    }

    /// Notes the status of the latest reply.
    pub(crate) fn status(&self, status: u16) {
        self.0.record("http.response.status_code", status);
    }

    /// Notes how often the request was sent again.
    pub(crate) fn resent(&self, count: u32) {
        self.0.record("http.request.resend_count", count);
    }

    /// Notes the kind of the failure.
    pub(crate) fn failed(&self, error: &Error) {
        self.0.record("error.type", error.kind());
    }
}

#[cfg(not(feature = "tracing"))]
impl Trace {
    pub(crate) fn status(&self, _: u16) {}

    pub(crate) fn resent(&self, _: u32) {}

    pub(crate) fn failed(&self, _: &Error) {}
}
