//! Values for the fields of a draft: plausible values, and values that keep or break a given rule.

#[cfg(test)]
mod tests;

use std::any::Any;

use crate::{
    rules::is_blank,
    schema::{
        At, Blank, Bounds, Choices, Demand, Field, FieldPlace, Kind, Limits, Rule, Schema, Test,
        When, is_kept,
    },
    value::Fraction,
    what_if::{
        cases::{
            change::Here,
            draft::{Place, is_needed},
            profile::{Profile, Profiles},
            text,
        },
        domain::{FORMED, all_values, values},
        random::Random,
        spot::{Spot, Step, object_schema},
        tree::{Item, Tree, is_enum},
    },
};

/// A generator of values, which also puts them into drafts.
pub(super) struct Maker<'a> {
    /// The schema of the request.
    pub(super) schema: &'static Schema,
    pub(super) random: Random,
    pub(super) profiles: Profiles,
    pub(super) context: &'a dyn Any,
    /// The named conditions that are being made to hold or fail, each once, since one may be used many times.
    pub(super) forced: Vec<(usize, bool)>,
}

/// The maximum number of items of a generated list or map.
pub(super) const MOST_ITEMS: usize = 1 << 10;

/// The depth to which parts are nested, unless a field is required.
const DEPTH: usize = 3;

/// The number of tries for a value that keeps the rules about it.
const TRIES: usize = 6;

