//! JSON output: escaped text and small objects.

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
#[inline(always)]
pub(crate) fn write_text(out: &mut Vec<u8>, text: &str) {
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
            Some(byte) => {
                let (escape, length) = escape(*byte);
                out.extend_from_slice(&escape[..length]);
            }
        }
        rest = &rest[plain + 1..];
        plain = plain_length(rest);
    }
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
///
/// The arithmetic sets the high bit of every byte that is below 0x20, `"` or `\`. A borrow may set further bits, but
/// only above a correct one, so the lowest one is always correct.
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
