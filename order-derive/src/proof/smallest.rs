//! The smallest set of rules that leaves no request.

use crate::proof::{
    formula::Formula,
    solver::{GaveUp, Solver},
    theory::Theory,
};

/// The smallest set among `candidates` that leaves no request with `query`. All candidates together leave none.
/// Of several sets, the first in declared order.
///
/// A *correction* is a set of rules without which a request is left, so every set that leaves none has a rule of each
/// correction. The smallest set with a rule of each known correction is therefore the result, or leaves a request
/// that shows one more correction.
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
        // As many more as can be kept beside them.
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

/// The rules that a model keeps.
fn kept(theory: &Theory, candidates: &[usize], model: &[bool]) -> Vec<usize> {
    let words: Vec<u64> = model.iter().map(|value| u64::from(*value)).collect();
    let is_kept = |rule: &usize| theory.rules[*rule].kept.truth(&words) & 1 == 1;
    candidates.iter().copied().filter(is_kept).collect()
}

/// Limit of the sets tried for one hitting set.
const MOST: usize = 100_000;

/// The smallest set with an element of each of the `sets`. Of several, the first in order.
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
