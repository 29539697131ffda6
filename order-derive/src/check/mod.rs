//! Checks that need more than one attribute: names, groups, bounds.

mod groups;
mod kinds;
mod machine;
mod messages;
mod names;
#[cfg(test)]
mod tests;
mod values;

use proc_macro2::Span;
use syn::{GenericArgument, Ident, PathArguments, Type, ext::IdentExt};

use crate::{
    errors::Errors,
    model::{Demand, Field, FieldPlace, How, Id, Request, StructRuleKind, Written},
    parse::Value,
    proof::shape::{Base, Shape},
};

use self::{
    groups::{group_conditions, groups, known_group},
    kinds::kinds,
    messages::messages,
    names::{
        arguments, condition_cycles, condition_names, known_field, names, needs_path, no_change,
    },
    values::{conditional_default, default, default_cycles, facts, test},
};

pub(crate) use self::machine::no_machine_numbers;

/// Reports every mistake that cannot be seen in one attribute alone.
pub(crate) fn check(request: &Request<'_>, errors: &mut Errors) {
    endpoint(request, errors);
    if let Some(update) = &request.options.update
        && *update == request.input.ident
    {
        let message = "the type of the changes needs a name of its own; write another one";
        errors.push(update.span(), message);
    }
    for field in request.fields.iter().filter(|field| !request.is_nowhere(field)) {
        no_machine_numbers(field.ty, errors);
    }
    wire_names(request, errors);
    condition_names(request, errors);
    for condition in &request.conditions {
        names(request, &condition.cond, None, errors);
        no_change(request, &condition.cond, "a named condition", errors);
    }
    condition_cycles(request, errors);
    for field in &request.fields {
        let rules = field.all_rules();
        for rule in rules.filter(|rule| !rule.is_half) {
            if let Some(cond) = rule.when.as_ref().cond() {
                names(request, cond, Some((field, &rule.word)), errors);
                if rule.severity.may_warn() {
                    no_change(request, cond, "a warning", errors);
                }
                if let Demand::Group(..) = rule.demand {
                    no_change(request, cond, "the condition of a group", errors);
                }
            }
            if let Demand::Stays(..) = rule.demand
                && request.options.update.is_none()
            {
                errors.push(
                    rule.word.span(),
                    format_args!(
                        "`{}` is about an update, and `{}` has no type of its changes; write `#[order(update = …)]` \
                         on it, with a name for that type",
                        rule.word, request.input.ident,
                    ),
                );
            }
            if let Demand::Passes(asked) = &rule.demand {
                test(field.ident, asked, errors);
            }
            if let Demand::Check(call) = &rule.demand {
                arguments(request, call, errors);
            }
        }
        for (cond, value) in &field.default_ifs {
            let word = Ident::new("default_value_if", value.span());
            names(request, cond, Some((field, &word)), errors);
            no_change(request, cond, "a default", errors);
        }
        facts(request, field, errors);
        wire_words(field, errors);
        changed(request, field, errors);
        flattened_into_itself(request, field, errors);
        skipped_default(field, errors);
        if request.options.levels.is_denied(Id::BadDefault) {
            let defaults = field.default_ifs.iter().map(|(_, value)| value);
            defaults.chain(&field.default).for_each(|value| default(field, value, errors));
        }
        conditional_default(field, errors);
    }
    default_cycles(request, errors);
    kinds(request, errors);
    groups(request, errors);
    struct_rules(request, errors);
    messages(request, errors);
}

