use crate::{exit::Exit, failure::Failure};

/// Run a sandbox on this machine.
#[derive(Debug, clap::Args)]
pub(crate) struct SandboxArgs {}

pub(crate) fn run(_args: &SandboxArgs) -> Result<Exit, Failure> {
    Ok(Exit::Done)
}
