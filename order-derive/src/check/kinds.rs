//! Checks of values against the type of their field, as far as its tokens show it. rustc checks the rest.

use quote::ToTokens;
use syn::{Ident, Type, ext::IdentExt};

use crate::{
    check::names::is_same,
    errors::Errors,
    model::{Demand, Field, Request, Rule, StructRuleKind},
    parse::{Comparison, Cond, Ends, Exact, Number, Test, Value},
    proof::{
        forgotten::item,
        shape::{Base, Shape},
    },
    suggest::did_you_mean,
};

/// Reports values that the type of the field does not have, and comparisons that no number of its type passes.
pub(super) fn kinds(request: &Request<'_>, errors: &mut Errors) {
    for field in &request.fields {
        for rule in field.rules.iter().filter(|rule| !rule.is_half) {
            if let Demand::Passes(test) = &rule.demand {
                self::test(request, field, test, errors);
            }
        }
        for rule in field.item_rules.iter().filter(|rule| !rule.is_half) {
            self::item_rule(field, &rule.word, errors);
            if let (Demand::Passes(Test::Between(ends)), Some(ty)) = (&rule.demand, item(field.ty))
            {
                has_no_such_range("an item", ty, ends, errors);
            }
        }
        for rule in field.key_rules.iter().filter(|rule| !rule.is_half) {
            self::key_rule(field, rule, errors);
        }
        let rules = field.all_rules();
        for rule in rules.filter(|rule| !rule.is_half) {
            if let Demand::Passes(test) = &rule.demand {
                no_null_listed(&rule.word, test, errors);
            }
        }
        // Any other field with a conditional default is reported for that.
        let conditional = field.default_ifs.iter().filter(|_| field.is_option());
        for it in field.default.iter().chain(conditional.map(|(_, value)| value)) {
            value(request, field, it, errors);
            if let Value::Null(span) = it {
                let advice =
                    if field.is_option() { "remove it" } else { "make the field an `Option`" };
                errors.push(
                    *span,
                    format_args!(
                        "`null` is no default, and an absent `Option` has no value anyway; {advice}"
                    ),
                );
            }
        }
    }
    for rule in request.rules.iter().filter(|rule| !rule.is_half) {
        if let StructRuleKind::Member { demand: Demand::Passes(test), .. } = &rule.kind {
            no_null_listed(&rule.word, test, errors);
        }
    }
    let conditions = request.conditions.iter().map(|condition| &condition.cond);
    let of_fields = request.fields.iter().flat_map(|field| {
        let rules = field.all_rules().filter(|rule| !rule.is_half);
        let of_rules = rules.filter_map(|rule| rule.when.as_ref().cond());
        of_rules.chain(field.default_ifs.iter().map(|(cond, _)| cond))
    });
    let of_struct = request.rules.iter().filter(|rule| !rule.is_half).flat_map(|rule| rule.conds());
    for cond in conditions.chain(of_fields).chain(of_struct) {
        condition(request, cond, errors);
    }
}

/// Reports `null` among the values that a rule lists.
fn no_null_listed(word: &Ident, test: &Test, errors: &mut Errors) {
    for value in test.values() {
        if let Value::Null(span) = value {
            errors.push(
                *span,
                format_args!(
                    "`null` is no value that `{word}` can list; remove it, or write a `#[rule]` with `f == null || f in […]`"
                ),
            );
        }
    }
}

/// Reports a rule of items on a field without items.
fn item_rule(field: &Field<'_>, word: &Ident, errors: &mut Errors) {
    match Shape::of(field.ty).base {
        Base::Bool | Base::Integer { .. } | Base::Text | Base::Flag => {
            let (name, ty) = (field.ident.unraw(), shown(field.ty));
            errors.push(
                word.span(),
                format_args!(
                    "`each` is for the items of a list or map, and `{name}` holds `{ty}`; write `#[{word}(…)]` for the value itself"
                ),
            );
        }
        Base::Collection | Base::Other { .. } => {}
    }
}

/// Reports a rule of keys on what is no map, and a value that is no text.
fn key_rule(field: &Field<'_>, rule: &Rule, errors: &mut Errors) {
    match Shape::of(field.ty).base {
        Base::Bool | Base::Integer { .. } | Base::Text | Base::Flag => {
            let (word, name, ty) = (&rule.word, field.ident.unraw(), shown(field.ty));
            errors.push(
                word.span(),
                format_args!(
                    "`keys` is for the keys of a map, and `{name}` holds `{ty}`; write `#[{word}(…)]` for the value itself"
                ),
            );
        }
        Base::Collection | Base::Other { .. } => {}
    }
}

