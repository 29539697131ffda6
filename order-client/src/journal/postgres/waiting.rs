//! The changes that wait for a connection.

use std::{
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{
    change::{Batch, Begin, Finish},
    connections::Connections,
};

/// The most changes of a transaction. The server has room for some thousand locks.
const MOST: usize = 64;

/// The changes that wait, and the tasks that make them.
///
/// A transaction takes the server much longer than a change, so the changes that come while others are made wait, and are
/// then made with one transaction. A change that comes alone, or beside one other, waits for nothing.
#[derive(Default)]
pub(super) struct Waiting(Mutex<Queue>);

#[derive(Default)]
struct Queue {
    begins: Vec<Begin>,
    finishes: Vec<Finish>,
    writers: u32,
}

/// The duty to make the changes that wait.
pub(super) struct Writer {
    waiting: Arc<Waiting>,
    is_done: bool,
}

impl Waiting {
    /// Adds an order that begins, and returns the duty to make it if nobody else will soon.
    pub(super) fn begin(self: &Arc<Self>, begin: Begin) -> Option<Writer> {
        self.add(|queue| queue.begins.push(begin))
    }

    /// Adds an order that has ended, like [`begin`](Self::begin).
    pub(super) fn finish(self: &Arc<Self>, finish: Finish) -> Option<Writer> {
        self.add(|queue| queue.finishes.push(finish))
    }

    fn add(self: &Arc<Self>, add: impl FnOnce(&mut Queue)) -> Option<Writer> {
        let mut queue = self.queue();
        add(&mut queue);
        let count = queue.begins.len() + queue.finishes.len();
        // From the third on, each must find twice as much to do: the larger a transaction, the less an order costs.
        let is_needed = count >> queue.writers.saturating_sub(1) > 0;
        is_needed.then(|| {
            queue.writers += 1;
            Writer { waiting: Arc::clone(self), is_done: false }
        })
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    /// Takes the changes of one transaction. Those that cannot be in one with an earlier change wait for the next.
    ///
    /// An order for which nobody waits any more is not begun.
    fn take(&mut self) -> Batch {
        let mut batch = Batch::default();
        for finish in mem::take(&mut self.finishes) {
            let is_next = batch.len() < MOST && !batch.has_entry(finish.what.0);
            if is_next { &mut batch.finishes } else { &mut self.finishes }.push(finish);
        }
        for begin in mem::take(&mut self.begins) {
            if !begin.is_abandoned() {
                let is_next = batch.len() < MOST && !batch.has_order(&begin.what);
                if is_next { &mut batch.begins } else { &mut self.begins }.push(begin);
            }
        }
        batch
    }
}

impl Writer {
    /// Makes all changes that wait, each time those that have come meanwhile.
    pub(super) async fn write(mut self, connections: Arc<Connections>) {
        loop {
            let mut connection = connections.one().await;
            let Some(batch) = self.next() else { return };
            for alone in batch.write(&mut connection).await.each() {
                // On a connection of its own, as it may have to wait.
                let connections = Arc::clone(&connections);
                tokio::spawn(async move { alone.write_alone(&mut *connections.one().await).await });
            }
        }
    }

    /// Returns the changes of the next transaction; `None` if there are none, and the duty is done.
    fn next(&mut self) -> Option<Batch> {
        let mut queue = self.waiting.queue();
        let batch = queue.take();
        self.is_done = batch.len() == 0;
        queue.writers -= u32::from(self.is_done);
        (!self.is_done).then_some(batch)
    }
}

/// If writing ends early, by a panic or with its runtime, those that wait are told.
impl Drop for Writer {
    fn drop(&mut self) {
        if !self.is_done {
            let mut queue = self.waiting.queue();
            queue.writers -= 1;
            let nobody_left = queue.writers == 0;
            let left = nobody_left.then(|| mem::take(&mut *queue));
            drop(queue);
            // Each caller receives an error when its sender is dropped.
            drop(left);
        }
    }
}
