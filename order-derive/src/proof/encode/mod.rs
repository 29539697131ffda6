//! The rules of a request as logic.

mod between;
mod conditions;
mod defaults;
mod gather;
mod items;
mod rules;
mod sure;
mod test;

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use proc_macro2::Span;

use crate::{
    model::Request,
    parse::{Cond, Exact, Test, Value},
    plan::{Demand as Asked, Plan},
    proof::{
        domain::Class,
        formula::Formula,
        shape::Base,
        subject::{Directory, Subject, assigned, map_of},
        theory::{Certainty, Demand, Field, Rule, Step, Theory, Use, UseKind},
    },
};

/// The rules of a request as logic, with the names of their parts.
pub(crate) struct Encoded<'a> {
    pub(crate) theory: Theory,
    pub(crate) subjects: Vec<Subject>,
    /// The rules of the theory that follow those of the plan.
    pub(crate) further: Vec<Further>,
    /// The subject of each field of the theory.
    pub(crate) fields: Vec<usize>,
    /// The source of each value of the theory.
    pub(crate) values: Vec<Named<'a>>,
    /// Leaves about which nothing else is known, with their propositions.
    pub(crate) opaque: Vec<(String, Formula)>,
}

/// A rule of the theory that is none of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Further {
    /// The default at a position of a field is in force. The last one has no condition.
    Default { field: usize, position: usize },
    /// A blank value of a field is present, or is left out, because of an attribute.
    NotBlank { field: usize },
    /// The enum with data in a field is one of the variants that rules name.
    Variants { field: usize },
}

/// A value that a rule names.
pub(crate) struct Named<'a> {
    pub(crate) subject: usize,
    pub(crate) value: &'a Value,
    pub(crate) span: Span,
}

pub(crate) fn encode<'a>(request: &'a Request<'a>, plan: &Plan<'a>) -> Encoded<'a> {
    let mut encoder = Encoder {
        request,
        directory: Directory::new(request),
        subjects: Vec::new(),
        theory: Theory::default(),
        conditions: vec![None; request.conditions.len()],
        opaque: Vec::new(),
        opaque_index: BTreeMap::new(),
        pairs: BTreeMap::new(),
        texts: BTreeMap::new(),
        items: BTreeMap::new(),
        values: Vec::new(),
        named_values: BTreeSet::new(),
        fields: (0..request.fields.len()).collect(),
        switches: request.fields.iter().map(|_| Vec::new()).collect(),
        known_defaults: Vec::new(),
        further: Vec::new(),
    };
    encoder.gather(plan);
    encoder.encode_subjects();
    encoder.encode_keys();
    encoder.encode_defaults();
    for rule in &plan.rules {
        let rule = encoder.rule(plan, rule);
        encoder.theory.rules.push(rule);
    }
    encoder.default_rules();
    encoder.record_defaults();
    encoder.blank_rules();
    encoder.encode_circles();
    encoder.encode_variants();
    encoder.encode_texts();
    encoder.encode_items();
    encoder.encode_fields(plan);
    encoder.encode_steps(plan);
    encoder.encode_sure();
    let Encoder { subjects, theory, further, opaque, values, fields, .. } = encoder;
    let opaque = opaque.into_iter().map(|opaque| (opaque.source, opaque.holds)).collect();
    Encoded { theory, subjects, further, fields, values, opaque }
}

struct Encoder<'a> {
    request: &'a Request<'a>,
    directory: Directory,
    subjects: Vec<Subject>,
    theory: Theory,
    /// The formula of each named condition that was needed.
    conditions: Vec<Option<Formula>>,
    opaque: Vec<Opaque>,
    /// The index of each source.
    opaque_index: BTreeMap<String, usize>,
    /// For each two subjects that are compared: the first is less, equal and greater.
    pairs: BTreeMap<(usize, usize), [Formula; 3]>,
    /// For each subject, the tests of its characters whose result is a proposition.
    texts: BTreeMap<usize, Vec<(Formula, Test)>>,
    /// For each list, the tests of its items.
    items: BTreeMap<usize, items::ItemTests<'a>>,
    values: Vec<Named<'a>>,
    /// The subject and class of each value.
    named_values: BTreeSet<(usize, usize)>,
    fields: Vec<usize>,
    /// For each field, its defaults.
    switches: Vec<Vec<Switch>>,
    known_defaults: Vec<defaults::KnownDefault>,
    further: Vec<Further>,
}

/// A default of a field.
struct Switch {
    /// A proposition: the default is in force.
    in_force: Formula,
    /// The default is the value.
    applies: Formula,
}

/// A leaf about which nothing is known except its subjects.
struct Opaque {
    source: String,
    holds: Formula,
    /// Subjects whose values the leaf refers to.
    about: Vec<usize>,
    kind: OpaqueKind,
    /// `true` if a condition refers to it, and not only a rule on the value.
    is_asked: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OpaqueKind {
    /// A named format: some texts have it, others do not.
    Format,
    /// The order of two values.
    Pair,
    Other,
}

impl<'a> Encoder<'a> {
    fn encode_subjects(&mut self) {
        for described in &mut self.directory.list {
            if !described.named.fits(described.shape.base) {
                described.shape.base = Base::Other { may_be_null: false };
            }
        }
        for described in &self.directory.list {
            let holder = described.holder.map(|holder| &self.subjects[holder]);
            let subject = described.encode(holder, &mut self.theory);
            self.subjects.push(subject);
        }
    }

