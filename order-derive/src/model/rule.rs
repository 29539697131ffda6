//! The words that state a rule, on a field or on the struct.

use proc_macro2::Span;
use syn::{
    Ident, LitStr, Token,
    ext::IdentExt,
    parse::{Parse, ParseStream},
};

use crate::{
    model::{Demand, GroupKind, Rule, Severity, SeverityBy, StructRule, StructRuleKind, When},
    parse::{
        self, Allowed, Bounds, Call, Cond, Names, Number, Reference, Test, TestWord, Tokens, Value,
        Word, condition, quoted,
    },
};

/// Reads the rules that a word of a field states: one, or two if it refuses or warns as a condition says.
pub(super) fn field_rule(word: &Word, names: &Names<'_>) -> syn::Result<Vec<Rule>> {
    let (word, message) = word.split_message()?;
    let (word, warns) = Warns::split(&word, word.name == "required", names)?;
    let rule = one_field_rule(&word, names)?;
    let Rule { word, source, when, demand, count, .. } = rule;
    let source = warns.shown(source);
    let rules = warns.rules(when, demand).into_iter().enumerate();
    let rules = rules.map(|(half, (severity, when, demand))| {
        let (word, source, is_half) = (word.clone(), source.clone(), half > 0);
        let message = message.clone();
        Rule { word, source, message, when, severity, is_half, demand, count }
    });
    Ok(rules.collect())
}

/// The severity of a rule, from the end of its attribute.
enum Warns {
    Never,
    Always,
    /// `warn if C`
    If(Box<Cond>),
}

