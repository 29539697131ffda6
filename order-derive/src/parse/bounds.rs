use std::fmt;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::{
    LitFloat, LitInt, Token,
    parse::{Parse, ParseStream},
};

use crate::parse::Integer;

/// `a..=b`, `a..`, `..=b`, `a..b` or `n`, as written.
#[derive(Clone)]
pub(crate) struct Bounds {
    /// The lower end, which is included.
    pub(crate) min: Option<Integer>,
    /// The upper end as written.
    pub(crate) max: Option<Integer>,
    /// `true` if the upper end is included.
    pub(crate) is_inclusive: bool,
    operator: TokenStream,
    pub(crate) span: Span,
}

impl Bounds {
    /// Returns `true` if a range comes next, and not a single value.
    pub(crate) fn is_range(input: ParseStream<'_>) -> bool {
        let fork = input.fork();
        let _ = fork.parse::<Integer>();
        fork.peek(Token![..])
    }

    /// The greatest value within the bounds.
    pub(crate) fn last(&self) -> Option<i128> {
        self.max.as_ref().map(|max| if self.is_inclusive { max.number } else { max.number - 1 })
    }

    /// Returns `true` if `number` lies within the bounds.
    pub(crate) fn contain(&self, number: i128) -> bool {
        self.min.as_ref().is_none_or(|min| min.number <= number)
            && self.last().is_none_or(|last| number <= last)
    }

    /// Returns `true` if no value lies within the bounds.
    pub(crate) fn is_empty(&self) -> bool {
        matches!((&self.min, self.last()), (Some(min), Some(last)) if min.number > last)
    }
}

impl Parse for Bounds {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let span = input.span();
        let min = if input.peek(Token![..]) { None } else { Some(end(input)?) };
        if input.peek(Token![..=]) {
            let operator = input.parse::<Token![..=]>()?.into_token_stream();
            return Ok(Self { min, max: Some(end(input)?), is_inclusive: true, operator, span });
        }
        if input.peek(Token![..]) {
            let operator = input.parse::<Token![..]>()?.into_token_stream();
            let max =
                if input.is_empty() || input.peek(Token![,]) { None } else { Some(end(input)?) };
            if min.is_none() && max.is_none() {
                return Err(syn::Error::new(
                    span,
                    "bounds without an end allow everything; give one, such as `1..`",
                ));
            }
            return Ok(Self { min, max, is_inclusive: false, operator, span });
        }
        Ok(Self { max: min.clone(), min, is_inclusive: true, operator: TokenStream::new(), span })
    }
}

impl ToTokens for Bounds {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.min.to_tokens(tokens);
        if !self.operator.is_empty() {
            self.operator.to_tokens(tokens);
            self.max.to_tokens(tokens);
        }
    }
}

fn end(input: ParseStream<'_>) -> syn::Result<Integer> {
    if input.peek(LitInt) || input.peek(Token![-]) {
        return input.parse();
    }
    if input.peek(LitFloat) {
        return Err(input.error(
            "bounds are whole numbers; compare a decimal by a rule, such as \
             `#[rule(least, price >= { Decimal::new(5, 1) }, \"at least 0.5\")]`",
        ));
    }
    Err(input.error("expected bounds of whole numbers, such as `1..=64`, `1..` or `2`"))
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |end: &Option<Integer>| end.as_ref().map_or_else(String::new, Integer::to_string);
        match (&self.min, &self.max) {
            (Some(min), Some(max)) if self.is_inclusive && min.number == max.number => min.fmt(f),
            (min, max) if self.is_inclusive => write!(f, "{}..={}", end(min), end(max)),
            (min, max) => write!(f, "{}..{}", end(min), end(max)),
        }
    }
}
