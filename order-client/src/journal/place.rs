use order_core::{Endpoint, Valid, json};

use crate::{
    client::Client,
    error::{Error, OrderState},
    journal::{
        BODY_KEPT, Journal,
        entry::{Begun, Entry, EntryId, Fingerprint, Intent, Outcome},
        error::{JournalError, JournaledError},
    },
    redact::{Redactor, one_line, shortened},
    reply::{Placed, Reply},
    target::Target,
};

/// The largest length of a label or of a problem, in bytes.
const TEXT_KEPT: usize = 300;

impl Client {
    /// Places orders through `journal`, so that none is placed twice and no number is lost.
    ///
    /// See [`journal`](crate::journal) for an example.
    pub fn with_journal<'a, J: Journal>(&self, journal: &'a J) -> Journaled<'a, J> {
        Journaled { client: self.clone(), journal, label: None }
    }
}

/// A [`Client`] that places orders through a journal. See [`journal`](super) for an example.
#[derive(Debug)]
#[must_use = "nothing is sent until `place` is called"]
pub struct Journaled<'a, J> {
    client: Client,
    journal: &'a J,
    label: Option<String>,
}

impl<J: Journal> Journaled<'_, J> {
    /// Sets the label of the entries that are written from here on, such as the number of an invoice.
    ///
    /// The label is for the readers of the journal. Orders with different labels can still be equal. It is
    /// kept as one line of at most about 300 bytes.
    pub fn label(mut self, label: impl AsRef<str>) -> Self {
        self.label = Some(shortened(one_line(label.as_ref().trim()), TEXT_KEPT));
        self
    }

    /// Places `order` unless the journal has an equal one that was placed or is unfinished.
    ///
    /// # Errors
    ///
    /// [`JournaledError::AlreadyPlaced`], [`Unfinished`](JournaledError::Unfinished) and
    /// [`NotBegun`](JournaledError::NotBegun) if nothing was sent. [`Order`](JournaledError::Order) with the
    /// error of [`Client::place`]. [`NotFinished`](JournaledError::NotFinished), with the number, if the order
    /// was sent but the journal failed afterwards.
    ///
    /// # Cancel safety
    ///
    /// If the future is dropped, the order may have been placed. Its entry is then
    /// [unfinished](Journal::unfinished), and no equal order is sent until the entry is settled.
    pub async fn place<T>(&self, order: &Valid<T>) -> Result<T::Response, JournaledError>
    where
        T: Endpoint,
        T::Response: Placed,
    {
        self.place_after(order, None).await
    }

    /// Places `order` once more, although `after` is the entry of an equal order that was placed.
    ///
    /// The order is refused if an equal one was placed after that entry. A program that is started twice
    /// therefore places only one order for one `after`. If no equal order was placed, this function does the
    /// same as [`place`](Self::place).
    ///
    /// # Errors
    ///
    /// The same as for [`place`](Self::place).
    ///
    /// # Cancel safety
    ///
    /// The same as for [`place`](Self::place).
    pub async fn place_again<T>(
        &self,
        order: &Valid<T>,
        after: EntryId,
    ) -> Result<T::Response, JournaledError>
    where
        T: Endpoint,
        T::Response: Placed,
    {
        self.place_after(order, Some(after)).await
    }

    /// Returns the entries of `order` and of orders equal to it, oldest first.
    ///
    /// # Errors
    ///
    /// [`JournalError`] if the journal cannot be read.
    pub async fn entries<T: Endpoint>(&self, order: &Valid<T>) -> Result<Vec<Entry>, JournalError> {
        self.journal.equal_to(&self.intent(order, None).fingerprint).await
    }

    async fn place_after<T>(
        &self,
        order: &Valid<T>,
        after: Option<EntryId>,
    ) -> Result<T::Response, JournaledError>
    where
        T: Endpoint,
        T::Response: Placed,
    {
        let begun = self.journal.begin(&self.intent(order, after)).await;
        let entry = match begun.map_err(|source| JournaledError::NotBegun { source })? {
            Begun::Entry(entry) => entry,
            Begun::Placed(entry) => {
                return Err(JournaledError::AlreadyPlaced { entry: entry.into() });
            }
            Begun::Unfinished(entry) => {
                return Err(JournaledError::Unfinished { entry: entry.into() });
            }
        };
        let result = self.client.place(order).await;
        let outcome = outcome(&result, &self.client.redactor(&**order));
        if let Err(source) = self.journal.finish(entry, &outcome).await {
            let outcome = result.map(|placed| placed.order_id().clone()).into();
            return Err(JournaledError::NotFinished { entry, outcome, source });
        }
        result.map_err(|source| JournaledError::Order { entry, source })
    }

    fn intent<T: Endpoint>(&self, order: &Valid<T>, after: Option<EntryId>) -> Intent {
        let inner = &*self.client.inner;
        // The path with its fields filled in. If one does not fit, the order is not sent.
        let target = Target::of(T::PATH, &**order);
        let target =
            target.unwrap_or_else(|_| Target { path: T::PATH.into(), ..Target::default() });
        let mut url = inner.base_url.join(&target);
        let account_id = inner.credentials.account_id().unwrap_or_default().to_owned();
        // The format is always the same, so that the one on the wire makes no difference.
        let fingerprint = {
            let endpoint = format!("{} {url}", T::METHOD);
            Fingerprint::new(&endpoint, &account_id, &json::to_vec(&**order))
        };
        // The query holds fields of the order.
        url.set_query(None);
        let endpoint = format!("{} {url}", T::METHOD);
        Intent { fingerprint, endpoint, account_id, label: self.label.clone(), after }
    }
}

