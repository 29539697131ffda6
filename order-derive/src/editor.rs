//! Names in attributes as an editor needs them: for hover, definition, references, renaming, completion.
//!
//! rust-analyzer expands the derives as rustc does, and takes a token of an attribute for every token of the expansion with the
//! same place. So in an editor alone, a function names each field and each named condition where the attributes do, and
//! what is generated has no place in them. rustc sees neither.

use std::{env, sync::LazyLock};

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{PathArguments, Type, TypePath, ext::IdentExt};

use crate::{
    errors::Errors,
    model::{Demand, Field, Request, STRUCT_BARE, StructRuleKind, is_bare_word},
    parse::{self, Argument, Call, Cond, Reference, Value},
    proof::shape,
    scope::{generated, speaks_of, without_group},
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
    });
    let (variants, groups) = (variants(request), groups(request));
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
                #(#variants)*
                #alone
                #fields
                #(#declared)*
                #(#said)*
                #(#groups)*
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
                Some(field) if !may_have_variants(&request.fields[field]) => {
                    visit(Mention::Field(name, &[]));
                }
                Some(_) | None => {}
            }
        }
    });
}

/// Statements that declare each group at its first mention and name it at the others, so that an editor leads there from them.
fn groups(request: &Request<'_>) -> Vec<TokenStream> {
    let of_fields = request.fields.iter().flat_map(Field::all_rules).filter_map(|rule| {
        if let Demand::Group(_, name) = &rule.demand { Some(name) } else { None }
    });
    let of_struct = request.rules.iter().filter_map(|rule| {
        if let StructRuleKind::Group { name, .. } = &rule.kind { Some(name) } else { None }
    });
    let mut known: Vec<String> = Vec::new();
    let mentions = of_fields.chain(of_struct).map(|name| {
        let text = name.value();
        let index = known.iter().position(|known| *known == text);
        let place = format_ident!("group_{}", index.unwrap_or(known.len()), span = name.span());
        if index.is_some() {
            return quote!(#place;);
        }
        known.push(text);
        quote!(let #place: ::core::primitive::bool;)
    });
    mentions.collect()
}

/// Statements that name the values of enums with which attributes compare fields.
///
/// They stand before all others, and are found in the tokens, as a condition is not parsed where a value is missing. A missing
/// value has a name too: an editor asks the expansion without what is being written for the type.
fn variants(request: &Request<'_>) -> Vec<TokenStream> {
    let mut said = Vec::new();
    let mut compared = |left: &Ident, right: Option<Ident>| {
        let Some(field) = request.field_index(left).map(|index| &request.fields[index]) else {
            return;
        };
        let is_value = right.as_ref().is_none_or(|name| {
            // A field is never compared with itself.
            name.unraw() == left.unraw()
                || request.field_index(name).is_none() && request.condition_index(name).is_none()
        });
        // A type of another form has no variants.
        if let Type::Path(ty) = held_type(field.ty)
            && may_have_variants(field)
            && is_value
        {
            let ty = in_pattern(ty.clone());
            let name = right.unwrap_or_else(|| Ident::new("__value", Span::call_site()));
            said.push(quote!(let #ty::#name = loop {} else { loop {} };));
        }
    };
    let is_bare = |name: &str| {
        !request.options.is_namespaced && (is_bare_word(name) || STRUCT_BARE.contains(&name))
    };
    let fields = request.fields.iter().map(|field| field.attrs);
    for attributes in [request.input.attrs.as_slice()].into_iter().chain(fields) {
        for word in parse::words(attributes, is_bare, &mut Errors::default()) {
            if let Argument::List(list) = word.argument {
                each_comparison(list.tokens, &[], &mut compared);
            }
        }
    }
    said
}

/// A type as a pattern names it, where its arguments come after `::`. In a pattern, an editor proposes variants and no functions.
fn in_pattern(mut ty: TypePath) -> TypePath {
    for segment in &mut ty.path.segments {
        if let PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
            arguments.colon2_token.get_or_insert_default();
        }
    }
    ty
}

/// Visits the names alone that are compared by `==`, `!=` or `in`, each with the name on its right, if there is something to be
/// written. `bound` are the items that are no fields.
fn each_comparison(
    tokens: TokenStream,
    bound: &[Ident],
    visit: &mut dyn FnMut(&Ident, Option<Ident>),
) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is =
        |token: &TokenTree, sign| matches!(token, TokenTree::Punct(it) if it.as_char() == sign);
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            each_comparison(group.stream(), &[bound, bound_in(group).as_slice()].concat(), visit);
        }
        let TokenTree::Ident(left) = token else { continue };
        let is_member = at.checked_sub(1).is_some_and(|before| is(&tokens[before], '.'));
        if is_member || bound.iter().any(|name| name.unraw() == left.unraw()) {
            continue;
        }
        match &tokens[at + 1..] {
            [first, second, right @ ..]
                if (is(first, '=') || is(first, '!')) && is(second, '=') =>
            {
                if let Some(right) = value_alone(right) {
                    visit(left, right);
                }
            }
            [TokenTree::Ident(word), TokenTree::Group(list), ..]
                if word == "in" && list.delimiter() == Delimiter::Bracket =>
            {
                let values: Vec<TokenTree> = list.stream().into_iter().collect();
                for value in values.split(|token| is(token, ',')) {
                    if let Some(value) = value_alone(value) {
                        visit(left, value);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Returns the name at the start of tokens, or `None` in it if a value is missing there. Returns `None` for another value.
fn value_alone(tokens: &[TokenTree]) -> Option<Option<Ident>> {
    match tokens {
        [TokenTree::Ident(_), TokenTree::Group(_), ..] => None,
        [TokenTree::Ident(_), TokenTree::Punct(sign), ..]
            if ['.', ':'].contains(&sign.as_char()) =>
        {
            None
        }
        [TokenTree::Ident(name), ..] => {
            (!["false", "null", "true"].iter().any(|word| name == word)).then(|| Some(name.clone()))
        }
        [TokenTree::Punct(sign), ..] => (sign.as_char() != '-').then_some(None),
        [TokenTree::Group(_) | TokenTree::Literal(_), ..] => None,
        [] => Some(None),
    }
}

/// Returns the item that `(x in list, …)` binds.
fn bound_in(group: &Group) -> Option<Ident> {
    let mut tokens = group.stream().into_iter();
    match (tokens.next()?, tokens.next()?, tokens.next()?) {
        (TokenTree::Ident(item), TokenTree::Ident(word), TokenTree::Ident(_)) if word == "in" => {
            Some(item)
        }
        _ => None,
    }
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
    let ty = without_group(ty);
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
        assert_eq!(count("let Method :: Mail ="), 1);
        assert_eq!(count("& __it . lists ;"), 1);
        assert_eq!(count("& __it . email"), 0);
        assert_eq!(count("__view (__part) . name"), 1);
        assert_eq!(count("let sent :"), 1);
        assert_eq!(count(" sent ;"), 1);
        assert_eq!(count("_None { .. } ;"), 2);
    }

    #[test]
    fn values_are_mentioned_where_a_condition_is_not_whole() {
        let mentions = of(quote! {
            #[rule(one, method == && kind != , "no")]
            #[order(rule(two, any(kind in kinds, kind == Bound) => !(kind in [r#New, ]), "no"))]
            struct Order {
                #[required_if(number == && part.kind == Away)]
                method: Option<Method>,
                #[required_if(kind == kind || kind == number || kind == sent)]
                #[forbidden_if(kind == "text" || kind == -1 || kind == null || kind == len(list))]
                #[allowed_if(kind == part.kind || kind == Kind::Own || kind <= Low || kind in [])]
                kind: Kind<'static>,
                #[serde(with(kind == Elsewhere))]
                number: u8,
                kinds: Vec<Kind>,
            }
        });
        let said: Vec<&str> = mentions
            .split("let ")
            .filter_map(|statement| Some(statement.split_once(" = loop { }")?.0))
            .collect();
        assert_eq!(
            said,
            [
                "Method :: __value",
                "Kind :: < 'static > :: __value",
                "Kind :: < 'static > :: r#New",
                "Kind :: < 'static > :: __value",
                "Kind :: < 'static > :: kind",
                "Kind :: < 'static > :: sent",
                "Kind :: < 'static > :: __value",
            ]
        );
    }

    #[test]
    fn a_group_is_declared_at_its_first_mention() {
        let mentions = of(quote! {
            #[group_at_most_one("way", if low == 1)]
            struct Order {
                #[group_at_most_one("way")]
                low: Option<u8>,
                #[group_all_or_none("pair")]
                #[group_at_most_one("way")]
                high: Option<u8>,
                #[group_all_or_none("pair")]
                kind: Option<u8>,
            }
        });
        let end = "let group_0 : :: core :: primitive :: bool ; let group_1 : :: core :: primitive :: bool ; \
                   group_0 ; group_1 ; group_0 ; }";
        assert!(mentions.contains(end), "{mentions}");
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
