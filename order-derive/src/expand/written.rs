//! Fields whose dates and times are written otherwise than their type has it.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Ident, Type, spanned::Spanned};

use crate::{
    model::{How, Request, Written},
    proof::subject::speaks_of_generics,
    scope::last_span,
};

/// Name of the type that stands for the pattern of a field.
fn pattern_type(index: usize) -> Ident {
    format_ident!("__Written_{index}")
}

/// The type that names the notation.
fn notation(written: &Written, index: usize) -> TokenStream {
    match written.how {
        How::Seconds => quote!(::order_core::private::Seconds),
        How::Milliseconds => quote!(::order_core::private::Milliseconds),
        How::Pattern(_) => pattern_type(index).into_token_stream(),
    }
}

/// The path of an item of a field in its notation. As in [`of_type`](crate::expand::read::of_type), it spans the tokens of
/// the type.
pub(super) fn of_written(ty: &Type, written: &Written, index: usize, name: &str) -> TokenStream {
    let (notation, name) = (notation(written, index), Ident::new(name, last_span(ty)));
    quote_spanned!(ty.span()=> <#ty as ::order_core::private::WrittenIn<#notation>>::#name)
}

/// The item that names the pattern of a field, if it has one.
pub(super) fn item(written: &Written, index: usize) -> Option<TokenStream> {
    let How::Pattern(pattern) = &written.how else { return None };
    let name = pattern_type(index);
    Some(quote! {
        enum #name {}

        impl __p::Notated for #name {
            const WRITTEN: __p::Written = __p::Written::Pattern(#pattern);
        }
    })
}

/// The items that name the patterns of all fields.
pub(super) fn items<'a>(request: &'a Request<'_>) -> impl Iterator<Item = TokenStream> + 'a {
    request.fields.iter().filter_map(|field| item(field.written.as_ref()?, field.index))
}

/// The constant that checks that the notation is one of the type.
pub(super) fn check(ty: &Type, written: &Written, index: usize) -> TokenStream {
    let (notation, of) = (notation(written, index), of_written(ty, written, index, "OF"));
    quote_spanned! {written.span()=>
        const _: () = ::order_core::private::assert_written(
            #of,
            <#notation as ::order_core::private::Notated>::WRITTEN,
        );
    }
}

/// The constants that check the notations of all fields whose types rustc knows.
pub(super) fn checks<'a>(request: &'a Request<'_>) -> impl Iterator<Item = TokenStream> + 'a {
    let is_known = |ty: &&Type| !speaks_of_generics(request, ty);
    request.fields.iter().filter_map(move |field| {
        let (written, ty) = (field.written.as_ref()?, Some(field.ty).filter(is_known)?);
        Some(check(ty, written, field.index))
    })
}
