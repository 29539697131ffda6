use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{DeriveInput, Ident, Type, parse_quote};

use crate::{expand::serde::at, model::Describer, scope::bounded};

/// Impls of the traits by which other libraries describe a request: one for each word that asks for it, or an error at a
/// word of which the library lacks the feature.
pub(super) fn described(words: &[Ident], input: &DeriveInput, types: &[&Type]) -> TokenStream {
    let impls = words.iter().filter_map(|word| {
        let describer = Describer::of(&word.to_string())?;
        let (span, name) = at(word, input);
        let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
        let where_clause =
            bounded(&input.generics, types.iter().copied(), &parse_quote!(__p::OrderValue));
        // The library has a module of each word's name.
        let module = Ident::new(&word.to_string(), span);
        let (of, items) = match describer {
            Describer::Schemars => (quote_spanned!(span=> #module::JsonSchema), json_schema(&module)),
            Describer::Utoipa => (quote_spanned!(span=> utoipa::ToSchema), to_schema(span)),
        };
        let message =
            format!("`{word}` needs the feature `{word}` of `order-core`; add it in Cargo.toml");
        let error = syn::Error::new(word.span(), message).to_compile_error();
        let if_feature = format_ident!("if_{word}", span = Span::call_site());
        let described = quote_spanned! {span=>
            #[automatically_derived]
            impl #impl_generics ::order_core::private::#of for #name #ty_generics #where_clause {
                #items
            }
        };
        let partial = match describer {
            Describer::Schemars => None,
            Describer::Utoipa => Some(quote_spanned! {span=>
                #[automatically_derived]
                impl #impl_generics ::order_core::private::utoipa::PartialSchema for #name #ty_generics #where_clause {
                    fn schema() -> ::order_core::private::utoipa::RefOr<::order_core::private::utoipa::Schema> {
                        ::order_core::private::utoipa::schema::<Self>()
                    }
                }
            }),
        };
        Some(quote!(__p::#if_feature! { { #described #partial } else { #error } }))
    });
    impls.collect()
}

/// The functions of schemars' trait, of the version that `module` has.
fn json_schema(module: &Ident) -> TokenStream {
    let span = module.span();
    quote_spanned! {span=>
        fn schema_name() -> ::order_core::private::#module::Name {
            ::order_core::private::#module::schema_name::<Self>()
        }

        fn schema_id() -> ::order_core::private::#module::Cow<'static, ::core::primitive::str> {
            ::order_core::private::#module::schema_id::<Self>()
        }

        fn json_schema(
            __generator: &mut ::order_core::private::#module::SchemaGenerator,
        ) -> ::order_core::private::#module::Schema {
            ::order_core::private::#module::json_schema::<Self>(__generator)
        }
    }
}

/// The functions of utoipa's trait.
fn to_schema(span: Span) -> TokenStream {
    quote_spanned! {span=>
        fn name() -> ::order_core::private::utoipa::Cow<'static, ::core::primitive::str> {
            ::order_core::private::utoipa::name::<Self>()
        }

        fn schemas(__schemas: &mut ::order_core::private::utoipa::Schemas) {
            ::order_core::private::utoipa::schemas::<Self>(__schemas)
        }
    }
}
