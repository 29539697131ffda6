use std::{fmt, time::Duration};

use order_core::{Invalid, Path, Violations};

use crate::{
    redact::{one_line, shortened},
    reply::Reply,
};

/// An order that did not end with its number; every variant says what happened to the order.
///
/// | variant | the order | what to do |
/// | --- | --- | --- |
/// | [`Invalid`](Self::Invalid) | was never sent | correct it |
/// | [`NotSent`](Self::NotSent) | was never sent: no connection came about | send it again |
/// | [`Rejected`](Self::Rejected) | was refused | read why |
/// | [`Unknown`](Self::Unknown) | may have been placed | look for it in the account first |
/// | [`PlacedUnreadable`](Self::PlacedUnreadable) | was placed | take its number from the account |
///
/// [`order_state`](Self::order_state) has the middle column for a program. Neither `Display` nor
/// `Debug` shows the API key, even if the server echoes it, and `Display` stays below 8 KiB; what
/// was received is kept as it was in the [`Reply`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The order breaks its rules and was not sent.
    ///
    /// [`Client::place`](crate::Client::place) takes valid orders only; this is here so that `?`
    /// works on [`into_valid`](order_core::OrderRequest::into_valid) beside it.
    #[error("not sent, as the order breaks its rules")]
    Invalid(#[source] Violations),

    /// No byte of the request was written: the name was not found, the connection was refused or did
    /// not come about in time, or TLS failed. Sending it again cannot order twice.
    #[error(
        "not sent, as no connection to the service came about; it is safe to send the order again"
    )]
    NotSent {
        /// What went wrong.
        source: TransportError,
    },

    /// The service refused the order; nothing was placed.
    ///
    /// The statuses are 400, 401, 403, 404, 405, 406 and 429, and 301, 302, 307 and 308, as no
    /// redirect is followed. Any other 4xx is a refusal only if it comes in the API's own format
    /// with at least one error in it, else it is [`Unknown`](Self::Unknown).
    #[error(fmt = show_rejected)]
    Rejected {
        /// The HTTP status.
        status: u16,
        /// The reasons in the service's own words; empty if it gave none in its own format.
        errors: Vec<ApiError>,
        /// How long the service asks to wait.
        retry_after: Option<Duration>,
        /// Where a redirect points to, without the API key and of at most about 1 KiB.
        location: Option<String>,
        /// All that was received.
        reply: Box<Reply>,
    },

    /// The order may have been placed: it was sent, or may have been, and no answer settles it.
    ///
    /// Among these are a timeout after connecting, a close after the connection was accepted, 303,
    /// any 5xx, every status that means nothing here, and a message that is not HTTP or says twice
    /// where it ends. Never send the order again without looking for it in the account.
    #[error(fmt = show_unknown)]
    Unknown {
        /// The HTTP status, if one was read.
        status: Option<u16>,
        /// What went wrong, if the answer did not come through.
        source: Option<TransportError>,
        /// All that was received, if at least the head of an answer was.
        reply: Option<Box<Reply>>,
    },

    /// The service says that the order was placed (2xx), but no number can be taken from its reply.
    #[error(fmt = show_placed_unreadable)]
    PlacedUnreadable {
        /// The HTTP status.
        status: u16,
        /// Why there is no number.
        problem: Unreadable,
        /// All that was received.
        reply: Box<Reply>,
    },
}

impl Error {
    /// What is known about the order.
    pub fn order_state(&self) -> OrderState {
        match self {
            Self::Invalid(_) | Self::NotSent { .. } | Self::Rejected { .. } => {
                OrderState::NotPlaced
            }
            Self::Unknown { .. } => OrderState::Unknown,
            Self::PlacedUnreadable { .. } => OrderState::Placed,
        }
    }

    /// The reply, if one was received.
    pub fn reply(&self) -> Option<&Reply> {
        match self {
            Self::Rejected { reply, .. } | Self::PlacedUnreadable { reply, .. } => Some(reply),
            Self::Unknown { reply, .. } => reply.as_deref(),
            Self::Invalid(_) | Self::NotSent { .. } => None,
        }
    }

