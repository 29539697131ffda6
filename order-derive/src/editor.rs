//! Names in attributes as an editor needs them: for hover, definition, references, renaming, completion.
//!
//! rust-analyzer expands the derives as rustc does, and takes a token of an attribute for every token of the expansion with the
//! same place. So in an editor alone, a function names each field and each named condition where the attributes do, and
//! what is generated has no place in them. rustc sees neither.

use std::{env, sync::LazyLock};

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::Type;

use crate::{
    model::{Demand, Field, Request, StructRuleKind},
    parse::{Call, Cond, Reference, Value},
    proof::shape,
    scope::{generated, speaks_of},
};

/// `true` if rust-analyzer expands the derives: by itself, or by the server of procedural macros that comes with rustc.
static IS_EDITOR: LazyLock<bool> = LazyLock::new(|| {
    let program = env::current_exe().unwrap_or_default();
    let name = program.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with("rust-analyzer"))
});

/// Returns what only an editor sees of the names in a request's attributes.
pub(crate) fn names(request: &Request<'_>) -> Option<TokenStream> {
    IS_EDITOR.then(|| mentions(request))
}

/// Returns an expansion as an editor shall see it.
pub(crate) fn seen(expansion: TokenStream) -> TokenStream {
    if *IS_EDITOR { without_places(expansion) } else { expansion }
}

/// Takes the place in an attribute from the tokens that are not written there, so that an editor does not lead there.
fn without_places(tokens: TokenStream) -> TokenStream {
    let (mut in_library, mut is_associated, mut since_name) = (false, false, 0);
    let tokens = tokens.into_iter().map(|mut token| {
        let is_written = match &token {
            TokenTree::Ident(name) => {
                in_library = name == "order_core"
                    || in_library && since_name == 2
                    || is_associated && ["Value", "Own", "Item"].iter().any(|known| name == known);
                is_associated = false;
                since_name = 0;
                !in_library && name != "as" && !name.to_string().starts_with("__")
            }
            TokenTree::Punct(punct) => {
                match punct.as_char() {
                    ':' => since_name += 1,
                    // What follows `<T as Trait>::`.
                    '>' => (in_library, is_associated, since_name) = (false, true, 0),
                    _ => (is_associated, since_name) = (false, 3),
                }
                false
            }
            TokenTree::Group(_) | TokenTree::Literal(_) => {
                (is_associated, since_name) = (false, 3);
                false
            }
        };
        if let TokenTree::Group(group) = &token {
            let group = Group::new(group.delimiter(), without_places(group.stream()));
            return TokenTree::Group(group);
        }
        if !is_written {
            token.set_span(Span::call_site());
        }
        token
    });
    tokens.collect()
}

