//! What the rules say of single fields, gathered once.

use std::{collections::BTreeMap, ops::RangeInclusive, rc::Rc};

use crate::{
    cases::{
        draft::{Spot, Step, Value},
        random::Random,
        text::{self, Sampler},
    },
    rules::Pattern,
    schema::{
        At, Bounds, Cond, Demand, Format, Kind, Literal, Part, Predicate, Reference, Root, Rule,
        Schema, Term, Test, When,
    },
};

/// What rules ask of a field, or of its items, and compare it with.
#[derive(Debug, Default)]
pub(super) struct Profile {
    /// The rules about its value.
    pub(super) demands: Vec<&'static Rule>,
    /// Values that rules name.
    pub(super) words: Vec<Value>,
    /// Numbers at a border of what rules ask for.
    pub(super) numbers: Vec<i128>,
    /// Lengths at a border of what rules ask for.
    pub(super) lengths: Vec<i128>,
    pub(super) predicates: Vec<Predicate>,
    pub(super) formats: Vec<Format>,
    pub(super) patterns: Vec<&'static Pattern>,
    pub(super) samplers: Vec<Rc<Sampler>>,
    /// Texts tried with formats and predicates that only a function knows.
    pub(super) guesses: Vec<String>,
}

/// The profiles of all fields, by schema, field, and whether it is about items.
#[derive(Debug, Default)]
pub(super) struct Profiles(BTreeMap<(&'static str, usize, bool), Rc<Profile>>);

impl Profiles {
    pub(super) fn of(schema: &'static Schema, random: &mut Random) -> Self {
        let mut gathering = Gathering::default();
        gathering.schema(schema);
        let mut finish = |((schema, field, is_item), mut profile): (Key, Profile)| {
            profile.finish(field, schema, random);
            ((schema.name, field, is_item), Rc::new(profile))
        };
        Self(gathering.found.into_values().map(&mut finish).collect())
    }

    pub(super) fn get(&self, spot: &Spot) -> Rc<Profile> {
        let key = (spot.schema.name, spot.field, spot.is_item);
        self.0.get(&key).cloned().unwrap_or_default()
    }
}

impl Profile {
    /// Adds what texts are made from.
    fn add(&mut self, test: &Test) {
        self.formats.extend(test.format());
        self.patterns.extend(test.pattern());
        self.predicates.extend(test.predicate());
        // Texts of formats are made in more ways.
        if test.format().is_none() {
            self.guesses.extend(test.texts());
        }
    }

    fn finish(&mut self, field: usize, schema: &'static Schema, random: &mut Random) {
        for rule in self.demands.clone() {
            if let Some(test) = rule.demand.test() {
                self.add(test);
            }
        }
        self.samplers = self.patterns.iter().map(|it| Rc::new(Sampler::new(it))).collect();
        let is_unknown = |format: &Format| format.expects.is_empty();
        if self.formats.iter().any(is_unknown) || !self.predicates.is_empty() {
            self.guesses.extend(text::guesses(schema.fields[field].rust, random));
        }
    }

    /// The lengths that all rules together allow.
    pub(super) fn length_range(&self) -> RangeInclusive<usize> {
        let (mut least, mut most) = (0, usize::MAX);
        for rule in &self.demands {
            if let Some(bounds) = rule.demand.test().and_then(Test::lengths) {
                let bound = |bound: Option<i128>| bound.and_then(|it| usize::try_from(it).ok());
                least = least.max(bound(bounds.min).unwrap_or(0));
                most = most.min(bound(bounds.max).unwrap_or(usize::MAX));
            }
        }
        least..=most.max(least)
    }
}

type Key = (&'static Schema, usize, bool);

/// A walk over all rules.
#[derive(Default)]
struct Gathering {
    found: BTreeMap<(&'static str, usize, bool), (Key, Profile)>,
    seen: Vec<&'static str>,
}

/// The places of the items that quantifiers bind, from the outermost on.
type Bound<'a> = &'a [Option<Spot>];

impl Gathering {
    fn schema(&mut self, schema: &'static Schema) {
        if self.seen.contains(&schema.name) {
            return;
        }
        self.seen.push(schema.name);
        for rule in schema.rules {
            let spot = place(schema, rule);
            let (When::If(cond) | When::Unless(cond)) = &rule.when else {
                self.demand(schema, rule, spot);
                continue;
            };
            self.cond(schema, cond, &[]);
            self.demand(schema, rule, spot);
        }
        for condition in schema.conditions {
            self.cond(schema, &condition.cond, &[]);
        }
        for (index, field) in schema.fields.iter().enumerate() {
            let spot = Spot::at(schema, &[Step::Field(index)]);
            for (cond, literal) in field.default_ifs {
                self.cond(schema, cond, &[]);
                self.word(spot.clone(), literal);
            }
            if let Some(literal) = &field.default {
                self.word(spot.clone(), literal);
            }
            if let Some(inner) = inner((field.kind)()) {
                self.schema(inner);
            }
        }
    }

    fn demand(&mut self, schema: &'static Schema, rule: &'static Rule, spot: Option<Spot>) {
        match &rule.demand {
            Demand::Holds(cond, _) => {
                let item = match rule.at {
                    At::Items(_) => vec![spot],
                    _ => Vec::new(),
                };
                self.cond(schema, cond, &item);
            }
            Demand::Passes(test) => {
                for literal in test.literals() {
                    self.word(spot.clone(), &literal);
                }
                if let Some(profile) = self.profile(spot) {
                    let ends = |bounds: Bounds| bounds.min.into_iter().chain(bounds.max);
                    profile.numbers.extend(test.bounds().into_iter().flat_map(ends));
                    profile.lengths.extend(test.lengths().into_iter().flat_map(ends));
                    profile.demands.push(rule);
                }
            }
            Demand::NotBlank | Demand::Separator(_) => {
                if let Some(profile) = self.profile(spot) {
                    profile.demands.push(rule);
                }
            }
            Demand::Required
            | Demand::RequiredByType
            | Demand::Forbidden
            | Demand::Group(_)
            | Demand::Checked(_)
            | Demand::Nested => {}
        }
    }

    fn profile(&mut self, spot: Option<Spot>) -> Option<&mut Profile> {
        let Spot { schema, field, is_item, .. } = spot?;
        let key = (schema, field, is_item);
        let found = self.found.entry((schema.name, field, is_item));
        Some(&mut found.or_insert_with(|| (key, Profile::default())).1)
    }

    fn word(&mut self, spot: Option<Spot>, literal: &Literal) {
        let Some(kind) = spot.as_ref().map(|spot| spot.kind) else { return };
        let value = Value::of_literal(kind, literal);
        if let (Some(profile), Some(value)) = (self.profile(spot), value) {
            if let Value::Integer(number) = value {
                profile.numbers.push(number);
            }
            profile.words.push(value);
        }
    }

    fn cond(&mut self, schema: &'static Schema, cond: &'static Cond, bound: Bound<'_>) {
        cond.each_part(&mut |part| match part {
            // A named condition is walked by itself, and of these nothing is to be known.
            Part::Named(_) | Part::Presence(_) | Part::Compared(_) | Part::Keys(..) => {}
            Part::Cond(cond) => self.cond(schema, cond, bound),
            Part::Tested(reference, test) => self.test(spot(schema, reference, bound), test),
            Part::Measured(reference, other) => {
                if let (Term::Literal(Literal::Integer(number)), Some(profile)) =
                    (other, self.profile(spot(schema, reference, bound)))
                {
                    profile.lengths.push(*number);
                }
            }
            Part::Items(list, cond) => self.items(schema, list, cond, bound),
        });
    }

    fn test(&mut self, spot: Option<Spot>, test: &Test) {
        // Both values of a bool are tried anyway.
        if let Test::True = test {
            return;
        }
        for literal in test.literals() {
            self.word(spot.clone(), &literal);
        }
        if let Some(profile) = self.profile(spot) {
            profile.add(test);
        }
    }

    fn items(
        &mut self,
        schema: &'static Schema,
        list: &Reference,
        cond: &'static Cond,
        bound: Bound<'_>,
    ) {
        let item = spot(schema, list, bound).and_then(|list| list.item(0));
        self.cond(schema, cond, &[bound, &[item]].concat());
    }
}

/// The place of what a condition looks at; none of a fact.
fn spot(schema: &'static Schema, reference: &Reference, bound: Bound<'_>) -> Option<Spot> {
    let root = match reference.root {
        Root::Field(field) => Spot::at(schema, &[Step::Field(field)]),
        Root::Item(depth) => bound.get(depth).cloned().flatten(),
        Root::Context(_) => None,
    };
    root?.member(reference.members)
}

/// The place that a rule speaks of; the first item, of a rule about items.
fn place(schema: &'static Schema, rule: &Rule) -> Option<Spot> {
    match rule.at {
        At::Root => None,
        At::Field(field) => Spot::at(schema, &[Step::Field(field)]),
        At::Items(field) => Spot::at(schema, &[Step::Field(field)])?.item(0),
        At::Member(field, members) => Spot::at(schema, &[Step::Field(field)])?.member(members),
    }
}

/// The request that a value of this kind holds.
pub(super) fn inner(kind: &'static Kind) -> Option<&'static Schema> {
    match kind.required() {
        Kind::Object(schema) => Some(schema),
        Kind::List(item) | Kind::Map(item) => inner(item()),
        _ => None,
    }
}
