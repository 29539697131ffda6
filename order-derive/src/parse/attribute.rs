use proc_macro2::{Span, TokenStream};
use syn::{
    Attribute, Expr, Ident, Lit, LitStr, Meta, Token,
    ext::IdentExt,
    parse::{Parse, ParseStream, Parser},
    punctuated::Punctuated,
    spanned::Spanned,
};

use crate::errors::Errors;

/// One word of ours with its argument: `required_if(ev)`, `blank(value)`, `rename = "x"`, `secret`.
pub(crate) struct Word {
    pub(crate) name: Ident,
    pub(crate) argument: Argument,
}

pub(crate) enum Argument {
    None,
    /// What stands in parentheses.
    List(TokenStream),
    /// What stands behind `=`.
    Equals(TokenStream),
}

impl Word {
    /// What the word needs in parentheses.
    pub(crate) fn list(&self, example: &str) -> syn::Result<&TokenStream> {
        match &self.argument {
            Argument::List(tokens) if !tokens.is_empty() => Ok(tokens),
            _ => Err(self.wrong(format!("`{}` needs an argument; write `{example}`", self.name))),
        }
    }

    /// Parses what the word needs in parentheses.
    pub(crate) fn parse_list<T>(
        &self,
        example: &str,
        parser: impl Parser<Output = T>,
    ) -> syn::Result<T> {
        let tokens = self.list(example)?.clone();
        parser.parse2(tokens).map_err(|error| self.place_end_of_input(error))
    }

    /// The text behind `=`.
    pub(crate) fn text(&self, example: &str) -> syn::Result<LitStr> {
        match &self.argument {
            Argument::Equals(tokens) => syn::parse2(tokens.clone()).map_err(|_| {
                let span = tokens.span();
                syn::Error::new(
                    span,
                    format!("`{}` needs a text in quotes; write `{example}`", self.name),
                )
            }),
            _ => Err(self.wrong(format!("`{}` needs a text; write `{example}`", self.name))),
        }
    }

    /// Checks that the word stands alone.
    pub(crate) fn alone(&self) -> syn::Result<()> {
        match &self.argument {
            Argument::None => Ok(()),
            Argument::List(tokens) | Argument::Equals(tokens) => {
                let span = if tokens.is_empty() { self.name.span() } else { tokens.span() };
                let name = &self.name;
                Err(syn::Error::new(
                    span,
                    format!("`{name}` takes no argument; write `{name}` alone"),
                ))
            }
        }
    }

    pub(crate) fn wrong(&self, message: impl std::fmt::Display) -> syn::Error {
        syn::Error::new(self.name.span(), message)
    }

    /// An argument that ends too early is reported at the word, not at the whole derive.
    fn place_end_of_input(&self, error: syn::Error) -> syn::Error {
        let message = error.to_string();
        match message.strip_prefix("unexpected end of input, ") {
            Some(rest) => self.wrong(format!("`{}` ends too early: {rest}", self.name)),
            None => error,
        }
    }
}

/// The words of ours among `attributes`: bare ones, and those inside of `#[order(…)]`.
pub(crate) fn words(attributes: &[Attribute], bare: &[&str], errors: &mut Errors) -> Vec<Word> {
    let mut words = Vec::new();
    for attribute in attributes {
        let Some(name) = attribute.path().get_ident() else { continue };
        if name == "order" {
            match attribute.meta.require_list() {
                Ok(list) => {
                    let parser = Punctuated::<Word, Token![,]>::parse_terminated;
                    words.extend(errors.keep(list.parse_args_with(parser)).into_iter().flatten());
                }
                Err(_) => errors
                    .push(name.span(), "`order` needs words in parentheses; write `#[order(…)]`"),
            }
        } else if bare.iter().any(|word| name == word) {
            let argument = match &attribute.meta {
                Meta::Path(_) => Argument::None,
                Meta::List(list) => Argument::List(list.tokens.clone()),
                Meta::NameValue(pair) => {
                    let value = &pair.value;
                    errors.push(
                        value.span(),
                        format_args!(
                            "`{name}` takes its argument in parentheses; write `#[{name}(…)]`"
                        ),
                    );
                    continue;
                }
            };
            words.push(Word { name: name.clone(), argument });
        }
    }
    words
}

impl Parse for Word {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        let argument = if input.peek(syn::token::Paren) {
            let content;
            syn::parenthesized!(content in input);
            Argument::List(content.parse()?)
        } else if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Argument::Equals(until_comma(input)?)
        } else {
            Argument::None
        };
        if !input.is_empty() && !input.peek(Token![,]) {
            return Err(input.error(format!("expected `,` after `{name}`")));
        }
        Ok(Self { name, argument })
    }
}

fn until_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.extend([input.parse::<proc_macro2::TokenTree>()?]);
    }
    if tokens.is_empty() {
        return Err(input.error("expected a value after `=`"));
    }
    Ok(tokens)
}

/// Parses `condition, rest…`: what stands before the first comma, and what follows it.
pub(crate) fn split_first_comma_group(
    tokens: TokenStream,
    span: Span,
) -> syn::Result<(TokenStream, TokenStream)> {
    let mut before = TokenStream::new();
    let mut tokens = tokens.into_iter();
    for token in tokens.by_ref() {
        match &token {
            proc_macro2::TokenTree::Punct(punct) if punct.as_char() == ',' => {
                return Ok((before, tokens.collect()));
            }
            _ => before.extend([token]),
        }
    }
    Err(syn::Error::new(span, "expected a condition, a comma and values"))
}

/// The doc comments among `attributes`, as rustdoc joins them.
pub(crate) fn docs(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    let lines: Vec<String> =
        lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned()).collect();
    lines.join("\n").trim().to_owned()
}
