use std::{fmt, time::Duration};

use order_core::{Invalid, Path, Violations, WriteError};

use crate::{
    order_id::OrderId,
    redact::{one_line, shortened},
    reply::Reply,
};

/// The failure of a call. Every variant tells what happened to the order.
///
/// <div style="overflow-x:auto"><div style="min-width:50rem">
///
/// | variant | the order | what to do |
/// | --- | --- | --- |
/// | [`Invalid`](Self::Invalid) | was never sent | correct it |
/// | [`Unwritable`](Self::Unwritable) | was never sent | correct it, or write another format |
/// | [`NotSent`](Self::NotSent) | was never sent: no connection could be made | send it again |
/// | [`Rejected`](Self::Rejected) | was refused | read the reasons |
/// | [`Unknown`](Self::Unknown) | may have been placed | look for it in the account first |
/// | [`PlacedUnreadable`](Self::PlacedUnreadable) | was placed | take its number from the account |
/// | [`Unreadable`](Self::Unreadable) | is unchanged, because the call only read | ask again |
///
/// </div></div>
///
/// The field `call` tells whether the call was to place, change or read an order. Messages are worded
/// accordingly.
///
/// [`order_state`](Self::order_state) gives the middle column to a program.
///
/// # What is shown
///
/// Errors can be logged. `Display`, `Debug` and the causes show neither the API key nor the personal data
/// of the request, even if the server echoes them. They show the status of a reply, the codes of its errors,
/// and about 1 KiB of each description or of the body. A description or body is shown only if the key and
/// each free text of the request are certainly not in it: it is searched with every escape removed, and
/// without regard to case, blanks and punctuation. One that has other escapes, long words, or bytes that are
/// not text is not shown either. Then the message says `[not shown]` or how many bytes there are, and which
/// number follows `order_id`. [`Reply::body`] has what was received. Some texts are not looked for:
///
/// - texts of two or three characters, such as `FL`, count only as separate words;
/// - digits count only as separate numbers of four digits or more;
/// - single characters and the value of `order_id` never count;
/// - values of a closed list, such as countries, numbers and flags, and values in the path of the URL never
///   count.
///
/// If the server changes a text or returns only a part of it, the text is not recognized.
///
/// `Display` stays below 8 KiB. The [`Reply`] keeps what was received unchanged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The order breaks its rules and was not sent.
    ///
    /// [`Client::place`](crate::Client::place) takes valid orders only and never returns this variant. It
    /// exists so that `?` also works on [`into_valid`](order_core::OrderRequest::into_valid).
    #[error("not sent, as the order breaks its rules")]
    Invalid(#[source] Violations),

    /// The request cannot be written in the form it must have, and was not sent.
    #[error("not sent, as the request cannot be written")]
    Unwritable(#[source] Unwritable),

    /// The connection failed before any byte of the request was written.
    ///
    /// The name was not found, the connection was refused or not made in time, or TLS failed. Sending the
    /// request again cannot order twice.
    #[error(
        "not sent, as no connection to the service could be made; it is safe to send the {} again",
        .call.noun()
    )]
    NotSent {
        /// The kind of the call.
        call: Call,
        /// The cause.
        source: TransportError,
    },

    /// The service refused the order; nothing was placed.
    ///
    /// The service declares which statuses refuse; [`Meaning`](crate::Meaning) lists them. The redirects 301, 302,
    /// 307 and 308 count too, because no redirect is followed.
    #[error(fmt = show_rejected)]
    Rejected {
        /// The kind of the call.
        call: Call,
        /// The HTTP status.
        status: u16,
        /// The reasons in the service's own words; empty if it gave none in the API's own format.
        errors: Vec<ApiError>,
        /// The time that the service asks to wait.
        retry_after: Option<Duration>,
        /// The target of a redirect, redacted and at most about 1 KiB long.
        location: Option<String>,
        /// The reply as it was received.
        reply: Box<Reply>,
    },

    /// The order may have been placed: it was sent, or may have been, and no answer tells.
    ///
    /// Examples are a timeout after connecting, a connection that was closed after it was accepted, status
    /// 303, any 5xx, every status without a meaning here, a message that is not HTTP, and one with two
    /// conflicting lengths. Never send the order again without looking for it in the account.
    #[error(fmt = show_unknown)]
    Unknown {
        /// The kind of the call.
        call: Call,
        /// The HTTP status, if one was read.
        status: Option<u16>,
        /// The cause, if no complete answer arrived.
        source: Option<TransportError>,
        /// The reply as it was received, if at least its head arrived.
        reply: Option<Box<Reply>>,
    },

    /// The order was placed or changed according to the status (2xx), but the reply cannot be read.
    #[error(fmt = show_placed_unreadable)]
    PlacedUnreadable {
        /// The kind of the call.
        call: Call,
        /// The HTTP status.
        status: u16,
        /// The reason why the reply cannot be read.
        problem: Unreadable,
        /// The reply as it was received.
        reply: Box<Reply>,
    },

    /// The service answered a call that only reads (2xx), but its reply cannot be read.
    #[error(fmt = show_unreadable)]
    Unreadable {
        /// The HTTP status.
        status: u16,
        /// The reason why the reply cannot be read.
        problem: Unreadable,
        /// The reply as it was received.
        reply: Box<Reply>,
    },
}

