//! Constant expressions in braces. Only rustc knows the whole grammar, but its message about broken tokens of a macro points
//! at the derive, so the mistakes that can be seen are reported here.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use syn::{Error, Expr, Result, parse::ParseStream};

use crate::parse::Tokens;

/// Operators that need an expression on their right.
const OPERATORS: &str = "+-*/%^&|=<";

/// Words that begin an expression which only rustc can parse.
const WORDS: [&str; 12] = [
    "async", "const", "for", "if", "let", "loop", "match", "move", "return", "unsafe", "use",
    "while",
];

/// Checks the inside of braces.
pub(super) fn check(group: &Group) -> Result<()> {
    let Some(last) = group.stream().into_iter().last() else {
        return Err(Error::new(group.span(), "empty braces hold no value; write an expression"));
    };
    if let TokenTree::Punct(operator) = &last
        && OPERATORS.contains(operator.as_char())
        && operator.spacing() == Spacing::Alone
    {
        let message = format!("the expression breaks off after `{operator}`; complete it");
        return Err(Error::new(operator.span(), message));
    }
    if !is_simple(group.stream()) {
        return Ok(());
    }
    let inside = Tokens { tokens: group.stream(), end: group.span_close() };
    inside.parse(|input: ParseStream<'_>| match input.parse::<Expr>() {
        Ok(_) if input.is_empty() => Ok(()),
        Ok(_) => Err(input.error(WRONG)),
        Err(error) => Err(Error::new(error.span(), WRONG)),
    })
}

const WRONG: &str = "no expression of Rust goes on like this; write a literal, a constant, or a computation with them";

/// Returns `true` if the tokens hold only operators, names, literals and parentheses.
fn is_simple(tokens: TokenStream) -> bool {
    let mut before = ' ';
    tokens.into_iter().all(|token| {
        let is_simple = match &token {
            TokenTree::Group(group) => {
                group.delimiter() == Delimiter::Parenthesis && is_simple(group.stream())
            }
            TokenTree::Ident(word) => !WORDS.iter().any(|other| word == other),
            TokenTree::Punct(mark) => match mark.as_char() {
                '.' => before != '.',
                '|' => before == '|' || mark.spacing() == Spacing::Joint,
                ';' | '#' | '?' | '$' | '@' | '\'' | '!' => false,
                _ => true,
            },
            TokenTree::Literal(_) => true,
        };
        before = if let TokenTree::Punct(mark) = token { mark.as_char() } else { ' ' };
        is_simple
    })
}
