use order_client::retail;

use super::print;
use crate::{exit::Exit, failure::Failure};

/// Write the OpenAPI 3.1 document of the service
#[derive(Debug, clap::Args)]
pub(crate) struct OpenapiArgs {}

pub(crate) fn run(_: &OpenapiArgs) -> Result<Exit, Failure> {
    Ok(print(&retail::openapi()))
}
