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

enum Next {
    /// Bytes of one class only, so many of them: there is no state to keep.
    Run {
        least: usize,
        most: usize,
    },
    /// For each class the next states of all states, so that a step is one shift.
    Packed([u64; MOST_CLASSES]),
    Narrow(&'static [u8]),
    /// Two bytes for each state, the low one first.
    Wide(&'static [u8]),
}

/// No text is accepted from here, nor anywhere after.
const DEAD: u16 = 0;

/// Bits of one state in a packed step; a state is written as the shift that leads to it.
const PACKED_BITS: u32 = 6;

/// Classes of a pattern that is packed. Few, for the table is made in every build of the user's crate.
const MOST_CLASSES: usize = 16;

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
        let next = if let Some((least, most)) = run(next, states, start, accepting) {
            Next::Run { least, most }
        } else if states <= MOST_PACKED
            && next.len().is_multiple_of(states as usize)
            && next.len() / states as usize <= MOST_CLASSES
        {
            Next::Packed(pack(next, states))
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
    #[inline]
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        let Next::Run { least, most } = self.next else { return self.leads_to_acceptance(text) };
        // The other class is 0. To the end in any case: a loop without a way out is the faster one.
        (least..=most).contains(&text.len())
            && text.bytes().fold(1, |all, byte| all & self.classes[usize::from(byte)]) != 0
    }

    /// A text of letters, digits and signs that matches, as short as it can be from `least` bytes on; `None` if there is
    /// none of at most `most`.
    pub(crate) fn example(&self, least: usize, most: usize) -> Option<String> {
        // One byte for each class that has one that can be shown, the plainest first.
        let plain = (b'a'..=b'z').chain(b'A'..=b'Z').chain(b'0'..=b'9').chain(b' '..=b'~');
        let mut bytes: Vec<u8> = Vec::new();
        for byte in plain {
            let class = |byte: u8| self.classes[usize::from(byte)];
            if bytes.iter().all(|other| class(*other) != class(byte)) {
                bytes.push(byte);
            }
        }
        if let Next::Run { least: fewest, most: greatest } = self.next {
            let byte = bytes.into_iter().find(|byte| self.classes[usize::from(*byte)] == 1)?;
            let length = least.max(fewest);
            return (length <= most.min(greatest))
                .then(|| char::from(byte).to_string().repeat(length));
        }
        // For each length the states that it leads to, each with the state before and the byte between.
        let mut layers = vec![vec![(usize::from(self.start), (0, 0))]];
        for length in 0..=most {
            let layer = layers.last()?;
            let is_accepting = |state: usize| state >= usize::from(self.accepting);
            let last = layer.iter().position(|(state, _)| length >= least && is_accepting(*state));
            if let Some(mut last) = last {
                let mut text = Vec::with_capacity(length);
                for layer in layers[1..].iter().rev() {
                    let (_, (before, byte)) = layer[last];
                    text.push(byte);
                    last = before;
                }
                text.reverse();
                return String::from_utf8(text).ok();
            }
            let mut next: Vec<(usize, (usize, u8))> = Vec::new();
            for (before, (state, _)) in layer.iter().enumerate() {
                for byte in &bytes {
                    let to = self.step(*state, *byte);
                    if to != usize::from(DEAD) && next.iter().all(|(state, _)| *state != to) {
                        next.push((to, (before, *byte)));
                    }
                }
            }
            if next.is_empty() {
                return None;
            }
            layers.push(next);
        }
        None
    }

    /// The state behind `state` after one byte.
    fn step(&self, state: usize, byte: u8) -> usize {
        let class = usize::from(self.classes[usize::from(byte)]);
        let dead = usize::from(DEAD);
        let index = class * usize::from(self.states) + state;
        match &self.next {
            Next::Run { .. } => dead,
            Next::Packed(steps) => {
                let bits = PACKED_BITS as usize;
                let shift = (steps[class % MOST_CLASSES] >> (state * bits)) & 63;
                usize::try_from(shift).map_or(dead, |shift| shift / bits)
            }
            Next::Narrow(next) => next.get(index).copied().map_or(dead, usize::from),
            Next::Wide(next) => {
                let (next, _) = next.as_chunks::<2>();
                next.get(index).map_or(dead, |&id| usize::from(u16::from_le_bytes(id)))
            }
        }
    }

    fn leads_to_acceptance(&self, text: &str) -> bool {
        let states = usize::from(self.states);
        let row = |byte: u8| usize::from(self.classes[usize::from(byte)]) * states;
        let start = usize::from(self.start);
        let dead = usize::from(DEAD);
        let last = match &self.next {
            Next::Run { .. } => dead,
            Next::Packed(steps) => {
                let start = u64::from(self.start) * u64::from(PACKED_BITS);
                let last = text.bytes().fold(start, |state, byte| {
                    let class = usize::from(self.classes[usize::from(byte)]);
                    steps[class % MOST_CLASSES] >> (state & 63)
                });
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

/// The least and the greatest length, if the pattern is nothing but bytes of one class, so many of them.
const fn run(next: &[u8], states: u16, start: u16, accepting: u16) -> Option<(usize, usize)> {
    let states = states as usize;
    if next.len() != 2 * states || start as usize >= states {
        return None;
    }
    // Every other byte is the end.
    let mut state = 0;
    while state < states {
        if next[state] != DEAD as u8 {
            return None;
        }
        state += 1;
    }
    let mut least = None;
    let mut state = start;
    let mut length = 0;
    // A longer way than this is a circle of several states.
    while length < states {
        if state == DEAD || state as usize >= states {
            break;
        }
        let is_accepting = state >= accepting;
        match least {
            None if is_accepting => least = Some(length),
            // Not all lengths from the least on.
            Some(_) if !is_accepting => return None,
            _ => {}
        }
        let to = next[states + state as usize] as u16;
        match least {
            Some(least) if to == state => return Some((least, usize::MAX)),
            Some(least) if to == DEAD => return Some((least, length)),
            _ => {}
        }
        state = to;
        length += 1;
    }
    None
}

const fn pack(next: &[u8], states: u16) -> [u64; MOST_CLASSES] {
    let states = states as usize;
    let mut steps = [0; MOST_CLASSES];
    let mut index = 0;
    while index < next.len() {
        let to = next[index] as u64 * PACKED_BITS as u64;
        steps[index / states] |= to << (PACKED_BITS as usize * (index % states));
        index += 1;
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
    fn a_run_of_one_class_keeps_no_state() {
        let run = |next, states, accepting| {
            let pattern = Pattern::narrow("", CLASSES, next, states, 1, accepting);
            match pattern.next {
                Next::Run { least, most } => Some((least, most)),
                _ => None,
            }
        };
        // `a*`, `a+`, `a{2}`, `a?`, and then what is none: `(aa)*`, `a|a{3}`, two classes.
        assert_eq!(run(b"\0\0\0\x01", 2, 1), Some((0, usize::MAX)));
        assert_eq!(run(b"\0\0\0\0\x02\x02", 3, 2), Some((1, usize::MAX)));
        assert_eq!(run(b"\0\0\0\0\0\x02\x03\0", 4, 3), Some((2, 2)));
        assert_eq!(run(b"\0\0\0\0\x02\0", 3, 1), Some((0, 1)));
        assert_eq!(run(b"\0\0\0\0\x02\x01", 3, 2), None);
        assert_eq!(run(b"\0\0\0\0\0\0\x03\x04\x02\0", 5, 3), None);
        assert_eq!(run(b"\0\0\0\0\x02\0\0\0\x02", 3, 2), None);
        let pair = Pattern::narrow("a{2}", CLASSES, b"\0\0\0\0\0\x02\x03\0", 4, 1, 3);
        for (text, matches) in
            [("", false), ("a", false), ("aa", true), ("aaa", false), ("a-", false)]
        {
            assert_eq!(pair.is_match(text), matches, "{text:?}");
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
