//! Checks of the messages of rules: their places, and that a group has one message.

use syn::LitStr;

use crate::{
    errors::Errors,
    model::{self, GroupKind, Request, SeverityBy, When},
    parse::{Bounds, Test},
    plan::{At, Demand, Plan, Rule},
    suggest::did_you_mean,
};

/// Reports a place that the message of a rule does not have, and a brace that is none.
pub(super) fn messages(request: &Request<'_>, errors: &mut Errors) {
    if !has_message(request) {
        return;
    }
    group_messages(request, errors);
    let plan = Plan::new(request);
    let mut checked: Vec<*const LitStr> = Vec::new();
    for rule in &plan.rules {
        let Some(message) = rule.message else { continue };
        // A message belongs to several rules of a group, and to both halves of `present_iff`.
        if checked.contains(&std::ptr::from_ref(message)) {
            continue;
        }
        checked.push(message);
        if let Err(wrong) = check(&message.value(), &places(request, &plan, rule)) {
            errors.push(message.span(), wrong);
        }
    }
}

fn has_message(request: &Request<'_>) -> bool {
    request.rules.iter().any(|rule| rule.message.is_some())
        || request.fields.iter().any(|field| {
            let mut rules = field.all_rules();
            field.blank_message.is_some() || rules.any(|rule| rule.message.is_some())
        })
}

/// Reports a group with more than one message.
fn group_messages(request: &Request<'_>, errors: &mut Errors) {
    let of_fields = request.fields.iter().flat_map(|field| &field.rules).filter_map(|rule| {
        let model::Demand::Group(_, name) = &rule.demand else { return None };
        Some((name.value(), rule.message.as_ref()?))
    });
    let of_struct = request.rules.iter().filter_map(|rule| {
        let model::StructRuleKind::Group { name, .. } = &rule.kind else { return None };
        Some((name.value(), rule.message.as_ref()?))
    });
    let mut stated: Vec<String> = Vec::new();
    for (name, message) in of_fields.chain(of_struct) {
        if stated.contains(&name) {
            errors.push(
                message.span(),
                format_args!("the group `{name}` has a message already; state it once"),
            );
        } else {
            stated.push(name);
        }
    }
}

/// Checks the words of a message that may have these places.
fn check(words: &str, places: &[&str]) -> Result<(), String> {
    if words.trim().is_empty() {
        return Err("the message is blank; say what is wrong, or remove it".to_owned());
    }
    let mut rest = words;
    while let Some(at) = rest.find(['{', '}']) {
        let (brace, after) = rest[at..].split_at(1);
        if let Some(after) = after.strip_prefix(brace) {
            rest = after;
            continue;
        }
        if brace == "}" {
            return Err("a `}` that nothing opened; write `}}` for a brace".to_owned());
        }
        let Some((place, after)) = after.split_once('}') else {
            return Err("a `{` that nothing closes; write `{{` for a brace".to_owned());
        };
        if !places.contains(&place) {
            return Err(no_place(place, places));
        }
        rest = after;
    }
    Ok(())
}

/// Returns the mistake that a message has no such place.
fn no_place(place: &str, places: &[&str]) -> String {
    let (name, format) = place.split_once(':').map_or((place, None), |(name, it)| (name, Some(it)));
    let name = name.trim();
    if places.contains(&name) {
        return match format {
            None => format!("a place has no blanks in its braces; write `{{{name}}}`"),
            Some(_) => format!("the place `{{{name}}}` takes no format; write it alone"),
        };
    }
    let shown: Vec<String> = places.iter().map(|place| format!("`{{{place}}}`")).collect();
    let shown = shown.join(", ");
    if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
        return format!("`{{{place}}}` is no place, as places have names; the rule has {shown}");
    }
    if matches!(name, "value" | "input" | "actual" | "got") {
        return format!(
            "no place `{{{place}}}` in this message, as none shows a value of the request; the rule has {shown}"
        );
    }
    let near = did_you_mean(name, places.iter().copied());
    // The place that is near, in its braces.
    let hint = near.replace(" `", " `{").replace("`?", "}`?");
    format!("no place `{{{place}}}` in this message; the rule has {shown}{hint}")
}

/// Returns the places that the message of a rule may have.
fn places(request: &Request<'_>, plan: &Plan<'_>, rule: &Rule<'_>) -> Vec<&'static str> {
    let mut places = vec!["field", "label"];
    let is_told = match rule.at {
        At::Root => true,
        At::Field(field) | At::Items(field) | At::Member(field, _) => {
            !request.fields[field].is_secret
        }
    };
    // The condition of the severity is none of the rule.
    let is_alone = rule.severity.by() == SeverityBy::Condition;
    let mut has_reason = !matches!(rule.when, When::Always) && !is_alone;
    match &rule.demand {
        Demand::Passes(test) | Demand::KeyPasses(test) => {
            add_test(test, is_told, &mut places);
        }
        Demand::Group(group, _) => {
            places.extend(["group", "members", "present", "missing"]);
            match plan.groups[*group].kind {
                GroupKind::Count { min, max } => {
                    places.extend(min.map(|_| "min"));
                    places.extend(max.map(|_| "max"));
                }
                GroupKind::AllOrNone
                | GroupKind::AtLeastOne
                | GroupKind::AtMostOne
                | GroupKind::ExactlyOne => {}
            }
        }
        Demand::CheckValue(_) | Demand::CheckRequest { .. } => places.push("function"),
        Demand::Holds(..) | Demand::HoldsForItems(..) => {
            places.push("text");
            has_reason = true;
        }
        Demand::Required
        | Demand::RequiredByType
        | Demand::Forbidden
        | Demand::NotBlank
        | Demand::Nested
        | Demand::Separator(_) => {}
    }
    if has_reason {
        places.push("because");
    }
    places
}

/// Adds the places of a test.
fn add_test(test: &Test, is_told: bool, places: &mut Vec<&'static str>) {
    let mut ends = |bounds: &Bounds| {
        places.extend(bounds.min.as_ref().map(|_| "min"));
        places.extend(bounds.max.as_ref().map(|_| "max"));
    };
    match test {
        Test::OneOf(_) if !is_told => {}
        Test::True | Test::OneOf(_) => places.push("allowed"),
        Test::Compares(..) => places.push("value"),
        Test::Between(range) => {
            let (has_min, has_max) = range.has();
            places.extend(has_min.then_some("min"));
            places.extend(has_max.then_some("max"));
            places.push("range");
        }
        Test::Range(bounds) => {
            ends(bounds);
            places.push("range");
        }
        Test::Length(bounds) | Test::Size(_, bounds) => {
            ends(bounds);
            places.push("length");
        }
        Test::MultipleOf(_) => places.push("divisor"),
        Test::StartsWith(_) => places.push("start"),
        Test::EndsWith(_) => places.push("end"),
        Test::Pattern(_) => places.push("pattern"),
        Test::Format(_) => places.push("format"),
        Test::Satisfies(_) => places.push("function"),
    }
}
