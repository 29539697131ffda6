use clap::ValueHint;
use order_client::{
    OrderId, Value,
    retail::{Reissue, ServerType, SignatureHash},
};
use order_core::OrderRequest as _;

use crate::{
    confirm::{self, Rows},
    document::{self, Source},
    exit::{self, Exit},
    failure::Failure,
    output::{self, OutputFormat},
    reply,
    service::{self, Kind, ServiceArgs},
};

/// Ask for a new certificate that replaces the one of an SSL order
///
/// Values that are not given stay unchanged. A new reissue rejects a pending one, so the request is sent
/// once.
#[derive(Debug, clap::Args)]
#[command(after_help = exit::table())]
pub(crate) struct ReissueArgs {
    /// Number of the order, with its zeros
    #[arg(value_parser = service::order_id)]
    order_id: OrderId,

    /// File with a certificate signing request in PEM; `-` is standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    csr: Option<Source>,

    /// Name to be secured
    #[arg(long, value_name = "NAME")]
    common_name: Option<String>,

    /// Further name to be secured; repeat the option for each name that the certificate is to have
    #[arg(long = "san", value_name = "NAME")]
    sans: Option<Vec<String>>,

    /// Code of the server software, such as 2 for Apache
    #[arg(long, value_name = "CODE", allow_negative_numbers = true)]
    server_type: Option<ServerType>,

    /// Hash function of the signature: `sha1` or `sha256`
    #[arg(long, value_name = "HASH")]
    signature_hash: Option<SignatureHash>,

    /// Comments for the service
    #[arg(long, value_name = "TEXT")]
    comments: Option<String>,

    /// Format of the output
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,

    /// Send to the live service without confirmation
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    service: ServiceArgs,
}

pub(crate) fn run(args: &ReissueArgs) -> Result<Exit, Failure> {
    let csr = match &args.csr {
        Some(source) => Some(document::text(source, "give it in PEM")?),
        None => None,
    };
    let reissue = Reissue {
        order_id: args.order_id.to_string(),
        comments: args.comments.clone(),
        common_name: args.common_name.clone(),
        sans: args.sans.clone(),
        csr,
        server_type: args.server_type,
        signature_hash: args.signature_hash,
    };
    let reissue = service::valid(reissue.into_valid())?;
    service::block_on(async {
        let service = args.service.connect_elsewhere().await?;
        if service.kind == Kind::Live && !args.yes {
            let mut rows = Rows::default();
            rows.add("account", &service.account_id);
            rows.add("order", &reissue.order_id);
            rows.add("new CSR", if reissue.csr.is_some() { "yes" } else { "no" });
            let as_it_is = || "as it is".to_owned();
            rows.add("name", &reissue.common_name.clone().unwrap_or_else(as_it_is));
            let sans = reissue.sans.as_ref().map(|sans| sans.join(", "));
            rows.add("further names", &sans.unwrap_or_else(as_it_is));
            let what = format!("This asks {} for a new certificate.", service.url);
            confirm::ask(&what, &rows, "Send this request?")?;
        }
        let mut signals = service::signals()?;
        let Some(result) = signals.unless_twice(service.client.send(&reissue)).await else {
            return Err(Failure::new(
                Exit::Unknown,
                "given up while it was under way: the request may have taken effect",
            )
            .hint("look at the order before you send it again"));
        };
        let reissued = result.map_err(|error| service.failure(&error))?;
        output::result(&match args.output {
            OutputFormat::Text => {
                format!("reissue of order {} taken\n", args.order_id)
                    + &reply::rows(&reissued.to_value(), &[])
            }
            OutputFormat::Json => {
                let number = Value::Text(args.order_id.as_str().into());
                reply::json(&reply::with_first("order_id", number, reissued.to_value())) + "\n"
            }
        });
        Ok(Exit::Done)
    })
}
