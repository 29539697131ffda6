/// `; did you mean …?` with the name nearest to `word`, or nothing if none is near.
///
/// Near is at most two edits, and fewer than the name is long; two swapped letters are one edit. Of
/// names equally near, the first wins.
pub(crate) fn did_you_mean<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(word, name), name))
        .filter(|(distance, name)| *distance <= 2 && *distance < name.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map_or_else(String::new, |(_, name)| format!("; did you mean `{name}`?"))
}
