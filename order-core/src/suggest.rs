use std::collections::HashMap;

use crate::schema::Schema;

/// The suggestions for one document. Their work is bounded: with many mistakes beside many names, the later mistakes get
/// none.
pub(crate) struct Suggestions {
    /// The number of names that may still be compared.
    left: usize,
    /// The names of the members of each request that was asked for, by the address of its schema.
    names: HashMap<*const Schema, Vec<&'static str>>,
}

impl Default for Suggestions {
    fn default() -> Self {
        Self { left: 20_000, names: HashMap::new() }
    }
}

impl Suggestions {
    /// Returns the names of the members of a request, if a word may still be compared with them. They are collected once.
    pub(crate) fn names(
        &mut self,
        schema: &'static Schema,
        collect: fn(&'static Schema, &mut Vec<&'static str>),
    ) -> Option<&[&'static str]> {
        let names = self.names.entry(std::ptr::from_ref(schema)).or_insert_with(|| {
            let mut names = Vec::new();
            collect(schema, &mut names);
            names
        });
        let is_enough = names.len() <= self.left;
        self.left = self.left.saturating_sub(names.len());
        is_enough.then_some(names)
    }

    /// Returns `true` if a word may still be compared with this number of names.
    pub(crate) fn take(&mut self, names: usize) -> bool {
        let is_enough = names <= self.left;
        self.left = self.left.saturating_sub(names);
        is_enough
    }
}

/// Returns the name that is nearest to `word`: at most two edits away, and fewer than the name has characters.
///
/// Two swapped letters count as one edit. Of equally near names, the first wins.
pub(crate) fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // A word that is far longer than any name is not worth the quadratic comparison.
    const LONGEST: usize = 64;
    if word.len() > LONGEST {
        return None;
    }
    let (length, letters) = (word.chars().count(), letters(word));
    // Most names are far from the word, which is seen without the quadratic comparison: an edit changes the length by
    // at most one character, and adds and removes at most one letter each.
    let may_be_near = |name: &&str| {
        name.len() <= LONGEST
            && name.chars().count().abs_diff(length) <= 2
            && (self::letters(name) ^ letters).count_ones() <= 4
    };
    names
        .filter(may_be_near)
        .map(|name| (strsim::damerau_levenshtein(word, name), name))
        .filter(|(distance, name)| *distance <= 2 && *distance < name.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The set of the characters of a text, some of which share a bit.
fn letters(text: &str) -> u64 {
    text.chars().fold(0, |set, character| set | 1 << (u32::from(character) % u64::BITS))
}
