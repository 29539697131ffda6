/// Whether `text` is empty or only white space.
///
/// # Example
///
/// ```
/// use order_core::rules::is_blank;
///
/// assert!(is_blank(""));
/// assert!(is_blank(" \t\u{a0}"));
/// assert!(!is_blank(" a "));
/// ```
#[inline]
pub fn is_blank(text: &str) -> bool {
    match text.as_bytes().first() {
        None => true,
        // The usual text starts with a visible ASCII character.
        Some(b'!'..=b'~') => false,
        Some(_) => is_white_space(text),
    }
}

#[cold]
fn is_white_space(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}
