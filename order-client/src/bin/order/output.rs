//! What is written, and where: results to standard output, all else to standard error.

use std::{
    io::{self, Write as _},
    sync::OnceLock,
};

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use indicatif::ProgressBar;

use crate::printable::printable;

pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
pub(crate) const HINT: Style = AnsiColor::Cyan.on_default().bold();
pub(crate) const NOTE: Style = AnsiColor::Green.on_default().bold();

/// Whether output is coloured.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    Always,
    Never,
}

impl Color {
    pub(crate) fn set(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// For whom results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// For people
    Text,
    /// For programs: one JSON object a line
    Json,
}

/// The progress bar, if there is one: it makes way for what is written.
static BAR: OnceLock<ProgressBar> = OnceLock::new();

/// Shows `bar` until it is finished.
pub(crate) fn set_bar(bar: ProgressBar) {
    // There is one a process.
    let _ = BAR.set(bar);
}

fn beside_the_bar<R>(write: impl FnOnce() -> R) -> R {
    match BAR.get() {
        Some(bar) => bar.suspend(write),
        None => write(),
    }
}

/// Writes a result, which ends with a newline, to standard output at once.
///
/// If that is closed or full, it goes to standard error, so that no number of an order is lost.
pub(crate) fn result(text: &str) {
    beside_the_bar(|| {
        let mut out = anstream::stdout().lock();
        if out.write_all(text.as_bytes()).and_then(|()| out.flush()).is_err() {
            let _ = anstream::stderr().write_all(text.as_bytes());
        }
    });
}

/// Writes bytes, such as a certificate, to standard output.
///
/// # Errors
///
/// If they cannot all be written.
pub(crate) fn bytes(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush())
}

/// Writes something to standard error that is no result. If that is closed, nobody is left to tell.
pub(crate) fn note(text: &str) {
    beside_the_bar(|| {
        let _ = anstream::stderr().write_all(text.as_bytes());
    });
}

/// As [`note`], after `note:`.
pub(crate) fn remark(text: &str) {
    note(&format!("{NOTE}note:{NOTE:#} {}\n", printable(text)));
}

/// A line of a table of names and values.
pub(crate) fn row(name: &str, value: &str) -> String {
    format!("  {name:<13}  {}\n", printable(value))
}
