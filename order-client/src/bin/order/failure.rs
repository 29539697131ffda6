use std::{error::Error, fmt};

use crate::{exit::Exit, output, printable::printable};

/// Why the program ends without having done what it was asked for.
///
/// It is shown as `error: …`, then the causes, then `hint: …`: what is wrong, why, what to do.
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

    /// A failure that says what `error` and its causes say.
    pub(crate) fn of(exit: Exit, error: &(dyn Error + 'static)) -> Self {
        let failure = Self::new(exit, error);
        match error.source() {
            Some(source) => failure.because(source),
            None => failure,
        }
    }

    /// With `error` and its causes as the causes.
    pub(crate) fn because(mut self, error: &(dyn Error + 'static)) -> Self {
        let mut cause = Some(error);
        while let Some(error) = cause {
            let text = error.to_string();
            // Databases say things twice, once with the number of the error.
            if !self.causes.last().is_some_and(|last| text.contains(last)) {
                self.causes.push(text);
            }
            cause = error.source();
        }
        self
    }

    /// With a line of its own below the causes.
    pub(crate) fn detail(mut self, detail: impl fmt::Display) -> Self {
        self.details.push(detail.to_string());
        self
    }

    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// With another end of the program.
    pub(crate) fn ending(self, exit: Exit) -> Self {
        Self { exit, ..self }
    }

    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }

    /// With `prefix` before the message, as the name of a file is.
    pub(crate) fn at(self, prefix: impl fmt::Display) -> Self {
        Self { message: format!("{prefix}: {}", self.message), ..self }
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn causes(&self) -> &[String] {
        &self.causes
    }

    /// Shows it on standard error.
    pub(crate) fn print(&self) {
        output::note(&self.to_string());
    }
}

/// With its last newline; with the escapes of colours, which the stream drops where they are not wanted.
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
