//! The type of the changes of a request: a struct of its own, which is a request too.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{
    Attribute, Data, DeriveInput, Fields, GenericArgument, Generics, PathArguments, Type, TypePath,
    WherePredicate, ext::IdentExt, parse_quote,
};

use crate::{
    errors::Errors,
    expand::{
        self, View, fallback,
        read::{by, call, item_of, of_type},
    },
    model::{Blank, Field, FieldPlace, Request, is_bare_word},
    parse::{self, Argument, Word},
    plan::Plan,
    proof::shape::{self, Base, Shape, may_be_no_value, peeled},
    scope::{bounded, first_span, generated, last_span, scoped, speaks_of, without_group},
};

/// Expands the type of the changes, if the request has one. If the request does not compile, the type has no rules and
/// changes nothing.
pub(crate) fn update(request: &Request<'_>, is_broken: bool) -> Option<TokenStream> {
    let name = request.options.update.as_ref().filter(|name| **name != request.input.ident)?;
    let library = library(request);
    let of_field = |field| Member::of(field, &request.input.generics, &library);
    let members: Vec<Member<'_>> = request.fields.iter().filter_map(of_field).collect();
    let update = Update { request, name, members };
    let input = update.input(is_broken);
    let item = update.item(&input);
    let mut errors = Errors::default();
    let mut model = Request::from_input(&input, &mut errors);
    model.options.update_of = Some(update.parts());
    let types = update.types_in_impls();
    for ((field, member), ty) in model.fields.iter_mut().zip(&update.members).zip(&types) {
        field.ty = ty.as_ref().unwrap_or(field.ty);
        if member.part.is_some() {
            field.at_type = Some(member.name());
            field.local.set_span(Place::of(member.field.ty).last);
        } else if may_be_no_value(member.field.ty)
            && let Type::Path(_) = without_group(member.field.ty)
        {
            // A local stands at one token, and so at no type of another form.
            field.set_way(member.field.ty);
        }
    }
    let impls = match errors.finish() {
        Ok(()) if !is_broken => expand::request(&model, &Plan::new(&model)),
        // The request has the same mistakes.
        Ok(()) | Err(_) => fallback::impls(&model, &View::of_struct()),
    };
    let own = update.impls(is_broken);
    Some(quote!(#item #impls #own))
}

/// The type of the changes of a part, in a request with an update.
pub(super) fn changes_of_part(request: &Request<'_>, field: &Field<'_>) -> Option<TokenStream> {
    request.options.update.as_ref()?;
    let member = Member::of(field, &request.input.generics, &library(request))?;
    Some(member.part?.update)
}

/// The path of the library.
fn library(request: &Request<'_>) -> TokenStream {
    match &request.options.krate {
        None => quote!(::order_core),
        Some(krate) => krate.to_token_stream(),
    }
}

struct Update<'a> {
    request: &'a Request<'a>,
    name: &'a Ident,
    members: Vec<Member<'a>>,
}

/// A field that an update may change.
struct Member<'a> {
    field: &'a Field<'a>,
    /// Type of the field in the update.
    ty: TokenStream,
    /// `true` if the type is written as an `Option`, so that the field can be cleared.
    is_option: bool,
    how: How,
    part: Option<Part>,
}

/// A part in a field.
struct Part {
    ty: TokenStream,
    /// `true` if it speaks of a type parameter of the request.
    is_generic: bool,
    /// The type of its changes.
    update: TokenStream,
    /// The map that it is in, with other values.
    map: Option<TokenStream>,
}

/// How the content of a field is set, as a type of the library.
enum How {
    Flattened(TokenStream),
    Content(TokenStream),
}

