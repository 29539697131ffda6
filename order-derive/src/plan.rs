//! The checked rules, in the common order of the generated check and the schema.

use std::rc::Rc;

use proc_macro2::Span;
use syn::{Ident, LitStr};

use crate::{
    model::{
        self, Blank, Deprecated, Field, FieldPlace, GroupKind, Request, Separator, SeverityBy,
        StructRule, StructRuleKind, When,
    },
    parse::{Call, Cond, Fact, Part, Quantified, Reference, Test},
    pattern::CompiledPattern,
};

/// All rules and groups of a request.
pub(crate) struct Plan<'a> {
    pub(crate) groups: Vec<Group<'a>>,
    pub(crate) rules: Vec<Rule<'a>>,
    /// Every pattern of a rule or condition, each once.
    pub(crate) patterns: Vec<Rc<CompiledPattern>>,
}

pub(crate) struct Group<'a> {
    pub(crate) name: String,
    pub(crate) kind: GroupKind,
    pub(crate) message: Option<&'a LitStr>,
    /// The rules of the group: one, or two if it refuses or warns as a condition says.
    pub(crate) rules: Vec<GroupRule<'a>>,
    /// Indices of the member fields.
    pub(crate) members: Vec<usize>,
}

/// The circumstances and the severity of a group, and the attribute that states them.
#[derive(Clone, Copy)]
pub(crate) struct GroupRule<'a> {
    pub(crate) when: When<&'a Cond>,
    pub(crate) severity: Severity<'a>,
}

pub(crate) struct Rule<'a> {
    pub(crate) at: At<'a>,
    pub(crate) id: Option<&'a str>,
    pub(crate) source: String,
    /// The words of the author in place of the library's message.
    pub(crate) message: Option<&'a LitStr>,
    pub(crate) span: Span,
    pub(crate) when: When<&'a Cond>,
    pub(crate) demand: Demand<'a>,
    pub(crate) severity: Severity<'a>,
}

/// The meaning of a broken rule.
#[derive(Clone, Copy)]
pub(crate) enum Severity<'a> {
    Error(SeverityBy),
    Warning(SeverityBy),
    /// A warning, because the field is deprecated. The text says what to use instead.
    Deprecated(&'a LitStr),
}

impl Severity<'_> {
    /// A rule that refuses whatever the request is.
    pub(crate) const ERROR: Self = Self::Error(SeverityBy::Word);

    pub(crate) fn is_warning(self) -> bool {
        match self {
            Self::Error(_) => false,
            Self::Warning(_) | Self::Deprecated(_) => true,
        }
    }

    pub(crate) fn by(self) -> SeverityBy {
        match self {
            Self::Error(by) | Self::Warning(by) => by,
            Self::Deprecated(_) => SeverityBy::Word,
        }
    }
}

impl From<model::Severity> for Severity<'_> {
    fn from(severity: model::Severity) -> Self {
        match severity {
            model::Severity::Error(by) => Self::Error(by),
            model::Severity::Warning(by) => Self::Warning(by),
        }
    }
}

/// The place of a rule: the request, a field, its items, or one of its members.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum At<'a> {
    Root,
    Field(usize),
    Items(usize),
    Member(usize, &'a [Ident]),
}

