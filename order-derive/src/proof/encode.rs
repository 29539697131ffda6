//! The rules of a request as logic.

use proc_macro2::Span;

use crate::{
    model::{GroupKind, Request},
    parse::{Allowed, Comparison, Cond, Quantified, Reference, Term, Value},
    plan::{Applies, At, Demand as Asked, Plan, Rule as Planned},
    proof::{
        domain::{Class, Key},
        formula::Formula,
        shape::Base,
        subject::{Directory, Subject, assigned, choice, speaks_of_generics},
        theory::{Demand, Field, Rule, Theory, Use, UseKind, Value as NamedValue},
    },
};

/// A request as logic, with what its parts are called.
pub(crate) struct Encoded<'a> {
    pub(crate) theory: Theory,
    pub(crate) subjects: Vec<Subject>,
    /// By rule of the theory: the conditional default that it stands for, as field and position, if it is
    /// none of the plan's.
    pub(crate) defaults: Vec<(usize, usize)>,
    /// By field of the theory: the subject that it is.
    pub(crate) fields: Vec<usize>,
    /// By value of the theory.
    pub(crate) values: Vec<Named<'a>>,
    /// Terms of which nothing is known but whether they hold.
    pub(crate) opaque: Vec<(String, Formula)>,
}

/// A value that a rule names.
pub(crate) struct Named<'a> {
    pub(crate) subject: usize,
    pub(crate) class: usize,
    pub(crate) value: &'a Value,
    pub(crate) span: Span,
}

pub(crate) fn encode<'a>(request: &'a Request<'a>, plan: &Plan<'a>) -> Encoded<'a> {
    let mut encoder = Encoder {
        request,
        directory: Directory::new(request),
        subjects: Vec::new(),
        theory: Theory::default(),
        opaque: Vec::new(),
        values: Vec::new(),
        fields: (0..request.fields.len()).collect(),
    };
    encoder.gather(plan);
    encoder.encode_subjects();
    encoder.encode_defaults();
    for rule in &plan.rules {
        let rule = encoder.rule(plan, rule);
        encoder.theory.rules.push(rule);
    }
    let defaults = encoder.default_rules();
    encoder.encode_fields();
    encoder.encode_steps(plan);
    let Encoder { subjects, theory, opaque, values, fields, .. } = encoder;
    Encoded { theory, subjects, defaults, fields, values, opaque }
}

struct Encoder<'a> {
    request: &'a Request<'a>,
    directory: Directory,
    subjects: Vec<Subject>,
    theory: Theory,
    opaque: Vec<(String, Formula)>,
    values: Vec<Named<'a>>,
    fields: Vec<usize>,
}

