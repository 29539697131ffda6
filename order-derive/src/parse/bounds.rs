use std::fmt;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::{
    Ident, Token,
    ext::IdentExt,
    parse::{Parse, ParseStream},
};

use crate::parse::{Exact, Number};

/// `a..=b`, `a..`, `..=b`, `a..b` or `n`, as written, and `> a, <= b` of a range.
#[derive(Clone)]
pub(crate) struct Bounds {
    /// The lower end as written.
    pub(crate) min: Option<Number>,
    /// The upper end as written.
    pub(crate) max: Option<Number>,
    /// `true` if the lower end is excluded.
    pub(crate) excludes_min: bool,
    /// `true` if the upper end is included.
    pub(crate) is_inclusive: bool,
    tokens: TokenStream,
    pub(crate) span: Span,
}

impl Bounds {
    /// Returns `true` if a range comes next, and not a single value.
    pub(crate) fn is_range(input: ParseStream<'_>) -> bool {
        let fork = input.fork();
        let _ = fork.parse::<Number>();
        fork.peek(Token![..])
    }

    /// Parses bounds of a length or a count, whose ends are whole numbers.
    pub(crate) fn parse_whole(input: ParseStream<'_>, what: &str) -> syn::Result<Self> {
        Self::parse_ends(input, &|input| {
            if Number::is_next(input) {
                return Number::parse_whole(input, what);
            }
            Err(input.error("expected bounds of whole numbers, such as `1..=64`, `1..` or `2`"))
        })
    }

    /// Parses the bounds of a range: `> 0, <= 10`, or as in Rust.
    pub(crate) fn parse_range(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![<]) || input.peek(Token![>]) {
            return Self::parse_limits(input);
        }
        let fork = input.fork();
        if let Ok(word) = fork.call(Ident::parse_any)
            && fork.peek(Token![=])
            && let Some(operator) = operator_of(&word.to_string())
        {
            let message = format!("`range` takes no words; write `{operator}` and the number");
            return Err(syn::Error::new(word.span(), message));
        }
        input.parse()
    }

    /// Parses a lower limit, an upper one, or both with a comma between them.
    fn parse_limits(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut bounds = Self {
            min: None,
            max: None,
            excludes_min: false,
            is_inclusive: true,
            tokens: TokenStream::new(),
            span: input.span(),
        };
        loop {
            let (start, is_lower) = (input.span(), input.peek(Token![>]));
            let operator = if is_lower {
                input.parse::<Token![>]>()?.into_token_stream()
            } else {
                input.parse::<Token![<]>()?.into_token_stream()
            };
            let equal = input.parse::<Option<Token![=]>>()?;
            let number = end(input)?;
            bounds.tokens.extend(operator);
            equal.to_tokens(&mut bounds.tokens);
            number.to_tokens(&mut bounds.tokens);
            let place = if is_lower { &mut bounds.min } else { &mut bounds.max };
            if place.is_some() {
                let end = if is_lower { "lower" } else { "upper" };
                let message = format!("the {end} limit is given twice; remove one of them");
                return Err(syn::Error::new(start, message));
            }
            *place = Some(number);
            match is_lower {
                true => bounds.excludes_min = equal.is_none(),
                false => bounds.is_inclusive = equal.is_some(),
            }
            let fork = input.fork();
            let is_more =
                fork.parse::<Token![,]>().is_ok() && (fork.peek(Token![<]) || fork.peek(Token![>]));
            if !is_more {
                return Ok(bounds);
            }
            input.parse::<Token![,]>()?.to_tokens(&mut bounds.tokens);
        }
    }

    fn parse_ends(
        input: ParseStream<'_>,
        end: &dyn Fn(ParseStream<'_>) -> syn::Result<Number>,
    ) -> syn::Result<Self> {
        let span = input.span();
        let min = if input.peek(Token![..]) { None } else { Some(end(input)?) };
        let mut bounds = Self {
            max: min.clone(),
            tokens: min.to_token_stream(),
            min,
            excludes_min: false,
            is_inclusive: true,
            span,
        };
        if input.peek(Token![..=]) {
            input.parse::<Token![..=]>()?.to_tokens(&mut bounds.tokens);
            bounds.max = Some(end(input)?);
        } else if input.peek(Token![..]) {
            input.parse::<Token![..]>()?.to_tokens(&mut bounds.tokens);
            let is_open = input.is_empty() || input.peek(Token![,]);
            bounds.max = if is_open { None } else { Some(end(input)?) };
            bounds.is_inclusive = bounds.max.is_none();
            if bounds.min.is_none() && bounds.max.is_none() {
                return Err(syn::Error::new(
                    span,
                    "bounds without an end allow everything; give one, such as `1..`",
                ));
            }
        } else {
            return Ok(bounds);
        }
        bounds.max.to_tokens(&mut bounds.tokens);
        Ok(bounds)
    }

    /// Bounds with these ends, both inclusive, that nobody wrote.
    pub(crate) fn between(min: Option<Number>, max: Option<Number>) -> Self {
        let (tokens, span) = (TokenStream::new(), Span::call_site());
        Self { min, max, excludes_min: false, is_inclusive: true, tokens, span }
    }

    /// The ends as written.
    pub(crate) fn ends(&self) -> impl Iterator<Item = &Number> {
        self.min.iter().chain(&self.max)
    }

    /// Returns the least and the greatest whole number within bounds whose ends are whole.
    pub(crate) fn whole(&self) -> (Option<i128>, Option<i128>) {
        let whole = |end: &Option<Number>| end.as_ref().and_then(Number::whole);
        let (min, max) = (whole(&self.min), whole(&self.max));
        (
            if self.excludes_min { min.map(|min| min + 1) } else { min },
            if self.is_inclusive { max } else { max.map(|max| max - 1) },
        )
    }

    /// Returns `true` if `number` lies within the bounds.
    pub(crate) fn contain(&self, number: Exact) -> bool {
        let is_above = self.min.as_ref().is_none_or(|min| match self.excludes_min {
            true => min.exact() < number,
            false => min.exact() <= number,
        });
        let is_below = self.max.as_ref().is_none_or(|max| match self.is_inclusive {
            true => number <= max.exact(),
            false => number < max.exact(),
        });
        is_above && is_below
    }

    /// Returns `true` if no number lies within the bounds.
    pub(crate) fn is_empty(&self) -> bool {
        let (Some(min), Some(max)) = (&self.min, &self.max) else { return false };
        let (min, max) = (min.exact(), max.exact());
        min > max || min == max && (self.excludes_min || !self.is_inclusive)
    }
}

