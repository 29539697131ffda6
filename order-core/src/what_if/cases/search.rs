//! The search for drafts that keep all rules, and for drafts that break one rule and keep the others.

#[cfg(test)]
mod tests;

use std::{any::Any, cell::Cell};

#[cfg(feature = "proptest")]
use crate::what_if::spot::Step;
use crate::{
    Code, Path, Violation, json, json_text,
    schema::{At, Demand, Field, FieldPlace, Rule, Schema, When},
    what_if::{
        cases::{
            change::Here,
            draft::Place,
            make::Maker,
            profile::Profiles,
            spelling::{Spelled, spelled},
            target::{Target, Targets, id_at, locate},
        },
        random::Random,
        tree::Tree,
    },
};

/// A callback that reads a document and returns the violations in the context with this index; `None` if the document
/// cannot be read for another reason than a broken rule.
pub(super) type Judge<'a> = dyn Fn(&str, usize) -> Option<Vec<Violation>> + 'a;

/// The search for the test cases of a request.
pub(super) struct Search<'a> {
    pub(super) schema: &'static Schema,
    pub(super) targets: Targets,
    contexts: Vec<&'a dyn Any>,
    judge: Box<Judge<'a>>,
    maker: Maker<'a>,
    /// The index of the current context.
    context: usize,
    /// Valid requests of each context.
    valid: Vec<Vec<Tree>>,
    /// The requests that were found to break each rule.
    breakers: Vec<Judged>,
    /// The bytes of documents that the systematic search may still judge; afterwards, more than are ever judged.
    work: Cell<usize>,
    /// `true` if that was not enough.
    is_stopped: Cell<bool>,
}

/// A rule that a draft breaks.
#[derive(Debug, Clone)]
pub(super) struct Breach {
    /// The index of the rule; `None` for a rule inside a recursive part.
    pub(super) target: Option<usize>,
    schema: &'static Schema,
    rule: &'static Rule,
    /// The id of the rule, if it has no index.
    id: Option<String>,
    pub(super) path: Path,
    pub(super) code: Code,
}

/// The rules that a document breaks; `None` if it is too long, or cannot be read for another reason than a broken rule.
pub(super) type Verdict = Option<Vec<Breach>>;

/// A draft with its document and verdict.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub(super) draft: Tree,
    pub(super) document: String,
    pub(super) breaches: Vec<Breach>,
    pub(super) context: usize,
}

/// The effect of a change on a rule.
#[derive(Debug, Clone, Copy)]
enum Change {
    /// The rule applies.
    Apply,
    /// The demand of the rule is not met.
    Break,
    /// Both of these.
    Both,
}

/// The requests that were found for one rule.
#[derive(Debug, Default)]
pub(super) struct Pair {
    /// A valid request near the breaker.
    pub(super) neighbour: Option<Judged>,
    /// A request that breaks the rule.
    pub(super) breaker: Option<Judged>,
    /// The number of members in which both differ.
    pub(super) distance: usize,
}

/// The number of starts of a search.
const STARTS: usize = 24;
/// The number of changes after each start.
const CHANGES: usize = 12;

/// The percentages of optional members that new drafts have.
const SHARES: [usize; 4] = [0, 60, 20, 90];

/// The maximum length of a document that is judged. The document of a part that requires itself would grow without end.
const LONGEST: usize = 1 << 18;

/// The bytes of all documents that are judged before the systematic search ends, so that it ends within seconds.
const WORK: usize = 1 << 26;

/// The number of valid requests that are kept as starts for others, in each context.
const KEPT: usize = 8;

impl<'a> Search<'a> {
    pub(super) fn new(
        schema: &'static Schema,
        contexts: Vec<&'a dyn Any>,
        judge: Box<Judge<'a>>,
        seed: u64,
    ) -> Self {
        let profiles = Profiles::of(schema);
        let context = contexts.first().copied().unwrap_or(&());
        let valid = vec![Vec::new(); contexts.len()];
        let maker =
            Maker { schema, random: Random::new(seed), profiles, context, forced: Vec::new() };
        let targets = Targets::of(schema);
        let mut search = Self {
            schema,
            targets,
            contexts,
            judge,
            maker,
            context: 0,
            valid,
            breakers: Vec::new(),
            work: Cell::new(WORK / 4),
            is_stopped: Cell::new(false),
        };
        for context in 0..search.contexts.len() {
            search.enter(context);
            search.find_valid();
        }
        search.work.set(search.work.get() + WORK / 4 * 3);
        search
    }

