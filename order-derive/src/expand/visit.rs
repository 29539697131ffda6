use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse_quote;

use crate::{
    expand::{Bodies, call_of_type, locals, method_of, schema::Kept, written::of_written},
    model::{Field, FieldPlace, Request},
    plan::{Demand, Plan},
    scope::{bounded, generated, own_by_way},
};

/// A call that shows all fields to the visitor, in declared order.
pub(super) fn body(request: &Request<'_>) -> TokenStream {
    let nodes = request.fields.iter().enumerate().map(|(index, field)| {
        let (ty, local) = (field.ty, &field.local);
        match field.place {
            _ if request.is_nowhere(field) => quote!(__p::Node::Absent),
            FieldPlace::Flattened => call_of_type(ty, "__node_in_place", &quote!(#local)),
            FieldPlace::Body
            | FieldPlace::BodyUnlessBlank
            | FieldPlace::UrlPath
            | FieldPlace::UrlQuery
            | FieldPlace::Header
            | FieldPlace::Skipped => match &field.written {
                None => {
                    let node = method_of(ty, "node");
                    quote!(#node(#local))
                }
                Some(written) => {
                    let node = of_written(ty, written, index, "node_in");
                    quote!(#node(#local))
                }
            },
        }
    });
    let locals = locals(request.fields.iter().filter(|field| !request.is_nowhere(field)));
    quote! {
        #locals
        __visitor.fields(&[#(#nodes),*]);
    }
}

/// The constant that says that a request has rules, if it has any that are written.
pub(super) fn has_rules(plan: &Plan<'_>) -> TokenStream {
    match plan.rules.iter().all(|rule| matches!(rule.demand, Demand::RequiredByType)) {
        true => TokenStream::new(),
        false => quote!(
            const HAS_OWN_RULES: ::core::primitive::bool = true;
        ),
    }
}

/// Impls of a request as a value.
pub(super) fn fields(request: &Request<'_>, bodies: &Bodies) -> TokenStream {
    let Bodies { schema, visit, has_rules, .. } = bodies;
    let name = &generated(request.input.ident.clone());
    let (impl_generics, ty_generics, _) = request.input.generics.split_for_impl();
    let where_clause =
        bounded(&request.input.generics, request.wire_types(), &parse_quote!(__p::OrderValue));
    let value = own_by_way(&request.input.generics, request.wire_types());
    let flat_within = flat_within(request);
    let Kept { items, reference } = schema;
    // The compiler checks the whole description again in each constant that holds it, so the other items name that constant.
    let [part, kind, schema] = match items {
        Some(_) => [quote!(&__KIND), quote!(&__KIND), reference.clone()],
        None => [
            quote!(&__p::Kind::Object(#reference)),
            quote! {
                match <Self as __p::OrderValue>::PART {
                    __p::Some(__kind) => __kind,
                    __p::None => &__p::Kind::Any,
                }
            },
            quote!(<Self as __p::OrderRequest>::SCHEMA),
        ],
    };
    let items = items.as_ref().map(|items| {
        quote! {
            #items
            static __KIND: __p::Kind = __p::Kind::Object(#reference);
        }
    });
    quote! {
        #items

        #[automatically_derived]
        impl #impl_generics __p::OrderValue for #name #ty_generics #where_clause {
            type Value = #value;

            #has_rules

            const TYPE_RULES: __p::TypeRules = __p::TypeRules::InPart;
            const PART: __p::Option<&'static __p::Kind> = __p::Some(#part);

            #(#flat_within)*

            fn kind() -> &'static __p::Kind {
                #kind
            }

            #[inline]
            fn value(&self) -> __p::Option<&Self> {
                __p::Some(self)
            }

            #[inline]
            fn node(&self) -> __p::Node<'_> {
                __p::Node::Object(__p::Object {
                    schema: #schema,
                    fields: self,
                })
            }
        }

        #[automatically_derived]
        impl #impl_generics __p::Fields for #name #ty_generics #where_clause {
            fn visit<'__a>(&'__a self, __visitor: &mut dyn __p::Visitor<'__a>) {
                #visit
            }
        }
    }
}

/// The constants that say how deep the flattened parts of a request stand in each other, if it has any.
fn flat_within(request: &Request<'_>) -> Vec<TokenStream> {
    /// The levels that the library has constants for.
    const LEVELS: usize = 8;
    let is_flat = |field: &&Field<'_>| field.place == FieldPlace::Flattened;
    let parts: Vec<_> = request.fields.iter().filter(is_flat).map(|field| field.ty).collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let name = |level: usize| format_ident!("FLAT_WITHIN_{level}");
    let within = (0..LEVELS).map(|level| {
        let own = name(level);
        let value = match level.checked_sub(1).map(name) {
            None => quote!(false),
            Some(inner) => quote!(#(<#parts as __p::OrderValue>::#inner)&&*),
        };
        quote!(const #own: ::core::primitive::bool = #value;)
    });
    within.collect()
}
