//! Satisfiability of rules, decided by batsat. Every answer is checked before it is used.

use std::cell::Cell;

use batsat::{Callbacks, ClauseKind, Lit, Solver as Sat, SolverInterface, lbool};

use crate::proof::{formula::Formula, theory::Theory};

/// The analysis would take more steps than allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GaveUp;

/// The most queries that are left out one by one, of those that are asked at once.
const MOST_LEFT_OUT: usize = 8;

/// The truth of each proposition in one request.
pub(crate) type Model = Vec<bool>;

/// Searches for requests that keep rules.
pub(crate) struct Solver<'t> {
    theory: &'t Theory,
    sat: Sat<Budget>,
    vars: Vec<Lit>,
    /// Size of the theory.
    size: usize,
    /// The rules that are always kept.
    kept: Vec<usize>,
    /// One literal for each of the other rules, which switches it on.
    switches: Vec<Lit>,
}

/// Counts the steps, so that the analysis takes the same number on every machine.
struct Budget {
    left: Cell<u64>,
}

impl Budget {
    /// The cost of a conflict, in decisions.
    const CONFLICT: u64 = 100;
    /// The number of propositions in formulas that cost as much as a decision: when the solver is made, and in a query.
    const MADE: usize = 100;
    const ASKED: usize = 1_000;

    fn spend(&self, steps: usize) {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        self.left.set(self.left.get().saturating_sub(steps));
    }
}

impl Callbacks for Budget {
    fn on_new_clause(&mut self, _: &[Lit], kind: ClauseKind) {
        if kind == ClauseKind::Learnt {
            self.left.set(self.left.get().saturating_sub(Self::CONFLICT));
        }
    }

    fn stop(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left == 0
    }
}

impl<'t> Solver<'t> {
    /// Creates a solver that keeps `rules` in every answer, which makes answers cheaper.
    pub(crate) fn keeping(theory: &'t Theory, rules: &[usize], steps: u64) -> Self {
        let mut solver = Self::of_facts(theory, steps);
        for rule in rules {
            solver.assert(&theory.rules[*rule].kept, None);
        }
        solver.kept = rules.to_vec();
        solver
    }

    /// Creates a solver that is told with every query which rules to keep.
    pub(crate) fn switching(theory: &'t Theory, steps: u64) -> Self {
        let mut solver = Self::of_facts(theory, steps);
        for rule in &theory.rules {
            let switch = solver.fresh();
            solver.switches.push(switch);
            solver.assert(&rule.kept, Some(switch));
        }
        solver
    }

    /// Creates a switching solver for requests that certainly exist, for all values of the unknown propositions.
    pub(crate) fn surely_switching(theory: &'t Theory, steps: u64) -> Self {
        let mut solver = Self::of_facts(theory, steps);
        for (var, formula) in &theory.sure_named {
            solver.vars[*var] = solver.lit(formula);
        }
        for fact in &theory.sure {
            solver.assert(fact, None);
        }
        for rule in &theory.rules {
            let switch = solver.fresh();
            solver.switches.push(switch);
            solver.assert(&rule.kept.surely(&theory.opaque), Some(switch));
        }
        solver
    }

    fn of_facts(theory: &'t Theory, steps: u64) -> Self {
        let sat = Sat::new(Default::default(), Budget { left: Cell::new(steps) });
        let size = theory.size();
        sat.cb().spend(size / Budget::MADE);
        let (vars, kept, switches) = (Vec::new(), Vec::new(), Vec::new());
        let mut solver = Self { theory, sat, vars, size, kept, switches };
        let mut named = theory.named.iter().peekable();
        for var in 0..theory.vars {
            let lit = match named.next_if(|(named, _)| *named == var) {
                Some((_, formula)) => solver.lit(formula),
                None => Lit::new(solver.sat.new_var_default(), true),
            };
            solver.vars.push(lit);
        }
        for fact in &theory.facts {
            solver.assert(fact, None);
        }
        solver
    }

    /// Returns a request that keeps `rules` and those that are always kept, and for which `query` holds, or `None` if
    /// there is none.
    pub(crate) fn solve(
        &mut self,
        rules: &[usize],
        query: &Formula,
    ) -> Result<Option<Model>, GaveUp> {
        let model = self.solve_unchecked(rules, query)?;
        if let Some(model) = &model {
            self.check(model, rules, query);
        }
        Ok(model)
    }

    /// Like `solve`, for a caller that checks the model itself.
    pub(crate) fn solve_unchecked(
        &mut self,
        rules: &[usize],
        query: &Formula,
    ) -> Result<Option<Model>, GaveUp> {
        let mut assumptions: Vec<Lit> = rules.iter().map(|rule| self.switches[*rule]).collect();
        match query {
            Formula::Const(true) => {}
            Formula::Const(false) => return Ok(None),
            // A conjunction needs no literal of its own.
            Formula::All(parts) => {
                assumptions.extend(parts.iter().map(|part| self.lit(part)).collect::<Vec<_>>())
            }
            query => assumptions.push(self.lit(query)),
        }
        self.sat.cb().spend(self.size / Budget::ASKED);
        let answer = self.sat.solve_limited(&assumptions);
        if answer == lbool::FALSE {
            return Ok(None);
        }
        if answer != lbool::TRUE {
            return Err(GaveUp);
        }
        Ok(Some(self.model()))
    }

