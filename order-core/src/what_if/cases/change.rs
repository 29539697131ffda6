//! Changes of a draft that make a condition hold or fail, or a rule be kept or broken.

use crate::{
    schema::{
        At, Comparison, Cond, Demand, FieldPlace, GroupKind, Kind, Literal, Reference, Root, Rule,
        Schema, Term, Test, When, key_passes,
    },
    value::separated::inseparable,
    what_if::{
        cases::{
            draft::Place,
            make::{Maker, place_of},
            text,
        },
        domain::{around, keys},
        spot::Step,
        tree::{Tree, is_enum},
    },
};

/// The scope of a rule: the request, or value of a newtype, at the end of `base`, and the items that quantifiers bind.
#[derive(Clone, Copy)]
pub(super) struct Here<'s> {
    pub(super) schema: &'static Schema,
    pub(super) base: &'s [Step],
    /// The steps to the item that each quantifier binds, the outermost first.
    pub(super) bound: &'s [Vec<Step>],
}

impl Maker<'_> {
    /// Breaks the demand of a rule. The draft may then break other rules too.
    pub(super) fn break_demand(&mut self, draft: &mut Tree, here: Here<'_>, rule: &'static Rule) {
        let item = self.item_of(draft, here, rule);
        // Members of an absent part are not judged, so the part is created.
        if let At::Member(..) = rule.at
            && let Some(place) = place_of(self.schema, here, rule, item)
        {
            let holder = &place.slot[..place.slot.len() - 1];
            if !draft.is_request_at(holder) {
                let part = self.object(place.spot.schema, 1, 50);
                self.set(draft, holder, part);
            }
        }
        self.demand(draft, here, rule, item, false);
    }

    /// Changes a draft so that a broken rule is kept; for a rule about items, at the item with this index.
    pub(super) fn keep_rule(
        &mut self,
        draft: &mut Tree,
        here: Here<'_>,
        rule: &'static Rule,
        item: usize,
    ) {
        let is_conditional = !matches!(rule.when, When::Always);
        if is_conditional && self.random.chance(35) {
            self.apply(draft, here, rule, false);
        } else if matches!(rule.demand, Demand::Passes(_)) && self.random.chance(25) {
            // An absent value is not judged.
            if let Some(place) = place_of(self.schema, here, rule, item) {
                self.clear(draft, &place);
            }
        } else {
            self.demand(draft, here, rule, item, true);
        }
    }

    /// Makes a rule apply or not apply.
    pub(super) fn apply(
        &mut self,
        draft: &mut Tree,
        here: Here<'_>,
        rule: &'static Rule,
        applies: bool,
    ) {
        match &rule.when {
            When::Always => {}
            When::If(cond) => self.force(draft, here, cond, applies),
            When::Unless(cond) => self.force(draft, here, cond, !applies),
        }
    }

    /// The index of a random item for a rule about items, and 0 for other rules. An empty list gets an item.
    fn item_of(&mut self, draft: &mut Tree, here: Here<'_>, rule: &Rule) -> usize {
        let At::Items(field) = rule.at else { return 0 };
        let steps = match here.schema.is_newtype() {
            true => here.base.to_vec(),
            false => [here.base, &[Step::Field(field)]].concat(),
        };
        let count = draft.get(&steps).map_or(0, Tree::count);
        let item = self.random.below(count.max(1));
        self.grow(draft, &steps, 1);
        item
    }

    /// Changes a draft so that the demand of a rule is kept or broken.
    pub(super) fn demand(
        &mut self,
        draft: &mut Tree,
        here: Here<'_>,
        rule: &'static Rule,
        item: usize,
        keeps: bool,
    ) {
        match &rule.demand {
            Demand::Group(group) => {
                let group = &here.schema.groups[*group];
                return self.group(draft, here, group.kind, group.members, keeps);
            }
            Demand::Holds(cond, _) => {
                let bound: Vec<Vec<Step>> = match rule.at {
                    At::Items(field) => {
                        vec![[here.base, &[Step::Field(field), Step::Item(item)]].concat()]
                    }
                    At::Root | At::Field(_) | At::Member(..) => Vec::new(),
                };
                return self.force(draft, Here { bound: &bound, ..here }, cond, keeps);
            }
            Demand::Checked(checked) => {
                let fields: Vec<usize> = match (rule.at, checked.reads) {
                    (at, [_, ..]) => {
                        let own = at.field().filter(|field| !checked.reads.contains(field));
                        own.into_iter().chain(checked.reads.iter().copied()).collect()
                    }
                    (At::Root, []) => (0..here.schema.fields.len()).collect(),
                    (at, []) => at.field().into_iter().collect(),
                };
                return self.vary(draft, here, &fields);
            }
            Demand::Nested => return,
            Demand::Required
            | Demand::RequiredByType
            | Demand::Forbidden
            | Demand::NotBlank
            | Demand::Passes(_)
            | Demand::KeyPasses(_)
            | Demand::Separator(_) => {}
        }
        let Some(place) = place_of(self.schema, here, rule, item) else { return };
        match (&rule.demand, keeps) {
            (Demand::Required | Demand::RequiredByType, true) | (Demand::Forbidden, false) => {
                self.make_present(draft, &place);
            }
            (Demand::Required | Demand::RequiredByType, false) => {
                match place.spot.kind.required() {
                    kind if kind.is_text() && self.random.chance(35) => {
                        let blank = if self.random.chance(50) { "" } else { " " };
                        self.set(draft, &place.slot, Tree::Text(blank.into()));
                    }
                    Kind::List(_) if self.random.chance(35) => {
                        self.set(draft, &place.slot, Tree::List(Vec::new()));
                    }
                    _ => self.clear(draft, &place),
                }
            }
            (Demand::Forbidden, true) => self.clear(draft, &place),
            (Demand::NotBlank, false) => match place.spot.kind.required() {
                Kind::List(_) | Kind::Map(_) => self.set_length(draft, &place, 0),
                _ => self.set(draft, &place.slot, Tree::Text("".into())),
            },
            (Demand::NotBlank, true) if self.random.chance(50) => self.clear(draft, &place),
            (Demand::NotBlank, true) => self.make_present(draft, &place),
            // An item that contains the separator reads back as two items, so only a blank item breaks the rule.
            (Demand::Separator(_), false) => {
                let list = &place.slot[..place.slot.len() - 1];
                self.grow(draft, list, 2);
                self.set(draft, &place.slot, Tree::Text("".into()));
            }
            (Demand::Separator(separator), true) => {
                let value = self.choose(&place, None, None, &|value| {
                    inseparable(value.node(), separator).is_none()
                });
                match value {
                    Some(value) => self.set(draft, &place.slot, value),
                    None => draft.remove(&place.slot),
                }
            }
            (Demand::KeyPasses(test), keeps) => self.rename(draft, &place, test, keeps),
            (demand @ Demand::Passes(_), keeps) => {
                let now = draft.get(&place.slot).cloned();
                match self.judged(&place, demand, keeps, now.as_ref()) {
                    Some(value) => self.set(draft, &place.slot, value),
                    None if keeps => self.clear(draft, &place),
                    None => {}
                }
            }
            (Demand::Group(_) | Demand::Holds(..) | Demand::Checked(_) | Demand::Nested, _) => {}
        }
    }

    /// Gives the entry at a place a key that passes a test or does not.
    fn rename(&mut self, draft: &mut Tree, place: &Place, test: &Test, keeps: bool) {
        let Some((Step::Item(entry), map)) = place.slot.split_last() else { return };
        let Some(Tree::Map(entries)) = draft.get(map) else { return };
        let mut keys = keys(&[*test]);
        let near: Vec<String> = keys.iter().take(8).flat_map(|key| text::near(key)).collect();
        keys.extend(near);
        keys.retain(|key| {
            key_passes(test, key) == Some(keeps)
                && entries
                    .iter()
                    .enumerate()
                    .all(|(index, (known, _))| index == *entry || **known != **key)
        });
        let mut entries = entries.clone();
        if let (Some(key), Some((known, _))) = (self.random.one_of(&keys), entries.get_mut(*entry))
        {
            *known = key.as_str().into();
            draft.replace(map, Tree::Map(entries));
        }
    }

    /// Removes the value at a place; an item is removed from its list.
    fn clear(&mut self, draft: &mut Tree, place: &Place) {
        draft.remove(&place.slot);
    }

    /// Makes a number of members present that keeps or breaks a group.
    fn group(
        &mut self,
        draft: &mut Tree,
        here: Here<'_>,
        kind: GroupKind,
        members: &[usize],
        keeps: bool,
    ) {
        let steps = |field: usize| [here.base, &[Step::Field(field)]].concat();
        let is_there = |field: &usize| {
            let value = draft.get(&steps(*field));
            value.is_some_and(|value| !value.is_blank())
        };
        let now = members.iter().filter(|field| is_there(field)).count();
        let wanted: Vec<usize> = (0..=members.len())
            .filter(|count| kind.allows(*count, members.len()) == keeps)
            .collect();
        // The nearest number of members, most of the time.
        let nearest = wanted.iter().copied().min_by_key(|count| count.abs_diff(now));
        let any = self.random.one_of(&wanted).copied();
        let Some(count) = (if self.random.chance(70) { nearest } else { any }) else { return };
        let mut order = members.to_vec();
        self.random.shuffle(&mut order);
        if now <= count {
            // Members that are present stay.
            order.sort_by_key(|field| !is_there(field));
        }
        // In an enum, `set` would remove the other variants.
        let is_enum = is_enum(here.schema);
        for (position, field) in order.into_iter().enumerate() {
            let steps = steps(field);
            if position >= count {
                draft.remove(&steps);
                continue;
            }
            let Some(place) = Place::at(self.schema, &steps) else { continue };
            if is_enum && draft.get(&steps).is_none() {
                // A variant that is present stays.
                if let Some(value) = self.value(place.spot, 1) {
                    draft.replace(&steps, value);
                }
            } else {
                self.make_present(draft, &place);
            }
        }
    }

    /// Changes some of these fields at random.
    pub(super) fn vary(&mut self, draft: &mut Tree, here: Here<'_>, fields: &[usize]) {
        let mut fields = fields.to_vec();
        self.random.shuffle(&mut fields);
        let count = self.random.between(1, fields.len().min(6));
        for field in fields.into_iter().take(count) {
            let steps = [here.base, &[Step::Field(field)]].concat();
            let Some(place) = Place::at(self.schema, &steps) else { continue };
            self.vary_at(draft, &place);
        }
    }

    /// Puts a random value at a place, or removes the value.
    pub(super) fn vary_at(&mut self, draft: &mut Tree, place: &Place) {
        let field = place.spot.field();
        if field.place == FieldPlace::Skipped {
            return;
        }
        if field.ty.optional && self.random.chance(40) {
            return self.clear(draft, place);
        }
        // A change inside a part keeps the rest of the part.
        if let (Kind::Object(schema), Some(Tree::Object(..))) =
            (place.spot.kind.required(), draft.get(&place.slot))
            && self.random.chance(80)
        {
            let fields: Vec<usize> = (0..schema.fields.len()).collect();
            return self.vary(draft, Here { schema, base: &place.slot, bound: &[] }, &fields);
        }
        let value = match (place.spot.kind.required(), self.random.below(4)) {
            (Kind::Integer { max, .. }, 0) => Some(Tree::Number(*max / 2)),
            (Kind::Integer { max, .. }, 1) => {
                let digits = self.random.between(1, 3) as u32;
                let number = self.random.below(10_usize.pow(digits)) as i128;
                Some(Tree::Number(number.min(*max)))
            }
            _ => self.value(place.spot, place.depth()),
        };
        let is_of_kind = |value: &Tree| match (place.spot.kind.required(), value) {
            (kind @ Kind::Integer { .. }, Tree::Number(number)) => kind.has_number(*number),
            _ => true,
        };
        if let Some(value) = value.filter(is_of_kind) {
            self.set(draft, &place.slot, value);
        }
    }

    /// The place that a condition reads; `None` for a fact of the context.
    fn place(&self, here: Here<'_>, reference: &Reference) -> Option<Place> {
        let steps = match reference.root {
            Root::Field(field) => [here.base, &[Step::Field(field)]].concat(),
            Root::Item(depth) => here.bound.get(depth)?.clone(),
            Root::Context(_) | Root::Old(_) | Root::Changed(_) => return None,
        };
        Place::at(self.schema, &steps)?.member(reference.members)
    }

    /// The value that a condition reads: the present one, or the default.
    fn seen(&self, draft: &Tree, here: Here<'_>, reference: &Reference) -> Option<Tree> {
        if let Root::Context(fact) = reference.root {
            return Tree::of_scalar(&Kind::Any, (fact.read)(self.context));
        }
        let place = self.place(here, reference)?;
        let given = draft.get(&place.slot).filter(|value| !value.is_blank()).cloned();
        let field = place.spot.own_field();
        let default = || Tree::of_literal(place.spot.kind, field?.attributes.default.as_ref()?);
        given.or_else(default)
    }

    /// Tries to change a draft so that `cond` holds or fails.
    pub(super) fn force(
        &mut self,
        draft: &mut Tree,
        here: Here<'_>,
        cond: &'static Cond,
        holds: bool,
    ) {
        match cond {
            Cond::Named(index) => {
                let asked = (*index, holds);
                if self.forced.contains(&asked) {
                    return;
                }
                let is_outermost = self.forced.is_empty();
                self.forced.push(asked);
                let cond = &here.schema.conditions[*index].cond;
                self.force(draft, Here { bound: &[], ..here }, cond, holds);
                if is_outermost {
                    self.forced.clear();
                }
            }
            Cond::Not(cond) => self.force(draft, here, cond, !holds),
            Cond::All(conds) => self.force_all(draft, here, conds, holds, holds),
            Cond::Any(conds) => self.force_all(draft, here, conds, holds, !holds),
            Cond::Implies(left, right) => match (holds, self.random.chance(50)) {
                (true, true) => self.force(draft, here, left, false),
                (true, false) => self.force(draft, here, right, true),
                (false, _) => {
                    self.force(draft, here, left, true);
                    self.force(draft, here, right, false);
                }
            },
            Cond::AnyItem(list, cond) => self.force_items(draft, here, list, cond, holds, !holds),
            Cond::AllItems(list, cond) => self.force_items(draft, here, list, cond, holds, holds),
            Cond::Compare(left, comparison, right) => {
                let comparison = if holds { *comparison } else { comparison.opposite() };
                self.compare(draft, here, left, comparison, right, holds);
            }
            Cond::Unique(list, key) => self.force_unique(draft, here, list, key, holds),
            Cond::Given(reference) | Cond::Present(reference) => {
                let Some(place) = self.place(here, reference) else { return };
                if holds { self.make_present(draft, &place) } else { self.clear(draft, &place) }
            }
            Cond::Passes(reference, Test::Compares(comparison, literal)) => {
                let comparison = if holds { *comparison } else { comparison.opposite() };
                self.compare_with(draft, here, reference, comparison, literal, holds);
            }
            Cond::Passes(reference, test) => {
                let Some(place) = self.place(here, reference) else { return };
                let may_be_absent = place.spot.field().ty.optional && !place.spot.is_item;
                // An absent value passes no test.
                if !holds && may_be_absent && self.random.chance(35) {
                    return self.clear(draft, &place);
                }
                self.force_test(draft, &place, test, holds);
            }
        }
    }

    /// Sets a value that passes or fails a test.
    fn force_test(&mut self, draft: &mut Tree, place: &Place, test: &Test, holds: bool) {
        // A flag that is off is absent.
        if let (Test::True, Kind::Flag, false) = (test, place.spot.kind, holds) {
            return self.clear(draft, place);
        }
        let named: Vec<Tree> = test
            .literals()
            .filter_map(|literal| Tree::of_literal(place.spot.kind, &literal))
            .collect();
        let value = match holds && !named.is_empty() {
            true => self.random.one_of(&named).cloned(),
            false => {
                let now = draft.get(&place.slot).cloned();
                let kind = Some(place.spot.kind);
                self.choose(place, None, now.as_ref(), &|value| {
                    test.accepts(&value.state(), kind) == Some(holds)
                })
            }
        };
        if let Some(value) = value {
            self.set(draft, &place.slot, value);
        }
    }

    /// Makes all conditions, or a random one, hold or fail.
    fn force_all(
        &mut self,
        draft: &mut Tree,
        here: Here<'_>,
        conds: &'static [Cond],
        holds: bool,
        all: bool,
    ) {
        if all {
            for cond in conds {
                self.force(draft, here, cond, holds);
            }
        } else if let Some(cond) = self.random.one_of(conds) {
            self.force(draft, here, cond, holds);
        }
    }

    /// Makes a condition hold or fail for all items of a list, or for a random one. In the second case, an empty list
    /// gets an item.
    fn force_items(
        &mut self,
        draft: &mut Tree,
        here: Here<'_>,
        list: &Reference,
        cond: &'static Cond,
        holds: bool,
        all: bool,
    ) {
        let Some(place) = self.place(here, list) else { return };
        let count = draft.get(&place.slot).map_or(0, Tree::count);
        let items: Vec<usize> = match all {
            true => (0..count).collect(),
            false => {
                self.grow(draft, &place.slot, 1);
                vec![self.random.below(count.max(1))]
            }
        };
        for item in items {
            self.force_item(draft, here, &place, item, cond, holds);
        }
    }

    /// Makes a condition hold or fail for one item of a list.
    fn force_item(
        &mut self,
        draft: &mut Tree,
        here: Here<'_>,
        list: &Place,
        item: usize,
        cond: &'static Cond,
        holds: bool,
    ) {
        let item = [&list.slot[..], &[Step::Item(item)]].concat();
        let bound = [here.bound, &[item]].concat();
        self.force(draft, Here { bound: &bound, ..here }, cond, holds);
    }

    /// Makes the keys of all items differ, or the keys of two items equal.
    fn force_unique(
        &mut self,
        draft: &mut Tree,
        here: Here<'_>,
        list: &Reference,
        key: &Reference,
        holds: bool,
    ) {
        let Some(place) = self.place(here, list) else { return };
        if !holds {
            self.grow(draft, &place.slot, 2);
        }
        let count = draft.get(&place.slot).map_or(0, Tree::count);
        let key_of = |item: usize| place.item(item)?.member(key.members);
        if holds {
            let mut used: Vec<Tree> = Vec::new();
            for item in 0..count {
                let Some(key) = key_of(item) else { return };
                let is_new = |value: &Tree| !used.iter().any(|it| it.node().is_same(&value.node()));
                let now = draft.get(&key.slot).cloned();
                let value = match now {
                    Some(value) if is_new(&value) => Some(value),
                    now => self.choose(&key, None, now.as_ref(), &is_new),
                };
                if let Some(value) = value {
                    self.set(draft, &key.slot, value.clone());
                    used.push(value);
                }
            }
        } else if let (Some(first), Some(second)) = (key_of(0), key_of(1)) {
            self.make_present(draft, &first);
            if let Some(value) = draft.get(&first.slot).cloned() {
                self.set(draft, &second.slot, value);
            }
        }
    }

    /// Changes one side so that `comparison` holds. If `holds` is false, one side may be removed instead, since
    /// `comparison` is then the opposite of the one in the rule.
    fn compare(
        &mut self,
        draft: &mut Tree,
        here: Here<'_>,
        left: &'static Term,
        comparison: Comparison,
        right: &'static Term,
        holds: bool,
    ) {
        // A comparison with an absent value fails.
        if !holds && self.random.chance(25) {
            for term in [left, right] {
                if let Term::Value(reference) = term
                    && let Some(place) = self.place(here, reference)
                    && place.spot.field().ty.optional
                    && !place.spot.is_item
                {
                    return self.clear(draft, &place);
                }
            }
        }
        let is_fixed = |term: &Term| match term {
            Term::Literal(_) => true,
            Term::Value(reference) => match reference.root {
                Root::Context(_) | Root::Old(_) | Root::Changed(_) => true,
                Root::Field(_) | Root::Item(_) => false,
            },
            Term::Length(_) | Term::Size(..) | Term::CountPresent(_) | Term::CountItems(..) => {
                false
            }
        };
        let (term, comparison, other) = match (is_fixed(left), is_fixed(right)) {
            (true, _) => (right, comparison.flipped(), left),
            (false, false) if self.random.chance(50) => (right, comparison.flipped(), left),
            _ => (left, comparison, right),
        };
        let Some(value) = self.term(draft, here, other) else { return };
        if let Term::Value(reference) = term {
            return self.set_beside(draft, here, reference, comparison, &value);
        }
        let Tree::Number(number) = value else { return };
        let wanted: Vec<usize> = [number, number + 1, number - 1]
            .into_iter()
            .filter(|count| comparison.accepts(count.cmp(&number)))
            .filter_map(|count| usize::try_from(count).ok())
            .collect();
        let Some(count) = self.random.one_of(&wanted).copied() else { return };
        self.set_count(draft, here, term, count);
    }

    /// Changes a value so that `comparison` with a literal holds. If `holds` is false, the value may be removed
    /// instead.
    fn compare_with(
        &mut self,
        draft: &mut Tree,
        here: Here<'_>,
        reference: &Reference,
        comparison: Comparison,
        literal: &Literal,
        holds: bool,
    ) {
        let Some(place) = self.place(here, reference) else { return };
        // A comparison with an absent value fails.
        if !holds && place.spot.field().ty.optional && !place.spot.is_item && self.random.chance(25)
        {
            return self.clear(draft, &place);
        }
        if let Some(value) = Tree::of_literal(place.spot.kind, literal) {
            self.set_beside(draft, here, reference, comparison, &value);
        }
    }

    /// Sets a value for which `comparison` with `value` holds.
    fn set_beside(
        &mut self,
        draft: &mut Tree,
        here: Here<'_>,
        reference: &Reference,
        comparison: Comparison,
        value: &Tree,
    ) {
        let Some(place) = self.place(here, reference) else { return };
        let now = draft.get(&place.slot).cloned();
        let beside = |found: &Tree| found.node().compare(&value.node());
        let accepts = |found: &Tree| match comparison {
            // Null and values without an order can only be equal or not.
            Comparison::Equal => found.node().is_same(&value.node()),
            Comparison::NotEqual => !found.node().is_same(&value.node()),
            Comparison::Less
            | Comparison::LessEqual
            | Comparison::Greater
            | Comparison::GreaterEqual => {
                beside(found).is_some_and(|order| comparison.accepts(order))
            }
        };
        let mut near: Vec<Tree> = match value {
            Tree::Number(number) => around(*number)
                .into_iter()
                .filter_map(|number| Tree::of_scalar(place.spot.kind, Tree::Number(number).node()))
                .collect(),
            other => Tree::of_scalar(place.spot.kind, other.node()).into_iter().collect(),
        };
        near.retain(|found| accepts(found));
        let found = match self.random.one_of(&near).cloned() {
            Some(found) if self.random.chance(80) => Some(found),
            found => self.choose(&place, None, now.as_ref(), &accepts).or(found),
        };
        if let Some(found) = found {
            self.set(draft, &place.slot, found);
        }
    }

    /// The value of the other side of a comparison. A field without a value gets one.
    fn term(&mut self, draft: &mut Tree, here: Here<'_>, other: &'static Term) -> Option<Tree> {
        let count = |count: usize| Some(Tree::Number(count as i128));
        match other {
            Term::Literal(literal) => Tree::of_literal(&Kind::Any, literal),
            Term::Value(reference) => match self.seen(draft, here, reference) {
                Some(value) => Some(value),
                None => {
                    let place = self.place(here, reference)?;
                    self.make_present(draft, &place);
                    draft.get(&place.slot).cloned()
                }
            },
            Term::Length(reference) => {
                let value = self.seen(draft, here, reference);
                count(value.and_then(|value| value.state().length()).unwrap_or(0))
            }
            Term::Size(unit, reference) => match self.seen(draft, here, reference) {
                Some(Tree::Text(text)) => count(unit.count(&text)),
                Some(_) | None => count(0),
            },
            Term::CountPresent(references) => {
                let is_there = |it: &&Reference| {
                    let place = self.place(here, it);
                    place
                        .and_then(|place| draft.get(&place.slot))
                        .is_some_and(|value| !value.is_blank())
                };
                count(references.iter().filter(is_there).count())
            }
            Term::CountItems(list, _) => {
                let place = self.place(here, list)?;
                count(draft.get(&place.slot).map_or(0, Tree::count))
            }
        }
    }

    /// Changes a draft so that a length, a number of present fields, or a number of items that meet a condition is
    /// `count`.
    fn set_count(&mut self, draft: &mut Tree, here: Here<'_>, term: &'static Term, count: usize) {
        match term {
            Term::Length(reference) => {
                if let Some(place) = self.place(here, reference) {
                    match count {
                        0 if place.spot.field().ty.optional => self.clear(draft, &place),
                        count => self.set_length(draft, &place, count),
                    }
                }
            }
            Term::Size(_, reference) => {
                let Some(place) = self.place(here, reference) else { return };
                match (count, place.spot.kind.required()) {
                    (0, _) if place.spot.field().ty.optional => self.clear(draft, &place),
                    // Each of these letters has one unit.
                    (count, Kind::Text) => {
                        let letters = "a".repeat(count.min(text::LONGEST));
                        self.set(draft, &place.slot, Tree::Text(letters.into()));
                    }
                    _ => {}
                }
            }
            Term::CountPresent(references) => {
                let mut references: Vec<&Reference> = references.iter().collect();
                self.random.shuffle(&mut references);
                for (position, reference) in references.into_iter().enumerate() {
                    let Some(place) = self.place(here, reference) else { continue };
                    match position < count {
                        true => self.make_present(draft, &place),
                        false => self.clear(draft, &place),
                    }
                }
            }
            Term::CountItems(list, cond) => {
                let Some(place) = self.place(here, list) else { return };
                self.grow(draft, &place.slot, count);
                let items = draft.get(&place.slot).map_or(0, Tree::count);
                for item in 0..items {
                    self.force_item(draft, here, &place, item, cond, item < count);
                }
            }
            Term::Value(_) | Term::Literal(_) => {}
        }
    }
}