fn condition(request: &Request<'_>, cond: &Cond, errors: &mut Errors) {
    cond.each_leaf(&mut |leaf, bound| {
        let Cond::Passes(reference, test) = leaf else { return };
        if let Test::Compares(comparison, Value::Null(span)) = test
            && !matches!(comparison, Comparison::Equal | Comparison::NotEqual)
        {
            let name = reference;
            let message = format!("nothing is less or greater than `null`; ask `{name} == null`");
            errors.push(*span, message);
        }
        let Some(name) = reference.single().filter(|_| !reference.is_bound(bound.iter().copied()))
        else {
            return;
        };
        let Some(field) = request.fields.iter().find(|field| is_same(name, field)) else { return };
        self::test(request, field, test, errors);
    });
}

fn test(request: &Request<'_>, field: &Field<'_>, test: &Test, errors: &mut Errors) {
    if let Test::Compares(comparison, it) = test
        && !matches!(comparison, Comparison::Equal | Comparison::NotEqual)
        && it.number().is_some()
    {
        return comparison_of(field, *comparison, it, errors);
    }
    if let Test::Between(ends) = test
        && has_no_such_range(&format!("`{}`", field.ident.unraw()), field.ty, ends, errors)
    {
        return;
    }
    test.values().into_iter().for_each(|it| value(request, field, it, errors));
    if let (Test::MultipleOf(divisor), Base::Integer { .. }) = (test, Shape::of(field.ty).base)
        && divisor.whole().is_none()
    {
        fraction(field, divisor, errors);
    }
    if let (Test::Range(_) | Test::OneOf(_), Base::Integer { min, max, .. }) =
        (test, Shape::of(field.ty).base)
    {
        for bounds in test.bounds() {
            let mut seen = Vec::new();
            for end in bounds.ends() {
                if !seen.contains(&end.exact()) {
                    in_range(field, end, (min, max), errors);
                    seen.push(end.exact());
                }
            }
        }
    }
}

/// Reports a range of texts on a type that is certainly none of dates or times.
fn has_no_such_range(name: &str, ty: &Type, ends: &Ends, errors: &mut Errors) -> bool {
    let texts = ends.values().into_iter().filter_map(|end| match end {
        Value::Text(text) => Some(text),
        _ => None,
    });
    let Some(text) = texts.into_iter().next() else { return false };
    let advice = match Shape::of(ty).base {
        Base::Integer { .. } => "write the ends without quotes",
        Base::Text => "a range is one of numbers, dates or times; compare texts in a `#[rule]`",
        Base::Bool | Base::Flag => "a range is one of numbers, dates or times; remove it",
        Base::Collection => "write `#[each(range(…))]` for the items",
        Base::Other { .. } => return false,
    };
    let ty = shown(ty);
    let message = format!("{name} holds `{ty}`, which has no range of texts; {advice}");
    errors.push(text.span(), message);
    true
}

/// Reports a value that the type of its field does not have.
fn value(request: &Request<'_>, field: &Field<'_>, value: &Value, errors: &mut Errors) {
    if field.is_nested {
        return part(field, value, errors);
    }
    match (value, Shape::of(field.ty).base) {
        (Value::Variant(variant), Base::Integer { .. } | Base::Bool) => {
            let advice = format!("; write a constant by its path, `self::{}`", variant.unraw());
            no_variant(request, field, variant, &advice, errors);
        }
        (Value::Variant(variant), Base::Text) => {
            let name = variant.unraw();
            let advice = format!(
                "; write a text in quotes, `\"{name}\"`, or a constant by its path, `self::{name}`"
            );
            no_variant(request, field, variant, &advice, errors);
        }
        (Value::Variant(variant), Base::Collection) => {
            let advice = format!(
                "; ask for an item, `any(x in {}, x == {})`",
                field.ident.unraw(),
                variant.unraw()
            );
            no_variant(request, field, variant, &advice, errors);
        }
        (Value::Variant(variant), Base::Flag) => {
            let advice = format!("; ask `{}` alone", field.ident.unraw());
            no_variant(request, field, variant, &advice, errors);
        }
        (Value::Number(number), Base::Integer { is_nonzero: true, min, .. })
            if number.whole() == Some(0) && min < 0 =>
        {
            let (name, ty) = (field.ident.unraw(), shown(field.ty));
            let message = format!(
                "`0` is no `{ty}`, the type of `{name}`; write another number, or leave it out"
            );
            errors.push(number.span(), message);
        }
        (Value::Number(number), Base::Integer { min, max, .. }) => {
            in_range(field, number, (min, max), errors);
        }
        _ => {}
    }
}

