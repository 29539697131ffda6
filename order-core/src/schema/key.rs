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
