//! Whether a condition holds; `None` if that depends on a value that could not be read.

use crate::{
    Path,
    schema::{
        Comparison, Cond, Literal, Reference, Term, When,
        evaluate::{Bound, Evaluator, Scope, Seen, Side, literal_node, order},
        state::State,
    },
    value::Node,
};

impl<'a> Evaluator<'a> {
    /// Whether a rule applies; `None` if that depends on a value that could not be read.
    pub(crate) fn applies(&self, when: &When) -> Option<bool> {
        match when {
            When::Always => Some(true),
            When::If(cond) => self.holds(cond, None),
            When::Unless(cond) => not(self.holds(cond, None)),
        }
    }

    /// Whether a rule that consists of this condition is judged: one that compares two values of the
    /// request is only if both are there.
    pub(crate) fn is_judged(&self, cond: &Cond) -> bool {
        match cond {
            Cond::Compare(Term::Value(left), _, Term::Value(right)) => {
                let is_there = |reference| !matches!(self.value(reference, None), Side::Missing);
                is_there(left) && is_there(right)
            }
            _ => true,
        }
    }

    /// Whether a condition of the request itself holds.
    pub(crate) fn is_true(&self, cond: &Cond) -> Option<bool> {
        self.holds(cond, None)
    }

    /// Whether a condition holds for one item of a list.
    pub(crate) fn is_true_for(&self, cond: &Cond, item: &State<'a>) -> Option<bool> {
        self.holds(cond, Some(&bind(None, item)))
    }

    pub(super) fn holds(&self, cond: &Cond, scope: Bound<'_, 'a>) -> Option<bool> {
        match cond {
            Cond::True(reference) => match self.see(reference, scope).value_beside_literal() {
                Side::Unknown => None,
                Side::Value(node) => Some(node.is_same(&Node::Bool(true))),
                Side::Missing => Some(false),
            },
            Cond::Named(index) => self.holds(&self.schema.conditions[*index].cond, None),
            Cond::Given(reference) | Cond::Present(reference) if self.lacks(reference) => None,
            Cond::Given(reference) => Some(self.see(reference, scope).state.is_given()),
            Cond::Present(reference) => Some(self.see(reference, scope).is_present()),
            Cond::Compare(left, comparison, right) => self.compare(left, *comparison, right, scope),
            Cond::In(reference, literals) => {
                let seen = self.see(reference, scope);
                any(literals.iter().map(|literal| self.equals(&seen, literal)))
            }
            Cond::Is(reference, format) => {
                self.judge_text(reference, scope, &|text| (format.accepts)(text))
            }
            Cond::Matches(reference, pattern) => {
                self.judge_text(reference, scope, &|text| pattern.is_match(text))
            }
            Cond::Satisfies(reference, predicate) => match self.value(reference, scope) {
                Side::Unknown => None,
                Side::Missing => Some(false),
                Side::Value(node) => (predicate.accepts)(node),
            },
            Cond::AnyItem(list, cond) => self.over_items(list, scope, |items| {
                any(items.iter().map(|item| self.holds(cond, Some(&bind(scope, item)))))
            }),
            Cond::AllItems(list, cond) => not(self.over_items(list, scope, |items| {
                any(items.iter().map(|item| not(self.holds(cond, Some(&bind(scope, item))))))
            })),
            Cond::Unique(list, key) => self.over_items(list, scope, |items| {
                let keys: Vec<Side<'_>> =
                    items.iter().map(|item| self.value(key, Some(&bind(scope, item)))).collect();
                not(any(keys.iter().enumerate().flat_map(|(index, key)| {
                    keys[..index].iter().map(|before| same(*before, *key))
                })))
            }),
            Cond::Not(cond) => not(self.holds(cond, scope)),
            Cond::All(conds) => not(any(conds.iter().map(|cond| not(self.holds(cond, scope))))),
            Cond::Any(conds) => any(conds.iter().map(|cond| self.holds(cond, scope))),
            Cond::Implies(left, right) => {
                any([not(self.holds(left, scope)), self.holds(right, scope)].into_iter())
            }
        }
    }

    fn judge_text(
        &self,
        reference: &Reference,
        scope: Bound<'_, 'a>,
        accepts: &dyn Fn(&str) -> bool,
    ) -> Option<bool> {
        match self.value(reference, scope) {
            Side::Unknown => None,
            Side::Value(Node::Text(text)) => Some(accepts(text)),
            Side::Value(_) | Side::Missing => Some(false),
        }
    }

