//! A journal of orders: no order is placed twice, and no order number is lost.
//!
//! An order costs money. Between sending it and storing its number, a program may be killed, lose the
//! reply or lose its disk. Therefore an *intent* is written before anything is sent, and the *outcome*
//! afterwards. Each is on the disk before the next step. [`Client::with_journal`] places orders this way:
//!
//! <div style="overflow-x:auto"><div style="min-width:42rem">
//!
//! | entry of an equal order | [`place`](Journaled::place) |
//! | --- | --- |
//! | none, or the order was refused, not sent or settled as not placed | places the order |
//! | without a known end: no outcome, unknown, or placed but unreadable | refuses with [`JournaledError::Unfinished`] |
//! | with a number | refuses with [`JournaledError::AlreadyPlaced`], which holds the entry |
//!
//! </div></div>
//!
//! After a crash, [`Journal::unfinished`] lists the orders that may have been placed. To place an order once more on
//! purpose, use [`place_again`](Journaled::place_again).
//!
//! # Orders that are found again
//!
//! Some services find an order by a reference that the caller has given it, which the [`Service`](crate::Service)
//! declares ([`Reference`](crate::Reference)). The intent then holds the reference, and an order whose reply is lost is
//! asked for at once, before an equal one is sent, and at the start of a program by [`recover`](Journaled::recover):
//!
//! <div style="overflow-x:auto"><div style="min-width:42rem">
//!
//! | orders with the reference | the entry |
//! | --- | --- |
//! | one | is settled as placed, with its number |
//! | none, and the order may still arrive | stays unfinished |
//! | none, and the time is over in which it could arrive | is settled as not placed, unless the service has said by a 2xx that it was placed |
//! | several | stays unfinished; a person looks at them ([`JournaledError::Several`]) |
//!
//! </div></div>
//!
//! An order arrives within the time that the service declares, after two times the
//! [`timeout`](crate::ClientBuilder::timeout) of the client. An order that is held up for longer before it is sent, as in a
//! program that was suspended, is not sent at all. A reference belongs to one order
//! ([`JournaledError::ReferenceUsed`]). Where the service cannot be asked, as with the retail API, a person looks into the
//! account and tells the journal with [`Journal::settle`].
//!
//! [`SqliteJournal`] is one file, for the programs of one machine. Where it may only be read, it is opened by
//! [`open_read_only`](SqliteJournal::open_read_only). `PostgresJournal` (feature `journal-postgres`) is shared by several
//! machines. Orders that are placed at once share what takes longest, the way to the disk, in a database over as many
//! connections as are given.
//!
//! # Equal orders
//!
//! Two orders are equal if they are of one account, go to one endpoint, and have the same fields present
//! with the same values, the reference apart. The format on the wire does not matter. The journal compares their
//! [`Fingerprint`]s. An order that leaves a field out differs from one that gives the field its default
//! value. Texts such as `us` and `US` differ as well.
//!
//! # What is kept
//!
//! An entry holds the [`Intent`] (fingerprint, method, URL without its query, account id, label and reference), the
//! time, the [`Outcome`], and the [`Settlement`]. A journal outlives its orders and many people read it, so
//! it keeps no API key and no field of an order, except those in the path of the URL. Use the label, the
//! time and the account to look for an order. A program that still has the order finds its
//! [entries](Journaled::entries).
//!
//! - The *body* of a reply is kept if the order remains unknown or unreadable, because it may hold the
//!   number. At most [`BODY_KEPT`] bytes are kept, with `[redacted]` in place of the key and the texts of the
//!   order. If more of them may be left, as under an escape that is not known, only the values of `order_id` are
//!   kept. [`Error`](crate::Error#what-is-shown) tells the limits of this.
//! - The codes of a refusal and the causes of a failure are kept, redacted in the same way.
//! - The *label*, the *reference* and the *note* of a settlement are kept as they were given, the label and the note on
//!   one line of at most about 300 bytes. Do not put secrets or personal data there.
//! - A person who can guess a whole order can confirm the guess by its fingerprint.
//!
//! # Example
//!
//! ```
//! use order_client::{
//!     Client, OrderId,
//!     journal::{Journal, JournaledError, SqliteJournal},
//!     retail::{self, CodeSigningOrder},
//!     sandbox::Sandbox,
//! };
//! use order_core::{Valid, json};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let order: Valid<CodeSigningOrder> = json::from_str(r#"{
//! #     "validity": 1, "platform": 51, "org_name": "My Company", "org_addr1": "19 Windsor Court",
//! #     "org_city": "Tampa", "org_state": "FL", "org_zip": "33615", "org_country": "us",
//! #     "telephone": "555-555-1234", "org_contact_firstname": "Gary",
//! #     "org_contact_lastname": "McCoy", "org_contact_job_title": "CTO",
//! #     "org_contact_email": "gm@example.com", "org_contact_telephone": "555-555-1234"
//! # }"#)?;
//! # let folder = std::env::temp_dir().join(format!("order-journal-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! let sandbox = Sandbox::start().await?;
//! let client = Client::builder(retail::SERVICE, sandbox.credentials()).base_url(sandbox.url()).build()?;
//!
//! let journal = SqliteJournal::open(folder.join("orders.db"))?;
//! for entry in journal.unfinished().await? {
//!     println!("look for this in the account, then settle it: {entry}");
//! }
//!
//! let client = client.with_journal(&journal).label("invoice 4711");
//! let placed = client.place(&order).await?;
//! assert_eq!(placed.order_id.as_str(), "00222307");
//!
//! // Once more, by mistake: nothing is sent.
//! let error = client.place(&order).await.unwrap_err();
//! let JournaledError::AlreadyPlaced { entry } = &error else { panic!("{error}") };
//! assert_eq!(entry.order_id().map(OrderId::as_str), Some("00222307"));
//! assert_eq!(sandbox.placed(), 1);
//!
//! // Once more, on purpose.
//! let placed = client.place_again(&order, entry.id).await?;
//! assert_eq!(placed.order_id.as_str(), "00222308");
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok(())
//! # }
//! ```
//!
//! [`Client::with_journal`]: crate::Client::with_journal

