use order_client::{
    OrderId,
    retail::{OrderDetails, OrderStatus, ViewOrder},
};
use order_core::{OrderRequest, json};

use crate::{
    exit::Exit,
    failure::Failure,
    output::{self, OutputFormat},
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
            OutputFormat::Text => text(&details),
            OutputFormat::Json => json::to_string(&Details::of(&details)) + "\n",
        });
        Ok(Exit::Done)
    })
}

fn text(details: &OrderDetails) -> String {
    let mut text = format!("order {}\n", details.order_id);
    let mut row = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            text += &output::row(name, value);
        }
    };
    row("status", details.status.as_ref().map(status));
    row("product", details.product_name.as_deref());
    row("validity", details.validity.as_deref());
    row("name", details.common_name.as_deref());
    let sans = |sans: &[String]| Some(sans.join(", ")).filter(|sans| !sans.is_empty());
    row("further names", sans(&details.sans).as_deref());
    row("unit", details.org_unit.as_deref());
    row("ordered", details.order_date.as_deref());
    row("valid from", details.valid_from.as_deref());
    row("valid till", details.valid_till.as_deref());
    row("server", details.server_type_name.as_deref().or(details.server_type.as_deref()));
    row("seal token", details.site_seal_token.as_deref());
    row("total", details.order_total.as_deref());
    if let Some(pending) = &details.pending_reissue {
        row("reissue", Some("pending"));
        row("  of name", pending.common_name.as_deref());
        row("  with", sans(&pending.sans).as_deref());
    }
    text
}

fn status(status: &OrderStatus) -> &str {
    match status {
        OrderStatus::Issued => "issued",
        OrderStatus::PendingIssuance => "pending issuance",
        OrderStatus::Other(text) => text,
        _ => "other",
    }
}

/// An order for a program, under the names of the API.
#[derive(OrderRequest)]
struct Details {
    order_id: String,
    status: Option<String>,
    product_name: Option<String>,
    validity: Option<String>,
    org_unit: Option<String>,
    common_name: Option<String>,
    sans: Vec<String>,
    order_date: Option<String>,
    valid_from: Option<String>,
    valid_till: Option<String>,
    server_type: Option<String>,
    server_type_name: Option<String>,
    site_seal_token: Option<String>,
    #[nested]
    pending_reissue: Option<Names>,
    order_total: Option<String>,
}

#[derive(OrderRequest)]
struct Names {
    common_name: Option<String>,
    sans: Vec<String>,
}

impl Details {
    fn of(details: &OrderDetails) -> Self {
        let details = details.clone();
        Self {
            order_id: details.order_id.to_string(),
            status: details.status.as_ref().map(|it| status(it).to_owned()),
            product_name: details.product_name,
            validity: details.validity,
            org_unit: details.org_unit,
            common_name: details.common_name,
            sans: details.sans,
            order_date: details.order_date,
            valid_from: details.valid_from,
            valid_till: details.valid_till,
            server_type: details.server_type,
            server_type_name: details.server_type_name,
            site_seal_token: details.site_seal_token,
            pending_reissue: details
                .pending_reissue
                .map(|pending| Names { common_name: pending.common_name, sans: pending.sans }),
            order_total: details.order_total,
        }
    }
}
