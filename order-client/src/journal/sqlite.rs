use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant, SystemTime},
};

use rusqlite::{
    Connection, ErrorCode, OpenFlags, OptionalExtension as _, Params, Transaction,
    TransactionBehavior, named_params, params,
};

use crate::journal::{
    Journal,
    entry::{Begun, Entry, EntryId, Fingerprint, Intent, Outcome, Settlement},
    error::JournalError,
    group::{Changes, Group},
    row::{self, COLUMNS, OutcomeColumns, Row, VERSION},
    runtime,
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
        reference        TEXT,
        arrives_by       INTEGER,
        note             TEXT,
        unfinished       INTEGER NOT NULL DEFAULT 1 CHECK (unfinished IN (0, 1)),
        CHECK ((outcome IS 'placed') = (order_id IS NOT NULL)),
        CHECK ((settlement IS 'placed') = (settled_order_id IS NOT NULL)),
        CHECK (unfinished = (settlement IS NULL
            AND (outcome IS NULL OR outcome IN ('placed_unreadable', 'unknown'))))
    ) STRICT;
    CREATE UNIQUE INDEX one_unfinished ON orders (fingerprint) WHERE unfinished = 1;
    CREATE INDEX by_fingerprint ON orders (fingerprint);
    CREATE INDEX by_reference ON orders (reference) WHERE reference IS NOT NULL;
";

/// Makes a journal of version 1 one of version 2.
const FROM_VERSION_1: &str = "
    ALTER TABLE orders ADD COLUMN reference TEXT;
    ALTER TABLE orders ADD COLUMN arrives_by INTEGER;
    CREATE INDEX by_reference ON orders (reference) WHERE reference IS NOT NULL;
";

/// Makes a journal of version 2 one of this version.
const FROM_VERSION_2: &str = "ALTER TABLE orders ADD COLUMN note TEXT;";

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
    is_new: bool,
    files: Files,
    /// The files as they were when they were opened, if nothing but that tells whether somebody writes to them.
    unwatched: Option<Stamp>,
    connection: Mutex<Connection>,
    group: Group<Self>,
    /// The latest entry that this program has seen. A journal without it is not the one that was opened.
    latest: Mutex<Option<(EntryId, Fingerprint)>>,
}

impl SqliteJournal {
    /// Opens the journal at `path`, and creates it if there is none.
    ///
    /// This call checks the whole file for damage, which takes some milliseconds, and more if the journal is
    /// long. If another program has locked the journal, this call and each later one wait for up to five
    /// seconds.
    ///
    /// A new journal knows no order that was placed before. [`is_new`](Self::is_new) tells a mistyped path, or
    /// a journal that was removed or emptied, from the one that was meant.
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
        let opened = loop {
            match open(path, wait) {
                // Turning the log on does not wait by itself if another program does the same.
                Err(JournalError::Locked { .. }) if started.elapsed() < wait => {
                    thread::sleep(Duration::from_millis(10));
                }
                other => break other?,
            }
        };
        Ok(Self::of(path, opened))
    }

    /// Opens a journal that is only read, such as one without the permission to write to it, or on a read-only disk.
    ///
    /// Nothing is written, neither to the journal nor beside it. Every call that would write returns
    /// [`JournalError::ReadOnly`].
    ///
    /// # Errors
    ///
    /// [`JournalError::Older`] if the journal is of an earlier version, which is not changed here.
    /// [`JournalError::ReadOnly`] if the journal was not closed after the last order, and its log can only be read
    /// with the permission to write beside it; copy the file and the one with `-wal` at the end of its name then.
    /// [`JournalError::Locked`] of this call or a later one if a program begins to write meanwhile; open it again.
    /// Another error if there is no journal, or it is damaged.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self, JournalError> {
        let path = path.as_ref();
        Ok(Self::of(path, open_read_only(path)?))
    }

    fn of(path: &Path, opened: Opened) -> Self {
        let Opened { connection, is_new, files, unwatched, latest } = opened;
        let inner = Inner {
            path: path.to_owned(),
            is_new,
            files,
            unwatched,
            connection: connection.into(),
            group: Group::default(),
            latest: latest.into(),
        };
        Self { inner: inner.into() }
    }

    /// Returns whether there was no journal at the path, or an empty file, so that this call of
    /// [`open`](Self::open) has created it.
    pub fn is_new(&self) -> bool {
        self.inner.is_new
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Reads with `work` on a thread that may block.
    async fn read<R: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<R, JournalError> + Send + 'static,
    ) -> Result<R, JournalError> {
        let inner = Arc::clone(&self.inner);
        let work = move || inner.watched(work(&inner.connection()));
        let done = runtime()?.spawn_blocking(work).await;
        done.map_err(|error| JournalError::Storage { source: error.into() })?
    }

    /// Makes a change and writes it to the disk, on a thread that may block, together with others that come meanwhile.
    /// `kept` is called once it is there.
    ///
    /// If the change has to be undone because of another one, `change` is called once more.
    async fn write<R: Send + 'static>(
        &self,
        change: impl FnMut(&Connection, &Inner) -> Result<R, JournalError> + Send + 'static,
        kept: impl FnMut(&R, &Inner) + Send + 'static,
    ) -> Result<R, JournalError> {
        let runtime = runtime()?;
        let (answer, lead) = self.inner.group.add(change, kept);
        if let Some(lead) = lead {
            let inner = Arc::clone(&self.inner);
            runtime.spawn_blocking(move || {
                lead.write(inner, |inner, changes| inner.watched(inner.commit(changes)));
            });
        }
        let ended = |_| JournalError::Storage { source: "its thread has ended".into() };
        answer.await.map_err(ended)?
    }
}

