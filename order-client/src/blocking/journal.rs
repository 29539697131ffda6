use std::sync::Arc;

use order_core::{Endpoint, Valid};
use tokio::runtime::Builder;

use crate::{
    blocking::{Client, Runtime},
    journal::{
        self, Entry, EntryId, Fingerprint, JournalError, JournaledError, Recovered, Settlement,
    },
    reply::Placed,
};

impl Client {
    /// Places orders through `journal`, so that none is placed twice and no number is lost.
    ///
    /// See [`with_journal`](crate::Client::with_journal), and [`blocking`](crate::blocking) for an example.
    pub fn with_journal<'a, J: journal::Journal>(&self, journal: &'a J) -> Journaled<'a, J> {
        Journaled {
            journaled: self.client.with_journal(journal),
            journal: Journal { journal, runtime: Arc::clone(&self.runtime) },
        }
    }
}

/// A [`Client`] that places orders through a journal, and waits for each.
///
/// Each function does the same as the one of that name on [`journal::Journaled`].
///
/// # Panics
///
/// Every call panics inside an async runtime.
#[derive(Debug)]
#[must_use = "nothing is sent until `place` is called"]
pub struct Journaled<'a, J> {
    journaled: journal::Journaled<'a, J>,
    journal: Journal<'a, J>,
}

impl<'a, J: journal::Journal> Journaled<'a, J> {
    /// Sets the label of the entries that are written from here on.
    pub fn label(self, label: impl AsRef<str>) -> Self {
        Self { journaled: self.journaled.label(label), ..self }
    }

    /// Places `order` unless the journal has an equal one that was placed or is unfinished.
    ///
    /// # Errors
    ///
    /// The same as for [`place`](journal::Journaled::place).
    pub fn place<T>(&self, order: &Valid<T>) -> Result<T::Response, JournaledError>
    where
        T: Endpoint,
        T::Response: Placed,
    {
        self.journal.runtime.block_on(self.journaled.place(order))
    }

    /// Places `order` once more, although `after` is the entry of an equal order that was placed.
    ///
    /// # Errors
    ///
    /// The same as for [`place_again`](journal::Journaled::place_again).
    pub fn place_again<T>(
        &self,
        order: &Valid<T>,
        after: EntryId,
    ) -> Result<T::Response, JournaledError>
    where
        T: Endpoint,
        T::Response: Placed,
    {
        self.journal.runtime.block_on(self.journaled.place_again(order, after))
    }

    /// Asks the service for each unfinished order of this account that has a reference, and settles what is certain.
    ///
    /// # Errors
    ///
    /// The same as for [`recover`](journal::Journaled::recover).
    pub fn recover(&self) -> Result<Vec<Recovered>, JournalError> {
        self.journal.runtime.block_on(self.journaled.recover())
    }

    /// Returns the entries of `order` and of orders equal to it, oldest first.
    ///
    /// # Errors
    ///
    /// [`JournalError`] if the journal cannot be read.
    pub fn entries<T: Endpoint>(&self, order: &Valid<T>) -> Result<Vec<Entry>, JournalError> {
        self.journal.runtime.block_on(self.journaled.entries(order))
    }

    /// The journal itself, to list and settle entries.
    pub fn journal(&self) -> &Journal<'a, J> {
        &self.journal
    }
}

/// A view of a [`journal::Journal`] that waits for each answer.
///
/// Each function does the same as the one of that name on [`journal::Journal`]. Only [`Journaled`] writes
/// orders.
///
/// # Panics
///
/// Every call panics inside an async runtime.
#[derive(Debug)]
pub struct Journal<'a, J> {
    journal: &'a J,
    runtime: Arc<Runtime>,
}

impl<'a, J: journal::Journal> Journal<'a, J> {
    /// Creates a view for a program that has no client. With a client, [`Journaled::journal`] is cheaper.
    ///
    /// # Errors
    ///
    /// [`JournalError::Storage`] if no async runtime can be created.
    pub fn new(journal: &'a J) -> Result<Self, JournalError> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| JournalError::Storage { source: error.into() })?;
        Ok(Self { journal, runtime: Runtime::new(runtime) })
    }

    /// Ends the unfinished `entry` with the finding of a person, and returns the entry.
    ///
    /// # Errors
    ///
    /// The same as for [`settle`](journal::Journal::settle).
    pub fn settle(&self, entry: EntryId, settlement: &Settlement) -> Result<Entry, JournalError> {
        self.runtime.block_on(self.journal.settle(entry, settlement))
    }

    /// Ends the unfinished `entry` with the finding of a person and a note about it, and returns the entry.
    ///
    /// # Errors
    ///
    /// The same as for [`settle_with_note`](journal::Journal::settle_with_note).
    pub fn settle_with_note(
        &self,
        entry: EntryId,
        settlement: &Settlement,
        note: Option<&str>,
    ) -> Result<Entry, JournalError> {
        self.runtime.block_on(self.journal.settle_with_note(entry, settlement, note))
    }

    /// Returns the entry with this number.
    ///
    /// # Errors
    ///
    /// The same as for [`entry`](journal::Journal::entry).
    pub fn entry(&self, entry: EntryId) -> Result<Entry, JournalError> {
        self.runtime.block_on(self.journal.entry(entry))
    }

    /// Returns the entries of orders that may have been placed but whose number is unknown, oldest first.
    ///
    /// # Errors
    ///
    /// [`JournalError`] if the journal cannot be read.
    pub fn unfinished(&self) -> Result<Vec<Entry>, JournalError> {
        self.runtime.block_on(self.journal.unfinished())
    }

    /// Returns all entries of orders with this fingerprint, oldest first.
    ///
    /// # Errors
    ///
    /// [`JournalError`] if the journal cannot be read.
    pub fn equal_to(&self, fingerprint: &Fingerprint) -> Result<Vec<Entry>, JournalError> {
        self.runtime.block_on(self.journal.equal_to(fingerprint))
    }

    /// Returns the latest entries, at most `count`, newest first.
    ///
    /// # Errors
    ///
    /// [`JournalError`] if the journal cannot be read.
    pub fn latest(&self, count: u32) -> Result<Vec<Entry>, JournalError> {
        self.runtime.block_on(self.journal.latest(count))
    }
}
