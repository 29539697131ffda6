//! The truth of conditions. `None` means that it depends on a value that could not be read.

use std::{cell::Cell, cmp::Ordering, hash::Hasher};

use crate::{
    Path,
    schema::{
        Comparison, Cond, Reference, Term, Test, When,
        evaluate::{Bound, Evaluator, Named, Scope, Seen, Side},
        state::State,
        test::literal_node,
    },
    unique,
    value::Node,
};

impl<'a> Evaluator<'_, 'a> {
    /// Returns whether a rule applies; `None` if that depends on a value that could not be read.
    pub(crate) fn applies(&self, when: &When) -> Option<bool> {
        match when {
            When::Always => Some(true),
            When::If(cond) => self.holds(cond, None),
            When::Unless(cond) => not(self.holds(cond, None)),
        }
    }

    /// Returns `true` if a rule with this condition is judged. A condition that only compares two values of the request
    /// is judged only if both are present.
    pub(crate) fn is_judged(&self, cond: &Cond) -> bool {
        let is_there = |reference| !matches!(self.value(reference, None), Side::Missing);
        cond.both_values().is_none_or(|(left, right)| is_there(left) && is_there(right))
    }

    /// Returns whether a condition on the request itself holds.
    pub(crate) fn is_true(&self, cond: &Cond) -> Option<bool> {
        self.holds(cond, None)
    }

    /// Returns whether a condition holds for one item of a list.
    pub(crate) fn is_true_for(&self, cond: &Cond, item: &State<'a>) -> Option<bool> {
        self.holds(cond, Some(&bind(None, item)))
    }

    pub(super) fn holds(&self, cond: &Cond, scope: Bound<'_, 'a>) -> Option<bool> {
        match cond {
            Cond::Named(index) => self.named(*index),
            Cond::Given(reference) | Cond::Present(reference) if self.lacks(reference) => None,
            Cond::Given(reference) => Some(self.see(reference, scope).is_given()),
            Cond::Present(reference) => Some(self.see(reference, scope).is_present()),
            Cond::Passes(reference, test) => self.passes(&self.see(reference, scope), test),
            Cond::Compare(left, comparison, right) => self.compare(left, *comparison, right, scope),
            Cond::AnyItem(list, cond) => self.over_items(list, scope, |items| {
                any(items.map(|item| self.holds(cond, Some(&bind(scope, item)))))
            }),
            Cond::AllItems(list, cond) => not(self.over_items(list, scope, |items| {
                any(items.map(|item| not(self.holds(cond, Some(&bind(scope, item))))))
            })),
            Cond::Unique(list, key) => self.over_items(list, scope, |items| {
                are_unique(items.map(|item| self.value(key, Some(&bind(scope, item)))))
            }),
            Cond::Not(cond) => not(self.holds(cond, scope)),
            Cond::All(conds) => not(any(conds.iter().map(|cond| not(self.holds(cond, scope))))),
            Cond::Any(conds) => any(conds.iter().map(|cond| self.holds(cond, scope))),
            Cond::Implies(left, right) => {
                any([not(self.holds(left, scope)), self.holds(right, scope)].into_iter())
            }
        }
    }

    /// Returns whether the value, or else its default, passes a test.
    pub(super) fn passes(&self, seen: &Seen<'_, 'a>, test: &Test) -> Option<bool> {
        let side = match test.is_beside_literal() {
            true => seen.value_beside_literal(),
            false => seen.value(),
        };
        let kind = seen.field.map(|field| field.kind());
        match side {
            Side::Unknown => None,
            Side::Missing => Some(test.holds_of_nothing()),
            Side::Value(node) => Some(test.accepts(&State::Known(node), kind).unwrap_or(false)),
            // A function of the program takes values of requests only.
            Side::Content(_) if matches!(test, Test::Predicate(_)) => None,
            Side::Content(content) => Some(test.accepts(&content, kind).unwrap_or(false)),
        }
    }

    /// Returns whether a named condition holds. It does not depend on any item. One that refers to others is judged once.
    fn named(&self, index: usize) -> Option<bool> {
        let conditions = self.schema.conditions;
        if !conditions[index].cond.names_condition() {
            return self.holds(&conditions[index].cond, None);
        }
        let named = self.named.get_or_init(|| conditions.iter().map(|_| Cell::default()).collect());
        match named[index].get() {
            Named::Holds(outcome) => outcome,
            Named::Unasked => {
                let outcome = self.holds(&conditions[index].cond, None);
                named[index].set(Named::Holds(outcome));
                outcome
            }
        }
    }

    /// Evaluates `ask` on the items of a list. An absent list has no items.
    fn over_items(
        &self,
        list: &Reference,
        scope: Bound<'_, 'a>,
        ask: impl FnOnce(&mut dyn Iterator<Item = &State<'a>>) -> Option<bool>,
    ) -> Option<bool> {
        let seen = self.see(list, scope);
        match &*seen.state {
            State::Unreadable => None,
            state => ask(&mut state.items()),
        }
    }

    pub(super) fn compare(
        &self,
        left: &Term,
        comparison: Comparison,
        right: &Term,
        scope: Bound<'_, 'a>,
    ) -> Option<bool> {
        let sides = (self.side(left, scope), self.side(right, scope));
        let ordering = match sides {
            (Side::Unknown, _) | (_, Side::Unknown) => {
                return self.compare_bounds(left, comparison, right, scope);
            }
            (Side::Value(left), Side::Value(right)) if !comparison.is_order() => {
                left.is_same(&right).then_some(Ordering::Equal)
            }
            (Side::Value(left), Side::Value(right)) => left.compare(&right),
            (Side::Missing, _) | (_, Side::Missing) => None,
            (Side::Content(left), right) | (right, Side::Content(left)) => {
                let is_same = right.into_state().is_same(&left)?;
                (is_same && !comparison.is_order()).then_some(Ordering::Equal)
            }
        };
        Some(match ordering {
            Some(ordering) => comparison.accepts(ordering),
            None => comparison == Comparison::NotEqual,
        })
    }

    /// Compares numbers of which at least one is not known, but may be known well enough.
    fn compare_bounds(
        &self,
        left: &Term,
        comparison: Comparison,
        right: &Term,
        scope: Bound<'_, 'a>,
    ) -> Option<bool> {
        let (left, right) = (self.bounds(left, scope)?, self.bounds(right, scope)?);
        let least = left.0.compare(&right.1)?;
        let most = left.1.compare(&right.0)?;
        let outcomes = (comparison.accepts(least), comparison.accepts(most));
        // Between them the numbers may be equal, unless one is always the greater.
        let is_known = comparison.is_order() || (least == most && least != Ordering::Equal);
        (is_known && outcomes.0 == outcomes.1).then_some(outcomes.0)
    }

    /// The least and the greatest value that a term may have; `None` if nothing is known of it.
    fn bounds(&self, term: &Term, scope: Bound<'_, 'a>) -> Option<(Node<'a>, Node<'a>)> {
        match self.side(term, scope) {
            Side::Value(node) => Some((node, node)),
            Side::Missing | Side::Content(_) => None,
            Side::Unknown => {
                let (least, most) = self.count(term, scope)?;
                Some((Node::from_integer(least as i128)?, Node::from_integer(most as i128)?))
            }
        }
    }

    /// The least and the greatest number that may be counted.
    fn count(&self, term: &Term, scope: Bound<'_, 'a>) -> Option<(usize, usize)> {
        let count = |outcomes: &mut dyn Iterator<Item = Option<bool>>| {
            outcomes.fold((0, 0), |(least, most), outcome| match outcome {
                Some(true) => (least + 1, most + 1),
                Some(false) => (least, most),
                None => (least, most + 1),
            })
        };
        match term {
            Term::CountPresent(references) => {
                Some(count(&mut references.iter().map(|reference| {
                    (!self.lacks(reference)).then(|| self.see(reference, scope).is_present())
                })))
            }
            Term::CountItems(list, cond) => {
                let seen = self.see(list, scope);
                let is_readable = !matches!(*seen.state, State::Unreadable);
                let holds = |item| self.holds(cond, Some(&bind(scope, item)));
                is_readable.then(|| count(&mut seen.state.items().map(holds)))
            }
            Term::Value(_) | Term::Literal(_) | Term::Length(_) | Term::Size(..) => None,
        }
    }

    fn side(&self, term: &Term, scope: Bound<'_, 'a>) -> Side<'a> {
        let number = |number: Option<usize>| {
            let number = number.and_then(|number| Node::from_integer(number as i128));
            number.map_or(Side::Unknown, Side::Value)
        };
        match term {
            Term::Value(reference) => self.value(reference, scope),
            Term::Literal(literal) => {
                literal_node(None, literal).map_or(Side::Missing, Side::Value)
            }
            Term::Length(reference) => {
                let seen = self.see(reference, scope);
                match &*seen.state {
                    State::Unreadable => Side::Unknown,
                    _ if !seen.is_present() => match seen.value() {
                        Side::Value(Node::Text(default)) => number(Some(default.chars().count())),
                        _ => number(Some(0)),
                    },
                    state => number(state.length()),
                }
            }
            Term::Size(unit, reference) => {
                let seen = self.see(reference, scope);
                match seen.value() {
                    Side::Unknown => Side::Unknown,
                    Side::Value(Node::Text(text)) => number(Some(unit.count(text))),
                    // What has no length in a unit is no text, and has none in the generated check either.
                    Side::Missing | Side::Value(_) | Side::Content(_) => number(Some(0)),
                }
            }
            Term::CountPresent(_) | Term::CountItems(..) => number(match self.count(term, scope) {
                Some((least, most)) if least == most => Some(least),
                Some(_) | None => None,
            }),
        }
    }
}

