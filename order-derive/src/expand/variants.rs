//! Enums with data: requests with one optional field for each variant, exactly one of which is given.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{
    Attribute, DataEnum, DeriveInput, Fields, Ident, Type, ext::IdentExt, parse_quote,
    parse_quote_spanned, spanned::Spanned,
};

use crate::{
    check,
    errors::Errors,
    expand::{
        Bodies, View, context, described, fallback, impls,
        read::{call, of_type},
        value,
    },
    model::{Deprecated, GroupKind, Options, Request, When, is_option, unknown_word},
    parse::{self, Argument, Tokens, Word},
    plan::{self, At, Demand, Plan, Rule, Severity},
    scope::{generated, speaks_of},
};

/// The words that a variant understands.
const WORDS: [&str; 3] = ["alias", "deprecated", "rename"];

/// Returns `true` if a variant of the enum holds data, other than one that keeps unknown values.
pub(super) fn are_in(data: &DataEnum) -> bool {
    data.variants
        .iter()
        .any(|variant| !matches!(variant.fields, Fields::Unit) && !value::keeps_others(variant))
}

/// Expands `OrderValue` for an enum with data.
pub(super) fn variants(
    input: &DeriveInput,
    data: &DataEnum,
    options: Options,
    mut errors: Errors,
) -> TokenStream {
    let mut variants: Vec<Variant<'_>> = Vec::new();
    let mut fields: Vec<syn::Field> = Vec::new();
    let (mut wrong, unknown) = (Vec::new(), parse_quote!(::core::primitive::bool));
    for variant in &data.variants {
        let names = names(variant, &mut errors);
        if value::keeps_others(variant) {
            wrong.push(Variant { ident: &variant.ident, held: &unknown });
            continue;
        }
        if let Some(held) = held(variant, &mut errors) {
            variants.push(Variant { ident: &variant.ident, held: &held.ty });
            fields.push(field(variant, held, names));
        } else {
            wrong.push(Variant { ident: &variant.ident, held: &unknown });
        }
    }
    let input = &with_bounds(input, &variants, context(&options));
    let request = Request::of_variants(input, options, &fields, &mut errors);
    check::wire_names(&request, &mut errors);
    let view = view(input, &variants, &wrong);
    match errors.finish() {
        Ok(()) => {
            let plan = plan(&request, &variants);
            let never_optional =
                variants.iter().filter_map(|variant| never_optional(&request, variant));
            let bodies = Bodies {
                items: never_optional.collect(),
                check: check_body(&request, &variants, &plan),
                read: read_body(&variants),
                visit: visit_body(&variants),
                has_rules: has_rules(&variants),
                ..described(&request, &plan)
            };
            impls(&request, &bodies, &view)
        }
        Err(errors) => fallback::request(&request, &view, &errors),
    }
}

