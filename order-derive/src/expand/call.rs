//! Calls of the user's functions.

use proc_macro2::{Ident, Punct, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Type, ext::IdentExt};

use crate::{
    expand::{
        blank, context,
        read::{self, of_type_as},
        test::{last_span, value_at},
    },
    model::{Field, FieldPlace, Request},
    parse::Call,
    plan::{At, Demand},
    scope::speaks_of,
};

/// The complaint of a function about `value`, if it takes one, and its arguments, of which `local` is a reference.
pub(super) fn complaint(
    request: &Request<'_>,
    call: &Call,
    value: Option<&Ident>,
    local: impl Fn(&Field<'_>) -> TokenStream,
) -> TokenStream {
    let (function, span) = (&call.function, last_span(&call.function));
    // Each argument has the span of its name, so that rustc points there if it has the wrong type.
    let named = call.arguments().iter().enumerate().map(|(position, name)| {
        let own = format_ident!("__argument{position}", span = name.span());
        let reference = match request.field_index(name) {
            Some(field) => local(&request.fields[field]),
            None => quote!(__context),
        };
        (own, reference)
    });
    let (names, references): (Vec<Ident>, Vec<TokenStream>) = named.unzip();
    let given = value.into_iter().chain(&names);
    let result = quote_spanned! {span=>
        ::order_core::private::CheckResult::complaint(#function(#(#given),*))
    };
    match names.is_empty() {
        true => result,
        false => quote!({ let (#(#names,)*) = (#(#references,)*); #result }),
    }
}

/// A closure that calls a function with what is known of a request; `None` if it takes the whole request, or values that only a
/// request of the type holds.
pub(super) fn known(request: &Request<'_>, at: At<'_>, demand: &Demand<'_>) -> Option<TokenStream> {
    let call = demand.call()?;
    let own = match (demand, at) {
        (Demand::CheckValue(_), At::Field(field)) => Some(field),
        _ if call.arguments.is_none() => return None,
        _ => None,
    };
    let mut fields = demand.read_by_function(request);
    fields.extend(own);
    fields.sort_unstable();
    fields.dedup();
    let fields: Vec<&Field<'_>> = fields.into_iter().map(|index| &request.fields[index]).collect();
    let is_generic = request.input.generics.type_params().next().is_some()
        || request.input.generics.const_params().next().is_some();
    let is_held = |field: &&Field<'_>| {
        field.place == FieldPlace::Skipped || speaks_of(field.ty.to_token_stream(), "static")
    };
    if is_generic || fields.iter().any(is_held) {
        return None;
    }
    let gets = fields.iter().map(|field| {
        let (index, local) = (field.index, &field.local);
        let known = of_type_as(field.ty, with_any_lifetimes(request, field.ty), "__known");
        let get = read::call(&known, field.ty, &quote!(__known, #index));
        quote! {
            let __p::Some(#local) = #get else { return __p::None };
            let #local = &#local;
        }
    });
    let of_context = call.arguments().iter().any(|name| request.field_index(name).is_none());
    let facts = of_context.then(|| {
        let context = context(&request.options);
        quote! {
            let __p::Some(__context) = __known.context::<#context>() else { return __p::None };
        }
    });
    let local = |field: &Field<'_>| field.local.to_token_stream();
    let result = match own.map(|field| &request.fields[field]) {
        None => {
            let complaint = complaint(request, call, None, local);
            quote!(__p::Some(#complaint))
        }
        Some(field) => {
            let own = value_at(last_span(&call.function));
            let complaint = complaint(request, call, Some(&own), local);
            let (local, blank) = (&field.local, blank(field.blank));
            let present =
                of_type_as(field.ty, with_any_lifetimes(request, field.ty), "__own_value");
            let present = read::call(&present, field.ty, &quote!(#local, #blank));
            quote! {
                match #present {
                    __p::Some(#own) => __p::Some(#complaint),
                    __p::None => __p::Some(__p::None),
                }
            }
        }
    };
    Some(quote!(|__known| { #(#gets)* #facts #result }))
}

/// Returns the type with `'_` for each lifetime of the request, which the static description has not.
fn with_any_lifetimes(request: &Request<'_>, ty: &Type) -> TokenStream {
    let lifetimes: Vec<Ident> = (request.input.generics.lifetimes())
        .map(|parameter| parameter.lifetime.ident.clone())
        .collect();
    if lifetimes.is_empty() {
        return ty.to_token_stream();
    }
    replaced(ty.to_token_stream(), &lifetimes)
}

fn replaced(tokens: TokenStream, lifetimes: &[Ident]) -> TokenStream {
    let mut is_lifetime = false;
    let one = |token: TokenTree| {
        let was_mark = std::mem::replace(&mut is_lifetime, is_mark(&token));
        match token {
            TokenTree::Ident(name) if was_mark && lifetimes.contains(&name.unraw()) => {
                TokenTree::Ident(Ident::new("_", name.span()))
            }
            TokenTree::Group(group) => {
                let inner = replaced(group.stream(), lifetimes);
                let mut copy = proc_macro2::Group::new(group.delimiter(), inner);
                copy.set_span(group.span());
                TokenTree::Group(copy)
            }
            token @ (TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_)) => token,
        }
    };
    tokens.into_iter().map(one).collect()
}

fn is_mark(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if Punct::as_char(punct) == '\'')
}
