use clap_complete::Shell;

use crate::{exit::Exit, failure::Failure, output};

/// Print a script that completes this command line in a shell.
#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

pub(crate) fn run(args: &CompletionsArgs, command: &mut clap::Command) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, command, "order", &mut script);
    // A reader that has seen enough, such as `head`, is no failure.
    let _ = output::bytes(&script);
    Ok(Exit::Done)
}
