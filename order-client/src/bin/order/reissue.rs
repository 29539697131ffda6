use crate::{exit::Exit, failure::Failure};

/// Ask for a new certificate in place of the one of an SSL order.
#[derive(Debug, clap::Args)]
pub(crate) struct ReissueArgs {}

pub(crate) fn run(_args: &ReissueArgs) -> Result<Exit, Failure> {
    Ok(Exit::Done)
}
