//! The connections of a journal, one for a call at a time.

use std::{
    ops::{Deref, DerefMut},
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio_postgres::Client;

use super::statements::Statements;

/// The connections of a journal.
pub(super) struct Connections {
    /// A permit for each connection that is not in use.
    permits: Semaphore,
    free: Mutex<Free>,
}

struct Free {
    connections: Vec<Connection>,
    /// The number of connections that are not known to be lost, those in use among them.
    count: usize,
}

/// One connection.
pub(super) struct Connection {
    pub(super) client: Client,
    /// Are made by the first order.
    pub(super) statements: Option<Statements>,
}

impl Connections {
    pub(super) fn new(clients: Vec<Client>) -> Self {
        let count = clients.len();
        let connections =
            clients.into_iter().map(|client| Connection { client, statements: None }).collect();
        Self { permits: Semaphore::new(count), free: Free { connections, count }.into() }
    }

    /// Waits for a connection that is not in use. Of those that are lost, only the last is returned.
    pub(super) async fn one(&self) -> InUse<'_> {
        loop {
            let permit = self.permits.acquire().await.expect("the semaphore is never closed");
            let mut free = self.free();
            let connection = free.connections.pop().expect("a permit is of a connection");
            if !connection.client.is_closed() || free.count == 1 {
                drop(free);
                return InUse { connection: Some(connection), connections: self, _permit: permit };
            }
            free.count -= 1;
            permit.forget();
        }
    }

    fn free(&self) -> MutexGuard<'_, Free> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection in use, which others can use when this is dropped.
pub(super) struct InUse<'c> {
    /// Is there until this is dropped.
    connection: Option<Connection>,
    connections: &'c Connections,
    /// Is returned after the connection.
    _permit: SemaphorePermit<'c>,
}

impl Deref for InUse<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("the connection is there until the end")
    }
}

impl DerefMut for InUse<'_> {
    fn deref_mut(&mut self) -> &mut Connection {
        self.connection.as_mut().expect("the connection is there until the end")
    }
}

impl Drop for InUse<'_> {
    fn drop(&mut self) {
        self.connections.free().connections.extend(self.connection.take());
    }
}
