/// Returns `true` if `text` is empty or only white space.
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
        // Most texts start with a visible ASCII character. As signed numbers, these are above the space, and bytes of
        // other characters are below it.
        Some(first) if first.cast_signed() > b' '.cast_signed() => false,
        Some(_) => is_white_space(text),
    }
}

#[cold]
fn is_white_space(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}
