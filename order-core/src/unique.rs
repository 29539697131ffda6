//! Search for equal values in time that grows with their number, not with the number of pairs.

use std::{
    cmp::Ordering,
    hash::{BuildHasher, Hasher, RandomState},
};

use crate::value::Formed;

/// Greatest number of values of which each pair is compared, so that nothing is allocated.
const FEW: usize = 16;

/// Returns `true` if no two values are the same.
///
/// `add_hash` adds to a hash what values that are the same have in common. Where many add the same, and `formed` says that
/// they are texts of a form, they are sorted by the order of the form; otherwise each pair of them is compared.
pub(crate) fn are_unique<'f, T: Copy>(
    values: impl Iterator<Item = T> + Clone,
    is_same: impl Fn(T, T) -> bool,
    add_hash: impl Fn(T, &mut dyn Hasher),
    formed: impl Fn(T) -> Option<Formed<'f>>,
) -> bool {
    if values.clone().nth(FEW).is_none() {
        return are_pairs_unique(values, is_same);
    }
    // The keys are random, so that nobody can choose values whose hashes are equal.
    let state = RandomState::new();
    let hash = |value| {
        let mut hasher = state.build_hasher();
        add_hash(value, &mut hasher);
        (hasher.finish(), value)
    };
    let mut hashes: Vec<(u64, T)> = values.map(hash).collect();
    hashes.sort_unstable_by_key(|(hash, _)| *hash);
    let runs = hashes.chunk_by(|(left, _), (right, _)| left == right);
    runs.into_iter().all(|run| {
        let values = run.iter().map(|(_, value)| *value);
        let is_unique =
            if run.len() > FEW { sorted(values.clone(), &is_same, &formed) } else { None };
        is_unique.unwrap_or_else(|| are_pairs_unique(values, &is_same))
    })
}

/// Sorts values of one text form and returns whether no two are the same; `None` if the form has no order of them.
fn sorted<'f, T: Copy>(
    values: impl Iterator<Item = T> + Clone,
    is_same: impl Fn(T, T) -> bool,
    formed: impl Fn(T) -> Option<Formed<'f>>,
) -> Option<bool> {
    let form = formed(values.clone().next()?)?.form();
    let text = |value| {
        let formed = formed(value).filter(|formed| formed.form().name == form.name)?;
        Some((formed.to_string(), value))
    };
    let texts: Vec<(String, T)> = values.map(text).collect::<Option<_>>()?;
    let mut runs: Vec<Vec<&(String, T)>> = texts.iter().map(|text| vec![text]).collect();
    // The sort of the standard library may panic if the order of a user's form is none.
    while runs.len() > 1 {
        let mut merged = Vec::with_capacity(runs.len().div_ceil(2));
        let mut rest = runs.into_iter();
        while let Some(left) = rest.next() {
            let Some(right) = rest.next() else {
                merged.push(left);
                break;
            };
            let mut run = Vec::with_capacity(left.len() + right.len());
            let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
            while let (Some((one, value)), Some((other, same))) = (left.peek(), right.peek()) {
                match (form.order)(one, other)? {
                    Ordering::Less => run.extend(left.next()),
                    Ordering::Greater => run.extend(right.next()),
                    Ordering::Equal => return is_same(*value, *same).then_some(false),
                }
            }
            run.extend(left.chain(right));
            merged.push(run);
        }
        runs = merged;
    }
    Some(true)
}

fn are_pairs_unique<T: Copy>(
    values: impl Iterator<Item = T> + Clone,
    is_same: impl Fn(T, T) -> bool,
) -> bool {
    let mut rest = values;
    while let Some(value) = rest.next() {
        if rest.clone().any(|other| is_same(value, other)) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use crate::value::TextForm;

    use super::*;

    static MINUTES: TextForm = TextForm {
        name: "minutes",
        expects: "minutes",
        accepts: |text| text.parse::<u32>().is_ok(),
        order: |left, right| Some(left.parse::<u32>().ok()?.cmp(&right.parse().ok()?)),
        is_number: false,
        is_bare: false,
        notation: None,
    };

    static UNORDERED: TextForm = TextForm {
        name: "unordered",
        expects: "anything",
        accepts: |_| true,
        order: |_, _| None,
        is_number: false,
        is_bare: false,
        notation: None,
    };

    /// The way in which values are known to be the same.
    #[derive(Clone, Copy, Debug, PartialEq)]
    enum By {
        Hash,
        Order,
        Pairs,
    }

    /// Judges numbers that are spelt with as many zeros as their place in the list, and counts the comparisons.
    fn judge(values: &[u32], by: By) -> (bool, u64) {
        let compared = Cell::new(0_u64);
        let spelt: Vec<(u32, String)> = values
            .iter()
            .enumerate()
            .map(|(place, value)| (*value, format!("{:0>1$}", value, place % 7)))
            .collect();
        let is_unique = are_unique(
            spelt.iter(),
            |left, right| {
                compared.set(compared.get() + 1);
                left.0 == right.0
            },
            |value, hasher| hasher.write_u32(if by == By::Hash { value.0 } else { 0 }),
            |value| match by {
                By::Hash => None,
                By::Order => Formed::parse(&MINUTES, &value.1),
                By::Pairs => Formed::parse(&UNORDERED, &value.1),
            },
        );
        (is_unique, compared.get())
    }

    #[test]
    fn equal_values_are_found_wherever_they_stand() {
        for count in [0, 1, 2, 16, 17, 40, 41] {
            let mut values: Vec<u32> = (0..count).map(|value| value * 7 % 43).collect();
            for by in [By::Hash, By::Order, By::Pairs] {
                assert!(judge(&values, by).0, "{count}, {by:?}");
                for (first, second) in [(0, 1), (0, 15), (3, 16), (16, 39), (0, 40)] {
                    if second < count as usize {
                        let (kept, same) = (values[second], values[first]);
                        values[second] = same;
                        assert!(!judge(&values, by).0, "{count}, {first} and {second}, {by:?}");
                        values[second] = kept;
                    }
                }
            }
        }
    }

    #[test]
    fn the_number_of_comparisons_grows_with_the_number_of_values() {
        let comparisons = |count: u32, by| judge(&(0..count).collect::<Vec<_>>(), by).1;
        assert_eq!(comparisons(16, By::Hash), 120);
        // Only values with the same hash are compared, and of a form with an order only those that it calls equal.
        for by in [By::Hash, By::Order] {
            assert!(comparisons(4_000, by) < 4);
            assert!(comparisons(16_000, by) < 4);
        }
    }
}
