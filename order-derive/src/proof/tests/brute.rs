//! The findings of random rules, compared with an oracle that tries every assignment.

use std::collections::HashSet;

use crate::{
    model::{Id, Levels},
    proof::{
        findings::{About, findings},
        formula::Formula,
        tests::setting,
        theory::{Certainty, Demand, Field, Rule, Step, Theory, Use, UseKind, Value},
    },
};

/// Number of rule sets that are compared. `FINDINGS_CASES` sets another number, and `FINDINGS_SEED` the first one.
const CASES: u64 = 12_000;

/// A small random generator, so that every case can be repeated by its number.
pub(super) struct Random(pub(super) u64);

impl Random {
    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Returns fields with a presence and up to three classes of values, and rules of every kind on them.
fn theory(random: &mut Random) -> (Theory, Vec<Vec<Formula>>) {
    let mut theory = Theory::default();
    let mut classes: Vec<Vec<Formula>> = Vec::new();
    while theory.vars < 6 + random.below(5) {
        let is_always_there = random.chance(20);
        let present = if is_always_there { Formula::TRUE } else { theory.fresh() };
        let count = if theory.vars > 9 { 1 } else { 1 + random.below(3) };
        let mut named: Vec<Formula> = (1..count).map(|_| theory.fresh()).collect();
        theory.facts.push(Formula::count(named.clone(), 0, 1));
        for class in &named {
            theory.facts.push(class.clone().implies(present.clone()));
        }
        let other = [present.clone()].into_iter().chain(named.iter().map(|class| !class.clone()));
        named.push(Formula::all(other.collect::<Vec<_>>()));
        let is_option = !is_always_there;
        theory.fields.push(Field {
            present,
            is_own: random.chance(90),
            is_option,
            classes: count,
            is_checked: false,
            is_key: false,
        });
        classes.push(named);
    }
    let fields = theory.fields.len();
    for _ in 0..3 + random.below(7) {
        let rule = rule(&theory, &classes, fields, random);
        theory.rules.push(rule);
    }
    for (field, classes) in classes.iter().enumerate() {
        if classes.len() > 1 && random.chance(60) {
            let is_used = classes[random.below(classes.len() - 1)].clone();
            theory.values.push(Value {
                is_used: Formula::all([theory.fields[field].present.clone(), is_used]),
            });
        }
    }
    for _ in 0..random.below(80) {
        let step = (0..1 + random.below(2)).map(|_| (random.below(theory.vars), random.chance(50)));
        let step = step.collect();
        let off = (0..random.below(3)).map(|_| random.below(theory.vars)).collect();
        theory.steps.push(Step { off, set: step });
    }
    (theory, classes)
}

fn rule(theory: &Theory, classes: &[Vec<Formula>], fields: usize, random: &mut Random) -> Rule {
    let field = random.below(fields);
    let present = theory.fields[field].present.clone();
    let cond = cond(theory, classes, Some(field), 2, random);
    let applies = if random.chance(25) { Formula::TRUE } else { cond.clone() };
    let mut rule = Rule {
        field: Some(field),
        applies: applies.clone(),
        is_conditional: applies != Formula::TRUE,
        kept: Formula::TRUE,
        demand: Demand::Other,
        uses: Vec::new(),
        is_written: random.chance(85),
        certainty: Certainty::Certain,
    };
    if applies != Formula::TRUE {
        rule.uses.push(Use { kind: UseKind::Applies, possible: applies.clone() });
        if random.chance(30) {
            rule.uses.push(Use { kind: UseKind::Exempts, possible: !applies.clone() });
        }
    }
    match random.below(10) {
        0..3 => {
            rule.demand = Demand::Required;
            // Only the rule that a type is not an `Option` may be uncertain.
            if random.chance(30) {
                rule.certainty = Certainty::IfNoAlias;
            }
            rule.kept = applies.implies(present);
        }
        3..6 => {
            rule.demand = Demand::Forbidden;
            rule.kept = applies.implies(!present);
        }
        6..8 => {
            let own = &classes[field];
            let excluded: Vec<usize> = (0..own.len()).filter(|_| random.chance(50)).collect();
            let kept = (0..own.len()).filter(|class| !excluded.contains(class));
            let kept = Formula::any(kept.map(|class| own[class].clone()));
            rule.kept = Formula::all([applies, present]).implies(kept);
            rule.demand = Demand::Value(excluded);
        }
        8 => {
            rule.field = None;
            rule.demand = Demand::Declared;
            rule.kept = self::cond(theory, classes, None, 3, random);
        }
        _ => {
            rule.field = None;
            let members: Vec<Formula> = theory
                .fields
                .iter()
                .filter(|_| random.chance(50))
                .map(|field| field.present.clone())
                .collect();
            let min = random.below(2);
            let max = min + random.below(members.len() + 1);
            rule.kept = applies.implies(Formula::count(members, min, max));
        }
    }
    rule
}

/// Returns a condition that does not refer to `but`.
fn cond(
    theory: &Theory,
    classes: &[Vec<Formula>],
    but: Option<usize>,
    depth: usize,
    random: &mut Random,
) -> Formula {
    let inner = |random: &mut Random| cond(theory, classes, but, depth - 1, random);
    match random.below(if depth == 0 { 2 } else { 6 }) {
        2 => !inner(random),
        3 | 4 => Formula::all([inner(random), inner(random)]),
        5 => Formula::any([inner(random), inner(random)]),
        kind => {
            let others: Vec<usize> =
                (0..theory.fields.len()).filter(|field| Some(*field) != but).collect();
            let Some(field) = others.get(random.below(others.len().max(1))) else {
                return Formula::TRUE;
            };
            match kind {
                0 => theory.fields[*field].present.clone(),
                _ => classes[*field][random.below(classes[*field].len())].clone(),
            }
        }
    }
}

/// All assignments that the facts allow, 64 in a word.
struct Oracle<'t> {
    theory: &'t Theory,
    words: Vec<Vec<u64>>,
    facts: Vec<u64>,
}

