//! The grammar of conditions, with advice for common mistakes.

use proc_macro2::{Delimiter, Span, TokenTree};
use syn::{Ident, Lit, LitBool, Token, ext::IdentExt, parse::ParseStream};

use crate::{
    parse::{
        Allowed, Comparison, Cond, Names, Quantified, Reference, Term, Test, TestWord, Tokens,
        Unit, Value,
        value::{as_variant, values},
    },
    suggest::did_you_mean,
};

/// Deepest nesting of a condition. A deeper one would be unreadable.
const MAX_DEPTH: usize = 32;

/// Returns a parser of a condition that is the whole input and may refer to `names`.
pub(crate) fn condition(names: &Names<'_>) -> impl Fn(ParseStream<'_>) -> syn::Result<Cond> {
    move |input| whole(input, Scope { names, item: None, depth: 0 })
}

/// The names that are defined at one place of a condition.
#[derive(Clone, Copy)]
struct Scope<'s> {
    names: &'s Names<'s>,
    /// The innermost bound item, and the scope around its quantifier.
    item: Option<(&'s Ident, &'s Scope<'s>)>,
    depth: usize,
}

impl<'s> Scope<'s> {
    fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }

    fn with(&'s self, item: &'s Ident) -> Self {
        Self { item: Some((item, self)), ..self.deeper() }
    }

    fn is_bound(&self, name: &Ident) -> bool {
        self.item.is_some_and(|(item, outer)| item.unraw() == name.unraw() || outer.is_bound(name))
    }

    /// Returns `true` if the name alone has a value, like a field or a bound item.
    fn has_value(&self, name: &Ident) -> bool {
        self.is_bound(name) || self.names.is_field(name)
    }

    /// Returns `true` if the name alone on the right of a comparison is a variant. A field is never compared with
    /// itself, so the name of the left side is a variant on the right.
    fn is_value(&self, name: &Ident, own: Option<&Ident>) -> bool {
        let is_own = own.is_some_and(|own| own.unraw() == name.unraw());
        !self.is_bound(name)
            && (is_own || !self.names.is_field(name) && !self.names.is_condition(name))
    }

    fn check_depth(&self, input: ParseStream<'_>) -> syn::Result<()> {
        if self.depth <= MAX_DEPTH {
            return Ok(());
        }
        Err(input.error(format!(
            "the condition is nested more than {MAX_DEPTH} deep; name a part of it with \
             `#[condition(name, …)]` on the struct"
        )))
    }
}

fn whole(input: ParseStream<'_>, scope: Scope<'_>) -> syn::Result<Cond> {
    let cond = implies(input, scope)?;
    if input.is_empty() { Ok(cond) } else { Err(leftover(input, &cond)) }
}

