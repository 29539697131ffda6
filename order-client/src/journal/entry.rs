use std::{fmt, num::ParseIntError, str::FromStr, time::SystemTime};

use ring::digest::{Context, SHA256};

use crate::order_id::OrderId;

/// SHA-256 of an order, its endpoint and its account, as 64 hexadecimal digits.
///
/// Two orders are equal if their fingerprints are.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// The version of the fingerprint. It must change whenever equal orders would get another one than before.
    const FORM: &str = "order-client journal 1";

    pub(super) fn new(endpoint: &str, account_id: &str, order: &[u8]) -> Self {
        let mut context = Context::new(&SHA256);
        for part in [Self::FORM.as_bytes(), endpoint.as_bytes(), account_id.as_bytes(), order] {
            // The length comes first, so that no byte can move from one part to the next unnoticed.
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part);
        }
        let digest = context.finish();
        Self(digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    pub(super) fn from_row(text: String) -> Self {
        Self(text)
    }

    /// The digits as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({})", self.0)
    }
}

/// An order that is about to be sent, without its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// The fingerprint, by which equal orders are found.
    pub fingerprint: Fingerprint,
    /// Method and URL without its query, such as `POST https://api.digicert.com/order/code`.
    pub endpoint: String,
    /// Id of the account that orders.
    pub account_id: String,
    /// A note of the caller for the readers of the journal, such as `invoice 4711`.
    pub label: Option<String>,
    /// The entry of an equal order that was placed before, if this one is to be placed nevertheless.
    pub after: Option<EntryId>,
    /// The caller's own reference, if the service finds orders by it.
    pub reference: Option<SentReference>,
}

/// The reference by which an order can be found again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentReference {
    /// The reference, as it stands in the order.
    pub text: String,
    /// The time after which the order is found or was never placed.
    pub arrives_by: SystemTime,
}

/// The number of an entry; a later entry has a higher one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub(super) i64);

impl FromStr for EntryId {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        text.parse().map(Self)
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The result of [`Journal::begin`](super::Journal::begin).
#[derive(Debug)]
pub enum Begun {
    /// The intent is on the disk; send the order, then call [`finish`](super::Journal::finish).
    Entry(EntryId),
    /// An equal order was placed before, so nothing was written. This is its latest entry.
    Placed(Entry),
    /// An equal order is unfinished, so nothing was written. This is its entry.
    Unfinished(Entry),
    /// Another order that was placed or is unfinished has the same reference, so nothing was written. This is its
    /// entry.
    ReferenceUsed(Entry),
}

/// The end of an order, as far as the program could see it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// No byte of the order was sent.
    NotSent {
        /// The cause.
        problem: String,
    },
    /// The order was placed.
    Placed {
        /// Its number.
        order_id: OrderId,
    },
    /// The order was placed, but its number could not be read.
    PlacedUnreadable {
        /// The HTTP status.
        status: u16,
        /// The reason why the number could not be read.
        problem: String,
        /// The start of the body that was received, without the API key and the texts of the order.
        body: Vec<u8>,
    },
    /// The order was refused.
    Rejected {
        /// The HTTP status.
        status: u16,
        /// The codes that the service gave; empty if none.
        problem: String,
    },
    /// The order may have been placed.
    Unknown {
        /// The HTTP status, if one was read.
        status: Option<u16>,
        /// The cause; empty if an answer was read.
        problem: String,
        /// The start of the body that was received, without the API key and the texts of the order.
        body: Vec<u8>,
    },
}

impl Outcome {
    /// Returns whether a person has to find out what happened.
    pub fn is_unfinished(&self) -> bool {
        matches!(self, Self::PlacedUnreadable { .. } | Self::Unknown { .. })
    }
}

/// The finding about an unfinished entry: of a person, or of a search by the reference.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Settlement {
    /// The order is not in the account. An equal order may then be placed.
    NotPlaced,
    /// The order is in the account, with this number.
    Placed(OrderId),
}

/// An order in the journal.
///
/// `Display` writes one line for people, without the body.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// Its number.
    pub id: EntryId,
    /// The part that was written before the order was sent.
    pub intent: Intent,
    /// The time at which the intent was written.
    pub begun: SystemTime,
    /// The time and outcome of the order; `None` if the order is under way, or its program ended early.
    pub outcome: Option<(SystemTime, Outcome)>,
    /// The time and the finding about an entry that was unfinished.
    pub settlement: Option<(SystemTime, Settlement)>,
    /// The note of whoever has settled the entry, on one line.
    pub note: Option<String>,
}

impl Entry {
    /// Returns whether the order may have been placed but its number is unknown.
    pub fn is_unfinished(&self) -> bool {
        self.settlement.is_none()
            && self.outcome.as_ref().is_none_or(|(_, outcome)| outcome.is_unfinished())
    }

