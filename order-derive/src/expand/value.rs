//! The expansion of `OrderValue`.

mod choice;
mod newtype;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, Ident, Path, Type, ext::IdentExt, parse::Parse};

use self::{
    choice::{Variant, choice},
    newtype::{check_newtype, newtype, rules_of},
};
use crate::{
    check::no_machine_numbers,
    errors::Errors,
    expand::{Serde, fallback, variants},
    model::{
        self, Describer, Written, is_namespaced, is_type_word, krate, once, rename_all,
        unknown_word,
    },
    parse::{self, Word},
    rename::RenameAll,
    scope::scoped,
};

pub(super) use self::choice::keeps_others;

/// Expands `OrderValue` for a type.
pub(crate) fn value(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let options = Options::from_input(input, &mut errors);
    if !matches!(input.data, Data::Struct(_)) {
        rules_of_no_newtype(input, &options, &mut errors);
    }
    let has_data = matches!(&input.data, Data::Enum(data) if variants::are_in(data));
    for word in options.described.iter().filter(|_| !has_data) {
        let message = format!(
            "`{word}` is for requests and enums with data; remove it, a request describes its values",
        );
        errors.push(word.span(), message);
    }
    if let Data::Enum(data) = &input.data
        && has_data
    {
        if let Some(unmarked) = choice::unmarked_other(data) {
            let message = format!(
                "`{}` holds a text beside wire names; put `#[order(other)]` on it to keep unknown values",
                unmarked.ident.unraw(),
            );
            errors.push(unmarked.ident.span(), message);
            let errors = errors.finish().err().map(|errors| errors.to_compile_error());
            let impls = fallback::value(input);
            let impls = scoped(options.krate.as_ref(), &input.attrs, quote!(#impls));
            return quote!(#errors #impls);
        }
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
                let rules = rules_of(input, &field.ty, &options, &mut errors);
                let newtype =
                    || newtype(input, &field.ty, options.written.as_ref(), rules.as_ref());
                (!no_machine_numbers(&field.ty, &mut errors)).then(newtype)
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
    let impls = scoped(options.krate.as_ref(), &input.attrs, quote!(#impls #serde));
    quote!(#errors #impls)
}

/// Reports the rules of a newtype on an enum, its variants or what they hold, where they would say nothing.
fn rules_of_no_newtype(input: &DeriveInput, options: &Options, errors: &mut Errors) {
    let message = |name: &Ident| {
        format!("`{name}` is a rule of a newtype; put it on the field that holds the enum")
    };
    for word in &options.rules {
        errors.push(word.name.span(), message(&word.name));
    }
    if let Some(written) = &options.written {
        let word = &written.word;
        errors.push(
            written.span(),
            format_args!("`{word}` is for a newtype of a date or time; remove it from the enum"),
        );
    }
    let Data::Enum(data) = &input.data else { return };
    let inside = data.variants.iter().flat_map(|variant| {
        variant.attrs.iter().chain(variant.fields.iter().flat_map(|field| &field.attrs))
    });
    for name in inside.filter_map(|attribute| attribute.path().get_ident()) {
        if !options.is_namespaced && is_type_word(&name.to_string()) {
            errors.push(name.span(), message(name));
        }
    }
}

#[derive(Default)]
pub(super) struct Options {
    krate: Option<Path>,
    rename_all: Option<RenameAll>,
    ignore_case: bool,
    context: Option<Type>,
    serde: Option<Ident>,
    /// The words that ask libraries that describe services to describe an enum with data.
    described: Vec<Ident>,
    /// Words that apply to enums only.
    of_enum: Vec<Ident>,
    is_namespaced: bool,
    /// The rules of a newtype.
    rules: Vec<Word>,
    /// How the dates or times of a newtype are written.
    written: Option<Written>,
}

impl Options {
    pub(super) const WORDS: [&'static str; 13] = [
        "bound",
        "context",
        "crate",
        "epoch",
        "ignore_case",
        "namespaced",
        "notation",
        "rename_all",
        "schemars",
        "schemars08",
        "schemars09",
        "serde",
        "utoipa",
    ];

    fn from_input(input: &DeriveInput, errors: &mut Errors) -> Self {
        let mut options = Self::default();
        let mut said = Vec::new();
        options.is_namespaced = is_namespaced(input);
        let is_bare = |name: &str| !options.is_namespaced && is_type_word(name);
        for word in parse::words(&input.attrs, is_bare, errors) {
            if is_type_word(&word.name.to_string()) {
                options.rules.push(word);
                continue;
            }
            if let Err(error) = options.read(&word, &mut said) {
                errors.add(error);
            }
        }
        options
    }

    /// The form in which spellings are compared.
    pub(super) fn key(&self, spelling: String) -> String {
        if self.ignore_case { spelling.to_ascii_lowercase() } else { spelling }
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
            // Read before all others, for the where clause of the type.
            "bound" => {}
            // Read before all others, which it tells from those of other derives.
            "namespaced" => word.alone()?,
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
            name if Describer::of(name).is_some() => {
                self.described.push(word.name.clone());
                word.alone()?;
            }
            "serde" => {
                self.serde = Some(word.name.clone());
                word.alone()?;
            }
            "epoch" | "notation" => {
                let written = Written::of_word(word)?;
                if let Some(before) = self.written.replace(written) {
                    return Err(before.given_before(word));
                }
            }
            other => {
                return Err(unknown_word(word, other, &Self::WORDS, &Variant::WORDS, "a variant"));
            }
        }
        Ok(())
    }

    /// Converts the options to those of an enum with data.
    fn of_variants(self, errors: &mut Errors) -> model::Options {
        if let Some(word) = self.word("ignore_case") {
            let message = "`ignore_case` is for enums of wire names; remove it, or add an `alias` to the variants";
            errors.push(word.span(), message);
        }
        let Self { krate, rename_all, context, serde, described, .. } = self;
        model::Options { krate, rename_all, context, serde, described, ..model::Options::default() }
    }

    /// The word of that name, if it was written and applies to enums only.
    fn word(&self, name: &str) -> Option<&Ident> {
        self.of_enum.iter().find(|word| *word == name)
    }
}
