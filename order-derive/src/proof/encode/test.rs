//! The meaning of a test of one value, for rules and for conditions.

use crate::{
    parse::{Allowed, Comparison, Reference, Test, Value},
    proof::{
        domain::{Class, Key},
        encode::{Encoder, Named, OpaqueKind},
        formula::Formula,
        subject::{Described, Subject},
        theory::Value as NamedValue,
    },
};

impl Described {
    /// Notes the values, bounds and lengths that a test names, so that they get classes of their own.
    pub(super) fn name(&mut self, test: &Test, is_condition: bool) {
        match test {
            Test::OneOf(values) => values.iter().for_each(|allowed| match allowed {
                Allowed::One(value) => self.named.add(value),
                Allowed::Range(bounds) => self.named.add_bounds(bounds),
            }),
            Test::Compares(_, value) => self.named.add(value),
            Test::Range(bounds) => self.named.add_bounds(bounds),
            Test::Length(bounds) => {
                self.lengths.add_bounds(bounds);
                self.has_lengths = true;
                self.is_length_asked |= is_condition;
            }
            Test::True => self.named.add_key(Key::Bool(true)),
            // Of the values that they accept none is named.
            Test::Pattern(_) | Test::Format(_) | Test::Satisfies(_) => {}
        }
    }
}

impl<'a> Encoder<'a> {
    /// Formula that a present value keeps a rule, and the classes that the rule excludes.
    pub(super) fn keeps(&mut self, subject: usize, test: &'a Test) -> (Formula, Vec<usize>) {
        if let Test::OneOf(_) = test {
            test.values().into_iter().for_each(|value| self.name(subject, value, true));
        }
        // Null keeps every rule, for nothing is asked of it.
        let null = self.null(subject);
        let kept = match test {
            Test::Length(_) => {
                let own = &self.subjects[subject];
                Formula::any(within(own, test, &own.written_length))
            }
            // Values of which nothing is known are kept: a constant may be any of them.
            Test::OneOf(_) | Test::Range(_) | Test::True => {
                let own = &self.subjects[subject];
                by_class(own, test, &own.written, &Formula::TRUE)
            }
            Test::Compares(..) | Test::Pattern(_) | Test::Format(_) | Test::Satisfies(_) => {
                let free = self.free(subject, test, false);
                let own = &self.subjects[subject];
                by_class(own, test, &own.written, &free)
            }
        };
        let own = &self.subjects[subject];
        let is_excluded = |class: &usize| {
            let class = &own.classes[*class];
            *class != Class::Null && answer(own, test, class) == Some(false)
        };
        let excluded = (0..own.classes.len()).filter(is_excluded).collect();
        (Formula::any([kept, null]), excluded)
    }

