mod confirm;
mod line;
mod reference;
mod running;
mod send;

use std::io::{self, IsTerminal as _};

use clap::{ValueHint, value_parser};
use order_client::journal::EntryId;
use order_core::{
    Valid, json,
    wire::{Problem, Warned},
};

use crate::{
    check,
    document::{self, DocumentFormat, Source},
    endpoint::{OnOrder, Order, OrderEndpoint},
    exit::{self, Exit},
    failure::Failure,
    journal::{self, Location},
    output::{self, OutputFormat},
    place::{line::Line, send::Placing},
    service::{self, Kind, ServiceArgs},
};

/// Place orders
///
/// All orders are read and checked first. If one breaks a rule, nothing is sent; what one is warned of is shown.
/// Without `--url` and `--live` they go to a sandbox that this program starts and ends.
///
/// Each order is sent once. The first Ctrl-C ends the program after the orders under way, the second at once.
/// A refusal that concerns the account (401, 403, 429) ends it too, as does an order without a known end.
///
/// An order for CertCentral gets a reference of its own (`alternative_order_id`) unless it has one. With a journal, an
/// order whose reply was lost is found again by it.
#[derive(Debug, clap::Args)]
#[command(after_help = exit::table())]
pub(crate) struct PlaceArgs {
    /// Files with one order each; `-` is standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    files: Vec<Source>,

    /// Kind of the orders
    #[arg(short, long, value_name = "ENDPOINT", default_value = "code")]
    endpoint: OrderEndpoint,

    /// Format of the files; by default, detected from the name or the first bytes of each file
    #[arg(short, long, value_name = "FORMAT")]
    input_format: Option<DocumentFormat>,

    /// Format of the output
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,

    /// Number of orders that are placed at the same time, from 1 to 32; the output keeps the order of the files
    ///
    /// An order that equals one under way waits for it. Where a run ends early, all that is under way is waited for
    /// and reported.
    #[arg(long, value_name = "COUNT", default_value_t = 1,
        value_parser = value_parser!(u8).range(1..=32))]
    jobs: u8,

    /// Place orders with the live service without confirmation
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    service: ServiceArgs,

    #[command(flatten)]
    journal: PlaceJournalArgs,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Journal")]
struct PlaceJournalArgs {
    /// Path of the journal, which keeps orders from being placed twice
    ///
    /// By default, a sandbox has no journal. The journal of the live service is `$XDG_STATE_HOME/order/journal.db`
    /// or, without that variable, `~/.local/state/order/journal.db`. A journal in PostgreSQL, if this
    /// program is built with the feature `cli-postgres`, is named by its URL, `postgres://USER@HOST/DATABASE`, with its
    /// password there or in the variable `PGPASSWORD`.
    #[arg(long, value_name = "FILE", value_parser = journal::location())]
    journal: Option<Location>,

    /// Note beside the order in the journal, such as the number of an invoice
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,

    /// Place an order once more, although it was placed with this entry of the journal
    #[arg(long, value_name = "ENTRY")]
    again: Option<EntryId>,
}

pub(crate) fn run(args: &PlaceArgs) -> Result<Exit, Failure> {
    if args.journal.again.is_some() && args.files.len() > 1 {
        return Err(Failure::new(Exit::Usage, "`--again` is about one order").hint("give one file"));
    }
    if args.files.iter().filter(|source| **source == Source::Stdin).count() > 1 {
        return Err(
            Failure::new(Exit::Usage, "standard input can be read once only").hint("give `-` once")
        );
    }
    let journal = &args.journal;
    if journal.journal.is_none() && args.service.kind() != Kind::Live {
        let option = match (&journal.again, &journal.label) {
            (Some(_), _) => Some("--again"),
            (None, Some(_)) => Some("--label"),
            (None, None) => None,
        };
        if let Some(option) = option {
            return Err(Failure::new(
                Exit::Usage,
                format_args!("`{option}` is about a journal, and a sandbox has none by itself"),
            )
            .hint("give `--journal FILE`"));
        }
    }
    args.endpoint.with(args.service.api, Run(args))?
}

struct Run<'a>(&'a PlaceArgs);

impl OnOrder for Run<'_> {
    type Output = Result<Exit, Failure>;

    fn on<T: Order>(self) -> Self::Output {
        let args = self.0;
        match read::<T>(args) {
            Ok(orders) => service::block_on(place(args, &orders)),
            Err(exit) => Ok(exit),
        }
    }
}

/// An order and where it comes from.
struct Read<T> {
    source: Source,
    order: Valid<T>,
    /// Warnings about the order.
    warnings: Vec<Problem>,
    /// The document, in JSON, before the order got a reference of its own. Equal orders have the same.
    document: Vec<u8>,
}

