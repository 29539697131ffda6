//! The words that state a rule, on a field or on the struct.

use std::rc::Rc;

use syn::{
    Ident, LitStr, Path, Token,
    ext::IdentExt,
    parse::{Parse, ParseStream},
};

use crate::{
    model::{FORMATS, Format, GroupKind, RuleKind, StructRule, StructRuleKind, When},
    parse::{self, Allowed, Bounds, Cond, Reference, Tokens, Word, shown_path},
    pattern,
    suggest::did_you_mean,
};

/// The rule that a word of a field states, and the word in one canonical spelling.
pub(super) fn field_rule(word: &Word) -> syn::Result<(RuleKind, String)> {
    let name = word.name.to_string();
    let cond = || word.list(&format!("{name}(ev)"))?.parse(parse::condition);
    let of_cond = |cond: Cond, kind: fn(Cond) -> RuleKind| {
        let source = format!("{name}({cond})");
        (kind(cond), source)
    };
    Ok(match name.as_str() {
        "required" => {
            word.alone()?;
            (RuleKind::Required(When::Always), name)
        }
        "required_if" => of_cond(cond()?, |cond| RuleKind::Required(When::If(cond))),
        "required_unless" => of_cond(cond()?, |cond| RuleKind::Required(When::Unless(cond))),
        "forbidden_if" => of_cond(cond()?, |cond| RuleKind::Forbidden(When::If(cond))),
        "forbidden_unless" => of_cond(cond()?, |cond| RuleKind::Forbidden(When::Unless(cond))),
        "present_iff" => of_cond(cond()?, RuleKind::PresentIff),
        "allowed" => {
            let (values, when) = split_when(word.list("allowed(1, 2, 3)")?)?;
            let values = allowed(&values)?;
            let source = format!("allowed({}{})", list(&values), shown(&when));
            (RuleKind::Allowed(when, values), source)
        }
        "allowed_if" => {
            let example = "allowed_if(ev, 1, 2)";
            let (cond, values) = word.list(example)?.split_at_comma().ok_or_else(|| {
                word.wrong(format_args!(
                    "`allowed_if` needs a condition and the values; write `{example}`"
                ))
            })?;
            let (cond, values) = (cond.parse(parse::condition)?, allowed(&values)?);
            let source = format!("allowed_if({cond}, {})", list(&values));
            (RuleKind::Allowed(When::If(cond), values), source)
        }
        "range" => {
            let (bounds, when) = with_when(word, "range(1..=3)", Bounds::parse)?;
            let source = format!("range({bounds}{})", shown(&when));
            (RuleKind::Range(when, bounds), source)
        }
        "length" => {
            let (bounds, when) = with_when(word, "length(1..=64)", Bounds::parse)?;
            let source = format!("length({bounds}{})", shown(&when));
            (RuleKind::Length(when, bounds), source)
        }
        "pattern" => {
            let example = "pattern(\"[0-9]{5}\")";
            let (text, when) =
                with_when(word, example, quoted("a pattern stands in quotes", example))?;
            let compiled = pattern::compile(&text.value())
                .map_err(|message| syn::Error::new(text.span(), message))?;
            let source = format!("pattern({:?}{})", text.value(), shown(&when));
            (RuleKind::Pattern(when, Rc::new(compiled)), source)
        }
        "format" => {
            let (format, when) = with_when(word, "format(email)", format)?;
            let source = format!("format({format}{})", shown(&when));
            (RuleKind::Format(when, format), source)
        }
        "check" => {
            let function = word
                .parse_list("check(path::to::function)", |input: ParseStream<'_>| {
                    function(input, "check(path::to::function)")
                })?;
            let source = format!("check({})", shown_path(&function));
            (RuleKind::Check(function), source)
        }
        _ => {
            let (kind, name, when) = group(word)?;
            let source =
                format!("{}({:?}{}{})", word.name, name.value(), kind.count(), shown(&when));
            (RuleKind::Group(kind, name, when), source)
        }
    })
}

/// The rule that a word of the struct states.
pub(super) fn struct_rule(word: &Word) -> syn::Result<StructRule> {
    let name = word.name.to_string();
    let (kind, source) = match name.as_str() {
        "rule" => rule(word)?,
        "check" => check(word)?,
        "required" | "forbidden" | "allowed" | "present_iff" => member(word)?,
        _ => {
            let (kind, group, when) = group(word)?;
            if let When::Always = when {
                return Err(word.wrong(format_args!(
                    "`{name}` on the struct states the condition of a group; write `{name}({:?}, if ev)`, \
                     or put it on the members",
                    group.value(),
                )));
            }
            let source = format!("{name}({:?}{}{})", group.value(), kind.count(), shown(&when));
            (StructRuleKind::Group { kind, name: group, when }, source)
        }
    };
    Ok(StructRule { word: word.name.clone(), source, kind })
}

