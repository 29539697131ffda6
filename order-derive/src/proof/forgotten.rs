//! Parts whose rules nobody checks. A macro does not see the rules of another type, so rustc decides.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::{GenericArgument, PathArguments, Type, ext::IdentExt};

use crate::{
    expand::by_itself,
    model::{Field, FieldPlace, Id, Request},
    proof::{
        report::for_static,
        shape::{Base, Shape},
        subject::speaks_of_generics,
    },
    scope::scoped,
};

/// Returns a constant assertion for each field that may be a part with rules and is not `nested`.
pub(super) fn checks(request: &Request<'_>) -> TokenStream {
    if !request.options.levels.is_denied(Id::ForgottenNested) {
        return TokenStream::new();
    }
    let is_open = |field: &&Field<'_>| {
        !field.is_nested
            && field.unchecked.is_none()
            && field.place != FieldPlace::Skipped
            && !speaks_of_generics(request, field.ty)
            && may_have_rules(field.ty)
    };
    let checks: TokenStream = request.fields.iter().filter(is_open).map(check).collect();
    match checks.is_empty() {
        true => checks,
        false => scoped(request.options.krate.as_ref(), &request.input.attrs, checks),
    }
}

fn check(field: &Field<'_>) -> TokenStream {
    let name = field.ident.unraw().to_string();
    let ty = by_itself(field.ty, for_static(field.ty.to_token_stream()));
    quote_spanned! {field.ident.span()=>
        const _: () = ::order_core::private::assert_no_rules(<#ty as ::order_core::private::OrderValue>::HAS_RULES, #name);
    }
}

/// Returns `true` unless the type is written as one that has no rules.
fn may_have_rules(ty: &Type) -> bool {
    match Shape::of(ty).base {
        Base::Bool | Base::Integer { .. } | Base::Text | Base::Flag => false,
        Base::Collection => match item(ty) {
            Some(item) => may_have_rules(item),
            None => true,
        },
        Base::Other { .. } => true,
    }
}

/// Returns the type of the items of a list or map, which may be inside of an `Option`.
pub(crate) fn item(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let inner = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    match last.ident.to_string().as_str() {
        "Option" | "Box" => item(inner.last()?),
        "BTreeMap" | "HashMap" => inner.take(2).last(),
        _ => inner.last(),
    }
}
