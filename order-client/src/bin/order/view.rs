use order_client::OrderId;

use crate::{
    api::{Calls, OnApi},
    exit::Exit,
    failure::Failure,
    output::{self, OutputFormat},
    reply::{self, Shown as _},
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
    args.service.api.with(View(args))
}

struct View<'a>(&'a ViewArgs);

impl OnApi for View<'_> {
    type Output = Result<Exit, Failure>;

    fn on<A: Calls>(self) -> Self::Output {
        let args = self.0;
        service::block_on(async {
            let service = args.service.connect_elsewhere().await?;
            let details = service.client.send(&A::view(&args.order_id)?).await;
            let details = details.map_err(|error| service.failure(&error))?;
            let title = format!("order {}", args.order_id);
            output::result(&reply::shown(args.output, &title, A::NUMBER, &details.value()));
            Ok(Exit::Done)
        })
    }
}