/// `rule(id, C, "text", at = f)`
fn rule(word: &Word) -> syn::Result<(StructRuleKind, String)> {
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
    let cond = cond.parse(parse::condition)?;
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
    Ok((StructRuleKind::Rule { id: id.unraw().to_string(), cond, text, at }, source))
}

/// `check(id, path::to::function, reads(f, g), "text")`
fn check(word: &Word) -> syn::Result<(StructRuleKind, String)> {
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
        let function = function(input, example)?;
        let (mut reads, mut text) = (Vec::new(), None);
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
            if name != "reads" || !input.peek(syn::token::Paren) {
                return Err(syn::Error::new(name.span(), "expected `reads(field, …)` or a text"));
            }
            let content;
            syn::parenthesized!(content in input);
            reads = parse::names(&content)?;
        }
        let source = format!("check({id}, {})", shown_path(&function));
        Ok((StructRuleKind::Check { id: id.unraw().to_string(), function, reads, text }, source))
    })
}

/// `required(certificate.csr, if C)`, `allowed(certificate.hash, Sha256, if C)`, and likewise.
fn member(word: &Word) -> syn::Result<(StructRuleKind, String)> {
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
        Some(rest) => rest.parse(parse_if).map(When::If),
    };
    let missing =
        || word.wrong(format_args!("`{name}` needs more than a member; write `{example}`"));
    let (rule, source) = match name.as_str() {
        "required" => {
            let when = when(rest)?;
            let source = format!("required({at}{})", shown(&when));
            (RuleKind::Required(when), source)
        }
        "forbidden" => {
            let when = when(rest)?;
            let source = format!("forbidden({at}{})", shown(&when));
            (RuleKind::Forbidden(when), source)
        }
        "allowed" => {
            let (values, when) = split_when(&rest.ok_or_else(missing)?)?;
            let values = allowed(&values)?;
            let source = format!("allowed({at}, {}{})", list(&values), shown(&when));
            (RuleKind::Allowed(when, values), source)
        }
        _ => {
            let cond = rest.ok_or_else(missing)?.parse(parse::condition)?;
            let source = format!("present_iff({at}, {cond})");
            (RuleKind::PresentIff(cond), source)
        }
    };
    Ok((StructRuleKind::Member { at, rule }, source))
}

/// `"name"`, with a number for `group_count`, and with `, if C`.
fn group(word: &Word) -> syn::Result<(GroupKind, LitStr, When)> {
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
                let bounds = Bounds::parse(input)?;
                if bounds.is_empty() {
                    let message = format!(
                        "`{bounds}` holds no number, so the group can never be right; swap its ends"
                    );
                    return Err(syn::Error::new_spanned(&bounds, message));
                }
                let min = bounds.min.as_ref().map(|min| min.number);
                GroupKind::Count { min, max: bounds.last() }
            }
            other => return Err(word.wrong(format_args!("`{other}` is no rule"))),
        };
        Ok((kind, group, rest_when(word, &example, input)?))
    })
}

/// Parses what a word needs in parentheses, and `, if C` behind it.
fn with_when<T>(
    word: &Word,
    example: &str,
    parser: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<(T, When)> {
    word.list(example)?.parse(|input: ParseStream<'_>| {
        let parsed = parser(input)?;
        Ok((parsed, rest_when(word, example, input)?))
    })
}

fn rest_when(word: &Word, example: &str, input: ParseStream<'_>) -> syn::Result<When> {
    if input.is_empty() {
        return Ok(When::Always);
    }
    if !(input.peek(Token![,]) && input.peek2(Token![if])) {
        return Err(input.error(format!("`{}` takes one argument; write `{example}`", word.name)));
    }
    input.parse::<Token![,]>()?;
    parse_if(input).map(When::If)
}

/// `if C`
fn parse_if(input: ParseStream<'_>) -> syn::Result<Cond> {
    if !input.peek(Token![if]) {
        return Err(input.error("expected `if` and a condition"));
    }
    input.parse::<Token![if]>()?;
    parse::condition(input)
}

/// Splits `V, V, if C` before the `if`.
fn split_when(tokens: &Tokens) -> syn::Result<(Tokens, When)> {
    match tokens.split_at_if() {
        None => Ok((tokens.clone(), When::Always)),
        Some((values, when)) => Ok((values, When::If(when.parse(parse::condition)?))),
    }
}

fn shown(when: &When) -> String {
    match when {
        When::If(cond) => format!(", if {cond}"),
        When::Always | When::Unless(_) => String::new(),
    }
}

/// The path of a function of the user.
pub(crate) fn function(input: ParseStream<'_>, example: &str) -> syn::Result<Path> {
    if !input.peek(Ident::peek_any) && !input.peek(Token![::]) {
        let message = format!("expected the path of a function; write `{example}`");
        return Err(input.error(message));
    }
    input.call(Path::parse_mod_style)
}

