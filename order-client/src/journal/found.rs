//! Orders whose reply was lost, and that are found again by their reference.

use std::time::{Duration, SystemTime};

use crate::{
    client::Client,
    error::Error,
    journal::{
        Journal, Journaled,
        entry::{Entry, SentReference, Settlement},
        error::{JournalError, JournaledError},
    },
    order_id::OrderId,
};

/// The end of an unfinished entry of the journal.
#[derive(Debug)]
#[non_exhaustive]
pub enum Recovered {
    /// The order was found, or can no longer arrive. This is the entry, which is settled now.
    Settled(Entry),
    /// The order was not found, but may still arrive, or the service has said that it was placed.
    Pending(Entry),
    /// Several orders have the reference, which only one should have. A person has to look at them.
    Several(Entry, Vec<OrderId>),
    /// The service cannot be asked for it, as the order has no reference. A person has to look for it.
    Unasked(Entry),
    /// The service could not be asked.
    Failed(Entry, Error),
}

impl Recovered {
    /// Returns the entry of the order.
    pub fn entry(&self) -> &Entry {
        match self {
            Self::Settled(entry)
            | Self::Pending(entry)
            | Self::Several(entry, _)
            | Self::Unasked(entry)
            | Self::Failed(entry, _) => entry,
        }
    }
}

impl<J: Journal> Journaled<'_, J> {
    /// Asks the service for each unfinished order of this account that has a reference, and settles what is certain.
    ///
    /// Call it when the program starts. An order that is found has its number from then on. One that is not found was
    /// not placed, but only once the time is over [within which it could arrive](crate::Reference::arrives_within), and
    /// unless the service has said by a 2xx that it was placed: then a person has to look for it.
    /// Orders of other accounts and services are left out.
    ///
    /// # Errors
    ///
    /// [`JournalError`] if the journal cannot be read or written.
    pub async fn recover(&self) -> Result<Vec<Recovered>, JournalError> {
        let inner = &*self.client.inner;
        let account_id = inner.credentials.account_id().unwrap_or_default();
        let mut recovered = Vec::new();
        for entry in self.journal.unfinished().await? {
            let url = entry.intent.endpoint.split_once(' ').map_or("", |(_, url)| url);
            if entry.intent.account_id == account_id && inner.base_url.is_base_of(url) {
                recovered.push(self.recover_entry(entry).await?);
            }
        }
        Ok(recovered)
    }

    /// Asks for the order of an unfinished entry.
    pub(super) async fn recover_entry(&self, entry: Entry) -> Result<Recovered, JournalError> {
        let Some(SentReference { text, arrives_by }) = &entry.intent.reference else {
            return Ok(Recovered::Unasked(entry));
        };
        // Taken before the question, as an order may arrive while it is answered.
        let asked_at = SystemTime::now();
        let settlement = match self.client.orders_with(text).await {
            Err(error) => return Ok(Recovered::Failed(entry, error)),
            Ok(mut found) => match (found.pop(), found.is_empty()) {
                (None, _) if asked_at <= *arrives_by || entry.is_acknowledged() => {
                    return Ok(Recovered::Pending(entry));
                }
                (None, _) => Settlement::NotPlaced,
                (Some(order_id), true) => Settlement::Placed(order_id),
                (Some(last), false) => {
                    found.push(last);
                    return Ok(Recovered::Several(entry, found));
                }
            },
        };
        match self.journal.settle(entry.id, &settlement).await {
            Ok(entry) => Ok(Recovered::Settled(entry)),
            // The program that placed it, or another one that asked, was faster.
            Err(JournalError::Finished { entry }) => Ok(Recovered::Settled(*entry)),
            Err(error) => Err(error),
        }
    }

    /// The failure of an order that equals the unfinished one of `entry`; none if that turns out not to be placed, so that
    /// the order may be placed now.
    pub(super) async fn equal_to_unfinished(&self, entry: Entry) -> Option<JournaledError> {
        match self.recover_entry(entry).await {
            Ok(Recovered::Settled(entry)) if entry.order_id().is_some() => {
                Some(JournaledError::AlreadyPlaced { entry: entry.into() })
            }
            Ok(Recovered::Settled(entry)) if entry.is_unfinished() => {
                Some(JournaledError::Unfinished { entry: entry.into() })
            }
            Ok(Recovered::Settled(_)) => None,
            Ok(Recovered::Several(entry, order_ids)) => {
                Some(JournaledError::Several { entry: entry.into(), order_ids })
            }
            Ok(
                Recovered::Pending(entry) | Recovered::Unasked(entry) | Recovered::Failed(entry, _),
            ) => Some(JournaledError::Unfinished { entry: entry.into() }),
            Err(source) => Some(JournaledError::NotBegun { source }),
        }
    }
}

/// Asks a few times for the order that was sent a moment ago. `None` unless exactly one is found.
pub(super) async fn just_sent(client: &Client, reference: &str) -> Option<OrderId> {
    for wait in [0, 200, 1000] {
        tokio::time::sleep(Duration::from_millis(wait)).await;
        if let Ok(mut found) = client.orders_with(reference).await
            && let Some(order_id) = found.pop()
        {
            return found.is_empty().then_some(order_id);
        }
    }
    None
}
