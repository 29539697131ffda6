//! The requests that are already known to keep all rules. They answer most queries.

use std::rc::Rc;

use crate::proof::{
    formula::Formula,
    solver::Model,
    theory::{Step, Theory},
};

/// Requests that keep all active rules.
pub(super) struct Known<'t> {
    theory: &'t Theory,
    /// The facts and the active rules: what a request must keep.
    kept: Vec<&'t Formula>,
    /// For each proposition, the named formulas that refer to it, and the formulas of `kept` that do.
    mentions: Vec<Mentions>,
    models: Vec<Models>,
    /// For each proposition, whether a known request makes it false, and whether one makes it true.
    values: Vec<[bool; 2]>,
}

/// Number of words of requests after which only steps to something new are tried.
const MOST: usize = 256;

#[derive(Debug, Clone, Default)]
struct Mentions {
    named: Vec<usize>,
    kept: Vec<usize>,
}

/// 64 requests at once: bit `i` of each word is the truth of a proposition in request `i`.
struct Models {
    words: Vec<u64>,
    /// Bits of the requests that keep all rules.
    valid: u64,
}

impl<'t> Known<'t> {
    pub(super) fn new(theory: &'t Theory, active: &'t [usize]) -> Self {
        let rules = active.iter().map(|rule| &theory.rules[*rule].kept);
        Self {
            theory,
            kept: theory.facts.iter().chain(rules).collect(),
            mentions: Vec::new(),
            models: Vec::new(),
            values: vec![[false; 2]; theory.vars],
        }
    }

    /// Returns `true` if the query holds for a known request.
    pub(super) fn shows(&self, query: &Formula) -> bool {
        match query {
            Formula::Var(var) => self.values[*var][1],
            Formula::Not(part) if matches!(**part, Formula::Var(_)) => {
                matches!(**part, Formula::Var(var) if self.values[var][0])
            }
            query => {
                let mut models = self.models.iter().rev();
                models.any(|models| query.truth(&models.words) & models.valid != 0)
            }
        }
    }

    /// Stores a request, and the valid ones that are one step away from it.
    ///
    /// The request itself is checked too: if it breaks a rule or fails the query, the solver has a defect.
    pub(super) fn add(&mut self, model: &Model, query: &Formula) {
        if self.mentions.is_empty() {
            self.collect_mentions();
        }
        let own: Vec<u64> = model.iter().map(|value| if *value { u64::MAX } else { 0 }).collect();
        assert!(
            query.truth(&own) == u64::MAX
                && self.kept.iter().all(|one| one.truth(&own) == u64::MAX),
            "the solver's model keeps what it was asked for"
        );
        let steps: Vec<&Step> = match self.models.len() < MOST {
            true => self.theory.steps.iter().collect(),
            false => self.theory.steps.iter().filter(|step| self.is_new(step)).collect(),
        };
        // The first of each 64 is the request itself.
        let mut steps = steps.chunks(63);
        let mut next = Some(steps.next().unwrap_or_default());
        while let Some(chunk) = next {
            let models = self.changed(&own, chunk);
            for (word, [is_false, is_true]) in models.words.iter().zip(&mut self.values) {
                *is_false |= !word & models.valid != 0;
                *is_true |= word & models.valid != 0;
            }
            self.models.push(models);
            next = steps.next();
        }
    }

    /// Returns `true` if no known request has what the step leads to.
    fn is_new(&self, step: &Step) -> bool {
        step.set.iter().any(|(var, value)| !self.values[*var][usize::from(*value)])
    }

    fn collect_mentions(&mut self) {
        self.mentions = vec![Mentions::default(); self.theory.vars];
        for (index, (_, formula)) in self.theory.named.iter().enumerate() {
            formula.each_var(&mut |var| once(&mut self.mentions[var].named, index));
        }
        for (index, formula) in self.kept.iter().enumerate() {
            formula.each_var(&mut |var| once(&mut self.mentions[var].kept, index));
        }
    }

    /// Returns a request and those that are one of at most 63 steps away from it. Only what mentions a changed
    /// proposition is computed again.
    fn changed(&self, own: &[u64], steps: &[&Step]) -> Models {
        let mut words = own.to_vec();
        let mut start = 0;
        while start < steps.len() {
            let off = &steps[start].off;
            let same = steps[start..].iter().take_while(|step| Rc::ptr_eq(&step.off, off)).count();
            let bits = (start..start + same).fold(0_u64, |bits, step| bits | 2 << step);
            off.iter().for_each(|var| words[*var] &= !bits);
            for (step, bit) in steps[start..start + same].iter().zip(start..) {
                for (var, value) in &step.set {
                    let bit = 2 << bit;
                    words[*var] = if *value { words[*var] | bit } else { words[*var] & !bit };
                }
            }
            start += same;
        }
        let mut open = Open {
            named: vec![false; self.theory.named.len()],
            kept: vec![false; self.kept.len()],
        };
        for (mentions, (word, own)) in self.mentions.iter().zip(words.iter().zip(own)) {
            if word != own {
                open.add(mentions);
            }
        }
        // A named formula refers to those before it.
        for (index, (var, formula)) in self.theory.named.iter().enumerate() {
            if open.named[index] {
                words[*var] = formula.truth(&words);
                if words[*var] != own[*var] {
                    open.add(&self.mentions[*var]);
                }
            }
        }
        let kept = self.kept.iter().zip(open.kept).filter(|(_, is_open)| *is_open);
        let valid = kept.fold(u64::MAX, |valid, (one, _)| valid & one.truth(&words));
        Models { words, valid }
    }
}

/// The formulas that mention a changed proposition: `true` for each named one and each of the kept ones that does.
struct Open {
    named: Vec<bool>,
    kept: Vec<bool>,
}

impl Open {
    fn add(&mut self, mentions: &Mentions) {
        mentions.named.iter().for_each(|index| self.named[*index] = true);
        mentions.kept.iter().for_each(|index| self.kept[*index] = true);
    }
}

/// Adds an index to a list in order, unless it is the last one.
fn once(list: &mut Vec<usize>, index: usize) {
    if list.last() != Some(&index) {
        list.push(index);
    }
}
