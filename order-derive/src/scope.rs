//! The scope of generated code: its path to the library, its bounds, and the identifiers in its types.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{
    Attribute, DeriveInput, GenericArgument, GenericParam, Generics, Meta, Path, PathArguments,
    Token, Type, TypePath, WhereClause, WherePredicate, parse_quote, punctuated::Punctuated,
    spanned::Spanned,
};

use crate::{errors::Errors, parse};

/// Wraps the impls in a scope with a short prefix for the library. No name leaks out of it.
///
/// The prefix is `__p`. Where a path has the place of a token of the user's, so that rustc points there, the whole path of
/// the library is written instead: a short one could be reported as longer than it needs to be.
pub(crate) fn scoped(
    krate: Option<&Path>,
    attributes: &[Attribute],
    impls: TokenStream,
) -> TokenStream {
    let (library, impls) = match krate {
        None => (quote!(::order_core::private), impls),
        Some(krate) => {
            let library = quote!(#krate::private);
            let impls = with_library(impls, &library);
            (library, impls)
        }
    };
    let allowed = allowed(attributes);
    quote! {
        #[allow(clippy::absolute_paths, clippy::question_mark, clippy::shadow_reuse)]
        #(#allowed)*
        const _: () = {
            use #library as __p;
            #impls
        };
    }
}

/// The lints that the user allows for the type, and so for what is generated of it.
fn allowed(attributes: &[Attribute]) -> impl Iterator<Item = TokenStream> + '_ {
    attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("allow") || list.path.is_ident("expect") => {
            let lints = &list.tokens;
            Some(quote!(#[allow(#lints)]))
        }
        _ => None,
    })
}

/// Puts the path of the library in place of `::order_core::private`, each with the span of what it replaces.
fn with_library(tokens: TokenStream, library: &TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut replaced = TokenStream::new();
    let mut rest = &tokens[..];
    while let Some((first, others)) = rest.split_first() {
        if let Some(length) = usual_library(rest) {
            replaced.extend(library.clone().into_iter().map(|mut token| {
                token.set_span(first.span());
                token
            }));
            rest = &rest[length..];
            continue;
        }
        match first {
            TokenTree::Group(group) => {
                let mut inner =
                    Group::new(group.delimiter(), with_library(group.stream(), library));
                inner.set_span(group.span());
                replaced.extend([TokenTree::Group(inner)]);
            }
            token => replaced.extend([token.clone()]),
        }
        rest = others;
    }
    replaced
}

/// Returns the number of tokens of `::order_core::private` if the tokens start with it.
fn usual_library(tokens: &[TokenTree]) -> Option<usize> {
    const PATH: [&str; 6] = [":", ":", "order_core", ":", ":", "private"];
    let is_expected = |(token, expected): (&TokenTree, &str)| match token {
        TokenTree::Ident(ident) => ident == expected,
        TokenTree::Punct(punct) => expected == ":" && punct.as_char() == ':',
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    };
    let is_path = tokens.len() >= PATH.len() && tokens.iter().zip(PATH).all(is_expected);
    is_path.then_some(PATH.len())
}

/// Reports generic parameters with names that generated code has for its own.
pub(crate) fn check_names(generics: &Generics, errors: &mut Errors) {
    const NAMES: [&str; 8] = ["__p", "__C", "__D", "__S", "__a", "__de", "__CHOICES", "__KIND"];
    for parameter in &generics.params {
        let name = match parameter {
            GenericParam::Type(parameter) => &parameter.ident,
            GenericParam::Lifetime(parameter) => &parameter.lifetime.ident,
            GenericParam::Const(parameter) => &parameter.ident,
        };
        if NAMES.iter().any(|own| name == own) || name.to_string().starts_with("__PATTERN_") {
            errors.push(
                name.span(),
                format_args!(
                    "generated code has the name `{name}` for its own; rename the parameter"
                ),
            );
        }
    }
}

/// Adds the bounds that `bound = "…"` states to the where clause of the type, which every impl repeats.
pub(crate) fn add_bounds(input: &mut DeriveInput, errors: &mut Errors) {
    // The words are read again with the others, which reports mistakes in them.
    let words = parse::words(&input.attrs, |_| false, &mut Errors::default());
    let Some(word) = words.iter().find(|word| word.name == "bound") else { return };
    let example = "bound = \"T: Clone\"";
    let parsed = word.text(example).and_then(|text| {
        let predicates = Punctuated::<WherePredicate, Token![,]>::parse_terminated;
        text.parse_with(predicates).map_err(|_| {
            let message = format!("expected bounds as after `where`; write `{example}`");
            syn::Error::new(text.span(), message)
        })
    });
    match parsed {
        Ok(predicates) => input.generics.make_where_clause().predicates.extend(predicates),
        Err(error) => errors.add(error),
    }
}

