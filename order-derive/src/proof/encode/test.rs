//! The meaning of a test of a single value, for rules and for conditions.

use crate::{
    parse::{Allowed, Bounds, Comparison, Exact, Reference, Test, Value},
    proof::{
        domain::{Class, Key},
        encode::{Encoder, Named, OpaqueKind},
        formula::Formula,
        subject::{Described, Subject},
        theory::Value as NamedValue,
    },
};

impl Described {
    /// Records the values, bounds and lengths that a test names, so that they get their own classes.
    pub(super) fn name(&mut self, test: &Test, is_condition: bool) {
        match test {
            Test::OneOf(values) => values.iter().for_each(|allowed| match allowed {
                Allowed::One(value) => self.named.add(value),
                Allowed::Range(bounds) => self.named.add_bounds(bounds),
            }),
            Test::Compares(_, value) => self.named.add(value),
            Test::Between(ends) => {
                ends.values().into_iter().for_each(|value| self.named.add(value));
            }
            Test::Range(bounds) => self.named.add_bounds(bounds),
            Test::Length(bounds) => {
                self.lengths.add_bounds(bounds);
                self.has_lengths = true;
                self.is_length_asked |= is_condition;
            }
            Test::True => self.named.add_key(Key::Bool(true)),
            // These name none of the values that they accept.
            Test::MultipleOf(_)
            | Test::Size(..)
            | Test::StartsWith(_)
            | Test::EndsWith(_)
            | Test::Pattern(_)
            | Test::Format(_)
            | Test::Satisfies(_) => {}
        }
    }
}

impl<'a> Encoder<'a> {
    /// Returns the formula that a present value keeps a rule, and the classes that the rule excludes.
    pub(super) fn keeps(&mut self, subject: usize, test: &'a Test) -> (Formula, Vec<usize>) {
        if let Test::OneOf(_) = test {
            test.values().into_iter().for_each(|value| self.name(subject, value));
        }
        let mut answers = answers(&self.subjects[subject], test);
        let kept = match test {
            Test::Length(bounds) => {
                let own = &self.subjects[subject];
                within(own, bounds, &own.written_length)
            }
            // Unknown values are kept: a constant may be any of them.
            Test::OneOf(_) | Test::Range(_) | Test::True => {
                let own = &self.subjects[subject];
                by_class(own, &answers, &own.written, &Formula::TRUE)
            }
            // Ends that leave nothing between them are for rustc to report.
            Test::Between(_) if answers.iter().all(|answer| *answer == Some(false)) => {
                answers.fill(None);
                self.free(subject, test, false)
            }
            // Each end is one proposition with the condition that asks the same.
            Test::Between(ends) => {
                let mut kept = Vec::new();
                for test in ends.tests() {
                    let own = &self.subjects[subject];
                    let free = match self::answers(own, &test).iter().all(Option::is_some) {
                        true => Formula::FALSE,
                        false => self.free(subject, &test, false),
                    };
                    let own = &self.subjects[subject];
                    kept.push(by_class(own, &self::answers(own, &test), &own.written, &free));
                }
                Formula::all(kept)
            }
            Test::Compares(..)
            | Test::MultipleOf(_)
            | Test::Size(..)
            | Test::StartsWith(_)
            | Test::EndsWith(_)
            | Test::Pattern(_)
            | Test::Format(_)
            | Test::Satisfies(_) => {
                let free = self.free(subject, test, false);
                let own = &self.subjects[subject];
                by_class(own, &answers, &own.written, &free)
            }
        };
        let own = &self.subjects[subject];
        let is_excluded =
            |class: &usize| own.classes[*class] != Class::Null && answers[*class] == Some(false);
        let excluded = (0..own.classes.len()).filter(is_excluded).collect();
        // Null keeps every rule, because rules do not judge it.
        (Formula::any([kept, self.null(subject)]), excluded)
    }