impl Error {
    /// Returns what is known about the order.
    pub fn order_state(&self) -> OrderState {
        match self {
            Self::Invalid(_)
            | Self::Unwritable(_)
            | Self::NotSent { .. }
            | Self::Rejected { .. }
            | Self::Unreadable { .. }
            | Self::Unknown { call: Call::Read, .. } => OrderState::NotPlaced,
            Self::Unknown { .. } => OrderState::Unknown,
            Self::PlacedUnreadable { .. } => OrderState::Placed,
        }
    }

    /// The reply, if one was received.
    pub fn reply(&self) -> Option<&Reply> {
        match self {
            Self::Rejected { reply, .. }
            | Self::PlacedUnreadable { reply, .. }
            | Self::Unreadable { reply, .. } => Some(reply),
            Self::Unknown { reply, .. } => reply.as_deref(),
            Self::Invalid(_) | Self::Unwritable(_) | Self::NotSent { .. } => None,
        }
    }

    /// The time that the service asks to wait before the next call, for any status.
    pub fn retry_after(&self) -> Option<Duration> {
        self.reply().and_then(Reply::retry_after)
    }

    pub(crate) fn from_transport(source: TransportError, call: Call) -> Self {
        match source.may_be_sent() {
            false => Self::NotSent { call, source },
            true => Self::Unknown { call, status: None, source: Some(source), reply: None },
        }
    }

    /// The kind of the failure in one word, for programs.
    #[cfg(feature = "tracing")]
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "invalid",
            Self::Unwritable(_) => "unwritable",
            Self::NotSent { .. } => "not_sent",
            Self::Rejected { .. } => "rejected",
            Self::Unknown { .. } => "unknown",
            Self::PlacedUnreadable { .. } => "placed_unreadable",
            Self::Unreadable { .. } => "unreadable",
        }
    }
}

impl<T> From<Invalid<T>> for Error {
    fn from(invalid: Invalid<T>) -> Self {
        Self::Invalid(invalid.violations)
    }
}

/// The kind of a call, which follows from its method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Call {
    /// Places an order: `POST`.
    Order,
    /// Changes something: any other method, such as `REISSUE`.
    Change,
    /// Only reads: `GET`, `HEAD` or `OPTIONS`. Reading twice does no harm.
    Read,
}

impl Call {
    pub(crate) const fn of(method: &str) -> Self {
        match method.as_bytes() {
            b"GET" | b"HEAD" | b"OPTIONS" => Self::Read,
            b"POST" => Self::Order,
            _ => Self::Change,
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Change | Self::Read => "request",
        }
    }
}