impl<'t> Oracle<'t> {
    fn new(theory: &'t Theory) -> Self {
        let (mut words, mut facts) = (Vec::new(), Vec::new());
        let assignments = 1_usize << theory.vars;
        for start in (0..assignments).step_by(64) {
            let vars: Vec<u64> = (0..theory.vars)
                .map(|var| {
                    (0..64)
                        .fold(0, |word, bit| word | u64::from((start + bit) >> var & 1 == 1) << bit)
                })
                .collect();
            let used = if assignments < 64 { (1 << assignments) - 1 } else { u64::MAX };
            facts.push(theory.facts.iter().fold(used, |all, fact| all & fact.truth(&vars)));
            words.push(vars);
        }
        Self { theory, words, facts }
    }

    /// Returns `true` if some assignment keeps `rules` and satisfies `query`.
    fn is_possible(&self, rules: &[usize], query: &Formula) -> bool {
        self.words.iter().zip(&self.facts).any(|(vars, facts)| {
            let kept = rules
                .iter()
                .fold(*facts, |all, rule| all & self.theory.rules[*rule].kept.truth(vars));
            kept & query.truth(vars) != 0
        })
    }

    /// Returns `true` if the demands on a field cannot be met in an assignment that keeps all other rules.
    fn has_dead_end(&self, rules: &[usize], field: usize) -> bool {
        let all = &self.theory.rules;
        let (own, others): (Vec<usize>, Vec<usize>) =
            rules.iter().partition(|rule| all[**rule].field == Some(field));
        self.words.iter().zip(&self.facts).any(|(vars, facts)| {
            let state = others.iter().fold(*facts, |word, rule| word & all[*rule].kept.truth(vars));
            let any = |demand: &Demand| {
                let asking = own.iter().filter(|rule| all[**rule].demand == *demand);
                asking.fold(0, |word, rule| word | all[*rule].applies.truth(vars))
            };
            let has_no_value = (0..self.theory.fields[field].classes).fold(u64::MAX, |word, class| {
                let excluding = own.iter().filter(
                    |rule| matches!(&all[**rule].demand, Demand::Value(excluded) if excluded.contains(&class)),
                );
                word & excluding.fold(0, |word, rule| word | all[*rule].applies.truth(vars))
            });
            state & any(&Demand::Required) & (any(&Demand::Forbidden) | has_no_value) != 0
        })
    }

