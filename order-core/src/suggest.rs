/// Returns the name that is nearest to `word`: at most two edits away, and fewer than the name has characters.
///
/// Two swapped letters count as one edit. Of equally near names, the first wins.
pub(crate) fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // A word that is far longer than any name is not worth the quadratic comparison.
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