impl Warns {
    /// Splits the severity from the attribute.
    fn split(word: &Word, may_be_first: bool, names: &Names<'_>) -> syn::Result<(Word, Self)> {
        let Some((rest, after)) = word.split_warn(may_be_first) else {
            let word = Word { name: word.name.clone(), argument: word.argument.clone() };
            return Ok((word, Self::Never));
        };
        if after.tokens.is_empty() {
            return Ok((rest, Self::Always));
        }
        let cond = after.parse(|input: ParseStream<'_>| parse_if(input, names))?;
        Ok((rest, Self::If(cond.into())))
    }

    /// Adds the severity to the spelling of an attribute.
    fn shown(&self, source: String) -> String {
        let warns = match self {
            Self::Never => return source,
            Self::Always => "warn".to_owned(),
            Self::If(cond) => format!("warn if {cond}"),
        };
        match source.strip_suffix(')') {
            Some(source) => format!("{source}, {warns})"),
            None => format!("{source}({warns})"),
        }
    }

    /// Returns the rules of an attribute: its severity, its condition and its demand. The first refuses.
    fn rules(self, when: When, demand: Demand) -> Vec<(Severity, When, Demand)> {
        let cond = match self {
            Self::Never => return vec![(Severity::ERROR, when, demand)],
            Self::Always => return vec![(Severity::Warning(SeverityBy::Word), when, demand)],
            Self::If(cond) => *cond,
        };
        let by = match when {
            When::Always => SeverityBy::Condition,
            When::If(_) | When::Unless(_) => SeverityBy::LastCondition,
        };
        let not = Cond::Not(Box::new(cond.clone()));
        let halves = [(Severity::Error(by), not), (Severity::Warning(by), cond)];
        let rules = halves.into_iter().flat_map(|(severity, cond)| {
            // The two demands of `present_iff` have no condition in common.
            let demands = match (&when, &demand) {
                (When::If(own), Demand::PresentIff) => vec![
                    (When::If(own.clone()), Demand::Required),
                    (When::Unless(own.clone()), Demand::Forbidden),
                ],
                (when, demand) => vec![(when.clone(), demand.clone())],
            };
            let demands = demands.into_iter();
            demands.map(move |(when, demand)| (severity, both(when, cond.clone()), demand))
        });
        rules.collect()
    }
}

/// Returns the circumstances under which both hold.
fn both(when: When, cond: Cond) -> When {
    When::If(match when {
        When::Always => cond,
        When::If(own) => Cond::All(vec![own, cond]),
        When::Unless(own) => Cond::All(vec![Cond::Not(Box::new(own)), cond]),
    })
}

/// Reads the rule of a word without its severity.
fn one_field_rule(word: &Word, names: &Names<'_>) -> syn::Result<Rule> {
    let name = word.name.to_string();
    let cond = || word.list(&format!("{name}(ev)"))?.parse(condition(names));
    let mut count = None;
    let (when, demand) = match name.as_str() {
        "required" => {
            word.alone()?;
            (When::Always, Demand::Required)
        }
        "required_if" => (When::If(cond()?), Demand::Required),
        "required_unless" => (When::Unless(cond()?), Demand::Required),
        "forbidden_if" => (When::If(cond()?), Demand::Forbidden),
        "forbidden_unless" => (When::Unless(cond()?), Demand::Forbidden),
        "present_iff" => (When::If(cond()?), Demand::PresentIff),
        "allowed" => {
            let (values, when) = split_when(word.list("allowed(1, 2, 3)")?, names)?;
            (when, Demand::Passes(allowed(&values)?))
        }
        "allowed_if" => {
            let example = "allowed_if(ev, 1, 2)";
            let (cond, values) = word.list(example)?.split_at_comma().ok_or_else(|| {
                word.wrong(format_args!(
                    "`allowed_if` needs a condition and the values; write `{example}`"
                ))
            })?;
            (When::If(cond.parse(condition(names))?), Demand::Passes(allowed(&values)?))
        }
        "check" => {
            let example = "check(path::to::function)";
            let of = |input: ParseStream<'_>| Call::parse(input, example);
            (When::Always, Demand::Check(word.parse_list(example, of)?))
        }
        _ => match TestWord::of_rule(&name) {
            Some(test) => {
                let of = |input: ParseStream<'_>| test.parse(input);
                let (test, when) = with_when(word, &test.example(), names, of)?;
                (when, Demand::Passes(test))
            }
            None => {
                let Grouped { kind, name, when, count: at } = group(word, names)?;
                count = at;
                (when, Demand::Group(kind, name))
            }
        },
    };
    let source = match &demand {
        Demand::Required | Demand::Forbidden | Demand::PresentIff => {
            when.as_ref().cond().map_or_else(|| name.clone(), |cond| format!("{name}({cond})"))
        }
        Demand::Passes(test) => match &when {
            When::If(cond) if name == "allowed_if" => format!("{name}({cond}, {test})"),
            when @ (When::Always | When::If(_) | When::Unless(_)) => {
                format!("{name}({test}{})", shown(when))
            }
        },
        Demand::Group(kind, group) => shown_group(word, *kind, group, &when),
        Demand::Check(call) => format!("{name}({call})"),
        Demand::Stays(..) => name.clone(),
    };
    let (severity, is_half) = (Severity::ERROR, false);
    let message = None;
    Ok(Rule { word: word.name.clone(), source, message, when, severity, is_half, demand, count })
}

/// The rule of `immutable` or `set_once` on a field.
pub(super) fn stays(word: &Word, field: &Ident) -> Rule {
    let name = &word.name;
    let mut field = field.clone();
    field.set_span(name.span());
    let changed = Cond::Passes(Reference::changed(name, field.clone()), Test::True);
    let unchanged = Cond::Not(Box::new(changed));
    let (cond, text) = match name == "immutable" {
        true => (unchanged, "cannot be changed"),
        false => {
            let old = Reference { root: Ident::new("old", name.span()), members: vec![field] };
            let is_set = Box::new(Cond::Present(old));
            (Cond::Implies(is_set, Box::new(unchanged)), "is set once and cannot be changed again")
        }
    };
    Rule {
        word: name.clone(),
        source: name.to_string(),
        message: None,
        when: When::Always,
        severity: Severity::ERROR,
        is_half: false,
        demand: Demand::Stays(cond, LitStr::new(text, name.span())),
        count: None,
    }
}

/// Reads the rules that a word of the struct states: one, or two if it refuses or warns as a condition says.
pub(super) fn struct_rule(word: &Word, names: &Names<'_>) -> syn::Result<Vec<StructRule>> {
    let (word, message) = word.split_message()?;
    let (word, warns) = Warns::split(&word, false, names)?;
    let is_severe = !matches!(warns, Warns::Never);
    let (source, when, kind) = one_struct_rule(&word, names, is_severe)?;
    let source = warns.shown(source);
    // A demand on a member may become two; all others stay what they are.
    let demand = match &kind {
        StructRuleKind::Member { demand, .. } => demand.clone(),
        StructRuleKind::Rule { .. }
        | StructRuleKind::Check { .. }
        | StructRuleKind::Group { .. } => Demand::Required,
    };
    let rules = warns.rules(when, demand).into_iter().enumerate();
    let rules = rules.map(|(half, (severity, when, demand))| {
        let (word, source, is_half) = (word.name.clone(), source.clone(), half > 0);
        let kind = match kind.clone() {
            StructRuleKind::Member { at, .. } => StructRuleKind::Member { at, demand },
            kind @ (StructRuleKind::Rule { .. }
            | StructRuleKind::Check { .. }
            | StructRuleKind::Group { .. }) => kind,
        };
        let message = message.clone();
        StructRule { word, source, message, when, severity, is_half, kind }
    });
    Ok(rules.collect())
}

/// Reads the rule of a word without its severity, of which it is known whether there is one.
fn one_struct_rule(word: &Word, names: &Names<'_>, is_severe: bool) -> syn::Result<Stated> {
    let name = word.name.to_string();
    let (source, when, kind) = match name.as_str() {
        "rule" => rule(word, names)?,
        "check" => check(word)?,
        "required" | "forbidden" | "allowed" | "present_iff" => member(word, names)?,
        _ => {
            let Grouped { kind, name: group, when, .. } = group(word, names)?;
            if matches!(when, When::Always) && !is_severe {
                return Err(word.wrong(format_args!(
                    "`{name}` on the struct states the condition of a group; write `{name}({:?}, if ev)`, \
                     or put it on the members",
                    group.value(),
                )));
            }
            let source = shown_group(word, kind, &group, &when);
            (source, when, StructRuleKind::Group { kind, name: group })
        }
    };
    Ok((source, when, kind))
}

/// A rule of the struct: its canonical spelling, its condition, and its kind.
type Stated = (String, When, StructRuleKind);

/// `rule(id, C, "text", at = f)`
fn rule(word: &Word, names: &Names<'_>) -> syn::Result<Stated> {
    let example =
        "rule(trail_needs_price, present(trail) => present(price), \"a trail needs a price\")";
    let wrong = || {
        word.wrong(format_args!("`rule` needs a name, a condition and a text; write `{example}`"))
    };
    let (id, rest) = word.list(example)?.split_at_comma().ok_or_else(wrong)?;
    let id = id.parse(Ident::parse_any).map_err(|_| {
        syn::Error::new(
            id.span(),
            format!("expected the name of the rule first; write `{example}`"),
        )
    })?;
    let is_text = |tokens: &Tokens| tokens.parse(<LitStr as Parse>::parse).is_ok();
    let Some((cond, rest)) = rest.split_at_comma() else {
        if is_text(&rest) {
            return Err(syn::Error::new(
                rest.span(),
                format!("expected the condition of the rule before its text; write `{example}`"),
            ));
        }
        return Err(syn::Error::new(
            rest.end,
            format!("expected the text of the rule after its condition; write `{example}`"),
        ));
    };
    if is_text(&cond) {
        return Err(syn::Error::new(
            cond.span(),
            "the text of a rule follows its condition; swap them",
        ));
    }
    let cond = cond.parse(condition(names))?;
    let (text, at) = rest.parse(|input: ParseStream<'_>| {
        let text = quoted("the text of a rule stands in quotes", example)(input)?;
        if input.is_empty() {
            return Ok((text, None));
        }
        input.parse::<Token![,]>()?;
        if input.is_empty() {
            return Ok((text, None));
        }
        let at = input.call(Ident::parse_any)?;
        if at != "at" || !input.peek(Token![=]) {
            return Err(syn::Error::new(
                at.span(),
                "expected `at = field`, where the rule is reported",
            ));
        }
        input.parse::<Token![=]>()?;
        Ok((text, Some(Reference::parse(input)?)))
    })?;
    let place = at.as_ref().map_or_else(String::new, |at| format!(", at = {at}"));
    let source = format!("rule({id}, {cond}, {:?}{place})", text.value());
    let kind = StructRuleKind::Rule { id: id.unraw().to_string(), cond, text, at };
    Ok((source, When::Always, kind))
}

