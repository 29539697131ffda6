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

impl<const PRETTY: bool> Writer<'_, PRETTY> {
    #[inline]
    fn key(&mut self, index: usize) {
        if !self.is_empty {
            self.out.push(b',');
        }
        self.is_empty = false;
        if PRETTY {
            self.out.extend_from_slice(b"\n  ");
        }
        self.out.extend_from_slice(self.schema.fields[index].key.as_bytes());
        if PRETTY {
            self.out.push(b' ');
        }
    }

    fn scalar(&mut self, scalar: &str) {
        let quoted = self.schema.scalars == Scalars::Text;
        if quoted {
            self.out.push(b'"');
        }
        self.out.extend_from_slice(scalar.as_bytes());
        if quoted {
            self.out.push(b'"');
        }
    }

    fn number(&mut self, magnitude: u64, negative: bool) {
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
        self.scalar(str::from_utf8(&digits[start..]).expect("digits are ASCII"));
    }
}

impl<'a, const PRETTY: bool> Visitor<'a> for Writer<'_, PRETTY> {
    #[inline]
    fn field(&mut self, index: usize, node: Node<'a>) {
        if node == Node::Absent {
            return;
        }
        self.key(index);
        match node {
            Node::Absent => {}
            Node::Bool(true) => self.scalar("true"),
            Node::Bool(false) => self.scalar("false"),
            Node::Integer(number) => self.number(number.unsigned_abs(), number < 0),
            Node::Unsigned(number) => self.number(number, false),
            Node::Text(text) => write_text(self.out, text),
        }
    }
}

/// Appends a text in quotes, escaped.
fn write_text(out: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    out.reserve(rest.len() + 2);
    out.push(b'"');
    loop {
        let plain = plain_length(rest);
        out.extend_from_slice(&rest[..plain]);
        match rest.get(plain) {
            None => break,
            Some(byte) => write_escape(out, *byte),
        }
        rest = &rest[plain + 1..];
    }
    out.push(b'"');
}

#[cold]
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
///
/// Looks at eight bytes at a time: the arithmetic sets the high bit of every byte that is below
/// 0x20, `"` or `\`, and of the bytes it finds the lowest is always a true one.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let mut length = 0;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = u64::from_le_bytes(chunk.try_into().expect("chunks have eight bytes"));
        let quote = word ^ (ONES * b'"' as u64);
        let backslash = word ^ (ONES * b'\\' as u64);
        let found = (word.wrapping_sub(ONES * 0x20)
            | quote.wrapping_sub(ONES)
            | backslash.wrapping_sub(ONES))
            & !word
            & HIGH;
        if found != 0 {
            return length + found.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    let is_plain = |byte: &u8| *byte >= 0x20 && *byte != b'"' && *byte != b'\\';
    length
        + chunks
            .remainder()
            .iter()
            .position(|byte| !is_plain(byte))
            .unwrap_or(chunks.remainder().len())
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
            Ok("\"a\\\"b\\\\c\\n\\r\\t\\u0001\\b\\f\\u001f\u{7f}é/\""),
        );
    }
}