impl fmt::Debug for SqliteJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteJournal").field("path", &self.inner.path).finish_non_exhaustive()
    }
}

impl Journal for SqliteJournal {
    async fn begin(&self, intent: &Intent) -> Result<Begun, JournalError> {
        let fingerprint = intent.fingerprint.clone();
        let intent = intent.clone();
        let change = move |connection: &Connection, inner: &Inner| {
            inner.files.check()?;
            inner.check_latest(connection)?;
            begin(connection, &intent)
        };
        let kept = move |begun: &Begun, inner: &Inner| {
            if let Begun::Entry(entry) = begun {
                inner.saw(*entry, fingerprint.clone());
            }
        };
        self.write(change, kept).await
    }

    async fn finish(&self, entry: EntryId, outcome: &Outcome) -> Result<(), JournalError> {
        let outcome = outcome.clone();
        let change = move |connection: &Connection, _: &Inner| finish(connection, entry, &outcome);
        self.write(change, |(), _| {}).await
    }

    async fn settle_with_note(
        &self,
        entry: EntryId,
        settlement: &Settlement,
        note: Option<&str>,
    ) -> Result<Entry, JournalError> {
        let settlement = settlement.clone();
        let note = note.and_then(row::kept);
        let change = move |connection: &Connection, _: &Inner| {
            settle(connection, entry, &settlement, note.as_deref())
        };
        self.write(change, |_, _| {}).await
    }

    async fn entry(&self, entry: EntryId) -> Result<Entry, JournalError> {
        self.read(move |connection| one(connection, entry)).await
    }

    async fn unfinished(&self) -> Result<Vec<Entry>, JournalError> {
        self.read(|connection| select(connection, "WHERE unfinished = 1 ORDER BY id", [])).await
    }

    async fn equal_to(&self, fingerprint: &Fingerprint) -> Result<Vec<Entry>, JournalError> {
        let fingerprint = fingerprint.as_str().to_owned();
        self.read(move |connection| {
            select(connection, "WHERE fingerprint = ? ORDER BY id", [fingerprint])
        })
        .await
    }

    async fn latest(&self, count: u32) -> Result<Vec<Entry>, JournalError> {
        self.read(move |connection| select(connection, "ORDER BY id DESC LIMIT ?", [count])).await
    }
}

