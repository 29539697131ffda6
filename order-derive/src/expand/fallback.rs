//! The impls that accompany a compile error, so that code that uses the type is not reported as well.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput, ext::IdentExt, parse_quote};

use crate::{
    expand::{self, Bodies, View, schema::Kept, update::update},
    model::Request,
    scope::{bounded, generated},
};

/// Expands to the errors and to impls of a request without fields. Conditions of other requests still see its members
/// in `view`.
pub(crate) fn request(request: &Request<'_>, view: &View, errors: &syn::Error) -> TokenStream {
    let errors = errors.to_compile_error();
    let impls = impls(request, view);
    let update = update(request, true);
    quote!(#errors #impls #update)
}

/// Impls of a request without fields.
pub(crate) fn impls(request: &Request<'_>, view: &View) -> TokenStream {
    let name = request.input.ident.unraw().to_string();
    let bodies = Bodies {
        doc: String::new(),
        schema: Kept { items: None, reference: quote!(&__p::Schema::empty(#name)) },
        items: TokenStream::new(),
        check: TokenStream::new(),
        check_change: None,
        read: quote!(__p::None),
        has_rules: TokenStream::new(),
        visit: TokenStream::new(),
        endpoint: endpoint(request),
    };
    expand::impls(request, &bodies, view)
}

/// Impl of `Endpoint` as far as it is known, so that a client accepts the request.
fn endpoint(request: &Request<'_>) -> Option<TokenStream> {
    let options = &request.options;
    if !options.said.iter().any(|word| word == "endpoint" || word == "response") {
        return None;
    }
    let (method, path) = match &options.endpoint {
        Some(endpoint) => (endpoint.method.as_str(), endpoint.path.as_str()),
        None => ("", ""),
    };
    let response = options.response.as_ref().map_or_else(|| quote!(()), ToTokens::to_token_stream);
    Some(expand::endpoint_impl(request, method, path, &response))
}

/// Impls of a value that is always blank text.
pub(crate) fn value(input: &DeriveInput) -> TokenStream {
    let name = &generated(input.ident.clone());
    let text_name = name.unraw().to_string();
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let where_clause = bounded(&input.generics, [], &parse_quote!(__p::OrderValue));
    let read_generics = expand::with_document_lifetime(&input.generics, []);
    let (read_impl_generics, ..) = read_generics.split_for_impl();
    // Only an enum gets these impls from the derive; another type may have its own.
    let text = matches!(input.data, Data::Enum(_)).then(|| {
        quote! {
            #[automatically_derived]
            impl #impl_generics ::core::fmt::Display for #name #ty_generics #where_clause {
                fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    ::core::result::Result::Ok(())
                }
            }

            #[automatically_derived]
            impl #impl_generics ::core::str::FromStr for #name #ty_generics #where_clause {
                type Err = __p::ParseValueError;

                fn from_str(_: &::core::primitive::str) -> ::core::result::Result<Self, __p::ParseValueError> {
                    __p::unreadable()
                }
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::OrderValue for #name #ty_generics #where_clause {
            type Value = Self;

            const PART: __p::Option<&'static __p::Kind> = __p::Some(&__p::Kind::Object(&__p::Schema::empty(#text_name)));

            fn kind() -> &'static __p::Kind {
                &__p::Kind::Text
            }

            fn value(&self) -> __p::Option<&Self> {
                __p::Some(self)
            }

            fn node(&self) -> __p::Node<'_> {
                __p::Node::Absent
            }
        }

        #[automatically_derived]
        impl #read_impl_generics __p::ReadValue<'__de> for #name #ty_generics #where_clause {
            fn read(_: __p::Place<'_, '__de>) -> __p::Option<Self> {
                __p::None
            }
        }

        #[automatically_derived]
        impl #impl_generics __p::EqualTo<#name #ty_generics> for #name #ty_generics #where_clause {
            fn equal_to(_: &Self, _: &Self) -> ::core::primitive::bool {
                false
            }
        }

        #[automatically_derived]
        impl #impl_generics __p::Variants for #name #ty_generics #where_clause {
            type Own = Self;
        }

        #text
    }
}
