//! Replies, and their translation into results.

mod body;
pub(crate) mod declare;
mod json;
mod placed;
#[cfg(feature = "serde")]
mod serde;
mod value;
#[cfg(feature = "xml")]
mod xml;

use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

use order_core::schema::Schema;
use reqwest::{
    Response, StatusCode,
    header::{
        ALLOW, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, DATE, ETAG, HeaderMap, LOCATION,
        RETRY_AFTER, TRANSFER_ENCODING,
    },
};

#[cfg(feature = "serde")]
pub use self::serde::{Deserialized, PlacedWith};
pub use self::{
    body::BodyEnd,
    placed::{OrderPlaced, Placed},
    value::Value,
};
use crate::{
    error::{ApiError, Call, Error, Unreadable},
    order_id::OrderId,
    redact::{self, NOT_SHOWN, Redactor},
    service::{self, Meaning, Reported, Service},
    time_limit::TimeLimit,
};

/// The mark that may start a text in UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// The largest part of a body or header that is shown to people, in bytes.
const SHOWN: usize = 1024;

/// The largest number of bytes of the errors of a reply that are judged whether they may be shown.
const JUDGED: usize = 16 * 1024;

/// The content of a successful reply: the `response` of an endpoint.
///
/// Implement it for the replies of your own endpoints. `()` accepts any successful reply.
///
/// # Example
///
/// ```
/// use order_client::{FromReply, Reply, Unreadable, Value};
///
/// struct Accepted {
///     ticket: String,
/// }
///
/// impl FromReply for Accepted {
///     fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
///         let body = reply.value()?;
///         let ticket = body.member("ticket").and_then(Value::text);
///         let ticket = ticket.ok_or(Unreadable::Member { name: "ticket" })?.to_owned();
///         Ok(Self { ticket })
///     }
/// }
/// ```
pub trait FromReply: Sized {
    /// Reads a reply whose status is 2xx.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] with the reason why the reply cannot be read. The request has taken effect nevertheless.
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable>;

    /// The field of the path that names an order, and the number of the order that this reply is about.
    ///
    /// A reply about another order than the one in the path is [`Unreadable::OtherOrder`]. By default, a reply
    /// is about none.
    fn subject(&self) -> Option<(&'static str, &OrderId)> {
        None
    }

    /// Reads an outcome that is neither a success nor an error, such as "not ready yet", from a reply of any
    /// status.
    ///
    /// This function is called first. By default, it returns `None`.
    fn from_other(reply: &Reply) -> Option<Self> {
        let _ = reply;
        None
    }
}

impl FromReply for () {
    fn from_reply(_: &Reply) -> Result<Self, Unreadable> {
        Ok(())
    }
}

/// A reply as it was received.
///
/// `Debug` shows the start of the body, unless the server may have echoed the API key or a text of the request in
/// it. [`body`](Self::body) and [`header`](Self::header) return the reply unchanged.
pub struct Reply {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
    end: BodyEnd,
    redactor: Arc<Redactor>,
    service: Service,
}

impl Reply {
    /// Reads at most `limit` bytes of the body, within `time`.
    pub(crate) async fn read(
        response: Response,
        limit: usize,
        time: &mut TimeLimit,
        redactor: &Arc<Redactor>,
        service: Service,
    ) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let (body, end) = body::read(response, limit, time).await;
        Self { status, headers, body, end, redactor: Arc::clone(redactor), service }
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The first value of a header. The case of `name` does not matter.
    pub fn header(&self, name: &str) -> Option<&[u8]> {
        self.headers.get(name).map(|value| value.as_bytes())
    }

