use clap::ValueEnum;
use order_core::cases::{self, Case, Missing};
use serde_json::json;

use crate::{
    api::ApiArgs,
    endpoint::{Endpoint, Known, OnEndpoint},
    exit::Exit,
    failure::Failure,
    output,
};

/// Write test cases for a server: documents, one per line, each with its expected outcome
///
/// For each rule, there is first a valid request that one change would break, and then that request with the
/// change. Random requests follow. The same seed gives the same cases.
#[derive(Debug, clap::Args)]
pub(crate) struct CasesArgs {
    /// Kind of the requests
    #[arg(value_name = "ENDPOINT", default_value = "code")]
    endpoint: Endpoint,
    #[command(flatten)]
    of: ApiArgs,
    /// Number of cases to write
    #[arg(long, short = 'n', value_name = "NUMBER", default_value_t = 100)]
    count: usize,
    /// Seed of the random choices
    #[arg(long, short, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Write only cases with this outcome
    #[arg(long, value_name = "OUTCOME")]
    only: Option<Outcome>,
    /// Write only the documents
    #[arg(long)]
    documents: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Outcome {
    Valid,
    Invalid,
}

pub(crate) fn run(args: &CasesArgs) -> Result<Exit, Failure> {
    args.endpoint.with(args.of.api, Cases(args))?
}

struct Cases<'a>(&'a CasesArgs);

impl OnEndpoint for Cases<'_> {
    type Output = Result<Exit, Failure>;

    fn on<T: Known>(self) -> Self::Output {
        let args = self.0;
        let cases = cases::cases::<T>(args.seed);
        for unreached in cases.unreached() {
            output::remark(&format!("`{}`: {}", unreached.rule, missing(&unreached.missing)));
        }
        let wanted = |case: &Case| match args.only {
            None => true,
            Some(outcome) => (outcome == Outcome::Valid) == case.is_valid(),
        };
        for case in cases.filter(wanted).take(args.count) {
            let line = if args.documents { case.document().to_owned() } else { line(&case) };
            output::bytes((line + "\n").as_bytes());
            if output::is_broken() {
                break;
            }
        }
        Ok(Exit::Done)
    }
}

/// A case as one JSON object.
fn line(case: &Case) -> String {
    let broken = case.broken().iter().map(|broken| {
        json!({
            "rule": broken.rule,
            "path": broken.path.to_string(),
            "code": broken.code.as_str(),
        })
    });
    let in_url =
        case.in_url().iter().map(|member| (member.name.to_owned(), member.value.clone().into()));
    json!({
        "valid": case.is_valid(),
        "about": case.about(),
        "broken": broken.collect::<Vec<_>>(),
        "in_url": in_url.collect::<serde_json::Map<_, _>>(),
        "body": case.body(),
    })
    .to_string()
}

/// The reason why a case is missing, for people.
fn missing(missing: &Missing) -> String {
    match missing {
        Missing::Breaker(why) => format!("no request breaks it: {why}"),
        Missing::Alone(others) => {
            format!("no request was found that breaks it alone, without {}", others.join(", "))
        }
        Missing::OneChange(members) => {
            format!("the valid request beside it differs in {members} parameters")
        }
        Missing::Neighbour => "no valid request was found beside it".to_owned(),
        _ => "not all of its cases were found".to_owned(),
    }
}
