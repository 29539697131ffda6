//! The impls beside a compile error, so that code that uses the type is not reported as well.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput, ext::IdentExt, parse_quote};

use crate::{
    expand::{self, View},
    model::Request,
    scope::{bounded, scoped},
};

/// The errors, and impls of a request without fields, whose members conditions still see in `view`.
pub(crate) fn request(request: &Request<'_>, view: &View, errors: &syn::Error) -> TokenStream {
    let View { declaration, items } = view;
    let errors = errors.to_compile_error();
    let input = request.input;
    let name = &input.ident;
    let rust = name.unraw().to_string();
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    let read_generics = expand::with_document_lifetime(&input.generics, []);
    let (read_impl_generics, ..) = read_generics.split_for_impl();
    let endpoint = endpoint(request);
    let serde = expand::serde(request);
    let context =
        request.options.context.as_ref().map_or_else(|| quote!(()), ToTokens::to_token_stream);
    let mut nested_generics = input.generics.clone();
    let nested_context = match &request.options.context {
        Some(_) => context.clone(),
        None => {
            nested_generics.params.push(parse_quote!(__C: ?::core::marker::Sized));
            quote!(__C)
        }
    };
    let (nested_impl_generics, ..) = nested_generics.split_for_impl();
    let impls = scoped(
        request.options.krate.as_ref(),
        quote! {
            #[automatically_derived]
            impl #impl_generics __p::Fields for #name #ty_generics #where_clause {
                fn visit<'__a>(&'__a self, _: &mut dyn __p::Visitor<'__a>) {}
            }

            #[automatically_derived]
            impl #impl_generics __p::OrderValue for #name #ty_generics #where_clause {
                type Value = Self;

                fn kind() -> &'static __p::Kind {
                    const { &__p::Kind::Object(<Self as __p::OrderRequest>::SCHEMA) }
                }

                fn value(&self) -> __p::Option<&Self> {
                    __p::Some(self)
                }

                fn node(&self) -> __p::Node<'_> {
                    __p::Node::Absent
                }
            }

            #declaration

            #[automatically_derived]
            impl #impl_generics __p::OrderRequest for #name #ty_generics #where_clause {
                const SCHEMA: &'static __p::Schema = &__p::Schema::empty(#rust);

                type Context = #context;

                #items

                fn __check(&self, _: &mut __p::Check<'_>, _: &Self::Context) {}
            }

            #[automatically_derived]
            impl #nested_impl_generics __p::Nested<#nested_context> for #name #ty_generics #where_clause {
                fn __check_nested(
                    &self,
                    _: &mut __p::Check<'_>,
                    _: __p::Option<&__p::Parent<'_>>,
                    _: &#nested_context,
                ) {
                }
            }

            #[automatically_derived]
            impl #read_impl_generics __p::ReadValue<'__de> for #name #ty_generics #where_clause {
                fn read(_: __p::Place<'_, '__de>) -> __p::Option<Self> {
                    __p::None
                }
            }

            #[automatically_derived]
            impl #read_impl_generics __p::ReadRequest<'__de> for #name #ty_generics #where_clause {
                fn __read(_: &__p::Members<'_, '__de>) -> __p::Option<Self> {
                    __p::None
                }
            }

            #endpoint
            #serde
        },
    );
    quote!(#errors #impls)
}

/// Where the request is sent, as far as it is known, so that a client takes it.
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
    let name = &request.input.ident;
    let (impl_generics, ty_generics, where_clause) = request.input.generics.split_for_impl();
    Some(quote! {
        #[automatically_derived]
        impl #impl_generics __p::Endpoint for #name #ty_generics #where_clause {
            const METHOD: &'static ::core::primitive::str = #method;
            const PATH: &'static ::core::primitive::str = #path;
            type Response = #response;
        }
    })
}

/// The impls of a value that is blank text.
pub(crate) fn value(input: &DeriveInput) -> TokenStream {
    let name = &input.ident;
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let where_clause = bounded(&input.generics, &parse_quote!(__p::OrderValue));
    let read_generics = expand::with_document_lifetime(&input.generics, []);
    let (read_impl_generics, ..) = read_generics.split_for_impl();
    // Only an enum gets these from the derive; another type may have its own.
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
        impl #impl_generics __p::Variants for #name #ty_generics #where_clause {}

        #text
    }
}
