use std::{collections::BTreeSet, fmt};

use proc_macro2::{Group, Span};
use syn::{
    Ident, LitBool, LitStr, Path, Token,
    ext::IdentExt,
    parse::{Parse, ParseStream},
};

use crate::parse::{Bounds, Number, Reference, expression, shown_path};

/// A literal in an attribute.
#[derive(Clone)]
pub(crate) enum Value {
    Bool(LitBool),
    Number(Number),
    Text(LitStr),
    /// A variant of the type of the compared field.
    Variant(Ident),
    Null(Span),
    /// A constant of the user's crate, by its path.
    Path(Path),
    /// `{ … }`: an expression of the user's crate.
    Expression(Group),
    /// `ctx.f`: a fact of the context, as a default.
    Fact(Reference),
}

impl Value {
    /// Creates a variant. A keyword may be written without `r#`.
    pub(crate) fn variant(name: &Ident) -> Self {
        Self::Variant(as_variant(name.clone()).unwrap_or_else(|_| name.clone()))
    }

    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Bool(literal) => literal.span(),
            Self::Number(number) => number.span(),
            Self::Text(literal) => literal.span(),
            Self::Variant(ident) => ident.span(),
            Self::Null(span) => *span,
            Self::Path(path) => {
                path.segments.last().map_or_else(Span::call_site, |last| last.ident.span())
            }
            Self::Expression(group) => group.span(),
            Self::Fact(reference) => reference.last_span(),
        }
    }

    /// Returns `true` if only rustc or the context knows the value.
    pub(crate) fn is_opaque(&self) -> bool {
        matches!(self, Self::Path(_) | Self::Expression(_) | Self::Fact(_))
    }

    pub(crate) fn number(&self) -> Option<&Number> {
        let Self::Number(number) = self else { return None };
        Some(number)
    }

    /// Returns `true` for a fact of the context.
    pub(crate) fn is_fact(&self) -> bool {
        matches!(self, Self::Fact(_))
    }

    /// Returns `true` if both are written as the same value.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.written().is_some_and(|own| other.written() == Some(own))
    }

    /// Returns the kind of the value and its canonical spelling. A fact has none.
    fn written(&self) -> Option<(u8, String)> {
        Some(match self {
            Self::Bool(literal) => (0, literal.value.to_string()),
            Self::Number(number) => (1, format!("{:?}", number.exact())),
            Self::Text(literal) => (2, literal.value()),
            Self::Variant(ident) => (3, ident.unraw().to_string()),
            Self::Null(_) => (4, String::new()),
            Self::Path(path) => (5, shown_path(path)),
            Self::Expression(group) => (6, group.to_string()),
            Self::Fact(_) => return None,
        })
    }

    /// Reports the first of the values that is listed twice.
    pub(crate) fn check_listed_once<'v>(
        values: impl IntoIterator<Item = &'v Self>,
    ) -> syn::Result<()> {
        let mut written = BTreeSet::new();
        for value in values {
            if value.written().is_some_and(|own| !written.insert(own)) {
                let message = format!("`{value}` is listed twice; remove the second");
                return Err(syn::Error::new(value.span(), message));
            }
        }
        Ok(())
    }
}

impl Parse for Value {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitBool) {
            return input.parse().map(Self::Bool);
        }
        if input.peek(LitStr) {
            return input.parse().map(Self::Text);
        }
        if Number::is_next(input) {
            return input.parse().map(Self::Number);
        }
        if input.peek(syn::token::Brace) {
            let group = input.parse()?;
            expression::check(&group)?;
            return Ok(Self::Expression(group));
        }
        if input.peek(Token![::]) || (input.peek(Ident::peek_any) && input.peek2(Token![::])) {
            return input.call(Path::parse_mod_style).map(Self::Path);
        }
        if input.peek(Ident::peek_any) {
            let variant = input.call(Ident::parse_any)?;
            if variant == "null" {
                return Ok(Self::Null(variant.span()));
            }
            if variant == "ctx" && input.peek(Token![.]) {
                return Err(syn::Error::new(
                    variant.span(),
                    "a fact of the context is no value here; it may be a default, or stand in a condition",
                ));
            }
            if input.peek(syn::token::Paren) {
                return Err(syn::Error::new(
                    variant.span(),
                    "a call is not a value here; write a literal, or a variant alone",
                ));
            }
            return as_variant(variant).map(Self::Variant);
        }
        Err(input
            .error("expected a value: a bool, a number, a text, or a variant of the field's type"))
    }
}

/// Parses a value or a fact of the context.
pub(crate) fn default(input: ParseStream<'_>) -> syn::Result<Value> {
    if !(input.peek(Ident::peek_any) && input.peek2(Token![.])) {
        return input.parse();
    }
    let reference = Reference::parse(input)?;
    if !reference.is_context() {
        let message = "a default is a value, or a fact of the context; write `ctx.fact`";
        return Err(syn::Error::new(reference.span(), message));
    }
    match reference.members.get(1) {
        None => Ok(Value::Fact(reference)),
        Some(member) => {
            let message =
                "a default is one fact of the context, not a member of it; write `ctx.fact`";
            Err(syn::Error::new(member.span(), message))
        }
    }
}

/// Parses one or more values with commas between them, to the end of the input.
pub(crate) fn values<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    let mut values = vec![input.parse()?];
    while !input.is_empty() {
        if input.peek(Token![..]) {
            return Err(input.error("a range is not a value here; list its values"));
        }
        if !input.peek(Token![,]) {
            return Err(input.error("expected `,` between values"));
        }
        input.parse::<Token![,]>()?;
        if !input.is_empty() {
            values.push(input.parse()?);
        }
    }
    Ok(values)
}

/// Returns the name of a variant. A keyword may be written without `r#`.
pub(crate) fn as_variant(name: Ident) -> syn::Result<Ident> {
    let text = name.to_string();
    if syn::parse_str::<Ident>(&text).is_ok() {
        return Ok(name);
    }
    match text.as_str() {
        "_" | "crate" | "self" | "Self" | "super" => Err(syn::Error::new(
            name.span(),
            format!("`{text}` is not a value; write a variant of the field's type"),
        )),
        _ => Ok(Ident::new_raw(&text, name.span())),
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(literal) => literal.value.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Text(literal) => write!(f, "{:?}", literal.value()),
            Self::Variant(ident) => ident.unraw().fmt(f),
            Self::Null(_) => f.write_str("null"),
            Self::Path(path) => f.write_str(&shown_path(path)),
            Self::Expression(group) => write!(f, "{group}"),
            Self::Fact(reference) => reference.fmt(f),
        }
    }
}

/// A value or a range of values in an `allowed` list.
#[derive(Clone)]
pub(crate) enum Allowed {
    One(Value),
    Range(Bounds),
}

impl Allowed {
    pub(crate) fn one(&self) -> Option<&Value> {
        let Self::One(value) = self else { return None };
        Some(value)
    }

    pub(crate) fn range(&self) -> Option<&Bounds> {
        let Self::Range(bounds) = self else { return None };
        Some(bounds)
    }
}

impl Parse for Allowed {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if Bounds::is_range(input) {
            return input.parse().map(Self::Range);
        }
        input.parse().map(Self::One)
    }
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(value) => value.fmt(f),
            Self::Range(bounds) => bounds.fmt(f),
        }
    }
}
