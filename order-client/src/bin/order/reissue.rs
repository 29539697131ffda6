use clap::ValueHint;
use std::{error::Error, str::FromStr};

use order_client::{OrderId, Value, certcentral::ProvisioningMethod, retail::ServerType};
use order_core::OrderRequest as _;

use crate::{
    api::{Api, Calls, OnApi},
    document::{self, Source},
    exit::{self, Exit},
    failure::Failure,
    output::{self, OutputFormat},
    reply::{self, Shown as _},
    service::{self, ServiceArgs},
};

/// Ask for a new certificate that replaces the one of an order
///
/// The retail API reissues SSL certificates, CertCentral those for code signing. Values that are not given stay
/// unchanged. A new reissue rejects a pending one, so the request is sent once.
#[derive(Debug, clap::Args)]
#[command(after_help = exit::table())]
pub(crate) struct ReissueArgs {
    /// Number of the order, with its zeros
    #[arg(value_parser = service::order_id)]
    pub(crate) order_id: OrderId,

    /// File with a certificate signing request in PEM; `-` is standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    csr: Option<Source>,

    /// Name to be secured (retail)
    #[arg(long, value_name = "NAME")]
    pub(crate) common_name: Option<String>,

    /// Further name to be secured; repeat the option for each name that the certificate is to have (retail)
    #[arg(long = "san", value_name = "NAME")]
    pub(crate) sans: Option<Vec<String>>,

    /// Code of the server software, such as 2 for Apache (retail)
    #[arg(long, value_name = "CODE", allow_negative_numbers = true)]
    pub(crate) server_type: Option<ServerType>,

    /// Hash function of the signature: `sha1` or `sha256`; for CertCentral, which wants one, `sha256` or longer
    #[arg(long, value_name = "HASH")]
    signature_hash: Option<String>,

    /// Method of making and storing the key: `ship_token`, `client_app` or `email` (CertCentral)
    #[arg(long, value_name = "METHOD")]
    pub(crate) provisioning_method: Option<ProvisioningMethod>,

    /// Number of the device that holds the key; -1 for one that is not listed (CertCentral)
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    pub(crate) server_platform: Option<i32>,

    /// Skip the approval by an administrator, whose API key it must be (CertCentral)
    #[arg(long)]
    pub(crate) skip_approval: bool,

    /// Comments for the service
    #[arg(long, value_name = "TEXT")]
    pub(crate) comments: Option<String>,

    /// Format of the output
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,

    /// Send to the live service without confirmation
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    service: ServiceArgs,
}

impl ReissueArgs {
    /// The options that a single API has, each with whether it is given.
    fn options_of_one(&self) -> [(Api, &'static str, bool); 6] {
        [
            (Api::Retail, "--common-name", self.common_name.is_some()),
            (Api::Retail, "--san", self.sans.is_some()),
            (Api::Retail, "--server-type", self.server_type.is_some()),
            (Api::CertCentral, "--provisioning-method", self.provisioning_method.is_some()),
            (Api::CertCentral, "--server-platform", self.server_platform.is_some()),
            (Api::CertCentral, "--skip-approval", self.skip_approval),
        ]
    }
}

/// The hash function of the signature, in the words of an API.
pub(crate) fn hash<T: FromStr<Err: Error + 'static>>(
    args: &ReissueArgs,
) -> Result<Option<T>, Failure> {
    let hash = args.signature_hash.as_deref().map(T::from_str).transpose();
    hash.map_err(|error| {
        Failure::new(Exit::Usage, "the value of `--signature-hash` cannot be used").because(&error)
    })
}

pub(crate) fn run(args: &ReissueArgs) -> Result<Exit, Failure> {
    let api = args.service.api;
    let options = args.options_of_one();
    match options.iter().find(|(of, _, is_given)| *is_given && *of != api) {
        Some((_, option, _)) => Err(api.lacks_option(option)),
        None => api.with(Run(args)),
    }
}

struct Run<'a>(&'a ReissueArgs);

impl OnApi for Run<'_> {
    type Output = Result<Exit, Failure>;

    fn on<A: Calls>(self) -> Self::Output {
        let args = self.0;
        let csr = match &args.csr {
            Some(source) => Some(document::text(source, "give it in PEM")?),
            None => None,
        };
        let has_csr = csr.is_some();
        let reissue = service::valid(A::reissue(args, csr)?.into_valid())?;
        service::block_on(async {
            let service = args.service.connect_elsewhere().await?;
            service.confirm(args.yes, "for a new certificate", args.order_id.as_str(), |rows| {
                rows.add("new CSR", if has_csr { "yes" } else { "no" });
                A::add_rows(&reissue, rows);
            })?;
            let reissued = service.change(&reissue).await?;
            output::result(&match args.output {
                OutputFormat::Text => {
                    format!("reissue of order {} taken\n", args.order_id)
                        + &reply::rows(&reissued.value(), &[A::NUMBER])
                }
                OutputFormat::Json => {
                    let number = Value::Text(args.order_id.as_str().into());
                    reply::json(&reply::with_first("order_id", number, reissued.value())) + "\n"
                }
            });
            Ok(Exit::Done)
        })
    }
}
