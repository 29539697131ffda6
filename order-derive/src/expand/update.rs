//! The type of the changes of a request: a struct of its own, which is a request too.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{
    Attribute, Data, DeriveInput, Fields, GenericArgument, Generics, PathArguments, Type,
    TypeGroup, TypeParen, TypePath, WherePredicate, parse_quote, spanned::Spanned,
};

use crate::{
    errors::Errors,
    expand::{self, View, fallback},
    model::{Blank, Field, FieldPlace, Request, is_bare_word},
    parse::{self, Argument, Word},
    plan::Plan,
    proof::shape::{self, Base, Shape},
    scope::{bounded, generated, scoped},
};

/// Expands the type of the changes, if the request has one. If the request does not compile, the type has no rules and
/// changes nothing.
pub(crate) fn update(request: &Request<'_>, is_broken: bool) -> Option<TokenStream> {
    let name = request.options.update.as_ref().filter(|name| **name != request.input.ident)?;
    let library = match &request.options.krate {
        None => quote!(::order_core),
        Some(krate) => krate.to_token_stream(),
    };
    let of_field = |field| Member::of(field, &request.input.generics, &library);
    let members: Vec<Member<'_>> = request.fields.iter().filter_map(of_field).collect();
    let update = Update { request, name, members };
    let mut input = update.input(is_broken);
    let item = update.item(&input);
    update.place_names(&mut input);
    let mut errors = Errors::default();
    let mut model = Request::from_input(&input, &mut errors);
    model.options.update_of = Some(update.parts());
    let impls = match errors.finish() {
        Ok(()) if !is_broken => expand::request(&model, &Plan::new(&model)),
        // The request has the same mistakes.
        Ok(()) | Err(_) => fallback::impls(&model, &View::of_struct()),
    };
    let own = update.impls(is_broken);
    Some(quote!(#item #impls #own))
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
    /// The name of the part's type in the type of the field. All that is generated of the field stands there, and once only
    /// does rustc report a part without an update.
    at: Option<Span>,
}

/// A part in a field.
struct Part {
    ty: TokenStream,
    /// The type of its changes.
    update: TokenStream,
    /// The map that it is in, with other values.
    map: Option<TokenStream>,
}

/// How the content of a field is set, as a type of the library.
enum How {
    Flattened,
    Content(TokenStream),
}

impl<'a> Member<'a> {
    /// Returns `None` for a field that says where the request goes, or that is not sent.
    fn of(field: &'a Field<'a>, generics: &Generics, library: &TokenStream) -> Option<Self> {
        if field.place.is_beside_body() || field.place == FieldPlace::Skipped {
            return None;
        }
        let whole = peeled(field.ty);
        let (mut held_part, mut at) = (None, None);
        let mut part = |ty: &Type| {
            // Which constant of the type a name in it stands for is told by the span of the name.
            let place = generics.const_params().next().is_none().then(|| place(ty));
            let span = place.unwrap_or_else(|| ty.span());
            let library = at_place(library, span);
            let ty = match place {
                Some(place) => placed(ty.to_token_stream(), place),
                None => ty.to_token_stream(),
            };
            let update = quote_spanned!(span=> <#ty as #library::update::Updatable>::Update);
            (held_part, at) = (Some(Part { ty, update: update.clone(), map: None }), place);
            update
        };
        if field.place == FieldPlace::Flattened {
            // An `Option` is a mistake, which is reported already.
            let ty = if field.is_option() { whole.to_token_stream() } else { part(whole) };
            let how = How::Flattened;
            return Some(Self { field, ty, is_option: false, how, part: held_part, at });
        }
        let held = content(whole, "Option");
        let held_type = held.unwrap_or(whole);
        let is_part = |ty: &Type| field.is_nested && Shape::of(ty).base != Base::Collection;
        let mut of_value = |ty: &Type| -> (TokenStream, TokenStream) {
            match (is_part(ty) && field.replaced.is_none(), content(ty, "Box")) {
                (false, _) => (ty.to_token_stream(), quote!(__p::Whole)),
                (true, Some(inner)) => (part(inner), quote!(__p::InBox)),
                (true, None) => (part(ty), quote!(__p::InPart)),
            }
        };
        let value = map(held_type);
        let (content, how) = of_value(value.map_or(held_type, peeled));
        let (span, library) = match at {
            Some(at) => (at, at_place(library, at)),
            None => (field.ty.span(), library.clone()),
        };
        let (content, how) = match value {
            Some(_) => {
                let entry = quote_spanned!(span=> #library::update::Change<#content>);
                if let Some(part) = &mut held_part {
                    // No value of it is ever made; a lint wants one that has a size.
                    part.map = Some(with_values(held_type, quote!(::core::primitive::u8)));
                }
                (with_values(held_type, entry), quote!(__p::Entries<#how>))
            }
            None => (content, how),
        };
        let change = match held {
            Some(_) => quote_spanned!(span=> #library::update::Change),
            None => quote_spanned!(span=> #library::update::Edit),
        };
        let (ty, how) = (quote_spanned!(span=> #change<#content>), How::Content(how));
        Some(Self { field, ty, is_option: held.is_some(), how, part: held_part, at })
    }

    /// Moves what is generated of the field to its place.
    fn placed(&self, tokens: TokenStream) -> TokenStream {
        match self.at {
            Some(at) => placed(tokens, at),
            None => tokens,
        }
    }

    fn is_map(&self) -> bool {
        let ty = peeled(self.field.ty);
        map(content(ty, "Option").unwrap_or(ty)).is_some()
    }

    /// The words of the field that say how it is written, and those that judge its value alone.
    fn words(&self, is_namespaced: bool) -> Vec<TokenStream> {
        let field = self.field;
        let name = &field.name;
        if let How::Flattened = self.how {
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
            let is_flat = |member: &Member<'_>| matches!(member.how, How::Flattened);
            let (flat, others): (Vec<_>, Vec<_>) =
                fields.named.iter().zip(&self.members).partition(|(_, member)| is_flat(member));
            fields.named = flat.into_iter().chain(others).map(|(field, _)| field.clone()).collect();
        }
        input.to_token_stream()
    }

    /// Puts the names of the fields at the place of what is generated of them.
    fn place_names(&self, input: &mut DeriveInput) {
        let Data::Struct(data) = &mut input.data else { return };
        for (field, member) in data.fields.iter_mut().zip(&self.members) {
            if let (Some(name), Some(at)) = (&mut field.ident, member.at) {
                name.set_span(name.span().located_at(at));
            }
        }
    }

    /// Statements that name the types of the changes of the parts. A body without a mistake of its own would be reported
    /// as a whole, as it drops an update.
    fn parts(&self) -> Vec<TokenStream> {
        let parts = self.members.iter().filter_map(|member| {
            let update = &member.part.as_ref()?.update;
            Some(member.placed(quote!(let _ = ::core::marker::PhantomData::<#update>;)))
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
        let of_each = |piece: &dyn Fn(&Ident, &TokenStream) -> TokenStream| -> Vec<TokenStream> {
            let pieces = members.iter().map(|member| {
                member.placed(piece(&generated(member.field.ident.clone()), &member.ty))
            });
            pieces.collect()
        };
        let untouched =
            of_each(&|ident, ty| quote!(#ident: <#ty as ::core::default::Default>::default()));
        let cloned = of_each(&|ident, _| quote!(#ident: ::core::clone::Clone::clone(&self.#ident)));
        let equal = of_each(&|ident, _| quote!(self.#ident == __other.#ident));
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
            let Member { field, is_option, how, .. } = member;
            let (ident, ty) = (generated(field.ident.clone()), field.ty);
            let has_default = field.default.is_some();
            let old = quote!(match __old { __p::Some(__old) => __p::Some(&__old.#ident), __p::None => __p::None });
            let fits = match (how, is_option) {
                (How::Flattened, _) => {
                    quote!(<#ty as __p::Updatable>::__fits(&__update.#ident, #old))
                }
                (How::Content(how), true) => {
                    let old = quote!(match __old { __p::Some(__old) => __old.#ident.as_ref(), __p::None => __p::None });
                    quote!(__p::change_fits::<_, _, #how>(&__update.#ident, #old))
                }
                (How::Content(how), false) => {
                    quote!(__p::edit_fits::<_, #ty, #how>(&__update.#ident, #old, #has_default))
                }
            };
            member.placed(fits)
        });
        // What an update does not change must be there, or be absent by its type.
        let others = self.request.fields.iter().filter(|field| field.place.is_beside_body());
        let others = others.map(|field| {
            let (ty, has_default) = (field.ty, field.default.is_some());
            quote!((__old.is_some() || #has_default || <#ty as __p::OrderValue>::OPTIONAL))
        });
        quote!(true #(&& #members)* #(&& #others)*)
    }

    fn apply(&self) -> TokenStream {
        let name = &generated(self.name.clone());
        let local = |field: &Field<'_>| format_ident!("__old_{}", field.index);
        let new = |field: &Field<'_>| format_ident!("__new_{}", field.index);
        let fields = &self.request.fields;
        let (all, olds): (Vec<Ident>, Vec<Ident>) =
            fields.iter().map(|field| (generated(field.ident.clone()), local(field))).unzip();
        let taken = self.members.iter().map(|member| {
            let (ident, new) = (generated(member.field.ident.clone()), new(member.field));
            member.placed(quote!(#ident: #new))
        });
        let defaults = fields.iter().map(|field| {
            let (ty, index) = (field.ty, field.index);
            match (field.place, &field.default) {
                (FieldPlace::Skipped, _) => {
                    quote!(__p::Some(<#ty as __p::Skipped>::default()))
                }
                (_, Some(_)) if !field.is_option() => quote! {
                    __p::default_of::<#ty>(<Self as __p::OrderRequest>::SCHEMA, #index)
                },
                _ => quote!(__p::None),
            }
        });
        let changed = fields.iter().map(|field| {
            let (old, new, ty) = (local(field), new(field), field.ty);
            let member = self.members.iter().find(|member| member.field.index == field.index);
            let value = match member.map(|member| (&member.how, member.is_option)) {
                None if field.place == FieldPlace::Skipped => quote!(#old),
                None => quote!(#old.or_else(<#ty as __p::OrderValue>::absent)),
                Some((How::Flattened, _)) => {
                    quote!(<#ty as __p::Updatable>::__apply(#new, #old))
                }
                Some((How::Content(how), true)) => {
                    quote!(__p::change_apply::<_, _, #how>(#new, #old.flatten()))
                }
                Some((How::Content(how), false)) => {
                    quote!(__p::edit_apply::<_, #ty, #how>(#new, #old))
                }
            };
            let changed = quote!(let __p::Some(#old) = #value else { return __p::None };);
            match member {
                Some(member) => member.placed(changed),
                None => changed,
            }
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
            let Member { field, is_option, how, .. } = member;
            let (ident, ty) = (generated(field.ident.clone()), field.ty);
            let old = quote!(match __old { __p::Some(__old) => __p::Some(&__old.#ident), __p::None => __p::None });
            let value = match (how, is_option) {
                (How::Flattened, _) => {
                    quote!(<#ty as __p::Updatable>::__between(#old, __new.#ident))
                }
                (How::Content(how), true) => {
                    let old = quote!(match __old { __p::Some(__old) => __old.#ident.as_ref(), __p::None => __p::None });
                    quote!(__p::change_between::<_, _, #how>(#old, __new.#ident))
                }
                (How::Content(how), false) => {
                    quote!(__p::edit_between::<_, #ty, #how>(#old, __new.#ident))
                }
            };
            member.placed(quote!(#ident: #value))
        });
        quote!(#name { #(#members),* })
    }
}

/// Returns the type without the invisible groups of macros, and without parentheses.
fn peeled(ty: &Type) -> &Type {
    match ty {
        Type::Group(TypeGroup { elem, .. }) | Type::Paren(TypeParen { elem, .. }) => peeled(elem),
        ty => ty,
    }
}

/// The place of a type, for generated code: its name, without the modules before it.
fn place(ty: &Type) -> Span {
    let last = match peeled(ty) {
        Type::Path(TypePath { path, .. }) => path.segments.last(),
        _ => None,
    };
    let span = last.map_or_else(|| ty.span(), |last| last.ident.span());
    span.resolved_at(Span::call_site())
}

/// The tokens as generated ones, all at a place.
fn placed(tokens: TokenStream, place: Span) -> TokenStream {
    let mut is_lifetime = false;
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), placed(group.stream(), place));
            inner.set_span(place);
            inner.into()
        }
        mut token => {
            // What these stand for is told by their spans.
            let is_told = is_lifetime || matches!(&token, TokenTree::Ident(it) if it == "$crate");
            token.set_span(if is_told { token.span().located_at(place) } else { place });
            is_lifetime = matches!(&token, TokenTree::Punct(it) if it.as_char() == '\'');
            token
        }
    });
    tokens.collect()
}

/// The path of the library at a place.
fn at_place(library: &TokenStream, place: Span) -> TokenStream {
    let tokens = library.clone().into_iter().map(|mut token| {
        token.set_span(token.span().located_at(place));
        token
    });
    tokens.collect()
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
