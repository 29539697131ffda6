//! Changes of a draft after which a condition holds or not, and a rule is kept or broken.

use crate::{
    cases::{
        draft::{Draft, Items, Spot, Step, Value},
        make::{Maker, place},
    },
    schema::{
        At, Comparison, Cond, Demand, FieldPlace, GroupKind, Kind, Literal, Reference, Root, Rule,
        Schema, Term, Test, When,
    },
    value::{Node, separated::inseparable},
};

/// Where the rules of a request look: the request at the end of `base`, and the items that are bound.
#[derive(Clone, Copy)]
pub(super) struct Here<'s> {
    pub(super) schema: &'static Schema,
    pub(super) base: &'s [Step],
    /// The steps to the item that each quantifier binds, from the outermost on.
    pub(super) bound: &'s [Vec<Step>],
}

impl Maker<'_> {
    /// Breaks what a rule asks for; the draft may break others then too.
    pub(super) fn break_demand(&mut self, draft: &mut Draft, here: Here<'_>, rule: &'static Rule) {
        let item = self.item_of(draft, here, rule);
        // Nothing is asked of the members of a part that is not there.
        if let At::Member(..) = rule.at
            && let Some(spot) = place(draft.schema, here.base, rule, item)
        {
            let holder = &spot.steps[..spot.steps.len() - 1];
            if draft.part(holder).is_none() {
                let part = self.object(spot.schema, 1, 50);
                self.set(draft, holder, Value::Object(part));
            }
        }
        self.demand(draft, here, rule, item, false);
    }

    /// Keeps a rule that is broken, at the item with this index if it is about items.
    pub(super) fn keep_rule(
        &mut self,
        draft: &mut Draft,
        here: Here<'_>,
        rule: &'static Rule,
        item: usize,
    ) {
        let is_conditional = !matches!(rule.when, When::Always);
        if is_conditional && self.random.chance(35) {
            self.apply(draft, here, rule, false);
        } else if matches!(rule.demand, Demand::Passes(_)) && self.random.chance(25) {
            // Nothing is asked of what is not there.
            if let Some(spot) = place(draft.schema, here.base, rule, item) {
                self.clear(draft, &spot);
            }
        } else {
            self.demand(draft, here, rule, item, true);
        }
    }

    /// Lets a rule apply, or not.
    pub(super) fn apply(
        &mut self,
        draft: &mut Draft,
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

    /// An item of the list that a rule about items speaks of; there is one then.
    fn item_of(&mut self, draft: &mut Draft, here: Here<'_>, rule: &Rule) -> usize {
        let At::Items(field) = rule.at else { return 0 };
        let steps = [here.base, &[Step::Field(field)]].concat();
        let count = draft.get(&steps).map_or(0, Value::count);
        let item = self.random.below(count.max(1));
        if count == 0 {
            self.grow(draft, &steps, 1);
        }
        item
    }

    pub(super) fn demand(
        &mut self,
        draft: &mut Draft,
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
                let fields = match (rule.at, checked.reads) {
                    (_, [_, ..]) => checked.reads.to_vec(),
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
            | Demand::Separator(_) => {}
        }
        let Some(spot) = place(draft.schema, here.base, rule, item) else { return };
        match (&rule.demand, keeps) {
            (Demand::Required | Demand::RequiredByType, true) | (Demand::Forbidden, false) => {
                self.make_present(draft, &spot);
            }
            (Demand::Required | Demand::RequiredByType, false) => match spot.kind.required() {
                Kind::Text if self.random.chance(35) => {
                    let blank = if self.random.chance(50) { "" } else { " " };
                    self.set(draft, &spot.steps, Value::Text(blank.to_owned()));
                }
                Kind::List(_) if self.random.chance(35) => {
                    self.set(draft, &spot.steps, Value::List(Items::default()));
                }
                _ => self.clear(draft, &spot),
            },
            (Demand::Forbidden, true) => self.clear(draft, &spot),
            (Demand::NotBlank, false) => match spot.kind.required() {
                Kind::List(_) | Kind::Map(_) => self.set_length(draft, &spot, 0),
                _ => self.set(draft, &spot.steps, Value::Text(String::new())),
            },
            (Demand::NotBlank, true) if !spot.is_item && self.random.chance(50) => {
                self.clear(draft, &spot);
            }
            (Demand::NotBlank, true) => {
                self.clear(draft, &spot);
                self.make_present(draft, &spot);
            }
            // What holds the separator is two items once it was read again, so only a blank one breaks it.
            (Demand::Separator(_), false) => {
                let list = &spot.steps[..spot.steps.len() - 1];
                self.grow(draft, list, 2);
                self.set(draft, &spot.steps, Value::Text(String::new()));
            }
            (Demand::Separator(separator), true) => {
                let value = self.choose(&spot, None, None, &|value| {
                    inseparable(value.node(), separator).is_none()
                });
                match value {
                    Some(value) => self.set(draft, &spot.steps, value),
                    None => draft.remove(&spot.steps),
                }
            }
            (demand @ Demand::Passes(_), keeps) => {
                let now = draft.get(&spot.steps).cloned();
                match self.judged(&spot, demand, keeps, now.as_ref()) {
                    Some(value) => self.set(draft, &spot.steps, value),
                    None if keeps => self.clear(draft, &spot),
                    None => {}
                }
            }
            (Demand::Group(_) | Demand::Holds(..) | Demand::Checked(_) | Demand::Nested, _) => {}
        }
    }

    /// Takes away what stands at a place; an item of a list goes out of it.
    fn clear(&mut self, draft: &mut Draft, spot: &Spot) {
        draft.remove(&spot.steps);
    }

    fn group(
        &mut self,
        draft: &mut Draft,
        here: Here<'_>,
        kind: GroupKind,
        members: &[usize],
        keeps: bool,
    ) {
        let steps = |field: usize| [here.base, &[Step::Field(field)]].concat();
        let is_there = |field: &usize| {
            let value = draft.get(&steps(*field));
            value.is_some_and(|value| !value.node().is_blank())
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
            // Those that are there stay.
            order.sort_by_key(|field| !is_there(field));
        }
        // `set` of one variant of an enum takes the others away.
        let is_enum = kind == GroupKind::ExactlyOne
            && members.len() == here.schema.fields.len()
            && super::draft::are_variants(here.schema);
        for (position, field) in order.into_iter().enumerate() {
            let steps = steps(field);
            if position >= count {
                draft.remove(&steps);
                continue;
            }
            let Some(spot) = Spot::at(draft.schema, &steps) else { continue };
            if is_enum && draft.get(&steps).is_none() {
                let value = self.value(&spot, 1);
                if let Some(value) = value {
                    put_beside(draft, here.base, field, value);
                }
            } else {
                self.make_present(draft, &spot);
            }
        }
    }

    /// Changes some of these fields at random.
    pub(super) fn vary(&mut self, draft: &mut Draft, here: Here<'_>, fields: &[usize]) {
        let mut fields = fields.to_vec();
        self.random.shuffle(&mut fields);
        let count = self.random.between(1, fields.len().min(6));
        for field in fields.into_iter().take(count) {
            let steps = [here.base, &[Step::Field(field)]].concat();
            let Some(spot) = Spot::at(draft.schema, &steps) else { continue };
            self.vary_at(draft, &spot);
        }
    }

    /// Puts another value at a place, or takes it away.
    pub(super) fn vary_at(&mut self, draft: &mut Draft, spot: &Spot) {
        let field = spot.field();
        if field.place == FieldPlace::Skipped {
            return;
        }
        if field.optional && self.random.chance(40) {
            return self.clear(draft, spot);
        }
        // A change inside of a part keeps the rest of it.
        if let (Kind::Object(schema), Some(Value::Object(_))) =
            (spot.kind.required(), draft.get(&spot.steps))
            && self.random.chance(80)
        {
            let fields: Vec<usize> = (0..schema.fields.len()).collect();
            return self.vary(draft, Here { schema, base: &spot.steps, bound: &[] }, &fields);
        }
        let value = match (spot.kind.required(), self.random.below(4)) {
            (Kind::Integer { max, .. }, 0) => Some(Value::Integer(*max / 2)),
            (Kind::Integer { max, .. }, 1) => {
                let digits = self.random.between(1, 3) as u32;
                let number = self.random.below(10_usize.pow(digits)) as i128;
                Some(Value::Integer(number.min(*max)))
            }
            _ => self.value(spot, spot.depth()),
        };
        if let Some(value) = value {
            self.set(draft, &spot.steps, value);
        }
    }

    /// The place of what a condition looks at; none of a fact.
    fn spot(&self, draft: &Draft, here: Here<'_>, reference: &Reference) -> Option<Spot> {
        let steps = match reference.root {
            Root::Field(field) => [here.base, &[Step::Field(field)]].concat(),
            Root::Item(depth) => here.bound.get(depth)?.clone(),
            Root::Context(_) => return None,
        };
        Spot::at(draft.schema, &steps)?.member(reference.members)
    }

    /// The value of what a condition looks at, its default among them.
    fn seen(&self, draft: &Draft, here: Here<'_>, reference: &Reference) -> Option<Value> {
        if let Root::Context(fact) = reference.root {
            return match (fact.read)(self.context) {
                Node::Formed(formed) => Some(Value::Formed(formed.form(), formed.to_string())),
                node => Value::of_node(&Kind::Any, node),
            };
        }
        let spot = self.spot(draft, here, reference)?;
        let given = draft.get(&spot.steps).filter(|value| !value.node().is_blank()).cloned();
        let default = || Value::of_literal(spot.kind, spot.field().default.as_ref()?);
        given.or_else(|| if spot.is_item { None } else { default() })
    }

    /// Changes a draft so that `cond` holds, or not; it may not succeed.
    pub(super) fn force(
        &mut self,
        draft: &mut Draft,
        here: Here<'_>,
        cond: &'static Cond,
        holds: bool,
    ) {
        match cond {
            Cond::Named(index) => {
                let cond = &here.schema.conditions[*index].cond;
                self.force(draft, Here { bound: &[], ..here }, cond, holds);
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
                let Some(spot) = self.spot(draft, here, reference) else { return };
                if holds { self.make_present(draft, &spot) } else { self.clear(draft, &spot) }
            }
            Cond::Passes(reference, Test::Compares(comparison, literal)) => {
                let comparison = if holds { *comparison } else { comparison.opposite() };
                self.compare_with(draft, here, reference, comparison, literal, holds);
            }
            Cond::Passes(reference, test) => {
                let Some(spot) = self.spot(draft, here, reference) else { return };
                let may_be_absent = spot.field().optional && !spot.is_item;
                // What is absent passes no test.
                if !holds && may_be_absent && self.random.chance(35) {
                    return self.clear(draft, &spot);
                }
                self.force_test(draft, &spot, test, holds);
            }
        }
    }

    /// Sets a value that passes a test, or one that does not.
    fn force_test(&mut self, draft: &mut Draft, spot: &Spot, test: &Test, holds: bool) {
        // A flag that is off is absent.
        if let (Test::True, Kind::Flag, false) = (test, spot.kind, holds) {
            return self.clear(draft, spot);
        }
        let named: Vec<Value> =
            test.literals().filter_map(|literal| Value::of_literal(spot.kind, &literal)).collect();
        let value = match holds && !named.is_empty() {
            true => self.random.one_of(&named).cloned(),
            false => {
                let now = draft.get(&spot.steps).cloned();
                let kind = Some(spot.kind);
                self.choose(spot, None, now.as_ref(), &|value| {
                    test.accepts(&value.state(), kind) == Some(holds)
                })
            }
        };
        if let Some(value) = value {
            self.set(draft, &spot.steps, value);
        }
    }

    /// Makes all of several conditions hold or fail, or one of them.
    fn force_all(
        &mut self,
        draft: &mut Draft,
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

    /// Makes a condition hold or fail for all items of a list, or for one that is there then.
    fn force_items(
        &mut self,
        draft: &mut Draft,
        here: Here<'_>,
        list: &Reference,
        cond: &'static Cond,
        holds: bool,
        all: bool,
    ) {
        let Some(spot) = self.spot(draft, here, list) else { return };
        let count = draft.get(&spot.steps).map_or(0, Value::count);
        let items: Vec<usize> = match all {
            true => (0..count).collect(),
            false => {
                self.grow(draft, &spot.steps, 1);
                vec![self.random.below(count.max(1))]
            }
        };
        for item in items {
            self.force_item(draft, here, &spot, item, cond, holds);
        }
    }

    fn force_item(
        &mut self,
        draft: &mut Draft,
        here: Here<'_>,
        list: &Spot,
        item: usize,
        cond: &'static Cond,
        holds: bool,
    ) {
        let item = [&list.steps[..], &[Step::Item(item)]].concat();
        let bound = [here.bound, &[item]].concat();
        self.force(draft, Here { bound: &bound, ..here }, cond, holds);
    }

    /// Makes the keys of all items differ, or those of two items agree.
    fn force_unique(
        &mut self,
        draft: &mut Draft,
        here: Here<'_>,
        list: &Reference,
        key: &Reference,
        holds: bool,
    ) {
        let Some(spot) = self.spot(draft, here, list) else { return };
        if !holds {
            self.grow(draft, &spot.steps, 2);
        }
        let count = draft.get(&spot.steps).map_or(0, Value::count);
        let key_of = |item: usize| spot.item(item)?.member(key.members);
        if holds {
            let mut used: Vec<Value> = Vec::new();
            for item in 0..count {
                let Some(key) = key_of(item) else { return };
                let is_new =
                    |value: &Value| !used.iter().any(|it| it.node().is_same(&value.node()));
                let now = draft.get(&key.steps).cloned();
                let value = match now {
                    Some(value) if is_new(&value) => Some(value),
                    now => self.choose(&key, None, now.as_ref(), &is_new),
                };
                if let Some(value) = value {
                    self.set(draft, &key.steps, value.clone());
                    used.push(value);
                }
            }
        } else if let (Some(first), Some(second)) = (key_of(0), key_of(1)) {
            self.make_present(draft, &first);
            if let Some(value) = draft.get(&first.steps).cloned() {
                self.set(draft, &second.steps, value);
            }
        }
    }

    fn compare(
        &mut self,
        draft: &mut Draft,
        here: Here<'_>,
        left: &'static Term,
        comparison: Comparison,
        right: &'static Term,
        holds: bool,
    ) {
        // What is missing compares with nothing.
        if !holds && self.random.chance(25) {
            for term in [left, right] {
                if let Term::Value(reference) = term
                    && let Some(spot) = self.spot(draft, here, reference)
                    && spot.field().optional
                    && !spot.is_item
                {
                    return self.clear(draft, &spot);
                }
            }
        }
        let is_fixed = |term: &Term| match term {
            Term::Literal(_) => true,
            Term::Value(reference) => matches!(reference.root, Root::Context(_)),
            Term::Length(_) | Term::CountPresent(_) | Term::CountItems(..) => false,
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
        let Value::Integer(number) = value else { return };
        let wanted: Vec<usize> = [number, number + 1, number - 1]
            .into_iter()
            .filter(|count| comparison.accepts(count.cmp(&number)))
            .filter_map(|count| usize::try_from(count).ok())
            .collect();
        let Some(count) = self.random.one_of(&wanted).copied() else { return };
        self.set_count(draft, here, term, count);
    }

    /// Changes a value so that it compares with a literal as asked.
    fn compare_with(
        &mut self,
        draft: &mut Draft,
        here: Here<'_>,
        reference: &Reference,
        comparison: Comparison,
        literal: &Literal,
        holds: bool,
    ) {
        let Some(spot) = self.spot(draft, here, reference) else { return };
        // What is missing compares with nothing.
        if !holds && spot.field().optional && !spot.is_item && self.random.chance(25) {
            return self.clear(draft, &spot);
        }
        let value = match literal {
            Literal::Fact(fact) => Value::of_node(spot.kind, (fact.read)(self.context)),
            literal => Value::of_literal(spot.kind, literal),
        };
        if let Some(value) = value {
            self.set_beside(draft, here, reference, comparison, &value);
        }
    }

    /// Sets a value that compares with another as asked.
    fn set_beside(
        &mut self,
        draft: &mut Draft,
        here: Here<'_>,
        reference: &Reference,
        comparison: Comparison,
        value: &Value,
    ) {
        let Some(spot) = self.spot(draft, here, reference) else { return };
        let now = draft.get(&spot.steps).cloned();
        let beside = |found: &Value| found.node().compare(&value.node());
        let accepts = |found: &Value| match comparison {
            // The only comparison with null, and with values that are not ordered.
            Comparison::Equal => found.node().is_same(&value.node()),
            Comparison::NotEqual => !found.node().is_same(&value.node()),
            Comparison::Less
            | Comparison::LessEqual
            | Comparison::Greater
            | Comparison::GreaterEqual => {
                beside(found).is_some_and(|order| comparison.accepts(order))
            }
        };
        let mut near: Vec<Value> = match value {
            Value::Integer(number) => (-1..=1)
                .filter_map(|by| Node::from_integer(number + by))
                .filter_map(|node| Value::of_node(spot.kind, node))
                .collect(),
            other => Value::of_node(spot.kind, other.node()).into_iter().collect(),
        };
        near.retain(|found| accepts(found));
        let found = match self.random.one_of(&near).cloned() {
            Some(found) if self.random.chance(80) => Some(found),
            found => self.choose(&spot, None, now.as_ref(), &accepts).or(found),
        };
        if let Some(found) = found {
            self.set(draft, &spot.steps, found);
        }
    }

    /// What the other side of a comparison is; of a field without a value, a new one.
    fn term(&mut self, draft: &mut Draft, here: Here<'_>, other: &'static Term) -> Option<Value> {
        let count = |count: usize| Some(Value::Integer(count as i128));
        match other {
            Term::Literal(literal) => Value::of_literal(&Kind::Any, literal),
            Term::Value(reference) => match self.seen(draft, here, reference) {
                Some(value) => Some(value),
                None => {
                    let spot = self.spot(draft, here, reference)?;
                    self.make_present(draft, &spot);
                    draft.get(&spot.steps).cloned()
                }
            },
            Term::Length(reference) => match self.seen(draft, here, reference) {
                Some(value) => count(value.state().length().unwrap_or(0)),
                None => count(0),
            },
            Term::CountPresent(references) => {
                let is_there = |it: &&Reference| {
                    let spot = self.spot(draft, here, it);
                    spot.and_then(|spot| draft.get(&spot.steps))
                        .is_some_and(|value| !value.node().is_blank())
                };
                count(references.iter().filter(is_there).count())
            }
            Term::CountItems(list, _) => {
                let spot = self.spot(draft, here, list)?;
                count(draft.get(&spot.steps).map_or(0, Value::count))
            }
        }
    }

    /// Gives a length, or a number of present fields or items, a value.
    fn set_count(&mut self, draft: &mut Draft, here: Here<'_>, term: &'static Term, count: usize) {
        match term {
            Term::Length(reference) => {
                if let Some(spot) = self.spot(draft, here, reference) {
                    match count {
                        0 if spot.field().optional => self.clear(draft, &spot),
                        count => self.set_length(draft, &spot, count),
                    }
                }
            }
            Term::CountPresent(references) => {
                let mut references: Vec<&Reference> = references.iter().collect();
                self.random.shuffle(&mut references);
                for (position, reference) in references.into_iter().enumerate() {
                    let Some(spot) = self.spot(draft, here, reference) else { continue };
                    match position < count {
                        true => self.make_present(draft, &spot),
                        false => self.clear(draft, &spot),
                    }
                }
            }
            Term::CountItems(list, cond) => {
                let Some(spot) = self.spot(draft, here, list) else { return };
                self.grow(draft, &spot.steps, count);
                let items = draft.get(&spot.steps).map_or(0, Value::count);
                for item in 0..items {
                    self.force_item(draft, here, &spot, item, cond, item < count);
                }
            }
            Term::Value(_) | Term::Literal(_) => {}
        }
    }
}

/// Puts a variant beside those that are there.
fn put_beside(draft: &mut Draft, base: &[Step], field: usize, value: Value) {
    let part = match base {
        [] => Some(draft),
        base => match draft.get_mut(base) {
            Some(Value::Object(part)) => Some(part),
            _ => None,
        },
    };
    if let Some(part) = part {
        part.members[field] = Some(value);
    }
}
