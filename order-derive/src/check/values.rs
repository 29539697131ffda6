//! Checks of values, bounds and defaults.

use syn::{Ident, ext::IdentExt};

use crate::{
    check::names::{depends_on, is_same},
    errors::Errors,
    model::{Demand, Field, Id, Request, When},
    parse::{Allowed, Bounds, Cond, Exact, Test, Value},
    proof::{
        may_be_same,
        shape::{Base, Shape},
    },
};

/// Reports unknown formats, bounds without a value, and negative lengths.
pub(super) fn test(name: &Ident, test: &Test, errors: &mut Errors) {
    test.bounds().into_iter().for_each(|bounds| not_empty(name, bounds, errors));
    if let Test::Format(format) = test {
        format.unknown().into_iter().for_each(|error| errors.add(error));
    }
    if let Test::Length(bounds) | Test::Size(_, bounds) = test {
        for bound in bounds.ends().filter(|bound| bound.exact() < Exact::ZERO) {
            errors.push(bound.span(), "a length is never negative; start at 0");
        }
    }
}

fn not_empty(name: &Ident, bounds: &Bounds, errors: &mut Errors) {
    if bounds.is_empty() {
        let name = name.unraw();
        let advice = match (&bounds.min, &bounds.max) {
            (Some(min), Some(max)) if min.exact() == max.exact() => {
                format!("write `{min}..={max}`")
            }
            _ => "swap its ends".to_owned(),
        };
        let message =
            format!("`{bounds}` holds no value, so `{name}` can never have one; {advice}");
        errors.add(syn::Error::new_spanned(bounds, message));
    }
}

/// Reports a default that breaks an unconditional rule of its own field.
pub(super) fn default(field: &Field<'_>, default: &Value, errors: &mut Errors) {
    for rule in &field.rules {
        if let (When::Always, Demand::Passes(test)) = (&rule.when, &rule.demand)
            && test.accepts(default) == Some(false)
            && !may_be_listed(test, default, field)
        {
            let name = field.ident.unraw();
            errors.push(
                default.span(),
                format_args!(
                    "the default `{default}` of `{name}` breaks its own `{}`; change one of them {}",
                    rule.source,
                    Id::BadDefault.mark(),
                ),
            );
        }
    }
}

/// Returns `true` if a list has the default in another spelling, such as a time with another offset from UTC.
fn may_be_listed(test: &Test, default: &Value, field: &Field<'_>) -> bool {
    let (Test::OneOf(values), Base::Other { .. }) = (test, Shape::of(field.ty).base) else {
        return false;
    };
    values.iter().filter_map(Allowed::one).any(|value| may_be_same(value, default))
}

/// Reports a default that is a fact if there is no context or the field is not an `Option`.
pub(super) fn facts(request: &Request<'_>, field: &Field<'_>, errors: &mut Errors) {
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

/// Reports a conditional default on a field that is not an `Option`. Such a default depends on the whole request.
pub(super) fn conditional_default(field: &Field<'_>, errors: &mut Errors) {
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

/// Reports conditional defaults that depend on themselves.
pub(super) fn default_cycles(request: &Request<'_>, errors: &mut Errors) {
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
        // A cycle is one mistake, however many fields take part in it.
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

/// Returns `true` if a condition refers to `field`, directly or through named conditions.
fn reads(request: &Request<'_>, cond: &Cond, field: &Field<'_>) -> bool {
    let mut is_found = false;
    cond.each_leaf(&mut |leaf, bound| {
        is_found |= leaf.references().into_iter().any(|reference| {
            !reference.is_bound(bound.iter().copied()) && is_same(&reference.root, field)
        });
        if let Cond::Named(name) = leaf {
            is_found |= depends_on(request, name, field);
        }
    });
    is_found
}
