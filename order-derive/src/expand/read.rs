use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericParam, Generics, Ident, Lifetime, Type, parse_quote, spanned::Spanned};

use crate::{
    expand::written::of_written,
    model::{FieldPlace, Request},
    proof::shape::{is_deep_in_wrappers, may_be_no_value},
    scope::{bounded, first_span, generated, last_span, speaks_of, without_group},
};

/// Body that reads every field from the members of an object.
pub(super) fn body(request: &Request<'_>) -> TokenStream {
    // With `let … else`, a single chain of code drops the values read so far. With `?` inside the struct expression,
    // rustc generates such a chain for each field, and the code grows with the square of the number of fields.
    let values = request.fields.iter().enumerate().map(|(index, field)| {
        if field.place == FieldPlace::Skipped {
            return None;
        }
        let local = &field.local;
        let path = match (&field.written, &field.default) {
            (None, None) => of_type(field.ty, "__get"),
            (None, Some(_)) => of_type(field.ty, "__get_or_default"),
            (Some(written), None) => of_written(field.ty, written, index, "get_in"),
            (Some(written), Some(_)) => of_written(field.ty, written, index, "get_or_default_in"),
        };
        let get = call(&path, field.ty, &quote!(__members, #index));
        Some(quote!(let __p::Some(#local) = #get else { return __p::None };))
    });
    let members = request.fields.iter().map(|field| {
        let ident = field.member();
        if field.place == FieldPlace::Skipped {
            let ty = field.ty;
            let default =
                quote_spanned!(ty.span()=> <#ty as ::order_core::private::Skipped>::default);
            return quote!(#ident: #default());
        }
        let local = field.local.to_token_stream();
        let value = match field.way() {
            Some(ty) => call_of_type(ty, "__from_way", &local),
            None => local,
        };
        quote!(#ident: #value)
    });
    quote! {
        #(#values)*
        __p::Some(Self { #(#members),* })
    }
}

/// The path of an item that every value has. It spans the tokens of the type, so that rustc reports one error of a type that
/// is no value: there, and the same from every item.
pub(super) fn of_type(ty: &Type, name: &str) -> TokenStream {
    of_type_as(ty, ty.to_token_stream(), name)
}

/// The same of a type that is written with other lifetimes.
pub(super) fn of_type_as(ty: &Type, written: TokenStream, name: &str) -> TokenStream {
    let (name, first) = (Ident::new(name, last_span(ty)), first_span(ty));
    let ty = by_itself(ty, written);
    quote_spanned!(first=> <#ty as ::order_core::private::OrderValue>::#name)
}

/// The path of an item that every value has, without a place. In a path to a type, rustc points at the type by itself.
pub(super) fn item_of(ty: &Type, name: &str) -> TokenStream {
    match without_group(ty) {
        Type::Path(_) => short(&by_itself(ty, ty.to_token_stream()), name),
        _ if !may_be_no_value(ty) => short(ty, name),
        ty => of_type(ty, name),
    }
}

fn short(ty: &impl ToTokens, name: &str) -> TokenStream {
    let name = Ident::new(name, Span::call_site());
    quote!(<#ty as __p::OrderValue>::#name)
}

/// The type as paths to its items name it, which may be written with other lifetimes.
pub(crate) fn by_itself(ty: &Type, written: TokenStream) -> TokenStream {
    if is_deep_in_wrappers(ty) { own_as(ty, written) } else { written }
}

/// The type, by way of what only a value has: of a type that is no value, rustc reports that, and no other bound. It spans the
/// tokens of the type, as the path of an item does.
pub(super) fn own(ty: &Type) -> TokenStream {
    own_as(ty, ty.to_token_stream())
}

/// The same of a type that is written with other lifetimes.
fn own_as(ty: &Type, written: TokenStream) -> TokenStream {
    let start = quote_spanned!(first_span(ty)=> ::order_core::private::Own<);
    let end = quote_spanned!(last_span(ty)=> >);
    quote!(#start #written #end)
}

/// Another type, by way of the type of a field, or of one that depends on it.
pub(crate) fn by(of_field: &Type, way: &impl ToTokens, ty: TokenStream) -> TokenStream {
    let start = quote_spanned!(first_span(of_field)=> ::order_core::private::By<);
    let end = quote_spanned!(last_span(of_field)=> >);
    quote!(#start #way, #ty #end)
}

/// A call of such an item, which spans the same tokens if the type may be no value.
pub(super) fn call_of_type(ty: &Type, name: &str, arguments: &TokenStream) -> TokenStream {
    if may_be_no_value(ty) {
        return call(&of_type(ty, name), ty, arguments);
    }
    let path = short(ty, name);
    quote!(#path(#arguments))
}

pub(super) fn call(path: &TokenStream, ty: &Type, arguments: &TokenStream) -> TokenStream {
    let arguments = quote_spanned!(last_span(ty)=> (#arguments));
    quote!(#path #arguments)
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
    let parts = request.options.update_of.iter().flatten();
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::ReadValue<'__de> for #name #ty_generics #where_clause {
            fn read(__place: __p::Place<'_, '__de>) -> __p::Option<Self> {
                #(#parts)*
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
