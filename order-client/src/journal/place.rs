use std::time::{Duration, SystemTime};

use order_core::{Endpoint, Valid, json};

use crate::{
    client::Client,
    error::{Error, OrderState},
    journal::{
        BODY_KEPT, Journal,
        entry::{Begun, Entry, EntryId, Fingerprint, Intent, Outcome, SentReference},
        error::{JournalError, JournaledError},
        found, reference,
        row::{self, TEXT_KEPT},
    },
    redact::{Redactor, one_line, shortened},
    reply::{Placed, Reply},
    service::{Reference, reference_of},
    target::Target,
};

/// The longest time that an order can be said to be under way: a century, which the clock can hold.
const LONGEST: Duration = Duration::from_secs(100 * 366 * 24 * 60 * 60);

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
    pub(super) client: Client,
    pub(super) journal: &'a J,
    label: Option<String>,
}

impl<J: Journal> Journaled<'_, J> {
    /// Sets the label of the entries that are written from here on, such as the number of an invoice.
    ///
    /// The label is for the readers of the journal. Orders with different labels can still be equal. It is
    /// kept as one line of at most about 300 bytes.
    pub fn label(mut self, label: impl AsRef<str>) -> Self {
        self.label = row::kept(label.as_ref());
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
        // Before the intent, so that the time that an order may be under way is known when it is written.
        self.client.turn().await;
        let mut intent = self.intent(order, after);
        let mut begun = self.begin(&intent).await?;
        if let Begun::Unfinished(entry) = begun {
            if let Some(error) = self.equal_to_unfinished(entry).await {
                return Err(error);
            }
            intent = self.intent(order, after);
            begun = self.begin(&intent).await?;
        }
        let entry = match begun {
            Begun::Entry(entry) => entry,
            Begun::Placed(entry) => {
                return Err(JournaledError::AlreadyPlaced { entry: entry.into() });
            }
            Begun::Unfinished(entry) => {
                return Err(JournaledError::Unfinished { entry: entry.into() });
            }
            Begun::ReferenceUsed(entry) => {
                return Err(JournaledError::ReferenceUsed { entry: entry.into() });
            }
        };
        let mut result = self.client.place_before(order, self.not_after(&intent)).await;
        let may_be_found = |error: &Error| error.order_state() != OrderState::NotPlaced;
        if let Some(reference) = &intent.reference
            && result.as_ref().is_err_and(may_be_found)
            && let Some(order_id) = found::just_sent(&self.client, &reference.text).await
        {
            result = Ok(T::Response::found(order_id));
        }
        let outcome = outcome(&result, &self.client.redactor(&**order));
        if let Err(source) = self.journal.finish(entry, &outcome).await {
            let outcome = result.map(|placed| placed.order_id().clone()).into();
            return Err(JournaledError::NotFinished { entry, outcome, source });
        }
        result.map_err(|source| JournaledError::Order { entry, source })
    }

    async fn begin(&self, intent: &Intent) -> Result<Begun, JournaledError> {
        let begun = self.journal.begin(intent).await;
        begun.map_err(|source| JournaledError::NotBegun { source })
    }

    /// The time from which an order must not be sent any more, because others count on it.
    fn not_after(&self, intent: &Intent) -> Option<SystemTime> {
        let arrives_by = intent.reference.as_ref()?.arrives_by;
        arrives_by.checked_sub(self.time_to_arrive(1))
    }

    /// The time from the `periods`-th last of the periods in which an order is written, sent and answered, to the time from
    /// which it is found or was never placed.
    fn time_to_arrive(&self, periods: u32) -> Duration {
        let inner = &*self.client.inner;
        let declared = inner.service.declared_reference();
        let declared = declared.map(Reference::time_to_arrive).unwrap_or_default();
        declared.saturating_add(inner.timeout.saturating_mul(periods))
    }

    fn intent<T: Endpoint>(&self, order: &Valid<T>, after: Option<EntryId>) -> Intent {
        let inner = &*self.client.inner;
        // The path with its fields filled in. If one does not fit, the order is not sent.
        let target = Target::of(T::PATH, &**order);
        let target =
            target.unwrap_or_else(|_| Target { path: T::PATH.into(), ..Target::default() });
        let mut url = inner.base_url.join(&target);
        let account_id = inner.credentials.account_id().unwrap_or_default().to_owned();
        // The format is always the same, so that the one on the wire makes no difference. The reference tells orders apart
        // for the service, but not for us: one that is made anew must not let an equal order go twice.
        let declared = inner.service.declared_reference();
        let body = json::to_vec(&**order);
        let body = match declared {
            Some(declared) => reference::without_member(&body, declared.name()),
            None => body,
        };
        let reference = declared.and_then(|declared| reference_of(&**order, declared.name()));
        let reference = reference.map(|text| SentReference {
            text,
            arrives_by: SystemTime::now() + self.time_to_arrive(2).min(LONGEST),
        });
        let fingerprint = {
            let endpoint = format!("{} {url}", T::METHOD);
            Fingerprint::new(&endpoint, &account_id, &body)
        };
        // The query holds fields of the order.
        url.set_query(None);
        let endpoint = format!("{} {url}", T::METHOD);
        Intent { fingerprint, endpoint, account_id, label: self.label.clone(), after, reference }
    }
}

/// The outcome that the journal keeps of a result: no more than is needed to find the order.
fn outcome<R: Placed>(result: &Result<R, Error>, redactor: &Redactor) -> Outcome {
    let error = match result {
        Ok(placed) => return Outcome::Placed { order_id: placed.order_id().clone() },
        Err(error) => error,
    };
    let body = |reply: Option<&Reply>| {
        let Some(reply) = reply else { return Vec::new() };
        let start = &reply.body()[..reply.body().len().min(BODY_KEPT)];
        // The redactor of the reply also knows the signature of its request.
        let mut body = reply.redactor().kept(start);
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
