//! Findings about a set of rules, derived by logic. Each has the rules that cause it.

use std::{borrow::Cow, collections::BTreeSet};

use crate::{
    model::{Id, Levels},
    proof::{
        formula::Formula,
        known::Known,
        smallest::smallest,
        solver::{GaveUp, Model, Solver},
        theory::{Certainty, Demand, Theory},
        together::compatible,
    },
};

/// A single finding.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) id: Id,
    pub(crate) about: About,
    /// The rules that together cause the finding. None of them can be omitted.
    pub(crate) rules: Vec<usize>,
    /// `true` if a finding about a rule would disappear without that rule.
    pub(crate) is_own_cause: bool,
    /// A request that shows the finding, if the finding claims that one exists.
    pub(crate) state: Option<Model>,
    /// Number of further findings with a rule in common.
    pub(crate) folded: usize,
}

/// The subject of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    Request,
    Field(usize),
    Rule(usize),
    /// A rule, and the index of its impossible use.
    Use(usize, usize),
    Value(usize),
}

/// Returns all findings, the clearest first. Of findings with a common cause, only the clearest is returned.
///
/// Findings of certain rules come first. If there are none, the findings that depend on types follow: on whether one is
/// an alias of an `Option`, and on whether an enum has more variants than the rules name.
pub(crate) fn findings(
    theory: &Theory,
    levels: &Levels,
    steps: u64,
) -> Result<Vec<Finding>, GaveUp> {
    let rules = |most: Certainty| -> Vec<usize> {
        (0..theory.rules.len()).filter(|rule| theory.rules[*rule].certainty <= most).collect()
    };
    let [certain, if_no_alias, all] =
        [Certainty::Certain, Certainty::IfNoAlias, Certainty::IfNoOtherVariant].map(rules);
    let mut search = Search::new(theory, levels, &certain, steps);
    search.empty_bounds()?;
    search.dead_ends(|_| true)?;
    let mut found = Vec::new();
    let mut is_open = true;
    if search.found.is_empty() && certain.len() < all.len() {
        // A request that is possible with all rules is possible with fewer, so this query mostly suffices.
        let mut strict = Search::new(theory, levels, &all, steps);
        std::mem::swap(&mut strict.surely, &mut search.surely);
        strict.of_types()?;
        is_open = !strict.found.is_empty();
        found = strict.found;
    }
    if is_open {
        search.dead_parts()?;
        if !search.found.is_empty() {
            found = search.found;
        } else if certain.len() < if_no_alias.len() && if_no_alias.len() < all.len() {
            // rustc may find that an enum has other variants, so what does not depend on them comes first.
            let mut first = Search::new(theory, levels, &if_no_alias, steps);
            first.of_types()?;
            let folded: Vec<usize> = first.found.iter().map(|finding| finding.folded).collect();
            let mut last = Search::new(theory, levels, &all, steps);
            last.found = first.found;
            last.of_types()?;
            found = last.found;
            let known = found.iter_mut().zip(folded);
            known.for_each(|(finding, folded)| finding.folded = folded);
        }
    }
    found.iter().try_for_each(|finding| confirm(theory, finding, steps))?;
    Ok(found)
}

/// Returns the rules that forbid a member of a part in a request that certainly exists, each with such a request. If the
/// part itself always requires the member, that request is a dead end.
///
/// Rules that take part in one of the findings are omitted.
pub(crate) fn forbidden_members(
    theory: &Theory,
    levels: &Levels,
    found: &[Finding],
    steps: u64,
) -> Result<Vec<Finding>, GaveUp> {
    let all: Vec<usize> = (0..theory.rules.len()).collect();
    let mut search = Search::new(theory, levels, &all, steps);
    let mut ends = Vec::new();
    if !levels.is_denied(Id::UndeclaredDeadEnd) {
        return Ok(ends);
    }
    for (rule, one) in theory.rules.iter().enumerate() {
        let Some(field) = one.field.filter(|_| one.demand == Demand::Forbidden) else { continue };
        let own = &theory.fields[field];
        if own.is_own || own.is_checked || found.iter().any(|found| found.rules.contains(&rule)) {
            continue;
        }
        // Whether a part can meet the demands on its other members is not known, and no matter of this one.
        let is_other =
            |other: &usize| theory.rules[*other].field.is_none_or(|at| theory.fields[at].is_own);
        let others: Vec<usize> = all.iter().copied().filter(is_other).collect();
        if let Some(state) = search.solve_surely(&others, &one.applies)? {
            search.push(Id::UndeclaredDeadEnd, About::Field(field), vec![rule], Some(state));
            ends.append(&mut search.found);
        }
    }
    Ok(ends)
}

