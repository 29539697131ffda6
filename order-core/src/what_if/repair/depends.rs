//! The slots that the outcome of a rule depends on.

use std::collections::HashSet;

use crate::{
    schema::{At, Cond, Demand, Part, Reference, Root, Rule, When},
    what_if::{
        spot::{Slot, Step, member_slot},
        tree::{Level, Tree, is_enum},
    },
};

/// Returns the slots whose change could change the outcome of a rule of the request at `level`. For a rule about items,
/// the outcome is that for `item`, if one is given.
pub(super) fn depends(tree: &Tree, level: &Level, rule: &Rule, item: Option<&Step>) -> Vec<Slot> {
    let mut reach = Reach {
        tree,
        level,
        found: Vec::new(),
        seen: HashSet::new(),
        named: vec![false; level.schema.conditions.len()],
        defaults: vec![false; level.schema.fields.len()],
    };
    reach.rule(rule, item);
    reach.found
}

/// The walk that collects the slots.
struct Reach<'r> {
    tree: &'r Tree,
    level: &'r Level,
    found: Vec<Slot>,
    seen: HashSet<Slot>,
    /// The named conditions that were followed, since each may be used many times.
    named: Vec<bool>,
    /// The fields whose conditional defaults were followed.
    defaults: Vec<bool>,
}

