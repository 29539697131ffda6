use order_client::{
    OrderId, Value,
    certcentral::{Revocation, RevocationReason, RevokeOrder},
};
use order_core::OrderRequest as _;

use crate::{
    api::Api,
    exit::{self, Exit},
    failure::Failure,
    output::{self, OutputFormat},
    reply::{self, Shown as _},
    service::{self, ServiceArgs},
};

/// Revoke all certificates of an order, for ever (CertCentral)
///
/// Signatures made with them may become invalid, past ones too. An administrator has to approve it, unless
/// `--skip-approval` is given.
#[derive(Debug, clap::Args)]
#[command(after_help = exit::table())]
pub(crate) struct RevokeArgs {
    /// Number of the order
    #[arg(value_parser = service::order_id)]
    order_id: OrderId,

    /// Comments for whoever approves it
    #[arg(long, value_name = "TEXT")]
    comments: Option<String>,

    /// Reason, such as `key_compromise` or `superseded`; the service ignores it for code signing
    #[arg(long, value_name = "REASON")]
    reason: Option<RevocationReason>,

    /// Revoke at once; the API key must be one of an administrator
    #[arg(long)]
    skip_approval: bool,

    /// Format of the output
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,

    /// Send to the live service without confirmation
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    service: ServiceArgs,
}

pub(crate) fn run(args: &RevokeArgs) -> Result<Exit, Failure> {
    args.service.only(Api::CertCentral, "command `revoke`")?;
    let request = RevokeOrder {
        order_id: args.order_id.to_string(),
        comments: args.comments.clone(),
        skip_approval: args.skip_approval.then_some(true),
        revocation_reason: args.reason.clone(),
    };
    let request = service::valid(request.into_valid())?;
    service::block_on(async {
        let service = args.service.connect_elsewhere().await?;
        let what = "to revoke all certificates of the order, for ever";
        service.confirm(args.yes, what, &request.order_id, |rows| {
            rows.add("approval", if args.skip_approval { "skipped" } else { "asked for" });
        })?;
        let revocation = service.change(&request).await?;
        let order_id = &args.order_id;
        output::result(&match args.output {
            OutputFormat::Text => match &revocation {
                Revocation::Done => format!("order {order_id} revoked\n"),
                _ => {
                    format!("revocation of order {order_id} waits for approval\n")
                        + &reply::rows(&revocation.value(), &["result"])
                }
            },
            OutputFormat::Json => {
                let number = Value::Text(order_id.as_str().into());
                reply::json(&reply::with_first("order_id", number, revocation.value())) + "\n"
            }
        });
        Ok(Exit::Done)
    })
}