/// `check(id, path::to::function, reads(f, g), "text")`, or `check(id, path::to::function(f, g), "text", at = f)`
fn check(word: &Word) -> syn::Result<Stated> {
    let example = "check(dates, check_dates, reads(start, end), \"the dates are in order\")";
    word.list(example)?.parse(|input: ParseStream<'_>| {
        let wrong = |input: ParseStream<'_>| {
            input.error(format!(
                "`check` on the struct needs a name and a function; write `{example}`"
            ))
        };
        if !input.peek(Ident::peek_any) || !input.peek2(Token![,]) {
            return Err(wrong(input));
        }
        let id = input.call(Ident::parse_any)?;
        input.parse::<Token![,]>()?;
        let call = Call::parse(input, example)?;
        let (mut reads, mut text, mut at) = (Vec::new(), None, None);
        while !input.is_empty() {
            if !input.peek(Token![,]) {
                return Err(wrong(input));
            }
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            if input.peek(LitStr) {
                text = Some(input.parse::<LitStr>()?);
                continue;
            }
            let name = input.call(Ident::parse_any)?;
            if name == "at" && input.peek(Token![=]) {
                if call.arguments.is_none() {
                    return Err(syn::Error::new(
                        name.span(),
                        format!("a function of the whole request says itself where it reports; name what it reads: `{call}(field, …)`"),
                    ));
                }
                input.parse::<Token![=]>()?;
                at = Some(input.call(Ident::parse_any)?);
                continue;
            }
            if name != "reads" || !input.peek(syn::token::Paren) {
                return Err(syn::Error::new(
                    name.span(),
                    "expected `reads(field, …)`, a text or `at = field`",
                ));
            }
            if call.arguments.is_some() {
                return Err(syn::Error::new(
                    name.span(),
                    format!("`{call}` says already what the function reads; remove `reads`"),
                ));
            }
            let content;
            syn::parenthesized!(content in input);
            reads = parse::names(&content)?;
        }
        let source = format!("check({id}, {call})");
        let kind = StructRuleKind::Check { id: id.unraw().to_string(), call, reads, text, at };
        Ok((source, When::Always, kind))
    })
}

