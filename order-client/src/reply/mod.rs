//! Turns a reply into a result.

mod body;
mod json;

use std::{fmt, time::Duration};

use order_core::{Path, Schema};
use reqwest::{
    Response,
    header::{
        CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, DATE, HeaderMap, LOCATION, RETRY_AFTER,
        TRANSFER_ENCODING,
    },
};

pub use self::body::BodyEnd;
use self::json::Value;
use crate::{
    error::{ApiError, Error, Unreadable},
    order_id::OrderId,
    redact::Redactor,
    retail::OrderPlaced,
};

/// Media type of a refusal in the API's own words.
pub(crate) const ERROR_JSON: &str = "application/vnd.digicert.error+json";

/// How much of a body or header is shown to people.
const SHOWN: usize = 1024;

/// A reply that was not what was asked for, with everything that was received.
///
/// `Debug` shows the start of the body without the API key, should the server have echoed it.
/// [`body`](Self::body) and [`header`](Self::header) give what was received, as it was.
pub struct Reply {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
    end: BodyEnd,
    shown: String,
    location: Option<String>,
}

impl Reply {
    /// Reads at most `limit` bytes of the body.
    pub(crate) async fn read(response: Response, limit: usize, redactor: &Redactor) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let location =
            headers.get(LOCATION).map(|location| redactor.excerpt(location.as_bytes(), SHOWN));
        let (body, end) = body::read(response, limit).await;
        let shown = redactor.excerpt(&body, SHOWN);
        Self { status, headers, body, end, shown, location }
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The first value of a header; case does not matter in `name`.
    pub fn header(&self, name: &str) -> Option<&[u8]> {
        self.headers.get(name).map(|value| value.as_bytes())
    }

    /// What was received of the body, byte for byte. It may hold what the server echoes.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Whether this is the whole body, and if not, why.
    pub fn body_end(&self) -> &BodyEnd {
        &self.end
    }

    /// The start of the body on one line, without the API key.
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// Whether the message says twice where it ends. HTTP has an order of precedence for this, but
    /// what comes from such a server may be half of one message and half of another.
    fn has_two_lengths(&self) -> bool {
        self.headers.contains_key(CONTENT_LENGTH) && self.headers.contains_key(TRANSFER_ENCODING)
    }

    fn is_error_json(&self) -> bool {
        let value = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media_type = value.and_then(|value| value.split(';').next()).unwrap_or_default();
        media_type.trim().eq_ignore_ascii_case(ERROR_JSON)
    }

    /// How long the server asks to wait.
    fn retry_after(&self) -> Option<Duration> {
        let text = |name| self.headers.get(name)?.to_str().ok();
        let wait = text(RETRY_AFTER)?;
        if let Ok(seconds) = wait.parse() {
            return Some(Duration::from_secs(seconds));
        }
        // Measured on the server's clock, which need not agree with ours.
        let until = httpdate::parse_http_date(wait).ok()?;
        let now = text(DATE).and_then(|date| httpdate::parse_http_date(date).ok());
        let now = now.unwrap_or_else(std::time::SystemTime::now);
        Some(until.duration_since(now).unwrap_or_default())
    }

    /// `errors[].{code,description}`; none if the body is anything else.
    fn errors(&self, schema: &Schema, redactor: &Redactor) -> Vec<ApiError> {
        let Ok(document) = json::parse(&self.body) else { return Vec::new() };
        let Some(Value::List(items)) = document.members("errors").next() else { return Vec::new() };
        let api_error = |item: &Value<'_>| {
            let text = |name| item.members(name).next().and_then(Value::text);
            let code = text("code")?;
            let parameter = code.split_once(':').and_then(|(_, name)| schema.field_index(name));
            Some(ApiError {
                code: redactor.text(code),
                description: redactor.text(text("description").unwrap_or_default()),
                field: parameter.map(|index| Path::field(schema.fields[index].name)),
            })
        };
        items.iter().filter_map(api_error).collect()
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("body", &self.shown)
            .field("body_end", &self.end)
            .finish_non_exhaustive()
    }
}

/// What a reply to an order means.
///
/// Only the statuses that the documentation has, and 429, refuse an order for certain. Another 4xx
/// may come from a gateway that has already passed the order on, so it refuses one only in the
/// API's own words.
pub(crate) fn placed(
    reply: Reply,
    schema: &Schema,
    redactor: &Redactor,
) -> Result<OrderPlaced, Error> {
    let status = reply.status;
    let trusted = !reply.has_two_lengths();
    if trusted && (200..300).contains(&status) {
        return match order_id(&reply) {
            Ok(order_id) => Ok(OrderPlaced { order_id }),
            Err(problem) => Err(Error::PlacedUnreadable { status, problem, reply: reply.into() }),
        };
    }
    let errors = reply.errors(schema, redactor);
    let refused = match status {
        _ if !trusted => false,
        301 | 302 | 307 | 308 => true,
        400 | 401 | 403..=406 | 429 => true,
        400..500 => reply.is_error_json() && !errors.is_empty(),
        _ => false,
    };
    let (retry_after, location) = (reply.retry_after(), reply.location.clone());
    let reply = Box::new(reply);
    Err(if refused {
        Error::Rejected { status, errors, retry_after, location, reply }
    } else {
        Error::Unknown { status: Some(status), source: None, reply: Some(reply) }
    })
}

/// The number of the order, from a reply that is whole and says nothing else.
fn order_id(reply: &Reply) -> Result<OrderId, Unreadable> {
    let mut encodings = reply.headers.get_all(CONTENT_ENCODING).iter();
    if encodings.any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        return Err(Unreadable::Encoded);
    }
    match reply.end {
        BodyEnd::Complete if reply.status == 206 => return Err(Unreadable::Cut),
        BodyEnd::Complete => {}
        BodyEnd::Cut(_) => return Err(Unreadable::Cut),
        BodyEnd::Limit => return Err(Unreadable::TooLong),
    }
    if reply.body.trim_ascii().is_empty() {
        return Err(Unreadable::Empty);
    }
    let document = json::parse(&reply.body)
        .map_err(|malformed| Unreadable::NotJson { offset: malformed.offset })?;
    let none = [Value::Null, Value::List(Vec::new())];
    if document.members("errors").any(|errors| !none.contains(errors)) {
        return Err(Unreadable::Errors);
    }
    let mut numbers = document.members("order_id");
    let number = match (numbers.next(), numbers.next()) {
        (Some(number), None) => number,
        (None, _) => return Err(Unreadable::Missing),
        (Some(_), Some(_)) => return Err(Unreadable::Ambiguous),
    };
    match number {
        Value::Number(text) => text.parse(),
        Value::Text(text) => text.parse(),
        _ => return Err(Unreadable::NotANumber),
    }
    .map_err(|_| Unreadable::NotANumber)
}