/// The state of an order after an [`Error`], as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderState {
    /// The call placed no order and changed none.
    NotPlaced,
    /// The order was placed or changed, but its reply is not known.
    Placed,
    /// The order may have been placed or changed.
    Unknown,
}

/// A request that cannot be written. No message shows a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unwritable {
    /// The format cannot hold the body. XML, for example, cannot hold U+0000.
    #[error("the format cannot hold it")]
    Body(#[source] WriteError),
    /// The request cannot be signed.
    #[error("it cannot be signed: {problem}")]
    Unsigned {
        /// The reason that the function of [`Authentication::signed`](crate::Authentication::signed) gave.
        problem: String,
    },
    /// The service declares no [`Reference`](crate::Reference), or the reference is blank.
    #[error("there is no reference by which the service finds orders again")]
    NoReference,
    /// A field of the path is blank, is a list, or would lead to another path, as `..` does.
    #[error(
        "`{name}` cannot stand in the path of the URL; give it a value that is not blank or dots"
    )]
    Path {
        /// Name of the field on the wire.
        name: &'static str,
    },
    /// A field of a header has characters that a header cannot carry, or is neither a scalar nor a list of scalars.
    #[error("`{name}` cannot stand in a header; give it a scalar, on one line and in ASCII")]
    Header {
        /// Name of the field on the wire.
        name: &'static str,
    },
    /// A field of the query is neither a scalar nor a list of scalars.
    #[error("`{name}` cannot stand in the query of the URL; give it a scalar or a list of those")]
    Query {
        /// Name of the field on the wire.
        name: &'static str,
    },
}

/// A reason for a refusal, in the service's own words, as far as they can be
/// [shown](Error#what-is-shown).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The code of the mistake, such as `required_param:org_name`; empty if the service gave none.
    pub code: String,
    /// The description of the mistake, for people.
    pub description: String,
    /// The field of the order, if the service names one that the order can have.
    pub field: Option<Path>,
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |text: &str| shortened(one_line(text), SHORT);
        match (self.description.trim(), self.code.as_str()) {
            ("", code) => f.write_str(&short(code)),
            (description, "") => f.write_str(&short(description)),
            (description, code) => write!(f, "{} ({})", short(description), short(code)),
        }
    }
}

/// The reason why a reply cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// The reply has more than one order number.
    #[error("has more than one `{name}`")]
    Ambiguous {
        /// Name of the member or header that should have it.
        name: &'static str,
    },
    /// The reply ends before its announced end, or is only a part of the whole.
    #[error("was cut off")]
    Cut,
    /// The reply has no body.
    #[error("is empty")]
    Empty,
    /// The reply is compressed, which was not asked for.
    #[error("is in an encoding that was not asked for")]
    Encoded,
    /// The reply reports errors.
    #[error("reports errors")]
    Errors,
    /// A member is missing or has another type.
    #[error("has no `{name}` that can be read")]
    Member {
        /// Name of the member.
        name: &'static str,
    },
    /// The value that should be the number of an order is none.
    #[error("has a `{name}` that is no order number")]
    NotANumber {
        /// Name of the member or header that should have it.
        name: &'static str,
    },
    /// A certificate is not in PEM.
    #[error("has a `{name}` that is not PEM")]
    NotPem {
        /// Name of the member.
        name: &'static str,
    },
    /// The reply is about another order than the one that was asked for.
    #[error("is about order {found} instead of {asked}")]
    OtherOrder {
        /// Number of the order that was asked for.
        asked: OrderId,
        /// Number of the order that the reply is about.
        found: OrderId,
    },
    /// The reply has another shape than the type that serde should read it as.
    #[error("has another shape: {problem}")]
    Shape {
        /// The words of serde, as far as they can be [shown](Error#what-is-shown).
        problem: String,
    },
    /// The reply is not JSON, even if numbers may start with zeros.
    #[error("is not JSON from byte {offset} on")]
    NotJson {
        /// Position of the first wrong byte.
        offset: usize,
    },
    /// The reply is not XML, although its `Content-Type` says so.
    #[error("is not XML from byte {offset} on")]
    NotXml {
        /// Position of the first wrong byte.
        offset: usize,
    },
    /// The reply is longer than the limit of the client.
    #[error("is too long")]
    TooLong,
}

