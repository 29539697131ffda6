//! The grammar of conditions, and what to write instead of what is none.

use std::rc::Rc;

use proc_macro2::{Delimiter, Span, TokenTree};
use syn::{Ident, Lit, LitBool, LitStr, Path, Token, ext::IdentExt, parse::ParseStream};

use crate::{
    parse::{
        Reference, Tokens, Value,
        condition::{Comparison, Cond, Quantified, Term},
        value::{as_variant, listed_twice, values},
    },
    pattern,
    suggest::did_you_mean,
};

/// How deep a condition may be nested; nobody could read a deeper one.
const MAX_DEPTH: usize = 32;

/// Parses a condition that is all of the input.
pub(crate) fn condition(input: ParseStream<'_>) -> syn::Result<Cond> {
    whole(input, 0)
}

fn whole(input: ParseStream<'_>, depth: usize) -> syn::Result<Cond> {
    let cond = implies(input, depth)?;
    if input.is_empty() { Ok(cond) } else { Err(leftover(input, &cond)) }
}

/// What follows a whole condition, in words that help.
fn leftover(input: ParseStream<'_>, before: &Cond) -> syn::Error {
    if let Cond::Name(reference) = before
        && !reference.members.is_empty()
        && input.peek(syn::token::Paren)
    {
        return syn::Error::new(
            reference.span(),
            "a condition calls no method; write `present(field)`, or compare the field with a value",
        );
    }
    if let Cond::Name(name) = before
        && let Some(name) = name.single()
    {
        if name == "not" {
            return syn::Error::new(name.span(), "`not` is not a condition; write `!`");
        }
        if name == "if" {
            return syn::Error::new(name.span(), "`if` goes without saying; remove it");
        }
        if input.peek(Token![::]) {
            return syn::Error::new(
                name.span(),
                "a path is not a field; write the field on the left, by its name alone",
            );
        }
    }
    let word = input.fork().call(Ident::parse_any).map(|word| word.to_string().to_lowercase());
    let hint = match word.as_deref().unwrap_or_default() {
        "and" => "`and` is not a condition; write `&&`",
        "or" => "`or` is not a condition; write `||`",
        "is" => "`is` does not compare; write `==`",
        "not" => "`not` is not a condition; write `!(field in [A, B])`",
        _ if input.peek(Token![&]) => "`&` does not join conditions; write `&&`",
        _ if input.peek(Token![|]) => "`|` does not join conditions; write `||`",
        _ if input.peek(Token![==])
            || input.peek(Token![!=])
            || input.peek(Token![<])
            || input.peek(Token![>]) =>
        {
            match before {
                Cond::Compare(..) => "comparisons do not chain; join two with `&&`",
                _ => {
                    "what stands before is true or false and cannot be compared; write it alone, or `!` before it"
                }
            }
        }
        _ if input.peek(Token![=]) => "`=` does not compare; write `==`",
        _ if input.peek(Token![,]) => {
            "one condition is expected here; join several with `&&` or `||`"
        }
        _ => "expected `&&`, `||`, `=>` or the end of the condition",
    };
    input.error(hint)
}

/// `a => b => c` is `a => (b => c)`.
fn implies(input: ParseStream<'_>, depth: usize) -> syn::Result<Cond> {
    let left = any(input, depth)?;
    if !input.peek(Token![=>]) {
        return Ok(left);
    }
    check_depth(input, depth)?;
    input.parse::<Token![=>]>()?;
    Ok(Cond::Implies(Box::new(left), Box::new(implies(input, depth + 1)?)))
}

fn any(input: ParseStream<'_>, depth: usize) -> syn::Result<Cond> {
    chain(input, depth, |input| input.peek(Token![||]), all, Cond::Any)
}

fn all(input: ParseStream<'_>, depth: usize) -> syn::Result<Cond> {
    chain(input, depth, |input| input.peek(Token![&&]), unary, Cond::All)
}