impl Inner {
    fn connection(&self) -> MutexGuard<'_, Connection> {
        // The transaction of a thread that panicked was rolled back.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns `result`, unless somebody has written to the files meanwhile whom no lock could keep from it.
    fn watched<R>(&self, result: Result<R, JournalError>) -> Result<R, JournalError> {
        match &self.unwatched {
            Some(stamp) if *stamp != Stamp::of(&self.path)? => Err(written_meanwhile()),
            _ => result,
        }
    }

    /// Makes all changes and writes them to the disk, or none.
    fn commit(&self, changes: &mut Changes<Self>) -> Result<(), JournalError> {
        let mut connection = self.connection();
        let mut transaction = writing(&mut connection)?;
        for change in changes {
            let savepoint = transaction.savepoint()?;
            if change.make(&savepoint, self) {
                savepoint.commit()?;
            } else {
                drop(savepoint);
            }
            // A full disk ends the whole transaction, and each later change would be one of its own.
            if transaction.is_autocommit() {
                return Err(JournalError::Storage { source: "the transaction has ended".into() });
            }
        }
        transaction.commit()?;
        // Whoever has moved the file in between must not have taken the changes with it unnoticed.
        self.files.check()
    }

    /// Returns an error if the latest entry that was seen is no longer there: the file was emptied, or
    /// overwritten with an older copy.
    fn check_latest(&self, connection: &Connection) -> Result<(), JournalError> {
        if check(connection)? != State::Current {
            return Err(JournalError::Replaced);
        }
        let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((entry, fingerprint)) = &*latest else { return Ok(()) };
        match one(connection, *entry) {
            Ok(found) if found.intent.fingerprint == *fingerprint => Ok(()),
            Ok(_) | Err(JournalError::NoSuchEntry { .. }) => Err(JournalError::Replaced),
            Err(error) => Err(error),
        }
    }

    fn saw(&self, entry: EntryId, fingerprint: Fingerprint) {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        *latest = Some((entry, fingerprint));
    }
}

/// The files of a journal as they were when it was opened.
///
/// A connection goes on with a file that has been moved or removed, while other programs find another one, or
/// none, at the path. Two programs would then not see each other's orders.
struct Files(Vec<(PathBuf, Identity)>);

/// The device of a file and its number there.
#[cfg(unix)]
type Identity = (u64, u64);

/// Systems without such numbers do not let an open file be moved or removed.
#[cfg(not(unix))]
type Identity = ();

