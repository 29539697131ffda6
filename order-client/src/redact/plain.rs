//! The judgement whether a text of a service may be shown at all.
//!
//! A list of escapes is never whole, so a text that has any left which is not known here is not shown.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

/// The longest word that may be shown, in characters. A longer one may be any encoding of anything.
const LONGEST_WORD: usize = 24;

/// The shortest text, in letters and digits, that is looked for without regard to what stands between them.
const SHORTEST: usize = 4;

/// Letters and digits of a text that is looked for, in lower case.
pub(super) fn folded(text: &str) -> String {
    let kept = text.chars().filter(|character| character.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// Returns whether a folded text is long enough, and not a mere number, which may be in a text by accident.
pub(super) fn is_searched(folded: &str) -> bool {
    folded.chars().count() >= SHORTEST && !folded.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether `text`, whose known escapes are removed, has nothing left that may hide another text.
pub(super) fn is_plain(text: &str) -> bool {
    !has_escape(text)
        && !text.to_ascii_lowercase().contains("xn--")
        && words(text).all(|word| word.len() <= LONGEST_WORD)
}

/// Returns whether `text`, whose known escapes are removed, has something left that looks like an escape.
pub(super) fn has_escape(text: &str) -> bool {
    text.char_indices().any(|(at, character)| {
        let rest = &text.as_bytes()[at + character.len_utf8()..];
        let next = rest.first().copied().unwrap_or(b' ');
        match character {
            '\\' | '\u{fffd}' => true,
            '&' => next.is_ascii_alphanumeric() || next == b'#',
            '%' => next.is_ascii_alphanumeric(),
            // Quoted-printable, for bytes beyond ASCII, and words of MIME.
            '=' => next == b'?' || is_high(rest),
            // UTF-7.
            '+' => next.is_ascii_alphanumeric(),
            _ => character.is_control() && !character.is_whitespace(),
        }
    })
}

/// Returns whether two hexadecimal digits of a byte beyond ASCII come next.
fn is_high(rest: &[u8]) -> bool {
    let [first, second, ..] = rest else { return false };
    matches!(first, b'8' | b'9' | b'A'..=b'F')
        && second.is_ascii_hexdigit()
        && !second.is_ascii_lowercase()
}

/// Returns whether a needle of `needles`, which are folded, is in `text`, however it is spaced or packed. The end
/// of `text` may be cut off.
pub(super) fn has_any(text: &str, needles: &[String]) -> bool {
    let is_in = |text: &str| {
        let text = folded(text);
        needles.iter().any(|needle| text.contains(needle) || ends_with_start_of(&text, needle))
    };
    is_in(text) || words(text).filter_map(unpacked).any(|unpacked| is_in(&unpacked))
}

fn ends_with_start_of(text: &str, needle: &str) -> bool {
    let ends = needle.char_indices().map(|(at, _)| at).skip(SHORTEST);
    ends.into_iter().any(|end| text.ends_with(&needle[..end]))
}

/// The words as base64 and hexadecimal digits use them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|character: char| {
        !(character.is_ascii_alphanumeric() || matches!(character, '+' | '=' | '_'))
    });
    words.filter(|word| !word.is_empty())
}

/// The text that `word` has in base64 or hexadecimal digits, if it is one.
fn unpacked(word: &str) -> Option<String> {
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true),
    );
    let hex = || -> Option<Vec<u8>> {
        let pairs = word.as_bytes().chunks_exact(2);
        pairs.map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()).collect()
    };
    let bytes = match word.len().is_multiple_of(2) {
        true => hex(),
        false => None,
    };
    let bytes = bytes.or_else(|| LENIENT.decode(word.replace('_', "/")).ok())?;
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_with_unknown_escapes_is_not_plain() {
        for text in [
            r"My\fCompany",
            "Bj&oslash;rn",
            "Bj&#00000000000248;rn",
            "Bj%u00f8rn",
            r"Bj\xf8rn",
            "Bj=C3=B8rn",
            "=?utf-8?q?Bj?=",
            "Bj+APg-rn",
            "My\u{8}Company",
            "MDAxMDA3OnNreWZhbGwtMTIzNDU2Nzg5",
            "\u{fffd}",
        ] {
            assert!(!is_plain(text), "{text}");
        }
        for text in [
            "the request is not valid; 100% of it & more",
            "<html><p>502 Bad Gateway</p></html>",
            r#"{"order_id":00222307,"a":[1,2]}"#,
            "see https://api.example.com/v2/order?number=7",
            "",
        ] {
            assert!(is_plain(text), "{text}");
        }
    }

    #[test]
    fn spaced_and_packed_texts_are_found() {
        let needles = [folded("My Company"), folded("Gary")];
        for text in [
            "My  Company",
            "MY-COMPANY!",
            "m.y.c.o.m.p.a.n.y",
            "of My Comp",
            "R2FyeQ==",
            "47617279",
        ] {
            assert!(has_any(text, &needles), "{text}");
        }
        for text in ["a company", "garment", "my", ""] {
            assert!(!has_any(text, &needles), "{text}");
        }
    }
}
