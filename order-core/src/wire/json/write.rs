use crate::{
    OrderRequest,
    schema::{Scalars, Schema},
    value::{Node, Visitor},
};

/// Room for a usual request.
pub(super) const ROOM: usize = 1024;

/// Appends a request to `out`.
pub(super) fn write<T: OrderRequest>(request: &T, out: &mut Vec<u8>, pretty: bool) {
    if pretty {
        write_layout::<T, true>(request, out);
    } else {
        write_layout::<T, false>(request, out);
    }
}

fn write_layout<T: OrderRequest, const PRETTY: bool>(request: &T, out: &mut Vec<u8>) {
    out.push(b'{');
    let mut writer = Writer::<PRETTY> { schema: T::SCHEMA, out, is_empty: true };
    request.visit(&mut writer);
    let is_empty = writer.is_empty;
    if PRETTY && !is_empty {
        out.push(b'\n');
    }
    out.push(b'}');
}

struct Writer<'w, const PRETTY: bool> {
    schema: &'static Schema,
    out: &'w mut Vec<u8>,
    is_empty: bool,
}

impl<'a, const PRETTY: bool> Visitor<'a> for Writer<'_, PRETTY> {
    #[inline]
    fn field(&mut self, index: usize, node: Node<'a>) {
        match node {
            Node::Absent => {}
            Node::Bool(true) => self.scalar(index, "true"),
            Node::Bool(false) => self.scalar(index, "false"),
            Node::Integer(number) => self.number(index, number.unsigned_abs(), number < 0),
            Node::Unsigned(number) => self.number(index, number, false),
            Node::Text(text) => {
                self.key(index, true);
                write_text(self.out, text);
                self.out.push(b'"');
            }
        }
    }
}

impl<const PRETTY: bool> Writer<'_, PRETTY> {
    /// Writes the comma before a member, its name, and the quote that opens a text.
    #[inline]
    fn key(&mut self, index: usize, quoted: bool) {
        let key = self.schema.fields[index].key;
        let key = if quoted { key } else { &key[..key.len() - 1] };
        let from = usize::from(std::mem::replace(&mut self.is_empty, false));
        if PRETTY {
            self.pretty_key(&key[from..]);
        } else {
            self.out.extend_from_slice(&key.as_bytes()[from..]);
        }
    }

    /// The same on a line of its own, with a space behind the colon.
    fn pretty_key(&mut self, key: &str) {
        let (comma, key) =
            if let Some(rest) = key.strip_prefix(',') { (",", rest) } else { ("", key) };
        let (name, quote) =
            if key.ends_with('"') { key.split_at(key.len() - 1) } else { (key, "") };
        for part in [comma, "\n  ", name, " ", quote] {
            self.out.extend_from_slice(part.as_bytes());
        }
    }

    fn scalar(&mut self, index: usize, scalar: &str) {
        let quoted = self.schema.scalars == Scalars::Text;
        self.key(index, quoted);
        self.out.extend_from_slice(scalar.as_bytes());
        if quoted {
            self.out.push(b'"');
        }
    }

    fn number(&mut self, index: usize, magnitude: u64, negative: bool) {
        // 20 digits and a sign.
        let mut digits = [0; 21];
        let mut start = digits.len();
        let mut rest = magnitude;
        loop {
            start -= 1;
            digits[start] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if negative {
            start -= 1;
            digits[start] = b'-';
        }
        self.scalar(index, str::from_utf8(&digits[start..]).expect("digits are ASCII"));
    }
}

/// Appends the inside of a text, escaped.
#[inline]
fn write_text(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    match plain_length(bytes) {
        plain if plain == bytes.len() => out.extend_from_slice(bytes),
        plain => write_escaped(out, bytes, plain),
    }
}

#[cold]
fn write_escaped(out: &mut Vec<u8>, mut rest: &[u8], mut plain: usize) {
    loop {
        out.extend_from_slice(&rest[..plain]);
        match rest.get(plain) {
            None => return,
            Some(byte) => write_escape(out, *byte),
        }
        rest = &rest[plain + 1..];
        plain = plain_length(rest);
    }
}

fn write_escape(out: &mut Vec<u8>, byte: u8) {
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
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

/// How many bytes come before the first that JSON text cannot hold as it is: `"`, `\`, or a control character.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let Some(last) = bytes.last_chunk::<8>() else {
        return bytes.iter().position(|byte| !is_plain(*byte)).unwrap_or(bytes.len());
    };
    let (chunks, _) = bytes.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        if let Some(found) = first_not_plain(*chunk) {
            return index * 8 + found;
        }
    }
    // The rest, together with bytes that are known to be plain.
    first_not_plain(*last).map_or(bytes.len(), |found| bytes.len() - 8 + found)
}

#[inline]
fn is_plain(byte: u8) -> bool {
    byte >= 0x20 && byte != b'"' && byte != b'\\'
}

/// Looks at eight bytes at a time: the arithmetic sets the high bit of every byte that is below 0x20,
/// `"` or `\`. A borrow may set more, but only above a true one, so the lowest is always true.
#[inline]
fn first_not_plain(chunk: [u8; 8]) -> Option<usize> {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let word = u64::from_le_bytes(chunk);
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let below = word.wrapping_sub(ONES * 0x20);
    let found = (below | quote.wrapping_sub(ONES) | backslash.wrapping_sub(ONES)) & !word & HIGH;
    (found != 0).then(|| found.trailing_zeros() as usize / 8)
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
                }
            }
        }
    }

    #[test]
    fn every_character_that_needs_it_is_escaped() {
        let mut out = Vec::new();
        write_text(&mut out, "a\"b\\c\n\r\t\u{1}\u{8}\u{c}\u{1f}\u{7f}é/");
        assert_eq!(
            String::from_utf8(out).as_deref(),
            Ok("a\\\"b\\\\c\\n\\r\\t\\u0001\\b\\f\\u001f\u{7f}é/"),
        );
    }
}