impl Maker<'_> {
    /// A request with its required members, and about `share` percent of the others.
    pub(super) fn object(&mut self, schema: &'static Schema, depth: usize, share: usize) -> Tree {
        // A part that requires itself has no end.
        if depth > 2 * DEPTH {
            return Tree::empty(schema);
        }
        if is_enum(schema) {
            let variant = self.random.below(schema.fields.len());
            let mut draft = Tree::empty(schema);
            if let Some(held) = self.member(schema, variant, depth) {
                draft.replace(&[Step::Field(variant)], held);
            }
            return draft;
        }
        let member = |(index, field): (usize, &Field)| {
            let is_there = is_needed(field) || depth <= DEPTH && self.random.chance(share);
            match is_there && field.place != FieldPlace::Skipped {
                true => self.member(schema, index, depth).unwrap_or(Tree::Absent),
                false => Tree::Absent,
            }
        };
        Tree::Object(schema, schema.fields.iter().enumerate().map(member).collect())
    }

    fn member(&mut self, schema: &'static Schema, field: usize, depth: usize) -> Option<Tree> {
        self.value(Spot::of(schema, field)?, depth)
    }

    /// A value that keeps the rules about it alone, or the best of a few.
    pub(super) fn value(&mut self, spot: Spot, depth: usize) -> Option<Tree> {
        let profile = self.profiles.get(spot);
        if spot.own_field().is_some_and(|field| field.ty.nullable) && self.random.chance(20) {
            return Some(Tree::Null);
        }
        let mut best: Option<(usize, Tree)> = None;
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

    /// A random value of the right kind, preferably one that rules name.
    fn candidate(&mut self, profile: &Profile, spot: Spot, depth: usize) -> Option<Tree> {
        if !profile.words.is_empty() && self.random.chance(60) {
            return self.random.one_of(&profile.words).cloned();
        }
        Some(match spot.kind {
            Kind::Flag => Tree::Bool(true),
            Kind::Choice(choices) if choices.other.is_some() && self.random.chance(60) => {
                Tree::of_value(self.random.one_of(choices.list)?.wire.into())
            }
            Kind::Text | Kind::Choice(Choices { other: Some(_), .. }) => {
                let text = self.text(profile, spot);
                match self.near_length(profile) {
                    Some(length) => Tree::Text(text::with_length(&text, length).into()),
                    None => Tree::Text(text.into()),
                }
            }
            Kind::Bool | Kind::Choice(_) => {
                Tree::of_value(*self.random.one_of(&all_values(spot.kind)?)?)
            }
            kind @ Kind::Integer { min, max, .. } => {
                let number: i128 = match self.random.one_of(&profile.numbers).copied() {
                    Some(near) if self.random.chance(70) => near + self.random.below(3) as i128 - 1,
                    _ if self.random.chance(4) => *max,
                    _ => self.random.below(10) as i128,
                };
                let number = number.clamp(*min, *max);
                Tree::Number(if kind.has_number(number) { number } else { 1 })
            }
            Kind::Formed(form) => {
                let near = self.random.one_of(&profile.fractions).copied();
                let near = near.filter(|_| self.random.chance(50));
                match near.and_then(|near| self.random.one_of(&around_fraction(near)).cloned()) {
                    Some(text) => Tree::formed(form, &text)?,
                    None => {
                        let fit: Vec<_> = FORMED.iter().filter_map(|it| form.text_of(it)).collect();
                        Tree::formed(form, self.random.one_of(&fit)?)?
                    }
                }
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
            Kind::Object(schema) => self.object(schema, depth + 1, 50),
            Kind::Any => self.anything(depth),
            Kind::Optional(_) if self.random.chance(15) => Tree::Null,
            Kind::Optional(inner) => {
                return self.candidate(profile, Spot { kind: inner(), ..spot }, depth);
            }
        })
    }

    /// A length at or next to an end of the bounds that rules ask about, in at most a quarter of the calls.
    fn near_length(&mut self, profile: &Profile) -> Option<usize> {
        let near = *self.random.one_of(&profile.lengths)?;
        let near = near.saturating_add(self.random.below(3) as i128 - 1);
        let length = usize::try_from(near).ok().filter(|length| *length <= text::LONGEST)?;
        self.random.chance(25).then_some(length)
    }

    /// A list or map with `count` items.
    fn list(&mut self, spot: Spot, count: usize, depth: usize) -> Tree {
        let mut list = match spot.kind.required() {
            Kind::Map(_) => Tree::Map(Vec::new()),
            _ => Tree::List(Vec::new()),
        };
        self.resize(&mut list, spot, count, depth);
        list
    }

    /// Cuts or extends a list or map to `count` items, at most [`MOST_ITEMS`].
    fn resize(&mut self, list: &mut Tree, spot: Spot, count: usize, depth: usize) {
        let count = count.min(MOST_ITEMS);
        match list {
            Tree::List(items) => items.truncate(count),
            Tree::Map(entries) => entries.truncate(count),
            _ => return,
        }
        let Some(item) = spot.item() else { return };
        let named = self.profiles.keys(spot);
        for index in list.count()..count {
            // A long list repeats its first item, which is faster.
            let copy = list.get(&[Step::Item(0)]).filter(|_| index > 16).cloned();
            let Some(tree) = copy.or_else(|| self.value(item, depth + 1)) else { return };
            match list {
                Tree::List(items) => items.push(Item { origin: index, tree }),
                Tree::Map(entries) => {
                    let is_free = |key: &String| entries.iter().all(|(known, _)| **known != **key);
                    let keys = ["a", "b", "k-1", "Ü"].into_iter().map(str::to_owned);
                    let mut keys = named.iter().cloned().chain(keys);
                    let key = keys.find(is_free).unwrap_or_else(|| format!("key{index}"));
                    entries.push((key.into(), tree));
                }
                _ => {}
            }
        }
    }

    /// A random text, preferably one that matches a pattern or has a format of the spot.
    fn text(&mut self, profile: &Profile, spot: Spot) -> String {
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
        let blank = spot.field().attributes.blank;
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

    /// A random value for a field that takes any value.
    fn anything(&mut self, depth: usize) -> Tree {
        match self.random.below(if depth > DEPTH { 5 } else { 7 }) {
            0 => Tree::Bool(self.random.chance(50)),
            1 | 2 => Tree::Number(self.random.below(1000) as i128 - 10),
            3 => Tree::Null,
            5 => Tree::list((0..2).map(|_| self.anything(depth + 1))),
            6 => Tree::Map(vec![("a".into(), self.anything(depth + 1))]),
            _ => Tree::Text(text::plausible("", &mut self.random).into()),
        }
    }

    /// Candidate values for a place: first values at the bounds of `demand` or derived from `now`, then values that
    /// rules name, then random values.
    fn candidates(
        &mut self,
        place: &Place,
        demand: Option<&Demand>,
        now: Option<&Tree>,
    ) -> Vec<Tree> {
        let spot = place.spot;
        let profile = self.profiles.get(spot);
        let test = demand.and_then(Demand::test);
        let limits = test.map(Test::limits).unwrap_or_default();
        let bounds = limits.iter().map(|limits| limits.whole());
        let numbers: Vec<i128> = bounds.flat_map(border).collect();
        let lengths = test.and_then(Test::lengths).map(border).unwrap_or_default();
        let lengths = lengths.into_iter().filter_map(|length| usize::try_from(length).ok());
        let mut found: Vec<Tree> = Vec::new();
        match spot.kind.required() {
            kind @ Kind::Integer { .. } => {
                let fit = numbers.into_iter().filter(|it| kind.has_number(*it));
                found.extend(fit.map(Tree::Number));
            }
            Kind::Formed(form) => {
                let ends = limits.into_iter().flat_map(Limits::numbers);
                let near = ends.chain(profile.fractions.iter().copied());
                let texts = near.flat_map(around_fraction);
                found.extend(texts.filter_map(|text| Tree::formed(form, &text)));
            }
            Kind::Text | Kind::Choice(Choices { other: Some(_), .. }) => {
                let texts = self.texts(spot, now, lengths);
                found.extend(texts.into_iter().map(|text| Tree::Text(text.into())));
            }
            Kind::List(_) | Kind::Map(_) => {
                for length in lengths.filter(|length| *length <= MOST_ITEMS) {
                    let mut list = now.cloned().unwrap_or_else(|| self.list(spot, 0, 0));
                    self.resize(&mut list, spot, length, 0);
                    found.push(list);
                }
            }
            Kind::Bool
            | Kind::Flag
            | Kind::Choice(_)
            | Kind::Any
            | Kind::Object(_)
            | Kind::Optional(_) => {}
        }
        // The texts above include those of rules, in random order.
        if !matches!(spot.kind.required(), Kind::Text) {
            let mut named = values(spot.kind, self.profiles.domain.questions(spot));
            if let Kind::Choice(_) = spot.kind.required() {
                self.random.shuffle(&mut named);
            }
            found.extend(named.into_iter().map(|(tree, _)| tree));
        }
        found.extend(profile.words.iter().cloned());
        found.extend((0..8).filter_map(|_| self.candidate(&profile, spot, place.depth())));
        found
    }

    /// Candidate texts: `now` cut or padded to these lengths, `now` with small changes, and texts of the formats and
    /// patterns.
    fn texts(
        &mut self,
        spot: Spot,
        now: Option<&Tree>,
        lengths: impl Iterator<Item = usize>,
    ) -> Vec<String> {
        let profile = self.profiles.get(spot);
        let mut found = Vec::new();
        let text = match now {
            Some(Tree::Text(text)) if !is_blank(text) => text.to_string(),
            _ => self.text(&profile, spot),
        };
        for length in lengths.filter(|length| *length <= text::LONGEST) {
            found.push(text::with_length(&text, length));
            let range = length..=length;
            let sampled = profile.samplers.first();
            found.extend(sampled.and_then(|it| it.sample(&range, &mut self.random)));
            for format in &profile.formats {
                found.extend(text::of_format(format, &range, &mut self.random));
            }
        }
        found.extend(text::near(&text));
        let lengths = profile.length_range();
        let samplers = profile.samplers.iter();
        found.extend(samplers.filter_map(|it| it.sample(&lengths, &mut self.random)));
        let mut guesses = profile.guesses.clone();
        self.random.shuffle(&mut guesses);
        found.extend(guesses);
        found
    }

    /// A candidate that `accepts` accepts, and that breaks as few other rules about the value as possible.
    pub(super) fn choose(
        &mut self,
        place: &Place,
        demand: Option<&Demand>,
        now: Option<&Tree>,
        accepts: &dyn Fn(&Tree) -> bool,
    ) -> Option<Tree> {
        let profile = self.profiles.get(place.spot);
        let mut candidates = self.candidates(place, demand, now);
        // The nearest candidate may break a rule that is not about the value alone.
        if self.random.chance(25) {
            self.random.shuffle(&mut candidates);
        }
        let mut best: Option<(usize, Tree)> = None;
        for value in candidates.into_iter().filter(|value| accepts(value)) {
            let broken = broken(&profile, &value, place.spot);
            if best.as_ref().is_none_or(|(least, _)| broken < *least) {
                best = Some((broken, value));
            }
        }
        best.map(|(_, value)| value)
    }

    /// A value that keeps or breaks the demand of one rule about it.
    pub(super) fn judged(
        &mut self,
        place: &Place,
        demand: &'static Demand,
        keeps: bool,
        now: Option<&Tree>,
    ) -> Option<Tree> {
        let (field, kind) = (place.spot.own_field(), place.spot.kind.required());
        self.choose(place, Some(demand), now, &|value| {
            is_kept(demand, &value.state(), field, kind) == Some(keeps)
        })
    }

    /// Puts a value at `slot`, and creates the missing parts around it.
    pub(super) fn set(&mut self, draft: &mut Tree, slot: &[Step], value: Tree) {
        let mut made = 0;
        for end in 1..slot.len() {
            if let Some(Tree::List(_) | Tree::Map(_)) = draft.get(&slot[..end])
                && let Some(Step::Item(item)) = slot.get(end)
            {
                self.grow(draft, &slot[..end], *item + 1);
            }
            if draft.get(&slot[..end]).is_some_and(|it| !matches!(it, Tree::Null)) {
                continue;
            }
            made += 1;
            let Some(spot) = Spot::at(self.schema, &slot[..end]) else { return };
            let part = match spot.kind.required() {
                Kind::List(_) | Kind::Map(_) => {
                    let Some(Step::Item(item)) = slot.get(end) else { return };
                    self.list(spot, item + 1, made)
                }
                Kind::Object(schema) => self.object(schema, made, 40),
                _ => return,
            };
            put(draft, &slot[..end], part);
        }
        put(draft, slot, value);
    }

    /// Extends a list or map to at least `count` items.
    pub(super) fn grow(&mut self, draft: &mut Tree, slot: &[Step], count: usize) {
        let Some(spot) = Spot::at(self.schema, slot) else { return };
        let mut list = draft.get(slot).cloned().unwrap_or_else(|| self.list(spot, 0, 0));
        if list.count() < count {
            self.resize(&mut list, spot, count, 1);
            put(draft, slot, list);
        }
    }

    /// Cuts or extends a text, list or map to a length.
    pub(super) fn set_length(&mut self, draft: &mut Tree, place: &Place, length: usize) {
        let fitted = |text: &str| text::with_length(text, length.min(text::LONGEST)).into();
        let now = draft.get(&place.slot).cloned();
        let value = match (place.spot.kind.required(), now) {
            (_, Some(Tree::Text(text))) => Tree::Text(fitted(&text)),
            (kind, _) if kind.is_text() => {
                let name = place.spot.field().rust;
                Tree::Text(fitted(&text::plausible(name, &mut self.random)))
            }
            (Kind::List(_) | Kind::Map(_), now) => {
                let mut list = now.unwrap_or_else(|| self.list(place.spot, 0, 0));
                self.resize(&mut list, place.spot, length, 0);
                list
            }
            _ => return,
        };
        self.set(draft, &place.slot, value);
    }

    /// Makes the value at a place present.
    pub(super) fn make_present(&mut self, draft: &mut Tree, place: &Place) {
        let is_there = |value: &Tree| !matches!(value, Tree::Null) && !value.is_blank();
        if draft.get(&place.slot).is_some_and(is_there) {
            return;
        }
        for _ in 0..TRIES {
            if let Some(value) = self.value(place.spot, place.depth()).filter(is_there) {
                return self.set(draft, &place.slot, value);
            }
        }
    }
}

/// Puts a value at a slot whose parents are present. In an enum, it replaces another variant.
fn put(draft: &mut Tree, slot: &[Step], value: Tree) {
    let Some((Step::Field(field), request)) = slot.split_last() else {
        return draft.replace(slot, value);
    };
    if let Some(Tree::Object(schema, members)) = draft.at_mut(request)
        && schema.fields[*field].place != FieldPlace::Skipped
    {
        if is_enum(schema) {
            members.fill(Tree::Absent);
        }
        members[*field] = value;
    }
}

/// The total weight of the rules that a value breaks. A conditional rule weighs less.
fn broken(profile: &Profile, value: &Tree, spot: Spot) -> usize {
    let state = value.state();
    let (field, kind) = (spot.own_field(), spot.kind.required());
    let is_broken = |rule: &&&Rule| is_kept(&rule.demand, &state, field, kind) == Some(false);
    let weight = |rule: &&Rule| match rule.when {
        When::Always => 10,
        When::If(_) | When::Unless(_) => 1,
    };
    profile.demands.iter().filter(is_broken).map(weight).sum()
}

/// The numbers at the ends of bounds, and the first beyond them.
fn border(Bounds { min, max, .. }: Bounds) -> Vec<i128> {
    let above = max.into_iter().flat_map(|max| [max, max.saturating_add(1)]);
    let below = min.into_iter().flat_map(|min| [min, min.saturating_sub(1)]);
    above.chain(below).collect()
}

/// A number, one slightly less and one slightly more, as texts.
fn around_fraction(Fraction(digits, scale): Fraction) -> Vec<String> {
    let finer = |more: i128| {
        let digits = digits.checked_mul(100).and_then(|digits| digits.checked_add(more));
        Some(Fraction(digits?, scale.checked_add(2)?).to_string())
    };
    [Some(Fraction(digits, scale).to_string()), finer(1), finer(-1)].into_iter().flatten().collect()
}

/// The place that a rule is about, below the request, or at the value of a newtype, at the end of `here.base`; `None` for a
/// rule about the request.
pub(super) fn place_of(
    root: &'static Schema,
    here: Here<'_>,
    rule: &Rule,
    item: usize,
) -> Option<Place> {
    let base = here.base;
    if here.schema.is_newtype() {
        let value = Place::at(root, base)?;
        return match rule.at {
            At::Items(_) => value.item(item),
            At::Root | At::Field(_) | At::Member(..) => Some(value),
        };
    }
    let field = |field: usize| Place::at(root, &[base, &[Step::Field(field)]].concat());
    match rule.at {
        At::Root => None,
        At::Field(index) => field(index),
        At::Items(index) => field(index)?.item(item),
        At::Member(index, members) => field(index)?.member(members),
    }
}

/// The schema of the requests in a field, or in its items, if their rules are checked.
pub(super) fn nested(schema: &'static Schema, field: usize) -> Option<&'static Schema> {
    let is_nested =
        |rule: &Rule| rule.at.field() == Some(field) && matches!(rule.demand, Demand::Nested);
    let mut kind = schema.fields[field].kind();
    while let Some(item) = kind.item() {
        kind = item;
    }
    object_schema(kind).filter(|_| schema.rules.iter().any(is_nested))
}
