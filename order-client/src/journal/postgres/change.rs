//! Changes of the journal, and how many are made with one transaction.

use std::{collections::HashMap, sync::Arc};

use tokio::sync::oneshot;
use tokio_postgres::{Error, Row, Statement, Transaction, error::SqlState, types::ToSql};

use super::{connections::Connection, read, statements::Statements};
use crate::journal::{
    entry::{Begun, Entry, EntryId, Intent, Outcome},
    error::JournalError,
    row::{self, OutcomeColumns},
};

/// A change with the caller that waits for its answer, which comes when the change is on the disk.
pub(super) struct Call<W, R> {
    pub(super) what: W,
    pub(super) caller: oneshot::Sender<Result<R, JournalError>>,
}

/// An order that begins.
pub(super) type Begin = Call<Intent, Begun>;

/// An order that has ended. Its answer is whether its entry had no outcome yet.
pub(super) type Finish = Call<(EntryId, Outcome), bool>;

impl<W, R> Call<W, R> {
    fn answer(self, answer: Result<R, JournalError>) {
        // Nobody waits any more if the caller was dropped.
        let _ = self.caller.send(answer);
    }

    /// Returns whether nobody waits for the answer any more.
    pub(super) fn is_abandoned(&self) -> bool {
        self.caller.is_closed()
    }
}

/// Changes that one transaction can make: of an entry, a fingerprint or a reference, there is one.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) begins: Vec<Begin>,
    pub(super) finishes: Vec<Finish>,
}

/// The treatment of a change for which somebody else has the lock.
#[derive(Clone, Copy)]
enum Locked {
    Wait,
    LeaveOut,
}

impl Batch {
    pub(super) fn len(&self) -> usize {
        self.begins.len() + self.finishes.len()
    }

    pub(super) fn has_entry(&self, entry: EntryId) -> bool {
        self.finishes.iter().any(|finish| finish.what.0 == entry)
    }

    /// Returns whether an order with the same fingerprint or reference is among these.
    pub(super) fn has_order(&self, intent: &Intent) -> bool {
        let reference = row::reference_columns(intent).0;
        self.begins.iter().any(|Call { what: other, .. }| {
            other.fingerprint == intent.fingerprint
                || (reference.is_some() && row::reference_columns(other).0 == reference)
        })
    }

    /// Makes the changes, answers their callers, and returns those that have to be made by themselves: somebody else has
    /// their lock, or the database refuses one of them. So none holds up or spoils the others.
    pub(super) async fn write(self, connection: &mut Connection) -> Self {
        self.write_or_leave(connection, Locked::LeaveOut).await
    }

    /// Makes the only change here, and waits for whoever has its lock.
    pub(super) async fn write_alone(self, connection: &mut Connection) {
        let left = self.write_or_leave(connection, Locked::Wait).await;
        debug_assert_eq!(left.len(), 0, "nothing is left out");
    }

    async fn write_or_leave(self, connection: &mut Connection, locked: Locked) -> Self {
        let is_alone = self.len() == 1;
        let Self { begins, finishes } = self;
        let intents: Vec<_> = begins.iter().map(|begin| &begin.what).collect();
        let ended: Vec<_> = finishes.iter().map(|finish| &finish.what).collect();
        let mut left = Self::default();
        match commit(connection, &intents, &ended, locked).await {
            Ok(made) => {
                for (begin, begun) in begins.into_iter().zip(made.begun) {
                    match begun {
                        Some(begun) => begin.answer(begun),
                        None => left.begins.push(begin),
                    }
                }
                for finish in finishes {
                    let is_changed = made.finished.contains(&finish.what.0);
                    match locked {
                        // Whether it had an outcome or is locked is not known.
                        Locked::LeaveOut if !is_changed => left.finishes.push(finish),
                        Locked::LeaveOut | Locked::Wait => finish.answer(Ok(is_changed)),
                    }
                }
            }
            Err(error) if !is_alone && is_of_one_change(&error) => {
                left = Self { begins, finishes };
            }
            Err(error) => {
                let error = Arc::new(error);
                begins.into_iter().for_each(|begin| begin.answer(Err(failed(&error))));
                finishes.into_iter().for_each(|finish| finish.answer(Err(failed(&error))));
            }
        }
        left
    }

    /// Returns a batch for each change.
    pub(super) fn each(self) -> impl Iterator<Item = Self> {
        let begin = |begin| Self { begins: vec![begin], ..Self::default() };
        let finish = |finish| Self { finishes: vec![finish], ..Self::default() };
        self.finishes.into_iter().map(finish).chain(self.begins.into_iter().map(begin))
    }
}

