use std::io::{self, BufRead as _, IsTerminal as _};

use crate::{exit::Exit, failure::Failure, output, printable::printable};

/// The facts that a person has to agree to, one per line.
#[derive(Default)]
pub(crate) struct Rows(String);

impl Rows {
    pub(crate) fn add(&mut self, name: &str, value: &str) {
        self.0 += &format!("  {name:<13}  {}\n", printable(value));
    }

    pub(crate) fn gap(&mut self) {
        self.0.push('\n');
    }
}

/// Shows what will happen, and asks for confirmation.
pub(crate) fn ask(what: &str, rows: &Rows, question: &str) -> Result<(), Failure> {
    output::note(&format!("{what}\n\n{}\n", rows.0));
    if !io::stdin().is_terminal() {
        return Err(Failure::new(
            Exit::Usage,
            "cannot ask for confirmation, as standard input is no terminal; nothing was sent",
        )
        .hint("check the facts above, then give `--yes`"));
    }
    output::note(&format!("{question} Type `yes`: "));
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    if read.is_ok() && answer.trim() == "yes" {
        return Ok(());
    }
    Err(Failure::new(Exit::Usage, "not confirmed; nothing was sent"))
}