pub(crate) enum Demand<'a> {
    Required,
    RequiredByType,
    Forbidden,
    NotBlank,
    /// The value must pass the test.
    Passes(&'a Test),
    /// The key of the entry must pass the test.
    KeyPasses(&'a Test),
    /// The member at this position of the group with this index.
    Group(usize, usize),
    Nested,
    /// A user's function must accept the value of a field.
    CheckValue(&'a Call),
    /// A user's function must accept the request, or values of it.
    CheckRequest {
        call: &'a Call,
        reads: &'a [Ident],
        text: Option<&'a LitStr>,
    },
    /// No item may be blank or contain the separator.
    Separator(&'a LitStr),
    Holds(&'a Cond, &'a LitStr),
    /// The condition must hold for every item of the list.
    HoldsForItems(&'a Quantified, &'a LitStr),
}

impl<'a> Plan<'a> {
    pub(crate) fn new(request: &'a Request<'a>) -> Self {
        let mut plan = Self { groups: groups(request), rules: Vec::new(), patterns: Vec::new() };
        for index in 0..request.fields.len() {
            plan.add_field(request, index);
        }
        for rule in &request.rules {
            if root_of(request, rule).is_none() {
                plan.add_struct_rule(request, rule, None);
            }
        }
        plan.collect_patterns(request);
        plan
    }

    fn add_field(&mut self, request: &'a Request<'a>, index: usize) {
        let field = &request.fields[index];
        let at = At::Field(index);
        let mut own = |source: &str, span: Span, message: Option<&'a LitStr>, demand| {
            let (id, source, when) = (None, source.to_owned(), When::Always);
            let severity = Severity::ERROR;
            self.rules.push(Rule { at, id, source, message, span, when, demand, severity });
        };
        let is_required = field.rules.iter().any(|rule| {
            matches!(
                (&rule.demand, &rule.when, rule.severity),
                (model::Demand::Required, When::Always, model::Severity::Error(_))
            )
        });
        let is_read = field.place != FieldPlace::Skipped && request.options.update_of.is_none();
        if is_read && !field.is_option() && field.default.is_none() && !is_required {
            own("not an `Option`", field.ident.span(), None, Demand::RequiredByType);
        }
        if field.blank == Blank::Reject {
            let message = field.blank_message.as_ref();
            own("blank(reject)", field.ident.span(), message, Demand::NotBlank);
        }
        if let Some(Separator { word, text }) = &field.separator {
            self.rules.push(Rule {
                at: At::Items(index),
                id: None,
                source: format!("separator = {:?}", text.value()),
                message: None,
                span: word.span(),
                when: When::Always,
                demand: Demand::Separator(text),
                severity: Severity::ERROR,
            });
        }
        if let Some(Deprecated { word, instead }) = &field.deprecated {
            self.rules.push(Rule {
                at,
                id: None,
                source: format!("deprecated = {:?}", instead.value()),
                message: None,
                span: word.span(),
                when: When::Always,
                demand: Demand::Forbidden,
                severity: Severity::Deprecated(instead),
            });
        }
        let is_of_group = |rule: &model::Rule| matches!(rule.demand, model::Demand::Group(..));
        // A group has all its rules at each member.
        for rule in field.rules.iter().filter(|rule| !(rule.is_half && is_of_group(rule))) {
            let stated = Stated::of(rule);
            self.add_rule(at, stated, &rule.demand);
        }
        for rule in &field.item_rules {
            let stated = Stated::of(rule);
            self.add_rule(At::Items(index), stated, &rule.demand);
        }
        for rule in &field.key_rules {
            let Stated { source, message, span, when, severity } = Stated::of(rule);
            if let model::Demand::Passes(test) = &rule.demand {
                let (at, id, source) = (At::Items(index), None, source.to_owned());
                let demand = Demand::KeyPasses(test);
                self.rules.push(Rule { at, id, source, message, span, when, demand, severity });
            }
        }
        if field.is_nested {
            let (source, span) = ("nested".to_owned(), type_span(field));
            let (id, message, when, demand) = (None, None, When::Always, Demand::Nested);
            let severity = Severity::ERROR;
            self.rules.push(Rule { at, id, source, message, span, when, demand, severity });
        }
        for rule in &request.rules {
            if root_of(request, rule) == Some(index) {
                self.add_struct_rule(request, rule, Some(index));
            }
        }
    }

    fn add_rule(&mut self, at: At<'a>, stated: Stated<'_, 'a>, demand: &'a model::Demand) {
        let Stated { source, message, span, when, severity } = stated;
        let mut add = |when: When<&'a Cond>, demand: Demand<'a>| {
            let (id, source) = (None, source.to_owned());
            self.rules.push(Rule { at, id, source, message, span, when, demand, severity });
        };
        match demand {
            model::Demand::Required => add(when, Demand::Required),
            model::Demand::Forbidden => add(when, Demand::Forbidden),
            model::Demand::PresentIff => {
                add(when, Demand::Required);
                if let Some(cond) = when.cond() {
                    add(When::Unless(cond), Demand::Forbidden);
                }
            }
            model::Demand::Passes(test) => add(when, Demand::Passes(test)),
            model::Demand::Check(call) => add(when, Demand::CheckValue(call)),
            model::Demand::Stays(cond, text) => add(when, Demand::Holds(cond, text)),
            model::Demand::Group(_, name) => {
                let At::Field(field) = at else { return };
                let name = name.value();
                let found = self.groups.iter().enumerate().find_map(|(index, group)| {
                    let position = group.members.iter().position(|member| *member == field)?;
                    (group.name == name)
                        .then(|| (index, group.rules.clone(), group.message, position))
                });
                let Some((group, rules, message, position)) = found else { return };
                for GroupRule { when, severity } in rules {
                    let (id, source) = (None, source.to_owned());
                    let demand = Demand::Group(group, position);
                    self.rules.push(Rule { at, id, source, message, span, when, demand, severity });
                }
            }
        }
    }

    fn add_struct_rule(
        &mut self,
        request: &'a Request<'a>,
        rule: &'a StructRule,
        root: Option<usize>,
    ) {
        let span = rule.word.span();
        let mut add = |at: At<'a>, id: &'a str, demand: Demand<'a>| {
            let (id, source, when) = (Some(id), rule.source.clone(), rule.when.as_ref());
            let message = rule.message.as_ref();
            let severity = rule.severity.into();
            self.rules.push(Rule { at, id, source, message, span, when, demand, severity });
        };
        match &rule.kind {
            StructRuleKind::Rule { id, cond, text, at } => match (cond, at, root) {
                (Cond::AllItems(quantified), None, Some(list)) => {
                    add(At::Items(list), id, Demand::HoldsForItems(quantified, text));
                }
                (cond, Some(at), Some(root)) if !at.members.is_empty() => {
                    add(At::Member(root, &at.members), id, Demand::Holds(cond, text));
                }
                (cond, _, Some(root)) => add(At::Field(root), id, Demand::Holds(cond, text)),
                (cond, _, None) => add(At::Root, id, Demand::Holds(cond, text)),
            },
            StructRuleKind::Check { id, call, reads, text, .. } => {
                let at = root.map_or(At::Root, At::Field);
                add(at, id, Demand::CheckRequest { call, reads, text: text.as_ref() });
            }
            StructRuleKind::Member { at, demand } => {
                if let Some(root) = request.field_index(&at.root) {
                    let at = At::Member(root, &at.members);
                    let stated = Stated {
                        source: &rule.source,
                        message: rule.message.as_ref(),
                        span,
                        when: rule.when.as_ref(),
                        severity: rule.severity.into(),
                    };
                    self.add_rule(at, stated, demand);
                }
            }
            // The condition is stored with its group.
            StructRuleKind::Group { .. } => {}
        }
    }

    fn collect_patterns(&mut self, request: &Request<'_>) {
        let mut patterns: Vec<Rc<CompiledPattern>> = Vec::new();
        let mut add = |pattern: &Rc<CompiledPattern>| {
            if !patterns.iter().any(|before| before.source() == pattern.source()) {
                patterns.push(Rc::clone(pattern));
            }
        };
        for rule in &self.rules {
            if let Demand::Passes(test) | Demand::KeyPasses(test) = rule.demand {
                test.pattern().into_iter().for_each(&mut add);
            }
        }
        self.each_leaf(request, &mut |leaf| {
            if let Cond::Passes(_, test) = leaf {
                test.pattern().into_iter().for_each(&mut add);
            }
        });
        self.patterns = patterns;
    }

    /// Visits the leaves of every condition.
    pub(crate) fn each_leaf(&self, request: &Request<'_>, visit: &mut impl FnMut(&Cond)) {
        let mut cond = |cond: &Cond| cond.each_leaf(&mut |leaf, _| visit(leaf));
        for rule in &self.rules {
            rule.when.cond().into_iter().for_each(&mut cond);
            rule.demand.cond().into_iter().for_each(&mut cond);
        }
        request.conditions.iter().for_each(|condition| cond(&condition.cond));
        for field in &request.fields {
            field.default_ifs.iter().for_each(|(when, _)| cond(when));
        }
    }

    /// Returns for each field whether a rule or a condition refers to it.
    pub(crate) fn looked_at(&self, request: &Request<'_>) -> Vec<bool> {
        let mut looked_at = vec![false; request.fields.len()];
        for rule in &self.rules {
            let arguments = rule.demand.call().map_or(&[][..], Call::arguments).iter();
            let arguments = arguments.filter_map(|name| request.field_index(name));
            rule.at.field().into_iter().chain(arguments).for_each(|field| looked_at[field] = true);
        }
        self.each_leaf(request, &mut |leaf| {
            for reference in leaf.references() {
                if let Some(field) = request.field_index(&reference.root) {
                    looked_at[field] = true;
                }
            }
        });
        looked_at
    }

    /// Returns for each field whether a condition reads its value, which may be its default.
    pub(crate) fn read(&self, request: &Request<'_>) -> Vec<bool> {
        let mut read = vec![false; request.fields.len()];
        self.each_leaf(request, &mut |leaf| {
            for name in leaf.references().into_iter().filter_map(Reference::single) {
                if let Some(field) = request.field_index(name) {
                    read[field] = true;
                }
            }
        });
        read
    }

    /// Returns the fields whose presence groups and conditions need, in declared order.
    pub(crate) fn shared_presences(&self, request: &Request<'_>) -> Vec<usize> {
        let mut shared = vec![false; request.fields.len()];
        for member in self.groups.iter().flat_map(|group| &group.members) {
            shared[*member] = true;
        }
        let mut share = |reference: &Reference| {
            if let Some(field) = reference.single().and_then(|name| request.field_index(name)) {
                shared[field] = true;
            }
        };
        self.each_leaf(request, &mut |leaf| {
            for part in leaf.parts() {
                if let Part::Reference(reference, Fact::Present) = part {
                    share(reference);
                }
            }
        });
        (0..shared.len()).filter(|field| shared[*field]).collect()
    }
}

/// All that an attribute says of its rule, but for the demand.
struct Stated<'s, 'a> {
    source: &'s str,
    message: Option<&'a LitStr>,
    span: Span,
    when: When<&'a Cond>,
    severity: Severity<'a>,
}

impl<'a> Stated<'a, 'a> {
    fn of(rule: &'a model::Rule) -> Self {
        Self {
            source: &rule.source,
            message: rule.message.as_ref(),
            span: rule.word.span(),
            when: rule.when.as_ref(),
            severity: rule.severity.into(),
        }
    }
}