    /// Asks about the items of a list; an absent one has none.
    fn over_items(
        &self,
        list: &Reference,
        scope: Bound<'_, 'a>,
        ask: impl FnOnce(&[&State<'a>]) -> Option<bool>,
    ) -> Option<bool> {
        let seen = self.see(list, scope);
        match &*seen.state {
            State::Unreadable => None,
            state => ask(&state.items()),
        }
    }

    fn compare(
        &self,
        left: &Term,
        comparison: Comparison,
        right: &Term,
        scope: Bound<'_, 'a>,
    ) -> Option<bool> {
        if let (Term::Value(reference), Term::Literal(literal)) = (left, right) {
            let equal = || self.equals(&self.see(reference, scope), literal);
            match comparison {
                Comparison::Equal => return equal(),
                Comparison::NotEqual => return not(equal()),
                _ => {}
            }
        }
        let (left, right) = (self.side(left, right, scope), self.side(right, left, scope));
        let ordering = match (left, right) {
            (Side::Unknown, _) | (_, Side::Unknown) => return None,
            (Side::Value(left), Side::Value(right)) => order(left, right),
            _ => None,
        };
        Some(match ordering {
            Some(ordering) => comparison.accepts(ordering),
            None => comparison == Comparison::NotEqual,
        })
    }

    fn side(&self, term: &Term, other: &Term, scope: Bound<'_, 'a>) -> Side<'a> {
        let number = |number: Option<usize>| {
            let number = number.and_then(|number| Node::from_integer(number as i128));
            number.map_or(Side::Unknown, Side::Value)
        };
        match term {
            Term::Value(reference) if matches!(other, Term::Literal(_)) => {
                self.see(reference, scope).value_beside_literal()
            }
            Term::Value(reference) => self.value(reference, scope),
            Term::Literal(literal) => {
                let kind = match other {
                    Term::Value(reference) => {
                        self.see(reference, scope).field.map(|field| (field.kind)())
                    }
                    _ => None,
                };
                literal_node(kind, literal).map_or(Side::Missing, Side::Value)
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
            Term::CountPresent(references) if references.iter().any(|one| self.lacks(one)) => {
                Side::Unknown
            }
            Term::CountPresent(references) => {
                let is_present = |reference: &&Reference| self.see(reference, scope).is_present();
                number(Some(references.iter().filter(is_present).count()))
            }
            Term::CountItems(list, cond) => {
                let seen = self.see(list, scope);
                if matches!(*seen.state, State::Unreadable) {
                    return Side::Unknown;
                }
                let held: Option<Vec<bool>> = seen
                    .state
                    .items()
                    .into_iter()
                    .map(|item| self.holds(cond, Some(&bind(scope, item))))
                    .collect();
                number(held.map(|held| held.into_iter().filter(|held| *held).count()))
            }
        }
    }

    /// Whether the value, or else its default, is `literal`.
    fn equals(&self, seen: &Seen<'_, 'a>, literal: &Literal) -> Option<bool> {
        if let Literal::Null = literal {
            return match &*seen.state {
                State::Unreadable => None,
                state => Some(matches!(state, State::Known(Node::Null))),
            };
        }
        let kind = seen.field.map(|field| (field.kind)());
        match seen.value_beside_literal() {
            Side::Unknown => None,
            Side::Missing => Some(false),
            Side::Value(node) => {
                Some(literal_node(kind, literal).is_some_and(|literal| literal.is_same(&node)))
            }
        }
    }
}

fn bind<'s, 'a>(outer: Bound<'s, 'a>, item: &'s State<'a>) -> Scope<'s, 'a> {
    Scope { outer, item, path: &Path::ROOT, is_secret: false }
}

fn not(outcome: Option<bool>) -> Option<bool> {
    outcome.map(|outcome| !outcome)
}

/// `true` if one is, `None` if that depends on an unknown one.
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

/// Whether two values are the same; two that are missing are not.
fn same(left: Side<'_>, right: Side<'_>) -> Option<bool> {
    match (left, right) {
        (Side::Unknown, _) | (_, Side::Unknown) => None,
        (Side::Value(left), Side::Value(right)) => Some(left.is_same(&right)),
        _ => Some(false),
    }
}
