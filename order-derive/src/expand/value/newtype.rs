//! Newtypes.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{DeriveInput, Ident, Type, parse_quote, spanned::Spanned};

use crate::{
    check,
    errors::Errors,
    expand::{
        patterns,
        read::{call, of_type, with_document_lifetime},
        schema::{Kept, schema},
        validate,
        value::Options,
        written::{self, of_written},
    },
    model::{self, Request, Written, is_type_word},
    parse,
    plan::{Demand, Plan},
    proof::{
        self,
        shape::{Base, Shape},
    },
    scope::{bounded, generated},
};

/// The rules of a newtype.
pub(super) struct Rules {
    /// A reference to the description of the type as a request with one field.
    schema: TokenStream,
    /// Items beside the impls, and the checks that only rustc can decide.
    items: TokenStream,
    checks: TokenStream,
}

/// Reads and proves the rules of a newtype, if it has any.
///
/// They are those of a request whose only field has the type that is wrapped. So the same code reads them, compares them with
/// each other, and checks that the type can have them.
pub(super) fn rules_of(
    input: &DeriveInput,
    inner: &Type,
    options: &Options,
    errors: &mut Errors,
) -> Option<Rules> {
    let first = options.rules.first()?;
    let field = syn::Field { ident: Some(input.ident.clone()), ..parse_quote!(value: #inner) };
    let of_request = model::Options {
        krate: options.krate.clone(),
        is_newtype: true,
        ..model::Options::default()
    };
    let mut mistakes = Errors::default();
    let mut request = Request::of_newtype(input, of_request, &field, &options.rules, &mut mistakes);
    for field in &mut request.fields {
        field.written.clone_from(&options.written);
    }
    request.read_notations();
    check::check(&request, &mut mistakes);
    if let Err(mistakes) = mistakes.finish() {
        errors.add(mistakes);
        return None;
    }
    let mut plan = Plan::new(&request);
    // Whether a value may be absent is said by the field that has the type.
    plan.rules.retain(|rule| !matches!(rule.demand, Demand::RequiredByType));
    let checks = proof::prove(&request, &plan, errors);
    let patterns = patterns(&plan);
    let typed = typed(&request, &plan, first.name.span());
    let Kept { items, reference } = schema(&request, &plan);
    Some(Rules { schema: reference, items: quote!(#items #(#patterns)* #typed), checks })
}

/// A function that never runs, so that rustc checks that the type can have the rules.
fn typed(request: &Request<'_>, plan: &Plan<'_>, span: Span) -> Option<TokenStream> {
    if !request.input.generics.params.is_empty() {
        return None;
    }
    let body = validate::body(request, plan);
    let fields = request.fields.iter().map(|field| {
        let (ident, ty) = (generated(field.ident.clone()), field.ty);
        quote!(#ident: #ty)
    });
    let held = Ident::new("__Held", span.resolved_at(Span::call_site()));
    Some(quote! {
        struct #held { #(#fields)* }

        impl #held {
            fn __check(&self, __check: &mut __p::Check<'_>, __context: &()) {
                #body
            }
        }
    })
}

/// Expands a newtype, which has the wire form and the rules of the type that it wraps, and rules of its own.
pub(super) fn newtype(
    input: &DeriveInput,
    inner: &Type,
    written: Option<&Written>,
    rules: Option<&Rules>,
) -> TokenStream {
    let name = &generated(input.ident.clone());
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let where_clause = bounded(&input.generics, [inner], &parse_quote!(__p::OrderValue));
    let read_generics = with_document_lifetime(&input.generics, [inner]);
    let (read_impl_generics, _, _) = read_generics.split_for_impl();
    let mut read_where = bounded(&input.generics, [inner], &parse_quote!(__p::ReadValue<'__de>));
    if input.generics.type_params().next().is_some() {
        read_where.predicates.push(parse_quote!(#inner: __p::ReadValue<'__de>));
    }
    // The span of the type, so that a type without a wire form is reported there.
    let span = inner.span();
    let local = Ident::new("__inner", span);
    let of_inner = |name: &str| of_type(inner, name);
    let [ty, optional, nullable, part] = ["Value", "OPTIONAL", "NULLABLE", "PART"].map(of_inner);
    let [has_own_rules, has_rules, notation, type_rules] =
        ["HAS_OWN_RULES", "HAS_RULES", "NOTATION", "TYPE_RULES"].map(of_inner);
    let value = of_inner("value");
    let [is_given, is_blank, absent] = ["is_given", "is_blank", "absent"].map(of_inner);
    let value_type = quote_spanned!(span=> type Value = #ty;);
    let get = quote_spanned! {span=>
        fn value(&self) -> ::order_core::private::Option<&#ty> {
            #value(&self.0)
        }
    };
    // No newtype can be flattened. If rustc looked for its members anyway, it would find no end of types that flatten each
    // other through it.
    let is_flat = match Shape::of(inner).base {
        Base::Bool | Base::Integer { .. } | Base::Text | Base::Flag | Base::Collection => None,
        Base::Other { .. } => Some(quote!(
            const FLAT_WITHIN_7: ::core::primitive::bool = false;
        )),
    };
    let type_rules = match (rules, written) {
        (None, None) => type_rules,
        (None, Some(_)) => quote!(__p::TypeRules::OfText),
        (Some(Rules { schema, .. }), _) => quote!(__p::TypeRules::Of(#schema)),
    };
    let (items, checks) = rules.map(|Rules { items, checks, .. }| (items, checks)).unzip();
    let in_notation = |own: &str, written_as: &str| match written {
        None => of_type(inner, own),
        Some(written) => of_written(inner, written, 0, written_as),
    };
    let call = |path: TokenStream, argument: TokenStream| call(&path, inner, &argument);
    let read = call(in_notation("__read_value", "read_in"), quote!(__place));
    let of_literal = call(in_notation("__value_of", "literal_in"), quote!(__literal));
    let [kind, node] = [in_notation("kind", "kind_in"), in_notation("node", "node_in")];
    let notation_items = written.map(|written| {
        let (item, check) = (written::item(written, 0), written::check(inner, written, 0));
        let check = input.generics.params.is_empty().then_some(check);
        quote!(#item #check)
    });
    quote! {
        #items
        #checks
        #notation_items

        #[automatically_derived]
        impl #impl_generics __p::OrderValue for #name #ty_generics #where_clause {
            #value_type

            const OPTIONAL: ::core::primitive::bool = #optional;
            const NULLABLE: ::core::primitive::bool = #nullable;
            const HAS_OWN_RULES: ::core::primitive::bool = #has_own_rules;
            const HAS_RULES: ::core::primitive::bool = #has_rules;
            const NOTATION: __p::Option<__p::Notation> = #notation;
            const TYPE_RULES: __p::TypeRules = #type_rules;
            const PART: __p::Option<&'static __p::Kind> = #part;

            #is_flat

            fn kind() -> &'static __p::Kind {
                #kind()
            }

            #[inline]
            #get

            #[inline]
            fn node(&self) -> __p::Node<'_> {
                let Self(#local) = self;
                #node(#local)
            }

            #[inline]
            fn is_given(&self) -> ::core::primitive::bool {
                let Self(#local) = self;
                #is_given(#local)
            }

            #[inline]
            fn is_blank(&self) -> ::core::primitive::bool {
                let Self(#local) = self;
                #is_blank(#local)
            }

            fn absent() -> __p::Option<Self> {
                #absent().map(Self)
            }
        }

        #[automatically_derived]
        impl #read_impl_generics __p::ReadValue<'__de> for #name #ty_generics #read_where {
            fn read(__place: __p::Place<'_, '__de>) -> __p::Option<Self> {
                #read.map(Self)
            }

            fn from_literal(__literal: __p::Literal) -> __p::Option<Self> {
                #of_literal.map(Self)
            }
        }
    }
}

/// Reports attributes for names, which a newtype does not have.
pub(super) fn check_newtype(inner: &syn::Field, options: &Options, errors: &mut Errors) {
    const RULE: &str = "a newtype has the wire form of what it wraps; remove it";
    for word in &options.of_enum {
        errors.push(word.span(), format_args!("`{word}` is for enums, and {RULE}"));
    }
    for word in
        parse::words(&inner.attrs, |name| !options.is_namespaced && is_type_word(name), errors)
    {
        if is_type_word(&word.name.to_string()) {
            errors.push(
                word.name.span(),
                format_args!(
                    "`{}` belongs on the struct, as a rule of the type; move it there",
                    word.name
                ),
            );
            continue;
        }
        if word.name == "crate" || word.name == "serde" {
            errors.push(
                word.name.span(),
                format_args!("`{}` belongs on the struct; move it there", word.name),
            );
            continue;
        }
        errors.push(word.name.span(), format_args!("`{}` has no use here: {RULE}", word.name));
    }
}
