//! Conditions as formulas.

use crate::{
    parse::{
        Bounds, Comparison, Cond, Exact, Number, Quantified, Reference, Term, Test, Unit, Value,
    },
    proof::{
        domain::Class,
        encode::{Encoder, Opaque, OpaqueKind},
        formula::Formula,
        subject::Subject,
    },
};

impl<'a> Encoder<'a> {
    pub(super) fn cond(&mut self, cond: &'a Cond) -> Formula {
        match cond {
            Cond::Named(name) => match self.request.condition_index(name) {
                Some(condition) => self.named(condition),
                None => Formula::FALSE,
            },
            Cond::Given(reference) => self.seen(reference).given.clone(),
            Cond::Present(reference) => self.seen(reference).present.clone(),
            Cond::Compare(left, comparison, right) => self.compare(left, *comparison, right),
            Cond::Passes(reference, test) => self.passes(reference, test),
            Cond::AnyItem(quantified) => {
                let present = self.seen(&quantified.list).present.clone();
                let some = self.asked(&cond.to_string(), present, &[], OpaqueKind::Other);
                self.some_item(quantified, &some);
                some
            }
            Cond::AllItems(quantified) => self.all_items(quantified),
            Cond::Unique(_, list, _) => {
                let present = self.seen(list).present.clone();
                !self.asked(&format!("!{cond}"), present, &[], OpaqueKind::Other)
            }
            Cond::Not(cond) => !self.cond(cond),
            Cond::All(conds) => {
                let conds: Vec<Formula> = conds.iter().map(|cond| self.cond(cond)).collect();
                Formula::all(conds)
            }
            Cond::Any(conds) => {
                let conds: Vec<Formula> = conds.iter().map(|cond| self.cond(cond)).collect();
                Formula::any(conds)
            }
            Cond::Implies(left, right) => {
                let (left, right) = (self.cond(left), self.cond(right));
                left.implies(right)
            }
        }
    }

    /// Returns the formula of a named condition, which is encoded once.
    fn named(&mut self, condition: usize) -> Formula {
        if let Some(known) = &self.conditions[condition] {
            return known.clone();
        }
        let request = self.request;
        let formula = self.cond(&request.conditions[condition].cond);
        let name = self.theory.name(formula);
        self.conditions[condition] = Some(name.clone());
        name
    }

    pub(super) fn seen(&self, reference: &Reference) -> &Subject {
        &self.subjects[self.directory.find(reference)]
    }

    /// Returns the proposition of a leaf of a condition. It implies `implied`.
    pub(super) fn asked(
        &mut self,
        source: &str,
        implied: Formula,
        about: &[usize],
        kind: OpaqueKind,
    ) -> Formula {
        let index = self.opaque(source, implied, about, kind);
        self.opaque[index].is_asked = true;
        self.opaque[index].holds.clone()
    }

    /// Returns the index of the proposition of that name. The proposition implies `implied`.
    pub(super) fn opaque(
        &mut self,
        source: &str,
        implied: Formula,
        about: &[usize],
        kind: OpaqueKind,
    ) -> usize {
        if let Some(known) = self.opaque_index.get(source) {
            return *known;
        }
        let holds = self.theory.fresh();
        self.theory.facts.push(holds.clone().implies(implied));
        let (source, about) = (source.to_owned(), about.to_vec());
        self.opaque_index.insert(source.clone(), self.opaque.len());
        self.opaque.push(Opaque { source, holds, about, kind, is_asked: false });
        self.opaque.len() - 1
    }

    /// Returns the formula that all items keep a condition. Those of an absent or empty list do.
    pub(super) fn all_items(&mut self, quantified: &'a Quantified) -> Formula {
        let present = self.seen(&quantified.list).present.clone();
        let every = !self.asked(&format!("!all({quantified})"), present, &[], OpaqueKind::Other);
        self.every_item(quantified, &every);
        every
    }

