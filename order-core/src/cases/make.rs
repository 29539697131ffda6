//! Values for the fields of a draft: plausible ones, and ones that keep or break a given rule.

use std::any::Any;

use crate::{
    cases::{
        draft::{Draft, Entries, Items, Spot, Step, Value, are_variants, is_needed},
        profile::{Profile, Profiles, inner},
        random::Random,
        text,
    },
    rules::is_blank,
    schema::{
        At, Blank, Bounds, Demand, FieldPlace, Kind, Rule, Schema, Test, When, WireValue, is_kept,
    },
};

/// Makes values, and puts them into drafts.
pub(super) struct Maker<'a> {
    pub(super) random: Random,
    pub(super) profiles: Profiles,
    pub(super) context: &'a dyn Any,
}

/// Texts of forms beyond whole numbers; a form takes those that it accepts.
const FORMED: &[&str] = &[
    "0",
    "1",
    "2.5",
    "100.10",
    "3",
    "-1.5",
    "99.99",
    "0.01",
    "2031-05-08",
    "2031-05-09",
    "2026-02-28",
    "1999-12-31",
    "12:30:00",
    "2031-05-08T12:30:00Z",
    "2031-05-08T12:30:00",
    "67e55044-10b1-426f-9247-bb680e5fe0c8",
];

/// The most items of a list that is made.
pub(super) const MOST_ITEMS: usize = 1 << 10;

/// How deep parts stand in each other, unless a rule asks for more.
const DEPTH: usize = 3;

/// How often a value is made until it keeps the rules about it.
const TRIES: usize = 6;

