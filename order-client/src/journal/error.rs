use std::fmt;

use crate::{
    error::{Error, OrderState},
    journal::entry::{Entry, EntryId},
    order_id::OrderId,
};

/// The failure of an order that was placed through a journal.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournaledError {
    /// An equal order was placed before; nothing was sent.
    #[error(
        "not sent, as an equal order was placed: {entry}; place it again on purpose, or change it"
    )]
    AlreadyPlaced {
        /// The latest entry of that order, with its [number](Entry::order_id).
        entry: Box<Entry>,
    },

    /// The intent could not be written, so nothing was sent.
    #[error("not sent, as the order could not be written to the journal")]
    NotBegun {
        /// The cause.
        source: JournalError,
    },

    /// The order failed, and the journal has its outcome.
    #[error("entry {entry} of the journal")]
    Order {
        /// The entry, which is unfinished if the order may have been placed.
        entry: EntryId,
        /// The failure of the order.
        source: Error,
    },

    /// The order was sent, but its outcome could not be written to the journal.
    ///
    /// The entry stays unfinished, and this error holds the only record of the outcome. Settle the entry with
    /// [`settle`](super::Journal::settle).
    #[error(fmt = show_not_finished)]
    NotFinished {
        /// The entry.
        entry: EntryId,
        /// The outcome of the order, with its number if it was placed.
        outcome: Box<Result<OrderId, Error>>,
        /// The reason why the outcome could not be written.
        source: JournalError,
    },

    /// The reference of the order belongs to another one that was placed or is unfinished; nothing was sent.
    #[error(
        "not sent, as its reference belongs to another order: {entry}; give it a reference of its own"
    )]
    ReferenceUsed {
        /// The entry of that order.
        entry: Box<Entry>,
    },

    /// Several orders of the account have the reference of an equal order; nothing was sent.
    #[error(
        "not sent, as the reference of an equal order, {entry}, belongs to the orders {}; look at them, then \
         settle the entry",
        numbers(.order_ids)
    )]
    Several {
        /// The unfinished entry of the equal order.
        entry: Box<Entry>,
        /// The numbers of the orders.
        order_ids: Vec<OrderId>,
    },

    /// An equal order may have been placed, or is being placed at this moment; nothing was sent.
    #[error(
        "not sent, as an equal order is unfinished: {entry}; look for it in the account, then settle \
         the entry"
    )]
    Unfinished {
        /// The entry of that order.
        entry: Box<Entry>,
    },
}

impl JournaledError {
    /// Returns what is known about the order of this call. Earlier equal orders do not count.
    pub fn order_state(&self) -> OrderState {
        match self {
            Self::AlreadyPlaced { .. }
            | Self::NotBegun { .. }
            | Self::ReferenceUsed { .. }
            | Self::Several { .. }
            | Self::Unfinished { .. } => OrderState::NotPlaced,
            Self::Order { source, .. } => source.order_state(),
            Self::NotFinished { outcome, .. } => match &**outcome {
                Ok(_) => OrderState::Placed,
                Err(error) => error.order_state(),
            },
        }
    }
}

fn numbers(order_ids: &[OrderId]) -> String {
    let numbers = order_ids.iter().take(8).map(OrderId::as_str);
    numbers.collect::<Vec<_>>().join(", ")
}

fn show_not_finished(
    entry: &EntryId,
    outcome: &Result<OrderId, Error>,
    _: &JournalError,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    match outcome {
        Ok(order_id) => write!(f, "the order was placed with the number {order_id}")?,
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
    /// The disk is full.
    #[error("the journal cannot grow, as the disk is full; make room on it")]
    Full {
        /// The error of the database.
        source: BoxError,
    },
    /// Another program has locked the journal for longer than the time to wait.
    #[error("the journal is locked by another program; wait for it or end it")]
    Locked {
        /// The error of the database.
        source: BoxError,
    },
    /// The file or database is not a journal.
    #[error("not a journal of orders, or a damaged one; check its path")]
    NotAJournal,
    /// There is no entry with this number.
    #[error("there is no entry {entry} in the journal")]
    NoSuchEntry {
        /// The number.
        entry: EntryId,
    },
    /// The journal is of an earlier version, and may only be read here.
    #[error(
        "the journal is of an earlier version, which a program that may write to it has to carry on; list it \
         once with the permissions of its owner, or list a copy of it"
    )]
    Older,
    /// The journal may not be written to.
    #[error(
        "the journal is read-only; check the permissions of its file and folder, or of its table"
    )]
    ReadOnly {
        /// The error of the database.
        source: BoxError,
    },
    /// The file of the journal was moved, removed, emptied or replaced while this program used it.
    ///
    /// Other programs may have placed equal orders that this journal does not know.
    #[error(
        "the journal was moved, removed, emptied or replaced while it was in use; put it back, then start \
         this program again"
    )]
    Replaced,
    /// The journal cannot be opened, read or written for another reason.
    #[error("the journal cannot be used")]
    Storage {
        /// The error of the database.
        source: BoxError,
    },
    /// A newer version of this crate wrote the journal.
    #[error("the journal is of version {0}, which this program does not know; update the program")]
    Version(i64),
}

/// An error of any database.
pub(super) type BoxError = Box<dyn std::error::Error + Send + Sync>;