/// The most requests that are looked for to show many queries at once.
const ROUNDS: usize = 4;

/// The most queries that are asked at once. Each that does not fit the others costs a step of its own.
const MOST_TOGETHER: usize = 256;

struct Search<'t> {
    theory: &'t Theory,
    levels: &'t Levels,
    steps: u64,
    /// The rules that are included.
    active: &'t [usize],
    /// Solver for requests that keep all active rules.
    keeping: Option<Solver<'t>>,
    /// Solver for requests that keep some of the active rules.
    switching: Option<Solver<'t>>,
    /// Solver for requests that certainly exist.
    surely: Option<Solver<'t>>,
    known: Known<'t>,
    found: Vec<Finding>,
}

impl<'t> Search<'t> {
    fn new(theory: &'t Theory, levels: &'t Levels, active: &'t [usize], steps: u64) -> Self {
        Self {
            theory,
            levels,
            steps,
            active,
            keeping: None,
            switching: None,
            surely: None,
            known: Known::new(theory, active),
            found: Vec::new(),
        }
    }

    /// Returns a request that keeps `rules` and for which `query` holds.
    fn solve(&mut self, rules: &[usize], query: &Formula) -> Result<Option<Model>, GaveUp> {
        self.switching().solve(rules, query)
    }

    fn switching(&mut self) -> &mut Solver<'t> {
        self.switching.get_or_insert_with(|| Solver::switching(self.theory, self.steps))
    }

    fn smallest(&mut self, candidates: &[usize], query: &Formula) -> Result<Vec<usize>, GaveUp> {
        let theory = self.theory;
        smallest(theory, self.switching(), candidates, query)
    }

    /// Finds what depends on types.
    fn of_types(&mut self) -> Result<(), GaveUp> {
        let theory = self.theory;
        self.dead_ends(|rule| theory.rules[rule].certainty > Certainty::Certain)?;
        self.dead_parts()
    }

    /// Finds rules, fields and values without a use.
    fn dead_parts(&mut self) -> Result<(), GaveUp> {
        if !self.is_possible(&Formula::TRUE)? {
            // Without any request, nothing else can be said.
            return self.add(Id::Unsatisfiable, About::Request, None, &Formula::TRUE);
        }
        self.likely()?;
        self.dead_fields()?;
        self.dead_rules()?;
        self.bad_defaults()?;
        self.dead_values()?;
        self.redundant_rules()
    }

    /// Looks for requests that have what a request mostly can have: each field, none of the fields, each use of a rule.
    fn likely(&mut self) -> Result<(), GaveUp> {
        let theory = self.theory;
        let fields = theory.fields.iter();
        self.show_together(fields.clone().map(|field| Cow::Borrowed(&field.present)))?;
        self.show_together(fields.map(|field| Cow::Owned(!field.present.clone())))?;
        let uses = self.active.iter().flat_map(|rule| &theory.rules[*rule].uses);
        self.show_together(uses.map(|one| Cow::Borrowed(&one.possible)))
    }

    /// Finds fields whose unconditional rules leave no value.
    fn empty_bounds(&mut self) -> Result<(), GaveUp> {
        for (index, field) in self.theory.fields.iter().enumerate() {
            let is_bound = |rule: &&usize| {
                let rule = &self.theory.rules[**rule];
                rule.field == Some(index)
                    && matches!(rule.demand, Demand::Value(_))
                    && !rule.is_conditional
            };
            let bounds: Vec<usize> = self.active.iter().filter(is_bound).copied().collect();
            if bounds.is_empty() || self.has_value(index, &bounds)? {
                continue;
            }
            let rules = self.smallest(&bounds, &field.present)?;
            self.push(Id::EmptyBounds, About::Field(index), rules, None);
        }
        Ok(())
    }

    /// Returns `true` if some value of the field keeps all of these rules.
    fn has_value(&mut self, field: usize, bounds: &[usize]) -> Result<bool, GaveUp> {
        let own = &self.theory.fields[field];
        let has_class = (0..own.classes).any(|class| {
            bounds.iter().all(|rule| !self.theory.rules[*rule].demand.excludes(class))
        });
        // Mostly, a request that keeps all rules shows it.
        Ok(has_class
            && (bounds.len() == 1
                || self.is_possible(&own.present)?
                || self.solve(bounds, &own.present)?.is_some()))
    }

    /// Finds fields whose demands cannot all be met in a state that all other rules allow. At least one of the demands
    /// is among `these` rules.
    ///
    /// The finding claims that such a request exists, while all others claim that none does. So it must not depend on
    /// anything unknown.
    fn dead_ends(&mut self, these: impl Fn(usize) -> bool + Copy) -> Result<(), GaveUp> {
        if !self.levels.is_denied(Id::UndeclaredDeadEnd) {
            return Ok(());
        }
        for (field, own) in self.theory.fields.iter().enumerate() {
            if !own.is_checked
                && let Some((rules, state)) = self.dead_end(field, these)?
            {
                match self.sharing(&rules) {
                    Some(before) => self.found[before].folded += 1,
                    None => {
                        self.push(Id::UndeclaredDeadEnd, About::Field(field), rules, Some(state))
                    }
                }
            }
        }
        Ok(())
    }

    fn dead_end(
        &mut self,
        field: usize,
        these: impl Fn(usize) -> bool,
    ) -> Result<Option<(Vec<usize>, Model)>, GaveUp> {
        let theory = self.theory;
        let (own, others): (Vec<usize>, Vec<usize>) =
            self.active.iter().partition(|rule| theory.rules[**rule].field == Some(field));
        let with = |demand: Demand| {
            own.iter().copied().filter(move |rule| theory.rules[*rule].demand == demand)
        };
        for required in with(Demand::Required).filter(|rule| these(*rule)) {
            for forbidden in with(Demand::Forbidden) {
                let query = Formula::all(
                    [required, forbidden].map(|rule| theory.rules[rule].applies.clone()),
                );
                if let Some(state) = self.solve_surely(&others, &query)? {
                    return Ok(Some((vec![required, forbidden], state)));
                }
            }
        }
        let bounds: Vec<(usize, &[usize])> = (own.iter())
            .map(|rule| (*rule, theory.rules[*rule].demand.excluded()))
            .filter(|(_, excluded)| !excluded.is_empty())
            .collect();
        if bounds.is_empty() {
            return Ok(None);
        }
        // The rules that exclude a class. Many classes have the same.
        let excluding: BTreeSet<Vec<usize>> = (0..theory.fields[field].classes)
            .map(|class| {
                let bounds = bounds.iter().map(|(rule, _)| *rule);
                bounds.filter(|rule| theory.rules[*rule].demand.excludes(class)).collect()
            })
            .collect();
        let no_value = Formula::all(excluding.iter().map(|rules| {
            Formula::any(rules.iter().map(|rule| theory.rules[*rule].applies.clone()))
        }));
        for required in with(Demand::Required).filter(|rule| these(*rule)) {
            let query = Formula::all([theory.rules[required].applies.clone(), no_value.clone()]);
            if let Some(state) = self.solve_surely(&others, &query)? {
                let applying =
                    bounds.iter().filter(|(rule, _)| holds(&theory.rules[*rule].applies, &state));
                let mut rules = covering(applying.copied().collect(), theory.fields[field].classes);
                rules.push(required);
                rules.sort_unstable();
                return Ok(Some((rules, state)));
            }
        }
        Ok(None)
    }

    /// Returns a request that certainly exists, keeps `rules`, and for which the query certainly holds.
    fn solve_surely(&mut self, rules: &[usize], query: &Formula) -> Result<Option<Model>, GaveUp> {
        let query = query.surely(&self.theory.opaque);
        if query.is_contradiction() {
            return Ok(None);
        }
        let surely =
            self.surely.get_or_insert_with(|| Solver::surely_switching(self.theory, self.steps));
        surely.solve(rules, &query)
    }

    /// Finds rules without a use.
    fn dead_rules(&mut self) -> Result<(), GaveUp> {
        if !self.levels.is_denied(Id::DeadRule) {
            return Ok(());
        }
        for rule in self.active.iter().copied() {
            for (index, one) in self.theory.rules[rule].uses.iter().enumerate() {
                if !self.is_possible(&one.possible)? {
                    self.add(Id::DeadRule, About::Use(rule, index), Some(rule), &one.possible)?;
                }
            }
        }
        Ok(())
    }

    /// Finds defaults that the rules of their own field forbid wherever they apply, and defaults that no valid request has
    /// together.
    fn bad_defaults(&mut self) -> Result<(), GaveUp> {
        if !self.levels.is_denied(Id::BadDefault) {
            return Ok(());
        }
        let theory = self.theory;
        for default in &theory.defaults {
            let excluding: Vec<usize> = (self.active.iter().copied())
                .filter(|rule| {
                    let rule = &theory.rules[*rule];
                    rule.field == Some(default.field) && rule.demand.excludes(default.class)
                })
                .collect();
            if excluding.is_empty() || !self.is_possible(&default.applies)? {
                continue;
            }
            for rule in excluding {
                let exempt = !theory.rules[rule].applies.clone();
                let query = Formula::all([default.applies.clone(), exempt]);
                if self.is_possible(&query)? {
                    continue;
                }
                let mut rules = self.smallest(self.active, &query)?;
                rules.extend([rule, default.rule]);
                rules.sort_unstable();
                rules.dedup();
                match self.sharing(&rules) {
                    Some(before) => self.found[before].folded += 1,
                    None => self.push(Id::BadDefault, About::Rule(default.rule), rules, None),
                }
                break;
            }
        }
        let together = theory.defaults.iter().map(|default| default.is_value.clone());
        let together = Formula::all(together);
        if !self.is_possible(&together)? {
            self.add(Id::BadDefault, About::Request, None, &together)?;
        }
        Ok(())
    }

    /// Finds fields that can never be present, and optional ones that can never be absent.
    fn dead_fields(&mut self) -> Result<(), GaveUp> {
        for (index, field) in self.theory.fields.iter().enumerate() {
            let about = About::Field(index);
            let is_meant = |demand: Demand| {
                self.active.iter().any(|rule| {
                    let rule = &self.theory.rules[*rule];
                    rule.field == Some(index) && rule.demand == demand && !rule.is_conditional
                })
            };
            // A map that can have no key can have no value.
            if self.levels.is_denied(Id::DeadField)
                && !field.is_key
                && (field.is_own || !is_meant(Demand::Forbidden))
                && !self.is_possible(&field.present)?
            {
                self.add(Id::DeadField, about, None, &field.present)?;
            }
            let absent = !field.present.clone();
            if self.levels.is_denied(Id::FalseOptional)
                && field.is_option
                && field.is_own
                && !is_meant(Demand::Required)
                && !self.is_possible(&absent)?
            {
                self.add(Id::FalseOptional, about, None, &absent)?;
            }
        }
        Ok(())
    }

    /// Finds named values that can never be used, unless a single `#[rule]` forbids them.
    fn dead_values(&mut self) -> Result<(), GaveUp> {
        if !self.levels.is_denied(Id::DeadValue) {
            return Ok(());
        }
        for (index, value) in self.theory.values.iter().enumerate() {
            if !self.is_possible(&value.is_used)? && !self.is_declared(&value.is_used)? {
                self.add(Id::DeadValue, About::Value(index), None, &value.is_used)?;
            }
        }
        Ok(())
    }

    /// Returns `true` if a single `#[rule]`, with the defaults and blank policies that it sees, excludes the requests of a
    /// query.
    fn is_declared(&mut self, query: &Formula) -> Result<bool, GaveUp> {
        let policies: Vec<usize> = (self.active.iter().copied())
            .filter(|rule| self.theory.rules[*rule].demand == Demand::Policy)
            .collect();
        for rule in self.active.iter().copied() {
            if self.theory.rules[rule].demand == Demand::Declared
                && self.solve(&[policies.as_slice(), &[rule]].concat(), query)?.is_none()
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Finds rules that follow from the others. Of two rules that follow from each other, the later one is redundant.
    fn redundant_rules(&mut self) -> Result<(), GaveUp> {
        if !self.levels.is_denied(Id::RedundantRule) {
            return Ok(());
        }
        let mut rest = self.active.to_vec();
        for rule in self.active.iter().copied().rev() {
            let broken = !self.theory.rules[rule].kept.clone();
            if !self.theory.rules[rule].is_written || broken == Formula::FALSE {
                continue;
            }
            let others: Vec<usize> = rest.iter().copied().filter(|other| *other != rule).collect();
            if self.solve(&others, &broken)?.is_none() {
                let mut rules = self.smallest(&others, &broken)?;
                rules.push(rule);
                rules.sort_unstable();
                self.push(Id::RedundantRule, About::Rule(rule), rules, None);
                rest = others;
            }
        }
        Ok(())
    }

    /// Looks for a few requests that show as many of the queries as possible, which takes fewer steps than one for each. What none
    /// of them shows is still open.
    fn show_together<'f>(
        &mut self,
        queries: impl Iterator<Item = Cow<'f, Formula>>,
    ) -> Result<(), GaveUp> {
        let mut open: Vec<Cow<'f, Formula>> = queries.collect();
        for _ in 0..ROUNDS {
            open.retain(|query| !self.known.shows(query));
            if open.len() < 2 {
                break;
            }
            let wanted = compatible(open.iter().map(|query| &**query).take(MOST_TOGETHER));
            let keeping = self
                .keeping
                .get_or_insert_with(|| Solver::keeping(self.theory, self.active, self.steps));
            let Some(model) = keeping.solve_most(&wanted)? else { break };
            self.known.add(&model, &Formula::TRUE);
        }
        Ok(())
    }

    /// Returns `true` if the query holds for a request that keeps all rules.
    fn is_possible(&mut self, query: &Formula) -> Result<bool, GaveUp> {
        if self.known.shows(query) {
            return Ok(true);
        }
        let keeping = self
            .keeping
            .get_or_insert_with(|| Solver::keeping(self.theory, self.active, self.steps));
        let Some(model) = keeping.solve_unchecked(&[], query)? else { return Ok(false) };
        self.known.add(&model, query);
        Ok(true)
    }

    /// Adds a finding that the query holds for no request, or counts it with an earlier one that has a rule in common.
    fn add(
        &mut self,
        id: Id,
        about: About,
        own: Option<usize>,
        query: &Formula,
    ) -> Result<(), GaveUp> {
        if let Some(before) = own.and_then(|rule| self.sharing(&[rule])) {
            self.found[before].folded += 1;
            return Ok(());
        }
        let without = |found: &[Finding]| -> Vec<usize> {
            let is_free = |rule: &usize| found.iter().all(|finding| !finding.rules.contains(rule));
            self.active.iter().copied().filter(is_free).collect()
        };
        let rest = without(&self.found);
        if rest.len() < self.active.len() && self.solve(&rest, query)?.is_some() {
            let mut cause = 0;
            for index in 0..self.found.len() {
                let rest = without(&self.found[index..=index]);
                if self.solve(&rest, query)?.is_some() {
                    cause = index;
                    break;
                }
            }
            self.found[cause].folded += 1;
            return Ok(());
        }
        let mut rules = self.smallest(&rest, query)?;
        let is_own_cause = own.is_some_and(|own| rules.contains(&own));
        rules.extend(own.filter(|own| !rules.contains(own)));
        rules.sort_unstable();
        self.found.push(Finding { id, about, rules, is_own_cause, state: None, folded: 0 });
        Ok(())
    }

    fn push(&mut self, id: Id, about: About, rules: Vec<usize>, state: Option<Model>) {
        self.found.push(Finding { id, about, rules, is_own_cause: false, state, folded: 0 });
    }

    /// Returns the finding that shares a rule with these.
    fn sharing(&self, rules: &[usize]) -> Option<usize> {
        let is_shared = |finding: &Finding| finding.rules.iter().any(|rule| rules.contains(rule));
        self.found.iter().position(is_shared)
    }
}