    /// Runs a part of the systematic search with its share of the work that is left for this number of parts. Returns
    /// `true` in addition if that was not enough.
    pub(super) fn share<R>(&mut self, parts: usize, run: impl FnOnce(&mut Self) -> R) -> (R, bool) {
        let all = self.work.get();
        let given = all / parts.max(1);
        self.work.set(given);
        self.is_stopped.set(false);
        let result = run(self);
        self.work.set(all - (given - self.work.get()));
        (result, self.is_stopped.get())
    }

    /// Ends the systematic search. From now on, every case has a bounded number of tries.
    pub(super) fn unbound(&mut self) {
        self.work.set(usize::MAX);
    }

    pub(super) fn random(&mut self) -> &mut Random {
        &mut self.maker.random
    }

    /// The number of contexts.
    pub(super) fn contexts(&self) -> usize {
        self.contexts.len()
    }

    /// Switches to the context with this index.
    pub(super) fn enter(&mut self, context: usize) {
        if let Some(found) = self.contexts.get(context) {
            (self.context, self.maker.context) = (context, *found);
        }
    }

    pub(super) fn target(&self, index: usize) -> &Target {
        &self.targets.list[index]
    }

    /// The id of a broken rule.
    pub(super) fn id(&self, breach: &Breach) -> String {
        match breach.target {
            Some(index) => self.target(index).id.clone(),
            None => breach.id.clone().unwrap_or_default(),
        }
    }

    /// The document of a draft, with its verdict.
    fn judge(&self, draft: &Tree) -> (String, Verdict) {
        let document = document(self.schema, draft);
        let verdict = self.verdict(&document);
        (document, verdict)
    }

    fn verdict(&self, document: &str) -> Verdict {
        if document.len() > LONGEST {
            return None;
        }
        let Some(work) = self.work.get().checked_sub(document.len()) else {
            self.is_stopped.set(true);
            return None;
        };
        self.work.set(work);
        let violations = (self.judge)(document, self.context);
        let breach = |violation: Violation| {
            let target = self.targets.find(&violation);
            Breach {
                target,
                schema: violation.schema(),
                rule: violation.rule(),
                id: target.is_none().then(|| id_at(self.schema, &violation)),
                code: violation.code(),
                path: violation.path().clone(),
            }
        };
        violations.map(|found| found.into_iter().map(breach).collect())
    }

    /// The same request in a random spelling, and the body of that spelling.
    pub(super) fn spelled(&mut self, judged: &Judged) -> Option<(Judged, String)> {
        let Spelled { document, body } =
            spelled(self.schema, &judged.draft, &mut self.maker.random);
        let breaches = self.verdict(&document)?;
        let (draft, context) = (judged.draft.clone(), judged.context);
        Some((Judged { draft, document, breaches, context }, body))
    }

    /// The draft with its verdict; `None` if its document is too long or cannot be read.
    pub(super) fn judged(&self, draft: Tree) -> Option<Judged> {
        let (document, verdict) = self.judge(&draft);
        Some(Judged { draft, document, breaches: verdict?, context: self.context })
    }

    /// Finds the first valid requests of the current context.
    fn find_valid(&mut self) {
        for start in 0..2 * STARTS {
            let draft = self.maker.object(self.schema, 0, SHARES[start % SHARES.len()]);
            if let Some(found) = self.repaired(draft, 3 * CHANGES) {
                self.valid[self.context].push(found.draft);
                if self.valid[self.context].len() == KEPT {
                    return;
                }
            }
        }
    }

