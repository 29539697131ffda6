/// Returns `; did you mean …?` with the name nearest to `word`, or an empty text if none is near.
///
/// A name is near if it is at most two edits away, and fewer than it has characters. Two swapped letters count as one
/// edit, and a word that differs only in case counts as equal. Of equally near names, the first wins.
pub(crate) fn did_you_mean<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    // A word that is far longer than any name is not worth the quadratic comparison.
    const LONGEST: usize = 64;
    let distance = |name: &str| match word.eq_ignore_ascii_case(name) {
        true => 0,
        false => strsim::damerau_levenshtein(word, name),
    };
    names
        .into_iter()
        .filter(|name| word.len() <= LONGEST && name.len() <= LONGEST)
        .map(|name| (distance(name), name))
        .filter(|(distance, name)| *distance <= 2 && *distance < name.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map_or_else(String::new, |(_, name)| format!("; did you mean `{name}`?"))
}
