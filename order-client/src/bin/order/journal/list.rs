use std::{
    env,
    io::{self, IsTerminal as _},
    time::SystemTime,
};

use jiff::Timestamp;
use order_client::journal::{Entry, Journal as _, Outcome, Settlement};
use order_core::{OrderRequest, json};

use crate::{
    exit::Exit,
    failure::Failure,
    journal::{
        self,
        store::Store,
        table::{self, Column, Kind},
    },
    output::{self, OutputFormat},
};

/// List orders, the newest first
///
/// On a terminal, the list is a table that fits it. Elsewhere, it is a line for each order with tabs between entry,
/// time, state, number of the order, label, note, call and account, whole and without a header.
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

pub(super) async fn run(args: &ListArgs, journal: &Store) -> Result<Exit, Failure> {
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
    output::result(&match args.output {
        OutputFormat::Json => {
            entries.iter().map(|entry| json::to_string(&EntryLine::of(entry)) + "\n").collect()
        }
        OutputFormat::Text if entries.is_empty() => String::new(),
        OutputFormat::Text if io::stdout().is_terminal() => {
            let rows: Vec<_> = entries.iter().map(|entry| row(entry, short_time)).collect();
            table::aligned(&COLUMNS, &rows, KEPT, terminal_width())
        }
        OutputFormat::Text => {
            let rows: Vec<_> = entries.iter().map(|entry| row(entry, time)).collect();
            table::with_tabs(&rows)
        }
    });
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

const COLUMNS: [Column; 8] = [
    Column { title: "ENTRY", kind: Kind::Number },
    Column { title: "BEGUN (UTC)", kind: Kind::Whole },
    Column { title: "STATE", kind: Kind::Whole },
    Column { title: "ORDER", kind: Kind::Whole },
    Column { title: "LABEL", kind: Kind::Free },
    Column { title: "NOTE", kind: Kind::Free },
    Column { title: "CALL", kind: Kind::Free },
    Column { title: "ACCOUNT", kind: Kind::Whole },
];

/// The number of columns that are always shown.
const KEPT: usize = 4;

/// The cells of an entry, one for each column.
fn row(entry: &Entry, time: fn(SystemTime) -> String) -> Vec<String> {
    vec![
        entry.id.to_string(),
        time(entry.begun),
        state(entry),
        entry.order_id().map(ToString::to_string).unwrap_or_default(),
        entry.intent.label.clone().unwrap_or_default(),
        entry.note.clone().unwrap_or_default(),
        entry.intent.endpoint.clone(),
        entry.intent.account_id.clone(),
    ]
}

/// Summary of what is known about the order.
pub(super) fn state(entry: &Entry) -> String {
    match (&entry.outcome, &entry.settlement) {
        (Some((_, Outcome::Placed { .. })), _) => "placed".to_owned(),
        (_, Some((_, Settlement::Placed(_)))) => "settled: placed".to_owned(),
        (_, Some((_, Settlement::NotPlaced))) => "settled: not placed".to_owned(),
        (_, Some(_)) => "settled".to_owned(),
        (None, None) => "no outcome".to_owned(),
        (Some((_, outcome)), None) => match outcome {
            Outcome::NotSent { .. } => "not sent".to_owned(),
            Outcome::PlacedUnreadable { .. } => "placed, number unknown".to_owned(),
            Outcome::Rejected { status, .. } => format!("refused ({status})"),
            Outcome::Unknown { status: Some(status), .. } => format!("may be placed ({status})"),
            Outcome::Unknown { status: None, .. } => "may be placed".to_owned(),
            _ => "other".to_owned(),
        },
    }
}

/// The columns of the terminal.
fn terminal_width() -> usize {
    let wanted = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let wanted = wanted.filter(|width| *width > 0);
    let found = || Some(terminal_size::terminal_size_of(io::stdout())?.0.0.into());
    wanted.or_else(found).unwrap_or(80)
}

/// An entry for a program.
#[derive(OrderRequest)]
pub(super) struct EntryLine {
    entry: i64,
    unfinished: bool,
    pub(super) order_id: Option<String>,
    pub(super) label: Option<String>,
    pub(super) endpoint: String,
    pub(super) account_id: String,
    pub(super) begun: String,
    outcome: Option<&'static str>,
    status: Option<u16>,
    pub(super) problem: Option<String>,
    pub(super) finished: Option<String>,
    settlement: Option<&'static str>,
    pub(super) settled: Option<String>,
    pub(super) note: Option<String>,
    pub(super) after: Option<i64>,
    pub(super) fingerprint: String,
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
            note: entry.note.clone(),
            after: intent.after.map(number),
            fingerprint: intent.fingerprint.to_string(),
        }
    }
}

/// Formats a time as in RFC 3339, in UTC.
pub(super) fn time(time: SystemTime) -> String {
    Timestamp::try_from(time).map(|time| time.to_string()).unwrap_or_default()
}

/// Formats a time to the minute, in UTC.
fn short_time(time: SystemTime) -> String {
    let time = self::time(time);
    time.get(..16).unwrap_or(&time).replace('T', " ")
}
