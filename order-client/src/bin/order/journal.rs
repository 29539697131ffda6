use crate::{exit::Exit, failure::Failure};

/// Show and settle the orders of a journal.
#[derive(Debug, clap::Args)]
pub(crate) struct JournalArgs {}

pub(crate) fn run(_args: &JournalArgs) -> Result<Exit, Failure> {
    Ok(Exit::Done)
}
