//! A checked model to tokens, one file per product.

mod read;
mod schema;
mod validate;
mod value;
mod visit;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericParam, Generics, Path, Type, WhereClause, parse_quote};

use crate::{
    model::{Blank, Field, Request},
    parse::Value,
    plan::{Demand, Plan},
};

pub(crate) use self::{read::with_document_lifetime, value::value};

/// Everything that `OrderRequest` emits for a type.
pub(crate) fn request(request: &Request<'_>, plan: &Plan<'_>) -> TokenStream {
    let fields = visit::fields(request);
    let order_request =
        order_request(request, &schema::schema(request, plan), &validate::body(request, plan));
    let read = read::read(request);
    let endpoint = endpoint(request);
    let patterns = plan.rules.iter().enumerate().filter_map(|(index, rule)| match rule.demand {
        Demand::Pattern(pattern) => {
            let (name, pattern) =
                (validate::pattern_static(index), pattern.to_tokens(&quote!(__p)));
            Some(quote!(static #name: __p::Pattern = #pattern;))
        }
        _ => None,
    });
    scoped(
        request.options.krate.as_ref(),
        quote! {
            #(#patterns)*
            #fields
            #order_request
            #read
            #endpoint
        },
    )
}

fn order_request(request: &Request<'_>, schema: &TokenStream, check: &TokenStream) -> TokenStream {
    let name = &request.input.ident;
    let (impl_generics, ty_generics, _) = request.input.generics.split_for_impl();
    let where_clause = bounded(&request.input.generics, &parse_quote!(__p::OrderValue));
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::OrderRequest for #name #ty_generics #where_clause {
            const SCHEMA: &'static __p::Schema = #schema;

            type Context = ();

            fn __check(&self, __check: &mut __p::Check<'_>, __context: &Self::Context) {
                let _ = __context;
                #check
            }
        }
    }
}

/// The impl that says where the request is sent, if the struct says so.
pub(crate) fn endpoint(request: &Request<'_>) -> Option<TokenStream> {
    let endpoint = request.options.endpoint.as_ref()?;
    let response = request.options.response.as_ref()?;
    let (method, path) = (&endpoint.method, &endpoint.path);
    let name = &request.input.ident;
    let (impl_generics, ty_generics, _) = request.input.generics.split_for_impl();
    let where_clause = bounded(&request.input.generics, &parse_quote!(__p::OrderValue));
    Some(quote! {
        #[automatically_derived]
        impl #impl_generics __p::Endpoint for #name #ty_generics #where_clause {
            const METHOD: &'static ::core::primitive::str = #method;
            const PATH: &'static ::core::primitive::str = #path;
            type Response = #response;
        }
    })
}

/// Puts the impls where the names that they call have one short prefix and nothing leaks out.
pub(crate) fn scoped(krate: Option<&Path>, impls: TokenStream) -> TokenStream {
    let krate = krate.map_or_else(|| quote!(::order_core), ToTokens::to_token_stream);
    quote! {
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

/// Blank as the library's enum.
fn blank(blank: Blank) -> TokenStream {
    match blank {
        Blank::Absent => quote!(__p::Blank::Absent),
        Blank::Reject => quote!(__p::Blank::Reject),
        Blank::Value => quote!(__p::Blank::Value),
    }
}

/// The present value of a field, as an `Option` of a reference.
fn present_value(field: &Field<'_>) -> TokenStream {
    let (ident, ty, blank) = (field.ident, field.ty, blank(field.blank));
    quote!(__p::value::<#ty>(&self.#ident, #blank))
}

/// A value as an expression of what a field of type `ty` holds.
fn value_expr(value: &Value, ty: &Type) -> TokenStream {
    match value {
        Value::Bool(literal) => literal.to_token_stream(),
        Value::Text(literal) => literal.to_token_stream(),
        Value::Integer(integer) => integer.to_token_stream(),
        Value::Variant(ident) => {
            let span = ident.span();
            quote_spanned!(span=> <<#ty as __p::OrderValue>::Value>::#ident)
        }
    }
}

/// A reference to a value, for a comparison.
fn value_ref(value: &Value, ty: &Type) -> TokenStream {
    let expr = value_expr(value, ty);
    match value {
        Value::Text(_) => expr,
        _ => quote!(&#expr),
    }
}
