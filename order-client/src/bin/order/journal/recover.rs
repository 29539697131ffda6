use order_client::{
    OrderId,
    journal::{Entry, Journal, Recovered},
};
use serde_json::{Map, Value as Json, json};

use crate::{
    api::Api,
    exit::Exit,
    failure::Failure,
    journal,
    output::{self, OutputFormat},
    service::{Service, ServiceArgs},
};

/// Ask the service for the orders whose end is unknown, by their references (CertCentral)
///
/// An order that is found gets its number. One that is not found was not placed, but that is certain only after the
/// time within which it could still arrive, which is ten minutes. `order place` does the same before it places orders.
#[derive(Debug, clap::Args)]
pub(super) struct RecoverArgs {
    /// Format of the output
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,

    #[command(flatten)]
    service: ServiceArgs,
}

pub(super) async fn run<J: Journal>(args: &RecoverArgs, journal: &J) -> Result<Exit, Failure> {
    args.service.only(Api::CertCentral, "command `journal recover`")?;
    let service = args.service.connect_elsewhere().await?;
    let recovered = ask(&service, journal).await?;
    let mut worst = Exit::Done;
    for recovered in &recovered {
        let told = Told::of(recovered);
        output::result(&match args.output {
            OutputFormat::Text => told.line(recovered.entry()),
            OutputFormat::Json => told.json(recovered),
        });
        if let Recovered::Failed(_, error) = recovered {
            service.failure(error).print();
        }
        worst = worst.max(told.exit);
    }
    if recovered.is_empty() && args.output == OutputFormat::Text {
        output::remark("no order of this account at this service is unfinished");
    }
    Ok(worst)
}

/// Asks the service for unfinished orders before others are placed. What is known of them now is shown as notes.
pub(crate) async fn recover<J: Journal>(service: &Service, journal: &J) -> Result<(), Failure> {
    for recovered in ask(service, journal).await? {
        // What cannot be asked for was unfinished before.
        if !matches!(recovered, Recovered::Unasked(_)) {
            output::remark(Told::of(&recovered).line(recovered.entry()).trim_end());
        }
    }
    Ok(())
}

async fn ask<J: Journal>(service: &Service, journal: &J) -> Result<Vec<Recovered>, Failure> {
    let recovered = service.client.with_journal(journal).recover().await;
    recovered.map_err(|error| journal::failure(&error))
}

/// The end of an entry, as it is told.
struct Told {
    /// For programs.
    result: &'static str,
    /// For people.
    words: String,
    exit: Exit,
}

impl Told {
    fn of(recovered: &Recovered) -> Self {
        let told = |result, words: &str, exit| Self { result, words: words.to_owned(), exit };
        match recovered {
            Recovered::Settled(entry) => match entry.order_id() {
                Some(order_id) => {
                    told("placed", &format!("found, it is order {order_id}"), Exit::Done)
                }
                None => told("not_placed", "it was not placed", Exit::Done),
            },
            Recovered::Pending(entry) if entry.is_acknowledged() => told(
                "pending",
                "not found, although the service said that it was placed; look for it in the account",
                Exit::Unknown,
            ),
            Recovered::Pending(_) => told(
                "pending",
                "not found, but it may still arrive; ask again later",
                Exit::Unknown,
            ),
            Recovered::Several(_, order_ids) => {
                let words =
                    format!("several orders have its reference: {}", numbers(order_ids).join(", "));
                told("several", &words, Exit::Unknown)
            }
            Recovered::Unasked(_) => {
                told("unasked", "it has no reference; look for it in the account", Exit::Unknown)
            }
            Recovered::Failed(_, error) => {
                told("failed", &format!("the service could not be asked: {error}"), Exit::Unknown)
            }
            // The library may learn another end, by which nothing is certain here.
            _ => told("unknown", "look for it in the account", Exit::Unknown),
        }
    }

    fn line(&self, entry: &Entry) -> String {
        let label = entry.intent.label.as_ref().map(|label| format!(" ({label})"));
        format!("entry {}{}: {}\n", entry.id, label.unwrap_or_default(), self.words)
    }

    fn json(&self, recovered: &Recovered) -> String {
        let entry = recovered.entry();
        let number = entry.id.to_string().parse::<i64>().expect("an entry has a number");
        let mut line = Map::new();
        line.insert("entry".to_owned(), json!(number));
        line.insert("result".to_owned(), json!(self.result));
        if let Some(order_id) = entry.order_id() {
            line.insert("order_id".to_owned(), json!(order_id.to_string()));
        }
        if let Recovered::Several(_, order_ids) = recovered {
            line.insert("order_ids".to_owned(), json!(numbers(order_ids)));
        }
        Json::Object(line).to_string() + "\n"
    }
}

fn numbers(order_ids: &[OrderId]) -> Vec<String> {
    order_ids.iter().map(ToString::to_string).collect()
}