fn identity(path: &Path) -> io::Result<Identity> {
    let metadata = fs::metadata(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        Ok((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = metadata;
        Ok(())
    }
}

impl Files {
    /// The file at `path`, and those that SQLite keeps beside it.
    fn of(path: &Path) -> io::Result<Self> {
        let path = std::path::absolute(path)?;
        let target = fs::canonicalize(&path)?;
        let all = [path, beside(&target, "-wal"), beside(&target, "-shm")];
        let found = all.into_iter().map(|path| identity(&path).map(|identity| (path, identity)));
        Ok(Self(found.collect::<Result<_, _>>()?))
    }

    fn check(&self) -> Result<(), JournalError> {
        let is_same =
            |(path, known): &(PathBuf, Identity)| identity(path).is_ok_and(|now| now == *known);
        if self.0.iter().all(is_same) { Ok(()) } else { Err(JournalError::Replaced) }
    }
}

/// The journal and its log as the system describes them. Another description means that somebody has written to them.
#[derive(PartialEq, Eq)]
struct Stamp([Option<(Identity, u64, SystemTime)>; 2]);

impl Stamp {
    fn of(path: &Path) -> Result<Self, JournalError> {
        let storage = |source: io::Error| JournalError::Storage { source: source.into() };
        let one = |path: &Path| match fs::metadata(path) {
            Ok(metadata) => Ok(Some((identity(path)?, metadata.len(), metadata.modified()?))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        };
        let log = beside(&fs::canonicalize(path).map_err(storage)?, "-wal");
        Ok(Self([one(path).map_err(storage)?, one(&log).map_err(storage)?]))
    }

    /// Returns whether all orders are in the file itself, as after the last program has closed it.
    fn is_closed(&self) -> bool {
        self.0[1].is_none_or(|(_, length, _)| length == 0)
    }
}

fn written_meanwhile() -> JournalError {
    JournalError::Locked { source: "a program has written to it while it was read".into() }
}

/// The path of a file that SQLite keeps beside the journal.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// A journal that was just opened.
struct Opened {
    connection: Connection,
    is_new: bool,
    files: Files,
    unwatched: Option<Stamp>,
    latest: Option<(EntryId, Fingerprint)>,
}

/// The longest path that SQLite takes, in bytes.
const LONGEST_PATH: usize = 512;

fn open(path: &Path, wait: Duration) -> Result<Opened, JournalError> {
    let storage = |source: io::Error| JournalError::Storage { source: source.into() };
    check_length(path)?;
    // SQLite takes `:memory:` and what begins with `file:` for something else than a path.
    let path = &std::path::absolute(path).map_err(storage)?;
    create_private(path)?;
    let mut connection = Connection::open(path).map_err(|error| not_opened(path, error))?;
    if connection.is_readonly("main")? {
        return Err(JournalError::ReadOnly { source: "the file cannot be written".into() });
    }
    connection.busy_timeout(wait)?;
    // In one transaction, as another program may create the journal at this moment.
    let snapshot = connection.unchecked_transaction().map_err(JournalError::from)?;
    let state = check(&snapshot).map_err(|error| reason(path, error))?;
    snapshot.finish()?;
    let mode = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0));
    let mode: String = mode.map_err(|error| reason(path, error.into()))?;
    if mode != "wal" {
        let source = format!("the write-ahead log cannot be used here, but `{mode}`").into();
        return Err(JournalError::Storage { source });
    }
    // The last two are for macOS, where the others leave data in the cache of the disk.
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1;",
    )?;
    let mut is_new = false;
    if state != State::Current {
        let transaction = writing(&mut connection)?;
        // Another program may have been faster.
        let state = check(&transaction)?;
        match state {
            State::Current => {}
            State::Empty => transaction.execute_batch(TABLE)?,
            State::Older(version) => {
                if version < 2 {
                    transaction.execute_batch(FROM_VERSION_1)?;
                }
                transaction.execute_batch(FROM_VERSION_2)?;
            }
        }
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
        is_new = state == State::Empty;
        transaction.commit()?;
    }
    // An index that lacks a row would let an order go twice. Reading also creates the files beside the journal.
    check_integrity(&connection)?;
    let latest = select(&connection, "ORDER BY id DESC LIMIT 1", [])?.pop();
    let latest = latest.map(|entry| (entry.id, entry.intent.fingerprint));
    sync_folder(path);
    let files = Files::of(path).map_err(storage)?;
    Ok(Opened { connection, is_new, files, unwatched: None, latest })
}

fn open_read_only(path: &Path) -> Result<Opened, JournalError> {
    check_length(path)?;
    let stamp = Stamp::of(path)?;
    // Locks are files beside the journal or bytes in them, so there are none where nothing may be written. A journal
    // that is closed has no writer, and is looked at again after each call. One that is not is read with its log.
    let unwatched = stamp.is_closed().then_some(stamp);
    let options = if unwatched.is_some() { "immutable=1" } else { "readonly_shm=1" };
    let uri =
        uri(path, options).map_err(|source| JournalError::Storage { source: source.into() })?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection =
        Connection::open_with_flags(uri, flags).map_err(|error| not_opened(path, error))?;
    connection.busy_timeout(WAIT)?;
    match check(&connection).map_err(|error| reason(path, error))? {
        State::Current => {}
        State::Older(_) => return Err(JournalError::Older),
        State::Empty => return Err(JournalError::NotAJournal),
    }
    check_integrity(&connection)?;
    Ok(Opened { connection, is_new: false, files: Files(Vec::new()), unwatched, latest: None })
}

