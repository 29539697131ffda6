use std::{
    fmt,
    ops::{Deref, DerefMut},
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio_postgres::{Client, Statement, Transaction, error::SqlState, types::ToSql};

use crate::journal::{
    Journal,
    entry::{Begun, Entry, EntryId, Fingerprint, Intent, Outcome, Settlement},
    error::JournalError,
    row::{self, COLUMNS, OutcomeColumns, Row},
};

/// Creates the table, or adds what an earlier version has not. The lock is held to the end, so that only one of two programs creates it.
const TABLE: &str = "
    BEGIN;
    SELECT pg_advisory_xact_lock(7309170842);
    CREATE TABLE IF NOT EXISTS order_journal_1 (
        id               BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        fingerprint      TEXT NOT NULL,
        endpoint         TEXT NOT NULL,
        account_id       TEXT NOT NULL,
        label            TEXT,
        after            BIGINT,
        begun_at         BIGINT NOT NULL,
        outcome          TEXT CHECK (outcome IN
            ('not_sent', 'placed', 'placed_unreadable', 'rejected', 'unknown')),
        status           INTEGER,
        problem          TEXT,
        body             BYTEA,
        order_id         TEXT,
        finished_at      BIGINT,
        settlement       TEXT CHECK (settlement IN ('not_placed', 'placed')),
        settled_order_id TEXT,
        settled_at       BIGINT,
        reference        TEXT,
        arrives_by       BIGINT,
        note             TEXT,
        unfinished       BOOLEAN NOT NULL DEFAULT TRUE,
        CHECK ((outcome IS NOT DISTINCT FROM 'placed') = (order_id IS NOT NULL)),
        CHECK ((settlement IS NOT DISTINCT FROM 'placed') = (settled_order_id IS NOT NULL)),
        CHECK (unfinished = (settlement IS NULL
            AND (outcome IS NULL OR outcome IN ('placed_unreadable', 'unknown'))))
    );
    CREATE UNIQUE INDEX IF NOT EXISTS order_journal_1_one_unfinished
        ON order_journal_1 (fingerprint) WHERE unfinished;
    CREATE INDEX IF NOT EXISTS order_journal_1_by_fingerprint ON order_journal_1 (fingerprint);
    DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('order_journal_1')
            AND attname = 'arrives_by' AND NOT attisdropped)
        THEN
            ALTER TABLE order_journal_1 ADD COLUMN reference TEXT, ADD COLUMN arrives_by BIGINT;
        END IF;
        IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('order_journal_1')
            AND attname = 'note' AND NOT attisdropped)
        THEN
            ALTER TABLE order_journal_1 ADD COLUMN note TEXT;
        END IF;
    END $$;
    CREATE INDEX IF NOT EXISTS order_journal_1_by_reference
        ON order_journal_1 (reference) WHERE reference IS NOT NULL;
    COMMIT;
";

/// Returns whether the table is there, and whether it has all its columns, which an earlier version has not.
const STATE: &str = "
    SELECT to_regclass('order_journal_1') IS NOT NULL, EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('order_journal_1')
        AND attname = 'note' AND NOT attisdropped)
";

/// Settings that must hold whatever the configuration of the server: a commit waits for the disk, a
/// statement sees all earlier commits, and waiting for a lock ends with an error after some time.
const SESSION: &str = "
    SET synchronous_commit = on;
    SET default_transaction_isolation = 'read committed';
    SET lock_timeout = '5s';
";

/// A [`Journal`] in a PostgreSQL database (feature `journal-postgres`), for several machines.
///
/// The journal is the table `order_journal_1` in the first schema of the search path. It is created if
/// there is none. Calls use the connections that were given, one call a connection at a time. The server writes
/// commits of several connections to the disk together, so the more orders are placed at once, the more connections
/// pay off.
///
/// The caller connects, with the TLS that the network needs, and spawns the connection, as the
/// documentation of [`tokio_postgres::connect`] shows. The connection must be a session of its own; a
/// pooler provides that only in session mode. A connection that is lost is no longer used. After the last one is
/// lost, every call fails with [`JournalError::Storage`]; create a new journal then.
pub struct PostgresJournal {
    connections: Connections,
}

