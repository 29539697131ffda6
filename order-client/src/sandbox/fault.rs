use std::{collections::VecDeque, fmt, str::FromStr, time::Duration};

use hyper::header::HeaderValue;

/// A fault of one request, for testing how a client handles it.
///
/// [`Sandbox::fail_next`](crate::sandbox::Sandbox::fail_next) takes a fault for the next request,
/// [`fail_every`](crate::sandbox::Sandbox::fail_every) and
/// [`fail_at_random`](crate::sandbox::Sandbox::fail_at_random) for some of all that follow. A client in any language can ask for one in the header `X-Sandbox-Fault`, by the text in this table. `Display`
/// writes the same text. Times are in milliseconds, except `retry_after`, which is in seconds.
///
/// <div style="overflow-x:auto"><div style="min-width:50rem">
///
/// | text | fault | an order is placed |
/// | --- | --- | --- |
/// | `close=before` | [`Close`](Self::Close) without reading more than the head | no |
/// | `close=after` | [`Close`](Self::Close) instead of the reply | yes |
/// | `content_type=text/html` | [`ContentType`](Self::ContentType): the reply has this content type | yes |
/// | `delay=200` | [`Delay`](Self::Delay): the reply comes later | yes |
/// | `garbage` | [`Garbage`](Self::Garbage): a page with the right status | yes |
/// | `half_body` | [`HalfBody`](Self::HalfBody): the reply is cut within its body | yes |
/// | `half_head` | [`HalfHead`](Self::HalfHead): the reply is cut within its head | yes |
/// | `idle_close=200` | [`IdleClose`](Self::IdleClose): the connection is closed after the reply | yes |
/// | `lost=502`, `lost=503;retry_after=2` | [`Lost`](Self::Lost): a page instead of the reply | yes |
/// | `mute` | [`Mute`](Self::Mute): no reply | yes |
/// | `oversized=1000000` | [`Oversized`](Self::Oversized): a body of this many bytes | yes |
/// | `redirect=307`, `redirect=307;location=http://127.0.0.1:8081/` | [`Redirect`](Self::Redirect) | no |
/// | `refused=503`, `refused=503;retry_after=2` | [`Refused`](Self::Refused): a page, without asking the service | no |
/// | `reset=before` | [`Reset`](Self::Reset) without reading more than the head | no |
/// | `reset=after` | [`Reset`](Self::Reset) instead of the reply | yes |
/// | `slow_body=100` | [`SlowBody`](Self::SlowBody): the body comes byte by byte, with this time between | yes |
///
/// </div></div>
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The connection is closed without a reply.
    Close(When),
    /// The reply is right, except that it has this `Content-Type`.
    ContentType(String),
    /// The reply comes this much later.
    Delay(Duration),
    /// The request is answered, but the body is a page of HTML with the right status.
    Garbage,
    /// The request is answered, but the connection is closed after half of the body. The full length of the
    /// body is announced.
    HalfBody,
    /// The request is answered, but the connection is closed after half of the head.
    HalfHead,
    /// The reply is right, but then the connection is closed without notice.
    ///
    /// It is closed after this idle time, or when the next request comes in on it. That request is not read.
    IdleClose(Duration),
    /// The request is answered, but a gateway replaces the reply with a page.
    Lost {
        /// The status of the page.
        status: u16,
        /// The `Retry-After` of the page, in whole seconds.
        retry_after: Option<Duration>,
    },
    /// The request is answered, but the reply never comes.
    Mute,
    /// The reply is right, but its body is filled up with blanks to this many bytes.
    Oversized(u64),
    /// A gateway redirects to another address, without asking the service.
    Redirect {
        /// The status.
        status: u16,
        /// The `Location`; if it is empty, `/moved` before the path of the request.
        location: String,
    },
    /// A gateway answers with a page, without asking the service.
    Refused {
        /// The status of the page.
        status: u16,
        /// The `Retry-After` of the page, in whole seconds.
        retry_after: Option<Duration>,
    },
    /// The connection is reset without a reply.
    Reset(When),
    /// The reply is right, but each byte of its body comes this much after the one before.
    SlowBody(Duration),
}

/// The time at which a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// After the service has processed the request.
    After,
    /// Before the service sees the request.
    Before,
}

/// Text that is not a fault, or a fault that HTTP does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a fault of the sandbox; write one such as `lost=502`, `reset=after` or `delay=200`, of which \
     its documentation has all"
)]
pub struct FaultError(());

impl Fault {
    /// Checks that HTTP allows the fault.
    pub(super) fn check(&self) -> Result<(), FaultError> {
        // A status below 200 does not end a reply.
        let is_possible = match self {
            Self::Lost { status, .. } | Self::Refused { status, .. } => {
                (200..1000).contains(status)
            }
            Self::Redirect { status, location } => {
                (300..400).contains(status) && HeaderValue::from_str(location).is_ok()
            }
            Self::ContentType(value) => !value.is_empty() && HeaderValue::from_str(value).is_ok(),
            _ => true,
        };
        if is_possible { Ok(()) } else { Err(FaultError(())) }
    }
}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let fault = parse(text.trim()).ok_or(FaultError(()))?;
        fault.check().map(|()| fault)
    }
}

