//! The command line `order`, which places orders and shows their results.
//!
//! `cargo order --help` lists the subcommands. Each has its own module.

mod api;
mod cases;
mod certificate;
mod changes;
mod check;
mod completions;
mod confirm;
mod contacts;
mod document;
mod duration;
mod endpoint;
mod environment;
mod exit;
mod export;
mod failure;
mod file;
mod find;
mod journal;
mod man;
mod output;
mod place;
mod printable;
mod product;
mod reissue;
mod repair;
mod reply;
mod revoke;
mod rules;
mod sandbox;
mod service;
mod signal;
mod validation;
mod view;
mod why;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use self::{exit::Exit, failure::Failure, output::Color};

/// Checks orders of certificates, places them, and shows their results.
///
/// Orders go to a sandbox on this machine unless `--live` or `--url` is given.
#[derive(Debug, Parser)]
#[command(
    name = "order",
    version,
    after_help = exit::table(),
    after_long_help = format!("{}\n\n{}", exit::table(), environment::table()),
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
struct Cli {
    /// Use of colour; `NO_COLOR` is respected
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Place(place::PlaceArgs),
    Check(check::CheckArgs),
    View(view::ViewArgs),
    Certificate(certificate::CertificateArgs),
    Reissue(reissue::ReissueArgs),
    Revoke(revoke::RevokeArgs),
    Find(find::FindArgs),
    Changes(changes::ChangesArgs),
    Contacts(contacts::ContactsArgs),
    Validation(validation::ValidationArgs),
    Sandbox(sandbox::SandboxArgs),
    Journal(journal::JournalArgs),
    Why(why::WhyArgs),
    Repair(repair::RepairArgs),
    Cases(cases::CasesArgs),
    Docs(export::docs::DocsArgs),
    Schema(export::schema::SchemaArgs),
    Openapi(export::openapi::OpenapiArgs),
    Sql(export::sql::SqlArgs),
    Graph(export::graph::GraphArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

fn main() -> ExitCode {
    // The messages of the parser itself obey the option as well.
    let command = Cli::command().color(Color::of(std::env::args_os()).into());
    let cli = Cli::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit());
    cli.color.set();
    match run(&cli.command) {
        Ok(exit) => match output::failure() {
            None => exit.into(),
            Some(failure) => {
                failure.print();
                exit.max(failure.exit()).into()
            }
        },
        Err(failure) => {
            failure.print();
            failure.exit().into()
        }
    }
}

fn run(command: &Command) -> Result<Exit, Failure> {
    match command {
        Command::Place(args) => place::run(args),
        Command::Check(args) => check::run(args),
        Command::View(args) => view::run(args),
        Command::Certificate(args) => certificate::run(args),
        Command::Reissue(args) => reissue::run(args),
        Command::Revoke(args) => revoke::run(args),
        Command::Find(args) => find::run(args),
        Command::Changes(args) => changes::run(args),
        Command::Contacts(args) => contacts::run(args),
        Command::Validation(args) => validation::run(args),
        Command::Sandbox(args) => sandbox::run(args),
        Command::Journal(args) => journal::run(args),
        Command::Why(args) => why::run(args),
        Command::Repair(args) => repair::run(args),
        Command::Cases(args) => cases::run(args),
        Command::Docs(args) => export::docs::run(args),
        Command::Schema(args) => export::schema::run(args),
        Command::Openapi(args) => export::openapi::run(args),
        Command::Sql(args) => export::sql::run(args),
        Command::Graph(args) => export::graph::run(args),
        Command::Completions(args) => completions::run(args, &mut Cli::command()),
        Command::Man(args) => man::run(args, Cli::command()),
    }
}
