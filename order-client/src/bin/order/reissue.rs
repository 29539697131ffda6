use clap::ValueHint;
use order_client::{
    OrderId,
    retail::{NameChanges, Reissue, Reissued, RejectedReissue, ServerType, SignatureHash},
};
use order_core::{OrderRequest, json};

use crate::{
    confirm::{self, Rows},
    document::{self, Source},
    exit::{self, Exit},
    failure::Failure,
    output::{self, OutputFormat},
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
            OutputFormat::Text => text(&args.order_id, &reissued),
            OutputFormat::Json => json::to_string(&Line::of(&args.order_id, &reissued)) + "\n",
        });
        Ok(Exit::Done)
    })
}

fn text(order_id: &OrderId, reissued: &Reissued) -> String {
    let mut text = format!("reissue of order {order_id} taken\n");
    if let Some(NameChanges { added_names, dropped_names, .. }) = &reissued.pending_name_changes {
        for (name, names) in [("added names", added_names), ("dropped names", dropped_names)] {
            if !names.is_empty() {
                text += &output::row(name, &names.join(", "));
            }
        }
    }
    if let Some(RejectedReissue { common_name, .. }) = &reissued.rejected_reissue {
        text += &output::row("rejected", &format!("the pending reissue of `{common_name}`"));
    }
    text
}

/// The reply for a program, under the names of the API.
#[derive(OrderRequest)]
struct Line {
    order_id: String,
    #[nested]
    pending_name_changes: Option<Changes>,
    #[nested]
    rejected_reissue: Option<Rejected>,
}

#[derive(OrderRequest)]
struct Changes {
    added_names: Vec<String>,
    dropped_names: Vec<String>,
}

#[derive(OrderRequest)]
struct Rejected {
    common_name: String,
    sans: Vec<String>,
}

impl Line {
    fn of(order_id: &OrderId, reissued: &Reissued) -> Self {
        let reissued = reissued.clone();
        Self {
            order_id: order_id.to_string(),
            pending_name_changes: reissued.pending_name_changes.map(|changes| Changes {
                added_names: changes.added_names,
                dropped_names: changes.dropped_names,
            }),
            rejected_reissue: reissued
                .rejected_reissue
                .map(|it| Rejected { common_name: it.common_name, sans: it.sans }),
        }
    }
}
