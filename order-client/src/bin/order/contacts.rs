use clap::ValueHint;
use order_client::certcentral::UpdateContacts;
use order_core::OrderRequest as _;

use crate::{
    api::Api,
    document::{DocumentFormat, Source},
    exit::{self, Exit},
    failure::Failure,
    output::{self, OutputFormat},
    rules,
    service::{self, ServiceArgs},
};

/// Change the contacts of an order (CertCentral)
///
/// The document has the `order_id` and the new `contacts`, each of another type. Contacts of other types stay as they
/// are. `order docs contacts --api certcentral` lists the parameters.
#[derive(Debug, clap::Args)]
#[command(after_help = exit::table())]
pub(crate) struct ContactsArgs {
    /// File with the request; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    source: Source,

    /// Format of the file; by default, detected from its name or its first bytes
    #[arg(long, short, value_name = "FORMAT")]
    input_format: Option<DocumentFormat>,

    /// Format of the output
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,

    /// Send to the live service without confirmation
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    service: ServiceArgs,
}

pub(crate) fn run(args: &ContactsArgs) -> Result<Exit, Failure> {
    args.service.only(Api::CertCentral, "command `contacts`")?;
    let update: UpdateContacts = rules::read(&args.source, args.input_format)?;
    let update = service::valid(update.into_valid())?;
    service::block_on(async {
        let service = args.service.connect_elsewhere().await?;
        service.confirm(args.yes, "to change contacts of the order", &update.order_id, |rows| {
            for contact in &update.contacts {
                let person = &contact.person;
                let name = format!("{} {}", person.first_name, person.last_name);
                rows.add(&contact.contact_type.to_string(), &name);
            }
        })?;
        service.change(&update).await?;
        let order_id = &update.order_id;
        output::result(&match args.output {
            OutputFormat::Text => format!("contacts of order {order_id} changed\n"),
            OutputFormat::Json => {
                format!("{{\"order_id\":\"{order_id}\",\"result\":\"changed\"}}\n")
            }
        });
        Ok(Exit::Done)
    })
}
