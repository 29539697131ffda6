//! The checked rules in the one order that the generated check and the schema share.

use proc_macro2::Span;
use syn::Ident;

use crate::{
    model::{Blank, GroupKind, Request, RuleKind, When},
    parse::{Allowed, Bounds, Cond},
    pattern::CompiledPattern,
};

/// All rules and groups of a request.
pub(crate) struct Plan<'a> {
    pub(crate) groups: Vec<Group>,
    pub(crate) rules: Vec<Rule<'a>>,
}

pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) kind: GroupKind,
    /// Indices of the fields that belong to it.
    pub(crate) members: Vec<usize>,
}

pub(crate) struct Rule<'a> {
    /// Index of the field that it speaks of.
    pub(crate) field: usize,
    pub(crate) source: String,
    pub(crate) span: Span,
    pub(crate) when: Applies<'a>,
    pub(crate) demand: Demand<'a>,
}

#[derive(Clone, Copy)]
pub(crate) enum Applies<'a> {
    Always,
    If(&'a Cond),
    Unless(&'a Cond),
}

pub(crate) enum Demand<'a> {
    Required,
    RequiredByType,
    Forbidden,
    NotBlank,
    Allowed(&'a [Allowed]),
    Range(&'a Bounds),
    Length(&'a Bounds),
    Pattern(&'a CompiledPattern),
    Format(&'a Ident),
    /// The member at this position of the group with this index.
    Group(usize, usize),
}

impl<'a> Plan<'a> {
    pub(crate) fn new(request: &'a Request<'a>) -> Self {
        let mut plan = Self { groups: groups(request), rules: Vec::new() };
        for index in 0..request.fields.len() {
            plan.add_field(request, index);
        }
        plan
    }

    fn add_field(&mut self, request: &'a Request<'a>, index: usize) {
        let field = &request.fields[index];
        let mut add = |source: &str, span: Span, when: Applies<'a>, demand: Demand<'a>| {
            self.rules.push(Rule { field: index, source: source.to_owned(), span, when, demand });
        };
        let is_required =
            field.rules.iter().any(|rule| matches!(rule.kind, RuleKind::Required(When::Always)));
        if !field.is_option() && field.default.is_none() && !is_required {
            add("not an `Option`", field.ident.span(), Applies::Always, Demand::RequiredByType);
        }
        if field.blank == Blank::Reject {
            add("blank(reject)", field.ident.span(), Applies::Always, Demand::NotBlank);
        }
        for rule in &field.rules {
            let mut add = |when, demand| add(&rule.source, rule.word.span(), when, demand);
            match &rule.kind {
                RuleKind::Required(when) => add(when.into(), Demand::Required),
                RuleKind::Forbidden(when) => add(when.into(), Demand::Forbidden),
                RuleKind::PresentIff(cond) => {
                    add(Applies::If(cond), Demand::Required);
                    add(Applies::Unless(cond), Demand::Forbidden);
                }
                RuleKind::Allowed(when, values) => add(when.into(), Demand::Allowed(values)),
                RuleKind::Range(bounds) => add(Applies::Always, Demand::Range(bounds)),
                RuleKind::Length(bounds) => add(Applies::Always, Demand::Length(bounds)),
                RuleKind::Pattern(pattern) => add(Applies::Always, Demand::Pattern(pattern)),
                RuleKind::Format(format) => add(Applies::Always, Demand::Format(format)),
                RuleKind::Group(_, name) => {
                    let name = name.value();
                    let position =
                        |group: &Group| group.members.iter().position(|member| *member == index);
                    let found = self.groups.iter().enumerate().find_map(|(number, group)| {
                        (group.name == name)
                            .then(|| position(group).map(|position| (number, position)))?
                    });
                    if let Some((group, position)) = found {
                        add(Applies::Always, Demand::Group(group, position));
                    }
                }
            }
        }
    }

    /// The fields whose presence groups and conditions ask about, in declared order.
    pub(crate) fn shared_presences(&self, request: &Request<'_>) -> Vec<usize> {
        let mut shared = vec![false; request.fields.len()];
        for member in self.groups.iter().flat_map(|group| &group.members) {
            shared[*member] = true;
        }
        let rules = self.rules.iter().filter_map(|rule| rule.when.cond());
        for cond in rules.chain(request.conditions.iter().map(|condition| &condition.cond)) {
            cond.each_leaf(&mut |leaf| {
                if let Cond::Present(name) = leaf
                    && let Some(field) = request.field_index(name)
                {
                    shared[field] = true;
                }
            });
        }
        (0..shared.len()).filter(|field| shared[*field]).collect()
    }
}

impl Rule<'_> {
    /// Whether the rule asks if its own field is present.
    pub(crate) fn asks_presence(&self) -> bool {
        matches!(self.demand, Demand::Required | Demand::RequiredByType | Demand::Forbidden)
    }
}

impl<'a> Applies<'a> {
    pub(crate) fn cond(self) -> Option<&'a Cond> {
        match self {
            Self::Always => None,
            Self::If(cond) | Self::Unless(cond) => Some(cond),
        }
    }
}

impl<'a> From<&'a When> for Applies<'a> {
    fn from(when: &'a When) -> Self {
        match when {
            When::Always => Self::Always,
            When::If(cond) => Self::If(cond),
            When::Unless(cond) => Self::Unless(cond),
        }
    }
}

fn groups(request: &Request<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, field) in request.fields.iter().enumerate() {
        for rule in &field.rules {
            let RuleKind::Group(kind, name) = &rule.kind else { continue };
            match groups.iter_mut().find(|group| group.name == name.value()) {
                Some(group) => group.members.push(index),
                None => {
                    groups.push(Group { name: name.value(), kind: *kind, members: vec![index] })
                }
            }
        }
    }
    groups
}