/// The enum, with the bound that each type parameter that a variant holds directly is a request.
fn with_bounds(input: &DeriveInput, variants: &[Variant<'_>], context: TokenStream) -> DeriveInput {
    let mut input = input.clone();
    let is_held = |name: &Ident| {
        variants
            .iter()
            .any(|variant| matches!(variant.held, Type::Path(held) if held.path.is_ident(name)))
    };
    let held: Vec<Ident> = (input.generics.type_params())
        .map(|parameter| parameter.ident.clone())
        .filter(is_held)
        .collect();
    if !held.is_empty() {
        let predicates = &mut input.generics.make_where_clause().predicates;
        predicates.extend(
            held.iter()
                .map(|name| -> syn::WherePredicate { parse_quote!(#name: __p::Nested<#context>) }),
        );
    }
    input
}

/// A variant and the type that it holds.
struct Variant<'a> {
    ident: &'a Ident,
    held: &'a Type,
}

impl Variant<'_> {
    /// Name of the reference to the held value. It has the span of the type, so that a type that is not a request is
    /// reported there, and only once.
    fn local(&self) -> Ident {
        Ident::new("__held", self.held.span())
    }

    /// Name of the variant as a field of the view, with a call-site span, so that naming lints stay quiet.
    fn member(&self) -> Ident {
        let mut member = self.ident.clone();
        member.set_span(Span::call_site());
        member
    }
}

/// The field of a variant that holds one request. Any other form is reported.
fn held<'a>(variant: &'a syn::Variant, errors: &mut Errors) -> Option<&'a syn::Field> {
    let name = &variant.ident;
    let wrong = match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            let held = &fields.unnamed[0];
            check_held(held, errors);
            if !is_option(&held.ty) {
                return Some(held);
            }
            let message = "a variant that is given holds its request; remove the `Option`";
            errors.add(syn::Error::new_spanned(&held.ty, message));
            return None;
        }
        Fields::Unnamed(fields) if !fields.unnamed.is_empty() => format!(
            "`{name}` holds {} values; let it hold one request, such as `{name}({name})`",
            fields.unnamed.len(),
        ),
        Fields::Named(_) => format!(
            "`{name}` has fields of its own; move them to a struct that derives `OrderRequest`, and hold that: \
             `{name}({name})`",
        ),
        Fields::Unit | Fields::Unnamed(_) => format!(
            "`{name}` holds nothing, unlike other variants; let it hold a request too, such as `{name}({name})`",
        ),
    };
    errors.push(name.span(), wrong);
    None
}

/// Reports attributes on the request in a variant, which has none.
fn check_held(held: &syn::Field, errors: &mut Errors) {
    for word in parse::words(&held.attrs, |_| false, errors) {
        let name = word.name.to_string();
        let advice = match WORDS.contains(&name.as_str()) {
            true => "belongs on the variant; move it there",
            false => "has no use here: a variant holds a request as it is; remove it",
        };
        errors.push(word.name.span(), format_args!("`{name}` {advice}"));
    }
}