    /// Changes a draft in at most this number of steps until it keeps all rules; `None` if it still breaks some.
    fn repaired(&mut self, draft: Tree, changes: usize) -> Option<Judged> {
        let mut now = self.judged(draft)?;
        for _ in 0..changes {
            if now.breaches.is_empty() {
                return Some(now);
            }
            let mut next = now.draft.clone();
            // Several rules are repaired at once, since judging a large request is expensive.
            for _ in 0..self.maker.random.between(1, now.breaches.len().div_ceil(3)) {
                if let Some(breach) = self.maker.random.one_of(&now.breaches) {
                    self.maker.repair(&mut next, breach);
                }
            }
            if let Some(next) = self.judged(next)
                && (count(&next.breaches) <= count(&now.breaches) || self.random().chance(15))
            {
                now = next;
            }
        }
        now.breaches.is_empty().then_some(now)
    }

    /// Changes a draft so that it likely breaks a rule.
    fn break_rule(&mut self, draft: &mut Tree, target: usize) {
        self.change(draft, target, Change::Both);
    }

    /// Makes a rule apply, breaks its demand, or does both.
    fn change(&mut self, draft: &mut Tree, target: usize, change: Change) {
        let target = &self.targets.list[target];
        let random = &mut self.maker.random;
        let steps = target.steps(|list| {
            let count = draft.get(list).map_or(0, Tree::count);
            random.below(count.max(1))
        });
        // An absent part or value has no rules, so it is created.
        if target.schema.is_newtype() {
            if let Some(place) = Place::at(self.schema, &steps) {
                self.maker.make_present(draft, &place);
            }
        } else if !draft.is_request_at(&steps) {
            let part = self.maker.object(target.schema, 1, 50);
            self.maker.set(draft, &steps, part);
        }
        let here = Here { schema: target.schema, base: &steps, bound: &[] };
        if matches!(change, Change::Apply | Change::Both) {
            self.maker.apply(draft, here, target.rule, true);
        }
        if matches!(change, Change::Break | Change::Both) {
            self.maker.break_demand(draft, here, target.rule);
        }
    }

    /// A valid request to start from, or a new one if none is known.
    fn start(&mut self) -> Tree {
        match self.maker.random.one_of(&self.valid[self.context]) {
            Some(draft) => draft.clone(),
            None => self.maker.object(self.schema, 0, 40),
        }
    }

    /// Like [`start`](Self::start), but sometimes a completely new request.
    fn fresh_start(&mut self) -> Tree {
        if !self.random().chance(25) {
            return self.start();
        }
        let share = self.random().one_of(&SHARES).copied().unwrap_or_default();
        self.maker.object(self.schema, 0, share)
    }

    /// A request that breaks one rule, and a valid request near it.
    pub(super) fn pair(&mut self, target: usize) -> Pair {
        let pair = self.find_pair(target);
        self.breakers.extend(pair.breaker.clone());
        pair
    }

    fn find_pair(&mut self, target: usize) -> Pair {
        let mut best: Option<(usize, Pair)> = None;
        let mut keep = |others: usize, pair: Pair| {
            let cost =
                |others: usize, pair: &Pair| (others, pair.neighbour.is_none(), pair.distance);
            if best.as_ref().is_none_or(|(known, it)| cost(others, &pair) < cost(*known, it)) {
                best = Some((others, pair));
            }
            matches!(&best, Some((0, Pair { neighbour: Some(_), distance: ..=1, .. })))
        };
        for context in 0..self.contexts.len() {
            self.enter(context);
            if let Some(pair) = self.step(target, 0, None)
                && keep(0, self.at_border(target, pair))
            {
                break;
            }
            let Some(breaker) = self.breaker(target) else { continue };
            let others = others(&breaker.breaches, target);
            let (neighbour, distance) = self.neighbour(&breaker, target);
            let start = neighbour.as_ref().map(|neighbour| neighbour.draft.clone());
            if keep(others, Pair { neighbour, breaker: Some(breaker), distance }) {
                break;
            }
            // A change of the neighbour may be smaller.
            if distance > 1
                && let Some(pair) = self.step(target, others, start)
                && keep(others, pair)
            {
                break;
            }
        }
        best.map(|(_, pair)| pair).unwrap_or_default()
    }

    /// The pair with its valid request at the border of the rule, if the rule is about a value and one is found.
    fn at_border(&mut self, target: usize, pair: Pair) -> Pair {
        let is_of_value = matches!(self.target(target).rule.demand, Demand::Passes(_));
        let Some(breaker) = pair.breaker.as_ref().filter(|_| is_of_value) else { return pair };
        match self.neighbour(breaker, target) {
            (neighbour @ Some(_), distance) if distance <= pair.distance => {
                Pair { neighbour, distance, ..pair }
            }
            _ => pair,
        }
    }