    /// The part of the body that was received, unchanged. It may hold data that the server echoes.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The end of the body: complete, or the reason why it is not.
    pub fn body_end(&self) -> &BodyEnd {
        &self.end
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The status with its usual words, such as `201 Created`.
    pub(crate) fn status_line(&self) -> String {
        StatusCode::from_u16(self.status)
            .map_or_else(|_| self.status.to_string(), |it| it.to_string())
    }

    /// The start of the body on one line if neither the API key nor a text of the request can be in it;
    /// otherwise its length, and the number of the order that it may have.
    pub(crate) fn shown(&self) -> String {
        self.redactor.shown(&self.body, SHOWN).unwrap_or_else(|| {
            let length = self.body.len();
            let name = self.service.number().name();
            match redact::order_ids(&self.body, name) {
                ids if ids.is_empty() => format!("[{length} bytes, not shown]"),
                ids => format!("[{length} bytes, not shown, with `{name}` {}]", ids.join(", ")),
            }
        })
    }

    /// A text about the body, shown like the body.
    #[cfg(feature = "serde")]
    fn shown_text(&self, text: &str) -> String {
        let shown = self.redactor.shown(text.as_bytes(), SHOWN);
        shown.unwrap_or_else(|| NOT_SHOWN.to_owned())
    }

    /// The target of a redirect, shown like the body.
    fn location(&self) -> Option<String> {
        let location = self.headers.get(LOCATION)?;
        let shown = self.redactor.shown(location.as_bytes(), SHOWN);
        Some(shown.unwrap_or_else(|| NOT_SHOWN.to_owned()))
    }

    /// Returns whether the message has two lengths. HTTP has an order of precedence for this, but such a reply may be
    /// half of one message and half of another.
    fn has_two_lengths(&self) -> bool {
        self.headers.contains_key(CONTENT_LENGTH) && self.headers.contains_key(TRANSFER_ENCODING)
    }

    /// The service that sent it.
    pub(crate) fn service(&self) -> &Service {
        &self.service
    }

    #[cfg(feature = "journal")]
    pub(crate) fn redactor(&self) -> &Redactor {
        &self.redactor
    }

    /// The meaning of the status for the service that sent it.
    pub(crate) fn meaning(&self) -> Meaning {
        self.service.meaning(self.status)
    }

    /// Returns whether the body is announced as a refusal in the API's own format.
    fn is_error_format(&self) -> bool {
        self.service.error_shape().is_announced_by(self.media_type())
    }

    /// The media type without its parameters; empty if there is none.
    fn media_type(&self) -> &str {
        let value = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        value.and_then(|value| value.split(';').next()).unwrap_or_default().trim()
    }

    /// Parses the body: as XML if the reply says so, otherwise as JSON in which numbers may start with zeros.
    ///
    /// The root element of XML is left out, so that the value has the members of the root. Only a root that has the
    /// name of the errors of the service is kept, as a member.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] if the body is incomplete, encoded, empty or malformed, or reports errors.
    pub fn value(&self) -> Result<Value<'_>, Unreadable> {
        self.complete()?;
        if self.body.strip_prefix(MARK).unwrap_or(&self.body).trim_ascii().is_empty() {
            return Err(Unreadable::Empty);
        }
        let value = self.parsed()?;
        if self.service.error_shape().is_in(&value) {
            return Err(Unreadable::Errors);
        }
        Ok(value)
    }

    /// Reads the number of the order, where the service declares it.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] if there is not exactly one, it is none, or the reply is incomplete, malformed or reports errors.
    pub fn order_id(&self) -> Result<OrderId, Unreadable> {
        self.service.number().read(self)
    }

    /// Returns an error unless the whole body came, as it is.
    pub(crate) fn complete(&self) -> Result<(), Unreadable> {
        if self.is_encoded() {
            return Err(Unreadable::Encoded);
        }
        match self.end {
            BodyEnd::Complete if self.status == 206 => Err(Unreadable::Cut),
            BodyEnd::Complete => Ok(()),
            BodyEnd::Cut(_) => Err(Unreadable::Cut),
            BodyEnd::Limit => Err(Unreadable::TooLong),
        }
    }

