use std::fmt;

use proc_macro2::{Delimiter, Span, TokenTree};
use syn::{Ident, Lit, LitBool, Token, ext::IdentExt, parse::ParseStream};

use crate::{
    parse::{
        Tokens, Value,
        value::{listed_twice, values},
    },
    suggest::did_you_mean,
};

/// A condition as written; names are not yet looked up.
#[derive(Clone)]
pub(crate) enum Cond {
    /// A bool field, or a named condition.
    Name(Ident),
    Given(Ident),
    Present(Ident),
    Compare(Ident, Comparison, Value),
    In(Ident, Vec<Value>),
    Not(Box<Cond>),
    /// Two or more that must all hold.
    All(Vec<Cond>),
    /// Two or more of which one must hold.
    Any(Vec<Cond>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
}

impl Cond {
    /// Visits every name that the condition speaks of.
    pub(crate) fn each_leaf(&self, visit: &mut impl FnMut(&Cond)) {
        match self {
            Self::Not(cond) => cond.each_leaf(visit),
            Self::All(conds) | Self::Any(conds) => {
                conds.iter().for_each(|cond| cond.each_leaf(visit))
            }
            leaf => visit(leaf),
        }
    }

    /// The name that a leaf speaks of.
    pub(crate) fn name(&self) -> Option<&Ident> {
        match self {
            Self::Name(name)
            | Self::Given(name)
            | Self::Present(name)
            | Self::Compare(name, ..)
            | Self::In(name, _) => Some(name),
            Self::Not(_) | Self::All(_) | Self::Any(_) => None,
        }
    }
}

/// How deep a condition may be nested; nobody could read a deeper one.
const MAX_DEPTH: usize = 32;

/// Parses a condition that is all of the input.
pub(crate) fn condition(input: ParseStream<'_>) -> syn::Result<Cond> {
    whole(input, 0)
}

fn whole(input: ParseStream<'_>, depth: usize) -> syn::Result<Cond> {
    let cond = any(input, depth)?;
    if input.is_empty() { Ok(cond) } else { Err(leftover(input, &cond)) }
}

/// What follows a whole condition, in words that help.
fn leftover(input: ParseStream<'_>, before: &Cond) -> syn::Error {
    if let Cond::Name(name) = before {
        if name == "not" {
            return syn::Error::new(name.span(), "`not` is not a condition; write `!`");
        }
        if input.peek(Token![::]) {
            return syn::Error::new(
                name.span(),
                "a path is not a field; write the field on the left, by its name alone",
            );
        }
    }
    let word = input.fork().call(Ident::parse_any).map(|word| word.to_string());
    let hint = match word.as_deref().unwrap_or_default() {
        "and" => "`and` is not a condition; write `&&`",
        "or" => "`or` is not a condition; write `||`",
        "not" => "`not` is not a condition; write `!(field in [A, B])`",
        _ if input.peek(Token![&]) => "`&` does not join conditions; write `&&`",
        _ if input.peek(Token![|]) => "`|` does not join conditions; write `||`",
        _ if input.peek(Token![=>]) => {
            "`=>` is not part of a condition; write `!a || b` for `a => b`"
        }
        _ if input.peek(Token![==]) || input.peek(Token![!=]) => {
            "comparisons do not chain; join two with `&&`"
        }
        _ if input.peek(Token![=]) => "`=` does not compare; write `==`",
        _ if input.peek(Token![,]) => {
            "one condition is expected here; join several with `&&` or `||`"
        }
        _ => "expected `&&`, `||` or the end of the condition",
    };
    input.error(hint)
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

fn unary(input: ParseStream<'_>, depth: usize) -> syn::Result<Cond> {
    if depth > MAX_DEPTH {
        return Err(input.error(format!(
            "the condition is nested more than {MAX_DEPTH} deep; name a part of it with \
             `#[condition(name, …)]` on the struct"
        )));
    }
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
    atom(input)
}

const EXPECTED: &str =
    "expected a condition, such as `ev`, `present(csr)` or `method == ShipToken`";

fn atom(input: ParseStream<'_>) -> syn::Result<Cond> {
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
    let name = input.call(Ident::parse_any)?;
    if name == "self" && input.peek(Token![.]) {
        return Err(syn::Error::new(name.span(), "fields are named without `self.`; remove it"));
    }
    if input.peek(syn::token::Paren) {
        return call(name, input);
    }
    if input.peek(Token![==]) {
        input.parse::<Token![==]>()?;
        return Ok(Cond::Compare(name, Comparison::Equal, input.parse()?));
    }
    if input.peek(Token![!=]) {
        input.parse::<Token![!=]>()?;
        return Ok(Cond::Compare(name, Comparison::NotEqual, input.parse()?));
    }
    if input.peek(Token![in]) {
        input.parse::<Token![in]>()?;
        return list(input).map(|values| Cond::In(name, values));
    }
    for (is_next, operator) in
        [(input.peek(Token![<]), "<"), (input.peek(Token![>]), ">"), (input.peek(Token![.]), ".")]
    {
        if is_next {
            return Err(input.error(format!(
                "`{operator}` is not part of a condition; compare with `==`, `!=` or `in`"
            )));
        }
    }
    Ok(Cond::Name(name))
}

fn call(function: Ident, input: ParseStream<'_>) -> syn::Result<Cond> {
    let content;
    let parentheses = syn::parenthesized!(content in input);
    let arguments = Tokens { tokens: content.parse()?, end: parentheses.span.close() };
    let of: fn(Ident) -> Cond = match function.to_string().as_str() {
        "given" => Cond::Given,
        "present" => Cond::Present,
        "not" => {
            return Err(syn::Error::new(function.span(), "`not` is not a condition; write `!`"));
        }
        other => {
            let hint = match did_you_mean(other, ["given", "present"]) {
                hint if hint.is_empty() => "; write `given(…)` or `present(…)`".to_owned(),
                hint => hint,
            };
            return Err(syn::Error::new(
                function.span(),
                format!("unknown condition `{other}`{hint}"),
            ));
        }
    };
    arguments.parse(|input: ParseStream<'_>| {
        if !input.peek(Ident::peek_any) {
            return Err(input.error(format!(
                "`{function}` needs the name of a field; write `{function}(field)`"
            )));
        }
        let field = input.call(Ident::parse_any)?;
        if !input.is_empty() {
            return Err(input.error(format!(
                "`{function}` takes the name of one field; join several with `&&` or `||`"
            )));
        }
        Ok(of(field))
    })
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

/// The condition as people write it, with the fewest parentheses.
impl fmt::Display for Cond {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, conds: &[Cond], operator: &str, is_all: bool| {
            for (index, cond) in conds.iter().enumerate() {
                if index > 0 {
                    f.write_str(operator)?;
                }
                match cond {
                    Self::Any(_) => write!(f, "({cond})")?,
                    Self::All(_) if is_all => write!(f, "({cond})")?,
                    _ => cond.fmt(f)?,
                }
            }
            Ok(())
        };
        match self {
            Self::Name(name) => write!(f, "{}", name.unraw()),
            Self::Given(name) => write!(f, "given({})", name.unraw()),
            Self::Present(name) => write!(f, "present({})", name.unraw()),
            Self::Compare(name, Comparison::Equal, value) => {
                write!(f, "{} == {value}", name.unraw())
            }
            Self::Compare(name, Comparison::NotEqual, value) => {
                write!(f, "{} != {value}", name.unraw())
            }
            Self::In(name, values) => {
                let values: Vec<String> = values.iter().map(Value::to_string).collect();
                write!(f, "{} in [{}]", name.unraw(), values.join(", "))
            }
            Self::Not(cond) => match **cond {
                Self::All(_) | Self::Any(_) | Self::Compare(..) | Self::In(..) => {
                    write!(f, "!({cond})")
                }
                _ => write!(f, "!{cond}"),
            },
            Self::All(conds) => joined(f, conds, " && ", true),
            Self::Any(conds) => joined(f, conds, " || ", false),
        }
    }
}
