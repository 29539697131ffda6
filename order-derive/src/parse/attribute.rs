use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{
    Attribute, Expr, Ident, Lit, LitStr, MacroDelimiter, Meta, MetaList, Token, Type,
    ext::IdentExt,
    parse::{Parse, ParseStream, Parser},
    spanned::Spanned,
    token::Paren,
};

use crate::{errors::Errors, parse::Unit};

/// A word of the language with its argument: `required_if(ev)`, `blank(value)`, `rename = "x"`, `secret`.
pub(crate) struct Word {
    pub(crate) name: Ident,
    pub(crate) argument: Argument,
}

#[derive(Clone)]
pub(crate) enum Argument {
    None,
    /// Tokens in parentheses.
    List(Tokens),
    /// Tokens after `=`.
    Equals(Tokens),
}

/// Tokens, and the span after them, at which a missing token is reported.
#[derive(Clone)]
pub(crate) struct Tokens {
    pub(crate) tokens: TokenStream,
    pub(crate) end: Span,
}

impl Tokens {
    /// The tokens in parentheses that close at `end`. A comma after the last one says nothing.
    pub(crate) fn within(tokens: TokenStream, end: Span) -> Self {
        let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
        if let [.., before, TokenTree::Punct(last)] = tokens.as_slice()
            && last.as_char() == ','
            && !matches!(before, TokenTree::Punct(before) if before.as_char() == ',')
        {
            tokens.pop();
        }
        Self { tokens: tokens.into_iter().collect(), end }
    }

    pub(crate) fn parse<T>(&self, parser: impl Parser<Output = T>) -> syn::Result<T> {
        let list = MetaList {
            path: Ident::new("order", self.end).into(),
            delimiter: MacroDelimiter::Paren(Paren(self.end)),
            tokens: self.tokens.clone(),
        };
        list.parse_args_with(parser).map_err(without_prefix)
    }

    /// Splits the tokens at the first comma.
    pub(crate) fn split_at_comma(&self) -> Option<(Self, Self)> {
        let mut before = TokenStream::new();
        let mut tokens = self.tokens.clone().into_iter();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(comma) if comma.as_char() == ',' => {
                    let before = Self { tokens: before, end: comma.span() };
                    return Some((before, Self { tokens: tokens.collect(), end: self.end }));
                }
                token => before.extend([token]),
            }
        }
        None
    }

    /// Splits the tokens at `if`, without the comma before it.
    pub(crate) fn split_at_if(&self) -> Option<(Self, Self)> {
        let tokens: Vec<TokenTree> = self.tokens.clone().into_iter().collect();
        let position = tokens
            .iter()
            .position(|token| matches!(token, TokenTree::Ident(ident) if ident == "if"))?;
        let before = &tokens[..position.saturating_sub(1)];
        let end = tokens[position].span();
        let before = Self { tokens: before.iter().cloned().collect(), end };
        Some((
            before,
            Self { tokens: tokens[position + 1..].iter().cloned().collect(), end: self.end },
        ))
    }

    /// Splits the tokens at the last `warn` that stands alone or before `if`, without the comma before it. At the first place it
    /// is a name, unless `may_be_first`.
    fn split_at_warn(&self, may_be_first: bool) -> Option<(Self, Self)> {
        let tokens: Vec<TokenTree> = self.tokens.clone().into_iter().collect();
        let is_comma =
            |at: usize| matches!(&tokens[at], TokenTree::Punct(it) if it.as_char() == ',');
        let is = |at: usize, word: &str| matches!(&tokens[at], TokenTree::Ident(it) if it == word);
        let at = (0..tokens.len()).rev().find(|at| {
            let is_behind = match at.checked_sub(1) {
                None => may_be_first,
                Some(before) => is_comma(before),
            };
            is(*at, "warn") && is_behind && (at + 1 == tokens.len() || is(at + 1, "if"))
        })?;
        let part =
            |tokens: &[TokenTree], end| Self { tokens: tokens.iter().cloned().collect(), end };
        let before = part(&tokens[..at.saturating_sub(1)], tokens[at].span());
        Some((before, part(&tokens[at + 1..], self.end)))
    }

    /// Span of the first token, or of the token after them if there are none.
    pub(crate) fn span(&self) -> Span {
        if self.tokens.is_empty() { self.end } else { self.tokens.span() }
    }
}

/// Shortens an error to the expectation, because the span already shows that the input ends.
fn without_prefix(error: syn::Error) -> syn::Error {
    let message = error.to_string();
    match message.strip_prefix("unexpected end of input, ") {
        Some(rest) => syn::Error::new(error.span(), rest),
        None => error,
    }
}

