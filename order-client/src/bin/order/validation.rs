use order_client::certcentral::OrganizationValidation;
use order_core::OrderRequest as _;

use crate::{
    api::Api,
    exit::Exit,
    failure::Failure,
    output::{self, OutputFormat},
    reply::{self, Shown as _},
    service::{self, ServiceArgs},
};

/// Show what an organization is validated for (CertCentral)
#[derive(Debug, clap::Args)]
pub(crate) struct ValidationArgs {
    /// Number of the organization
    organization_id: u64,

    /// Format of the output
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,

    #[command(flatten)]
    service: ServiceArgs,
}

pub(crate) fn run(args: &ValidationArgs) -> Result<Exit, Failure> {
    args.service.only(Api::CertCentral, "command `validation`")?;
    let organization_id = args.organization_id;
    let request = service::valid(OrganizationValidation { organization_id }.into_valid())?;
    service::block_on(async {
        let service = args.service.connect_elsewhere().await?;
        let validations = service.client.send(&request).await;
        let validations = validations.map_err(|error| service.failure(&error))?;
        let title = format!("organization {organization_id}");
        output::result(&reply::shown(args.output, &title, "", &validations.value()));
        Ok(Exit::Done)
    })
}