fn holds(formula: &Formula, model: &Model) -> bool {
    let words: Vec<u64> = model.iter().map(|value| u64::from(*value)).collect();
    formula.truth(&words) & 1 == 1
}

/// Returns bounds that together exclude all classes, as all of `bounds` do: one or two if so few do, else some of which
/// none can be omitted.
fn covering(bounds: Vec<(usize, &[usize])>, classes: usize) -> Vec<usize> {
    let covers = |chosen: &[(usize, &[usize])]| {
        let is_excluded =
            |class| chosen.iter().any(|(_, excluded)| excluded.binary_search(&class).is_ok());
        (0..classes).all(is_excluded)
    };
    if let Some(one) = bounds.iter().find(|one| covers(&[**one])) {
        return vec![one.0];
    }
    for (index, left) in bounds.iter().enumerate() {
        if let Some(right) = bounds[..index].iter().find(|right| covers(&[**right, *left])) {
            return vec![right.0, left.0];
        }
    }
    let mut chosen = bounds;
    let mut index = 0;
    while index < chosen.len() {
        let one = chosen.remove(index);
        if !covers(&chosen) {
            chosen.insert(index, one);
            index += 1;
        }
    }
    chosen.into_iter().map(|(rule, _)| rule).collect()
}

/// Confirms with a new solver that the rules of a finding cause it and that no fewer of them do.
fn confirm(theory: &Theory, finding: &Finding, steps: u64) -> Result<(), GaveUp> {
    let rules = &theory.rules;
    let (own, query) = match finding.about {
        About::Rule(_) if finding.id == Id::BadDefault => return Ok(()),
        About::Request if finding.id == Id::BadDefault => {
            (None, Formula::all(theory.defaults.iter().map(|default| default.is_value.clone())))
        }
        About::Request => (None, Formula::TRUE),
        About::Field(_) if finding.id == Id::UndeclaredDeadEnd => return Ok(()),
        About::Field(field) if finding.id == Id::FalseOptional => {
            (None, !theory.fields[field].present.clone())
        }
        About::Field(field) => (None, theory.fields[field].present.clone()),
        About::Rule(rule) => (Some(rule), !rules[rule].kept.clone()),
        About::Use(rule, index) => (Some(rule), rules[rule].uses[index].possible.clone()),
        About::Value(value) => (None, theory.values[value].is_used.clone()),
    };
    let is_cause = |rule: &&usize| own != Some(**rule) || finding.id != Id::RedundantRule;
    let cause: Vec<usize> = finding.rules.iter().filter(is_cause).copied().collect();
    let mut solver = Solver::keeping(theory, &cause, steps);
    let is_impossible = solver.solve(&[], &query)?.is_none();
    assert!(is_impossible, "the rules of a finding cause it");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::covering;

    fn covered(bounds: &[&[usize]], classes: usize) -> Vec<usize> {
        covering(bounds.iter().enumerate().map(|(rule, one)| (rule + 10, *one)).collect(), classes)
    }

    #[test]
    fn the_fewest_rules_cover_all_classes() {
        assert_eq!(covered(&[&[0], &[0, 1, 2], &[1, 2]], 3), [11]);
        assert_eq!(covered(&[&[0], &[1], &[1, 2], &[2, 3]], 3), [10, 12]);
        assert_eq!(covered(&[&[1], &[0, 2], &[1]], 3), [10, 11]);
        assert_eq!(covered(&[&[0], &[1], &[2]], 3), [10, 11, 12]);
    }

    #[test]
    fn of_three_and_more_rules_none_can_be_omitted() {
        // One is too many: at the start, between the others, at the end.
        assert_eq!(covered(&[&[0], &[0], &[1], &[2]], 3), [11, 12, 13]);
        assert_eq!(covered(&[&[0, 1], &[1, 2], &[2, 3], &[4]], 5), [10, 12, 13]);
        assert_eq!(covered(&[&[0], &[1], &[2], &[1, 2], &[3]], 4), [10, 13, 14]);
        assert_eq!(covered(&[&[0], &[1], &[2], &[3], &[2]], 4), [10, 11, 13, 14]);
        // Two and more are.
        assert_eq!(covered(&[&[0], &[1], &[2], &[0, 3], &[1, 4], &[2]], 5), [13, 14, 15]);
        assert_eq!(
            covered(&[&[0, 1], &[2, 3], &[4, 5], &[0, 2], &[1, 4], &[3, 5]], 6),
            [13, 14, 15]
        );
    }
}
