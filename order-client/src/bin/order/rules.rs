//! What the commands share that ask about the rules of one request.

use crate::{
    check,
    document::{self, DocumentFormat, Source},
    endpoint::Known,
    failure::Failure,
    output,
    printable::printable,
};

/// Reads a request, which may break rules; if it cannot be read, its problems were shown.
pub(crate) fn read<T: Known>(
    source: &Source,
    bytes: &[u8],
    format: Option<DocumentFormat>,
) -> Result<T, Failure> {
    let format = format.unwrap_or_else(|| DocumentFormat::of(source, bytes));
    format.read(bytes).map_err(|error| {
        let excerpts = check::excerpts::<T>(source, bytes, &error);
        output::note(&String::from_utf8_lossy(&excerpts));
        document::unfit(source, format, &error)
    })
}

/// Lines as they can be shown, each with its newline.
pub(crate) fn lines(text: &str) -> String {
    text.lines().map(|line| printable(line) + "\n").collect()
}
