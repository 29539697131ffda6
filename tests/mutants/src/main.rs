//! Puts faults into the libraries, tries them one after the other, and says which of them no test sees. See README.md.

mod open;
mod place;
mod plant;
mod project;
mod reach;
mod reasons;
mod report;
mod trial;

use std::{collections::HashSet, env, error::Error, process::ExitCode, time::Duration};

use project::Project;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const HELP: &str = "\
usage: mutants COMMAND [order-core | order-derive] [--in PREFIX …] [--open] [--budget SECONDS]

  plant   copy the project to target/mutants, with the faults in, and build its tests
  reach   run each test that has not passed yet, and note which faults it reaches
  try     try each fault by the tests that reach it; goes on where it was stopped
  again   forget what no test saw and no reason explains, so that `try` tries it again
  report  count the faults by area, and list the open ones
  list    write the open ones to the file `open` of this folder

  --in PREFIX       only faults in files of `src` whose paths begin so
  --open            only faults in the file `open`
  --budget SECONDS  how long the tests of one fault may take, without it (3 by default)";

fn main() -> Result<ExitCode> {
    let mut arguments = env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let (mut name, mut within, mut is_open, mut budget) =
        ("order-core".to_owned(), Vec::new(), false, Duration::from_secs(3));
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "order-core" | "order-derive" => name = argument,
            "--in" => within.push(arguments.next().ok_or(HELP)?),
            "--open" => is_open = true,
            "--budget" => budget = Duration::from_secs_f64(arguments.next().ok_or(HELP)?.parse()?),
            _ => return Err(HELP.into()),
        }
    }
    let project = Project::of(&name)?;
    let listed: HashSet<String> = open::listed(&name)?.into_iter().collect();
    let chosen = |place: &place::Place| {
        (within.is_empty() || within.iter().any(|path| place.file.starts_with(path)))
            && (!is_open || listed.contains(&place.name()))
    };
    match command.as_str() {
        "plant" => project.plant()?,
        "reach" => reach::reach(&project)?,
        "try" => trial::try_all(&project, &chosen, budget)?,
        "again" => trial::forget(&project, &chosen)?,
        "report" => report::report(&project, &chosen)?,
        "list" => open::list(&project)?,
        _ => {
            eprintln!("{HELP}");
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}
