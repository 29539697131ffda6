use order_client::{OrderId, retail::ViewOrder};

use crate::{
    exit::Exit,
    failure::Failure,
    output::{self, OutputFormat},
    reply,
    service::{self, ServiceArgs},
};

/// Show an order
#[derive(Debug, clap::Args)]
pub(crate) struct ViewArgs {
    /// Number of the order, with its zeros
    #[arg(value_parser = service::order_id)]
    order_id: OrderId,

    /// Format of the output
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,

    #[command(flatten)]
    service: ServiceArgs,
}

pub(crate) fn run(args: &ViewArgs) -> Result<Exit, Failure> {
    service::block_on(async {
        let service = args.service.connect_elsewhere().await?;
        let request = service::valid(ViewOrder::of(&args.order_id))?;
        let details = service.client.send(&request).await;
        let details = details.map_err(|error| service.failure(&error))?;
        output::result(&match args.output {
            OutputFormat::Text => {
                format!("order {}\n", details.order_id)
                    + &reply::rows(&details.to_value(), &["order_id"])
            }
            OutputFormat::Json => reply::json(&details.to_value()) + "\n",
        });
        Ok(Exit::Done)
    })
}
