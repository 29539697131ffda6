//! What rules name, so that every subject has its classes before the first formula speaks of them.

use crate::{
    parse::{Allowed, Cond, Reference, Term},
    plan::{At, Demand as Asked, Plan},
    proof::{domain::Key, encode::Encoder},
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
                Asked::Allowed(values) => values.iter().for_each(|allowed| match allowed {
                    Allowed::One(value) => subject.named.add(value),
                    Allowed::Range(bounds) => subject.named.add_bounds(bounds),
                }),
                Asked::Range(bounds) => subject.named.add_bounds(bounds),
                Asked::Length(bounds) => {
                    subject.lengths.add_bounds(bounds);
                    subject.has_lengths = true;
                }
                Asked::Required | Asked::Forbidden => subject.is_presence_asked = true,
                _ => {}
            }
        }
    }

    pub(super) fn gather_cond(&mut self, cond: &Cond) {
        match cond {
            Cond::Not(cond) => self.gather_cond(cond),
            Cond::All(conds) | Cond::Any(conds) => {
                conds.iter().for_each(|cond| self.gather_cond(cond))
            }
            Cond::Implies(left, right) => {
                self.gather_cond(left);
                self.gather_cond(right);
            }
            Cond::Name(reference) if self.condition(reference).is_some() => {}
            Cond::Name(reference) => {
                let subject = self.directory.subject(self.request, reference);
                let keys = &mut self.directory.list[subject].named.keys;
                if !keys.contains(&Key::Bool(true)) {
                    keys.push(Key::Bool(true));
                }
            }
            leaf => {
                for reference in leaf.references() {
                    self.directory.subject(self.request, reference);
                }
                match leaf {
                    Cond::Given(reference) => {
                        let subject = self.directory.subject(self.request, reference);
                        let described = &mut self.directory.list[subject];
                        (described.is_given_asked, described.is_presence_asked) = (true, true);
                    }
                    Cond::Present(reference) => {
                        let subject = self.directory.subject(self.request, reference);
                        self.directory.list[subject].is_presence_asked = true;
                    }
                    Cond::Compare(Term::CountPresent(references), ..) => {
                        for reference in references {
                            let subject = self.directory.subject(self.request, reference);
                            self.directory.list[subject].is_presence_asked = true;
                        }
                    }
                    Cond::In(reference, values) => {
                        let subject = self.directory.subject(self.request, reference);
                        let named = &mut self.directory.list[subject].named;
                        values.iter().for_each(|value| named.add(value));
                    }
                    Cond::Compare(Term::Reference(reference), _, Term::Value(value)) => {
                        let subject = self.directory.subject(self.request, reference);
                        self.directory.list[subject].named.add(value);
                    }
                    Cond::Compare(Term::Length(reference), _, Term::Value(value)) => {
                        let subject = self.directory.subject(self.request, reference);
                        let described = &mut self.directory.list[subject];
                        described.lengths.add(value);
                        (described.has_lengths, described.is_length_asked) = (true, true);
                    }
                    _ => {}
                }
            }
        }
    }
}
