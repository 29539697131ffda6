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
        // The usual text starts with a visible ASCII character: as a signed number, it is above the space.
        Some(first) if first.cast_signed() > b' '.cast_signed() => false,
        Some(_) => is_white_space(text),
    }
}

#[cold]
fn is_white_space(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}
