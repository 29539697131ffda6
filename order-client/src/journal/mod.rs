//! A journal of orders: no order is placed twice, and no order number is lost.
//!
//! An order costs money, and between sending it and keeping its number a program may be killed, lose
//! the reply or lose its disk. So an *intent* is written before anything is sent, and the *outcome*
//! after; each is on the disk before the next step. [`Client::with_journal`] places orders that way:
//!
//! | the journal has of an equal order | [`place`](Journaled::place) |
//! | --- | --- |
//! | nothing, or it was refused, not sent or settled as not placed | places it |
//! | an entry without a known end: no outcome, unknown, placed but unreadable | refuses: [`JournaledError::Unfinished`] |
//! | a number | refuses: [`JournaledError::AlreadyPlaced`], which has it |
//!
//! After a crash, [`Journal::unfinished`] lists what may have been placed. A person looks into the
//! account and tells the journal with [`Journal::settle`]; no program can know. An order that shall
//! really be placed once more is placed with [`place_again`](Journaled::place_again).
//!
//! [`SqliteJournal`] is one file, for the programs of one machine. `PostgresJournal` (feature
//! `journal-postgres`) keeps several machines apart.
//!
//! # What is equal
//!
//! Orders of one account to one endpoint with the same fields, each present or absent alike; the
//! format on the wire does not matter. [`Fingerprint`] is what is compared. A field that is left out
//! and the same field with its default make two orders that differ, and so do `us` and `US` in a text.
//!
//! # What is kept
//!
//! An entry holds the [`Intent`] (fingerprint, method and URL without its query, account id and the label
//! that the caller gave), the time, the [`Outcome`], and the [`Settlement`]. A journal outlives its orders and is
//! read by many, so no field of an order is kept, but for what stands in the path of its URL, and no API key. Whoever
//! looks for an order has the label, the time and the account, and who has the order itself finds its
//! [entries](Journaled::entries).
//!
//! - The *body* of a reply that leaves the order unknown or unreadable is kept, up to [`BODY_KEPT`]
//!   bytes, because it may hold the number. The key and the texts of the order, which a server may echo, are
//!   redacted in it as in an [`Error`](crate::Error#what-is-shown), which says what cannot be found. The
//!   value of `order_id` is never redacted.
//! - Of a refusal the codes are kept, and of a failure its causes, redacted alike.
//! - The *label* is kept as the caller gave it; personal data does not belong there.
//! - Whoever can guess a whole order can confirm it by its fingerprint.
//!
//! # Example
//!
//! ```
//! use order_client::{
//!     Client, OrderId,
//!     journal::{Journal, JournaledError, SqliteJournal},
//!     retail::CodeSigningOrder,
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
//! let client = Client::builder(sandbox.credentials()).base_url(sandbox.url()).build()?;
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
mod place;
#[cfg(feature = "journal-postgres")]
mod postgres;
mod row;
mod sqlite;

pub use self::{
    entry::{Begun, Entry, EntryId, Fingerprint, Intent, Outcome, Settlement},
    error::{JournalError, JournaledError},
    place::Journaled,
    sqlite::SqliteJournal,
};

#[cfg(feature = "journal-postgres")]
pub use self::postgres::PostgresJournal;

/// How many bytes of a body are kept in an [`Outcome`].
pub const BODY_KEPT: usize = 16 * 1024;

/// Where intents and outcomes are written.
///
/// Every method that changes something returns after the change is on the disk. The future of one
/// that is dropped early may have changed it or not. An implementation is right if it passes the
/// tests that those of this crate share.
pub trait Journal: Send + Sync {
    /// Writes `intent` down as a new entry, unless an equal order is unfinished, or was placed and is
    /// not the one that the intent comes [`after`](Intent::after). Of several at once one is begun.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read or written; nothing may be sent then.
    fn begin(&self, intent: &Intent) -> impl Future<Output = Result<Begun, JournalError>> + Send;

    /// Writes down how `entry` ended.
    ///
    /// If a person has settled it meanwhile, it stays settled, and the outcome is kept beside that.
    ///
    /// # Errors
    ///
    /// [`JournalError::Finished`] if it has an outcome already, [`JournalError::NoSuchEntry`], or if
    /// the journal cannot be written.
    fn finish(
        &self,
        entry: EntryId,
        outcome: &Outcome,
    ) -> impl Future<Output = Result<(), JournalError>> + Send;

    /// Ends the unfinished `entry` with what a person has found out, and returns it.
    ///
    /// Look into the account only after the program that began it has ended or has waited for as long
    /// as its [`timeout`](crate::ClientBuilder::timeout): before that the order may still arrive.
    ///
    /// # Errors
    ///
    /// [`JournalError::Finished`] if it is not unfinished, [`JournalError::NoSuchEntry`], or if the
    /// journal cannot be written.
    fn settle(
        &self,
        entry: EntryId,
        settlement: &Settlement,
    ) -> impl Future<Output = Result<Entry, JournalError>> + Send;

    /// The entry with this number.
    ///
    /// # Errors
    ///
    /// [`JournalError::NoSuchEntry`], or if the journal cannot be read.
    fn entry(&self, entry: EntryId) -> impl Future<Output = Result<Entry, JournalError>> + Send;

    /// The entries of orders that may have been placed without that their number is known, oldest
    /// first. Those that are being placed at this moment are among them.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read.
    fn unfinished(&self) -> impl Future<Output = Result<Vec<Entry>, JournalError>> + Send;

    /// All entries of equal orders, oldest first.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read.
    fn equal_to(
        &self,
        fingerprint: &Fingerprint,
    ) -> impl Future<Output = Result<Vec<Entry>, JournalError>> + Send;

    /// The latest entries, at most `count`, newest first.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read.
    fn latest(&self, count: u32) -> impl Future<Output = Result<Vec<Entry>, JournalError>> + Send;
}
