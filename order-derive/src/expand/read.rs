use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericParam, Generics, Lifetime, Type, parse_quote, spanned::Spanned};

use crate::{
    model::{FieldPlace, Request},
    scope::{bounded, generated, speaks_of},
};

/// Body that reads every field from the members of an object.
pub(super) fn body(request: &Request<'_>) -> TokenStream {
    // With `let … else`, a single chain of code drops the values read so far. With `?` inside the struct expression,
    // rustc generates such a chain for each field, and the code grows with the square of the number of fields.
    let values = request.fields.iter().enumerate().map(|(index, field)| {
        if field.place == FieldPlace::Skipped {
            return None;
        }
        let get = match field.default {
            Some(_) => quote!(get_or_default),
            None => quote!(get),
        };
        // The span of the type, so that a type that cannot be read is reported there.
        let (ty, local) = (field.ty, &field.local);
        let get = quote_spanned!(ty.span()=> ::order_core::private::Members::#get::<#ty>);
        Some(quote!(let __p::Some(#local) = #get(__members, #index) else { return __p::None };))
    });
    let members = request.fields.iter().map(|field| {
        let ident = generated(field.ident.clone());
        if field.place == FieldPlace::Skipped {
            let ty = field.ty;
            let default =
                quote_spanned!(ty.span()=> <#ty as ::order_core::private::Skipped>::default);
            return quote!(#ident: #default());
        }
        let local = &field.local;
        quote!(#ident: #local)
    });
    quote! {
        #(#values)*
        __p::Some(Self { #(#members),* })
    }
}

/// Impls that read a request. `body` reads its fields from the members.
pub(super) fn read(request: &Request<'_>, body: &TokenStream) -> TokenStream {
    let name = &generated(request.input.ident.clone());
    let (_, ty_generics, _) = request.input.generics.split_for_impl();
    let types = request.fields.iter().map(|field| field.ty);
    let generics = with_document_lifetime(&request.input.generics, types);
    let (impl_generics, _, _) = generics.split_for_impl();
    let where_clause = bounded(
        &request.input.generics,
        request.wire_types(),
        &parse_quote!(__p::ReadValue<'__de>),
    );
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::ReadValue<'__de> for #name #ty_generics #where_clause {
            fn read(__place: __p::Place<'_, '__de>) -> __p::Option<Self> {
                __p::read_nested(__place)
            }
        }

        #[automatically_derived]
        #[allow(clippy::question_mark)]
        impl #impl_generics __p::ReadRequest<'__de> for #name #ty_generics #where_clause {
            fn __read(__members: &__p::Members<'_, '__de>) -> __p::Option<Self> {
                #body
            }
        }
    }
}

/// The generics with the lifetime of the document. Every lifetime of the type may borrow from the document, and so may
/// `'static` if `types` mention it.
pub(crate) fn with_document_lifetime<'a>(
    generics: &Generics,
    types: impl IntoIterator<Item = &'a Type>,
) -> Generics {
    let mut generics = generics.clone();
    let is_static = types.into_iter().any(|ty| speaks_of(ty.to_token_stream(), "static"));
    let lifetimes: Vec<Lifetime> = generics
        .lifetimes()
        .map(|parameter| parameter.lifetime.clone())
        .chain(is_static.then(|| Lifetime::new("'static", Span::call_site())))
        .collect();
    let document: GenericParam = if lifetimes.is_empty() {
        parse_quote!('__de)
    } else {
        parse_quote!('__de: #(#lifetimes)+*)
    };
    generics.params.insert(0, document);
    generics
}
