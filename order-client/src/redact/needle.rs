use secrecy::{ExposeSecret as _, SecretString};

use crate::texts::Text;

/// The longest start of a secret, in characters, that may remain at the end of a text that was cut off.
const LONGEST_REST: usize = 3;

/// The shortest text of a request that is recognized inside words, in characters. A shorter one is
/// recognized only as a separate word.
const WITHIN_WORDS: usize = 4;

/// The smallest number of digits of a secret that is looked for.
const SECRET_DIGITS: usize = 2;

/// A text that is looked for.
pub(super) struct Needle {
    text: SecretString,
    place: Place,
}

/// The places where a needle counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Anywhere, in either case.
    Key,
    /// As a separate number, except as the value of the member of this name, the number of the order.
    Number { unless: &'static str },
    /// Anywhere, in either case; in a code only as a separate word.
    Text,
    /// As a separate word.
    Word,
}

impl Needle {
    /// A part of the credentials.
    pub(super) fn key(text: String) -> Self {
        Self { text: text.into(), place: Place::Key }
    }

    /// Creates a needle for a text of a request, or returns `None` if the text is too short. The member `number` has
    /// the number of the order.
    pub(super) fn text(text: Text<'_>, number: &'static str) -> Option<Self> {
        let Text { text, is_secret } = text;
        let text = text.trim();
        let length = text.chars().count();
        let digits = if is_secret { SECRET_DIGITS } else { WITHIN_WORDS };
        let place = match length {
            _ if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                if length < digits {
                    return None;
                }
                Place::Number { unless: number }
            }
            0 | 1 => return None,
            _ if length < WITHIN_WORDS => Place::Word,
            _ => Place::Text,
        };
        Some(Self { text: text.into(), place })
    }

    pub(super) fn first(&self) -> Option<char> {
        self.text.expose_secret().chars().next()
    }

    /// Returns the end of this needle if it occurs at `at`. A needle that is cut off ends with `bytes`.
    ///
    /// Its neighbours are checked only in text without escapes.
    pub(super) fn end(
        &self,
        bytes: &[u8],
        at: usize,
        is_unescaped: bool,
        is_code: bool,
    ) -> Option<usize> {
        let text = self.text.expose_secret();
        let (mut end, mut is_whole) = (at, true);
        for (count, expected) in text.chars().enumerate() {
            match character(&bytes[end..]) {
                Some((found, length)) if is_same(found, expected) => end += length,
                None if end == bytes.len() && count > LONGEST_REST => {
                    is_whole = false;
                    break;
                }
                _ => return None,
            }
        }
        let (before, next) = (&bytes[..at], bytes.get(end));
        let is_word =
            || is_whole && !before.last().is_some_and(is_letter) && !next.is_some_and(is_letter);
        let is_digit = u8::is_ascii_digit;
        let is_number =
            || is_whole && !before.last().is_some_and(is_digit) && !next.is_some_and(is_digit);
        // The words of a code stand between underscores, and belong to it.
        let is_joined = before.last() == Some(&b'_') || next == Some(&b'_');
        let counts = match self.place {
            Place::Text | Place::Word if is_code && is_joined => false,
            Place::Text if is_code => is_word(),
            Place::Key | Place::Text => true,
            Place::Number { unless } => is_unescaped && is_number() && !follows(before, unless),
            Place::Word => is_unescaped && is_word() && bytes[at..].starts_with(text.as_bytes()),
        };
        counts.then_some(end)
    }
}

/// The character at the start, and its length.
fn character(bytes: &[u8]) -> Option<(char, usize)> {
    let start = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&start[..error.valid_up_to()]).ok()?,
    };
    valid.chars().next().map(|character| (character, character.len_utf8()))
}

/// Returns whether both are the same character in either case, or both are white space, which a form writes as `+`.
fn is_same(found: char, expected: char) -> bool {
    found == expected
        || (expected.is_whitespace() && (found.is_whitespace() || found == '+'))
        || found.to_lowercase().eq(expected.to_lowercase())
}

fn is_letter(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte >= 0x80
}

/// Returns whether the value of the member `name`, in any format, follows `before`. It must not be lost.
fn follows(before: &[u8], name: &str) -> bool {
    let end = before.iter().rposition(|byte| !is_between(byte));
    let before = end.and_then(|end| before[..=end].strip_suffix(name.as_bytes()));
    before.is_some_and(|before| !before.last().is_some_and(is_of_name))
}

/// Returns whether this stands between a name and its value, in any format.
pub(super) fn is_between(byte: &u8) -> bool {
    matches!(byte, b' ' | b'"' | b'\'' | b':' | b'=' | b'>')
}

/// Returns whether this may be a part of a name.
pub(super) fn is_of_name(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte == b'_'
}