impl Reach<'_> {
    /// Adds the slots that a rule reads.
    fn rule(&mut self, rule: &Rule, item: Option<&Step>) {
        // The rule does not apply once a part around the request is removed.
        for length in 0..=self.level.slot.len() {
            self.add(self.level.slot[..length].to_vec());
        }
        match rule.at {
            At::Root => {}
            At::Field(field) => self.way(vec![Step::Field(field)]),
            At::Items(field) => {
                self.way(vec![Step::Field(field)]);
                let list = self.below(vec![Step::Field(field)]);
                let items = match item {
                    Some(item) => vec![item.clone()],
                    None => self.items(&list),
                };
                for item in items {
                    let slot: Slot = [list.clone(), vec![item]].concat();
                    self.add(slot.clone());
                    if let Demand::KeyPasses(_) = &rule.demand {
                        self.add([&slot[..], &[Step::Key]].concat());
                    }
                    if let Demand::Holds(cond, _) = &rule.demand {
                        self.cond(cond, &[slot]);
                    }
                }
            }
            At::Member(field, members) => {
                if let Some(slot) = member_slot(self.level.schema, field, members) {
                    self.way(slot);
                }
            }
        }
        match (&rule.demand, rule.at) {
            (Demand::Group(group), _) => {
                for member in self.level.schema.groups[*group].members {
                    self.way(vec![Step::Field(*member)]);
                }
            }
            (Demand::Holds(cond, _), At::Root | At::Field(_) | At::Member(..)) => {
                self.cond(cond, &[])
            }
            (Demand::Checked(checked), At::Root) => {
                let all: Vec<usize> = (0..self.level.schema.fields.len()).collect();
                let reads = if checked.reads.is_empty() { &all } else { checked.reads };
                for field in reads {
                    self.way(vec![Step::Field(*field)]);
                    self.inside(&self.below(vec![Step::Field(*field)]));
                }
            }
            (Demand::Checked(checked), At::Field(field)) => {
                self.inside(&self.below(vec![Step::Field(field)]));
                for read in checked.reads {
                    self.way(vec![Step::Field(*read)]);
                    self.inside(&self.below(vec![Step::Field(*read)]));
                }
            }
            (Demand::Passes(_), At::Field(field)) => {
                self.add_items(&self.below(vec![Step::Field(field)]))
            }
            _ => {}
        }
        if let When::If(cond) | When::Unless(cond) = &rule.when {
            self.cond(cond, &[]);
        }
    }

    /// Adds the slots that a condition reads. `scope` holds the slots of the items that quantifiers bind.
    fn cond(&mut self, cond: &Cond, scope: &[Slot]) {
        cond.each_part(&mut |part| match part {
            Part::Named(index) => {
                if !std::mem::replace(&mut self.named[index], true) {
                    self.cond(&self.level.schema.conditions[index].cond, &[]);
                }
            }
            Part::Cond(cond) => self.cond(cond, scope),
            Part::Presence(value) | Part::Tested(value, _) | Part::Compared(value) => {
                self.reference(value, scope);
            }
            Part::Measured(list, ..) => {
                if let Some(list) = self.reference(list, scope) {
                    self.add_items(&list);
                }
            }
            Part::Items(list, cond) => self.over_items(list, cond, scope),
            Part::Keys(list, key) => {
                if let Some(list) = self.reference(list, scope) {
                    for scope in self.bind(&list, scope) {
                        self.reference(key, &scope);
                    }
                }
            }
        });
    }

    fn over_items(&mut self, list: &Reference, cond: &Cond, scope: &[Slot]) {
        if let Some(list) = self.reference(list, scope) {
            for scope in self.bind(&list, scope) {
                self.cond(cond, &scope);
            }
        }
    }

    /// The scopes that bind each item of a list. The slots of the items are added, since each item could be removed.
    fn bind(&mut self, list: &Slot, scope: &[Slot]) -> Vec<Vec<Slot>> {
        self.add_items(list);
        let items = self.items(list).into_iter();
        items
            .map(|item| [scope.to_vec(), vec![[list.clone(), vec![item]].concat()]].concat())
            .collect()
    }

    /// Adds the slot of a value that a condition reads, and all slots on the way to it. Returns the slot of the value.
    fn reference(&mut self, reference: &Reference, scope: &[Slot]) -> Option<Slot> {
        let mut slot = match reference.root {
            Root::Field(field) => {
                if !std::mem::replace(&mut self.defaults[field], true) {
                    for (cond, _) in self.level.schema.fields[field].attributes.default_ifs {
                        self.cond(cond, &[]);
                    }
                }
                self.below(vec![Step::Field(field)])
            }
            Root::Item(depth) => scope.get(depth)?.clone(),
            Root::Context(_) | Root::Old(_) => return None,
            Root::Changed(field) => self.below(vec![Step::Field(field)]),
        };
        self.add(slot.clone());
        for member in reference.members {
            let schema = self.tree.schema_at(&slot)?;
            let (field, _) = schema.member(member)?;
            slot.push(Step::Field(field));
            self.add(slot.clone());
        }
        Some(slot)
    }

    /// The slot of the level, extended by `inner`.
    fn below(&self, inner: Slot) -> Slot {
        [self.level.slot.clone(), inner].concat()
    }

    /// Adds a slot below the level, and all slots on the way to it.
    fn way(&mut self, inner: Slot) {
        for length in 1..=inner.len() {
            self.add(self.below(inner[..length].to_vec()));
        }
    }

    fn items(&self, list: &[Step]) -> Vec<Step> {
        match self.tree.at(list) {
            Some(Tree::List(items)) => items.iter().map(|item| Step::Item(item.origin)).collect(),
            Some(Tree::Map(entries)) => {
                entries.iter().map(|(key, _)| Step::Entry(key.clone())).collect()
            }
            _ => Vec::new(),
        }
    }

    fn add_items(&mut self, list: &[Step]) {
        for item in self.items(list) {
            self.add([list.to_vec(), vec![item]].concat());
        }
    }

    /// Adds all slots within a slot.
    fn inside(&mut self, slot: &[Step]) {
        self.add_items(slot);
        for item in self.items(slot) {
            self.inside(&[slot.to_vec(), vec![item]].concat());
        }
        if let Some(Tree::Object(_, fields)) = self.tree.at(slot) {
            for field in 0..fields.len() {
                let inner = [slot.to_vec(), vec![Step::Field(field)]].concat();
                self.add(inner.clone());
                self.inside(&inner);
            }
        }
    }

    /// Adds a slot once. For a variant of an enum, the slot of the enum is added, since the enum changes with it.
    fn add(&mut self, mut slot: Slot) {
        if let Some((Step::Field(_), outer)) = slot.split_last()
            && self.tree.schema_at(outer).is_some_and(is_enum)
        {
            slot.pop();
        }
        if self.seen.insert(slot.clone()) {
            self.found.push(slot);
        }
    }
}
