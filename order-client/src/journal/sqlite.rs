use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use rusqlite::{
    Connection, ErrorCode, OptionalExtension as _, Params, Transaction, TransactionBehavior,
    named_params, params,
};

use crate::journal::{
    Journal,
    entry::{Begun, Entry, EntryId, Fingerprint, Intent, Outcome, Settlement},
    error::JournalError,
    row::{self, COLUMNS, OutcomeColumns, Row, VERSION},
};

/// Marks the file as a journal: `ordr`.
const APPLICATION_ID: i64 = 0x6f72_6472;

/// The time to wait for another program.
const WAIT: Duration = Duration::from_secs(5);

const TABLE: &str = "
    CREATE TABLE orders (
        id               INTEGER PRIMARY KEY AUTOINCREMENT,
        fingerprint      TEXT NOT NULL,
        endpoint         TEXT NOT NULL,
        account_id       TEXT NOT NULL,
        label            TEXT,
        after            INTEGER,
        begun_at         INTEGER NOT NULL,
        outcome          TEXT CHECK (outcome IN
            ('not_sent', 'placed', 'placed_unreadable', 'rejected', 'unknown')),
        status           INTEGER,
        problem          TEXT,
        body             BLOB,
        order_id         TEXT,
        finished_at      INTEGER,
        settlement       TEXT CHECK (settlement IN ('not_placed', 'placed')),
        settled_order_id TEXT,
        settled_at       INTEGER,
        unfinished       INTEGER NOT NULL DEFAULT 1 CHECK (unfinished IN (0, 1)),
        CHECK ((outcome IS 'placed') = (order_id IS NOT NULL)),
        CHECK ((settlement IS 'placed') = (settled_order_id IS NOT NULL)),
        CHECK (unfinished = (settlement IS NULL
            AND (outcome IS NULL OR outcome IN ('placed_unreadable', 'unknown'))))
    ) STRICT;
    CREATE UNIQUE INDEX one_unfinished ON orders (fingerprint) WHERE unfinished = 1;
    CREATE INDEX by_fingerprint ON orders (fingerprint);
";

/// A [`Journal`] in one SQLite file, for one or more programs of one machine.
///
/// Only its owner can read the file and the files `-wal` and `-shm` beside it. Every change is on the
/// disk (write-ahead log, `synchronous = FULL`) before it counts. The file must be on a local disk: on a
/// network file system, locks do not protect it from other machines.
#[derive(Clone)]
pub struct SqliteJournal {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    connection: Mutex<Connection>,
}

impl SqliteJournal {
    /// Opens the journal at `path`, and creates it if there is none.
    ///
    /// This call blocks for some milliseconds. If another program has locked the journal, this call and each
    /// later one wait for up to five seconds.
    ///
    /// # Errors
    ///
    /// [`JournalError`] if the file cannot be written, is locked, or is not a journal. A file that is not a
    /// journal is left unchanged.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, JournalError> {
        Self::open_with_wait(path, WAIT)
    }

    /// Opens the journal like [`open`](Self::open), but waits for other programs for up to `wait`.
    ///
    /// # Errors
    ///
    /// The same as for [`open`](Self::open).
    pub fn open_with_wait(path: impl AsRef<Path>, wait: Duration) -> Result<Self, JournalError> {
        let path = path.as_ref();
        let started = Instant::now();
        let connection = loop {
            match open(path, wait) {
                // Turning the log on does not wait by itself if another program does the same.
                Err(JournalError::Locked { .. }) if started.elapsed() < wait => {
                    thread::sleep(Duration::from_millis(10));
                }
                other => break other?,
            }
        };
        let inner = Inner { path: path.to_owned(), connection: connection.into() };
        Ok(Self { inner: inner.into() })
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Runs `work` on a thread that may block.
    async fn run<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<R, JournalError> + Send + 'static,
    ) -> Result<R, JournalError> {
        let inner = Arc::clone(&self.inner);
        let work = move || {
            // The transaction of a thread that panicked was rolled back.
            let mut connection = inner.connection.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut connection)
        };
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|error| JournalError::Storage { source: error.into() })?
    }
}

impl fmt::Debug for SqliteJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteJournal").field("path", &self.inner.path).finish_non_exhaustive()
    }
}

impl Journal for SqliteJournal {
    async fn begin(&self, intent: &Intent) -> Result<Begun, JournalError> {
        let intent = intent.clone();
        self.run(move |connection| {
            let transaction = writing(connection)?;
            let begun = begin(&transaction, &intent)?;
            transaction.commit()?;
            Ok(begun)
        })
        .await
    }

