//! Tables: rows beside the same members in JSON, and the blocks of the command line beside the csv crate.

use std::io::Read;

use csv::{ReaderBuilder, StringRecord};

use crate::subjects::subject;

#[allow(dead_code, reason = "the command line uses the rest")]
#[path = "../../../../order-client/src/bin/order/check/bulk/blocks.rs"]
mod blocks;

/// Reads a file of CSV. The first byte chooses the type, or the bytes that are read at once.
pub(crate) fn target(data: &[u8]) {
    let Some((first, file)) = data.split_first() else { return };
    match first {
        0..64 => {
            in_blocks(file, usize::from(first % 16) + 1, if first & 16 == 0 { b',' } else { b'\t' })
        }
        _ => rows(*first, file),
    }
}

fn rows(number: u8, file: &[u8]) {
    let records = records(file, b',');
    let Some((names, rows)) = records.split_first() else { return };
    let names: Vec<&str> = names.iter().collect();
    for row in rows.iter().take(16) {
        (subject(number).row)(&names, &row.iter().collect::<Vec<_>>());
    }
}

/// The rows that are text.
fn records(file: &[u8], delimiter: u8) -> Vec<StringRecord> {
    let mut builder = ReaderBuilder::new();
    let reader = builder.has_headers(false).flexible(true).delimiter(delimiter).from_reader(file);
    reader
        .into_byte_records()
        .map_while(Result::ok)
        .filter_map(|it| StringRecord::from_byte_record(it).ok())
        .collect()
}

/// Reads at most some bytes at once.
struct Slow<'a>(&'a [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let most = buffer.len().min(self.1);
        self.0.read(&mut buffer[..most])
    }
}

fn in_blocks(file: &[u8], step: usize, delimiter: u8) {
    let mut blocks = blocks::Blocks::of_rows(Slow(file, step), delimiter);
    let (mut found, mut length, mut is_whole) = (Vec::new(), 0, true);
    while let Some(block) = blocks.next(Vec::new()).expect("memory can be read") {
        is_whole &= block.holds == blocks::Holds::Orders;
        length += block.length();
        found.extend(records(&block.into_buffer(), delimiter));
    }
    assert_eq!(length, file.len() as u64);
    if is_whole {
        assert_eq!(found, records(file, delimiter));
    }
}
