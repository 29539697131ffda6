//! Parts shared by the commands that ask about the rules of one request.

use crate::{
    check,
    document::{self, DocumentFormat, Source},
    endpoint::{Endpoint, Known},
    failure::Failure,
    output::{self, OutputFormat},
    printable::printable,
};

/// The request that is asked about, and the form of the answer.
#[derive(Debug, clap::Args)]
pub(crate) struct RequestArgs {
    /// File with the request; `-` is standard input
    #[arg(value_name = "FILE")]
    source: Source,
    /// What the request is for
    #[arg(long, short, value_name = "ENDPOINT", default_value = "code")]
    pub(crate) endpoint: Endpoint,
    /// Format of the file; if not given, what its name or else its first bytes say
    #[arg(long, short, value_name = "FORMAT")]
    input_format: Option<DocumentFormat>,
    /// For whom the answer is written
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    pub(crate) output: OutputFormat,
}

impl RequestArgs {
    /// Reads the request, which may break rules, or shows the problems that keep it from being read.
    pub(crate) fn read<T: Known>(&self) -> Result<T, Failure> {
        let Self { source, input_format, .. } = self;
        let bytes = document::bytes(source)?;
        let format = input_format.unwrap_or_else(|| DocumentFormat::of(source, &bytes));
        format.read(&bytes).map_err(|error| {
            let excerpts = check::excerpts::<T>(source, &bytes, &error);
            output::note(&String::from_utf8_lossy(&excerpts));
            document::unfit(source, format, &error)
        })
    }
}

/// Lines as they can be shown, each with its newline.
pub(crate) fn lines(text: &str) -> String {
    text.lines().map(|line| printable(line) + "\n").collect()
}