    pub(super) fn compare(
        &mut self,
        left: &'a Term,
        comparison: Comparison,
        right: &'a Term,
    ) -> Formula {
        if comparison == Comparison::NotEqual {
            return !self.compare(left, Comparison::Equal, right);
        }
        match (left, right) {
            (Term::Length(reference), Term::Value(Value::Number(number))) => {
                let own = self.seen(reference);
                of_number(&own.lengths, &own.length, comparison, number.exact())
            }
            (Term::Size(unit, reference), Term::Value(Value::Number(number)))
                if number.whole().is_some() =>
            {
                self.size(*unit, reference, comparison, number)
            }
            (Term::CountPresent(references), Term::Value(Value::Number(number))) => {
                let present: Vec<Formula> = references
                    .iter()
                    .map(|reference| self.seen(reference).present.clone())
                    .collect();
                counted(present, comparison, number.exact())
            }
            (Term::CountItems(quantified), Term::Value(Value::Number(number))) => {
                let present = self.seen(&quantified.list).present.clone();
                let source = format!("{left} {comparison} {right}");
                let count = self.asked(&source, Formula::TRUE, &[], OpaqueKind::Other);
                // An absent list has no items.
                let of_none =
                    Class::Point(Exact::ZERO).compares(comparison, number.exact()) == Some(true);
                let absent = count.clone().iff(Formula::Const(of_none));
                self.theory.facts.push(Formula::any([present, absent]));
                count
            }
            (Term::Reference(one), Term::Reference(other)) => self.pair(one, comparison, other),
            (
                Term::Reference(_)
                | Term::Value(_)
                | Term::Length(_)
                | Term::Size(..)
                | Term::CountPresent(_)
                | Term::CountItems(_),
                _,
            ) => {
                let has_values = [left, right].map(|term| match term {
                    Term::Reference(reference) => self.seen(reference).has_value.clone(),
                    Term::Value(_)
                    | Term::Length(_)
                    | Term::Size(..)
                    | Term::CountPresent(_)
                    | Term::CountItems(_) => Formula::TRUE,
                });
                let about: Vec<usize> = (left.references().into_iter())
                    .chain(right.references())
                    .map(|reference| self.directory.find(reference))
                    .collect();
                let source = format!("{left} {comparison} {right}");
                self.asked(&source, Formula::all(has_values), &about, OpaqueKind::Other)
            }
        }
    }

    /// Returns the formula of the comparison of the length of a text in a unit with a whole number. The length of an absent
    /// text is 0.
    fn size(
        &mut self,
        unit: Unit,
        reference: &Reference,
        comparison: Comparison,
        number: &Number,
    ) -> Formula {
        let subject = self.directory.find(reference);
        let mut passes = |min: Option<Number>, max: Option<Number>| {
            self.passes_by_class(subject, &Test::Size(unit, Bounds::between(min, max)))
        };
        let holds = match comparison {
            Comparison::Equal | Comparison::NotEqual => {
                passes(Some(number.clone()), Some(number.clone()))
            }
            Comparison::Less | Comparison::GreaterEqual => passes(Some(number.clone()), None),
            Comparison::LessEqual | Comparison::Greater => passes(None, Some(number.clone())),
        };
        let has_value = self.subjects[subject].has_value.clone();
        let of_none = Class::Point(Exact::ZERO).compares(comparison, number.exact()) == Some(true);
        let of_value = match comparison {
            Comparison::Equal | Comparison::LessEqual | Comparison::GreaterEqual => holds,
            Comparison::NotEqual | Comparison::Less | Comparison::Greater => {
                Formula::all([has_value.clone(), !holds])
            }
        };
        match of_none {
            true => Formula::any([!has_value, of_value]),
            false => of_value,
        }
    }

    /// Returns the formula of the order of two values. They have at most one order, and none unless both are present.
    pub(super) fn pair(
        &mut self,
        one: &Reference,
        comparison: Comparison,
        other: &Reference,
    ) -> Formula {
        let [one, other] = [one, other].map(|reference| self.directory.find(reference));
        let [less, equal, greater] = self.ordered(one, other);
        let (less, greater) = if other < one { (greater, less) } else { (less, greater) };
        match comparison {
            Comparison::Equal => equal,
            Comparison::NotEqual => !equal,
            Comparison::Less => less,
            Comparison::LessEqual => Formula::any([less, equal]),
            Comparison::Greater => greater,
            Comparison::GreaterEqual => Formula::any([greater, equal]),
        }
    }
}

/// Returns the formula of the comparison of a class of numbers with a number.
fn of_number(
    classes: &[Class],
    formulas: &[Formula],
    comparison: Comparison,
    number: Exact,
) -> Formula {
    let holding = classes.iter().zip(formulas);
    let holding = holding.filter(|(class, _)| class.compares(comparison, number) == Some(true));
    Formula::any(holding.map(|(_, formula)| formula.clone()))
}

/// Returns the formula of the comparison of a count with a number.
fn counted(of: Vec<Formula>, comparison: Comparison, number: Exact) -> Formula {
    let all = of.len();
    let numbers = (0..=all).filter(|count| {
        let count = i128::try_from(*count).map(|count| Class::Point(Exact::whole(count)));
        count.is_ok_and(|count| count.compares(comparison, number) == Some(true))
    });
    match (numbers.clone().min(), numbers.max()) {
        (Some(min), Some(max)) => Formula::count(of, min, max),
        _ => Formula::FALSE,
    }
}