    /// Returns whether the service has said by its status that the order was placed, although its number is unknown.
    pub fn is_acknowledged(&self) -> bool {
        matches!(self.outcome, Some((_, Outcome::PlacedUnreadable { .. })))
    }

    /// The number of the order, as the service or a person gave it.
    pub fn order_id(&self) -> Option<&OrderId> {
        match (&self.outcome, &self.settlement) {
            (Some((_, Outcome::Placed { order_id })), _) => Some(order_id),
            (_, Some((_, Settlement::Placed(order_id)))) => Some(order_id),
            _ => None,
        }
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Intent { endpoint, account_id, label, .. } = &self.intent;
        write!(f, "entry {}", self.id)?;
        if let Some(label) = label {
            write!(f, " ({label})")?;
        }
        let begun = httpdate::fmt_http_date(self.begun);
        write!(f, ", {endpoint} of account {account_id}, begun {begun}: ")?;
        match &self.outcome {
            None => f.write_str("no outcome was written")?,
            Some((_, outcome)) => show_outcome(outcome, f)?,
        }
        match &self.settlement {
            None => {}
            Some((_, Settlement::NotPlaced)) => f.write_str("; settled as not placed")?,
            Some((_, Settlement::Placed(order_id))) => write!(f, "; settled as order {order_id}")?,
        }
        match &self.note {
            None => Ok(()),
            Some(note) => write!(f, " ({note})"),
        }
    }
}

fn show_outcome(outcome: &Outcome, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let problem = match outcome {
        Outcome::Placed { order_id } => return write!(f, "placed as order {order_id}"),
        Outcome::NotSent { problem } => {
            f.write_str("not sent")?;
            problem
        }
        Outcome::PlacedUnreadable { status, problem, .. } => {
            return write!(f, "placed, as status {status} says, but the reply {problem}");
        }
        Outcome::Rejected { status, problem } => {
            write!(f, "refused with status {status}")?;
            problem
        }
        Outcome::Unknown { status, problem, .. } => {
            f.write_str("may have been placed")?;
            if let Some(status) = status {
                write!(f, ", answered with status {status}")?;
            }
            problem
        }
    };
    if problem.is_empty() { Ok(()) } else { write!(f, " ({problem})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprint_tells_every_part_apart() {
        let fingerprints = [
            Fingerprint::new("POST http://a/", "1", b"{}"),
            Fingerprint::new("POST http://b/", "1", b"{}"),
            Fingerprint::new("POST http://a/", "2", b"{}"),
            Fingerprint::new("POST http://a/", "1", b"{ }"),
            Fingerprint::new("POST http://a/1", "", b"{}"),
        ];
        for (index, fingerprint) in fingerprints.iter().enumerate() {
            assert_eq!(fingerprint.as_str().len(), 64);
            assert!(!fingerprints[..index].contains(fingerprint), "{index}");
        }
    }

    #[test]
    fn fingerprint_stays_the_same_over_versions() {
        // printf '\0\0\0\0\0\0\0\026order-client journal 1\0\0\0\0\0\0\0\001a\0\0\0\0\0\0\0\001b\0\0\0\0\0\0\0\001c' | sha256sum
        let fingerprint = Fingerprint::new("a", "b", b"c");
        assert_eq!(
            fingerprint.as_str(),
            "d8e0422bdc5f91d6294cdcbcb4fa561b1c1056fedf6df65815be20c5a815e4bf"
        );
    }

    #[test]
    fn entry_says_what_became_of_its_order() {
        let intent = Intent {
            fingerprint: Fingerprint::new("POST http://a/", "1", b"{}"),
            endpoint: "POST http://a/".to_owned(),
            account_id: "1".to_owned(),
            label: None,
            after: None,
            reference: None,
        };
        let begun = SystemTime::UNIX_EPOCH;
        let shown = |outcome| {
            let outcome = Some((begun, outcome));
            let intent = intent.clone();
            Entry { id: EntryId(3), intent, begun, outcome, settlement: None, note: None }
                .to_string()
        };
        let (problem, body) = (String::new(), Vec::new());
        assert_eq!(
            [
                shown(Outcome::NotSent { problem: "no route".to_owned() }),
                shown(Outcome::NotSent { problem: problem.clone() }),
                shown(Outcome::Rejected { status: 400, problem: "quota".to_owned() }),
                shown(Outcome::Unknown { status: None, problem, body }),
            ],
            [
                "not sent (no route)",
                "not sent",
                "refused with status 400 (quota)",
                "may have been placed"
            ]
            .map(|end| format!(
                "entry 3, POST http://a/ of account 1, begun Thu, 01 Jan 1970 00:00:00 GMT: {end}"
            )),
        );
    }
}
