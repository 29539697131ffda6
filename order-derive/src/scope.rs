//! The scope of generated code: its path to the library, its bounds, and the identifiers in its types.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, Path, WhereClause, parse_quote};

/// Wraps the impls in a scope with a short prefix for the library. No name leaks out of it.
pub(crate) fn scoped(krate: Option<&Path>, impls: TokenStream) -> TokenStream {
    let krate = krate.map_or_else(|| quote!(::order_core), ToTokens::to_token_stream);
    quote! {
        #[allow(clippy::question_mark, deprecated, unused_qualifications)]
        const _: () = {
            use #krate::private as __p;
            #impls
        };
    }
}

/// The where clause of an impl: the type's own, and `bound` for every type parameter.
pub(crate) fn bounded(generics: &Generics, bound: &TokenStream) -> WhereClause {
    let mut clause = generics.where_clause.clone().unwrap_or_else(|| parse_quote!(where));
    for parameter in &generics.params {
        if let GenericParam::Type(parameter) = parameter {
            let ident = &parameter.ident;
            clause.predicates.push(parse_quote!(#ident: #bound));
        }
    }
    clause
}

/// Returns `true` if `word` is one of the tokens.
pub(crate) fn speaks_of(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => speaks_of(group.stream(), word),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