mod entry;
mod error;
mod found;
mod group;
mod place;
#[cfg(feature = "journal-postgres")]
mod postgres;
mod reference;
mod row;
mod sqlite;

pub use self::{
    entry::{Begun, Entry, EntryId, Fingerprint, Intent, Outcome, SentReference, Settlement},
    error::{JournalError, JournaledError},
    found::Recovered,
    place::Journaled,
    sqlite::SqliteJournal,
};

#[cfg(feature = "journal-postgres")]
pub use self::postgres::PostgresJournal;

/// The largest number of bytes of a body that an [`Outcome`] keeps.
pub const BODY_KEPT: usize = 16 * 1024;

/// A store of intents and outcomes.
///
/// Every method that changes something returns only after the change is on the disk. If its future is
/// dropped early, the change may have happened or not. The implementations of this crate share their
/// tests; another implementation is right if it passes them.
pub trait Journal: Send + Sync {
    /// Writes `intent` as a new entry, unless the journal has an equal order that forbids it.
    ///
    /// Such an equal order is an unfinished one, or one that was placed and is not the entry that the intent names in
    /// [`after`](Intent::after). Nor is an intent written whose reference another order of the account has that is
    /// unfinished or was placed. If several programs begin equal orders at once, only one succeeds.
    ///
    /// # Errors
    ///
    /// [`JournalError`] if the journal cannot be read or written. The order must not be sent then.
    fn begin(&self, intent: &Intent) -> impl Future<Output = Result<Begun, JournalError>> + Send;

    /// Writes the outcome of `entry`.
    ///
    /// If a person has settled the entry meanwhile, it keeps the settlement and gets the outcome as well.
    ///
    /// # Errors
    ///
    /// [`JournalError::Finished`] if the entry already has an outcome, [`JournalError::NoSuchEntry`] if there
    /// is no such entry, or another error if the journal cannot be written.
    fn finish(
        &self,
        entry: EntryId,
        outcome: &Outcome,
    ) -> impl Future<Output = Result<(), JournalError>> + Send;

    /// Ends the unfinished `entry` with the finding of a person, and returns the entry.
    ///
    /// # Errors
    ///
    /// The same as for [`settle_with_note`](Self::settle_with_note).
    fn settle(
        &self,
        entry: EntryId,
        settlement: &Settlement,
    ) -> impl Future<Output = Result<Entry, JournalError>> + Send {
        self.settle_with_note(entry, settlement, None)
    }

    /// Ends the unfinished `entry` with the finding of a person and a note about it, and returns the entry.
    ///
    /// The note is kept as [`Entry::note`], which every reader of the journal sees.
    ///
    /// Look into the account only after the program that began the entry has ended, or has waited for its
    /// whole [`timeout`](crate::ClientBuilder::timeout). Before that, the order may still arrive.
    ///
    /// # Errors
    ///
    /// [`JournalError::Finished`] if the entry is not unfinished, [`JournalError::NoSuchEntry`] if there is no
    /// such entry, or another error if the journal cannot be written.
    fn settle_with_note(
        &self,
        entry: EntryId,
        settlement: &Settlement,
        note: Option<&str>,
    ) -> impl Future<Output = Result<Entry, JournalError>> + Send;

    /// Returns the entry with this number.
    ///
    /// # Errors
    ///
    /// [`JournalError::NoSuchEntry`] if there is none, or another error if the journal cannot be read.
    fn entry(&self, entry: EntryId) -> impl Future<Output = Result<Entry, JournalError>> + Send;

    /// Returns the entries of orders that may have been placed but whose number is unknown, oldest first.
    ///
    /// Orders that are being placed at this moment are included.
    ///
    /// # Errors
    ///
    /// [`JournalError`] if the journal cannot be read.
    fn unfinished(&self) -> impl Future<Output = Result<Vec<Entry>, JournalError>> + Send;

    /// Returns all entries of orders with this fingerprint, oldest first.
    ///
    /// # Errors
    ///
    /// [`JournalError`] if the journal cannot be read.
    fn equal_to(
        &self,
        fingerprint: &Fingerprint,
    ) -> impl Future<Output = Result<Vec<Entry>, JournalError>> + Send;

    /// Returns the latest entries, at most `count`, newest first.
    ///
    /// # Errors
    ///
    /// [`JournalError`] if the journal cannot be read.
    fn latest(&self, count: u32) -> impl Future<Output = Result<Vec<Entry>, JournalError>> + Send;
}

/// The runtime in which a call of a journal leaves its work, or the error that there is none.
fn runtime() -> Result<tokio::runtime::Handle, JournalError> {
    let current = tokio::runtime::Handle::try_current();
    current.map_err(|error| JournalError::Storage { source: error.into() })
}