impl Maker<'_> {
    /// A request of its own, with about so many percent of what may be absent.
    pub(super) fn object(&mut self, schema: &'static Schema, depth: usize, share: usize) -> Draft {
        let mut draft = Draft::empty(schema);
        // A part that must hold itself has no end.
        if depth > 2 * DEPTH {
            return draft;
        }
        if are_variants(schema) {
            let variant = self.random.below(schema.fields.len());
            draft.members[variant] = self.member(schema, variant, depth);
            return draft;
        }
        for (index, field) in schema.fields.iter().enumerate() {
            let is_there = is_needed(field) || depth <= DEPTH && self.random.chance(share);
            if is_there && field.place != FieldPlace::Skipped {
                draft.members[index] = self.member(schema, index, depth);
            }
        }
        draft
    }

    fn member(&mut self, schema: &'static Schema, field: usize, depth: usize) -> Option<Value> {
        self.value(&Spot::at(schema, &[Step::Field(field)])?, depth)
    }

    /// A value that keeps the rules about it alone, if one is found soon.
    pub(super) fn value(&mut self, spot: &Spot, depth: usize) -> Option<Value> {
        let profile = self.profiles.get(spot);
        if spot.field().nullable && !spot.is_item && self.random.chance(20) {
            return Some(Value::Null);
        }
        let mut best: Option<(usize, Value)> = None;
        for _ in 0..TRIES {
            let Some(value) = self.candidate(&profile, spot, depth) else { continue };
            let broken = broken(&profile, &value, spot);
            if broken == 0 {
                return Some(value);
            }
            if best.as_ref().is_none_or(|(least, _)| broken < *least) {
                best = Some((broken, value));
            }
        }
        best.map(|(_, value)| value)
    }

    /// A value of the right kind, likely one that rules speak of.
    fn candidate(&mut self, profile: &Profile, spot: &Spot, depth: usize) -> Option<Value> {
        if !profile.words.is_empty() && self.random.chance(60) {
            return self.random.one_of(&profile.words).cloned();
        }
        let kind = spot.kind;
        Some(match kind {
            Kind::Bool => Value::Bool(self.random.chance(50)),
            Kind::Flag => Value::Bool(true),
            Kind::Integer { min, max } => {
                let number = match self.random.one_of(&profile.numbers).copied() {
                    Some(near) if self.random.chance(70) => near + self.random.below(3) as i128 - 1,
                    _ if self.random.chance(4) => *max,
                    _ => self.random.below(10) as i128,
                };
                Value::Integer(number.clamp(*min, *max))
            }
            Kind::Choice(choices) => match self.random.one_of(choices.list)?.wire {
                WireValue::Text(text) => Value::Text(text.to_owned()),
                WireValue::Integer(number) => Value::Integer(number.into()),
            },
            Kind::Text => {
                let text = self.text(profile, spot);
                match self.near_length(profile) {
                    Some(length) => Value::Text(text::with_length(&text, length)),
                    None => Value::Text(text),
                }
            }
            Kind::Formed(form) => {
                let near = self.random.one_of(&profile.numbers).copied();
                let near = near.filter(|_| form.is_number && self.random.chance(50));
                let text = match near {
                    Some(number) => decimal(number, self.random.below(3)),
                    None => {
                        let fit: Vec<_> = FORMED.iter().filter(|it| (form.accepts)(it)).collect();
                        (**self.random.one_of(&fit)?).to_owned()
                    }
                };
                Value::formed(form, text)?
            }
            Kind::List(_) | Kind::Map(_) => {
                let range = profile.length_range();
                let more = if depth == 0 { 3 } else { 1 };
                let most = (*range.end()).min(range.start() + more).min(MOST_ITEMS);
                let least = (*range.start()).max(1).min(most);
                let near = self.near_length(profile).map(|length| length.min(most + 1));
                let count = match near {
                    _ if depth > DEPTH => 0,
                    Some(near) => near,
                    None => self.random.between(least, most),
                };
                self.list(spot, count, depth)
            }
            Kind::Object(schema) => Value::Object(self.object(schema, depth + 1, 50)),
            Kind::Any => self.anything(depth),
            Kind::Optional(_) if self.random.chance(15) => Value::Null,
            Kind::Optional(inner) => {
                return self.candidate(profile, &Spot { kind: inner(), ..spot.clone() }, depth);
            }
        })
    }

    /// Now and then a length at a border of what rules ask for.
    fn near_length(&mut self, profile: &Profile) -> Option<usize> {
        let near = *self.random.one_of(&profile.lengths)?;
        let near = near.saturating_add(self.random.below(3) as i128 - 1);
        let length = usize::try_from(near).ok().filter(|length| *length <= text::LONGEST)?;
        self.random.chance(25).then_some(length)
    }

    /// A list or map with so many items.
    fn list(&mut self, spot: &Spot, count: usize, depth: usize) -> Value {
        let mut list = match spot.kind.required() {
            Kind::Map(_) => Value::Map(Entries::default()),
            _ => Value::List(Items::default()),
        };
        self.resize(&mut list, spot, count, depth);
        list
    }

    /// Gives a list or map so many items.
    fn resize(&mut self, list: &mut Value, spot: &Spot, count: usize, depth: usize) {
        let count = count.min(MOST_ITEMS);
        match list {
            Value::List(items) => items.0.truncate(count),
            Value::Map(entries) => entries.0.truncate(count),
            _ => return,
        }
        let Some(item) = spot.item(0) else { return };
        for index in list.count()..count {
            // Of a long list the items are alike, so that it is made soon.
            let copy = match &*list {
                Value::List(items) if index > 16 => items.0.first().cloned(),
                Value::Map(entries) if index > 16 => entries.0.first().map(|(_, it)| it.clone()),
                _ => None,
            };
            let Some(value) = copy.or_else(|| self.value(&item, depth + 1)) else { return };
            match list {
                Value::List(items) => items.0.push(value),
                Value::Map(entries) => {
                    let is_free = |key: &String| entries.0.iter().all(|(known, _)| known != key);
                    let mut keys = ["a", "b", "k-1", "Ü"].into_iter().map(str::to_owned);
                    let key = keys.find(is_free).unwrap_or_else(|| format!("key{index}"));
                    entries.0.push((key, value));
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, profile: &Profile, spot: &Spot) -> String {
        let lengths = profile.length_range();
        let format = self.random.one_of(&profile.formats).copied();
        if let Some(sampler) = self.random.one_of(&profile.samplers)
            && self.random.chance(85)
            && let Some(text) = sampler.sample(&lengths, &mut self.random)
        {
            return text;
        }
        if let Some(format) = format {
            let texts = text::of_format(&format, &lengths, &mut self.random);
            if let Some(text) = self.random.one_of(&texts) {
                return text.clone();
            }
        }
        if let Some(guess) = self.random.one_of(&profile.guesses)
            && self.random.chance(80)
        {
            return guess.clone();
        }
        let blank = spot.field().blank;
        if !spot.is_item && self.random.chance(if blank == Blank::Value { 15 } else { 2 }) {
            return (*self.random.one_of(&["", " "]).unwrap_or(&"")).to_owned();
        }
        let text = text::plausible(spot.field().rust, &mut self.random);
        let count = text.chars().count();
        match () {
            () if lengths.contains(&count) => text,
            () if count < *lengths.start() => {
                text::with_length(&text, (*lengths.start()).min(text::LONGEST))
            }
            () => text::with_length(&text, *lengths.end()),
        }
    }

    fn anything(&mut self, depth: usize) -> Value {
        match self.random.below(if depth > DEPTH { 5 } else { 7 }) {
            0 => Value::Bool(self.random.chance(50)),
            1 | 2 => Value::Integer(self.random.below(1000) as i128 - 10),
            3 => Value::Null,
            5 => Value::List(Items((0..2).map(|_| self.anything(depth + 1)).collect())),
            6 => Value::Map(Entries(vec![("a".to_owned(), self.anything(depth + 1))])),
            _ => Value::Text(text::plausible("", &mut self.random)),
        }
    }

    /// Other values than `now` for a place, nearest first, and then random ones.
    fn candidates(
        &mut self,
        spot: &Spot,
        demand: Option<&Demand>,
        now: Option<&Value>,
    ) -> Vec<Value> {
        let profile = self.profiles.get(spot);
        let mut found: Vec<Value> = Vec::new();
        let test = match demand {
            Some(Demand::Passes(test)) => Some(test),
            _ => None,
        };
        let mut numbers: Vec<i128> = match test {
            Some(Test::Range(bounds)) => border(*bounds),
            _ => Vec::new(),
        };
        if numbers.is_empty() {
            numbers = profile.numbers.iter().flat_map(|it| [*it, it + 1, it - 1]).collect();
        }
        let lengths = test.and_then(Test::lengths).map(border).unwrap_or_default();
        let lengths = lengths.into_iter().filter_map(|length| usize::try_from(length).ok());
        match spot.kind.required() {
            Kind::Integer { min, max } => {
                let fit = numbers.into_iter().filter(|it| (min..=max).contains(&it));
                found.extend(fit.map(Value::Integer));
            }
            Kind::Formed(form) => {
                if form.is_number {
                    let texts =
                        numbers.iter().flat_map(|it| (0..3).map(|cents| decimal(*it, cents)));
                    found.extend(texts.filter_map(|text| Value::formed(form, text)));
                }
                let known =
                    FORMED.iter().filter_map(|text| Value::formed(form, (*text).to_owned()));
                found.extend(known);
            }
            Kind::Choice(choices) => {
                found.extend(
                    (0..choices.list.len())
                        .filter_map(|index| Value::of_node(spot.kind, choices.node(index))),
                );
                self.random.shuffle(&mut found);
            }
            Kind::Text => {
                let text = match now {
                    Some(Value::Text(text)) if !is_blank(text) => text.clone(),
                    _ => self.text(&profile, spot),
                };
                for length in lengths.filter(|length| *length <= text::LONGEST) {
                    found.push(Value::Text(text::with_length(&text, length)));
                    let range = length..=length;
                    let sampled = profile.samplers.first();
                    let sampled = sampled.and_then(|it| it.sample(&range, &mut self.random));
                    found.extend(sampled.map(Value::Text));
                    for format in &profile.formats {
                        let texts = text::of_format(format, &range, &mut self.random);
                        found.extend(texts.into_iter().map(Value::Text));
                    }
                }
                found.extend(text::near(&text).into_iter().map(Value::Text));
                let lengths = profile.length_range();
                let sampled = profile.samplers.iter();
                let sampled = sampled.filter_map(|it| it.sample(&lengths, &mut self.random));
                found.extend(sampled.map(Value::Text));
                let mut guesses = profile.guesses.clone();
                self.random.shuffle(&mut guesses);
                found.extend(guesses.into_iter().map(Value::Text));
            }
            Kind::List(_) | Kind::Map(_) => {
                for length in lengths.filter(|length| *length <= MOST_ITEMS) {
                    let mut list = now.cloned().unwrap_or_else(|| self.list(spot, 0, 0));
                    self.resize(&mut list, spot, length, 0);
                    found.push(list);
                }
            }
            Kind::Bool => found.extend([Value::Bool(true), Value::Bool(false)]),
            _ => {}
        }
        found.extend(profile.words.iter().cloned());
        found.extend((0..8).filter_map(|_| self.candidate(&profile, spot, spot.depth())));
        found
    }

    /// A value for which `accepts` says yes, and which keeps the other rules about it as far as possible.
    pub(super) fn choose(
        &mut self,
        spot: &Spot,
        demand: Option<&Demand>,
        now: Option<&Value>,
        accepts: &dyn Fn(&Value) -> bool,
    ) -> Option<Value> {
        let profile = self.profiles.get(spot);
        let mut candidates = self.candidates(spot, demand, now);
        // The nearest may break what is not known of here.
        if self.random.chance(25) {
            self.random.shuffle(&mut candidates);
        }
        let mut best: Option<(usize, Value)> = None;
        for value in candidates.into_iter().filter(|value| accepts(value)) {
            let broken = broken(&profile, &value, spot);
            if best.as_ref().is_none_or(|(least, _)| broken < *least) {
                best = Some((broken, value));
            }
        }
        best.map(|(_, value)| value)
    }

    /// A value that keeps, or breaks, one rule about it.
    pub(super) fn judged(
        &mut self,
        spot: &Spot,
        demand: &'static Demand,
        keeps: bool,
        now: Option<&Value>,
    ) -> Option<Value> {
        let field = spot.field();
        let field = (!spot.is_item).then_some(field);
        let kind = spot.kind.required();
        self.choose(spot, Some(demand), now, &|value| {
            is_kept(demand, &value.state(), field, kind) == Some(keeps)
        })
    }

    /// Puts a value at the end of `steps`, and makes what must be there to hold it.
    pub(super) fn set(&mut self, draft: &mut Draft, steps: &[Step], value: Value) {
        let mut made = 0;
        for end in 1..steps.len() {
            if let Some(Value::List(_) | Value::Map(_)) = draft.get(&steps[..end])
                && let Some(Step::Item(item)) = steps.get(end)
            {
                self.grow(draft, &steps[..end], *item + 1);
            }
            if draft.get(&steps[..end]).is_some_and(|it| !matches!(it, Value::Null)) {
                continue;
            }
            made += 1;
            let Some(spot) = Spot::at(draft.schema, &steps[..end]) else { return };
            let part = match spot.kind.required() {
                Kind::List(_) | Kind::Map(_) => {
                    let least = match steps.get(end) {
                        Some(Step::Item(item)) => item + 1,
                        _ => 1,
                    };
                    self.list(&spot, least, made)
                }
                Kind::Object(schema) => Value::Object(self.object(schema, made, 40)),
                _ => return,
            };
            put(draft, &steps[..end], part);
        }
        put(draft, steps, value);
    }

    /// Gives a list at least so many items.
    pub(super) fn grow(&mut self, draft: &mut Draft, steps: &[Step], count: usize) {
        let Some(spot) = Spot::at(draft.schema, steps) else { return };
        let mut list = draft.get(steps).cloned().unwrap_or_else(|| self.list(&spot, 0, 0));
        if list.count() < count {
            self.resize(&mut list, &spot, count, 1);
            put(draft, steps, list);
        }
    }

    /// Gives a text, list or map a length.
    pub(super) fn set_length(&mut self, draft: &mut Draft, spot: &Spot, length: usize) {
        let now = draft.get(&spot.steps).cloned();
        let value = match (spot.kind.required(), now) {
            (Kind::Text | Kind::Any, Some(Value::Text(text))) => {
                Value::Text(text::with_length(&text, length.min(text::LONGEST)))
            }
            (Kind::Text, _) => {
                let text = text::plausible(spot.field().rust, &mut self.random);
                Value::Text(text::with_length(&text, length.min(text::LONGEST)))
            }
            (Kind::List(_) | Kind::Map(_), now) => {
                let mut list = now.unwrap_or_else(|| self.list(spot, 0, 0));
                self.resize(&mut list, spot, length, 0);
                list
            }
            _ => return,
        };
        self.set(draft, &spot.steps, value);
    }

    /// Makes the value at a place present.
    pub(super) fn make_present(&mut self, draft: &mut Draft, spot: &Spot) {
        let is_there = |value: &Value| !matches!(value, Value::Null) && !value.node().is_blank();
        if draft.get(&spot.steps).is_some_and(is_there) {
            return;
        }
        for _ in 0..TRIES {
            if let Some(value) = self.value(spot, spot.depth()).filter(is_there) {
                return self.set(draft, &spot.steps, value);
            }
        }
    }
}

/// Puts a value where its parents are there already; of an enum, instead of another variant.
fn put(draft: &mut Draft, steps: &[Step], value: Value) {
    let Some((last, parents)) = steps.split_last() else { return };
    let put_into = |part: &mut Draft, field: usize, value: Value| {
        if part.schema.fields[field].place == FieldPlace::Skipped {
            return;
        }
        if are_variants(part.schema) {
            part.members.fill(None);
        }
        part.members[field] = Some(value);
    };
    match (last, parents) {
        (Step::Field(field), []) => put_into(draft, *field, value),
        (Step::Field(field), parents) => {
            if let Some(Value::Object(part)) = draft.get_mut(parents) {
                put_into(part, *field, value);
            }
        }
        (Step::Item(_), _) => {
            if let Some(place) = draft.get_mut(steps) {
                *place = value;
            }
        }
    }
}

/// How many of the rules about a value it breaks; those that apply only sometimes count less.
fn broken(profile: &Profile, value: &Value, spot: &Spot) -> usize {
    let state = value.state();
    let field = (!spot.is_item).then(|| spot.field());
    let kind = spot.kind.required();
    let is_broken = |rule: &&&Rule| is_kept(&rule.demand, &state, field, kind) == Some(false);
    let weight = |rule: &&Rule| match rule.when {
        When::Always => 10,
        _ => 1,
    };
    profile.demands.iter().filter(is_broken).map(weight).sum()
}

/// The numbers at the ends of bounds, and the first beyond them.
fn border(Bounds { min, max, .. }: Bounds) -> Vec<i128> {
    let above = max.into_iter().flat_map(|max| [max, max.saturating_add(1)]);
    let below = min.into_iter().flat_map(|min| [min, min.saturating_sub(1)]);
    above.chain(below).collect()
}

/// A number as a decimal: itself, a little more, or a little less.
fn decimal(number: i128, which: usize) -> String {
    match which {
        1 if number >= 0 => format!("{number}.01"),
        2 if number > 0 => format!("{}.99", number - 1),
        2 if number == 0 => "-0.01".to_owned(),
        _ => number.to_string(),
    }
}

/// The place that a rule speaks of, below the request at the end of `base`.
pub(super) fn place(
    root: &'static Schema,
    base: &[Step],
    rule: &Rule,
    item: usize,
) -> Option<Spot> {
    let field = |field: usize| Spot::at(root, &[base, &[Step::Field(field)]].concat());
    match rule.at {
        At::Root => None,
        At::Field(index) => field(index),
        At::Items(index) => field(index)?.item(item),
        At::Member(index, members) => field(index)?.member(members),
    }
}

/// Whether a part of this schema is a request whose rules are checked.
pub(super) fn nested(schema: &'static Schema, field: usize) -> Option<&'static Schema> {
    let is_nested = |rule: &Rule| {
        rule.at.field() == Some(field)
            && matches!(rule.at, At::Field(_) | At::Items(_))
            && matches!(rule.demand, Demand::Nested)
    };
    let kind = (schema.fields[field].kind)();
    inner(kind).filter(|_| schema.rules.iter().any(is_nested))
}
