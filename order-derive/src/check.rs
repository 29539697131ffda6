//! What needs more than one attribute to know: names that exist, groups, bounds.

use proc_macro2::Span;
use syn::{Ident, LitStr, ext::IdentExt};

use crate::{
    errors::Errors,
    model::{Blank, Field, FieldPlace, GroupKind, Request, RuleKind, StructRuleKind, When},
    parse::{Allowed, Bounds, Cond, Reference, Term, Value},
    proof::Id,
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
        for rule in field.rules.iter().chain(&field.item_rules) {
            if let Some(cond) = rule.kind.cond() {
                names(request, cond, Some((field, &rule.word)), errors);
            }
        }
        for (cond, value) in &field.default_ifs {
            let word = Ident::new("default_value_if", value.span());
            names(request, cond, Some((field, &word)), errors);
        }
        facts(request, field, errors);
        wire_words(field, errors);
        bounds(field, errors);
        if request.options.levels.is_denied(Id::BadDefault) {
            let defaults = field.default_ifs.iter().map(|(_, value)| value);
            defaults.chain(&field.default).for_each(|value| default(field, value, errors));
        }
        conditional_default(field, errors);
    }
    default_cycles(request, errors);
    groups(request, errors);
    struct_rules(request, errors);
}

/// What the struct says speaks of fields and groups that exist.
fn struct_rules(request: &Request<'_>, errors: &mut Errors) {
    let mut ids: Vec<&str> = Vec::new();
    for rule in &request.rules {
        if let Some(cond) = rule.kind.cond() {
            names(request, cond, None, errors);
        }
        match &rule.kind {
            StructRuleKind::Rule { id, at, .. } => {
                unique_id(id, &rule.word, &mut ids, errors);
                if let Some(at) = at {
                    known_field(request, &at.root, errors);
                }
            }
            StructRuleKind::Check { id, reads, .. } => {
                unique_id(id, &rule.word, &mut ids, errors);
                reads.iter().for_each(|name| known_field(request, name, errors));
            }
            StructRuleKind::Member { at, rule: kind } => {
                known_field(request, &at.root, errors);
                if let RuleKind::Allowed(_, values) = kind {
                    for value in values {
                        if let Allowed::One(value @ Value::Variant(ident)) = value {
                            needs_path(value, &ident.unraw().to_string(), errors);
                        }
                    }
                }
            }
            StructRuleKind::Group { kind, name, .. } => {
                known_group(request, *kind, &rule.word, name, errors)
            }
        }
    }
    group_conditions(request, errors);
}

