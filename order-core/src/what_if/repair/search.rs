//! The search for minimal changes, breadth first by the number of actions.

use std::{
    any::Any,
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    sync::Arc,
};

use crate::{
    Path, Violation,
    path::Segment,
    schema::{At, Demand, Kind, Rule, Schema, judge_rule},
    violation::FactValue,
    what_if::{
        domain::{Class, Domain},
        repair::depends::depends,
        spot::{Slot, Step, object_schema},
        tree::{Level, Tree, is_enum},
    },
};

/// A callback that runs the user's functions on a request and returns their violations; `None` if the tree cannot be
/// read as a request.
pub(super) type Ask<'s> = &'s dyn Fn(&Tree) -> Option<Vec<Violation>>;

/// The inputs and the state of a search.
pub(super) struct Search<'s> {
    pub(super) start: &'s Tree,
    pub(super) domain: &'s Domain,
    pub(super) context: &'s dyn Any,
    pub(super) ask: Option<Ask<'s>>,
    /// The number of requests that may still be judged.
    pub(super) budget: usize,
    /// `true` if the search ended before everything was tried.
    pub(super) is_stopped: bool,
    /// `true` if the user's functions should have been called but could not be.
    pub(super) is_unasked: bool,
}

/// A part of a request that shares no rule with the rest of it.
pub(super) struct Part {
    /// The slots whose contents belong to it.
    nodes: HashSet<Slot>,
    /// The rules of requests above these slots that belong to it: the slot of the request and the index of the rule.
    rules: HashSet<(Slot, usize)>,
}

/// One change of one slot.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub(super) slot: Slot,
    pub(super) class: Arc<Class>,
}

impl Change {
    pub(super) fn is_removal(&self) -> bool {
        !self.class.tree.is_given()
    }
}

/// Changes that make a part valid. A change within a value that another change created is not an action of its own.
#[derive(Debug, Clone)]
pub(super) struct Solution {
    pub(super) actions: Vec<Change>,
    /// All changes in the order in which they were made.
    pub(super) changes: Vec<Change>,
}

/// A slot, and `true` if its value is removed.
type Action = (Slot, bool);

/// A rule that is broken.
struct Broken {
    level: Level,
    rule: &'static Rule,
    /// The item that breaks the rule, for a rule about items.
    item: Option<Step>,
}

/// A state of the search: changes that may not be enough yet.
#[derive(Clone, Default)]
struct State {
    changes: Vec<Change>,
}

impl State {
    fn actions(&self, start: &Tree) -> Vec<Action> {
        let mut actions: Vec<Action> =
            self.own(start).map(|change| (change.slot.clone(), change.is_removal())).collect();
        actions.sort();
        actions
    }

    /// The changes of slots that exist in the original request. All others are within a value that was created as a
    /// whole.
    fn own<'s>(&'s self, start: &'s Tree) -> impl Iterator<Item = &'s Change> {
        self.changes.iter().filter(|change| start.at(&change.slot).is_some())
    }

    /// The key that distinguishes this state from others.
    fn key(&self) -> Vec<(Slot, String)> {
        let mut key: Vec<(Slot, String)> = (self.changes.iter())
            .map(|change| {
                let value =
                    if change.is_removal() { String::new() } else { change.class.tree.to_json() };
                (change.slot.clone(), value)
            })
            .collect();
        key.sort();
        key
    }

    fn solution(&self, start: &Tree) -> Solution {
        let mut actions: Vec<Change> = self.own(start).cloned().collect();
        actions.sort_by(|a, b| a.slot.cmp(&b.slot));
        Solution { actions, changes: self.changes.clone() }
    }
}