/// First what rules name, so that every subject has its classes before the first formula speaks of them.
impl<'a> Encoder<'a> {
    fn gather(&mut self, plan: &Plan<'a>) {
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
                _ => {}
            }
        }
    }

    fn gather_cond(&mut self, cond: &Cond) {
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
                        self.directory.list[subject].is_given_asked = true;
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
                        self.directory.list[subject].lengths.add(value);
                        self.directory.list[subject].has_lengths = true;
                    }
                    _ => {}
                }
            }
        }
    }

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

    /// A default is the value of an own field that has none of its own.
    fn encode_defaults(&mut self) {
        let mut done = vec![false; self.request.fields.len()];
        for field in 0..done.len() {
            self.encode_default(field, &mut done);
        }
    }

    fn encode_default(&mut self, index: usize, done: &mut [bool]) {
        let request = self.request;
        let field = &request.fields[index];
        if std::mem::replace(&mut done[index], true)
            || (field.default.is_none() && field.default_ifs.is_empty())
        {
            return;
        }
        // No conditional default depends on itself.
        for (cond, _) in &field.default_ifs {
            for read in self.fields_of(cond) {
                self.encode_default(read, done);
            }
        }
        let classes = self.subjects[index].classes.len();
        let mut chosen = vec![Formula::FALSE; classes];
        let mut has_default = Formula::FALSE;
        let mut before = Formula::TRUE;
        let conditional = field.default_ifs.iter().map(|(cond, value)| (Some(cond), value));
        for (cond, value) in conditional.chain(field.default.iter().map(|value| (None, value))) {
            let when = cond.map_or(Formula::TRUE, |cond| self.cond(cond));
            let mut applies = Formula::all([before.clone(), when.clone()]);
            before = Formula::all([before, !when]);
            if let Value::Fact(_) = value {
                // The context may not know it.
                applies = Formula::all([applies, self.theory.fresh()]);
            }
            let of_class: Vec<Formula> = match self.subjects[index].class_of(value) {
                Some(class) => (0..classes).map(|other| Formula::Const(other == class)).collect(),
                None => choice(classes, &Formula::TRUE, &mut self.theory),
            };
            for (chosen, of_class) in chosen.iter_mut().zip(of_class) {
                *chosen = Formula::any([chosen.clone(), Formula::all([applies.clone(), of_class])]);
            }
            has_default = Formula::any([has_default, applies]);
        }
        let subject = &mut self.subjects[index];
        let has_none = !subject.has_value.clone();
        for (value, chosen) in subject.value.iter_mut().zip(chosen) {
            *value = Formula::any([value.clone(), Formula::all([has_none.clone(), chosen])]);
        }
        subject.has_value = Formula::any([subject.has_value.clone(), has_default]);
    }

    /// The own fields that a condition reads, itself or through named conditions.
    fn fields_of(&self, cond: &Cond) -> Vec<usize> {
        let mut fields = Vec::new();
        cond.each_leaf(&mut |leaf, _| {
            for reference in leaf.references() {
                match (self.condition(reference), self.request.field_index(&reference.root)) {
                    (Some(condition), _) => {
                        fields.extend(self.fields_of(&self.request.conditions[condition].cond));
                    }
                    (None, field) => fields.extend(field),
                }
            }
        });
        fields
    }

    /// The named condition that a reference is.
    fn condition(&self, reference: &Reference) -> Option<usize> {
        let name = reference.single()?;
        match self.request.field_index(name) {
            Some(_) => None,
            None => self.request.condition_index(name),
        }
    }

    /// What can be present or absent: the fields, and the members of which the struct asks something.
    fn encode_fields(&mut self) {
        for (index, subject) in self.fields.iter().enumerate() {
            let (own, described) = (&self.subjects[*subject], &self.directory.list[*subject]);
            self.theory.fields.push(Field {
                present: own.present.clone(),
                is_own: index < self.request.fields.len(),
                is_option: described
                    .field
                    .is_some_and(|field| self.request.fields[field].is_option()),
                classes: own.classes.len(),
            });
        }
    }

    /// To a similar request it is one field that is absent, or has another value, or a group that is given or not.
    fn encode_steps(&mut self, plan: &Plan<'a>) {
        for subject in &self.subjects {
            self.theory.steps.push(subject.absence());
            self.theory.steps.extend(subject.presences());
        }
        for group in &plan.groups {
            let members = || group.members.iter().map(|member| &self.subjects[*member]);
            self.theory.steps.push(members().flat_map(Subject::absence).collect());
            let given = members().filter_map(|member| member.presences().pop());
            self.theory.steps.push(given.flatten().collect());
        }
        for (_, opaque) in &self.opaque {
            for value in [true, false] {
                self.theory.steps.push(assigned(opaque, value).into_iter().collect());
            }
        }
        self.theory.steps.retain(|step| !step.is_empty());
    }

    /// A conditional default is a rule only in that its condition must be possible.
    fn default_rules(&mut self) -> Vec<(usize, usize)> {
        let mut defaults = Vec::new();
        for field in &self.request.fields {
            for (position, (cond, _)) in field.default_ifs.iter().enumerate() {
                let possible = self.cond(cond);
                self.theory.rules.push(Rule {
                    field: None,
                    applies: possible.clone(),
                    is_conditional: true,
                    kept: Formula::TRUE,
                    demand: Demand::Other,
                    uses: vec![Use { kind: UseKind::Applies, possible }],
                    is_written: true,
                    is_certain: true,
                });
                defaults.push((field.index, position));
            }
        }
        defaults
    }
}

/// Rules.
impl<'a> Encoder<'a> {
    fn rule(&mut self, plan: &Plan<'a>, rule: &Planned<'a>) -> Rule {
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
    fn on(&mut self, field: usize, asked: &Asked<'a>, rule: &mut Rule) {
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
                if shape.base != Base::Flag && !(is_generic && !rule.is_certain) {
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
                let lengths = own.lengths.iter().zip(&own.length);
                let within = lengths.filter(|(class, _)| class.lies_within(bounds) == Some(true));
                rule.kept = judged.implies(Formula::any(within.map(|(_, length)| length.clone())));
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
                let free = self.opaque(&key, Formula::TRUE);
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
                let free = self.opaque(&key, self.subjects[subject].has_value.clone());
                let null = self.null(subject);
                rule.kept = judged.implies(Formula::any([free, null]));
                rule.demand = Demand::Value(Vec::new());
            }
            _ => (rule.field, rule.is_written) = (None, false),
        }
    }