/// A failure of the connection, of TLS, or of the HTTP framing.
pub struct TransportError(Cause);

#[derive(Debug, thiserror::Error)]
enum Cause {
    /// The time of a call was over before it was sent, or others may count a journaled order as not placed.
    #[error("it was held up for longer than it may be before it is sent")]
    Late,
    /// The time limit of the call is over.
    #[error("the time to wait is over")]
    TimedOut,
    #[error(transparent)]
    Http(reqwest::Error),
    /// A failure of a transport of the user's own.
    #[error("{source}")]
    Own { source: Box<dyn std::error::Error + Send + Sync>, may_be_sent: bool },
}

impl TransportError {
    pub(crate) fn new(error: reqwest::Error) -> Self {
        Self(Cause::Http(error.without_url()))
    }

    pub(crate) fn late() -> Self {
        Self(Cause::Late)
    }

    pub(crate) fn timed_out() -> Self {
        Self(Cause::TimedOut)
    }

    /// Creates the failure of a transport of your own that has sent no byte of the request.
    pub fn not_sent(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(Cause::Own { source: cause.into(), may_be_sent: false })
    }

    /// Creates the failure of a transport of your own that may have sent the request.
    pub fn unknown(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(Cause::Own { source: cause.into(), may_be_sent: true })
    }

    fn may_be_sent(&self) -> bool {
        match &self.0 {
            Cause::Late => false,
            Cause::TimedOut => true,
            Cause::Http(error) => !(error.is_connect() || error.is_builder()),
            Cause::Own { may_be_sent, .. } => *may_be_sent,
        }
    }

