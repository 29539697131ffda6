use std::fmt;

use hyper::{
    StatusCode,
    header::{HeaderName, HeaderValue},
};

use crate::order_id::OrderId;

/// The answer of a [`Sandbox`](crate::sandbox::Sandbox) to a request that keeps its rules.
///
/// # Example
///
/// ```
/// use order_client::sandbox::Answer;
///
/// let later = Answer::error(409, "too_early", "The shop opens at nine").header("Retry-After", "60");
/// let priced = Answer::placed_as(|number| format!(r#"{{"id": {number}, "total": "9.99"}}"#));
/// let state = Answer::json(r#"{"state": "shipped"}"#);
/// let bill = Answer::body("text/csv", "item,price\nbook,9.99\n");
/// ```
#[must_use]
pub struct Answer {
    pub(super) content: Content,
    pub(super) status: StatusCode,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
}

/// The content of an answer.
pub(super) enum Content {
    Empty,
    Error { code: String, words: String, field: Option<String> },
    Json(String),
    Other { media_type: HeaderValue, body: Vec<u8> },
    Placed(Option<Body>),
}

/// Writes the body of the reply to an order from its number.
type Body = Box<dyn FnOnce(&OrderId) -> String + Send>;

impl Answer {
    /// Places the order. The reply has status 201 and the number of the order, where the service declares it.
    pub fn placed() -> Self {
        Self::new(StatusCode::CREATED, Content::Placed(None))
    }

    /// Places the order. The reply has status 201 and the JSON that `body` makes of the number.
    ///
    /// A number that the service declares in a header is there as well.
    pub fn placed_as(body: impl FnOnce(&OrderId) -> String + Send + 'static) -> Self {
        Self::new(StatusCode::CREATED, Content::Placed(Some(Box::new(body))))
    }

    /// Replies with JSON and status 200. The text is sent as it stands, whatever format the request accepts.
    pub fn json(text: impl Into<String>) -> Self {
        Self::new(StatusCode::OK, Content::Json(text.into()))
    }

    /// Replies with a body of another media type, such as a file, and status 200.
    ///
    /// # Panics
    ///
    /// Panics if HTTP cannot carry the media type.
    pub fn body(media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let media_type = HeaderValue::from_str(media_type);
        let media_type = media_type.unwrap_or_else(|_| panic!("HTTP cannot carry this media type"));
        Self::new(StatusCode::OK, Content::Other { media_type, body: body.into() })
    }

    /// Replies with status 204 and no body.
    pub fn empty() -> Self {
        Self::new(StatusCode::NO_CONTENT, Content::Empty)
    }

    /// Replies with an error, in the shape that the service declares.
    ///
    /// # Panics
    ///
    /// Panics if `status` is not from 200 to 999.
    pub fn error(status: u16, code: impl Into<String>, words: impl Into<String>) -> Self {
        let content = Content::Error { code: code.into(), words: words.into(), field: None };
        Self::new(StatusCode::OK, content).status(status)
    }

    fn new(status: StatusCode, content: Content) -> Self {
        Self { content, status, headers: Vec::new() }
    }

    /// Names the field of the request that an error is about, such as `lines[0].isbn`. No other answer has one.
    pub fn field(mut self, path: impl Into<String>) -> Self {
        if let Content::Error { field, .. } = &mut self.content {
            *field = Some(path.into());
        }
        self
    }

    /// Sets the status.
    ///
    /// # Panics
    ///
    /// Panics if `status` is not from 200 to 999.
    pub fn status(self, status: u16) -> Self {
        Self { status: final_status(status), ..self }
    }

    /// Adds a header.
    ///
    /// # Panics
    ///
    /// Panics if HTTP cannot carry the name or the value.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::try_from(name);
        let name = name.unwrap_or_else(|_| panic!("HTTP cannot carry this name of a header"));
        let value = HeaderValue::from_str(value);
        let value = value.unwrap_or_else(|_| panic!("HTTP cannot carry this value of `{name}`"));
        self.headers.push((name, value));
        self
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("status", &self.status).finish_non_exhaustive()
    }
}

/// A status that ends a reply.
pub(super) fn final_status(status: u16) -> StatusCode {
    let status = StatusCode::from_u16(status).ok().filter(|status| !status.is_informational());
    status.unwrap_or_else(|| panic!("a reply has a status from 200 to 999"))
}