/// Reports rules of the struct about fields and groups that do not exist.
fn struct_rules(request: &Request<'_>, errors: &mut Errors) {
    let mut ids: Vec<&str> = Vec::new();
    for rule in request.rules.iter().filter(|rule| !rule.is_half) {
        for cond in rule.conds() {
            names(request, cond, None, errors);
            if rule.severity.may_warn() {
                no_change(request, cond, "a warning", errors);
            }
        }
        match &rule.kind {
            StructRuleKind::Rule { id, at, .. } => {
                unique_id(id, &rule.word, &mut ids, errors);
                if let Some(at) = at {
                    known_field(request, &at.root, errors);
                }
            }
            StructRuleKind::Check { id, call, reads, at, .. } => {
                unique_id(id, &rule.word, &mut ids, errors);
                reads.iter().chain(at).for_each(|name| known_field(request, name, errors));
                arguments(request, call, errors);
            }
            StructRuleKind::Member { at, demand } => {
                known_field(request, &at.root, errors);
                if let Demand::Passes(asked) = demand {
                    test(at.members.last().unwrap_or(&at.root), asked, errors);
                    for value in asked.values() {
                        if let Value::Variant(ident) = value {
                            needs_path(value, &ident.unraw().to_string(), errors);
                        }
                    }
                }
            }
            StructRuleKind::Group { kind, name } => {
                for cond in rule.conds() {
                    no_change(request, cond, "the condition of a group", errors);
                }
                known_group(request, *kind, &rule.word, name, errors)
            }
        }
    }
    group_conditions(request, errors);
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

/// Reports words about an update that do not fit the field.
fn changed(request: &Request<'_>, field: &Field<'_>, errors: &mut Errors) {
    let has_update = request.options.update.is_some();
    if let Some(span) = field.replaced {
        if !has_update {
            errors.push(
                span,
                "`replace` is about the type of the changes, and the struct has none; write \
                 `#[order(update = …)]` on it, with a name for that type",
            );
        } else if field.place == FieldPlace::Flattened {
            errors.push(
                span,
                "the members of a flattened part are changed one by one; remove `replace`, or `flatten`",
            );
        } else if !field.is_nested {
            errors.push(
                span,
                "`replace` is for a `nested` part, as an update replaces any other value anyway; remove it",
            );
        }
    }
    if has_update && field.place == FieldPlace::Flattened && field.is_option() {
        errors.push(
            field.place_span,
            "an update cannot remove a flattened part, whose members are changed one by one; make the part no \
             `Option`, or leave out `update`",
        );
    }
}

/// Reports attributes for scalars and lists on a nested part.
fn wire_words(field: &Field<'_>, errors: &mut Errors) {
    let is_flattened = field.place == FieldPlace::Flattened;
    let word = if is_flattened { "flatten" } else { "nested" };
    if field.is_nested {
        if let Some(span) = field.unchecked {
            errors.push(
                span,
                format_args!("`{word}` checks the rules of the part, and `unchecked` says that nothing does; keep one"),
            );
        }
        if let Some(span) = field.text {
            errors.push(
                span,
                format_args!(
                    "`text` is for scalars; remove it beside `{word}`, or put it on the members of the part"
                ),
            );
        }
        if let Some(span) = field.number {
            errors.push(
                span,
                format_args!(
                    "`number` is for decimals; remove it beside `{word}`, or put it on the members of the part"
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
    if let Some(written) = &field.written {
        written_word(field, written, errors);
    }
    if let (Some(span), Some(_)) = (field.number, field.text) {
        errors.push(
            span,
            "`text` writes numbers as text, and `number` decimals as numbers; keep one",
        );
    }
    if let (Some(span), Some(_)) = (field.number, &field.separator) {
        errors.push(span, "a list with a `separator` is one text, and has no numbers; keep one");
    }
    if let Some(item) = field.item.as_ref().filter(|_| is_flattened) {
        errors.push(
            item.span(),
            "`item` names the items of a list, and a flattened part is none; remove it",
        );
    }
}

/// Reports a word about dates and times on a field that is written as something else.
fn written_word(field: &Field<'_>, written: &Written, errors: &mut Errors) {
    let (word, span) = (&written.word, written.span());
    let name = field.ident.unraw();
    if field.is_nested {
        let message = format!(
            "`{word}` is for dates and times; remove it here, or put it on the members of the part"
        );
        return errors.push(span, message);
    }
    match Shape::of(field.ty).base {
        Base::Bool | Base::Integer { .. } | Base::Text | Base::Flag => errors.push(
            span,
            format_args!(
                "`{word}` is for dates and times, and `{name}` holds none; remove it, or use a type of `chrono`, `jiff` or \
                 `time`"
            ),
        ),
        Base::Collection => errors.push(
            span,
            format_args!(
                "`{word}` is for one date or time, and `{name}` holds several; derive `OrderValue` on a newtype of the items, \
                 with `{word}` on the newtype"
            ),
        ),
        Base::Other { .. } => {}
    }
    if field.number.is_some() {
        errors
            .push(span, format_args!("`number` is for decimals, and `{word}` for times; keep one"));
    }
    if field.text.is_some() && matches!(written.how, How::Pattern(_)) {
        errors.push(span, "a pattern is of a text anyway; remove `text`");
    }
}

/// Reports a part that would stand among its own members. Of several types that flatten each other, the library sees it
/// (`FlatMistake`).
fn flattened_into_itself(request: &Request<'_>, field: &Field<'_>, errors: &mut Errors) {
    let name = &request.input.ident;
    if field.place == FieldPlace::Flattened && is_or_holds(field.ty, name) {
        errors.push(
            field.place_span,
            format_args!(
                "`{}` would stand among its own members without end; use `nested` in place of `flatten`",
                name.unraw(),
            ),
        );
    }
}

/// Returns `true` if a type is the one named, or an `Option` or `Box` of it.
fn is_or_holds(ty: &Type, name: &Ident) -> bool {
    let Type::Path(path) = ty else { return false };
    let Some(last) = path.path.segments.last() else { return false };
    match &last.arguments {
        PathArguments::AngleBracketed(arguments)
            if last.ident == "Option" || last.ident == "Box" =>
        {
            arguments.args.iter().any(|argument| match argument {
                GenericArgument::Type(inner) => is_or_holds(inner, name),
                _ => false,
            })
        }
        _ => path.path.segments.len() == 1 && (last.ident == *name || last.ident == "Self"),
    }
}

/// Reports a default of a field that is never read.
fn skipped_default(field: &Field<'_>, errors: &mut Errors) {
    let defaults = field.default.iter().chain(field.default_ifs.iter().map(|(_, value)| value));
    if let Some(value) = defaults.into_iter().next().filter(|_| field.place == FieldPlace::Skipped)
    {
        errors.push(
            value.span(),
            format_args!(
                "`{}` is skipped, so it is `Default::default()` and never this default; remove one",
                field.ident.unraw(),
            ),
        );
    }
}

/// Reports an endpoint without a reply type, and a reply type without an endpoint.
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

/// Reports two fields that share a name on the wire.
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
