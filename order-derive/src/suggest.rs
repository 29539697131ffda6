/// `; did you mean …?` with the name nearest to `word`, or nothing if none is near.
///
/// Near is at most two edits, and fewer than the name is long; two swapped letters are one edit, and
/// capitals are none. Of names equally near, the first wins.
pub(crate) fn did_you_mean<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    // A word far longer than any name is not worth the quadratic comparison.
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