    /// States that a map has a key unless it is empty.
    fn encode_keys(&mut self) {
        for (described, key) in self.directory.list.iter().zip(&self.subjects) {
            let Some(map) = described.holder.filter(|_| map_of(&described.name).is_some()) else {
                continue;
            };
            if self.directory.list[map].shape.base != Base::Collection {
                continue;
            }
            let own = &self.subjects[map];
            let has_key = key.present.clone();
            if !own.length_may_be_zero {
                let null = self.null(map);
                self.theory.facts.push(Formula::any([!own.present.clone(), null, has_key.clone()]));
            }
            let zero = own.lengths.iter().position(|class| *class == Class::Point(Exact::ZERO));
            if let Some(zero) = zero {
                self.theory.facts.push(has_key.iff(!own.written_length[zero].clone()));
            }
        }
    }

    /// Returns the fields of the request that a condition refers to, directly or through named conditions.
    fn fields_of(&self, cond: &Cond) -> Vec<usize> {
        let mut fields = BTreeSet::new();
        self.request.each_leaf(cond, &mut |leaf, _| {
            let references = leaf.references().into_iter();
            fields.extend(references.filter_map(|one| self.request.field_index(&one.root)));
        });
        fields.into_iter().collect()
    }

    /// Encodes everything that can be present or absent: the fields, and the members on which the struct makes demands.
    fn encode_fields(&mut self, plan: &Plan<'a>) {
        let checks: Vec<Vec<usize>> = (plan.rules.iter())
            .filter_map(|rule| {
                let Asked::CheckRequest { .. } = rule.demand else { return None };
                Some(rule.demand.read_by_function(self.request))
            })
            .collect();
        for (index, subject) in self.fields.iter().enumerate() {
            let (own, described) = (&self.subjects[*subject], &self.directory.list[*subject]);
            let of_field = plan.rules.iter().zip(&self.theory.rules);
            let of_field = of_field.filter(|(_, encoded)| encoded.field == Some(index));
            let conds = of_field.filter_map(|(rule, _)| rule.when.cond());
            let mut involved: Vec<usize> = conds.flat_map(|cond| self.fields_of(cond)).collect();
            involved.extend(self.root_of(*subject));
            let is_read = |reads: &Vec<usize>| {
                reads.is_empty() || reads.iter().any(|field| involved.contains(field))
            };
            self.theory.fields.push(Field {
                is_checked: checks.iter().any(is_read),
                present: own.present.clone(),
                is_own: index < self.request.fields.len(),
                is_option: described
                    .field
                    .is_some_and(|field| self.request.fields[field].is_option()),
                classes: own.classes.len(),
                is_key: map_of(&own.name).is_some(),
            });
        }
    }

    /// Encodes the steps to a similar request: one field becomes absent or gets another value, or a whole group does
    /// so.
    fn encode_steps(&mut self, plan: &Plan<'a>) {
        let none: Rc<[usize]> = Rc::new([]);
        let steps = &mut self.theory.steps;
        let mut add = |set: Vec<_>| steps.push(Step { off: Rc::clone(&none), set });
        for subject in &self.subjects {
            add(subject.absence());
        }
        for group in &plan.groups {
            let members = || group.members.iter().map(|member| &self.subjects[*member]);
            add(members().flat_map(Subject::absence).collect());
            let given = members().filter_map(|member| member.presences().pop());
            let given = given.flat_map(|step| {
                let off: Vec<_> = step.off.iter().map(|var| (*var, false)).collect();
                off.into_iter().chain(step.set)
            });
            add(given.collect());
        }
        for opaque in &self.opaque {
            for value in [true, false] {
                add(assigned(&opaque.holds, value).into_iter().collect());
            }
        }
        steps.extend(self.subjects.iter().flat_map(Subject::presences));
        steps.retain(|step| !step.off.is_empty() || !step.set.is_empty());
    }

    /// Adds a rule for each default: the default is in force. That of an `Option` also demands that some request has it; any
    /// other field is given its default on reading.
    fn default_rules(&mut self) {
        for (field, switches) in std::mem::take(&mut self.switches).into_iter().enumerate() {
            let own = &self.request.fields[field];
            let (is_option, conditional) = (own.is_option(), own.default_ifs.len());
            for (position, Switch { in_force, applies }) in switches.into_iter().enumerate() {
                let rule = self.add_further(Further::Default { field, position }, in_force);
                rule.demand = Demand::Policy;
                if is_option || position < conditional {
                    (rule.applies, rule.is_conditional) = (applies.clone(), true);
                    rule.uses.push(Use { kind: UseKind::Applies, possible: applies });
                }
            }
        }
    }

    /// Adds a rule for each field whose attributes say that what is given is also present.
    fn blank_rules(&mut self) {
        for field in 0..self.request.fields.len() {
            let own = &self.subjects[field];
            if self.directory.list[field].is_present_if_given && own.given != own.present {
                let kept = own.given.clone().implies(own.present.clone());
                self.add_further(Further::NotBlank { field }, kept).demand = Demand::Policy;
            }
        }
    }

    /// Adds a rule that is none of the plan.
    fn add_further(&mut self, further: Further, kept: Formula) -> &mut Rule {
        self.further.push(further);
        self.theory.rules.push(Rule {
            field: None,
            applies: Formula::TRUE,
            is_conditional: false,
            kept,
            demand: Demand::Other,
            uses: Vec::new(),
            is_written: false,
            certainty: Certainty::Certain,
        });
        self.theory.rules.last_mut().expect("a rule was just added")
    }
}
