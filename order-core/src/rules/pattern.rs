use std::fmt;

/// A regular expression that was compiled to a table beforehand: what `#[pattern("…")]` leaves in a program.
///
/// The whole value must match. The syntax is that of the `regex` crate; the macro has read and checked it, so nothing is
/// parsed and nothing can fail at run time, and a program carries no regex engine. [`is_match`](Pattern::is_match) is one
/// step through the table per byte of the text: linear, without allocation, whatever the pattern.
///
/// # Example
///
/// What a macro would write for `"a+b?"`:
///
/// ```
/// use order_core::rules::Pattern;
///
/// const CLASSES: &[u8; 256] = &{
///     let mut classes = [0; 256];
///     classes[b'a' as usize] = 1;
///     classes[b'b' as usize] = 2;
///     classes
/// };
/// // One row for each class of bytes, in it the next state for each of the four states: dead, start, after `b`, after `a`.
/// static PATTERN: Pattern = Pattern::narrow("a+b?", CLASSES, b"\0\0\0\0\0\x03\0\x03\0\0\0\x02", 4, 1, 2);
///
/// assert_eq!(PATTERN.source(), "a+b?");
/// assert!(PATTERN.is_match("aaab"));
/// assert!(!PATTERN.is_match("xaab"));
/// assert!(!PATTERN.is_match(""));
/// ```
pub struct Pattern {
    source: &'static str,
    /// Class of each byte: bytes that no state tells apart share one.
    classes: &'static [u8; 256],
    /// For each class one row with the next state for every state. By rows of classes rather than of states, the
    /// multiplication does not wait for the state before.
    next: Next,
    states: u16,
    start: u16,
    /// The states from this one on accept.
    accepting: u16,
}

