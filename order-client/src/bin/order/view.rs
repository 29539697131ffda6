use crate::{exit::Exit, failure::Failure};

/// Show an order.
#[derive(Debug, clap::Args)]
pub(crate) struct ViewArgs {}

pub(crate) fn run(_args: &ViewArgs) -> Result<Exit, Failure> {
    Ok(Exit::Done)
}