impl PostgresJournal {
    /// Uses the connection of `client`, and creates the table if there is none.
    ///
    /// # Errors
    ///
    /// [`JournalError`] if the table can neither be found nor created.
    pub async fn new(client: Client) -> Result<Self, JournalError> {
        Self::with_connections([client]).await
    }

    /// Uses the connections of all `clients`, and creates the table if there is none. All must be to the same database.
    ///
    /// # Errors
    ///
    /// [`JournalError`] if there is no connection, or the table can neither be found nor created.
    ///
    /// # Example
    ///
    /// ```no_run
    /// use order_client::journal::PostgresJournal;
    /// use tokio_postgres::NoTls;
    ///
    /// # async fn open() -> Result<PostgresJournal, Box<dyn std::error::Error>> {
    /// let mut clients = Vec::new();
    /// for _ in 0..8 {
    ///     let (client, connection) = tokio_postgres::connect("host=/run/postgresql", NoTls).await?;
    ///     tokio::spawn(connection);
    ///     clients.push(client);
    /// }
    /// let journal = PostgresJournal::with_connections(clients).await?;
    /// # Ok(journal)
    /// # }
    /// ```
    pub async fn with_connections(
        clients: impl IntoIterator<Item = Client>,
    ) -> Result<Self, JournalError> {
        let clients: Vec<_> = clients.into_iter().collect();
        let Some(first) = clients.first() else {
            return Err(JournalError::Storage { source: "no connection was given".into() });
        };
        for client in &clients {
            client.batch_execute(SESSION).await?;
        }
        let state = first.query_one(STATE, &[]).await?;
        let (is_there, is_current): (bool, bool) = (state.try_get(0)?, state.try_get(1)?);
        // A program that may only write need not be allowed to create.
        if !is_current {
            let created = first.batch_execute(TABLE).await.map_err(JournalError::from);
            created.map_err(|error| match error {
                JournalError::ReadOnly { .. } if is_there => JournalError::Older,
                error => error,
            })?;
        }
        Ok(Self { connections: Connections::new(clients) })
    }

    async fn select(
        &self,
        rest: &str,
        values: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<Entry>, JournalError> {
        let connection = self.connections.one().await;
        connection.client.query(&query(rest), values).await?.iter().map(read).collect()
    }
}

impl fmt::Debug for PostgresJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresJournal").finish_non_exhaustive()
    }
}

impl Journal for PostgresJournal {
    async fn begin(&self, intent: &Intent) -> Result<Begun, JournalError> {
        let mut connection = self.connections.one().await;
        let Connection { client, prepared } = &mut *connection;
        let prepared = Prepared::once(prepared, client).await?;
        let transaction = client.transaction().await?;
        let begun = begin(&transaction, prepared, intent).await?;
        transaction.commit().await?;
        Ok(begun)
    }

    async fn finish(&self, entry: EntryId, outcome: &Outcome) -> Result<(), JournalError> {
        let columns = OutcomeColumns::new(outcome);
        let mut connection = self.connections.one().await;
        let Connection { client, prepared } = &mut *connection;
        let finish = &Prepared::once(prepared, client).await?.finish;
        let changed = client
            .execute(
                finish,
                &[
                    &entry.0,
                    &columns.outcome,
                    &columns.status,
                    &columns.problem,
                    &columns.body,
                    &columns.order_id,
                    &row::now(),
                    &outcome.is_unfinished(),
                ],
            )
            .await?;
        drop(connection);
        match changed {
            0 => Err(JournalError::Finished { entry: self.entry(entry).await?.into() }),
            _ => Ok(()),
        }
    }

