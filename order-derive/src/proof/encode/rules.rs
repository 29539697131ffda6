//! Rules as formulas.

use crate::{
    model::GroupKind,
    parse::{Allowed, Cond, Reference, Term},
    plan::{Applies, At, Demand as Asked, Plan, Rule as Planned},
    proof::{
        domain::{Class, Key},
        encode::Encoder,
        formula::Formula,
        shape::Base,
        subject::{Subject, speaks_of_generics},
        theory::{Demand, Rule, Use, UseKind},
    },
};

impl<'a> Encoder<'a> {
    pub(super) fn rule(&mut self, plan: &Plan<'a>, rule: &Planned<'a>) -> Rule {
        let when = rule.when.cond().map_or(Formula::TRUE, |cond| self.cond(cond));
        let (applies, uses) = match rule.when {
            Applies::Always => (when, Vec::new()),
            Applies::If(_) => (when.clone(), vec![Use { kind: UseKind::Applies, possible: when }]),
            Applies::Unless(_) => {
                let applies = Use { kind: UseKind::Applies, possible: !when.clone() };
                let exempts = Use { kind: UseKind::Exempts, possible: when.clone() };
                // The other half of `present_iff` asks whether its condition can hold.
                let is_half = rule.source.starts_with("present_iff(");
                (!when, if is_half { vec![applies] } else { vec![applies, exempts] })
            }
        };
        let mut encoded = Rule {
            field: None,
            applies,
            is_conditional: rule.when.cond().is_some(),
            kept: Formula::TRUE,
            demand: Demand::Other,
            uses,
            is_written: true,
            is_certain: true,
        };
        match (rule.at, &rule.demand) {
            (_, Asked::Holds(cond, _)) => self.declared(cond, &mut encoded),
            (At::Items(_), Asked::HoldsForItems(quantified, _)) => {
                encoded.demand = Demand::Declared;
                encoded.kept = self.all_items(quantified);
            }
            (At::Field(_), Asked::Group(group, position)) => {
                // The group is one rule, at its first member.
                match position {
                    0 => self.group(plan, *group, &mut encoded),
                    _ => (encoded.is_written, encoded.uses) = (false, Vec::new()),
                }
            }
            (At::Field(field), demand) => self.on(field, demand, &mut encoded),
            (At::Member(root, members), demand) => {
                let root = self.request.fields[root].ident.clone();
                let subject = self.directory.find(&Reference { root, members: members.to_vec() });
                let field = match self.fields.iter().position(|field| *field == subject) {
                    Some(known) => known,
                    None => {
                        self.fields.push(subject);
                        self.fields.len() - 1
                    }
                };
                // Nothing is asked of the members of what is absent.
                let holder = self.directory.list[subject].holder;
                let holder =
                    holder.map_or(Formula::TRUE, |holder| self.subjects[holder].present.clone());
                encoded.applies = Formula::all([encoded.applies, holder]);
                self.on(field, demand, &mut encoded);
            }
            _ => encoded.is_written = false,
        }
        encoded
    }

    /// What is asked of one field or member.
    pub(super) fn on(&mut self, field: usize, asked: &Asked<'a>, rule: &mut Rule) {
        let subject = self.fields[field];
        let shape = self.directory.list[subject].shape;
        let present = self.subjects[subject].present.clone();
        let applies = rule.applies.clone();
        let judged = Formula::all([applies.clone(), present.clone()]);
        rule.field = Some(field);
        match asked {
            Asked::Required => {
                rule.demand = Demand::Required;
                rule.kept = applies.implies(present);
            }
            Asked::RequiredByType => {
                rule.is_written = false;
                rule.is_certain = shape.is_known() && shape.base != Base::Flag;
                let is_generic = speaks_of_generics(self.request, self.request.fields[subject].ty);
                if shape.base != Base::Flag && (rule.is_certain || !is_generic) {
                    rule.demand = Demand::Required;
                    rule.kept = present;
                } else {
                    rule.field = None;
                }
            }
            Asked::Forbidden => {
                rule.demand = Demand::Forbidden;
                rule.kept = applies.implies(!present);
            }
            Asked::Allowed(values) => self.allowed(subject, values, judged, rule),
            Asked::Range(bounds) => {
                let own = &self.subjects[subject];
                let is_within = |class: &Class| class.lies_within(bounds) != Some(false);
                let (kept, excluded) = by_class(own, is_within);
                rule.kept = judged.implies(kept);
                rule.demand = Demand::Value(excluded);
            }
            Asked::Length(bounds) => {
                let own = &self.subjects[subject];
                let lengths = own.lengths.iter().zip(&own.written_length);
                let within = lengths.filter(|(class, _)| class.lies_within(bounds) == Some(true));
                let within = within.map(|(_, length)| length.clone()).chain([self.null(subject)]);
                rule.kept = judged.implies(Formula::any(within));
                // Of all other values only so much is known that a present one may have a length.
                let may_be_empty = own.length_may_be_zero;
                let has_length = own.lengths.iter().any(|class| {
                    (may_be_empty || *class != Class::Point(0))
                        && class.lies_within(bounds) == Some(true)
                });
                let is_within = |class: &Class| match class {
                    Class::Key(Key::Text(text)) => i128::try_from(text.chars().count())
                        .is_ok_and(|length| bounds.contain(length)),
                    _ => has_length,
                };
                rule.demand = Demand::Value(by_class(own, is_within).1);
            }
            Asked::Pattern(pattern) => {
                let name = self.directory.list[subject].name.clone();
                let key = format!("matches({name}, {:?})", pattern.source());
                let is_match = |class: &Class| match class {
                    Class::Key(Key::Text(text)) => pattern.is_match(text),
                    _ => true,
                };
                let free = self.ruled(&key, Formula::TRUE, subject);
                let own = &self.subjects[subject];
                let kept =
                    own.classes.iter().zip(&own.written).filter(|(class, _)| is_match(class));
                let kept = kept.map(|(class, written)| match class {
                    Class::Other => Formula::all([written.clone(), free.clone()]),
                    _ => written.clone(),
                });
                rule.kept = judged.implies(Formula::any(kept));
                rule.demand = Demand::Value(by_class(own, is_match).1);
            }
            Asked::Format(format) => {
                let key = format!("is({}, {format})", self.directory.list[subject].name);
                let free = self.ruled(&key, self.subjects[subject].has_value.clone(), subject);
                let null = self.null(subject);
                rule.kept = judged.implies(Formula::any([free, null]));
                rule.demand = Demand::Value(Vec::new());
            }
            _ => (rule.field, rule.is_written) = (None, false),
        }
    }