/// The field that stands for a variant. It only has the attributes for its names.
fn field(variant: &syn::Variant, held: &syn::Field, names: Vec<Attribute>) -> syn::Field {
    let ty = &held.ty;
    let docs = variant.attrs.iter().filter(|attribute| attribute.path().is_ident("doc")).cloned();
    syn::Field {
        attrs: docs.chain(names).collect(),
        ident: Some(variant.ident.clone()),
        ty: parse_quote_spanned!(ty.span()=> ::order_core::private::Option<#ty>),
        ..held.clone()
    }
}

/// The attributes of a variant for its names.
fn names(variant: &syn::Variant, errors: &mut Errors) -> Vec<Attribute> {
    let mut names = Vec::new();
    for word in parse::words(&variant.attrs, |_| false, errors) {
        let name = word.name.to_string();
        if WORDS.contains(&name.as_str()) {
            names.push(attribute(&word));
        } else if name == "other" {
            let message = "`other` is for enums of wire names, and a variant of this one holds a request; remove it";
            errors.push(word.name.span(), message);
        } else if name == "value" {
            let message = "`value` is for variants that hold nothing; use `rename`";
            errors.push(word.name.span(), message);
        } else {
            errors.add(unknown_word(&word, &name, &WORDS, &value::Options::WORDS, "the enum"));
        }
    }
    names
}

/// A word as a separate attribute.
fn attribute(word: &Word) -> Attribute {
    let name = &word.name;
    match &word.argument {
        Argument::None => parse_quote!(#[order(#name)]),
        Argument::List(Tokens { tokens, .. }) => parse_quote!(#[order(#name(#tokens))]),
        Argument::Equals(Tokens { tokens, .. }) => parse_quote!(#[order(#name = #tokens)]),
    }
}

/// The plan of an enum: exactly one variant is given, and the rules of the held request are checked.
fn plan<'a>(request: &'a Request<'_>, variants: &[Variant<'_>]) -> Plan<'a> {
    let rule = |at: At<'a>, source: &str, span: Span, demand: Demand<'a>| {
        let (source, when) = (source.to_owned(), When::Always);
        Rule { at, id: None, source, message: None, span, when, demand, severity: Severity::ERROR }
    };
    let name = &request.input.ident;
    let held = variants.iter().enumerate().map(|(index, variant)| {
        rule(At::Field(index), "nested", variant.held.span(), Demand::Nested)
    });
    let one = rule(At::Root, "exactly one variant", name.span(), Demand::Group(0, 0));
    let group = plan::Group {
        name: name.unraw().to_string(),
        kind: GroupKind::ExactlyOne,
        message: None,
        rules: Vec::new(),
        members: (0..variants.len()).collect(),
    };
    let deprecated = request.fields.iter().filter_map(|field| {
        let Deprecated { word, instead } = field.deprecated.as_ref()?;
        let source = format!("deprecated = {:?}", instead.value());
        let rule = rule(At::Field(field.index), &source, word.span(), Demand::Forbidden);
        Some(Rule { severity: Severity::Deprecated(instead), ..rule })
    });
    let rules = held.chain([one]).chain(deprecated).collect();
    Plan { groups: vec![group], rules, patterns: Vec::new() }
}

/// Body of the check. A value is always one variant, so only the rules of the held request are left to check.
fn check_body(request: &Request<'_>, variants: &[Variant<'_>], plan: &Plan<'_>) -> TokenStream {
    let context = context(&request.options);
    let arms = variants.iter().enumerate().map(|(index, variant)| {
        let (ident, local) = (generated(variant.ident.clone()), variant.local());
        let check =
            quote_spanned!(variant.held.span()=> ::order_core::private::Nested::<#context>::__check_nested);
        let check = quote! {
            __p::check_field(__check, #index, |__check, __parent| {
                #check(#local, __check, __parent, __context)
            })
        };
        let mut rules = plan.rules.iter().enumerate();
        let deprecated = rules.find_map(|(rule, one)| {
            let is_here = matches!(one.at, At::Field(at) if at == index);
            (is_here && one.severity.is_warning()).then_some(rule)
        });
        match deprecated {
            None => quote!(Self::#ident(#local) => #check,),
            Some(rule) => quote! {
                Self::#ident(#local) => {
                    if __check.warns() {
                        __check.fail(#rule);
                    }
                    #check
                }
            },
        }
    });
    quote!(match self { #(#arms)* })
}

fn read_body(variants: &[Variant<'_>]) -> TokenStream {
    let arms = variants.iter().enumerate().map(|(index, Variant { ident, held })| {
        let ident = generated((*ident).clone());
        let get = call(&of_type(held, "__get"), held, &quote!(__members, #index));
        quote!(#index => __p::Some(Self::#ident(#get?)),)
    });
    quote! {
        match __members.only()? {
            #(#arms)*
            _ => __p::None,
        }
    }
}

fn visit_body(variants: &[Variant<'_>]) -> TokenStream {
    let count = variants.len();
    let arms = variants.iter().enumerate().map(|(index, variant)| {
        let (ident, held, local) =
            (generated(variant.ident.clone()), variant.held, variant.local());
        let node = quote_spanned!(held.span()=> <#held as ::order_core::private::OrderValue>::node);
        quote!(Self::#ident(#local) => __p::visit_variants(__visitor, #count, #index, #node(#local)),)
    });
    quote!(match self { #(#arms)* })
}

/// The view: a struct with a field for each variant, so that rustc checks the names in conditions of other requests.
/// Wrong variants have a field too, which is never given.
fn view(input: &DeriveInput, variants: &[Variant<'_>], wrong: &[Variant<'_>]) -> View {
    let (name, vis) = (generated(input.ident.clone()), &input.vis);
    let view = format_ident!("__{}Variants", name.unraw(), span = Span::call_site());
    let mut generics = input.generics.clone();
    generics.params.insert(0, parse_quote!('__a));
    let where_clause = &generics.where_clause;
    let (_, of_view, _) = generics.split_for_impl();
    let (_, of_enum, _) = input.generics.split_for_impl();
    let all = || variants.iter().chain(wrong);
    let fields = all().map(|variant| {
        let member = variant.member();
        let held = without_self(variant.held.to_token_stream(), &quote!(#name #of_enum));
        quote!(#vis #member: __p::Variant<'__a, #held>,)
    });
    let absent = all().map(Variant::member);
    let arms = variants.iter().map(|variant| {
        let (ident, member, local) =
            (generated(variant.ident.clone()), variant.member(), variant.local());
        quote!(Self::#ident(#local) => __view.#member = __p::Variant::new(#local),)
    });
    let others = (!wrong.is_empty()).then(|| quote!(_ => {}));
    // Type parameters that only a wrong variant mentions must still be used.
    let marker = quote!(::core::marker::PhantomData);
    let [of, of_value] = match wrong {
        [] => [None, None],
        _ => [Some(quote!(__of: #marker<&'__a #name #of_enum>,)), Some(quote!(__of: #marker,))],
    };
    let declaration = quote! {
        #vis struct #view #generics #where_clause {
            #(#fields)*
            #of
        }
    };
    let items = quote! {
        type __View<'__a> = #view #of_view where Self: '__a;

        fn __view(&self) -> Self::__View<'_> {
            let mut __view = #view {
                #(#absent: __p::Variant::ABSENT,)*
                #of_value
            };
            match self {
                #(#arms)*
                #others
            }
            __view
        }
    };
    View { declaration: Some(declaration), items }
}

/// The type with the name of the enum in place of `Self`.
fn without_self(ty: TokenStream, of_enum: &TokenStream) -> TokenStream {
    ty.into_iter()
        .flat_map(|token| match token {
            TokenTree::Ident(ident) if ident == "Self" => of_enum.clone(),
            TokenTree::Group(group) => {
                let inner = without_self(group.stream(), of_enum);
                TokenTree::from(Group::new(group.delimiter(), inner)).into()
            }
            token => token.into(),
        })
        .collect()
}

/// The constant that says that the request of a variant has rules. That of another enum is not looked at, since enums
/// may hold each other.
fn has_rules(variants: &[Variant<'_>]) -> TokenStream {
    let held = variants.iter().map(|variant| variant.held);
    let of_each = held
        .map(|held| quote_spanned!(held.span()=> <#held as ::order_core::private::OrderValue>::HAS_OWN_RULES));
    quote!(const HAS_RULES: ::core::primitive::bool = false #(|| #of_each)*;)
}

/// Compile-time assertion that the held type is not an alias of an `Option`, which could hold nothing. It asks the trait
/// that the check needs, so that rustc reports only once that the type is no request.
fn never_optional(request: &Request<'_>, variant: &Variant<'_>) -> Option<TokenStream> {
    let (held, context) = (variant.held, context(&request.options));
    if !request.input.generics.params.is_empty() || speaks_of(held.to_token_stream(), "Self") {
        return None;
    }
    let message = format!(
        "`{}` holds an `Option`, and a variant that is given holds its request; remove it",
        variant.ident.unraw(),
    );
    let assertion = |held: TokenStream| {
        quote_spanned! {held.span()=>
            ::order_core::private::assert!(!<#held as ::order_core::private::Nested<#context>>::IS_OPTIONAL, #message)
        }
    };
    if matches!(held, Type::Path(path) if path.path.get_ident().is_some()) {
        let assertion = assertion(held.to_token_stream());
        return Some(quote!(const _: () = #assertion;));
    }
    // An alias with the span of the first token, where the check points.
    let alias = Ident::new("__Held", held.span());
    let assertion = assertion(alias.to_token_stream());
    Some(quote! {
        const _: () = {
            type #alias = #held;
            #assertion
        };
    })
}
