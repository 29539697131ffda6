use std::{str::FromStr, time::Duration};

/// What goes wrong with one request, to see how a client takes it.
///
/// [`Sandbox::fail_next`](crate::sandbox::Sandbox::fail_next) takes one for the next request, and a client
/// in any language asks for one in the header `X-Sandbox-Fault`, as the text in the table:
///
/// | text | fault |
/// | --- | --- |
/// | `delay=200` | [`Delay`](Self::Delay), in milliseconds |
/// | `garbage` | [`Garbage`](Self::Garbage) |
/// | `lost=502` | [`Lost`](Self::Lost) |
/// | `mute` | [`Mute`](Self::Mute) |
/// | `refused=503` | [`Refused`](Self::Refused) |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The reply comes so much later.
    Delay(Duration),
    /// The request is answered, but the body is a page of HTML with the right status.
    Garbage,
    /// The request is answered, but a gateway replaces the reply by a page with this status.
    Lost(u16),
    /// The request is answered, but the reply never comes.
    Mute,
    /// A gateway answers with this status, and the service learns of nothing.
    Refused(u16),
}

/// Text that is no fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a fault is `delay=200`, `garbage`, `lost=502`, `mute` or `refused=503`")]
pub struct FaultError(());

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let error = FaultError(());
        let status = |text: &str| match text.parse() {
            Ok(status @ 200..=999) => Ok(status),
            _ => Err(error.clone()),
        };
        match text.trim().split_once('=') {
            None if text.trim() == "garbage" => Ok(Self::Garbage),
            None if text.trim() == "mute" => Ok(Self::Mute),
            Some(("delay", time)) => match time.parse() {
                Ok(milliseconds) => Ok(Self::Delay(Duration::from_millis(milliseconds))),
                Err(_) => Err(error),
            },
            Some(("lost", text)) => status(text).map(Self::Lost),
            Some(("refused", text)) => status(text).map(Self::Refused),
            _ => Err(error),
        }
    }
}