    fn parsed(&self) -> Result<Value<'_>, Unreadable> {
        #[cfg(feature = "xml")]
        if self.is_xml() {
            let (root, value) = xml::parse(&self.body)
                .map_err(|malformed| Unreadable::NotXml { offset: malformed.offset })?;
            return Ok(match root == self.service.error_shape().root() {
                true => Value::Object(vec![(root.into(), value)]),
                false => value,
            });
        }
        // Many programs write the mark, and RFC 8259 allows to ignore it.
        let text = self.body.strip_prefix(MARK).unwrap_or(&self.body);
        let skipped = self.body.len() - text.len();
        json::parse(text)
            .map_err(|malformed| Unreadable::NotJson { offset: skipped + malformed.offset })
    }

    /// Returns whether the body is encoded in any way. `identity` and an empty value mean that it is not.
    fn is_encoded(&self) -> bool {
        let values = self.headers.get_all(CONTENT_ENCODING).iter();
        let mut encodings = values.flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
        encodings.any(|encoding| {
            let encoding = encoding.trim_ascii();
            !encoding.is_empty() && !encoding.eq_ignore_ascii_case(b"identity")
        })
    }

    #[cfg(feature = "xml")]
    fn is_xml(&self) -> bool {
        let media_type = self.media_type().to_ascii_lowercase();
        media_type.ends_with("+xml") || media_type.ends_with("/xml")
    }

    /// All values of `Allow`; `None` if there are none, or one is not text.
    pub(crate) fn allow(&self) -> Option<String> {
        let values = self.headers.get_all(ALLOW).iter().map(|value| value.to_str().ok());
        let values: Vec<_> = values.collect::<Option<_>>()?;
        (!values.is_empty()).then(|| values.join(","))
    }

    /// The value of `ETag`, if it can be sent back.
    pub fn etag(&self) -> Option<ETag> {
        let etag = self.headers.get(ETAG)?.to_str().ok()?;
        Some(ETag(etag.to_owned()))
    }

    /// Returns whether the service reports an error with this code, with any status.
    pub(crate) fn has_error(&self, code: &str) -> bool {
        self.reported().iter().any(|error| error.code == code)
    }

    /// The errors that the service reports; none if the body is anything else.
    fn reported(&self) -> Vec<Reported> {
        self.parsed().map(|value| self.service.error_shape().read(&value)).unwrap_or_default()
    }

    /// The time that the server asks to wait.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
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

    /// The reported errors, redacted, with the fields that they name.
    fn errors(&self, schema: &'static Schema) -> Vec<ApiError> {
        // A long echo must not keep the thread of the runtime busy.
        let mut room = JUDGED;
        let mut if_there_is_room = |text: &str, show: &dyn Fn(&str) -> Option<String>| {
            room = room.saturating_sub(text.len());
            let shown = if room > 0 { show(text) } else { None };
            shown.unwrap_or_else(|| NOT_SHOWN.to_owned())
        };
        let api_error = |error: Reported| ApiError {
            code: if_there_is_room(&error.code, &|code| Some(self.redactor.code(code))),
            description: if_there_is_room(&error.words, &|text| {
                self.redactor.shown(text.as_bytes(), SHOWN)
            }),
            field: error.field.and_then(|field| service::path_of(schema, &field)),
        };
        self.reported().into_iter().map(api_error).collect()
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("body", &self.shown())
            .field("body_end", &self.end)
            .finish_non_exhaustive()
    }
}

/// The version of a resource. With it, a later reply can tell that nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ETag(String);

impl ETag {
    /// The text that the service sent, with its quotes.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Turns a reply into a result.
///
/// `path` has the fields of the request's path, percent-encoded.
pub(crate) fn settle<R: FromReply>(
    reply: Reply,
    call: Call,
    schema: &'static Schema,
    path: &BTreeMap<&'static str, String>,
) -> Result<R, Error> {
    let status = reply.status;
    let trusted = !reply.has_two_lengths();
    if trusted && let Some(outcome) = R::from_other(&reply) {
        return Ok(outcome);
    }
    if trusted && (200..300).contains(&status) {
        let outcome = R::from_reply(&reply).and_then(|outcome| about_the_same(outcome, path));
        return outcome.map_err(|problem| match call {
            Call::Order | Call::Change => {
                Error::PlacedUnreadable { call, status, problem, reply: reply.into() }
            }
            Call::Read => Error::Unreadable { status, problem, reply: reply.into() },
        });
    }
    let errors = reply.errors(schema);
    let refused = trusted
        && match reply.meaning() {
            Meaning::Refused | Meaning::Repeat => true,
            Meaning::RefusedIfExplained => reply.is_error_format() && !errors.is_empty(),
            Meaning::Unknown => false,
        };
    let (retry_after, location) = (reply.retry_after(), reply.location());
    let reply = Box::new(reply);
    Err(if refused {
        Error::Rejected { call, status, errors, retry_after, location, reply }
    } else {
        Error::Unknown { call, status: Some(status), source: None, reply: Some(reply) }
    })
}

/// Returns `outcome`, unless it is about another order than the one in the path. Zeros at the start of a
/// number do not count.
fn about_the_same<R: FromReply>(
    outcome: R,
    path: &BTreeMap<&'static str, String>,
) -> Result<R, Unreadable> {
    let Some((field, found)) = outcome.subject() else { return Ok(outcome) };
    let Some(asked) = path.get(field) else { return Ok(outcome) };
    let significant = |text: &str| text.trim_start_matches('0').to_owned();
    match asked.parse::<OrderId>() {
        Ok(asked) if significant(asked.as_str()) != significant(found.as_str()) => {
            Err(Unreadable::OtherOrder { asked, found: found.clone() })
        }
        _ => Ok(outcome),
    }
}
