//! Characters in text that may be escaped, even more than once: a page may show JSON in HTML.

/// Names of characters in HTML and XML.
const NAMES: [(&[u8], char); 6] =
    [(b"amp", '&'), (b"apos", '\''), (b"gt", '>'), (b"lt", '<'), (b"nbsp", ' '), (b"quot", '"')];

/// The longest escape, that of a character beyond 16 bits in JSON.
const LONGEST: usize = 12;

/// How a character stands in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// It takes so many bytes.
    Here(usize),
    /// The text ends within it, or before it.
    End,
    /// It is not there.
    No,
}

/// Looks for `character`, in either case, at the start of `bytes`.
pub(super) fn find(bytes: &[u8], character: char) -> Found {
    let Some(first) = bytes.first() else { return Found::End };
    let decoded = match first {
        b'\\' => json(bytes),
        b'&' => entity(bytes),
        b'%' => percent(bytes),
        b'+' => Some((' ', 1)),
        _ => None,
    };
    // Before the character as it is, since `&amp;` starts with one.
    if let Some((found, length)) = decoded
        && is_same(found, character)
    {
        return Found::Here(length);
    }
    if let Some(found) = utf8(bytes)
        && is_same(found, character)
    {
        return Found::Here(found.len_utf8());
    }
    // What escapes is escaped by another one, or escapes a character that need not be.
    let skipped = match (first, decoded) {
        (b'\\', _) => 1,
        (_, Some(('\\', length))) => length,
        (b'&' | b'%', None) if bytes.len() < LONGEST && is_unfinished(bytes) => return Found::End,
        _ => return Found::No,
    };
    match find(&bytes[skipped..], character) {
        Found::Here(length) => Found::Here(skipped + length),
        other => other,
    }
}

/// Whether `bytes` end with an escaped character that is no letter or digit.
pub(super) fn ends_with_escape(bytes: &[u8]) -> bool {
    let tail = |count: usize| bytes.len().checked_sub(count).map(|start| &bytes[start..]);
    let is_hex = |digits: &[u8]| digits.iter().all(u8::is_ascii_hexdigit);
    matches!(tail(2), Some([b'\\', b'n' | b'r' | b't']))
        || matches!(tail(3), Some([b'%', digits @ ..]) if is_hex(digits))
        || matches!(tail(6), Some([b'\\', b'u', digits @ ..]) if is_hex(digits))
}

fn is_same(found: char, expected: char) -> bool {
    found == expected
        || found.to_lowercase().eq(expected.to_lowercase())
        || (found.is_whitespace() && expected.is_whitespace())
}

/// The character at the start, as it is.
fn utf8(bytes: &[u8]) -> Option<char> {
    let start = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&start[..error.valid_up_to()]).ok()?,
    };
    valid.chars().next()
}

fn json(bytes: &[u8]) -> Option<(char, usize)> {
    match bytes.get(1)? {
        b'n' => Some(('\n', 2)),
        b'r' => Some(('\r', 2)),
        b't' => Some(('\t', 2)),
        b'u' => {
            let unit = |at: usize| {
                let escape = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
                u16::from_str_radix(std::str::from_utf8(escape).ok()?, 16).ok()
            };
            let units = [unit(0)?, unit(6).unwrap_or_default()];
            let decoded = char::decode_utf16(units).next()?.ok()?;
            Some((decoded, 6 * decoded.len_utf16()))
        }
        _ => None,
    }
}

fn entity(bytes: &[u8]) -> Option<(char, usize)> {
    if bytes.get(1).is_none_or(|byte| *byte != b'#' && !byte.is_ascii_alphabetic()) {
        return None;
    }
    let end = bytes.iter().take(LONGEST).position(|byte| *byte == b';')?;
    let name = &bytes[1..end];
    let named = || NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known));
    let character = match name.strip_prefix(b"#") {
        None => named()?.1,
        Some(digits) => {
            let digits = std::str::from_utf8(digits).ok()?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    if character == '&'
        && let Some((inner, length)) =
            entity(&[b"&", &bytes[end + 1..bytes.len().min(end + 3 * LONGEST)]].concat())
    {
        return Some((inner, end + length));
    }
    Some((character, end + 1))
}

fn percent(bytes: &[u8]) -> Option<(char, usize)> {
    let mut decoded = Vec::with_capacity(4);
    for escape in bytes.chunks_exact(3).take(4) {
        let [b'%', digits @ ..] = escape else { break };
        let Some(digits) = std::str::from_utf8(digits).ok() else { break };
        let Ok(byte) = u8::from_str_radix(digits, 16) else { break };
        decoded.push(byte);
    }
    let character = utf8(&decoded)?;
    Some((character, 3 * character.len_utf8()))
}

/// Whether an escape begins that `bytes` are too short for.
fn is_unfinished(bytes: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'%' | b'#');
    bytes[1..].iter().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn character_is_found_in_every_escape() {
        for (text, character) in [
            ("a", 'a'),
            ("A", 'a'),
            ("ä", 'Ä'),
            ("\t", ' '),
            ("+", ' '),
            ("\\n", '\n'),
            ("\\\\n", '\n'),
            ("\\\"", '"'),
            ("\\\\\\\"", '"'),
            ("\\/", '/'),
            ("\\u00e4", 'ä'),
            ("\\\\u00E4", 'ä'),
            ("\\ud83d\\ude00", '\u{1f600}'),
            ("&quot;", '"'),
            ("&#34;", '"'),
            ("&#x22;", '"'),
            ("&amp;", '&'),
            ("&amp;quot;", '"'),
            ("&amp;amp;", '&'),
            ("&amp;#38;lt;", '<'),
            ("\\&quot;", '"'),
            ("%22", '"'),
            ("%5C%22", '"'),
            ("%5C%5c%22", '"'),
            ("%c3%A4", 'ä'),
        ] {
            assert_eq!(find(text.as_bytes(), character), Found::Here(text.len()), "{text}");
            let longer = format!("{text}%41&gt;\\x");
            assert_eq!(find(longer.as_bytes(), character), Found::Here(text.len()), "{text}");
        }
    }

    #[test]
    fn other_character_is_not_found() {
        for text in
            ["b", "\\u00e5", "&quot;", "&unknown; and more", "%4", "%zz and more of it", "\u{e5}"]
        {
            assert_ne!(find(text.as_bytes(), 'ä'), Found::Here(text.len()), "{text}");
        }
        assert_eq!(find(b"b", 'a'), Found::No);
        assert_eq!(find(b"&unknown; and more", 'a'), Found::No);
        assert_eq!(find(b"\xff\xff", 'a'), Found::No);
        for text in ["", "\\", "&quo", "%2", "%", "&"] {
            assert_eq!(find(text.as_bytes(), '"'), Found::End, "{text}");
        }
    }
}