    /// Returns a request that keeps the rules that are always kept, and for which some of the queries hold: those that are left when
    /// a few that do not fit are left out, and then all that follow. The caller checks the model.
    pub(crate) fn solve_most(&mut self, queries: &[&Formula]) -> Result<Option<Model>, GaveUp> {
        let mut wanted: Vec<Lit> = queries.iter().map(|query| self.lit(query)).collect();
        let mut left_out = 0;
        while !wanted.is_empty() {
            self.sat.cb().spend(self.size / Budget::ASKED);
            let answer = self.sat.solve_limited(&wanted);
            if answer == lbool::TRUE {
                return Ok(Some(self.model()));
            }
            if answer != lbool::FALSE {
                return Err(GaveUp);
            }
            let blamed = wanted.iter().rposition(|lit| self.sat.unsat_core_contains_var(lit.var()));
            let Some(blamed) = blamed else { return Ok(None) };
            // The solver assumes one after the other, so those before it fit, as far as it has seen.
            match left_out < MOST_LEFT_OUT {
                true => drop(wanted.remove(blamed)),
                false => wanted.truncate(blamed),
            }
            left_out += 1;
        }
        Ok(None)
    }

    fn model(&self) -> Model {
        let value = |var: &Lit| self.sat.value_lit(*var) == lbool::TRUE;
        self.vars.iter().map(value).collect()
    }

    /// Checks the model. A wrong one would be a defect of the solver.
    fn check(&self, model: &Model, rules: &[usize], query: &Formula) {
        let words: Vec<u64> = model.iter().map(|value| u64::from(*value)).collect();
        let holds = |formula: &Formula| formula.truth(&words) & 1 == 1;
        let mut rules = self.kept.iter().chain(rules);
        assert!(
            holds(query)
                && rules.all(|rule| holds(&self.theory.rules[*rule].kept))
                && self.theory.facts.iter().all(holds),
            "the solver's model keeps what it was asked for",
        );
    }

    fn clause(&mut self, mut lits: Vec<Lit>) {
        self.sat.add_clause_reuse(&mut lits);
    }

    /// Requires a formula while `switch` is on.
    fn assert(&mut self, formula: &Formula, switch: Option<Lit>) {
        let mut clause: Vec<Lit> = switch.into_iter().map(|switch| !switch).collect();
        match formula {
            Formula::Const(true) => {}
            Formula::Const(false) => self.clause(clause),
            Formula::All(parts) => parts.iter().for_each(|part| self.assert(part, switch)),
            Formula::Any(parts) => {
                clause.extend(parts.iter().map(|part| self.lit(part)).collect::<Vec<_>>());
                self.clause(clause);
            }
            Formula::Count { of, min: 0, max: 1 } if of.len() <= 5 => {
                let lits: Vec<Lit> = of.iter().map(|part| self.lit(part)).collect();
                for (index, left) in lits.iter().enumerate() {
                    for right in &lits[..index] {
                        let mut pair = clause.clone();
                        pair.extend([!*left, !*right]);
                        self.clause(pair);
                    }
                }
            }
            formula => {
                clause.push(self.lit(formula));
                self.clause(clause);
            }
        }
    }

    /// Returns a new literal, whose value the others decide.
    fn fresh(&mut self) -> Lit {
        Lit::new(self.sat.new_var(lbool::UNDEF, false), true)
    }

    /// Returns a literal that is true exactly when the formula holds.
    fn lit(&mut self, formula: &Formula) -> Lit {
        match formula {
            Formula::Const(value) => {
                let lit = self.fresh();
                self.clause(vec![if *value { lit } else { !lit }]);
                lit
            }
            Formula::Var(var) => self.vars[*var],
            Formula::Not(part) => !self.lit(part),
            Formula::All(parts) => {
                let lits: Vec<Lit> = parts.iter().map(|part| !self.lit(part)).collect();
                !self.any(lits)
            }
            Formula::Any(parts) => {
                let lits: Vec<Lit> = parts.iter().map(|part| self.lit(part)).collect();
                self.any(lits)
            }
            Formula::Count { of, min, max } => self.count(of, *min, *max),
        }
    }

    fn any(&mut self, mut lits: Vec<Lit>) -> Lit {
        let any = self.fresh();
        for lit in &lits {
            self.clause(vec![!*lit, any]);
        }
        lits.push(!any);
        self.clause(lits);
        any
    }

    /// Counts one formula after the other: `at_least[n]` means that at least `n` of those so far hold.
    fn count(&mut self, of: &[Formula], min: usize, max: usize) -> Lit {
        let yes = self.lit(&Formula::TRUE);
        let mut at_least = vec![yes];
        for part in of {
            let part = self.lit(part);
            let most = at_least.len().min(max.saturating_add(1));
            let mut next = vec![yes];
            for number in 1..=most {
                let before = at_least.get(number).copied();
                let one_more = !self.any(vec![!at_least[number - 1], !part]);
                next.push(match before {
                    Some(before) => self.any(vec![before, one_more]),
                    None => one_more,
                });
            }
            at_least = next;
        }
        let enough = at_least.get(min).copied().unwrap_or(!yes);
        let more = at_least.get(max.saturating_add(1)).copied().unwrap_or(!yes);
        !self.any(vec![!enough, more])
    }
}
