use std::{
    collections::HashSet,
    io::{Chain, Read},
};

use csv::{ErrorKind, Reader, ReaderBuilder, StringRecord};
use memchr::memchr_iter;
use order_core::{
    Code, Path, ReadError, Valid,
    table::Columns,
    wire::{Problem, Warned},
};

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
    document::{self, Source},
    endpoint::Known,
    exit::Exit,
    failure::Failure,
};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Checks a file with one order per row, below the names of the columns. `start` is the beginning of the file.
pub(in crate::check) fn rows<T: Known>(
    source: &Source,
    start: &[u8],
    input: impl Read + Send,
    length: Option<u64>,
    report: &mut Report,
) -> Result<(), Interrupted> {
    let delimiter = delimiter(start);
    let mut blocks = Blocks::of_rows(input, delimiter);
    let Some(Header { record, row, line, lines }) = header(source, &mut blocks, delimiter)? else {
        return Err(document::empty(source).into());
    };
    let (columns, error) = Columns::<Valid<T>>::with_problems(&record);
    let problems = error.as_ref().map_or(&[][..], ReadError::problems);
    let unknown = problems.iter().filter(|problem| problem.code() != Code::Required).count();
    if unknown == record.len() {
        let nothing = format!("{source} names no column that is known");
        let fields = T::SCHEMA.fields.iter().map(|field| field.name).take(3);
        let fields = fields.collect::<Vec<_>>().join(&char::from(delimiter).to_string());
        let hint = InputFormat::Csv
            .hint(start)
            .unwrap_or_else(|| format!("the first row names the columns: `{fields},…`"));
        return Err(Failure::new(Exit::Usage, nothing).hint(hint).into());
    }
    let count = problems.len() + error.as_ref().map_or(0, ReadError::left_out);
    report.count(Totals { problems: count as u64, ..Totals::default() });
    for problem in problems {
        let (below, column) = place(&row, delimiter, problem.position().offset);
        report.show(source, &Finding::of(problem, line + below, column))?;
    }
    let missing = problems.iter().filter(|problem| problem.code() == Code::Required);
    let missing = missing.map(|problem| problem.path().clone()).collect();
    let warned = T::SCHEMA.may_warn().then(|| Columns::with_problems(&record).0);
    let table = Table { columns, warned, delimiter, missing };
    run(source, blocks, length, lines, report, |block, sink| table.check(block, sink))
}

