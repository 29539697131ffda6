use std::time::Duration;

use order_client::certcentral::StatusChanges;
use order_core::OrderRequest as _;

use crate::{
    api::Api,
    duration,
    exit::Exit,
    failure::Failure,
    find,
    output::{self, OutputFormat},
    service::{self, ServiceArgs},
};

/// List the orders whose status has changed lately (CertCentral)
#[derive(Debug, clap::Args)]
pub(crate) struct ChangesArgs {
    /// Time before now, such as `90s` or `12h`; the service looks back seven days at most
    #[arg(long, value_name = "DURATION", default_value = "24h", value_parser = duration::parse)]
    within: Duration,

    /// Format of the output
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,

    #[command(flatten)]
    service: ServiceArgs,
}

pub(crate) fn run(args: &ChangesArgs) -> Result<Exit, Failure> {
    args.service.only(Api::CertCentral, "command `changes`")?;
    let seconds = args.within.as_secs().try_into().unwrap_or(u32::MAX);
    let request = service::valid(StatusChanges { seconds }.into_valid());
    let request = request.map_err(|failure| failure.hint("give `--within` from `1s` to `168h`"))?;
    service::block_on(async {
        let service = args.service.connect_elsewhere().await?;
        let changed = service.client.send(&request).await;
        let changed = changed.map_err(|error| service.failure(&error))?;
        if changed.orders.is_empty() && args.output == OutputFormat::Text {
            output::remark("no status has changed within this time");
        }
        find::show(&changed.orders, args.output);
        Ok(Exit::Done)
    })
}
