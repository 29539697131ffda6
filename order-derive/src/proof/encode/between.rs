//! Facts about several leaves at once: the order of three values, the variants of an enum with data, and the texts that
//! patterns have in common.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use crate::{
    parse::{Comparison, Exact, Test, Unit},
    pattern::CompiledPattern,
    proof::{
        domain::Class,
        encode::{Encoder, Further, OpaqueKind},
        formula::Formula,
        subject::speaks_of_generics,
        theory::Certainty,
    },
};

/// Greatest number of values that one value is compared with, directly or not, so that circles through it are found.
const MOST: usize = 8;

/// Greatest number of tests of one text that are compared with each other.
const MOST_TESTS: usize = 16;

impl Encoder<'_> {
    /// States that orders are transitive, so that comparisons in a circle contradict each other.
    ///
    /// Values are removed one after the other. Those that the removed one is compared with are then compared with each
    /// other, so that every circle is covered by triangles.
    pub(super) fn encode_circles(&mut self) {
        let mut near: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (one, other) in self.pairs.keys() {
            near.entry(*one).or_default().insert(*other);
            near.entry(*other).or_default().insert(*one);
        }
        while let Some(next) = near.iter().min_by_key(|(_, near)| near.len()).map(|(one, _)| *one) {
            let others: Vec<usize> = near.remove(&next).unwrap_or_default().into_iter().collect();
            for other in &others {
                near.entry(*other).or_default().remove(&next);
            }
            if others.len() > MOST {
                continue;
            }
            for (index, left) in others.iter().enumerate() {
                for right in &others[..index] {
                    near.entry(*left).or_default().insert(*right);
                    near.entry(*right).or_default().insert(*left);
                    self.triangle([next, *left, *right]);
                }
            }
        }
    }

    /// States that the order of three values is transitive.
    fn triangle(&mut self, of: [usize; 3]) {
        for [a, b, c] in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let [ab, bc, ac] =
                [(a, b), (b, c), (a, c)].map(|(one, other)| self.ways(of[one], of[other]));
            let [(less_ab, equal_ab), (less_bc, equal_bc), (less_ac, equal_ac)] = [ab, bc, ac];
            let at_most =
                [&less_ab, &equal_ab].map(|ab| Formula::all([ab.clone(), less_bc.clone()]));
            for both in at_most.into_iter().chain([Formula::all([less_ab, equal_bc.clone()])]) {
                self.theory.facts.push(both.implies(less_ac.clone()));
            }
            self.theory.facts.push(Formula::all([equal_ab, equal_bc]).implies(equal_ac));
        }
    }

    /// Returns the propositions that one value is less than another, and that both are equal.
    fn ways(&mut self, one: usize, other: usize) -> (Formula, Formula) {
        let [less, equal, greater] = self.ordered(one, other);
        if one < other { (less, equal) } else { (greater, equal) }
    }

    /// Returns the propositions that the subject with the lower index is less than the other, equal and greater.
    pub(super) fn ordered(&mut self, one: usize, other: usize) -> [Formula; 3] {
        let about = [one.min(other), one.max(other)];
        if let Some(known) = self.pairs.get(&(about[0], about[1])) {
            return known.clone();
        }
        let both = Formula::all(about.map(|subject| self.subjects[subject].has_value.clone()));
        let [first, second] = about.map(|subject| self.subjects[subject].name.clone());
        let ways = ["<", "==", ">"].map(|operator| {
            let source = format!("{first} {operator} {second}");
            self.asked(&source, both.clone(), &about, OpaqueKind::Pair)
        });
        self.theory.facts.push(Formula::count(ways.to_vec(), 0, 1));
        self.pairs.insert((about[0], about[1]), ways.clone());
        ways
    }

    /// States that an enum with data is at most one of its variants, and exactly one if rules name all of them.
    pub(super) fn encode_variants(&mut self) {
        let mut variants: BTreeMap<usize, Vec<Formula>> = BTreeMap::new();
        for (described, subject) in self.directory.list.iter().zip(&self.subjects) {
            if let Some(holder) = described.holder.filter(|_| described.is_variant()) {
                variants.entry(holder).or_default().push(subject.given.clone());
            }
        }
        for (holder, variants) in variants {
            self.theory.facts.push(Formula::count(variants.clone(), 0, 1));
            // rustc decides whether there are others, if the type of the enum is written here.
            if let Some(field) = self.directory.list[holder].field
                && variants.len() > 1
                && !speaks_of_generics(self.request, self.request.fields[field].ty)
            {
                let is_given = self.subjects[holder].given.clone();
                let kept = is_given.implies(Formula::any(variants));
                let rule = self.add_further(Further::Variants { field }, kept);
                rule.certainty = Certainty::IfNoOtherVariant;
            }
        }
    }

    /// States which patterns, formats and lengths exclude each other, and which patterns and lengths imply others.
    pub(super) fn encode_texts(&mut self) {
        for (subject, tests) in std::mem::take(&mut self.texts) {
            let own = &self.subjects[subject];
            if tests.len() < 2 && own.lengths.is_empty() {
                continue;
            }
            let tests = tests.iter().take(MOST_TESTS);
            let texts: Vec<Texts> =
                tests.clone().filter_map(|(holds, test)| Texts::of(holds, test)).collect();
            let facts = &mut self.theory.facts;
            let sizes: Vec<Size> =
                tests.filter_map(|(holds, test)| Size::of(holds, test)).collect();
            for (index, size) in sizes.iter().enumerate() {
                for other in &sizes[..index] {
                    facts.extend(other.beside(Some(size.unit), size.range, &size.holds));
                    facts.extend(size.beside(Some(other.unit), other.range, &other.holds));
                }
                for text in &texts {
                    let range = text.lengths();
                    facts.extend(range.and_then(|range| size.beside(None, range, &text.holds)));
                }
                for (class, length) in own.lengths.iter().zip(&own.length) {
                    let held = Formula::all([own.has_value.clone(), length.clone()]);
                    let range = characters(class);
                    facts.extend(range.and_then(|range| size.beside(None, range, &held)));
                }
            }
            for (index, one) in texts.iter().enumerate() {
                for other in &texts[..index] {
                    if one.pattern.is_disjoint(&other.pattern) == Some(true) {
                        facts.push(!Formula::all([one.holds.clone(), other.holds.clone()]));
                        continue;
                    }
                    for [one, other] in [[one, other], [other, one]] {
                        if other.is_exact && one.pattern.is_within(&other.pattern) == Some(true) {
                            facts.push(one.holds.clone().implies(other.holds.clone()));
                        }
                    }
                }
                if own.lengths.is_empty() {
                    continue;
                }
                let (least, greatest) = one.pattern.lengths();
                let whole = |end: usize| i128::try_from(end).map(Exact::whole);
                let ends = [Some(least), greatest].map(|end| end.map(whole));
                let [Some(Ok(least)), greatest] = ends else { continue };
                for (class, length) in own.lengths.iter().zip(&own.length) {
                    let is_less = class.compares(Comparison::Less, least) == Some(true);
                    let is_more = match greatest {
                        Some(Ok(greatest)) => exceeds(class, greatest),
                        Some(Err(_)) | None => false,
                    };
                    if is_less || is_more {
                        facts.push(!Formula::all([one.holds.clone(), length.clone()]));
                    }
                }
            }
        }
    }
}

