use crate::{exit::Exit, failure::Failure};

/// Place orders.
#[derive(Debug, clap::Args)]
pub(crate) struct PlaceArgs {}

pub(crate) fn run(_args: &PlaceArgs) -> Result<Exit, Failure> {
    Ok(Exit::Done)
}
