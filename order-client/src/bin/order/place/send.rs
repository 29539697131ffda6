use std::collections::BTreeMap;

use indicatif::{ProgressBar, ProgressStyle};
use order_client::{
    Error, OrderId, Placed as _,
    journal::{EntryId, JournaledError},
};
use order_core::{Valid, wire::Problem};
use tokio::select;

use crate::{
    api::Api,
    document::Source,
    endpoint::Order,
    exit::Exit,
    failure::Failure,
    journal::{self, Store},
    output::{self, OutputFormat},
    place::{
        PlaceArgs, Read,
        line::{Line, Outcome},
        running::Running,
    },
    printable::printable,
    service::{self, Kind, Service},
    signal,
};

/// The service and the journal with which orders are placed.
pub(super) struct Placing<'a> {
    pub(super) args: &'a PlaceArgs,
    pub(super) service: Service,
    pub(super) journal: Option<Store>,
}

impl Placing<'_> {
    /// Places all orders and returns the greatest exit code.
    pub(super) async fn run<T: Order>(&self, orders: &[Read<T>]) -> Result<Exit, Failure> {
        let mut signals = service::signals()?;
        let mut report = Report::new(self, orders);
        let mut running = Running::default();
        let (mut begun, mut is_over, mut is_announced) = (0, false, false);
        loop {
            let count = signals.count();
            is_over |= count > 0;
            while let Some(next) = orders.get(begun)
                && !is_over
                && running.len() < usize::from(self.args.jobs)
                // Two equal orders at once would be one of which only the journal, if there is one, knows.
                && !running.indices().any(|index| orders[index].document == next.document)
            {
                running.add(begun, self.place(&next.order));
                begun += 1;
            }
            if running.len() == 0 {
                break;
            }
            if count > 1 {
                for index in running.give_up() {
                    report.add(index, self.given_up(&orders[index].order).await);
                }
                break;
            }
            if count == 1 && !is_announced {
                signal::remark_on_waiting(running.len());
                is_announced = true;
            }
            select! {
                biased;
                (index, outcome) = running.next() => {
                    is_over |= is_futile(outcome.exit(), outcome.status);
                    report.add(index, outcome);
                }
                () = signals.next() => {}
            }
        }
        Ok(report.finish(begun))
    }

    async fn place<T: Order>(&self, order: &Valid<T>) -> Outcome {
        let client = &self.service.client;
        let Some(journal) = &self.journal else {
            let outcome = match client.place(order).await {
                Ok(placed) => Outcome::placed(placed.order_id().clone()),
                Err(error) => self.failed(&error, None),
            };
            return self.with_reference(outcome, order.reference());
        };
        let args = &self.args.journal;
        let mut client = client.with_journal(journal);
        if let Some(label) = &args.label {
            client = client.label(label);
        }
        let result = match args.again {
            Some(entry) => client.place_again(order, entry).await,
            None => client.place(order).await,
        };
        match result {
            Err(error) => self.journaled(error),
            Ok(placed) => {
                let entry = client.entries(order).await.ok().and_then(|all| Some(all.last()?.id));
                Outcome { entry, ..Outcome::placed(placed.order_id().clone()) }
            }
        }
    }

    fn journaled(&self, error: JournaledError) -> Outcome {
        match error {
            JournaledError::Order { entry, source } => self.failed(&source, Some(entry)),
            JournaledError::AlreadyPlaced { entry } => Outcome {
                order_id: entry.order_id().cloned(),
                entry: Some(entry.id),
                status: None,
                failure: Some(
                    Failure::new(
                        Exit::Equal,
                        format_args!("not sent, as an equal order was placed: {entry}"),
                    )
                    .hint(format!("`--again {}` places it once more, on purpose", entry.id)),
                ),
            },
            JournaledError::Unfinished { entry } => Outcome {
                entry: Some(entry.id),
                failure: Some(
                    Failure::new(
                        Exit::Equal,
                        format_args!("not sent, as an equal order is unfinished: {entry}"),
                    )
                    .hint(self.how_to_find(entry.id)),
                ),
                ..Outcome::default()
            },
            JournaledError::NotFinished { entry, outcome, source } => {
                let mut outcome = match *outcome {
                    Ok(order_id) => Outcome::placed(order_id),
                    Err(error) => self.failed(&error, Some(entry)),
                };
                let failure = match outcome.failure.take() {
                    None => Failure::new(
                        Exit::Unknown,
                        "the order was placed, but this could not be written to the journal",
                    )
                    .because(&source),
                    Some(failure) => failure
                        .ending(Exit::Unknown)
                        .detail(format_args!("nor could that be written to the journal: {source}")),
                };
                let hint = self.how_to_settle(entry, outcome.order_id.as_ref());
                outcome.entry = Some(entry);
                outcome.failure = Some(failure.hint(hint));
                outcome
            }
            JournaledError::ReferenceUsed { entry } => Outcome {
                entry: Some(entry.id),
                failure: Some(
                    Failure::new(
                        Exit::Equal,
                        format_args!(
                            "not sent, as its reference belongs to another order: {entry}"
                        ),
                    )
                    .hint("give the order an `alternative_order_id` of its own, or none"),
                ),
                ..Outcome::default()
            },
            JournaledError::Several { ref entry, .. } => Outcome {
                entry: Some(entry.id),
                failure: Some(
                    Failure::of(Exit::Equal, &error).hint(self.how_to_settle(entry.id, None)),
                ),
                ..Outcome::default()
            },
            // The journal failed before anything was sent.
            other => {
                Outcome { failure: Some(Failure::of(Exit::Journal, &other)), ..Outcome::default() }
            }
        }
    }

    fn failed(&self, error: &Error, entry: Option<EntryId>) -> Outcome {
        let mut failure = self.service.failure(error);
        if let Some(entry) = entry
            && failure.exit() == Exit::Unknown
        {
            failure = failure.hint(self.how_to_find(entry));
        }
        let status = error.reply().map(order_client::Reply::status);
        Outcome { order_id: None, entry, status, failure: Some(failure) }
    }

    /// The outcome of an order that was given up while it was under way.
    async fn given_up<T: Order>(&self, order: &Valid<T>) -> Outcome {
        let entries = match &self.journal {
            Some(journal) => self.service.client.with_journal(journal).entries(order).await,
            None => Ok(Vec::new()),
        };
        let entries = entries.unwrap_or_default();
        let entry = entries.last().filter(|entry| entry.is_unfinished()).map(|entry| entry.id);
        let failure = Failure::new(
            Exit::Unknown,
            "given up while it was under way: the order may have been placed",
        );
        let failure = failure.hint(match entry {
            Some(entry) => self.how_to_find(entry),
            None => "look for it in the account before you send it again".to_owned(),
        });
        let outcome = Outcome { entry, failure: Some(failure), ..Outcome::default() };
        match entry {
            Some(_) => outcome,
            None => self.with_reference(outcome, order.reference()),
        }
    }

    /// Adds how an order without a known end and without a journal is found.
    fn with_reference(&self, mut outcome: Outcome, reference: Option<&str>) -> Outcome {
        if outcome.exit() == Exit::Unknown
            && self.service.kind != Kind::OwnSandbox
            && let Some(reference) = reference
        {
            let find = format!("order find '{reference}'{}", self.service.option());
            let hint = format!("`{find}` tells whether it was placed");
            outcome.failure = outcome.failure.map(|failure| failure.hint(hint));
        }
        outcome
    }

    /// The advice for an entry whose end is unknown, and which the service can perhaps be asked for.
    fn how_to_find(&self, entry: EntryId) -> String {
        match self.service.api {
            Api::Retail => self.how_to_settle(entry, None),
            Api::CertCentral => {
                let journal = journal::option(self.args.journal.journal.as_ref());
                let service = self.service.option();
                format!(
                    "`order journal recover{journal}{service}` asks the service for it by its reference"
                )
            }
        }
    }

    /// The advice for an entry whose end is unknown.
    fn how_to_settle(&self, entry: EntryId, order_id: Option<&OrderId>) -> String {
        let journal = journal::option(self.args.journal.journal.as_ref());
        let settle = format!("`order journal settle {entry}{journal}");
        match order_id {
            Some(order_id) => format!("run {settle} --placed {order_id}`"),
            None => format!(
                "look for it in the account, then run {settle} --placed NUMBER`, or with `--not-placed`"
            ),
        }
    }

    fn show(&self, source: &Source, warnings: &[Problem], outcome: Outcome, count: usize) {
        match (self.args.output, &outcome.order_id) {
            (OutputFormat::Json, _) => {
                Line::of_order(source, self.service.kind, &outcome).warned(warnings).write();
            }
            (OutputFormat::Text, Some(order_id)) if outcome.exit() != Exit::Equal => {
                let name = match count {
                    1 => String::new(),
                    _ => format!("{}: ", printable(&source.to_string())),
                };
                output::number(&format!("{name}order {order_id} placed\n"));
            }
            (OutputFormat::Text, _) => {}
        }
        if let Some(failure) = outcome.failure {
            failure.at(source).print();
        }
    }

    fn sum_up(&self, placed: usize, tried: usize, count: usize, first_left: Option<&Source>) {
        if count > 1 {
            let (failed, left) = (tried - placed, count - tried);
            let mut text = format!("{placed} of {count} orders placed");
            if failed > 0 {
                text += &format!(", {failed} failed");
            }
            if let Some(first) = first_left {
                text += &format!(", {left} not tried: from {first} on");
            }
            output::remark(&text);
        }
        if placed > 0 {
            match self.service.kind {
                Kind::Live => {}
                Kind::ThisMachine => {
                    output::remark(&format!(
                        "that was {} on this machine, not the live service",
                        self.service.url
                    ));
                }
                Kind::OwnSandbox => output::remark(
                    "that was a sandbox, which ends with this program: nothing was really ordered",
                ),
            }
        }
    }
}