    async fn finish(&self, entry: EntryId, outcome: &Outcome) -> Result<(), JournalError> {
        let outcome = outcome.clone();
        self.run(move |connection| {
            let transaction = writing(connection)?;
            finish(&transaction, entry, &outcome)?;
            Ok(transaction.commit()?)
        })
        .await
    }

    async fn settle(&self, entry: EntryId, settlement: &Settlement) -> Result<Entry, JournalError> {
        let settlement = settlement.clone();
        self.run(move |connection| {
            let transaction = writing(connection)?;
            let entry = settle(&transaction, entry, &settlement)?;
            transaction.commit()?;
            Ok(entry)
        })
        .await
    }

    async fn entry(&self, entry: EntryId) -> Result<Entry, JournalError> {
        self.run(move |connection| one(connection, entry)).await
    }

    async fn unfinished(&self) -> Result<Vec<Entry>, JournalError> {
        self.run(|connection| select(connection, "WHERE unfinished = 1 ORDER BY id", [])).await
    }

    async fn equal_to(&self, fingerprint: &Fingerprint) -> Result<Vec<Entry>, JournalError> {
        let fingerprint = fingerprint.as_str().to_owned();
        self.run(move |connection| {
            select(connection, "WHERE fingerprint = ? ORDER BY id", [fingerprint])
        })
        .await
    }

    async fn latest(&self, count: u32) -> Result<Vec<Entry>, JournalError> {
        self.run(move |connection| select(connection, "ORDER BY id DESC LIMIT ?", [count])).await
    }
}

fn open(path: &Path, wait: Duration) -> Result<Connection, JournalError> {
    create_private(path)?;
    let mut connection = Connection::open(path).map_err(|error| match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {
            JournalError::Storage { source: io::Error::from(io::ErrorKind::IsADirectory).into() }
        }
        _ => error.into(),
    })?;
    if connection.is_readonly("main")? {
        return Err(JournalError::ReadOnly { source: "the file cannot be written".into() });
    }
    connection.busy_timeout(wait)?;
    // In one transaction, as another program may create the journal at this moment.
    let snapshot = connection.unchecked_transaction()?;
    let is_new = check(&snapshot)?;
    snapshot.finish()?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        let source = format!("the write-ahead log cannot be used here, but `{mode}`").into();
        return Err(JournalError::Storage { source });
    }
    // The last two are for macOS, where the others leave data in the cache of the disk.
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1;",
    )?;
    if is_new {
        let transaction = writing(&mut connection)?;
        // Another program may have been faster.
        if check(&transaction)? {
            transaction.execute_batch(TABLE)?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
        }
        transaction.commit()?;
    }
    // Reading creates the files beside it.
    select(&connection, "WHERE unfinished = 1 LIMIT 1", [])?;
    sync_folder(path);
    Ok(connection)
}

/// Returns whether the database is empty, or an error if it is neither empty nor a journal.
fn check(connection: &Connection) -> Result<bool, JournalError> {
    let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let version = number("PRAGMA user_version")?;
    match number("PRAGMA application_id")? {
        APPLICATION_ID if version == VERSION => Ok(false),
        APPLICATION_ID => Err(JournalError::Version(version)),
        0 if number("SELECT count(*) FROM sqlite_schema")? == 0 => Ok(true),
        _ => Err(JournalError::NotAJournal),
    }
}

/// Creates the file, for its owner only; SQLite gives the files beside it the same permissions.
fn create_private(path: &Path) -> Result<(), JournalError> {
    // Closing a file ends all locks of the process on it, so no other thread may have opened it meanwhile.
    static CREATING: Mutex<()> = Mutex::new(());
    let _creating = CREATING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                JournalError::ReadOnly { source: error.into() }
            }
            io::ErrorKind::StorageFull => JournalError::Full { source: error.into() },
            _ => JournalError::Storage { source: error.into() },
        }),
    }
}

/// Writes the names of new files to the disk, on systems where folders can be synced.
fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Ok(folder) = fs::File::open(folder.unwrap_or(Path::new("."))) {
        let _ = folder.sync_all();
    }
}