/// `required(certificate.csr, if C)`, `allowed(certificate.hash, Sha256, if C)`, and so on.
fn member(word: &Word, names: &Names<'_>) -> syn::Result<Stated> {
    let name = word.name.to_string();
    let example = match name.as_str() {
        "allowed" => "allowed(part.member, 1, 2, if ev)".to_owned(),
        "present_iff" => "present_iff(part.member, ev)".to_owned(),
        _ => format!("{name}(part.member, if ev)"),
    };
    let tokens = word.list(&example)?;
    let (at, rest) = match tokens.split_at_comma() {
        Some((at, rest)) => (at, Some(rest)),
        None => (tokens.clone(), None),
    };
    let at = at.parse(|input: ParseStream<'_>| {
        if !input.peek(Ident::peek_any) {
            return Err(
                input.error(format!("expected a member of a nested part; write `{example}`"))
            );
        }
        Reference::parse(input)
    })?;
    if at.members.is_empty() {
        return Err(syn::Error::new(
            at.span(),
            format!(
                "`{name}` on the struct is for a member of a nested part; put it on the field `{at}`"
            ),
        ));
    }
    let when = |rest: Option<Tokens>| match rest {
        None => Ok(When::Always),
        Some(rest) => rest.parse(|input: ParseStream<'_>| parse_if(input, names)).map(When::If),
    };
    let missing =
        || word.wrong(format_args!("`{name}` needs more than a member; write `{example}`"));
    let (when, demand) = match name.as_str() {
        "required" => (when(rest)?, Demand::Required),
        "forbidden" => (when(rest)?, Demand::Forbidden),
        "allowed" => {
            let (values, when) = split_when(&rest.ok_or_else(missing)?, names)?;
            (when, Demand::Passes(allowed(&values)?))
        }
        _ => {
            let cond = rest.ok_or_else(missing)?.parse(condition(names))?;
            (When::If(cond), Demand::PresentIff)
        }
    };
    let source = match (&demand, &when) {
        (Demand::Passes(test), when) => format!("{name}({at}, {test}{})", shown(when)),
        (Demand::PresentIff, When::If(cond)) => format!("{name}({at}, {cond})"),
        (_, when) => format!("{name}({at}{})", shown(when)),
    };
    Ok((source, when, StructRuleKind::Member { at, demand }))
}

/// `"name"`, with a number for `group_count`, optionally followed by `, if C`.
struct Grouped {
    kind: GroupKind,
    name: LitStr,
    when: When,
    /// The place of the number of members.
    count: Option<Span>,
}