fn parse(text: &str) -> Option<Fault> {
    let mut parts: VecDeque<_> = text.split(';').map(str::trim).collect();
    let first = parts.pop_front()?;
    let mut option = |name: &str| match parts.front()?.split_once('=') {
        Some((found, value)) if found == name => {
            parts.pop_front();
            Some(value.to_owned())
        }
        _ => None,
    };
    let milliseconds = |text: &str| text.parse().ok().map(Duration::from_millis);
    let when = |text: &str| match text {
        "after" => Some(When::After),
        "before" => Some(When::Before),
        _ => None,
    };
    let fault = match first.split_once('=') {
        None => match first {
            "garbage" => Fault::Garbage,
            "half_body" => Fault::HalfBody,
            "half_head" => Fault::HalfHead,
            "mute" => Fault::Mute,
            _ => return None,
        },
        Some((name, value)) => match name {
            "close" => Fault::Close(when(value)?),
            "content_type" => Fault::ContentType(value.to_owned()),
            "delay" => Fault::Delay(milliseconds(value)?),
            "idle_close" => Fault::IdleClose(milliseconds(value)?),
            "oversized" => Fault::Oversized(value.parse().ok()?),
            "redirect" => Fault::Redirect {
                status: value.parse().ok()?,
                location: option("location").unwrap_or_default(),
            },
            "reset" => Fault::Reset(when(value)?),
            "slow_body" => Fault::SlowBody(milliseconds(value)?),
            "lost" | "refused" => {
                let status = value.parse().ok()?;
                let retry_after = match option("retry_after") {
                    Some(seconds) => Some(Duration::from_secs(seconds.parse().ok()?)),
                    None => None,
                };
                match name {
                    "lost" => Fault::Lost { status, retry_after },
                    _ => Fault::Refused { status, retry_after },
                }
            }
            _ => return None,
        },
    };
    parts.is_empty().then_some(fault)
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let page =
            |name, status: &u16, retry_after: &Option<Duration>, f: &mut fmt::Formatter<'_>| {
                write!(f, "{name}={status}")?;
                match retry_after {
                    Some(wait) => write!(f, ";retry_after={}", wait.as_secs()),
                    None => Ok(()),
                }
            };
        match self {
            Self::Close(when) => write!(f, "close={when}"),
            Self::ContentType(value) => write!(f, "content_type={value}"),
            Self::Delay(time) => write!(f, "delay={}", time.as_millis()),
            Self::Garbage => f.write_str("garbage"),
            Self::HalfBody => f.write_str("half_body"),
            Self::HalfHead => f.write_str("half_head"),
            Self::IdleClose(time) => write!(f, "idle_close={}", time.as_millis()),
            Self::Lost { status, retry_after } => page("lost", status, retry_after, f),
            Self::Mute => f.write_str("mute"),
            Self::Oversized(bytes) => write!(f, "oversized={bytes}"),
            Self::Redirect { status, location } if location.is_empty() => {
                write!(f, "redirect={status}")
            }
            Self::Redirect { status, location } => {
                write!(f, "redirect={status};location={location}")
            }
            Self::Refused { status, retry_after } => page("refused", status, retry_after, f),
            Self::Reset(when) => write!(f, "reset={when}"),
            Self::SlowBody(time) => write!(f, "slow_body={}", time.as_millis()),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::After => "after",
            Self::Before => "before",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fault_is_written_as_it_is_read() {
        let wait = Some(Duration::from_secs(2));
        let target = "http://127.0.0.1:8081/order/code".to_owned();
        for (text, expected) in [
            ("close=before", Fault::Close(When::Before)),
            ("close=after", Fault::Close(When::After)),
            ("content_type=text/html", Fault::ContentType("text/html".to_owned())),
            ("delay=200", Fault::Delay(Duration::from_millis(200))),
            ("garbage", Fault::Garbage),
            ("half_body", Fault::HalfBody),
            ("half_head", Fault::HalfHead),
            ("idle_close=0", Fault::IdleClose(Duration::ZERO)),
            ("lost=502", Fault::Lost { status: 502, retry_after: None }),
            ("lost=503;retry_after=2", Fault::Lost { status: 503, retry_after: wait }),
            ("mute", Fault::Mute),
            ("oversized=1000000", Fault::Oversized(1_000_000)),
            ("redirect=307", Fault::Redirect { status: 307, location: String::new() }),
            (
                "redirect=302;location=http://127.0.0.1:8081/order/code",
                Fault::Redirect { status: 302, location: target },
            ),
            ("refused=503", Fault::Refused { status: 503, retry_after: None }),
            ("refused=429;retry_after=2", Fault::Refused { status: 429, retry_after: wait }),
            ("reset=before", Fault::Reset(When::Before)),
            ("reset=after", Fault::Reset(When::After)),
            ("slow_body=100", Fault::SlowBody(Duration::from_millis(100))),
        ] {
            assert_eq!(text.parse::<Fault>().as_ref(), Ok(&expected), "{text}");
            assert_eq!(expected.to_string(), text);
        }
        let spaced = " refused=503 ; retry_after=2 ".parse::<Fault>();
        assert_eq!(spaced, Ok(Fault::Refused { status: 503, retry_after: wait }));
    }

    #[test]
    fn what_is_no_fault_is_refused() {
        for text in [
            "",
            "explode",
            "close",
            "close=now",
            "delay",
            "delay=-1",
            "delay=1s",
            "garbage=1",
            "lost=99",
            "lost=100",
            "lost=1000",
            "lost=502;retry_after=soon",
            "lost=502;retry=2",
            "lost=502;retry_after=2;retry_after=2",
            "mute;retry_after=2",
            "content_type=",
            "content_type=a\nb",
            "redirect=200",
            "redirect=302;location=a\nb",
            "oversized=many",
        ] {
            assert!(text.parse::<Fault>().is_err(), "{text}");
        }
    }
}
