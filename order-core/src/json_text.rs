//! JSON output: escaped text and small objects.

use crate::wire::{Output, copy_ends};

/// Appends `text` as a JSON string with its quotes.
pub(crate) fn quote(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    let mut rest = text;
    loop {
        let (plain, behind) = rest.split_at(plain_length(rest.as_bytes()));
        out.push_str(plain);
        let Some(byte) = behind.bytes().next() else { break };
        let (escape, length) = escape(byte);
        out.extend(escape[..length].iter().map(|byte| char::from(*byte)));
        rest = &behind[1..];
    }
    out.push('"');
}

/// A JSON object that is written member by member.
#[derive(Default)]
pub(crate) struct JsonObject {
    out: String,
    /// Length of what stands before the object.
    start: usize,
}

impl JsonObject {
    fn key(&mut self, name: &str) {
        self.out.push(if self.out.len() == self.start { '{' } else { ',' });
        quote(name, &mut self.out);
        self.out.push(':');
    }

    pub(crate) fn text(&mut self, name: &str, text: &str) {
        self.key(name);
        quote(text, &mut self.out);
    }

    pub(crate) fn texts(&mut self, name: &str, texts: &[String]) {
        self.key(name);
        self.out.push('[');
        for (index, text) in texts.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            quote(text, &mut self.out);
        }
        self.out.push(']');
    }

    pub(crate) fn number(&mut self, name: &str, number: usize) {
        self.raw(name, &number.to_string());
    }

    /// Adds a member whose value is already JSON.
    pub(crate) fn raw(&mut self, name: &str, json: &str) {
        self.key(name);
        self.out.push_str(json);
    }

    /// Adds a list of items that are already JSON.
    pub(crate) fn list(&mut self, name: &str, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.collect();
        self.raw(name, &format!("[{}]", items.join(",")));
    }

    /// Adds a list of objects, each of which is written by `write`.
    pub(crate) fn objects<T>(
        &mut self,
        name: &str,
        items: impl IntoIterator<Item = T>,
        write: impl Fn(T, &mut Self),
    ) {
        self.key(name);
        self.out.push('[');
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            let start = self.out.len();
            let mut object = Self { out: std::mem::take(&mut self.out), start };
            write(item, &mut object);
            self.out = object.finish();
        }
        self.out.push(']');
    }

    pub(crate) fn finish(mut self) -> String {
        self.out.push('}');
        self.out
    }
}

/// Appends `text`, escaped and without quotes.
pub(crate) fn write_text(out: &mut Output<'_>, text: &str) {
    let mut rest = text.as_bytes();
    loop {
        let (plain, behind) = rest.split_at(plain_length(rest));
        out.add(plain);
        let Some((byte, behind)) = behind.split_first() else { return };
        let (escape, length) = escape(*byte);
        out.add(&escape[..length]);
        rest = behind;
    }
}

/// Copies a text of at most 16 bytes to a slice of the same length. Returns `false` if it is longer or needs an escape.
#[inline(always)]
pub(crate) fn copy_plain(from: &[u8], to: &mut [u8]) -> bool {
    if from.len() > 16 {
        false
    } else if let Some((first, last)) = copy_ends::<8>(from, to) {
        let (first, last) = (u64::from_le_bytes(first), u64::from_le_bytes(last));
        (special(first) | first | special(last) | last) & HIGH == 0
            || are_plain_beyond_ascii(first, last)
    } else if let Some((first, last)) = copy_ends::<4>(from, to) {
        let (first, last) = (u32::from_le_bytes(first), u32::from_le_bytes(last));
        let word = u64::from(first) | u64::from(last) << 32;
        (special(word) | word) & HIGH == 0 || are_plain_beyond_ascii(word, word)
    } else if let Some((first, last)) = copy_ends::<2>(from, to) {
        let (first, last) = (u16::from_le_bytes(first), u16::from_le_bytes(last));
        let word = u64::from(first) | u64::from(last) << 16;
        let word = word | word << 32;
        (special(word) | word) & HIGH == 0 || are_plain_beyond_ascii(word, word)
    } else if let (Some(from), Some(to)) = (from.first(), to.first_mut()) {
        *to = *from;
        is_plain(*from)
    } else {
        true
    }
}

