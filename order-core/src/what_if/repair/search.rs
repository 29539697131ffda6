//! The search for minimal changes, breadth first by the number of actions.

#[cfg(test)]
mod tests;

use std::{
    any::Any,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque},
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use crate::{
    Path, Violation,
    path::Segment,
    schema::{At, Demand, Kind, Rule, Schema, When, judge_rule},
    violation::FactValue,
    what_if::{
        domain::{Class, Domain, Question},
        repair::depends::depends,
        spot::{Slot, Step, object_schema},
        tree::{Level, Tree, is_enum, item_position},
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
    /// `true` if values of the request may break a rule of their type.
    pub(super) has_type_rules: bool,
    /// The number of requests that may still be judged.
    pub(super) budget: usize,
    /// The number of values that may still be looked at or changed. It bounds the time for a large request, of which each
    /// judgement and each step takes longer.
    pub(super) work: usize,
    /// The work of judging a request.
    pub(super) size: usize,
    /// `true` if the search ended before everything was tried.
    pub(super) is_stopped: bool,
    /// `true` if the user's functions should have been called but could not be.
    pub(super) is_unasked: bool,
}

/// A part of a request that shares no rule with the rest of it.
pub(super) struct Part {
    /// The slots whose contents belong to it.
    nodes: HashSet<Slot>,
    /// The rules of requests above these slots that belong to it.
    rules: Rules,
}

/// The indexes of rules by the slot of the request that has them.
type Rules = HashMap<Slot, HashSet<usize>>;

/// One change of one slot.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub(super) slot: Slot,
    pub(super) class: Arc<Class>,
    /// A hash of the slot and the value, by which states are compared.
    hash: u128,
}

impl Change {
    pub(super) fn is_removal(&self) -> bool {
        !self.class.tree.is_given()
    }

