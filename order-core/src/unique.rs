//! Search for equal values in time that grows with their number, not with the number of pairs.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Greatest number of values of which each pair is compared, so that nothing is allocated.
const FEW: usize = 16;

/// Returns `true` if no two values are the same.
///
/// `add_hash` adds to a hash what values that are the same have in common, and returns `false` if it knows nothing. Then
/// each pair is compared.
pub(crate) fn are_unique<T: Copy>(
    values: impl Iterator<Item = T> + Clone,
    is_same: impl Fn(T, T) -> bool,
    add_hash: impl Fn(T, &mut dyn Hasher) -> bool,
) -> bool {
    if values.clone().nth(FEW).is_none() {
        return are_pairs_unique(values, is_same);
    }
    // The keys are random, so that nobody can choose values whose hashes are equal.
    let state = RandomState::new();
    let mut hashes = Vec::new();
    for value in values.clone() {
        let mut hasher = state.build_hasher();
        if !add_hash(value, &mut hasher) {
            return are_pairs_unique(values, is_same);
        }
        hashes.push((hasher.finish(), value));
    }
    hashes.sort_unstable_by_key(|(hash, _)| *hash);
    let runs = hashes.chunk_by(|(left, _), (right, _)| left == right);
    runs.into_iter().all(|run| are_pairs_unique(run.iter().map(|(_, value)| *value), &is_same))
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

    use super::*;

    #[test]
    fn equal_values_are_found_wherever_they_stand() {
        for count in [0, 1, 2, 16, 17, 40] {
            let mut values: Vec<u32> = (0..count).collect();
            let are_unique = |values: &[u32], knows: bool| {
                are_unique(
                    values.iter(),
                    |left, right| left == right,
                    |value, hasher| {
                        hasher.write_u32(*value);
                        knows
                    },
                )
            };
            assert!(are_unique(&values, true) && are_unique(&values, false), "{count}");
            for (first, second) in [(0, 1), (0, 15), (3, 16), (16, 39)] {
                if second < count as usize {
                    let kept = std::mem::replace(&mut values[second], first as u32);
                    let found = (are_unique(&values, true), are_unique(&values, false));
                    assert_eq!(found, (false, false), "{count}, {first} and {second}");
                    values[second] = kept;
                }
            }
        }
    }

    #[test]
    fn the_number_of_comparisons_grows_with_the_number_of_values() {
        let comparisons = |count: u64| {
            let compared = Cell::new(0_u64);
            let values: Vec<u64> = (0..count).collect();
            let is_same = |left: &u64, right: &u64| {
                compared.set(compared.get() + 1);
                left == right
            };
            let add_hash = |value: &u64, hasher: &mut dyn Hasher| {
                hasher.write_u64(*value);
                true
            };
            assert!(are_unique(values.iter(), is_same, add_hash));
            compared.get()
        };
        assert_eq!(comparisons(16), 120);
        // Only values with the same hash are compared.
        assert!(comparisons(4_000) < 4);
        assert!(comparisons(16_000) < 4);
    }
}
