use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{DeriveInput, Ident, Type, WhereClause, parse_quote};

use crate::{expand::read::with_document_lifetime, scope::bounded};

/// The form in which serde sees a type.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Serde {
    Request,
    Value,
}

impl Serde {
    /// Impls of serde's traits if `word` requests them, or an error at the word if the library lacks the feature.
    pub(crate) fn impls<'a>(
        self,
        word: Option<&Ident>,
        input: &DeriveInput,
        types: impl IntoIterator<Item = &'a Type>,
    ) -> Option<TokenStream> {
        let word = word?;
        let types: Vec<&Type> = types.into_iter().collect();
        let serialize = self.serialize(word, input, &types);
        let deserialize = self.deserialize(word, input, &types);
        let message = "`serde` needs the feature `serde` of `order-core`; add it in Cargo.toml";
        let error = syn::Error::new(word.span(), message).to_compile_error();
        Some(quote!(__p::if_serde! { { #serialize #deserialize } else { #error } }))
    }

    fn serialize(self, word: &Ident, input: &DeriveInput, types: &[&Type]) -> TokenStream {
        let (span, name) = at(word, input);
        let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
        let where_clause =
            bounded(&input.generics, types.iter().copied(), &parse_quote!(__p::OrderValue));
        let function = self.function("serialize", span);
        quote_spanned! {span=>
            #[automatically_derived]
            impl #impl_generics ::order_core::private::serde::Serialize for #name #ty_generics #where_clause {
                fn serialize<__S: ::order_core::private::serde::Serializer>(
                    &self,
                    __serializer: __S,
                ) -> ::core::result::Result<__S::Ok, __S::Error> {
                    ::order_core::private::serde::#function(self, __serializer)
                }
            }
        }
    }

    fn deserialize(self, word: &Ident, input: &DeriveInput, types: &[&Type]) -> TokenStream {
        let (span, name) = at(word, input);
        let generics = with_document_lifetime(&input.generics, types.iter().copied());
        let (impl_generics, ..) = generics.split_for_impl();
        let (_, ty_generics, _) = input.generics.split_for_impl();
        let where_clause = self.read_bounds(input, types);
        let function = self.function("deserialize", span);
        quote_spanned! {span=>
            #[automatically_derived]
            impl #impl_generics ::order_core::private::serde::Deserialize<'__de> for #name #ty_generics #where_clause {
                fn deserialize<__D: ::order_core::private::serde::Deserializer<'__de>>(
                    __deserializer: __D,
                ) -> ::core::result::Result<Self, __D::Error> {
                    ::order_core::private::serde::#function(__deserializer)
                }
            }
        }
    }

    /// The bounds under which the type is read.
    fn read_bounds(self, input: &DeriveInput, types: &[&Type]) -> WhereClause {
        let mut clause =
            bounded(&input.generics, types.iter().copied(), &parse_quote!(__p::ReadValue<'__de>));
        if matches!(self, Self::Value) && input.generics.type_params().next().is_some() {
            clause.predicates.extend(
                types
                    .iter()
                    .map(|ty| -> syn::WherePredicate { parse_quote!(#ty: __p::ReadValue<'__de>) }),
            );
        }
        clause
    }

    fn function(self, does: &str, span: Span) -> Ident {
        match self {
            Self::Request => format_ident!("{does}_request", span = span),
            Self::Value => format_ident!("{does}_value", span = span),
        }
    }
}

/// Span of the impls and name of the type. Both point at the word, so that rustc reports a conflicting impl there.
pub(super) fn at(word: &Ident, input: &DeriveInput) -> (Span, Ident) {
    let mut name = input.ident.clone();
    name.set_span(name.span().located_at(word.span()));
    (Span::call_site().located_at(word.span()), name)
}
