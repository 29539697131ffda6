use secrecy::{ExposeSecret as _, SecretString};

use crate::redact::escape::{self, Found};

/// How much of a secret may stand at the end of a text that was cut off, in characters.
const LONGEST_REST: usize = 3;

/// How many characters a text of a request has at least that is looked for within words. A shorter one is
/// looked for as a word of its own.
const WITHIN_WORDS: usize = 4;

/// A text that is looked for, whatever escapes its characters.
pub(super) struct Needle {
    text: SecretString,
    place: Place,
}

/// Where a needle counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Anywhere, in either case.
    Key,
    /// As a number of its own, which is not that of the order.
    Number,
    /// Anywhere, in either case; in a code as a word of its own.
    Text,
    /// As a word of its own.
    Word,
}

impl Needle {
    /// A part of the credentials.
    pub(super) fn key(text: String) -> Self {
        Self { text: text.into(), place: Place::Key }
    }

    /// A text of a request; `None` if it is too short to be looked for.
    pub(super) fn text(text: &SecretString) -> Option<Self> {
        let text = text.expose_secret().trim();
        let length = text.chars().count();
        let place = match length {
            _ if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                if length < WITHIN_WORDS {
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

    pub(super) fn len(&self) -> usize {
        self.text.expose_secret().len()
    }

    pub(super) fn first(&self) -> Option<char> {
        self.text.expose_secret().chars().next()
    }

    /// How many bytes of `bytes` it takes at `at`, or what is there of it if they end within it.
    pub(super) fn length_at(&self, bytes: &[u8], at: usize, is_code: bool) -> Option<usize> {
        let text = self.text.expose_secret();
        let (before, rest) = bytes.split_at(at);
        let (mut length, mut is_whole) = (0, true);
        for (count, character) in text.chars().enumerate() {
            match escape::find(&rest[length..], character) {
                Found::Here(more) => length += more,
                Found::End if count > LONGEST_REST => {
                    (length, is_whole) = (rest.len(), false);
                    break;
                }
                Found::End | Found::No => return None,
            }
        }
        let next = rest.get(length);
        let starts = !before.last().is_some_and(is_letter) || escape::ends_with_escape(before);
        let is_word = is_whole && starts && !next.is_some_and(is_letter);
        let counts = match self.place {
            Place::Text if is_code => is_word,
            Place::Key | Place::Text => true,
            Place::Number => {
                let starts = !before.last().is_some_and(u8::is_ascii_digit)
                    || escape::ends_with_escape(before);
                let is_number = is_whole && starts && !next.is_some_and(u8::is_ascii_digit);
                is_number && !follows_order_id(before)
            }
            Place::Word => is_word && rest.starts_with(text.as_bytes()),
        };
        counts.then_some(length)
    }
}

fn is_letter(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte >= 0x80
}

/// Whether what follows `before` is the value of `order_id`, in any format: that must not be lost.
fn follows_order_id(before: &[u8]) -> bool {
    let is_between =
        |byte: &u8| matches!(byte, b' ' | b'"' | b'\'' | b':' | b'=' | b'>' | b'\\' | b'0');
    let end = before.iter().rposition(|byte| !is_between(byte));
    end.is_some_and(|end| before[..=end].ends_with(b"order_id"))
}