    pub(super) fn null(&self, subject: usize) -> Formula {
        let own = &self.subjects[subject];
        let class = own.classes.iter().position(|class| *class == Class::Null);
        class.map_or(Formula::FALSE, |class| own.written[class].clone())
    }

    pub(super) fn allowed(
        &mut self,
        subject: usize,
        values: &'a [Allowed],
        judged: Formula,
        rule: &mut Rule,
    ) {
        for allowed in values {
            if let Allowed::One(value) = allowed {
                self.name(subject, value, true);
            }
        }
        let own = &self.subjects[subject];
        let is_allowed = |class: &Class| {
            *class == Class::Null
                || values.iter().any(|allowed| match allowed {
                    // A constant may be any value.
                    Allowed::One(value) => {
                        own.class_of(value).is_none_or(|known| own.classes[known] == *class)
                    }
                    Allowed::Range(bounds) => class.lies_within(bounds) == Some(true),
                })
        };
        let (kept, excluded) = by_class(own, is_allowed);
        rule.kept = judged.implies(kept);
        rule.demand = Demand::Value(excluded);
    }

    pub(super) fn group(&mut self, plan: &Plan<'a>, index: usize, rule: &mut Rule) {
        let group = &plan.groups[index];
        let present: Vec<Formula> =
            group.members.iter().map(|member| self.subjects[*member].present.clone()).collect();
        let all = present.len();
        let kept = match group.kind {
            GroupKind::AllOrNone => Formula::any([
                Formula::count(present.clone(), 0, 0),
                Formula::count(present, all, all),
            ]),
            GroupKind::AtLeastOne => Formula::count(present, 1, all),
            GroupKind::AtMostOne => Formula::count(present, 0, 1),
            GroupKind::ExactlyOne => Formula::count(present, 1, 1),
            GroupKind::Count { min, max } => {
                let end = |end: Option<i128>, none: usize| {
                    end.map_or(none, |end| usize::try_from(end.max(0)).unwrap_or(usize::MAX))
                };
                Formula::count(present, end(min, 0), end(max, all))
            }
        };
        rule.kept = rule.applies.clone().implies(kept);
    }

    /// `#[rule]`: one that compares two values of the request is judged only if both are there.
    pub(super) fn declared(&mut self, cond: &'a Cond, rule: &mut Rule) {
        let holds = self.cond(cond);
        rule.demand = Demand::Declared;
        rule.kept = match cond {
            Cond::Compare(Term::Reference(left), _, Term::Reference(right)) => {
                let has_value =
                    |reference| self.subjects[self.directory.find(reference)].has_value.clone();
                Formula::all([has_value(left), has_value(right)]).implies(holds)
            }
            _ => holds,
        };
        if let Cond::Implies(left, _) = cond {
            rule.uses.push(Use { kind: UseKind::Premise, possible: self.cond(left) });
        }
    }
}

/// That the present value is of a class that a rule keeps, and the classes that it excludes.
fn by_class(own: &Subject, is_kept: impl Fn(&Class) -> bool) -> (Formula, Vec<usize>) {
    let kept = own.classes.iter().zip(&own.written).filter(|(class, _)| is_kept(class));
    let kept = Formula::any(kept.map(|(_, written)| written.clone()));
    let excluded = (0..own.classes.len()).filter(|class| !is_kept(&own.classes[*class])).collect();
    (kept, excluded)
}