/// Returns whether the database refuses a value, and so perhaps one change only.
fn is_of_one_change(error: &Error) -> bool {
    let class = error.code().map(SqlState::code).unwrap_or_default();
    class.starts_with("22") || class.starts_with("23")
}

/// The error of one of the changes that have failed together.
fn failed(error: &Arc<Error>) -> JournalError {
    JournalError::of(error.code(), Arc::clone(error).into())
}

/// The outcome of a transaction.
struct Made {
    /// For each intent, in the same order; `None` if somebody else has its lock.
    begun: Vec<Option<Result<Begun, JournalError>>>,
    /// The entries that had no outcome.
    finished: Vec<EntryId>,
}

async fn commit(
    connection: &mut Connection,
    intents: &[&Intent],
    ended: &[&(EntryId, Outcome)],
    locked: Locked,
) -> Result<Made, Error> {
    let Connection { client, statements } = connection;
    let statements = Statements::once(statements, client).await?;
    let transaction = client.transaction().await?;
    let (finished, begun) = tokio::join!(
        finish(&transaction, statements, ended, locked),
        begin(&transaction, statements, intents, locked),
    );
    // Without the first, the second error says only that the transaction has failed.
    let made = Made { finished: finished?, begun: begun? };
    transaction.commit().await?;
    Ok(made)
}

async fn finish(
    transaction: &Transaction<'_>,
    statements: &Statements,
    ended: &[&(EntryId, Outcome)],
    locked: Locked,
) -> Result<Vec<EntryId>, Error> {
    if ended.is_empty() {
        return Ok(Vec::new());
    }
    let statement = match locked {
        Locked::Wait => &statements.finish,
        Locked::LeaveOut => &statements.finish_at_once,
    };
    let rows = ended.iter().map(|(entry, outcome)| (entry.0, OutcomeColumns::new(outcome)));
    let rows: Vec<_> = rows.collect();
    let changed = transaction
        .query(
            statement,
            &[
                &column(&rows, |(entry, _)| *entry),
                &column(&rows, |(_, row)| row.outcome),
                &column(&rows, |(_, row)| row.status),
                &column(&rows, |(_, row)| row.problem),
                &column(&rows, |(_, row)| row.body),
                &column(&rows, |(_, row)| row.order_id),
                &column(ended, |(_, outcome)| outcome.is_unfinished()),
                &row::now(),
            ],
        )
        .await?;
    changed.iter().map(|row| Ok(EntryId(row.try_get(0)?))).collect()
}

/// An order whose entry is being written.
struct Beginning<'i> {
    intent: &'i Intent,
    /// Somebody else has a lock.
    is_locked: bool,
    begun: Option<Result<Begun, JournalError>>,
}

async fn begin(
    transaction: &Transaction<'_>,
    statements: &Statements,
    intents: &[&Intent],
    locked: Locked,
) -> Result<Vec<Option<Result<Begun, JournalError>>>, Error> {
    let locks = match locked {
        Locked::Wait => &statements.locks,
        Locked::LeaveOut => &statements.locks_at_once,
    };
    let orders = intents.iter().map(|intent| Beginning { intent, is_locked: false, begun: None });
    let mut orders: Vec<_> = orders.collect();
    find_equal(transaction, &locks.fingerprints, &statements.known, &mut orders).await?;
    find_references(transaction, &locks.references, &statements.used, &mut orders).await?;
    insert(transaction, &statements.insert, &mut orders).await?;
    Ok(orders.into_iter().map(|order| order.begun).collect())
}

