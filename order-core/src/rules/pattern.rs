use std::fmt;

/// A regular expression that was compiled to a table at build time. `#[pattern("…")]` generates it.
///
/// The whole value must match. The syntax is that of the `regex` crate. The macro parses and checks the expression, so
/// nothing can fail at run time and a program needs no regex engine. [`is_match`](Pattern::is_match) takes one step
/// through the table for each byte of the text. It runs in linear time without allocation for every pattern.
///
/// # Example
///
/// The table that the macro generates for `"a+b?"`:
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
    /// Class of each byte. Bytes that no state distinguishes share a class.
    classes: &'static [u8; 256],
    /// Transition table: one row for each class, with the next state for every state. Rows are indexed by class, not by
    /// state, so that their offset does not depend on the previous step.
    next: Next,
    states: u16,
    start: u16,
    /// The states from this one on accept.
    accepting: u16,
}

enum Next {
    /// A run of bytes of one class, limited only in length. No state is needed.
    Run {
        least: usize,
        most: usize,
    },
    /// The next states of all states for each class, packed so that a step is a single shift.
    Packed([u64; MOST_CLASSES]),
    Narrow(&'static [u8]),
    /// Two bytes for each state, in little-endian order.
    Wide(&'static [u8]),
}

/// The state from which no text is accepted.
const DEAD: u16 = 0;

/// Bits of one state in a packed step. A state is stored as the shift that leads to it.
const PACKED_BITS: u32 = 6;

/// Greatest number of classes of a packed pattern. It is small because the table is computed in every build of the
/// user's crate.
const MOST_CLASSES: usize = 16;

/// Greatest number of states of a packed pattern.
const MOST_PACKED: u16 = (u64::BITS / PACKED_BITS) as u16;

impl Pattern {
    /// Creates a pattern with at most 256 states.
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

    /// Creates a pattern with more than 256 states.
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

    /// Returns `true` if the whole of `text` matches.
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
        // The other class is 0. The loop always runs to the end, because a loop without an early exit is faster.
        (least..=most).contains(&text.len())
            && text.bytes().fold(1, |all, byte| all & self.classes[usize::from(byte)]) != 0
    }

    /// Returns the shortest matching text of printable ASCII that has at least `least` bytes, or `None` if there is
    /// none of at most `most` bytes.
    pub(crate) fn example(&self, least: usize, most: usize) -> Option<String> {
        // One printable byte for each class that has one, the plainest first.
        let plain = (b'a'..=b'z').chain(b'A'..=b'Z').chain(b'0'..=b'9').chain(b' '..=b'~');
        let mut bytes: Vec<u8> = Vec::new();
        for byte in plain {
            if bytes.iter().all(|other| self.class(*other) != self.class(byte)) {
                bytes.push(byte);
            }
        }
        // For each length, the reachable states, each with the index of the previous state and the byte between.
        let mut layers = vec![vec![(self.step(None, 0), (0, 0))]];
        for length in 0..=most {
            let layer = layers.last()?;
            let last =
                layer.iter().position(|(state, _)| length >= least && self.accepts_at(*state));
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
                    let to = self.step(Some(*state), *byte);
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

    /// Returns the class of a byte. Bytes of one class lead to the same states.
    pub(crate) fn class(&self, byte: u8) -> u8 {
        self.classes[usize::from(byte)]
    }

    /// Returns the start state, or the state that follows `state` at `byte`; 0 if no continuation matches.
    ///
    /// A run of one class has no states. For it, the result is the number of bytes so far plus one.
    pub(crate) fn step(&self, state: Option<usize>, byte: u8) -> usize {
        let class = usize::from(self.classes[usize::from(byte)]);
        let states = usize::from(self.states);
        let Some(state) = state else {
            return if matches!(self.next, Next::Run { .. }) { 1 } else { usize::from(self.start) };
        };
        match &self.next {
            Next::Run { most, .. } if class != 0 && state <= *most => state + 1,
            Next::Run { .. } => usize::from(DEAD),
            Next::Packed(steps) => {
                let shift = state as u64 * u64::from(PACKED_BITS);
                let next = steps[class % MOST_CLASSES] >> (shift & 63);
                ((next & 63) / u64::from(PACKED_BITS)) as usize
            }
            Next::Narrow(next) => next.get(class * states + state).copied().map_or(0, usize::from),
            Next::Wide(next) => next
                .as_chunks::<2>()
                .0
                .get(class * states + state)
                .map_or(0, |&id| usize::from(u16::from_le_bytes(id))),
        }
    }

    /// Returns `true` if a text that leads to this state matches.
    pub(crate) fn accepts_at(&self, state: usize) -> bool {
        match self.next {
            Next::Run { least, most } => state > 0 && (least..=most).contains(&(state - 1)),
            _ => state >= usize::from(self.accepting),
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

/// Returns the least and the greatest length if the pattern is a run of bytes of one class.
const fn run(next: &[u8], states: u16, start: u16, accepting: u16) -> Option<(usize, usize)> {
    let states = states as usize;
    if next.len() != 2 * states || start as usize >= states {
        return None;
    }
    // Every other byte leads to the dead state.
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
    // A path that is longer than this is a cycle of several states.
    while length < states {
        if state == DEAD || state as usize >= states {
            break;
        }
        let is_accepting = state >= accepting;
        match least {
            None if is_accepting => least = Some(length),
            // There is a gap in the accepted lengths.
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
    /// `a+b?`, with the states dead, start, after `b` and after `a`.
    static NARROW: Pattern =
        Pattern::narrow("a+b?", CLASSES, b"\0\0\0\0\0\x03\0\x03\0\0\0\x02", 4, 1, 2);
    /// The same pattern as a narrow table, as if it had too many states to be packed.
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
        // First the runs `a*`, `a+`, `a{2}` and `a?`, then patterns that are none: `(aa)*`, `a|a{3}` and one of two
        // classes.
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
        for pattern in [narrow, wide] {
            assert!(!pattern.is_match("aab"));
            assert_eq!(pattern.step(Some(1), b'a'), usize::from(DEAD));
            assert_eq!(pattern.example(0, 9), None);
        }
    }

    #[test]
    fn an_example_is_the_shortest_match_within_the_bounds() {
        for pattern in [&NARROW, &WIDE, &LOOSE] {
            assert_eq!(pattern.example(0, 9).as_deref(), Some("a"));
            assert_eq!(pattern.example(2, 2).as_deref(), Some("aa"));
            assert_eq!(pattern.example(3, 2), None);
        }
        let any = Pattern::narrow("a*", CLASSES, b"\0\0\0\x01", 2, 1, 1);
        assert_eq!(any.example(0, 9).as_deref(), Some(""));
        assert_eq!(any.example(1, 9).as_deref(), Some("a"));
        let pair = Pattern::narrow("a{2}", CLASSES, b"\0\0\0\0\0\x02\x03\0", 4, 1, 3);
        assert_eq!(pair.example(0, 9).as_deref(), Some("aa"));
        assert_eq!(pair.example(3, 9), None);
    }

    #[test]
    fn a_run_counts_its_bytes_and_ends_after_the_last() {
        let pair = Pattern::narrow("a{2}", CLASSES, b"\0\0\0\0\0\x02\x03\0", 4, 1, 3);
        let states = [None, Some(1), Some(2), Some(3)].map(|state| pair.step(state, b'a'));
        assert_eq!(states, [1, 2, 3, usize::from(DEAD)]);
        let accepting = [0, 1, 2, 3].map(|state| pair.accepts_at(state));
        assert_eq!(accepting, [false, false, false, true]);
    }

    #[test]
    fn a_pattern_may_start_in_any_state() {
        // `ab?`, with the states dead, after `b`, start and after `a`.
        let late = Pattern::narrow("ab?", CLASSES, b"\0\0\0\0\0\0\x03\0\0\0\0\x01", 4, 2, 1);
        assert_eq!(late.step(None, 0), 2);
        assert_eq!(late.step(Some(2), b'a'), 3);
        // `a{1,2}`, which is a run, with the states dead, after two, start and after one.
        let run = Pattern::narrow("a{1,2}", CLASSES, b"\0\0\0\0\0\0\x03\x01", 4, 2, 1);
        assert_eq!(run.step(None, 0), 1);
    }

    #[test]
    fn debug_shows_the_source() {
        assert_eq!(format!("{NARROW:?}"), r#"Pattern("a+b?")"#);
        assert_eq!(NARROW.source(), "a+b?");
    }
}