    pub(crate) fn from_transport(error: reqwest::Error) -> Self {
        let before_connecting = error.is_connect() || error.is_builder();
        let source = TransportError::new(error);
        if before_connecting {
            Self::NotSent { source }
        } else {
            Self::Unknown { status: None, source: Some(source), reply: None }
        }
    }
}

impl<T> From<Invalid<T>> for Error {
    fn from(invalid: Invalid<T>) -> Self {
        Self::Invalid(invalid.violations)
    }
}

/// What is known about an order after an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderState {
    /// There is no order.
    NotPlaced,
    /// There is an order, whose number was not learned.
    Placed,
    /// There may be an order.
    Unknown,
}

/// One reason of a refusal, in the service's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// What kind of mistake, such as `required_param:org_name`. There is no list of codes.
    pub code: String,
    /// The mistake for people.
    pub description: String,
    /// The field of the order, if the code names one.
    pub field: Option<Path>,
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |text: &str| shortened(one_line(text), SHORT);
        match self.description.trim() {
            "" => f.write_str(&short(&self.code)),
            description => write!(f, "{} ({})", short(description), short(&self.code)),
        }
    }
}

/// Why no number can be taken from a reply.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// It has more than one `order_id`.
    #[error("has more than one `order_id`")]
    Ambiguous,
    /// It ends before its announced end, or is a part only.
    #[error("was cut off")]
    Cut,
    /// It has no body.
    #[error("is empty")]
    Empty,
    /// It is compressed, though that was not asked for.
    #[error("is in an encoding that was not asked for")]
    Encoded,
    /// It reports errors.
    #[error("reports errors")]
    Errors,
    /// It has no `order_id`.
    #[error("has no `order_id`")]
    Missing,
    /// `order_id` is not a number.
    #[error("has an `order_id` that is not a number")]
    NotANumber,
    /// It is not JSON, even if numbers may start with zeros.
    #[error("is not JSON from byte {offset} on")]
    NotJson {
        /// Where this shows.
        offset: usize,
    },
    /// It is longer than the limit of the client.
    #[error("is too long")]
    TooLong,
}

/// A failure below HTTP: of the connection, of TLS, or of the form of a message.
pub struct TransportError(reqwest::Error);

impl TransportError {
    pub(crate) fn new(error: reqwest::Error) -> Self {
        Self(error.without_url())
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        self.0.is_timeout()
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

/// How many of the service's errors are shown, and how many bytes of each text of theirs.
const MOST_ERRORS: usize = 8;
const SHORT: usize = 300;

fn show_rejected(
    status: &u16,
    errors: &[ApiError],
    retry_after: &Option<Duration>,
    location: &Option<String>,
    reply: &Reply,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    write!(f, "refused with status {status}, nothing was ordered")?;
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
        401 => "; check the account id and the API key",
        403 => "; ask for the permission to place such orders",
        404 => "; check the base URL and the permissions of the account",
        405 | 406 => "; check the base URL, as this call is not offered there",
        429 => "; wait before the next call",
        _ => "; correct the order and send it again",
    })?;
    match retry_after {
        Some(wait) => write!(f, ", at least {} seconds", wait.as_secs()),
        None => Ok(()),
    }
}

fn show_unknown(
    status: &Option<u16>,
    source: &Option<TransportError>,
    reply: &Option<Box<Reply>>,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    f.write_str("the order may have been placed: ")?;
    match (status, source) {
        (Some(status), _) => write!(f, "the service answered with status {status}")?,
        (None, Some(source)) if source.is_timeout() => f.write_str("no answer came in time")?,
        _ => f.write_str("the connection failed before an answer was read")?,
    }
    if let Some(reply) = reply {
        show_body(reply, f)?;
    }
    f.write_str("; look for it in the account before you send it again")
}

fn show_placed_unreadable(
    status: &u16,
    problem: &Unreadable,
    reply: &Reply,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    write!(f, "the order was placed, as status {status} says, but the reply {problem}")?;
    show_body(reply, f)?;
    f.write_str("; take its number from the account and do not send it again")
}

fn show_body(reply: &Reply, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match reply.shown() {
        "" => Ok(()),
        body => write!(f, ": {body}"),
    }
}