/// Returns the path as a URI of SQLite with these options.
fn uri(path: &Path, options: &str) -> io::Result<String> {
    let path = std::path::absolute(path)?;
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec();
    #[cfg(not(unix))]
    let bytes = format!("/{}", path.to_string_lossy().replace('\\', "/")).into_bytes();
    let mut uri = "file://".to_owned();
    for byte in bytes {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b':' => uri.push(byte.into()),
            _ if byte.is_ascii_alphanumeric() => uri.push(byte.into()),
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    Ok(format!("{uri}?{options}"))
}

fn check_length(path: &Path) -> Result<(), JournalError> {
    let storage = |source: io::Error| JournalError::Storage { source: source.into() };
    if std::path::absolute(path).map_err(storage)?.as_os_str().len() > LONGEST_PATH {
        let source = format!("SQLite takes paths of at most {LONGEST_PATH} bytes").into();
        return Err(JournalError::Storage { source });
    }
    Ok(())
}

fn check_integrity(connection: &Connection) -> Result<(), JournalError> {
    let found: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(JournalError::NotAJournal) }
}

/// The error for a file that SQLite cannot open, with the reason of the system if there is one.
fn not_opened(path: &Path, error: rusqlite::Error) -> JournalError {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {
            JournalError::Storage { source: io::Error::from(io::ErrorKind::IsADirectory).into() }
        }
        _ => reason(path, error.into()),
    }
}

/// Returns `error`, unless the system cannot open any file at all, which SQLite does not tell apart.
fn reason(path: &Path, error: JournalError) -> JournalError {
    let JournalError::ReadOnly { source } = error else { return error };
    // The folder, as closing the file itself would end the locks of this process on it.
    match fs::File::open(folder(path)) {
        Err(error) if error.kind() != io::ErrorKind::PermissionDenied => {
            JournalError::Storage { source: error.into() }
        }
        _ => JournalError::ReadOnly { source },
    }
}

/// Returns the state of the database, or an error if it is neither empty nor a journal.
fn check(connection: &Connection) -> Result<State, JournalError> {
    let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let version = number("PRAGMA user_version")?;
    match number("PRAGMA application_id")? {
        APPLICATION_ID if version == VERSION => Ok(State::Current),
        APPLICATION_ID if (1..VERSION).contains(&version) => Ok(State::Older(version)),
        APPLICATION_ID => Err(JournalError::Version(version)),
        0 if number("SELECT count(*) FROM sqlite_schema")? == 0 => Ok(State::Empty),
        _ => Err(JournalError::NotAJournal),
    }
}

/// The state of a database that is a journal or can become one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Current,
    Empty,
    /// A journal of this earlier version.
    Older(i64),
}

/// Creates the file, for its owner only; SQLite gives the files beside it the same permissions.
///
/// An empty file, which somebody has created in advance, is taken from the others as well.
fn create_private(path: &Path) -> Result<(), JournalError> {
    // Closing a file ends all locks of the process on it, so no other thread may have opened it meanwhile.
    static CREATING: Mutex<()> = Mutex::new(());
    let _creating = CREATING.lock().unwrap_or_else(PoisonError::into_inner);
    let created = match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() && metadata.len() == 0 => make_private(path, &metadata),
        Ok(_) => Ok(()),
        // It may also be a link to a file that is not there yet.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut options = fs::OpenOptions::new();
            options.write(true).create(true).truncate(false);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            options.open(path).map(drop)
        }
        Err(error) => Err(error),
    };
    created.map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            JournalError::ReadOnly { source: error.into() }
        }
        io::ErrorKind::StorageFull => JournalError::Full { source: error.into() },
        _ => JournalError::Storage { source: error.into() },
    })
}

#[cfg(unix)]
fn make_private(path: &Path, metadata: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    match metadata.permissions().mode() & 0o077 {
        0 => Ok(()),
        _ => fs::set_permissions(path, fs::Permissions::from_mode(0o600)),
    }
}

