//! Collects the values and subjects that rules name, so that every subject has its classes before the first formula.

use crate::{
    parse::{Cond, Fact, Part, Reference},
    plan::{At, Demand as Asked, Plan},
    proof::encode::Encoder,
};

impl<'a> Encoder<'a> {
    pub(super) fn gather(&mut self, plan: &Plan<'a>) {
        let request = self.request;
        for field in &request.fields {
            let defaults =
                field.default.iter().chain(field.default_ifs.iter().map(|(_, value)| value));
            defaults.for_each(|value| self.directory.list[field.index].named.add(value));
            field.default_ifs.iter().for_each(|(cond, _)| self.gather_cond(cond));
        }
        request.conditions.iter().for_each(|condition| self.gather_cond(&condition.cond));
        for group in &plan.groups {
            let conds = group.rules.iter().filter_map(|rule| rule.when.cond());
            conds.for_each(|cond| self.gather_cond(cond));
        }
        for rule in plan.rules.iter().filter(|rule| !rule.is_about_change(request)) {
            rule.when.cond().into_iter().for_each(|cond| self.gather_cond(cond));
            // A condition on items is omitted, because nothing is known about items.
            if let Asked::Holds(cond, _) = rule.demand {
                self.gather_cond(cond);
            }
            let subject = match rule.at {
                At::Field(field) => field,
                At::Member(root, members) => {
                    let root = self.request.fields[root].ident.clone();
                    self.directory.subject(request, &Reference { root, members: members.to_vec() })
                }
                At::Items(field) if matches!(rule.demand, Asked::KeyPasses(_)) => {
                    self.directory.key(request, field)
                }
                At::Root | At::Items(_) => continue,
            };
            let subject = &mut self.directory.list[subject];
            match &rule.demand {
                Asked::Passes(test) | Asked::KeyPasses(test) => subject.name(test, false),
                Asked::Required | Asked::Forbidden => subject.is_presence_asked = true,
                // These name no value, or are conditions.
                Asked::RequiredByType
                | Asked::NotBlank
                | Asked::Group(..)
                | Asked::Nested
                | Asked::CheckValue(_)
                | Asked::CheckRequest { .. }
                | Asked::Separator(_)
                | Asked::Holds(..)
                | Asked::HoldsForItems(..) => {}
            }
        }
    }

    fn gather_cond(&mut self, cond: &Cond) {
        cond.each_leaf(&mut |leaf, bound| {
            // Nothing is known about items.
            if bound.is_empty() {
                self.gather_leaf(leaf);
            }
        });
    }

    fn gather_leaf(&mut self, leaf: &Cond) {
        let values = leaf.values();
        for part in leaf.parts() {
            let (reference, fact) = match part {
                Part::Reference(reference, fact) => (reference, fact),
                Part::Items(quantified) => (&quantified.list, Fact::Value),
                Part::Cond(_) | Part::Value(_) => continue,
            };
            let subject = self.directory.subject(self.request, reference);
            let described = &mut self.directory.list[subject];
            match fact {
                Fact::Given => {
                    (described.is_given_asked, described.is_presence_asked) = (true, true);
                }
                Fact::Present => described.is_presence_asked = true,
                Fact::Length if values.is_empty() => {}
                Fact::Length => {
                    values.iter().for_each(|value| described.lengths.add(value));
                    (described.has_lengths, described.is_length_asked) = (true, true);
                }
                Fact::Value => {
                    if let Cond::Passes(_, test) = leaf {
                        described.name(test, true);
                    }
                }
            }
        }
    }
}
