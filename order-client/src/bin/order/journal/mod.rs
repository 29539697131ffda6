#[cfg(feature = "cli-postgres")]
mod database;
mod list;
mod path;
mod recover;
mod settle;
mod show;
mod store;
mod table;

use std::{fs, io, path::Path};

use clap::{
    Subcommand,
    builder::{OsStringValueParser, TypedValueParser as _, ValueParser},
};
use order_client::journal::{Journal as _, JournalError, SqliteJournal};

pub(crate) use self::{
    recover::recover,
    store::{Location, Store},
};
use crate::{exit::Exit, failure::Failure, output, service};

/// Show and settle the orders of a journal
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct JournalArgs {
    /// Path of the journal; by default `$XDG_STATE_HOME/order/journal.db` or `~/.local/state/order/journal.db`
    ///
    /// A journal in PostgreSQL, if this program is built with the feature `cli-postgres`, is named by its URL,
    /// `postgres://USER@HOST/DATABASE`. The password may be in the URL or, where others cannot see it, in the variable
    /// `PGPASSWORD`.
    #[arg(long, global = true, value_name = "FILE", value_parser = location())]
    journal: Option<Location>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::ListArgs),
    Show(show::ShowArgs),
    Recover(recover::RecoverArgs),
    Settle(settle::SettleArgs),
}

/// The parser of `--journal`, which takes every text.
pub(crate) fn location() -> ValueParser {
    OsStringValueParser::new().map(Location::from).into()
}

pub(crate) fn run(args: &JournalArgs) -> Result<Exit, Failure> {
    let location = match &args.journal {
        Some(location) => location.clone(),
        None => Location::File(path::default()?),
    };
    // Opening a journal that does not exist would create it.
    if let Location::File(path) = &location
        && !path.exists()
    {
        return Err(Failure::new(
            Exit::Journal,
            format_args!("there is no journal at {}", path.display()),
        )
        .hint("give the path that the orders were placed with, as `--journal FILE`"));
    }
    service::block_on(async {
        match &args.command {
            Command::List(args) => list::run(args, &open_to_read(&location).await?).await,
            Command::Show(args) => show::run(args, &open_to_read(&location).await?).await,
            Command::Recover(args) => recover::run(args, &open_quietly(&location, 1).await?).await,
            Command::Settle(args) => settle::run(args, &open_quietly(&location, 1).await?).await,
        }
    })
}

/// Opens the journal to place as many orders at once, and reports unfinished ones.
pub(crate) async fn open(location: &Location, jobs: usize) -> Result<Store, Failure> {
    open_and_look(location, Some(location), jobs).await
}

async fn open_and_look(
    location: &Location,
    given: Option<&Location>,
    jobs: usize,
) -> Result<Store, Failure> {
    let journal = open_quietly(location, jobs).await?;
    // One that was emptied, or whose first orders were not confirmed, knows no more than a new one.
    if journal.latest(1).await.map_err(|error| failure(&error))?.is_empty() {
        output::remark(&format!("{journal} is a new journal; it knows no order placed before"));
    }
    let unfinished = journal.unfinished().await.map_err(|error| failure(&error))?;
    if !unfinished.is_empty() {
        let orders = match unfinished.len() {
            1 => "an order".to_owned(),
            count => format!("{count} orders"),
        };
        output::remark(&format!(
            "the journal has {orders} without a known end; `order journal list --unfinished{}` shows more",
            option(given)
        ));
    }
    Ok(journal)
}

/// Opens the user's own journal like [`open`], and creates its folder if necessary.
pub(crate) async fn open_default(jobs: usize) -> Result<Store, Failure> {
    let path = path::default()?;
    if let Some(folder) = path.parent() {
        path::create_private(folder).map_err(|error| {
            let message = format!("the folder {} cannot be created", folder.display());
            Failure::new(Exit::Journal, message)
                .because(&error)
                .hint("give another `--journal FILE`")
        })?;
    }
    open_and_look(&Location::File(path), None, jobs).await
}

