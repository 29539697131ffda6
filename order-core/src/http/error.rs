use std::fmt;

use crate::{
    ProblemDetails, ReadError,
    http::Format,
    language::{Catalogue, English, Message, Text, Value},
    problem::Kind,
    schema::Schema,
};

/// The reason why a server takes a call for none of an endpoint, or as one with mistakes.
///
/// [`status`](Self::status) is that of the answer, and [`problem_details`](Self::problem_details) its body. Messages show no
/// value of the call, so they can be logged.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum RequestError {
    /// The body did not arrive as a whole. Reading itself never gives this; a server does that collects a body.
    Incomplete,
    /// The media type of the body is none that is read here, or the body has none: status 415.
    MediaType {
        /// The media types that are read.
        accepted: Vec<&'static str>,
        /// The header of the answer that names them: `Accept-Patch` if the endpoint is called by `PATCH` ([RFC
        /// 5789](https://www.rfc-editor.org/rfc/rfc5789)), otherwise `Accept` (RFC 9110).
        header: &'static str,
    },
    /// The endpoint is called by another method: status 405.
    Method {
        /// The methods of the endpoint, for the header `Allow`.
        allowed: &'static str,
    },
    /// The server has no context of this type, in which the rules of the request are judged: status 500. The message, which is
    /// for the log of the server, says what to do; [`problem_details`](Self::problem_details) does not. Reading itself never
    /// gives this; the extractor of actix-web does.
    NoContext {
        /// Name of the type.
        name: &'static str,
    },
    /// The path is not that of the endpoint: status 404.
    Path,
    /// The body is longer than the server reads: status 413. Reading itself never gives this; a server does that collects
    /// a body.
    TooLarge,
    /// The call has mistakes: status 400 if something does not fit or is not well-formed, 422 if only rules are broken.
    Unreadable(ReadError),
}

impl RequestError {
    /// Returns the HTTP status of the answer.
    pub fn status(&self) -> u16 {
        self.kind().status()
    }

    fn kind(&self) -> Kind {
        match self {
            Self::Incomplete => Kind::Incomplete,
            Self::Path => Kind::NotFound,
            Self::Method { .. } => Kind::MethodNotAllowed,
            Self::TooLarge => Kind::ContentTooLarge,
            Self::MediaType { .. } => Kind::UnsupportedMediaType,
            Self::NoContext { .. } => Kind::NotSetUp,
            Self::Unreadable(error) => Kind::of(error),
        }
    }

    /// Returns a header of the answer that the status asks for: `Allow` with 405, and `Accept` or `Accept-Patch` with 415.
    pub fn header(&self) -> Option<(&'static str, String)> {
        match self {
            Self::Method { allowed } => Some(("Allow", (*allowed).to_owned())),
            Self::MediaType { accepted, header } => Some((*header, accepted.join(", "))),
            Self::Incomplete
            | Self::NoContext { .. }
            | Self::Path
            | Self::TooLarge
            | Self::Unreadable(_) => None,
        }
    }

    /// Returns the body of the answer.
    pub fn problem_details(&self) -> ProblemDetails {
        match self.message() {
            Ok(_) if matches!(self, Self::NoContext { .. }) => {
                ProblemDetails::of_call(self.kind(), Text::NotSetUp.alone())
            }
            Ok(message) => ProblemDetails::of_call(self.kind(), message),
            Err(error) => error.into(),
        }
    }

    /// Returns the message in the language of `catalogue`.
    pub fn in_language(&self, catalogue: &dyn Catalogue) -> String {
        match self.message() {
            Ok(message) => catalogue.words(&message),
            Err(error) => error.in_language(catalogue),
        }
    }

    /// Returns the message of a call that is refused as a whole, or else its mistakes.
    fn message(&self) -> Result<Message, &ReadError> {
        Ok(match self {
            Self::Incomplete => Text::BodyEnds.alone(),
            Self::MediaType { accepted, .. } => {
                let accepted = accepted.iter().map(|accepted| Value::plain(*accepted)).collect();
                Text::MediaType.with("accepted", Value::Ending(accepted, Text::ListOr))
            }
            Self::Method { allowed } => Text::Method.with("allowed", Value::plain(*allowed)),
            Self::NoContext { name } => Text::NoContext.with("name", Value::code(*name)),
            Self::Path => Text::NoSuchPath.alone(),
            Self::TooLarge => Text::BodyTooLong.alone(),
            Self::Unreadable(error) => return Err(error),
        })
    }

    /// The error of a body of another media type than those of `formats`.
    pub(super) fn media_type(formats: &[Format], method: &str, schema: &Schema) -> Self {
        let media_type = |format: &Format| match format {
            Format::Json if schema.has_update_body() => "application/merge-patch+json",
            format => format.media_type(),
        };
        let header = if method == "PATCH" { "Accept-Patch" } else { "Accept" };
        Self::MediaType { accepted: formats.iter().map(media_type).collect(), header }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(&English))
    }
}

impl std::error::Error for RequestError {}

impl From<&RequestError> for ProblemDetails {
    fn from(error: &RequestError) -> Self {
        error.problem_details()
    }
}
