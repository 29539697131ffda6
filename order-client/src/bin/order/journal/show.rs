use order_client::journal::{EntryId, Journal as _, JournalError, Outcome};
use order_core::json;

use crate::{
    exit::Exit,
    failure::Failure,
    journal::{
        self,
        list::{self, EntryLine},
        store::Store,
    },
    output::{self, OutputFormat},
    printable::printable,
};

/// Show what the journal has about an order
#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    /// Number of the entry, as `order journal list` shows it
    entry: EntryId,

    /// Format of the output
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,
}

pub(super) async fn run(args: &ShowArgs, journal: &Store) -> Result<Exit, Failure> {
    let entry = journal.entry(args.entry).await.map_err(|error| match error {
        JournalError::NoSuchEntry { .. } => Failure::of(Exit::Usage, &error)
            .hint("`order journal list --all` shows which there are"),
        _ => journal::failure(&error),
    })?;
    let line = EntryLine::of(&entry);
    if args.output == OutputFormat::Json {
        output::result(&(json::to_string(&line) + "\n"));
        return Ok(Exit::Done);
    }
    let body = match &entry.outcome {
        Some((_, Outcome::PlacedUnreadable { body, .. } | Outcome::Unknown { body, .. })) => {
            String::from_utf8_lossy(body).into_owned()
        }
        _ => String::new(),
    };
    let reference = entry.intent.reference.as_ref();
    let mut text = format!("entry {}\n", entry.id);
    for (name, value) in [
        ("state", Some(list::state(&entry))),
        ("order_id", line.order_id),
        ("label", line.label),
        ("note", line.note),
        ("call", Some(line.endpoint)),
        ("account_id", Some(line.account_id)),
        ("begun", Some(line.begun)),
        ("finished", line.finished),
        ("problem", line.problem),
        ("settled", line.settled),
        ("after", line.after.map(|entry| format!("entry {entry}"))),
        ("reference", reference.map(|reference| reference.text.clone())),
        ("arrives_by", reference.map(|reference| list::time(reference.arrives_by))),
        ("fingerprint", Some(line.fingerprint)),
        ("reply", Some(body)),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            text += &format!("  {name:<11}  {}\n", printable(&value));
        }
    }
    output::result(&text);
    Ok(Exit::Done)
}
