//! The journal that `--journal` names: a file, or a database.

use std::{
    ffi::OsString,
    fmt,
    path::{Path, PathBuf},
};

#[cfg(feature = "cli-postgres")]
use order_client::journal::PostgresJournal;
use order_client::journal::{
    Begun, Entry, EntryId, Fingerprint, Intent, Journal, JournalError, Outcome, Settlement,
    SqliteJournal,
};

/// The value of `--journal`.
#[derive(Clone)]
pub(crate) enum Location {
    File(PathBuf),
    /// The URL of a PostgreSQL database, which may have a password.
    Database(String),
}

impl Location {
    fn is_database(text: &str) -> bool {
        let scheme = text.split_once("://").map_or("", |(scheme, _)| scheme);
        ["postgres", "postgresql"].iter().any(|name| scheme.eq_ignore_ascii_case(name))
    }

    /// Returns the value as a word of a shell, without a password.
    pub(super) fn quoted(&self) -> String {
        let text = match self {
            Self::File(path) => path.display().to_string(),
            Self::Database(url) => shown(url),
        };
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./-:@".contains(&byte);
        match text.bytes().all(is_plain) {
            true => text,
            false => format!("'{}'", text.replace('\'', r"'\''")),
        }
    }
}

/// The database of a URL as people may see it.
#[cfg(feature = "cli-postgres")]
fn shown(url: &str) -> String {
    super::database::shown(url)
}

/// No database can be used, so none is shown.
#[cfg(not(feature = "cli-postgres"))]
fn shown(_: &str) -> String {
    "URL".to_owned()
}

impl From<OsString> for Location {
    fn from(value: OsString) -> Self {
        match value.to_str().map(str::trim) {
            Some(text) if Self::is_database(text) => Self::Database(text.to_owned()),
            _ => Self::File(value.into()),
        }
    }
}

impl From<&Path> for Location {
    fn from(path: &Path) -> Self {
        Self::File(path.to_owned())
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.quoted())
    }
}

/// A journal that is open. `Display` writes where it is, without a password.
#[derive(Debug)]
pub(crate) enum Store {
    File(SqliteJournal),
    #[cfg(feature = "cli-postgres")]
    Database(Box<PostgresJournal>, String),
}

impl fmt::Display for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(journal) => journal.path().display().fmt(f),
            #[cfg(feature = "cli-postgres")]
            Self::Database(_, shown) => f.write_str(shown),
        }
    }
}

/// Calls a function of the journal that is in use.
macro_rules! of {
    ($store:expr, $journal:ident => $call:expr) => {
        match $store {
            Store::File($journal) => $call.await,
            #[cfg(feature = "cli-postgres")]
            Store::Database($journal, _) => $call.await,
        }
    };
}

impl Journal for Store {
    async fn begin(&self, intent: &Intent) -> Result<Begun, JournalError> {
        of!(self, journal => journal.begin(intent))
    }

    async fn finish(&self, entry: EntryId, outcome: &Outcome) -> Result<(), JournalError> {
        of!(self, journal => journal.finish(entry, outcome))
    }

    async fn settle_with_note(
        &self,
        entry: EntryId,
        settlement: &Settlement,
        note: Option<&str>,
    ) -> Result<Entry, JournalError> {
        of!(self, journal => journal.settle_with_note(entry, settlement, note))
    }

    async fn entry(&self, entry: EntryId) -> Result<Entry, JournalError> {
        of!(self, journal => journal.entry(entry))
    }

    async fn unfinished(&self) -> Result<Vec<Entry>, JournalError> {
        of!(self, journal => journal.unfinished())
    }

    async fn equal_to(&self, fingerprint: &Fingerprint) -> Result<Vec<Entry>, JournalError> {
        of!(self, journal => journal.equal_to(fingerprint))
    }

    async fn latest(&self, count: u32) -> Result<Vec<Entry>, JournalError> {
        of!(self, journal => journal.latest(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn url_of_postgresql_is_a_database_and_all_else_a_file() {
        for text in ["postgres://h/d", "postgresql://u:p@h/d", "POSTGRES://h", " postgres://h"] {
            let location = Location::from(OsString::from(text));
            assert!(matches!(location, Location::Database(_)), "{text}");
        }
        for text in ["orders.db", "postgres", "postgres:/h", "mysql://h/d", "", "./postgres://h"] {
            let location = Location::from(OsString::from(text));
            assert!(matches!(location, Location::File(_)), "{text}");
        }
    }

    #[test]
    fn password_is_not_shown() {
        for text in [
            "postgres://u:skyfall@h/d",
            "postgres://h/d?password=skyfall",
            "postgres://u:skyfall@h/d?bad",
            "postgres://u:sky@fall@h/d",
            "postgres://u:skyfall",
        ] {
            let location = Location::from(OsString::from(text));
            let shown = format!("{location:?} {}", location.quoted());
            assert!(!shown.contains("fall"), "{shown}");
        }
    }
}