/// Returns the operator that a word of another library stands for.
fn operator_of(word: &str) -> Option<&'static str> {
    match word {
        "min" | "minimum" | "gte" | "ge" => Some(">="),
        "max" | "maximum" | "lte" | "le" => Some("<="),
        "exclusive_min" | "exclusive_minimum" | "exclusiveMinimum" | "gt" => Some(">"),
        "exclusive_max" | "exclusive_maximum" | "exclusiveMaximum" | "lt" => Some("<"),
        _ => None,
    }
}

impl Parse for Bounds {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Self::parse_ends(input, &end)
    }
}

impl ToTokens for Bounds {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.tokens.to_tokens(tokens);
    }
}

fn end(input: ParseStream<'_>) -> syn::Result<Number> {
    if Number::is_next(input) {
        return input.parse();
    }
    Err(input.error("expected bounds, such as `1..=64`, `0.5..`, `..10` or `> 0, <= 1000`"))
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |end: &Option<Number>| end.as_ref().map_or_else(String::new, Number::to_string);
        if self.excludes_min {
            let upper = if self.is_inclusive { "<=" } else { "<" };
            let lower = self.min.iter().map(|min| format!("> {min}"));
            let upper = self.max.iter().map(|max| format!("{upper} {max}"));
            return f.write_str(&lower.chain(upper).collect::<Vec<_>>().join(", "));
        }
        match (&self.min, &self.max) {
            (Some(min), Some(max)) if self.is_inclusive && min.exact() == max.exact() => min.fmt(f),
            (_, None) => write!(f, "{}..", end(&self.min)),
            (min, max) if self.is_inclusive => write!(f, "{}..={}", end(min), end(max)),
            (min, max) => write!(f, "{}..{}", end(min), end(max)),
        }
    }
}
