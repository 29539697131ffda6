//! Percent-encoding, as in the path and the query of a URL and in forms.

use crate::language::Text;

/// Decodes percent-encoding and, in a query or a form, `+`. An error has the offset and the message.
pub(crate) fn decode(encoded: &str, plus_is_blank: bool) -> Result<String, (usize, Text)> {
    let bytes = encoded.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    loop {
        let rest = &bytes[at..];
        let is_mark = |byte: &u8| *byte == b'%' || *byte == b'+' && plus_is_blank;
        let plain = rest.iter().position(is_mark).unwrap_or(rest.len());
        decoded.extend_from_slice(&rest[..plain]);
        at += plain;
        match bytes.get(at) {
            None => break,
            Some(b'%') => {
                decoded.push(encoded_byte(bytes, at).ok_or((at, Text::PercentDigits))?);
                at += 3;
            }
            Some(_) => {
                decoded.push(b' ');
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).map_err(|_| (0, Text::PercentNotUtf8))
}

/// The byte that `%` and two hexadecimal digits stand for at this offset.
pub(crate) fn encoded_byte(bytes: &[u8], at: usize) -> Option<u8> {
    let [b'%', high, low] = bytes.get(at..at + 3)? else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()
}