    /// Returns the formula that the value that a condition sees exists and passes a test.
    pub(super) fn passes(&mut self, reference: &Reference, test: &'a Test) -> Formula {
        let subject = self.directory.find(reference);
        match test {
            Test::OneOf(values) => {
                let mut passing = vec![false; self.subjects[subject].classes.len()];
                let mut others = Vec::new();
                for allowed in values {
                    match allowed {
                        Allowed::One(value) => match self.subjects[subject].class_of(value) {
                            Some(class) if !matches!(value, Value::Null(_)) => {
                                self.name(subject, value);
                                passing[class] = true;
                            }
                            _ => others.push(self.equals(subject, value)),
                        },
                        Allowed::Range(bounds) => {
                            let range = Test::Range(bounds.clone());
                            others.push(self.passes_by_class(subject, &range));
                        }
                    }
                }
                let own = &self.subjects[subject];
                let passing = own.value.iter().zip(passing).filter(|(_, passes)| *passes);
                Formula::any(passing.map(|(value, _)| value.clone()).chain(others))
            }
            Test::Between(ends) => {
                let each = ends.tests().into_iter();
                Formula::all(
                    each.map(|test| self.passes_by_class(subject, &test)).collect::<Vec<_>>(),
                )
            }
            Test::Compares(Comparison::Equal, value) => self.equals(subject, value),
            // It also holds for a missing value.
            Test::Compares(Comparison::NotEqual, value) => !self.equals(subject, value),
            Test::Length(bounds) => {
                let own = &self.subjects[subject];
                Formula::all([own.has_value.clone(), within(own, bounds, &own.length)])
            }
            Test::Compares(
                Comparison::Less
                | Comparison::LessEqual
                | Comparison::Greater
                | Comparison::GreaterEqual,
                _,
            )
            | Test::Range(_)
            | Test::MultipleOf(_)
            | Test::Size(..)
            | Test::StartsWith(_)
            | Test::EndsWith(_)
            | Test::Pattern(_)
            | Test::Format(_)
            | Test::Satisfies(_)
            | Test::True => self.passes_by_class(subject, test),
        }
    }

    fn equals(&mut self, subject: usize, value: &'a Value) -> Formula {
        if let Value::Null(_) = value {
            return self.null(subject);
        }
        self.name(subject, value);
        let own = &self.subjects[subject];
        if let Some(class) = own.class_of(value) {
            return own.value[class].clone();
        }
        self.passes_by_class(subject, &Test::Compares(Comparison::Equal, value.clone()))
    }

    pub(super) fn passes_by_class(&mut self, subject: usize, test: &Test) -> Formula {
        let own = &self.subjects[subject];
        let answers = answers(own, test);
        let is_open =
            |(class, answer): (&Class, &Option<bool>)| *class != Class::Null && answer.is_none();
        let free = match own.classes.iter().zip(&answers).any(is_open) {
            true => self.free(subject, test, true),
            false => Formula::FALSE,
        };
        let own = &self.subjects[subject];
        by_class(own, &answers, &own.value, &free)
    }

    /// Returns a proposition for an unknown answer.
    fn free(&mut self, subject: usize, test: &Test, is_asked: bool) -> Formula {
        let is_format = matches!(test, Test::Format(_));
        let kind = if is_format { OpaqueKind::Format } else { OpaqueKind::Other };
        let source = test.condition(&self.directory.list[subject].name);
        let has_value = self.subjects[subject].has_value.clone();
        let index = self.opaque(&source, has_value, &[subject], kind);
        self.opaque[index].is_asked |= is_asked;
        let holds = self.opaque[index].holds.clone();
        let tests = self.texts.entry(subject).or_default();
        if tests.last().is_none_or(|(known, _)| *known != holds) && test.is_of_text() {
            tests.push((holds.clone(), test.clone()));
        }
        holds
    }

