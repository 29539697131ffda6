//! Candidate values for each spot, gathered once for random choices.

use std::{cell::RefCell, collections::HashMap, ops::RangeInclusive, rc::Rc};

use crate::{
    schema::{Format, Limits, Literal, Rule, Schema, Test},
    value::Fraction,
    what_if::{
        cases::text::{self, Sampler},
        domain::{Domain, Question, length_bounds, numbers, tests},
        random::Random,
        spot::{Key, Spot},
        tree::Tree,
    },
};

/// The values of one spot that its rules distinguish.
#[derive(Debug, Default)]
pub(super) struct Profile {
    /// The rules about its value alone.
    pub(super) demands: Vec<&'static Rule>,
    /// Values that rules name, and defaults.
    pub(super) words: Vec<Tree>,
    /// Numbers that rules name, and the numbers at limits.
    pub(super) numbers: Vec<i128>,
    /// The same numbers with their fractions.
    pub(super) fractions: Vec<Fraction>,
    /// Lengths at the ends of bounds.
    pub(super) lengths: Vec<i128>,
    /// Formats that rules and conditions test.
    pub(super) formats: Vec<Format>,
    /// Generators of texts, one for each pattern.
    pub(super) samplers: Vec<Rc<Sampler>>,
    /// Texts that tests other than formats supply, and guesses for tests that only a function knows.
    pub(super) guesses: Vec<String>,
}

/// The profiles of all spots, each created on first use.
#[derive(Debug)]
pub(super) struct Profiles {
    pub(super) domain: Domain,
    found: RefCell<HashMap<Key, Rc<Profile>>>,
}

impl Profiles {
    pub(super) fn of(schema: &'static Schema) -> Self {
        Self { domain: Domain::new(schema), found: RefCell::default() }
    }

    /// The keys to try for the entries of a map.
    pub(super) fn keys(&self, spot: Spot) -> Vec<String> {
        self.domain.keys(spot)
    }

    pub(super) fn get(&self, spot: Spot) -> Rc<Profile> {
        let mut found = self.found.borrow_mut();
        let profile = || Rc::new(Profile::of(spot, self.domain.questions(spot)));
        Rc::clone(found.entry(spot.key()).or_insert_with(profile))
    }
}

impl Profile {
    fn of(spot: Spot, questions: &[Question]) -> Self {
        let mut profile = Self::default();
        for question in questions {
            if let Question::Demanded(rule) = question {
                profile.demands.push(rule);
            }
        }
        // Both values of a bool are tried anyway.
        let named = tests(questions).filter(|test| !matches!(test, Test::True));
        let named = named.flat_map(Test::literals);
        let defaults = spot.own_field().into_iter().flat_map(|field| {
            field
                .attributes
                .default_ifs
                .iter()
                .map(|(_, literal)| *literal)
                .chain(field.attributes.default)
        });
        for word in named.chain(defaults).filter_map(|it| Tree::of_literal(spot.kind, &it)) {
            if !profile.words.iter().any(|known| known.is_same(&word)) {
                profile.words.push(word);
            }
        }
        let (names, ends) = numbers(questions);
        profile.numbers = names.into_iter().chain(ends).collect();
        profile.numbers.sort_unstable();
        profile.numbers.dedup();
        let literals = tests(questions).flat_map(Test::literals).filter_map(Literal::number);
        let limits = tests(questions).flat_map(Test::limits).flat_map(Limits::numbers);
        profile.fractions = literals.chain(limits).collect();
        profile.fractions.sort_unstable();
        profile.fractions.dedup();
        let lengths = length_bounds(questions);
        profile.lengths = lengths.flat_map(|bounds| [bounds.min, bounds.max]).flatten().collect();
        // The guesses do not depend on the seed of the cases.
        profile.add_texts(spot, questions, &mut Random::new(0));
        profile
    }

    /// Adds the formats, patterns and guesses from which texts are generated.
    fn add_texts(&mut self, spot: Spot, questions: &[Question], random: &mut Random) {
        self.formats = tests(questions).filter_map(Test::format).copied().collect();
        let patterns = tests(questions).filter_map(Test::pattern);
        self.samplers = patterns.map(|pattern| Rc::new(Sampler::new(pattern))).collect();
        // Texts of formats are generated in more ways, from `formats`.
        let spelled = tests(questions).filter(|test| test.format().is_none());
        self.guesses = spelled.flat_map(Test::texts).collect();
        let is_unknown = |format: &Format| format.expects.is_empty();
        if self.formats.iter().any(is_unknown)
            || tests(questions).any(|test| test.predicate().is_some())
        {
            self.guesses.extend(text::guesses(spot.field().rust, random));
        }
    }

    /// The lengths that all rules together allow; if there are none, the least length.
    pub(super) fn length_range(&self) -> RangeInclusive<usize> {
        let (mut least, mut most) = (0, usize::MAX);
        for bounds in self.demands.iter().filter_map(|rule| rule.demand.test()?.lengths()) {
            let bound = |bound: Option<i128>| bound.and_then(|it| usize::try_from(it).ok());
            least = least.max(bound(bounds.min).unwrap_or(0));
            most = most.min(bound(bounds.max).unwrap_or(usize::MAX));
        }
        least..=most.max(least)
    }
}
