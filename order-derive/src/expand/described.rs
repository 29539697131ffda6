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
        let (of, items) = match describer {
            Describer::Schemars => schemars(span),
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
        Some(quote!(__p::#if_feature! { { #described } else { #error } }))
    });
    impls.collect()
}

/// The trait of schemars and its functions.
fn schemars(span: Span) -> (TokenStream, TokenStream) {
    let items = quote_spanned! {span=>
        fn schema_name() -> ::order_core::private::schemars::Cow<'static, ::core::primitive::str> {
            ::order_core::private::schemars::schema_name::<Self>()
        }

        fn schema_id() -> ::order_core::private::schemars::Cow<'static, ::core::primitive::str> {
            ::order_core::private::schemars::schema_id::<Self>()
        }

        fn json_schema(
            __generator: &mut ::order_core::private::schemars::SchemaGenerator,
        ) -> ::order_core::private::schemars::Schema {
            ::order_core::private::schemars::json_schema::<Self>(__generator)
        }
    };
    (quote_spanned!(span=> schemars::JsonSchema), items)
}
