use std::io::{self, Read};

use memchr::{memchr, memchr_iter, memrchr};

/// The approximate size of a block, in bytes.
const SIZE: usize = 256 * 1024;

/// The largest size of one order, in bytes: that of a document that is read alone. Reading takes up to a hundred times as much
/// memory, for a list of the shortest items.
pub(super) const LONGEST: usize = 1024 * 1024;

/// The number of unclosed quotes after which each row is taken as one line. Every such quote costs a search of
/// up to [`LONGEST`] bytes.
const MOST_OPEN_QUOTES: u32 = 64;

/// A part of the input that ends at the end of an order.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) bytes: Vec<u8>,
    pub(super) holds: Holds,
    /// The number of bytes that are not kept.
    skipped: u64,
}

/// The content of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Whole orders.
    Orders,
    /// A line that is too long. Nothing of it is kept.
    LongLine,
    /// The first line of a row that does not end, because a quote is not closed.
    OpenQuote,
}

impl Block {
    pub(super) fn lines(&self) -> usize {
        match self.holds {
            Holds::Orders => memchr_iter(b'\n', &self.bytes).count(),
            Holds::LongLine | Holds::OpenQuote => 1,
        }
    }

    pub(super) fn length(&self) -> u64 {
        self.bytes.len() as u64 + self.skipped
    }

    pub(super) fn into_buffer(self) -> Vec<u8> {
        self.bytes
    }
}

/// The blocks of an input.
pub(super) struct Blocks<R> {
    input: R,
    /// The bytes that were read beyond the last block.
    rest: Vec<u8>,
    is_at_end: bool,
    bytes_read: u64,
    /// The separator of cells; `None` for blocks of lines.
    delimiter: Option<u8>,
    /// The number of quotes that were not closed.
    open_quotes: u32,
    longest: usize,
}

impl<R: Read> Blocks<R> {
    /// Creates blocks of lines.
    pub(super) fn of_lines(input: R) -> Self {
        let rest = Vec::new();
        Self {
            input,
            rest,
            is_at_end: false,
            bytes_read: 0,
            delimiter: None,
            open_quotes: 0,
            longest: LONGEST,
        }
    }

    /// Creates blocks of rows. A quoted cell may hold several lines.
    pub(super) fn of_rows(input: R, delimiter: u8) -> Self {
        Self { delimiter: Some(delimiter), ..Self::of_lines(input) }
    }

    pub(super) fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    /// Puts back the end of the last block.
    pub(super) fn unread(&mut self, bytes: &[u8]) {
        self.rest.splice(..0, bytes.iter().copied());
    }

    /// Reads the next block into `buffer`.
    pub(super) fn next(&mut self, mut buffer: Vec<u8>) -> io::Result<Option<Block>> {
        buffer.clear();
        buffer.append(&mut self.rest);
        let mut scan = Scan::default();
        loop {
            let end = match self.delimiter {
                None => scan.last_newline(&buffer),
                Some(delimiter) => scan.last_end(&buffer, delimiter, self.is_at_end),
            };
            if let Some(end) = end {
                self.rest.extend_from_slice(&buffer[end..]);
                buffer.truncate(end);
                return Ok(Some(Block { bytes: buffer, holds: Holds::Orders, skipped: 0 }));
            }
            if buffer.len() >= self.longest || self.is_at_end && scan.is_open {
                return self.unfinished(buffer).map(Some);
            }
            if self.is_at_end {
                let is_any = !buffer.is_empty();
                let block = Block { bytes: buffer, holds: Holds::Orders, skipped: 0 };
                return Ok(is_any.then_some(block));
            }
            let more = SIZE.min(self.longest - buffer.len());
            self.read_more(&mut buffer, more)?;
        }
    }

