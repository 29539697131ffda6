mod change;
mod connections;
mod statements;
mod waiting;

use std::{error, fmt, sync::Arc};

use tokio::{runtime::Handle, sync::oneshot};
use tokio_postgres::{Client, error::SqlState, types::ToSql};

use self::{
    change::Call,
    connections::Connections,
    waiting::{Waiting, Writer},
};
use crate::journal::{
    Journal,
    entry::{Begun, Entry, EntryId, Fingerprint, Intent, Outcome, Settlement},
    error::JournalError,
    row::{self, COLUMNS, Row},
    runtime,
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
/// there is none. Calls use the connections that were given, one call a connection at a time. Orders that are placed at once
/// share transactions, and the server writes those of several connections to the disk together. A change of an entry is
/// made by a task that this type spawns, so outside of a runtime of tokio it is [`JournalError::Storage`].
///
/// The caller connects, with the TLS that the network needs, and spawns the connection, as the
/// documentation of [`tokio_postgres::connect`] shows. The connection must be a session of its own; a
/// pooler provides that only in session mode. A connection that is lost is no longer used. After the last one is
/// lost, every call fails with [`JournalError::Storage`]; create a new journal then.
pub struct PostgresJournal {
    connections: Arc<Connections>,
    waiting: Arc<Waiting>,
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
        Ok(Self { connections: Connections::new(clients).into(), waiting: Arc::default() })
    }

    /// Waits for the answer of a change, which `writer` makes.
    async fn written<R>(
        &self,
        runtime: Handle,
        writer: Option<Writer>,
        answer: oneshot::Receiver<Result<R, JournalError>>,
    ) -> Result<R, JournalError> {
        if let Some(writer) = writer {
            // A task of its own, so that a caller that is dropped drops no change of others.
            runtime.spawn(writer.write(Arc::clone(&self.connections)));
        }
        let ended = |_| JournalError::Storage { source: "its task has ended".into() };
        answer.await.map_err(ended)?
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
        let runtime = runtime()?;
        let (caller, answer) = oneshot::channel();
        let writer = self.waiting.begin(Call { what: intent.clone(), caller });
        self.written(runtime, writer, answer).await
    }

    async fn finish(&self, entry: EntryId, outcome: &Outcome) -> Result<(), JournalError> {
        let runtime = runtime()?;
        let (caller, answer) = oneshot::channel();
        let writer = self.waiting.finish(Call { what: (entry, outcome.clone()), caller });
        match self.written(runtime, writer, answer).await? {
            true => Ok(()),
            false => Err(JournalError::Finished { entry: self.entry(entry).await?.into() }),
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
        Self::of(code.as_ref(), error.into())
    }
}

impl JournalError {
    fn of(code: Option<&SqlState>, source: Box<dyn error::Error + Send + Sync>) -> Self {
        match code {
            Some(&SqlState::DISK_FULL) => Self::Full { source },
            Some(&SqlState::LOCK_NOT_AVAILABLE) => Self::Locked { source },
            Some(&(SqlState::READ_ONLY_SQL_TRANSACTION | SqlState::INSUFFICIENT_PRIVILEGE)) => {
                Self::ReadOnly { source }
            }
            Some(&SqlState::UNDEFINED_COLUMN) => Self::NotAJournal,
            _ => Self::Storage { source },
        }
    }
}
