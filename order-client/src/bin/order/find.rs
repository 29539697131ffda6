use order_client::{
    Error,
    certcentral::{FoundOrders, OrderSummary, OrdersByReference},
};
use order_core::OrderRequest as _;

use crate::{
    api::Api,
    exit::Exit,
    failure::Failure,
    output::{self, OutputFormat},
    reply::{self, Shown as _},
    service::{self, Service, ServiceArgs},
};

/// Find orders by a reference of your own (CertCentral)
///
/// The reference is the parameter `alternative_order_id` of the order. `order place` gives one to each order that has
/// none.
#[derive(Debug, clap::Args)]
pub(crate) struct FindArgs {
    /// Reference of the orders
    reference: String,

    /// Format of the output
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,

    #[command(flatten)]
    service: ServiceArgs,
}

pub(crate) fn run(args: &FindArgs) -> Result<Exit, Failure> {
    args.service.only(Api::CertCentral, "command `find`")?;
    service::block_on(async {
        let service = args.service.connect_elsewhere().await?;
        let mut page = Some(OrdersByReference::of(&args.reference));
        let mut count = 0;
        while let Some(request) = page {
            let found = ask(&service, &request).await?;
            show(&found.orders, args.output);
            count += found.orders.len();
            page = request.after(&found);
        }
        match count {
            0 => Err(none()),
            _ => Ok(Exit::Done),
        }
    })
}

async fn ask(service: &Service, request: &OrdersByReference) -> Result<FoundOrders, Failure> {
    let request = service::valid(request.clone().into_valid())?;
    service.client.send(&request).await.map_err(|error| match error {
        Error::Rejected { status: 404, .. } => none(),
        error => service.failure(&error),
    })
}

fn none() -> Failure {
    Failure::new(
        Exit::Refused,
        "there is no order with this reference, or none that the key may see",
    )
    .hint("check the reference; an order that was sent a moment ago may still arrive")
}

/// Shows orders of a list, each in lines of its own.
pub(crate) fn show(orders: &[OrderSummary], output: OutputFormat) {
    for order in orders {
        let title = format!("order {}", order.order_id);
        output::result(&reply::shown(output, &title, "order_id", &order.value()));
    }
}