/// Reads all orders. If one is not valid, all problems are shown and there is no result.
fn read<T: Order>(args: &PlaceArgs) -> Result<Vec<Read<T>>, Exit> {
    let mut orders = Vec::new();
    let mut worst = Exit::Done;
    for source in &args.files {
        if *source == Source::Stdin && io::stdin().is_terminal() {
            output::remark("the order is read from the terminal; Ctrl-D ends it");
        }
        match read_one(args, source) {
            Ok(order) => orders.push(order),
            Err(failure) => {
                failure.print();
                worst = worst.max(failure.exit());
            }
        }
    }
    if worst == Exit::Done {
        return Ok(orders);
    }
    if args.output == OutputFormat::Json {
        orders.iter().for_each(|order| {
            Line::of_not_tried(&order.source).warned(&order.warnings).write();
        });
    }
    if args.files.len() > 1 {
        let (bad, all) = (args.files.len() - orders.len(), args.files.len());
        output::remark(&format!("nothing was sent, as {bad} of {all} orders cannot be sent"));
    }
    Err(worst)
}

/// Reads an order. If it is not valid, its problems are shown.
fn read_one<T: Order>(args: &PlaceArgs, source: &Source) -> Result<Read<T>, Failure> {
    let is_json = args.output == OutputFormat::Json;
    let bytes = document::bytes(source).and_then(|bytes| match args.input_format {
        None => one_order(source, bytes),
        Some(_) => Ok(bytes),
    });
    let bytes = bytes.inspect_err(|failure| {
        if is_json {
            Line::of_failure(source, failure).write();
        }
    })?;
    let format = args.input_format.unwrap_or_else(|| DocumentFormat::of(source, &bytes));
    let show = |problems: &[Problem]| {
        let excerpts = check::excerpts::<T>(source, &bytes, problems);
        output::note(&String::from_utf8_lossy(&excerpts));
    };
    let order: Warned<T> = format.read(&bytes).map_err(|error| {
        let failure = document::not_an_order(source, format, &error);
        match is_json {
            true => Line::of_problems(source, &failure, &error).write(),
            false => {
                show(error.problems());
                show(error.warnings());
            }
        }
        failure
    })?;
    let warnings = order.warnings().to_vec();
    if !is_json {
        show(&warnings);
    }
    let document = json::to_vec(&*order);
    let order = reference::given(order.into_valid())?;
    Ok(Read { source: source.clone(), order, warnings, document })
}

/// Returns `bytes`, unless they look like several orders.
fn one_order(source: &Source, bytes: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let Some(name) = check::several(source, &bytes) else { return Ok(bytes) };
    let message = format!("{source} holds several orders ({name}); `place` takes one order a file");
    Err(Failure::new(Exit::Usage, message).hint(match name {
        "NDJSON" => {
            format!("split it: `split -l 1 --additional-suffix=.json {source} order-`, then place `order-*.json`")
        }
        "CSV" => "write each row as a file of its own, in JSON, XML or a form".to_owned(),
        _ => format!(
            "write each as a line, then split them: `jq -c '.[]' {source} | split -l 1 --additional-suffix=.json - order-`"
        ),
    }))
}

async fn place<T: Order>(args: &PlaceArgs, orders: &[Read<T>]) -> Result<Exit, Failure> {
    let placing = prepare(args, orders).await.inspect_err(|failure| {
        if args.output == OutputFormat::Json {
            orders.iter().for_each(|order| {
                Line::of_failure(&order.source, failure).warned(&order.warnings).write();
            });
        }
    })?;
    placing.run(orders).await
}

/// Connects, opens the journal, asks for confirmation, and then for the orders that the journal left unfinished. Nothing is
/// ordered.
async fn prepare<'a, T: Order>(
    args: &'a PlaceArgs,
    orders: &[Read<T>],
) -> Result<Placing<'a>, Failure> {
    let is_live = args.service.kind() == Kind::Live;
    // A sandbox that ends with the program has nothing else to show than the messages.
    let is_show = args.service.kind() == Kind::OwnSandbox
        && orders.len() == 1
        && args.output == OutputFormat::Text;
    let service = args.service.connect(is_show).await?;
    let jobs = usize::from(args.jobs).min(orders.len());
    let journal = match &args.journal.journal {
        Some(location) => Some(journal::open(location, jobs).await?),
        None if is_live => Some(journal::open_default(jobs).await?),
        None => None,
    };
    if is_live && !args.yes {
        confirm::ask(&service, journal.as_ref(), orders)?;
    }
    if let Some(journal) = &journal {
        journal::recover(&service, journal).await?;
    }
    Ok(Placing { args, service, journal })
}