    /// A valid request, and a small change of it that breaks a rule and `beside` others.
    fn step(&mut self, target: usize, beside: usize, from: Option<Tree>) -> Option<Pair> {
        let mut best: Option<Pair> = None;
        for _ in 0..STARTS {
            let mut draft = match &from {
                Some(draft) if self.random().chance(50) => draft.clone(),
                _ => self.fresh_start(),
            };
            self.change(&mut draft, target, Change::Apply);
            let Some(valid) = self.repaired(draft, CHANGES) else { continue };
            let mut draft = valid.draft.clone();
            self.change(&mut draft, target, Change::Break);
            let distance = draft.distance(&valid.draft);
            if best.as_ref().is_some_and(|best| best.distance <= distance) {
                continue;
            }
            if let Some(broken) = self.judged(draft)
                && breaks(&broken.breaches, target)
                && others(&broken.breaches, target) == beside
            {
                best = Some(Pair { neighbour: Some(valid), breaker: Some(broken), distance });
                if distance <= 1 {
                    break;
                }
            }
        }
        best
    }

    /// A request that breaks a rule and as few others as possible.
    fn breaker(&mut self, target: usize) -> Option<Judged> {
        let mut best: Option<Judged> = None;
        for _ in 0..STARTS {
            let mut draft = self.fresh_start();
            self.break_rule(&mut draft, target);
            let Some(mut now) = self.judged(draft) else { continue };
            for _ in 0..CHANGES {
                if breaks(&now.breaches, target) {
                    let others = others(&now.breaches, target);
                    if best.as_ref().is_none_or(|it| others < self::others(&it.breaches, target)) {
                        best = Some(now.clone());
                    }
                    if others == 0 {
                        return best;
                    }
                }
                let mut next = now.draft.clone();
                let beside: Vec<Breach> =
                    now.breaches.iter().filter(|it| it.target != Some(target)).cloned().collect();
                let is_lost = !breaks(&now.breaches, target);
                match self.maker.random.one_of(&beside).cloned() {
                    Some(breach) if !is_lost || self.random().chance(40) => {
                        self.maker.repair(&mut next, &breach);
                    }
                    _ => self.break_rule(&mut next, target),
                }
                let Some(next) = self.judged(next) else { continue };
                let cost = |judged: &Judged| {
                    let missed = if breaks(&judged.breaches, target) { 0 } else { 3 };
                    missed + others(&judged.breaches, target)
                };
                if cost(&next) <= cost(&now) || self.random().chance(20) {
                    now = next;
                }
            }
        }
        best
    }

    /// The valid request found nearest to `breaker`, and the number of members in which they differ.
    fn neighbour(&mut self, breaker: &Judged, target: usize) -> (Option<Judged>, usize) {
        let mut best: (Option<Judged>, usize) = (None, usize::MAX);
        let breach = breaker.breaches.iter().find(|it| it.target == Some(target)).cloned();
        let Some(breach) = breach else { return best };
        for turn in 0..2 * STARTS {
            let mut draft = breaker.draft.clone();
            let (steps, item) =
                locate(self.schema, &draft, breach.schema, breach.rule, &breach.path);
            let here = Here { schema: breach.schema, base: &steps, bound: &[] };
            // At first the rule still applies, so that the border is that of its demand.
            if turn < STARTS || matches!(breach.rule.when, When::Always) {
                self.maker.demand(&mut draft, here, breach.rule, item, true);
            } else {
                self.maker.apply(&mut draft, here, breach.rule, false);
            }
            let distance = draft.distance(&breaker.draft);
            if distance >= best.1 {
                continue;
            }
            if let Some(found) = self.judged(draft).filter(|it| it.breaches.is_empty()) {
                best = (Some(found), distance);
                if distance <= 1 {
                    break;
                }
            }
        }
        if best.0.is_some() {
            return best;
        }
        let found = (0..4).find_map(|_| self.repaired(breaker.draft.clone(), 3 * CHANGES));
        let found = found.or_else(|| {
            let draft = self.valid[self.context].first()?.clone();
            self.judged(draft).filter(|it| it.breaches.is_empty())
        });
        let distance = found.as_ref().map(|found| found.draft.distance(&breaker.draft));
        (found, distance.unwrap_or(usize::MAX))
    }

