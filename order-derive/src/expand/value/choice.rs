//! Enums of wire names and codes.

use std::collections::HashMap;

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;
use syn::{
    DataEnum, DeriveInput, Fields, Ident, LitInt, LitStr, Token, Type,
    ext::IdentExt,
    parse::{ParseStream, Parser},
};

use crate::{
    errors::Errors,
    expand::value::Options,
    model::{Deprecated, once, unknown_word},
    parse::{self, Argument, Docs, Number, Word},
    scope::generated,
};

pub(super) fn choice(
    input: &DeriveInput,
    data: &DataEnum,
    options: &Options,
    errors: &mut Errors,
) -> Option<TokenStream> {
    if let Some(parameter) = input.generics.params.first() {
        let message = "an enum of wire names has no generics; remove them";
        errors.add(syn::Error::new_spanned(parameter, message));
    }
    let (others, known): (Vec<_>, Vec<_>) = data.variants.iter().partition(|it| keeps_others(it));
    let variants: Vec<Variant<'_>> =
        known.iter().map(|variant| Variant::from_variant(variant, options, errors)).collect();
    let other = other(&others, &variants, errors);
    if data.variants.is_empty() {
        errors.push(input.ident.span(), "an enum without variants has no value; give it one");
    }
    if let Some(word) = options.word("context") {
        let message = "`context` is for enums whose variants hold requests; remove it";
        errors.push(word.span(), message);
    }
    check_spellings(&variants, options, errors);
    if !errors.is_empty() {
        return None;
    }
    let list = variants.iter().map(|variant| {
        let (rust, aliases, doc) = (variant.ident.unraw().to_string(), &variant.aliases, &variant.doc);
        let wire = match &variant.wire {
            Wire::Text(text) => quote!(Text(#text)),
            Wire::Integer(number) => {
                let number = Literal::i64_unsuffixed(*number);
                quote!(Integer(#number))
            }
        };
        quote! {
            __p::Choice { rust: #rust, wire: __p::WireValue::#wire, aliases: &[#(#aliases),*], doc: #doc }
        }
    });
    let nodes = variants.iter().map(|variant| {
        let ident = generated(variant.ident.clone());
        match &variant.wire {
            Wire::Text(text) => quote!(Self::#ident => __p::Node::Text(#text),),
            Wire::Integer(number) => {
                let number = Literal::i64_unsuffixed(*number);
                quote!(Self::#ident => __p::Node::Integer(#number),)
            }
        }
    });
    let mut spellings: Vec<(String, usize)> = Vec::new();
    for (index, variant) in variants.iter().enumerate() {
        spellings.extend(variant.spellings().map(|(text, _)| (options.key(text), index)));
    }
    spellings.sort_unstable();
    let spellings = spellings.iter().map(|(text, index)| quote!((#text, #index)));
    let deprecated = variants.iter().enumerate().filter_map(|(index, variant)| {
        let instead = &variant.deprecated.as_ref()?.instead;
        Some(quote!((#index, #instead)))
    });
    let name = &generated(input.ident.clone());
    let arms = variants.iter().enumerate().map(|(index, variant)| {
        let ident = generated(variant.ident.clone());
        quote!(#index => __p::Some(#name::#ident),)
    });
    let (ignore_case, doc) = (options.ignore_case, Docs::of(&input.attrs));
    let rust = name.unraw().to_string();
    let declared = match &other {
        None => quote!(__p::None),
        Some(other) => {
            let (rust, doc) = (other.ident.unraw().to_string(), Docs::of(&other.attrs));
            quote!(__p::Some(__p::OtherChoice { rust: #rust, doc: #doc }))
        }
    };
    let impls = match other {
        None => closed(name),
        Some(other) => open(name, &generated(other.ident.clone())),
    };
    let kept = other.map(|other| {
        let other = generated(other.ident.clone());
        quote!(Self::#other(__text) => __p::kept(&__CHOICES, __text),)
    });
    let is_blank = other.map(|other| {
        let other = generated(other.ident.clone());
        quote! {
            #[inline]
            fn is_blank(&self) -> ::core::primitive::bool {
                ::core::matches!(self, Self::#other(__text) if __p::rules::is_blank(__text))
            }
        }
    });
    Some(quote! {
        static __CHOICES: __p::Choices = __p::Choices {
            name: #rust,
            doc: #doc,
            ignore_case: #ignore_case,
            other: #declared,
            list: &[#(#list),*],
            spellings: &[#(#spellings),*],
            deprecated: &[#(#deprecated),*],
        };

        fn __at(__index: ::core::primitive::usize) -> __p::Option<#name> {
            match __index {
                #(#arms)*
                _ => __p::None,
            }
        }

        #[automatically_derived]
        impl __p::OrderValue for #name {
            type Value = Self;

            fn kind() -> &'static __p::Kind {
                static __KIND: __p::Kind = __p::Kind::Choice(&__CHOICES);
                &__KIND
            }

            #[inline]
            fn value(&self) -> __p::Option<&Self> {
                __p::Some(self)
            }

            #[inline]
            fn node(&self) -> __p::Node<'_> {
                match self {
                    #(#nodes)*
                    #kept
                }
            }

            #is_blank
        }

        #impls

        #[automatically_derived]
        impl __p::Variants for #name {
            type Own = Self;
        }

        #[automatically_derived]
        impl ::core::fmt::Display for #name {
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __p::display(__p::OrderValue::node(self), __f)
            }
        }
    })
}

/// The impls of an enum that has the listed values only.
fn closed(name: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __p::ReadValue<'_> for #name {
            fn read(__place: __p::Place<'_, '_>) -> __p::Option<Self> {
                __at(__p::choose(&__CHOICES, __place)?)
            }

            fn from_literal(__literal: __p::Literal) -> __p::Option<Self> {
                __at(__p::choose_literal(&__CHOICES, __literal)?)
            }
        }

        #[automatically_derived]
        impl __p::EqualTo<#name> for #name {
            #[inline]
            fn equal_to(__value: &#name, __literal: &#name) -> ::core::primitive::bool {
                ::core::mem::discriminant(__value) == ::core::mem::discriminant(__literal)
            }
        }

        #[automatically_derived]
        impl __p::PredicateValue for #name {
            fn judge(
                __node: __p::Node<'_>,
                __accepts: impl ::core::ops::Fn(&Self) -> ::core::primitive::bool,
            ) -> __p::Option<::core::primitive::bool> {
                __p::judge_choice(&__CHOICES, __node, __at, __accepts)
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for #name {
            type Err = __p::ParseValueError;

            fn from_str(__text: &::core::primitive::str) -> ::core::result::Result<Self, __p::ParseValueError> {
                __p::parse(&__CHOICES, __text, __at)
            }
        }
    }
}

/// The impls of an enum that keeps unknown values in the variant `other`. Its values are texts, and two are equal if
/// they are the same on the wire.
fn open(name: &Ident, other: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __p::ReadValue<'_> for #name {
            fn read(__place: __p::Place<'_, '_>) -> __p::Option<Self> {
                __p::read_open(&__CHOICES, __place, __at, Self::#other)
            }

            fn from_literal(__literal: __p::Literal) -> __p::Option<Self> {
                __p::open_literal(&__CHOICES, __literal, __at, Self::#other)
            }
        }

        #[automatically_derived]
        impl __p::EqualTo<#name> for #name {
            fn equal_to(__value: &#name, __literal: &#name) -> ::core::primitive::bool {
                __p::is_same(__p::OrderValue::node(__value), __p::OrderValue::node(__literal))
            }

            fn add_hash(
                __value: &#name,
                __hasher: &mut dyn ::core::hash::Hasher,
            ) -> ::core::primitive::bool {
                __p::add_hash(__p::OrderValue::node(__value), __hasher);
                true
            }
        }

        #[automatically_derived]
        impl __p::Text for #name {
            fn text(&self) -> &::core::primitive::str {
                __p::text(__p::OrderValue::node(self))
            }
        }

        #[automatically_derived]
        impl __p::Lengthy for #name {
            fn length(&self) -> ::core::primitive::usize {
                __p::Lengthy::length(__p::Text::text(self))
            }
        }

        #[automatically_derived]
        impl __p::PredicateValue for #name {
            fn judge(
                __node: __p::Node<'_>,
                __accepts: impl ::core::ops::Fn(&Self) -> ::core::primitive::bool,
            ) -> __p::Option<::core::primitive::bool> {
                __p::judge_open_choice(&__CHOICES, __node, __at, Self::#other, __accepts)
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for #name {
            type Err = ::core::convert::Infallible;

            fn from_str(
                __text: &::core::primitive::str,
            ) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(__p::parse_open(&__CHOICES, __text, __at, Self::#other))
            }
        }
    }
}

/// Returns `true` if a variant is marked as the one that keeps unknown values.
pub(in crate::expand) fn keeps_others(variant: &syn::Variant) -> bool {
    let words = parse::words(&variant.attrs, |_| false, &mut Errors::default());
    words.iter().any(|word| word.name == "other")
}

/// The variant that keeps unknown values, if there is one and it is well-formed.
fn other<'a>(
    marked: &[&'a syn::Variant],
    known: &[Variant<'_>],
    errors: &mut Errors,
) -> Option<&'a syn::Variant> {
    let (first, more) = marked.split_first()?;
    for variant in marked {
        check_other(variant, errors);
    }
    for second in more {
        let message = format!(
            "`{}` keeps the unknown values already; remove `other` here",
            first.ident.unraw()
        );
        errors.push(word_other(second), message);
    }
    if known.is_empty() {
        let message =
            "an enum that keeps every text is text; give it a known value, or use a `String`";
        errors.push(word_other(first), message);
    }
    if let Some(code) = known.iter().find(|variant| matches!(variant.wire, Wire::Integer(_))) {
        let message = format!(
            "`other` keeps text, and `{}` is a number on the wire; hold the code as a number, or use `rename`",
            code.ident.unraw(),
        );
        errors.push(word_other(first), message);
    }
    Some(first)
}

/// Reports what a variant that keeps unknown values cannot have: a wire name, or anything but a text.
fn check_other(variant: &syn::Variant, errors: &mut Errors) {
    let name = variant.ident.unraw();
    let mut said = Vec::new();
    // The attributes of the variant were read for this word, with their mistakes thrown away.
    for word in parse::words(&variant.attrs, |_| false, errors) {
        let other = word.name.to_string();
        if let Err(error) = once(&word, &mut said, None) {
            errors.add(error);
        } else if other == "other" {
            if let Err(error) = word.alone() {
                errors.add(error);
            }
        } else if Variant::WORDS.contains(&other.as_str()) {
            let message = format!("`{name}` keeps any text and has no wire name; remove `{other}`");
            errors.push(word.name.span(), message);
        } else {
            errors.add(unknown_word(&word, &other, &Variant::WORDS, &Options::WORDS, "the enum"));
        }
    }
    let held = match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => &fields.unnamed[0],
        Fields::Named(_) | Fields::Unit | Fields::Unnamed(_) => {
            let message =
                format!("`{name}` keeps a text that is not known; write `{name}(String)`");
            return errors.push(variant.ident.span(), message);
        }
    };
    for word in parse::words(&held.attrs, |_| false, errors) {
        let message =
            format!("`{}` has no use here: `{name}` keeps any text; remove it", word.name);
        errors.push(word.name.span(), message);
    }
    if !is_string(&held.ty) {
        let message = format!("`{name}` keeps a text that is not known; let it hold a `String`");
        errors.add(syn::Error::new_spanned(&held.ty, message));
    }
}

/// The only variant that holds a text among wire names, without the word that says what for.
pub(super) fn unmarked_other(data: &DataEnum) -> Option<&syn::Variant> {
    let (names, holding): (Vec<_>, Vec<_>) =
        data.variants.iter().partition(|variant| matches!(variant.fields, Fields::Unit));
    match holding[..] {
        [variant] if !names.is_empty() && !keeps_others(variant) => match &variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                is_string(&fields.unnamed[0].ty).then_some(variant)
            }
            Fields::Named(_) | Fields::Unit | Fields::Unnamed(_) => None,
        },
        _ => None,
    }
}

fn is_string(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|last| last.ident == "String" && last.arguments.is_none())
}

/// Span of the word that marks a variant.
fn word_other(variant: &syn::Variant) -> Span {
    let words = parse::words(&variant.attrs, |_| false, &mut Errors::default());
    let word = words.iter().find(|word| word.name == "other");
    word.map_or_else(|| variant.ident.span(), |word| word.name.span())
}

/// One variant with its wire names.
pub(super) struct Variant<'a> {
    ident: &'a Ident,
    wire: Wire,
    /// Span of the wire name.
    span: Span,
    aliases: Vec<LitStr>,
    deprecated: Option<Deprecated>,
    doc: Docs,
}

enum Wire {
    Text(String),
    Integer(i64),
}

impl<'a> Variant<'a> {
    pub(super) const WORDS: [&'static str; 5] = ["alias", "deprecated", "other", "rename", "value"];

    fn from_variant(variant: &'a syn::Variant, options: &Options, errors: &mut Errors) -> Self {
        let rust = variant.ident.unraw().to_string();
        let name =
            options.rename_all.map_or_else(|| rust.clone(), |rule| rule.apply_to_variant(&rust));
        let mut parsed = Self {
            ident: &variant.ident,
            wire: Wire::Text(name),
            span: variant.ident.span(),
            aliases: Vec::new(),
            deprecated: None,
            doc: Docs::of(&variant.attrs),
        };
        let mut named: Option<String> = None;
        for word in parse::words(&variant.attrs, |_| false, errors) {
            let name = word.name.to_string();
            if !["alias", "deprecated"].contains(&name.as_str())
                && Self::WORDS.contains(&name.as_str())
            {
                if let Some(before) = &named {
                    errors.push(
                        word.name.span(),
                        format_args!(
                            "`{}` has its wire name by `{before}` already; keep one",
                            variant.ident.unraw()
                        ),
                    );
                    continue;
                }
                named = Some(name);
            }
            if let Err(error) = parsed.read(&word) {
                errors.add(error);
            }
        }
        parsed
    }

    fn read(&mut self, word: &Word) -> syn::Result<()> {
        match word.name.to_string().as_str() {
            "deprecated" if self.deprecated.is_some() => {
                return Err(word.wrong(format_args!(
                    "`deprecated` is given twice for `{}`; keep one",
                    self.ident.unraw(),
                )));
            }
            "deprecated" => self.deprecated = Some(Deprecated::from_word(word)?),
            "alias" => self.aliases.push(spelling(word, "alias = \"name\"")?),
            "rename" => {
                let text = spelling(word, "rename = \"name\"")?;
                (self.wire, self.span) = (Wire::Text(text.value()), text.span());
            }
            "value" => {
                let code = |input: ParseStream<'_>| Number::parse_whole(input, "a code");
                let integer = match &word.argument {
                    Argument::Equals(value) if is_number(&value.tokens) => value.parse(code)?,
                    _ => word.parse_equals("a whole number", "value = 51", code)?,
                };
                let number = i64::try_from(integer.coefficient).map_err(|_| {
                    let message = "a code has at most 63 bits and a sign; use `rename` for a text";
                    syn::Error::new(integer.span(), message)
                })?;
                (self.wire, self.span) = (Wire::Integer(number), integer.span());
            }
            other => {
                return Err(unknown_word(word, other, &Self::WORDS, &Options::WORDS, "the enum"));
            }
        }
        Ok(())
    }

    fn spellings(&self) -> impl Iterator<Item = (String, Span)> {
        let wire = match &self.wire {
            Wire::Text(text) => text.clone(),
            Wire::Integer(number) => number.to_string(),
        };
        let aliases = self.aliases.iter().map(|alias| (alias.value(), alias.span()));
        [(wire, self.span)].into_iter().chain(aliases)
    }
}

/// Reports a spelling that stands for two variants.
fn check_spellings(variants: &[Variant<'_>], options: &Options, errors: &mut Errors) {
    let mut taken: HashMap<String, &Ident> = HashMap::new();
    for variant in variants {
        let name = variant.ident;
        for (spelling, span) in variant.spellings() {
            let key = options.key(spelling.clone());
            match taken.get(&key) {
                Some(before) if *before == name => errors.push(
                    span,
                    format_args!("`{spelling}` stands for `{name}` already; remove the second"),
                ),
                Some(before) => errors.push(
                    span,
                    format_args!(
                        "`{spelling}` stands for `{before}` already; give `{name}` another wire name"
                    ),
                ),
                None => {
                    taken.insert(key, name);
                }
            }
        }
    }
}

/// Returns `true` if the text is a number, even one that no field can hold.
fn is_number(tokens: &TokenStream) -> bool {
    let parser = |input: ParseStream<'_>| {
        input.parse::<Option<Token![-]>>()?;
        input.parse::<LitInt>()
    };
    parser.parse2(tokens.clone()).is_ok()
}

/// The spelling of a value. It cannot be blank, because blank text can mean that the field is absent.
fn spelling(word: &Word, example: &str) -> syn::Result<LitStr> {
    let text = word.text(example)?;
    if text.value().trim().is_empty() {
        return Err(syn::Error::new(text.span(), "a wire name is not blank; give it one"));
    }
    Ok(text)
}
