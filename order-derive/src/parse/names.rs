use proc_macro2::Ident;
use syn::{Data, DeriveInput, Fields, ext::IdentExt};

use crate::parse::{Argument, Word};

/// Names that conditions may refer to. They are collected before any condition is read.
pub(crate) struct Names<'a> {
    fields: Vec<&'a Ident>,
    conditions: Vec<Ident>,
}

impl<'a> Names<'a> {
    /// Collects the names of the fields of `input` and of the conditions that `words` define.
    pub(crate) fn new(input: &'a DeriveInput, words: &[Word]) -> Self {
        let fields = match &input.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) => {
                    fields.named.iter().filter_map(|field| field.ident.as_ref()).collect()
                }
                Fields::Unnamed(_) | Fields::Unit => Vec::new(),
            },
            Data::Enum(_) | Data::Union(_) => Vec::new(),
        };
        let condition = |word: &Word| match &word.argument {
            Argument::List(list) if word.name == "condition" => {
                let (name, _) = list.split_at_comma()?;
                syn::parse2(name.tokens).ok()
            }
            Argument::None | Argument::List(_) | Argument::Equals(_) => None,
        };
        Self { fields, conditions: words.iter().filter_map(condition).collect() }
    }

    pub(crate) fn is_field(&self, name: &Ident) -> bool {
        self.fields.iter().any(|field| field.unraw() == name.unraw())
    }

    pub(crate) fn is_condition(&self, name: &Ident) -> bool {
        self.conditions.iter().any(|condition| condition.unraw() == name.unraw())
    }
}
