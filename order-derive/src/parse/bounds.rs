use std::fmt;

use proc_macro2::Span;
use syn::{
    LitInt, Token,
    parse::{Parse, ParseStream},
};

/// `a..=b`, `a..`, `..=b`, `a..b` or `n`, as written.
#[derive(Clone)]
pub(crate) struct Bounds {
    /// The lower end, which belongs to it.
    pub(crate) min: Option<Bound>,
    /// The upper end as written.
    pub(crate) max: Option<Bound>,
    /// Whether the upper end belongs to it.
    pub(crate) is_inclusive: bool,
    pub(crate) span: Span,
}

/// One end, with its tokens so that rustc can check its type.
#[derive(Clone)]
pub(crate) struct Bound {
    pub(crate) number: i128,
    pub(crate) minus: Option<Token![-]>,
    pub(crate) literal: LitInt,
}

impl Bounds {
    /// Whether a range stands next, and not a single value.
    pub(crate) fn is_range(input: ParseStream<'_>) -> bool {
        let fork = input.fork();
        let _ = fork.parse::<Bound>();
        fork.peek(Token![..])
    }

    /// The greatest value that belongs to it.
    pub(crate) fn last(&self) -> Option<i128> {
        self.max.as_ref().map(|max| if self.is_inclusive { max.number } else { max.number - 1 })
    }

    /// Whether `number` lies between the ends.
    pub(crate) fn contain(&self, number: i128) -> bool {
        self.min.as_ref().is_none_or(|min| min.number <= number)
            && self.last().is_none_or(|last| number <= last)
    }

    /// Whether no value lies between the ends.
    pub(crate) fn is_empty(&self) -> bool {
        matches!((&self.min, self.last()), (Some(min), Some(last)) if min.number > last)
    }
}

impl Parse for Bounds {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let span = input.span();
        let min = if input.peek(Token![..]) { None } else { Some(input.parse::<Bound>()?) };
        if input.peek(Token![..=]) {
            input.parse::<Token![..=]>()?;
            return Ok(Self { min, max: Some(input.parse()?), is_inclusive: true, span });
        }
        if input.peek(Token![..]) {
            input.parse::<Token![..]>()?;
            let max =
                if input.is_empty() || input.peek(Token![,]) { None } else { Some(input.parse()?) };
            if min.is_none() && max.is_none() {
                return Err(syn::Error::new(
                    span,
                    "bounds without an end allow everything; give one, such as `1..`",
                ));
            }
            return Ok(Self { min, max, is_inclusive: false, span });
        }
        Ok(Self { max: min.clone(), min, is_inclusive: true, span })
    }
}

impl Parse for Bound {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let minus = input.parse::<Option<Token![-]>>()?;
        if !input.peek(LitInt) {
            return Err(
                input.error("expected bounds of whole numbers, such as `1..=64`, `1..` or `2`")
            );
        }
        let literal: LitInt = input.parse()?;
        let magnitude: i128 = literal.base10_parse()?;
        let number = if minus.is_some() { -magnitude } else { magnitude };
        Ok(Self { number, minus, literal })
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |bound: &Option<Bound>| {
            bound.as_ref().map_or_else(String::new, |bound| bound.number.to_string())
        };
        match (&self.min, &self.max) {
            (Some(min), Some(max)) if self.is_inclusive && min.number == max.number => {
                min.number.fmt(f)
            }
            (min, max) if self.is_inclusive => write!(f, "{}..={}", end(min), end(max)),
            (min, max) => write!(f, "{}..{}", end(min), end(max)),
        }
    }
}