// A pattern stands in a static of its own, so the size of the largest is no waste.
#[expect(clippy::large_enum_variant)]
enum Next {
    /// For each byte the next states of all states, so that a step is one shift.
    Packed([u64; 256]),
    Narrow(&'static [u8]),
    /// Two bytes for each state, the low one first.
    Wide(&'static [u8]),
}

/// No text is accepted from here, nor anywhere after.
const DEAD: u16 = 0;

/// Bits of one state in a packed step; a state is written as the shift that leads to it.
const PACKED_BITS: u32 = 6;

/// States that a packed step has room for.
const MOST_PACKED: u16 = (u64::BITS / PACKED_BITS) as u16;

impl Pattern {
    /// A pattern of at most 256 states.
    #[doc(hidden)]
    #[must_use]
    pub const fn narrow(
        source: &'static str,
        classes: &'static [u8; 256],
        next: &'static [u8],
        states: u16,
        start: u16,
        accepting: u16,
    ) -> Self {
        let is_whole = next.len().is_multiple_of(states as usize);
        let next = if states <= MOST_PACKED && is_whole {
            Next::Packed(pack(classes, next, states))
        } else {
            Next::Narrow(next)
        };
        Self { source, classes, next, states, start, accepting }
    }

    /// A pattern of more than 256 states.
    #[doc(hidden)]
    #[must_use]
    pub const fn wide(
        source: &'static str,
        classes: &'static [u8; 256],
        next: &'static [u8],
        states: u16,
        start: u16,
        accepting: u16,
    ) -> Self {
        Self { source, classes, next: Next::Wide(next), states, start, accepting }
    }

    /// The regular expression as it was written.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::rules::Pattern;
    ///
    /// fn describe(pattern: &Pattern) -> String {
    ///     format!("must match `{}`", pattern.source())
    /// }
    /// # assert_eq!(describe(&Pattern::narrow("", &[0; 256], b"\0\0", 2, 1, 1)), "must match ``");
    /// ```
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the whole of `text` matches.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::rules::Pattern;
    ///
    /// fn first_bad<'a>(pattern: &Pattern, texts: &[&'a str]) -> Option<&'a str> {
    ///     texts.iter().copied().find(|text| !pattern.is_match(text))
    /// }
    /// # assert_eq!(first_bad(&Pattern::narrow("", &[0; 256], b"\0\0", 2, 1, 1), &["", "x"]), Some("x"));
    /// ```
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        let states = usize::from(self.states);
        let row = |byte: u8| usize::from(self.classes[usize::from(byte)]) * states;
        let start = usize::from(self.start);
        let dead = usize::from(DEAD);
        let last = match &self.next {
            Next::Packed(steps) => {
                let start = u64::from(self.start) * u64::from(PACKED_BITS);
                let last = text
                    .bytes()
                    .fold(start, |state, byte| steps[usize::from(byte)] >> (state & 63));
                return (last & 63) >= u64::from(self.accepting) * u64::from(PACKED_BITS);
            }
            Next::Narrow(next) => text.bytes().fold(start, |state, byte| {
                next.get(row(byte) + state).copied().map_or(dead, usize::from)
            }),
            Next::Wide(next) => {
                let (next, _) = next.as_chunks::<2>();
                text.bytes().fold(start, |state, byte| {
                    next.get(row(byte) + state)
                        .map_or(dead, |&id| usize::from(u16::from_le_bytes(id)))
                })
            }
        };
        last >= usize::from(self.accepting)
    }
}

const fn pack(classes: &[u8; 256], next: &[u8], states: u16) -> [u64; 256] {
    let mut steps = [0; 256];
    let mut byte = 0;
    while byte < steps.len() {
        let mut state = 0;
        while state < states as usize {
            let index = classes[byte] as usize * states as usize + state;
            let to = if index < next.len() { next[index] as u64 } else { DEAD as u64 };
            steps[byte] |= (to * PACKED_BITS as u64) << (PACKED_BITS as usize * state);
            state += 1;
        }
        byte += 1;
    }
    steps
}

/// Shows the regular expression, not its table.
impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSES: &[u8; 256] = &{
        let mut classes = [0; 256];
        classes[b'a' as usize] = 1;
        classes[b'b' as usize] = 2;
        classes
    };
    /// `a+b?`: dead, start, after `b`, after `a`.
    static NARROW: Pattern =
        Pattern::narrow("a+b?", CLASSES, b"\0\0\0\0\0\x03\0\x03\0\0\0\x02", 4, 1, 2);
    /// The same as it is with too many states for packed steps.
    static LOOSE: Pattern = Pattern {
        source: "a+b?",
        classes: CLASSES,
        next: Next::Narrow(b"\0\0\0\0\0\x03\0\x03\0\0\0\x02"),
        states: 4,
        start: 1,
        accepting: 2,
    };
    static WIDE: Pattern = Pattern::wide(
        "a+b?",
        CLASSES,
        b"\0\0\0\0\0\0\0\0\0\0\x03\0\0\0\x03\0\0\0\0\0\0\0\x02\0",
        4,
        1,
        2,
    );

    #[test]
    fn the_whole_text_must_match() {
        for pattern in [&NARROW, &WIDE, &LOOSE] {
            for text in ["a", "ab", "aaaa", "aaab"] {
                assert!(pattern.is_match(text), "{text:?}");
            }
            for text in ["", "b", "ba", "abb", "aba", "xab", "abx", "a\n", "ä", "aä"] {
                assert!(!pattern.is_match(text), "{text:?}");
            }
        }
    }

    #[test]
    fn a_table_cut_short_matches_nothing_and_does_not_panic() {
        let narrow = Pattern::narrow("a", CLASSES, b"\0\0", 4, 1, 2);
        let wide = Pattern::wide("a", CLASSES, b"\0\0\0", 4, 1, 2);
        assert!(!narrow.is_match("aab"));
        assert!(!wide.is_match("aab"));
    }

    #[test]
    fn debug_shows_the_source() {
        assert_eq!(format!("{NARROW:?}"), r#"Pattern("a+b?")"#);
        assert_eq!(NARROW.source(), "a+b?");
    }
}
