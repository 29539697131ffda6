use std::io::Read;

use order_core::{
    Code, ReadError,
    wire::{Problem, Warned},
};

use super::{
    finding::{Finding, Totals},
    format::InputFormat,
    report::{Interrupted, Report},
    snippet::Snippets,
};
use crate::{
    document::{self, DocumentFormat, Source},
    endpoint::Known,
};

/// Checks a document that holds one order. `start` is its beginning.
pub(super) fn check<T: Known>(
    source: &Source,
    start: &[u8],
    input: impl Read,
    format: InputFormat,
    report: &mut Report,
) -> Result<(), Interrupted> {
    let bytes = document::read(source, input).map_err(|failure| match format.hint(start) {
        // A file of many orders, for example, is too long for one.
        Some(hint) => failure.hint(hint),
        None => failure,
    })?;
    let reader = match format {
        InputFormat::Xml => DocumentFormat::Xml,
        InputFormat::Form => DocumentFormat::Form,
        _ => DocumentFormat::Json,
    };
    let error = match reader.read::<Warned<T>>(&bytes) {
        Ok(order) => {
            let warnings = order.warnings().len() as u64;
            report.count(Totals { orders: 1, warnings, ..Totals::default() });
            show::<T>(source, &bytes, order.warnings(), report)?;
            report.flush()?;
            return Ok(());
        }
        Err(error) => error,
    };
    let problems = (error.problems().len() + error.left_out()) as u64;
    let warnings = error.warnings().len() as u64;
    report.count(Totals { orders: 1, invalid: 1, problems, warnings });
    show::<T>(source, &bytes, error.problems(), report)?;
    show::<T>(source, &bytes, error.warnings(), report)?;
    if let Some(hint) = hint(&error, &bytes, format) {
        report.hint(&hint)?;
    }
    report.flush()?;
    Ok(())
}

/// Shows problems in a document, as far as the report has room.
fn show<T: Known>(
    source: &Source,
    bytes: &[u8],
    problems: &[Problem],
    report: &mut Report,
) -> Result<(), Interrupted> {
    let text = String::from_utf8_lossy(bytes);
    let snippets = Snippets::new(&text, T::SCHEMA);
    for Placed { finding, offset, is_last } in placed(problems) {
        let is_last = is_last || !report.has_room_for(2);
        report.show_as(source, &finding, |out| {
            snippets.write(out, source, &finding, offset, is_last)
        })?;
    }
    Ok(())
}

/// Shows the problems of a document that holds one order beside its lines. Omitted problems are not shown.
pub(crate) fn excerpts<T: Known>(source: &Source, bytes: &[u8], problems: &[Problem]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let snippets = Snippets::new(&text, T::SCHEMA);
    let mut out = Vec::new();
    for Placed { finding, offset, is_last } in placed(problems) {
        snippets.write(&mut out, source, &finding, offset, is_last).expect("a vector takes all");
    }
    out
}

/// A problem and its place in the document.
struct Placed {
    finding: Finding,
    offset: usize,
    /// True if no further problem has this place.
    is_last: bool,
}

/// The problems in the order of the document.
fn placed(problems: &[Problem]) -> impl Iterator<Item = Placed> {
    let mut problems = problems.iter().peekable();
    std::iter::from_fn(move || {
        let problem = problems.next()?;
        let position = problem.position();
        let offset = position.offset;
        let is_last = problems.peek().is_none_or(|next| next.position().offset != offset);
        Some(Placed {
            finding: Finding::of(problem, position.line, position.column),
            offset,
            is_last,
        })
    })
}

/// A hint for a document that looks like one of another format.
fn hint(error: &ReadError, bytes: &[u8], format: InputFormat) -> Option<String> {
    let is_format_wrong = |code| matches!(code, Code::Syntax | Code::Type);
    error.problems().iter().find(|problem| {
        is_format_wrong(problem.code()) && problem.path().segments().next().is_none()
    })?;
    if let Some(hint) = format.hint(bytes) {
        return Some(hint);
    }
    let is_list = format == InputFormat::Json && bytes.trim_ascii_start().starts_with(b"[");
    is_list.then(|| {
        "a list of orders is checked as NDJSON, with one order a line: `jq -c '.[]' FILE | order check -i ndjson -`".to_owned()
    })
}
