/// Returns `text` with a replacement character for each character that a terminal would obey.
pub(crate) fn printable(text: &str) -> String {
    let shown = |character: char| if is_obeyed(character) { '\u{fffd}' } else { character };
    text.chars().map(shown).collect()
}

/// Returns whether a terminal obeys `character`: a control, or one that changes the direction of writing.
fn is_obeyed(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_nothing_to_obey() {
        assert_eq!(
            printable("a\u{1b}[31mb\u{9b}c\u{202e}d\té"),
            "a\u{fffd}[31mb\u{fffd}c\u{fffd}d\u{fffd}é"
        );
    }
}
