//! Facts about the items of a list: what `any` asks of one item, and `all` and `each` of every one.

use std::fmt::Write;

use crate::{
    parse::{Cond, Quantified, Reference, Test},
    proof::{
        domain::Class,
        encode::{
            Encoder,
            test::{accepts_blank, answers},
        },
        forgotten::item,
        formula::Formula,
        moment::Moment,
        shape::{Base, Shape},
        subject::{Described, Subject},
        theory::Theory,
    },
};

/// Tests of the items of one list.
#[derive(Default)]
pub(super) struct ItemTests<'a> {
    /// Each holds for a list with an item that passes all its tests.
    some: Vec<(Formula, Vec<ItemTest<'a>>)>,
    /// Each holds only for a list whose items all pass the test.
    every: Vec<(Formula, ItemTest<'a>)>,
}

/// A test of an item, or of a member of it.
struct ItemTest<'a> {
    /// The path from the item.
    path: String,
    test: &'a Test,
    /// `false` if the item must not pass.
    is_wanted: bool,
    /// `true` if blank items are not judged.
    is_rule: bool,
}

impl<'a> Encoder<'a> {
    /// Records that `holds` means that an item keeps the condition.
    pub(super) fn some_item(&mut self, quantified: &'a Quantified, holds: &Formula) {
        let list = self.directory.find(&quantified.list);
        self.items.entry(list).or_default().some.push((holds.clone(), tests(quantified)));
    }

    /// Records that `holds` means that every item keeps the condition.
    pub(super) fn every_item(&mut self, quantified: &'a Quantified, holds: &Formula) {
        let list = self.directory.find(&quantified.list);
        let tests = tests(quantified).into_iter().map(|test| (holds.clone(), test));
        self.items.entry(list).or_default().every.extend(tests);
    }

    /// Returns a proposition that every item of a field keeps a rule.
    pub(super) fn each_item(&mut self, field: usize, test: &'a Test) -> Formula {
        let holds = self.theory.fresh_opaque();
        let test = ItemTest { path: String::new(), test, is_wanted: true, is_rule: true };
        self.items.entry(field).or_default().every.push((holds.clone(), test));
        holds
    }

    /// Returns the dates or times that the items of a list are by their type.
    fn moment_of_items(&self, list: usize) -> Option<Moment> {
        let described = &self.directory.list[list];
        let field = &self.request.fields[described.field?];
        let is_list = described.shape.base == Base::Collection;
        is_list.then(|| item(field.ty)).flatten().and_then(|ty| Shape::of(ty).moment)
    }

    /// States which tests of some item and of every item exclude each other.
    pub(super) fn encode_items(&mut self) {
        for (list, ItemTests { some, every }) in std::mem::take(&mut self.items) {
            let moment = self.moment_of_items(list);
            for (some, tests) in &some {
                for (every, test) in &every {
                    if tests.iter().any(|one| one.excludes(test, moment)) {
                        self.theory.facts.push(!Formula::all([some.clone(), every.clone()]));
                    }
                }
            }
        }
    }
}

/// Returns the tests that a condition makes of its item. All of them must be passed.
fn tests(quantified: &Quantified) -> Vec<ItemTest<'_>> {
    fn add<'a>(
        cond: &'a Cond,
        is_wanted: bool,
        quantified: &Quantified,
        to: &mut Vec<ItemTest<'a>>,
    ) {
        match cond {
            Cond::Passes(reference, test) if reference.is_bound([&quantified.item]) => {
                to.push(ItemTest { path: path(reference), test, is_wanted, is_rule: false });
            }
            Cond::Not(cond) => add(cond, !is_wanted, quantified, to),
            Cond::All(conds) if is_wanted => {
                conds.iter().for_each(|cond| add(cond, is_wanted, quantified, to));
            }
            Cond::Any(conds) if !is_wanted => {
                conds.iter().for_each(|cond| add(cond, is_wanted, quantified, to));
            }
            Cond::Passes(..)
            | Cond::Named(_)
            | Cond::Given(_)
            | Cond::Present(_)
            | Cond::Compare(..)
            | Cond::AnyItem(_)
            | Cond::AllItems(_)
            | Cond::Unique(..)
            | Cond::All(_)
            | Cond::Any(_)
            | Cond::Implies(..) => {}
        }
    }
    let mut found = Vec::new();
    add(&quantified.cond, true, quantified, &mut found);
    found
}

fn path(reference: &Reference) -> String {
    reference.members.iter().fold(String::new(), |mut path, member| {
        let _ = write!(path, ".{member}");
        path
    })
}

impl ItemTest<'_> {
    /// Returns `true` if no item that passes this test passes the other one. `moment` is what the items are by their type.
    fn excludes(&self, other: &Self, moment: Option<Moment>) -> bool {
        if self.path != other.path {
            return false;
        }
        let is_same = self.test.condition("x") == other.test.condition("x");
        match (self.is_wanted, other.is_wanted) {
            _ if other.is_rule && (!self.is_wanted || accepts_blank(self.test)) => false,
            (true, true) => {
                let moment = moment.filter(|_| self.path.is_empty());
                have_nothing_in_common(self.test, other.test, moment)
            }
            (true, false) | (false, true) => is_same,
            (false, false) => false,
        }
    }
}

/// Returns `true` if every value fails one of the tests.
fn have_nothing_in_common(one: &Test, other: &Test, moment: Option<Moment>) -> bool {
    let mut described = Described::of_item(Shape { moment, ..Shape::UNKNOWN });
    [one, other].into_iter().for_each(|test| described.name(test, true));
    if described.named.is_null {
        return false;
    }
    let own: Subject = described.encode(None, &mut Theory::default());
    let [one, other] = [one, other].map(|test| answers(&own, test));
    let fails = |answer: &Option<bool>| *answer == Some(false);
    let mut classes = own.classes.iter().zip(one.iter().zip(&other));
    classes.all(|(class, (one, other))| *class == Class::Null || fails(one) || fails(other))
}