fn group(word: &Word, names: &Names<'_>) -> syn::Result<Grouped> {
    let name = word.name.to_string();
    let is_count = name == "group_count";
    let example =
        if is_count { format!("{name}(\"ship\", 1..=2)") } else { format!("{name}(\"ship\")") };
    word.list(&example)?.parse(|input: ParseStream<'_>| {
        let group = quoted("a group has its name in quotes", &example)(input)?;
        if group.value().trim().is_empty() {
            let message = "the name of a group is not blank; give it one";
            return Err(syn::Error::new(group.span(), message));
        }
        let mut count = None;
        let kind = match name.as_str() {
            "group_all_or_none" => GroupKind::AllOrNone,
            "group_at_least_one" => GroupKind::AtLeastOne,
            "group_at_most_one" => GroupKind::AtMostOne,
            "group_exactly_one" => GroupKind::ExactlyOne,
            "group_count" => {
                if !input.peek(Token![,]) {
                    return Err(
                        input.error(format!("`group_count` needs a number; write `{example}`"))
                    );
                }
                input.parse::<Token![,]>()?;
                let bounds = Bounds::parse_whole(input, "a count")?;
                if bounds.is_empty() {
                    let message = format!(
                        "`{bounds}` holds no number, so the group can never be right; swap its ends"
                    );
                    return Err(syn::Error::new_spanned(&bounds, message));
                }
                let (min, max) = bounds.whole();
                count = Some(bounds.min.as_ref().map_or(bounds.span, Number::span));
                GroupKind::Count { min, max }
            }
            other => return Err(word.wrong(format_args!("`{other}` is no rule"))),
        };
        Ok(Grouped { kind, name: group, when: rest_when(word, &example, names, input)?, count })
    })
}

/// Parses the argument of a word in parentheses, and an optional `, if C` after it.
fn with_when<T>(
    word: &Word,
    example: &str,
    names: &Names<'_>,
    parser: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<(T, When)> {
    word.list(example)?.parse(|input: ParseStream<'_>| {
        let parsed = parser(input)?;
        Ok((parsed, rest_when(word, example, names, input)?))
    })
}

fn rest_when(
    word: &Word,
    example: &str,
    names: &Names<'_>,
    input: ParseStream<'_>,
) -> syn::Result<When> {
    if input.is_empty() {
        return Ok(When::Always);
    }
    if !(input.peek(Token![,]) && input.peek2(Token![if])) {
        return Err(input.error(format!("`{}` takes one argument; write `{example}`", word.name)));
    }
    input.parse::<Token![,]>()?;
    parse_if(input, names).map(When::If)
}

/// `if C`
fn parse_if(input: ParseStream<'_>, names: &Names<'_>) -> syn::Result<Cond> {
    if !input.peek(Token![if]) {
        return Err(input.error("expected `if` and a condition"));
    }
    input.parse::<Token![if]>()?;
    condition(names)(input)
}

/// Splits `V, V, if C` before the `if`.
fn split_when(tokens: &Tokens, names: &Names<'_>) -> syn::Result<(Tokens, When)> {
    match tokens.split_at_if() {
        None => Ok((tokens.clone(), When::Always)),
        Some((values, when)) => Ok((values, When::If(when.parse(condition(names))?))),
    }
}

fn shown(when: &When) -> String {
    match when {
        When::If(cond) => format!(", if {cond}"),
        When::Always | When::Unless(_) => String::new(),
    }
}

/// Reads the values of `allowed`. Each may be listed once.
fn allowed(tokens: &Tokens) -> syn::Result<Test> {
    let values: Vec<Allowed> = tokens.parse(parse::values)?;
    Value::check_listed_once(values.iter().filter_map(Allowed::one))?;
    Ok(Test::OneOf(values))
}

/// Returns the attribute of a group in its canonical spelling.
fn shown_group(word: &Word, kind: GroupKind, group: &LitStr, when: &When) -> String {
    format!("{}({:?}{}{})", word.name, group.value(), kind.count(), shown(when))
}

impl GroupKind {
    /// Returns the number of members as written in the attribute.
    fn count(self) -> String {
        let end = |end: Option<i128>| end.map_or_else(String::new, |end| end.to_string());
        match self {
            Self::Count { min, max } if min == max => format!(", {}", end(min)),
            Self::Count { min, max: None } => format!(", {}..", end(min)),
            Self::Count { min, max } => format!(", {}..={}", end(min), end(max)),
            Self::AllOrNone | Self::AtLeastOne | Self::AtMostOne | Self::ExactlyOne => {
                String::new()
            }
        }
    }
}
