//! The expansion of a checked model, one file per product.

mod call;
mod cond;
mod described;
pub(crate) mod fallback;
mod read;
mod rustdoc;
mod schema;
mod serde;
mod test;
#[cfg(test)]
mod tests;
pub(crate) mod update;
mod validate;
mod value;
mod variants;
mod visit;
mod written;

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Ident, Type, ext::IdentExt, parse_quote, spanned::Spanned};

use crate::{
    model::{Blank, Field, FieldPlace, Options, Request},
    parse::{Number, Test, Value},
    pattern::CompiledPattern,
    plan::{Demand, Plan},
    scope::{self, bounded, first_span, generated, last_span, scoped, speaks_of},
};

use self::read::{call_of_type, item_of, method_of, own};
pub(crate) use self::{
    cond::comparison_path,
    read::{by, by_itself, with_document_lifetime},
    schema::{Kept, bounds_data, limits_data, unit_data},
    serde::Serde,
    value::value,
};

/// The parts of the impls that differ between a struct, an enum with data, and the fallback after a mistake.
pub(crate) struct Bodies {
    /// The documentation of the impl.
    pub(crate) doc: String,
    pub(crate) schema: Kept,
    /// Items next to the impls.
    pub(crate) items: TokenStream,
    pub(crate) check: TokenStream,
    /// The check of what an update changes, if there is one.
    pub(crate) check_change: Option<TokenStream>,
    pub(crate) read: TokenStream,
    pub(crate) visit: TokenStream,
    /// The constants that say whether the type has rules.
    pub(crate) has_rules: TokenStream,
    pub(crate) endpoint: Option<TokenStream>,
}

/// The view in which conditions of other requests look up members.
pub(crate) struct View {
    /// Declaration of the type of the view, if it is a separate type.
    pub(crate) declaration: Option<TokenStream>,
    /// The items of `OrderRequest` for the view.
    pub(crate) items: TokenStream,
}

impl View {
    /// The view of a struct, which is the struct itself.
    pub(crate) fn of_struct() -> Self {
        let items = quote! {
            type __View<'__a> = &'__a Self where Self: '__a;

            #[inline]
            fn __view(&self) -> &Self {
                self
            }
        };
        Self { declaration: None, items }
    }
}

/// Expands `OrderRequest` for a struct.
pub(crate) fn request(request: &Request<'_>, plan: &Plan<'_>) -> TokenStream {
    let bodies = Bodies {
        items: patterns(plan)
            .chain(flat(request, false))
            .chain(written::items(request))
            .chain(written::checks(request))
            .collect(),
        check: validate::body(request, plan),
        check_change: validate::body_of_change(request, plan),
        read: read::body(request),
        visit: visit::body(request),
        has_rules: visit::has_rules(plan),
        ..described(request, plan)
    };
    impls(request, &bodies, &View::of_struct())
}

