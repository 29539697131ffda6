use order_client::journal::{Entry, Journal, Outcome, Recovered};
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
        output::result(&match args.output {
            OutputFormat::Text => line(recovered),
            OutputFormat::Json => json_of(recovered).to_string() + "\n",
        });
        if let Recovered::Failed(_, error) = recovered {
            service.failure(error).print();
        }
        worst = worst.max(exit(recovered));
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
            output::remark(line(&recovered).trim_end());
        }
    }
    Ok(())
}

async fn ask<J: Journal>(service: &Service, journal: &J) -> Result<Vec<Recovered>, Failure> {
    let recovered = service.client.with_journal(journal).recover().await;
    recovered.map_err(|error| journal::failure(&error))
}

fn line(recovered: &Recovered) -> String {
    match recovered {
        Recovered::Settled(entry) => match entry.order_id() {
            Some(order_id) => format!("{}: found, it is order {order_id}\n", of(entry)),
            None => format!("{}: it was not placed\n", of(entry)),
        },
        Recovered::Pending(entry) if is_acknowledged(entry) => {
            let told = "not found, although the service said that it was placed";
            format!("{}: {told}; look for it in the account\n", of(entry))
        }
        Recovered::Pending(entry) => {
            format!("{}: not found, but it may still arrive; ask again later\n", of(entry))
        }
        Recovered::Several(entry, order_ids) => {
            let numbers: Vec<_> = order_ids.iter().map(ToString::to_string).collect();
            format!("{}: several orders have its reference: {}\n", of(entry), numbers.join(", "))
        }
        Recovered::Unasked(entry) => {
            format!("{}: it has no reference; look for it in the account\n", of(entry))
        }
        Recovered::Failed(entry, error) => {
            format!("{}: the service could not be asked: {error}\n", of(entry))
        }
        _ => String::new(),
    }
}

/// Returns whether the service has said that the order was placed.
fn is_acknowledged(entry: &Entry) -> bool {
    matches!(entry.outcome, Some((_, Outcome::PlacedUnreadable { .. })))
}

fn of(entry: &Entry) -> String {
    let label = entry.intent.label.as_ref().map(|label| format!(" ({label})"));
    format!("entry {}{}", entry.id, label.unwrap_or_default())
}

fn json_of(recovered: &Recovered) -> Json {
    let (entry, result) = match recovered {
        Recovered::Settled(entry) if entry.order_id().is_some() => (Some(entry), "placed"),
        Recovered::Settled(entry) => (Some(entry), "not_placed"),
        Recovered::Pending(entry) => (Some(entry), "pending"),
        Recovered::Several(entry, _) => (Some(entry), "several"),
        Recovered::Unasked(entry) => (Some(entry), "unasked"),
        Recovered::Failed(entry, _) => (Some(entry), "failed"),
        _ => (None, "other"),
    };
    let mut line = Map::new();
    if let Some(entry) = entry {
        let number = entry.id.to_string().parse::<i64>().expect("an entry has a number");
        line.insert("entry".to_owned(), json!(number));
    }
    line.insert("result".to_owned(), json!(result));
    if let Some(order_id) = entry.and_then(Entry::order_id) {
        line.insert("order_id".to_owned(), json!(order_id.to_string()));
    }
    if let Recovered::Several(_, order_ids) = recovered {
        let numbers: Vec<_> = order_ids.iter().map(ToString::to_string).collect();
        line.insert("order_ids".to_owned(), json!(numbers));
    }
    Json::Object(line)
}

fn exit(recovered: &Recovered) -> Exit {
    match recovered {
        Recovered::Settled(_) => Exit::Done,
        Recovered::Pending(entry) if is_acknowledged(entry) => Exit::Unknown,
        Recovered::Pending(_) | Recovered::Failed(..) => Exit::NotSent,
        _ => Exit::Unknown,
    }
}
