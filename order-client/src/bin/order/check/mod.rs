mod bulk;
mod finding;
mod format;
mod report;
mod single;
mod snippet;

use std::{
    fs::File,
    io::{self, IsTerminal as _, Read},
};

use order_core::Code;

use self::{
    format::InputFormat,
    report::{Interrupted, Report},
};
pub(crate) use self::{format::several, single::excerpts};
use crate::{
    api::ApiArgs,
    document::{self, Source},
    endpoint::{Endpoint, Known, OnEndpoint},
    exit::Exit,
    failure::Failure,
    output::OutputFormat,
};

/// Check orders without sending anything.
///
/// A file holds one order (JSON, XML, form) or many: one per line (NDJSON), or one per row (CSV). The first
/// row of a CSV file names the columns: `a[b]` is a member of a part, and `a[0]` an item of a list. An empty
/// cell is absent. Many orders are checked on all cores, and memory does not grow with their number.
#[derive(Debug, clap::Args)]
#[command(after_help = codes())]
pub(crate) struct CheckArgs {
    /// Files to check; `-` is standard input, which is the default
    #[arg(value_name = "FILE")]
    sources: Vec<Source>,
    /// Kind of the orders
    #[arg(long, short, value_name = "ENDPOINT", default_value = "code")]
    endpoint: Endpoint,
    #[command(flatten)]
    of: ApiArgs,
    /// Format of the files; by default, detected from the name or the first bytes of each file
    #[arg(long, short, value_name = "FORMAT")]
    input_format: Option<InputFormat>,
    /// Format of the output
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,
    /// Number of problems to show; all are counted
    #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
    max_problems: usize,
}

/// The page that explains the codes of problems.
fn codes() -> String {
    format!("Codes of problems, such as `required`: {}", Code::PAGES.trim_end_matches('#'))
}

pub(crate) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let stdin = [Source::Stdin];
    let sources = if args.sources.is_empty() { &stdin } else { &args.sources[..] };
    if args.sources.is_empty() && io::stdin().is_terminal() {
        return Err(Failure::new(Exit::Usage, "no file is given").hint(
            "give the files to check, or orders on standard input: `order check orders.ndjson`",
        ));
    }
    let mut report = Report::new(args.output, args.max_problems);
    for source in sources {
        let check = Check { source, format: args.input_format, report: &mut report };
        match args.endpoint.with(args.of.api, check)? {
            Ok(()) => {}
            Err(Interrupted::Source(failure)) => report.unreadable(&failure),
            Err(Interrupted::Report(error)) => return report.broken_off(&error),
        }
    }
    report.finish()
}

/// One file to check.
struct Check<'a> {
    source: &'a Source,
    format: Option<InputFormat>,
    report: &'a mut Report,
}

impl OnEndpoint for Check<'_> {
    type Output = Result<(), Interrupted>;

    fn on<T: Known>(self) -> Self::Output {
        let Self { source, format, report } = self;
        let (mut input, length): (Box<dyn Read + Send>, _) = match source {
            Source::Stdin => (Box::new(io::stdin()), None),
            Source::File(path) => {
                let file = document::open(path)?;
                let length = length(&file);
                (Box::new(file), length)
            }
        };
        let mut start = Vec::new();
        let read = input.by_ref().take(format::START).read_to_end(&mut start);
        read.map_err(|error| document::unreadable(source, &error))?;
        if start.len() < format::START as usize && start.trim_ascii().is_empty() {
            return Err(document::empty(source).into());
        }
        if let Some(failure) = document::binary(source, &start) {
            return Err(failure.into());
        }
        let format = format
            .or_else(|| InputFormat::by_name(source))
            .unwrap_or_else(|| InputFormat::by_content(&start));
        let input = start.chain(input);
        match format {
            InputFormat::Json | InputFormat::Xml | InputFormat::Form => {
                single::check::<T>(source, &start, input, format, report)
            }
            InputFormat::Ndjson => bulk::lines::<T>(source, &start, input, length, report),
            InputFormat::Csv => bulk::rows::<T>(source, &start, input, length, report),
        }
    }
}

/// The length of a file; `None` for a pipe.
fn length(file: &File) -> Option<u64> {
    let metadata = file.metadata().ok()?;
    metadata.is_file().then_some(metadata.len())
}
