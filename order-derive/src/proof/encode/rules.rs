//! Rules as formulas.

use syn::Ident;

use crate::{
    model::When,
    parse::{Cond, Reference},
    plan::{At, Demand as Asked, Plan, Rule as Planned},
    proof::{
        encode::Encoder,
        formula::Formula,
        shape::Base,
        subject::speaks_of_generics,
        theory::{Certainty, Demand, Rule, Use, UseKind},
    },
};

impl<'a> Encoder<'a> {
    pub(super) fn rule(&mut self, plan: &Plan<'a>, rule: &Planned<'a>) -> Rule {
        // What is asked of an update alone is asked of no request that is made.
        if rule.is_about_change(self.request) {
            return Rule {
                field: None,
                applies: Formula::TRUE,
                is_conditional: false,
                kept: Formula::TRUE,
                demand: Demand::Other,
                uses: Vec::new(),
                is_written: false,
                certainty: Certainty::Certain,
            };
        }
        let when = rule.when.cond().map_or(Formula::TRUE, |cond| self.cond(cond));
        let (applies, uses) = match rule.when {
            When::Always => (when, Vec::new()),
            When::If(_) => (when.clone(), vec![Use { kind: UseKind::Applies, possible: when }]),
            When::Unless(_) => {
                let applies = Use { kind: UseKind::Applies, possible: !when.clone() };
                let exempts = Use { kind: UseKind::Exempts, possible: when.clone() };
                // The other half of `present_iff` tests whether its condition can hold.
                let is_half = rule.is_present_iff();
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
            certainty: Certainty::Certain,
        };
        match &rule.demand {
            Asked::Holds(cond, _) => self.declared(cond, &mut encoded),
            Asked::HoldsForItems(quantified, _) => {
                encoded.demand = Demand::Declared;
                let kept = self.all_items(quantified);
                encoded.kept = encoded.applies.clone().implies(kept);
            }
            // A group is one rule, at its first member.
            Asked::Group(group, 0) => self.group(plan, *group, &mut encoded),
            Asked::Group(..) => (encoded.is_written, encoded.uses) = (false, Vec::new()),
            Asked::Required
            | Asked::RequiredByType
            | Asked::Forbidden
            | Asked::NotBlank
            | Asked::Passes(_)
            | Asked::Nested
            | Asked::CheckValue(_)
            | Asked::CheckRequest { .. }
            | Asked::KeyPasses(_)
            | Asked::Separator(_) => match rule.at {
                At::Field(field) => self.on(field, &rule.demand, &mut encoded),
                At::Member(root, members) => {
                    let field = self.member(root, members, &mut encoded);
                    self.on(field, &rule.demand, &mut encoded);
                }
                At::Items(field) => match (&rule.demand, self.directory.find_key(field)) {
                    (Asked::KeyPasses(test), Some(key)) => {
                        let key = self.field_of(key);
                        self.on(key, &Asked::Passes(test), &mut encoded);
                    }
                    (demand, _) => {
                        encoded.is_written = false;
                        if let Asked::Passes(test) = demand {
                            let every = self.each_item(field, test);
                            encoded.kept = encoded.applies.clone().implies(every);
                        }
                    }
                },
                // Nothing is known about functions that read the request.
                At::Root => encoded.is_written = false,
            },
        }
        match rule.severity.is_warning() {
            true => Rule::demanding_nothing(encoded.uses),
            false => encoded,
        }
    }

    /// Returns the index of a member in the theory. The rule does not apply while the part is absent.
    fn member(&mut self, root: usize, members: &[Ident], rule: &mut Rule) -> usize {
        let root = self.request.fields[root].ident.clone();
        let subject = self.directory.find(&Reference { root, members: members.to_vec() });
        let holder = self.directory.list[subject].holder;
        let holder = holder.map_or(Formula::TRUE, |holder| self.subjects[holder].present.clone());
        rule.applies = Formula::all([rule.applies.clone(), holder.clone()]);
        if rule.uses.is_empty() && holder != Formula::TRUE {
            rule.uses.push(Use { kind: UseKind::Applies, possible: Formula::TRUE });
        }
        for one in &mut rule.uses {
            one.possible = Formula::all([one.possible.clone(), holder.clone()]);
        }
        self.field_of(subject)
    }

    /// Returns the index of a subject in the theory.
    fn field_of(&mut self, subject: usize) -> usize {
        let known = self.fields.iter().position(|field| *field == subject);
        known.unwrap_or_else(|| {
            self.fields.push(subject);
            self.fields.len() - 1
        })
    }

    /// Encodes a demand on one field or member.
    fn on(&mut self, field: usize, asked: &Asked<'a>, rule: &mut Rule) {
        let subject = self.fields[field];
        let shape = self.directory.list[subject].shape;
        let present = self.subjects[subject].present.clone();
        let applies = rule.applies.clone();
        rule.field = Some(field);
        match asked {
            Asked::Required => {
                rule.demand = Demand::Required;
                rule.kept = applies.implies(present);
            }
            Asked::RequiredByType => {
                rule.is_written = false;
                let is_certain = shape.is_known() && shape.base != Base::Flag;
                if !is_certain {
                    rule.certainty = Certainty::IfNoAlias;
                }
                let is_generic = speaks_of_generics(self.request, self.request.fields[subject].ty);
                if shape.base != Base::Flag && (is_certain || !is_generic) {
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
            Asked::Passes(test) => {
                let (kept, excluded) = self.keeps(subject, test);
                rule.kept = Formula::all([applies, present]).implies(kept);
                rule.demand = Demand::Value(excluded);
            }
            // Types and user's functions decide these, or `rule` has already encoded them.
            Asked::NotBlank
            | Asked::Nested
            | Asked::CheckValue(_)
            | Asked::CheckRequest { .. }
            | Asked::KeyPasses(_)
            | Asked::Separator(_)
            | Asked::Group(..)
            | Asked::Holds(..)
            | Asked::HoldsForItems(..) => (rule.field, rule.is_written) = (None, false),
        }
    }

    fn group(&mut self, plan: &Plan<'a>, index: usize, rule: &mut Rule) {
        let group = &plan.groups[index];
        let present: Vec<Formula> =
            group.members.iter().map(|member| self.subjects[*member].present.clone()).collect();
        let counts = group.kind.counts(present.len());
        let of_each = counts.map(|[min, max]| Formula::count(present.clone(), min, max));
        let kept = Formula::any(of_each);
        rule.kept = rule.applies.clone().implies(kept);
    }

    /// Encodes `#[rule]`. A comparison of two values of the request is judged only if both are present.
    fn declared(&mut self, cond: &'a Cond, rule: &mut Rule) {
        let holds = self.cond(cond);
        rule.demand = Demand::Declared;
        let kept = match cond.both_sides() {
            Some(sides) => {
                let has_values = sides.map(|side| self.seen(side).has_value.clone());
                Formula::all(has_values).implies(holds)
            }
            None => holds,
        };
        rule.kept = rule.applies.clone().implies(kept);
        if let Cond::Implies(left, _) = cond {
            rule.uses.push(Use { kind: UseKind::Premise, possible: self.cond(left) });
        }
    }
}