impl<'a> Side<'a> {
    /// Returns the value as a state, which is absent if there is none and unreadable if it is not known.
    fn into_state(self) -> State<'a> {
        match self {
            Self::Missing => State::ABSENT,
            Self::Unknown => State::Unreadable,
            Self::Value(node) => State::of_node(node),
            Self::Content(content) => content,
        }
    }
}

fn bind<'s, 'a>(outer: Bound<'s, 'a>, item: &'s State<'a>) -> Scope<'s, 'a> {
    Scope { outer, item, path: &Path::ROOT, kind: None, is_secret: false }
}

fn not(outcome: Option<bool>) -> Option<bool> {
    outcome.map(|outcome| !outcome)
}

/// Returns `true` if one outcome is true, and `None` if that depends on an unknown one.
fn any(outcomes: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for outcome in outcomes {
        match outcome {
            Some(true) => return Some(true),
            Some(false) => {}
            None => known = false,
        }
    }
    known.then_some(false)
}

/// Returns whether no two values are equal. Two missing values are not; an unknown one may equal any other.
fn are_unique<'a>(sides: impl Iterator<Item = Side<'a>>) -> Option<bool> {
    let (mut count, mut is_known, mut values) = (0, true, Vec::new());
    for side in sides {
        count += 1;
        match side {
            Side::Missing => {}
            Side::Unknown => is_known = false,
            Side::Content(content) if !content.is_known() => is_known = false,
            side @ (Side::Value(_) | Side::Content(_)) => values.push(side.into_state()),
        }
    }
    let is_text = |state: &State<'_>| matches!(state, State::Known(Node::Text(_)));
    // A free-form text is no number, even if it is spelled like one.
    let is_same = |left: &State<'_>, right: &State<'_>| {
        is_text(left) == is_text(right) && left.is_same(right) == Some(true)
    };
    let add_hash = |state: &State<'_>, hasher: &mut dyn Hasher| state.add_hash(hasher);
    let formed = |state: &State<'a>| match state {
        State::Known(Node::Formed(formed)) => Some(*formed),
        _ => None,
    };
    match unique::are_unique(values.iter(), is_same, add_hash, formed) {
        false => Some(false),
        true => (is_known || count < 2).then_some(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_told_apart_from_those_that_are_missing_or_unknown() {
        let text = |text| Side::Value(Node::Text(text));
        let number = |number| Side::Value(Node::Integer(number));
        let unreadable = || Side::Content(State::list(vec![State::Unreadable]));
        let list = || Side::Content(State::list(vec![State::Known(Node::Integer(1))]));
        let cases = [
            (vec![], Some(true)),
            (vec![number(1), number(2)], Some(true)),
            (vec![number(1), number(2), number(1)], Some(false)),
            (vec![text("a"), text("b")], Some(true)),
            (vec![text("a"), text("a")], Some(false)),
            // A free-form text is no number.
            (vec![text("1"), number(1)], Some(true)),
            (vec![Side::Missing, Side::Missing], Some(true)),
            (vec![list(), list()], Some(false)),
            // One value alone equals no other, whatever it is.
            (vec![Side::Unknown], Some(true)),
            (vec![unreadable()], Some(true)),
            (vec![Side::Unknown, number(1)], None),
            (vec![unreadable(), number(1)], None),
            (vec![Side::Unknown, number(1), number(1)], Some(false)),
        ];
        for (case, (sides, expected)) in cases.into_iter().enumerate() {
            assert_eq!(are_unique(sides.into_iter()), expected, "{case}");
        }
    }
}
