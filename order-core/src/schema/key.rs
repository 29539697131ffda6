/// The start of a JSON member that holds text: a comma, the escaped name in quotes, a colon and a quote.
///
/// The last byte is the length of this, or 0 if the name is too long; such a member is put together from its name. Its high
/// bit is set for a field that is not simply a member of the body. A copy of fixed size takes less than one of the length.
pub type Key = [u8; 32];

const HIGH: u8 = 0x80;

/// Returns the length of the key of a field that is simply a member of the body, if its name is not too long.
#[inline(always)]
pub(crate) fn length_in_body(key: &Key) -> Option<usize> {
    let length = usize::from(key[key.len() - 1]);
    (1..key.len()).contains(&length).then_some(length)
}

/// Returns a key without the quote of the text, or `None` if the name is too long for one.
#[inline]
pub(crate) fn without_quote(key: &Key) -> Option<&[u8]> {
    let length = usize::from(key[key.len() - 1] & !HIGH);
    key.get(..length.checked_sub(1)?)
}

/// Returns the length of a key without the quote of the text, if a text begins with this; `None` too if the name is too long for a
/// key.
///
/// Words are compared instead of bytes, as a comparison of any length is a call.
#[inline(always)]
pub(crate) fn found_without_quote(key: &Key, text: &Key) -> Option<usize> {
    let last = key.len() - 1;
    let length = usize::from(key[last] & !HIGH).checked_sub(1)?;
    // Mostly, a name of another length has no colon there.
    if text[length.wrapping_sub(1) & last] != b':' {
        return None;
    }
    let (keys, texts) = (key.as_chunks::<8>().0, text.as_chunks::<8>().0);
    let mut left = length;
    for (key, text) in keys.iter().zip(texts) {
        let difference = u64::from_le_bytes(*key) ^ u64::from_le_bytes(*text);
        if left <= 8 {
            return (difference << (64 - 8 * left) == 0).then_some(length);
        }
        if difference != 0 {
            return None;
        }
        left -= 8;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        let start = format!(",\"{name}\":\"");
        let mut key = [b' '; 32];
        key[..start.len()].copy_from_slice(start.as_bytes());
        key[31] = start.len() as u8;
        key
    }

    fn text(member: &str) -> Key {
        let mut text = [b'x'; 32];
        let length = member.len().min(text.len());
        text[..length].copy_from_slice(&member.as_bytes()[..length]);
        text
    }

    #[test]
    fn a_key_is_found_at_the_start_of_a_text_alone() {
        let names: Vec<String> =
            (1..=26).map(|length| "abc".repeat(9)[..length].to_owned()).collect();
        for name in &names {
            for other in &names {
                let found = found_without_quote(&key(name), &text(&format!(",\"{other}\":1")));
                assert_eq!(found, (name == other).then_some(name.len() + 4), "{name} {other}");
            }
            for position in 0..name.len() + 4 {
                let mut changed = text(&format!(",\"{name}\":1"));
                changed[position] ^= 1;
                assert_eq!(found_without_quote(&key(name), &changed), None, "{name} {position}");
            }
        }
    }

    #[test]
    fn the_high_bit_is_no_part_of_the_length_and_a_long_name_is_not_found() {
        let mut elsewhere = key("ab");
        elsewhere[31] |= HIGH;
        assert_eq!(found_without_quote(&elsewhere, &text(",\"ab\":1")), Some(6));
        assert_eq!(length_in_body(&elsewhere), None);
        assert_eq!(length_in_body(&key("ab")), Some(7));
        let long = [0; 32];
        assert_eq!(found_without_quote(&long, &long), None);
    }
}