impl Search<'_> {
    /// Returns the solutions of one part with minimal sets of actions, for all combinations of classes of values.
    pub(super) fn run(&mut self, part: &Part) -> Vec<Solution> {
        let mut found: Vec<(Vec<Action>, Vec<Solution>)> = Vec::new();
        let mut waiting: BTreeMap<usize, VecDeque<State>> = BTreeMap::new();
        let mut seen = HashSet::new();
        waiting.entry(0).or_default().push_back(State::default());
        let (mut count, mut most) = (1, usize::MAX);
        while let Some(mut entry) = waiting.first_entry() {
            let Some(state) = entry.get_mut().pop_front() else {
                entry.remove();
                continue;
            };
            count -= 1;
            let actions = state.actions(self.start);
            if is_beyond(&actions, &found) || actions.len() > most {
                continue;
            }
            if self.budget == 0 {
                self.is_stopped = true;
                break;
            }
            self.budget -= 1;
            let Some(tree) = applied(self.start, &state.changes) else { continue };
            let broken = self.broken(part, &tree);
            if broken.is_empty() {
                let solution = state.solution(self.start);
                match found.iter_mut().find(|(other, _)| *other == actions) {
                    Some((_, solutions)) => solutions.push(solution),
                    None => found.push((actions, vec![solution])),
                }
                continue;
            }
            for next in self.steps(part, &tree, &state, &broken) {
                let actions = next.actions(self.start);
                if is_beyond(&actions, &found) || !seen.insert(next.key()) {
                    continue;
                }
                // The queue holds at most as many states as the budget allows to judge. Once a state is left out,
                // larger sets are not known to be minimal.
                if count >= self.budget || actions.len() > most {
                    self.is_stopped = true;
                    most = most.min(actions.len());
                } else {
                    count += 1;
                    waiting.entry(actions.len()).or_default().push_back(next);
                }
            }
        }
        if found.is_empty() && self.is_stopped {
            return self.dive(part).into_iter().collect();
        }
        found.into_iter().flat_map(|(_, solutions)| solutions).collect()
    }

    /// The states after one more change, of a slot that a broken rule depends on. Every solution changes one of these
    /// slots, so one broken rule is enough; the rule with the fewest changes is taken.
    fn steps(&self, part: &Part, tree: &Tree, state: &State, broken: &[Broken]) -> Vec<State> {
        const COMPARED: usize = 8;
        let mut known: HashMap<Slot, Vec<Arc<Class>>> = HashMap::new();
        let mut best: Option<Vec<Change>> = None;
        for broken in broken.iter().take(COMPARED) {
            let mut changes = Vec::new();
            for slot in depends(tree, &broken.level, broken.rule, broken.item.as_ref()) {
                if !self.may_change(part, tree, state, &slot) {
                    continue;
                }
                let classes = known.entry(slot.clone()).or_insert_with(|| {
                    self.domain.classes(tree, &slot).into_iter().map(Arc::new).collect()
                });
                let is_free = |class: &&Arc<Class>| {
                    // A removal would undo the changes within.
                    class.tree.is_given()
                        || !state.changes.iter().any(|change| change.slot.starts_with(&slot))
                };
                let found = classes.iter().filter(is_free);
                changes
                    .extend(found.map(|class| Change { slot: slot.clone(), class: class.clone() }));
            }
            if best.as_ref().is_none_or(|best| changes.len() < best.len()) {
                best = Some(changes);
            }
        }
        let changes = best.unwrap_or_default().into_iter();
        changes
            .map(|change| State {
                changes: state.changes.iter().cloned().chain([change]).collect(),
            })
            .collect()
    }

    /// Returns whether a slot exists, belongs to the part, is not skipped on the wire, and has not been changed yet.
    fn may_change(&self, part: &Part, tree: &Tree, state: &State, slot: &Slot) -> bool {
        // A recursive request could grow without end.
        const DEEPEST: usize = 24;
        slot.len() <= DEEPEST
            && tree.at(slot).is_some()
            && part.holds(slot)
            && state.changes.iter().all(|change| change.slot != *slot)
            && tree
                .field(slot)
                .is_none_or(|field| field.place != crate::schema::FieldPlace::Skipped)
    }

    /// The broken rules of a part. The user's functions are called only if no other rule is broken.
    fn broken(&mut self, part: &Part, tree: &Tree) -> Vec<Broken> {
        let mut found = Vec::new();
        let mut has_functions = false;
        for level in tree.levels().into_iter().filter(|level| level.is_nested) {
            let is_inside = part.holds(&level.slot);
            let belongs =
                |rule: usize| is_inside || part.rules.contains(&(level.slot.clone(), rule));
            if !is_inside && !part.rules.iter().any(|(slot, _)| *slot == level.slot) {
                continue;
            }
            let evaluator = tree.evaluator(&level, self.context);
            for (index, rule) in level.schema.rules.iter().enumerate() {
                if !belongs(index) {
                    continue;
                }
                has_functions |= matches!(rule.demand, Demand::Checked(_));
                for violation in judge_rule(&evaluator, rule) {
                    let item = item_of(tree, &level, rule, violation.path());
                    found.push(Broken { level: level.clone(), rule, item });
                }
            }
        }
        if found.is_empty() && has_functions {
            match self.ask.and_then(|ask| ask(tree)) {
                Some(violations) => found.extend(self.asked(part, tree, &violations)),
                None => self.is_unasked = true,
            }
        }
        found
    }

    /// The rules of a part whose functions reported a violation.
    fn asked(&self, part: &Part, tree: &Tree, violations: &[Violation]) -> Vec<Broken> {
        let mut found = Vec::new();
        let mut levels = tree.levels();
        // A violation belongs to the innermost request that has the rule and contains its path.
        levels.sort_by_key(|level| std::cmp::Reverse(level.slot.len()));
        for violation in violations {
            let holder = levels.iter().find(|level| {
                let base = tree.base(&level.slot);
                let starts = violation
                    .path()
                    .segments()
                    .zip(base.segments())
                    .filter(|(a, b)| a == b)
                    .count();
                level.schema.is_same(violation.schema()) && starts == base.segments().count()
            });
            let Some(level) = holder else { continue };
            let rule = violation.rule();
            let index = level.schema.rule_index(rule);
            let belongs = part.holds(&level.slot)
                || index.is_some_and(|index| part.rules.contains(&(level.slot.clone(), index)));
            if belongs {
                found.push(Broken { level: level.clone(), rule, item: None });
            }
        }
        found
    }

    /// Finds a solution greedily, and reduces it to its smallest subset of actions that is enough.
    fn dive(&mut self, part: &Part) -> Option<Solution> {
        const STEPS: usize = 64;
        const MOST: usize = 10;
        let mut state = State::default();
        let mut tree = self.start.clone();
        let mut broken = self.broken(part, &tree);
        for _ in 0..STEPS {
            if broken.is_empty() {
                break;
            }
            let steps = self.steps(part, &tree, &state, &broken);
            let judged = steps.into_iter().filter_map(|next| {
                let tree = applied(self.start, &next.changes)?;
                let broken = self.broken(part, &tree);
                Some((next, tree, broken))
            });
            (state, tree, broken) = judged.min_by_key(|(_, _, broken)| broken.len())?;
        }
        if !broken.is_empty() {
            return None;
        }
        let actions: Vec<Slot> =
            state.actions(self.start).into_iter().map(|(slot, _)| slot).collect();
        if actions.len() > MOST {
            return None;
        }
        let mut subsets: Vec<u32> = (0..1 << actions.len()).collect();
        subsets.sort_by_key(|subset| subset.count_ones());
        subsets.into_iter().find_map(|subset| {
            let is_kept = |change: &&Change| {
                let mut kept = actions.iter().enumerate().filter(|(bit, _)| subset >> bit & 1 == 1);
                kept.any(|(_, slot)| change.slot.starts_with(slot))
            };
            let changes: Vec<Change> = state.changes.iter().filter(is_kept).cloned().collect();
            let tree = applied(self.start, &changes)?;
            self.broken(part, &tree).is_empty().then(|| State { changes }.solution(self.start))
        })
    }

    /// The parts with broken rules, in declared order.
    pub(super) fn parts(&mut self) -> Vec<Part> {
        let parts = split(self.start);
        parts.into_iter().filter(|part| !self.broken(part, self.start).is_empty()).collect()
    }
}