/// Reports a value beside a part, which is none.
fn part(field: &Field<'_>, value: &Value, errors: &mut Errors) {
    let name = field.ident.unraw();
    let variant = match value {
        Value::Null(_) | Value::Fact(_) => return,
        Value::Variant(variant) => Some(variant.unraw()),
        Value::Path(path) => path.segments.last().map(|last| last.ident.unraw()),
        // A name of a variant in quotes.
        Value::Text(text) => (text.parse::<Ident>().ok())
            .filter(|name| name.to_string().starts_with(char::is_uppercase)),
        Value::Bool(_) | Value::Number(_) | Value::Expression(_) => None,
    };
    let advice = match variant {
        Some(variant) => {
            format!("whether it is the variant `{variant}` is asked by `present({name}.{variant})`")
        }
        None if matches!(value, Value::Text(_)) => format!(
            "compare one of its members, such as `{name}.member`, or ask `present({name}.Variant)` of an enum with data"
        ),
        None => format!("compare one of its members, such as `{name}.member`"),
    };
    errors.push(value.span(), format_args!("`{name}` is a part, not a value to compare; {advice}"));
}

/// Reports a name alone beside a field whose type has no variants.
fn no_variant(
    request: &Request<'_>,
    field: &Field<'_>,
    variant: &Ident,
    advice: &str,
    errors: &mut Errors,
) {
    let name = variant.unraw();
    // A constant has capitals, and no field is compared with itself.
    let is_like_a_field = !name.to_string().contains(char::is_uppercase);
    let others =
        request.fields.iter().filter(|other| is_like_a_field && other.index != field.index);
    let names = others.map(|other| other.rust.as_str());
    let advice = match did_you_mean(&name.to_string(), names) {
        hint if hint.is_empty() => advice.to_owned(),
        hint => hint,
    };
    errors.push(
        variant.span(),
        format_args!(
            "`{name}` is no field, and `{}`, the type of `{}`, has no variants{advice}",
            shown(field.ty),
            field.ident.unraw(),
        ),
    );
}

/// Reports a number that the type of the field does not have.
fn in_range(field: &Field<'_>, number: &Number, (min, max): (i128, i128), errors: &mut Errors) {
    if number.whole().is_none() {
        return fraction(field, number, errors);
    }
    if !(Exact::whole(min)..=Exact::whole(max)).contains(&number.exact()) {
        let (name, ty) = (field.ident.unraw(), shown(field.ty));
        let numbers = match max {
            i128::MAX => format!("of at least {min}"),
            _ => format!("from {min} to {max}"),
        };
        errors.push(
            number.span(),
            format_args!("`{number}` is no `{ty}`, the type of `{name}`; write a number {numbers}"),
        );
    }
}

/// Reports an order that no number of the field's type has beside a number, and a number that the type does not have. The
/// opposite of the former, `quantity >= 0`, asks whether there is a value.
fn comparison_of(field: &Field<'_>, comparison: Comparison, value: &Value, errors: &mut Errors) {
    let Base::Integer { min, max, .. } = Shape::of(field.ty).base else { return };
    let Value::Number(written) = value else { return };
    let Some(number) = written.whole() else { return fraction(field, written, errors) };
    let never = match comparison {
        Comparison::Less => number <= min,
        Comparison::LessEqual => number < min,
        Comparison::Greater => max <= number,
        Comparison::GreaterEqual => max < number,
        Comparison::Equal | Comparison::NotEqual => false,
    };
    if never {
        let (name, ty) = (field.ident.unraw(), shown(field.ty));
        let numbers = match max {
            i128::MAX => format!("at least {min}"),
            _ => format!("from {min} to {max}"),
        };
        errors.push(
            value.span(),
            format_args!(
                "no `{ty}` is {comparison} {number}: it is {numbers}; compare `{name}` with another number"
            ),
        );
    } else {
        in_range(field, written, (min, max), errors);
    }
}

/// Reports a number with a point beside a whole number.
fn fraction(field: &Field<'_>, number: &Number, errors: &mut Errors) {
    let (name, ty) = (field.ident.unraw(), shown(field.ty));
    let advice = match number.exact().as_whole() {
        Some(whole) => format!("write `{whole}`"),
        None => "write a whole number".to_owned(),
    };
    errors.push(
        number.span(),
        format_args!(
            "`{ty}`, the type of `{name}`, is never {number}: it is a whole number; {advice}"
        ),
    );
}

/// Returns the type of the field without what makes it optional.
fn shown(ty: &Type) -> String {
    let mut shown = ty.to_token_stream().to_string().replace(' ', "");
    while let Some((outer, rest)) = shown.split_once('<') {
        let is_outer = matches!(outer.rsplit("::").next(), Some("Option" | "Box"));
        match rest.strip_suffix('>').filter(|_| is_outer) {
            Some(inner) => shown = inner.to_owned(),
            None => break,
        }
    }
    shown
}