/// Error about tokens that follow a whole condition.
fn leftover(input: ParseStream<'_>, before: &Cond) -> syn::Error {
    let alone = if let Cond::Passes(reference, Test::True) = before {
        reference.single()
    } else if let Cond::Named(name) = before {
        Some(name)
    } else {
        None
    };
    if let Cond::Passes(reference, Test::True) = before
        && !reference.members.is_empty()
        && input.peek(syn::token::Paren)
    {
        return method(reference);
    }
    if let Some(name) = alone {
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
            match matches!(before, Cond::Compare(..) | Cond::Passes(_, Test::Compares(..))) {
                true => "comparisons do not chain; join two with `&&`",
                false => {
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
fn implies(input: ParseStream<'_>, scope: Scope<'_>) -> syn::Result<Cond> {
    let left = any(input, scope)?;
    if !input.peek(Token![=>]) {
        return Ok(left);
    }
    scope.check_depth(input)?;
    input.parse::<Token![=>]>()?;
    Ok(Cond::Implies(Box::new(left), Box::new(implies(input, scope.deeper())?)))
}

fn any(input: ParseStream<'_>, scope: Scope<'_>) -> syn::Result<Cond> {
    chain(input, scope, |input| input.peek(Token![||]), all, Cond::Any)
}

fn all(input: ParseStream<'_>, scope: Scope<'_>) -> syn::Result<Cond> {
    chain(input, scope, |input| input.peek(Token![&&]), unary, Cond::All)
}

/// Parses one or more `part`s with a two-character operator between them.
fn chain(
    input: ParseStream<'_>,
    scope: Scope<'_>,
    is_operator: fn(ParseStream<'_>) -> bool,
    part: fn(ParseStream<'_>, Scope<'_>) -> syn::Result<Cond>,
    join: fn(Vec<Cond>) -> Cond,
) -> syn::Result<Cond> {
    let first = part(input, scope)?;
    if !is_operator(input) {
        return Ok(first);
    }
    let mut parts = vec![first];
    while is_operator(input) {
        input.parse::<proc_macro2::Punct>()?;
        input.parse::<proc_macro2::Punct>()?;
        parts.push(part(input, scope)?);
    }
    Ok(join(parts))
}

fn unary(input: ParseStream<'_>, scope: Scope<'_>) -> syn::Result<Cond> {
    scope.check_depth(input)?;
    if input.peek(Token![!]) {
        input.parse::<Token![!]>()?;
        return Ok(Cond::Not(Box::new(unary(input, scope.deeper())?)));
    }
    if input.peek(syn::token::Paren) {
        let content;
        syn::parenthesized!(content in input);
        if content.is_empty() {
            return Err(content.error(EXPECTED));
        }
        return whole(&content, scope.deeper());
    }
    if let Some((inside, _, _)) = input.cursor().group(Delimiter::None)
        && inside.token_tree().is_some_and(|(_, after)| !after.eof())
        && let TokenTree::Group(group) = input.parse()?
    {
        // An expression that is an argument of a `macro_rules!` macro remains a single operand.
        let end = group.span_close();
        let part = |input: ParseStream<'_>| whole(input, scope.deeper());
        return Tokens { tokens: group.stream(), end }.parse(part);
    }
    atom(input, scope)
}

const EXPECTED: &str =
    "expected a condition, such as `ev`, `present(csr)` or `method == ShipToken`";

fn atom(input: ParseStream<'_>, scope: Scope<'_>) -> syn::Result<Cond> {
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
        return match call(&function, input, scope)? {
            Call::Cond(cond) => Ok(cond),
            Call::Term(left) => match Comparison::parse(input)? {
                Some(comparison) => {
                    let right = term(input, scope, None)?;
                    if let Term::Value(Value::Number(number)) = &right
                        && number.whole().is_none()
                    {
                        return Err(syn::Error::new(
                            number.span(),
                            format!(
                                "`{function}(…)` is a whole number, never {number}; compare it with one"
                            ),
                        ));
                    }
                    Ok(Cond::Compare(left, comparison, right))
                }
                None => Err(syn::Error::new(
                    function.span(),
                    format!("`{function}(…)` is a number, not a condition; compare it with one"),
                )),
            },
        };
    }
    let reference = Reference::parse(input)?;
    if let Some(comparison) = Comparison::parse(input)? {
        return Ok(match term(input, scope, reference.single())? {
            Term::Value(value) => Cond::Passes(reference, Test::Compares(comparison, value)),
            right @ (Term::Reference(_)
            | Term::Length(_)
            | Term::Size(..)
            | Term::CountPresent(_)
            | Term::CountItems(_)) => Cond::Compare(Term::Reference(reference), comparison, right),
        });
    }
    if input.peek(Token![in]) {
        input.parse::<Token![in]>()?;
        let values = list(input)?.into_iter().map(Allowed::One).collect();
        return Ok(Cond::Passes(reference, Test::OneOf(values)));
    }
    Ok(match reference.single() {
        Some(name) if !scope.has_value(name) => Cond::Named(name.clone()),
        _ => Cond::Passes(reference, Test::True),
    })
}

/// Parses the right side of a comparison. `own` is the name of the left side, if that is a name alone.
fn term(input: ParseStream<'_>, scope: Scope<'_>, own: Option<&Ident>) -> syn::Result<Term> {
    if input.peek(Ident::peek_any) && !input.peek(LitBool) {
        if input.peek2(syn::token::Paren) {
            let function = input.call(Ident::parse_any)?;
            return match call(&function, input, scope)? {
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
            let reference = Reference::parse(input)?;
            if !reference.members.is_empty() && input.peek(syn::token::Paren) {
                return Err(method(&reference));
            }
            return Ok(match reference.single() {
                Some(name) if scope.is_value(name, own) => Term::Value(Value::variant(name)),
                _ => Term::Reference(reference),
            });
        }
    }
    input.parse().map(Term::Value)
}

/// The error about a call of a method, with what a condition has for it.
fn method(reference: &Reference) -> syn::Error {
    let (path, name) = match reference.members.split_last() {
        Some((last, members)) => {
            let path = Reference { root: reference.root.clone(), members: members.to_vec() };
            (path.to_string(), last)
        }
        None => (String::new(), &reference.root),
    };
    let advice = match name.to_string().as_str() {
        "len" | "count" => format!("write `len({path})`"),
        "is_some" => format!("write `present({path})`"),
        "is_none" => format!("write `!present({path})`"),
        "is_empty" => format!("write `len({path}) == 0`"),
        "contains" => format!(
            "write `any(x in {path}, x == …)` of a list, `matches({path}, \"…\")` of a text"
        ),
        "starts_with" => format!("write `matches({path}, \"(?s)….*\")`"),
        "ends_with" => format!("write `matches({path}, \"(?s).*…\")`"),
        "is_match" => format!("write `matches({path}, \"…\")`"),
        "unwrap" | "as_ref" | "as_deref" | "as_str" | "clone" | "unwrap_or_default" => {
            format!("write `{path}` alone, which is its value if there is one")
        }
        _ => format!(
            "write `present({path})`, compare `{path}` with a value, or give it to a function by `satisfies({path}, …)`"
        ),
    };
    syn::Error::new(name.span(), format!("a condition calls no method; {advice}"))
}

/// A name with parentheses after it: a condition, or a number to compare.
enum Call {
    Cond(Cond),
    Term(Term),
}

type Function = fn(&Ident, ParseStream<'_>, Scope<'_>) -> syn::Result<Call>;

/// The functions of conditions that are more than a test of a single value.
const FUNCTIONS: [(&str, Function); 8] = [
    ("all", |name, input, scope| {
        quantified(name, input, scope).map(|all| Call::Cond(Cond::AllItems(all)))
    }),
    ("any", |name, input, scope| {
        quantified(name, input, scope).map(|any| Call::Cond(Cond::AnyItem(any)))
    }),
    ("changed", |name, input, _| changed(name, input).map(Call::Cond)),
    ("count", |_, input, scope| count(input, scope).map(Call::Term)),
    ("given", |name, input, _| field_argument(name, input).map(|it| Call::Cond(Cond::Given(it)))),
    ("len", |name, input, _| length(name, input).map(Call::Term)),
    ("present", |name, input, _| {
        field_argument(name, input).map(|it| Call::Cond(Cond::Present(it)))
    }),
    ("unique", |name, input, _| unique(name, input).map(Call::Cond)),
];

fn call(function: &Ident, input: ParseStream<'_>, scope: Scope<'_>) -> syn::Result<Call> {
    scope.check_depth(input)?;
    let content;
    let parentheses = syn::parenthesized!(content in input);
    let arguments = Tokens::within(content.parse()?, parentheses.span.close());
    let name = function.to_string();
    if let Some((_, parser)) = FUNCTIONS.iter().find(|(known, _)| *known == name) {
        return arguments.parse(|input: ParseStream<'_>| parser(function, input, scope));
    }
    if let Some(word) = TestWord::of_function(&name) {
        let (field, test) =
            arguments.parse(|input: ParseStream<'_>| word.parse_condition(input))?;
        return Ok(Call::Cond(Cond::Passes(field, test)));
    }
    if name == "not" {
        return Err(syn::Error::new(function.span(), "`not` is not a condition; write `!`"));
    }
    let functions = FUNCTIONS.iter().map(|(name, _)| *name);
    let mut known: Vec<&str> = functions.chain(TestWord::functions()).collect();
    known.sort_unstable();
    let hint = match did_you_mean(&name, known.iter().copied()) {
        hint if hint.is_empty() => format!("; known are `{}`", known.join("`, `")),
        hint => hint,
    };
    Err(syn::Error::new(function.span(), format!("unknown condition `{name}`{hint}")))
}

/// `unique(x in list, x.field)`
fn unique(function: &Ident, input: ParseStream<'_>) -> syn::Result<Cond> {
    let (item, list) = binding(function, input)?;
    input.parse::<Token![,]>()?;
    let key = Reference::parse(input)?;
    if key.root != item {
        return Err(syn::Error::new(
            key.span(),
            format!("`unique` compares a value of each item; write `{item}` or `{item}.field`"),
        ));
    }
    Ok(Cond::Unique(item, list, key))
}

/// `changed(field)`
fn changed(function: &Ident, input: ParseStream<'_>) -> syn::Result<Cond> {
    let field = field_argument(function, input)?;
    match field.single() {
        Some(name) => Ok(Cond::Passes(Reference::changed(function, name.clone()), Test::True)),
        None => Err(syn::Error::new(
            field.span(),
            format!(
                "`changed` asks for a field of the request itself; write `changed({})`, or compare `{field}` with `old.{field}`",
                field.root.unraw(),
            ),
        )),
    }
}

/// Parses the only field that is the argument of a function.
fn field_argument(function: &Ident, input: ParseStream<'_>) -> syn::Result<Reference> {
    let field = field_name(function, input)?;
    match input.is_empty() {
        true => Ok(field),
        false => Err(input.error(format!(
            "`{function}` takes the name of one field; join several with `&&` or `||`"
        ))),
    }
}

/// Parses the field that is the first argument of a function.
fn field_name(function: &Ident, input: ParseStream<'_>) -> syn::Result<Reference> {
    if !input.peek(Ident::peek_any) {
        return Err(input
            .error(format!("`{function}` needs the name of a field; write `{function}(field)`")));
    }
    Reference::parse(input)
}

/// `len(field)` or `len(field, unit)`
fn length(function: &Ident, input: ParseStream<'_>) -> syn::Result<Term> {
    let field = field_name(function, input)?;
    if input.is_empty() {
        return Ok(Term::Length(field));
    }
    let rest = input.fork();
    if rest.parse::<Token![,]>().is_ok()
        && let Ok(name) = rest.call(Ident::parse_any)
        && rest.is_empty()
        && let Some(unit) = Unit::find(&name)
    {
        input.parse::<Token![,]>()?;
        input.call(Ident::parse_any)?;
        return Ok(Term::Size(unit, field));
    }
    Err(input.error(
        "`len` takes the name of one field, and after it at most a unit, `bytes` or `utf16`; write `len` of each field",
    ))
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

fn quantified(
    function: &Ident,
    input: ParseStream<'_>,
    scope: Scope<'_>,
) -> syn::Result<Quantified> {
    let (item, list) = binding(function, input)?;
    input.parse::<Token![,]>()?;
    let cond = whole(input, scope.with(&item))?;
    Ok(Quantified { item, list, cond: Box::new(cond) })
}

/// `count(f, g)` or `count(x in list, C)`
fn count(input: ParseStream<'_>, scope: Scope<'_>) -> syn::Result<Term> {
    if input.peek(Ident::peek_any) && input.peek2(Token![in]) {
        let count = Ident::new("count", input.span());
        return quantified(&count, input, scope).map(Term::CountItems);
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
    Value::check_listed_once(&values)?;
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