/// The tree after these changes, applied in order; `None` if the slot of a change does not exist.
pub(super) fn applied(tree: &Tree, changes: &[Change]) -> Option<Tree> {
    let mut changed = tree.clone();
    for change in changes {
        changed.at(&change.slot)?;
        changed.replace(&change.slot, change.class.tree.clone());
    }
    Some(changed)
}

/// Returns whether a proper subset of these actions was found to be enough.
fn is_beyond(actions: &[Action], found: &[(Vec<Action>, Vec<Solution>)]) -> bool {
    found.iter().any(|(smaller, _)| {
        smaller.len() < actions.len() && smaller.iter().all(|action| actions.contains(action))
    })
}

/// The item that breaks a rule about items; `None` for other rules.
fn item_of(tree: &Tree, level: &Level, rule: &Rule, path: &Path) -> Option<Step> {
    let At::Items(field) = rule.at else { return None };
    let list = tree.at(&[level.slot.clone(), vec![Step::Field(field)]].concat())?;
    match (list, path.segments().last()?) {
        (Tree::List(items), Segment::Index(index)) => {
            items.get(*index).map(|item| Step::Item(item.origin))
        }
        (Tree::Map(entries), Segment::Key(key)) => entries
            .iter()
            .find(|(entry, _)| **entry == **key)
            .map(|(entry, _)| Step::Entry(entry.clone())),
        _ => None,
    }
}

