use std::fmt;

use proc_macro2::Span;
use syn::{Ident, Token, ext::IdentExt, parse::ParseStream};

/// A path to a value, as written in a condition: `f`, `f.g`, `x.f`, `ctx.f`, `old.f`.
#[derive(Clone)]
pub(crate) struct Reference {
    /// A field, a bound item, `ctx`, or `old`.
    pub(crate) root: Ident,
    pub(crate) members: Vec<Ident>,
}

impl Reference {
    pub(crate) fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(Ident::peek_any) {
            return Err(input.error("expected the name of a field"));
        }
        let root = input.call(Ident::parse_any)?;
        if root == "self" && input.peek(Token![.]) {
            return Err(syn::Error::new(
                root.span(),
                "fields are named without `self.`; remove it",
            ));
        }
        Self::parse_members(root, input)
    }

    pub(crate) fn parse_members(root: Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let mut members = Vec::new();
        while input.peek(Token![.]) && !input.peek(Token![..]) {
            input.parse::<Token![.]>()?;
            if !input.peek(Ident::peek_any) {
                return Err(input.error("expected the name of a member after `.`"));
            }
            members.push(raw_if_keyword(input.call(Ident::parse_any)?)?);
        }
        Ok(Self { root, members })
    }

    pub(crate) fn span(&self) -> Span {
        self.root.span()
    }

    /// Span of the last name, where rustc reports a type without the needed trait.
    pub(crate) fn last_span(&self) -> Span {
        self.members.last().unwrap_or(&self.root).span()
    }

    /// The name of a reference without members.
    pub(crate) fn single(&self) -> Option<&Ident> {
        self.members.is_empty().then_some(&self.root)
    }

    /// Returns `true` if the root is one of these items, which hide fields of their names.
    pub(crate) fn is_bound<'i>(&self, items: impl IntoIterator<Item = &'i Ident>) -> bool {
        items.into_iter().any(|item| item.unraw() == self.root.unraw())
    }

    /// The question whether an update changes a field of the request.
    pub(crate) fn changed(word: &Ident, field: Ident) -> Self {
        Self { root: Ident::new(CHANGED, word.span()), members: vec![field] }
    }

    /// Returns `true` for such a question.
    pub(crate) fn is_changed(&self) -> bool {
        self.root == CHANGED
    }

    /// Returns `true` for a field of the request before an update.
    pub(crate) fn is_old(&self) -> bool {
        self.root == "old" && !self.members.is_empty()
    }

    /// Returns `true` for a fact of the context.
    pub(crate) fn is_context(&self) -> bool {
        self.root == "ctx" && !self.members.is_empty()
    }
}

/// The root of a reference that asks whether a field is changed. Nobody can write it.
const CHANGED: &str = "__changed";

/// A name as a Rust identifier: `r#type` for `type`.
fn raw_if_keyword(name: Ident) -> syn::Result<Ident> {
    let text = name.to_string();
    if syn::parse_str::<Ident>(&text).is_ok() {
        return Ok(name);
    }
    if ["_", "Self", "crate", "self", "super"].contains(&text.as_str()) {
        let message = format!("`{text}` is no name of a member; write the name of one after `.`");
        return Err(syn::Error::new(name.span(), message));
    }
    Ok(Ident::new_raw(&text, name.span()))
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (true, [field]) = (self.is_changed(), &self.members[..]) {
            return write!(f, "changed({})", field.unraw());
        }
        write!(f, "{}", self.root.unraw())?;
        self.members.iter().try_for_each(|member| write!(f, ".{}", member.unraw()))
    }
}
