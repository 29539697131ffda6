use std::fmt;

use crate::{
    error::{Error, OrderState},
    journal::entry::{Entry, EntryId},
    retail::OrderPlaced,
};

/// An order that the journal refused, or that did not end with its number.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournaledError {
    /// An equal order was placed before; nothing was sent.
    #[error(
        "not sent, as an equal order was placed: {entry}; place it again on purpose, or change it"
    )]
    AlreadyPlaced {
        /// The latest entry of it, with the [number](Entry::order_id).
        entry: Box<Entry>,
    },

    /// The intent could not be written, so nothing was sent.
    #[error("not sent, as the order could not be written to the journal")]
    NotBegun {
        /// Why.
        source: JournalError,
    },

    /// The order was not placed, or not with a number that can be read; the journal has this too.
    #[error("entry {entry} of the journal")]
    Order {
        /// The entry, which is unfinished if the order may have been placed.
        entry: EntryId,
        /// What happened to the order.
        source: Error,
    },

    /// The order was sent, but how that ended could not be written: the entry stays unfinished, and
    /// what is here is all that is known. Settle it with [`settle`](super::Journal::settle).
    #[error(fmt = show_not_finished)]
    NotFinished {
        /// The entry.
        entry: EntryId,
        /// What happened to the order, with its number if it was placed.
        outcome: Box<Result<OrderPlaced, Error>>,
        /// Why it could not be written.
        source: JournalError,
    },

    /// An equal order may have been placed, or is just being placed; nothing was sent.
    #[error(
        "not sent, as an equal order is unfinished: {entry}; look for it in the account, then settle \
         the entry"
    )]
    Unfinished {
        /// Its entry.
        entry: Box<Entry>,
    },
}

impl JournaledError {
    /// What is known about the order of this call; an equal one of before does not count.
    pub fn order_state(&self) -> OrderState {
        match self {
            Self::AlreadyPlaced { .. } | Self::NotBegun { .. } | Self::Unfinished { .. } => {
                OrderState::NotPlaced
            }
            Self::Order { source, .. } => source.order_state(),
            Self::NotFinished { outcome, .. } => match &**outcome {
                Ok(_) => OrderState::Placed,
                Err(error) => error.order_state(),
            },
        }
    }
}

fn show_not_finished(
    entry: &EntryId,
    outcome: &Result<OrderPlaced, Error>,
    _: &JournalError,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    match outcome {
        Ok(placed) => write!(f, "the order was placed with the number {}", placed.order_id)?,
        Err(error) => write!(f, "{error}")?,
    }
    write!(f, "; this could not be written to the journal: settle its entry {entry}")
}

/// A journal that cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The entry is not unfinished.
    #[error("nothing to settle or finish: {entry}")]
    Finished {
        /// The entry.
        entry: Box<Entry>,
    },
    /// No room is left.
    #[error("the journal cannot grow, as the disk is full; make room on it")]
    Full {
        /// What the database says.
        source: BoxError,
    },
    /// Another program holds it for longer than it is waited for.
    #[error("the journal is locked by another program; wait for it or end it")]
    Locked {
        /// What the database says.
        source: BoxError,
    },
    /// It is some other database or file.
    #[error("not a journal of orders, or a damaged one; check its path")]
    NotAJournal,
    /// There is no entry with this number.
    #[error("there is no entry {entry} in the journal")]
    NoSuchEntry {
        /// The number.
        entry: EntryId,
    },
    /// It must not be written.
    #[error("the journal is read-only; check the permissions of its file and folder")]
    ReadOnly {
        /// What the database says.
        source: BoxError,
    },
    /// It cannot be opened, read or written for another reason.
    #[error("the journal cannot be used")]
    Storage {
        /// What the database says.
        source: BoxError,
    },
    /// A newer version of this crate wrote it.
    #[error("the journal is of version {0}, which this program does not know; update the program")]
    Version(i64),
}

/// An error of any database.
pub(super) type BoxError = Box<dyn std::error::Error + Send + Sync>;