impl Word {
    /// Returns the argument in parentheses, or an error that the word needs one.
    pub(crate) fn list(&self, example: &str) -> syn::Result<&Tokens> {
        match &self.argument {
            Argument::List(list) if !list.tokens.is_empty() => Ok(list),
            Argument::Equals(value) => Err(syn::Error::new(
                value.span(),
                format!(
                    "`{}` takes its argument in parentheses; write `{}`",
                    self.name,
                    match value.parse(<LitStr as Parse>::parse) {
                        // A condition or a path in quotes.
                        Ok(_) if !takes_text(&self.name) => example.to_owned(),
                        Ok(_) | Err(_) => format!("{}({})", self.name, value.tokens),
                    }
                ),
            )),
            Argument::None | Argument::List(_) => {
                Err(self.wrong(format!("`{}` needs an argument; write `{example}`", self.name)))
            }
        }
    }

    /// Parses the argument in parentheses that the word needs.
    pub(crate) fn parse_list<T>(
        &self,
        example: &str,
        parser: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
    ) -> syn::Result<T> {
        self.list(example)?.parse(|input: ParseStream<'_>| {
            let parsed = parser(input)?;
            if input.is_empty() {
                return Ok(parsed);
            }
            Err(input.error(format!("`{}` takes one argument; write `{example}`", self.name)))
        })
    }

    /// Parses the argument after `=` that the word needs.
    pub(crate) fn parse_equals<T>(
        &self,
        what: &str,
        example: &str,
        parser: impl Parser<Output = T>,
    ) -> syn::Result<T> {
        let name = &self.name;
        match &self.argument {
            Argument::Equals(value) => value.parse(parser).map_err(|_| {
                let message = format!("`{name}` needs {what}; write `{example}`");
                syn::Error::new_spanned(&value.tokens, message)
            }),
            Argument::None | Argument::List(_) => {
                Err(self.wrong(format!("`{name}` needs {what}; write `{example}`")))
            }
        }
    }

    /// Parses the text after `=`.
    pub(crate) fn text(&self, example: &str) -> syn::Result<LitStr> {
        self.parse_equals("a text in quotes", example, <LitStr as Parse>::parse)
    }

    /// Checks that the word has no argument.
    pub(crate) fn alone(&self) -> syn::Result<()> {
        match &self.argument {
            Argument::None => Ok(()),
            Argument::List(list) if list.tokens.is_empty() => {
                let name = &self.name;
                Err(self.wrong(format!("`{name}` takes no argument; write `{name}` alone")))
            }
            Argument::List(argument) | Argument::Equals(argument) => {
                let name = &self.name;
                let message = format!("`{name}` takes no argument; write `{name}` alone");
                Err(syn::Error::new_spanned(&argument.tokens, message))
            }
        }
    }

    /// Splits what a rule says at its end of its severity, `warn` or `warn if C`, from the word. Returns the tokens behind
    /// `warn`. `may_be_first` is set for a word that needs no other argument.
    pub(crate) fn split_warn(&self, may_be_first: bool) -> Option<(Self, Tokens)> {
        let Argument::List(list) = &self.argument else { return None };
        let (before, after) = list.split_at_warn(may_be_first)?;
        let argument = match before.tokens.is_empty() {
            true => Argument::None,
            false => Argument::List(before),
        };
        Some((Self { name: self.name.clone(), argument }, after))
    }

    /// Returns the unit of a length that the argument names behind the bounds.
    pub(crate) fn unit(&self) -> Option<Unit> {
        let Argument::List(list) = &self.argument else { return None };
        let (_, behind) = list.split_at_comma().filter(|_| self.name == "length")?;
        match behind.tokens.into_iter().next()? {
            TokenTree::Ident(name) => Unit::find(&name),
            TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
        }
    }

    /// Returns `true` if the argument ends in `, warn`.
    pub(crate) fn warns(&self) -> bool {
        self.split_warn(false).is_some()
    }

    /// Returns `true` if the argument ends in `, if C`.
    pub(crate) fn is_conditional(&self) -> bool {
        matches!(&self.argument, Argument::List(list) if list.split_at_if().is_some())
    }

    /// Takes `message = "…"` out of the argument in parentheses.
    pub(crate) fn split_message(&self) -> syn::Result<(Self, Option<LitStr>)> {
        let name = self.name.clone();
        let list = match &self.argument {
            Argument::List(list) => list,
            Argument::None => return Ok((Self { name, argument: Argument::None }, None)),
            Argument::Equals(value) => {
                return Ok((Self { name, argument: Argument::Equals(value.clone()) }, None));
            }
        };
        let mut tokens: Vec<TokenTree> = list.tokens.clone().into_iter().collect();
        let mut message = None;
        while let Some(start) = message_at(&tokens) {
            let value = tokens.get(start + 2).map(|token| token.to_token_stream());
            let text = value.and_then(|value| syn::parse2::<LitStr>(value).ok());
            let text = text.ok_or_else(|| {
                let span = tokens.get(start + 2).map_or(list.end, TokenTree::span);
                let example = "message = \"{field} is wrong\"";
                let text = format!("`message` needs a text in quotes; write `{example}`");
                syn::Error::new(span, text)
            })?;
            if message.is_some() {
                let text = "`message` is given twice; keep one";
                return Err(syn::Error::new(tokens[start].span(), text));
            }
            // The comma before it belongs to it, or else the one after it.
            let (first, last) = match start {
                0 => (0, tokens.len().min(4)),
                start => (start - 1, start + 3),
            };
            if tokens.get(start + 3).is_some_and(|token| !is_punct(token, ',')) {
                let text = "expected `,` after the message";
                return Err(syn::Error::new(tokens[start + 3].span(), text));
            }
            tokens.drain(first..last);
            message = Some(text);
        }
        no_other_words(&name, &tokens)?;
        let argument = match tokens.is_empty() {
            true => Argument::None,
            false => Argument::List(Tokens { tokens: tokens.into_iter().collect(), end: list.end }),
        };
        Ok((Self { name, argument }, message))
    }

    pub(crate) fn wrong(&self, message: impl std::fmt::Display) -> syn::Error {
        syn::Error::new(self.name.span(), message)
    }
}

