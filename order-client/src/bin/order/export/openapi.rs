use super::print;
use crate::{
    api::{ApiArgs, Calls, OnApi},
    exit::Exit,
    failure::Failure,
};

/// Write the OpenAPI 3.1 document of the service
#[derive(Debug, clap::Args)]
pub(crate) struct OpenapiArgs {
    #[command(flatten)]
    of: ApiArgs,
}

pub(crate) fn run(args: &OpenapiArgs) -> Result<Exit, Failure> {
    Ok(args.of.api.with(Openapi))
}

struct Openapi;

impl OnApi for Openapi {
    type Output = Exit;

    fn on<A: Calls>(self) -> Exit {
        print(&A::openapi())
    }
}
