use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use clap::Command;
use clap_mangen::Man;

use crate::{
    environment,
    exit::{self, Exit},
    failure::Failure,
    output,
};

/// Write the manual pages
///
/// After `cargo install`, `order man ~/.local/share/man/man1` puts them where `man` finds them.
#[derive(Debug, clap::Args)]
pub(crate) struct ManArgs {
    /// Folder for a page of each command; by default, the page of `order` goes to standard output
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(crate) fn run(args: &ManArgs, mut command: Command) -> Result<Exit, Failure> {
    command.build();
    let Some(folder) = &args.folder else {
        let page = page("order", &command).map_err(|error| {
            Failure::new(Exit::Usage, "the page cannot be written").because(&error)
        })?;
        output::bytes(&page);
        return Ok(Exit::Done);
    };
    let written = fs::create_dir_all(folder).and_then(|()| write(folder, "order", &command));
    written.map_err(|error| {
        Failure::new(
            Exit::Usage,
            format_args!("the pages cannot be written to {}", folder.display()),
        )
        .because(&error)
        .hint("give a folder that can be written to")
    })?;
    Ok(Exit::Done)
}

/// Writes the page of `command` and those of its subcommands.
fn write(folder: &Path, name: &str, command: &Command) -> io::Result<()> {
    fs::write(folder.join(format!("{name}.1")), page(name, command)?)?;
    for subcommand in command.get_subcommands().filter(|it| it.get_name() != "help") {
        write(folder, &format!("{name}-{}", subcommand.get_name()), subcommand)?;
    }
    Ok(())
}

fn page(name: &str, command: &Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let is_first = !name.contains('-');
    // The table of exit codes has its own section.
    let command = command.clone().after_help("").after_long_help("");
    let version = concat!("order ", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone().display_name(name.to_owned()))
        .title(name.to_uppercase())
        .source(version)
        .date("");
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    if is_first {
        page.write_all(exit::section().as_bytes())?;
        page.write_all(environment::section().as_bytes())?;
    } else {
        page.write_all(b".SH \"SEE ALSO\"\n\\fBorder\\fR(1), which lists the exit codes\n")?;
    }
    Ok(page)
}
