use std::io::{self, BufWriter, Write};

use indicatif::{ProgressBar, ProgressStyle};
use order_core::{OrderRequest, json};

use super::finding::{Finding, Totals};
use crate::{
    document::Source, exit::Exit, failure::Failure, output::OutputFormat, printable::printable,
};

/// The reason why a file is not checked to its end.
#[derive(Debug)]
pub(super) enum Interrupted {
    /// The file cannot be read.
    Source(Failure),
    /// The report cannot be written.
    Report(io::Error),
}

impl From<Failure> for Interrupted {
    fn from(failure: Failure) -> Self {
        Self::Source(failure)
    }
}

impl From<io::Error> for Interrupted {
    fn from(error: io::Error) -> Self {
        Self::Report(error)
    }
}

/// The report of the findings, which goes to standard output.
pub(super) struct Report {
    out: BufWriter<Box<dyn Write>>,
    format: OutputFormat,
    /// The number of problems that may still be shown.
    room: usize,
    shown: u64,
    totals: Totals,
    unreadable: u64,
    exit: Exit,
    bar: ProgressBar,
}

impl Report {
    pub(super) fn new(format: OutputFormat, max_problems: usize) -> Self {
        Self {
            out: BufWriter::with_capacity(64 * 1024, Box::new(anstream::stdout())),
            format,
            room: max_problems,
            shown: 0,
            totals: Totals::default(),
            unreadable: 0,
            exit: Exit::Done,
            bar: ProgressBar::hidden(),
        }
    }

    /// Returns whether `problems` further problems will be shown rather than only counted.
    pub(super) fn has_room_for(&self, problems: usize) -> bool {
        self.room >= problems
    }

    pub(super) fn totals(&self) -> Totals {
        self.totals
    }

    pub(super) fn count(&mut self, totals: Totals) {
        self.totals.add(totals);
        if totals.invalid > 0 || totals.problems > 0 {
            self.exit = self.exit.max(Exit::Invalid);
        }
    }

    /// Shows a problem on one line, without counting it.
    pub(super) fn show(&mut self, source: &Source, finding: &Finding) -> io::Result<()> {
        self.show_as(source, finding, |out| {
            let Finding { line, column, message, is_warning, .. } = finding;
            writeln!(
                out,
                "{}:{line}:{column}: {}{}",
                printable(&source.to_string()),
                if *is_warning { "warning: " } else { "" },
                printable(message)
            )
        })
    }

    /// Shows a problem. `for_people` writes its text for people.
    pub(super) fn show_as(
        &mut self,
        source: &Source,
        finding: &Finding,
        for_people: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.room == 0 {
            return Ok(());
        }
        self.room -= 1;
        self.shown += 1;
        match self.format {
            OutputFormat::Text => for_people(&mut self.out),
            OutputFormat::Json => {
                let Finding { line, column, path, code, is_warning, rule, message } = finding;
                let problem = ProblemLine {
                    kind: if *is_warning { "warning" } else { "problem" },
                    source: &source.to_string(),
                    line: *line as u64,
                    column: *column as u64,
                    path,
                    code: code.as_str(),
                    rule: *rule,
                    message,
                };
                writeln!(self.out, "{}", json::to_string(&problem))
            }
        }
    }

    /// Shows a hint to people, but not to programs.
    pub(super) fn hint(&mut self, hint: &str) -> io::Result<()> {
        match self.format {
            OutputFormat::Text => {
                let style = crate::output::HINT;
                writeln!(self.out, "{style}hint:{style:#} {}", printable(hint))
            }
            OutputFormat::Json => Ok(()),
        }
    }

    /// Shows the progress of the check on a terminal.
    pub(super) fn start_progress(&mut self, length: Option<u64>) {
        let bar = match length {
            Some(length) => ProgressBar::new(length).with_style(style(
                "{wide_bar} {percent}% of {total_bytes}, {bytes_per_sec}, {eta} left",
            )),
            None => ProgressBar::new_spinner()
                .with_style(style("{spinner} {bytes} checked, {bytes_per_sec}")),
        };
        self.bar = bar;
    }

