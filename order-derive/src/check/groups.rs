//! Checks of groups: at least two members, the same attribute at each, and at most one condition.

use proc_macro2::Span;
use syn::{Ident, LitStr, ext::IdentExt};

use crate::{
    errors::Errors,
    model::{Demand, GroupKind, Request, StructRuleKind, When},
    suggest::did_you_mean,
};

/// Reports groups with one member, and members with different rules.
pub(super) fn groups(request: &Request<'_>, errors: &mut Errors) {
    struct Seen<'a> {
        name: String,
        kind: GroupKind,
        word: &'a Ident,
        span: Span,
        count: Option<Span>,
        members: Vec<&'a Ident>,
    }
    let mut seen: Vec<Seen<'_>> = Vec::new();
    for field in &request.fields {
        for rule in field.rules.iter().filter(|rule| !rule.is_half) {
            let Demand::Group(kind, name) = &rule.demand else { continue };
            let value = name.value();
            match seen.iter_mut().find(|group| group.name == value) {
                None => seen.push(Seen {
                    name: value,
                    kind: *kind,
                    word: &rule.word,
                    span: name.span(),
                    count: rule.count,
                    members: vec![field.ident],
                }),
                Some(group) if group.kind != *kind => {
                    errors.push(
                        rule.word.span(),
                        format_args!(
                            "the group `{value}` is `{}` at `{}`; use the same word at every member",
                            group.word,
                            group.members[0].unraw(),
                        ),
                    );
                    group.members.push(field.ident);
                }
                Some(group) => group.members.push(field.ident),
            }
        }
    }
    if request.fields.iter().any(|field| field.has_broken_group) {
        return;
    }
    for group in seen.iter().filter(|group| group.members.len() > 1) {
        let GroupKind::Count { min: Some(min), .. } = group.kind else { continue };
        let members = group.members.len();
        if i128::try_from(members).is_ok_and(|members| members < min) {
            let name = &group.name;
            errors.push(
                group.count.unwrap_or_else(|| group.word.span()),
                format_args!(
                    "the group `{name}` has {members} members, so {min} of them are never present; write \
                     `group_count({name:?}, {members})`, or add members"
                ),
            );
        }
    }
    for (index, group) in seen.iter().enumerate().filter(|(_, group)| group.members.len() == 1) {
        let others = seen.iter().enumerate().filter(|(other, _)| *other != index);
        let names = others.map(|(_, other)| other.name.as_str());
        let hint = match did_you_mean(&group.name, names) {
            hint if hint.is_empty() => "; add a second member, or use a rule of its own".to_owned(),
            hint => hint,
        };
        errors.push(
            group.span,
            format_args!(
                "the group `{}` has only one member, `{}`{hint}",
                group.name,
                group.members[0].unraw()
            ),
        );
    }
}

/// Reports a group with more than one condition.
pub(super) fn group_conditions(request: &Request<'_>, errors: &mut Errors) {
    let of_fields = request.fields.iter().flat_map(|field| {
        field.rules.iter().filter(|rule| !rule.is_half).filter_map(|rule| {
            let Demand::Group(_, name) = &rule.demand else { return None };
            Some((name, &rule.when, &rule.word, format!("at `{}`", field.ident.unraw())))
        })
    });
    let of_struct = request.rules.iter().filter(|rule| !rule.is_half).filter_map(|rule| {
        let StructRuleKind::Group { name, .. } = &rule.kind else { return None };
        Some((name, &rule.when, &rule.word, "on the struct".to_owned()))
    });
    let mut stated: Vec<(String, String)> = Vec::new();
    for (name, when, word, place) in of_struct.chain(of_fields) {
        let name = name.value();
        if let When::Always = when {
            continue;
        }
        match stated.iter().find(|(before, _)| *before == name) {
            Some((_, before)) => errors.push(
                word.span(),
                format_args!("the group `{name}` has its condition {before}; state it once"),
            ),
            None => stated.push((name, place)),
        }
    }
}

pub(super) fn known_group(
    request: &Request<'_>,
    kind: GroupKind,
    word: &Ident,
    name: &LitStr,
    errors: &mut Errors,
) {
    let rules = request.fields.iter().flat_map(|field| &field.rules);
    let groups: Vec<(String, GroupKind, &Ident)> = rules
        .filter_map(|rule| {
            let Demand::Group(kind, name) = &rule.demand else { return None };
            Some((name.value(), *kind, &rule.word))
        })
        .collect();
    let value = name.value();
    match groups.iter().find(|(known, ..)| *known == value) {
        Some((_, known, _)) if *known == kind => {}
        Some((_, _, at_members)) => errors.push(
            word.span(),
            format_args!(
                "the group `{value}` is `{at_members}` at its members; use the same word here"
            ),
        ),
        None => {
            let names = groups.iter().map(|(known, ..)| known.as_str());
            let hint = match did_you_mean(&value, names) {
                hint if hint.is_empty() => "; put its attribute on its members too".to_owned(),
                hint => hint,
            };
            errors.push(name.span(), format_args!("no field is in the group `{value}`{hint}"));
        }
    }
}