/// One or more `part`s with an operator of two characters between them.
fn chain(
    input: ParseStream<'_>,
    depth: usize,
    is_operator: fn(ParseStream<'_>) -> bool,
    part: fn(ParseStream<'_>, usize) -> syn::Result<Cond>,
    join: fn(Vec<Cond>) -> Cond,
) -> syn::Result<Cond> {
    let first = part(input, depth)?;
    if !is_operator(input) {
        return Ok(first);
    }
    let mut parts = vec![first];
    while is_operator(input) {
        input.parse::<proc_macro2::Punct>()?;
        input.parse::<proc_macro2::Punct>()?;
        parts.push(part(input, depth)?);
    }
    Ok(join(parts))
}

fn check_depth(input: ParseStream<'_>, depth: usize) -> syn::Result<()> {
    if depth <= MAX_DEPTH {
        return Ok(());
    }
    Err(input.error(format!(
        "the condition is nested more than {MAX_DEPTH} deep; name a part of it with \
         `#[condition(name, …)]` on the struct"
    )))
}

fn unary(input: ParseStream<'_>, depth: usize) -> syn::Result<Cond> {
    check_depth(input, depth)?;
    if input.peek(Token![!]) {
        input.parse::<Token![!]>()?;
        return Ok(Cond::Not(Box::new(unary(input, depth + 1)?)));
    }
    if input.peek(syn::token::Paren) {
        let content;
        syn::parenthesized!(content in input);
        if content.is_empty() {
            return Err(content.error(EXPECTED));
        }
        return whole(&content, depth + 1);
    }
    if let Some((inside, _, _)) = input.cursor().group(Delimiter::None)
        && inside.token_tree().is_some_and(|(_, after)| !after.eof())
        && let TokenTree::Group(group) = input.parse()?
    {
        // What a `macro_rules!` macro was given as an expression stays one operand.
        let end = group.span_close();
        let part = |input: ParseStream<'_>| whole(input, depth + 1);
        return Tokens { tokens: group.stream(), end }.parse(part);
    }
    atom(input, depth)
}

const EXPECTED: &str =
    "expected a condition, such as `ev`, `present(csr)` or `method == ShipToken`";

fn atom(input: ParseStream<'_>, depth: usize) -> syn::Result<Cond> {
    if input.peek(LitBool) && !input.peek2(Token![==]) && !input.peek2(Token![!=]) {
        let literal: LitBool = input.parse()?;
        return Err(syn::Error::new(
            literal.span(),
            format!("`{}` is the same for every request; name a field", literal.value),
        ));
    }
    if input.peek(Lit) || input.peek(Token![-]) {
        return Err(input.error("a condition starts with a field; write the value on the right"));
    }
    if !input.peek(Ident::peek_any) {
        return Err(input.error(EXPECTED));
    }
    if input.peek2(syn::token::Paren) {
        let function = input.call(Ident::parse_any)?;
        return match call(&function, input, depth)? {
            Call::Cond(cond) => Ok(cond),
            Call::Term(term) => match Comparison::parse(input)? {
                Some(comparison) => Ok(Cond::Compare(term, comparison, self::term(input, depth)?)),
                None => Err(syn::Error::new(
                    function.span(),
                    format!("`{function}(…)` is a number, not a condition; compare it with one"),
                )),
            },
        };
    }
    let reference = Reference::parse(input)?;
    if let Some(comparison) = Comparison::parse(input)? {
        let right = term(input, depth)?;
        return Ok(Cond::Compare(Term::Reference(reference), comparison, right));
    }
    if input.peek(Token![in]) {
        input.parse::<Token![in]>()?;
        return list(input).map(|values| Cond::In(reference, values));
    }
    Ok(Cond::Name(reference))
}

/// The right side of a comparison.
fn term(input: ParseStream<'_>, depth: usize) -> syn::Result<Term> {
    if input.peek(Ident::peek_any) && !input.peek(LitBool) {
        if input.peek2(syn::token::Paren) {
            let function = input.call(Ident::parse_any)?;
            return match call(&function, input, depth)? {
                Call::Term(term) => Ok(term),
                Call::Cond(_) => Err(syn::Error::new(
                    function.span(),
                    format!(
                        "`{function}(…)` is true or false and cannot be compared; write it alone"
                    ),
                )),
            };
        }
        if !input.peek2(Token![::])
            && !input.fork().call(Ident::parse_any).is_ok_and(|word| word == "null")
        {
            if !input.peek2(Token![.]) {
                as_variant(input.fork().call(Ident::parse_any)?)?;
            }
            return Reference::parse(input).map(Term::Reference);
        }
    }
    input.parse().map(Term::Value)
}

/// What stands before parentheses: a condition, or a number to compare.
enum Call {
    Cond(Cond),
    Term(Term),
}

const FUNCTIONS: [&str; 10] =
    ["all", "any", "count", "given", "is", "len", "matches", "present", "satisfies", "unique"];

fn call(function: &Ident, input: ParseStream<'_>, depth: usize) -> syn::Result<Call> {
    check_depth(input, depth)?;
    let content;
    let parentheses = syn::parenthesized!(content in input);
    let arguments = Tokens { tokens: content.parse()?, end: parentheses.span.close() };
    let name = function.to_string();
    let one = |of: fn(Reference) -> Cond| {
        arguments.parse(|input: ParseStream<'_>| field_argument(function, input)).map(of)
    };
    Ok(Call::Cond(match name.as_str() {
        "given" => one(Cond::Given)?,
        "present" => one(Cond::Present)?,
        "len" => {
            let reference =
                arguments.parse(|input: ParseStream<'_>| field_argument(function, input))?;
            return Ok(Call::Term(Term::Length(reference)));
        }
        "count" => {
            return arguments.parse(|input: ParseStream<'_>| count(input, depth)).map(Call::Term);
        }
        "any" => Cond::AnyItem(
            arguments.parse(|input: ParseStream<'_>| quantified(function, input, depth))?,
        ),
        "all" => Cond::AllItems(
            arguments.parse(|input: ParseStream<'_>| quantified(function, input, depth))?,
        ),
        "unique" => arguments.parse(|input: ParseStream<'_>| {
            let (item, list) = binding(function, input)?;
            input.parse::<Token![,]>()?;
            let key = Reference::parse(input)?;
            if key.root != item {
                return Err(syn::Error::new(
                    key.span(),
                    format!(
                        "`unique` compares a value of each item; write `{item}` or `{item}.field`"
                    ),
                ));
            }
            Ok(Cond::Unique(item, list, key))
        })?,
        "is" => arguments.parse(|input: ParseStream<'_>| {
            let reference = second_argument(function, input, "is(field, email)")?;
            if !input.peek(Ident::peek_any) {
                return Err(input.error("expected the name of a format; write `is(field, email)`"));
            }
            let format = input.call(Ident::parse_any)?;
            Ok(Cond::Is(reference, format))
        })?,
        "matches" => arguments.parse(|input: ParseStream<'_>| {
            let reference = second_argument(function, input, "matches(field, \"[0-9]+\")")?;
            if !input.peek(LitStr) {
                return Err(
                    input.error("a pattern stands in quotes; write `matches(field, \"[0-9]+\")`")
                );
            }
            let text: LitStr = input.parse()?;
            let compiled = pattern::compile(&text.value())
                .map_err(|message| syn::Error::new(text.span(), message))?;
            Ok(Cond::Matches(reference, Rc::new(compiled)))
        })?,
        "satisfies" => arguments.parse(|input: ParseStream<'_>| {
            let reference =
                second_argument(function, input, "satisfies(field, path::to::function)")?;
            if !input.peek(Ident::peek_any) && !input.peek(Token![::]) {
                return Err(input.error(
                    "expected the path of a function; write `satisfies(field, path::to::function)`",
                ));
            }
            Ok(Cond::Satisfies(reference, input.call(Path::parse_mod_style)?))
        })?,
        "not" => {
            return Err(syn::Error::new(function.span(), "`not` is not a condition; write `!`"));
        }
        other => {
            let hint = match did_you_mean(other, FUNCTIONS) {
                hint if hint.is_empty() => format!("; known are `{}`", FUNCTIONS.join("`, `")),
                hint => hint,
            };
            return Err(syn::Error::new(
                function.span(),
                format!("unknown condition `{other}`{hint}"),
            ));
        }
    }))
}

/// The one field that a function speaks of.
fn field_argument(function: &Ident, input: ParseStream<'_>) -> syn::Result<Reference> {
    if !input.peek(Ident::peek_any) {
        return Err(input
            .error(format!("`{function}` needs the name of a field; write `{function}(field)`")));
    }
    let field = Reference::parse(input)?;
    if !input.is_empty() {
        let advice = match function == "len" {
            true => "write `len` of each",
            false => "join several with `&&` or `||`",
        };
        return Err(input.error(format!("`{function}` takes the name of one field; {advice}")));
    }
    Ok(field)
}

/// The field before a comma and a second argument.
fn second_argument(
    function: &Ident,
    input: ParseStream<'_>,
    example: &str,
) -> syn::Result<Reference> {
    let wrong = || format!("`{function}` needs a field and what to ask of it; write `{example}`");
    if !input.peek(Ident::peek_any) {
        return Err(input.error(wrong()));
    }
    let field = Reference::parse(input)?;
    if !input.peek(Token![,]) {
        return Err(input.error(wrong()));
    }
    input.parse::<Token![,]>()?;
    Ok(field)
}

/// `x in list`
fn binding(function: &Ident, input: ParseStream<'_>) -> syn::Result<(Ident, Reference)> {
    let example = match function.to_string().as_str() {
        "unique" => "unique(x in list, x.field)",
        "any" => "any(x in list, x.field == 1)",
        "all" => "all(x in list, x.field == 1)",
        _ => "count(x in list, x.field == 1)",
    };
    if !(input.peek(Ident::peek_any) && input.peek2(Token![in])) {
        return Err(
            input.error(format!("`{function}` speaks of the items of a list; write `{example}`"))
        );
    }
    let item = input.call(Ident::parse_any)?;
    input.parse::<Token![in]>()?;
    let list = Reference::parse(input)?;
    if !input.peek(Token![,]) {
        return Err(input.error(format!("expected `,` after the list; write `{example}`")));
    }
    Ok((item, list))
}

fn quantified(function: &Ident, input: ParseStream<'_>, depth: usize) -> syn::Result<Quantified> {
    let (item, list) = binding(function, input)?;
    input.parse::<Token![,]>()?;
    Ok(Quantified { item, list, cond: Box::new(whole(input, depth + 1)?) })
}

/// `count(f, g)` or `count(x in list, C)`
fn count(input: ParseStream<'_>, depth: usize) -> syn::Result<Term> {
    if input.peek(Ident::peek_any) && input.peek2(Token![in]) {
        let count = Ident::new("count", input.span());
        return quantified(&count, input, depth).map(Term::CountItems);
    }
    let mut references = Vec::new();
    loop {
        if !input.peek(Ident::peek_any) {
            return Err(input.error("`count` needs the names of fields; write `count(a, b) >= 1`"));
        }
        references.push(Reference::parse(input)?);
        if input.is_empty() {
            return Ok(Term::CountPresent(references));
        }
        if !input.peek(Token![,]) {
            return Err(input.error("expected `,` between fields"));
        }
        input.parse::<Token![,]>()?;
    }
}

fn list(input: ParseStream<'_>) -> syn::Result<Vec<Value>> {
    if !input.peek(syn::token::Bracket) {
        return Err(input.error("`in` needs a list; write `in [A, B]`"));
    }
    let content;
    let brackets = syn::bracketed!(content in input);
    if content.is_empty() {
        let span: Span = brackets.span.join();
        return Err(syn::Error::new(
            span,
            "an empty list holds no value, so the condition never holds; give it values",
        ));
    }
    let values: Vec<Value> = values(&content)?;
    for (index, value) in values.iter().enumerate() {
        if values[..index].iter().any(|before| before.is_same(value)) {
            return Err(listed_twice(value));
        }
    }
    Ok(values)
}

impl Comparison {
    fn parse(input: ParseStream<'_>) -> syn::Result<Option<Self>> {
        let is_next = [
            input.peek(Token![==]),
            input.peek(Token![!=]),
            input.peek(Token![<=]),
            input.peek(Token![>=]),
            input.peek(Token![<]),
            input.peek(Token![>]),
        ];
        let found = Self::ALL.iter().zip(is_next).find(|(_, is_next)| *is_next);
        let Some(((comparison, operator), _)) = found else { return Ok(None) };
        for _ in 0..operator.len() {
            input.parse::<proc_macro2::Punct>()?;
        }
        Ok(Some(*comparison))
    }
}