    pub(super) fn progress(&mut self, bytes: u64) -> io::Result<()> {
        self.bar.inc(bytes);
        self.flush()
    }

    pub(super) fn end_progress(&mut self) {
        self.bar.finish_and_clear();
        self.bar = ProgressBar::hidden();
    }

    /// Flushes the findings so far.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        if self.out.buffer().is_empty() {
            return Ok(());
        }
        let Self { out, bar, .. } = self;
        bar.suspend(|| out.flush())
    }

    /// Reports a file that could not be read to its end.
    pub(super) fn unreadable(&mut self, failure: &Failure) {
        self.unreadable += 1;
        self.exit = self.exit.max(failure.exit());
        // If this fails, the end of the report fails too.
        let _ = self.flush();
        failure.print();
    }

    /// Ends the report because it cannot be written.
    pub(super) fn broken_off(self, error: &io::Error) -> Result<Exit, Failure> {
        self.bar.finish_and_clear();
        let Self { out, exit, .. } = self;
        // The rest of the buffer is dropped.
        let _ = out.into_parts();
        match error.kind() {
            // The reader stopped early, as `head` does.
            io::ErrorKind::BrokenPipe => Ok(exit),
            _ => Err(Failure::new(Exit::Usage, "the report cannot be written").because(error)),
        }
    }

    /// Writes the summary.
    pub(super) fn finish(mut self) -> Result<Exit, Failure> {
        match self.summarize() {
            Ok(()) => Ok(self.exit),
            Err(error) => self.broken_off(&error),
        }
    }

    fn summarize(&mut self) -> io::Result<()> {
        let Totals { orders, invalid, problems, warnings } = self.totals;
        let valid = orders - invalid;
        match self.format {
            OutputFormat::Json => {
                let summary = SummaryLine {
                    kind: "summary",
                    orders,
                    valid,
                    invalid,
                    problems,
                    warnings: (warnings > 0).then_some(warnings),
                    shown: self.shown,
                    unreadable: self.unreadable,
                };
                writeln!(self.out, "{}", json::to_string(&summary))?;
            }
            OutputFormat::Text => {
                let hidden = problems + warnings - self.shown;
                if hidden > 0 {
                    let more = match warnings {
                        0 => counted(hidden, "more problem", "more problems"),
                        _ => {
                            counted(hidden, "more problem or warning", "more problems and warnings")
                        }
                    };
                    writeln!(self.out, "… and {more}; `--max-problems` shows them")?;
                }
                if orders > 0 || self.unreadable == 0 {
                    let orders = counted(orders, "order", "orders");
                    let (valid, invalid) = (grouped(valid), grouped(invalid));
                    write!(self.out, "{orders}: {valid} valid, {invalid} invalid")?;
                    if warnings > 0 {
                        let warnings = counted(warnings, "warning", "warnings");
                        write!(self.out, ", {warnings}")?;
                    }
                    writeln!(self.out)?;
                }
            }
        }
        self.out.flush()
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("every template is a constant of this module")
}

/// A problem, for programs.
#[derive(OrderRequest)]
struct ProblemLine<'a> {
    #[order(rename = "type")]
    kind: &'a str,
    source: &'a str,
    line: u64,
    column: u64,
    path: &'a str,
    code: &'a str,
    rule: Option<&'a str>,
    message: &'a str,
}

/// The last line, for programs.
#[derive(OrderRequest)]
struct SummaryLine<'a> {
    #[order(rename = "type")]
    kind: &'a str,
    orders: u64,
    valid: u64,
    invalid: u64,
    problems: u64,
    /// Given if there are any.
    warnings: Option<u64>,
    shown: u64,
    unreadable: u64,
}

/// A number with its noun: "1 order", "1,000 orders".
pub(super) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A number with commas between its thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (998_001, "998,001"),
            (1_000_000, "1,000,000"),
        ] {
            assert_eq!(grouped(number), text);
        }
        assert_eq!(counted(1, "order", "orders"), "1 order");
        assert_eq!(counted(0, "order", "orders"), "0 orders");
    }
}
