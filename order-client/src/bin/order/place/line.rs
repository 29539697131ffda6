use order_client::{OrderId, journal::EntryId};
use order_core::{OrderRequest, OrderValue, ReadError, json, wire};

use crate::{document::Source, exit::Exit, failure::Failure, output, service::Kind};

/// The result of one order.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// The number of the order, or of an equal one.
    pub(super) order_id: Option<OrderId>,
    /// The entry of the order in the journal, or of an equal one.
    pub(super) entry: Option<EntryId>,
    pub(super) status: Option<u16>,
    pub(super) failure: Option<Failure>,
}

impl Outcome {
    pub(super) fn placed(order_id: OrderId) -> Self {
        Self { order_id: Some(order_id), ..Self::default() }
    }

    pub(super) fn exit(&self) -> Exit {
        self.failure.as_ref().map_or(Exit::Done, Failure::exit)
    }
}

/// The result of one order, for a program.
#[derive(OrderRequest)]
pub(super) struct Line {
    source: String,
    result: ResultName,
    order_id: Option<String>,
    service: Option<ServiceName>,
    entry: Option<i64>,
    status: Option<u16>,
    error: Option<String>,
    because: Option<Vec<String>>,
    #[nested]
    problems: Option<Vec<Problem>>,
    #[nested]
    warnings: Option<Vec<Problem>>,
    exit: u8,
}

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum ResultName {
    Placed,
    Invalid,
    Unusable,
    NotSent,
    Refused,
    Equal,
    JournalFailed,
    Unknown,
    NotTried,
}

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum ServiceName {
    Sandbox,
    ThisMachine,
    Live,
}

#[derive(OrderRequest)]
struct Problem {
    line: u64,
    column: u64,
    path: String,
    code: String,
    rule: Option<String>,
    message: String,
}

impl Problem {
    /// Returns the problems as they are written; `None` without any.
    fn list(problems: &[wire::Problem]) -> Option<Vec<Self>> {
        let problem = |problem: &wire::Problem| Self {
            line: problem.position().line as u64,
            column: problem.position().column as u64,
            path: problem.path().to_string(),
            code: problem.code().as_str().to_owned(),
            rule: problem.violation().map(|violation| violation.rule().source.to_owned()),
            message: problem.message().to_string(),
        };
        (!problems.is_empty()).then(|| problems.iter().map(problem).collect())
    }
}

impl Line {
    pub(super) fn of_failure(source: &Source, failure: &Failure) -> Self {
        Self::new(source, failure.exit(), Some(failure))
    }

    /// An order that was not sent, as the run ended before its turn.
    pub(super) fn of_not_tried(source: &Source) -> Self {
        Self { result: ResultName::NotTried, ..Self::new(source, Exit::NotSent, None) }
    }

    pub(super) fn of_problems(source: &Source, failure: &Failure, error: &ReadError) -> Self {
        let problems = Problem::list(error.problems());
        Self::new(source, failure.exit(), Some(failure)).with(problems, error.warnings())
    }

    /// The result of an order that was read, with what it is warned of.
    pub(super) fn warned(self, warnings: &[wire::Problem]) -> Self {
        self.with(None, warnings)
    }

    fn with(self, problems: Option<Vec<Problem>>, warnings: &[wire::Problem]) -> Self {
        Self { problems, warnings: Problem::list(warnings), ..self }
    }

    pub(super) fn of_order(source: &Source, kind: Kind, outcome: &Outcome) -> Self {
        let line = Self::new(source, outcome.exit(), outcome.failure.as_ref());
        Self {
            result: match (outcome.exit(), &outcome.order_id) {
                (Exit::Unknown, Some(_)) => ResultName::Placed,
                _ => line.result,
            },
            order_id: outcome.order_id.as_ref().map(ToString::to_string),
            service: Some(match kind {
                Kind::OwnSandbox => ServiceName::Sandbox,
                Kind::ThisMachine => ServiceName::ThisMachine,
                Kind::Live => ServiceName::Live,
            }),
            entry: outcome.entry.and_then(|entry| entry.to_string().parse().ok()),
            status: outcome.status,
            ..line
        }
    }

    fn new(source: &Source, exit: Exit, failure: Option<&Failure>) -> Self {
        let because = failure.map(|failure| failure.causes().to_vec());
        Self {
            source: source.to_string(),
            result: match exit {
                Exit::Done => ResultName::Placed,
                Exit::Invalid => ResultName::Invalid,
                Exit::Usage | Exit::NotReady => ResultName::Unusable,
                Exit::NotSent => ResultName::NotSent,
                Exit::Refused => ResultName::Refused,
                Exit::Equal => ResultName::Equal,
                Exit::Journal => ResultName::JournalFailed,
                Exit::Unknown => ResultName::Unknown,
            },
            order_id: None,
            service: None,
            entry: None,
            status: None,
            error: failure.map(|failure| failure.message().to_owned()),
            because: because.filter(|because| !because.is_empty()),
            problems: None,
            warnings: None,
            exit: exit as u8,
        }
    }

    pub(super) fn write(&self) {
        let line = json::to_string(self) + "\n";
        match self.result {
            ResultName::Placed => output::number(&line),
            _ => output::result(&line),
        }
    }
}