impl<'a> Member<'a> {
    /// Returns `None` for a field that says where the request goes, or that is not sent.
    fn of(field: &'a Field<'a>, generics: &Generics, library: &TokenStream) -> Option<Self> {
        if field.place.is_beside_body() || field.place == FieldPlace::Skipped {
            return None;
        }
        let whole = peeled(field.ty);
        let at = Place::of(field.ty);
        let spanning = |start: TokenStream, inner: &TokenStream| {
            let (start, end) = (located(start, at.first), quote_spanned!(at.last=> >));
            quote!(#start #inner #end)
        };
        let mut held_part = None;
        let mut part = |ty: &Type, is_in_map: bool| {
            let is_generic =
                |name: &Ident| speaks_of(field.ty.to_token_stream(), &name.unraw().to_string());
            let own = ty.to_token_stream();
            let is_generic = generics.type_params().any(|it| is_generic(&it.ident));
            let alias = format_ident!("{}", if is_in_map { "EntryUpdateOf" } else { "UpdateOf" });
            let update = match is_generic {
                false => spanning(quote!(#library::update::#alias<), &whole.to_token_stream()),
                // The type in place of a parameter may be no value.
                true => {
                    let (start, end) =
                        (located(quote!(<), at.first), located(quote!(::Update), at.last));
                    quote!(#start #ty as #library::update::Updatable> #end)
                }
            };
            held_part = Some(Part { ty: own, is_generic, update: update.clone(), map: None });
            update
        };
        if field.place == FieldPlace::Flattened {
            // An `Option` is a mistake, which is reported already.
            let ty = if field.is_option() { whole.to_token_stream() } else { part(whole, false) };
            let how = How::Flattened(by_way(field.ty, held_part.as_ref(), quote!(__p::InPart)));
            return Some(Self { field, ty, is_option: false, how, part: held_part });
        }
        let held = content(whole, "Option");
        let held_type = held.unwrap_or(whole);
        let is_part = |ty: &Type| field.is_nested && Shape::of(ty).base != Base::Collection;
        let value = map(held_type);
        let mut of_value = |ty: &Type| -> (TokenStream, TokenStream) {
            match (is_part(ty) && field.replaced.is_none(), content(ty, "Box")) {
                (false, _) => (ty.to_token_stream(), quote!(__p::Whole)),
                (true, Some(inner)) => (part(inner, value.is_some()), quote!(__p::InBox)),
                (true, None) => (part(ty, value.is_some()), quote!(__p::InPart)),
            }
        };
        let (content, how) = of_value(value.map_or(held_type, peeled));
        let (content, how) = match value {
            Some(_) => {
                let entry = match held_part {
                    Some(_) => spanning(quote!(#library::update::Change<), &content),
                    None => quote!(#library::update::Change<#content>),
                };
                if let Some(part) = &mut held_part {
                    // No value of it is ever made; a lint wants one that has a size.
                    part.map = Some(with_values(held_type, quote!(::core::primitive::u8)));
                }
                (with_values(held_type, entry), quote!(__p::Entries<#how>))
            }
            None => (content, how),
        };
        let change = match held {
            Some(_) => quote!(#library::update::Change<),
            None => quote!(#library::update::Edit<),
        };
        let ty = match held_part {
            Some(_) => spanning(change, &content),
            None => quote!(#change #content>),
        };
        let how = How::Content(by_way(field.ty, held_part.as_ref(), how));
        Some(Self { field, ty, is_option: held.is_some(), how, part: held_part })
    }

    /// The name of the field in the update. That of a part has the place of the type's first token; with an end at the last one,
    /// rustc reports a type without changes at the type, and alike wherever the field is looked at.
    fn name(&self) -> Ident {
        let ident = self.field.ident.clone();
        match self.part {
            Some(_) => located_at(ident, Place::of(self.field.ty).first),
            None => generated(ident),
        }
    }

    /// The field with a value or a pattern, in the update. That of a part stands at its type.
    fn with(&self, value: TokenStream) -> TokenStream {
        let name = self.name();
        match self.part {
            Some(_) => {
                let Place { first, last } = Place::of(self.field.ty);
                let (colon, value) = (quote_spanned!(first=> :), ending(value, last));
                quote!(#name #colon #value)
            }
            None => quote!(#name: #value),
        }
    }

    /// A local about the field.
    fn local(&self, what: &str) -> Ident {
        let name = format_ident!("__{what}_{}", self.field.index);
        match self.part {
            Some(_) => Ident::new(&name.to_string(), Place::of(self.field.ty).last),
            None => name,
        }
    }

    /// The field of the update, in a function that has it as `__update`.
    fn of_update(&self) -> TokenStream {
        let name = self.name();
        match self.part {
            Some(_) => {
                let Place { first, last } = Place::of(self.field.ty);
                // The name of the local stays that of generated code.
                let mut holder = Group::new(Delimiter::Parenthesis, quote!(__update));
                holder.set_span(first);
                let name = located_at(name, last);
                quote!(#holder.#name)
            }
            None => quote!(__update.#name),
        }
    }

    /// The old value of the field, if there is one, in a function that has the old request as `__old`.
    fn of_old(&self) -> TokenStream {
        let ident = generated(self.field.ident.clone());
        let value = match self.is_option {
            true => quote!(__old.#ident.as_ref()),
            false => quote!(__p::Some(&__old.#ident)),
        };
        quote!(match __old { __p::Some(__old) => #value, __p::None => __p::None })
    }

    /// A call of the library's function that does `what` to the field. For a type that may be no value, it stands at the type.
    fn call(&self, what: &str, arguments: &TokenStream) -> TokenStream {
        let Self { field, is_option, how, part, .. } = self;
        let Place { first, last } = Place::of(field.ty);
        let what = |before: &str| format_ident!("{before}{what}", span = last);
        let path = match how {
            How::Flattened(how) => {
                let what = what("");
                let start = quote_spanned!(first=> <);
                let end = quote_spanned!(last=> >::#what);
                let flattens = quote_spanned!(first=> ::order_core::private::Flattens<_, _>);
                quote!(#start #how as #flattens #end)
            }
            How::Content(how) => {
                let (what, whole) = match is_option {
                    true => (what("change_"), quote_spanned!(first=> _)),
                    false => (what("edit_"), field.ty.to_token_stream()),
                };
                if part.is_none() && !may_be_no_value(field.ty) {
                    let what = generated(what);
                    return quote!(__p::#what::<_, #whole, #how>(#arguments));
                }
                let start = quote_spanned!(first=> ::order_core::private::#what::<_,);
                let end = quote_spanned!(last=> >);
                quote!(#start #whole, #how #end)
            }
        };
        call(&path, field.ty, arguments)
    }

    /// The type of a flattened part that is the last field of the struct. Its size is asked for wherever the update is named; for
    /// a part without an update, the constant is a mistake of its own, and rustc says nothing more of the type.
    fn last(&self, library: &TokenStream) -> Option<Type> {
        let Part { is_generic: false, update, .. } = self.part.as_ref()? else { return None };
        let Place { first, last } = Place::of(self.field.ty);
        let whole = peeled(self.field.ty);
        let known = {
            let start = quote_spanned!(first=> <);
            let end = quote_spanned!(last=> ::IS_KNOWN);
            quote!(#start #update as #library::private::Known> #end)
        };
        let start = located(quote!(#library::update::LastUpdateOf<), first);
        let end = quote_spanned!(last=> >);
        Some(parse_quote!(#start #whole, { #known } #end))
    }

    fn is_map(&self) -> bool {
        let ty = peeled(self.field.ty);
        map(content(ty, "Option").unwrap_or(ty)).is_some()
    }

    /// The words of the field that say how it is written, and those that judge its value alone.
    fn words(&self, is_namespaced: bool) -> Vec<TokenStream> {
        let field = self.field;
        let name = &field.name;
        if let How::Flattened(_) = self.how {
            return vec![quote!(flatten)];
        }
        let is_replaced = field.replaced.is_some();
        let is_part = field.is_nested && Shape::of(field.ty).base != Base::Collection;
        let mut words = vec![quote!(rename = #name)];
        words.extend(field.is_nested.then(|| quote!(nested)));
        words.extend(match field.blank {
            Blank::Absent => None,
            Blank::Reject => Some(quote!(blank(reject))),
            Blank::Value => Some(quote!(blank(value))),
        });
        let judges_whole = |word: &str| !["secret", "each", "alias", "item"].contains(&word);
        let is_bare = |name: &str| !is_namespaced && is_bare_word(name);
        for word in parse::words(field.attrs, is_bare, &mut Errors::default()) {
            let name = word.name.to_string();
            let is_left_out = is_about_request(&name)
                || word.is_conditional()
                // Of a map, and of a part that is merged, the update has only what changes.
                || (self.is_map() || is_part && !is_replaced) && judges_whole(&name);
            match (is_left_out, name.as_str()) {
                (true, _) => {}
                (false, "each") => words.extend(each(&word)),
                (false, _) => words.push(word.to_token_stream()),
            }
        }
        words
    }
}

/// Returns `true` for words that an update has no use for: they are about other fields, or about the request as a whole.
fn is_about_request(word: &str) -> bool {
    const WORDS: [&str; 21] = [
        "allowed_if",
        "blank",
        "default_value",
        "default_value_if",
        "flatten",
        "forbidden_if",
        "forbidden_unless",
        "header",
        "immutable",
        "nested",
        "path",
        "present_iff",
        "query",
        "rename",
        "replace",
        "required",
        "required_if",
        "required_unless",
        "set_once",
        "skip",
        "skip_blank",
    ];
    WORDS.contains(&word) || word.starts_with("group_")
}

/// The word `each` with the words in it that judge an item alone.
fn each(word: &Word) -> Option<TokenStream> {
    let Argument::List(inner) = &word.argument else { return None };
    let words = inner.parse(parse::inner_words).ok()?;
    let words: Vec<&Word> = words
        .iter()
        .filter(|word| !word.is_conditional() && !is_about_request(&word.name.to_string()))
        .collect();
    (!words.is_empty()).then(|| quote!(each(#(#words),*)))
}

impl Update<'_> {
    /// The struct, with the words of its fields.
    fn input(&self, is_broken: bool) -> DeriveInput {
        let Self { request, name, members } = self;
        let DeriveInput { vis, generics, ident, .. } = request.input;
        let options = &request.options;
        let doc = format!(
            " The changes of a [`{ident}`]: each field is untouched or set, and cleared if it may be absent."
        );
        let krate = options.krate.as_ref().map(|krate| quote!(#[order(crate = #krate)]));
        let serde = options.serde.as_ref().map(|serde| quote!(#[order(#serde)]));
        let described = &options.described;
        let root = options.root.as_ref().map(|root| quote!(#[order(root = #root)]));
        let scalars = options.scalars.word().map(|word| quote!(#[order(scalars = #word)]));
        let strict = options.is_strict.then(|| quote!(#[order(strict)]));
        let is_namespaced = options.is_namespaced;
        let fields = members.iter().map(|member| {
            let Member { field, ty, .. } = member;
            let (vis, ident) = (field.vis, field.ident);
            let docs = field.attrs.iter().filter(|it| it.path().is_ident("doc"));
            let words = match is_broken {
                true => Vec::new(),
                false => member.words(is_namespaced),
            };
            quote!(#(#docs)* #(#[order(#words)])* #vis #ident: #ty)
        });
        let where_clause = &generics.where_clause;
        let allowed = request.input.attrs.iter().filter(|it| it.path().is_ident("allow"));
        parse_quote! {
            #(#allowed)*
            #[doc = #doc]
            #krate #serde #(#[order(#described)])* #root #scalars #strict
            #vis struct #name #generics #where_clause { #(#fields),* }
        }
    }

    /// The struct itself. The words belong to the derive, which has read them.
    fn item(&self, input: &DeriveInput) -> TokenStream {
        let is_of_others = |attribute: &Attribute| !attribute.path().is_ident("order");
        let mut input = input.clone();
        input.attrs.retain(is_of_others);
        if let Data::Struct(data) = &mut input.data
            && let Fields::Named(fields) = &mut data.fields
        {
            fields.named.iter_mut().for_each(|field| field.attrs.retain(is_of_others));
            // Wherever the update is named, rustc asks for the size of the last field, and would report a flattened part
            // without an update there.
            let is_flat = |member: &Member<'_>| matches!(member.how, How::Flattened(_));
            let (flat, others): (Vec<_>, Vec<_>) =
                fields.named.iter().zip(&self.members).partition(|(_, member)| is_flat(member));
            let has_others = !others.is_empty();
            fields.named = flat.into_iter().chain(others).map(|(field, _)| field.clone()).collect();
            if !has_others
                && let (Some(field), Some(member)) = (fields.named.last_mut(), self.members.last())
                && let Some(ty) = member.last(&library(self.request))
            {
                field.ty = ty;
            }
        }
        // The types of parts stand at those of the request, as if they were the user's.
        if self.members.iter().any(|member| member.part.is_some()) {
            input
                .attrs
                .insert(0, parse_quote!(#[allow(clippy::absolute_paths, clippy::type_complexity)]));
        }
        input.to_token_stream()
    }

    /// The types of the fields as the impls name them, if not as the struct does: by way of the field of the request. So rustc
    /// reports a type that is no value alike in the request and in each function of the update, and once.
    fn types_in_impls(&self) -> Vec<Option<Type>> {
        let named = self.members.iter().map(|member| {
            let (ty, own) = (&member.ty, member.field.ty);
            may_be_no_value(own).then(|| by(own, own, ty.clone())).map(|ty| parse_quote!(#ty))
        });
        named.collect()
    }

    /// Statements that name the types of the changes of the parts. A body without a mistake of its own would be reported
    /// as a whole, as it drops an update.
    fn parts(&self) -> Vec<TokenStream> {
        let parts = self.members.iter().filter_map(|member| {
            let update = &member.part.as_ref()?.update;
            Some(quote!(let _ = ::core::marker::PhantomData::<#update>;))
        });
        parts.collect()
    }

    /// The impls that an update has beside those of every request.
    fn impls(&self, is_broken: bool) -> TokenStream {
        let Self { request, name, members } = self;
        let input = request.input;
        let (name, own) = (generated((*name).clone()), generated(input.ident.clone()));
        let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
        let types = request.wire_types();
        let where_clause = bounded(&input.generics, types, &parse_quote!(__p::OrderValue));
        let untouched = members.iter().map(|member| {
            let ty = &member.ty;
            let (start, end) = (quote!(<), quote!(as ::core::default::Default>::default()));
            let (start, end) = match (&member.part, Place::of(member.field.ty)) {
                (Some(_), at) => (located(start, at.first), located(end, at.last)),
                (None, _) => (start, end),
            };
            member.with(quote!(#start #ty #end))
        });
        let own_names = || members.iter().map(|member| generated(member.field.ident.clone()));
        let cloned = own_names().map(|it| quote!(#it: ::core::clone::Clone::clone(&self.#it)));
        let equal = own_names().map(|it| quote!(self.#it == __other.#it));
        // A bound with a lifetime of its own may be one that does not hold: then the type lacks the trait. The update of a
        // part is not named, as rustc would report a part without one at the impl.
        let if_all = |bound: TokenStream, bound_of_part: TokenStream| {
            let mut clause = where_clause.clone();
            for Member { ty, part, .. } in members {
                let (part, ty) = match part {
                    Some(Part { ty, map, .. }) => (Some(ty), map.as_ref()),
                    None => (None, Some(ty)),
                };
                let part = part.map(|part| parse_quote!(for<'__a> #part: #bound_of_part));
                let whole = ty.map(|ty| parse_quote!(for<'__a> #ty: #bound));
                clause.predicates.extend(part.into_iter().chain::<Option<WherePredicate>>(whole));
            }
            clause
        };
        let if_clone = if_all(quote!(::core::clone::Clone), quote!(__p::CloneInPart));
        let if_equal = if_all(quote!(::core::cmp::PartialEq), quote!(__p::EqualInPart));
        let (fits, apply, between) = match is_broken {
            true => (quote!(false), quote!(__p::None), quote!(::core::default::Default::default())),
            false => (self.fits(), self.apply(), self.between()),
        };
        let unused = is_broken.then(|| quote!(let _ = (&__update, &__old);));
        let unused_new = is_broken.then(|| quote!(let _ = (&__old, &__new);));
        scoped(
            request.options.krate.as_ref(),
            &input.attrs,
            quote! {
                #[automatically_derived]
                impl #impl_generics ::core::default::Default for #name #ty_generics #where_clause {
                    fn default() -> Self {
                        Self { #(#untouched),* }
                    }
                }

                #[automatically_derived]
                impl #impl_generics ::core::fmt::Debug for #name #ty_generics #where_clause {
                    fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        __p::show(self, __f)
                    }
                }

                #[automatically_derived]
                impl #impl_generics ::core::clone::Clone for #name #ty_generics #if_clone {
                    fn clone(&self) -> Self {
                        Self { #(#cloned),* }
                    }
                }

                #[automatically_derived]
                impl #impl_generics ::core::cmp::PartialEq for #name #ty_generics #if_equal {
                    fn eq(&self, __other: &Self) -> ::core::primitive::bool {
                        true #(&& #equal)*
                    }
                }

                #[automatically_derived]
                impl #impl_generics __p::Update for #name #ty_generics #where_clause {
                    type Request = #own #ty_generics;
                }

                #[automatically_derived]
                impl #impl_generics __p::Updatable for #own #ty_generics #where_clause {
                    type Update = #name #ty_generics;

                    fn __fits(
                        __update: &Self::Update,
                        __old: __p::Option<&Self>,
                    ) -> ::core::primitive::bool {
                        #unused
                        #fits
                    }

                    fn __apply(
                        __update: Self::Update,
                        __old: __p::Option<Self>,
                    ) -> __p::Option<Self> {
                        #unused
                        #apply
                    }

                    fn __between(__old: __p::Option<&Self>, __new: Self) -> Self::Update {
                        #unused_new
                        #between
                    }
                }
            },
        )
    }

    fn fits(&self) -> TokenStream {
        let members = self.members.iter().map(|member| {
            let (of_update, old) = (member.of_update(), member.of_old());
            let has_default = match (&member.how, member.is_option) {
                (How::Content(_), false) => {
                    let has_default = member.field.default.is_some();
                    Some(quote!(, #has_default))
                }
                (How::Content(_), true) | (How::Flattened(_), _) => None,
            };
            member.call("fits", &quote!(&#of_update, #old #has_default))
        });
        // What an update does not change must be there, or be absent by its type.
        let others = self.request.fields.iter().filter(|field| field.place.is_beside_body());
        let others = others.map(|field| {
            let (ty, has_default) = (field.ty, field.default.is_some());
            let is_optional = item_of(ty, "OPTIONAL");
            quote!((__old.is_some() || #has_default || #is_optional))
        });
        quote!(true #(&& #members)* #(&& #others)*)
    }

    fn apply(&self) -> TokenStream {
        let name = &generated(self.name.clone());
        // An expression of it that is about the type stands at the type.
        let local =
            |field: &Field<'_>| format_ident!("__old_{}", field.index, span = first_span(field.ty));
        let fields = &self.request.fields;
        let (all, olds): (Vec<Ident>, Vec<Ident>) =
            fields.iter().map(|field| (generated(field.ident.clone()), local(field))).unzip();
        let taken =
            self.members.iter().map(|member| member.with(member.local("new").into_token_stream()));
        let defaults = fields.iter().map(|field| {
            let (ty, index) = (field.ty, field.index);
            match (field.place, &field.default) {
                (FieldPlace::Skipped, _) => {
                    quote!(__p::Some(<#ty as __p::Skipped>::default()))
                }
                (_, Some(_)) if !field.is_option() => {
                    let arguments = quote!(<Self as __p::OrderRequest>::SCHEMA, #index);
                    call(&of_type(ty, "__default_of"), ty, &arguments)
                }
                _ => quote!(__p::None),
            }
        });
        let changed = fields.iter().map(|field| {
            let (old, ty) = (local(field), field.ty);
            let member = self.members.iter().find(|member| member.field.index == field.index);
            let value = match member {
                None if field.place == FieldPlace::Skipped => quote!(#old),
                None => {
                    let absent = match may_be_no_value(ty) {
                        true => of_type(ty, "absent"),
                        false => item_of(ty, "absent"),
                    };
                    ending(quote!(#old.or_else(#absent)), last_span(ty))
                }
                Some(member) => {
                    let new = member.local("new");
                    let flatten = member.is_option.then(|| quote!(.flatten()));
                    member.call("apply", &quote!(#new, #old #flatten))
                }
            };
            quote!(let __p::Some(#old) = #value else { return __p::None };)
        });
        quote! {
            let #name { #(#taken),* } = __update;
            let (#(#olds,)*) = match __old {
                __p::Some(__old) => (#(__p::Some(__old.#all),)*),
                __p::None => (#(#defaults,)*),
            };
            #(#changed)*
            __p::Some(Self { #(#all: #olds),* })
        }
    }

    fn between(&self) -> TokenStream {
        let name = &generated(self.name.clone());
        let members = self.members.iter().map(|member| {
            let (ident, old) = (generated(member.field.ident.clone()), member.of_old());
            let value = member.call("between", &quote!(#old, __new.#ident));
            member.with(value)
        });
        quote!(#name { #(#members),* })
    }
}

/// The places of the first and the last token of a type.
#[derive(Clone, Copy)]
struct Place {
    first: Span,
    last: Span,
}

impl Place {
    fn of(ty: &Type) -> Self {
        Self { first: first_span(ty), last: last_span(ty) }
    }
}

/// How the content of a field is set. The path goes by way of what may be missing of the field's type, so that rustc reports that
/// alone.
fn by_way(of_field: &Type, part: Option<&Part>, how: TokenStream) -> TokenStream {
    match part {
        Some(Part { update, .. }) => by(of_field, update, how),
        None if may_be_no_value(of_field) => by(of_field, of_field, how),
        None => how,
    }
}

/// Tokens of generated code, all at a place.
fn located(tokens: TokenStream, place: Span) -> TokenStream {
    let tokens = tokens.into_iter().map(|mut token| {
        // Which crate this one stands for is told by its span.
        let is_told = matches!(&token, TokenTree::Ident(it) if it == "$crate");
        token.set_span(if is_told { token.span().located_at(place) } else { place });
        token
    });
    tokens.collect()
}

/// Tokens of generated code, the last of them at a place.
fn ending(tokens: TokenStream, place: Span) -> TokenStream {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    if let Some(last) = tokens.last_mut() {
        last.set_span(place);
    }
    tokens.into_iter().collect()
}

fn located_at(mut name: Ident, place: Span) -> Ident {
    name.set_span(name.span().located_at(place));
    name
}

/// Returns the content of a type that is written as this wrapper, such as `Option<…>`.
fn content<'t>(ty: &'t Type, wrapper: &str) -> Option<&'t Type> {
    match ty {
        Type::Path(TypePath { qself: None, path, .. }) => {
            let last = path.segments.last().filter(|last| last.ident == wrapper)?;
            shape::argument(&last.arguments).map(peeled)
        }
        _ => None,
    }
}

/// Returns the type of the values of a map.
fn map(ty: &Type) -> Option<&Type> {
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return None };
    let last = path.segments.last()?;
    if last.ident != "BTreeMap" && last.ident != "HashMap" {
        return None;
    }
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.nth(1)
}

/// Returns the type of a map with other values.
fn with_values(ty: &Type, value: TokenStream) -> TokenStream {
    let mut ty = ty.clone();
    if let Type::Path(TypePath { path, .. }) = &mut ty
        && let Some(last) = path.segments.last_mut()
        && let PathArguments::AngleBracketed(arguments) = &mut last.arguments
    {
        let types = arguments.args.iter_mut().filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        });
        if let Some(held) = types.into_iter().nth(1) {
            *held = Type::Verbatim(value);
        }
    }
    ty.into_token_stream()
}