    async fn settle_with_note(
        &self,
        entry: EntryId,
        settlement: &Settlement,
        note: Option<&str>,
    ) -> Result<Entry, JournalError> {
        let (settlement, order_id) = row::settlement_columns(settlement);
        let note = note.and_then(row::kept);
        let connection = self.connections.one().await;
        let changed = connection
            .client
            .execute(
                "UPDATE order_journal_1
                 SET settlement = $2, settled_order_id = $3, settled_at = $4, note = $5,
                     unfinished = FALSE
                 WHERE id = $1 AND unfinished",
                &[&entry.0, &settlement, &order_id, &row::now(), &note],
            )
            .await?;
        drop(connection);
        let entry = self.entry(entry).await?;
        match changed {
            0 => Err(JournalError::Finished { entry: entry.into() }),
            _ => Ok(entry),
        }
    }

    async fn entry(&self, entry: EntryId) -> Result<Entry, JournalError> {
        let mut entries = self.select("WHERE id = $1", &[&entry.0]).await?;
        entries.pop().ok_or(JournalError::NoSuchEntry { entry })
    }

    async fn unfinished(&self) -> Result<Vec<Entry>, JournalError> {
        self.select("WHERE unfinished ORDER BY id", &[]).await
    }

    async fn equal_to(&self, fingerprint: &Fingerprint) -> Result<Vec<Entry>, JournalError> {
        self.select("WHERE fingerprint = $1 ORDER BY id", &[&fingerprint.as_str()]).await
    }

    async fn latest(&self, count: u32) -> Result<Vec<Entry>, JournalError> {
        self.select("ORDER BY id DESC LIMIT $1", &[&i64::from(count)]).await
    }
}

/// The connections of a journal.
struct Connections {
    /// A permit for each connection that is not in use.
    permits: Semaphore,
    free: Mutex<Free>,
}

struct Free {
    connections: Vec<Connection>,
    /// The number of connections that are not known to be lost, those in use among them.
    count: usize,
}

impl Connections {
    fn new(clients: Vec<Client>) -> Self {
        let count = clients.len();
        let connections =
            clients.into_iter().map(|client| Connection { client, prepared: None }).collect();
        Self { permits: Semaphore::new(count), free: Free { connections, count }.into() }
    }

    /// Waits for a connection that is not in use. Of those that are lost, only the last is returned.
    async fn one(&self) -> InUse<'_> {
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
struct InUse<'c> {
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

struct Connection {
    client: Client,
    /// Is made by the first order.
    prepared: Option<Prepared>,
}

/// The statements of every order, which the server parses and plans once a connection.
struct Prepared {
    lock: Statement,
    known: Statement,
    lock_reference: Statement,
    used: Statement,
    insert: Statement,
    finish: Statement,
}

impl Prepared {
    async fn once<'p>(
        prepared: &'p mut Option<Self>,
        client: &Client,
    ) -> Result<&'p Self, tokio_postgres::Error> {
        match prepared {
            Some(prepared) => Ok(prepared),
            None => Ok(prepared.insert(Self::new(client).await?)),
        }
    }

    /// Prepares all at once, so that the server is waited for once.
    async fn new(client: &Client) -> Result<Self, tokio_postgres::Error> {
        let known = query(
            "WHERE fingerprint = $1
                 AND (unfinished OR order_id IS NOT NULL OR settled_order_id IS NOT NULL)
             ORDER BY unfinished DESC, id DESC LIMIT 1",
        );
        let used = query(
            "WHERE reference = $1 AND account_id = $2
                 AND (unfinished OR order_id IS NOT NULL OR settled_order_id IS NOT NULL)
             ORDER BY id DESC LIMIT 1",
        );
        let (lock, known, lock_reference, used, insert, finish) = tokio::try_join!(
            client.prepare("SELECT pg_advisory_xact_lock(('x' || left($1, 16))::bit(64)::bigint)"),
            client.prepare(&known),
            client.prepare("SELECT pg_advisory_xact_lock(hashtextextended('reference ' || $1, 0))"),
            client.prepare(&used),
            client.prepare(
                "INSERT INTO order_journal_1
                     (fingerprint, endpoint, account_id, label, after, begun_at, reference, arrives_by)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
            ),
            client.prepare(
                "UPDATE order_journal_1 SET outcome = $2, status = $3, problem = $4, body = $5,
                     order_id = $6, finished_at = $7, unfinished = (settlement IS NULL AND $8)
                 WHERE id = $1 AND outcome IS NULL",
            ),
        )?;
        Ok(Self { lock, known, lock_reference, used, insert, finish })
    }
}

