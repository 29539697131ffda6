use std::fmt;

use proc_macro2::Span;
use syn::{
    Ident, LitStr, Token,
    ext::IdentExt,
    parse::{Parse, ParseStream},
    token::Brace,
};

use crate::parse::{Comparison, Number, Test, Value};

/// The ends of a range that are not both numbers, such as dates: `"2025-01-01"..="2027-12-31"`, or `> "08:00:00"`.
#[derive(Clone)]
pub(crate) struct Ends {
    /// The lower end, which is compared by `>` or `>=`.
    min: Option<(Comparison, Value)>,
    /// The upper end, which is compared by `<` or `<=`.
    max: Option<(Comparison, Value)>,
}

impl Ends {
    /// Returns `true` if a range comes next of which an end is a text, a constant or an expression.
    pub(crate) fn is_next(input: ParseStream<'_>) -> bool {
        let input = &input.fork();
        loop {
            if is_literal(input) {
                return true;
            }
            let is_more =
                input.peek(Token![,]) && (input.peek2(Token![<]) || input.peek2(Token![>]));
            let is_passed = if Number::is_next(input) {
                input.parse::<Number>().is_ok()
            } else if input.peek(Token![..=]) {
                input.parse::<Token![..=]>().is_ok()
            } else if input.peek(Token![..]) {
                input.parse::<Token![..]>().is_ok()
            } else if input.peek(Token![<]) {
                input.parse::<Token![<]>().is_ok()
            } else if input.peek(Token![>]) {
                input.parse::<Token![>]>().is_ok()
            } else if input.peek(Token![=]) {
                input.parse::<Token![=]>().is_ok()
            } else {
                is_more && input.parse::<Token![,]>().is_ok()
            };
            if !is_passed {
                return false;
            }
        }
    }

    /// Parses a lower limit, an upper one, or both with a comma between them.
    fn parse_limits(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut ends = Self { min: None, max: None };
        loop {
            let (start, is_lower) = (input.span(), input.peek(Token![>]));
            if is_lower {
                input.parse::<Token![>]>()?;
            } else {
                input.parse::<Token![<]>()?;
            }
            let comparison = match (is_lower, input.parse::<Option<Token![=]>>()?.is_some()) {
                (true, true) => Comparison::GreaterEqual,
                (true, false) => Comparison::Greater,
                (false, true) => Comparison::LessEqual,
                (false, false) => Comparison::Less,
            };
            let place = if is_lower { &mut ends.min } else { &mut ends.max };
            if place.is_some() {
                let end = if is_lower { "lower" } else { "upper" };
                let message = format!("the {end} limit is given twice; remove one of them");
                return Err(syn::Error::new(start, message));
            }
            *place = Some((comparison, end(input)?));
            if !(input.peek(Token![,]) && (input.peek2(Token![<]) || input.peek2(Token![>]))) {
                return Ok(ends);
            }
            input.parse::<Token![,]>()?;
        }
    }

    /// Returns the comparisons that a value within the range keeps, the lower end first.
    pub(crate) fn comparisons(&self) -> impl Iterator<Item = (Comparison, &Value)> {
        self.min.iter().chain(&self.max).map(|(comparison, value)| (*comparison, value))
    }

    /// Returns the comparisons as tests of their own.
    pub(crate) fn tests(&self) -> Vec<Test> {
        self.comparisons()
            .map(|(comparison, value)| Test::Compares(comparison, value.clone()))
            .collect()
    }

    /// Returns the values at the ends.
    pub(crate) fn values(&self) -> Vec<&Value> {
        self.comparisons().map(|(_, value)| value).collect()
    }

    /// Returns the values at the ends, to replace them by other spellings.
    pub(crate) fn values_mut(&mut self) -> Vec<&mut Value> {
        self.min.iter_mut().chain(&mut self.max).map(|(_, value)| value).collect()
    }

    /// Returns `true` if the range has a lower end, and if it has an upper one.
    pub(crate) fn has(&self) -> (bool, bool) {
        (self.min.is_some(), self.max.is_some())
    }

    /// Returns the place of the first end.
    pub(crate) fn span(&self) -> Span {
        self.comparisons().next().map_or_else(Span::call_site, |(_, value)| value.span())
    }
}

impl Parse for Ends {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![<]) || input.peek(Token![>]) {
            return Self::parse_limits(input);
        }
        let min = if input.peek(Token![..]) { None } else { Some(end(input)?) };
        let comparison = if input.peek(Token![..=]) {
            input.parse::<Token![..=]>()?;
            Comparison::LessEqual
        } else if input.peek(Token![..]) {
            input.parse::<Token![..]>()?;
            Comparison::Less
        } else {
            let message = match min {
                Some(value) => format!(
                    "a range has `..` after its start; write `{value}..`, or `allowed({value})` for this value alone"
                ),
                None => "a range has an end; write `..=` and the end".to_owned(),
            };
            return Err(input.error(message));
        };
        let is_open = comparison == Comparison::Less && min.is_some() && !is_end(input);
        let max = if is_open { None } else { Some((comparison, end(input)?)) };
        Ok(Self { min: min.map(|value| (Comparison::GreaterEqual, value)), max })
    }
}

/// Returns `true` if a text, a constant or an expression comes next.
fn is_literal(input: ParseStream<'_>) -> bool {
    let is_path = input.peek(Ident::peek_any) && input.peek2(Token![::]);
    input.peek(LitStr) || input.peek(Brace) || input.peek(Token![::]) || is_path
}

fn is_end(input: ParseStream<'_>) -> bool {
    is_literal(input) || Number::is_next(input)
}

fn end(input: ParseStream<'_>) -> syn::Result<Value> {
    match is_end(input) {
        true => input.parse(),
        false => Err(input.error(
            "expected an end of the range: a date or time such as `\"2031-05-08\"`, a number, a constant or `{ … }`",
        )),
    }
}

/// Writes the range as it stands in the parentheses of the rule.
impl fmt::Display for Ends {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((Comparison::Greater, _)) = self.min {
            let limits =
                self.comparisons().map(|(comparison, value)| format!("{comparison} {value}"));
            return f.write_str(&limits.collect::<Vec<_>>().join(", "));
        }
        if let Some((_, value)) = &self.min {
            value.fmt(f)?;
        }
        match &self.max {
            None => f.write_str(".."),
            Some((Comparison::Less, value)) => write!(f, "..{value}"),
            Some((_, value)) => write!(f, "..={value}"),
        }
    }
}