/// Finds the separator of cells: the usual character that occurs most often in the first line.
fn delimiter(start: &[u8]) -> u8 {
    let line = start.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
    let count = |delimiter| memchr_iter(delimiter, line.unwrap_or_default()).count();
    // If several are equally frequent, the last one wins.
    b"\t;,".iter().copied().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

/// The names of the columns.
struct Header {
    record: StringRecord,
    /// The row of names in the file, and its line.
    row: Vec<u8>,
    line: usize,
    /// The number of lines up to the end of the names.
    lines: usize,
}

fn header<R: Read>(
    source: &Source,
    blocks: &mut Blocks<R>,
    delimiter: u8,
) -> Result<Option<Header>, Failure> {
    let wrong = |what: &str| {
        Failure::new(Exit::Usage, format_args!("the first row of {source} {what}"))
            .hint("it names the columns, in UTF-8; is this a CSV file?")
    };
    let mut lines = 0;
    while let Some(block) =
        blocks.next(Vec::new()).map_err(|error| document::unreadable(source, &error))?
    {
        match block.holds {
            Holds::Orders => {}
            Holds::LongLine => return Err(wrong("is too long")),
            Holds::OpenQuote => return Err(wrong("has a quote that is not closed")),
        }
        let mut rows = Rows::new(&block.bytes, delimiter, true);
        match rows.next() {
            None => lines += block.lines(),
            Some(Row::Text) => {
                let (row, line, end) = (rows.row().to_vec(), rows.line + lines, rows.end());
                lines += memchr_iter(b'\n', &block.bytes[..end]).count();
                blocks.unread(&block.bytes[end..]);
                return Ok(Some(Header { record: rows.record, row, line, lines }));
            }
            Some(Row::NotText(_)) => return Err(wrong("is not UTF-8")),
        }
    }
    Ok(None)
}

/// The check of every row.
struct Table<T> {
    columns: Columns<Valid<T>>,
    /// The same, to tell the places of warnings, if there may be any.
    warned: Option<Columns<Warned<T>>>,
    delimiter: u8,
    /// The members without a column, which are reported once for the whole file.
    missing: HashSet<Path>,
}

impl<T: Known> Table<T> {
    fn check(&self, block: &Block, sink: &mut Sink<'_>) -> usize {
        let message = match block.holds {
            Holds::Orders => return self.check_rows(&block.bytes, sink),
            Holds::LongLine => format!("longer than {LONGEST} bytes"),
            Holds::OpenQuote => {
                "a quote of this row is not closed; close it, or double it if it is meant"
                    .to_owned()
            }
        };
        sink.invalid(1, [Finding::of_syntax(1, 1, message)].into_iter());
        block.lines()
    }

    fn check_rows(&self, bytes: &[u8], sink: &mut Sink<'_>) -> usize {
        let mut rows = Rows::new(bytes, self.delimiter, false);
        while let Some(row) = rows.next().filter(|_| !sink.is_over()) {
            match row {
                Row::Text => match self.columns.read(&rows.record) {
                    Ok(order) => match &self.warned {
                        Some(columns) if !order.warnings().is_empty() => {
                            warned(columns, &rows, sink)
                        }
                        _ => sink.valid(),
                    },
                    Err(error) => self.unreadable(&error, &rows, sink),
                },
                Row::NotText(cell) => {
                    let (line, column) = rows.place(cell);
                    let message = "not UTF-8; encode the file as UTF-8";
                    sink.invalid(1, [Finding::of_syntax(line, column, message)].into_iter());
                }
            }
        }
        rows.lines_read()
    }

    #[cold]
    fn unreadable(&self, error: &ReadError, rows: &Rows<'_>, sink: &mut Sink<'_>) {
        let is_told = |problem: &&Problem| {
            problem.code() == Code::Required && self.missing.contains(problem.path())
        };
        let told = error.problems().iter().filter(is_told).count();
        let count = error.problems().len() - told + error.left_out();
        let others = error.problems().iter().filter(|problem| !is_told(problem));
        let findings = others.chain(error.warnings()).map(|problem| {
            let (line, column) = rows.place(problem.position().offset);
            let finding = Finding::of(problem, line, column);
            match rows.lines() {
                lines if lines > 1 && problem.code() == Code::Syntax => {
                    let message = finding.message
                        + &format!("; the row has {lines} lines, so a quote may not be closed");
                    Finding { message, ..finding }
                }
                _ => finding,
            }
        });
        sink.part.totals.warnings += error.warnings().len() as u64;
        sink.invalid(count as u64, findings);
    }
}

/// Adds an order that has warnings.
#[cold]
fn warned<T: Known>(columns: &Columns<Warned<T>>, rows: &Rows<'_>, sink: &mut Sink<'_>) {
    let order = columns.read(&rows.record);
    let warnings = order.as_ref().map_or(&[][..], |order| order.warnings());
    let findings = warnings.iter().map(|warning| {
        let (line, column) = rows.place(warning.position().offset);
        Finding::of(warning, line, column)
    });
    sink.warned(warnings.len() as u64, findings);
}

/// The rows of a block, without blank rows.
struct Rows<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    reader: Reader<Chain<&'static [u8], &'a [u8]>>,
    /// The number of bytes that the reader gets before those of the block.
    pad: usize,
    record: StringRecord,
    /// The start of the row, and its line.
    start: usize,
    line: usize,
}

/// The result of reading a row: all cells are UTF-8 text, or not.
enum Row {
    Text,
    /// Only the cells before the one with this number.
    NotText(usize),
}

impl<'a> Rows<'a> {
    fn new(bytes: &'a [u8], delimiter: u8, is_first: bool) -> Self {
        // The reader skips a mark at its start, but only that of the file is none of a cell.
        let pad = if bytes.starts_with(BYTE_ORDER_MARK) && !is_first { &b"\n"[..] } else { b"" };
        let mut builder = ReaderBuilder::new();
        builder.delimiter(delimiter).has_headers(false).flexible(true);
        let reader = builder.from_reader(pad.chain(bytes));
        let record = StringRecord::new();
        Self { bytes, delimiter, reader, pad: pad.len(), record, start: 0, line: 1 }
    }

    fn next(&mut self) -> Option<Row> {
        let before = self.end();
        let row = match self.reader.read_record(&mut self.record) {
            Ok(true) => Row::Text,
            Ok(false) => return None,
            Err(error) => match error.kind() {
                ErrorKind::Utf8 { err, .. } => Row::NotText(err.field()),
                _ => Row::NotText(0),
            },
        };
        self.line += memchr_iter(b'\n', &self.bytes[self.start..before]).count();
        self.start = before;
        Some(row)
    }