/// Returns `true` if every number of the class is greater than `number`.
fn exceeds(class: &Class, number: Exact) -> bool {
    match *class {
        Class::Point(point) => point > number,
        Class::Between(low, _) => low.is_some_and(|low| low >= number),
        Class::Key(_) | Class::Null | Class::Other => false,
    }
}

/// The texts that pass a test.
struct Texts {
    holds: Formula,
    pattern: Rc<CompiledPattern>,
    /// `true` if all texts that match pass.
    is_exact: bool,
}

/// The least and the greatest length.
type Range = (i128, Option<i128>);

/// The lengths of a class, without 0, which is that of null as well.
fn characters(class: &Class) -> Option<Range> {
    match *class {
        Class::Point(Exact::ZERO) => None,
        Class::Point(length) => length.as_whole().map(|length| (length, Some(length))),
        Class::Between(low, high) => {
            let high = match high {
                Some(high) => Some(high.previous_whole()?),
                None => None,
            };
            Some((low?.next_whole()?, high))
        }
        Class::Key(_) | Class::Null | Class::Other => None,
    }
}

/// The texts whose length in a unit lies within bounds.
struct Size {
    holds: Formula,
    unit: Unit,
    range: Range,
}

impl Size {
    fn of(holds: &Formula, test: &Test) -> Option<Self> {
        let Test::Size(unit, bounds) = test else { return None };
        let (min, max) = bounds.whole();
        Some(Self { holds: holds.clone(), unit: *unit, range: (min.unwrap_or(0), max) })
    }

    /// Returns what follows for the texts of which `held` says that their length in another unit lies within `range`.
    fn beside(&self, unit: Option<Unit>, range: Range, held: &Formula) -> Option<Formula> {
        let (low, high) = converted(unit, range, self.unit)?;
        let (min, max) = self.range;
        let both = [held.clone(), self.holds.clone()];
        if high.is_some_and(|high| high < min) || max.is_some_and(|max| max < low) {
            return Some(!Formula::all(both));
        }
        let is_within = min <= low && max.is_none_or(|max| high.is_some_and(|high| high <= max));
        let [held, holds] = both;
        is_within.then(|| held.implies(holds))
    }
}

/// Returns the lengths that texts of these lengths may have in another unit.
fn converted(from: Option<Unit>, (low, high): Range, to: Unit) -> Option<Range> {
    // The sizes of the four kinds of characters: in characters, in code units of UTF-16, and in bytes.
    const SIZES: [[i128; 3]; 4] = [[1, 1, 1], [1, 1, 2], [1, 1, 3], [1, 2, 4]];
    let column = |unit: Option<Unit>| match unit {
        None => 0,
        Some(Unit::Utf16) => 1,
        Some(Unit::Bytes) => 2,
    };
    let (from, to) = (column(from), column(Some(to)));
    let ends = |end: i128| {
        let scaled = SIZES.map(|sizes| Some((end.checked_mul(sizes[to])?, sizes[from])));
        scaled.into_iter().collect::<Option<Vec<_>>>()
    };
    let low = ends(low)?.into_iter().map(|(size, parts)| (size + parts - 1) / parts).min()?;
    let high = match high {
        Some(high) => Some(ends(high)?.into_iter().map(|(size, parts)| size / parts).max()?),
        None => None,
    };
    Some((low, high))
}

impl Texts {
    /// The least and the greatest number of characters.
    fn lengths(&self) -> Option<Range> {
        let (least, greatest) = self.pattern.lengths();
        let greatest = greatest.and_then(|greatest| greatest.try_into().ok());
        Some((least.try_into().ok()?, greatest))
    }

    fn of(holds: &Formula, test: &Test) -> Option<Self> {
        let (pattern, is_exact) = test.texts()?;
        Some(Self { holds: holds.clone(), pattern, is_exact })
    }
}