/// Reports what stands in a rule like `message = "…"` and is not it.
fn no_other_words(word: &Ident, tokens: &[TokenTree]) -> syn::Result<()> {
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Ident(name) = token else { continue };
        let is_first = at == 0 && word == "required";
        if !is_first && !at.checked_sub(1).is_some_and(|before| is_punct(&tokens[before], ',')) {
            continue;
        }
        let is_text = |token: &TokenTree| syn::parse2::<LitStr>(token.to_token_stream()).is_ok();
        let next = tokens.get(at + 1);
        let is_assigned =
            next.is_some_and(|next| is_punct(next, '=')) && tokens.get(at + 2).is_some_and(is_text);
        // A function of `check` may have this name.
        let is_left_open = name == "message"
            && word != "check"
            && match next {
                None => true,
                Some(TokenTree::Group(group)) => syn::parse2::<LitStr>(group.stream()).is_ok(),
                Some(next) => is_punct(next, ':'),
            };
        if is_assigned || is_left_open {
            let text = match is_left_open {
                true => "`message` needs `=` and a text in quotes; write `message = \"{field} is wrong\"`".to_owned(),
                false => format!(
                    "no word `{name}` in a rule; its own words are `message = \"{{field}} is wrong\"`"
                ),
            };
            return Err(syn::Error::new(name.span(), text));
        }
    }
    Ok(())
}