/// Starts a transaction that excludes all others that write.
fn writing(connection: &mut Connection) -> Result<Transaction<'_>, JournalError> {
    Ok(connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

fn begin(transaction: &Transaction<'_>, intent: &Intent) -> Result<Begun, JournalError> {
    let fingerprint = intent.fingerprint.as_str();
    let unfinished = "WHERE fingerprint = ? AND unfinished = 1";
    if let Some(entry) = select(transaction, unfinished, [fingerprint])?.pop() {
        return Ok(Begun::Unfinished(entry));
    }
    let placed = "WHERE fingerprint = ? AND (order_id IS NOT NULL OR settled_order_id IS NOT NULL)
        ORDER BY id DESC LIMIT 1";
    if let Some(entry) = select(transaction, placed, [fingerprint])?.pop()
        && intent.after != Some(entry.id)
    {
        return Ok(Begun::Placed(entry));
    }
    transaction.execute(
        "INSERT INTO orders (fingerprint, endpoint, account_id, label, after, begun_at)
         VALUES (?, ?, ?, ?, ?, ?)",
        params![
            fingerprint,
            intent.endpoint,
            intent.account_id,
            intent.label,
            intent.after.map(|entry| entry.0),
            row::now(),
        ],
    )?;
    Ok(Begun::Entry(EntryId(transaction.last_insert_rowid())))
}

fn finish(
    transaction: &Transaction<'_>,
    entry: EntryId,
    outcome: &Outcome,
) -> Result<(), JournalError> {
    let columns = OutcomeColumns::new(outcome);
    let changed = transaction.execute(
        "UPDATE orders SET outcome = :outcome, status = :status, problem = :problem, body = :body,
             order_id = :order_id, finished_at = :now,
             unfinished = (settlement IS NULL AND :unfinished)
         WHERE id = :id AND outcome IS NULL",
        named_params! {
            ":id": entry.0,
            ":outcome": columns.outcome,
            ":status": columns.status,
            ":problem": columns.problem,
            ":body": columns.body,
            ":order_id": columns.order_id,
            ":now": row::now(),
            ":unfinished": outcome.is_unfinished(),
        },
    )?;
    match changed {
        0 => Err(JournalError::Finished { entry: one(transaction, entry)?.into() }),
        _ => Ok(()),
    }
}

fn settle(
    transaction: &Transaction<'_>,
    entry: EntryId,
    settlement: &Settlement,
) -> Result<Entry, JournalError> {
    let (settlement, order_id) = row::settlement_columns(settlement);
    let changed = transaction.execute(
        "UPDATE orders SET settlement = ?, settled_order_id = ?, settled_at = ?, unfinished = 0
         WHERE id = ? AND unfinished = 1",
        params![settlement, order_id, row::now(), entry.0],
    )?;
    let entry = one(transaction, entry)?;
    match changed {
        0 => Err(JournalError::Finished { entry: entry.into() }),
        _ => Ok(entry),
    }
}

fn one(connection: &Connection, entry: EntryId) -> Result<Entry, JournalError> {
    let sql = format!("SELECT {COLUMNS} FROM orders WHERE id = ?");
    let row = connection.query_row(&sql, [entry.0], read).optional()?;
    row.ok_or(JournalError::NoSuchEntry { entry })?.into_entry()
}

/// Returns the entries selected by a query that ends with `rest`.
fn select(
    connection: &Connection,
    rest: &str,
    values: impl Params,
) -> Result<Vec<Entry>, JournalError> {
    let mut statement = connection.prepare(&format!("SELECT {COLUMNS} FROM orders {rest}"))?;
    let rows = statement.query_map(values, read)?.collect::<Result<Vec<_>, _>>()?;
    rows.into_iter().map(Row::into_entry).collect()
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        id: row.get(0)?,
        fingerprint: row.get(1)?,
        endpoint: row.get(2)?,
        account_id: row.get(3)?,
        label: row.get(4)?,
        after: row.get(5)?,
        begun_at: row.get(6)?,
        outcome: row.get(7)?,
        status: row.get(8)?,
        problem: row.get(9)?,
        body: row.get(10)?,
        order_id: row.get(11)?,
        finished_at: row.get(12)?,
        settlement: row.get(13)?,
        settled_order_id: row.get(14)?,
        settled_at: row.get(15)?,
    })
}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error_code();
        let source = error.into();
        match code {
            Some(ErrorCode::DiskFull) => Self::Full { source },
            // The file is there, but cannot be opened, or those beside it cannot be created.
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen) => Self::ReadOnly { source },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { source },
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::NotAJournal,
            _ => Self::Storage { source },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_commit_waits_for_the_disk() {
        let path = std::env::temp_dir().join(format!("order-journal-{}.db", std::process::id()));
        for _ in 0..2 {
            let connection = open(&path, WAIT).expect("a journal");
            let pragma = |name: &str| -> String {
                let text = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
                connection.query_row(&text, [], |row| row.get(0)).expect("a value")
            };
            assert_eq!(pragma("journal_mode"), "wal");
            assert_eq!(pragma("synchronous"), "2");
            assert_eq!(pragma("fullfsync"), "1");
            assert_eq!(pragma("checkpoint_fullfsync"), "1");
        }
        fs::remove_file(path).expect("it is there");
    }
}