    fn null(&self, subject: usize) -> Formula {
        let own = &self.subjects[subject];
        let class = own.classes.iter().position(|class| *class == Class::Null);
        class.map_or(Formula::FALSE, |class| own.written[class].clone())
    }

    fn allowed(&mut self, subject: usize, values: &'a [Allowed], judged: Formula, rule: &mut Rule) {
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

    fn group(&mut self, plan: &Plan<'a>, index: usize, rule: &mut Rule) {
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
    fn declared(&mut self, cond: &'a Cond, rule: &mut Rule) {
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

/// Conditions.
impl<'a> Encoder<'a> {
    fn cond(&mut self, cond: &'a Cond) -> Formula {
        match cond {
            Cond::Name(reference) => match self.condition(reference) {
                Some(condition) => self.cond(&self.request.conditions[condition].cond),
                None => {
                    let own = self.seen(reference);
                    let class =
                        own.classes.iter().position(|class| *class == Class::Key(Key::Bool(true)));
                    class.map_or(Formula::FALSE, |class| own.value[class].clone())
                }
            },
            Cond::Given(reference) => self.seen(reference).given.clone(),
            Cond::Present(reference) => self.seen(reference).present.clone(),
            Cond::Compare(left, comparison, right) => self.compare(cond, left, *comparison, right),
            Cond::In(reference, values) => {
                let tests: Vec<Formula> =
                    values.iter().map(|value| self.equal(reference, value)).collect();
                Formula::any(tests)
            }
            Cond::Is(reference, _) | Cond::Satisfies(reference, _) => {
                let has_value = self.seen(reference).has_value.clone();
                self.opaque(&cond.to_string(), has_value)
            }
            Cond::Matches(reference, pattern) => {
                let free = self.opaque(&cond.to_string(), Formula::TRUE);
                let own = self.seen(reference);
                Formula::any(own.classes.iter().zip(&own.value).map(|(class, value)| match class {
                    Class::Key(Key::Text(text)) if pattern.is_match(text) => value.clone(),
                    Class::Key(Key::Text(_)) | Class::Null => Formula::FALSE,
                    _ => Formula::all([value.clone(), free.clone()]),
                }))
            }
            Cond::AnyItem(quantified) => {
                let present = self.seen(&quantified.list).present.clone();
                self.opaque(&cond.to_string(), present)
            }
            Cond::AllItems(quantified) => self.all_items(quantified),
            Cond::Unique(_, list, _) => {
                let present = self.seen(list).present.clone();
                !self.opaque(&format!("!{cond}"), present)
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

    fn seen(&self, reference: &Reference) -> &Subject {
        &self.subjects[self.directory.find(reference)]
    }

    /// A proposition of its own for a term, which can hold only if `implied` does.
    fn opaque(&mut self, source: &str, implied: Formula) -> Formula {
        if let Some((_, known)) = self.opaque.iter().find(|(known, _)| known == source) {
            return known.clone();
        }
        let opaque = self.theory.fresh();
        self.theory.facts.push(opaque.clone().implies(implied));
        self.opaque.push((source.to_owned(), opaque.clone()));
        opaque
    }

    /// A list that is absent or empty has no item that breaks the condition.
    fn all_items(&mut self, quantified: &'a Quantified) -> Formula {
        let present = self.seen(&quantified.list).present.clone();
        !self.opaque(&format!("!all({quantified})"), present)
    }

    fn equal(&mut self, reference: &Reference, value: &'a Value) -> Formula {
        let subject = self.directory.find(reference);
        if let Value::Null(_) = value {
            return self.null(subject);
        }
        self.name(subject, value, false);
        let own = &self.subjects[subject];
        match own.class_of(value) {
            Some(class) => own.value[class].clone(),
            None => {
                let has_value = own.has_value.clone();
                self.opaque(&format!("{reference} == {value}"), has_value)
            }
        }
    }

    /// Notes that a rule names a value, which somebody should be able to use.
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

    fn compare(
        &mut self,
        cond: &'a Cond,
        left: &'a Term,
        comparison: Comparison,
        right: &'a Term,
    ) -> Formula {
        if comparison == Comparison::NotEqual {
            return !self.compare(cond, left, Comparison::Equal, right);
        }
        match (left, right) {
            (Term::Reference(reference), Term::Value(value)) if comparison == Comparison::Equal => {
                self.equal(reference, value)
            }
            (Term::Reference(reference), Term::Value(Value::Integer(integer))) => {
                let own = self.seen(reference);
                of_number(&own.classes, &own.value, comparison, integer.number)
            }
            (Term::Length(reference), Term::Value(Value::Integer(integer))) => {
                let own = self.seen(reference);
                of_number(&own.lengths, &own.length, comparison, integer.number)
            }
            (Term::CountPresent(references), Term::Value(Value::Integer(integer))) => {
                let present: Vec<Formula> = references
                    .iter()
                    .map(|reference| self.seen(reference).present.clone())
                    .collect();
                counted(present, comparison, integer.number)
            }
            (Term::CountItems(quantified), Term::Value(Value::Integer(integer))) => {
                let present = self.seen(&quantified.list).present.clone();
                let count = self.opaque(&format!("{left} {comparison} {right}"), Formula::TRUE);
                // No list has no items.
                let of_none = Class::Point(0).compares(comparison, integer.number) == Some(true);
                let absent = count.clone().iff(Formula::Const(of_none));
                self.theory.facts.push(Formula::any([present, absent]));
                count
            }
            (Term::Reference(one), Term::Reference(other)) => self.pair(one, comparison, other),
            _ => {
                let has_values = [left, right].map(|term| match term {
                    Term::Reference(reference) => self.seen(reference).has_value.clone(),
                    _ => Formula::TRUE,
                });
                self.opaque(&format!("{left} {comparison} {right}"), Formula::all(has_values))
            }
        }
    }

    /// Two values are ordered in at most one way, and only if both are there.
    fn pair(&mut self, one: &Reference, comparison: Comparison, other: &Reference) -> Formula {
        let (one, other) = (one.to_string(), other.to_string());
        let is_swapped = other < one;
        let (first, second) = if is_swapped { (&other, &one) } else { (&one, &other) };
        let named = |name: &String| {
            let position = self.directory.list.iter().position(|subject| subject.name == *name);
            position.map_or(Formula::TRUE, |position| self.subjects[position].has_value.clone())
        };
        let both = Formula::all([named(first), named(second)]);
        let is_new = !self.opaque.iter().any(|(known, _)| *known == format!("{first} == {second}"));
        let ways = ["<", "==", ">"]
            .map(|operator| self.opaque(&format!("{first} {operator} {second}"), both.clone()));
        if is_new {
            self.theory.facts.push(Formula::count(ways.to_vec(), 0, 1));
        }
        let [less, equal, greater] = ways;
        let (less, greater) = if is_swapped { (greater, less) } else { (less, greater) };
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

/// That the present value is of a class that a rule keeps, and the classes that it excludes.
fn by_class(own: &Subject, is_kept: impl Fn(&Class) -> bool) -> (Formula, Vec<usize>) {
    let kept = own.classes.iter().zip(&own.written).filter(|(class, _)| is_kept(class));
    let kept = Formula::any(kept.map(|(_, written)| written.clone()));
    let excluded = (0..own.classes.len()).filter(|class| !is_kept(&own.classes[*class])).collect();
    (kept, excluded)
}

/// That a number compares so.
fn of_number(
    classes: &[Class],
    formulas: &[Formula],
    comparison: Comparison,
    number: i128,
) -> Formula {
    let holding = classes.iter().zip(formulas);
    let holding = holding.filter(|(class, _)| class.compares(comparison, number) == Some(true));
    Formula::any(holding.map(|(_, formula)| formula.clone()))
}

/// That so many hold.
fn counted(of: Vec<Formula>, comparison: Comparison, number: i128) -> Formula {
    let all = of.len();
    let numbers = (0..=all).filter(|count| {
        let count = i128::try_from(*count).map(Class::Point);
        count.is_ok_and(|count| count.compares(comparison, number) == Some(true))
    });
    match (numbers.clone().min(), numbers.max()) {
        (Some(min), Some(max)) => Formula::count(of, min, max),
        _ => Formula::FALSE,
    }
}
