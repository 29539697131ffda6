//! Enums of wire names and codes.

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;
use syn::{
    DataEnum, DeriveInput, Ident, LitInt, LitStr, Token,
    ext::IdentExt,
    parse::{Parse, ParseStream, Parser},
};

use crate::{
    errors::Errors,
    expand::value::Options,
    model::unknown_word,
    parse::{self, Argument, Docs, Integer, Word},
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
    let variants: Vec<Variant<'_>> = data
        .variants
        .iter()
        .map(|variant| Variant::from_variant(variant, options, errors))
        .collect();
    if variants.is_empty() {
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
    let name = &generated(input.ident.clone());
    let arms = variants.iter().enumerate().map(|(index, variant)| {
        let ident = generated(variant.ident.clone());
        quote!(#index => __p::Some(#name::#ident),)
    });
    let (ignore_case, doc) = (options.ignore_case, Docs::of(&input.attrs));
    let rust = name.unraw().to_string();
    Some(quote! {
        static __CHOICES: __p::Choices = __p::Choices {
            name: #rust,
            doc: #doc,
            ignore_case: #ignore_case,
            list: &[#(#list),*],
            spellings: &[#(#spellings),*],
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
                }
            }
        }

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
        impl __p::Variants for #name {}

        #[automatically_derived]
        impl ::core::fmt::Display for #name {
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __p::display(__p::OrderValue::node(self), __f)
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for #name {
            type Err = __p::ParseValueError;

            fn from_str(__text: &::core::primitive::str) -> ::core::result::Result<Self, __p::ParseValueError> {
                __p::parse(&__CHOICES, __text, __at)
            }
        }
    })
}

/// One variant with its wire names.
pub(super) struct Variant<'a> {
    ident: &'a Ident,
    wire: Wire,
    /// Span of the wire name.
    span: Span,
    aliases: Vec<LitStr>,
    doc: Docs,
}

enum Wire {
    Text(String),
    Integer(i64),
}

impl<'a> Variant<'a> {
    pub(super) const WORDS: [&'static str; 3] = ["alias", "rename", "value"];

    fn from_variant(variant: &'a syn::Variant, options: &Options, errors: &mut Errors) -> Self {
        let rust = variant.ident.unraw().to_string();
        let name =
            options.rename_all.map_or_else(|| rust.clone(), |rule| rule.apply_to_variant(&rust));
        let mut parsed = Self {
            ident: &variant.ident,
            wire: Wire::Text(name),
            span: variant.ident.span(),
            aliases: Vec::new(),
            doc: Docs::of(&variant.attrs),
        };
        let mut named: Option<String> = None;
        for word in parse::words(&variant.attrs, &[], errors) {
            let name = word.name.to_string();
            if name != "alias" && Self::WORDS.contains(&name.as_str()) {
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
            "alias" => self.aliases.push(spelling(word, "alias = \"name\"")?),
            "rename" => {
                let text = spelling(word, "rename = \"name\"")?;
                (self.wire, self.span) = (Wire::Text(text.value()), text.span());
            }
            "value" => {
                let integer = match &word.argument {
                    Argument::Equals(code) if is_number(&code.tokens) => {
                        code.parse(Integer::parse)?
                    }
                    _ => word.parse_equals("a whole number", "value = 51", Integer::parse)?,
                };
                let number = i64::try_from(integer.number).map_err(|_| {
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
    let mut taken: Vec<(String, &Ident)> = Vec::new();
    for variant in variants {
        let name = variant.ident;
        for (spelling, span) in variant.spellings() {
            let key = options.key(spelling.clone());
            match taken.iter().find(|(before, _)| *before == key) {
                Some((_, before)) if *before == name => errors.push(
                    span,
                    format_args!("`{spelling}` stands for `{name}` already; remove the second"),
                ),
                Some((_, before)) => errors.push(
                    span,
                    format_args!(
                        "`{spelling}` stands for `{before}` already; give `{name}` another wire name"
                    ),
                ),
                None => taken.push((key, name)),
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
