//! Checks of the names in conditions.

use std::collections::BTreeSet;

use syn::{Ident, ext::IdentExt};

use crate::{
    check::values,
    errors::Errors,
    model::{Blank, Field, Request},
    parse::{Call, Cond, Reference, Test, Value},
    suggest::did_you_mean,
};

/// Reports names in a condition that are not a field, bound item, `ctx` or named condition, and references to the
/// rule's own field.
pub(super) fn names(
    request: &Request<'_>,
    cond: &Cond,
    rule: Option<(&Field<'_>, &Ident)>,
    errors: &mut Errors,
) {
    cond.each_leaf(&mut |leaf, bound| {
        if let Cond::Named(name) = leaf {
            condition(request, name, rule, bound, errors);
        }
        for reference in leaf.references() {
            if !reference.is_bound(bound.iter().copied()) {
                name(request, reference, rule, bound, errors);
            }
        }
        variants(request, leaf, bound, errors);
        if let Cond::Passes(reference, test) = leaf {
            blank_texts(request, reference, test, bound, errors);
            values::test(reference.members.last().unwrap_or(&reference.root), test, errors);
        }
    });
}

/// Reports a single name that is neither a field nor a named condition.
fn condition(
    request: &Request<'_>,
    name: &Ident,
    rule: Option<(&Field<'_>, &Ident)>,
    bound: &[&Ident],
    errors: &mut Errors,
) {
    if request.condition_index(name).is_none() {
        return unknown_name(request, name, true, bound, errors);
    }
    if let Some((field, word)) = rule
        && depends_on(request, name, field)
    {
        let (field, shown) = (field.ident.unraw(), name.unraw());
        let message = format!(
            "`{word}` on `{field}` depends on `{field}` itself, which `{shown}` asks for; \
             name another condition"
        );
        errors.push(name.span(), message);
    }
}

fn name(
    request: &Request<'_>,
    reference: &Reference,
    rule: Option<(&Field<'_>, &Ident)>,
    bound: &[&Ident],
    errors: &mut Errors,
) {
    let name = &reference.root;
    let shown = name.unraw();
    if request.field_index(name).is_some() {
        if let Some((field, word)) = rule
            && field.ident.unraw() == shown
        {
            let message =
                format!("`{word}` on `{shown}` depends on `{shown}` itself; name another field");
            errors.push(name.span(), message);
        }
    } else if request.is_of_update(reference) {
        of_update(request, reference, bound, errors);
    } else if reference.is_context() {
        if request.options.context.is_none() {
            errors.push(name.span(), no_context(request));
        }
    } else if request.condition_index(name).is_some() {
        errors.push(
            name.span(),
            format_args!("`{shown}` is a condition and has no value; write it alone"),
        );
    } else {
        unknown_name(request, name, false, bound, errors);
    }
}

fn no_context(request: &Request<'_>) -> String {
    format!("`{}` has no context; add `#[order(context = …)]`", request.input.ident)
}

/// Reports `old.f` and `changed(f)` of what is no field, and on a struct without a type of its changes.
fn of_update(request: &Request<'_>, reference: &Reference, bound: &[&Ident], errors: &mut Errors) {
    let Some(field) = reference.members.first() else { return };
    if request.field_index(field).is_none() {
        unknown_name(request, field, false, bound, errors);
    }
    if request.options.update.is_none() {
        errors.push(
            reference.root.span(),
            format_args!(
                "`{reference}` is about an update, and `{}` has no type of its changes; write `#[order(update = …)]` \
                 on it, with a name for that type",
                request.input.ident,
            ),
        );
    }
}

/// Reports `old.f` and `changed(f)` in a condition that is also asked of a request that is made.
pub(super) fn no_change(request: &Request<'_>, cond: &Cond, what: &str, errors: &mut Errors) {
    cond.each_leaf(&mut |leaf, bound| {
        for reference in leaf.references() {
            let is_bound = reference.is_bound(bound.iter().copied());
            if !is_bound && request.is_of_update(reference) {
                errors.push(
                    reference.span(),
                    format_args!(
                        "{what} is asked of every request, and `{reference}` only of an update; write it in the rule"
                    ),
                );
            }
        }
    });
}

pub(super) fn unknown_name(
    request: &Request<'_>,
    name: &Ident,
    is_alone: bool,
    bound: &[&Ident],
    errors: &mut Errors,
) {
    let shown = name.unraw();
    let fields = request.fields.iter().map(|field| field.ident.unraw().to_string());
    let conditions = request.conditions.iter().map(|condition| condition.name.unraw().to_string());
    let known: Vec<String> =
        if is_alone { fields.chain(conditions).collect() } else { fields.collect() };
    let on_the_wire = request.fields.iter().find(|field| shown == field.name);
    let hint = match on_the_wire {
        Some(field) => {
            format!("; conditions use the Rust name of a field, here `{}`", field.ident.unraw())
        }
        None => did_you_mean(&shown.to_string(), known.iter().map(String::as_str)),
    };
    let hint = match is_alone {
        _ if !hint.is_empty() => hint,
        _ if !bound.is_empty() => {
            let items: Vec<String> = bound.iter().map(|item| item.unraw().to_string()).collect();
            format!("; name one of its fields, or the item `{}`", items.join("` or `"))
        }
        true => format!("; name one of its fields, or add `#[condition({shown}, …)]`"),
        false => "; name one of its fields".to_owned(),
    };
    errors.push(name.span(), format_args!("no field `{shown}` on `{}`{hint}", request.input.ident));
}

pub(super) fn known_field(request: &Request<'_>, name: &Ident, errors: &mut Errors) {
    if request.field_index(name).is_none() {
        let shown = name.unraw();
        let names: Vec<String> =
            request.fields.iter().map(|field| field.ident.unraw().to_string()).collect();
        let hint = match did_you_mean(&shown.to_string(), names.iter().map(String::as_str)) {
            hint if hint.is_empty() => "; name one of its fields".to_owned(),
            hint => hint,
        };
        errors.push(
            name.span(),
            format_args!("no field `{shown}` on `{}`{hint}", request.input.ident),
        );
    }
}

/// Reports arguments of a user's function that are neither fields nor the context.
pub(super) fn arguments(request: &Request<'_>, call: &Call, errors: &mut Errors) {
    for name in call.arguments() {
        if request.field_index(name).is_none() && name.unraw() == "ctx" {
            if request.options.context.is_none() {
                errors.push(name.span(), no_context(request));
            }
            continue;
        }
        known_field(request, name, errors);
    }
}

/// Reports a variant without a path in a comparison whose other side is not a field of this request, and literals of
/// another type in comparisons with numbers.
pub(super) fn variants(request: &Request<'_>, leaf: &Cond, bound: &[&Ident], errors: &mut Errors) {
    let is_own = |reference: &Reference| {
        let is_bound = reference.is_bound(bound.iter().copied());
        !is_bound && reference.single().is_some()
    };
    if let Cond::Passes(reference, _) = leaf
        && is_own(reference)
    {
        return;
    }
    let values = leaf.values();
    if let Cond::Compare(left, ..) = leaf {
        for value in &values {
            if let Value::Bool(_) | Value::Null(_) | Value::Text(_) = value {
                errors.push(
                    value.span(),
                    format_args!(
                        "`{left}` is a number; compare it with a whole number, such as `3`"
                    ),
                );
            }
        }
    }
    for value in values {
        if let Value::Variant(ident) = value {
            let name = ident.unraw().to_string();
            let names: Vec<String> =
                request.fields.iter().map(|field| field.ident.unraw().to_string()).collect();
            match did_you_mean(&name, names.iter().map(String::as_str)) {
                hint if hint.is_empty() => needs_path(value, &name, errors),
                hint => errors.push(
                    value.span(),
                    format_args!("no field `{name}` on `{}`{hint}", request.input.ident),
                ),
            }
        }
    }
}

pub(super) fn needs_path(value: &Value, name: &str, errors: &mut Errors) {
    errors.push(
        value.span(),
        format_args!("`{name}` is a variant of a type that is not known here; write its full path, `Type::{name}`"),
    );
}

/// Reports a comparison with blank text if blank does not count as a value.
fn blank_texts(
    request: &Request<'_>,
    reference: &Reference,
    test: &Test,
    bound: &[&Ident],
    errors: &mut Errors,
) {
    let is_bound = reference.is_bound(bound.iter().copied());
    let field = reference.single().filter(|_| !is_bound).and_then(|name| request.field_index(name));
    let Some(field) = field.map(|field| &request.fields[field]) else { return };
    if field.blank == Blank::Value || field.default.is_some() || !field.default_ifs.is_empty() {
        return;
    }
    for value in test.values() {
        if let Value::Text(text) = value
            && text.value().trim().is_empty()
        {
            errors.push(
                value.span(),
                format_args!(
                    "blank text is no value of `{name}`, so nothing is equal to it; \
                     ask `!present({name})`, or let blank be a value by `#[blank(value)]`",
                    name = field.rust,
                ),
            );
        }
    }
}

/// Reports named conditions with a name that is already in use.
pub(super) fn condition_names(request: &Request<'_>, errors: &mut Errors) {
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

/// Reports named conditions that depend on themselves.
pub(super) fn condition_cycles(request: &Request<'_>, errors: &mut Errors) {
    let named: Vec<BTreeSet<usize>> = (request.conditions.iter())
        .map(|condition| {
            let mut named = BTreeSet::new();
            condition.cond.each_leaf(&mut |leaf, _| {
                if let Cond::Named(name) = leaf {
                    named.extend(request.condition_index(name));
                }
            });
            named
        })
        .collect();
    let mut reported: Vec<usize> = Vec::new();
    for (start, condition) in request.conditions.iter().enumerate() {
        let mut reached = vec![false; request.conditions.len()];
        let mut open = vec![start];
        while let Some(index) = open.pop() {
            for next in &named[index] {
                if !std::mem::replace(&mut reached[*next], true) {
                    open.push(*next);
                }
            }
        }
        // A cycle is one mistake, however many conditions take part in it.
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

pub(super) fn is_same(name: &Ident, field: &Field<'_>) -> bool {
    name.unraw() == field.ident.unraw()
}

/// Returns `true` if the named condition `name` refers to `field`, directly or through others.
pub(super) fn depends_on(request: &Request<'_>, name: &Ident, field: &Field<'_>) -> bool {
    let mut reached = vec![false; request.conditions.len()];
    let mut open: Vec<usize> = request.condition_index(name).into_iter().collect();
    let mut is_found = false;
    while let Some(index) = open.pop() {
        request.conditions[index].cond.each_leaf(&mut |leaf, bound| {
            is_found |= leaf.references().into_iter().any(|reference| {
                !reference.is_bound(bound.iter().copied()) && is_same(&reference.root, field)
            });
            if let Cond::Named(name) = leaf
                && let Some(next) = request.condition_index(name)
                && !std::mem::replace(&mut reached[next], true)
            {
                open.push(next);
            }
        });
    }
    is_found
}
