//! Text without its escapes. Escapes may be nested: a page may show JSON in HTML.

/// Names of characters in HTML and XML.
const NAMES: [(&[u8], char); 6] =
    [(b"amp", '&'), (b"apos", '\''), (b"gt", '>'), (b"lt", '<'), (b"nbsp", ' '), (b"quot", '"')];

/// The longest escape.
const LONGEST: usize = 12;

/// Text, with the origin of each of its bytes.
pub(super) struct Layer {
    pub(super) bytes: Vec<u8>,
    /// The start and end of each byte in the original text.
    places: Vec<(usize, usize)>,
    /// The length of the original text.
    length: usize,
    /// True if something was dropped at the end that may be the beginning of an escape.
    pub(super) is_cut: bool,
}

impl Layer {
    /// Creates the layer of the original text.
    pub(super) fn new(bytes: &[u8]) -> Self {
        let places = (0..bytes.len()).map(|at| (at, at + 1)).collect();
        Self { bytes: bytes.to_owned(), places, length: bytes.len(), is_cut: false }
    }

    /// Removes one escape from each character; `None` if there are no escapes.
    ///
    /// An escape that is cut off by the end of the text is dropped.
    pub(super) fn unescaped(&self) -> Option<Self> {
        let (mut bytes, mut places) = (Vec::new(), Vec::new());
        let (mut at, mut has_changed, mut is_cut_here) = (0, false, self.is_cut);
        while let Some(byte) = self.bytes.get(at) {
            let rest = &self.bytes[at..];
            let escape = match byte {
                b'\\' => json(rest),
                b'&' => entity(rest),
                b'%' => percent(rest),
                _ => None,
            };
            let Some((character, length)) = escape else {
                let is_cut = matches!(byte, b'\\' | b'&' | b'%') && is_cut(rest);
                if is_cut {
                    has_changed = true;
                    is_cut_here = true;
                    break;
                }
                bytes.push(*byte);
                places.push(self.places[at]);
                at += 1;
                continue;
            };
            let place = (self.places[at].0, self.places[at + length - 1].1);
            match character {
                Unescaped::Byte(byte) => {
                    bytes.push(byte);
                    places.push(place);
                }
                Unescaped::Char(character) => {
                    let mut buffer = [0; 4];
                    for byte in character.encode_utf8(&mut buffer).bytes() {
                        bytes.push(byte);
                        places.push(place);
                    }
                }
            }
            at += length;
            has_changed = true;
        }
        has_changed.then_some(Self { bytes, places, length: self.length, is_cut: is_cut_here })
    }

    /// Returns the original place of the bytes from `start` to `end`, up to the end of the text if they are the
    /// last.
    pub(super) fn place(&self, start: usize, end: usize) -> (usize, usize) {
        let last = if end == self.bytes.len() { self.length } else { self.places[end - 1].1 };
        (self.places[start].0, last)
    }
}

enum Unescaped {
    /// A byte, which may be only a part of a character.
    Byte(u8),
    Char(char),
}

fn json(bytes: &[u8]) -> Option<(Unescaped, usize)> {
    let character = match bytes.get(1)? {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        escaped @ (b'\\' | b'"' | b'/' | b'\'') => char::from(*escaped),
        b'u' => {
            let unit = |at: usize| {
                let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
                u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
            };
            let units = [unit(0)?, unit(6).unwrap_or_default()];
            let character = char::decode_utf16(units).next()?.ok()?;
            return Some((Unescaped::Char(character), 6 * character.len_utf16()));
        }
        _ => return None,
    };
    Some((Unescaped::Char(character), 2))
}

fn entity(bytes: &[u8]) -> Option<(Unescaped, usize)> {
    let end = bytes.iter().take(LONGEST).position(|byte| *byte == b';')?;
    let name = &bytes[1..end];
    let character = match name.strip_prefix(b"#") {
        None => NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known))?.1,
        Some(digits) => {
            let digits = std::str::from_utf8(digits).ok()?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((Unescaped::Char(character), end + 1))
}

fn percent(bytes: &[u8]) -> Option<(Unescaped, usize)> {
    let digits = std::str::from_utf8(bytes.get(1..3)?).ok()?;
    Some((Unescaped::Byte(u8::from_str_radix(digits, 16).ok()?), 3))
}

/// Returns whether `bytes` may be exactly the beginning of an escape.
fn is_cut(bytes: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'\\' | b'#');
    bytes.len() < LONGEST && bytes[1..].iter().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unescaped(text: &str) -> Option<String> {
        let layer = Layer::new(text.as_bytes()).unescaped()?;
        assert_eq!(layer.bytes.len(), layer.places.len());
        Some(String::from_utf8_lossy(&layer.bytes).into_owned())
    }

    #[test]
    fn one_escape_is_taken_off_each_character() {
        for (text, expected) in [
            (r#"a\n\r\t\"\/\\n\u00e4\uD83D\uDE00."#, "a\n\r\t\"/\\nä\u{1f600}."),
            ("&quot;&amp;quot;&#34;&#x1F600;&LT;.", "\"&quot;\"\u{1f600}<."),
            ("%41%c3%A4%2541.", "Aä%41."),
        ] {
            assert_eq!(unescaped(text).as_deref(), Some(expected));
        }
    }

    #[test]
    fn other_text_stays() {
        for text in
            ["", "plain", "\\x and more", "&unknown; and more", "%zz and more", "\\ud83d and more"]
        {
            assert_eq!(unescaped(text), None, "{text}");
        }
    }

    #[test]
    fn escape_that_is_cut_off_is_left_out() {
        for text in ["ab\\", "ab\\u00", "ab&quo", "ab&", "ab%", "ab%4"] {
            assert_eq!(unescaped(text).as_deref(), Some("ab"), "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_text_as_it_came() {
        let text = "x&amp;quot;y%41";
        let once = Layer::new(text.as_bytes()).unescaped().expect("escaped");
        let twice = once.unescaped().expect("escaped twice");
        assert_eq!(twice.bytes, b"x\"yA");
        assert_eq!(twice.place(1, 2), (1, 11));
        assert_eq!(twice.place(0, 3), (0, 12));
        assert_eq!(twice.place(3, 4), (12, 15));
    }
}