/// A function that mentions each field and each named condition where attributes do.
///
/// It stands first in the expansion: rust-analyzer looks up what it completes by its distance from there, and a message
/// about the name that is not complete has another length each time.
fn mentions(request: &Request<'_>) -> TokenStream {
    let own = generated(request.input.ident.clone());
    let (mut said, mut wrong, mut wrong_alone) = (Vec::new(), Vec::new(), Vec::new());
    each_mention(request, &mut |mention| match mention {
        Mention::Field(name, members) => match request.field_index(name) {
            Some(index) => {
                let field = at(name, request.fields[index].ident.clone());
                said.push(held(&quote!(&__it.#field), members));
            }
            None => wrong.push(name.clone()),
        },
        Mention::Alone(name) if request.condition_index(name).is_some() => {
            said.push(quote!(#name;))
        }
        Mention::Alone(name) => wrong_alone.push(name.clone()),
        Mention::Variant(field, variant) => {
            let ty = held_type(field.ty);
            said.push(quote!(let _ = <#ty>::#variant;));
        }
    });
    let (of_alone, alone) = proposals(request, "__Names", &wrong_alone, true);
    let (of_fields, fields) = proposals(request, "__Fields", &wrong, false);
    let declared = request.conditions.iter().map(|condition| {
        let name = &condition.name;
        quote!(let #name: ::core::primitive::bool;)
    });
    let (impl_generics, ty_generics, where_clause) = request.input.generics.split_for_impl();
    quote! {
        const _: () = {
            fn __mentions #impl_generics (__it: &#own #ty_generics) #where_clause {
                #alone
                #fields
                #(#declared)*
                #(#said)*
            }
            #of_alone
            #of_fields
        };
    }
}

/// A type with all that may stand in place of a wrong name, and a pattern of it with the wrong names. In a pattern, an editor
/// proposes fields and no methods.
///
/// The pattern stands there without a wrong name as well, and is no shorter then: an editor asks the expansion before what is
/// written about what stands there in the expansion after.
fn proposals(
    request: &Request<'_>,
    name: &str,
    wrong: &[Ident],
    with_conditions: bool,
) -> (TokenStream, TokenStream) {
    let here = |name: &Ident| {
        let mut name = name.clone();
        name.set_span(Span::call_site());
        name
    };
    let name = format_ident!("{name}{}", if wrong.is_empty() { "_None" } else { "" });
    let fields = request.fields.iter().map(|field| {
        let (name, ty) = (here(field.ident), field.ty);
        quote!(#name: #ty,)
    });
    let conditions = request.conditions.iter().filter(|_| with_conditions).map(|condition| {
        let name = here(&condition.name);
        quote!(#name: ::core::primitive::bool,)
    });
    let (impl_generics, _, where_clause) = request.input.generics.split_for_impl();
    (
        quote!(struct #name #impl_generics #where_clause { #(#fields)* #(#conditions)* }),
        quote!(let #name { #(#wrong: _,)* .. };),
    )
}

/// A statement that names the members of what an expression refers to.
fn held(holder: &TokenStream, members: &[Ident]) -> TokenStream {
    let Some((first, rest)) = members.split_first() else { return quote!(#holder;) };
    let inner = held(&quote!(&::order_core::private::OrderRequest::__view(__part).#first), rest);
    quote! {
        ::order_core::private::value(#holder, ::order_core::private::Blank::Absent).map(|__part| { #inner });
    }
}

/// A name as it is declared, at the place of another.
fn at(place: &Ident, mut declared: Ident) -> Ident {
    declared.set_span(place.span());
    declared
}

/// A name in an attribute.
enum Mention<'m> {
    /// The name of a field, or of none, with the names of members after it.
    Field(&'m Ident, &'m [Ident]),
    /// A name that stands alone in a condition: a named condition, or nothing that is known.
    Alone(&'m Ident),
    /// A variant of the type of a field.
    Variant(&'m Field<'m>, &'m Ident),
}

/// Visits the names of fields and named conditions in all attributes.
fn each_mention(request: &Request<'_>, visit: &mut dyn FnMut(Mention<'_>)) {
    for condition in &request.conditions {
        of_condition(request, &condition.cond, visit);
    }
    for field in &request.fields {
        for (cond, _) in &field.default_ifs {
            of_condition(request, cond, visit);
        }
        for rule in field.all_rules() {
            rule.when
                .as_ref()
                .cond()
                .into_iter()
                .for_each(|cond| of_condition(request, cond, visit));
            match &rule.demand {
                Demand::Check(call) => of_call(call, visit),
                Demand::Stays(cond, _) => of_condition(request, cond, visit),
                Demand::Required
                | Demand::Forbidden
                | Demand::PresentIff
                | Demand::Passes(_)
                | Demand::Group(..) => {}
            }
        }
    }
    for rule in &request.rules {
        rule.conds().for_each(|cond| of_condition(request, cond, visit));
        match &rule.kind {
            StructRuleKind::Rule { at: Some(at), .. } | StructRuleKind::Member { at, .. } => {
                visit(Mention::Field(&at.root, &at.members));
            }
            StructRuleKind::Check { call, reads, at, .. } => {
                of_call(call, visit);
                reads.iter().chain(at).for_each(|name| visit(Mention::Field(name, &[])));
            }
            StructRuleKind::Rule { at: None, .. } | StructRuleKind::Group { .. } => {}
        }
    }
}

/// Visits the arguments of a function of the user.
fn of_call(call: &Call, visit: &mut dyn FnMut(Mention<'_>)) {
    call.arguments()
        .iter()
        .filter(|name| *name != "ctx")
        .for_each(|name| visit(Mention::Field(name, &[])));
}

/// Visits the names in a condition, without those of items and of the context.
fn of_condition(request: &Request<'_>, cond: &Cond, visit: &mut dyn FnMut(Mention<'_>)) {
    cond.each_leaf(&mut |leaf, bound| {
        if let Cond::Named(name) = leaf {
            visit(Mention::Alone(name));
        }
        let is_bound = |reference: &Reference| reference.is_bound(bound.iter().copied());
        for reference in leaf.references() {
            match reference.members.split_first() {
                _ if is_bound(reference) => {}
                Some((field, members)) if request.is_of_update(reference) => {
                    visit(Mention::Field(field, members));
                }
                _ if request.field_index(&reference.root).is_none() && reference.is_context() => {}
                _ => visit(Mention::Field(&reference.root, &reference.members)),
            }
        }
        let compared = leaf.references().into_iter().find(|one| !is_bound(one));
        let compared = compared.and_then(|one| request.field_index(one.single()?));
        for value in leaf.values() {
            let Value::Variant(name) = value else { continue };
            match compared {
                // The name of no field is read as a variant.
                Some(field) if may_have_variants(&request.fields[field]) => {
                    visit(Mention::Variant(&request.fields[field], name));
                }
                Some(_) => visit(Mention::Field(name, &[])),
                None => {}
            }
        }
    });
}

/// Returns `true` unless the type of a field is one of those whose values are texts, numbers or truths.
fn may_have_variants(field: &Field<'_>) -> bool {
    const OTHERS: [&str; 14] = [
        "String", "bool", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "str", "u16", "u32",
        "u64", "u8",
    ];
    !OTHERS.iter().any(|name| speaks_of(field.ty.to_token_stream(), name))
}

/// The type that a field holds, without `Option` and `Box` around it.
fn held_type(ty: &Type) -> &Type {
    let Type::Path(path) = ty else { return ty };
    let last = path.path.segments.last();
    let around = last.filter(|last| last.ident == "Option" || last.ident == "Box");
    around.and_then(|around| shape::argument(&around.arguments)).map_or(ty, held_type)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{mentions, without_places};
    use crate::{errors::Errors, model::Request};

    fn of(input: proc_macro2::TokenStream) -> String {
        let input = syn::parse2(input).expect("the input is a struct");
        let request = Request::from_input(&input, &mut Errors::default());
        mentions(&request).to_string()
    }

    #[test]
    fn each_name_in_an_attribute_is_mentioned_as_what_it_is() {
        let mentions = of(quote! {
            #[condition(sent, method == Mail)]
            #[rule(ordered, low <= r#type, "in order", at = low)]
            #[check(spare, has_spare(low, ctx), "one is left")]
            struct Order {
                #[required_if(sent && given(part.name))]
                low: Option<u8>,
                r#type: Option<u8>,
                method: Option<Box<Method>>,
                #[nested]
                part: Option<Part>,
                #[format(email, if all(low in lists, low == 3))]
                email: Option<String>,
                lists: Vec<u8>,
            }
        });
        let count = |name: &str| mentions.matches(name).count();
        assert_eq!(count("& __it . low ;"), 3);
        assert_eq!(count("& __it . r#type ;"), 1);
        assert_eq!(count("& __it . method ;"), 1);
        assert_eq!(count("< Method > :: Mail ;"), 1);
        assert_eq!(count("& __it . lists ;"), 1);
        assert_eq!(count("& __it . email"), 0);
        assert_eq!(count("__view (__part) . name"), 1);
        assert_eq!(count("let sent :"), 1);
        assert_eq!(count(" sent ;"), 1);
        assert_eq!(count("_None { .. } ;"), 2);
    }

    #[test]
    fn a_wrong_name_stands_in_a_pattern() {
        let mentions = of(quote! {
            #[rule(ordered, low <= hi, "in order")]
            struct Order {
                #[required_if(se)]
                low: Option<u8>,
            }
        });
        assert!(mentions.contains("let __Names { se : _ , .. } ;"), "{mentions}");
        assert!(mentions.contains("let __Fields { hi : _ , .. } ;"), "{mentions}");
    }

    #[test]
    fn what_an_editor_sees_has_the_same_tokens() {
        let tokens = quote! {
            <<Option<u8> as ::order_core::private::OrderValue>::Value>::Mail(__it.ev, [1, "a"]) > x
        };
        assert_eq!(without_places(tokens.clone()).to_string(), tokens.to_string());
    }
}