    /// Reads once, so that the orders of a slow pipe are checked as they come.
    fn read_more(&mut self, buffer: &mut Vec<u8>, more: usize) -> io::Result<()> {
        let start = buffer.len();
        buffer.resize(start + more, 0);
        let read = loop {
            match self.input.read(&mut buffer[start..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        buffer.truncate(start + *read.as_ref().unwrap_or(&0));
        let read = read?;
        self.is_at_end = read == 0;
        self.bytes_read += read as u64;
        Ok(())
    }

    /// Takes only the first line of `buffer`, in which no order ends.
    fn unfinished(&mut self, mut buffer: Vec<u8>) -> io::Result<Block> {
        let is_quoted = self.delimiter.is_some();
        if let Some(newline) = memchr(b'\n', &buffer).filter(|_| is_quoted) {
            self.rest.extend_from_slice(&buffer[newline + 1..]);
            buffer.truncate(newline + 1);
            self.open_quotes += 1;
            if self.open_quotes > MOST_OPEN_QUOTES {
                self.delimiter = None;
            }
            return Ok(Block { bytes: buffer, holds: Holds::OpenQuote, skipped: 0 });
        }
        if self.is_at_end {
            let holds = if is_quoted { Holds::OpenQuote } else { Holds::LongLine };
            return Ok(Block { bytes: buffer, holds, skipped: 0 });
        }
        let mut skipped = buffer.len() as u64;
        loop {
            buffer.clear();
            self.read_more(&mut buffer, SIZE)?;
            if let Some(newline) = memchr(b'\n', &buffer) {
                skipped += newline as u64 + 1;
                self.rest.extend_from_slice(&buffer[newline + 1..]);
                break;
            }
            skipped += buffer.len() as u64;
            if self.is_at_end {
                break;
            }
        }
        buffer.clear();
        Ok(Block { bytes: buffer, holds: Holds::LongLine, skipped })
    }
}

/// The position up to which a buffer has been searched.
#[derive(Debug, Default)]
struct Scan {
    at: usize,
    is_open: bool,
    /// The end of the last row.
    end: Option<usize>,
}

impl Scan {
    /// Returns the end of the last whole line.
    fn last_newline(&mut self, bytes: &[u8]) -> Option<usize> {
        let newline = memrchr(b'\n', &bytes[self.at..]).map(|newline| self.at + newline + 1);
        self.at = bytes.len();
        newline
    }

    /// Returns the end of the last whole row, by the rules of the reader of rows: a quote opens a cell only at
    /// the start of the cell.
    fn last_end(&mut self, bytes: &[u8], delimiter: u8, is_whole: bool) -> Option<usize> {
        loop {
            let quote = memchr(b'"', &bytes[self.at..]).map(|quote| self.at + quote);
            if !self.is_open {
                let plain = &bytes[self.at..quote.unwrap_or(bytes.len())];
                if let Some(newline) = memrchr(b'\n', plain) {
                    self.end = Some(self.at + newline + 1);
                }
            }
            let Some(quote) = quote else {
                self.at = bytes.len();
                return self.end;
            };
            if self.is_open {
                match bytes.get(quote + 1) {
                    // Two quotes in a row stand for one in the text.
                    Some(b'"') => self.at = quote + 2,
                    None if !is_whole => {
                        self.at = quote;
                        return self.end;
                    }
                    _ => {
                        self.is_open = false;
                        self.at = quote + 1;
                    }
                }
            } else {
                let is_start =
                    |before: u8| before == delimiter || before == b'\n' || before == b'\r';
                self.is_open = match quote.checked_sub(1) {
                    None => true,
                    // The byte order mark of the file is not part of a cell.
                    Some(2) if bytes.starts_with("\u{feff}".as_bytes()) => true,
                    Some(before) => is_start(bytes[before]),
                };
                self.at = quote + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader that returns a fixed number of bytes at a time.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let step = self.1.min(buffer.len());
            self.0.read(&mut buffer[..step])
        }
    }

    fn all(mut blocks: Blocks<Slow<'_>>) -> Vec<(Holds, String)> {
        let mut found: Vec<(Holds, String)> = Vec::new();
        while let Some(block) = blocks.next(Vec::new()).expect("memory can be read") {
            let text = String::from_utf8(block.bytes).expect("the tests are text");
            match (found.last_mut(), block.holds) {
                (Some((Holds::Orders, before)), Holds::Orders) => before.push_str(&text),
                _ => found.push((block.holds, text)),
            }
        }
        found
    }

    /// Returns the ends of all blocks when the input arrives byte by byte.
    fn ends(text: &str) -> Vec<String> {
        let mut blocks = Blocks::of_rows(Slow(text.as_bytes(), 1), b',');
        let mut found = Vec::new();
        while let Some(block) = blocks.next(Vec::new()).expect("memory can be read") {
            found.push(String::from_utf8(block.bytes).expect("the tests are text"));
        }
        found
    }

    #[test]
    fn a_block_ends_where_a_line_does() {
        let text = "a\nbc\r\n\nd";
        for step in 1..=9 {
            let found = all(Blocks::of_lines(Slow(text.as_bytes(), step)));
            assert_eq!(found, [(Holds::Orders, text.to_owned())], "{step}");
        }
        assert_eq!(all(Blocks::of_lines(Slow(b"", 1))), []);
    }

    #[test]
    fn a_row_does_not_end_in_a_quoted_cell() {
        assert_eq!(
            ends("a,\"b\nc\"\"\n\"\n\"d\"\ne\"f\ng,h\"\n"),
            [
                "a,\"b\nc\"\"\n\"\n",
                "\"d\"\n",
                // A quote that does not open a cell is part of its text.
                "e\"f\n",
                "g,h\"\n",
            ]
        );
        assert_eq!(ends("\"a\"x\"\nb\n"), ["\"a\"x\"\n", "b\n"]);
        assert_eq!(ends("a\r\n\"\r\n\"\r\nb"), ["a\r\n", "\"\r\n\"\r\n", "b"]);
        assert_eq!(ends("a\n\"b\""), ["a\n", "\"b\""]);
    }

    #[test]
    fn many_open_quotes_make_lines_of_rows() {
        let text = "z\",\"x\n".repeat(1000);
        let mut blocks = Blocks::of_rows(Slow(text.as_bytes(), 4096), b',');
        let mut open = 0;
        let mut length = 0;
        while let Some(block) = blocks.next(Vec::new()).expect("memory can be read") {
            open += u32::from(block.holds == Holds::OpenQuote);
            length += block.bytes.len();
        }
        assert!(open <= MOST_OPEN_QUOTES + 1, "{open}");
        assert_eq!(length, text.len());
    }

    fn records(text: &str) -> Vec<csv::StringRecord> {
        let mut builder = csv::ReaderBuilder::new();
        let reader = builder.has_headers(false).flexible(true).from_reader(text.as_bytes());
        reader.into_records().map(|record| record.expect("memory can be read")).collect()
    }

    #[test]
    fn rows_end_where_the_reader_of_rows_says() {
        // All texts of six of these characters.
        let characters = ['a', '"', ',', '\n', '\r'];
        for number in 0..characters.len().pow(6) {
            let mut number = number;
            let text: String = std::iter::repeat_with(|| {
                let character = characters[number % characters.len()];
                number /= characters.len();
                character
            })
            .take(6)
            .collect();
            let end = Scan::default().last_end(text.as_bytes(), b',', true).unwrap_or_default();
            let whole = records(&text);
            let parts = [records(&text[..end]), records(&text[end..])].concat();
            assert_eq!(parts, whole, "{text:?} at {end}");
        }
    }

    #[test]
    fn a_quote_that_is_not_closed_costs_one_line() {
        let text = "a\n\"b\nc\n\"d\"\ne,f";
        for step in [1, 3, 100] {
            assert_eq!(
                all(Blocks::of_rows(Slow(text.as_bytes(), step), b',')),
                [
                    // The quote before `d` closes that before `b`, and the one after it is not closed.
                    (Holds::Orders, "a\n\"b\nc\n\"d\"\ne,f".to_owned()),
                ],
            );
            assert_eq!(
                all(Blocks::of_rows(Slow(b"a\n\"b\nc\nd\n", step), b',')),
                [
                    (Holds::Orders, "a\n".to_owned()),
                    (Holds::OpenQuote, "\"b\n".to_owned()),
                    (Holds::Orders, "c\nd\n".to_owned()),
                ],
            );
            assert_eq!(
                all(Blocks::of_rows(Slow(b"a\n\"b", step), b',')),
                [(Holds::Orders, "a\n".to_owned()), (Holds::OpenQuote, "\"b".to_owned())],
            );
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_skipped() {
        const LONGEST: usize = 1000;
        let long = "x".repeat(LONGEST);
        let text = format!("a\n{}\n{long}\nb\n{long}x", &long[1..]);
        for (delimiter, step) in [(None, 10_000), (Some(b','), 10_000), (None, 7), (Some(b','), 7)]
        {
            let mut blocks = Blocks::of_lines(Slow(text.as_bytes(), step));
            blocks.delimiter = delimiter;
            blocks.longest = LONGEST;
            let found = all(blocks);
            let short: Vec<_> = found
                .iter()
                .map(|(holds, text)| (*holds, text.len(), text.chars().last()))
                .collect();
            let of_longest = (Holds::Orders, LONGEST + 2, Some('\n'));
            assert_eq!(
                short,
                [
                    of_longest,
                    (Holds::LongLine, 0, None),
                    (Holds::Orders, 2, Some('\n')),
                    (Holds::LongLine, 0, None),
                ]
            );
        }
    }

    #[test]
    fn what_is_given_back_comes_again() {
        let mut blocks = Blocks::of_lines(&b"a\nb\nc"[..]);
        let block = blocks.next(Vec::new()).expect("memory can be read").expect("there is one");
        assert_eq!(block.bytes, b"a\nb\n");
        blocks.unread(b"b\n");
        let block = blocks.next(block.bytes).expect("memory can be read").expect("there is one");
        assert_eq!(block.bytes, b"b\n");
        assert_eq!(blocks.bytes_read(), 5);
    }
}