impl Rule<'_> {
    /// Returns `true` if the rule is judged only of an update.
    pub(crate) fn is_about_change(&self, request: &Request<'_>) -> bool {
        let mut conds = self.when.cond().into_iter().chain(self.demand.cond());
        conds.any(|cond| request.is_about_change(cond))
    }

    /// Returns `true` for either half of `present_iff`.
    pub(crate) fn is_present_iff(&self) -> bool {
        self.source.starts_with("present_iff(")
    }

    /// Returns `true` if the rule needs the presence of its own field.
    pub(crate) fn asks_presence(&self) -> bool {
        matches!(self.demand, Demand::Required | Demand::RequiredByType | Demand::Forbidden)
    }
}

impl<'a> Demand<'a> {
    /// Returns the call of a user's function.
    pub(crate) fn call(&self) -> Option<&'a Call> {
        match *self {
            Self::CheckValue(call) | Self::CheckRequest { call, .. } => Some(call),
            Self::Required
            | Self::RequiredByType
            | Self::Forbidden
            | Self::NotBlank
            | Self::Passes(_)
            | Self::KeyPasses(_)
            | Self::Group(..)
            | Self::Nested
            | Self::Separator(_)
            | Self::Holds(..)
            | Self::HoldsForItems(..) => None,
        }
    }

    /// Returns the fields that a user's function reads, as far as the attribute says.
    pub(crate) fn read_by_function(&self, request: &Request<'_>) -> Vec<usize> {
        let declared = if let Self::CheckRequest { reads, .. } = *self { reads } else { &[] };
        let arguments = self.call().map_or(&[][..], Call::arguments);
        let names = declared.iter().chain(arguments);
        names.filter_map(|name| request.field_index(name)).collect()
    }

    /// Returns the condition that must hold.
    pub(crate) fn cond(&self) -> Option<&'a Cond> {
        match *self {
            Self::Holds(cond, _) => Some(cond),
            Self::HoldsForItems(quantified, _) => Some(&quantified.cond),
            Self::Required
            | Self::RequiredByType
            | Self::Forbidden
            | Self::NotBlank
            | Self::Passes(_)
            | Self::KeyPasses(_)
            | Self::Group(..)
            | Self::Nested
            | Self::CheckValue(_)
            | Self::CheckRequest { .. }
            | Self::Separator(_) => None,
        }
    }
}

