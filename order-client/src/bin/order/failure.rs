use std::{error::Error, fmt, io::Write as _};

use crate::{exit::Exit, output};

/// Why the program ends without having done what it was asked for.
///
/// It is shown as `error: …`, then the causes, then `hint: …`: what is wrong, why, what to do.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
    causes: Vec<String>,
    hint: Option<String>,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl fmt::Display) -> Self {
        Self { exit, message: message.to_string(), causes: Vec::new(), hint: None }
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
            self.causes.push(error.to_string());
            cause = error.source();
        }
        self
    }

    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }

    /// Shows it on standard error. If that is closed, nobody is left to tell.
    pub(crate) fn print(&self) {
        let _ = anstream::stderr().write_all(self.to_string().as_bytes());
    }
}

/// With its last newline; with the escapes of colours, which the stream drops where they are not wanted.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (error, hint) = (output::ERROR, output::HINT);
        writeln!(f, "{error}error:{error:#} {}", self.message)?;
        for cause in &self.causes {
            writeln!(f, "  because: {cause}")?;
        }
        match &self.hint {
            Some(text) => writeln!(f, "{hint}hint:{hint:#} {text}"),
            None => Ok(()),
        }
    }
}
