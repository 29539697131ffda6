//! The name that was probably meant by a word.

/// The suggestions for one document. Their work is bounded: with many mistakes beside many names, the later mistakes get
/// none.
pub(crate) struct Suggestions {
    /// The number of names that may still be compared.
    left: usize,
}

impl Default for Suggestions {
    fn default() -> Self {
        Self { left: 20_000 }
    }
}

impl Suggestions {
    /// Returns `true` if a word may still be compared with this number of names, which may be counted until none is left.
    pub(crate) fn take_with(&mut self, count: impl FnOnce() -> usize) -> bool {
        if self.left == 0 {
            return false;
        }
        let names = count();
        let is_enough = names <= self.left;
        self.left = self.left.saturating_sub(names);
        is_enough
    }
}

/// The most bytes of a word or name that are compared: a longer word is not worth the quadratic comparison.
const LONGEST: usize = 64;

/// Returns `false` for a word that no name is near to, as it is too long.
pub(crate) fn may_be_compared(word: &str) -> bool {
    word.len() <= LONGEST
}

/// Returns the name that is nearest to `word`: at most two edits away, and fewer than the name has characters.
///
/// Two swapped letters count as one edit. Of equally near names, the first wins.
pub(crate) fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if !may_be_compared(word) {
        return None;
    }
    let (asked, count) = (letters(word), characters(word));
    let mut found = None;
    // The most edits that a name may be away.
    let mut most = 2;
    for name in names.filter(|name| may_be_compared(name)) {
        let count_of_name = characters(name);
        let most_of_name = most.min(count_of_name.saturating_sub(1));
        // Most names are far from the word, which is seen without the quadratic comparison.
        if count.abs_diff(count_of_name) > most_of_name
            || !may_be_near(asked, letters(name), most_of_name)
        {
            continue;
        }
        let (left, right) = differing(word, name);
        let distance = strsim::damerau_levenshtein(left, right);
        if distance <= most_of_name {
            found = Some(name);
            let Some(nearer) = distance.checked_sub(1) else { break };
            most = nearer;
        }
    }
    found
}

/// The number of characters of a text.
fn characters(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// The characters of a text, of which some share a bit.
fn letters(text: &str) -> u64 {
    // The first byte of a character stands for it.
    let first = text.bytes().filter(|byte| byte & 0b1100_0000 != 0b1000_0000);
    first.fold(0, |set, byte| set | 1 << (u32::from(byte) % u64::BITS))
}

/// Returns `false` if one text cannot become the other by `most` edits: an edit adds and removes at most one letter each.
fn may_be_near(one: u64, other: u64, most: usize) -> bool {
    let is_few = |mut set: u64| {
        // Each turn takes one letter away.
        (0..most).for_each(|_| set &= set.wrapping_sub(1));
        set == 0
    };
    is_few(one & !other) && is_few(other & !one)
}

/// Returns what stands between the same start and the same end of two texts. They are as far from each other as these are.
fn differing<'a, 'b>(one: &'a str, other: &'b str) -> (&'a str, &'b str) {
    let same = |(one, other): &(char, char)| one == other;
    let length = |pairs: &mut dyn Iterator<Item = (char, char)>| {
        pairs.take_while(same).map(|(letter, _)| letter.len_utf8()).sum::<usize>()
    };
    let start = length(&mut one.chars().zip(other.chars()));
    let (one, other) = (&one[start..], &other[start..]);
    let end = length(&mut one.chars().rev().zip(other.chars().rev()));
    (&one[..one.len() - end], &other[..other.len() - end])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, without what spares comparisons.
    fn by_definition<'a>(word: &str, names: &[&'a str]) -> Option<&'a str> {
        let distances = names.iter().map(|name| (strsim::damerau_levenshtein(word, name), *name));
        let near =
            distances.filter(|(distance, name)| *distance <= 2 && *distance < name.chars().count());
        near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
    }

    #[test]
    fn nearest_name_is_that_of_the_definition() {
        let letters = ['a', 'b', 'c', 'é'];
        let text = |mut number: usize| {
            let mut text = String::new();
            while number > 0 {
                text.push(letters[number % letters.len()]);
                number /= letters.len();
            }
            text
        };
        let words: Vec<String> = (0..700).map(text).collect();
        let mut found = 0;
        for (index, word) in words.iter().enumerate() {
            for step in [7, 31, 53] {
                let names = words.iter().map(String::as_str).skip(index % step).step_by(step);
                let names: Vec<&str> = names.filter(|name| name != word).collect();
                let nearest = nearest(word, names.iter().copied());
                assert_eq!(nearest, by_definition(word, &names), "{word} of {names:?}");
                found += usize::from(nearest.is_some());
            }
        }
        assert!((500..2_000).contains(&found), "{found} of 2,100");
    }

    #[test]
    fn name_itself_is_nearest_and_a_short_one_is_not_all_edited() {
        assert_eq!(nearest("ab", ["abc", "ab", "a"].into_iter()), Some("ab"));
        assert_eq!(nearest("xy", ["ab", "a", ""].into_iter()), None);
        assert_eq!(nearest(&"a".repeat(65), ["a".repeat(65).as_str()].into_iter()), None);
    }
}
