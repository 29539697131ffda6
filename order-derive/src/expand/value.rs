use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{
    Data, DataEnum, DeriveInput, Fields, Ident, Lifetime, LitInt, LitStr, Path, Token, Type,
    ext::IdentExt,
    parse::{Parse, ParseStream, Parser},
    parse_quote,
    spanned::Spanned,
};

use crate::{
    errors::Errors,
    expand::{Serde, bounded, read::with_document_lifetime, scoped, variants},
    fallback,
    model::{self, krate, once, rename_all},
    parse::{self, Argument, Integer, Word},
    rename::RenameAll,
    suggest::did_you_mean,
};

/// Everything that `OrderValue` emits for a type.
pub(crate) fn value(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let options = Options::from_input(input, &mut errors);
    if let Data::Enum(data) = &input.data
        && variants::are_in(data)
    {
        let options = options.of_variants(&mut errors);
        return variants::variants(input, data, options, errors);
    }
    let mut inner = None;
    let impls = match &input.data {
        Data::Enum(data) => choice(input, data, &options, &mut errors),
        Data::Struct(data) => match &data.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                let field = &fields.unnamed[0];
                check_newtype(field, &options, &mut errors);
                inner = Some(&field.ty);
                Some(newtype(input, &field.ty))
            }
            _ => {
                errors.push(
                    input.ident.span(),
                    "a value is an enum of wire names or a newtype; derive `OrderRequest` on a \
                     struct with named fields",
                );
                None
            }
        },
        Data::Union(_) => {
            let message = "a value is an enum of wire names or a newtype; make it one of them";
            errors.push(input.ident.span(), message);
            None
        }
    };
    let errors = errors.finish().err().map(|errors| errors.to_compile_error());
    let impls = impls.unwrap_or_else(|| fallback::value(input));
    let serde = Serde::Value.impls(options.serde.as_ref(), input, inner);
    let impls = scoped(options.krate.as_ref(), quote!(#impls #serde));
    quote!(#errors #impls)
}

#[derive(Default)]
pub(super) struct Options {
    krate: Option<Path>,
    rename_all: Option<RenameAll>,
    ignore_case: bool,
    context: Option<Type>,
    serde: Option<Ident>,
    /// Where the words for an enum stand.
    of_enum: Vec<Ident>,
}

impl Options {
    pub(super) const WORDS: [&'static str; 5] =
        ["context", "crate", "ignore_case", "rename_all", "serde"];

    fn from_input(input: &DeriveInput, errors: &mut Errors) -> Self {
        let mut options = Self::default();
        let mut said = Vec::new();
        for word in parse::words(&input.attrs, &[], errors) {
            if let Err(error) = options.read(&word, &mut said) {
                errors.add(error);
            }
        }
        options
    }

    fn read(&mut self, word: &Word, said: &mut Vec<String>) -> syn::Result<()> {
        let name = word.name.to_string();
        once(word, said, None)?;
        match name.as_str() {
            "context" => {
                self.of_enum.push(word.name.clone());
                let example = "context = Account";
                self.context =
                    Some(word.parse_equals("a type", example, <Type as Parse>::parse)?);
            }
            "crate" => self.krate = Some(krate(word)?),
            "ignore_case" => {
                self.of_enum.push(word.name.clone());
                word.alone()?;
                self.ignore_case = true;
            }
            "rename_all" => {
                self.of_enum.push(word.name.clone());
                self.rename_all = Some(rename_all(word)?);
            }
            "serde" => {
                self.serde = Some(word.name.clone());
                word.alone()?;
            }
            other => return Err(unknown(word, other, &Self::WORDS, &Variant::WORDS, "a variant")),
        }
        Ok(())
    }
}

impl Options {
    /// Those of an enum with data.
    fn of_variants(self, errors: &mut Errors) -> model::Options {
        if let Some(word) = self.word("ignore_case") {
            let message = "`ignore_case` is for enums of wire names; remove it, or add an `alias` to the variants";
            errors.push(word.span(), message);
        }
        let Self { krate, rename_all, context, serde, .. } = self;
        model::Options { krate, rename_all, context, serde, ..model::Options::default() }
    }

    /// Where a word for an enum stands, if it was said.
    fn word(&self, name: &str) -> Option<&Ident> {
        self.of_enum.iter().find(|word| *word == name)
    }
}

/// One variant with its wire names.
struct Variant<'a> {
    ident: &'a Ident,
    wire: Wire,
    /// Where the wire name is written.
    span: Span,
    aliases: Vec<LitStr>,
    doc: String,
}

enum Wire {
    Text(String),
    Integer(i64),
}

impl<'a> Variant<'a> {
    const WORDS: [&'static str; 3] = ["alias", "rename", "value"];

    fn from_variant(variant: &'a syn::Variant, options: &Options, errors: &mut Errors) -> Self {
        let rust = variant.ident.unraw().to_string();
        let name = options.rename_all.map_or_else(|| rust.clone(), |rule| rule.apply(&rust));
        let mut parsed = Self {
            ident: &variant.ident,
            wire: Wire::Text(name),
            span: variant.ident.span(),
            aliases: Vec::new(),
            doc: parse::docs(&variant.attrs),
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
            other => return Err(unknown(word, other, &Self::WORDS, &Options::WORDS, "the enum")),
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

/// Whether this is a number, even if no field can hold it.
fn is_number(tokens: &TokenStream) -> bool {
    let parser = |input: ParseStream<'_>| {
        input.parse::<Option<Token![-]>>()?;
        input.parse::<LitInt>()
    };
    parser.parse2(tokens.clone()).is_ok()
}

/// A text that stands for a value; blank is no value, for it can mean that the field is absent.
fn spelling(word: &Word, example: &str) -> syn::Result<LitStr> {
    let text = word.text(example)?;
    if text.value().trim().is_empty() {
        return Err(syn::Error::new(text.span(), "a wire name is not blank; give it one"));
    }
    Ok(text)
}

pub(super) fn unknown(
    word: &Word,
    name: &str,
    known: &[&str],
    elsewhere: &[&str],
    place: &str,
) -> syn::Error {
    if elsewhere.contains(&name) {
        return word.wrong(format_args!("`{name}` belongs on {place}; move it there"));
    }
    let hint = match did_you_mean(name, known.iter().copied()) {
        hint if hint.is_empty() => format!("; known are `{}`", known.join("`, `")),
        hint => hint,
    };
    word.wrong(format_args!("unknown attribute `{name}`{hint}"))
}

fn choice(
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
        let ident = variant.ident;
        match &variant.wire {
            Wire::Text(text) => quote!(Self::#ident => __p::Node::Text(#text),),
            Wire::Integer(number) => {
                let number = Literal::i64_unsuffixed(*number);
                quote!(Self::#ident => __p::Node::Integer(#number),)
            }
        }
    });
    let name = &input.ident;
    let arms = variants.iter().enumerate().map(|(index, variant)| {
        let ident = variant.ident;
        quote!(#index => __p::Some(#name::#ident),)
    });
    let (ignore_case, doc) = (options.ignore_case, parse::docs(&input.attrs));
    let rust = name.unraw().to_string();
    Some(quote! {
        static __CHOICES: __p::Choices = __p::Choices {
            name: #rust,
            doc: #doc,
            ignore_case: #ignore_case,
            list: &[#(#list),*],
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
        impl __p::Judged for #name {
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

/// No spelling stands for two variants.
fn check_spellings(variants: &[Variant<'_>], options: &Options, errors: &mut Errors) {
    let mut taken: Vec<(String, &Ident)> = Vec::new();
    for variant in variants {
        let name = variant.ident;
        for (spelling, span) in variant.spellings() {
            let key = match options.ignore_case {
                true => spelling.to_ascii_lowercase(),
                false => spelling.clone(),
            };
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

/// A newtype has no names of its own.
fn check_newtype(inner: &syn::Field, options: &Options, errors: &mut Errors) {
    const RULE: &str = "a newtype has the wire form of what it wraps; remove it";
    for word in &options.of_enum {
        errors.push(word.span(), format_args!("`{word}` is for enums, and {RULE}"));
    }
    for word in parse::words(&inner.attrs, &[], errors) {
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

/// A newtype is on the wire, and to the rules, what it wraps.
fn newtype(input: &DeriveInput, inner: &Type) -> TokenStream {
    let name = &input.ident;
    let (impl_generics, ty_generics, _) = input.generics.split_for_impl();
    let where_clause = bounded(&input.generics, &parse_quote!(__p::OrderValue));
    let read_generics = with_document_lifetime(&input.generics, [inner]);
    let (read_impl_generics, _, _) = read_generics.split_for_impl();
    let mut read_where = bounded(&input.generics, &parse_quote!(__p::ReadValue<'__de>));
    if input.generics.type_params().next().is_some() {
        read_where.predicates.push(parse_quote!(#inner: __p::ReadValue<'__de>));
    }
    // The span of the type, so that one without a wire form is reported there.
    let span = inner.span();
    let local = Ident::new("__inner", span);
    let of_inner = |name: &str| {
        let name = Ident::new(name, span);
        quote_spanned!(span=> <#inner as __p::OrderValue>::#name)
    };
    let [ty, optional, nullable] = ["Value", "OPTIONAL", "NULLABLE"].map(of_inner);
    let [kind, value, node] = ["kind", "value", "node"].map(of_inner);
    let [is_given, is_blank, absent] = ["is_given", "is_blank", "absent"].map(of_inner);
    let get = quote_spanned! {span=>
        fn value(&self) -> __p::Option<&#ty> {
            #value(&self.0)
        }
    };
    let document = Lifetime::new("'__de", Span::call_site());
    let read = quote_spanned!(span=> <#inner as __p::ReadValue<#document>>);
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::OrderValue for #name #ty_generics #where_clause {
            type Value = #ty;

            const OPTIONAL: ::core::primitive::bool = #optional;
            const NULLABLE: ::core::primitive::bool = #nullable;

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
                #read::read(__place).map(Self)
            }

            fn from_literal(__literal: __p::Literal) -> __p::Option<Self> {
                #read::from_literal(__literal).map(Self)
            }
        }
    }
}