    /// Returns all findings, without folding.
    fn findings(&self, rules: &[usize]) -> Vec<(Id, About)> {
        let theory = self.theory;
        let mut found = Vec::new();
        for (index, field) in theory.fields.iter().enumerate() {
            let is_bound = |rule: &&usize| {
                let rule = &theory.rules[**rule];
                rule.field == Some(index)
                    && matches!(rule.demand, Demand::Value(_))
                    && !rule.is_conditional
            };
            let bounds: Vec<usize> = rules.iter().filter(is_bound).copied().collect();
            if !bounds.is_empty() && !self.is_possible(&bounds, &field.present) {
                found.push((Id::EmptyBounds, About::Field(index)));
            }
        }
        for field in 0..theory.fields.len() {
            if self.has_dead_end(rules, field) {
                found.push((Id::UndeclaredDeadEnd, About::Field(field)));
            }
        }
        if !self.is_possible(rules, &Formula::TRUE) {
            found.push((Id::Unsatisfiable, About::Request));
            return found;
        }
        for (index, field) in theory.fields.iter().enumerate() {
            let is_meant = |demand: Demand| {
                rules.iter().any(|rule| {
                    let rule = &theory.rules[*rule];
                    rule.field == Some(index) && rule.demand == demand && !rule.is_conditional
                })
            };
            let is_forbidden = !field.is_own && is_meant(Demand::Forbidden);
            if !is_forbidden && !self.is_possible(rules, &field.present) {
                found.push((Id::DeadField, About::Field(index)));
            }
            let may_be_absent = field.is_own && field.is_option && !is_meant(Demand::Required);
            if may_be_absent && !self.is_possible(rules, &!field.present.clone()) {
                found.push((Id::FalseOptional, About::Field(index)));
            }
        }
        for rule in rules {
            for (index, one) in theory.rules[*rule].uses.iter().enumerate() {
                if !self.is_possible(rules, &one.possible) {
                    found.push((Id::DeadRule, About::Use(*rule, index)));
                }
            }
        }
        for (index, value) in theory.values.iter().enumerate() {
            let is_declared = rules.iter().any(|rule| {
                theory.rules[*rule].demand == Demand::Declared
                    && !self.is_possible(&[*rule], &value.is_used)
            });
            if !is_declared && !self.is_possible(rules, &value.is_used) {
                found.push((Id::DeadValue, About::Value(index)));
            }
        }
        let mut rest = rules.to_vec();
        for rule in rules.iter().rev() {
            let broken = !theory.rules[*rule].kept.clone();
            let others: Vec<usize> = rest.iter().copied().filter(|other| other != rule).collect();
            if theory.rules[*rule].is_written
                && broken != Formula::FALSE
                && !self.is_possible(&others, &broken)
            {
                found.push((Id::RedundantRule, About::Rule(*rule)));
                rest = others;
            }
        }
        found
    }

    /// Returns the size of the smallest set among `rules` that no assignment with `query` keeps.
    fn smallest(&self, rules: &[usize], query: &Formula) -> usize {
        // The rules that each assignment with the query breaks. Each set must contain one of them.
        let mut broken: HashSet<u64> = HashSet::new();
        for (vars, facts) in self.words.iter().zip(&self.facts) {
            let asked = *facts & query.truth(vars);
            let kept: Vec<u64> =
                rules.iter().map(|rule| self.theory.rules[*rule].kept.truth(vars)).collect();
            for bit in (0..64).filter(|bit| asked >> bit & 1 == 1) {
                broken.insert(kept.iter().enumerate().fold(0, |word, (index, kept)| {
                    word | u64::from(kept >> bit & 1 == 0) << index
                }));
            }
        }
        let leaves_none = |set: &u64| broken.iter().all(|broken| broken & set != 0);
        let sizes = (0..1_u64 << rules.len()).filter(leaves_none).map(u64::count_ones);
        usize::try_from(sizes.min().unwrap()).unwrap()
    }
}

#[test]
fn findings_equal_those_of_an_oracle_that_tries_everything() {
    let mut levels = Levels::default();
    levels.set(Id::RedundantRule, true);
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    let mut clean = 0;
    let mut folded = 0;
    let first = setting("FINDINGS_SEED").unwrap_or(0);
    let cases = setting("FINDINGS_CASES").unwrap_or(CASES);
    for case in first..first + cases {
        let (theory, _) = theory(&mut Random(case));
        let oracle = Oracle::new(&theory);
        let found = findings(&theory, &levels, u64::MAX).unwrap();
        let certain: Vec<usize> = (0..theory.rules.len())
            .filter(|rule| theory.rules[*rule].certainty == Certainty::Certain)
            .collect();
        let all: Vec<usize> = (0..theory.rules.len()).collect();
        let mut rules = certain;
        let mut expected = oracle.findings(&rules);
        if expected.is_empty() {
            rules = all;
            expected = oracle.findings(&rules);
        }
        let total: usize = found.iter().map(|finding| 1 + finding.folded).sum();
        assert_eq!(total, expected.len(), "case {case}: {found:?}\nexpected {expected:?}");
        for (index, finding) in found.iter().enumerate() {
            assert!(expected.contains(&(finding.id, finding.about)), "case {case}: {finding:?}");
            *counts.entry(finding.id.name()).or_default() += 1;
            folded += finding.folded;
            let shares = |other: &crate::proof::findings::Finding| {
                finding.id != Id::RedundantRule
                    && other.id != Id::EmptyBounds
                    && other.rules.iter().any(|rule| finding.rules.contains(rule))
            };
            assert!(!found[..index].iter().any(shares), "case {case}: {found:?}");
            cause(&oracle, &rules, &found[..index], finding, case);
        }
        clean += usize::from(found.is_empty());
    }
    println!("{cases} rule sets, {clean} without a finding, {folded} folded; {counts:?}");
    if cases < CASES {
        return;
    }
    for id in ["empty_bounds", "undeclared_dead_end", "unsatisfiable", "dead_rule", "dead_field"] {
        assert!(counts[id] > 100, "{id}");
    }
    for id in ["false_optional", "dead_value", "redundant_rule"] {
        assert!(counts[id] > 100, "{id}");
    }
    assert!(clean > 100);
}