#[cfg(not(unix))]
fn make_private(_: &Path, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

/// Writes the names of new files to the disk, on systems where folders can be synced.
fn sync_folder(path: &Path) {
    if let Ok(folder) = fs::File::open(folder(path)) {
        let _ = folder.sync_all();
    }
}

/// The folder of the file.
fn folder(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Starts a transaction that excludes all others that write.
fn writing(connection: &mut Connection) -> Result<Transaction<'_>, JournalError> {
    Ok(connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

fn begin(connection: &Connection, intent: &Intent) -> Result<Begun, JournalError> {
    let fingerprint = intent.fingerprint.as_str();
    let unfinished = "WHERE fingerprint = ? AND unfinished = 1";
    if let Some(entry) = select(connection, unfinished, [fingerprint])?.pop() {
        return Ok(Begun::Unfinished(entry));
    }
    let placed = "WHERE fingerprint = ? AND (order_id IS NOT NULL OR settled_order_id IS NOT NULL)
        ORDER BY id DESC LIMIT 1";
    if let Some(entry) = select(connection, placed, [fingerprint])?.pop()
        && intent.after != Some(entry.id)
    {
        return Ok(Begun::Placed(entry));
    }
    let (reference, arrives_by) = row::reference_columns(intent);
    let used = "WHERE reference = ? AND account_id = ? AND (unfinished = 1
            OR order_id IS NOT NULL OR settled_order_id IS NOT NULL)
        ORDER BY id DESC LIMIT 1";
    if let Some(reference) = reference
        && let Some(entry) = select(connection, used, [reference, &intent.account_id])?.pop()
    {
        return Ok(Begun::ReferenceUsed(entry));
    }
    let mut statement = connection.prepare(
        "INSERT INTO orders
             (fingerprint, endpoint, account_id, label, after, begun_at, reference, arrives_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    statement.execute(params![
        fingerprint,
        intent.endpoint,
        intent.account_id,
        intent.label,
        intent.after.map(|entry| entry.0),
        row::now(),
        reference,
        arrives_by,
    ])?;
    Ok(Begun::Entry(EntryId(connection.last_insert_rowid())))
}

fn finish(connection: &Connection, entry: EntryId, outcome: &Outcome) -> Result<(), JournalError> {
    let columns = OutcomeColumns::new(outcome);
    let mut statement = connection.prepare(
        "UPDATE orders SET outcome = :outcome, status = :status, problem = :problem, body = :body,
             order_id = :order_id, finished_at = :now,
             unfinished = (settlement IS NULL AND :unfinished)
         WHERE id = :id AND outcome IS NULL",
    )?;
    let changed = statement.execute(named_params! {
        ":id": entry.0,
        ":outcome": columns.outcome,
        ":status": columns.status,
        ":problem": columns.problem,
        ":body": columns.body,
        ":order_id": columns.order_id,
        ":now": row::now(),
        ":unfinished": outcome.is_unfinished(),
    })?;
    match changed {
        0 => Err(JournalError::Finished { entry: one(connection, entry)?.into() }),
        _ => Ok(()),
    }
}

fn settle(
    connection: &Connection,
    entry: EntryId,
    settlement: &Settlement,
    note: Option<&str>,
) -> Result<Entry, JournalError> {
    let (settlement, order_id) = row::settlement_columns(settlement);
    let changed = connection.execute(
        "UPDATE orders SET settlement = ?, settled_order_id = ?, settled_at = ?, note = ?, unfinished = 0
         WHERE id = ? AND unfinished = 1",
        params![settlement, order_id, row::now(), note, entry.0],
    )?;
    let entry = one(connection, entry)?;
    match changed {
        0 => Err(JournalError::Finished { entry: entry.into() }),
        _ => Ok(entry),
    }
}

fn one(connection: &Connection, entry: EntryId) -> Result<Entry, JournalError> {
    let sql = format!("SELECT {COLUMNS} FROM orders WHERE id = ?");
    let row = connection.prepare(&sql)?.query_row([entry.0], read).optional()?;
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
        reference: row.get(16)?,
        arrives_by: row.get(17)?,
        note: row.get(18)?,
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
            let connection = open(&path, WAIT).expect("a journal").connection;
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