impl At<'_> {
    /// Returns the field of the place.
    pub(crate) fn field(self) -> Option<usize> {
        match self {
            Self::Root => None,
            Self::Field(field) | Self::Items(field) | Self::Member(field, _) => Some(field),
        }
    }
}

/// Returns the field at which, or below which, a rule of the struct is reported.
fn root_of(request: &Request<'_>, rule: &StructRule) -> Option<usize> {
    match &rule.kind {
        StructRuleKind::Rule { at: Some(at), .. } | StructRuleKind::Member { at, .. } => {
            request.field_index(&at.root)
        }
        StructRuleKind::Rule { cond: Cond::AllItems(quantified), at: None, .. } => {
            request.field_index(quantified.list.single()?)
        }
        StructRuleKind::Check { at: Some(at), .. } => request.field_index(at),
        StructRuleKind::Rule { .. }
        | StructRuleKind::Check { at: None, .. }
        | StructRuleKind::Group { .. } => None,
    }
}

fn type_span(field: &Field<'_>) -> Span {
    syn::spanned::Spanned::span(field.ty)
}

fn groups<'a>(request: &'a Request<'_>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut stated: Vec<Vec<GroupRule<'a>>> = Vec::new();
    for (index, field) in request.fields.iter().enumerate() {
        for rule in &field.rules {
            let model::Demand::Group(kind, name) = &rule.demand else { continue };
            let name = name.value();
            let known = groups.iter().position(|group| group.name == name);
            let position = known.unwrap_or_else(|| {
                groups.push(Group {
                    name,
                    kind: *kind,
                    message: None,
                    rules: Vec::new(),
                    members: Vec::new(),
                });
                stated.push(Vec::new());
                groups.len() - 1
            });
            if !rule.is_half {
                groups[position].members.push(index);
                let message = &mut groups[position].message;
                *message = message.or(rule.message.as_ref());
            }
            let (when, severity) = (rule.when.as_ref(), rule.severity.into());
            stated[position].push(GroupRule { when, severity });
        }
    }
    for rule in &request.rules {
        let StructRuleKind::Group { name, .. } = &rule.kind else { continue };
        let position = groups.iter().position(|group| group.name == name.value());
        if let Some(position) = position {
            let message = &mut groups[position].message;
            *message = message.or(rule.message.as_ref());
            let (when, severity) = (rule.when.as_ref(), rule.severity.into());
            stated[position].push(GroupRule { when, severity });
        }
    }
    for (group, stated) in groups.iter_mut().zip(stated) {
        group.rules = group_rules(&stated);
    }
    groups
}

/// Returns the rules of a group from what its attributes state: at most one a condition, and any of them that the group
/// warns.
fn group_rules<'a>(stated: &[GroupRule<'a>]) -> Vec<GroupRule<'a>> {
    let is_plain = |rule: &&GroupRule<'_>| matches!(rule.when, When::Always);
    let warns = stated.iter().filter(is_plain).any(|rule| rule.severity.is_warning());
    let conditional: Vec<GroupRule<'a>> =
        stated.iter().filter(|rule| !is_plain(rule)).copied().collect();
    let mut rules = match conditional.is_empty() {
        true => vec![GroupRule { when: When::Always, severity: Severity::ERROR }],
        false => conditional,
    };
    if warns {
        for rule in &mut rules {
            rule.severity = Severity::Warning(rule.severity.by());
        }
    }
    rules
}