    /// Records that a rule names a value. The value, or a default, must then be possible.
    fn name(&mut self, subject: usize, value: &'a Value) {
        let own = &self.subjects[subject];
        let Some(class) = own.class_of(value) else { return };
        if !self.named_values.insert((subject, class)) {
            return;
        }
        let is_used = own.value[class].clone();
        self.theory.values.push(NamedValue { is_used });
        self.values.push(Named { subject, value, span: value.span() });
    }

    pub(super) fn null(&self, subject: usize) -> Formula {
        let own = &self.subjects[subject];
        let class = own.classes.iter().position(|class| *class == Class::Null);
        class.map_or(Formula::FALSE, |class| own.written[class].clone())
    }
}

/// Returns by class the answer of all its values to a test, or `None` if they differ or the answer is not known.
pub(super) fn answers(own: &Subject, test: &Test) -> Vec<Option<bool>> {
    let of_each = |answer: &dyn Fn(&Class) -> Option<bool>| -> Vec<Option<bool>> {
        own.classes.iter().map(answer).collect()
    };
    match test {
        Test::OneOf(values) => {
            let is_known = |allowed: &Allowed| match allowed {
                Allowed::One(value) => own.class_of(value).is_some(),
                Allowed::Range(_) => true,
            };
            let otherwise = values.iter().all(is_known).then_some(false);
            let mut answers = vec![otherwise; own.classes.len()];
            for allowed in values {
                match allowed {
                    Allowed::One(value) => {
                        let answer = own.class_of(value).and_then(|class| answers.get_mut(class));
                        answer.into_iter().for_each(|answer| *answer = Some(true));
                    }
                    Allowed::Range(bounds) => {
                        for (class, answer) in own.classes.iter().zip(&mut answers) {
                            if class.lies_within(bounds) == Some(true) {
                                *answer = Some(true);
                            }
                        }
                    }
                }
            }
            answers
        }
        Test::Compares(comparison, value) => match (comparison, value) {
            (Comparison::Equal, value) => equal(own, value),
            (Comparison::NotEqual, value) => {
                equal(own, value).into_iter().map(|answer| answer.map(|is| !is)).collect()
            }
            (comparison, Value::Number(number)) => {
                let number = number.exact();
                of_each(&|class| Some(class.compares(*comparison, number) == Some(true)))
            }
            (comparison, literal @ Value::Text(_)) if own.moments.is_some() => {
                let place = own.moments.as_ref().and_then(|moments| moments.place(literal));
                of_each(&|class| class.compares(*comparison, place?))
            }
            (comparison, Value::Text(literal)) if own.is_text => {
                let literal = literal.value();
                of_each(&|class| text(class).map(|text| comparison.accepts(text.cmp(&literal))))
            }
            (_, _) => vec![None; own.classes.len()],
        },
        Test::Between(ends) => {
            let mut all = vec![Some(true); own.classes.len()];
            for test in ends.tests() {
                for (all, answer) in all.iter_mut().zip(answers(own, &test)) {
                    *all = match (*all, answer) {
                        (Some(false), _) | (_, Some(false)) => Some(false),
                        (Some(true), Some(true)) => Some(true),
                        (None, _) | (_, None) => None,
                    };
                }
            }
            all
        }
        Test::Range(bounds) => of_each(&|class| class.lies_within(bounds)),
        Test::MultipleOf(divisor) => of_each(&|class| match class {
            Class::Point(number) => Some(number.is_multiple_of(divisor)),
            // No multiple lies in a short gap.
            Class::Between(Some(low), Some(high)) => {
                (low.next_multiple_of(divisor)? >= *high).then_some(false)
            }
            Class::Key(_) | Class::Between(..) | Class::Null | Class::Other => None,
        }),
        Test::Length(bounds) => {
            let may_have = |length: &Class| {
                (own.length_may_be_zero || *length != Class::Point(Exact::ZERO))
                    && length.lies_within(bounds) == Some(true)
            };
            // Of values other than literal texts, only the possible lengths are known.
            let others = (!own.lengths.iter().any(may_have)).then_some(false);
            of_each(&|class| match text(class) {
                Some(text) => {
                    let length = i128::try_from(text.chars().count());
                    Some(length.is_ok_and(|length| bounds.contain(Exact::whole(length))))
                }
                None => others,
            })
        }
        Test::Size(unit, bounds) => {
            // Any other size is one of some text, but 0 is that of the empty text alone.
            let is_of_empty = bounds.max.as_ref().is_some_and(|max| max.exact() <= Exact::ZERO);
            let others = (is_of_empty && !own.length_may_be_zero).then_some(false);
            of_each(&|class| match text(class) {
                Some(text) => {
                    let size = i128::try_from(unit.count(text));
                    Some(size.is_ok_and(|size| bounds.contain(Exact::whole(size))))
                }
                None => others,
            })
        }
        Test::StartsWith(start) => {
            of_each(&|class| text(class).map(|text| text.starts_with(&start.value())))
        }
        Test::EndsWith(end) => {
            of_each(&|class| text(class).map(|text| text.ends_with(&end.value())))
        }
        Test::Pattern(pattern) => of_each(&|class| text(class).map(|text| pattern.is_match(text))),
        Test::Format(format) => {
            let known = format.known();
            of_each(&|class| known?.accepts(text(class)?))
        }
        Test::Satisfies(_) => vec![None; own.classes.len()],
        Test::True => of_each(&|class| Some(*class == Class::Key(Key::Bool(true)))),
    }
}