/// The condition of a group is stated once.
fn group_conditions(request: &Request<'_>, errors: &mut Errors) {
    let of_fields = request.fields.iter().flat_map(|field| {
        field.rules.iter().filter_map(|rule| match &rule.kind {
            RuleKind::Group(_, name, when) => {
                Some((name, when, &rule.word, format!("at `{}`", field.ident.unraw())))
            }
            _ => None,
        })
    });
    let of_struct = request.rules.iter().filter_map(|rule| match &rule.kind {
        StructRuleKind::Group { name, when, .. } => {
            Some((name, when, &rule.word, "on the struct".to_owned()))
        }
        _ => None,
    });
    let mut stated: Vec<(String, String)> = Vec::new();
    for (name, when, word, place) in of_struct.chain(of_fields) {
        let name = name.value();
        if when.cond().is_none() {
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

fn unique_id<'a>(id: &'a str, word: &Ident, ids: &mut Vec<&'a str>, errors: &mut Errors) {
    if ids.contains(&id) {
        errors.push(
            word.span(),
            format_args!("the rule `{id}` is defined twice; give one another name"),
        );
    }
    ids.push(id);
}

fn known_field(request: &Request<'_>, name: &Ident, errors: &mut Errors) {
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

fn known_group(
    request: &Request<'_>,
    kind: GroupKind,
    word: &Ident,
    name: &LitStr,
    errors: &mut Errors,
) {
    let rules = request.fields.iter().flat_map(|field| &field.rules);
    let groups: Vec<(String, GroupKind, &Ident)> = rules
        .filter_map(|rule| match &rule.kind {
            RuleKind::Group(kind, name, _) => Some((name.value(), *kind, &rule.word)),
            _ => None,
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

fn needs_path(value: &Value, name: &str, errors: &mut Errors) {
    errors.push(
        value.span(),
        format_args!("`{name}` is a variant of a type that is not known here; write its full path, `Type::{name}`"),
    );
}

/// A default that is a fact needs a context, and a field that waits for it.
fn facts(request: &Request<'_>, field: &Field<'_>, errors: &mut Errors) {
    let conditional = field.default_ifs.iter().map(|(_, value)| value);
    for value in field.default.iter().chain(conditional) {
        let Value::Fact(reference) = value else { continue };
        if request.options.context.is_none() {
            errors.push(
                reference.span(),
                format_args!(
                    "`{}` has no context; add `#[order(context = …)]`",
                    request.input.ident
                ),
            );
        }
    }
    if let Some(value @ Value::Fact(_)) = field.default.as_ref().filter(|_| !field.is_option()) {
        errors.push(
            value.span(),
            format_args!(
                "`{}` gets its default while it is read, when no context is known; make it an `Option`",
                field.ident.unraw()
            ),
        );
    }
}

/// Words about scalars and lists do not stand on a part.
fn wire_words(field: &Field<'_>, errors: &mut Errors) {
    let is_flattened = field.place == FieldPlace::Flattened;
    let word = if is_flattened { "flatten" } else { "nested" };
    if field.is_nested {
        if let Some(span) = field.text {
            errors.push(
                span,
                format_args!(
                    "`text` is for scalars; remove it beside `{word}`, or put it on the members of the part"
                ),
            );
        }
        if let Some(separator) = &field.separator {
            errors.push(
                separator.word.span(),
                format_args!(
                    "`separator` is for a list of scalars, and a part is none; remove it or `{word}`"
                ),
            );
        }
    }
    if let Some(item) = field.item.as_ref().filter(|_| is_flattened) {
        errors.push(
            item.span(),
            "`item` names the items of a list, and a flattened part is none; remove it",
        );
    }
}

/// A conditional default is known only once the whole request is, so its field is an `Option`.
fn conditional_default(field: &Field<'_>, errors: &mut Errors) {
    if let Some((_, value)) = field.default_ifs.first().filter(|_| !field.is_option()) {
        let name = field.ident.unraw();
        errors.push(
            value.span(),
            format_args!(
                "`{name}` is always there, so it needs no `default_value_if`; make it an `Option`"
            ),
        );
    }
}

/// No conditional default depends on itself.
fn default_cycles(request: &Request<'_>, errors: &mut Errors) {
    let mut reported: Vec<usize> = Vec::new();
    for start in &request.fields {
        let mut reached = vec![false; request.fields.len()];
        let mut open = vec![start];
        while let Some(field) = open.pop() {
            for other in request.fields.iter().filter(|other| !other.default_ifs.is_empty()) {
                let is_read = field.default_ifs.iter().any(|(cond, _)| reads(request, cond, other));
                if is_read && !std::mem::replace(&mut reached[other.index], true) {
                    open.push(other);
                }
            }
        }
        // A cycle is one mistake, whichever of its fields it is seen from.
        if let Some((_, value)) = start.default_ifs.first()
            && reached[start.index]
            && !reported.iter().any(|before| reached[*before])
        {
            reported.push(start.index);
            errors.push(
                value.span(),
                format_args!(
                    "this default of `{}` depends on itself; name another field",
                    start.rust
                ),
            );
        }
    }
}

/// Whether a condition asks for `field`, itself or through named conditions.
fn reads(request: &Request<'_>, cond: &Cond, field: &Field<'_>) -> bool {
    let mut is_found = false;
    cond.each_leaf(&mut |leaf, bound| {
        for name in leaf.references().into_iter().map(|reference| &reference.root) {
            is_found |= !bound.contains(&name)
                && (name.unraw() == field.ident.unraw() || depends_on(request, name, field));
        }
    });
    is_found
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
pub(crate) fn wire_names(request: &Request<'_>, errors: &mut Errors) {
    let mut taken: Vec<(String, &Field<'_>)> = Vec::new();
    for field in &request.fields {
        let aliases = field.aliases.iter().map(|alias| (alias.value(), alias.span()));
        let names: Vec<(String, Span)> =
            [(field.name.clone(), field.name_span)].into_iter().chain(aliases).collect();
        for (name, span) in names {
            match taken.iter().find(|(before, _)| *before == name) {
                Some((_, before)) if before.rust == field.rust && before.index != field.index => {
                    let message =
                        format!("the field `{name}` is declared twice; remove the second");
                    errors.push(field.ident.span(), message);
                }
                Some((_, before)) if before.index == field.index => {
                    errors.push(
                        span,
                        format_args!(
                            "the name `{name}` is given twice for `{}`; remove the second",
                            before.rust
                        ),
                    );
                }
                Some((_, before)) => errors.push(
                    span,
                    format_args!(
                        "the wire name `{name}` belongs to `{}` already; rename one",
                        before.rust
                    ),
                ),
                None => taken.push((name, field)),
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

/// Every name in a condition is a field, a bound item, `ctx`, or where it stands alone a named
/// condition, and never the field that the rule speaks of.
fn names(
    request: &Request<'_>,
    cond: &Cond,
    rule: Option<(&Field<'_>, &Ident)>,
    errors: &mut Errors,
) {
    cond.each_leaf(&mut |leaf, bound| {
        for reference in leaf.references() {
            if !bound.iter().any(|item| item.unraw() == reference.root.unraw()) {
                name(request, leaf, reference, rule, bound, errors);
            }
        }
        variants(request, leaf, bound, errors);
        blank_texts(request, leaf, bound, errors);
        if let Cond::Is(_, format) = leaf
            && let Err(error) = crate::model::named_format(format.clone())
        {
            errors.add(error);
        }
    });
}

fn name(
    request: &Request<'_>,
    leaf: &Cond,
    reference: &Reference,
    rule: Option<(&Field<'_>, &Ident)>,
    bound: &[&Ident],
    errors: &mut Errors,
) {
    let name = &reference.root;
    let shown = name.unraw();
    let is_alone = matches!(leaf, Cond::Name(_)) && reference.members.is_empty();
    let is_condition = request.condition_index(name).is_some();
    if request.field_index(name).is_some() {
        if let Some((field, word)) = rule
            && field.ident.unraw() == shown
        {
            let message =
                format!("`{word}` on `{shown}` depends on `{shown}` itself; name another field");
            errors.push(name.span(), message);
        }
    } else if reference.is_context() {
        if request.options.context.is_none() {
            errors.push(
                name.span(),
                format_args!(
                    "`{}` has no context; add `#[order(context = …)]`",
                    request.input.ident
                ),
            );
        }
    } else if is_condition && !is_alone {
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
        unknown_name(request, name, is_alone, bound, errors);
    }
}

fn unknown_name(
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

/// A variant is written alone only beside an own field, whose type has it.
fn variants(request: &Request<'_>, leaf: &Cond, bound: &[&Ident], errors: &mut Errors) {
    let is_own = |reference: &Reference| {
        let is_bound = bound.iter().any(|item| item.unraw() == reference.root.unraw());
        !is_bound && reference.single().is_some()
    };
    let values: Vec<&Value> = match leaf {
        Cond::In(reference, values) if !is_own(reference) => values.iter().collect(),
        Cond::Compare(Term::Reference(reference), _, Term::Value(value)) if !is_own(reference) => {
            vec![value]
        }
        Cond::Compare(left, _, Term::Value(value)) if left.is_number() => {
            if let Value::Bool(_) | Value::Null(_) | Value::Text(_) = value {
                errors.push(
                    value.span(),
                    format_args!(
                        "`{left}` is a number; compare it with a whole number, such as `3`"
                    ),
                );
            }
            vec![value]
        }
        _ => Vec::new(),
    };
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

/// Blank text is compared with only where it is a value.
fn blank_texts(request: &Request<'_>, leaf: &Cond, bound: &[&Ident], errors: &mut Errors) {
    let (reference, values) = match leaf {
        Cond::In(reference, values) => (reference, values.iter().collect()),
        Cond::Compare(Term::Reference(reference), _, Term::Value(value)) => {
            (reference, vec![value])
        }
        _ => return,
    };
    let is_bound = bound.iter().any(|item| item.unraw() == reference.root.unraw());
    let field = reference.single().filter(|_| !is_bound).and_then(|name| request.field_index(name));
    let Some(field) = field.map(|field| &request.fields[field]) else { return };
    if field.blank == Blank::Value || field.default.is_some() || !field.default_ifs.is_empty() {
        return;
    }
    for value in values {
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

/// Whether the named condition `name` asks for `field`, itself or through others.
fn depends_on(request: &Request<'_>, name: &Ident, field: &Field<'_>) -> bool {
    let mut reached = vec![false; request.conditions.len()];
    let mut open: Vec<usize> = request.condition_index(name).into_iter().collect();
    let mut is_found = false;
    while let Some(index) = open.pop() {
        request.conditions[index].cond.each_leaf(&mut |leaf, bound| {
            for name in leaf.references().into_iter().map(|reference| &reference.root) {
                if bound.contains(&name) {
                    continue;
                }
                if request.field_index(name).is_some() {
                    is_found |= name.unraw() == field.ident.unraw();
                } else if let Some(next) = request.condition_index(name)
                    && !std::mem::replace(&mut reached[next], true)
                {
                    open.push(next);
                }
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
            request.conditions[index].cond.each_leaf(&mut |leaf, _| {
                if let Cond::Name(reference) = leaf
                    && let Some(name) = reference.single()
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
    for rule in field.rules.iter().chain(&field.item_rules) {
        match &rule.kind {
            RuleKind::Range(_, bounds) => not_empty(field, bounds, errors),
            RuleKind::Length(_, bounds) => {
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
fn default(field: &Field<'_>, default: &Value, errors: &mut Errors) {
    for rule in &field.rules {
        let keeps = match (&rule.kind, default) {
            (RuleKind::Allowed(When::Always, allowed), _) => {
                allowed.iter().any(|allowed| match allowed {
                    Allowed::One(value) => value.is_opaque() || value.is_same(default),
                    Allowed::Range(bounds) => {
                        matches!(default, Value::Integer(integer) if bounds.contain(integer.number))
                    }
                }) || default.is_opaque()
            }
            (RuleKind::Range(When::Always, bounds), Value::Integer(integer)) => {
                bounds.contain(integer.number)
            }
            (RuleKind::Length(When::Always, bounds), Value::Text(text)) => {
                i128::try_from(text.value().chars().count())
                    .is_ok_and(|length| bounds.contain(length))
            }
            (RuleKind::Pattern(When::Always, pattern), Value::Text(text)) => {
                pattern.is_match(&text.value())
            }
            _ => true,
        };
        if !keeps {
            let name = field.ident.unraw();
            errors.push(
                default.span(),
                format_args!(
                    "the default `{default}` of `{name}` breaks its own `{}`; change one of them [bad_default]",
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
            let RuleKind::Group(kind, name, _) = &rule.kind else { continue };
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