/// Locks and looks for what is known of an equal order, without waiting for the server in between. Equal orders wait for each other at
/// the lock, and the statement after it sees all earlier commits. A single statement would not see an equal order that is
/// placed meanwhile.
async fn locked(
    transaction: &Transaction<'_>,
    lock: &Statement,
    known: &Statement,
    values: &[&(dyn ToSql + Sync)],
) -> Result<Option<Entry>, JournalError> {
    let (locked, known) =
        tokio::join!(transaction.execute(lock, &values[..1]), transaction.query_opt(known, values));
    // Without the lock, the second error says only that the transaction has failed.
    locked?;
    known?.as_ref().map(read).transpose()
}

async fn begin(
    transaction: &Transaction<'_>,
    prepared: &Prepared,
    intent: &Intent,
) -> Result<Begun, JournalError> {
    let fingerprint = intent.fingerprint.as_str();
    match locked(transaction, &prepared.lock, &prepared.known, &[&fingerprint]).await? {
        Some(entry) if entry.is_unfinished() => return Ok(Begun::Unfinished(entry)),
        Some(entry) if intent.after != Some(entry.id) => return Ok(Begun::Placed(entry)),
        Some(_) | None => {}
    }
    let (reference, arrives_by) = row::reference_columns(intent);
    if let Some(reference) = reference {
        // Orders with one reference wait for each other as well.
        let Prepared { lock_reference, used, .. } = prepared;
        let values: [&(dyn ToSql + Sync); 2] = [&reference, &intent.account_id];
        if let Some(entry) = locked(transaction, lock_reference, used, &values).await? {
            return Ok(Begun::ReferenceUsed(entry));
        }
    }
    let row = transaction
        .query_one(
            &prepared.insert,
            &[
                &fingerprint,
                &intent.endpoint,
                &intent.account_id,
                &intent.label,
                &intent.after.map(|entry| entry.0),
                &row::now(),
                &reference,
                &arrives_by,
            ],
        )
        .await?;
    Ok(Begun::Entry(EntryId(row.try_get(0)?)))
}

fn query(rest: &str) -> String {
    format!("SELECT {COLUMNS} FROM order_journal_1 {rest}")
}

fn read(row: &tokio_postgres::Row) -> Result<Entry, JournalError> {
    Row {
        id: row.try_get(0)?,
        fingerprint: row.try_get(1)?,
        endpoint: row.try_get(2)?,
        account_id: row.try_get(3)?,
        label: row.try_get(4)?,
        after: row.try_get(5)?,
        begun_at: row.try_get(6)?,
        outcome: row.try_get(7)?,
        status: row.try_get(8)?,
        problem: row.try_get(9)?,
        body: row.try_get(10)?,
        order_id: row.try_get(11)?,
        finished_at: row.try_get(12)?,
        settlement: row.try_get(13)?,
        settled_order_id: row.try_get(14)?,
        settled_at: row.try_get(15)?,
        reference: row.try_get(16)?,
        arrives_by: row.try_get(17)?,
        note: row.try_get(18)?,
    }
    .into_entry()
}

impl From<tokio_postgres::Error> for JournalError {
    fn from(error: tokio_postgres::Error) -> Self {
        let code = error.code().cloned();
        let source = error.into();
        match code {
            Some(SqlState::DISK_FULL) => Self::Full { source },
            Some(SqlState::LOCK_NOT_AVAILABLE) => Self::Locked { source },
            Some(SqlState::READ_ONLY_SQL_TRANSACTION | SqlState::INSUFFICIENT_PRIVILEGE) => {
                Self::ReadOnly { source }
            }
            Some(SqlState::UNDEFINED_COLUMN) => Self::NotAJournal,
            _ => Self::Storage { source },
        }
    }
}
