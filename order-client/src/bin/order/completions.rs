use clap_complete::Shell;

use crate::{exit::Exit, failure::Failure, output};

/// Print a script for completion of this command line in a shell
///
/// For bash: `order completions bash > ~/.local/share/bash-completion/completions/order`.
#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// Shell to write the script for
    shell: Shell,
}

pub(crate) fn run(args: &CompletionsArgs, command: &mut clap::Command) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, command, "order", &mut script);
    output::bytes(&script);
    Ok(Exit::Done)
}
