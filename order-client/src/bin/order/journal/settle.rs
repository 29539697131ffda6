use order_client::{
    OrderId,
    journal::{EntryId, Journal as _, JournalError, Settlement},
};
use order_core::json;

use crate::{
    exit::Exit,
    failure::Failure,
    journal::{self, list::EntryLine, store::Store},
    output::{self, OutputFormat},
    service,
};

/// Settle an order whose end is unknown, after a look into the account
///
/// A settlement is final. Look into the account only after the program that placed the order has ended.
/// Before that, the order may still arrive.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("found").required(true))]
pub(super) struct SettleArgs {
    /// Number of the entry, as `order journal list --unfinished` shows it
    entry: EntryId,

    /// The order is in the account, with this number
    #[arg(long, group = "found", value_name = "ORDER_ID", value_parser = service::order_id)]
    placed: Option<OrderId>,

    /// The order is not in the account; an equal one may then be placed
    #[arg(long, group = "found")]
    not_placed: bool,

    /// Note about the finding, such as who looked where; every reader of the journal sees it
    ///
    /// It is kept as one line of at most 300 bytes. Do not put secrets or personal data there.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    note: Option<String>,

    /// Format of the output
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,
}

/// The largest length of a note, in bytes; the journal cuts a longer one.
const LONGEST_NOTE: usize = 300;

/// Checks a note. A settlement is final, so nothing of its note is lost unnoticed.
fn note(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("the note is blank; leave out `--note`".to_owned()),
        text if text.len() > LONGEST_NOTE => {
            Err(format!("the note has {} bytes; shorten it to {LONGEST_NOTE}", text.len()))
        }
        text => Ok(text.to_owned()),
    }
}

pub(super) async fn run(args: &SettleArgs, journal: &Store) -> Result<Exit, Failure> {
    let settlement = match &args.placed {
        Some(order_id) => Settlement::Placed(order_id.clone()),
        None => Settlement::NotPlaced,
    };
    let settled = journal.settle_with_note(args.entry, &settlement, args.note.as_deref()).await;
    let entry = settled.map_err(|error| match error {
        JournalError::Finished { .. } | JournalError::NoSuchEntry { .. } => {
            Failure::of(Exit::Usage, &error)
                .hint("`order journal list --unfinished` shows what can be settled")
        }
        _ => journal::failure(&error),
    })?;
    let text = match args.output {
        OutputFormat::Text => entry.to_string(),
        OutputFormat::Json => json::to_string(&EntryLine::of(&entry)),
    };
    output::result(&(text + "\n"));
    Ok(Exit::Done)
}
