//! The output of the program: results go to standard output, everything else to standard error.

use std::{
    ffi::OsString,
    io::{self, Write as _},
    sync::{
        OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use indicatif::ProgressBar;

use crate::{exit::Exit, failure::Failure, printable::printable};

pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
pub(crate) const HINT: Style = AnsiColor::Cyan.on_default().bold();
pub(crate) const NOTE: Style = AnsiColor::Green.on_default().bold();

/// The use of colour in the output.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    Always,
    Never,
}

impl Color {
    /// The last value of `--color` among `arguments` that is one. Whether they are right is not judged here.
    pub(crate) fn of(arguments: impl Iterator<Item = OsString>) -> Self {
        let mut color = Self::Auto;
        let mut is_next = false;
        for argument in arguments {
            let text = argument.to_string_lossy();
            let value = match is_next {
                true => Some(&*text),
                false => text.strip_prefix("--color="),
            };
            if let Some(value) = value.and_then(|value| Self::from_str(value, false).ok()) {
                color = value;
            }
            is_next = text == "--color";
            if text == "--" {
                break;
            }
        }
        color
    }

    pub(crate) fn set(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

impl From<Color> for clap::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

/// The format of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// For people
    Text,
    /// For programs: one JSON object per line
    Json,
}

/// The progress bar, if there is one. It is hidden while something is written.
static BAR: OnceLock<ProgressBar> = OnceLock::new();

/// Shows `bar` until it is finished.
pub(crate) fn set_bar(bar: ProgressBar) {
    // There is one per process.
    let _ = BAR.set(bar);
}

fn beside_the_bar<R>(write: impl FnOnce() -> R) -> R {
    match BAR.get() {
        Some(bar) => bar.suspend(write),
        None => write(),
    }
}

/// The first error of standard output. Nothing is written to it afterwards.
static BROKEN: OnceLock<io::Error> = OnceLock::new();

/// `true` once an order was placed whose number belongs on standard output.
static HAS_NUMBERS: AtomicBool = AtomicBool::new(false);

/// Writes a result, which ends with a newline, to standard output and flushes it.
///
/// An error ends the output; [`failure`] tells it at the end of the program.
pub(crate) fn result(text: &str) {
    beside_the_bar(|| write(anstream::stdout().lock(), text.as_bytes()));
}

/// Writes a result with the number of an order that was just placed.
///
/// If standard output is closed or full, the result goes to standard error, so that the number is not lost.
pub(crate) fn number(text: &str) {
    HAS_NUMBERS.store(true, Ordering::Relaxed);
    result(text);
    if is_broken() {
        note(text);
    }
}

/// Writes bytes, such as a certificate, to standard output, like [`result`].
pub(crate) fn bytes(bytes: &[u8]) {
    write(io::stdout().lock(), bytes);
}

fn write(mut out: impl io::Write, bytes: &[u8]) {
    if is_broken() {
        return;
    }
    if let Err(error) = out.write_all(bytes).and_then(|()| out.flush()) {
        // No other thread writes results.
        let _ = BROKEN.set(error);
    }
}

/// Returns whether nothing can be written to standard output any more.
pub(crate) fn is_broken() -> bool {
    BROKEN.get().is_some()
}

/// The failure to write the results, if there is one. A reader that has seen enough, such as `head`, is none.
pub(crate) fn failure() -> Option<Failure> {
    let error = BROKEN.get().filter(|error| error.kind() != io::ErrorKind::BrokenPipe)?;
    let failure = |exit| Failure::new(exit, "standard output cannot be written").because(error);
    Some(match HAS_NUMBERS.load(Ordering::Relaxed) {
        true => failure(Exit::Unknown).hint("keep the numbers of orders from standard error"),
        false => failure(Exit::Usage).hint("what was written is incomplete"),
    })
}

/// Writes text that is not a result to standard error. If that is closed, the text is dropped.
pub(crate) fn note(text: &str) {
    beside_the_bar(|| {
        let _ = anstream::stderr().write_all(text.as_bytes());
    });
}

/// Writes `text` after `note:` to standard error.
pub(crate) fn remark(text: &str) {
    note(&format!("{NOTE}note:{NOTE:#} {}\n", printable(text)));
}
