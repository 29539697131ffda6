//! Conditions as Rust expressions and as static data.

mod data;
mod expr;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use crate::{
    model::{Field, Request},
    parse::{Comparison, Reference},
    plan::Plan,
};

/// The scope of a condition: the request and the bound items, the outermost first.
pub(super) struct Scope<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) plan: &'a Plan<'a>,
    pub(super) items: Vec<&'a Ident>,
}

/// The root of a reference.
enum Root<'s> {
    Field(usize, &'s Field<'s>),
    /// An item, by the depth of its quantifier.
    Item(usize),
    Context,
    /// The request before an update.
    Old,
    /// The question whether an update changes a field.
    Changed(&'s Field<'s>),
}

impl<'a> Scope<'a> {
    pub(super) fn new(request: &'a Request<'a>, plan: &'a Plan<'a>) -> Self {
        Self { request, plan, items: Vec::new() }
    }

    /// The scope of a condition on an item.
    pub(super) fn with(&self, item: &'a Ident) -> Self {
        let mut items = self.items.clone();
        items.push(item);
        Self { request: self.request, plan: self.plan, items }
    }

    fn root(&self, reference: &Reference) -> Root<'a> {
        if let Some(depth) =
            self.items.iter().rposition(|item| item.unraw() == reference.root.unraw())
        {
            return Root::Item(depth);
        }
        match self.request.field_index(&reference.root) {
            Some(index) => Root::Field(index, &self.request.fields[index]),
            None if reference.is_changed() => {
                let field = reference.members.first();
                let field = field.and_then(|field| self.request.field_index(field));
                field.map_or(Root::Context, |field| Root::Changed(&self.request.fields[field]))
            }
            None if reference.is_old() => Root::Old,
            None => Root::Context,
        }
    }

    /// The field of this request that the reference names, if it has no members.
    pub(super) fn own_field(&self, reference: &Reference) -> Option<&'a Field<'a>> {
        match (self.root(reference), reference.single()) {
            (Root::Field(_, field), Some(_)) => Some(field),
            _ => None,
        }
    }

    /// Returns `true` if a reference leads to a member of a request, whose defaults are known only to its schema.
    pub(super) fn is_member(&self, reference: &Reference) -> bool {
        match self.root(reference) {
            // The first name is a fact of the context, not a member of a request.
            // Nor is a field of the old request.
            Root::Context | Root::Old => reference.members.len() > 1,
            Root::Changed(_) => false,
            Root::Field(..) | Root::Item(_) => !reference.members.is_empty(),
        }
    }
}

/// Name of the local that holds the part with this member. It has the span of the member, so that rustc points there if
/// the part is no request.
pub(super) fn part_with(member: &Ident) -> Ident {
    Ident::new("__part", member.span())
}

/// The field or variant `member` of `__part`, as a place.
pub(super) fn member(member: &Ident) -> TokenStream {
    let part = part_with(member);
    quote_spanned!(member.span()=> ::order_core::private::OrderRequest::__view(#part).#member)
}

/// Expression of the `Seen` state of `__part.member`.
pub(super) fn seen_member(name: &Ident) -> TokenStream {
    let (part, member, rust) = (part_with(name), member(name), name.unraw().to_string());
    quote_spanned!(name.span()=> ::order_core::private::Seen::member(#part, &#member, #rust))
}

pub(crate) fn comparison_path(comparison: Comparison) -> TokenStream {
    match comparison {
        Comparison::Equal => quote!(__p::Comparison::Equal),
        Comparison::NotEqual => quote!(__p::Comparison::NotEqual),
        Comparison::Less => quote!(__p::Comparison::Less),
        Comparison::LessEqual => quote!(__p::Comparison::LessEqual),
        Comparison::Greater => quote!(__p::Comparison::Greater),
        Comparison::GreaterEqual => quote!(__p::Comparison::GreaterEqual),
    }
}

pub(super) fn named(name: &Ident) -> Ident {
    format_ident!("__cond_{}", name.unraw(), span = Span::call_site())
}

/// Name of the local that holds a bound item.
pub(super) fn bound(item: &Ident) -> Ident {
    format_ident!("__item_{}", item.unraw(), span = Span::call_site())
}
