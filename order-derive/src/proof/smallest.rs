//! Search for the smallest set of rules that no request keeps.

use crate::proof::{
    formula::Formula,
    solver::{GaveUp, Solver},
    theory::Theory,
};

/// Returns the smallest set among `candidates` that no request with `query` keeps. No such request may keep all
/// candidates. Of several sets, the first in declared order is returned.
///
/// A *correction* is a set of rules without which a request is possible, so every set in question contains a rule of
/// each correction. The smallest set with a rule of each known correction is therefore the result, or a request keeps
/// it and shows one more correction.
pub(crate) fn smallest(
    theory: &Theory,
    solver: &mut Solver<'_>,
    candidates: &[usize],
    query: &Formula,
) -> Result<Vec<usize>, GaveUp> {
    let mut corrections: Vec<Vec<usize>> = Vec::new();
    loop {
        let set = hitting(&corrections)?;
        let Some(model) = solver.solve(&set, query)? else { return Ok(set) };
        let mut kept = kept(theory, candidates, &model);
        // As many further rules as can be kept together.
        for rule in candidates {
            if !kept.contains(rule) {
                kept.push(*rule);
                match solver.solve(&kept, query)? {
                    Some(model) => kept = self::kept(theory, candidates, &model),
                    None => {
                        kept.pop();
                    }
                }
            }
        }
        corrections.push(candidates.iter().copied().filter(|rule| !kept.contains(rule)).collect());
    }
}

/// Returns the rules that a model keeps.
fn kept(theory: &Theory, candidates: &[usize], model: &[bool]) -> Vec<usize> {
    let words: Vec<u64> = model.iter().map(|value| u64::from(*value)).collect();
    let is_kept = |rule: &usize| theory.rules[*rule].kept.truth(&words) & 1 == 1;
    candidates.iter().copied().filter(is_kept).collect()
}

/// Limit of the number of sets that are tried for one hitting set.
const MOST: usize = 100_000;

/// Returns the smallest set with an element of each of the `sets`. Of several, the first in order is returned.
pub(super) fn hitting(sets: &[Vec<usize>]) -> Result<Vec<usize>, GaveUp> {
    let mut left = MOST;
    for size in 0.. {
        let mut best = None;
        extend(sets, &mut Vec::new(), size, &mut best, &mut left)?;
        if let Some(best) = best {
            return Ok(best);
        }
    }
    Err(GaveUp)
}

fn extend(
    sets: &[Vec<usize>],
    chosen: &mut Vec<usize>,
    size: usize,
    best: &mut Option<Vec<usize>>,
    left: &mut usize,
) -> Result<(), GaveUp> {
    *left = left.checked_sub(1).ok_or(GaveUp)?;
    let is_hit = |set: &&Vec<usize>| set.iter().any(|element| chosen.contains(element));
    let Some(open) = sets.iter().find(|set| !is_hit(set)) else {
        let mut found = chosen.clone();
        found.sort_unstable();
        if best.as_ref().is_none_or(|best| found < *best) {
            *best = Some(found);
        }
        return Ok(());
    };
    if chosen.len() < size {
        for element in open {
            chosen.push(*element);
            extend(sets, chosen, size, best, left)?;
            chosen.pop();
        }
    }
    Ok(())
}
