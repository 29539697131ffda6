//! What needs more than one attribute to know: names that exist, groups, bounds.

use proc_macro2::Span;
use syn::{Ident, ext::IdentExt};

use crate::{
    errors::Errors,
    model::{Field, GroupKind, Request, RuleKind, When},
    parse::{Allowed, Bounds, Cond, Value},
    suggest::did_you_mean,
};

/// Reports every mistake that one attribute alone does not show.
pub(crate) fn check(request: &Request<'_>, errors: &mut Errors) {
    endpoint(request, errors);
    wire_names(request, errors);
    condition_names(request, errors);
    for condition in &request.conditions {
        names(request, &condition.cond, None, errors);
    }
    condition_cycles(request, errors);
    for field in &request.fields {
        for rule in &field.rules {
            if let Some(cond) = rule.kind.cond() {
                names(request, cond, Some((field, &rule.word)), errors);
            }
        }
        bounds(field, errors);
        default(field, errors);
    }
    groups(request, errors);
}

impl RuleKind {
    /// The condition on which the rule depends.
    pub(crate) fn cond(&self) -> Option<&Cond> {
        match self {
            Self::Required(when) | Self::Forbidden(when) | Self::Allowed(when, _) => match when {
                When::If(cond) | When::Unless(cond) => Some(cond),
                When::Always => None,
            },
            Self::PresentIff(cond) => Some(cond),
            Self::Range(_)
            | Self::Length(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Group(..) => None,
        }
    }
}

/// An endpoint says what it replies.
fn endpoint(request: &Request<'_>, errors: &mut Errors) {
    let options = &request.options;
    let is_said = |word: &str| options.said.iter().any(|said| said == word);
    match (&options.endpoint, &options.response) {
        (Some(endpoint), None) if !is_said("response") => errors.push(
            endpoint.span,
            "an endpoint needs the type of its reply; add `response = OrderPlaced`",
        ),
        (None, Some(response)) if !is_said("endpoint") => errors.add(syn::Error::new_spanned(
            response,
            "a reply needs its endpoint; add `endpoint = \"POST /…\"`",
        )),
        _ => {}
    }
}

/// No two fields share a name on the wire.
fn wire_names(request: &Request<'_>, errors: &mut Errors) {
    let mut taken: Vec<(String, &Ident)> = Vec::new();
    for field in &request.fields {
        let aliases = field.aliases.iter().map(|alias| (alias.value(), alias.span()));
        let names: Vec<(String, Span)> =
            [(field.name.clone(), field.name_span)].into_iter().chain(aliases).collect();
        for (name, span) in names {
            match taken.iter().find(|(before, _)| *before == name) {
                Some((_, before)) if before.unraw() == field.ident.unraw() => {
                    errors.push(
                        span,
                        format_args!("`{name}` is a name of this field already; remove the second"),
                    );
                }
                Some((_, before)) => errors.push(
                    span,
                    format_args!(
                        "the wire name `{name}` belongs to `{}` already; rename one",
                        before.unraw()
                    ),
                ),
                None => taken.push((name, field.ident)),
            }
        }
    }
}

/// A named condition has a name of its own.
fn condition_names(request: &Request<'_>, errors: &mut Errors) {
    for (index, condition) in request.conditions.iter().enumerate() {
        let name = condition.name.unraw();
        if request.field_index(&condition.name).is_some() {
            errors.push(
                condition.name.span(),
                format_args!("`{name}` is a field already; give the condition another name"),
            );
        } else if request.conditions[..index].iter().any(|before| before.name.unraw() == name) {
            errors.push(
                condition.name.span(),
                format_args!("the condition `{name}` is defined twice; remove the second"),
            );
        }
    }
}

/// Every name in a condition is a field, or where it stands alone a named condition, and never the
/// field that the rule speaks of.
fn names(
    request: &Request<'_>,
    cond: &Cond,
    rule: Option<(&Field<'_>, &Ident)>,
    errors: &mut Errors,
) {
    cond.each_leaf(&mut |leaf| {
        let Some(name) = leaf.name() else { return };
        let shown = name.unraw();
        let is_condition = request.condition_index(name).is_some();
        if request.field_index(name).is_some() {
            if let Some((field, word)) = rule
                && field.ident.unraw() == shown
            {
                let message = format!(
                    "`{word}` on `{shown}` depends on `{shown}` itself; name another field"
                );
                errors.push(name.span(), message);
            }
        } else if is_condition && !matches!(leaf, Cond::Name(_)) {
            errors.push(
                name.span(),
                format_args!("`{shown}` is a condition and has no value; write it alone"),
            );
        } else if is_condition {
            if let Some((field, word)) = rule
                && depends_on(request, name, field)
            {
                let field = field.ident.unraw();
                let message = format!(
                    "`{word}` on `{field}` depends on `{field}` itself, which `{shown}` asks for; \
                     name another condition"
                );
                errors.push(name.span(), message);
            }
        } else {
            let fields = request.fields.iter().map(|field| field.ident.unraw().to_string());
            let conditions =
                request.conditions.iter().map(|condition| condition.name.unraw().to_string());
            let known: Vec<String> = match leaf {
                Cond::Name(_) => fields.chain(conditions).collect(),
                _ => fields.collect(),
            };
            let on_the_wire = request.fields.iter().find(|field| shown == field.name);
            let hint = match on_the_wire {
                Some(field) => format!(
                    "; conditions use the Rust name of a field, here `{}`",
                    field.ident.unraw()
                ),
                None => did_you_mean(&shown.to_string(), known.iter().map(String::as_str)),
            };
            let hint = match leaf {
                _ if !hint.is_empty() => hint,
                Cond::Name(_) => {
                    format!("; name one of its fields, or add `#[condition({shown}, …)]`")
                }
                _ => "; name one of its fields".to_owned(),
            };
            errors.push(
                name.span(),
                format_args!("no field `{shown}` on `{}`{hint}", request.input.ident),
            );
        }
    });
}

/// Whether the named condition `name` asks for `field`, itself or through others.
fn depends_on(request: &Request<'_>, name: &Ident, field: &Field<'_>) -> bool {
    let mut reached = vec![false; request.conditions.len()];
    let mut open: Vec<usize> = request.condition_index(name).into_iter().collect();
    let mut is_found = false;
    while let Some(index) = open.pop() {
        request.conditions[index].cond.each_leaf(&mut |leaf| {
            let Some(name) = leaf.name() else { return };
            if request.field_index(name).is_some() {
                is_found |= name.unraw() == field.ident.unraw();
            } else if let Some(next) = request.condition_index(name)
                && !std::mem::replace(&mut reached[next], true)
            {
                open.push(next);
            }
        });
    }
    is_found
}

/// No condition is defined by itself.
fn condition_cycles(request: &Request<'_>, errors: &mut Errors) {
    let mut reported: Vec<usize> = Vec::new();
    for (start, condition) in request.conditions.iter().enumerate() {
        let mut reached = vec![false; request.conditions.len()];
        let mut open = vec![start];
        while let Some(index) = open.pop() {
            request.conditions[index].cond.each_leaf(&mut |leaf| {
                if let Cond::Name(name) = leaf
                    && request.field_index(name).is_none()
                    && let Some(next) = request.condition_index(name)
                    && !std::mem::replace(&mut reached[next], true)
                {
                    open.push(next);
                }
            });
        }
        // A cycle is one mistake, whichever of its conditions it is seen from.
        if reached[start] && !reported.iter().any(|before| reached[*before]) {
            reported.push(start);
            let name = condition.name.unraw();
            errors.push(
                condition.name.span(),
                format_args!("the condition `{name}` is defined by itself; say it in fields"),
            );
        }
    }
}

/// Bounds hold at least one value, and a length is not negative.
fn bounds(field: &Field<'_>, errors: &mut Errors) {
    for rule in &field.rules {
        match &rule.kind {
            RuleKind::Range(bounds) => not_empty(field, bounds, errors),
            RuleKind::Length(bounds) => {
                not_empty(field, bounds, errors);
                for bound in bounds.min.iter().chain(&bounds.max).filter(|bound| bound.number < 0) {
                    errors.push(bound.span(), "a length is never negative; start at 0");
                }
            }
            RuleKind::Allowed(_, values) => {
                for value in values {
                    if let Allowed::Range(bounds) = value {
                        not_empty(field, bounds, errors);
                    }
                }
            }
            _ => {}
        }
    }
}

fn not_empty(field: &Field<'_>, bounds: &Bounds, errors: &mut Errors) {
    if bounds.is_empty() {
        let name = field.ident.unraw();
        let ends = [&bounds.min, &bounds.max].map(|end| end.as_ref().map(|end| end.number));
        let advice = match ends {
            [Some(min), Some(max)] if min == max => format!("write `{min}..={max}`"),
            _ => "swap its ends".to_owned(),
        };
        let message =
            format!("`{bounds}` holds no value, so `{name}` can never have one; {advice}");
        errors.add(syn::Error::new_spanned(bounds, message));
    }
}

/// A default keeps the unconditional rules of its own field.
fn default(field: &Field<'_>, errors: &mut Errors) {
    let Some(default) = &field.default else { return };
    for rule in &field.rules {
        let keeps = match (&rule.kind, default) {
            (RuleKind::Allowed(When::Always, allowed), _) => {
                allowed.iter().any(|allowed| match allowed {
                    Allowed::One(value) => value.is_same(default),
                    Allowed::Range(bounds) => {
                        matches!(default, Value::Integer(integer) if bounds.contain(integer.number))
                    }
                })
            }
            (RuleKind::Range(bounds), Value::Integer(integer)) => bounds.contain(integer.number),
            (RuleKind::Length(bounds), Value::Text(text)) => {
                i128::try_from(text.value().chars().count())
                    .is_ok_and(|length| bounds.contain(length))
            }
            (RuleKind::Pattern(pattern), Value::Text(text)) => pattern.is_match(&text.value()),
            _ => true,
        };
        if !keeps {
            let name = field.ident.unraw();
            errors.push(
                default.span(),
                format_args!(
                    "the default `{default}` of `{name}` breaks its own `{}`; change one of them",
                    rule.source
                ),
            );
        }
    }
}

/// A group has at least two members, all with the same rule.
fn groups(request: &Request<'_>, errors: &mut Errors) {
    struct Seen<'a> {
        name: String,
        kind: GroupKind,
        word: &'a Ident,
        span: Span,
        members: Vec<&'a Ident>,
    }
    let mut seen: Vec<Seen<'_>> = Vec::new();
    for field in &request.fields {
        for rule in &field.rules {
            let RuleKind::Group(kind, name) = &rule.kind else { continue };
            let value = name.value();
            match seen.iter_mut().find(|group| group.name == value) {
                None => seen.push(Seen {
                    name: value,
                    kind: *kind,
                    word: &rule.word,
                    span: name.span(),
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