    /// Returns whether the time limit was exceeded.
    pub fn is_timeout(&self) -> bool {
        match &self.0 {
            Cause::Late | Cause::Own { .. } => false,
            Cause::TimedOut => true,
            Cause::Http(error) => error.is_timeout(),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

/// The number of the service's errors that are shown, and the length of each of their texts in bytes.
const MOST_ERRORS: usize = 8;
const SHORT: usize = 300;

fn show_rejected(
    call: &Call,
    status: &u16,
    errors: &[ApiError],
    retry_after: &Option<Duration>,
    location: &Option<String>,
    reply: &Reply,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    write!(f, "refused with status {status}")?;
    f.write_str(match call {
        Call::Order => ", nothing was ordered",
        Call::Change => ", nothing was changed",
        Call::Read => "",
    })?;
    if let Some(location) = location {
        write!(f, ": the service points to {location}")?;
    } else if errors.is_empty() {
        show_body(reply, f)?;
    }
    for (index, error) in errors.iter().take(MOST_ERRORS).enumerate() {
        write!(f, "{}{error}", if index == 0 { ": " } else { ", " })?;
    }
    if errors.len() > MOST_ERRORS {
        write!(f, " and {} more", errors.len() - MOST_ERRORS)?;
    }
    f.write_str(match status {
        301 | 302 | 307 | 308 => "; check the target, then use it as the base URL",
        401 => "; check the credentials",
        403 if *call == Call::Order => "; ask for the permission to place such orders",
        403 => "; ask for the permission to make such calls",
        404 => "; check the base URL and the permissions of the account",
        405 | 406 => "; check the base URL, as this call is not offered there",
        429 => "; wait before the next call",
        _ if *call == Call::Order => "; correct the order and send it again",
        _ => "; correct the request and send it again",
    })?;
    match retry_after {
        Some(wait) => write!(f, ", at least {} seconds", wait.as_secs()),
        None => Ok(()),
    }
}

fn show_unknown(
    call: &Call,
    status: &Option<u16>,
    source: &Option<TransportError>,
    reply: &Option<Box<Reply>>,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    f.write_str(match call {
        Call::Order => "the order may have been placed: ",
        Call::Change => "the request may have taken effect: ",
        Call::Read => "nothing was read: ",
    })?;
    match (status, source) {
        (Some(status), _) => write!(f, "the service answered with status {status}")?,
        (None, Some(source)) if source.is_timeout() => f.write_str("no answer came in time")?,
        _ => f.write_str("the connection failed before an answer was read")?,
    }
    if let Some(reply) = reply {
        show_body(reply, f)?;
    }
    f.write_str(match call {
        Call::Order => "; look for it in the account before you send it again",
        Call::Change => "; look at the order before you send it again",
        Call::Read => "; it is safe to ask again",
    })
}

fn show_placed_unreadable(
    call: &Call,
    status: &u16,
    problem: &Unreadable,
    reply: &Reply,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    f.write_str(match call {
        Call::Order => "the order was placed",
        Call::Change | Call::Read => "the request took effect",
    })?;
    write!(f, ", as status {status} says, but the reply {problem}")?;
    show_body(reply, f)?;
    f.write_str(match call {
        Call::Order => "; take its number from the account and do not send it again",
        Call::Change | Call::Read => "; look at the order and do not send it again",
    })
}

fn show_unreadable(
    status: &u16,
    problem: &Unreadable,
    reply: &Reply,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    write!(f, "the service answered with status {status}, but the reply {problem}")?;
    show_body(reply, f)
}

fn show_body(reply: &Reply, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match reply.shown().as_str() {
        "" => Ok(()),
        body => write!(f, ": {body}"),
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    /// The failure of a call, whether it is one of time, and what it says with its cause.
    fn failure(source: TransportError, call: Call) -> (OrderState, bool, String) {
        let is_timeout = source.is_timeout();
        let error = Error::from_transport(source, call);
        let cause = error.source().map(ToString::to_string).unwrap_or_default();
        (error.order_state(), is_timeout, format!("{error}: {cause}"))
    }

    #[test]
    fn order_is_not_placed_only_if_no_byte_of_it_was_sent() {
        for (source, is_timeout, cause) in [
            (
                TransportError::late(),
                false,
                "it was held up for longer than it may be before it is sent",
            ),
            (TransportError::not_sent("no route"), false, "no route"),
        ] {
            let expected = format!(
                "not sent, as no connection to the service could be made; it is safe to send the order again: {cause}"
            );
            assert_eq!(failure(source, Call::Order), (OrderState::NotPlaced, is_timeout, expected));
        }
        for (source, is_timeout, end, cause) in [
            (
                TransportError::timed_out(),
                true,
                "no answer came in time",
                "the time to wait is over",
            ),
            (
                TransportError::unknown("the queue is gone"),
                false,
                "the connection failed before an answer was read",
                "the queue is gone",
            ),
        ] {
            let expected = format!(
                "the order may have been placed: {end}; look for it in the account before you send it again: {cause}"
            );
            assert_eq!(failure(source, Call::Order), (OrderState::Unknown, is_timeout, expected));
        }
        let (state, _, said) = failure(TransportError::timed_out(), Call::Change);
        assert_eq!(state, OrderState::Unknown);
        assert_eq!(
            said,
            "the request may have taken effect: no answer came in time; look at the order before you send it again: \
             the time to wait is over",
        );
        let (state, _, said) = failure(TransportError::timed_out(), Call::Read);
        assert_eq!(state, OrderState::NotPlaced);
        assert_eq!(
            said,
            "nothing was read: no answer came in time; it is safe to ask again: the time to wait is over"
        );
    }
}
