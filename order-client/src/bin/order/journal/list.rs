use std::time::SystemTime;

use jiff::Timestamp;
use order_client::journal::{Entry, Journal as _, Outcome, Settlement, SqliteJournal};
use order_core::{OrderRequest, json};

use crate::{
    exit::Exit,
    failure::Failure,
    journal,
    output::{self, OutputFormat},
};

/// List orders, the newest first
#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    /// All orders
    #[arg(long, group = "which")]
    all: bool,

    /// Orders that may have been placed but whose number is unknown, the oldest first
    #[arg(long, group = "which")]
    unfinished: bool,

    /// The latest orders
    #[arg(long, group = "which", value_name = "COUNT", default_value_t = 20)]
    latest: u32,

    /// Format of the output
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,
}

pub(super) async fn run(args: &ListArgs, journal: &SqliteJournal) -> Result<Exit, Failure> {
    let most = if args.all { u32::MAX } else { args.latest };
    let entries = match args.unfinished {
        true => journal.unfinished().await,
        // One more than is shown, to know whether there are older ones.
        false => journal.latest(most.saturating_add(1)).await,
    };
    let mut entries = entries.map_err(|error| journal::failure(&error))?;
    let is_cut = !args.unfinished && entries.len() > most as usize;
    if is_cut {
        entries.truncate(most as usize);
    }
    let mut text = String::new();
    for entry in &entries {
        text += &match args.output {
            OutputFormat::Text => entry.to_string(),
            OutputFormat::Json => json::to_string(&EntryLine::of(entry)),
        };
        text.push('\n');
    }
    output::result(&text);
    if entries.is_empty() && !is_cut && args.output == OutputFormat::Text {
        output::remark(match args.unfinished {
            true => "the end of each order is known",
            false => "there is no order in the journal",
        });
    }
    if is_cut {
        output::remark("there are older ones; `--all` lists them too");
    }
    Ok(Exit::Done)
}

/// An entry for a program.
#[derive(OrderRequest)]
pub(super) struct EntryLine {
    entry: i64,
    unfinished: bool,
    order_id: Option<String>,
    label: Option<String>,
    endpoint: String,
    account_id: String,
    begun: String,
    outcome: Option<&'static str>,
    status: Option<u16>,
    problem: Option<String>,
    finished: Option<String>,
    settlement: Option<&'static str>,
    settled: Option<String>,
    after: Option<i64>,
    fingerprint: String,
}

impl EntryLine {
    pub(super) fn of(entry: &Entry) -> Self {
        let intent = &entry.intent;
        let outcome = entry.outcome.as_ref().map(|(_, outcome)| outcome);
        let (name, status, problem) = match outcome {
            None => (None, None, None),
            Some(Outcome::NotSent { problem }) => (Some("not_sent"), None, Some(problem.clone())),
            Some(Outcome::Placed { .. }) => (Some("placed"), None, None),
            Some(Outcome::PlacedUnreadable { status, problem, .. }) => {
                (Some("placed_unreadable"), Some(*status), Some(problem.clone()))
            }
            Some(Outcome::Rejected { status, problem }) => {
                (Some("rejected"), Some(*status), Some(problem.clone()))
            }
            Some(Outcome::Unknown { status, problem, .. }) => {
                (Some("unknown"), *status, Some(problem.clone()))
            }
            Some(_) => (Some("other"), None, None),
        };
        let number = |entry: order_client::journal::EntryId| {
            entry.to_string().parse().expect("an entry has a number")
        };
        Self {
            entry: number(entry.id),
            unfinished: entry.is_unfinished(),
            order_id: entry.order_id().map(ToString::to_string),
            label: intent.label.clone(),
            endpoint: intent.endpoint.clone(),
            account_id: intent.account_id.clone(),
            begun: time(entry.begun),
            outcome: name,
            status,
            problem: problem.filter(|problem| !problem.is_empty()),
            finished: entry.outcome.as_ref().map(|(at, _)| time(*at)),
            settlement: entry.settlement.as_ref().map(|(_, settlement)| match settlement {
                Settlement::NotPlaced => "not_placed",
                Settlement::Placed(_) => "placed",
                _ => "other",
            }),
            settled: entry.settlement.as_ref().map(|(at, _)| time(*at)),
            after: intent.after.map(number),
            fingerprint: intent.fingerprint.to_string(),
        }
    }
}

/// Formats a time as in RFC 3339, in UTC.
fn time(time: SystemTime) -> String {
    Timestamp::try_from(time).map(|time| time.to_string()).unwrap_or_default()
}