impl Part {
    /// Returns whether the value at `slot` belongs to the part.
    fn holds(&self, slot: &[Step]) -> bool {
        (0..=slot.len()).any(|length| self.nodes.contains(&slot[..length]))
    }
}

/// Splits a request into parts that no rule connects. A value that may be absent as a whole is not split, nor are the
/// items of a list.
fn split(tree: &Tree) -> Vec<Part> {
    let Some(schema) = tree.schema_at(&[]) else { return Vec::new() };
    let mut nodes = Vec::new();
    collect_nodes(schema, &Slot::new(), &mut nodes);
    let mut sets = Sets((0..nodes.len()).collect());
    let node_of = |slot: &Slot| nodes.iter().position(|node| slot.starts_with(node));
    let mut rules: Vec<((Slot, usize), usize)> = Vec::new();
    // Rules that depend on nothing that can be changed.
    let mut fixed = HashSet::new();
    for level in tree.levels() {
        for (index, rule) in level.schema.rules.iter().enumerate() {
            let depends: Vec<usize> =
                depends(tree, &level, rule, None).iter().filter_map(node_of).collect();
            let Some(first) = depends.first() else {
                if node_of(&level.slot).is_none() {
                    fixed.insert((level.slot.clone(), index));
                }
                continue;
            };
            for other in &depends[1..] {
                sets.join(*first, *other);
            }
            if node_of(&level.slot).is_none() {
                rules.push(((level.slot.clone(), index), *first));
            }
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut of_set: HashMap<usize, usize> = HashMap::new();
    for (node, slot) in nodes.iter().enumerate() {
        let part = *of_set.entry(sets.of(node)).or_insert_with(|| {
            parts.push(Part { nodes: HashSet::new(), rules: HashSet::new() });
            parts.len() - 1
        });
        parts[part].nodes.insert(slot.clone());
    }
    for (rule, node) in rules {
        if let Some(part) = of_set.get(&sets.of(node)) {
            parts[*part].rules.insert(rule);
        }
    }
    parts.push(Part { nodes: HashSet::new(), rules: fixed });
    parts
}

/// Collects the smallest slots that a request is split into. A required part is split further, an enum is not.
fn collect_nodes(schema: &'static Schema, base: &Slot, nodes: &mut Vec<Slot>) {
    if is_enum(schema) {
        nodes.push(base.clone());
        return;
    }
    for (index, field) in schema.fields.iter().enumerate() {
        let slot: Slot = base.iter().cloned().chain([Step::Field(index)]).collect();
        let kind: &'static Kind = (field.kind)();
        match object_schema(kind).filter(|_| !field.optional) {
            Some(inner) => collect_nodes(inner, &slot, nodes),
            None => nodes.push(slot),
        }
    }
}

/// Disjoint sets of numbers (union-find).
struct Sets(Vec<usize>);

impl Sets {
    /// The representative of the set that holds `one`.
    fn of(&self, mut one: usize) -> usize {
        while self.0[one] != one {
            one = self.0[one];
        }
        one
    }

    /// Merges the sets of two numbers.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one.max(other)] = one.min(other);
    }
}

/// The values of an action, by which solutions with the same actions are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Removed,
    /// Any value that keeps the rules.
    Free,
    Named(Vec<FactValue>),
}

impl Token {
    pub(super) fn of(change: &Change) -> Self {
        match &*change.class {
            Class { tree: Tree::Absent, .. } => Self::Removed,
            Class { named, .. } if named.is_empty() => Self::Free,
            Class { named, .. } => Self::Named(named.clone()),
        }
    }
}