/// Refuses the orders of which an equal one is known.
async fn find_equal(
    transaction: &Transaction<'_>,
    lock: &Statement,
    known: &Statement,
    orders: &mut [Beginning<'_>],
) -> Result<(), Error> {
    let mut new: Vec<_> = orders.iter_mut().collect();
    let fingerprints = column(&new, |order| order.intent.fingerprint.as_str());
    let (locked, known) = lock_and_find(transaction, lock, known, &[&fingerprints]).await?;
    set_locked(&mut new, &locked)?;
    let fingerprint = |row: &Row| row.try_get::<_, String>("fingerprint");
    let mut known = by_key(&known, fingerprint)?;
    for order in new.into_iter().filter(|order| order.is_new()) {
        let begun = match known.remove(order.intent.fingerprint.as_str()) {
            None => continue,
            Some(Ok(entry)) if entry.is_unfinished() => Ok(Begun::Unfinished(entry)),
            Some(Ok(entry)) if order.intent.after == Some(entry.id) => continue,
            Some(entry) => entry.map(Begun::Placed),
        };
        order.begun = Some(begun);
    }
    Ok(())
}

/// Refuses the orders whose reference another one has. Orders with one reference wait for each other as well.
async fn find_references(
    transaction: &Transaction<'_>,
    lock: &Statement,
    used: &Statement,
    orders: &mut [Beginning<'_>],
) -> Result<(), Error> {
    let has_reference = |order: &&mut Beginning<'_>| order.is_new() && order.reference().is_some();
    let mut new: Vec<_> = orders.iter_mut().filter(has_reference).collect();
    if new.is_empty() {
        return Ok(());
    }
    let references = column(&new, |order| order.reference());
    let accounts = column(&new, |order| order.intent.account_id.as_str());
    let (locked, used) = lock_and_find(transaction, lock, used, &[&references, &accounts]).await?;
    set_locked(&mut new, &locked)?;
    let mut used = by_key(&used, |row| row.try_get::<_, String>("reference"))?;
    for order in new.into_iter().filter(|order| order.is_new()) {
        if let Some(entry) = order.reference().and_then(|reference| used.remove(reference)) {
            order.begun = Some(entry.map(Begun::ReferenceUsed));
        }
    }
    Ok(())
}

async fn insert(
    transaction: &Transaction<'_>,
    insert: &Statement,
    orders: &mut [Beginning<'_>],
) -> Result<(), Error> {
    let new: Vec<_> = orders.iter_mut().filter(|order| order.is_new()).collect();
    if new.is_empty() {
        return Ok(());
    }
    let rows = transaction
        .query(
            insert,
            &[
                &column(&new, |order| order.intent.fingerprint.as_str()),
                &column(&new, |order| order.intent.endpoint.as_str()),
                &column(&new, |order| order.intent.account_id.as_str()),
                &column(&new, |order| order.intent.label.as_deref()),
                &column(&new, |order| order.intent.after.map(|entry| entry.0)),
                &column(&new, |order| order.reference()),
                &column(&new, |order| row::reference_columns(order.intent).1),
                &row::now(),
            ],
        )
        .await?;
    let mut entries = HashMap::new();
    for row in &rows {
        entries.insert(row.try_get::<_, &str>("fingerprint")?, EntryId(row.try_get("id")?));
    }
    for order in new {
        let entry = entries.get(order.intent.fingerprint.as_str());
        let missing = || JournalError::Storage { source: "the entry was not written".into() };
        order.begun = Some(entry.copied().map(Begun::Entry).ok_or_else(missing));
    }
    Ok(())
}

impl<'i> Beginning<'i> {
    fn is_new(&self) -> bool {
        !self.is_locked && self.begun.is_none()
    }

    fn reference(&self) -> Option<&'i str> {
        row::reference_columns(self.intent).0
    }
}

/// Locks the first of `values`, and looks for what is known of them, without waiting for the server in between.
///
/// Equal orders wait for each other at the lock, and the statement after it sees all earlier commits. A single statement
/// would not see an equal order that is placed meanwhile.
async fn lock_and_find(
    transaction: &Transaction<'_>,
    lock: &Statement,
    find: &Statement,
    values: &[&(dyn ToSql + Sync)],
) -> Result<(Vec<Row>, Vec<Row>), Error> {
    let (locked, found) =
        tokio::join!(transaction.query(lock, &values[..1]), transaction.query(find, values));
    // Without the lock, the second error says only that the transaction has failed.
    Ok((locked?, found?))
}

/// Takes note of what somebody else has locked. The rows are in the order of `orders`.
fn set_locked(orders: &mut [&mut Beginning<'_>], rows: &[Row]) -> Result<(), Error> {
    for (order, row) in orders.iter_mut().zip(rows) {
        order.is_locked = !row.try_get::<_, bool>(0)?;
    }
    Ok(())
}

fn by_key<'r>(
    rows: &'r [Row],
    key: impl Fn(&'r Row) -> Result<String, Error>,
) -> Result<HashMap<String, Result<Entry, JournalError>>, Error> {
    rows.iter().map(|row| Ok((key(row)?, read(row)))).collect()
}

fn column<T, C>(rows: &[T], value: impl Fn(&T) -> C) -> Vec<C> {
    rows.iter().map(value).collect()
}