/// The outcome that the journal keeps of a result: no more than is needed to find the order.
fn outcome<R: Placed>(result: &Result<R, Error>, redactor: &Redactor) -> Outcome {
    let error = match result {
        Ok(placed) => return Outcome::Placed { order_id: placed.order_id().clone() },
        Err(error) => error,
    };
    let body = |reply: Option<&Reply>| {
        let body = reply.map(Reply::body).unwrap_or_default();
        let mut body = redactor.kept(&body[..body.len().min(BODY_KEPT)]);
        body.truncate(BODY_KEPT);
        body
    };
    let kept = |text: &str| in_ascii(&redactor.excerpt(text.as_bytes(), TEXT_KEPT));
    match error {
        Error::Rejected { status, errors, .. } => {
            let codes: Vec<_> = errors.iter().map(|error| error.code.as_str()).collect();
            // They are redacted already.
            let problem = in_ascii(&shortened(one_line(&codes.join(", ")), TEXT_KEPT));
            Outcome::Rejected { status: *status, problem }
        }
        Error::PlacedUnreadable { status, problem, reply, .. } => Outcome::PlacedUnreadable {
            status: *status,
            problem: problem.to_string(),
            body: body(Some(reply)),
        },
        other if other.order_state() == OrderState::NotPlaced => {
            Outcome::NotSent { problem: kept(&causes(other)) }
        }
        other => Outcome::Unknown {
            status: other.reply().map(Reply::status),
            problem: kept(&causes(other)),
            body: body(other.reply()),
        },
    }
}

/// Returns `text` with its other characters escaped, as a database may have an encoding without them. An outcome
/// that cannot be written would leave its entry unfinished.
fn in_ascii(text: &str) -> String {
    let escape = |character: char| match character {
        '\u{2026}' => "...".to_owned(),
        _ if character.is_ascii() => character.to_string(),
        _ => character.escape_unicode().to_string(),
    };
    text.chars().map(escape).collect()
}

/// The causes of `error`, without its own message.
fn causes(error: &Error) -> String {
    let cause = std::error::Error::source(error);
    let causes = std::iter::successors(cause, |cause| cause.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcome_is_kept_in_any_encoding() {
        assert_eq!(
            in_ascii("a \u{e4}\u{5fc5}\u{2026} (3 more bytes)"),
            "a \\u{e4}\\u{5fc5}... (3 more bytes)"
        );
    }
}