/// The outcomes so far. They are shown in the order of the orders.
struct Report<'a, T> {
    placing: &'a Placing<'a>,
    orders: &'a [Read<T>],
    /// The outcomes that are not shown yet, as one before them is not known.
    outcomes: BTreeMap<usize, Outcome>,
    shown: usize,
    placed: usize,
    worst: Exit,
    bar: ProgressBar,
}

impl<'a, T: Order> Report<'a, T> {
    fn new(placing: &'a Placing<'a>, orders: &'a [Read<T>]) -> Self {
        Self {
            placing,
            orders,
            outcomes: BTreeMap::new(),
            shown: 0,
            placed: 0,
            worst: Exit::Done,
            bar: bar(orders.len()),
        }
    }

    /// Takes the outcome of an order, and shows all that can be shown.
    fn add(&mut self, index: usize, outcome: Outcome) {
        let exit = outcome.exit();
        self.worst = self.worst.max(exit);
        self.placed += usize::from(outcome.order_id.is_some() && exit != Exit::Equal);
        self.outcomes.insert(index, outcome);
        while let Some(outcome) = self.outcomes.remove(&self.shown) {
            let Read { source, warnings, .. } = &self.orders[self.shown];
            self.placing.show(source, warnings, outcome, self.orders.len());
            self.shown += 1;
        }
        self.bar.inc(1);
    }