/// The statics with the tables of all patterns, and with the tests for rules that demand them.
fn patterns<'a>(plan: &'a Plan<'_>) -> impl Iterator<Item = TokenStream> + 'a {
    plan.patterns.iter().enumerate().map(move |(index, pattern)| {
        let is_demanded = plan.rules.iter().any(|rule| {
            matches!(
                &rule.demand,
                Demand::Passes(Test::Pattern(known)) | Demand::KeyPasses(Test::Pattern(known))
                    if known.source() == pattern.source()
            )
        });
        let name = pattern_name(index);
        let test = is_demanded.then(|| {
            let test = test_name(index);
            quote!(static #test: __p::Test = __p::Test::Pattern(&#name);)
        });
        let pattern = pattern.to_tokens(&quote!(__p));
        quote! {
            static #name: __p::Pattern = #pattern;
            #test
        }
    })
}

/// Compile-time assertions that each flattened field has members, and that no other field has their names. The derive
/// does not see them, but rustc does.
///
/// They are items of their own, or, for a type with generics, blocks that rustc evaluates for each of its types.
fn flat<'a>(request: &'a Request<'_>, is_generic: bool) -> impl Iterator<Item = TokenStream> + 'a {
    let generics = &request.input.generics;
    let name = generated(request.input.ident.clone());
    let is_meant = is_generic != generics.params.is_empty();
    // The members of an update are those of its request.
    let is_meant = is_meant && request.options.update_of.is_none();
    let is_flat = move |field: &&Field<'_>| is_meant && field.place == FieldPlace::Flattened;
    request.fields.iter().filter(is_flat).map(move |field| {
        let (index, span) = (field.index, field.place_span);
        let (_, ty_generics, _) = generics.split_for_impl();
        let own = own(field.ty);
        let of = quote_spanned!(first_span(field.ty)=> ::order_core::private::FlatMistake::of::<);
        let end = quote_spanned!(last_span(field.ty)=> >);
        let is_right = quote_spanned! {span=>
            match #of #own #end(<#name #ty_generics as ::order_core::private::OrderRequest>::SCHEMA, #index) {
                ::order_core::private::Some(__mistake) => ::order_core::private::panic!("{}", __mistake.message()),
                ::order_core::private::None => (),
            }
        };
        match (is_generic, flat_check(request, field)) {
            (true, _) => quote_spanned!(span=> const { #is_right }),
            (false, None) => quote_spanned!(span=> const _: () = #is_right;),
            (false, Some(check)) => {
                let (ty, context) = (field.ty, context(&request.options));
                let nested = check_of_part(request, field, "check");
                quote_spanned! {span=>
                    const #check: ::order_core::private::CheckPart<#ty, #context> = {
                        #is_right
                        #nested
                    };
                }
            }
        }
    })
}

/// The path of the check of a part, or of what an update changes of it. It is by way of the type and, in a request with an update, of
/// the type of its changes: of one that has none, rustc reports that alone.
fn check_of_part(request: &Request<'_>, field: &Field<'_>, what: &str) -> TokenStream {
    let ty = field.ty;
    let in_part = quote!(::order_core::private::InPart);
    let way = match update::changes_of_part(request, field) {
        Some(changes) => by(ty, &changes, in_part),
        None => by(ty, ty, in_part),
    };
    let what = Ident::new(what, last_span(ty));
    let start = quote_spanned!(first_span(ty)=> <);
    let context = context(&request.options);
    let end =
        quote_spanned!(last_span(ty)=> as ::order_core::private::ChecksPart<_, #context>>::#what);
    quote!(#start #way #end)
}

/// Name of the constant with the check of a flattened part. Only there rustc sees whether the type is a request, so that
/// it says so once. A type with generics or `Self` has none.
fn flat_check(request: &Request<'_>, field: &Field<'_>) -> Option<Ident> {
    let is_named = field.place == FieldPlace::Flattened
        && request.options.update_of.is_none()
        && request.input.generics.params.is_empty()
        && !speaks_of(field.ty.to_token_stream(), "Self");
    is_named.then(|| format_ident!("__FLAT_{}", field.index, span = Span::call_site()))
}

/// The parts that a plan describes, with empty bodies.
fn described(request: &Request<'_>, plan: &Plan<'_>) -> Bodies {
    Bodies {
        doc: rustdoc::table(request, plan),
        schema: schema::schema(request, plan),
        items: TokenStream::new(),
        check: TokenStream::new(),
        check_change: None,
        read: TokenStream::new(),
        visit: TokenStream::new(),
        has_rules: TokenStream::new(),
        endpoint: endpoint(request),
    }
}

/// The impls of a request.
pub(crate) fn impls(request: &Request<'_>, bodies: &Bodies, view: &View) -> TokenStream {
    let Bodies { items, endpoint, .. } = bodies;
    let fields = visit::fields(request, bodies);
    let order_request = order_request(request, bodies, view);
    let nested = nested(request, bodies.check_change.is_some());
    let read = read::read(request, &bodies.read);
    let types = request.wire_types();
    let described = described::described(&request.options.described, request.input, &types);
    let serde = Serde::Request.impls(request.options.serde.as_ref(), request.input, types);
    scoped(
        request.options.krate.as_ref(),
        &request.input.attrs,
        quote! {
            #items
            #fields
            #order_request
            #nested
            #read
            #endpoint
            #serde
            #described
        },
    )
}

/// The impl by which another request checks the rules of this one.
fn nested(request: &Request<'_>, checks_change: bool) -> TokenStream {
    let name = &generated(request.input.ident.clone());
    let (_, ty_generics, _) = request.input.generics.split_for_impl();
    let where_clause =
        bounded(&request.input.generics, request.wire_types(), &parse_quote!(__p::OrderValue));
    let mut generics = request.input.generics.clone();
    // A request without a context can be checked in any context.
    let (context, argument) = match &request.options.context {
        Some(context) => (quote!(#context), quote!(__context)),
        None => {
            generics.params.push(parse_quote!(__C: ?::core::marker::Sized));
            (quote!(__C), quote!(&()))
        }
    };
    let (impl_generics, ..) = generics.split_for_impl();
    let change = checks_change.then(|| {
        quote! {

            fn __check_nested_change(
                &self,
                __old: &Self,
                __check: &mut __p::Check<'_>,
                __parent: __p::Option<&__p::Parent<'_>>,
                __context: &#context,
            ) {
                let _ = __context;
                __p::check_nested_change(self, __old, __check, __parent, #argument);
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::Nested<#context> for #name #ty_generics #where_clause {
            fn __check_nested(
                &self,
                __check: &mut __p::Check<'_>,
                __parent: __p::Option<&__p::Parent<'_>>,
                __context: &#context,
            ) {
                let _ = __context;
                __p::check_nested(self, __check, __parent, #argument);
            }
            #change
        }
    }
}

/// Name of the static with the table of a pattern, for the check and the schema.
fn pattern_static(plan: &Plan<'_>, pattern: &CompiledPattern) -> Ident {
    let position = plan.patterns.iter().position(|known| known.source() == pattern.source());
    pattern_name(position.unwrap_or_default())
}

/// Name of the static with the test that a rule demands.
fn test_static(plan: &Plan<'_>, pattern: &CompiledPattern) -> Ident {
    let position = plan.patterns.iter().position(|known| known.source() == pattern.source());
    test_name(position.unwrap_or_default())
}

fn test_name(index: usize) -> Ident {
    format_ident!("__MATCHES_{index}")
}

fn pattern_name(index: usize) -> Ident {
    format_ident!("__PATTERN_{index}")
}

/// A fact of the context as static data.
fn context_fact(first: &Ident, context: Option<&Type>) -> TokenStream {
    let name = first.unraw().to_string();
    quote! {
        __p::ContextFact {
            name: #name,
            kind: || __p::fact_kind(|__context: &#context| &__context.#first),
            read: |__context| __p::context_fact(__context, |__context: &#context| &__context.#first),
        }
    }
}

/// A default as the library's enum.
fn default_literal(value: &Value, request: &Request<'_>) -> TokenStream {
    match value {
        Value::Fact(reference) => {
            let fact = reference.members.first().unwrap_or(&reference.root);
            let fact = context_fact(fact, request.options.context.as_ref());
            quote!(__p::Literal::Fact(&#fact))
        }
        value => literal(value),
    }
}

/// Name of the local with the value that a default literal stands for: the conditional default at this position, or the
/// last default. It has the span of the literal, so that rustc reports one that is no value of the field there.
fn made(field: &Field<'_>, position: Option<usize>, value: &Value) -> Ident {
    let what = position.map_or_else(|| "made".to_owned(), |position| format!("made{position}"));
    let mut name = local_name(&what, field);
    name.set_span(value.span());
    name
}

/// Returns `true` if a written default of a type may only stand for a value of it, such as a whole number for a decimal.
///
/// The names of the commonest types are known, to keep the code for them small.
fn is_made(value: &Value, ty: &Type) -> bool {
    const NUMBERS: [&str; 8] = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"];
    let tokens: Vec<String> =
        ty.to_token_stream().into_iter().map(|token| token.to_string()).collect();
    let is_of = |known: &[&str]| {
        let names = ["Option", "Box", "<", ">", "Cow", ",", "&", "'", "a"];
        tokens.iter().any(|token| known.contains(&token.as_str()))
            && tokens
                .iter()
                .all(|token| known.contains(&token.as_str()) || names.contains(&token.as_str()))
    };
    match value {
        Value::Number(_) => !is_of(&NUMBERS),
        Value::Bool(_) => !is_of(&["bool"]),
        Value::Text(_) => !is_of(&["String", "str"]),
        Value::Path(_) | Value::Expression(_) => true,
        Value::Variant(_) | Value::Null(_) | Value::Fact(_) => false,
    }
}

/// Default of an absent field, as an `Option` of a reference.
fn default_of(value: &Value, field: &Field<'_>, position: Option<usize>) -> TokenStream {
    let ty = field.ty;
    if !is_made(value, ty) {
        return default_value(value, ty);
    }
    let (default, made) = (value_static(value, ty), made(field, position, value));
    let get = quote_spanned!(value.span()=> ::order_core::private::DefaultIn::<<#ty as ::order_core::private::OrderValue>::Value>::get);
    quote_spanned!(value.span()=> #get(#default, &#made))
}

/// Default of an absent field of type `ty`, as an `Option` of a reference.
fn default_value(value: &Value, ty: &Type) -> TokenStream {
    match value {
        Value::Fact(reference) => {
            let fact = reference.members.first();
            let held = quote!(__p::value(&__context.#fact, __p::Blank::Absent));
            let own = Ident::new("__value", value.span());
            let of_field = quote_spanned!(value.span()=> ::order_core::private::DefaultOf::<<#ty as ::order_core::private::OrderValue>::Value>::get(#own));
            quote!(#held.map(|#own| #of_field))
        }
        value => {
            let value = value_static(value, ty);
            quote!(__p::Some(#value))
        }
    }
}

/// A value as the library's enum.
fn literal(value: &Value) -> TokenStream {
    match value {
        Value::Bool(literal) => quote!(__p::Literal::Bool(#literal)),
        Value::Number(number) => {
            let (coefficient, scale) = parts(number);
            match number.whole() {
                Some(_) => quote!(__p::Literal::Integer(#coefficient)),
                None => quote!(__p::Literal::Fraction(#coefficient, #scale)),
            }
        }
        Value::Text(literal) => quote!(__p::Literal::Text(#literal)),
        Value::Variant(ident) => {
            let name = ident.unraw().to_string();
            quote!(__p::Literal::Variant(#name))
        }
        // Both occur only as defaults.
        Value::Null(_) | Value::Fact(_) => quote!(__p::Literal::Null),
        Value::Path(_) | Value::Expression(_) => {
            let (source, constant) = (value.to_string(), value_ref(value, &parse_quote!(())));
            quote! {
                __p::Literal::Constant(__p::Constant {
                    source: #source,
                    value: || __p::constant(#constant),
                })
            }
        }
    }
}

fn order_request(request: &Request<'_>, bodies: &Bodies, view: &View) -> TokenStream {
    let Bodies { doc, check, check_change, .. } = bodies;
    let check_change = check_change.as_ref().map(|check| {
        quote! {

            fn __check_change(
                &self,
                __old: &Self,
                __check: &mut __p::Check<'_>,
                __context: &Self::Context,
            ) {
                let _ = (__old, __context);
                #check
            }
        }
    });
    let View { declaration, items } = view;
    let doc = (!doc.is_empty()).then(|| quote!(#[doc = #doc]));
    let name = &generated(request.input.ident.clone());
    let (impl_generics, ty_generics, _) = request.input.generics.split_for_impl();
    let where_clause =
        bounded(&request.input.generics, request.wire_types(), &parse_quote!(__p::OrderValue));
    let context = context(&request.options);
    // At the type, so that rustc points there if the context is less visible than the request.
    let context = quote_spanned!(context.span()=> type Context = #context;);
    quote! {
        #declaration

        #doc
        #[automatically_derived]
        impl #impl_generics __p::OrderRequest for #name #ty_generics #where_clause {
            #context

            #items

            fn __check(&self, __check: &mut __p::Check<'_>, __context: &Self::Context) {
                #check
            }
            #check_change
        }
    }
}

/// The impl of `Endpoint`, if the struct declares one.
fn endpoint(request: &Request<'_>) -> Option<TokenStream> {
    let endpoint = request.options.endpoint.as_ref()?;
    let response = request.options.response.as_ref()?;
    Some(endpoint_impl(request, &endpoint.method, &endpoint.path, &response.to_token_stream()))
}

/// The impl of `Endpoint`.
pub(crate) fn endpoint_impl(
    request: &Request<'_>,
    method: &str,
    path: &str,
    response: &TokenStream,
) -> TokenStream {
    let name = &generated(request.input.ident.clone());
    let (impl_generics, ty_generics, _) = request.input.generics.split_for_impl();
    let where_clause =
        bounded(&request.input.generics, request.wire_types(), &parse_quote!(__p::OrderValue));
    let in_state = in_state(request);
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::Endpoint for #name #ty_generics #where_clause {
            const METHOD: &'static ::core::primitive::str = #method;
            const PATH: &'static ::core::primitive::str = #path;
            type Response = #response;
        }
        #in_state
    }
}

/// The impl by which the state of axum's router gives the context, if the library has the feature.
fn in_state(request: &Request<'_>) -> Option<TokenStream> {
    let context = request.options.context.as_ref()?;
    let parameters = || request.input.generics.type_params();
    let may_be_unit = match context {
        Type::Tuple(tuple) => tuple.elems.is_empty(),
        Type::Path(path) => parameters().any(|it| path.path.is_ident(&it.ident)),
        _ => false,
    };
    // The library has the impl for `()`, which a parameter may be as well.
    if may_be_unit {
        return None;
    }
    let name = &generated(request.input.ident.clone());
    let (_, ty_generics, _) = request.input.generics.split_for_impl();
    let mut where_clause =
        bounded(&request.input.generics, request.wire_types(), &parse_quote!(__p::OrderValue));
    where_clause.predicates.push(parse_quote!(#context: __p::axum::FromRef<__S>));
    let mut generics = request.input.generics.clone();
    generics.params.push(parse_quote!(__S));
    let (impl_generics, ..) = generics.split_for_impl();
    Some(quote! {
        __p::if_axum! { {
            #[automatically_derived]
            impl #impl_generics __p::axum::InState<__S> for #name #ty_generics #where_clause {
                fn __context(__state: &__S) -> #context {
                    <#context as __p::axum::FromRef<__S>>::from_ref(__state)
                }
            }
        } else {} }
    })
}

/// The type of the context that a request is checked in.
fn context(options: &Options) -> TokenStream {
    options.context.as_ref().map_or_else(|| quote!(()), ToTokens::to_token_stream)
}

/// A blank policy as the library's enum.
fn blank(blank: Blank) -> TokenStream {
    match blank {
        Blank::Absent => quote!(__p::Blank::Absent),
        Blank::Reject => quote!(__p::Blank::Reject),
        Blank::Value => quote!(__p::Blank::Value),
    }
}

/// The present value of a field, as an `Option` of a reference.
fn present_value(field: &Field<'_>) -> TokenStream {
    let (local, ty, blank) = (&field.local, field.ty, blank(field.blank));
    call_of_type(ty, "present_value", &quote!(#local, #blank))
}

/// Pattern that binds fields to the names that [`local`] gives them.
fn locals<'a>(fields: impl IntoIterator<Item = &'a Field<'a>>) -> Option<TokenStream> {
    let mut fields = fields.into_iter().peekable();
    fields.peek()?;
    let (fields, by_way): (Vec<_>, Vec<_>) = fields
        .map(|field| {
            let (ident, local) = (field.member(), &field.local);
            let by_way = field.way().map(|ty| {
                let local_by_way = call_of_type(ty, "__by", &quote!(#local));
                quote!(let #local = #local_by_way;)
            });
            (quote!(#ident: #local), by_way)
        })
        .unzip();
    Some(quote!(let Self { #(#fields,)* .. } = self; #(#by_way)*))
}

/// Name of a local about a field.
fn local_name(what: &str, field: &Field<'_>) -> Ident {
    let mut name = scope::local_name(what, &field.rust, field.index, field.ty);
    if field.at_type.is_some() {
        name.set_span(field.local.span());
    }
    name
}

/// The coefficient and the scale of a number.
fn parts(number: &Number) -> (Literal, Literal) {
    (Literal::i128_unsuffixed(number.coefficient), Literal::u8_unsuffixed(number.scale))
}

/// A value as an expression of the type that a field of type `ty` holds.
fn value_expr(value: &Value, ty: &Type) -> TokenStream {
    match value {
        Value::Bool(literal) => literal.to_token_stream(),
        Value::Text(literal) => literal.to_token_stream(),
        Value::Number(number) => match number.whole() {
            Some(_) => number.to_token_stream(),
            None => {
                let (coefficient, scale) = parts(number);
                quote_spanned!(number.span()=> ::order_core::private::Fraction(#coefficient, #scale))
            }
        },
        Value::Variant(ident) => {
            let span = ident.span();
            let variant =
                quote_spanned!(span=> <<#ty as ::order_core::private::OrderValue>::Value>::#ident);
            quote_spanned!(span=> ::order_core::private::variant(#variant))
        }
        // The check has refused both wherever this expression is compared.
        Value::Null(_) | Value::Fact(_) => quote!(()),
        Value::Path(path) => path.to_token_stream(),
        Value::Expression(group) => {
            let inner = group.stream();
            quote_spanned!(group.span()=> const { #inner })
        }
    }
}

/// A reference to a value that lives as long as the program, for a default.
fn value_static(value: &Value, ty: &Type) -> TokenStream {
    match value {
        Value::Variant(ident) => {
            let span = ident.span();
            quote_spanned!(span=> &<<#ty as ::order_core::private::OrderValue>::Value>::#ident)
        }
        value => value_ref(value, ty),
    }
}

/// A reference to a value, for a comparison. What is no value of any field is refused alike wherever it is used, so that
/// rustc reports it once.
fn value_ref(value: &Value, ty: &Type) -> TokenStream {
    let expr = value_expr(value, ty);
    match value {
        Value::Text(_) => expr,
        Value::Path(_) => quote_spanned!(value.span()=> ::order_core::private::named(&#expr)),
        // The type of an expression may depend on what it is compared with.
        Value::Expression(_)
        | Value::Bool(_)
        | Value::Number(_)
        | Value::Variant(_)
        | Value::Null(_)
        | Value::Fact(_) => quote_spanned!(value.span()=> &#expr),
    }
}