/// The option that names the journal, with a space before it, if it is not the user's own.
pub(crate) fn option(location: Option<&Location>) -> String {
    location.map(|location| format!(" --journal {}", location.quoted())).unwrap_or_default()
}

/// Opens a journal for as many orders at once; a database has a connection for each.
async fn open_quietly(location: &Location, jobs: usize) -> Result<Store, Failure> {
    match location {
        Location::File(path) => {
            let opened = SqliteJournal::open(path);
            opened.map(Store::File).map_err(|error| not_opened(path, &error))
        }
        Location::Database(url) => open_database(url, jobs).await,
    }
}

/// Opens a journal that is not changed. It may be one that cannot be changed.
async fn open_to_read(location: &Location) -> Result<Store, Failure> {
    match location {
        Location::File(path) => {
            let opened = match SqliteJournal::open(path) {
                Err(JournalError::ReadOnly { .. }) => SqliteJournal::open_read_only(path),
                opened => opened,
            };
            opened.map(Store::File).map_err(|error| match error {
                JournalError::ReadOnly { .. } => not_readable(path, &error),
                error => not_opened(path, &error),
            })
        }
        Location::Database(url) => open_database(url, 1).await,
    }
}

#[cfg(feature = "cli-postgres")]
async fn open_database(url: &str, connections: usize) -> Result<Store, Failure> {
    database::connect(url, connections)
        .await
        .map(|(journal, shown)| Store::Database(journal.into(), shown))
}

#[cfg(not(feature = "cli-postgres"))]
async fn open_database(_: &str, _: usize) -> Result<Store, Failure> {
    Err(Failure::new(Exit::Journal, "this program is built without journals in PostgreSQL").hint(
        "build it with the feature `cli-postgres`: `cargo install --locked --path order-client --features cli-postgres`",
    ))
}

/// The failure for a journal that cannot even be read.
fn not_readable(path: &Path, error: &JournalError) -> Failure {
    let shown = path.display();
    if let Err(error) = fs::File::open(path) {
        return Failure::new(Exit::Journal, format_args!("{shown} cannot be read"))
            .because(&error)
            .hint("run this with the permission to read the journal");
    }
    let message = format!(
        "{shown} was not closed after its last order, and its log cannot be read without the permission to write"
    );
    Failure::new(Exit::Journal, message).because(error).hint(format!(
        "copy {shown} and {shown}-wal to a folder that you may write to, and list the copy"
    ))
}

fn not_opened(path: &Path, error: &JournalError) -> Failure {
    let failure = failure(error).at(path.display());
    match error {
        // Whoever takes a new journal instead of a damaged one places its orders once more.
        JournalError::NotAJournal => failure.hint(format!(
            "check the path; if it was a journal, restore a copy of it or try `sqlite3 {} .recover`, and \
             look into the account before you order: a new journal knows no order placed before",
            path.display()
        )),
        JournalError::ReadOnly { .. } => failure.hint(
            "run this with the permission to write to the journal; `order journal list` and `show` only read it",
        ),
        _ => failure,
    }
}

/// Turns `error` into a failure of a command that has sent nothing.
pub(crate) fn failure(error: &JournalError) -> Failure {
    let failure = Failure::of(Exit::Journal, error);
    match error {
        JournalError::Storage { source } if is_not_found(source.as_ref()) => {
            failure.hint("create the folder first")
        }
        JournalError::NotAJournal => failure.hint(
            "restore a copy of the journal, and look into the account before you order again",
        ),
        JournalError::Replaced => failure.hint(
            "look into the account for orders of this run; a new journal knows no order placed before",
        ),
        JournalError::Storage { .. } => failure.hint("check the path that `--journal` gives"),
        _ => failure,
    }
}

fn is_not_found(error: &(dyn std::error::Error + 'static)) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
}