/// A parser of a text in quotes.
fn quoted(rule: &str, example: &str) -> impl FnOnce(ParseStream<'_>) -> syn::Result<LitStr> {
    let message = format!("{rule}; write `{example}`");
    move |input| if input.peek(LitStr) { input.parse() } else { Err(input.error(message)) }
}

fn format(input: ParseStream<'_>) -> syn::Result<Format> {
    let known = || format!("; known are `{}`", FORMATS.join("`, `"));
    if input.peek(Token![::]) || (input.peek(Ident::peek_any) && input.peek2(Token![::])) {
        return input.call(Path::parse_mod_style).map(Format::Function);
    }
    if !input.peek(Ident::peek_any) {
        return Err(input.error(format!("expected the name of a format{}", known())));
    }
    named_format(input.call(Ident::parse_any)?).map(Format::Named)
}

/// The name of a format that exists.
pub(crate) fn named_format(format: Ident) -> syn::Result<Ident> {
    if FORMATS.iter().any(|known| format == known) {
        return Ok(format);
    }
    let hint = match did_you_mean(&format.to_string(), FORMATS.iter().copied()) {
        hint if hint.is_empty() => {
            format!(
                "; known are `{}`, and `self::{format}` is a function of yours",
                FORMATS.join("`, `")
            )
        }
        hint => hint,
    };
    Err(syn::Error::new(format.span(), format!("unknown format `{format}`{hint}")))
}

fn allowed(tokens: &Tokens) -> syn::Result<Vec<Allowed>> {
    let values: Vec<Allowed> = tokens.parse(parse::values)?;
    for (index, value) in values.iter().enumerate() {
        let Allowed::One(value) = value else { continue };
        let is_before =
            |before: &Allowed| matches!(before, Allowed::One(before) if before.is_same(value));
        if values[..index].iter().any(is_before) {
            return Err(parse::listed_twice(value));
        }
    }
    Ok(values)
}

fn list(values: &[Allowed]) -> String {
    values.iter().map(Allowed::to_string).collect::<Vec<_>>().join(", ")
}

impl GroupKind {
    /// The number of members as it is written in the attribute.
    fn count(self) -> String {
        let end = |end: Option<i128>| end.map_or_else(String::new, |end| end.to_string());
        match self {
            Self::Count { min, max } if min == max => format!(", {}", end(min)),
            Self::Count { min, max: None } => format!(", {}..", end(min)),
            Self::Count { min, max } => format!(", {}..={}", end(min), end(max)),
            _ => String::new(),
        }
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Named(name) => write!(f, "{name}"),
            Self::Function(path) => f.write_str(&shown_path(path)),
        }
    }
}

impl When {
    pub(crate) fn cond(&self) -> Option<&Cond> {
        match self {
            Self::Always => None,
            Self::If(cond) | Self::Unless(cond) => Some(cond),
        }
    }

    fn cond_mut(&mut self) -> Option<&mut Cond> {
        match self {
            Self::Always => None,
            Self::If(cond) | Self::Unless(cond) => Some(cond),
        }
    }
}

impl RuleKind {
    /// The condition on which the rule depends.
    pub(crate) fn cond(&self) -> Option<&Cond> {
        match self {
            Self::Required(when)
            | Self::Forbidden(when)
            | Self::Allowed(when, _)
            | Self::Range(when, _)
            | Self::Length(when, _)
            | Self::Pattern(when, _)
            | Self::Format(when, _)
            | Self::Group(_, _, when) => when.cond(),
            Self::PresentIff(cond) => Some(cond),
            Self::Check(_) => None,
        }
    }

    pub(crate) fn cond_mut(&mut self) -> Option<&mut Cond> {
        match self {
            Self::Required(when)
            | Self::Forbidden(when)
            | Self::Allowed(when, _)
            | Self::Range(when, _)
            | Self::Length(when, _)
            | Self::Pattern(when, _)
            | Self::Format(when, _)
            | Self::Group(_, _, when) => when.cond_mut(),
            Self::PresentIff(cond) => Some(cond),
            Self::Check(_) => None,
        }
    }
}

impl StructRuleKind {
    pub(crate) fn cond(&self) -> Option<&Cond> {
        match self {
            Self::Rule { cond, .. } => Some(cond),
            Self::Check { .. } => None,
            Self::Member { rule, .. } => rule.cond(),
            Self::Group { when, .. } => when.cond(),
        }
    }

    pub(crate) fn cond_mut(&mut self) -> Option<&mut Cond> {
        match self {
            Self::Rule { cond, .. } => Some(cond),
            Self::Check { .. } => None,
            Self::Member { rule, .. } => rule.cond_mut(),
            Self::Group { when, .. } => when.cond_mut(),
        }
    }
}
