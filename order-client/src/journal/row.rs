//! An entry as a row of a table, the same in every database.

use std::time::{Duration, SystemTime};

use crate::{
    journal::{
        entry::{Entry, EntryId, Fingerprint, Intent, Outcome, SentReference, Settlement},
        error::JournalError,
    },
    order_id::OrderId,
    redact::{one_line, shortened},
};

/// The version of the table.
pub(super) const VERSION: i64 = 3;

/// The columns of a [`Row`], in its order.
pub(super) const COLUMNS: &str = "id, fingerprint, endpoint, account_id, label, after, begun_at, \
    outcome, status, problem, body, order_id, finished_at, settlement, settled_order_id, settled_at, \
    reference, arrives_by, note";

/// One row. Times are milliseconds since 1970.
#[derive(Default)]
pub(super) struct Row {
    pub(super) id: i64,
    pub(super) fingerprint: String,
    pub(super) endpoint: String,
    pub(super) account_id: String,
    pub(super) label: Option<String>,
    pub(super) after: Option<i64>,
    pub(super) begun_at: i64,
    pub(super) outcome: Option<String>,
    pub(super) status: Option<i32>,
    pub(super) problem: Option<String>,
    pub(super) body: Option<Vec<u8>>,
    pub(super) order_id: Option<String>,
    pub(super) finished_at: Option<i64>,
    pub(super) settlement: Option<String>,
    pub(super) settled_order_id: Option<String>,
    pub(super) settled_at: Option<i64>,
    pub(super) reference: Option<String>,
    pub(super) arrives_by: Option<i64>,
    pub(super) note: Option<String>,
}

impl Row {
    /// Returns the entry, or [`JournalError::NotAJournal`] if a value is not one that this crate writes.
    pub(super) fn into_entry(self) -> Result<Entry, JournalError> {
        self.read().ok_or(JournalError::NotAJournal)
    }

    fn read(self) -> Option<Entry> {
        let status = self.status.map(u16::try_from).transpose().ok()?;
        let order_id = |text: Option<String>| text?.parse::<OrderId>().ok();
        let outcome = match self.outcome.as_deref() {
            None => None,
            Some(outcome) => {
                let problem = self.problem.unwrap_or_default();
                let body = self.body.unwrap_or_default();
                let outcome = match outcome {
                    "not_sent" => Outcome::NotSent { problem },
                    "placed" => Outcome::Placed { order_id: order_id(self.order_id)? },
                    "placed_unreadable" => {
                        Outcome::PlacedUnreadable { status: status?, problem, body }
                    }
                    "rejected" => Outcome::Rejected { status: status?, problem },
                    "unknown" => Outcome::Unknown { status, problem, body },
                    _ => return None,
                };
                Some((time(self.finished_at?), outcome))
            }
        };
        let settlement = match self.settlement.as_deref() {
            None => None,
            Some(settlement) => {
                let settlement = match settlement {
                    "not_placed" => Settlement::NotPlaced,
                    "placed" => Settlement::Placed(order_id(self.settled_order_id)?),
                    _ => return None,
                };
                Some((time(self.settled_at?), settlement))
            }
        };
        Some(Entry {
            id: EntryId(self.id),
            intent: Intent {
                fingerprint: Fingerprint::from_row(self.fingerprint),
                endpoint: self.endpoint,
                account_id: self.account_id,
                label: self.label,
                after: self.after.map(EntryId),
                reference: match (self.reference, self.arrives_by) {
                    (Some(text), Some(by)) => Some(SentReference { text, arrives_by: time(by) }),
                    _ => None,
                },
            },
            begun: time(self.begun_at),
            outcome,
            settlement,
            note: self.note,
        })
    }
}

/// The columns of an outcome.
pub(super) struct OutcomeColumns<'a> {
    pub(super) outcome: &'static str,
    pub(super) status: Option<i32>,
    pub(super) problem: Option<&'a str>,
    pub(super) body: Option<&'a [u8]>,
    pub(super) order_id: Option<&'a str>,
}

impl<'a> OutcomeColumns<'a> {
    pub(super) fn new(outcome: &'a Outcome) -> Self {
        let columns =
            |outcome| Self { outcome, status: None, problem: None, body: None, order_id: None };
        match outcome {
            Outcome::NotSent { problem } => Self { problem: Some(problem), ..columns("not_sent") },
            Outcome::Placed { order_id } => {
                Self { order_id: Some(order_id.as_str()), ..columns("placed") }
            }
            Outcome::PlacedUnreadable { status, problem, body } => Self {
                status: Some((*status).into()),
                problem: Some(problem),
                body: Some(body),
                ..columns("placed_unreadable")
            },
            Outcome::Rejected { status, problem } => Self {
                status: Some((*status).into()),
                problem: Some(problem),
                ..columns("rejected")
            },
            Outcome::Unknown { status, problem, body } => Self {
                status: status.map(Into::into),
                problem: Some(problem),
                body: Some(body),
                ..columns("unknown")
            },
        }
    }
}

/// The columns `settlement` and `settled_order_id`.
pub(super) fn settlement_columns(settlement: &Settlement) -> (&'static str, Option<&str>) {
    match settlement {
        Settlement::NotPlaced => ("not_placed", None),
        Settlement::Placed(order_id) => ("placed", Some(order_id.as_str())),
    }
}

/// The largest length of a label, a note or a problem, in bytes.
pub(super) const TEXT_KEPT: usize = 300;

/// Returns a text of a person as it is kept: one line of a bounded length; `None` if nothing is left.
pub(super) fn kept(text: &str) -> Option<String> {
    let line = one_line(text.trim());
    (!line.is_empty()).then(|| shortened(line, TEXT_KEPT))
}

/// The columns `reference` and `arrives_by`.
pub(super) fn reference_columns(intent: &Intent) -> (Option<&str>, Option<i64>) {
    let reference = intent.reference.as_ref();
    let text = reference.map(|reference| reference.text.as_str());
    (text, reference.map(|reference| milliseconds(reference.arrives_by)))
}

/// The current time as a column.
pub(super) fn now() -> i64 {
    milliseconds(SystemTime::now())
}

fn milliseconds(time: SystemTime) -> i64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

fn time(milliseconds: i64) -> SystemTime {
    // `httpdate` knows the years up to 9999 only.
    let latest = 253_402_300_799_000;
    let milliseconds = u64::try_from(milliseconds).unwrap_or_default().min(latest);
    SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds)
}
