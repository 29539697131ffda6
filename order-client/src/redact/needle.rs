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
    /// As a separate number, which is not that of the order.
    Number,
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

    /// Creates a needle for a text of a request, or returns `None` if the text is too short.
    pub(super) fn text(text: &Text) -> Option<Self> {
        let is_secret = text.is_secret;
        let text = text.text.expose_secret().trim();
        let length = text.chars().count();
        let digits = if is_secret { SECRET_DIGITS } else { WITHIN_WORDS };
        let place = match length {
            _ if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                if length < digits {
                    return None;
                }
                Place::Number
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
            Place::Number => is_unescaped && is_number() && !follows_order_id(before),
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

/// Returns whether the value of `order_id`, in any format, follows `before`. It must not be lost.
fn follows_order_id(before: &[u8]) -> bool {
    let is_between = |byte: &u8| matches!(byte, b' ' | b'"' | b'\'' | b':' | b'=' | b'>');
    let end = before.iter().rposition(|byte| !is_between(byte));
    end.is_some_and(|end| before[..=end].ends_with(b"order_id"))
}