/// Returns `true` if no byte of two words needs an escape, of words that hold bytes beyond ASCII or one that does.
#[cold]
#[inline(never)]
fn are_plain_beyond_ascii(first: u64, last: u64) -> bool {
    (special(first) & !first | special(last) & !last) & HIGH == 0
}

/// The escape of a byte, and its length.
fn escape(byte: u8) -> ([u8; 6], usize) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        b'"' => b'"',
        b'\\' => b'\\',
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x8 => b'b',
        0xc => b'f',
        _ => {
            let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
            return ([b'\\', b'u', b'0', b'0', high, low], 6);
        }
    };
    ([b'\\', short, 0, 0, 0, 0], 2)
}

/// Returns the number of bytes before the first one that needs an escape in JSON: `"`, `\`, or a control character.
#[inline]
pub(crate) fn plain_length(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((chunk, behind)) = rest.split_first_chunk::<8>() {
        if let Some(found) = first_not_plain(*chunk) {
            return bytes.len() - rest.len() + found;
        }
        rest = behind;
    }
    match bytes.last_chunk::<8>() {
        // The rest, extended to eight bytes by preceding ones that are known to be plain.
        Some(last) => first_not_plain(*last).map_or(bytes.len(), |found| bytes.len() - 8 + found),
        None => bytes.iter().position(|byte| !is_plain(*byte)).unwrap_or(bytes.len()),
    }
}

#[inline]
fn is_plain(byte: u8) -> bool {
    byte >= 0x20 && byte != b'"' && byte != b'\\'
}

/// Returns the index of the first byte that needs an escape, from eight bytes at once.
#[inline]
fn first_not_plain(chunk: [u8; 8]) -> Option<usize> {
    let word = u64::from_le_bytes(chunk);
    let found = special(word) & !word & HIGH;
    (found != 0).then(|| found.trailing_zeros() as usize / 8)
}

const ONES: u64 = u64::MAX / 255;
const HIGH: u64 = ONES << 7;

/// Sets the high bit of each byte that needs an escape, and of some beyond ASCII. The other bits mean nothing.
///
/// The exchange of the second bit puts `"` behind the control characters, so one difference finds them all. A borrow may
/// set further high bits, but only above a correct one, so the lowest one of ASCII is always correct.
#[inline(always)]
fn special(word: u64) -> u64 {
    let below = (word ^ (ONES * 2)).wrapping_sub(ONES * 0x21);
    let backslash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    below | backslash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_length_equals_the_plain_search() {
        let search = |bytes: &[u8]| {
            bytes
                .iter()
                .position(|byte| *byte < 0x20 || *byte == b'"' || *byte == b'\\')
                .unwrap_or(bytes.len())
        };
        for byte in 0..=255 {
            for neighbour in
                [b'a', b'!', b'#', b'[', b']', 0x1f, 0x20, 0x7f, 0x80, 0xa2, 0xdc, 0xff]
            {
                for position in 0..17 {
                    let mut bytes = [neighbour; 17];
                    bytes[position] = byte;
                    assert_eq!(plain_length(&bytes), search(&bytes), "{bytes:?}");
                    let short = &bytes[position / 2..position];
                    let mut copied = vec![0; short.len()];
                    assert_eq!(
                        copy_plain(short, &mut copied),
                        search(short) == short.len(),
                        "{short:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_character_that_needs_it_is_escaped() {
        let mut out = Vec::new();
        write_text(&mut Output::new(&mut out), "a\"b\\c\n\r\t\u{1}\u{8}\u{c}\u{1f}\u{7f}é/");
        assert_eq!(
            String::from_utf8(out).as_deref(),
            Ok("a\\\"b\\\\c\\n\\r\\t\\u0001\\b\\f\\u001f\u{7f}é/"),
        );
    }
}
