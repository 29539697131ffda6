//! Comparison of the texts that two patterns match.

use std::collections::BTreeSet;

use crate::pattern::{CompiledPattern, DEAD};

/// Limit of the number of steps for one comparison.
const STEPS: usize = 1_000_000;

impl CompiledPattern {
    /// Returns `true` if no text matches both patterns, and `None` if that would take too many steps.
    pub(crate) fn is_disjoint(&self, other: &Self) -> Option<bool> {
        self.has_text_and(other, true).map(|has| !has)
    }

    /// Returns `true` if the other pattern matches every text that this one matches, and `None` if that would take too
    /// many steps.
    pub(crate) fn is_within(&self, other: &Self) -> Option<bool> {
        self.has_text_and(other, false).map(|has| !has)
    }

    /// Returns `true` if a text matches this pattern, and the other one as wanted.
    fn has_text_and(&self, other: &Self, wanted: bool) -> Option<bool> {
        let mut classes: Vec<[u8; 2]> =
            (0..256).map(|byte| [self.classes[byte], other.classes[byte]]).collect();
        classes.sort_unstable();
        classes.dedup();
        let mut seen = BTreeSet::from([[self.start, other.start]]);
        let mut open = vec![[self.start, other.start]];
        let mut left = STEPS;
        while let Some([own, its]) = open.pop() {
            if own >= self.accepting && (its >= other.accepting) == wanted {
                return Some(true);
            }
            left = left.checked_sub(classes.len())?;
            for [own_class, its_class] in &classes {
                let next = [self.after(own, *own_class), other.after(its, *its_class)];
                let is_over = next[0] == DEAD || wanted && next[1] == DEAD;
                if !is_over && seen.insert(next) {
                    open.push(next);
                }
            }
        }
        Some(false)
    }

    /// Returns the least and the greatest number of characters of a text that matches. The latter is `None` if there is
    /// no greatest.
    pub(crate) fn lengths(&self) -> (usize, Option<usize>) {
        (self.least_length(), self.greatest_length())
    }

    fn after(&self, state: u16, class: u8) -> u16 {
        self.next[usize::from(class) * usize::from(self.states) + usize::from(state)]
    }

    /// Returns the states that may follow, each with `true` if a character starts with the byte between.
    fn following(&self, state: u16) -> BTreeSet<(u16, bool)> {
        (0..=u8::MAX)
            .map(|byte| {
                // Every character has one byte that does not continue another.
                let is_character = !(0x80..0xC0).contains(&byte);
                (self.after(state, self.classes[usize::from(byte)]), is_character)
            })
            .filter(|(next, _)| *next != DEAD)
            .collect()
    }

    fn least_length(&self) -> usize {
        let mut seen = BTreeSet::new();
        let mut now = vec![self.start];
        for length in 0.. {
            let mut later = Vec::new();
            while let Some(state) = now.pop() {
                if !seen.insert(state) {
                    continue;
                }
                if state >= self.accepting {
                    return length;
                }
                for (next, is_character) in self.following(state) {
                    if is_character { later.push(next) } else { now.push(next) }
                }
            }
            if later.is_empty() {
                break;
            }
            now = later;
        }
        0
    }

    /// Every state but the dead one leads to a match, so a circle makes texts of any length.
    fn greatest_length(&self) -> Option<usize> {
        let following: Vec<BTreeSet<(u16, bool)>> =
            (0..self.states).map(|state| self.following(state)).collect();
        let mut before = vec![0; following.len()];
        for (next, _) in following.iter().skip(usize::from(DEAD) + 1).flatten() {
            before[usize::from(*next)] += 1;
        }
        let mut longest = vec![0; following.len()];
        let mut open: Vec<usize> =
            (1..following.len()).filter(|state| before[*state] == 0).collect();
        let (mut done, mut greatest) = (0, 0);
        while let Some(state) = open.pop() {
            done += 1;
            if state >= usize::from(self.accepting) {
                greatest = greatest.max(longest[state]);
            }
            for (next, is_character) in &following[state] {
                let next = usize::from(*next);
                longest[next] = longest[next].max(longest[state] + usize::from(*is_character));
                before[next] -= 1;
                if before[next] == 0 {
                    open.push(next);
                }
            }
        }
        (done == following.len() - 1).then_some(greatest)
    }
}

#[cfg(test)]
mod tests {
    use crate::pattern::compile;

    #[test]
    fn patterns_are_compared_by_their_texts() {
        let cases = [
            ("[0-9]+", "[a-z]+", true, false),
            ("[0-9]{5}", "[0-9]+", false, true),
            ("[0-9]+", "[0-9]{5}", false, false),
            ("a|b", "b|c", false, false),
            ("(aa)+", "a(aa)*", true, false),
            ("ä+", "[^a-z]+", false, true),
            ("", "a*", false, true),
            (".*", "(?s:.*)", false, true),
        ];
        for (one, other, is_disjoint, is_within) in cases {
            let [left, right] =
                [one, other].map(|text| compile(text).unwrap_or_else(|e| panic!("{e}")));
            assert_eq!(left.is_disjoint(&right), Some(is_disjoint), "{one} {other}");
            assert_eq!(right.is_disjoint(&left), Some(is_disjoint), "{one} {other}");
            assert_eq!(left.is_within(&right), Some(is_within), "{one} {other}");
        }
    }

    #[test]
    fn lengths_count_characters() {
        let cases = [
            ("", 0, Some(0)),
            ("[0-9]{5}(-[0-9]{4})?", 5, Some(10)),
            ("ä{2,3}", 2, Some(3)),
            ("[äz€]", 1, Some(1)),
            ("a+", 1, None),
            ("(a|bcd)?e", 1, Some(4)),
            ("\\pL{2}", 2, Some(2)),
        ];
        for (pattern, least, greatest) in cases {
            let pattern = compile(pattern).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(pattern.lengths(), (least, greatest), "{}", pattern.source());
        }
    }
}
