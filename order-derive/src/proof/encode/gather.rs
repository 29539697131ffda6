//! What rules name, so that every subject has its classes before the first formula speaks of them.

use crate::{
    parse::{Cond, Reference, Term},
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
            group.when.cond().into_iter().for_each(|cond| self.gather_cond(cond));
        }
        for rule in &plan.rules {
            rule.when.cond().into_iter().for_each(|cond| self.gather_cond(cond));
            // A condition on items speaks of nothing but them.
            if let Asked::Holds(cond, _) = rule.demand {
                self.gather_cond(cond);
            }
            let subject = match rule.at {
                At::Field(field) => field,
                At::Member(root, members) => {
                    let root = self.request.fields[root].ident.clone();
                    self.directory.subject(request, &Reference { root, members: members.to_vec() })
                }
                At::Root | At::Items(_) => continue,
            };
            let subject = &mut self.directory.list[subject];
            match &rule.demand {
                Asked::Passes(test) => subject.name(test, false),
                Asked::Required | Asked::Forbidden => subject.is_presence_asked = true,
                // They name no value, or are conditions.
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
            // Of items nothing is known.
            if bound.is_empty() {
                self.gather_leaf(leaf);
            }
        });
    }

    fn gather_leaf(&mut self, leaf: &Cond) {
        for reference in leaf.references() {
            let subject = self.directory.subject(self.request, reference);
            let described = &mut self.directory.list[subject];
            match leaf {
                Cond::Given(_) => {
                    (described.is_given_asked, described.is_presence_asked) = (true, true);
                }
                Cond::Present(_) => described.is_presence_asked = true,
                Cond::Passes(_, test) => described.name(test, true),
                Cond::Compare(Term::CountPresent(_), ..) => described.is_presence_asked = true,
                Cond::Compare(Term::Length(_), _, Term::Value(value)) => {
                    described.lengths.add(value);
                    (described.has_lengths, described.is_length_asked) = (true, true);
                }
                // Other comparisons, and what is asked of items, name no value.
                Cond::Compare(..)
                | Cond::Named(_)
                | Cond::AnyItem(_)
                | Cond::AllItems(_)
                | Cond::Unique(..)
                | Cond::Not(_)
                | Cond::All(_)
                | Cond::Any(_)
                | Cond::Implies(..) => {}
            }
        }
    }
}