    /// Formula that the value that a condition sees is there and passes a test.
    pub(super) fn passes(&mut self, reference: &Reference, test: &'a Test) -> Formula {
        let subject = self.directory.find(reference);
        match test {
            Test::OneOf(values) => {
                let tests: Vec<Formula> = (values.iter())
                    .map(|allowed| match allowed {
                        Allowed::One(value) => self.equals(subject, value),
                        Allowed::Range(bounds) => {
                            self.passes_by_class(subject, &Test::Range(bounds.clone()))
                        }
                    })
                    .collect();
                Formula::any(tests)
            }
            Test::Compares(Comparison::Equal, value) => self.equals(subject, value),
            // It holds of a missing value too.
            Test::Compares(Comparison::NotEqual, value) => !self.equals(subject, value),
            Test::Length(_) => {
                let own = &self.subjects[subject];
                let within = Formula::any(within(own, test, &own.length));
                Formula::all([own.has_value.clone(), within])
            }
            Test::Compares(
                Comparison::Less
                | Comparison::LessEqual
                | Comparison::Greater
                | Comparison::GreaterEqual,
                _,
            )
            | Test::Range(_)
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
        self.name(subject, value, false);
        self.passes_by_class(subject, &Test::Compares(Comparison::Equal, value.clone()))
    }

    fn passes_by_class(&mut self, subject: usize, test: &Test) -> Formula {
        let own = &self.subjects[subject];
        let is_open = |class: &Class| *class != Class::Null && answer(own, test, class).is_none();
        let free = match own.classes.iter().any(is_open) {
            true => self.free(subject, test, true),
            false => Formula::FALSE,
        };
        let own = &self.subjects[subject];
        by_class(own, test, &own.value, &free)
    }

    /// A proposition for an answer that is not known.
    fn free(&mut self, subject: usize, test: &Test, is_asked: bool) -> Formula {
        let kind = match test {
            Test::Format(_) => OpaqueKind::Format,
            Test::OneOf(_)
            | Test::Compares(..)
            | Test::Range(_)
            | Test::Length(_)
            | Test::Pattern(_)
            | Test::Satisfies(_)
            | Test::True => OpaqueKind::Other,
        };
        let source = test.condition(&self.directory.list[subject].name);
        let has_value = self.subjects[subject].has_value.clone();
        let index = self.opaque(&source, has_value, &[subject], kind);
        self.opaque[index].is_asked |= is_asked;
        self.opaque[index].holds.clone()
    }

    /// Notes that a rule names a value, which then must be possible.
    fn name(&mut self, subject: usize, value: &'a Value, is_allowed: bool) {
        let own = &self.subjects[subject];
        let Some(class) = own.class_of(value) else { return };
        let is_known = |named: &Named<'_>| named.subject == subject && named.class == class;
        if self.values.iter().any(is_known) {
            return;
        }
        let is_used =
            if is_allowed { own.written[class].clone() } else { own.value[class].clone() };
        self.theory.values.push(NamedValue { is_used });
        self.values.push(Named { subject, class, value, span: value.span() });
    }

    fn null(&self, subject: usize) -> Formula {
        let own = &self.subjects[subject];
        let class = own.classes.iter().position(|class| *class == Class::Null);
        class.map_or(Formula::FALSE, |class| own.written[class].clone())
    }
}

/// The answer that all values of a class give to a test, or `None` if they differ or it is not known.
fn answer(own: &Subject, test: &Test, class: &Class) -> Option<bool> {
    let equals = |value: &Value| own.class_of(value).map(|known| own.classes[known] == *class);
    match test {
        Test::OneOf(values) => values.iter().try_fold(false, |any, allowed| match allowed {
            _ if any => Some(true),
            Allowed::One(value) => equals(value),
            Allowed::Range(bounds) => Some(class.lies_within(bounds) == Some(true)),
        }),
        Test::Compares(comparison, value) => match (comparison, value) {
            (Comparison::Equal, value) => equals(value),
            (Comparison::NotEqual, value) => equals(value).map(|is_equal| !is_equal),
            (_, Value::Integer(integer)) => {
                Some(class.compares(*comparison, integer.number) == Some(true))
            }
            (_, _) => None,
        },
        Test::Range(bounds) => class.lies_within(bounds),
        Test::Length(bounds) => match class {
            Class::Key(Key::Text(text)) => {
                let length = i128::try_from(text.chars().count());
                Some(length.is_ok_and(|length| bounds.contain(length)))
            }
            // Of all other values only so much is known that a present one may have a length.
            Class::Key(Key::Bool(_) | Key::Variant(_))
            | Class::Point(_)
            | Class::Between(..)
            | Class::Null
            | Class::Other => {
                let may_have = |length: &Class| {
                    (own.length_may_be_zero || *length != Class::Point(0))
                        && length.lies_within(bounds) == Some(true)
                };
                (!own.lengths.iter().any(may_have)).then_some(false)
            }
        },
        Test::Pattern(pattern) => match class {
            Class::Key(Key::Text(text)) => Some(pattern.is_match(text)),
            Class::Key(Key::Bool(_) | Key::Variant(_))
            | Class::Point(_)
            | Class::Between(..)
            | Class::Null
            | Class::Other => None,
        },
        Test::Format(_) | Test::Satisfies(_) => None,
        Test::True => Some(*class == Class::Key(Key::Bool(true))),
    }
}

/// Formula that a present value passes a test: by class where the answer is known, and by `free` elsewhere.
fn by_class(own: &Subject, test: &Test, formulas: &[Formula], free: &Formula) -> Formula {
    let mut is_known = false;
    let of_classes = own.classes.iter().zip(formulas).filter(|(class, _)| **class != Class::Null);
    let passing: Vec<Formula> = of_classes
        .map(|(class, formula)| match answer(own, test, class) {
            Some(true) => {
                is_known = true;
                formula.clone()
            }
            Some(false) => {
                is_known = true;
                Formula::FALSE
            }
            None => Formula::all([formula.clone(), free.clone()]),
        })
        .collect();
    // The proposition implies a value, whatever its class is.
    if is_known || *free == Formula::TRUE { Formula::any(passing) } else { free.clone() }
}

/// The lengths that lie within the bounds of a test.
fn within(own: &Subject, test: &Test, formulas: &[Formula]) -> Vec<Formula> {
    let lengths = own.lengths.iter().zip(formulas);
    let is_within =
        |class: &Class| test.bounds().iter().all(|bounds| class.lies_within(bounds) == Some(true));
    lengths.filter(|(class, _)| is_within(class)).map(|(_, length)| length.clone()).collect()
}
