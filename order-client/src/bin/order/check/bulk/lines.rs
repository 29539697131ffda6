use std::io::Read;

use memchr::memchr;
use order_core::{Valid, json, wire::Warned};

use super::{
    Sink,
    blocks::{Block, Blocks, Holds, LONGEST},
    run,
};
use crate::{
    check::{
        finding::{Finding, Totals},
        format::InputFormat,
        report::{Interrupted, Report},
    },
    document::Source,
    endpoint::Known,
};

/// Checks a file with one order per line and skips blank lines. `start` is the beginning of the file.
pub(in crate::check) fn lines<T: Known>(
    source: &Source,
    start: &[u8],
    input: impl Read + Send,
    length: Option<u64>,
    report: &mut Report,
) -> Result<(), Interrupted> {
    let before = report.totals();
    run(source, Blocks::of_lines(input), length, 0, report, check::<T>)?;
    let Totals { orders, invalid, .. } = report.totals();
    let (orders, invalid) = (orders - before.orders, invalid - before.invalid);
    // The file may be, for example, one document of several lines.
    if orders > 1
        && orders == invalid
        && let Some(hint) = InputFormat::Ndjson.hint(start)
    {
        report.hint(&hint)?;
    }
    Ok(())
}

fn check<T: Known>(block: &Block, sink: &mut Sink<'_>) -> usize {
    if block.holds != Holds::Orders {
        let message = format!("longer than {LONGEST} bytes; one line holds one order");
        sink.invalid(1, [Finding::of_syntax(1, 1, message)].into_iter());
        return block.lines();
    }
    let (mut rest, may_warn) = (&block.bytes[..], T::SCHEMA.may_warn());
    let mut number = 0;
    while !rest.is_empty() && !sink.is_over() {
        let end = memchr(b'\n', rest).map_or(rest.len(), |newline| newline + 1);
        let (line, after) = rest.split_at(end);
        rest = after;
        number += 1;
        // Without the line end, so that a missing part is reported on this line.
        let line = line.trim_ascii_end();
        if line.is_empty() {
            continue;
        }
        match json::from_slice::<Valid<T>>(line) {
            Ok(order) if may_warn && !order.warnings().is_empty() => {
                warned::<T>(line, number, sink);
            }
            Ok(_) => sink.valid(),
            Err(error) => {
                let findings = error.problems().iter().chain(error.warnings());
                let findings =
                    findings.map(|problem| Finding::of(problem, number, problem.position().column));
                sink.unreadable(&error, findings);
            }
        }
    }
    number
}

/// Adds an order that has warnings, which is read again to tell their places.
#[cold]
fn warned<T: Known>(line: &[u8], number: usize, sink: &mut Sink<'_>) {
    let order = json::from_slice::<Warned<T>>(line);
    let warnings = order.as_ref().map_or(&[][..], |order| order.warnings());
    let findings = warnings.iter();
    let findings = findings.map(|warning| Finding::of(warning, number, warning.position().column));
    sink.warned(warnings.len() as u64, findings);
}