    /// Shows the orders that were not begun, and returns the greatest exit code.
    fn finish(mut self, begun: usize) -> Exit {
        self.bar.finish_and_clear();
        let left = &self.orders[begun..];
        if !left.is_empty() {
            self.worst = self.worst.max(Exit::NotSent);
        }
        if self.placing.args.output == OutputFormat::Json {
            left.iter().for_each(|order| {
                Line::of_not_tried(&order.source).warned(&order.warnings).write();
            });
        }
        let first_left = left.first().map(|order| &order.source);
        self.placing.sum_up(self.placed, begun, self.orders.len(), first_left);
        self.worst
    }
}

/// Returns whether the next order would probably end in the same way, or a person has to act first.
fn is_futile(exit: Exit, status: Option<u16>) -> bool {
    match exit {
        Exit::NotSent | Exit::Journal | Exit::Unknown => true,
        // These are about the account: its key, its permission for such orders, and the number of its calls.
        Exit::Refused => matches!(status, Some(401 | 403 | 429)),
        _ => false,
    }
}

/// The progress bar. Nothing is drawn for one order, or if standard error is not a terminal.
fn bar(count: usize) -> ProgressBar {
    if count < 2 {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{bar:40} {pos} of {len} orders, {elapsed}, {eta} left");
    let bar = ProgressBar::new(count as u64).with_style(style.expect("the template is a constant"));
    bar.tick();
    output::set_bar(bar.clone());
    bar
}