/// The where clause of an impl: the type's own, and `bound` for what the fields of these types hold: for a type parameter,
/// and for an associated type of one in its place.
pub(crate) fn bounded<'a>(
    generics: &Generics,
    types: impl IntoIterator<Item = &'a Type>,
    bound: &TokenStream,
) -> WhereClause {
    let mut clause = generics.where_clause.clone().unwrap_or_else(|| parse_quote!(where));
    let bounds = held(generics, types);
    clause
        .predicates
        .extend(bounds.iter().map(|held| -> WherePredicate { parse_quote!(#held: #bound) }));
    clause
}

/// `Self`, by way of each of the types that the impl of a value has a bound for. Where one of them is no value, rustc says that, and
/// nothing about the type that it is a parameter of.
pub(crate) fn own_by_way<'a>(
    generics: &Generics,
    types: impl IntoIterator<Item = &'a Type>,
) -> TokenStream {
    let by = |own, held| quote!(__p::By<#held, #own>);
    held(generics, types).into_iter().fold(quote!(Self), by)
}

/// The type parameters that types speak of, and the associated types of parameters, each once.
fn held<'a>(generics: &Generics, types: impl IntoIterator<Item = &'a Type>) -> Vec<TokenStream> {
    let mut held = Vec::new();
    types.into_iter().for_each(|ty| add_held(ty, generics, &mut held));
    held
}

/// Adds the type parameters in a type, and the associated types of parameters, each once.
fn add_held(ty: &Type, generics: &Generics, held: &mut Vec<TokenStream>) {
    let mut add = |tokens: TokenStream| {
        if !held.iter().any(|before| before.to_string() == tokens.to_string()) {
            held.push(tokens);
        }
    };
    let is_parameter = |name: &Ident| generics.type_params().any(|one| one.ident == *name);
    match ty {
        Type::Path(TypePath { qself: Some(qself), .. }) => {
            if generics
                .type_params()
                .any(|one| speaks_of(qself.ty.to_token_stream(), &one.ident.to_string()))
            {
                add(ty.to_token_stream());
            }
        }
        Type::Path(TypePath { qself: None, path, .. }) => {
            if path.segments.first().is_some_and(|first| is_parameter(&first.ident)) {
                return add(ty.to_token_stream());
            }
            for segment in &path.segments {
                let PathArguments::AngleBracketed(arguments) = &segment.arguments else { continue };
                for argument in &arguments.args {
                    if let GenericArgument::Type(inner) = argument {
                        add_held(inner, generics, held);
                    }
                }
            }
        }
        Type::Group(group) => add_held(&group.elem, generics, held),
        Type::Paren(paren) => add_held(&paren.elem, generics, held),
        Type::Reference(reference) => add_held(&reference.elem, generics, held),
        ty => {
            for parameter in generics.type_params() {
                if speaks_of(ty.to_token_stream(), &parameter.ident.to_string()) {
                    add(parameter.ident.to_token_stream());
                }
            }
        }
    }
}

/// Marks a name as generated, at its place. No lint about what the name stands for fires there.
pub(crate) fn generated(mut name: Ident) -> Ident {
    name.set_span(name.span().resolved_at(Span::call_site()));
    name
}

/// Name of a local about a field. It has the span of the type, so that a type that cannot be a field is reported there,
/// and only once.
pub(crate) fn local_name(what: &str, field: &str, index: usize, ty: &Type) -> Ident {
    let is_snake_case =
        !field.starts_with('_') && !field.contains("__") && !field.chars().any(char::is_uppercase);
    match is_snake_case {
        // A name that no naming lint reports.
        false => format_ident!("__{what}_{index}", span = ty.span()),
        true => format_ident!("__{what}_{field}", span = ty.span()),
    }
}

/// Returns `true` if `word` is one of the tokens.
pub(crate) fn speaks_of(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => speaks_of(group.stream(), word),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// The place of the first token of a type.
pub(crate) fn first_span(ty: &Type) -> Span {
    without_group(ty).span()
}

/// The place of the last token of a type.
pub(crate) fn last_span(ty: &Type) -> Span {
    let ty = without_group(ty);
    ty.to_token_stream().into_iter().last().map_or_else(|| ty.span(), |last| last.span())
}

/// The type without the invisible groups that macros put around it: rustc points at the tokens inside.
pub(crate) fn without_group(ty: &Type) -> &Type {
    if let Type::Group(group) = ty { without_group(&group.elem) } else { ty }
}
