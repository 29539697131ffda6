use proc_macro2::TokenStream;
use quote::quote;
use syn::{GenericParam, Generics, parse_quote};

use crate::{
    expand::{bounded, value_expr},
    model::{Field, Request},
    parse::Value,
};

/// The impl that takes every field from the members of an object.
pub(super) fn read(request: &Request<'_>) -> TokenStream {
    let members = request.fields.iter().enumerate().map(|(index, field)| {
        let ident = field.ident;
        let get = match default(field) {
            Some(default) => quote!(get_or(#index, || #default)),
            None => quote!(get(#index)),
        };
        quote!(#ident: __members.#get?,)
    });
    let name = &request.input.ident;
    let (_, ty_generics, _) = request.input.generics.split_for_impl();
    let generics = with_document_lifetime(&request.input.generics);
    let (impl_generics, _, _) = generics.split_for_impl();
    let where_clause = bounded(&request.input.generics, &parse_quote!(__p::ReadValue<'__de>));
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::ReadValue<'__de> for #name #ty_generics #where_clause {
            fn read(__place: __p::Place<'_, '__de>) -> __p::Option<Self> {
                __p::read_nested(__place)
            }
        }

        #[automatically_derived]
        impl #impl_generics __p::ReadRequest<'__de> for #name #ty_generics #where_clause {
            fn __read(__members: &__p::Members<'_, '__de>) -> __p::Option<Self> {
                __p::Some(Self { #(#members)* })
            }
        }
    }
}

/// What a field that is no `Option` holds when it is absent.
fn default(field: &Field<'_>) -> Option<TokenStream> {
    let default = field.default.as_ref().filter(|_| !field.is_option())?;
    let expr = value_expr(default, field.ty);
    Some(match default {
        Value::Text(_) => quote!(::core::convert::From::from(#expr)),
        _ => expr,
    })
}

/// The generics with the lifetime of the document, which every lifetime of the type may borrow from.
pub(crate) fn with_document_lifetime(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    let lifetimes: Vec<_> =
        generics.lifetimes().map(|parameter| parameter.lifetime.clone()).collect();
    let document: GenericParam = if lifetimes.is_empty() {
        parse_quote!('__de)
    } else {
        parse_quote!('__de: #(#lifetimes)+*)
    };
    generics.params.insert(0, document);
    generics
}
