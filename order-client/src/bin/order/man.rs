use std::path::PathBuf;

use crate::{exit::Exit, failure::Failure};

/// Write the manual pages.
#[derive(Debug, clap::Args)]
pub(crate) struct ManArgs {
    /// Folder to write a page for each command to; the first page goes to standard output if not given
    folder: Option<PathBuf>,
}

pub(crate) fn run(_args: &ManArgs, _command: clap::Command) -> Result<Exit, Failure> {
    Ok(Exit::Done)
}
