use std::{error::Error, fmt};

use crate::{exit::Exit, output, printable::printable};

/// The reason why a command failed.
///
/// It is shown as `error: …`, then the causes, then `hint: …`: what is wrong, why, and what to do.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
    causes: Vec<String>,
    details: Vec<String>,
    hint: Option<String>,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl fmt::Display) -> Self {
        Self {
            exit,
            message: message.to_string(),
            causes: Vec::new(),
            details: Vec::new(),
            hint: None,
        }
    }

    /// Creates a failure from the messages of `error` and its causes.
    pub(crate) fn of(exit: Exit, error: &(dyn Error + 'static)) -> Self {
        let failure = Self::new(exit, error);
        match error.source() {
            Some(source) => failure.because(source),
            None => failure,
        }
    }

    /// Adds `error` and its causes as the causes.
    pub(crate) fn because(mut self, error: &(dyn Error + 'static)) -> Self {
        let mut cause = Some(error);
        while let Some(error) = cause {
            let text = error.to_string();
            // Databases repeat a message together with the number of the error.
            if !self.causes.last().is_some_and(|last| text.contains(last)) {
                self.causes.push(text);
            }
            cause = error.source();
        }
        self
    }

    /// Adds a line below the causes.
    pub(crate) fn detail(mut self, detail: impl fmt::Display) -> Self {
        self.details.push(detail.to_string());
        self
    }

    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Sets another exit code.
    pub(crate) fn ending(self, exit: Exit) -> Self {
        Self { exit, ..self }
    }

    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }

    /// Puts `prefix` before the message, such as the name of a file.
    pub(crate) fn at(self, prefix: impl fmt::Display) -> Self {
        Self { message: format!("{prefix}: {}", self.message), ..self }
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn causes(&self) -> &[String] {
        &self.causes
    }

    /// Shows the failure on standard error.
    pub(crate) fn print(&self) {
        output::note(&self.to_string());
    }
}

/// Writes all lines, with colours. The stream drops the colours where they are not wanted.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (error, hint) = (output::ERROR, output::HINT);
        writeln!(f, "{error}error:{error:#} {}", printable(&self.message))?;
        for cause in &self.causes {
            writeln!(f, "  because: {}", printable(cause))?;
        }
        for detail in &self.details {
            writeln!(f, "  {}", printable(detail))?;
        }
        match &self.hint {
            Some(text) => writeln!(f, "{hint}hint:{hint:#} {}", printable(text)),
            None => Ok(()),
        }
    }
}