    /// A random valid request.
    pub(super) fn random_valid(&mut self) -> Option<Judged> {
        for _ in 0..STARTS {
            let mut draft = self.start();
            // Sometimes the start is a completely new request.
            if self.random().chance(4) {
                draft = self.maker.object(self.schema, 0, 50);
            } else {
                self.vary(&mut draft);
            }
            if let Some(found) = self.repaired(draft, CHANGES) {
                let kept = &mut self.valid[self.context];
                if kept.len() < KEPT {
                    kept.push(found.draft.clone());
                } else {
                    let place = self.maker.random.below(KEPT);
                    self.valid[self.context][place] = found.draft.clone();
                }
                return Some(found);
            }
        }
        None
    }

    /// A random request that breaks some rule, most likely one of these.
    pub(super) fn random_invalid(&mut self, targets: &[usize]) -> Option<Judged> {
        for _ in 0..STARTS {
            let mut draft = self.start();
            if self.random().chance(50) {
                self.vary(&mut draft);
            }
            // Some rules are hard to break, so sometimes a known breaker is varied.
            let known = self.maker.random.one_of(&self.breakers);
            match known.filter(|it| it.context == self.context) {
                Some(known) if self.maker.random.chance(25) => {
                    draft = known.draft.clone();
                    self.vary(&mut draft);
                }
                _ => {
                    for _ in 0..self.maker.random.between(1, 3) {
                        let target = *self.maker.random.one_of(targets)?;
                        self.break_rule(&mut draft, target);
                    }
                }
            }
            if let Some(found) = self.judged(draft).filter(|it| !it.breaches.is_empty()) {
                return Some(found);
            }
        }
        None
    }

    /// The rules that a known request breaks alone, in declared order, each with that request.
    pub(super) fn alone(&self) -> Vec<(usize, Judged)> {
        let of_rule = |target: usize| {
            let found = self.breakers.iter().find(|it| breaks_alone(&it.breaches, target));
            found.map(|found| (target, found.clone()))
        };
        (0..self.targets.list.len()).filter_map(of_rule).collect()
    }

    /// Draws by `random` alone, in a context that is drawn as well: nothing depends on what was drawn before.
    pub(super) fn drawn(
        &mut self,
        random: Random,
        draw: impl FnOnce(&mut Self) -> Option<Judged>,
    ) -> Option<Judged> {
        let last = self.contexts().checked_sub(1)?;
        let valid = self.valid.clone();
        self.maker.random = random;
        let context = self.random().between(0, last);
        self.enter(context);
        let drawn = draw(self);
        self.valid = valid;
        drawn
    }

    /// A random request that breaks one rule alone.
    pub(super) fn random_breaker(&mut self, target: usize) -> Option<Judged> {
        for _ in 0..STARTS {
            let mut draft = self.start();
            self.vary(&mut draft);
            self.change(&mut draft, target, Change::Apply);
            let Some(Judged { mut draft, .. }) = self.repaired(draft, CHANGES) else { continue };
            self.change(&mut draft, target, Change::Break);
            let broken = self.judged(draft);
            if let Some(found) = broken.filter(|it| breaks_alone(&it.breaches, target)) {
                return Some(found);
            }
        }
        None
    }

    /// The draft as it is, or without members that make it break more than one rule, or any if none is given; `None` if
    /// it does so even then.
    #[cfg(feature = "proptest")]
    pub(super) fn simplified(&self, draft: Tree, breaks: Option<usize>) -> Option<Judged> {
        let mut now = self.judged(draft)?;
        for _ in 0..CHANGES {
            let is_kept = match breaks {
                None => now.breaches.is_empty(),
                Some(target) => breaks_alone(&now.breaches, target),
            };
            if is_kept {
                return Some(now);
            }
            let mut next = now.draft.clone();
            for breach in &now.breaches {
                if breaks.is_some() && breach.target == breaks {
                    continue;
                }
                let Breach { schema, rule, path, .. } = breach;
                let (part, _) = locate(self.schema, &now.draft, schema, rule, path);
                if schema.is_newtype() {
                    next.remove(&part);
                    continue;
                }
                let group = rule.demand.group().map(|group| schema.groups[group].members);
                for field in rule.at.field().into_iter().chain(group.into_iter().flatten().copied())
                {
                    next.remove(&[&part[..], &[Step::Field(field)]].concat());
                }
            }
            if next.is_same(&now.draft) {
                return None;
            }
            now = self.judged(next)?;
        }
        None
    }

