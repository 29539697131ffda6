use std::fmt;

use proc_macro2::Span;
use syn::{
    Ident, LitBool, LitInt, LitStr, Token,
    ext::IdentExt,
    parse::{Parse, ParseStream},
};

use crate::parse::Bounds;

/// A value in an attribute.
#[derive(Clone)]
pub(crate) enum Value {
    Bool(LitBool),
    Integer {
        number: i128,
        minus: Option<Token![-]>,
        literal: LitInt,
    },
    Text(LitStr),
    /// A variant of the compared field's own type.
    Variant(Ident),
}

impl Value {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Bool(literal) => literal.span(),
            Self::Integer { literal, .. } => literal.span(),
            Self::Text(literal) => literal.span(),
            Self::Variant(ident) => ident.span(),
        }
    }

    /// Whether both are written as the same value.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a.value == b.value,
            (Self::Integer { number: a, .. }, Self::Integer { number: b, .. }) => a == b,
            (Self::Text(a), Self::Text(b)) => a.value() == b.value(),
            (Self::Variant(a), Self::Variant(b)) => a == b,
            _ => false,
        }
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
        if input.peek(LitInt) || input.peek(Token![-]) {
            let minus = input.parse::<Option<Token![-]>>()?;
            let literal: LitInt = input.parse()?;
            let magnitude: i128 = literal.base10_parse()?;
            let number = if minus.is_some() { -magnitude } else { magnitude };
            return Ok(Self::Integer { number, minus, literal });
        }
        if input.peek(Ident::peek_any) {
            let variant = input.call(Ident::parse_any)?;
            if input.peek(Token![::]) {
                return Err(syn::Error::new(
                    variant.span(),
                    "a path is not a value here; write the variant alone, its type is the field's",
                ));
            }
            return Ok(Self::Variant(variant));
        }
        Err(input.error(
            "expected a value: a bool, a whole number, a text, or a variant of the field's type",
        ))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(literal) => literal.value.fmt(f),
            Self::Integer { number, .. } => number.fmt(f),
            Self::Text(literal) => write!(f, "{:?}", literal.value()),
            Self::Variant(ident) => ident.fmt(f),
        }
    }
}

/// A value, or a range of them, of an `allowed` list.
#[derive(Clone)]
pub(crate) enum Allowed {
    One(Value),
    Range(Bounds),
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
