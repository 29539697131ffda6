//! Repairs of the whole request: one repair of each part, those with the fewest actions first.

use std::{collections::HashSet, sync::Arc};

use crate::what_if::repair::Repair;

/// The numbers of actions that one repair of each part from here on can have together, for every part and the end.
pub(super) fn rests(parts: &[Vec<Repair>]) -> Vec<HashSet<usize>> {
    let mut rests = vec![HashSet::from([0])];
    for part in parts.iter().rev() {
        let sizes: HashSet<usize> = part.iter().map(|repair| repair.actions.len()).collect();
        let after = &rests[rests.len() - 1];
        let sums = sizes.iter().flat_map(|size| after.iter().map(move |rest| size + rest));
        let sums = sums.collect();
        rests.push(sums);
    }
    rests.reverse();
    rests
}

/// An iterator over the choices of one repair per part that have `size` actions in total.
pub(super) struct Choices<'r> {
    parts: &'r [Vec<Repair>],
    /// The [`rests`] of the parts.
    rests: Arc<[HashSet<usize>]>,
    /// The next choice, if there is one.
    next: Option<Vec<usize>>,
}

impl<'r> Choices<'r> {
    pub(super) fn new(
        parts: &'r [Vec<Repair>],
        rests: &Arc<[HashSet<usize>]>,
        size: usize,
    ) -> Self {
        let mut choices = Self { parts, rests: Arc::clone(rests), next: None };
        choices.next = choices.first(Vec::new(), size);
        choices
    }

    /// Returns whether the parts after the one at `part` can supply the rest of `left` actions after those of `repair`.
    fn fits(&self, part: usize, repair: &Repair, left: usize) -> bool {
        let rest = left.checked_sub(repair.actions.len());
        rest.is_some_and(|rest| self.rests[part + 1].contains(&rest))
    }

    /// The first choice that starts with `chosen` and has `left` further actions.
    fn first(&self, mut chosen: Vec<usize>, mut left: usize) -> Option<Vec<usize>> {
        while let Some(part) = self.parts.get(chosen.len()) {
            let index = part.iter().position(|repair| self.fits(chosen.len(), repair, left))?;
            left -= part[index].actions.len();
            chosen.push(index);
        }
        (left == 0).then_some(chosen)
    }

    /// The choice after this one.
    fn after(&self, chosen: &[usize]) -> Option<Vec<usize>> {
        let mut left = 0;
        for last in (0..chosen.len()).rev() {
            left += self.parts[last][chosen[last]].actions.len();
            for index in chosen[last] + 1..self.parts[last].len() {
                let repair = &self.parts[last][index];
                if self.fits(last, repair, left) {
                    let start = [&chosen[..last], &[index]].concat();
                    return self.first(start, left - repair.actions.len());
                }
            }
        }
        None
    }
}

impl Iterator for Choices<'_> {
    type Item = Repair;

    fn next(&mut self) -> Option<Repair> {
        let chosen = self.next.take()?;
        self.next = self.after(&chosen);
        let chosen = chosen.iter().zip(self.parts).map(|(index, part)| &part[*index]);
        Some(Repair::together(chosen))
    }
}