    /// Changes some members at random.
    fn vary(&mut self, draft: &mut Tree) {
        let fields: Vec<usize> = (0..self.schema.fields.len()).collect();
        let here = Here { schema: self.schema, base: &[], bound: &[] };
        self.maker.vary(draft, here, &fields);
    }
}

impl Maker<'_> {
    /// Changes a draft so that the broken rule is kept.
    fn repair(&mut self, draft: &mut Tree, breach: &Breach) {
        let (steps, item) = locate(self.schema, draft, breach.schema, breach.rule, &breach.path);
        let here = Here { schema: breach.schema, base: &steps, bound: &[] };
        self.keep_rule(draft, here, breach.rule, item);
    }
}

fn breaks(breaches: &[Breach], target: usize) -> bool {
    breaches.iter().any(|breach| breach.target == Some(target))
}

/// Returns whether a rule is broken, at one place or several, and no other one.
pub(super) fn breaks_alone(breaches: &[Breach], target: usize) -> bool {
    breaks(breaches, target) && others(breaches, target) == 0
}

/// The number of broken rules.
fn count(breaches: &[Breach]) -> usize {
    let is_first = |(index, breach): &(usize, &Breach)| {
        let same = |it: &Breach| (it.target, &it.id) == (breach.target, &breach.id);
        !breaches[..*index].iter().any(same)
    };
    breaches.iter().enumerate().filter(is_first).count()
}

/// The number of other broken rules.
pub(super) fn others(breaches: &[Breach], target: usize) -> usize {
    count(breaches) - usize::from(breaks(breaches, target))
}

/// The whole request as JSON: first the members in the URL, then those of the body.
fn document(schema: &'static Schema, draft: &Tree) -> String {
    let mut out = b"{".to_vec();
    let mut in_url = Vec::new();
    url_members(draft, &mut in_url);
    for (field, value) in in_url {
        if out.len() > 1 {
            out.push(b',');
        }
        let mut name = String::new();
        json_text::quote(field.name, &mut name);
        out.extend_from_slice(name.as_bytes());
        out.push(b':');
        json::write_value(value.node(), field.scalars(schema.scalars), &mut out);
    }
    let body = body(schema, draft);
    if out.len() > 1 && body.len() > 2 {
        out.push(b',');
    }
    out.extend_from_slice(&body.as_bytes()[1..]);
    String::from_utf8(out).expect("the writer copies text and adds ASCII")
}

/// The body as a client sends it.
pub(super) fn body(schema: &'static Schema, draft: &Tree) -> String {
    let mut out = Vec::new();
    json::write_fields(schema, draft, &mut out);
    String::from_utf8(out).expect("the writer copies text and adds ASCII")
}

/// Collects the members in the URL, each with its field.
pub(super) fn url_members<'d>(draft: &'d Tree, found: &mut Vec<(&'static Field, &'d Tree)>) {
    for (field, member) in draft.members().filter(|(_, member)| member.is_given()) {
        match field.place {
            FieldPlace::UrlPath | FieldPlace::UrlQuery | FieldPlace::Header => {
                found.push((field, member))
            }
            FieldPlace::Flattened => url_members(member, found),
            FieldPlace::Body | FieldPlace::BodyUnlessBlank | FieldPlace::Skipped => {}
        }
    }
}

/// Returns whether only a function of the user knows what breaks a rule.
pub(super) fn is_checked(target: &Target) -> bool {
    matches!(target.rule.demand, Demand::Checked(_))
}

/// Returns whether a rule is about a field that is in no document.
pub(super) fn is_skipped(target: &Target) -> bool {
    let field = match target.rule.at {
        At::Field(field) => Some(field),
        _ => None,
    };
    field.is_some_and(|field| target.schema.fields[field].place == FieldPlace::Skipped)
}
