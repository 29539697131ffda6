mod list;
mod path;
mod recover;
mod settle;

use std::{
    io,
    path::{Path, PathBuf},
};

use clap::Subcommand;
use order_client::journal::{Journal as _, JournalError, SqliteJournal};

pub(crate) use self::recover::recover;
use crate::{exit::Exit, failure::Failure, output, service};

/// Show and settle the orders of a journal
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct JournalArgs {
    /// Path of the journal; by default `$XDG_STATE_HOME/order/journal.db` or `~/.local/state/order/journal.db`
    #[arg(long, global = true, value_name = "FILE")]
    journal: Option<PathBuf>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::ListArgs),
    Recover(recover::RecoverArgs),
    Settle(settle::SettleArgs),
}

pub(crate) fn run(args: &JournalArgs) -> Result<Exit, Failure> {
    let path = match &args.journal {
        Some(path) => path.clone(),
        None => path::default()?,
    };
    // Opening a journal that does not exist would create it.
    if !path.exists() {
        return Err(Failure::new(
            Exit::Journal,
            format_args!("there is no journal at {}", path.display()),
        )
        .hint("give the path that the orders were placed with, as `--journal FILE`"));
    }
    service::block_on(async {
        let journal = open_quietly(&path)?;
        match &args.command {
            Command::List(args) => list::run(args, &journal).await,
            Command::Recover(args) => recover::run(args, &journal).await,
            Command::Settle(args) => settle::run(args, &journal).await,
        }
    })
}

/// Opens the journal at `path` to place orders, and reports unfinished ones.
pub(crate) async fn open(path: &Path) -> Result<SqliteJournal, Failure> {
    open_and_look(path, Some(path)).await
}

async fn open_and_look(path: &Path, given: Option<&Path>) -> Result<SqliteJournal, Failure> {
    let journal = open_quietly(path)?;
    // One that was emptied, or whose first orders were not confirmed, knows no more than a new one.
    if journal.latest(1).await.map_err(|error| failure(&error))?.is_empty() {
        output::remark(&format!(
            "{} is a new journal; it knows no order placed before",
            path.display()
        ));
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
pub(crate) async fn open_default() -> Result<SqliteJournal, Failure> {
    let path = path::default()?;
    if let Some(folder) = path.parent() {
        path::create_private(folder).map_err(|error| {
            let message = format!("the folder {} cannot be created", folder.display());
            Failure::new(Exit::Journal, message)
                .because(&error)
                .hint("give another `--journal FILE`")
        })?;
    }
    open_and_look(&path, None).await
}

/// The option that names the journal, with a space before it, if it is not the user's own.
pub(crate) fn option(path: Option<&Path>) -> String {
    let Some(path) = path.map(|path| path.display().to_string()) else { return String::new() };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./-".contains(&byte);
    match path.bytes().all(is_plain) {
        true => format!(" --journal {path}"),
        false => format!(" --journal '{}'", path.replace('\'', r"'\''")),
    }
}

fn open_quietly(path: &Path) -> Result<SqliteJournal, Failure> {
    SqliteJournal::open(path).map_err(|error| {
        let failure = failure(&error).at(path.display());
        match error {
            // Whoever takes a new journal instead of a damaged one places its orders once more.
            JournalError::NotAJournal => failure.hint(format!(
                "check the path; if it was a journal, restore a copy of it or try `sqlite3 {} .recover`, and \
                 look into the account before you order: a new journal knows no order placed before",
                path.display()
            )),
            _ => failure,
        }
    })
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
