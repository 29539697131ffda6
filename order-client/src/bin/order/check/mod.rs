use crate::{exit::Exit, failure::Failure};

/// Check documents without sending anything.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {}

pub(crate) fn run(_args: &CheckArgs) -> Result<Exit, Failure> {
    Ok(Exit::Done)
}