/// Returns `true` if a blank text may pass.
pub(super) fn accepts_blank(test: &Test) -> bool {
    let is_blank = |value: &Value| match value {
        Value::Text(text) => text.value().trim().is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Variant(_) => false,
        Value::Null(_) | Value::Path(_) | Value::Expression(_) | Value::Fact(_) => true,
    };
    match test {
        Test::OneOf(values) => values.iter().filter_map(Allowed::one).any(is_blank),
        Test::Compares(Comparison::Equal, value) => is_blank(value),
        Test::Range(_) | Test::True => false,
        Test::Between(_)
        | Test::Compares(..)
        | Test::MultipleOf(_)
        | Test::Length(_)
        | Test::Size(..)
        | Test::StartsWith(_)
        | Test::EndsWith(_)
        | Test::Pattern(_)
        | Test::Format(_)
        | Test::Satisfies(_) => true,
    }
}

fn equal(own: &Subject, value: &Value) -> Vec<Option<bool>> {
    let known = own.class_of(value);
    (0..own.classes.len()).map(|class| known.map(|known| known == class)).collect()
}

/// Returns the text of a class with this single value.
fn text(class: &Class) -> Option<&str> {
    match class {
        Class::Key(Key::Text(text)) => Some(text),
        Class::Key(Key::Bool(_) | Key::Variant(_))
        | Class::Point(_)
        | Class::Between(..)
        | Class::Null
        | Class::Other => None,
    }
}

/// Returns the formula that a present value passes a test: by class where the answer is known, otherwise by `free`.
fn by_class(
    own: &Subject,
    answers: &[Option<bool>],
    formulas: &[Formula],
    free: &Formula,
) -> Formula {
    let mut is_known = *free == Formula::TRUE;
    let mut passing = Vec::new();
    for ((class, answer), formula) in own.classes.iter().zip(answers).zip(formulas) {
        match answer {
            _ if *class == Class::Null => {}
            Some(true) => passing.push(formula.clone()),
            Some(false) => {}
            None => passing.push(Formula::all([formula.clone(), free.clone()])),
        }
        is_known |= *class != Class::Null && answer.is_some();
    }
    // The proposition implies a value of any class.
    if is_known { Formula::any(passing) } else { free.clone() }
}

/// Returns the formula that a length lies within bounds.
fn within(own: &Subject, bounds: &Bounds, formulas: &[Formula]) -> Formula {
    let lengths = own.lengths.iter().zip(formulas);
    let within = lengths.filter(|(class, _)| class.lies_within(bounds) == Some(true));
    Formula::any(within.map(|(_, length)| length.clone()))
}
