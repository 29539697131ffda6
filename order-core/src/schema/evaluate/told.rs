//! Conditions in words, for facts that no single value states.

use crate::{
    language::{Message, Text, Value},
    schema::{
        Comparison, Cond, Kind, Reference, Root, Term, Unit,
        evaluate::{Bound, Evaluator, explain::item_members},
    },
    violation::{Condition, FactState, Tested},
    words::{self, length_of},
};

/// A list whose items a condition is about, the innermost first. No single item is meant.
#[derive(Clone, Copy)]
struct List<'l> {
    outer: Option<&'l List<'l>>,
    /// The depth of the items, counted from the outermost ones.
    depth: usize,
    path: &'l str,
    item: Option<&'static Kind>,
    is_secret: bool,
}

/// A value of which something is told.
struct Subject {
    words: Value,
    kind: Option<&'static Kind>,
    is_secret: bool,
}

impl<'a> Evaluator<'_, 'a> {
    /// Returns the comparison of two terms that have values, none of which is secret.
    pub(super) fn told_comparison(
        &self,
        (left, comparison, right): (&'static Term, Comparison, &'static Term),
        outcome: bool,
        scope: Bound<'_, 'a>,
    ) -> FactState {
        let asked = self.comparison_words((left, comparison, right), true, scope, None);
        let opposite = comparison.opposite();
        let told = match outcome {
            true => asked.clone(),
            false if self.compare(left, opposite, right, scope) == Some(true) => {
                self.comparison_words((left, opposite, right), true, scope, None)
            }
            false => self.comparison_words((left, comparison, right), false, scope, None),
        };
        let denied = (!outcome && comparison != Comparison::NotEqual).then_some(asked);
        let is_there = matches!(left, Term::Value(_));
        FactState::Condition(Box::new(Condition::new(told, denied, is_there)))
    }

    /// Returns the number of items for which a condition holds, if it is not the items that tell it.
    pub(super) fn told_count(
        &self,
        (list, cond): (&'static Reference, &'static Cond),
        comparison: Comparison,
        number: i128,
        scope: Bound<'_, 'a>,
    ) -> FactState {
        let told = self.count_words(list, cond, comparison, number, scope, None);
        FactState::Condition(Box::new(Condition::new(told, None, true)))
    }

    /// Returns the message that each item of a list that is there keeps a condition, or that none does.
    pub(super) fn told_items(
        &self,
        list: &'static Reference,
        cond: &'static Cond,
        is_every: bool,
        scope: Bound<'_, 'a>,
    ) -> FactState {
        let text = if is_every { Text::ForEveryItem } else { Text::ForNoItem };
        let told = self.items_words(text, list, cond, true, scope, None);
        FactState::Condition(Box::new(Condition::new(told, None, true)))
    }

    /// Returns the message that no two items of a list that is there are equal.
    pub(super) fn told_unique(
        &self,
        list: &'static Reference,
        key: &'static Reference,
        scope: Bound<'_, 'a>,
    ) -> FactState {
        let told = self.unique_words(list, key, true, scope, None);
        FactState::Condition(Box::new(Condition::new(told, None, true)))
    }

    /// Returns the message that a condition holds, or that it does not.
    fn words(
        &self,
        cond: &'static Cond,
        holds: bool,
        scope: Bound<'_, 'a>,
        list: Option<&List<'_>>,
    ) -> Value {
        let is_present = |reference: &'static Reference| {
            let text = if holds { Text::FactPresent } else { Text::FactAbsent };
            text.with("field", self.subject(reference, scope, list).words).into()
        };
        match cond {
            Cond::Named(index) => {
                let named = &self.schema().conditions[*index];
                // Only what refers to others can be met more often than it is written.
                if named.cond.names_condition() {
                    let text = if holds { Text::ConditionHolds } else { Text::ConditionHoldsNot };
                    return text.with("condition", Value::code(named.name)).into();
                }
                self.words(&named.cond, holds, None, None)
            }
            Cond::Given(reference) | Cond::Present(reference) => is_present(reference),
            Cond::Passes(reference, test) => {
                let subject = self.subject(reference, scope, list);
                match subject.is_secret && test.tells() {
                    true => Text::FactRedacted.with("field", subject.words),
                    false => Tested::new(test, subject.kind, holds).message(subject.words),
                }
                .into()
            }
            Cond::Compare(left, comparison, right) => {
                self.comparison_words((left, *comparison, right), holds, scope, list).into()
            }
            Cond::AnyItem(of, cond) => {
                let text = if holds { Text::ForSomeItem } else { Text::ForNoItem };
                self.items_words(text, of, cond, true, scope, list).into()
            }
            Cond::AllItems(of, cond) => {
                let text = if holds { Text::ForEveryItem } else { Text::ForSomeItem };
                self.items_words(text, of, cond, holds, scope, list).into()
            }
            Cond::Unique(of, key) => self.unique_words(of, key, holds, scope, list).into(),
            Cond::Not(cond) => self.words(cond, !holds, scope, list),
            // The negation of "and" is "or", and vice versa.
            Cond::All(conds) => {
                let conds = conds.iter().map(|cond| (cond, holds));
                self.joined(conds, holds, scope, list)
            }
            Cond::Any(conds) => {
                let conds = conds.iter().map(|cond| (cond, holds));
                self.joined(conds, !holds, scope, list)
            }
            Cond::Implies(left, right) => {
                self.joined([(*left, !holds), (*right, holds)].into_iter(), !holds, scope, list)
            }
        }
    }

    fn joined(
        &self,
        conds: impl ExactSizeIterator<Item = (&'static Cond, bool)>,
        are_all: bool,
        scope: Bound<'_, 'a>,
        list: Option<&List<'_>>,
    ) -> Value {
        let is_single = conds.len() == 1;
        let told = conds.map(|(cond, holds)| {
            let words = self.words(cond, holds, scope, list);
            match is_single || !cond.is_compound() {
                true => words,
                false => Text::Grouped.with("what", words).into(),
            }
        });
        let separator = if are_all { Text::FactSeparator } else { Text::FactAlternative };
        Value::List(told.collect(), separator)
    }

    fn items_words(
        &self,
        text: Text,
        list: &'static Reference,
        cond: &'static Cond,
        holds: bool,
        scope: Bound<'_, 'a>,
        outer: Option<&List<'_>>,
    ) -> Message {
        let of = self.subject(list, scope, outer);
        let known = std::iter::successors(scope, |scope| scope.outer).count();
        let inner = List {
            outer,
            depth: outer.map_or(known, |outer| outer.depth + 1),
            path: &self.place(list, scope, outer),
            item: of.kind.and_then(Kind::item).map(Kind::required),
            is_secret: of.is_secret,
        };
        let condition = self.words(cond, holds, scope, Some(&inner));
        text.with("field", of.words).with("condition", condition)
    }

    fn count_words(
        &self,
        list: &'static Reference,
        cond: &'static Cond,
        comparison: Comparison,
        number: i128,
        scope: Bound<'_, 'a>,
        outer: Option<&List<'_>>,
    ) -> Message {
        match (comparison, number) {
            (Comparison::Less, 1) | (Comparison::LessEqual | Comparison::Equal, 0) => {
                self.items_words(Text::ForNoItem, list, cond, true, scope, outer)
            }
            _ => {
                let items = Text::LengthItems.with("bounds", comparison.how_many(number));
                let words = self.items_words(Text::ForItems, list, cond, true, scope, outer);
                words.with("items", items.with("count", number))
            }
        }
    }

    fn unique_words(
        &self,
        list: &'static Reference,
        key: &'static Reference,
        holds: bool,
        scope: Bound<'_, 'a>,
        outer: Option<&List<'_>>,
    ) -> Message {
        let of = self.subject(list, scope, outer);
        if key.members.is_empty() {
            let text = if holds { Text::FactNoEqualItems } else { Text::FactSomeEqualItems };
            return text.with("field", of.words);
        }
        let text = if holds { Text::FactNoEqualKeys } else { Text::FactSomeEqualKeys };
        let item = of.kind.and_then(Kind::item).map(Kind::required);
        let key = item_members(item, key.members);
        text.with("field", of.words).with("key", Value::code(key))
    }

    fn comparison_words(
        &self,
        (left, comparison, right): (&'static Term, Comparison, &'static Term),
        holds: bool,
        scope: Bound<'_, 'a>,
        list: Option<&List<'_>>,
    ) -> Message {
        let held = if holds { comparison } else { comparison.opposite() };
        if let Term::Literal(literal) = right
            && let Some(number) = literal.integer()
        {
            let have = |reference, length: Text| {
                let length = length.with("bounds", held.how_many(number)).with("count", number);
                let field = self.subject(reference, scope, list).words;
                let message = Text::FactHave.with("what", length).with("default", Value::plain(""));
                message.with("field", field)
            };
            match left {
                Term::Length(reference) => {
                    let kind = self.subject(reference, scope, list).kind;
                    return have(reference, length_of(kind));
                }
                Term::Size(unit, reference) => return have(reference, unit.text()),
                Term::CountItems(of, cond) => {
                    return self.count_words(of, cond, held, number, scope, list);
                }
                Term::Value(_) | Term::Literal(_) | Term::CountPresent(_) => {}
            }
        }
        // A number that is counted has the opposite order where a comparison does not hold.
        let is_counted = |term: &Term| !matches!(term, Term::Value(_) | Term::Literal(_));
        let (comparison, holds) = match is_counted(left) && is_counted(right) {
            true => (held, true),
            false => (comparison, holds),
        };
        let kind = self.term_kind(left, scope, list).or(self.term_kind(right, scope, list));
        let other = self.term_words(right, kind, scope, list);
        let (what, holds) = match comparison.text(kind) {
            Some(Text::Not) => (other, !holds),
            Some(text) => (text.with("value", other).into(), holds),
            None => (other, holds),
        };
        let text = if holds { Text::FactBe } else { Text::FactBeNot };
        let message = text.with("what", what).with("default", Value::plain(""));
        message.with("field", self.term_words(left, kind, scope, list))
    }

    fn term_kind(
        &self,
        term: &'static Term,
        scope: Bound<'_, 'a>,
        list: Option<&List<'_>>,
    ) -> Option<&'static Kind> {
        match term {
            Term::Value(reference) => self.subject(reference, scope, list).kind,
            Term::Literal(_)
            | Term::Length(_)
            | Term::Size(..)
            | Term::CountPresent(_)
            | Term::CountItems(..) => None,
        }
    }

    fn term_words(
        &self,
        term: &'static Term,
        kind: Option<&'static Kind>,
        scope: Bound<'_, 'a>,
        list: Option<&List<'_>>,
    ) -> Value {
        match term {
            Term::Value(reference) => self.subject(reference, scope, list).words,
            Term::Literal(literal) => words::literal(kind, literal, false),
            Term::Length(reference) => {
                let of = self.subject(reference, scope, list);
                let text = match of.kind {
                    Some(Kind::List(_)) => Text::NumberOfItems,
                    Some(Kind::Map(_)) => Text::NumberOfEntries,
                    _ => Text::NumberOfCharacters,
                };
                text.with("field", of.words).into()
            }
            Term::Size(unit, reference) => {
                let text = match unit {
                    Unit::Bytes => Text::NumberOfBytes,
                    Unit::Utf16 => Text::NumberOfUtf16,
                };
                text.with("field", self.subject(reference, scope, list).words).into()
            }
            Term::CountPresent(references) => {
                let subjects = references.iter().map(|one| self.subject(one, scope, list).words);
                Text::NumberPresent.with("members", Value::both(subjects)).into()
            }
            Term::CountItems(of, cond) => {
                self.items_words(Text::NumberOfSuchItems, of, cond, true, scope, list).into()
            }
        }
    }

    /// Returns the value that a reference stands for, which may be one of each item of a list.
    fn subject(
        &self,
        reference: &'static Reference,
        scope: Bound<'_, 'a>,
        list: Option<&List<'_>>,
    ) -> Subject {
        let Some(of) = list_at(reference, list) else {
            let seen = self.see(reference, scope);
            let kind = self.kind_of(&seen, reference, scope);
            return Subject {
                words: Value::from(&self.path(reference, scope)),
                kind: kind.map(Kind::required),
                is_secret: seen.is_secret,
            };
        };
        let (mut kind, mut is_secret) = (of.item, of.is_secret);
        for member in reference.members {
            let field = kind.and_then(|kind| kind.member(&[*member]));
            is_secret |= field.is_some_and(|field| field.attributes.secret);
            kind = field.map(|field| field.kind().required());
        }
        let is_innermost = list.is_some_and(|list| list.depth == of.depth);
        let words = match (reference.members, is_innermost) {
            ([], true) => Text::It.into(),
            (names, true) => {
                Text::Its.with("field", Value::code(item_members(of.item, names))).into()
            }
            (_, false) => Value::code(self.place(reference, scope, list)),
        };
        Subject { words, kind, is_secret }
    }

    /// Returns where the value of a reference stands, with `[]` for each item: `lines[].boxes`.
    fn place(
        &self,
        reference: &'static Reference,
        scope: Bound<'_, 'a>,
        list: Option<&List<'_>>,
    ) -> String {
        match list_at(reference, list) {
            None => self.path(reference, scope).to_string(),
            Some(of) if reference.members.is_empty() => format!("{}[]", of.path),
            Some(of) => format!("{}[].{}", of.path, item_members(of.item, reference.members)),
        }
    }
}

/// Returns the list whose items a reference is about.
fn list_at<'l>(reference: &Reference, list: Option<&'l List<'l>>) -> Option<&'l List<'l>> {
    let Root::Item(depth) = reference.root else { return None };
    std::iter::successors(list, |list| list.outer).find(|list| list.depth == depth)
}