    /// The number of lines that were read.
    fn lines_read(&self) -> usize {
        self.reader.position().line() as usize - 1 - self.pad
    }

    /// The end of the last row.
    fn end(&self) -> usize {
        (self.reader.position().byte() as usize).saturating_sub(self.pad).min(self.bytes.len())
    }

    /// The bytes of the last row in the block.
    fn row(&self) -> &'a [u8] {
        &self.bytes[self.start..self.end()]
    }

    /// The number of lines of the last row.
    fn lines(&self) -> usize {
        1 + memchr_iter(b'\n', self.row().trim_ascii()).count()
    }

    /// The line and column of a cell of the last row.
    fn place(&self, cell: usize) -> (usize, usize) {
        let (below, column) = place(self.row(), self.delimiter, cell);
        (self.line + below, column)
    }
}

/// Returns the start of the cell with this number: the number of lines below the start of the row, and the
/// column. If the row has fewer cells, returns the end of the row.
fn place(row: &[u8], delimiter: u8, cell: usize) -> (usize, usize) {
    let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    // Skips blank lines before the row, and the row's own line end.
    let first = row.iter().position(|byte| !is_end(byte)).unwrap_or(row.len());
    let last = row.iter().rposition(|byte| !is_end(byte)).map_or(first, |last| last + 1);
    let (mut at, mut cells) = (first, 0);
    let mut is_open = false;
    while at < last && cells < cell {
        let is_start = at == first || !is_open && row[at - 1] == delimiter;
        match row[at] {
            b'"' if is_open && row.get(at + 1) == Some(&b'"') => at += 1,
            b'"' if is_open => is_open = false,
            b'"' if is_start => is_open = true,
            byte if byte == delimiter && !is_open => cells += 1,
            _ => {}
        }
        at += 1;
    }
    let before = &row[..at];
    let line = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let lines = memchr_iter(b'\n', before).count();
    let text = String::from_utf8_lossy(&before[line..]);
    (lines, text.trim_start_matches('\u{feff}').chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_cell_is_where_it_starts() {
        let row = "\r\n\na,\"b,\"\"\nc\",é,d\"\"e,\"\",f\r\n".as_bytes();
        let places: Vec<_> = (0..8).map(|cell| place(row, b',', cell)).collect();
        assert_eq!(places, [(2, 1), (2, 3), (3, 4), (3, 6), (3, 11), (3, 14), (3, 15), (3, 15)]);
        assert_eq!(place("\u{feff}a;b".as_bytes(), b';', 1), (0, 3));
        assert_eq!(place(b"", b',', 3), (0, 1));
    }

    #[test]
    fn the_delimiter_is_the_one_that_the_header_has_most_of() {
        for (start, expected) in [
            (&b"a,b;c,d\n1;2;3;4;5\n"[..], b','),
            (b"\n\na;b\n", b';'),
            (b"a\tb\tc d", b'\t'),
            (b"a", b','),
            (b"", b','),
        ] {
            assert_eq!(delimiter(start), expected);
        }
    }

    #[test]
    fn rows_know_their_lines() {
        let text = "a,b\r\n\r\n\"c\nd\",e\n?x,?\n\n\nf,g";
        let mut bytes = text.as_bytes().to_vec();
        bytes.iter_mut().filter(|byte| **byte == b'?').for_each(|byte| *byte = 0xff);
        let mut rows = Rows::new(&bytes, b',', true);
        let mut places = Vec::new();
        while let Some(row) = rows.next() {
            places.push((rows.place(1), matches!(row, Row::NotText(0))));
        }
        assert_eq!(places, [((1, 3), false), ((4, 4), false), ((5, 4), true), ((8, 3), false)]);
        assert_eq!(rows.lines_read(), 7);
    }

    #[test]
    fn only_the_mark_at_the_start_of_a_file_is_skipped() {
        let bytes = "\u{feff}a,b\n".as_bytes();
        for (is_first, expected) in [(true, "a"), (false, "\u{feff}a")] {
            let mut rows = Rows::new(bytes, b',', is_first);
            assert!(rows.next().is_some());
            assert_eq!(&rows.record[0], expected);
            assert_eq!(rows.place(1), (1, 3));
            assert!(rows.next().is_none());
            assert_eq!(rows.lines_read(), 1);
        }
    }
}