/// Returns the position of `message =`, but not of `message ==`.
fn message_at(tokens: &[TokenTree]) -> Option<usize> {
    tokens.windows(2).enumerate().position(|(at, pair)| {
        let is_first = at == 0 || is_punct(&tokens[at - 1], ',');
        let is_name = matches!(&pair[0], TokenTree::Ident(name) if name == "message");
        let is_assigned = is_punct(&pair[1], '=')
            && !tokens.get(at + 2).is_some_and(|next| is_punct(next, '=') || is_punct(next, '>'));
        is_first && is_name && is_assigned
    })
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

impl ToTokens for Word {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.name.to_tokens(tokens);
        match &self.argument {
            Argument::None => {}
            Argument::List(list) => {
                let list = &list.tokens;
                tokens.extend(quote!((#list)));
            }
            Argument::Equals(value) => {
                let value = &value.tokens;
                tokens.extend(quote!(= #value));
            }
        }
    }
}

/// Returns `true` if the argument of a word may be a text.
fn takes_text(word: &Ident) -> bool {
    ["allowed", "default_value", "ends_with", "pattern", "starts_with"].iter().any(|it| word == it)
}

/// Reads the words of the language from `attributes`: separate ones, and those inside `#[order(…)]`.
///
/// Of the separate attributes, those are words whose name `is_bare` accepts.
pub(crate) fn words(
    attributes: &[Attribute],
    is_bare: impl Fn(&str) -> bool,
    errors: &mut Errors,
) -> Vec<Word> {
    let mut words = Vec::new();
    for attribute in attributes {
        let Some(name) = attribute.path().get_ident() else { continue };
        if name == "order" {
            match &attribute.meta {
                Meta::List(list) if !list.tokens.is_empty() => {
                    words.extend(order_words(list, errors));
                }
                _ => errors
                    .push(name.span(), "`order` needs words in parentheses; write `#[order(…)]`"),
            }
        } else if is_bare(&name.to_string()) {
            let argument = match &attribute.meta {
                Meta::Path(_) => Argument::None,
                Meta::List(list) => Argument::List(Tokens::within(
                    list.tokens.clone(),
                    list.delimiter.span().close(),
                )),
                Meta::NameValue(pair) => Argument::Equals(Tokens {
                    tokens: pair.value.to_token_stream(),
                    end: pair.value.span(),
                }),
            };
            words.push(Word { name: name.clone(), argument });
        }
    }
    words
}

/// Reads the words of one `#[order(…)]`. A wrong word does not hide the others.
fn order_words(list: &MetaList, errors: &mut Errors) -> Vec<Word> {
    let mut words = Vec::new();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            match input.parse() {
                Ok(word) => words.push(word),
                Err(error) => {
                    errors.add(without_prefix(error));
                    while !input.is_empty() && !input.peek(Token![,]) {
                        input.parse::<TokenTree>()?;
                    }
                }
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    };
    let parsed = list.parse_args_with(parser);
    errors.keep(parsed);
    words
}

/// Parses words with commas between them, to the end of the input.
pub(crate) fn inner_words(input: ParseStream<'_>) -> syn::Result<Vec<Word>> {
    let mut words = Vec::new();
    while !input.is_empty() {
        words.push(input.parse()?);
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(words)
}

/// Parses names with commas between them, to the end of the input.
pub(crate) fn names(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let mut names = Vec::new();
    while !input.is_empty() {
        if !input.peek(Ident::peek_any) {
            return Err(input.error("expected the name of a field"));
        }
        names.push(input.call(Ident::parse_any)?);
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(names)
}

impl Parse for Word {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(Ident::peek_any) {
            return Err(input.error("expected a word, such as `rename = \"name\"`"));
        }
        let name = input.call(Ident::parse_any)?;
        let argument = if input.peek(Paren) {
            let content;
            let parentheses = syn::parenthesized!(content in input);
            Argument::List(Tokens::within(content.parse()?, parentheses.span.close()))
        } else if input.peek(Token![=]) {
            let equals = input.parse::<Token![=]>()?;
            // The commas of `HashMap<A, B>` belong to the type.
            let tokens = match name == "response" && input.fork().parse::<Type>().is_ok() {
                true => input.parse::<Type>()?.into_token_stream(),
                false => until_comma(input)?,
            };
            let end = tokens.clone().into_iter().last().map_or(equals.span, |last| last.span());
            Argument::Equals(Tokens { tokens, end })
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
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    if tokens.is_empty() {
        return Err(input.error("expected a value after `=`"));
    }
    Ok(tokens)
}

/// The description of a type, field or variant.
pub(crate) enum Docs {
    Text(String),
    /// A text that rustc puts together, because a line comes from a macro such as `include_str!`.
    Constant(TokenStream),
}

impl Docs {
    /// Joins the doc comments among `attributes` as rustdoc does.
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("doc") => Some(&pair.value),
            _ => None,
        });
        // The texts, with each macro on its own.
        let mut pieces: Vec<Result<Vec<String>, &Expr>> = Vec::new();
        for line in lines {
            let Some(text) = literal(line) else {
                pieces.push(Err(line));
                continue;
            };
            let text = text.strip_prefix(' ').unwrap_or(&text).to_owned();
            match pieces.last_mut() {
                Some(Ok(texts)) => texts.push(text),
                _ => pieces.push(Ok(vec![text])),
            }
        }
        let last = pieces.len().saturating_sub(1);
        let pieces: Vec<_> = pieces
            .into_iter()
            .enumerate()
            .map(|(index, piece)| {
                piece.map(|texts| {
                    let text = texts.join("\n");
                    let text = if index == 0 { text.trim_start() } else { &text };
                    if index == last { text.trim_end().to_owned() } else { text.to_owned() }
                })
            })
            .collect();
        if let [] | [Ok(_)] = &pieces[..] {
            let text = pieces.into_iter().find_map(Result::ok);
            return Self::Text(text.unwrap_or_default());
        }
        let pieces = pieces.iter().map(|piece| match piece {
            Ok(text) => text.to_token_stream(),
            Err(constant) => constant.to_token_stream(),
        });
        let pieces: Vec<TokenStream> = pieces.collect();
        Self::Constant(match &pieces[..] {
            [constant] => constant.clone(),
            [first, rest @ ..] => quote!(::core::concat!(#first #(, "\n", #rest)*)),
            [] => TokenStream::new(),
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }
}

impl ToTokens for Docs {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Text(text) => text.to_tokens(tokens),
            Self::Constant(constant) => constant.to_tokens(tokens),
        }
    }
}

/// Returns the text of a literal, which may come from a `macro_rules!` macro.
fn literal(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Expr::Group(group) => literal(&group.expr),
        _ => None,
    }
}