/// Asserts that the rules of a finding cause it, and that no smaller set does.
fn cause(
    oracle: &Oracle<'_>,
    rules: &[usize],
    before: &[crate::proof::findings::Finding],
    finding: &crate::proof::findings::Finding,
    case: u64,
) {
    let theory = oracle.theory;
    let (own, query) = match finding.about {
        About::Request => (None, Formula::TRUE),
        About::Field(field) if finding.id == Id::UndeclaredDeadEnd => {
            // Without any one of the rules, the others have no dead end in the same state.
            let state: Vec<u64> =
                finding.state.as_ref().unwrap().iter().map(|value| u64::from(*value)).collect();
            for without in &finding.rules {
                let rest: Vec<usize> =
                    finding.rules.iter().copied().filter(|rule| rule != without).collect();
                let mut alone = Theory { vars: theory.vars, ..Theory::default() };
                for (var, value) in state.iter().enumerate() {
                    let fact = Formula::Var(var);
                    alone.facts.push(if *value == 1 { fact } else { !fact });
                }
                let copy = |rule: &crate::proof::theory::Rule| Rule {
                    field: rule.field,
                    applies: rule.applies.clone(),
                    is_conditional: rule.is_conditional,
                    kept: rule.kept.clone(),
                    demand: rule.demand.clone(),
                    uses: Vec::new(),
                    is_written: true,
                    certainty: Certainty::Certain,
                };
                alone.rules = theory.rules.iter().map(copy).collect();
                alone.fields = theory
                    .fields
                    .iter()
                    .map(|field| Field {
                        present: field.present.clone(),
                        is_own: field.is_own,
                        is_option: field.is_option,
                        classes: field.classes,
                        is_checked: false,
                        is_key: false,
                    })
                    .collect();
                let oracle = Oracle::new(&alone);
                assert!(oracle.has_dead_end(&finding.rules, field), "case {case}: {finding:?}");
                assert!(!oracle.has_dead_end(&rest, field), "case {case}: {finding:?}");
            }
            return;
        }
        About::Field(field) if finding.id == Id::FalseOptional => {
            (None, !theory.fields[field].present.clone())
        }
        About::Field(field) => (None, theory.fields[field].present.clone()),
        About::Use(rule, index) => (Some(rule), theory.rules[rule].uses[index].possible.clone()),
        About::Value(value) => (None, theory.values[value].is_used.clone()),
        About::Rule(rule) => (Some(rule), !theory.rules[rule].kept.clone()),
    };
    let mut candidates: Vec<usize> = match finding.id {
        // A later rule that was already found redundant is not a reason.
        Id::RedundantRule => {
            let gone: Vec<usize> = (before.iter())
                .filter_map(|finding| match finding.about {
                    About::Rule(rule) => Some(rule),
                    _ => None,
                })
                .chain(own)
                .collect();
            rules.iter().copied().filter(|rule| !gone.contains(rule)).collect()
        }
        Id::EmptyBounds => {
            let is_bound = |rule: &&usize| {
                let rule = &theory.rules[**rule];
                About::Field(rule.field.unwrap_or(usize::MAX)) == finding.about
                    && matches!(rule.demand, Demand::Value(_))
                    && !rule.is_conditional
            };
            rules.iter().filter(is_bound).copied().collect()
        }
        _ => {
            let is_free =
                |rule: &&usize| before.iter().all(|finding| !finding.rules.contains(rule));
            rules.iter().filter(is_free).copied().collect()
        }
    };
    candidates.sort_unstable();
    let smallest = oracle.smallest(&candidates, &query);
    let cause: Vec<usize> = match finding.id {
        Id::RedundantRule => {
            finding.rules.iter().copied().filter(|rule| Some(*rule) != own).collect()
        }
        _ => finding.rules.clone(),
    };
    assert!(!oracle.is_possible(&cause, &query), "case {case}: {finding:?}");
    let is_extra =
        own.is_some_and(|own| finding.id != Id::RedundantRule && finding.rules.contains(&own));
    assert!(
        cause.len() == smallest || (is_extra && cause.len() == smallest + 1),
        "case {case}: {smallest} would do, {finding:?}",
    );
}