    /// Returns `true` if an entry gets another key.
    pub(super) fn is_renaming(&self) -> bool {
        matches!(self.slot.last(), Some(Step::Key))
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
enum Broken {
    /// A rule of a request.
    Rule {
        level: Level,
        rule: &'static Rule,
        /// The item that breaks the rule, for a rule about items.
        item: Option<Step>,
    },
    /// The rule of the type of a value.
    Type(Slot),
}

/// A state of the search: changes that may not be enough yet.
#[derive(Clone, Default)]
struct State {
    changes: Vec<Change>,
    /// The sum of the hashes of the changes, whatever their order, which distinguishes this state from others.
    key: u128,
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

    /// The slot that a slot of the changed request has in the order of the changes, by the keys that entries had before.
    fn original(&self, slot: &[Step]) -> Slot {
        let mut original = Slot::with_capacity(slot.len());
        for step in slot {
            original.push(step.clone());
            let Step::Entry(key) = step else { continue };
            let outer = original.len() - 1;
            let before = self.changes.iter().find_map(|change| match &change.slot[..] {
                [map @ .., Step::Entry(before), Step::Key] if *map == original[..outer] => {
                    matches!(&change.class.tree, Tree::Text(text) if text == key).then_some(before)
                }
                _ => None,
            });
            if let Some(before) = before {
                original[outer] = Step::Entry(before.clone());
            }
        }
        original
    }

    /// The key of the state after these changes.
    fn key_after(&self, changes: &[Change]) -> u128 {
        changes.iter().fold(self.key, |key, change| key.wrapping_add(change.hash))
    }

    /// The state after further changes.
    fn after(&self, changes: Vec<Change>) -> Self {
        let key = self.key_after(&changes);
        Self { changes: self.changes.iter().cloned().chain(changes).collect(), key }
    }

    fn solution(&self, start: &Tree) -> Solution {
        let mut actions: Vec<Change> = self.own(start).cloned().collect();
        actions.sort_by(|a, b| a.slot.cmp(&b.slot));
        Solution { actions, changes: self.changes.clone() }
    }
}

impl Search<'_> {
    /// Takes work from what is left; returns `false`, and notes that the search ended, if that is too little.
    fn spend(&mut self, work: usize) -> bool {
        self.is_stopped |= work > self.work;
        self.work = self.work.saturating_sub(work);
        self.work > 0
    }

    /// Returns the solutions of one part with minimal sets of actions, for all combinations of classes of values.
    pub(super) fn run(&mut self, part: &Part) -> Vec<Solution> {
        let mut found: Vec<(Vec<Action>, Vec<Solution>)> = Vec::new();
        let mut known: HashMap<Vec<Action>, usize> = HashMap::new();
        let mut waiting: BTreeMap<usize, VecDeque<State>> = BTreeMap::new();
        let mut seen = HashSet::new();
        waiting.entry(0).or_default().push_back(State::default());
        let (mut count, mut most) = (1, usize::MAX);
        // A fifth is left for a single solution.
        let reserved = self.work / 5;
        self.work -= reserved;
        'search: while let Some(mut entry) = waiting.first_entry() {
            let Some(state) = entry.get_mut().pop_front() else {
                entry.remove();
                continue;
            };
            count -= 1;
            let actions = state.actions(self.start);
            if self.is_beyond(&actions, &found) || actions.len() > most {
                continue;
            }
            if self.budget == 0 || !self.spend(self.size) {
                self.is_stopped = true;
                break;
            }
            self.budget -= 1;
            let Some(tree) = applied(self.start, &state.changes) else { continue };
            let broken = self.broken(part, &tree);
            if broken.is_empty() {
                let solution = state.solution(self.start);
                let index = *known.entry(actions.clone()).or_insert(found.len());
                match found.get_mut(index) {
                    Some((_, solutions)) => solutions.push(solution),
                    None => found.push((actions, vec![solution])),
                }
                continue;
            }
            for changes in self.steps(part, &tree, &state, &broken, &found) {
                if !self.spend(changes.len() + state.changes.len()) {
                    break 'search;
                }
                if seen.contains(&state.key_after(&changes)) {
                    continue;
                }
                let next = state.after(changes);
                let actions = next.actions(self.start);
                if self.is_beyond(&actions, &found) || !seen.insert(next.key) {
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
        self.work += reserved;
        if found.is_empty() && self.is_stopped {
            return self.dive(part).into_iter().collect();
        }
        found.into_iter().flat_map(|(_, solutions)| solutions).collect()
    }

    /// Returns whether a proper subset of these actions was found to be enough.
    fn is_beyond(&mut self, actions: &[Action], found: &[(Vec<Action>, Vec<Solution>)]) -> bool {
        self.spend(found.len() / 16);
        found.iter().any(|(smaller, _)| {
            smaller.len() < actions.len() && smaller.iter().all(|action| actions.contains(action))
        })
    }

    /// The changes that may follow, of a slot that a broken rule depends on. Every solution changes one of these slots,
    /// so one broken rule is enough; the rule with the fewest changes is taken. Where only one change is left for a rule,
    /// every solution has it, so all such changes are made at once.
    fn steps(
        &mut self,
        part: &Part,
        tree: &Tree,
        state: &State,
        broken: &[Broken],
        found: &[(Vec<Action>, Vec<Solution>)],
    ) -> Vec<Vec<Change>> {
        const COMPARED: usize = 8;
        let actions = state.actions(self.start);
        let mut known: HashMap<Slot, Vec<Change>> = HashMap::new();
        let mut best: Option<Vec<Change>> = None;
        let mut forced: Vec<Change> = Vec::new();
        let mut compared = 0;
        for broken in broken {
            if compared == COMPARED {
                break;
            }
            let mut changes = Vec::new();
            for current in broken.depends(tree) {
                if !self.spend(1 + state.changes.len()) {
                    return Vec::new();
                }
                let slot = state.original(&current);
                if tree.at(&current).is_none() || !self.may_change(part, state, &slot) {
                    continue;
                }
                if !known.contains_key(&slot) {
                    let classes = self.domain.classes(tree, &current);
                    let (changes, work) = changes_of(&slot, classes);
                    known.insert(slot.clone(), changes);
                    // The values elsewhere in the request may be tried too.
                    if !self.spend(work + self.size / 4) {
                        return Vec::new();
                    }
                }
                let is_free = |change: &&Change| {
                    // A removal would undo the changes within.
                    !change.is_removal()
                        || !state.changes.iter().any(|change| change.slot.starts_with(&slot))
                };
                let of_slot = known.get(&slot).map(Vec::as_slice).unwrap_or_default();
                changes.extend(of_slot.iter().filter(is_free).cloned());
            }
            if let Broken::Rule { level, .. } = broken {
                changes.retain(|change| !self.is_refused(tree, level, change));
            }
            if best.as_ref().is_none_or(|best| changes.len() < best.len()) {
                best = Some(changes.clone());
            }
            if !self.spend(changes.len() * found.len() / 16) {
                return Vec::new();
            }
            changes.retain(|change| !self.leads_beyond(&actions, change, found));
            match <[Change; 1]>::try_from(changes) {
                Ok([change]) => {
                    if forced.iter().all(|known| known.hash != change.hash) {
                        forced.push(change);
                    }
                }
                // No solution follows from here.
                Err(changes) if changes.is_empty() => return Vec::new(),
                Err(_) => compared += 1,
            }
        }
        match forced.is_empty() {
            true => best.unwrap_or_default().into_iter().map(|change| vec![change]).collect(),
            false => vec![forced],
        }
    }

    /// Returns whether a field of the request at `level` would hold a value that a rule of the field never accepts.
    fn is_refused(&self, tree: &Tree, level: &Level, change: &Change) -> bool {
        let is_field = matches!(
            change.slot.split_last(),
            Some((Step::Field(_), outer)) if *outer == level.slot[..]
        );
        if !is_field || change.is_removal() {
            return false;
        }
        let Some(spot) = tree.spot(&change.slot) else { return false };
        let state = change.class.tree.state();
        self.domain.questions(spot).iter().any(|question| match question {
            Question::Demanded(rule) => {
                matches!((rule.at, &rule.when), (At::Field(_), When::Always))
                    && rule.demand.test().and_then(|test| test.accepts(&state, Some(spot.kind)))
                        == Some(false)
            }
            Question::Asked(_) | Question::Own => false,
        })
    }

    /// Returns whether these actions and a change are more than what was found to be enough.
    fn leads_beyond(
        &self,
        actions: &[Action],
        change: &Change,
        found: &[(Vec<Action>, Vec<Solution>)],
    ) -> bool {
        let is_own = self.start.at(&change.slot).is_some();
        let is_last = |(slot, is_removal): &Action| {
            is_own && *is_removal == change.is_removal() && *slot == change.slot
        };
        let count = actions.len() + usize::from(is_own);
        found.iter().any(|(smaller, _)| {
            smaller.len() < count
                && smaller.iter().all(|action| is_last(action) || actions.contains(action))
        })
    }

    /// Returns whether a slot belongs to the part, is not skipped on the wire, and has not been changed yet.
    fn may_change(&self, part: &Part, state: &State, slot: &Slot) -> bool {
        // A recursive request could grow without end.
        const DEEPEST: usize = 24;
        slot.len() <= DEEPEST
            && part.holds(slot)
            && state.changes.iter().all(|change| change.slot != *slot)
            && self
                .start
                .field(slot)
                .is_none_or(|field| field.place != crate::schema::FieldPlace::Skipped)
    }

    /// The broken rules of a part. The user's functions are called only if no other rule is broken.
    fn broken(&mut self, part: &Part, tree: &Tree) -> Vec<Broken> {
        let levels = tree.levels();
        let mut found = Vec::new();
        let mut has_functions = false;
        for level in levels.iter().filter(|level| level.is_nested) {
            let is_inside = part.holds(&level.slot);
            let own = part.rules.get(&level.slot);
            if !is_inside && own.is_none() {
                continue;
            }
            let belongs = |rule: usize| is_inside || own.is_some_and(|own| own.contains(&rule));
            let rules = level.schema.rules.iter().enumerate();
            let rules = rules.filter(|(index, _)| belongs(*index)).map(|(_, rule)| rule);
            has_functions |= self.judge(tree, level, rules, &mut found);
        }
        found.extend(self.broken_types(tree).filter(|broken| part.has(broken)));
        if found.is_empty() && has_functions {
            match self.ask.and_then(|ask| ask(tree)) {
                Some(violations) => {
                    let asked = asked(tree, levels, &violations);
                    found.extend(asked.into_iter().filter(|broken| part.has(broken)));
                }
                None => self.is_unasked = true,
            }
        }
        found
    }

    /// The values that break a rule of their type.
    fn broken_types(&self, tree: &Tree) -> impl Iterator<Item = Broken> + use<> {
        let found = if self.has_type_rules { tree.broken_types() } else { Vec::new() };
        found.into_iter().map(Broken::Type)
    }

    /// Adds those of the rules that are broken, and returns `true` if one of the rules is a function of the user, which is
    /// not called.
    fn judge(
        &self,
        tree: &Tree,
        level: &Level,
        rules: impl Iterator<Item = &'static Rule>,
        found: &mut Vec<Broken>,
    ) -> bool {
        let evaluator = tree.evaluator(level, self.context);
        let mut has_functions = false;
        for rule in rules.filter(|rule| !rule.attributes.severity.is_warning()) {
            has_functions |= matches!(rule.demand, Demand::Checked(_));
            for violation in judge_rule(&evaluator, rule) {
                let item = item_of(tree, level, rule, violation.path());
                found.push(Broken::Rule { level: level.clone(), rule, item });
            }
        }
        has_functions
    }

    /// Finds a solution greedily, and reduces it to its smallest subset of actions that is enough.
    fn dive(&mut self, part: &Part) -> Option<Solution> {
        const MOST: usize = 10;
        let mut state = State::default();
        let mut tree = self.start.clone();
        let mut broken = self.broken(part, &tree);
        while !broken.is_empty() {
            let mut best: Option<(State, Tree, Vec<Broken>)> = None;
            for changes in self.steps(part, &tree, &state, &broken, &[]) {
                if !self.spend(self.size) {
                    return None;
                }
                let next = state.after(changes);
                let Some(tree) = applied(self.start, &next.changes) else { continue };
                let broken = self.broken(part, &tree);
                if best.as_ref().is_none_or(|(_, _, least)| broken.len() < least.len()) {
                    best = Some((next, tree, broken));
                }
            }
            (state, tree, broken) = best?;
        }
        let actions: Vec<Slot> =
            state.actions(self.start).into_iter().map(|(slot, _)| slot).collect();
        if actions.len() > MOST {
            return None;
        }
        let mut subsets: Vec<u32> = (0..1 << actions.len()).collect();
        subsets.sort_by_key(|subset| subset.count_ones());
        for subset in subsets {
            let is_kept = |change: &&Change| {
                let mut kept = actions.iter().enumerate().filter(|(bit, _)| subset >> bit & 1 == 1);
                kept.any(|(_, slot)| change.slot.starts_with(slot))
            };
            if !self.spend(self.size) {
                break;
            }
            let changes: Vec<Change> = state.changes.iter().filter(is_kept).cloned().collect();
            let Some(tree) = applied(self.start, &changes) else { continue };
            if self.broken(part, &tree).is_empty() {
                return Some(State { changes, key: 0 }.solution(self.start));
            }
        }
        // The work was not enough to find a smaller one.
        Some(state.solution(self.start))
    }

    /// The parts with broken rules, in declared order.
    pub(super) fn parts(&mut self) -> Vec<Part> {
        let Split { parts, of_node, of_rule } = split(self.start);
        let levels = self.start.levels();
        let holder =
            |slot: &Slot| (0..=slot.len()).find_map(|length| of_node.get(&slot[..length]).copied());
        let part_of = |level: &Level, rule: usize| {
            holder(&level.slot).or_else(|| of_rule.get(&(level.slot.clone(), rule)).copied())
        };
        let mut found = Vec::new();
        let mut with_functions = BTreeSet::new();
        let mut with_broken = BTreeSet::new();
        for level in levels.iter().filter(|level| level.is_nested) {
            for (index, rule) in level.schema.rules.iter().enumerate() {
                if matches!(rule.demand, Demand::Checked(_))
                    && !rule.attributes.severity.is_warning()
                {
                    with_functions.extend(part_of(level, index));
                }
            }
            self.judge(self.start, level, level.schema.rules.iter(), &mut found);
        }
        let add = |broken: &[Broken], with_broken: &mut BTreeSet<usize>| {
            for broken in broken {
                with_broken.extend(match broken {
                    Broken::Rule { level, rule, .. } => {
                        let index = level.schema.rule_index(rule);
                        index.and_then(|index| part_of(level, index))
                    }
                    Broken::Type(slot) => holder(slot),
                });
            }
        };
        found.extend(self.broken_types(self.start));
        add(&found, &mut with_broken);
        // The functions of a part are called only if no other rule of it is broken.
        if with_functions.iter().any(|part| !with_broken.contains(part)) {
            match self.ask.and_then(|ask| ask(self.start)) {
                Some(violations) => {
                    let mut by_functions = BTreeSet::new();
                    add(&asked(self.start, levels.clone(), &violations), &mut by_functions);
                    with_broken.extend(by_functions.intersection(&with_functions));
                }
                None => self.is_unasked = true,
            }
        }
        let parts = parts.into_iter().enumerate();
        parts.filter(|(part, _)| with_broken.contains(part)).map(|(_, part)| part).collect()
    }
}

/// The changes of a slot to each of these values, and the number of values in them.
fn changes_of(slot: &Slot, classes: Vec<Class>) -> (Vec<Change>, usize) {
    let mut work = 0;
    let changes = classes.into_iter().map(|class| {
        let value = if class.tree.is_given() { class.tree.to_json() } else { String::new() };
        work += 1 + value.len() / 8;
        // The hash has the same keys on every run, so that the results are the same.
        let half = |key: u8| {
            let mut hasher = DefaultHasher::new();
            (key, slot, &value).hash(&mut hasher);
            u128::from(hasher.finish())
        };
        Change { slot: slot.clone(), class: Arc::new(class), hash: half(0) << 64 | half(1) }
    });
    (changes.collect(), work)
}

/// The rules whose functions reported a violation.
fn asked(tree: &Tree, mut levels: Vec<Level>, violations: &[Violation]) -> Vec<Broken> {
    let mut found = Vec::new();
    // A violation belongs to the innermost request that has the rule and contains its path.
    levels.sort_by_key(|level| std::cmp::Reverse(level.slot.len()));
    let bases: Vec<Path> = levels.iter().map(|level| base_now(tree, &level.slot)).collect();
    for violation in violations {
        let holder = levels.iter().zip(&bases).find(|(level, base)| {
            let starts =
                violation.path().segments().zip(base.segments()).filter(|(a, b)| a == b).count();
            level.schema.is_same(violation.schema()) && starts == base.segments().count()
        });
        if let Some((level, _)) = holder {
            let (level, rule) = (level.clone(), violation.rule());
            found.push(Broken::Rule { level, rule, item: None });
        }
    }
    found
}

/// The start of the paths of the members of a request, in which items have the indices that they have after changes.
fn base_now(tree: &Tree, slot: &[Step]) -> Path {
    let now = slot.iter().enumerate().map(|(at, step)| match (tree.at(&slot[..at]), step) {
        (Some(Tree::List(items)), Step::Item(origin)) => {
            item_position(items, *origin).map_or_else(|| step.clone(), Step::Item)
        }
        _ => step.clone(),
    });
    tree.base(&now.collect::<Slot>())
}

/// The tree after these changes, applied in order; `None` if the slot of a change does not exist. Entries get other keys
/// last, the innermost first, so that every slot is the one in which the change was found.
pub(super) fn applied(tree: &Tree, changes: &[Change]) -> Option<Tree> {
    let mut changed = tree.clone();
    let (mut renamed, set): (Vec<&Change>, Vec<&Change>) =
        changes.iter().partition(|change| change.is_renaming());
    renamed.sort_by_key(|change| std::cmp::Reverse(change.slot.len()));
    for change in set.into_iter().chain(renamed) {
        changed.at(&change.slot)?;
        changed.replace(&change.slot, change.class.tree.clone());
    }
    Some(changed)
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

impl Broken {
    /// The slots whose change could repair it.
    fn depends(&self, tree: &Tree) -> Vec<Slot> {
        match self {
            Self::Rule { level, rule, item } => depends(tree, level, rule, item.as_ref()),
            Self::Type(slot) => (0..=slot.len()).map(|length| slot[..length].to_vec()).collect(),
        }
    }
}

impl Part {
    /// Returns whether the value at `slot` belongs to the part.
    fn holds(&self, slot: &[Step]) -> bool {
        (0..=slot.len()).any(|length| self.nodes.contains(&slot[..length]))
    }

    /// Returns whether a broken rule belongs to the part.
    fn has(&self, broken: &Broken) -> bool {
        let (level, rule) = match broken {
            Broken::Rule { level, rule, .. } => (level, rule),
            Broken::Type(slot) => return self.holds(slot),
        };
        let own = self.rules.get(&level.slot);
        let index = level.schema.rule_index(rule);
        self.holds(&level.slot)
            || own.is_some_and(|own| index.is_some_and(|index| own.contains(&index)))
    }
}

/// The parts of a request.
struct Split {
    parts: Vec<Part>,
    /// The part of each slot whose contents belong to one.
    of_node: HashMap<Slot, usize>,
    /// The part of each rule of a request above these slots.
    of_rule: HashMap<(Slot, usize), usize>,
}

/// Splits a request into parts that no rule connects. A value that may be absent as a whole is not split, nor are the
/// items of a list.
fn split(tree: &Tree) -> Split {
    let (mut of_node, mut of_rule) = (HashMap::new(), HashMap::new());
    let Some(schema) = tree.schema_at(&[]) else {
        return Split { parts: Vec::new(), of_node, of_rule };
    };
    let mut nodes = Vec::new();
    collect_nodes(schema, &Slot::new(), &mut nodes);
    let mut sets = Sets((0..nodes.len()).collect());
    let numbers: HashMap<&[Step], usize> =
        nodes.iter().enumerate().map(|(node, slot)| (&slot[..], node)).collect();
    let node_of =
        |slot: &Slot| (0..=slot.len()).find_map(|length| numbers.get(&slot[..length]).copied());
    let mut rules: Vec<((Slot, usize), usize)> = Vec::new();
    // Rules that depend on nothing that can be changed.
    let mut fixed: Rules = HashMap::new();
    for level in tree.levels() {
        let all = level.schema.rules.iter().enumerate();
        for (index, rule) in all.filter(|(_, rule)| !rule.attributes.severity.is_warning()) {
            let depends: Vec<usize> =
                depends(tree, &level, rule, None).iter().filter_map(node_of).collect();
            let Some(first) = depends.first() else {
                if node_of(&level.slot).is_none() {
                    fixed.entry(level.slot.clone()).or_default().insert(index);
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
            parts.push(Part { nodes: HashSet::new(), rules: HashMap::new() });
            parts.len() - 1
        });
        parts[part].nodes.insert(slot.clone());
        of_node.insert(slot.clone(), part);
    }
    for ((slot, rule), node) in rules {
        if let Some(part) = of_set.get(&sets.of(node)) {
            parts[*part].rules.entry(slot.clone()).or_default().insert(rule);
            of_rule.insert((slot, rule), *part);
        }
    }
    for (slot, rules) in &fixed {
        of_rule.extend(rules.iter().map(|rule| ((slot.clone(), *rule), parts.len())));
    }
    parts.push(Part { nodes: HashSet::new(), rules: fixed });
    Split { parts, of_node, of_rule }
}

/// Collects the smallest slots that a request is split into. A required part is split further, an enum is not.
fn collect_nodes(schema: &'static Schema, base: &Slot, nodes: &mut Vec<Slot>) {
    if is_enum(schema) {
        nodes.push(base.clone());
        return;
    }
    for (index, field) in schema.fields.iter().enumerate() {
        let slot: Slot = base.iter().cloned().chain([Step::Field(index)]).collect();
        let kind: &'static Kind = field.kind();
        match object_schema(kind).filter(|_| !field.ty.optional) {
            Some(inner) => collect_nodes(inner, &slot, nodes),
            None => nodes.push(slot),
        }
    }
}

/// Disjoint sets of numbers (union-find).
struct Sets(Vec<usize>);

impl Sets {
    /// The representative of the set that holds `one`.
    fn of(&mut self, mut one: usize) -> usize {
        while self.0[one] != one {
            // Each step is halved for the next time.
            self.0[one] = self.0[self.0[one]];
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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
