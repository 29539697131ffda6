/// The name nearest to `word`, if one is near: at most two edits, and fewer than the word is long.
///
/// Two swapped letters are one edit. Of names equally near, the first wins.
pub(crate) fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // A word far longer than any name is not worth the quadratic comparison.
    const LONGEST: usize = 64;
    if word.len() > LONGEST {
        return None;
    }
    names
        .filter(|name| name.len() <= LONGEST)
        .map(|name| (strsim::damerau_levenshtein(word, name), name))
        .filter(|(distance, name)| *distance <= 2 && *distance < name.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
