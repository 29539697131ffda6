//! Parts shared by the commands that ask about the rules of one request.

use crate::{
    api::ApiArgs,
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
    /// Kind of the request
    #[arg(long, short, value_name = "ENDPOINT", default_value = "code")]
    pub(crate) endpoint: Endpoint,
    #[command(flatten)]
    pub(crate) of: ApiArgs,
    /// Format of the file; by default, detected from its name or its first bytes
    #[arg(long, short, value_name = "FORMAT")]
    input_format: Option<DocumentFormat>,
    /// Format of the answer
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    pub(crate) output: OutputFormat,
}

impl RequestArgs {
    /// Reads the request, as [`read`] does.
    pub(crate) fn read<T: Known>(&self) -> Result<T, Failure> {
        read(&self.source, self.input_format)
    }
}

/// Reads a request, which may break rules, or shows the problems that keep it from being read.
pub(crate) fn read<T: Known>(
    source: &Source,
    input_format: Option<DocumentFormat>,
) -> Result<T, Failure> {
    let bytes = document::bytes(source)?;
    let format = input_format.unwrap_or_else(|| DocumentFormat::of(source, &bytes));
    format.read(&bytes).map_err(|error| {
        let excerpts = check::excerpts::<T>(source, &bytes, error.problems());
        output::note(&String::from_utf8_lossy(&excerpts));
        document::unfit(source, format, &error)
    })
}

/// Makes the lines of `text` printable and ends each with a newline.
pub(crate) fn lines(text: &str) -> String {
    text.lines().map(|line| printable(line) + "\n").collect()
}
